"""Spreadsheet formula injection: text from a source must never run as a formula when the table is opened."""

from __future__ import annotations

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_risky(text: str) -> bool:
    """Whether a spreadsheet program might take this text for a formula (OWASP, CSV Injection)."""
    return text.startswith(_TRIGGERS)


def quoted(text: str) -> str:
    """The text as a .csv cell: a leading apostrophe where a program might run it."""
    return f"'{text}" if is_risky(text) else text
