"""The corpus, search and reading pages as a person uses them, in Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sitting import axe

pytestmark = pytest.mark.browser

TEXT = """云川省电子徽章管理办法

第一条　执法人员应当佩戴电子徽章，依照《云川省行政执法监督条例》第十三条公布。
第二条　徽章每年五月底前核验。
"""


def _file(folder: Path) -> Path:
    path = folder / "电子徽章管理办法.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_document_is_added_found_and_opened_at_the_clause(page: Any, tmp_path: Path) -> None:
    page.get_by_role("link", name="资料库").click()
    page.get_by_label("选择文件").set_input_files(_file(tmp_path))
    page.locator('.job[data-state="done"]').wait_for(timeout=60_000)
    page.get_by_role("link", name="云川省电子徽章管理办法", exact=True).wait_for()
    page.get_by_role("link", name="检索", exact=True).click()
    page.get_by_role("combobox").fill("佩戴电子徽章")
    page.get_by_role("button", name="检索").click()
    page.wait_for_url("**/search?q=*")
    page.get_by_role("link", name="云川省电子徽章管理办法").click()
    page.wait_for_url("**/doc/**/*")
    clause = page.locator(".clause.target")
    assert "第一条" in clause.inner_text()
    assert clause.locator("mark").first.is_visible()
    page.go_back()
    page.wait_for_url("**/search?q=*")
    assert page.get_by_role("combobox").input_value() == "佩戴电子徽章"


def test_the_cited_article_is_shown_where_it_is_cited(page: Any) -> None:
    page.goto("/doc/de4c67d6d5f")
    link = page.locator("a.cite[data-tip]").first
    link.scroll_into_view_if_needed()
    link.hover()
    tip = page.get_by_role("tooltip")
    tip.wait_for()
    assert "《" in tip.inner_text() and "条" in tip.inner_text()
    page.keyboard.press("Escape")
    assert page.get_by_role("tooltip").count() == 0


def test_the_keyboard_is_enough(page: Any) -> None:
    page.goto("/search?q=持证上岗")
    page.locator("body").click(position={"x": 5, "y": 400})
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen = page.locator('.hit[aria-current="true"]')
    assert chosen.count() == 1
    page.keyboard.press("b")
    page.get_by_text("已放进收集夹").wait_for()
    assert page.locator("#basket-count").inner_text() == "1"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/**")
    page.keyboard.press("n")
    assert page.locator("mark.now").count() == 1


def test_suggestions_are_chosen_with_the_arrows(page: Any) -> None:
    box = page.get_by_role("combobox")
    box.fill("行政执法监督")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    chosen = page.locator('[role="option"][aria-selected="true"]')
    query = chosen.get_attribute("data-query")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert box.input_value() == query


def test_facets_and_the_way_back(page: Any) -> None:
    page.goto("/search?q=执法")
    total = page.locator("#found .summary b").inner_text()
    page.get_by_role("link", name="地方性法规").first.click()
    page.wait_for_url("**f=**")
    page.get_by_role("link", name="，去掉").wait_for()
    assert page.locator("#found .summary b").inner_text() != total
    page.go_back()
    page.wait_for_function(f"document.querySelector('#found .summary b').innerText === '{total}'")


def test_a_click_marks_the_clause_in_both_texts(page: Any) -> None:
    page.goto("/corpus/dc92846267e")
    page.locator(".pane.clean .pair-clause").nth(3).click()
    assert page.locator(".pane.clean .paired").count() == 1
    assert page.locator(".pane.raw .paired").count() >= 1


def test_metadata_is_corrected_in_the_form(page: Any) -> None:
    page.goto("/corpus/d98e246b1c1")
    page.get_by_label("地区").fill("云川省全境")
    page.get_by_role("button", name="保存更正").click()
    page.get_by_text("更正地区").wait_for(timeout=60_000)  # shown by itself when it is read again
    assert page.get_by_label("地区").input_value() == "云川省全境"
    assert page.get_by_text("已更正").count() == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_usable_by_all_and_fits(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 860})
    addresses = (
        "/search", "/search?q=持证上岗", "/search?q=没有这样的词语啊", "/corpus", "/corpus/dc92846267e",  "/basket",
        "/doc/d98e246b1c1/第十三条?q=执法", "/doc/d34c0a8e099", "/cited/d98e246b1c1", "/corpus/trash", "/welcome",
        "/compare?old=dc9ae8b9499&new=de4c67d6d5f",
    )  # fmt: skip
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_first_paint_is_light(page: Any) -> None:
    sizes: list[int] = []
    page.on("response", lambda r: sizes.append(int(r.request.sizes()["responseBodySize"])) if r.ok else None)
    page.goto("/doc/d98e246b1c1/第十三条?q=执法")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= 200_000
