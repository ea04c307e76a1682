"""The visible holes a draft leaves: 【待填写：…】."""

from __future__ import annotations

import re

_HOLE = re.compile(r"【待填写[^【】\n]{0,200}】")


def holes(text: str) -> list[str]:
    """The holes still open in a text."""
    return _HOLE.findall(text)


def fills(recorded: str, printed: str) -> bool:
    """Whether `printed` is `recorded` with nothing changed but its holes filled in."""
    fixed = _HOLE.split(recorded)
    if len(fixed) < 2 or not printed.startswith(fixed[0]) or not printed.endswith(fixed[-1]):
        return False
    at, end = len(fixed[0]), len(printed) - len(fixed[-1])
    for part in fixed[1:-1]:
        found = printed.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return at <= end
