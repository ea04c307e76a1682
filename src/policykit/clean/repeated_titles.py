"""Rule clean.repeated_titles: the page's own title above the document's printed one.

A saved page prints the title as its heading and the document prints it again, often over several lines. The one
nearest the body stays. Only lines above the body are compared, so that the title of a plan under its covering
notice is never touched.
"""

from __future__ import annotations

from policykit.clean.lines import Line, forward, removal
from policykit.clean.shapes import LABEL, is_issuer, is_title, opens_body
from policykit.lang.script import to_simplified
from policykit.model.document import Document
from policykit.model.text import Edit

RULE = "clean.repeated_titles"

_HEAD = 30
_LEAST = 8
_SITE_PREFIX = 6


def repeated_titles(document: Document) -> Document:
    """Earlier copies of a title removed, with the issuer line above them where that is repeated as well."""
    shown = to_simplified(document.text.value)
    head = _head(shown)
    if len(head) < 2:
        return document
    squeezed = ["".join(line.text.split()) for line in head]
    gone: set[int] = set()
    for place, line in enumerate(head):
        again = _again(squeezed, place) if is_title(line.text) or _prefixed(line.text) else None
        if again is None:
            continue
        gone.add(place)
        above = place - 1
        while (
            above >= 0 and again > place + 1 and is_issuer(head[above].text) and squeezed[above] == squeezed[again - 1]
        ):
            gone.add(above)
            above, again = above - 1, again - 1
    edits = [Edit(removal(head[place], len(shown))) for place in sorted(gone)]
    return document.with_text(*document.text.edit(edits, RULE)) if edits else document


def _head(shown: str) -> list[Line]:
    out: list[Line] = []
    for count, line in enumerate(forward(shown)):
        if count > _HEAD or (line.text and opens_body(line.text)) or len(line.text) > 200:
            break
        if line.text and not LABEL.match(line.text):
            out.append(line)
    return out


def _prefixed(text: str) -> bool:
    """`临江 关于……的意见`: a site's title with the place before it."""
    first, blank, rest = text.partition(" ")
    return bool(blank) and len(first) <= _SITE_PREFIX and is_title(rest.strip())


def _again(squeezed: list[str], place: int) -> int | None:
    """Where the title at `place` stands again further down, on one line or broken over up to five; None if not."""
    title = squeezed[place]
    if len(title) < _LEAST:
        return None
    for start in range(len(squeezed) - 1, place, -1):
        joined = ""
        for end in range(start, min(start + 5, len(squeezed))):
            joined += squeezed[end]
            if len(joined) > len(title):
                break
            if joined == title or (len(joined) >= _LEAST and title.endswith(joined) and _small(title, joined)):
                return start
    return None


def _small(title: str, joined: str) -> bool:
    """Whether what the page printed more than the document is only a short place or site name before it."""
    return len(title) - len(joined) <= _SITE_PREFIX and joined.startswith(("关于", "印发", "转发"))
