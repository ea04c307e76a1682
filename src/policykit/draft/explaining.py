"""Sentences of a source that set no task: definitions and grades, and the entries of a table of contents."""

from __future__ import annotations

import re

from policykit.draft.sections import ancestors
from policykit.model.document import ClauseKind, Document

DEFINITION = "来文的定义、分级说明，不是任务"
CONTENTS = "目录里的条目，正文里另有同一条"

_DEFINING = re.compile(
    r"(?:等级划分|事件分级|响应分级|预警分级|分级标准|等级标准|名词术语|名词解释|术语(?:和|与)?(?:定义|解释)?|用语含义)$"
)
_REPEAT = re.compile(r"#[0-9]+")
_SPACE = re.compile(r"\s+")


def is_definition(document: Document, address: str) -> bool:
    """Whether a place stands under a heading that announces definitions or grades."""
    return any(_DEFINING.search(c.heading.strip("。 ")) for c in ancestors(document, address) if c.heading)


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
