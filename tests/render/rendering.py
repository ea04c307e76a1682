"""A small plan and annex to render, about fictitious places."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from policykit.model.output import (
    Annex,
    Column,
    Draft,
    Kind,
    Line,
    Localisation,
    Origin,
    OutCell,
    Provenance,
    Row,
    SourceDocument,
)
from policykit.model.span import Span

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
QUOTE = "各执法单位要在2026年6月底前完成案卷评查。"
SOURCE = Provenance(
    "d0000000001",
    "a" * 64,
    "临江市行政执法质量提升方案",
    "二/（一）",
    Span(0, len(QUOTE)),
    QUOTE,
    hashlib.sha256(QUOTE.encode()).hexdigest(),
)


def line(kind: Kind, text: str, origin: Origin = Origin.TEMPLATE, run_in: int = 0) -> Line:
    return Line("", kind, text, origin, run_in=run_in)


def annex(title: str = "任务分工表", *, rows: int = 3, number: int | None = None, first: str = "案卷评查") -> Annex:
    columns = (Column("序号", 0.5), Column("重点任务", 2), Column("具体措施", 5))
    made = tuple(
        Row("", (OutCell(str(n), number=n), OutCell(first), OutCell(QUOTE)), Origin.SOURCE, (SOURCE,))
        for n in range(1, rows + 1)
    )
    return Annex(title, title, columns, made, number)


def draft(*more: Line, annexes: tuple[Annex, ...] = (), settings: tuple[tuple[str, str], ...] = ()) -> Draft:
    lines = (
        line(Kind.TITLE, "临江市城市管理局贯彻落实《云川省行政执法监督条例》实施方案"),
        line(Kind.BODY, "为规范执法，制定本方案。"),
        line(Kind.HEADING_1, "一、主要任务"),
        Line("", Kind.HEADING_2, "（一）案卷评查。" + QUOTE, Origin.SOURCE, (SOURCE,), run_in=8),
        Line(
            "",
            Kind.BODY,
            QUOTE.replace("各执法单位", "各科室"),
            Origin.LOCALISED,
            (SOURCE,),
            (Localisation("各执法单位→各科室", "各执法单位", "各科室"),),
        ),
        *more,
        line(Kind.SIGNATURE, "临江市城市管理局", Origin.PROFILE),
        line(Kind.DATE, "【待填写：成文日期】", Origin.PLACEHOLDER),
    )
    known = (SourceDocument(SOURCE.doc_id, SOURCE.doc_sha256, SOURCE.doc_title, "临政办发〔2026〕18号"),)
    return Draft(
        lines[0].text,
        "实施方案",
        lines,
        annexes,
        sources=known,
        placeholders=("【待填写：成文日期】",),
        settings=settings,
    )


def part(data: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def printed(element: ElementTree.Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def paragraphs(data: bytes) -> list[ElementTree.Element]:
    """The body's own paragraphs that print something, tables apart."""
    body = part(data, "word/document.xml").find(f"{W}body")
    assert body is not None
    return [p for p in body.findall(f"{W}p") if printed(p)]


HEAD = (
    line(Kind.HEAD_MARK, "000001"),
    line(Kind.HEAD_MARK, "特急"),
    line(Kind.ISSUER_MARK, "临江市城市管理局文件"),
    line(Kind.DOC_NUMBER, "临城管发〔2026〕5号\t签发人：周明远"),
)
IMPRINT = (
    line(
        Kind.IMPRINT, "抄送：临江市人民政府办公室，临江市司法局，望河区综合行政执法局，青石县城市管理局，市各有关单位。"
    ),
    line(Kind.IMPRINT, "临江市城市管理局办公室\t2026年3月25日印发"),
)


def merged_annex(**wishes: Any) -> Annex:
    """An annex whose rows share the name of their task."""
    made = annex(**wishes)
    columns = (made.columns[0], replace(made.columns[1], merge=True), made.columns[2])
    return replace(made, columns=columns)


def notice(*, marks: str = "comments", sealed: bool = True, annexes: tuple[Annex, ...] = ()) -> Draft:
    """A paper with everything around its text: red head with 签发人, 附注, 版记, comments."""
    seal = "true" if sealed else "false"
    base = draft(annexes=annexes, settings=(("marks", marks), ("seal", seal)))
    body = (*base.lines[:-1], line(Kind.DATE, "2026年3月20日"), line(Kind.NOTE, "（此件公开发布）"))
    remarked = replace(body[1], remarks=("没有写“评议考核”这一部分：来文没有要求。",))
    return replace(base, lines=(*HEAD, body[0], remarked, *body[2:], *IMPRINT))
