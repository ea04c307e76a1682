"""The whole of the work in Chromium: draft, edit an assignment, download, verify; the profile; the charts.

Every test ends with a silent console (the fixture sees to it); axe-core finds no serious fault on any page.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="没有安装 playwright")

from playwright.sync_api import expect
from sitting import axe

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).resolve().parents[2] / "templates" / "示例单位概况.yaml"
PAPER = "临政办发〔2026〕18号"
NARROW = {"width": 390, "height": 844}


def fits(page: Any) -> bool:
    """Whether nothing sticks out at the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.fixture
def desk(root: Path, page: Any) -> Any:
    """A page of a person whose workspace has a department profile."""
    shutil.copy(SAMPLE, root / "templates")
    return page


def begin(page: Any) -> None:
    """A new work, its source chosen from the list with the keyboard."""
    page.goto("/draft")
    page.get_by_label("来文（标题里的词或文号，可以选几份）").type("质量提升")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.get_by_label("草稿名称").input_value().startswith("贯彻落实《临江市行政执法质量提升")
    page.get_by_role("button", name="新建").click()
    page.wait_for_url("**/draft/w*")


def row_of(page: Any, words: str) -> Any:
    return page.locator("tr[data-key]", has_text=words).first


def test_draft_edit_an_assignment_download_and_verify(desk: Any, tmp_path: Path) -> None:
    begin(desk)
    row = row_of(desk, "编制执法事项目录")
    line = desk.locator("#paper .line", has_text="1.编制执法事项目录").first
    assert "责任科室：法制科" in desk.locator("#paper").inner_text().replace("\n", "")
    row.locator('[data-field="unit"]').select_option("办公室")
    desk.get_by_text("已保存").first.wait_for()
    expect(line).to_contain_text("责任科室：办公室")
    assert row.locator('[data-field="post"] option').all_inner_texts() == ["（不指定）", "综合岗", "财务装备岗"]
    desk.reload()
    assert row_of(desk, "编制执法事项目录").locator('[data-field="unit"]').input_value() == "办公室"
    with desk.expect_download() as given:
        desk.get_by_role("link", name="下载 .docx").click()
    file = tmp_path / "方案.docx"
    given.value.save_as(file)
    desk.goto("/verify")
    desk.set_input_files("#file", file)
    desk.get_by_text("核验通过").wait_for()
    assert axe(desk) == []


def test_several_sources_are_chosen_for_a_new_draft(desk: Any) -> None:
    desk.goto("/draft")
    box = desk.get_by_label("来文（标题里的词或文号，可以选几份）")
    for words in ("质量提升", "规范城市管理"):
        box.type(words)
        desk.get_by_role("option").first.wait_for()
        desk.keyboard.press("Enter")
        assert box.input_value() == ""
    chosen = desk.locator("#new-sources li")
    expect(chosen).to_have_count(2)
    assert axe(desk) == []
    chosen.first.get_by_role("button").click()
    expect(chosen).to_have_count(1)
    box.type("质量提升")
    desk.get_by_role("option").first.wait_for()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="新建").click()
    desk.wait_for_url("**/draft/w*")
    expect(desk.locator("#settings-now")).to_contain_text("2 份来文")
    desk.locator("#settings > summary").click()
    desk.get_by_label("成文日期").fill("2026-12-01")
    expect(desk.locator("#settings-now")).to_contain_text("2026-12-01")


def test_a_duty_is_dropped_with_a_reason_and_taken_back(desk: Any) -> None:
    begin(desk)
    row = row_of(desk, "编制执法事项目录")
    row.locator('[data-field="keep"]').uncheck()
    reason = row.get_by_label("不列入的理由")
    assert reason.is_visible()
    reason.fill("已经完成")
    reason.press("Tab")
    expect(desk.locator("#paper")).not_to_contain_text("1.编制执法事项目录")
    desk.get_by_role("button", name="全部").click()
    row.get_by_role("button", name="恢复为建议").click()
    expect(desk.locator("#paper")).to_contain_text("1.编制执法事项目录")
    assert row.locator('[data-field="keep"]').is_checked()


def test_several_duties_are_given_to_one_unit_at_once(desk: Any) -> None:
    begin(desk)
    bar = desk.get_by_role("form", name="一起分工")
    expect(bar).to_be_hidden()
    rows = desk.locator("tr[data-key]:not([hidden])")
    keys = [rows.nth(n).get_attribute("data-key") for n in range(4)]
    rows.nth(0).locator("[data-pick]").check()
    rows.nth(2).locator("[data-pick]").click(modifiers=["Shift"])
    expect(bar).to_contain_text("已选 3 项")
    assert axe(desk) == []
    bar.get_by_label("科室").select_option("办公室")
    assert bar.get_by_label("岗位").locator("option").all_inner_texts() == ["（不指定）", "综合岗", "财务装备岗"]
    bar.get_by_label("岗位").select_option("综合岗")
    bar.get_by_role("button", name="一起交给这个科室").click()
    desk.get_by_text("3 项已交给办公室（综合岗）").wait_for()
    expect(bar).to_be_hidden()
    desk.reload()
    given = {
        key: tuple(desk.locator(f"#duty-{key} [data-field={name}]").input_value() for name in ("unit", "post"))
        for key in keys
    }
    assert [given[k] for k in keys[:3]] == [("办公室", "综合岗")] * 3
    assert desk.locator(f"#duty-{keys[3]}").get_attribute("data-state") == "proposed"
    desk.get_by_label("选中显示的全部").check()
    expect(bar).to_contain_text(f"已选 {rows.count()} 项")
    bar.get_by_role("button", name="取消选择").click()
    expect(bar).to_be_hidden()
    desk.set_viewport_size(NARROW)
    rows.nth(0).locator("[data-pick]").check()
    expect(bar).to_be_visible()
    assert fits(desk)


def test_a_time_limit_later_than_the_sources_marks_its_box_alone(desk: Any, browser: Any) -> None:
    begin(desk)
    here, address = desk.context, desk.url
    desk = browser.new_context(
        storage_state=here.storage_state(), locale="zh-CN"
    ).new_page()  # its console tells of 422
    desk.goto(address)
    row = row_of(desk, "编制执法事项目录")
    limit = row.locator('[data-field="deadline"]')
    expect(limit).to_have_attribute("placeholder", "2026年5月底前")
    font = "const c = document.createElement('canvas').getContext('2d'), s = getComputedStyle(e); c.font = s.font;"
    room = "return c.measureText('2026年12月31日前').width + parseFloat(s.paddingLeft) * 2 <= e.clientWidth;"
    wide = f"e => {{ {font} {room} }}"
    assert limit.evaluate(wide)  # a whole date is seen
    limit.fill("2027年5月31日前")
    expect(desk.locator("#saved")).to_have_text("没有保存")
    expect(limit).to_have_attribute("aria-invalid", "true")
    expect(row).not_to_have_class("saving")
    limit.fill("")
    expect(desk.locator("#saved")).to_have_text("没有要保存的改动")
    expect(limit).not_to_have_attribute("aria-invalid", "true")
    expect(row).to_have_attribute("data-state", "proposed")
    limit.fill("2026年5月20日前")
    expect(desk.locator("#saved")).to_have_text("已保存")
    expect(row).to_have_attribute("data-state", "decided")


def test_the_keyboard_goes_down_a_column(desk: Any) -> None:
    begin(desk)
    fields = desk.locator('tr[data-key]:not([hidden]) [data-field="deadline"]')
    fields.nth(0).focus()
    desk.keyboard.press("Control+ArrowDown")
    assert fields.nth(1).evaluate("e => e === document.activeElement")
    desk.keyboard.press("Control+ArrowUp")
    assert fields.nth(0).evaluate("e => e === document.activeElement")


def test_somebody_elses_change_is_shown_not_overwritten(desk: Any, browser: Any, server: str) -> None:
    begin(desk)
    slower = browser.new_context(base_url=server, locale="zh-CN").new_page()  # its console says 409
    slower.goto("/welcome")
    if slower.get_by_label("姓名").count():
        slower.get_by_label("姓名").fill("许知行")
        slower.locator(".form button[type=submit]").click()
        slower.wait_for_url("**/search")
    slower.goto(desk.url)
    row_of(desk, "编制执法事项目录").locator('[data-field="unit"]').select_option("办公室")
    desk.locator('tr[data-state="decided"]').wait_for()
    row = row_of(slower, "编制执法事项目录")
    with slower.expect_response(lambda r: r.request.method == "PATCH") as answered:
        row.locator('[data-field="unit"]').select_option("执法监督科")
    assert answered.value.status == 409
    slower.locator("tr.clash").wait_for()
    expect(slower.locator("#notice")).to_contain_text("李敏")
    assert row.locator('[data-field="unit"]').input_value() == "办公室"
    row.locator('[data-field="unit"]').select_option("执法监督科")
    expect(slower.locator("#saved")).to_contain_text("已保存")
    slower.context.close()


def test_a_change_outlasts_a_server_that_cannot_be_reached(desk: Any, browser: Any, server: str) -> None:
    begin(desk)
    other = browser.new_context(base_url=server, locale="zh-CN").new_page()  # its console says what failed
    other.goto("/welcome")
    if other.get_by_label("姓名").count():
        other.get_by_label("姓名").fill("许知行")
        other.locator(".form button[type=submit]").click()
        other.wait_for_url("**/search")
    other.goto(desk.url)
    other.route("**/duties", lambda route: route.abort(), times=1)
    row_of(other, "编制执法事项目录").locator('[data-field="unit"]').select_option("办公室")
    expect(other.locator("#saved")).to_contain_text("正在重试")
    expect(other.locator("#saved")).to_contain_text("已保存", timeout=15_000)
    desk.reload()
    assert row_of(desk, "编制执法事项目录").locator('[data-field="unit"]').input_value() == "办公室"
    other.context.close()


def test_a_line_shows_its_source_and_esc_leads_back(desk: Any) -> None:
    begin(desk)
    line = desk.locator("#paper [data-line]", has_text="编制执法事项目录").first
    line.focus()
    desk.keyboard.press("Enter")
    desk.locator("#source mark").first.wait_for()
    assert "打开原文的这一条" in desk.locator("#source").inner_text()
    assert axe(desk) == []
    desk.keyboard.press("Escape")
    assert desk.locator("#source").is_hidden()
    assert line.evaluate("e => e === document.activeElement")


def test_every_page_is_sound_and_fits_both_widths(desk: Any) -> None:
    begin(desk)
    work = desk.url.rpartition("/")[2]
    pages = [
        "/draft",
        *(f"/draft/{work}?view={view}" for view in ("both", "duties", "paper", "report")),
        "/verify",
        "/verify/citations",
        "/charts",
        "/charts/units",
        "/charts/citations?document=云川省行政执法监督条例",
        "/profile",
        "/profile/示例单位概况",
    ]
    found = {}
    for path in pages:
        desk.goto(path)
        if bad := axe(desk):
            found[path] = bad
        desk.set_viewport_size(NARROW)
        if not fits(desk):
            found[f"{path} 390"] = ["too wide"]
        if bad := axe(desk):
            found[f"{path} 390"] = bad
        desk.set_viewport_size({"width": 1280, "height": 900})
    assert found == {}


def test_pasted_citations_are_checked(desk: Any) -> None:
    desk.goto("/verify/citations")
    desk.get_by_label("或者粘贴文字").fill("依据《云川省行政执法监督条例》第三条、第九百条。")
    desk.get_by_role("button", name="核对", exact=True).click()
    desk.locator(".lines .no_such_article").wait_for()
    assert desk.locator(".lines .verified a").get_attribute("href").startswith("/doc/")
    assert axe(desk) == []


def test_a_changed_word_is_seen_in_a_dropped_file(desk: Any, root: Path, tmp_path: Path) -> None:
    from policykit.api.drafting import draft, write_output
    from policykit.api.workspace import Workspace

    workspace = Workspace(root)
    file = tmp_path / "方案.md"
    write_output(workspace, draft(workspace, "实施方案", SAMPLE, [PAPER]), file)
    text = file.read_text("utf-8")
    file.write_text(text.replace("应当列明", "可以列明", 1), "utf-8")
    desk.goto("/verify")
    desk.set_input_files("#file", file)
    line = desk.locator(".lines > li.edited").first
    line.wait_for()
    assert (line.locator("del").inner_text(), line.locator("ins").inner_text()) == ("应当", "可以")
    assert axe(desk) == []


def test_the_profile_is_checked_while_typing_saved_and_filled_from_a_table(
    desk: Any, root: Path, tmp_path: Path
) -> None:
    desk.goto("/profile/示例单位概况")
    lead = desk.get_by_label("牵头科室")
    lead.fill("没有的科")
    desk.locator(".fault", has_text="不在“科室”里").wait_for()
    assert lead.get_attribute("aria-invalid") == "true"
    lead.fill("办公室")
    expect(desk.locator(".fault")).to_have_count(0)
    with desk.expect_download() as given:
        desk.get_by_role("link", name="下载表格 .xlsx").click()
    given.value.save_as(tmp_path / "人员.xlsx")
    desk.set_input_files("#people", tmp_path / "人员.xlsx")
    desk.get_by_role("button", name="用这份表替换科室和人员").click()
    desk.get_by_role("button", name="保存", exact=True).click()
    desk.get_by_text("已保存", exact=True).wait_for()
    text = (root / "templates" / "示例单位概况.yaml").read_text("utf-8")
    assert "牵头科室: 办公室" in text and "云J0200011" in text
    assert len(list((root / "templates" / "旧版").iterdir())) == 1


def test_an_empty_sheet_is_told_as_empty(desk: Any, tmp_path: Path) -> None:
    desk.goto("/profile")
    desk.get_by_label("单位全称").fill("望河区司法局")
    desk.get_by_role("button", name="新建").click()
    with desk.expect_download() as given:
        desk.get_by_role("link", name="下载表格 .xlsx").click()
    given.value.save_as(tmp_path / "空表.xlsx")
    desk.set_input_files("#people", tmp_path / "空表.xlsx")
    expect(desk.locator("#import")).to_contain_text("还没有填写")
    expect(desk.get_by_role("button", name="用这份表替换科室和人员")).to_be_disabled()
    assert axe(desk) == []


def test_a_chart_leads_to_the_clause(desk: Any) -> None:
    begin(desk)
    desk.goto("/charts")
    desk.locator(".is-wide a").first.click()
    desk.wait_for_url("**/doc/**")
