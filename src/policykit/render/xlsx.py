"""Spreadsheet output: one sheet a section, real numbers, frozen and filtered header, no runnable text.

The package is written part by part: a library that builds a cell object for each cell takes ten times as long.
"""

from __future__ import annotations

import re

from policykit.model.output import Annex, Draft
from policykit.render import xlsx_parts as parts
from policykit.render.package import app_properties, core_properties, pack, package_relationships
from policykit.render.provenance import packed, record
from policykit.render.sheet import lay_out
from policykit.render.theme import theme
from policykit.render.xlsx_sheet import Strings, Worksheet, letters

_CHUNK = 30_000  # a cell holds at most 32,767 characters
_RECORD_SHEET = "_policykit"
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]\x00-\x1f]")


def render(output: Draft | Annex) -> bytes:
    """The workbook's bytes; the same input gives the same bytes."""
    sheet = lay_out(output, merged=False)
    strings = Strings()
    names: list[str] = []
    sheets: list[str] = []
    defined: list[tuple[str, int, str]] = []
    for section in sheet.sections:
        page = Worksheet(strings)
        page.add_section(section)
        names.append(sheet_name(section.name, names))
        if page.head:
            at, quoted = len(names) - 1, names[-1].replace("'", "''")
            area = f"'{quoted}'!$A${page.head}:${letters(page.columns)}${page.last}"
            defined += [("_FilterDatabase", at, area)]
            defined += [("Print_Titles", at, f"'{quoted}'!${page.head}:${page.head}")]
        sheets.append(page.xml(landscape=section.landscape))
    hidden = Worksheet(strings)
    text = packed(record(sheet))
    for at in range(0, len(text), _CHUNK):
        hidden.plain(text[at : at + _CHUNK])
    sheets.append(hidden.xml(landscape=False))
    names.append(_RECORD_SHEET)
    files = {
        "[Content_Types].xml": parts.content_types(len(sheets)),
        "_rels/.rels": package_relationships("xl/workbook.xml"),
        "docProps/core.xml": core_properties(sheet.title),
        "docProps/app.xml": app_properties(),
        "xl/workbook.xml": parts.workbook(names, _RECORD_SHEET, defined),
        "xl/_rels/workbook.xml.rels": parts.workbook_relationships(len(sheets)),
        "xl/styles.xml": parts.styles(),
        "xl/theme/theme1.xml": theme(),
        "xl/sharedStrings.xml": parts.shared_strings(tuple(strings.numbers), strings.uses),
    }
    files |= {f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets, 1)}
    return pack({name: text.encode() for name, text in files.items()})


def sheet_name(title: str, taken: list[str]) -> str:
    """A sheet name Excel accepts: at most 31 characters, none of its reserved ones, not twice."""
    base = _NOT_IN_NAMES.sub(" ", title).strip("' ")[:28] or "表"
    used = {name.casefold() for name in taken} | {_RECORD_SHEET, "history"}
    name, n = base, 1
    while name.casefold() in used:
        n += 1
        name = f"{base}{n}"
    return name
