"""Paragraphs to units: the clauses of one part of a document, from its lines and outline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from policykit.lang import numerals
from policykit.model.document import Clause, ClauseKind
from policykit.model.span import Span
from policykit.parse.headings import Census, Form, Segment, segment, settle
from policykit.parse.lines import Line
from policykit.parse.numbering import STRUCTURAL, Style
from policykit.parse.outline import Entry
from policykit.parse.whole import closes, speaks_of_whole

_KINDS = {
    Style.PART: ClauseKind.PART,
    Style.SUBPART: ClauseKind.PART,
    Style.CHAPTER: ClauseKind.CHAPTER,
    Style.SECTION: ClauseKind.SECTION,
    Style.ARTICLE: ClauseKind.ARTICLE,
}
_CAPTION = re.compile(r"[ \u3000\t]*(?:【(?P<a>[^【】]{1,40})】|[（(](?P<b>[^（）()]{2,30})[）)])[ \u3000\t：:]*")
_SENTENCE_END = "。；：！？;:!?，,、"


@dataclass(slots=True)
class _Unit:
    """A unit under construction. `after` is how many own paragraphs its parent had when it began."""

    entry: Entry
    line: Line
    article: int
    after: int = 0
    head_end: int = 0
    heading: Span | None = None
    paragraphs: list[Span] = field(default_factory=list)
    children: bool = False


@dataclass(frozen=True, slots=True)
class Units:
    """The clauses in print order and, for diagnostics, the addresses that repeat a label."""

    clauses: tuple[Clause, ...]
    repeated: tuple[Clause, ...]


def build(text: str, lines: Sequence[Line], entries: Sequence[Entry], prefix: str, level: int) -> Units:
    """Clauses of the lines from the first label on. `prefix` and `level` are those of the attachment, if any."""
    units = _units(lines, entries)
    _place(lines, entries, units)
    _headings(text, units)
    return _clauses(text, units, prefix, level)


def _units(lines: Sequence[Line], entries: Sequence[Entry]) -> list[_Unit]:
    out: list[_Unit] = []
    for at, entry in enumerate(entries):
        if entry.label.style is Style.ARTICLE:
            article = at
        else:
            article = out[entry.parent].article if entry.parent >= 0 else -1
        line = lines[entry.line]
        out.append(_Unit(entry, line, article, head_end=line.start + entry.label.end))
        if entry.parent >= 0:
            out[entry.parent].children = True
    return out


def _place(lines: Sequence[Line], entries: Sequence[Entry], units: Sequence[_Unit]) -> None:
    """Give every line below a label to its unit, or to the unit above that it speaks of."""
    for at, entry in enumerate(entries):
        unit = units[at]
        unit.after = len(units[entry.parent].paragraphs) if entry.parent >= 0 else 0
        text = unit.line.text[entry.label.end :]
        if words := text.lstrip():
            unit.paragraphs.append(Span(unit.head_end + len(text) - len(words), unit.line.end))
        following = entries[at + 1] if at + 1 < len(entries) else None
        last = following.line if following else len(lines)
        owner = at
        if unit.article == at:
            unit.paragraphs += [lines[i].span for i in range(entry.line + 1, last)]
            continue
        for i in range(entry.line + 1, last):
            if owner == at:
                owner = _owner(lines, i, last, units, at, following)
            units[owner].paragraphs.append(lines[i].span)


def _owner(lines: Sequence[Line], i: int, last: int, units: Sequence[_Unit], at: int, following: Entry | None) -> int:
    """The unit that line `i`, below the label of unit `at`, belongs to."""
    unit = units[at]
    if unit.article >= 0:
        item = following is not None and following.label.style > Style.ARTICLE and following.label.number > 1
        return at if item else unit.article
    parent = unit.entry.parent
    if parent < 0 or not unit.paragraphs:
        return at
    closing = following is None or following.depth < unit.entry.depth
    if closing and (speaks_of_whole(lines[i].text) or _list_over(lines, i, units, at)):
        return parent
    if following is None and i == last - 1 and i > unit.entry.line and closes(lines[i].text):
        return parent
    return at


def _list_over(lines: Sequence[Line], i: int, units: Sequence[_Unit], at: int) -> bool:
    """Is line `i` right below the last item of a list that its parent introduced (…的主要任务是：（一）…；（二）…。)?

    The list is one sentence: what follows it goes on with the parent.
    """
    unit = units[at]
    if i != unit.entry.line + 1 or unit.entry.label.number < 2 or unit.line.text[-1] != "。":
        return False
    first = at
    for before in range(at - 1, unit.entry.parent, -1):
        if units[before].entry.parent != unit.entry.parent:
            continue
        if lines[units[first].entry.line - 1].text[-1] not in "；;":
            return False
        first = before
    return units[first].entry.label.number == 1 and lines[units[first].entry.line - 1].text[-1] in "：:"


def _headings(text: str, units: Sequence[_Unit]) -> None:
    groups: dict[tuple[int, Style], list[tuple[_Unit, Segment]]] = defaultdict(list)
    captions: list[tuple[_Unit, re.Match[str]]] = []
    articles = 0
    for unit in units:
        style = unit.entry.label.style
        if style in STRUCTURAL or style is Style.DIVISION:
            _title_line(text, unit)
        elif style is Style.ARTICLE:
            articles += 1
            found = _CAPTION.match(unit.line.text, unit.entry.label.end)
            if found and numerals.parse(found["b"] or found["a"]) is None:
                captions.append((unit, found))
        elif unit.article < 0 and not unit.line.text.startswith("条目"):  # an entry of a decision, which has none
            _lone_label(text, unit)
            on_line = bool(unit.paragraphs) and unit.paragraphs[0].start < unit.line.end
            if on_line:
                start = unit.paragraphs[0].start
                rest = unit.line.text[start - unit.line.start :]
                below = unit.children or len(unit.paragraphs) > 1
                groups[(unit.entry.parent, style)].append((unit, segment(rest, closed_by_text=below)))
    for unit, found in captions:
        if found["a"] or 2 * len(captions) >= articles:
            _set_heading(unit, found.start(found.lastgroup or "a"), found.end(found.lastgroup or "a"), found.end())
    around: dict[Style, list[Form]] = defaultdict(list)
    for (_, style), group in groups.items():
        around[style] += [s.form for _, s in group]
    census = {style: Census.of(forms) for style, forms in around.items()}
    for (_, style), group in groups.items():
        for (unit, seg), titled in zip(group, settle([s for _, s in group], census[style]), strict=True):
            if titled:
                offset = unit.paragraphs[0].start - unit.line.start
                _set_heading(unit, offset, offset + seg.end, offset + seg.close)


def _set_heading(unit: _Unit, start: int, end: int, close: int) -> None:
    """Offsets in the unit's line: words of the heading, and where its closing mark ends."""
    base = unit.line.start
    text = unit.line.text
    while end > start and text[end - 1].isspace():
        end -= 1
    unit.heading = Span(base + start, base + end)
    unit.head_end = base + close
    rest = text[close:]
    if unit.paragraphs and unit.paragraphs[0].start < unit.line.end:
        if rest.strip():
            unit.paragraphs[0] = Span(base + close + len(rest) - len(rest.lstrip()), unit.line.end)
        else:
            unit.paragraphs.pop(0)


def _title_line(text: str, unit: _Unit) -> None:
    """第一章 总则: the whole line is the heading; a label alone takes the short line below it."""
    if unit.paragraphs and unit.paragraphs[0].start < unit.line.end:
        _set_heading(unit, unit.paragraphs[0].start - unit.line.start, len(unit.line.text), len(unit.line.text))
    else:
        _lone_label(text, unit)


def _lone_label(text: str, unit: _Unit) -> None:
    """A label alone on its line: a short line below it, if no sentence, is its heading."""
    if unit.paragraphs and unit.paragraphs[0].start >= unit.line.end:
        below = unit.paragraphs[0]
        if len(below) <= 40 and text[below.end - 1] not in _SENTENCE_END:
            unit.heading = unit.paragraphs.pop(0)
            unit.head_end = below.end


def _clauses(text: str, units: Sequence[_Unit], prefix: str, level: int) -> Units:
    seen: dict[str, int] = {}
    addresses: list[str] = []
    clauses: list[Clause] = []
    repeated: list[Clause] = []
    for unit in units:
        entry, label = unit.entry, unit.entry.label
        parent = addresses[entry.parent] if entry.parent >= 0 else prefix
        if label.style is Style.ARTICLE:
            parent = prefix
        elif entry.parent >= 0 and entry.parent == unit.article and len(units[entry.parent].paragraphs) > 1:
            parent = f"{parent}/第{numerals.to_chinese(max(unit.after, 1))}款"
        address = f"{parent}/{label.part}" if parent else label.part
        count = seen[address] = seen.get(address, 0) + 1
        if count > 1:
            address = f"{address}#{count}"
        addresses.append(address)
        clause = _clause(text, unit, address, level + entry.depth + 1)
        clauses.append(clause)
        if count > 1:
            repeated.append(clause)
    return Units(tuple(clauses), tuple(repeated))


def _clause(text: str, unit: _Unit, address: str, level: int) -> Clause:
    line, label = unit.line, unit.entry.label
    kind = _KINDS.get(label.style, ClauseKind.UNIT)
    if unit.article >= 0 and kind is ClauseKind.UNIT:
        kind = ClauseKind.ITEM if label.style in (Style.CN_BRACKET, Style.CN) else ClauseKind.POINT
    return Clause(
        address=address,
        level=level,
        kind=kind,
        label=line.text[: label.end].rstrip(),
        heading=unit.heading.of(text) if unit.heading else None,
        text="\n".join([text[p.start : p.end] for p in unit.paragraphs]),
        paragraphs=tuple(unit.paragraphs),
        head_span=Span(line.start, unit.head_end),
        heading_span=unit.heading or None,  # an empty one is none
    )
