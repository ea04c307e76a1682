"""Other names for a word: abbreviations and terms that mean the same, as data that a workspace extends.

A file has one group a line, its members parted by tabs or `=`; `#` begins a comment.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from policykit.search.facts import key

WORKSPACE_FILE = "synonyms.tsv"
_PARTS = re.compile(r"[\t=＝]")


class Synonyms:
    """Groups of words that mean the same, by folded member."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._others: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for group in groups:
            members = [k for k in map(key, group) if k]
            for member in members:
                self._others[member].update(dict.fromkeys(m for m in members if m != member))

    def of(self, word: str) -> tuple[str, ...]:
        """The other members of the groups of a folded word."""
        return tuple(self._others.get(word, ()))

    def names(self) -> tuple[str, ...]:
        """All members of all groups, folded."""
        return tuple(self._others)


def load(workspace: Path | None = None) -> Synonyms:
    """The package's groups and, from `corpus/.policykit/synonyms.tsv`, the workspace's."""
    texts = [files("policykit.search").joinpath("data", "synonyms.tsv").read_text("utf-8")]
    own = workspace / "corpus" / ".policykit" / WORKSPACE_FILE if workspace else None
    if own and own.is_file():
        texts.append(own.read_text("utf-8", "replace"))
    return Synonyms(_PARTS.split(line) for text in texts for line in text.splitlines() if line and line[0] != "#")
