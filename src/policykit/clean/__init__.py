"""Cleaning: from the extracted text to the document's own sentences, each removal in the ledger with its rule.

The order, and why:
 1. characters      later patterns know one space and one line break
 2. drawn tables    bars between cells would break every pattern of a line
 3. pinyin          a pronunciation inside a word hides the words every later rule looks for
 4. preview         a sharing notice is longer than any line of the document and would spoil the line statistics
 5. chunk marks     `12、` in mid-sentence looks like an item label to everything below
 6. page order      needs the page numbers, which the next rule removes
 7. page marks
 8. collapsed lines gives the rules below lines to look at
 9. furniture       judges whole lines
10. hard wraps      furniture lines would spoil the width statistics
11. OCR spaces      last, since spaces tell where lines were wrapped or collapsed
12. placards        a title behind one is to be compared
13. repeated titles, repeated openings  compare lines that are clean by now
"""

from __future__ import annotations

from collections.abc import Callable

from policykit.clean.broken_titles import broken_titles
from policykit.clean.characters import unprintable_characters
from policykit.clean.chunks import preview_chunk_marks
from policykit.clean.collapsed import collapsed_lines
from policykit.clean.drawn_tables import drawn_tables
from policykit.clean.furniture import page_furniture
from policykit.clean.ocr_spaces import spaces_between_characters
from policykit.clean.page_marks import page_numbers
from policykit.clean.page_order import page_order
from policykit.clean.pinyin import pinyin_in_text
from policykit.clean.placards import placards
from policykit.clean.preview import sharing_notices
from policykit.clean.repeated_openings import repeated_openings
from policykit.clean.repeated_titles import repeated_titles
from policykit.clean.wraps import hard_wraps
from policykit.model.document import Document

RULES: tuple[tuple[str, Callable[[Document], Document]], ...] = (
    ("clean.characters", unprintable_characters),
    ("clean.drawn_tables", drawn_tables),
    ("clean.pinyin", pinyin_in_text),
    ("clean.preview", sharing_notices),
    ("clean.chunk_marks", preview_chunk_marks),
    ("clean.page_order", page_order),
    ("clean.page_marks", page_numbers),
    ("clean.collapsed_lines", collapsed_lines),
    ("clean.furniture", page_furniture),
    ("clean.hard_wraps", hard_wraps),
    ("clean.broken_titles", broken_titles),
    ("clean.ocr_spaces", spaces_between_characters),
    ("clean.placards", placards),
    ("clean.repeated_titles", repeated_titles),
    ("clean.repeated_openings", repeated_openings),
)
