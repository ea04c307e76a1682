"""Drafting in the browser: works saved as they go, duties decided in a table, the draft as pages, its files."""

from __future__ import annotations

import io
import re
import shutil
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from agreeing import agrees, at_work

from policykit.api.workspace import Workspace
from policykit.decisions import Decision, Decisions, Edit

PAPER = "临政办发〔2026〕18号"
PROFILE = Path(__file__).resolve().parents[2] / "templates" / "示例单位概况.yaml"


@pytest.fixture
def drafting(root: Path, client: Any) -> Any:
    """A person at a workspace with a department profile."""
    shutil.copy(PROFILE, root / "templates")
    return client


def begun(client: Any, **values: Any) -> dict[str, Any]:
    given = {"name": "质量提升", "template": "实施方案", "profile": "示例单位概况", "sources": [PAPER], **values}
    response = client.change("POST", "/api/v1/works", given)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = agrees(client, "POST", "/works", response.json())
    return made


def duties(client: Any, work: dict[str, Any]) -> dict[str, Any]:
    answer = client.get(f"/api/v1/works/{work['id']}/duties").json()
    found: dict[str, Any] = agrees(client, "GET", "/works/{id}/duties", answer)
    return found


def decide(client: Any, work: dict[str, Any], **change: Any) -> Any:
    return client.change("PATCH", f"/api/v1/works/{work['id']}/duties", {"changes": [change]})


def kept(table: dict[str, Any]) -> dict[str, Any]:
    return next(r for r in table["rows"] if r["keep"] and r["unit"] == "法制科" and r["heading"])


def test_a_work_is_there_after_the_server_was_started_anew(drafting: Any, root: Path) -> None:
    work = begun(drafting)
    changed = drafting.change(
        "PUT", f"/api/v1/works/{work['id']}", {"version": 1, "changes": {"day": "2026-03-05", "note": "待会签"}}
    ).json()
    with at_work(root, "许知行") as later:
        again = later.get(f"/api/v1/works/{work['id']}").json()
        assert again == changed
        assert "待会签" in later.get(f"/draft/{work['id']}").text
        history = agrees(later, "GET", "/works/{id}/history", later.get(f"/api/v1/works/{work['id']}/history").json())[
            "history"
        ]
        assert (history[0]["by"], history[0]["changed"]) == ("李敏", ["day", "note"])


def test_the_slower_of_two_gets_the_state_of_the_faster(drafting: Any) -> None:
    work = begun(drafting)
    path = f"/api/v1/works/{work['id']}"
    assert drafting.change("PUT", path, {"version": 1, "changes": {"name": "甲"}}).status_code == 200
    refused = drafting.change("PUT", path, {"version": 1, "changes": {"name": "乙"}})
    assert refused.status_code == 409
    assert refused.json()["error"]["current"]["name"] == "甲"
    assert drafting.get(path).json()["name"] == "甲"


def test_a_work_is_removed_and_restored(drafting: Any) -> None:
    work = begun(drafting, name="要移除的一份")
    drafting.change("DELETE", f"/api/v1/works/{work['id']}", {"version": 1})
    assert "要移除的一份" not in drafting.get("/draft").text
    assert "要移除的一份" in drafting.get("/draft?removed=true").text
    back = drafting.change("POST", f"/api/v1/works/{work['id']}/restore", {"version": 2})
    assert (back.status_code, back.json()["state"]) == (200, "open")
    assert "要移除的一份" in drafting.get("/draft").text


def test_a_work_nobody_made_is_not_found(drafting: Any) -> None:
    assert drafting.get("/api/v1/works/w000000000000").status_code == 404
    assert drafting.get("/draft/w000000000000").status_code == 404


def test_a_decision_stands_in_the_table_and_in_the_draft(drafting: Any) -> None:
    work = begun(drafting)
    row = kept(duties(drafting, work))
    answer = decide(drafting, work, key=row["key"], expected=0, unit="办公室", deadline="2026年4月底前")
    table = agrees(drafting, "PATCH", "/works/{id}/duties", answer.json())
    now = next(r for r in table["rows"] if r["key"] == row["key"])
    assert (now["unit"], now["own_deadline"], now["state"], now["by"]) == ("办公室", "2026年4月底前", "decided", "李敏")
    draft = agrees(drafting, "GET", "/works/{id}/draft", drafting.get(f"/api/v1/works/{work['id']}/draft").json())
    line = next(line for line in draft["lines"] if row["heading"] in line["text"])
    assert "责任科室：办公室" in line["text"]
    assert "2026年4月底前" in line["text"]
    steps = drafting.get(f"/api/v1/works/{work['id']}/duties/{row['key']}/history").json()
    assert "办公室" in agrees(drafting, "GET", "/works/{id}/duties/{key}/history", steps)["history"][0]["told"]


def test_a_duty_is_dropped_only_with_a_reason(drafting: Any) -> None:
    work = begun(drafting)
    row = kept(duties(drafting, work))
    assert decide(drafting, work, key=row["key"], expected=0, keep=False).status_code == 422
    assert decide(drafting, work, key=row["key"], expected=0, keep=False, reason="已经完成").status_code == 200
    draft = drafting.get(f"/api/v1/works/{work['id']}/draft").json()
    assert any(d["reason"] == "已经完成" or "已经完成" in d["reason"] for d in draft["dropped"])
    assert not any(row["text"] in line["text"] for line in draft["lines"])


def test_two_people_at_one_duty(drafting: Any) -> None:
    work = begun(drafting)
    row = kept(duties(drafting, work))
    assert decide(drafting, work, key=row["key"], expected=0, unit="办公室").status_code == 200
    refused = decide(drafting, work, key=row["key"], expected=0, unit="执法监督科")
    assert refused.status_code == 409
    current = refused.json()["error"]["current"]
    assert next(r for r in current["rows"] if r["key"] == row["key"])["unit"] == "办公室"


def test_a_line_of_the_departments_own(drafting: Any) -> None:
    work = begun(drafting)
    doc_id = work["sources"][0]
    answer = decide(
        drafting, work, key="", expected=0, doc_id=doc_id, text="建立月调度机制。", basis="局长办公会", unit="办公室"
    )
    assert answer.status_code == 200, answer.text
    added = [r for r in answer.json()["rows"] if r["state"] == "added"]
    assert [(r["text"], r["unit"]) for r in added] == [("建立月调度机制。", "办公室")]


def test_the_page_shows_each_duty_with_its_clause(drafting: Any) -> None:
    work = begun(drafting)
    page = drafting.get(f"/draft/{work['id']}").text
    table = duties(drafting, work)
    assert len(re.findall(r'data-key="k', page)) == len(table["rows"])
    row = kept(table)
    assert row["text"] in page
    assert f"/doc/{row['doc_id']}" in page


TWICE = """临江市停车秩序整治方案

一、主要任务

（一）规范停车。市城市管理局要在2026年6月底前施划停车泊位。

临江市人民政府
2026年3月1日

附件：重点任务分工表

| 序号 | 具体措施 | 牵头单位 | 完成时限 |
|---|---|---|---|
| 1 | 施划停车泊位 | 市城市管理局 | 2026年6月底前 |
| 2 | 清理废弃车辆 | 市城市管理局 | 2026年7月底前 |
"""


def test_the_row_says_where_else_the_duty_stands_and_which_limit_does_not_hold(drafting: Any, root: Path) -> None:
    (root / "停车.md").write_text(TWICE, encoding="utf-8")
    workspace = Workspace(root)
    workspace.add([root / "停车.md"])
    workspace.index()
    work = begun(drafting, sources=["停车秩序整治方案"])
    rows = {r["text"]: r for r in duties(drafting, work)["rows"]}
    (sentence,) = (r for text, r in rows.items() if text.startswith("市城市管理局要"))
    cleared = rows["清理废弃车辆"]
    assert sentence["also"] and not sentence["tabled"] and cleared["tabled"] and not cleared["also"]
    late = Decision(cleared["key"], cleared["doc_id"], cleared["address"], "", deadline="2026年12月底前")
    Decisions(root).save("临江市城市管理局", [Edit(cleared["key"], 0, late)], "林可")
    told = {r["text"]: r["refused"] for r in duties(drafting, work)["rows"]}
    assert told["清理废弃车辆"] == "2026年12月底前"
    page = drafting.get(f"/draft/{work['id']}").text
    assert f"来文另见：{sentence['also'][0]}" in page and "来文的表格" in page
    assert "本单位定的时限“2026年12月底前”晚于来文的“2026年7月底前”，没有采用" in page


def test_the_preview_prints_every_line_once_and_marks_what_is_open(drafting: Any) -> None:
    work = begun(drafting)
    page = drafting.get(f"/draft/{work['id']}/paper").text
    draft = drafting.get(f"/api/v1/works/{work['id']}/draft").json()
    printed = "".join(
        re.sub(r"<[^>]*>", "", text)
        for text in re.findall(r'<a class="to-source"[^>]*data-line="l\d+">(.*?)</a>', page)
    )
    assert printed == "".join(line["text"] for line in draft["lines"])
    assert "待填写：成文日期" in page
    dated = drafting.change("PUT", f"/api/v1/works/{work['id']}", {"version": 1, "changes": {"day": "2026-03-05"}})
    assert dated.status_code == 200
    assert "待填写：成文日期" not in drafting.get(f"/draft/{work['id']}/paper").text


def test_a_line_leads_to_its_clause_with_the_words_marked(drafting: Any) -> None:
    work = begun(drafting)
    draft = drafting.get(f"/api/v1/works/{work['id']}/draft").json()
    line = next(line for line in draft["lines"] if line["origin"] == "source" and len(line["text"]) > 30)
    page = drafting.get(f"/draft/{work['id']}/source?line={line['id']}").text
    source = line["sources"][0]
    assert f"<mark>{source['quote']}</mark>" in page.replace("&#34;", '"')
    assert f"/doc/{source['doc_id']}/" in page


def test_a_row_of_an_annex_leads_to_its_clause(drafting: Any) -> None:
    work = begun(drafting)
    page = drafting.get(f"/draft/{work['id']}/source?line=t1r1").text
    assert "<mark>" in page
    assert drafting.get(f"/draft/{work['id']}/source?line=t9r1").status_code == 404
    assert drafting.get(f"/draft/{work['id']}/source?line=l99999").status_code == 404


@pytest.mark.parametrize(("query", "inside"), [
    ("format=docx", "word/document.xml"),
    ("format=xlsx&annex=任务分工表", "xl/workbook.xml"),
    ("annex=时限台账&format=docx", "word/document.xml"),
])  # fmt: skip
def test_files_are_whole_and_verify_clean(drafting: Any, query: str, inside: str) -> None:
    work = begun(drafting)
    file = drafting.get(f"/api/v1/works/{work['id']}/file?{query}")
    assert file.status_code == 200
    assert "attachment" in file.headers["content-disposition"]
    assert inside in zipfile.ZipFile(io.BytesIO(file.content)).namelist()
    suffix = "xlsx" if "xlsx" in query else "docx"
    report = drafting.post(
        "/api/v1/verifications",
        files=[("files", (f"成稿.{suffix}", file.content))],
        headers={"X-CSRF-Token": drafting.csrf},
    ).json()
    assert report["clean"], report["summary"]


def test_without_sources_or_profile_the_page_says_what_to_do(client: Any) -> None:
    made = client.change("POST", "/api/v1/works", {"name": "空的", "template": "实施方案"}).json()
    page = client.get(f"/draft/{made['id']}").text
    assert "还没有选来文" in page
    with_source = client.change("POST", "/api/v1/works", {"name": "无单位", "template": "实施方案", "sources": [PAPER]})
    assert "还没有选单位概况" in client.get(f"/draft/{with_source.json()['id']}").text


def test_sources_are_found_by_words_and_by_number(reading: Any) -> None:
    for typed in ("质量 提升", "临政办发[2026]18号", "臨江市行政執法質量"):
        answer = reading.get("/api/v1/sources", params={"q": typed}).json()
        found = agrees(reading, "GET", "/sources", answer)["documents"]
        assert PAPER in {d["number"] for d in found}, typed
    assert reading.get("/api/v1/sources", params={"q": ""}).json()["documents"] == []


def test_names_with_markup_are_only_text(drafting: Any) -> None:
    work = begun(drafting, name="<img src=x onerror=alert(1)>")
    for path in ("/draft", f"/draft/{work['id']}"):
        assert "<img src=x" not in drafting.get(path).text


def test_the_check_stands_beside_the_duty_and_its_line(drafting: Any) -> None:
    work = begun(drafting)
    answer = drafting.get(f"/api/v1/works/{work['id']}/check").json()
    found = agrees(drafting, "GET", "/works/{id}/check", answer)
    open_rows = [r for r in duties(drafting, work)["rows"] if r["keep"] and r["unit"].startswith("【")]
    assert open_rows and all(found["duties"].get(r["key"]) for r in open_rows)
    for row in open_rows:
        decide(drafting, work, key=row["key"], expected=0, unit="办公室", post="综合岗")
    after = drafting.get(f"/api/v1/works/{work['id']}/check").json()
    assert not any(after["duties"].get(r["key"]) for r in open_rows)


def test_how_sources_are_marked_is_chosen_and_the_report_comes_along(drafting: Any) -> None:
    work = begun(drafting, marks="table")
    tables = {a["title"] for a in drafting.get(f"/api/v1/works/{work['id']}/draft").json()["annexes"]}
    answer = drafting.change("PUT", f"/api/v1/works/{work['id']}", {"version": 1, "changes": {"marks": "none"}})
    assert answer.status_code == 200
    assert tables - {a["title"] for a in drafting.get(f"/api/v1/works/{work['id']}/draft").json()["annexes"]}
    report = drafting.get(f"/api/v1/works/{work['id']}/report")
    assert "没有列入" in report.text and "attachment" in report.headers["content-disposition"]
    page = drafting.get(f"/draft/{work['id']}?view=report").text
    assert "照录来文" in page and "篇幅" in page
    wrong = drafting.change("PUT", f"/api/v1/works/{work['id']}", {"version": 2, "changes": {"marks": "红字"}})
    assert wrong.status_code == 422


def test_downloads_leave_no_file_behind_but_a_record(drafting: Any, root: Path) -> None:
    work = begun(drafting)
    drafting.get(f"/api/v1/works/{work['id']}/file?format=docx")
    assert [p for p in (root / "workbench" / "downloads").rglob("*") if p.is_file()] == []
    assert "临江市城市管理局" in (root / "records.jsonl").read_text("utf-8")


def test_four_people_at_different_duties_lose_nothing(drafting: Any, root: Path) -> None:
    work = begun(drafting)
    rows = [r for r in duties(drafting, work)["rows"] if r["keep"]][:4]
    answers: list[int] = []

    def decide_often(person: str, row: dict[str, Any]) -> None:
        with at_work(root, person) as client:
            for version, unit in enumerate(["办公室", "法制科", "执法监督科"]):
                change = {"key": row["key"], "expected": version, "unit": unit}
                answer = client.patch(f"/api/v1/works/{work['id']}/duties", json={"changes": [change]})
                answers.append(answer.status_code)

    threads = [threading.Thread(target=decide_often, args=(f"第{n}人", row)) for n, row in enumerate(rows)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 12
    after = {r["key"]: (r["unit"], r["version"]) for r in duties(drafting, work)["rows"]}
    assert [after[r["key"]] for r in rows] == [("执法监督科", 3)] * 4


def edited_table(table: bytes, before: str, after: str) -> bytes:
    """The workbook with a string changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(table)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/sharedStrings.xml":
                data = data.replace(before.encode(), after.encode())
            new.writestr(name, data)
    return out.getvalue()


def test_assignments_changed_in_a_spreadsheet_are_shown_then_saved(drafting: Any) -> None:
    work = begun(drafting)
    table = drafting.get(f"/api/v1/works/{work['id']}/file?annex=职责清单&format=xlsx").content
    file = [("files", ("清单.xlsx", edited_table(table, ">执法监督科<", ">办公室<")))]
    path, headers = f"/api/v1/works/{work['id']}/duties/import", {"X-CSRF-Token": drafting.csrf}
    answer = drafting.post(path, files=file, headers=headers)
    report = agrees(drafting, "POST", "/works/{id}/duties/import", answer.json())
    assert report["changed"] and not report["saved"]
    assert all(r["state"] == "proposed" for r in duties(drafting, work)["rows"])
    saved = drafting.post(path, files=file, data={"save": "true"}, headers=headers).json()
    decided = [r for r in duties(drafting, work)["rows"] if r["state"] == "decided"]
    assert saved["saved"] and len(decided) == len(saved["changed"])
    assert {r["unit"] for r in decided} == {"办公室"}


def test_a_work_whose_profile_is_gone_says_so_and_still_opens(drafting: Any, root: Path) -> None:
    work = begun(drafting)
    (root / "templates" / PROFILE.name).unlink()
    page = drafting.get(f"/draft/{work['id']}")
    assert page.status_code == 200
    assert "请重新选择：没有“示例单位概况”了" in page.text
    assert "没有“示例单位概况”这份单位概况" in page.text
    assert drafting.get(f"/api/v1/works/{work['id']}/draft").status_code in (400, 422)
