"""The case files of tests/cases: `== title`, the text, a line `--`, what is expected of it, a line each.

A line `@ name=value …` before the text sets what the case says of its document.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).resolve().parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """`name` is the file and the title; `settings` the words after `@`, those without `=` with an empty value."""

    name: str
    settings: dict[str, str]
    text: str
    expected: tuple[str, ...]


def read_cases(place: str) -> list[Case]:
    """The cases of a folder of tests/cases (its .txt files by name), or of one file there."""
    path = CASES / place
    files = [path] if path.is_file() else sorted(path.glob("*.txt"))
    return [case for file in files for case in _of_file(file)]


def _of_file(file: Path) -> list[Case]:
    out = []
    for block in file.read_text(encoding="utf-8").split("\n== ")[1:]:
        title, _, rest = block.partition("\n")
        text, _, expected = rest.partition("\n--")
        settings: dict[str, str] = {}
        if text.startswith("@ "):
            line, _, text = text.partition("\n")
            settings = dict(part.partition("=")[::2] for part in line[2:].split(" "))
        lines = tuple(line.strip() for line in expected.strip().splitlines() if line.strip())
        out.append(Case(f"{file.stem}: {title.strip()}", settings, text, lines))
    return out


def names(cases: list[Case]) -> list[str]:
    """The cases' names, for pytest's ids."""
    return [case.name for case in cases]
