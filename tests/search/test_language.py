"""The query language: what is understood, and what is said where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.errors import QueryError
from policykit.search.language import And, Not, Or, Phrase, Query, Range, Wildcard, Word, parse

CASES = Path(__file__).resolve().parent.parent / "cases" / "search" / "language.txt"


def shown(query: Query) -> str:
    match query:
        case And(parts):
            return f"且({' '.join(map(shown, parts))})"
        case Or(parts):
            return f"或({' '.join(map(shown, parts))})"
        case Not(part):
            return f"非 {shown(part)}"
        case Range(field, low, high):
            return f"{field.value}:[{low or ''}..{high or ''}]"
        case Phrase(field, text):
            return f"{field.value + ':' if field else ''}「{text}」"
        case Word(field, text) | Wildcard(field, text):
            return f"{field.value + ':' if field else ''}{text}"


def cases() -> list[tuple[str, str, str]]:
    out = []
    for block in CASES.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            title, query, expected = lines
            out.append((title, query.removeprefix("> "), expected.removeprefix("= ")))
    return out


@pytest.mark.parametrize(("title", "query", "expected"), cases(), ids=lambda v: v if isinstance(v, str) else "")
def test_language(title: str, query: str, expected: str) -> None:
    if expected.startswith("误"):
        place, _, words = expected.removeprefix("误 ").partition(" ")
        with pytest.raises(QueryError) as found:
            parse(query)
        assert words in str(found.value)
        assert f"第 {place} 个字处" in str(found.value) or place == "-"
        assert found.value.hint
    else:
        assert shown(parse(query)) == expected, title


def test_hostile_queries_end_quickly() -> None:
    for query in ("(" * 1999, "-" * 1999 + "甲", "标题:" * 500, '"' * 1999, "甲 OR " * 300, "*" * 1999, "第一条" * 600):
        try:
            parse(query)
        except QueryError as error:
            assert error.hint
