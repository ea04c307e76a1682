"""Sentences of a source that set no task: definitions and grades, and the entries of a table of contents."""

from __future__ import annotations

import re

from policykit.draft.sections import ancestors
from policykit.model.document import ClauseKind, Document

DEFINITION = "来文的定义、分级说明，不是任务"
CONTENTS = "目录里的条目，正文里另有同一条"
FORMAL = "来文的目的依据、适用范围、定义、解释或施行日期，不是任务"

_DEFINING = re.compile(
    r"(?:等级划分|事件分级|响应分级|预警分级|分级标准|等级标准|名词术语|名词解释|术语(?:和|与)?(?:定义|解释)?|用语含义)$"
)
_SELF = r"本(?:实施|工作|行动)?(?:办法|规定|细则|规则|方案|意见|通知|制度|条例|决定|规范|标准|基准|指引|指南|预案)"
_FORMAL = re.compile(
    rf"为了?[^。；]{{2,400}}，(?:根据[^。；]{{2,300}}，)?(?:结合[^。；]{{2,60}}，)?(?:特|现)?(?:制定|制订){_SELF}"
    rf"|(?:根据|依据)[^。；]{{2,300}}，(?:特|现)?(?:制定|制订){_SELF}"
    rf"|[^。；]{{0,120}}(?:适用|参照适用|不适用){_SELF}。?$|{_SELF}(?:不)?适用于"
    rf"|{_SELF}(?:第[^。；，]{{1,12}})?(?:中)?所称|{_SELF}(?:从|自)[^。；]{{2,30}}(?:施行|实施|执行)|{_SELF}由[^。；]{{2,40}}解释"
    rf"|{_SELF}有效期"
)
_REPEAT = re.compile(r"#[0-9]+")
_SPACE = re.compile(r"\s+")


def is_definition(document: Document, address: str) -> bool:
    """Whether a place stands under a heading that announces definitions or grades."""
    return any(_DEFINING.search(c.heading.strip("。 ")) for c in ancestors(document, address) if c.heading)


def is_formal(words: str) -> bool:
    """Whether a sentence only says why a paper was made, for whom it holds, from when, and what its words mean."""
    return _FORMAL.match(words) is not None


def contents_of(document: Document) -> frozenset[str]:
    """The addresses of clauses that only name another: 一/3 in a list at the front; a later 一/3 says it whole."""
    if not any("#" in c.address for c in document.clauses):
        return frozenset()
    said: dict[str, list[tuple[str, str]]] = {}
    for clause in document.clauses:
        if clause.kind is ClauseKind.UNIT:
            words = _SPACE.sub("", f"{clause.heading or ''}{clause.text}").rstrip("。；")
            said.setdefault(_REPEAT.sub("", clause.address), []).append((clause.address, words))
    return frozenset(
        address
        for places in said.values()
        for n, (address, words) in enumerate(places)
        if words and any(later.startswith(words) and later != words for _, later in places[n + 1 :])
    )
