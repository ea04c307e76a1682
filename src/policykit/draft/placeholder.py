"""What the tool cannot know is a visible hole, never an invention."""

from __future__ import annotations

import re
from collections.abc import Iterable

HOLE = re.compile(r"【待填写：[^】]{1,200}】")


def hole(what: str) -> str:
    """A visible place for a person to fill in."""
    return f"【待填写：{what}】"


def holes(texts: Iterable[str]) -> tuple[str, ...]:
    """All holes in the texts, each once, in order."""
    return tuple(dict.fromkeys(h for text in texts for h in HOLE.findall(text)))
