"""The printed words of a task: the source's sentence, localised by the profile's rules, with its unit and deadline."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from policykit.draft.assignment import assign
from policykit.draft.grouping import Item
from policykit.draft.localise import localise
from policykit.draft.provenance import of_heading
from policykit.model.output import Localisation, Provenance
from policykit.profile import Profile

ENDINGS = "。！？："


@dataclass(frozen=True, slots=True)
class Words:
    """The text of an item and where it comes from. `run_in` counts the heading's characters at its front."""

    text: str
    run_in: int
    sources: tuple[Provenance, ...]
    changes: tuple[Localisation, ...]


def words_of(item: Item, profile: Profile, *, headed: bool, unit: bool = True) -> Words:
    """An item's tasks as one paragraph; `headed` puts the source heading at its front."""
    sources: list[Provenance] = []
    changes: list[Localisation] = []
    heading = item.clause.heading if headed else None
    out = ""
    if heading:
        out = heading if heading.endswith("。") else f"{heading}。"
        sources.append(of_heading(item.document, item.clause))
    run_in = len(out)
    heading_words = item.clause.heading or ""
    assigned = [(assign(profile, heading_words, t.text), t) for t in item.tasks]
    for (name, deadline), same in groupby(assigned, key=lambda a: (a[0].unit, a[1].deadline)):
        for _, task in same:
            text, made = localise(task.text, profile)
            out += text if text.endswith(tuple(ENDINGS)) or text.endswith(("。”", "。）")) else f"{text}。"
            sources.append(task.source)
            changes += made
        if unit:
            limit = f"；完成时限：{deadline}" if deadline else ""
            out += f"（责任科室：{name}{limit}）"
    return Words(out, run_in, tuple(sources), tuple(dict.fromkeys(changes)))
