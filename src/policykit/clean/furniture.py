"""Rule clean.furniture: navigation, breadcrumbs, page tools, footers of the page a document was saved from.

A line is judged by its words, its shape and its place: above the body, below its end, or inside. Above and below,
certain furniture goes, and with it short lines that stand between certain furniture and say nothing of a
document. Inside the body only lines that consist of nothing but page tools go; a doubtful one stays and is
reported. Lines that carry dates, numbers and the like (发布时间, 发文字号, 索引号) stay for the parser, without
their page tools.
"""

from __future__ import annotations

from dataclasses import dataclass

from policykit.clean.furniture_shapes import (
    byline_bits,
    is_certain,
    is_contact,
    is_menu,
    is_page_footer,
    is_site_name,
    lexical_share,
    trigger,
)
from policykit.clean.lines import Line, backward, forward, removal
from policykit.clean.shapes import (
    ATTACHMENT,
    LABEL,
    METADATA,
    SENTENCE_END,
    belongs,
    is_issuer,
    is_sentence,
    opens_body,
)
from policykit.lang.script import to_simplified
from policykit.model.diagnostic import Severity
from policykit.model.document import Document
from policykit.model.span import Span, merge
from policykit.model.text import Edit

RULE = "clean.furniture"

_HEAD = 120
_TAIL = 120
_NEUTRAL = 24
"""Lines without any sign of a document count as furniture between furniture up to this many characters."""


@dataclass(frozen=True, slots=True)
class _Zones:
    head: list[Line]
    tail: list[Line]
    body_start: int
    body_end: int


def page_furniture(document: Document) -> Document:
    """What belongs to the web page and not to the document removed; see the module."""
    value = document.text.value
    shown = to_simplified(value)
    hinted = _hinted(document)
    words = trigger().search(shown) is not None
    zones = _zones(shown)
    tables = merge(t for hint in document.table_hints for t in document.text.from_raw(hint.raw_span))
    gone = [s for s in _above(zones.head) if not _in(tables, s.start)]
    gone += [s for s in _below(zones.tail, words) if not _in(tables, s.start)]
    doubtful: list[Span] = []
    if words:
        inside, doubtful = _inside(shown, zones, tables)
        gone += inside
    bits = _bits(shown, zones) if words else []
    spans = merge([*_whole_lines(gone, len(value)), *bits, *hinted])
    if spans:
        document = document.with_text(*document.text.edit([Edit(s) for s in spans], RULE))
    for span in doubtful[:20]:
        line = span.of(value)
        message = f"正文中间有一行像网页栏目文字：“{line.strip()[:40]}”。没有把握，已保留，请核对是否属于文件。"
        where = document.text.value.find(line)
        place = Span(where, where + len(line)) if where >= 0 else None
        document = document.noting("clean.furniture_uncertain", message, Severity.INFO, place)
    return document


def _hinted(document: Document) -> list[Span]:
    """Paragraphs that the file format itself marks as navigation or page footer, unless they say something."""
    out: list[Span] = []
    for hint in document.paragraph_hints:
        if hint.role not in ("nav", "link", "footer", "header"):
            continue
        for span in document.text.from_raw(hint.raw_span):
            text = to_simplified(span.of(document.text.value)).strip()
            if hint.role in ("link", "nav") and (LABEL.match(text) or ATTACHMENT.match(text) or METADATA.search(text)):
                continue
            if is_sentence(text) and len(text) >= 20 and hint.role != "header":
                continue
            out.append(span)
    return out


def _zones(shown: str) -> _Zones:
    """The lines above the body's first line and below its last, as far as furniture may reach."""
    head: list[Line] = []
    body_start = 0
    for count, line in enumerate(forward(shown)):
        if count >= _HEAD or (line.text and not is_certain(line.text) and opens_body(line.text)):
            body_start = line.start
            break
        if line.text:
            head.append(line)
    else:
        body_start = len(shown)
    tail: list[Line] = []
    body_end = len(shown)
    for count, line in enumerate(backward(shown)):
        if count >= _TAIL or line.end < body_start:
            break
        if line.text and not _foot(line.text) and (is_sentence(line.text) or LABEL.match(line.text)):
            body_end = line.end
            break
        if line.text:
            tail.append(line)
    tail.reverse()
    return _Zones(
        [h for h in head if h.end <= body_end], [t for t in tail if t.start > body_start], body_start, body_end
    )


def _foot(text: str) -> bool:
    return is_certain(text) or is_page_footer(text)


def _above(head: list[Line]) -> list[Line]:
    """Furniture above the body. Neutral lines go when they stand above the title among furniture."""
    sure = [is_certain(h.text) or is_menu(h.text) or is_site_name(h.text) or _hotline(h.text) for h in head]
    if not any(sure):
        return []
    last = max(i for i, s in enumerate(sure) if s)
    out: list[Line] = []
    for place, line in enumerate(head):
        text = line.text
        neutral = len(text) <= _NEUTRAL and not belongs(text) and place < last and any(sure[:place])
        if (sure[place] and not METADATA.search(text)) or neutral:
            out.append(line)
    if len(head) > 2 and out == [head[1]] and is_issuer(head[0].text) and head[2].text.startswith("关于"):
        out.insert(0, head[0])  # 某某局 / 最新文件 / 关于…的通知: whose page it is, not who issued the notice
    return out


def _hotline(text: str) -> bool:
    return is_contact(text) and not METADATA.search(text)


def _below(tail: list[Line], words: bool) -> list[Line]:
    """Furniture below the body: from the first certain line on, everything that shows no sign of a document."""
    if not words and not any(is_page_footer(t.text) for t in tail):
        return []
    sure = [_foot(t.text) for t in tail]
    if not any(sure):
        return []
    first = sure.index(True)
    legal = any(is_page_footer(t.text) for t in tail)
    out: list[Line] = []
    for place, line in enumerate(tail):
        text = line.text
        link = is_contact(text) or is_menu(text) or is_site_name(text)
        if sure[place] or (place > first and (link or _says_nothing(text, legal))):
            out.append(line)
    return out


def _says_nothing(text: str, legal: bool) -> bool:
    """Whether a line below certain furniture shows no sign of a document. Below a page that prints its operator
    and registration (`legal`) only labels, annexes, tables and metadata count as such signs."""
    if len(text) > 2 * _NEUTRAL or "\t" in text or METADATA.search(text):
        return False
    return not belongs(text) or (legal and not LABEL.match(text) and not ATTACHMENT.match(text))


def _inside(shown: str, zones: _Zones, tables: tuple[Span, ...]) -> tuple[list[Line], list[Span]]:
    """Page tools on lines of their own within the body, and lines that only look like them."""
    gone: list[Line] = []
    doubtful: list[Span] = []
    seen = -1  # where the line last looked at ends
    for found in trigger().finditer(shown, zones.body_start, zones.body_end):
        if found.start() <= seen:
            continue
        start = shown.rfind("\n", 0, found.start()) + 1
        line = next(forward(shown, start))
        seen = line.end
        text = line.text
        if len(text) > 80 or not is_certain(text) or _in(tables, start) or METADATA.search(text):
            continue
        if lexical_share(text) >= 0.99:
            gone.append(line)
        elif not SENTENCE_END.search(text):
            doubtful.append(Span(line.start, line.end))
    return gone, doubtful


def _bits(shown: str, zones: _Zones) -> list[Span]:
    out: list[Span] = []
    for line in (*zones.head, *zones.tail):
        if METADATA.search(line.text) and len(line.text) <= 400:
            whole = shown[line.start : line.end]
            out += [Span(line.start + a, line.start + b) for a, b in byline_bits(whole)]
    return out


def _whole_lines(lines: list[Line], length: int) -> list[Span]:
    return [removal(line, length) for line in lines]


def _in(spans: tuple[Span, ...], at: int) -> bool:
    return any(s.start <= at < s.end for s in spans)
