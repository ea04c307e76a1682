"""Writing changed entries into a profile's YAML text: what did not change stays as it stands, comments with it.

The text is taken apart by its top entries, and lists of units, leaders and rules by their items. A comment above an
entry or an item goes with it; one inside what is written anew is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from policykit.errors import ProfileError
from policykit.profile.entries import ORDER, Entries, entries_of, filled, plain

LISTED = ("分管负责人", "科室", "本地化")  # their items are kept one by one


def rewritten(text: str, values: Mapping[str, Any]) -> str:
    """The text with these entries. An entry left empty goes out of it. Never loses a value: where the text is too
    unlike what is known, it is written anew as a whole."""
    wanted = plain(values)
    made = _patched(text, wanted) if text.strip() else ""
    if not _says(made, plain(filled(wanted) or {})):
        made = "".join(_dumped(name, wanted[name]) for name in ORDER)
    return made


def _says(made: str, wanted: Entries) -> bool:
    try:
        return bool(made) and entries_of(made) == wanted
    except ProfileError:
        return False


def _patched(text: str, wanted: Entries) -> str:
    import yaml

    try:
        before = entries_of(text)
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except (ProfileError, yaml.YAMLError, RecursionError):
        return ""
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return ""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    starts = [key.start_mark.line for key, _ in root.value] + [len(lines)]
    out = lines[: starts[0]]
    written = set()
    for (key, value), first, after in zip(root.value, starts[:-1], starts[1:], strict=True):
        end = _end(lines, first, after)
        name = str(key.value)
        written.add(name)
        if name not in wanted or before[name] == wanted[name]:
            out += lines[first:end]
        elif name in LISTED and wanted[name] and isinstance(value, yaml.SequenceNode) and not value.flow_style:
            out += [lines[first], *_items(lines, value, first + 1, end, before[name], wanted[name])]
        else:
            out += _dumped(name, wanted[name], _remark(lines, value)).splitlines(keepends=True)
        out += lines[end:after]
    return "".join(out) + "".join(_dumped(n, wanted[n]) for n in ORDER if n not in written)


def _items(lines: Sequence[str], node: Any, at: int, end: int, before: list[Any], wanted: list[Any]) -> list[str]:
    """The lines of a list from line `at` to `end`, those of items that stay the same as they were."""
    starts = [item.start_mark.line for item in node.value] + [end]
    if len(node.value) != len(before) or len(set(starts)) != len(starts):
        return _dumped("x", wanted).splitlines(keepends=True)[1:]
    indent = len(lines[starts[0]]) - len(lines[starts[0]].lstrip())
    blocks = []  # each with the comment above it
    for first, after in pairwise(starts):
        stop = _end(lines, first, after)
        blocks.append(list(lines[at:stop]))
        at = stop
    out: list[str] = []
    same = SequenceMatcher(None, list(map(repr, before)), list(map(repr, wanted)), autojunk=False)
    for kind, a, b, c, d in same.get_opcodes():
        if kind == "equal":
            out += [line for block in blocks[a:b] for line in block]
        else:
            made = _dumped("x", wanted[c:d]).splitlines(keepends=True)[1:] if d > c else []
            out += [" " * indent + line[2:] for line in made]
    return out


def _end(lines: Sequence[str], first: int, after: int) -> int:
    """Where an entry's own lines end: comments and blank lines above the next one are not its own."""
    while after > first + 1 and (not lines[after - 1].strip() or lines[after - 1].lstrip().startswith("#")):
        after -= 1
    return after


def _remark(lines: Sequence[str], node: Any) -> str:
    """The comment behind a value on one line."""
    if node.start_mark.line != node.end_mark.line:
        return ""
    rest = lines[node.end_mark.line][node.end_mark.column :].rstrip("\n")
    return rest if rest.lstrip().startswith("#") and rest[:1].isspace() else ""


def _dumped(name: str, value: Any, remark: str = "") -> str:
    """One entry as YAML: short lists and mappings on one line, the others block by block."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

    kept = filled(value)
    if kept is None:
        return ""
    flow = False if isinstance(kept, str) else None  # None: the innermost on one line
    made: str = yaml.dump(
        {name: kept}, Dumper=Dumper, allow_unicode=True, sort_keys=False, default_flow_style=flow, width=1_000_000
    )
    return f"{made.rstrip()}{remark}\n" if remark and made.count("\n") == 1 else made
