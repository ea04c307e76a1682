"""The visible holes a draft leaves: 【待填写：…】."""

from __future__ import annotations

import re

_HOLE = re.compile(r"【待填写[^【】\n]{0,200}】")
_BRACKET = re.compile(r"[【】]")


def holes(text: str) -> list[str]:
    """The holes still open in a text."""
    return _HOLE.findall(text)


def fills(recorded: str, printed: str) -> bool:
    """Whether `printed` is `recorded` with nothing changed but holes filled in; others may still be open.

    What stands in a hole's place with a bracket of the hole left is an edit of the hole, not a filling.
    """
    left = _HOLE.findall(recorded)
    if not left or recorded == printed:
        return False
    first, *middle, last = _HOLE.split(recorded)
    if not printed.startswith(first) or not printed.endswith(last):
        return False
    at, end = len(first), len(printed) - len(last)
    for hole, part in zip(left, [*middle, None], strict=True):
        found = end if part is None else printed.find(part, at + 1, end)
        content = printed[at:found]
        if found < at or (content != hole and _BRACKET.search(content)):
            return False
        at = found + len(part or "")
    return True
