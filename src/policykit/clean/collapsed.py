"""Rule clean.collapsed_lines: a document on one line gets its line breaks back.

Two prints are told apart. Where line breaks became blanks, a blank is a break if a sentence, a heading, a title, a
date or an issuer ends before it or a label begins after it. Where they vanished, only labels after the end of a
sentence, well-known headings and the title's end give a place. Only lines that hold many labels are looked at; a
document whose lines are its paragraphs is not changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policykit.clean.inline_labels import Label, inline_labels
from policykit.clean.shapes import ATTACHMENT, METADATA, NUMBERED_ATTACHMENT, is_date, is_issuer, is_title
from policykit.lang.script import to_simplified
from policykit.model.diagnostic import Severity
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.collapsed_lines"

_LONG = 300
_GAP = re.compile(r"[ \u3000\xa0]+")
_LAYOUT = 8
"""So many unbreakable blanks in a row moved what follows to a new line on the page."""
_HAN = r"\u3400-\u9fff"
_OCR_GAP = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_END = re.compile(r"[。！？；：][”’》）)\]】]{0,2}$|[。！？][”’》）)\]】]{0,3}$|[:;]$")
_KEY = re.compile(r"[\[【][^\[\]【】]{2,10}[\]】]$")
_OPENING = re.compile(
    r"[^。；\n]{4,90}?(?:方案|意见|通知|办法|规定|决定|细则|措施|计划|规划|要点|制度|规则|纲要|预案)"
    r"(?=为(?:深入|贯彻|进一步|全面|加强|认真|切实|落实|了|做好|推进|推动|加快|规范|有效|积极|严格|提高|保障|促进)|根据《|按照《|各[省市县区乡镇])"
)
_NOTE = re.compile(
    r"[。；]（[^（）。；]{2,60}(?:牵头|负责|配合|落实)）$|[。；]?（(?:责任|牵头|负责|配合)(?:单位|部门)[^（）。]{2,100}）$"
)
"""（市司法局牵头，各县负责） closes an item."""
_MARKS = re.compile(r"[，。；、]")
_UNFINISHED_TITLE = re.compile(r"关于|印发|转发|公布|号国务院")
_SEGMENT = 130


def collapsed_lines(document: Document) -> Document:
    """Line breaks put back before labels, after headings and titles, round signature and date."""
    value = document.text.value
    if len(value) < _LONG or max(map(len, value.split("\n"))) < _LONG:
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
    words = sum(1 for gap in _OCR_GAP.finditer(line) if not _in_row(line, gap.start()))
    ends = sum(1 for g in gaps if g.start() and line[g.start() - 1] in "。；：！？;:”）)")
    return ends >= 3 and ends >= 0.35 * words


def _in_row(line: str, at: int) -> bool:
    """Whether the blank stands between cells of a table or roster that lost its lines: blanks close by, no mark."""
    near = line[max(0, at - 12) : at + 13]
    return near.count(" ") >= 3 and not _MARKS.search(near)


def _blanks(line: str, at: int, labels: list[Label]) -> list[Edit]:
    """Edits for a line whose breaks became blanks."""
    starts = {label.start: label for label in labels}
    sentences = [m.end() for m in re.finditer(r"[。；]", line)]
    head = min(sentences[0] if sentences else len(line), labels[0].start)
    tail = sentences[-1] if sentences else 0
    blanks = _Blanks(line, starts, head, tail, _breaks_only(line, starts))
    edits: list[Edit] = []
    begin = 0
    for gap in _GAP.finditer(line):
        if gap.start() == begin or gap.end() == len(line):
            begin = gap.end() if gap.start() == begin else begin
        elif blanks.ends_line(begin, gap.start(), gap.end()):
            edits.append(Edit(Span(at + gap.start(), at + gap.end()), "\n"))
            begin = gap.end()
    return edits


def _breaks_only(line: str, starts: dict[int, Label]) -> bool:
    """Whether nearly every blank of the text follows a sentence or precedes a label, so that the rest are breaks too.

    What stands before the first label and behind the last sentence, and rows of names, say nothing about it.
    """
    own = {s + len(label.text) for s, label in starts.items()}
    text = _GAP.finditer(line, min(starts), max(line.rfind("。"), min(starts)) + 1)
    gaps = [g for g in text if g.start() not in own and not _in_row(line, g.start())]
    plain = sum(1 for g in gaps if g.end() in starts or line[g.start() - 1 : g.start()] in tuple("。；：！？:;”）)》"))
    return plain >= 0.8 * len(gaps)


@dataclass(frozen=True, slots=True)
class _Blanks:
    """Decides of each blank in a line whether it was a line break. `head` and `tail` bound the running text."""

    line: str
    starts: dict[int, Label]
    head: int
    tail: int
    breaks_only: bool

    def ends_line(self, begin: int, start: int, end: int) -> bool:
        """Whether the blank `start..end` was a break, the line so far having begun at `begin`."""
        label = self.starts.get(begin)
        if label and start - begin <= len(label.text):
            return False  # the label's own blank: 第一条　为了
        segment = self.line[max(begin, start - _SEGMENT) : start]
        following = self.line[end : end + 12]
        if segment[-1] in "：:" and start - begin <= 8 and end not in self.starts:
            return False  # a key and its value: 组长： 某某
        if _END.search(segment) or end in self.starts or ATTACHMENT.match(self.line[end : end + 40]):
            return True
        if segment[-1] in "）)》”" and "\u3000\u3000" in self.line[start:end]:
            return True  # the indent of a paragraph
        if NUMBERED_ATTACHMENT.search(segment) or self._names_attachment(begin, segment):
            return True
        if self.line.count("\xa0", start, end) >= _LAYOUT or _NOTE.search(segment):
            return True
        if (self.breaks_only or start >= self.tail) and segment[-1] in "）)" and self.line[start:end] != "  ":
            return True
        if start - begin > _SEGMENT:
            return False
        if label:
            own = segment[len(label.text) :].strip()
            marks = "。；" if self.breaks_only else "，。；、"
            if own[-1:] in "，、" or (own[-1:].isascii() and own[-1:].isalnum()):
                return False  # 发挥24 小时热线作用: the blank parts a number from its unit
            return 2 <= len(own) <= 80 and not any(m in own for m in marks) and following[:1] not in "，、。"
        return self._outside_text(segment, start, end, following)

    def _names_attachment(self, begin: int, segment: str) -> bool:
        """The title of a table or list right below the line that numbers the attachment."""
        if not 4 <= len(segment) <= 60 or not segment.endswith(("表", "名单", "目录", "清单", "样式", "图", "模板")):
            return False
        return bool(NUMBERED_ATTACHMENT.search(self.line[max(0, begin - 48) : begin]))

    def _outside_text(self, segment: str, start: int, end: int, following: str) -> bool:
        """Titles, numbers, issuers and dates above, between and below running text."""
        if is_date(segment) or is_title(segment) or (is_issuer(segment) and not _MARKS.search(segment)):
            return not segment.startswith(("印发", "关于印发《")) or segment.endswith(("通知", "函"))
        if self.line[start:end] == "  " or _KEY.search(segment):
            return False
        if segment.endswith("号") or (segment[0] in "（(" and segment[-1] in "）)"):
            return not _MARKS.search(segment)
        if self.head <= start < self.tail:
            return bool(METADATA.match(following.strip("[【")))
        if _UNFINISHED_TITLE.search(segment):
            return False
        return len(segment) >= 3 and not (segment[-1].isdigit() and following[:1] in "年月日")


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
