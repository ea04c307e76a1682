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
from policykit.verify.word_walk import W, is_on, walk

if TYPE_CHECKING:
    from lxml import etree

RECORD = "{urn:policykit:provenance:1}provenance"

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
        if is_on(style.find(f"{W}rPr/{W}vanish")):
            hidden.add(name)
    if hidden:
        for _ in based:  # as often as a chain could be long
            more = {name for name, base in based.items() if base in hidden} - hidden
            if not more:
                break
            hidden |= more
    return frozenset(hidden)


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
