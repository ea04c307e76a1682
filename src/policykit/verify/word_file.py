"""What a .docx prints: its paragraphs and table rows with the bookmarks in them, and the record it carries.

Reads what Word and LibreOffice write after editing: split runs, fields, tracked changes (as accepted), content
controls, text boxes, footnotes. Hidden and deleted text is not printed and so is not read.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.errors import UnreadableInput
from policykit.verify.archive import Archive
from policykit.verify.printed import BODY, Paragraph, Printed
from policykit.verify.record import unpack
from policykit.verify.word_flow import Flow

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RECORD = "{urn:policykit:provenance:1}provenance"

# Subtrees that print nothing of their own: deleted or moved text, field codes, ruby, a fallback for old readers.
_UNPRINTED = {
    f"{W}{name}"
    for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sectPr", "tblPr", "tblGrid", "rPr")
} | {f"{MC}Fallback"}
# What prints something that no text tells: it cannot be checked, and must not go unnoticed.
_UNREADABLE = {
    f"{W}altChunk": "嵌入的文档",
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": "图片",
    "{urn:schemas-microsoft-com:vml}imagedata": "图片",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "嵌入的对象",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "图表",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "图形",
}
_BREAKS = {f"{W}br", f"{W}cr"}
_PARTS = (("footnotes", "脚注"), ("endnotes", "尾注"))


def read(path: Path) -> Printed:
    """What the file prints. Raises UnreadableInput for a broken or hostile package."""
    with Archive(path) as archive:
        document = archive.xml("word/document.xml")
        if document is None:
            raise UnreadableInput(f"不是 Word 文档：{path}", hint="请确认扩展名与内容一致。")
        hidden = _hidden_styles(archive.xml("word/styles.xml"))
        flow = walk(document, hidden, BODY)
        paragraphs = list(flow.paragraphs)
        for name, spoken in _PARTS:
            part = archive.xml(f"word/{name}.xml")
            if part is not None:
                paragraphs += walk(part, hidden, spoken).paragraphs
        for name in sorted(archive.names):
            if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
                paragraphs += _margin(archive.xml(name), hidden, "页眉" if "header" in name else "页脚")
        return Printed(tuple(paragraphs), tuple(flow.rows), _record(archive, path))


def walk(root: etree._Element, hidden: frozenset[str], part: str) -> Flow:
    """Go through a part once, without recursion, and gather what it prints."""
    from lxml import etree

    flow = Flow(part)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "end":
            _END.get(tag, _nothing)(flow)
            continue
        if not isinstance(tag, str) or tag in _UNPRINTED or (tag == f"{W}r" and _hides(element, hidden)):
            walker.skip_subtree()
        elif tag == f"{W}t" or tag == f"{M}t":
            flow.text(element.text or "")
        elif tag == f"{W}pPr":
            flow.properties(_numbered(element), _hides_style(element, f"{W}pStyle", hidden))
            walker.skip_subtree()
        elif tag == f"{W}p":
            flow.start_paragraph()
        elif tag in _BREAKS:
            if element.get(f"{W}type") in (None, "textWrapping"):
                flow.text("\n")
        elif tag in _UNREADABLE:
            flow.unreadable(_UNREADABLE[tag])
        elif tag in (f"{W}tab", f"{W}ptab"):
            flow.text("\t")
        elif tag == f"{W}noBreakHyphen":
            flow.text("-")
        elif tag == f"{W}sym":
            flow.text(_symbol(element))
        elif tag == f"{W}bookmarkStart":
            flow.start_mark(element.get(f"{W}id") or "", element.get(f"{W}name") or "")
        elif tag == f"{W}bookmarkEnd":
            flow.end_mark(element.get(f"{W}id") or "")
        elif tag == f"{W}tbl":
            flow.start_table()
        elif tag == f"{W}tr":
            flow.start_row()
        elif tag == f"{W}trPr":
            flow.row_properties(
                header=_on(element.find(f"{W}tblHeader")),
                deleted=element.find(f"{W}del") is not None,
                before=_number(element.find(f"{W}gridBefore")),
            )
            walker.skip_subtree()
        elif tag == f"{W}tc":
            flow.start_cell()
        elif tag == f"{W}tcPr":
            merge = element.find(f"{W}vMerge")
            flow.cell_properties(
                span=_number(element.find(f"{W}gridSpan"), 1),
                continued=merge is not None and merge.get(f"{W}val") in (None, "continue"),
                restarted=merge is not None and merge.get(f"{W}val") == "restart",
            )
            walker.skip_subtree()
        elif tag == f"{W}txbxContent":
            flow.start_box()
    return flow


def _nothing(_: Flow) -> None:
    return None


_END = {
    f"{W}p": Flow.end_paragraph,
    f"{W}tbl": Flow.end_table,
    f"{W}tr": Flow.end_row,
    f"{W}tc": Flow.end_cell,
    f"{W}txbxContent": Flow.end_box,
}


def _hides(run: etree._Element, hidden: frozenset[str]) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    vanish = properties.find(f"{W}vanish")
    return _on(vanish) if vanish is not None else _hides_style(properties, f"{W}rStyle", hidden)


def _hides_style(properties: etree._Element, tag: str, hidden: frozenset[str]) -> bool:
    style = properties.find(tag)
    return style is not None and (style.get(f"{W}val") or "") in hidden


def _hidden_styles(styles: etree._Element | None) -> frozenset[str]:
    """Styles whose text Word hides, those based on one included."""
    if styles is None:
        return frozenset()
    based: dict[str, str] = {}
    hidden: set[str] = set()
    for style in styles.iterfind(f"{W}style"):
        name = style.get(f"{W}styleId") or ""
        base = style.find(f"{W}basedOn")
        based[name] = (base.get(f"{W}val") or "") if base is not None else ""
        if _on(style.find(f"{W}rPr/{W}vanish")):
            hidden.add(name)
    if hidden:
        for _ in based:  # as often as a chain could be long
            more = {name for name, base in based.items() if base in hidden} - hidden
            if not more:
                break
            hidden |= more
    return frozenset(hidden)


def _numbered(properties: etree._Element) -> bool:
    number = properties.find(f"{W}numPr/{W}numId")
    return number is not None and number.get(f"{W}val") not in (None, "0")


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val") not in ("0", "false", "off")


def _number(element: etree._Element | None, default: int = 0) -> int:
    value = element.get(f"{W}val") if element is not None else None
    # A grid has at most 63 columns in Word: a larger span is no real one.
    return min(int(value), 63) if value and value.isascii() and value.isdigit() and len(value) < 9 else default


def _symbol(element: etree._Element) -> str:
    try:
        return chr(int(element.get(f"{W}char") or "", 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _margin(root: etree._Element | None, hidden: frozenset[str], spoken: str) -> list[Paragraph]:
    """Header and footer text, without page numbers, which Word computes anew for each page."""
    if root is None:
        return []
    flow = walk(root, hidden, spoken)
    rows = [Paragraph(row.text, spoken, part=spoken) for row in flow.rows]
    return [p for p in (*flow.paragraphs, *rows) if p.text.strip(" \t\n\u3000—-–·0123456789第共页/")]


def _record(archive: Archive, path: Path) -> Any | None:
    found = []
    for name in sorted(archive.names):
        if name.startswith("customXml/item") and name.endswith(".xml"):
            root = archive.xml(name)
            if root is not None and root.tag == RECORD:
                found.append(root)
    if len(found) > 1:
        raise UnreadableInput(
            f"文件里有 {len(found)} 份出处记录，不知以哪一份为准：{path}", hint="请重新生成该文件，不要合并文件。"
        )
    return unpack(found[0].text or "") if found else None
