"""Rule clean.pinyin: pronunciation that a web page printed after characters, `行(xíng)`.

A bracket is pinyin when it holds a well-formed syllable with its tone mark. Neutral tones and tone numbers look
like list letters and symbols, so they go only where the document has several bracketed syllables with tone marks,
or several with numbers. Without brackets only a syllable with a tone mark between two Chinese characters is certain.
"""

from __future__ import annotations

import re

from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.pinyin"

_TONED = "āáǎàēéěèêīíǐìōóǒòūúǔùǖǘǚǜńňǹḿăĕĭŏŭ\u0300\u0301\u0304\u030c\u0306"
_VOWEL = rf"aeiouüvɑ{_TONED}\u0308"
_SYLLABLE = rf"(?:zh|ch|sh|[bpmfdtnlɡgkhjqxrzcsyw])?[{_VOWEL}]{{1,8}}(?:n[ɡg]|n|r)?"
_CHINESE = r"\u3400-\u9fff\uf900-\ufaff"
_BRACKETED = re.compile(
    rf"(?<=[{_CHINESE}])[ \u3000]?[（(]\s?(?P<body>{_SYLLABLE}[1-5]?(?:[ '’·]?{_SYLLABLE}[1-5]?){{0,5}})\s?[)）]",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<=[{_CHINESE}])(?P<body>{_SYLLABLE})(?=[{_CHINESE}，。、；：）》])", re.IGNORECASE)
_HAS_TONE = re.compile(f"[{_TONED}]")
_HAS_NUMBER = re.compile(r"[a-zü][1-5]", re.IGNORECASE)
_TELLING = re.compile(f"[{_TONED}{_TONED.upper()}ɡɑ]")
_NUMBERED = re.compile(r"[a-zü][1-5]\s?[)）]")
_MANY = 3


def pinyin_in_text(document: Document) -> Document:
    """Pronunciations removed; brackets with any other content, （股） or （见附件1） or (a), stay."""
    value = document.text.value
    if not _TELLING.search(value) and not _NUMBERED.search(value):
        return document
    found = list(_BRACKETED.finditer(value))
    toned = sum(1 for m in found if _HAS_TONE.search(m["body"]))
    numbered = sum(1 for m in found if _HAS_NUMBER.search(m["body"]))
    edits: list[Edit] = []
    for match in found:
        body = match["body"]
        sure = (
            bool(_HAS_TONE.search(body))
            or (numbered >= _MANY and bool(_HAS_NUMBER.search(body)))
            or (toned >= _MANY and body.islower() and len(body) >= 2)
        )
        if sure:
            edits.append(Edit(Span(*match.span())))
    edits += [Edit(Span(*m.span())) for m in _BARE.finditer(value) if _HAS_TONE.search(m["body"])]
    return document.with_text(*document.text.edit(edits, RULE)) if edits else document
