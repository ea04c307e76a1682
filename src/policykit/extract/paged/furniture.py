"""Running headers, footers and page numbers: lines at the edge of the page that repeat from page to page."""

from __future__ import annotations

import re
from collections import Counter

from policykit.extract.paged.lines import PrintLine

_EDGE = 0.12  # share of the page's height
_AT_MOST = 3  # lines a page at each edge
_PAGE_NUMBER = re.compile(
    r"[-—–―－·•\s]{0,6}(?:第\s{0,2})?(?:\d{1,4}|[一二三四五六七八九十百]{1,5}(?=\s?页)|[ivxIVX]{1,6})(?:\s{0,2}页)?"
    r"(?:\s{0,2}[,，/／]?\s{0,2}(?:共\s{0,2})?\d{1,4}(?:\s{0,2}页)?)?[-—–―－·•\s]{0,6}"
)
_DIGITS = re.compile(r"\d+|\s+")


def mark_furniture(pages: list[tuple[float, list[PrintLine]]]) -> list[dict[int, str]]:
    """For each page (height, lines) the ledger rules of lines that belong to the page, not to the text."""
    edges = [_edges(height, lines) for height, lines in pages]
    seen = Counter(
        key
        for (_, lines), edge in zip(pages, edges, strict=True)
        for key in {(zone, _DIGITS.sub("#", lines[i].text)) for i, zone in edge.items()}
    )
    enough = max(2, round(len(pages) * 0.3))
    out: list[dict[int, str]] = []
    for (_, lines), edge in zip(pages, edges, strict=True):
        marks: dict[int, str] = {}
        for index, zone in edge.items():
            if _PAGE_NUMBER.fullmatch(lines[index].text):
                marks[index] = "page.number"
            elif seen[zone, _DIGITS.sub("#", lines[index].text)] >= enough:
                marks[index] = f"page.{zone}"
        out.append(marks)
    return out


def _edges(height: float, lines: list[PrintLine]) -> dict[int, str]:
    found: dict[int, str] = {}
    for index in range(min(_AT_MOST, len(lines))):
        if lines[index].y1 <= height * _EDGE:
            found[index] = "header"
    for index in range(max(0, len(lines) - _AT_MOST), len(lines)):
        if lines[index].y0 >= height * (1 - _EDGE):
            found[index] = "footer"
    return found
