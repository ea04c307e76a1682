"""What the lines of a page are made of: links, furniture, headings; and the hints that follow from it."""

from __future__ import annotations

from dataclasses import dataclass

from policykit.extract.html.element import Element
from policykit.model.document import ParagraphHint
from policykit.model.span import Span

_MOSTLY = 0.9
_LIST_MOSTLY = 0.8


@dataclass(slots=True)
class Line:
    """One output line: its raw extent and how many of its characters are of which sort."""

    start: int
    end: int
    element: Element
    chars: int = 0
    linked: int = 0
    furniture: int = 0


def hint_of(line: Line) -> ParagraphHint | None:
    """The hint for a line, None where the page says nothing of it."""
    element = line.element
    heading, align, role = element.heading, element.align, _role(line)
    if role is None and element.list is not None and element.name in ("li", "dd", "dt"):
        role = "list"
    if heading is None and align in (None, "left") and role is None:
        return None
    return ParagraphHint(Span(line.start, line.end), heading, align, role)


def _role(line: Line) -> str | None:
    if not line.chars:
        return None
    if line.furniture >= line.chars:
        return "nav"
    around = line.element.list
    if around is not None and around.links >= 3 and around.linked >= around.chars * _LIST_MOSTLY:
        return "nav"
    return "link" if line.linked >= line.chars * _MOSTLY else None
