"""Classes of bodies that a source itself defines by a list: 确定市公安局、市城管局为试点单位."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from policykit.draft.actors import class_key
from policykit.model.document import Document

WINDOW = 400  # characters looked at beside the name of the class
_CLASS = r"[一-龥]{1,8}(?:单位|部门|机关|机构)"
_NAMED_AS = re.compile(rf"(?:作为|列为|定为|确定为|为)({_CLASS})(?=[，。；、\n]|$)")
_CALLED = re.compile(rf"（(?:以下|下)?(?:统称|简称|称)(?:为|“|\")*({_CLASS})[”\"]?）")
# 责任单位：… names the bodies of one item and no class.
_LISTED = re.compile(r"((?:成员|试点|参与|参加|示范|联动)(?:单位|部门))(?:主要)?(?:包括：?|为：?|有：|：)")
_BODY = re.compile(
    r"(?:局|委|办|厅|院|部|队|中心|公司|政府|会|行|署|校|大学|部门|单位|机关|机构|[省市县区州旗镇乡]|街道)$"
)
_CHOSEN = ("确定", "选择", "选取", "选定", "明确", "将", "把")
_ENDS = ("。", "；", "\n", "：")
_BRACKET = re.compile(r"（[^（）]{1,60}）")
_APART = re.compile(r"、|，|以及|及|和|与")
_OPEN = re.compile(r"等(?:[^、，]{0,12})?$")
_LONGEST = 30  # characters of one body's name


@dataclass(frozen=True, slots=True)
class Declared:
    """A class and the bodies the source lists for it; `open` where the list ends in 等."""

    name: str
    bodies: tuple[str, ...]
    open: bool

    @property
    def key(self) -> str:
        return class_key(self.name)


def declared(document: Document) -> tuple[Declared, ...]:
    """The classes the document's clauses define, in print order; a list of one body defines none."""
    found = (d for clause in document.clauses if clause.text for d in _in_text(clause.text))
    return tuple(d for d in found if len(d.bodies) > 1 and all(map(_BODY.search, d.bodies)))


def _in_text(text: str) -> Iterable[Declared]:
    for found in _NAMED_AS.finditer(text):
        before = text[max(0, found.start() - WINDOW) : found.start()]
        before = before[max(before.rfind(end) for end in _ENDS) + 1 :]
        at = max((before.find(word) + len(word) for word in _CHOSEN if word in before), default=0)
        if at:
            yield _made(found[1], before[at:])
    for found in _CALLED.finditer(text):
        before = text[max(0, found.start() - WINDOW) : found.start()]
        yield _made(found[1], before[max(before.rfind(end) for end in _ENDS) + 1 :])
    for found in _LISTED.finditer(text):
        after = text[found.end() : found.end() + WINDOW]
        ends = [at for end in ("。", "；", "\n") if (at := after.find(end)) >= 0]
        yield _made(found[1], after[: min(ends, default=len(after))])


def _made(name: str, words: str) -> Declared:
    plain = _BRACKET.sub("", words).strip()
    bodies = (_OPEN.sub("", p).strip() for p in _APART.split(plain))
    return Declared(name, tuple(b for b in bodies if 2 <= len(b) <= _LONGEST), _OPEN.search(plain) is not None)
