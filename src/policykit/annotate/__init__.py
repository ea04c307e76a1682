"""Annotation: what the clauses say, as a visible list of rules."""

from collections.abc import Callable

from policykit.annotate.citations import annotate_citations
from policykit.annotate.deadlines import annotate_deadlines
from policykit.annotate.duties import duties
from policykit.annotate.indicators import indicators
from policykit.annotate.known_laws import known_law
from policykit.annotate.organs import organs
from policykit.model.document import Document

RULES: tuple[tuple[str, Callable[[Document], Document]], ...] = (
    ("known_law", known_law),
    ("citations", annotate_citations),
    ("deadlines", annotate_deadlines),
    ("organs", organs),
    ("indicators", indicators),
    ("duties", duties),
)
