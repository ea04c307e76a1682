"""Opening a .docx that was just written, before anybody else does: what it prints must be what was to be printed.

The writer composes XML itself; this reads it back through python-docx, the library other programs use.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from policykit.errors import RenderError
from policykit.model.output import Line
from policykit.render.sheet import Sheet, Table


def check(data: bytes, sheet: Sheet) -> None:
    """Raises RenderError where the file does not open or prints other text than the sheet's lines and rows."""
    try:
        from docx import Document

        body: Any = Document(io.BytesIO(data)).element.body
        printed = list(_printed(body))
    except Exception as error:  # whatever the library finds wrong, the file must not be written
        raise _fault(f"生成的文件打不开（{error}）") from error
    wanted = list(_wanted(sheet))
    if printed != wanted:
        at = next(
            (i for i, (a, b) in enumerate(zip(printed, wanted, strict=False)) if a != b), min(len(printed), len(wanted))
        )
        raise _fault(f"生成的文件第 {at + 1} 段（行）与起草结果不一致")


def _wanted(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    for section in sheet.sections:
        for block in section.blocks:
            if isinstance(block, Line):
                yield (block.text,)
            else:
                yield from _rows(block)
        for line in section.imprint:
            yield (line.text,)


def _rows(table: Table) -> Iterator[tuple[str, ...]]:
    yield tuple(c.name for c in table.columns)
    for row in table.rows:
        cells: list[str] = []
        at = 0
        while at < len(row.cells):
            cells.append(row.cells[at].text if row.cells[at].rowspan else "")
            at += max(1, row.cells[at].colspan)  # the cells a wide one covers are not printed
        yield tuple(cells)


def _printed(body: Any) -> Iterator[tuple[str, ...]]:
    from docx.oxml.ns import qn

    paragraph, table, row, cell = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
    start, box = qn("w:bookmarkStart"), qn("w:txbxContent")
    for element in body:
        if element.tag == paragraph and (boxed := list(element.iter(box))):
            for inner in boxed[0].iterchildren(paragraph):
                if inner.find(start) is not None:
                    yield (_text(inner),)
        elif element.tag == paragraph and element.find(start) is not None:
            yield (_text(element),)
        elif element.tag == table:
            for tr in element.iterchildren(row):
                yield tuple(_text(tc) for tc in tr.iterchildren(cell))


def _text(element: Any) -> str:
    from docx.oxml.ns import qn

    text, line_break, tab = qn("w:t"), qn("w:br"), qn("w:tab")
    marks = {line_break: "\n", tab: "\t"}
    runs = element.iter(qn("w:r"))  # a w:tab of the paragraph's properties is a tab stop
    return "".join(marks.get(e.tag) or e.text or "" for r in runs for e in r.iterchildren(text, line_break, tab))


def _fault(what: str) -> RenderError:
    return RenderError(f"{what}，没有写出", hint="这是程序的问题，请把来文和单位概况一起发给维护人员。")
