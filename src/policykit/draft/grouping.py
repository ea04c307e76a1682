"""Tasks under the headings the source gave them: one group a source heading, one item a source clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from policykit.draft.sections import TASKS, ancestors, part_of
from policykit.draft.tasks import Task
from policykit.model.document import Clause, Document


@dataclass(frozen=True, slots=True)
class Item:
    """The tasks of one source clause, in print order. `clause` gives the item its heading."""

    document: Document
    clause: Clause
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one source heading. `clause` is that heading's; None where the source has none."""

    document: Document
    clause: Clause | None
    items: tuple[Item, ...]


def group(tasks: Sequence[Task]) -> tuple[Group, ...]:
    """Groups in the sources' own order."""
    items = [_item(list(found)) for _, found in groupby(tasks, key=lambda t: (t.document.id, t.clause.address))]
    return tuple(_groups(items))


def _item(tasks: list[Task]) -> Item:
    return Item(tasks[0].document, tasks[0].clause, tuple(tasks))


def _groups(items: Iterable[Item]) -> Iterable[Group]:
    keyed = ((_heading_of(item), item) for item in items)
    for _, found in groupby(keyed, key=lambda k: (k[1].document.id, k[0].address if k[0] else "")):
        pairs = list(found)
        yield Group(pairs[0][1].document, pairs[0][0], tuple(item for _, item in pairs))


def _heading_of(item: Item) -> Clause | None:
    """The heading an item stands under: the nearest one above it, unless that only names a part of the plan
    (主要任务, 保障措施); then the item's own."""
    above = [c for c in ancestors(item.document, item.clause.address)[:-1] if c.heading]
    if above and not _names_part(item.document, above[-1]):
        return above[-1]
    return item.clause if item.clause.heading else (above[-1] if above else None)


def _names_part(document: Document, clause: Clause) -> bool:
    generic = (
        "主要任务",
        "重点任务",
        "工作任务",
        "目标任务",
        "工作内容",
        "主要内容",
        "任务分工",
        "工作措施",
        "重点工作",
    )
    heading = clause.heading or ""
    return any(word in heading for word in generic) or part_of(document, clause.address) != TASKS
