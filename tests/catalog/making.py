"""Small documents made by hand, so that these tests do not lean on the parser."""

from __future__ import annotations

import hashlib

from policykit.model.annotation import Citation, Duty, Modality, Role
from policykit.model.document import Cell, Clause, ClauseKind, Document, Metadata, Source, Table
from policykit.model.span import Span
from policykit.model.text import Text


class Maker:
    """Builds a document line by line, keeping spans right."""

    def __init__(self, title: str, path: str = "a.txt") -> None:
        self.title, self.path = title, path
        self.parts: list[str] = [title]
        self.clauses: list[Clause] = []
        self.tables: list[Table] = []

    @property
    def length(self) -> int:
        return sum(len(p) + 1 for p in self.parts)

    def clause(
        self, address: str, kind: ClauseKind, label: str | None, heading: str | None, *paragraphs: str, level: int = 1
    ) -> Maker:
        head = (label or "") + (heading or "")
        head_span = None
        if head:
            head_span = Span(self.length, self.length + len(head))
            self.parts.append(head)
        spans = []
        for paragraph in paragraphs:
            spans.append(Span(self.length, self.length + len(paragraph)))
            self.parts.append(paragraph)
        self.clauses.append(
            Clause(address, level, kind, label, heading, "\n".join(paragraphs), tuple(spans), head_span)
        )
        return self

    def table(self, address: str, clause: str, *rows: tuple[str, ...]) -> Maker:
        cells = []
        start = self.length
        for r, row in enumerate(rows):
            at = self.length
            self.parts.append("\t".join(row))
            for c, text in enumerate(row):
                cells.append(Cell(text, r, c, Span(at, at + len(text)), header=r == 0))
                at += len(text) + 1
        table = Table(address, clause, None, len(rows), len(rows[0]), 1, tuple(cells), Span(start, self.length - 1))
        self.tables.append(table)
        return self

    def done(self, **more: object) -> Document:
        raw = "\n".join(self.parts)
        sha = hashlib.sha256(raw.encode()).hexdigest()
        metadata = more.pop("metadata", None) or Metadata(title=self.title)
        return Document(
            id=f"d{sha[:10]}",
            source=Source(self.path, sha, "text/plain"),
            raw=raw,
            text=Text.of_raw(raw),
            metadata=metadata,  # type: ignore[arg-type]
            clauses=tuple(self.clauses),
            tables=tuple(self.tables),
            **more,  # type: ignore[arg-type]
        )


def regulation() -> Document:
    """A regulation of a fictitious province with a 之一 article, items, a duty and a citation."""
    maker = Maker("云川省行政执法监督条例", "云川省行政执法监督条例.txt")
    maker.clause("第一章", ClauseKind.CHAPTER, "第一章", "总则")
    maker.clause(
        "第一条",
        ClauseKind.ARTICLE,
        "第一条",
        None,
        "为了规范执法，根据《中华人民共和国行政处罚法》，制定本条例。",
        level=2,
    )
    maker.clause("第二条", ClauseKind.ARTICLE, "第二条", None, "行政执法机关应当履行下列职责：", level=2)
    maker.clause("第二条/（一）", ClauseKind.ITEM, "（一）", None, "公示执法依据；", level=3)
    maker.clause("第二条/（二）", ClauseKind.ITEM, "（二）", None, "组织执法人员培训。", level=3)
    maker.clause("第二条之一", ClauseKind.ARTICLE, "第二条之一", None, "执法人员应当持证上岗。", level=2)
    one, items = maker.clauses[1], maker.clauses[2]
    cited = "中华人民共和国行政处罚法"
    at = one.text.index("《")
    citation = Citation("第一条", f"《{cited}》", cited, None, None, one.locate(at, at + len(cited) + 2))
    duty = Duty("第二条", ("行政执法机关",), Role.RESPONSIBLE, Modality.MUST, items.text, None, items.paragraphs[0])
    metadata = Metadata(title=maker.title, authority="地方性法规", region="云川省", issued_date="2022-05-01")
    return maker.done(citations=(citation,), duties=(duty,), metadata=metadata)
