"""Parsing: the normalised text to parts, clauses, metadata and tables, and the account of every character.

lines (`lines`) → label candidates (`numbering`) → parts with head and signature (`parts`, `head`) → which labels
hold and how they nest (`outline`, `quoting`) → units with headings and paragraphs (`units`, `headings`, `whole`).
"""

from __future__ import annotations

from collections.abc import Callable

from policykit.model.document import Document
from policykit.parse.account import account
from policykit.parse.metadata import authority, region, validity
from policykit.parse.structure import structure
from policykit.parse.tables import find_tables, place_tables

RULES: tuple[tuple[str, Callable[[Document], Document]], ...] = (
    ("parse.tables", find_tables),
    ("parse.structure", structure),
    ("parse.table_addresses", place_tables),
    ("parse.region", region),
    ("parse.validity", validity),
    ("parse.authority", authority),
    ("parse.account", account),
)
