"""Who must do what, by when: sentences, small documents, and own labels of real ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from policykit.annotate.duties.compose import read_sentence
from policykit.model.document import Document
from policykit.pipeline import read

TESTS = Path(__file__).resolve().parents[2]


def blocks(name: str) -> list[tuple[str, str, str, list[str]]]:
    out = []
    for block in (TESTS / "cases/duties" / name).read_text(encoding="utf-8").split("\n== ")[1:]:
        title, _, rest = block.partition("\n")
        text, _, expected = rest.partition("\n--")
        setting = ""
        if text.startswith("@ "):
            setting, _, text = text[2:].partition("\n")
        out.append((title, setting, text.strip(), [x for x in expected.split("\n") if x.strip()]))
    return out


SENTENCES, DOCUMENTS = blocks("sentences.txt"), blocks("documents.txt")


@pytest.mark.parametrize(("title", "setting", "text", "expected"), SENTENCES, ids=[c[0] for c in SENTENCES])
def test_sentence(title: str, setting: str, text: str, expected: list[str]) -> None:
    reading = read_sentence(text, 0, len(text), ("某单位",) if setting == "running" else ())
    said = [
        f"{'、'.join(r.actors) or '[]'} | {r.role.value if r.role else '-'} | {text[r.start : r.end]}"
        for r in reading.records
    ]
    assert said == expected


@pytest.mark.parametrize(("title", "setting", "text", "expected"), DOCUMENTS, ids=[c[0] for c in DOCUMENTS])
def test_document(title: str, setting: str, text: str, expected: list[str], tmp_path: Path) -> None:
    path = tmp_path / "文件.txt"
    path.write_text(text + "\n", encoding="utf-8")
    document = read(path)
    said = []
    for duty in document.duties:
        parts = [duty.clause, "、".join(duty.actors) or "[]", duty.role.value if duty.role else "-", duty.action]
        said.append(" | ".join(parts + ([duty.deadline] if duty.deadline else []) + (["承"] if duty.inherited else [])))
        assert document.text[duty.span] == duty.action
    assert said == expected


@pytest.mark.shared
def test_own_labels(shared: Path) -> None:
    """Three documents that no rule was written for; an actor or an action that is lost shows here first."""
    actors, actions = Counter[str](), Counter[str]()
    for path in sorted((TESTS / "gold").glob("duties_*.yaml")):
        labels = yaml.safe_load(path.read_text(encoding="utf-8"))
        source = next((shared / "data/policy").glob(f"{labels['file']}*"))
        document = read(source)
        count_actors(labels, document, actors)
        count_actions(labels, document, actions)
    assert 2 * actors["hit"] / (actors["gold"] + actors["got"]) >= 0.93
    assert actions["hit"] / actions["gold"] >= 0.95


def count_actors(labels: dict[str, Any], document: Document, into: Counter[str]) -> None:
    judged = set(labels["clauses"])
    sure = {(d["clause"], a) for d in labels["duties"] if not d.get("uncertain") for a in d["actors"]}
    free = {(d["clause"], a) for d in labels["duties"] for a in d["actors"]}
    got = {(d.clause, "".join(a.split())) for d in document.duties if d.clause in judged for a in d.actors}
    into.update(hit=len(sure & got), gold=len(sure), got=len(sure & got) + len(got - free))


def count_actions(labels: dict[str, Any], document: Document, into: Counter[str]) -> None:
    for label in labels["duties"]:
        if label.get("uncertain"):
            continue
        clause = document.clause(label["clause"])
        want = printed("".join(clause.text.split()) if clause else "", label["starts"], label["ends"])
        got = ["".join(d.action.split()) for d in document.duties if d.clause == label["clause"]]
        into.update(gold=1, hit=any(covers(want, have) for have in got))


def printed(text: str, starts: str, ends: str) -> str:
    """The shortest stretch of the clause that begins and ends as the label says."""
    starts, ends = "".join(starts.split()), "".join(ends.split())
    found = []
    at = text.find(starts)
    while at >= 0:
        stop = text.find(ends, at)
        if stop >= 0:
            found.append(text[at : stop + len(ends)])
        at = text.find(starts, at + 1)
    return min(found, key=len, default="")


def covers(want: str, have: str) -> bool:
    common = (Counter(want) & Counter(have)).total()
    return bool(want) and common >= 0.8 * len(want) and common >= 0.5 * len(have)


def test_a_cell_over_several_columns_is_no_body_of_a_rare_name(tmp_path: Path) -> None:
    bodies = ["水利局", "林业局", "公安局", "财政局", "教育局", "审计局", "水文站"]
    rows = [f"<tr><td>{n}</td><td>部门</td><td>县{b}</td><td>落实任务</td></tr>" for n, b in enumerate(bodies, 1)]
    rows.insert(0, "<tr><td>一</td><td colspan='2'>组织领导</td><td>成立领导小组</td></tr>")
    head = "<tr><th>序号</th><th colspan='2'>考核项目</th><th>考核内容</th></tr>"
    file = tmp_path / "细则.html"
    page = f"<html><meta charset=utf-8><body><h1>青石县考核细则</h1><table>{head}{''.join(rows)}</table></body></html>"
    file.write_text(page, "utf-8")
    assert [d.actors for d in read(file).duties] == [(f"县{b}",) for b in bodies]
