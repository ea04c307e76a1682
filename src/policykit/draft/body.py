"""The body of the plan before it is numbered: sections, groups and lines, from template and clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from policykit.draft.blocks import Block, Heading, Paragraph
from policykit.draft.fill import Values
from policykit.draft.placeholder import HOLE
from policykit.draft.slots import Slot
from policykit.lang.numerals import to_chinese
from policykit.model.output import Kind, Line, Origin

LABELS: dict[Kind, Callable[[int], str]] = {
    Kind.HEADING_1: lambda n: f"{to_chinese(n)}、",
    Kind.HEADING_2: lambda n: f"（{to_chinese(n)}）",
    Kind.HEADING_3: lambda n: f"{n}.",
    Kind.HEADING_4: lambda n: f"（{n}）",
}
HEADINGS = {2: Kind.HEADING_1, 3: Kind.HEADING_2, 4: Kind.HEADING_3, 5: Kind.HEADING_4}


@dataclass(slots=True)
class Node:
    """A heading and what stands under it. Level 1 is the plan itself; `line` is None there."""

    level: int
    line: Line | None = None
    lines: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)  # printed after the children: 附件说明, 署名, 日期

    def under(self, title: str) -> Node | None:
        """The child with this heading, so that template and source share one section of the same name."""
        return next((c for c in self.children if c.line is not None and c.line.text == title), None)


SlotFiller = Callable[[Slot, "Node"], None]


def build(blocks: Sequence[Block], values: Values, fill_slot: SlotFiller) -> tuple[str, Node]:
    """The title and the tree of the plan; each slot is filled where it stands."""
    title = ""
    root = Node(1)
    path = [root]
    for block in blocks:
        if isinstance(block, Slot):
            # A slot that follows a sub-heading belongs to the section, not to that sub-heading.
            while len(path) > 2:
                path.pop()
            fill_slot(block, path[-1])
        elif isinstance(block, Heading) and block.level == 1:
            title += values.restore(block.text)
            root.lines.append(_line(Kind.TITLE, block.text, values))
        elif isinstance(block, Heading):
            while path[-1].level >= block.level:
                path.pop()
            node = Node(block.level, _line(HEADINGS[block.level], block.text, values))
            path[-1].children.append(node)
            path.append(node)
        elif isinstance(block, Paragraph) and block.text:
            path[-1].lines.append(_line(Kind.BODY, block.text, values))
    return title, root


def _line(kind: Kind, text: str, values: Values) -> Line:
    filled = values.restore(text)
    if HOLE.search(filled):
        source = Origin.PLACEHOLDER
    else:
        source = Origin.PROFILE if values.in_text(text) else Origin.TEMPLATE
    return Line("", kind, filled, source)


def numbered(root: Node) -> Iterable[Line]:
    """The lines of the plan in print order, headings and items with their labels."""
    yield from root.lines
    for number, child in enumerate(root.children, start=1):
        yield from _section(child, number)
    yield from root.closing


def _section(node: Node, number: int) -> Iterable[Line]:
    if node.line is not None:
        yield labelled(node.line, number)
    items = 0
    for line in node.lines:
        if line.kind in LABELS:
            items += 1
            yield labelled(line, items)
        else:
            yield line
    for count, child in enumerate(node.children, start=1):
        yield from _section(child, count)
    yield from node.closing


def labelled(line: Line, number: int) -> Line:
    """The line with the label of its level: 一、（一）1.（1）."""
    label = LABELS[line.kind](number)
    return replace(line, text=label + line.text, run_in=line.run_in + len(label) if line.run_in else 0)
