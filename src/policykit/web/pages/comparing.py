"""Two versions side by side, clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from policykit.api.comparing import comparison
from policykit.compare.report import WORDS, Change
from policykit.errors import UsageError
from policykit.model.address import spoken
from policykit.web.corpus_view import document_of
from policykit.web.markup import clause_address, with_query
from policykit.web.problems import NotFound
from policykit.web.routes import Call, Endpoint, Page, Param
from policykit.web.schema import BOOLEAN, INTEGER, STRING, array, mapping, nullable, record, text

if TYPE_CHECKING:
    from policykit.compare import Comparison
    from policykit.compare.report import Entry, Piece
    from policykit.compare.units import Unit
    from policykit.model.document import Document
    from policykit.web.workbench import Reader

OLD = Param("old", text(60), "旧版：编号，或 编号@几 指收入过的第几次旧文件")
NEW = Param("new", text(60), "新版：编号")
ALL = Param("all", {**BOOLEAN, "default": False}, "没有变的也列出")
ASKED = (Param("old", text(60, least=1), OLD.says), Param("new", text(60, least=1), NEW.says))
COMPARISON = record(
    old=STRING, new=STRING, counts=mapping(INTEGER),
    changes=array(record(
        change=STRING, old=nullable(STRING), new=nullable(STRING), before=nullable(STRING), after=nullable(STRING),
        pieces=array(array(STRING)),
    )),
)  # fmt: skip
TONES = {
    Change.SAME: "", Change.RENUMBERED: "info", Change.CHANGED: "warn", Change.ADDED: "good", Change.REMOVED: "bad",
}  # fmt: skip


def compared(call: Call) -> dict[str, Any]:
    return _comparison(call).to_json()


def page(call: Call) -> dict[str, Any]:
    old, new = call.query["old"], call.query["new"]
    if not old or not new:
        raise NotFound("没有写明对照哪两份", hint="打开一份文件的阅读页，在“其他版本”里点“对照”。")
    found = _comparison(call)
    every = call.query["all"]
    entries = found.entries if every else found.differences
    counts = found.counts()
    return {
        "title": f"对照：{found.new_title}",
        "old_title": found.old_title,
        "new_title": found.new_title,
        "old_address": clause_address(old) if "@" not in old else None,
        "new_address": clause_address(new) if "@" not in new else None,
        "old_says": _dated(call.reader, old),
        "new_says": _dated(call.reader, new),
        "rows": [_row(e) for e in entries],
        "counts": [(WORDS[kind], counts[kind], TONES[kind]) for kind in Change if counts[kind]],
        "every": every,
        "switch": with_query("/compare", [("old", old), ("new", new), ("all", None if every else "1")]),
    }


def _dated(reader: Reader, name: str) -> str:
    """What tells two versions of one title apart: number, day, and the file where it is in the corpus."""
    found = _version(reader, name)
    meta = found.metadata
    day = f"{meta.revised.date} {meta.revised.event}" if meta.revised else ""
    day = day or (f"{meta.issued_date} 成文" if meta.issued_date else "")
    day = day or (f"{meta.effective_date} 施行" if meta.effective_date else "")
    file = "" if "@" in name else found.source.path.rpartition("/")[2]
    return "　".join(part for part in (meta.doc_number, day, file) if part)


def _comparison(call: Call) -> Comparison:
    reader, old, new = call.reader, call.query["old"], call.query["new"]
    return reader.once(("compare", old, new), lambda: comparison(_version(reader, old), _version(reader, new)))


def _version(reader: Reader, name: str) -> Document:
    """A document by id, or of `id@n` the n-th kept earlier bytes of it, read now. Raises NotFound."""
    doc_id, mark, number = name.partition("@")
    if not mark:
        return document_of(reader, doc_id)
    from policykit.api.reading import read

    document_of(reader, doc_id)  # only of a document that is there
    kept = reader.corpus.versions(doc_id)
    if not number.isdecimal() or not 1 <= int(number) <= len(kept):
        raise NotFound(f"没有这份旧文件：{name}", hint="在阅读页的“其他版本”里选。")
    file = kept[int(number) - 1]
    try:
        return reader.once(("kept", str(file)), lambda: read(file))
    except OSError as error:
        raise UsageError("旧文件打不开", hint="检查 corpus/.policykit/versions 文件夹。") from error


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "word": WORDS[entry.change],
        "tone": TONES[entry.change],
        "old_place": _place(entry.old),
        "new_place": _place(entry.new),
        "old": _side(entry, entry.old, "delete"),
        "new": _side(entry, entry.new, "insert"),
    }


def _place(unit: Unit | None) -> str:
    return spoken(unit.address) if unit else ""


def _side(entry: Entry, unit: Unit | None, kind: str) -> Markup:
    """One side of an entry with what only it has marked."""
    if unit is None:
        return Markup("")
    if entry.change is not Change.CHANGED:
        return Markup("{}").format(unit.text)
    tag = Markup("del" if kind == "delete" else "ins")
    return Markup("").join(_piece(p, tag) for p in entry.pieces if p.kind in ("equal", kind))


def _piece(piece: Piece, tag: Markup) -> Markup:
    if piece.kind == "equal":
        return Markup("{}").format(piece.text)
    return Markup("<{0}>{1}</{0}>").format(tag, piece.text)


PAGES = (Page("/compare", "compare.html", page, (OLD, NEW, ALL)),)
ENDPOINTS = (Endpoint("GET", "/compare", "两个版本逐条对照", compared, COMPARISON, ASKED, tag="阅读"),)
