"""What holds for every draft: nothing lost, nothing invented, every word at its place."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from checks_of_a_draft import localised, lost, provenance_is_exact, squeeze, unfounded
from reading_texts import profile as small_profile

from policykit.draft import build, compose, load_template
from policykit.draft.inheritance import inheritance
from policykit.model.document import Document
from policykit.model.output import Draft
from policykit.pipeline import read
from policykit.profile import Profile, load_profile, parse_profile

ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted(p for p in (ROOT / "corpus").iterdir() if p.name != "README.md")
SUPERIOR, OPINIONS = (
    "临政办发〔2026〕18号临江市行政执法质量提升三年行动实施方案.txt",
    "临江市人民政府关于规范城市管理行政执法的实施意见.txt",
)
DISTRICT = parse_profile(
    """
名称: 望河区综合行政执法局
简称: [区综合行政执法局, 综合行政执法局, 区城管局]
来文中的类别: [综合执法部门, 综合行政执法部门, 执法部门, 业务主管部门, 行业主管部门, 各区, 各区（市）, 各地]
未写明主体的任务: 不列入
科室: [{名称: 法制科, 职责关键词: [法制, 清单]}]
"""
)
PILOT = parse_profile(
    """
名称: 青石县司法局
简称: [县司法局]
来文中的类别: [各试点单位, 各级政府法制机构, 市政府各部门, 各区（市）, 行权部门, 各工作组]
本地化: [{原文: 各试点单位要, 改为: 各科室要}]
"""
)


@cache
def document(path: Path) -> Document:
    return read(path)


def profiles() -> dict[str, Profile]:
    sample = load_profile(ROOT / "templates" / "示例单位概况.yaml")
    return {"城市管理局": sample, "区综合执法局": DISTRICT, "县司法局": PILOT, "小": small_profile()}


def assert_sound(made: Draft, department: Profile, documents: list[Document]) -> None:
    assert lost(made, documents) == []
    assert provenance_is_exact(made, documents) == []
    assert unfounded(made, department, documents, load_template("实施方案").body) == []
    for row in made.lines:
        for place in row.sources:  # numbers of a carried sentence never change
            numbers = re.findall(r"[0-9]+", place.quote)
            assert numbers == re.findall(r"[0-9]+", localised(place.quote, row.changes))


@pytest.mark.parametrize("who", list(profiles()))
@pytest.mark.parametrize("path", CORPUS, ids=[p.name[:20] for p in CORPUS])
def test_sample_corpus(path: Path, who: str) -> None:
    department = profiles()[who]
    assert_sound(compose("实施方案", department, [document(path)]), department, [document(path)])


@pytest.mark.shared
@pytest.mark.parametrize("who", list(profiles()))
@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_real_documents(shared: Path, seed: str, who: str) -> None:
    source = document(next((shared / "seeds").glob(f"{seed}_*.txt")))
    department = profiles()[who]
    assert_sound(compose("实施方案", department, [source]), department, [source])


TEMPLATES = ("行政执法责任制实施方案", "专项行动方案", "工作总结", "任务分解方案", "印发通知")


@pytest.mark.shared
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("seed", ["000", "001", "003", "004"])
def test_no_template_loses_or_invents_anything(shared: Path, seed: str, template: str) -> None:
    source = document(next((shared / "seeds").glob(f"{seed}_*.txt")))
    body = load_template(template).body + load_template("实施方案").body
    for department in profiles().values():
        made = compose(template, department, [source])
        assert lost(made, [source]) == []
        assert provenance_is_exact(made, [source]) == []
        assert unfounded(made, department, [source], body) == []
        found = inheritance(made, [source])
        assert found.complete, found.missing
        assert len(found.kept) + len(found.localised) == sum(len(line.sources) for line in made.lines)


@pytest.mark.shared
@pytest.mark.parametrize("seed", ["000", "001", "003", "004"])
def test_of_what_binds_nothing_is_missing(shared: Path, seed: str) -> None:
    """Every duty that the rules say binds is printed, or left out with a reason of its own."""
    source = document(next((shared / "seeds").glob(f"{seed}_*.txt")))
    for department in profiles().values():
        made = compose("实施方案", department, [source])
        assert inheritance(made, [source]).missing == ()


def test_two_sources_and_laws_among_them() -> None:
    department = profiles()["城市管理局"]
    law = document(next(p for p in CORPUS if p.name.startswith("云川省行政执法监督条例")))
    sources = [law, *(document(ROOT / "corpus" / name) for name in (SUPERIOR, OPINIONS))]
    made = compose("实施方案", department, sources)
    assert_sound(made, department, sources)
    printed = [p.doc_id for line in made.lines for p in line.sources if line.text[:1] != "为"]
    assert law.id not in printed, "法规作依据，不逐条写入任务"
    assert f"《{law.metadata.title}》" in made.lines[1].text
    assert {d.source.doc_id for d in made.dropped} >= {law.id}
    alone = compose("实施方案", department, [law])
    assert_sound(alone, department, [law])
    assert law.id in {p.doc_id for line in alone.lines for p in line.sources}


def test_tasks_stand_in_the_order_of_the_sources() -> None:
    sources = [document(ROOT / "corpus" / name) for name in (SUPERIOR, OPINIONS)]
    made = compose("实施方案", profiles()["城市管理局"], sources)
    order = {d.id: n for n, d in enumerate(sources)}
    section: list[tuple[int, int]] = []
    for line in made.lines:
        if re.match(r"[一二三四]、", line.text):
            section = []
        for place in line.sources:
            source = sources[order[place.doc_id]]
            clause = source.clause(place.address)
            if clause is None or place.span is None or place.address == "preamble":
                continue
            at = (order[source.id], clause.locate(place.span.start, place.span.start).start)
            assert not section or section[-1] <= at or line.text.startswith("各县"), line.text
            section.append(at)


def test_the_same_input_gives_the_same_draft() -> None:
    sources = [document(ROOT / "corpus" / name) for name in (SUPERIOR, OPINIONS)]
    first, second = (compose("实施方案", profiles()["城市管理局"], sources) for _ in range(2))
    assert first == second


def test_plan_and_annex_agree() -> None:
    """Every row of the 任务分工表 is a task of the plan, with the same unit, and every task has one row."""
    department = profiles()["城市管理局"]
    sources = [document(ROOT / "corpus" / name) for name in (SUPERIOR, OPINIONS)]
    made = compose("实施方案", department, sources)
    table = build("任务分工表", department, sources)
    assert table.rows == made.annexes[0].rows
    rows = [r.sources[0] for r in table.rows]
    assert len(rows) == len(set(rows))
    carried = {p for line in made.lines for p in line.sources}
    assert set(rows) <= carried
    for row in table.rows:
        line = next(x for x in made.lines if row.sources[0] in x.sources)
        unit = row.cells[3].text
        after = made.lines[made.lines.index(line) :]
        named = next(x.text for x in after if "（责任科室：" in x.text)
        assert f"（责任科室：{unit}" in squeeze(named)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("100%", "95%"),
        ("2026年5月底前", "2026年7月底前"),
        ("市司法局", "市公安局"),
        ("云川省行政执法监督条例", "云川省条例"),
    ],
)
def test_the_check_finds_what_is_invented(before: str, after: str) -> None:
    department, sources = profiles()["城市管理局"], [document(ROOT / "corpus" / SUPERIOR)]
    made = compose("实施方案", department, sources)
    at, line = next((n, x) for n, x in enumerate(made.lines) if before in x.text and x.sources)
    lines = (*made.lines[:at], replace(line, text=line.text.replace(before, after)), *made.lines[at + 1 :])
    assert unfounded(replace(made, lines=lines), department, sources, load_template("实施方案").body)
