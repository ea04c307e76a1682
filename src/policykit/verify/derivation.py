"""Whether a printed text really says what its source says: the quote itself, or the quote with its listed changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.verify.record import Change

_SPACE = re.compile(r"\s+")
_CLOSING = "。；;，,、：:"
_WORK = 20_000_000  # steps the tolerant comparison may take before it gives up

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")
_LIMIT = re.compile(
    r"(?:([0-9]{4})年)?([0-9]{1,2})月(?:([0-9]{1,2})日)?|([0-9]{1,4})(?:个工作)?日(?:以?内)"
    r"|(?:([0-9]{4})年)?(年?[底末](?<=年[底末]))"
)

# Words that make a duty strict, forbidden or optional; a localisation must not trade one class for another.
_STRENGTH = (
    ("禁止", re.compile(r"不得|严禁|禁止|不准|一律不")),
    ("必须", re.compile(r"应当|必须|务必|须")),
    ("可以", re.compile(r"(?<!不)可以")),
)


def contains(printed: Sequence[str], quote: str) -> bool:
    """Whether one of the printed texts holds the quote word for word. White space does not count, nor does the mark
    that closes the quote: an item's ； becomes 。 where the item stands alone."""
    wanted = _open(quote)
    return any(wanted in squeeze(text) for text in printed)


def contains_changed(printed: Sequence[str], quote: str, changes: Sequence[Change]) -> bool | None:
    """Whether one of the printed texts holds the quote after the listed changes; None where it is too long to say.

    A change may concern one occurrence of its words or all of them, and one change may work on what another
    wrote; what is printed must be reachable by the listed changes alone.
    """
    texts = [squeeze(text) for text in printed]
    steps = [(squeeze(c.before), squeeze(c.after)) for c in changes]
    wanted = whole = one = _open(quote)
    for before, after in steps:
        if before:
            whole, one = whole.replace(before, after), one.replace(before, after, 1)
    if any(reading in text for reading in (whole, one) for text in texts):
        return True
    if (len(wanted) + 1) * sum(len(t) + 1 for t in texts) * (len(steps) + 1) > _WORK:
        return None
    return any(_reaches(wanted, text, steps) for text in texts)


def changed_strength(changes: Sequence[Change]) -> Change | None:
    """The first change that makes a duty stricter, weaker or its opposite."""
    for change in changes:
        for _, words in _STRENGTH:
            if bool(words.search(change.before)) != bool(words.search(change.after)):
                return change
    return None


def changed_number(changes: Sequence[Change]) -> Change | None:
    """The first change that gives another number, or a later time limit than the source's. A sooner one is allowed:
    a department may set itself an earlier day than its superior did."""
    for change in changes:
        if _NUMBER.findall(change.before) == _NUMBER.findall(change.after):
            continue
        before, after = _limits(change.before), _limits(change.after)
        same_rest = before[1] == after[1] and len(before[0]) == len(after[0])
        if not same_rest or any(new > old for new, old in zip(after[0], before[0], strict=True)):
            return change
    return None


def _limits(text: str) -> tuple[list[tuple[int, int, int]], list[str]]:
    """The time limits in a text, and its other numbers. A date is year (0 where none), month, day (32 for a whole
    month or its end); a period is its days."""
    return [_limit(m) for m in _LIMIT.finditer(text)], _NUMBER.findall(_LIMIT.sub("", text))


def _limit(found: re.Match[str]) -> tuple[int, int, int]:
    if found[6]:
        return int(found[5] or 0), 12, 32
    return (0, 0, int(found[4])) if found[4] else (int(found[1] or 0), int(found[2]), int(found[3] or 32))


def _open(quote: str) -> str:
    """The quote without white space and without its closing mark, unless it is nothing else."""
    text = squeeze(quote)
    return text.rstrip(_CLOSING) or text


def squeeze(text: str) -> str:
    return _SPACE.sub("", text)


def _reaches(quote: str, printed: str, steps: Sequence[tuple[str, str]]) -> bool:
    """Whether a stretch of `printed` is `quote` with some occurrences of each `before` replaced by its `after`."""
    ends: list[set[int]] = [set() for _ in range(len(quote) + 1)]
    ends[0] = set(range(len(printed) + 1))
    for at, places in enumerate(ends):
        for before, after in steps:
            # An insertion stays where it is; a replacement goes behind the words it replaces.
            if not before:
                places |= {p + len(after) for p in places if printed.startswith(after, p)}
            elif quote.startswith(before, at):
                ends[at + len(before)] |= {p + len(after) for p in places if printed.startswith(after, p)}
        if at < len(quote):
            ends[at + 1] |= {p + 1 for p in places if p < len(printed) and printed[p] == quote[at]}
    return bool(ends[len(quote)])
