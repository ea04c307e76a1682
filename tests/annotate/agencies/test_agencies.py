"""Names of actors are found whole, verbatim, and parted where they are separate bodies."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.annotate.agencies import actor_at, split_actors

CASES = Path(__file__).resolve().parents[2] / "cases" / "agencies" / "names.txt"


def cases() -> list[tuple[str, str, str]]:
    out = []
    for block in CASES.read_text(encoding="utf-8").split("\n== ")[1:]:
        title, text, _, expected = block.strip().split("\n")[:4]
        out.append((title, text, expected))
    return out


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[c[0] for c in cases()])
def test_names(title: str, text: str, expected: str) -> None:
    found = actor_at(text.replace("“", "“"), 0)
    said = "-" if found is None else f"{' + '.join(found.names)} | {found.kind.value}"
    assert said == expected


@given(st.text(alphabet="市县区政府局部门和及、与（）的各要应当对组织单位人员，", max_size=60))
def test_a_name_is_printed_where_it_is_said_to_be(text: str) -> None:
    found = actor_at(text, 0)
    if found:
        assert 0 == found.start < found.end <= len(text)
        assert all(name and name in text for name in found.names)


@given(st.text(alphabet="市县区政府局部门和及、与（）等各", max_size=60))
def test_parting_a_row_invents_nothing(text: str) -> None:
    assert all(name in text for name in split_actors(text))
