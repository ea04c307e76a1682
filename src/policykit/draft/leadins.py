"""Lists of fragments under a sentence that announces them: 对下列决定进行法制审核：1.……的；2.……的。

Neither the sentence nor its items say anything alone, so a plan carries them together or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykit.draft.segments import segments
from policykit.model.document import Clause, Document
from policykit.model.span import Span

_ANNOUNCED = re.compile(r"(?:下列|以下)[^。；]{0,40}：$|之一[^。；]{0,10}：$")
_STATED = re.compile(r"(?:下列|以下)[^。；]{0,120}。$|之一[^。；]{0,120}。$")
_FRAGMENT = re.compile(r"的[；。，、]?$")
_COUNTED = re.compile(r"/第(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,7})款$")


@dataclass(frozen=True, slots=True)
class LeadIn:
    """The sentence `span` in the text of `clause` and the item clauses that complete it, in print order."""

    clause: Clause
    span: Span
    items: tuple[Clause, ...]


def lead_ins(document: Document) -> tuple[LeadIn, ...]:
    """The lists of fragments of a document. Items that are sentences of their own are no fragments."""
    children: dict[str, list[Clause]] = {}
    for clause in document.clauses:
        if clause.heading is None and clause.text:
            above = _COUNTED.sub("", clause.address.rpartition("/")[0])
            children.setdefault(above, []).append(clause)
    out: list[LeadIn] = []
    for clause in document.clauses:
        items = children.get(clause.address)
        if not items or ("：" not in clause.text and not _STATED.search(clause.text.rstrip())):
            continue
        parts = segments(clause.text)
        leads = [s for s in parts if s.of(clause.text).rstrip().endswith("：")]
        if not leads and _are_fragments("", items) and _STATED.search(parts[-1].of(clause.text).rstrip()):
            out.append(LeadIn(clause, parts[-1], tuple(items)))
        if len(leads) == 1 and _are_fragments(leads[0].of(clause.text).strip(), items):
            out.append(LeadIn(clause, leads[0], tuple(items)))
    return tuple(out)


def _are_fragments(lead: str, items: list[Clause]) -> bool:
    ended = sum(1 for c in items if _FRAGMENT.search(c.text.strip()))
    single = all(len(segments(c.text.strip())) == 1 for c in items)
    return single and (ended * 2 > len(items) or _ANNOUNCED.search(lead) is not None)
