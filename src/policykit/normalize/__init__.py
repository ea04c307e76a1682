"""Normalization: one script and one width, so that every later stage sees one spelling.

Order: the script first, since the width rules ask whether a neighbour is Chinese; then digits and letters, since
the punctuation rules ask whether a neighbour is a number or Latin; then punctuation and quotation marks.
"""

from __future__ import annotations

from collections.abc import Callable

from policykit.model.document import Document
from policykit.normalize.punctuation import full_width_punctuation
from policykit.normalize.quotes import paired_quotes
from policykit.normalize.simplify import simplify
from policykit.normalize.width import half_width_letters

RULES: tuple[tuple[str, Callable[[Document], Document]], ...] = (
    ("normalize.script", simplify),
    ("normalize.width", half_width_letters),
    ("normalize.punctuation", full_width_punctuation),
    ("normalize.quotes", paired_quotes),
)
