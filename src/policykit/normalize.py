"""Normalization: traditional to simplified, widths, punctuation. Rules in order."""

from __future__ import annotations

from collections.abc import Callable

from policykit.model.document import Document

RULES: tuple[tuple[str, Callable[[Document], Document]], ...] = ()
