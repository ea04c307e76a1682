"""What each slot of a template is filled with: tasks, the sources' own words, progress; the rest is furniture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policykit.draft.assignment import added_lines, together
from policykit.draft.body import Node
from policykit.draft.furniture import Furniture
from policykit.draft.outline import place_aim, place_tasks
from policykit.draft.placeholder import HOLE, hole
from policykit.draft.progress import Progress, place_progress
from policykit.draft.sections import AIMS, TASKS, part_of
from policykit.draft.segments import closed
from policykit.draft.slots import Slot
from policykit.draft.tasks import Task
from policykit.draft.themes import theme_of
from policykit.model.document import ClauseKind, Document
from policykit.model.output import Kind, Line, Origin
from policykit.profile import Profile


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills the slots of one plan. `papers` are the sources that are carried; `parts` and `themes` those the template
    has a slot for: a task of any other part goes with the tasks proper, one of another theme by its part."""

    profile: Profile
    papers: Sequence[Document]
    tasks: Sequence[Task]
    furniture: Furniture
    parts: frozenset[str | None]
    themes: frozenset[str | None] = frozenset()
    progress: Sequence[Progress] = ()

    def fill(self, slot: Slot, node: Node) -> bool:
        """Put the slot's lines under `node`; its 空 text where there are none. Says whether there were any."""
        fillers: dict[str, Callable[[Slot, Node], bool]] = {
            "职责": self._duties,
            "原文": self._aims,
            "进展": self._progress,
            **self.furniture.slots,
        }
        filled = fillers[slot.name](slot, node)
        empty = slot.option("空")
        if not filled and empty:
            source = Origin.PLACEHOLDER if HOLE.search(empty) else Origin.TEMPLATE
            node.parts.append(Line("", Kind.BODY, empty, source))
        return filled

    def _duties(self, slot: Slot, node: Node) -> bool:
        wanted = [t for t in self.tasks if self._takes(slot, t)]
        for run in together(wanted):
            place_tasks(run, node, self.profile)
        added = self._added(slot)
        for line in added:
            node.add(line)
        return bool(wanted or added)

    def _added(self, slot: Slot) -> list[Line]:
        """The lines the department added of its own, behind the tasks proper; their basis is told to the reviewer."""
        if slot.option("主题") is not None or slot.option("部分") not in (None, TASKS):
            return []
        out: list[Line] = []
        for line in added_lines(self.profile, self.papers):
            name = f"{line.name.rstrip('。')}。" if line.name else ""
            helpers = f"；配合科室：{'、'.join(line.helpers)}" if line.helpers else ""
            limit = f"；完成时限：{line.deadline}" if line.deadline else ""
            text = f"{name}{closed(line.quote)}（责任科室：{line.unit or hole('责任科室')}{helpers}{limit}）"
            basis = line.basis or "没有写明依据，请补上"
            remark = f"本单位增加的任务，来文没有这一条。依据：{basis}"
            out.append(Line("", Kind.BODY, text, Origin.PROFILE, run_in=len(name), remarks=(remark,)))
        return out

    def _progress(self, _: Slot, node: Node) -> bool:
        for run in together(self.tasks):
            place_progress(run, node, self.profile, self.progress)
        return bool(self.tasks)

    def _takes(self, slot: Slot, task: Task) -> bool:
        theme = theme_of(task) if self.themes else None
        wanted = slot.option("主题")
        if wanted is not None or theme in self.themes:
            return wanted is not None and wanted == theme
        part = slot.option("部分")
        if part is None or task.part == part:
            return True
        return part == TASKS and task.part not in self.parts

    def _aims(self, slot: Slot, node: Node) -> bool:
        """The aims and principles of the papers, in their own words: a plan does not restate them."""
        part = slot.option("部分") or AIMS
        filled = False
        for document in self.papers:
            for clause in document.clauses:
                unit = clause.kind is ClauseKind.UNIT and bool(clause.text.strip())
                if unit and part_of(document, clause.address) == part:
                    place_aim(document, clause, node, self.profile)
                    filled = True
        return filled
