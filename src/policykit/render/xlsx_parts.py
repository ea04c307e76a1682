"""The fixed parts of an .xlsx package, and the cell styles its sheets refer to by number."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from policykit.render.package import HEAD, OFFICE, relationships
from policykit.render.xml_text import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Look(IntEnum):
    """A cell's style: its place in cellXfs. `quoted` is the same look with the mark that keeps text from running."""

    PLAIN = 0
    LINE = 1
    TITLE = 2
    HEAD = 3
    TEXT = 4
    NUMBER = 5
    DATE = 6
    SHORT = 7

    @property
    def quoted(self) -> int:
        return self + len(Look)


_FONTS = (("仿宋_GB2312", 11), ("黑体", 11), ("黑体", 16))
_DAY = 164  # the first number for formats of one's own
_FORMAT = 'yyyy"年"m"月"d"日"'
# Font, fill, border, horizontal alignment, number format of each look, in order.
_LOOKS = (
    (0, 0, 0, "", 0),
    (0, 0, 0, "left", 0),
    (2, 0, 0, "center", 0),
    (1, 2, 1, "center", 0),
    (0, 0, 1, "left", 0),
    (0, 0, 1, "center", 0),
    (0, 0, 1, "center", _DAY),
    (0, 0, 1, "center", 0),
)


def styles() -> str:
    fonts = "".join(f'<font><sz val="{size}"/><name val="{name}"/><charset val="134"/></font>' for name, size in _FONTS)
    thin = "".join(f'<{s} style="thin"><color auto="1"/></{s}>' for s in ("left", "right", "top", "bottom"))
    looks = "".join(_xf(*look, quote=quote) for quote in (False, True) for look in _LOOKS)
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="{_DAY}" '
        f'formatCode={quoteattr(_FORMAT)}/></numFmts><fonts count="{len(_FONTS)}">{fonts}</fonts><fills count="3">'
        '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/><bgColor indexed="64"/></patternFill></fill>'
        '</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{thin}<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{2 * len(_LOOKS)}">{looks}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _xf(font: int, fill: int, border: int, align: str, shown: int, *, quote: bool) -> str:
    mark = ' quotePrefix="1"' if quote else ""
    inner = f'<alignment horizontal="{align}" vertical="center" wrapText="1"/>' if align else ""
    return (
        f'<xf numFmtId="{shown}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"{mark} '
        f'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{inner}</xf>'
    )


def content_types(sheets: int) -> str:
    overrides = {
        "/xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "/xl/styles.xml": f"{_TYPE}.styles+xml",
        "/xl/sharedStrings.xml": f"{_TYPE}.sharedStrings+xml",
        "/xl/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    overrides |= {f"/xl/worksheets/sheet{n}.xml": f"{_TYPE}.worksheet+xml" for n in range(1, sheets + 1)}
    body = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{body}</Types>'
    )


def workbook(names: Sequence[str], hidden: str, defined: Sequence[tuple[str, int, str]]) -> str:
    """`names` are the sheets in order; the sheet called `hidden` cannot be shown from the menus. `defined` are
    (built-in name, sheet from 0, reference)."""
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}"{" state=" + quoteattr("veryHidden") if name == hidden else ""} '
        f'r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    names_xml = "".join(
        f'<definedName name="_xlnm.{name}" localSheetId="{at}"{_hidden(name)}>{escape(reference)}</definedName>'
        for name, at, reference in defined
    )
    inner = f"<definedNames>{names_xml}</definedNames>" if names_xml else ""
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets>{inner}</workbook>"
    )


def _hidden(name: str) -> str:
    return ' hidden="1"' if name == "_FilterDatabase" else ""


def workbook_relationships(sheets: int) -> str:
    targets = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, sheets + 1)}
    targets |= {
        "rIdStyles": ("styles", "styles.xml"),
        "rIdStrings": ("sharedStrings", "sharedStrings.xml"),
        "rIdTheme": ("theme", "theme/theme1.xml"),
    }
    return relationships(targets)


def shared_strings(strings: Sequence[str], uses: int) -> str:
    body = "".join(f'<si><t xml:space="preserve">{escape(s)}</t></si>' for s in strings)
    return f'{HEAD}<sst xmlns="{MAIN}" count="{uses}" uniqueCount="{len(strings)}">{body}</sst>'
