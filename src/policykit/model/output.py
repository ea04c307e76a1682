"""What drafting hands to rendering, and the provenance that travels inside the finished file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from policykit.model.span import Span


@dataclass(frozen=True, slots=True)
class Provenance:
    """The exact place a line was drawn from.

    `span` is in the clause's `text` (None where the heading was used); `quote` is the exact source text;
    `clause_sha256` is of the clause's `full_text` in UTF-8, so that a change elsewhere in the clause is seen.
    """

    doc_id: str
    doc_sha256: str
    doc_title: str
    address: str
    span: Span | None
    quote: str
    clause_sha256: str


class Origin(StrEnum):
    SOURCE = "source"  # the clause's own words
    LOCALISED = "localised"  # the clause's words, changed by the rules listed in `changes`
    PROFILE = "profile"  # from the department's profile
    TEMPLATE = "template"  # fixed wording of the template
    PLACEHOLDER = "placeholder"  # 【待填写：…】
    COMPUTED = "computed"  # a serial number, a count


class Kind(StrEnum):
    """What a line is in a 公文; the renderer gives each its layout."""

    ISSUER_MARK = "issuer_mark"  # 发文机关标志
    DOC_NUMBER = "doc_number"
    TITLE = "title"
    SALUTATION = "salutation"
    HEADING_1 = "heading_1"  # 一、
    HEADING_2 = "heading_2"  # （一）
    HEADING_3 = "heading_3"  # 1.
    HEADING_4 = "heading_4"  # （1）
    BODY = "body"
    ATTACHMENT_NOTE = "attachment_note"  # 附件：1.…
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"  # 附注
    IMPRINT = "imprint"  # 版记
    ANNEX_LABEL = "annex_label"  # 附件1
    ANNEX_TITLE = "annex_title"
    SOURCE_TABLE = "source_table"  # the closing 条款来源对照表
    HEAD_MARK = "head_mark"  # 份号, 密级和保密期限, 紧急程度
    TABLE_NOTE = "table_note"  # 注：below a table


@dataclass(frozen=True, slots=True)
class Localisation:
    """One visible change to the source's words: which rule, what stood there, what stands there now."""

    rule: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the output. `id` is unique in the file; `text` is exactly what is printed, label included.

    `remarks` are for whoever reviews the draft and are never printed in the document itself.
    """

    id: str
    kind: Kind
    text: str
    origin: Origin
    sources: tuple[Provenance, ...] = ()
    changes: tuple[Localisation, ...] = ()
    run_in: int = 0  # the first characters that are a run-in heading, set in the heading's face
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a cell's text, as `text[start:end]`, that was put in (printed bold) or taken out (struck out)."""

    start: int
    end: int
    removed: bool


@dataclass(frozen=True, slots=True)
class OutCell:
    """A printed cell. `number` is set where the cell is a number, `day` (ISO) where it is a date: both are written as
    such in .xlsx.

    `rowspan` 0 marks a cell that a merged one above it covers; it keeps its own text, which is printed above.
    """

    text: str
    rowspan: int = 1
    colspan: int = 1
    number: float | None = None
    marks: tuple[Mark, ...] = ()  # in order, none over another; only .docx prints them
    day: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an annex; its cells in column order, each line tied to the sources of the whole row."""

    id: str
    cells: tuple[OutCell, ...]
    origin: Origin
    sources: tuple[Provenance, ...] = ()
    changes: tuple[Localisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an annex; `width` is its share of the table's width. Where `merge` is set, rows with the same text
    one below the other are one cell on paper (as far as the merging columns left of it are one too)."""

    name: str
    width: float = 1.0
    merge: bool = False


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex table. `number` is its place in the plan's 附件说明; None where it is the only one."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    number: int | None = None
    landscape: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A source duty that the plan does not carry, and why."""

    source: Provenance
    reason: str


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document that the output draws on."""

    doc_id: str
    sha256: str
    title: str
    doc_number: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished draft: what rendering prints and verification later re-derives.

    `omitted` are sections of the template that had nothing to say, each with its heading and the reason. Of
    `settings`, `seal` (true or false) says how 署名 is set, `marks` (comments, table or none) how sources are shown.
    """

    title: str
    template: str
    lines: tuple[Line, ...]
    annexes: tuple[Annex, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    sources: tuple[SourceDocument, ...] = ()
    placeholders: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = field(default=())
    omitted: tuple[tuple[str, str], ...] = ()
