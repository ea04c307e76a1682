"""A .docx is opened and compared before it is written: a fault of the writer must never reach a desk."""

from __future__ import annotations

import pytest

from policykit.errors import RenderError
from policykit.model.output import Annex, Column, Draft, Kind, Line, Origin, OutCell, Row
from policykit.render import docx
from policykit.render.docx_check import check
from policykit.render.sheet import lay_out

LINE = Line("", Kind.BODY, "各科室要认真落实。\n不得推诿。", Origin.TEMPLATE)
COLUMNS = (Column("序号"), Column("任务"), Column("备注"))


def annex(*rows: tuple[OutCell, ...]) -> Annex:
    return Annex("任务分工表", "任务分工表", COLUMNS, tuple(Row("", cells, Origin.COMPUTED) for cells in rows))


def test_what_is_written_reads_back_with_breaks_and_merged_cells() -> None:
    merged = annex(
        (OutCell("1"), OutCell("甲", colspan=2), OutCell("")),
        (OutCell("2"), OutCell("乙", rowspan=2), OutCell("")),
        (OutCell("3"), OutCell("", rowspan=0), OutCell("丙")),
    )
    made = Draft("方案", "实施方案", (LINE,), (merged,))
    assert docx.render(made).startswith(b"PK")


def test_a_file_that_prints_something_else_is_refused() -> None:
    made = Draft("方案", "实施方案", (LINE,))
    other = Draft("方案", "实施方案", (Line("", Kind.BODY, "各科室要认真落实。", Origin.TEMPLATE),))
    with pytest.raises(RenderError, match="第 1 段"):
        check(docx.render(made), lay_out(other, title_width=20))


def test_bytes_that_are_no_document_are_refused() -> None:
    with pytest.raises(RenderError, match="打不开"):
        check(b"PK not a document", lay_out(Draft("方案", "实施方案", (LINE,))))
