"""All time limits that the words of a task print: 每月5日前报送进展，每年12月10日前报送总结 has two."""

from __future__ import annotations

from collections.abc import Iterator

from policykit.draft.places import Piece
from policykit.draft.provenance import within
from policykit.draft.task import Task
from policykit.model.annotation import Deadline

BETWEEN = "；"


def limits_in(task: Task) -> tuple[str, ...]:
    """The task's limits as printed, in order and each once. One that a person or a table's cell sets stands alone."""
    if not task.deadline:
        return ()
    if task.limit_cell is not None or (task.decision is not None and task.decision.deadline):
        return (task.deadline,)
    return source_limits(task)


def source_limits(task: Task) -> tuple[str, ...]:
    """The limits of the source, whatever a person set: those in its sentence, before them one of its heading."""
    stated = next((d.deadline for d in task.duties if d.deadline), None)
    if stated is None:
        return ()
    if task.limit_cell is not None:
        return (stated,)
    found = [d for p in (task.sentence, *task.items) for d in _inside(task, p) if not (d.start and not d.end)]
    apart = [d for d in found if not any(o is not d and o.span.contains(d.span) for o in found)]
    texts = tuple(dict.fromkeys(d.text for d in sorted(apart, key=lambda d: d.span.start)))
    if any(stated in t or t in stated for t in texts):
        # The record may have the limit with words around it (每年至少集中组织一次): then as the record has it.
        return tuple(dict.fromkeys(stated if t in stated else t for t in texts))
    return (stated, *texts)


def _inside(task: Task, piece: Piece) -> Iterator[Deadline]:
    source = piece.source
    clause = task.document.clause(source.address)
    if clause is None or source.span is None:
        return
    for limit in task.document.deadlines:
        if limit.clause == source.address and not limit.in_heading:
            at = within(clause, limit.span)
            if at is not None and source.span.contains(at):
                yield limit
