"""How far the tasks of a plan have come: each with its source, and what the department says of it or a visible hole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policykit.draft.body import Node
from policykit.draft.early import changed_limits
from policykit.draft.localise import localise
from policykit.draft.outline import place_tasks
from policykit.draft.placeholder import hole
from policykit.draft.tasks import Task
from policykit.model.output import Kind, Line, Origin
from policykit.profile import Profile

_MARKS = re.compile(r"[\s。；，、]")
HOLE_TEXT = hole("完成情况")


@dataclass(frozen=True, slots=True)
class Progress:
    """One row of a progress table: the words of the task (or its name), and how far it has come."""

    task: str
    state: str


def place_progress(tasks: Sequence[Task], section: Node, profile: Profile, told: Sequence[Progress]) -> None:
    """The tasks of one item under its headings, each sentence of the table's with what it says; without one a hole."""
    place_tasks(tasks, section, profile, assigning=False)
    states = list(dict.fromkeys(p.state for t in tasks for p in told if says(p, t, profile) and p.state))
    text = f"完成情况：{'；'.join(s.rstrip('。；') for s in states)}。" if states else f"完成情况：{HOLE_TEXT}"
    line = Line("", Kind.BODY, text, Origin.PROFILE if states else Origin.PLACEHOLDER)
    _last(section).parts.append(line)


def unplaced(told: Sequence[Progress], tasks: Sequence[Task], profile: Profile) -> tuple[Progress, ...]:
    """Rows of the table that fit no task: they are in no line, and whoever gave the table is told."""
    return tuple(p for p in told if p.state and not any(says(p, t, profile) for t in tasks))


def says(row: Progress, task: Task, profile: Profile) -> bool:
    """Whether the row is about the task: by the source's words, by the words of the table of tasks, or by its name."""
    wanted = _folded(row.task)
    limits = changed_limits(task, profile)
    printed = localise(task.text, profile, limits)[0]
    return bool(wanted) and wanted in map(_folded, (task.text, printed, task.sentence.text, task.heading))


def _folded(text: str) -> str:
    return _MARKS.sub("", text)


def _last(node: Node) -> Node:
    """The last heading or item under a node, at any depth."""
    while node.parts and isinstance(node.parts[-1], Node):
        node = node.parts[-1]
    return node
