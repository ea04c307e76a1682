"""Reading a plain string through the parse stage alone, and the case files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policykit.model.document import Document, Source
from policykit.model.text import Text
from policykit.parse import RULES

CASES = Path(__file__).resolve().parent.parent / "cases" / "parse"


@dataclass(frozen=True)
class Case:
    title: str
    given: str
    expected: str


def cases(name: str) -> list[Case]:
    """The cases of tests/cases/parse/<name>.txt: `# title`, input, `---`, expected, parted by `===`."""
    out: list[Case] = []
    for block in (CASES / f"{name}.txt").read_text(encoding="utf-8").split("\n===\n"):
        title, _, rest = block.strip("\n").partition("\n")
        given, _, expected = (rest + "\n").partition("\n---\n")
        out.append(Case(title.removeprefix("# "), given, expected.strip("\n")))
    return out


def parse(text: str, path: str = "x.txt") -> Document:
    document = Document("d0000000000", Source(path, "0" * 64, "text/plain"), text, Text.of_raw(text))
    for _, rule in RULES:
        document = rule(document)
    return document
