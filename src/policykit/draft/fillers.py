"""What each slot of a template is filled with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policykit.draft.body import Node
from policykit.draft.grouping import Group, Item, group
from policykit.draft.localise import origin
from policykit.draft.placeholder import HOLE, hole
from policykit.draft.provenance import of_heading, of_text
from policykit.draft.sections import AIMS, part_of
from policykit.draft.sentences import Words, words_of
from policykit.draft.slots import Slot
from policykit.draft.tasks import Task
from policykit.draft.variables import is_law
from policykit.model.document import Clause, ClauseKind, Document
from policykit.model.output import Kind, Line, Origin
from policykit.model.span import Span
from policykit.profile import Profile

LONGEST_AIM = 900  # characters of a source's aims that are carried whole; a longer one is for a person to shorten


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills the slots of one plan."""

    profile: Profile
    sources: Sequence[Document]
    tasks: Sequence[Task]
    annex_titles: tuple[str, ...]
    day: str

    def fill(self, slot: Slot, node: Node) -> None:
        """Put the slot's lines under `node`; its 空 text where there are none."""
        fillers: dict[str, Callable[[Slot, Node], bool]] = {
            "职责": self._duties,
            "原文": self._aims,
            "附件说明": self._attachments,
            "落款": self._signature,
        }
        if not fillers[slot.name](slot, node):
            empty = slot.option("空")
            if empty:
                source = Origin.PLACEHOLDER if HOLE.search(empty) else Origin.TEMPLATE
                node.lines.append(Line("", Kind.BODY, empty, source))

    def _duties(self, slot: Slot, node: Node) -> bool:
        part = slot.option("部分")
        wanted = [t for t in self.tasks if part is None or t.part == part]
        for found in group(wanted):
            self._group(found, node)
        return bool(wanted)

    def _group(self, found: Group, node: Node) -> None:
        heading = found.clause
        if heading is None or not heading.heading:
            node.lines += [self._item(item, Kind.BODY) for item in found.items]
            return
        child = node.under(heading.heading)
        if child is None:
            line = Line("", Kind.HEADING_2, heading.heading, Origin.SOURCE, (of_heading(found.document, heading),))
            child = Node(node.level + 1, line)
            node.children.append(child)
        for item in found.items:
            own = item.clause.address == heading.address
            child.lines.append(self._item(item, Kind.BODY if own else Kind.HEADING_3))

    def _item(self, item: Item, kind: Kind) -> Line:
        words: Words = words_of(item, self.profile, headed=kind is Kind.HEADING_3)
        source = Origin.PLACEHOLDER if HOLE.search(words.text) and not words.sources else origin(words.changes)
        return Line("", kind, words.text, source, words.sources, words.changes, words.run_in)

    def _aims(self, slot: Slot, node: Node) -> bool:
        """The aims and principles of the papers, in their own words: a plan does not restate them."""
        filled = False
        for document in self.sources:
            if is_law(document):
                continue
            for clause in document.clauses:
                if self._is_aim(document, clause):
                    self._aim(document, clause, node)
                    filled = True
        return filled

    @staticmethod
    def _is_aim(document: Document, clause: Clause) -> bool:
        unit = clause.kind is ClauseKind.UNIT and bool(clause.paragraphs)
        return unit and len(clause.text) <= LONGEST_AIM and part_of(document, clause.address) == AIMS

    def _aim(self, document: Document, clause: Clause, node: Node) -> None:
        target = node
        if clause.heading:
            child = node.under(clause.heading)
            if child is None:
                line = Line("", Kind.HEADING_2, clause.heading, Origin.SOURCE, (of_heading(document, clause),))
                child = Node(node.level + 1, line)
                node.children.append(child)
            target = child
        at = 0
        for paragraph in clause.paragraphs:
            source = of_text(document, clause, Span(at, at + len(paragraph)))
            target.lines.append(Line("", Kind.BODY, source.quote, Origin.SOURCE, (source,)))
            at += len(paragraph) + 1

    def _attachments(self, _: Slot, node: Node) -> bool:
        titles = self.annex_titles
        for number, title in enumerate(titles, start=1):
            lead = "附件：" if number == 1 else ""
            label = f"{number}." if len(titles) > 1 else ""
            self._root_line(node, Kind.ATTACHMENT_NOTE, lead + label + title)
        return True

    def _signature(self, _: Slot, node: Node) -> bool:
        self._root_line(node, Kind.SIGNATURE, self.profile.signature)
        self._root_line(node, Kind.DATE, self.day or hole("成文日期"))
        return True

    @staticmethod
    def _root_line(node: Node, kind: Kind, text: str) -> None:
        source = Origin.PLACEHOLDER if HOLE.search(text) else Origin.COMPUTED
        node.closing.append(Line("", kind, text, source))
