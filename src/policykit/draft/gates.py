"""Sections of a template that have nothing to say are left out, and the reason is kept."""

from __future__ import annotations

from collections.abc import Sequence

from policykit.draft.body import Gate, Node


def shut(root: Node, gates: Sequence[Gate]) -> tuple[tuple[str, str], ...]:
    """Take the sections whose gated slots all stayed empty out of the tree; answers with their headings and reasons.
    What such a section was to print at the very end (署名) is kept."""
    out: list[tuple[str, str]] = []
    for gate in gates:
        if gate.open or not _remove(root, gate.node):
            continue
        root.closing += gate.node.closing
        out.append((gate.node.line.text if gate.node.line else "", gate.reason))
    return tuple(out)


def _remove(node: Node, wanted: Node) -> bool:
    for at, part in enumerate(node.parts):
        if part is wanted:
            del node.parts[at]
            return True
        if isinstance(part, Node) and _remove(part, wanted):
            return True
    return False
