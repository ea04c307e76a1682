"""Rule clean.collapsed_lines: a document on one line gets its line breaks back.

Two prints are told apart. Where line breaks became blanks, a blank is a break if a sentence, a heading, a title, a
date or an issuer ends before it or a label begins after it. Where they vanished, only labels after the end of a
sentence, well-known headings and the title's end give a place. Only lines that hold many labels are looked at; a
document whose lines are its paragraphs is not changed.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from policykit.clean.inline_labels import Label, inline_labels
from policykit.clean.shapes import ATTACHMENT, METADATA, is_date, is_issuer, is_title
from policykit.lang.script import to_simplified
from policykit.model.diagnostic import Severity
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.collapsed_lines"

_LONG = 300
_GAP = re.compile(r"[ \u3000]+")
_HAN = r"\u3400-\u9fff"
_OCR_GAP = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_END = re.compile(r"[。！？；：][”’》）)\]】]{0,2}$|[。！？][”’》）)\]】]{0,3}$|[:;]$")
_KEY = re.compile(r"[\[【][^\[\]【】]{2,10}[\]】]$")
_OPENING = re.compile(
    r"[^。；\n]{4,90}?(?:方案|意见|通知|办法|规定|决定|细则|措施|计划|规划|要点|制度|规则|纲要|预案)"
    r"(?=为(?:深入|贯彻|进一步|全面|加强|认真|切实|落实|了|做好|推进|推动|加快|规范|有效|积极|严格|提高|保障|促进)|根据《|按照《|各[省市县区乡镇])"
)
_MARKS = re.compile(r"[，。；、]")
_SEGMENT = 130


def collapsed_lines(document: Document) -> Document:
    """Line breaks put back before labels, after headings and titles, round signature and date."""
    value = document.text.value
    if len(value) < _LONG or not re.search(rf"[^\n]{{{_LONG}}}", value):
        return document
    shown = to_simplified(value)
    edits: list[Edit] = []
    at = 0
    for line in shown.split("\n"):
        if len(line) >= _LONG and "\t" not in line:
            labels = inline_labels(line)
            if len(labels) >= 3 and len(line) / len(labels) < 3000:
                edits += _blanks(line, at, labels) if _spaced(line) else _squeezed(line, at, labels)
        at += len(line) + 1
    if not edits:
        return document
    document = document.with_text(*document.text.edit(edits, RULE))
    message = f"原文丢失换行，已在 {len(edits)} 处按标题、序号和落款补回。分段没有原件可对，请留意。"
    return document.noting("clean.collapsed_lines", message, Severity.INFO)


def _spaced(line: str) -> bool:
    """Whether the blanks of this line are its former line breaks: they stand after sentences, not in words."""
    gaps = list(_GAP.finditer(line))
    if len(gaps) < 3:
        return False
    words = sum(1 for _ in _OCR_GAP.finditer(line))
    ends = sum(1 for g in gaps if g.start() and line[g.start() - 1] in "。；：！？;:”）)")
    return ends >= 3 and ends >= 0.35 * words


def _blanks(line: str, at: int, labels: list[Label]) -> list[Edit]:
    """Edits for a line whose breaks became blanks."""
    starts = {label.start: label for label in labels}
    sentences = [m.end() for m in re.finditer(r"[。；]", line)]
    head = min(sentences[0] if sentences else len(line), labels[0].start)
    tail = sentences[-1] if sentences else 0
    edits: list[Edit] = []
    begin = 0
    for gap in _GAP.finditer(line):
        if gap.start() == begin or gap.end() == len(line):
            begin = gap.end() if gap.start() == begin else begin
            continue
        segment = line[begin : gap.start()] if gap.start() - begin <= _SEGMENT else line[gap.start() - 8 : gap.start()]
        short = gap.start() - begin <= _SEGMENT
        label = starts.get(begin)
        if _breaks(line, gap, segment, label, gap.end() in starts, short, gap.start() < head or gap.start() >= tail):
            edits.append(Edit(Span(at + gap.start(), at + gap.end()), "\n"))
            begin = gap.end()
    return edits


def _breaks(
    line: str, gap: re.Match[str], segment: str, label: Label | None, labelled: bool, short: bool, outside: bool
) -> bool:
    following = line[gap.end() : gap.end() + 12]
    if label and gap.start() - label.start <= len(label.text):
        return False  # the label's own blank: 第一条　为了
    if _END.search(segment):
        return not (
            segment[-1] in "：:" and not labelled and len(gap.group()) == 1 and _KEYED.match(following) is not None
        )
    if labelled or ATTACHMENT.match(following):
        return True
    if not short:
        return False
    own = segment[len(label.text) :] if label else segment
    if label:
        return len(own.strip()) >= 2 and not _MARKS.search(own) and len(own) <= 60 and following[:1] not in "，、。"
    if is_date(segment) or is_issuer(segment) or is_title(segment) or segment.endswith("号"):
        return not (_MARKS.search(segment) and not is_title(segment))
    if segment[0] in "（(" and segment[-1] in "）)":
        return True
    if outside and not _KEY.search(segment):
        return len(segment) >= 3 and not (segment[-1].isdigit() and following[:1] in "年月日")
    return bool(METADATA.match(following.strip("[【")))


_KEYED = re.compile(r"[^，。；：]{1,12}(?:[ \u3000]|$)")


def _squeezed(line: str, at: int, labels: list[Label]) -> list[Edit]:
    """Edits for a line whose breaks vanished: insertions, taking a blank with them where one stands there."""
    places: set[int] = {label.start for label in labels if label.start}
    for label in labels:
        heading = _headings().match(line, label.start + len(label.text))
        if heading:
            places.add(heading.end())
    opening = _OPENING.match(line)
    if opening and opening.end() < labels[0].start:
        places.add(opening.end())
    edits: list[Edit] = []
    for place in sorted(places):
        start = place
        while start > 0 and line[start - 1] in " \u3000":
            start -= 1
        if start:
            edits.append(Edit(Span(at + start, at + place), "\n"))
    return edits


@cache
def _headings() -> re.Pattern[str]:
    table = files("policykit.clean").joinpath("headings.txt").read_text(encoding="utf-8")
    words = [w for w in table.split("\n") if w and not w.startswith("#")]
    word = "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"
    follows = rf"(?=[{_HAN}（(“《])(?![的是和与及、]|为(?!深入|贯彻|进一步|全面|加强|认真|切实|落实|了|做好|推进))"
    return re.compile(rf"[ \u3000]?{word}(?:[和与及、]{word}){{0,2}}[ \u3000]?{follows}")
