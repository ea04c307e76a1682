"""Reading: the stages in order, each a visible list of rules of one shape (Document -> Document)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from policykit.annotate import RULES as ANNOTATE_RULES
from policykit.clean import RULES as CLEAN_RULES
from policykit.extract import extract
from policykit.model.document import Document
from policykit.normalize import RULES as NORMALIZE_RULES
from policykit.parse import RULES as PARSE_RULES

Rule = Callable[[Document], Document]

STAGES: tuple[tuple[str, tuple[tuple[str, Rule], ...]], ...] = (
    ("clean", CLEAN_RULES),
    ("normalize", NORMALIZE_RULES),
    ("parse", PARSE_RULES),
    ("annotate", ANNOTATE_RULES),
)


def read(path: Path) -> Document:
    """Read a file through all stages.

    Raises UnreadableInput or UnsupportedFormat; imperfect content never raises.
    """
    return process(extract(path))


def process(document: Document) -> Document:
    """Run the stages on an extracted document."""
    for _, rules in STAGES:
        for _, rule in rules:
            document = rule(document)
    return document
