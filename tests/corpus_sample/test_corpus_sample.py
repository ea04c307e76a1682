"""The sample corpus reads as its documents say: the facts of expected.yaml, and the bytes of the built samples."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from build_binary_samples import CORPUS, SAMPLES, build

from policykit.model.document import ClauseKind, Document
from policykit.pipeline import STAGES, read

EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "expected.yaml").read_text(encoding="utf-8")
)
METADATA = ("title", "doc_number", "issued_date", "published_date", "effective_date", "genre", "authority")


UNREADY = [stage for stage, rules in STAGES if not rules]


@cache
def document(name: str) -> Document:
    if UNREADY:
        pytest.skip(f"these stages have no rules yet: {UNREADY}")
    return read(CORPUS / name)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def cases(key: str) -> list[str]:
    return [name for name, facts in EXPECTED.items() if key in facts]


@pytest.mark.parametrize(("source", "name", "encoding"), SAMPLES)
def test_built_samples_hold_what_their_sources_say(source: str, name: str, encoding: str | None) -> None:
    assert (CORPUS / name).read_bytes() == build(source, encoding)


def test_every_document_has_its_facts() -> None:
    assert {p.name for p in CORPUS.iterdir() if p.name != "README.md" and not p.name.startswith(".")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_metadata(name: str) -> None:
    read_as = {key: getattr(document(name).metadata, key) for key in METADATA if key in EXPECTED[name]}
    assert read_as == {key: EXPECTED[name][key] for key in METADATA if key in EXPECTED[name]}


@pytest.mark.parametrize("name", cases("articles"))
def test_articles(name: str) -> None:
    assert sum(c.kind is ClauseKind.ARTICLE for c in document(name).clauses) == EXPECTED[name]["articles"]


@pytest.mark.parametrize("name", cases("units"))
def test_units_stand_in_order(name: str) -> None:
    """An article may be addressed with or without the chapter it stands in."""
    addresses = [c.address for c in document(name).clauses]
    at = 0
    for unit in EXPECTED[name]["units"]:
        found = next((i for i, a in enumerate(addresses) if a == unit or a.endswith(f"/{unit}")), None)
        assert found is not None, f"{unit} is missing among {addresses}"
        assert found >= at, f"{unit} stands too early"
        at = found


@pytest.mark.parametrize("name", cases("repeals"))
def test_repeals(name: str) -> None:
    assert set(EXPECTED[name]["repeals"]) <= set(document(name).metadata.repeals)


@pytest.mark.parametrize("name", cases("cites"))
def test_citations(name: str) -> None:
    found = [(c.title, c.article) for c in document(name).citations]
    for title, article in EXPECTED[name]["cites"]:
        assert any(t == title and (article is None or a == article) for t, a in found), (title, article, found)


@pytest.mark.parametrize("name", cases("deadlines"))
def test_deadlines(name: str) -> None:
    found = {d.text: d.end for d in document(name).deadlines}
    for text, end in EXPECTED[name]["deadlines"].items():
        assert any(text in t and e == end for t, e in found.items()), (text, end, found)


@pytest.mark.parametrize("name", cases("duties"))
def test_duties(name: str) -> None:
    found = [(d.actors, d.role.value if d.role else None, d.action) for d in document(name).duties]
    for actor, role, action in EXPECTED[name]["duties"]:
        assert any(actor in actors and role == r and action in a for actors, r, a in found), (actor, role, action)


@pytest.mark.parametrize("name", cases("tables"))
def test_tables(name: str) -> None:
    assert len(document(name).tables) == EXPECTED[name]["tables"]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_survives_and_what_goes(name: str) -> None:
    read_as = document(name)
    cells = "".join(c.text for t in read_as.tables for c in t.cells)
    text = squeezed("".join(c.full_text for c in read_as.clauses) + cells)
    assert [k for k in EXPECTED[name].get("keeps", ()) if squeezed(k) not in text] == []
    assert [k for k in EXPECTED[name].get("drops", ()) if squeezed(k) in text] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_every_character_is_accounted_for(name: str) -> None:
    ledger = document(name).ledger
    assert ledger.kept_chars + sum(len(r.raw_span) for r in ledger.removed) == ledger.raw_chars
