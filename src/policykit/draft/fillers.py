"""What each slot of a template is filled with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policykit.draft.assignment import together
from policykit.draft.body import Node
from policykit.draft.outline import place_aim, place_tasks
from policykit.draft.placeholder import HOLE, hole
from policykit.draft.sections import AIMS, TASKS, part_of
from policykit.draft.slots import Slot
from policykit.draft.tasks import Task
from policykit.model.document import ClauseKind, Document
from policykit.model.output import Kind, Line, Origin
from policykit.profile import Profile


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills the slots of one plan. `papers` are the sources that are carried, `parts` those the template has a slot
    for: a task of any other part goes with the tasks proper."""

    profile: Profile
    papers: Sequence[Document]
    tasks: Sequence[Task]
    annex_titles: tuple[str, ...]
    day: str
    parts: frozenset[str | None]

    def fill(self, slot: Slot, node: Node) -> None:
        """Put the slot's lines under `node`; its 空 text where there are none."""
        fillers: dict[str, Callable[[Slot, Node], bool]] = {
            "职责": self._duties,
            "原文": self._aims,
            "文号": self._number,
            "主送": self._addressees,
            "附件说明": self._attachments,
            "落款": self._signature,
        }
        if not fillers[slot.name](slot, node):
            empty = slot.option("空")
            if empty:
                source = Origin.PLACEHOLDER if HOLE.search(empty) else Origin.TEMPLATE
                node.parts.append(Line("", Kind.BODY, empty, source))

    def _duties(self, slot: Slot, node: Node) -> bool:
        wanted = [t for t in self.tasks if self._takes(slot.option("部分"), t)]
        for run in together(wanted):
            place_tasks(run, node, self.profile)
        return bool(wanted)

    def _takes(self, part: str | None, task: Task) -> bool:
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

    def _number(self, _: Slot, node: Node) -> bool:
        """The number's prefix and year, as far as they are known; the serial number never is."""
        prefix = self.profile.number_prefix or hole("发文机关代字")
        year = self.day[:4] if self.day else hole("年份")
        text = f"{prefix}〔{year}〕{hole('序号')}号"
        node.parts.append(Line("", Kind.DOC_NUMBER, text, Origin.PLACEHOLDER))
        return True

    def _addressees(self, _: Slot, node: Node) -> bool:
        text = f"{'、'.join(u.name for u in self.profile.units) or hole('主送机关')}："
        source = Origin.PLACEHOLDER if HOLE.search(text) else Origin.PROFILE
        node.parts.append(Line("", Kind.SALUTATION, text, source))
        return True

    def _attachments(self, _: Slot, node: Node) -> bool:
        titles = self.annex_titles
        for number, title in enumerate(titles, start=1):
            lead = "附件：" if number == 1 else ""
            label = f"{number}." if len(titles) > 1 else ""
            _close(node, Kind.ATTACHMENT_NOTE, lead + label + title)
        return True

    def _signature(self, _: Slot, node: Node) -> bool:
        _close(node, Kind.SIGNATURE, self.profile.signature)
        _close(node, Kind.DATE, self.day or hole("成文日期"))
        return True


def _close(node: Node, kind: Kind, text: str) -> None:
    source = Origin.PLACEHOLDER if HOLE.search(text) else Origin.COMPUTED
    node.closing.append(Line("", kind, text, source))
