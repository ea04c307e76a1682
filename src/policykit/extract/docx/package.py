"""The parts of a .docx: finds them by their relations and puts body, notes, headers and footers together."""

from __future__ import annotations

import posixpath

from policykit.errors import UnreadableInput
from policykit.extract.docx.body import Body
from policykit.extract.docx.numbering import Numbering
from policykit.extract.docx.styles import Styles
from policykit.extract.reading import Note, Reading
from policykit.extract.xmltree import Element, attribute, child, local, parse_xml
from policykit.extract.ziparchive import Archive
from policykit.model.diagnostic import Severity


def is_docx(archive: Archive) -> bool:
    """Whether a zip is a Word document."""
    return _main_part(archive) is not None


def read_docx(archive: Archive) -> Reading:
    """The reading of a .docx. Raises UnreadableInput where its parts are damaged."""
    main = _main_part(archive)
    root = _part(archive, main)
    body = child(root, "body") if root is not None else None
    if main is None or body is None:
        raise UnreadableInput(
            f"Word 文档里没有正文部分：{archive.name}", hint="请用 WPS 或 Word 打开检查，修复后另存再加入。"
        )
    related = _relations(archive, main)
    notes = {
        f"{kind}{attribute(note, 'id')}": note
        for kind, name in (("f", "footnotes"), ("e", "endnotes"))
        for note in _children(archive, related.get(name))
        if attribute(note, "type") in (None, "normal")
    }
    reader = Body(
        Styles(_part(archive, _first(related.get("styles")))),
        Numbering(_part(archive, _first(related.get("numbering")))),
        notes,
    )
    reader.walk(body)
    for kind in ("header", "footer"):
        for name in related.get(kind, ()):
            _write_margin(reader, _part(archive, name), kind)
    return reader.stream.reading(reader.paragraphs, reader.tables, _notes(reader, archive, related))


def _write_margin(reader: Body, root: Element | None, kind: str) -> None:
    """Headers and footers stand at the end of the raw text, and in the ledger, never in the text."""
    for paragraph in root.iter() if root is not None else ():
        if local(paragraph) == "p":
            line = "".join(e.text or "" for e in paragraph.iter() if local(e) == "t")
            if line.strip():
                reader.stream.add("\n" + line, f"docx.{kind}")


def _notes(reader: Body, archive: Archive, related: dict[str, list[str]]) -> list[Note]:
    out: list[Note] = []
    if reader.deleted:
        message = f"文档带有修订痕迹：按接受全部修订读取，略去已删除的 {reader.deleted} 个字。请核对定稿。"
        out.append(Note("docx.tracked_changes", message, Severity.WARNING))
    if reader.foreign_parts:
        message = f"文档里嵌有 {reader.foreign_parts} 个外来部分（altChunk），没有读入。请在 Word 中打开后另存再加入。"
        out.append(Note("docx.alt_chunk", message, Severity.WARNING))
    if reader.images:
        out.append(Note("docx.image", f"文档里有 {reader.images} 张图片，图片里的文字没有读入。"))
    if reader.unknown_symbols:
        message = f"有 {reader.unknown_symbols} 个特殊字体符号认不出，用“□”代替。请对照原文。"
        out.append(Note("docx.symbol", message, Severity.WARNING))
    comments = sum(1 for c in _children(archive, related.get("comments")) if local(c) == "comment")
    if comments:
        out.append(Note("docx.comment", f"文档里有 {comments} 条批注，没有读入正文。"))
    return out


def _main_part(archive: Archive) -> str | None:
    found = _first(_relations(archive, "").get("officeDocument"))
    names = archive.names
    for name in (found, "word/document.xml"):
        if name in names and "word" in (name or ""):
            return name
    return None


def _relations(archive: Archive, part: str) -> dict[str, list[str]]:
    """Targets of a part's relations by the last word of their type. External targets are left out."""
    folder, _, file = part.rpartition("/")
    data = archive.read(posixpath.join(folder, "_rels", f"{file}.rels"))
    out: dict[str, list[str]] = {}
    for relation in parse_xml(data, archive.name) if data else ():
        target, kind = attribute(relation, "Target"), attribute(relation, "Type")
        if target and kind and attribute(relation, "TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            out.setdefault(kind.rpartition("/")[2], []).append(path)
    return out


def _part(archive: Archive, name: str | None) -> Element | None:
    data = archive.read(name) if name else None
    return parse_xml(data, archive.name) if data else None


def _children(archive: Archive, names: list[str] | None) -> list[Element]:
    root = _part(archive, _first(names))
    return list(root) if root is not None else []


def _first(names: list[str] | None) -> str | None:
    return names[0] if names else None
