"""What a task of a 行政执法责任制 plan is about: its basis, its division among posts, assessment, accountability."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from policykit.draft.sections import ancestors
from policykit.draft.tasks import Task


def theme_of(task: Task) -> str | None:
    """The theme that the task's own heading names, else the nearest heading above it; its words only where it stands
    under no heading, so that the sentences of one item stay together."""
    above = ancestors(task.document, task.clause.address) if task.clause else ()
    headings = [h for h in (task.heading, *(c.heading for c in reversed(above))) if h]
    found = (theme_named(words) for words in headings or (task.text,))
    return next((theme for theme in found if theme), None)


@lru_cache(maxsize=4096)
def theme_named(words: str) -> str | None:
    return next((theme for word, theme in _words() if word in words), None)


@lru_cache(maxsize=1)
def themes() -> tuple[str, ...]:
    """All themes a slot may ask for."""
    return tuple(dict.fromkeys(theme for _, theme in _words()))


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, str], ...]:
    lines = files("policykit.draft").joinpath("themes.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((word, theme) for word, theme in pairs)
