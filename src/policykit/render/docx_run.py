"""Text as w:r elements, and the bookmarks that name what is printed."""

from __future__ import annotations

import re
from itertools import count

from policykit.render.xml_text import escape

_BREAK = re.compile(r"([\n\t])")
_ELEMENTS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


class Bookmarks:
    """Bookmark elements with the running number OOXML wants beside the name."""

    def __init__(self) -> None:
        self._ids = count(1)

    def around(self, name: str, runs: str) -> str:
        number = next(self._ids)
        start = f'<w:bookmarkStart w:id="{number}" w:name="pk_{name}"/>'
        return f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'


def run(text: str, properties: str = "") -> str:
    """A run of the text; line breaks and tabs are elements of their own."""
    if not text:
        return ""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    if "\n" not in text and "\t" not in text:
        return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    parts = (
        _ELEMENTS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in _BREAK.split(text) if part
    )
    return f"<w:r>{rpr}{''.join(parts)}</w:r>"
