"""Case files of rules: one file a rule, each case with a title, an input and what the rule alone makes of it.

    # 题目
    输入……
    ---
    期望……
    ===

A line `! code` after the title names a diagnostic that must be given. `~` alone as the expectation means that the
rule must return the very same document. `\\u200b` in a case stands for that character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policykit.model.document import Document, Source
from policykit.model.span import Span
from policykit.model.text import Text

CASES = Path(__file__).resolve().parent.parent / "cases"
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\r")


@dataclass(frozen=True)
class Case:
    rule: str
    title: str
    given: str
    expected: str | None
    codes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule}-{self.title}"


def read_cases(folder: str) -> Iterator[Case]:
    """All cases of tests/cases/<folder>; the file's name is the rule's without its room."""
    for path in sorted((CASES / folder).glob("*.txt")):
        for block in re.split(r"(?m)^===\n", path.read_text(encoding="utf-8")):
            if block.strip():
                yield _case(f"{folder}.{path.stem}", block.strip("\n"))


def _case(rule: str, block: str) -> Case:
    head, _, body = block.partition("\n")
    codes: list[str] = []
    while body.startswith("! "):
        code, _, body = body[2:].partition("\n")
        codes.append(code.strip())
    given, _, expected = body.partition("\n---\n")
    plain = _ESCAPE.sub(_unescape, given)
    return Case(
        rule, head.lstrip("# "), plain, None if expected == "~" else _ESCAPE.sub(_unescape, expected), tuple(codes)
    )


def _unescape(found: re.Match[str]) -> str:
    return chr(int(found.group(1), 16)) if found.group(1) else "\r"


def document_of(raw: str) -> Document:
    return Document("d0", Source("来文.txt", "", "text/plain"), raw, Text.of_raw(raw))


def check_ledger(document: Document) -> None:
    """Every raw character is still shown or stands in exactly one removal."""
    whole = Span(0, len(document.text))
    shown = {i for s in document.text.raw_spans(whole) for i in range(s.start, s.end)}
    gone = [i for r in document.ledger.removed for i in range(r.raw_span.start, r.raw_span.end)]
    assert len(gone) == len(set(gone))
    assert shown.isdisjoint(gone)
    assert len(shown) + len(gone) == len(document.raw)
