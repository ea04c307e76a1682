"""The few shapes the charts are made of, as safe SVG text; sizes are in units of one CSS pixel."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from policykit.web.paper import width

SIZE = 14.0  # of a character
CLOSING = "，。；：、！？）》」』”’"


def drawing(name: str, title: str, desc: str, wide: float, high: float, parts: Iterable[Markup]) -> Markup:
    """A whole chart. `name` makes its ids; `desc` says in words what it shows."""
    head = Markup(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:g} {:g}" width="{:g}" height="{:g}" '
        'role="group" aria-labelledby="{n}-t" aria-describedby="{n}-d">'
        '<title id="{n}-t">{}</title><desc id="{n}-d">{}</desc>'
    ).format(wide, high, wide, high, title, desc, n=name)
    return head + Markup("").join(parts) + Markup("</svg>")


def text(x: float, y: float, words: str, look: str = "", anchor: str = "start") -> Markup:
    """Words on one line; `y` is the base line."""
    made = Markup('<text x="{:g}" y="{:g}" class="{}" text-anchor="{}">{}</text>')
    return made.format(x, y, look, anchor, words)


def box(x: float, y: float, wide: float, high: float, look: str, round_by: float = 3) -> Markup:
    made = Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="{:g}" class="{}"/>')
    return made.format(x, y, max(0.0, wide), high, round_by, look)


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> Markup:
    made = Markup('<line x1="{:g}" y1="{:g}" x2="{:g}" y2="{:g}" class="{}"/>')
    return made.format(x1, y1, x2, y2, look)


def dot(x: float, y: float, radius: float, look: str) -> Markup:
    return Markup('<circle cx="{:g}" cy="{:g}" r="{:g}" class="{}"/>').format(x, y, radius, look)


def curve(x1: float, y1: float, x2: float, y2: float, look: str, *, upright: bool = False) -> Markup:
    """A line that leaves and arrives level, or upright."""
    if upright:
        middle = (y1 + y2) / 2
        bend = (x1, middle, x2, middle)
    else:
        middle = (x1 + x2) / 2
        bend = (middle, y1, middle, y2)
    made = Markup('<path d="M{:g} {:g}C{:g} {:g} {:g} {:g} {:g} {:g}" class="{}"/>')
    return made.format(x1, y1, *bend, x2, y2, look)


def linked(address: str, says: str, parts: Iterable[Markup]) -> Markup:
    """Parts that are one link; `says` is shown when pointed at, and read out."""
    inner = Markup("").join(parts)
    if not address:
        return Markup("<g><title>{}</title>{}</g>").format(says, inner)
    return Markup('<a href="{}" aria-label="{}"><title>{}</title>{}</a>').format(address, says, says, inner)


def fitted(words: str, room: float, size: float = SIZE) -> str:
    """The words cut with an ellipsis where they are wider than the room."""
    if width(words) * size <= room:
        return words
    taken = 1.0
    for at, character in enumerate(words):
        taken += width(character)
        if taken * size > room:
            return words[:at] + "…"
    return words


def wrapped(words: str, room: float, lines: int, size: float = SIZE) -> list[str]:
    """The words on so many lines at most, the last cut where there is more."""
    out: list[str] = []
    while words and len(out) < lines - 1 and width(words) * size > room:
        cut = len(fitted(words, room + size, size)) - 1
        while cut > 1 and cut < len(words) and words[cut] in CLOSING:
            cut -= 1  # a closing mark never begins a line
        out.append(words[: max(1, cut)])
        words = words[max(1, cut) :]
    return [*out, fitted(words, room, size)] if words else out
