"""Where a unit's heading ends on its label's line, or that the line is text and has no heading.

The heading is the text up to the first 。 on the label's line. A line that is one or more full sentences and has
no short title has none. A single line often cannot tell; then what its siblings do decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Form(IntEnum):
    """How surely the first segment of a line is a title."""

    SENTENCE = 0
    LIKELY_SENTENCE = 1
    LIKELY_TITLE = 2
    TITLE = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """The first segment of a label's line: `end` is where its words end, `close` where its closing mark does."""

    end: int
    close: int
    form: Form


_STOP = re.compile(r"[。！？!?；;]")
_BRACKETS = re.compile(r"[（(〔\[][^（）()]{0,60}[）)〕\]]")
_ONLY_BRACKET = re.compile(r"[（(【][^（）()【】]{0,300}[）)】][。；]?")
_MODAL = re.compile(
    r"(?<![主重需必纲概摘首提紧机扼撮])要(?![求素点件闻义害务领员道目塞职案])"
    r"|(?<![相适反响供对效感回答顺照])应(?![急用对诉收届税付变景邀激聘战考])"
    r"|应当|必须|不得|须(?!知)|可以|(?<![许认])可(?![持行靠视再见信控追读用燃溶能操复抗])|务必|严禁|是指|是(?!否)|均为|不再"
    r"|的，|时，|后，|等，"
)
_SUBJECT = re.compile(
    r"^(?:各级各|各地|各区|各县|各市|各乡|各镇|各有关|各部门|各单位|凡|对于|对[^。，]{2,30}的?，|针对(?!性)|在[^。，]{4,30}[中下后前时]，|自[^。，]{2,20}起|经[^。，]{2,30}[，的])"
)
_QUOTED = re.compile(r"[《“][^《》“”]{0,80}[》”]")
_CERTAIN = 14
"""A first segment of at most so many characters is a title even among sentences."""
_PROSE = 20
_TOPIC = re.compile(r"的?(?:重点|原则|内容|要求|目标|任务|范围|对象|方法|步骤|措施|标准|程序|时间|依据|分工|职责)$")
_LEADS = re.compile(r"(?:为|如下|下列[^：:]{0,12}|以下[^：:]{0,12}|包括|规定|是|有|一款|一条|一项)[：:]$")
_ENACTS = ("同时废止", "停止执行", "起施行", "起执行", "起实施")  # a sentence that lost its full stop
_COLON = re.compile(r"[：:]")


def segment(rest: str, *, closed_by_text: bool) -> Segment:
    """Judge `rest`, the label's line after its label. `closed_by_text`: own text or sub-units follow below it."""
    stop = _STOP.search(rest)
    if stop is None:
        return _unstopped(rest, closed_by_text)
    if stop.group() in "；;" or not rest:
        return Segment(len(rest), len(rest), Form.SENTENCE)
    first, after = rest[: stop.start()], rest[stop.end() :].strip()
    form = _judge(first)
    if stop.group() != "。":
        form = min(form, Form.LIKELY_SENTENCE)
    if not after or _ONLY_BRACKET.fullmatch(after):
        # A single sentence: a title only where something is said under it.
        if not closed_by_text or after or first.endswith("等"):
            form = Form.SENTENCE
        elif form is Form.TITLE and stop.start() <= _CERTAIN and _TOPIC.search(first):
            pass
        elif form is Form.LIKELY_SENTENCE or (form is Form.SENTENCE and _lone_title(first)):
            form = Form.LIKELY_TITLE
        else:
            form = min(form, Form.LIKELY_TITLE)
    colon = _COLON.search(first)
    if colon and form < Form.LIKELY_TITLE:
        return _colon(rest, colon.start())
    return Segment(stop.start(), stop.end(), form)


def _unstopped(rest: str, closed_by_text: bool) -> Segment:
    """A line without a full stop: mostly a title of its own, else text that ends in a colon or breaks off."""
    colon = _COLON.search(rest)
    if colon and colon.end() == len(rest):
        leads = _LEADS.search(rest) is not None
        form = Form.LIKELY_TITLE if _judge(rest[:-1]) is Form.TITLE and not leads else Form.SENTENCE
        return Segment(colon.start(), colon.end(), form)
    if rest[-1:] in "，、," or rest.endswith(_ENACTS):
        return Segment(len(rest), len(rest), Form.SENTENCE)
    if colon:
        return _colon(rest, colon.start())
    if len(rest) > 90:
        return Segment(len(rest), len(rest), Form.LIKELY_SENTENCE)
    return Segment(len(rest), len(rest), Form.TITLE if closed_by_text or len(rest) <= 40 else Form.LIKELY_TITLE)


def _colon(rest: str, at: int) -> Segment:
    """指导思想：以…为指导 — a short name before a colon is a title, a longer lead is not."""
    first = _plain(rest[:at])
    good = len(first) <= 16 and not re.search(r"[，、,]", first) and _judge(first) is Form.TITLE
    return Segment(at, at + 1, Form.LIKELY_TITLE if good else Form.SENTENCE)


def _plain(text: str) -> str:
    return _BRACKETS.sub("", text)


def _judge(first: str) -> Form:
    """Is the first segment, without its stop, a title?"""
    plain = _plain(first)
    words = _QUOTED.sub("某", plain)
    if len(plain) > 80 or _MODAL.search(words) or _SUBJECT.match(words):
        return Form.SENTENCE
    pieces = re.split(r"[，,：:]", plain)
    if len(pieces) == 1:
        return Form.TITLE if len(plain) <= 28 else Form.LIKELY_TITLE if len(plain) <= 45 else Form.SENTENCE
    longest = max(len(p) for p in pieces)
    if len(pieces) <= 4 and longest <= 12 and len(plain) <= 40:
        return Form.LIKELY_TITLE
    return Form.LIKELY_SENTENCE if len(plain) <= 48 else Form.SENTENCE


def _lone_title(first: str) -> bool:
    """One sentence alone on its line with text below it may be longer than a title that runs into its text."""
    words = _QUOTED.sub("某", _plain(first))
    return len(words) <= 60 and not _MODAL.search(words) and not _SUBJECT.match(words)


@dataclass(frozen=True, slots=True)
class Census:
    """How many units were judged to be what; `likely` counts the sure titles too."""

    titles: int
    likely: int
    sentences: int

    @classmethod
    def of(cls, forms: Sequence[Form]) -> Census:
        counts = Counter(forms)
        return cls(counts[Form.TITLE], counts[Form.TITLE] + counts[Form.LIKELY_TITLE], counts[Form.SENTENCE])


def settle(segments: Sequence[Segment], around: Census) -> list[bool]:
    """For siblings in order: which of them have a heading. The unsure follow the sure ones.

    `around` counts all units of the style in the document: it decides where there are few siblings, and where
    most of them are sentences only a very short title is taken for one; where nearly all of many are, as in rules that
    are numbered 一、 instead of 第一条, none of the unsure is a title, and where none is, all of them are.
    """
    wordy = around.sentences >= 3 * around.titles
    prose = around.sentences >= max(_PROSE, 6 * around.likely)
    titled = not around.sentences and around.likely >= 8
    forms = [Form.LIKELY_TITLE if wordy and s.form is Form.TITLE and s.end > _CERTAIN else s.form for s in segments]
    judged = Census.of(forms) if len(forms) >= 3 else around
    out: list[bool] = []
    for form in forms:
        if form is Form.LIKELY_TITLE:
            out.append(judged.likely > judged.sentences and not prose)
        elif form is Form.LIKELY_SENTENCE:
            out.append((judged.likely >= 4 or titled) and not judged.sentences)
        else:
            out.append(form is Form.TITLE)
    return out
