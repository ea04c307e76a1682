"""Small pieces that annex tables share: cells, serial numbers, the spoken basis of a row, the tasks of the sources."""

from __future__ import annotations

from collections.abc import Sequence

from policykit.decisions import Decision
from policykit.draft.binding import Binder
from policykit.draft.early import applied, changed_limits
from policykit.draft.localise import localise
from policykit.draft.papers import split_sources
from policykit.draft.printed import BETWEEN, limits_in, source_limits
from policykit.draft.segments import closed
from policykit.draft.task import REFUSED
from policykit.draft.tasks import CONFIRM, Task, collect
from policykit.model.address import spoken
from policykit.model.document import Document
from policykit.model.output import Localisation, OutCell, Provenance
from policykit.profile import Profile


def serial(number: int) -> OutCell:
    """The 序号 of a row."""
    return OutCell(str(number), number=float(number))


def titled(title: str) -> str:
    """A title in 《》, one that stands within it in 〈〉 (GB/T 15834)."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def basis(source: Provenance) -> str:
    """The source as a document would name it: 《…》二、（一）1."""
    return f"《{source.doc_title}》{spoken(source.address)}"


def basis_of(task: Task) -> str:
    """All places of the sources that state a task: 《…》二、（一）；《…》附件表1第3行."""
    return "；".join(dict.fromkeys(map(basis, task.stated)))


def to_confirm(numbers: Sequence[int]) -> tuple[str, ...]:
    """The note under a table whose rows of these 序号 a person decided about before the source changed their words."""
    return (f"序号{'、'.join(map(str, numbers))}：{CONFIRM}。",) if numbers else ()


def refused(rows: Sequence[tuple[int, Task]]) -> tuple[str, ...]:
    """The notes under a table on own limits that do not hold, by 序号."""
    return tuple(
        f"序号{number}：{REFUSED.format(task.refused, BETWEEN.join(source_limits(task)))}。"
        for number, task in rows
        if task.refused
    )


def own_basis(line: Decision) -> str:
    """The basis of a line the department added of its own."""
    return f"本单位增加：{line.basis}"


def tasks_of(profile: Profile | None, sources: Sequence[Document]) -> tuple[Task, ...]:
    """The tasks of the papers among the sources: those that bind the department, without a profile all."""
    binder = Binder(profile) if profile else None
    return tuple(t for d in split_sources(sources)[0] for t in collect(d, binder)[0])


def measure(task: Task, profile: Profile | None) -> tuple[str, tuple[Localisation, ...]]:
    """The words of a task as a row prints them, and what the profile's rules changed, its time limit included."""
    if profile is None:
        return closed(task.text), ()
    earlier = changed_limits(task, profile)
    words, made = localise(task.text, profile, earlier)
    limits = () if _own(task) else applied(task.deadline or "", earlier)[1]
    return closed(words), tuple(dict.fromkeys((*made, *limits)))


def limit(task: Task, profile: Profile | None) -> str:
    """The task's first time limit as a row prints it: brought forward where the profile says so, empty where there is
    none. One that a person set is printed as it is."""
    return _forward(task.deadline or "", task, profile)


def limits(task: Task, profile: Profile | None) -> str:
    """All time limits that the task's words print, as a row prints them."""
    return _forward(BETWEEN.join(limits_in(task)), task, profile)


def _forward(words: str, task: Task, profile: Profile | None) -> str:
    return words if profile is None or _own(task) else applied(words, changed_limits(task, profile))[0]


def _own(task: Task) -> bool:
    return task.decision is not None and bool(task.decision.deadline)


def places(task: Task) -> tuple[Provenance, ...]:
    """All places whose words a row of this task prints."""
    limit = (task.limit_cell,) if task.limit_cell else ()
    return tuple(p.source for p in (task.sentence, *task.items, *task.names, *limit, *task.also))


def owner(profile: Profile | None) -> str:
    """The department's name in front of an annex title."""
    return profile.name if profile else ""
