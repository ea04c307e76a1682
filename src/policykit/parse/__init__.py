"""Parsing: the normalised text to parts, clauses, metadata and tables, and the account of every character."""

from __future__ import annotations

from collections.abc import Callable

from policykit.model.document import Document
from policykit.parse.account import account
from policykit.parse.structure import structure

RULES: tuple[tuple[str, Callable[[Document], Document]], ...] = (
    ("parse.structure", structure),
    ("parse.account", account),
)
