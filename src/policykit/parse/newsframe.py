"""The frame of a news agency round a document: 新华社…电 近日，甲、乙印发了《…》，并发出通知… 全文如下。

The frame is the agency's, not the document's: its lines count as metadata, and only what they say of the document
is taken from them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policykit.parse import forms
from policykit.parse.lines import Line

_DATELINE = re.compile(
    r"^[（(【]?(?:新华社|新华网|中新社|中新网|人民网|央视网|本报|本网|记者)[^。；]{0,24}?(?:电|讯|消息)[）)】]?"
    r"(?=[ \u3000：:（(]|近日|日前|经|为|[\u4e00-\u9fff])"
)
_IN_FULL = re.compile(r"(?:全文|主要内容|内容|原文)(?:刊登|公布|发布)?如下[。：:]?$")
_MADE = re.compile(
    r"(?:近日|日前|[0-9]{1,2}日)?[，, \u3000]*(?P<who>[\u4e00-\u9fff、 ]{2,60}?)"
    r"(?:联合|共同)?(?:印发|发布|公布|出台|颁布|制定)了?《(?P<title>[^《》]{4,80})》"
)
_FRAME_LINES = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """`lines` is how many lines the frame has; `title` and `issuers` are what it says of the document."""

    lines: int
    title: str | None
    issuers: tuple[str, ...]


def frame(lines: Sequence[Line], at: int) -> Frame | None:
    """The frame that begins at line `at`: from the agency's dateline to the line that says 全文如下."""
    if not _DATELINE.match(lines[at].text[:60]):
        return None
    for end in range(at, min(at + _FRAME_LINES, len(lines))):
        if _IN_FULL.search(lines[end].text[-16:]):
            text = "".join(line.text for line in lines[at : end + 1])[:2000]
            dateline = _DATELINE.match(text[:60])
            found = _MADE.search(text, dateline.end() if dateline else 0)
            if not found:
                return Frame(end + 1 - at, None, ())
            bodies = tuple(w for piece in found["who"].split("、") for w in piece.split() if w)
            known = bool(bodies) and all(forms.organs(w) for w in bodies)
            return Frame(end + 1 - at, found["title"], bodies if known else ())
    return None
