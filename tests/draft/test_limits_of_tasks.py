"""Whose limits are moved: a person's own day goes before all, another body's day is not ours to move."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reading_texts import document, profile

from policykit.decisions import Choice, Decision, key_of
from policykit.draft import build, compose
from policykit.draft.limits import spoken_limit
from policykit.model.document import Document
from policykit.model.output import Annex, Draft
from policykit.profile import Profile

SOURCE = "临江市执法规范化方案\n\n一、主要任务\n\n（一）编制清单。{}\n\n临江市人民政府\n2026年3月1日\n"


def made(text: str, department: Profile) -> tuple[Document, Draft, Annex]:
    source = document(SOURCE.format(text))
    return source, compose("实施方案", department, [source]), build("任务分工表", department, [source])


def test_a_persons_day_stands_in_the_sentence_and_in_the_table() -> None:
    text = "各部门要在2026年6月底前编制清单。"
    source = document(SOURCE.format(text))
    kept = Decision(key_of(source.id, text), source.id, "一/（一）", text, Choice.KEEP, deadline="2026-03-01")
    department = replace(profile("时限提前: 5\n"), decisions=(kept,))
    _, draft, table = made(text, department)
    (line,) = [x.text for x in draft.lines if "前编制清单" in x.text]
    assert "各部门要在2026年3月1日前编制清单。" in line and "完成时限：2026年3月1日前）" in line
    assert "6月" not in line and "2026-03-01" not in line
    assert table.rows[0].cells[2].text == "各部门要在2026年3月1日前编制清单。"
    assert table.rows[0].cells[5].text == "2026年3月1日前"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2027-03-01", "2027年3月1日前"),
        ("2027/3/1", "2027年3月1日前"),
        ("2027年03月01日", "2027年3月1日前"),
        ("2027年3月1日前", "2027年3月1日前"),
        ("3个工作日内", "3个工作日内"),
        ("2027年3月底前", "2027年3月底前"),
    ],
)
def test_a_day_is_printed_as_a_document_does(given: str, expected: str) -> None:
    assert spoken_limit(given) == expected


def test_a_limit_shared_with_other_doers_is_not_moved() -> None:
    shared = "市城市管理局、市水利局于2026年9月底前完成河道排查。"
    _, draft, table = made(shared, profile("时限提前: 5\n"))
    assert any("2026年9月底前完成河道排查" in x.text for x in draft.lines)
    assert table.rows[0].cells[5].text == "2026年9月底前"


def test_a_limit_we_lead_with_helpers_is_moved() -> None:
    led = "市城市管理局牵头，市水利局配合，2026年9月底前完成河道排查。"
    _, draft, _ = made(led, profile("时限提前: 5\n"))
    assert any("2026年9月25日前完成河道排查" in x.text for x in draft.lines)


def test_what_others_hand_in_to_us_is_no_task_of_ours() -> None:
    text = "各部门要于2026年6月底前将实施方案报市城市管理局备案。各部门要将工作总结报市司法局。"
    _, draft, table = made(text, profile("时限提前: 5\n"))
    assert [r.cells[2].text for r in table.rows] == ["各部门要将工作总结报市司法局。"]
    assert any("本单位是接收方" in d.reason for d in draft.dropped)


def test_a_duty_to_do_and_to_hand_in_stays() -> None:
    text = "各部门要开展自查，于2026年6月底前将结果报市城市管理局。"
    assert len(made(text, profile())[2].rows) == 1
