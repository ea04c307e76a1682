"""The body of the plan before it is numbered: sections, items and lines, from template and clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from policykit.draft.blocks import Block, Heading, Paragraph
from policykit.draft.fill import Values
from policykit.draft.placeholder import HOLE
from policykit.draft.sections import core
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
DEEPEST = max(HEADINGS)


def kind_at(level: int) -> Kind:
    """The kind of a heading or numbered item at a level of the plan; below the fourth, plain text."""
    return HEADINGS.get(level, Kind.BODY)


@dataclass(slots=True)
class Node:
    """A heading or numbered item and what stands under it. Level 1 is the plan itself; `line` is None there.

    `key` tells nodes of the same place in a source apart from others; `closing` is printed last of all.
    """

    level: int
    line: Line | None = None
    key: str = ""
    parts: list[Line | Node] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        return [p for p in self.parts if isinstance(p, Node)]

    def under(self, heading: str) -> Node | None:
        """The child of this heading, so that template and sources share one section on the same matter."""
        wanted = core(heading)
        return next((c for c in self.children if c.line is not None and core(c.line.text) == wanted), None)

    def keyed(self, key: str) -> Node | None:
        return next((c for c in self.children if c.key == key), None)

    def add(self, line: Line, key: str = "") -> Node:
        """A new last child, one level down, with this line as its heading or text."""
        child = Node(self.level + 1, replace(line, kind=kind_at(self.level + 1)), key)
        self.parts.append(child)
        return child


SlotFiller = Callable[[Slot, "Node"], bool]


@dataclass(slots=True)
class Gate:
    """Whether a section with gated slots has anything to say; `reason` is the first slot's."""

    node: Node
    reason: str
    open: bool = False


def build(blocks: Sequence[Block], values: Values, fill_slot: SlotFiller) -> tuple[str, Node, tuple[Gate, ...]]:
    """The title and the tree of the plan, and the gates of its sections; each slot is filled where it stands."""
    title = ""
    root = Node(1)
    path = [root]
    gates: dict[int, Gate] = {}
    for block in blocks:
        if isinstance(block, Slot):
            # A slot that follows a sub-heading belongs to the section, not to that sub-heading.
            while len(path) > 2:
                path.pop()
            filled = fill_slot(block, path[-1])
            reason = block.option("省略")
            if reason is not None and path[-1] is not root:
                gate = gates.setdefault(id(path[-1]), Gate(path[-1], reason))
                gate.open = gate.open or filled
        elif isinstance(block, Heading) and block.level == 1:
            title += values.restore(block.text)
            root.parts.append(_line(Kind.TITLE, block.text, values))
        elif isinstance(block, Heading):
            while path[-1].level >= block.level:
                path.pop()
            node = Node(block.level, _line(HEADINGS[block.level], block.text, values))
            path[-1].parts.append(node)
            path.append(node)
        elif isinstance(block, Paragraph) and block.text:
            path[-1].parts.append(_line(Kind.BODY, block.text, values))
    return title, root, tuple(gates.values())


def _line(kind: Kind, text: str, values: Values) -> Line:
    filled = values.restore(text)
    if HOLE.search(filled):
        source = Origin.PLACEHOLDER
    else:
        source = Origin.PROFILE if values.in_text(text) else Origin.TEMPLATE
    return Line("", kind, filled, source, values.sources(text))


def numbered(root: Node) -> Iterable[Line]:
    """The lines of the plan in print order, headings and items with their labels."""
    closing: list[Line] = []
    yield from _printed(root, 0, closing)
    yield from closing


def _printed(node: Node, number: int, closing: list[Line]) -> Iterable[Line]:
    if node.line is not None:
        yield labelled(node.line, number)
    counts: Counter[Kind] = Counter()
    for part in _without_lone_heading(node):
        if isinstance(part, Node):
            kind = part.line.kind if part.line else Kind.BODY
            counts[kind] += 1
            yield from _printed(part, counts[kind], closing)
        else:
            yield part
    closing += node.closing


def _without_lone_heading(node: Node) -> Sequence[Line | Node]:
    """The parts of a section. A single （一） among plain paragraphs counts nothing: what it holds is printed as
    theirs; nor does a single one that the template brings and nothing of a source joined. A task's own stays."""
    headed = [p for p in node.parts if isinstance(p, Node)]
    if len(headed) != 1 or node.level != 2:
        return node.parts
    lone = headed[0]
    if lone.line is None or not lone.parts or lone.children:
        return node.parts
    furniture = lone.line.origin is Origin.TEMPLATE and not any(p.sources for p in lone.parts if isinstance(p, Line))
    if node.parts[0] is lone and not furniture:
        return node.parts
    at = node.parts.index(lone)
    return [*node.parts[:at], *lone.parts, *node.parts[at + 1 :]]


def labelled(line: Line, number: int) -> Line:
    """The line with the label of its level: 一、（一）1.（1）; plain text has none."""
    if line.kind not in LABELS:
        return line
    label = LABELS[line.kind](number)
    return replace(line, text=label + line.text, run_in=line.run_in + len(label) if line.run_in else 0)
