"""Putting a source's items where its own headings have them, below a section of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from policykit.draft.body import DEEPEST, Node
from policykit.draft.localise import localise, origin
from policykit.draft.provenance import of_heading, of_text
from policykit.draft.sections import TASKS, ancestors, core, part_named
from policykit.draft.sentences import Paragraph, paragraphs
from policykit.draft.tasks import Task
from policykit.model.document import Clause, Document
from policykit.model.output import Kind, Line
from policykit.model.span import Span
from policykit.profile import Profile


def place_tasks(tasks: Sequence[Task], section: Node, profile: Profile, *, assigning: bool = True) -> None:
    """The tasks of one item (a clause or a table row) under the headings above it; a summary names no units."""
    task = tasks[0]
    clause = task.clause
    path = _matters(task.document, clause.address if clause else "")
    if task.names or task.address != (clause.address if clause else ""):
        if not path and clause is not None and clause.heading:
            path = [clause]
        node = _under(section, task.document, path, profile)
        _append(node, paragraphs(tasks, profile, headed=bool(task.names), assigning=assigning), _row_key(task))
    elif clause is None or not path or path[-1] is not clause:
        node = _under(section, task.document, path, profile)
        _append(
            node,
            paragraphs(tasks, profile, headed=False, assigning=assigning),
            None if node is section else _row_key(task),
        )
    elif len(path) == 1:
        node = _under(section, task.document, path, profile)
        _append(node, paragraphs(tasks, profile, headed=False, assigning=assigning), None)
    else:
        node = _under(section, task.document, path[:-1], profile)
        begun = node.keyed(_key(task.document, clause))
        if begun is not None:  # the item goes on after its sub-items
            _append(begun, paragraphs(tasks, profile, headed=False, assigning=assigning), None)
        else:
            _append(node, paragraphs(tasks, profile, headed=True, assigning=assigning), _key(task.document, clause))


def place_aim(document: Document, clause: Clause, section: Node, profile: Profile) -> None:
    """A clause of the source's aims and principles, whole, under its headings."""
    above = [c for c in ancestors(document, clause.address) if c.heading]
    if above and section.line is not None:
        same = core(above[0].heading or "") == core(section.line.text)
        above = above[1:] if same or (len(above) > 1 and (above[0].heading or "").startswith("总体")) else above
    made = []
    at = 0
    for paragraph in clause.paragraphs:
        words = Paragraph()
        source = of_text(document, clause, Span(at, at + len(paragraph)))
        words.say(source.quote, profile, source, close=False)
        made.append(words)
        at += len(paragraph) + 1
    deep = len(above) > 1 and above[-1] is clause
    node = _under(section, document, above[:-1] if deep else above, profile)
    if deep and made:
        heading = Paragraph()
        heading.say(clause.heading or "", profile, of_heading(document, clause))
        first = made[0]
        made[0] = Paragraph(
            heading.text + first.text,
            len(heading.text),
            heading.sources + first.sources,
            heading.changes + first.changes,
        )
    _append(node, tuple(made), _key(document, clause) if deep else None)


def _matters(document: Document, address: str) -> list[Clause]:
    """The headed clauses from the top to an address, without those at the top that only name a part of the plan."""
    headed = [c for c in ancestors(document, address) if c.heading]
    while headed and _names_part(headed[0]) and (len(headed) > 1 or _is_tasks(headed[0])):
        headed.pop(0)
    return headed


def _names_part(clause: Clause) -> bool:
    return part_named(clause.heading or "") is not None and "/" not in clause.address


def _is_tasks(clause: Clause) -> bool:
    return part_named(clause.heading or "") == TASKS


def _under(node: Node, document: Document, path: Sequence[Clause], profile: Profile) -> Node:
    """The node of the last heading of `path`, made where it is not there yet."""
    for clause in path:
        found = node.keyed(_key(document, clause))
        if found is None and clause is path[0] and node.level == 2:
            found = node.under(clause.heading or "")
        if found is None:
            words, made = localise(clause.heading or "", profile)
            line = Line("", Kind.BODY, words, origin(made), (of_heading(document, clause),), made)
            found = node.add(line, _key(document, clause))
        node = found
    return node


def _append(node: Node, made: Sequence[Paragraph], key: str | None) -> None:
    """The paragraphs of an item under a node: as a numbered item with its list below it, or as plain paragraphs."""
    target = node
    for number, paragraph in enumerate(made):
        if paragraph.listed and target.level < DEEPEST:
            target.add(paragraph.line())
        elif number == 0 and key is not None and node.level < DEEPEST:
            target = node.add(paragraph.line(), key)
        elif number + 1 < len(made) and made[number + 1].listed:
            # Plain text that announces a list holds it, so that each list counts from 1.
            target = Node(target.level + 1, paragraph.line())
            node.parts.append(target)
        else:
            target.parts.append(paragraph.line())


def _key(document: Document, clause: Clause) -> str:
    return f"{document.id}~{clause.address}"


def _row_key(task: Task) -> str:
    return f"{task.document.id}~{task.address}"
