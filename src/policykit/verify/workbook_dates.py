"""Which cell styles of a workbook show a number as a date, and the date that such a number is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# ECMA-376 part 1, 18.8.30: the built-in formats that show a date, those of Chinese Excel included.
_BUILT_IN = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]{0,200}"|\\.|\[[^\]]{0,40}\]')
_LAST = 2_958_465  # 9999-12-31


class Dates:
    """Reads the numbers of cells whose style is a date's."""

    def __init__(self, styles: etree._Element | None, book: etree._Element | None) -> None:
        self._styles = frozenset() if styles is None else _dated(styles)
        properties = None if book is None else book.find(f"{S}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)

    def printed(self, style: str | None, number: float) -> str | None:
        """The day as a document prints it; None where the style shows no date."""
        if style is None or not style.isdigit() or int(style) not in self._styles or not 0 < number < _LAST:
            return None
        day = self._epoch + timedelta(days=int(number))
        return f"{day.year}年{day.month}月{day.day}日"


def _dated(styles: etree._Element) -> frozenset[int]:
    own = {f.get("numFmtId"): f.get("formatCode") or "" for f in styles.iterfind(f"{S}numFmts/{S}numFmt")}
    found = set()
    for at, style in enumerate(styles.iterfind(f"{S}cellXfs/{S}xf")):
        number = style.get("numFmtId") or "0"
        code = _QUOTED.sub("", own.get(number, "")).lower()
        if (number.isdigit() and int(number) in _BUILT_IN) or "y" in code or ("m" in code and "d" in code):
            found.add(at)
    return frozenset(found)
