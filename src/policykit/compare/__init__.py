"""Comparing two versions of a document clause by clause, matched by content and not only by number.

comparison = compare(old, new)
print(as_text(comparison))
"""

from policykit.compare.forms import as_html, as_table, as_text, summary
from policykit.compare.report import Change, Comparison, Entry, Piece, compare, place

__all__ = ["Change", "Comparison", "Entry", "Piece", "as_html", "as_table", "as_text", "compare", "place", "summary"]
