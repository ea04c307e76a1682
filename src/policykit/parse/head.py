"""The head of a document or of one of its parts: what stands above the first sentence of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from policykit.model.span import Span
from policykit.parse import docnumbers, forms, info, newsframe, titles, toc
from policykit.parse.addressees import addressees
from policykit.parse.lines import Line
from policykit.parse.numbering import Label

_FILE = re.compile(r"^(?P<who>[\u4e00-\u9fff（）() \u3000、]{4,80}?)[ \u3000]*文[ \u3000]*件$")
_PLACARD = re.compile(r"^[（(【][^0-9]{0,30}全文[）)】]$")
_FAR = 400
_NOTE_LINES = 16


@dataclass(slots=True)
class Head:
    """What the head prints. `end` is the index of the first line of the text; `spans` are metadata.

    `printed_title` keeps the blanks between its lines, which part the bodies of a joint document; `announced` is the
    title that a news agency's frame round the document gives.
    """

    title: str | None = None
    printed_title: str | None = None
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    date: str | None = None
    addressees: tuple[str, ...] = ()
    info: list[info.InfoPair] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    contents: list[Span] = field(default_factory=list)
    end: int = 0
    announced: str | None = None


_CASE_PART = re.compile(r"(?:基本|简要|主要)?案情(?:回顾|简介|摘要)?|裁判(?:要点|要旨|结果|理由)|典型意义|争议焦点")
"""The first part of a reported case: the title is over."""
_ROSTER = re.compile(r"序\s?号(?:\s|$)")
"""The heads of a list's columns begin with it, where the format lost the table: the title is over."""


def read(lines: Sequence[Line], labels: Sequence[Label | None], start: int, *, attached: bool = False) -> Head:
    """Read the head that begins at line `start`. It ends at the first label, sentence or salutation.

    The title of an attached text may be as short as 名单.
    """
    head = Head()
    groups: list[list[Line]] = []
    letterhead: Line | None = None
    at, joined = start, False
    while at < len(lines) and at - start < _FAR:
        line = lines[at]
        text = line.text
        step = _fixed(head, lines, labels, at)
        if step:
            if step < 0:
                at -= step
                break
            at, joined = at + step, False
            continue
        if labels[at] is not None or (at > start and (forms.attachment(text) or _CASE_PART.fullmatch(text))):
            break
        who = forms.organs(text)
        if docnumbers.is_letterhead(text) and at + 1 < len(lines) and docnumbers.is_bare_order(lines[at + 1].text):
            bodies = [*head.issuers, text] if not any(who in text for who in head.issuers) else [text]
            head.doc_number = head.doc_number or docnumbers.join_order("、".join(bodies), lines[at + 1].text)
            head.spans += [line.span, lines[at + 1].span]
            letterhead, at, joined = line, at + 2, False
            continue
        if taken := _joint_order(head, lines, at):
            at, joined = at + taken, False
            continue
        if who and not joined and not _opens_title(lines, labels, at):
            head.issuers += tuple(w for w in who if w not in head.issuers)
            head.spans.append(line.span)
            at += 1
            continue
        if not titles.may_be_title(text) or (groups and _ROSTER.match(text)):
            break
        if joined:
            groups[-1].append(line)
        else:
            groups.append([line])
        head.spans.append(line.span)
        at, joined = at + 1, True
    head.end = at
    _choose(head, groups, letterhead, attached)
    return head


def _fixed(head: Head, lines: Sequence[Line], labels: Sequence[Label | None], at: int) -> int:
    """Take line `at` if its form alone says what it is; the number of lines taken, negative if the head ends there."""
    line = lines[at]
    text = line.text
    number = docnumbers.leading(text)
    rest = text[number[1] :].strip(" 　）)") if number else ""
    pairs = info.pairs(text)
    if pairs:
        head.info += pairs
    elif number and (not rest or forms.date_of(rest)):
        head.doc_number = head.doc_number or number[0]
        head.date = head.date or (forms.date_of(rest) if rest else None)
    elif parsed := docnumbers.parse(text):
        head.doc_number = _both(head.doc_number, parsed)
    elif (date := forms.date_of(text)) is not None:
        head.date = head.date or date
    elif text[0] in "（(" and not labels[at] and (count := _bracketed_note(head, lines, at)):
        return count
    elif forms.is_note(text) and not labels[at]:
        head.notes.append(line)
    elif (news := newsframe.frame(lines, at)) is not None:
        head.issuers += tuple(w for w in news.issuers if w not in head.issuers)
        head.announced = head.announced or news.title
        head.spans += [each.span for each in lines[at : at + news.lines]]
        return news.lines
    elif (contents := toc.contents_end(lines, labels, at)) > at:
        spans = [each.span for each in lines[at:contents]]
        head.spans += spans
        head.contents += spans
        return contents - at
    elif forms.is_salutation(text) and not labels[at]:
        head.addressees = addressees(text)
        head.spans.append(line.span)
        return -1
    elif (found := _FILE.match(text)) is not None:
        head.issuers += forms.organs(found["who"]) or ("".join(found["who"].split()),)
    elif _PLACARD.match(text):
        pass
    else:
        return 0
    head.spans.append(line.span)
    return 1


_ORDER = re.compile(r"[\u4e00-\u9fff]{4,30}令[ ]?第[0-9〇零一二三四五六七八九十百]{1,6}号")


def _joint_order(head: Head, lines: Sequence[Line], at: int) -> int:
    """Take 令 / 第5号 below the bodies that give it; the number of lines taken."""
    text = "".join(lines[at].text.split())
    if text in ("令", "公告") and head.issuers and at + 1 < len(lines) and docnumbers.is_bare_order(lines[at + 1].text):
        head.doc_number = head.doc_number or docnumbers.join_order(
            f"{'、'.join(head.issuers)}{text}", lines[at + 1].text
        )
        head.spans += [lines[at].span, lines[at + 1].span]
        return 2
    return 0


def _both(first: str | None, number: str) -> str:
    """Two bodies that make one text may print an order of each, one below the other: both are its numbers."""
    if first and first != number and _ORDER.fullmatch(number) and _ORDER.fullmatch(first):
        return f"{first}、{number}"
    return first or number


def _bracketed_note(head: Head, lines: Sequence[Line], at: int) -> int:
    """A note in brackets over one or more lines: a promulgation history, or who made the text and when."""
    end = at
    while lines[end].text[-1] not in "）)" and end - at < _NOTE_LINES and end + 1 < len(lines):
        end += 1
    whole = Line(lines[at].start, lines[end].end, "\n".join(line.text for line in lines[at : end + 1]))
    if whole.text[-1] not in "）)":
        return 0
    if forms.is_note(whole.text):
        head.notes.append(whole)
    elif (made := forms.made_by(whole.text)) is not None:
        head.date = head.date or made[1]
        head.issuers = head.issuers or made[0]
    else:
        return 0
    head.spans += [line.span for line in lines[at : end + 1]]
    return end + 1 - at


def _opens_title(lines: Sequence[Line], labels: Sequence[Label | None], at: int) -> bool:
    """Is the organ at line `at` the beginning of a title (…人民政府 / 关于…的通知)?"""
    following = next((n for n in range(at + 1, min(at + 6, len(lines))) if not forms.organs(lines[n].text)), None)
    return following is not None and lines[following].text.startswith(("关于", "印发", "转发", "批转"))


def _choose(head: Head, groups: Sequence[Sequence[Line]], letterhead: Line | None, attached: bool) -> None:
    found: list[list[Line]] = []
    for group in groups:
        if not (len(group) == 1 and forms.organs(group[0].text) and head.issuers):
            found += titles.titles(group)
    picked = titles.choose(found, 2) if attached else titles.choose(found)
    if picked:
        head.title, number, head.printed_title = picked
        head.doc_number = head.doc_number or number or _number_above(found, head.title)
        if head.title and (made := titles.made_by(head.title)):
            head.title = head.title[: -len(made)]
            if not head.notes:  # which say the same and more
                head.notes.append(Line(found[0][0].start, found[0][0].end, made))
    elif letterhead:
        head.title = titles.joined([letterhead])
    elif head.announced:
        head.title = head.printed_title = head.announced


def _number_above(found: Sequence[Sequence[Line]], title: str) -> str | None:
    """The number that a page prints before the same title: 法释〔2019〕18号关于…的批复."""
    for lines in found:
        text = titles.joined(lines)
        number = docnumbers.leading(text)
        if number and len(text) - number[1] >= 6 and title.endswith(text[number[1] :].strip()):
            return number[0]
    return None
