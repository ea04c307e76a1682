"""Verification as a clerk meets it: a finished file, edited or not, and sources that change meanwhile."""

from __future__ import annotations

import copy
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from finished_files import docx_body, paragraph, sign, write, write_docx
from sources_at_hand import NOTICE, RULES, document, line, plan, record, source, with_clause

from memory_store import Memory
from policykit.errors import PolicykitError
from policykit.model.document import HistoryEntry
from policykit.verify import State, VerifyReport, verify_file

STORE = Memory(NOTICE, RULES)
FORMATS = (".docx", ".xlsx", ".md")


def annex() -> dict[str, Any]:
    return record([], [(t["columns"], t["rows"]) for t in plan()["tables"]])


def check(path: Path, store: Memory = STORE) -> VerifyReport:
    return verify_file(path, store)


def codes(report: VerifyReport) -> set[str]:
    return {f.code for f in report.findings}


def at(report: VerifyReport, unit: str) -> set[str]:
    return {f.code for f in report.findings if unit in f.units}


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_untouched_file_is_clean(tmp_path: Path, suffix: str) -> None:
    report = check(write(tmp_path / f"方案{suffix}", plan()))
    assert report.findings == ()
    assert (report.found, report.checked, report.exit_status) == (12, 12, 0)
    assert report.placeholders == ("【待填写：联络员姓名】", "【待填写：电话】")
    assert set(dict(report.states).values()) == {State.INTACT}
    assert report.to_json()["clean"] is True


def test_every_recorded_line_is_given_in_order_with_what_the_file_prints(tmp_path: Path) -> None:
    path = write(tmp_path / "方案.md", plan())
    path.write_text(path.read_text("utf-8").replace("及时", "尽快", 1), "utf-8")
    report = check(path)
    assert [line.unit for line in report.lines if line.state is not State.INTACT] == [
        unit for unit, state in report.states if state is not State.INTACT
    ]
    assert len([line for line in report.lines if not line.header]) == report.found
    for told in report.lines:
        assert (told.recorded == told.printed) == (told.state is State.INTACT)


def test_an_untouched_csv_is_clean(tmp_path: Path) -> None:
    report = check(write(tmp_path / "表.csv", annex()))
    assert report.findings == ()
    assert (report.found, report.checked) == (3, 3)


def other_character(character: str, dice: random.Random) -> str:
    return dice.choice([c for c in "甲乙丙丁戊己庚辛不得0123456789" if c != character])


@pytest.mark.parametrize("suffix", FORMATS)
def test_any_changed_character_is_found_at_its_place(tmp_path: Path, suffix: str) -> None:
    dice = random.Random(5)
    original = plan()
    units = [("lines", i, None) for i in range(len(original["lines"]))]
    units += [("rows", i, c) for i in range(3) for c in range(5)]
    for _ in range(50):
        where, i, column = dice.choice(units)
        printed = copy.deepcopy(original)
        holder = printed["lines"][i] if where == "lines" else printed["tables"][0]["rows"][i]
        text = holder["text"] if column is None else holder["cells"][column]
        place = dice.randrange(len(text))
        changed = text[:place] + other_character(text[place], dice) + text[place + 1 :]
        if column is None:
            holder["text"] = changed
        else:
            holder["cells"][column] = changed
        path = tmp_path / f"改{suffix}"
        write(path, printed)
        _swap_record(path, printed, original)
        report = check(path)
        assert f"{'line' if column is None else 'row'}.edited" in at(report, holder["id"]), (holder, changed)
        finding = next(f for f in report.findings if holder["id"] in f.units)
        assert changed[place] in finding.change.partition("→")[2].partition("】")[0]
        assert report.exit_status == 1


def _swap_record(path: Path, printed: dict[str, Any], original: dict[str, Any]) -> None:
    """Print the edited text with the original record inside, as an editor leaves it."""
    if path.suffix == ".docx":
        write_docx(path, docx_body(printed), original)
    else:
        import finished_files as finished

        real = finished.packed
        finished.packed = lambda _: real(original)
        try:
            write(path, printed)
        finally:
            finished.packed = real


def test_any_changed_character_of_a_source_clause_is_found_at_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "方案.docx", plan())
    by_clause = {"一/（一）": {"l4", "t1r1"}, "一/（二）": {"l5"}, "一/（三）": {"l6", "t1r2"}, "二": {"t1r3"}}
    dice = random.Random(7)
    for _ in range(50):
        address = dice.choice(list(by_clause))
        clause = NOTICE.clause(address)
        assert clause is not None
        place = dice.randrange(len(clause.text))
        text = clause.text[:place] + other_character(clause.text[place], dice) + clause.text[place + 1 :]
        report = check(path, Memory(with_clause(NOTICE, address, text), RULES))
        hit = {u for f in report.findings if f.code in ("source.changed", "source.clause_changed") for u in f.units}
        assert hit == by_clause[address], (address, text)
        assert report.exit_status == 1


def test_a_changed_quote_shows_the_text_now(tmp_path: Path) -> None:
    path = write(tmp_path / "方案.docx", plan())
    now = NOTICE.clause("一/（一）").text.replace("5月底", "4月底")  # type: ignore[union-attr]
    report = check(path, Memory(with_clause(NOTICE, "一/（一）", now), RULES))
    finding = next(f for f in report.findings if "l4" in f.units)
    assert (finding.code, finding.after) == ("source.changed", now)
    assert "【5→4】" in finding.change
    assert finding.source == "《临江市行政执法规范化行动方案》一、（一）"
    assert {f.code for f in report.findings if not f.serious} == {"source.new_version"}


def test_a_clause_under_another_number_has_moved(tmp_path: Path) -> None:
    path = write(tmp_path / "方案.docx", plan())
    clause = RULES.clause("第四条")
    assert clause is not None
    moved = with_clause(RULES, "第四条", clause.text, new_address="第五条")
    report = check(path, Memory(NOTICE, moved))
    finding = next(f for f in report.findings if "l7" in f.units)
    assert finding.code == "source.moved"
    assert "第五条" in finding.reason


def test_a_clause_in_another_document_has_moved_there(tmp_path: Path) -> None:
    path = write(tmp_path / "方案.docx", plan())
    gone = document("drules", "云川省行政执法人员资格管理办法", {"第一条": (None, "为了规范管理，制定本办法。")})
    new = document("dnew", "云川省行政执法条例", {"第九条": (None, RULES.clauses[0].text)})
    report = check(path, Memory(NOTICE, gone, new))
    finding = next(f for f in report.findings if "l7" in f.units)
    assert (finding.code, "《云川省行政执法条例》第九条" in finding.reason) == ("source.moved", True)


def test_a_clause_or_document_that_is_gone(tmp_path: Path) -> None:
    path = write(tmp_path / "方案.docx", plan())
    assert at(check(path, Memory(NOTICE)), "l7") == {"source.document_gone"}
    report = check(path, Memory(with_clause(NOTICE, "一/（二）", None), RULES))
    assert at(report, "l5") >= {"source.vanished"}
    assert at(report, "l4") <= {"source.new_version"}


def test_a_new_version_with_the_same_clauses_is_only_information(tmp_path: Path) -> None:
    path = write(tmp_path / "方案.docx", plan())
    new = replace(NOTICE, source=replace(NOTICE.source, sha256="0" * 64))
    report = check(path, Memory(new, RULES))
    assert codes(report) == {"source.new_version"}
    assert report.exit_status == 0


def test_a_document_added_again_under_another_id_is_known_by_its_title(tmp_path: Path) -> None:
    path = write(tmp_path / "方案.docx", plan())
    assert check(path, Memory(replace(NOTICE, id="dother"), RULES)).exit_status == 0


def test_a_repealed_source_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "方案.docx", plan())
    by = document(
        "dlater", "云川省行政执法证件办法", {}, issued_date="2026-05-01", repeals=(f"《{RULES.metadata.title}》",)
    )
    report = check(path, Memory(NOTICE, RULES, by))
    finding = next(f for f in report.findings if f.code == "source.repealed")
    assert finding.units == ("l7",)
    assert report.exit_status == 1


def test_an_older_document_cannot_repeal_a_newer_one_of_the_same_name(tmp_path: Path) -> None:
    path = write(tmp_path / "方案.docx", plan())
    title = str(RULES.metadata.title)
    older = document("dold", title, {}, issued_date="2010-01-01", repeals=(title,))
    self_naming = replace(RULES, metadata=replace(RULES.metadata, repeals=(title,)))
    assert "source.repealed" not in codes(check(path, Memory(NOTICE, self_naming, older)))


def test_a_document_older_than_the_present_text_repeals_what_bore_its_title_before(tmp_path: Path) -> None:
    path = write(tmp_path / "方案.docx", plan())
    title = str(RULES.metadata.title)
    between = document("dbetween", "云川省行政执法证件办法", {}, issued_date="2022-05-01", repeals=(title,))
    changed = (HistoryEntry("修订", "2024-03-02", "2024年3月2日修订"),)
    revised = replace(RULES, metadata=replace(RULES.metadata, history=changed))
    assert "source.repealed" not in codes(check(path, Memory(NOTICE, revised, between)))
    assert "source.repealed" in codes(check(path, Memory(NOTICE, RULES, between)))


def test_missing_moved_added_and_merged_paragraphs(tmp_path: Path) -> None:
    body = docx_body(plan())
    body[3], body[5] = body[5], body[3]
    del body[6]
    body.insert(1, paragraph(0, "", "新加的一段话，谁也不知道从哪里来。", mark=False))
    write_docx(tmp_path / "改.docx", body, plan())
    report = check(tmp_path / "改.docx")
    assert "line.missing" in at(report, "l7")
    assert any("line.moved" in at(report, unit) for unit in ("l4", "l6"))
    added = next(f for f in report.findings if f.code == "line.added")
    assert (added.place, added.printed) == ("第2段", "新加的一段话，谁也不知道从哪里来。")
    assert (report.found, report.checked, len(report.unchecked)) == (13, 12, 1)


def test_a_split_paragraph_is_one_edit(tmp_path: Path) -> None:
    body = docx_body(plan())
    body[5] = body[5].replace("法制审核。", '法制审核。</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">', 1)
    write_docx(tmp_path / "改.docx", body, plan())
    report = check(tmp_path / "改.docx")
    assert [f.code for f in report.findings] == ["line.edited"]
    assert report.findings[0].units == ("l6",)


def test_a_filled_placeholder_is_not_checked_and_said_so(tmp_path: Path) -> None:
    printed = plan()
    printed["lines"][8]["text"] = "联系人：张三丰，电话：0999-5550000。"
    write_docx(tmp_path / "填.docx", docx_body(printed), plan())
    report = check(tmp_path / "填.docx")
    assert dict(report.states)["l9"] is State.FILLED
    assert (report.findings, report.checked, report.exit_status) == ((), 11, 1)
    assert report.unchecked[0].unit == "l9"


@pytest.mark.parametrize("marks", [True, False])
def test_bookmarks_may_be_lost(tmp_path: Path, marks: bool) -> None:
    printed = plan()
    printed["lines"][3]["text"] = printed["lines"][3]["text"].replace("2026", "2027")
    printed["tables"][0]["rows"][1]["cells"][3] = "办公室"
    write_docx(tmp_path / "改.docx", docx_body(printed, marks), plan())
    report = check(tmp_path / "改.docx")
    assert {(f.code, f.units) for f in report.findings} == {("line.edited", ("l4",)), ("row.edited", ("t1r2",))}
    assert [f.place for f in report.findings] == ["第4段", "表1第2行"]


def test_a_changed_header_row_is_found(tmp_path: Path) -> None:
    printed = plan()
    printed["tables"][0]["columns"][3] = "配合单位"
    write_docx(tmp_path / "改.docx", docx_body(printed), plan())
    report = check(tmp_path / "改.docx")
    assert [(f.code, f.place) for f in report.findings] == [("header.edited", "表1表头")]


def test_a_row_added_or_taken_away(tmp_path: Path) -> None:
    body = docx_body(plan())
    rows = [i for i, part in enumerate(body) if part.startswith("<w:tr><w:tc>")]
    body[rows[1]] = (
        body[rows[1]].replace("pk_t1r2", "x").replace("法制审核", "完全另外的一件事").replace("未经", "凡是")
    )
    body[rows[1]] = body[rows[1]].replace("法制科", "环卫科").replace("不得作出决定", "可以先行开展工作")
    del body[rows[2]]
    write_docx(tmp_path / "改.docx", body, plan())
    report = check(tmp_path / "改.docx")
    assert "row.missing" in at(report, "t1r3")
    assert at(report, "t1r2") & {"row.missing", "row.edited"}


def test_words_that_are_not_the_sources(tmp_path: Path) -> None:
    """The record may agree with the print and still not with the source: the quote decides."""
    false = plan()
    false["lines"][5]["text"] = "（三）法制审核。未经法制审核的，也可以作出决定。"
    report = check(write(tmp_path / "假.docx", sign(false)))
    assert at(report, "l6") == {"line.not_from_source"}
    false = plan()
    false["lines"][5]["sources"][0]["quote"] = "未经法制审核的，也可以作出决定。"
    false["lines"][5]["text"] = "（三）法制审核。未经法制审核的，也可以作出决定。"
    report = check(write(tmp_path / "假2.docx", sign(false)))
    assert at(report, "l6") == {"source.misquoted"}


def test_a_localisation_must_be_listed(tmp_path: Path) -> None:
    false = plan()
    false["lines"][4]["text"] = false["lines"][4]["text"].replace("6月20日", "7月20日")
    assert at(check(write(tmp_path / "假.docx", sign(false))), "l5") == {"line.not_from_source"}


def test_a_localisation_must_not_change_what_is_demanded(tmp_path: Path) -> None:
    false = plan()
    clause = "市司法局每年至少组织一次案卷评查，抽查比例不低于5%。未经法制审核的，不得作出决定。"
    change = {"rule": "改写", "before": "不得作出决定", "after": "可以作出决定"}
    false["lines"][5] = {
        "id": "l6",
        **line(clause.replace("不得", "可以"), "localised", [source(NOTICE, "一/（三）", clause)], [change]),
    }
    assert at(check(write(tmp_path / "假.docx", sign(false))), "l6") == {"line.strength"}


def test_a_record_changed_by_hand(tmp_path: Path) -> None:
    false = plan()
    false["lines"][0]["origin"] = "profile"
    report = check(write(tmp_path / "假.docx", false))
    assert codes(report) == {"record.changed"}
    assert report.exit_status == 1


def test_a_line_said_to_be_drawn_without_a_source_is_not_checked(tmp_path: Path) -> None:
    false = plan()
    false["lines"][3]["sources"] = []
    report = check(write(tmp_path / "假.docx", sign(false)))
    assert (report.checked, report.exit_status, report.unchecked[0].unit) == (11, 1, "l4")


def test_a_file_without_a_record_cannot_be_verified(tmp_path: Path) -> None:
    write_docx(tmp_path / "别人的.docx", docx_body(plan()), None)
    (tmp_path / "别人的.csv").write_text("序号,任务\n1,甲\n", encoding="utf-8")
    for name in ("别人的.docx", "别人的.csv"):
        with pytest.raises(PolicykitError, match="没有出处记录"):
            check(tmp_path / name)
    with pytest.raises(PolicykitError, match="不能核验这种格式"):
        check(tmp_path / "方案.pdf")
