"""裁量权基准: grades of discretion, from tables of the sources whose columns may stand in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policykit.draft.annexes.rows import owner, serial
from policykit.draft.placeholder import hole
from policykit.draft.provenance import of_cell
from policykit.model.address import spoken
from policykit.model.document import Cell, Document, Table
from policykit.model.output import Annex, Column, Origin, OutCell, Provenance, Row
from policykit.model.store import DocumentStore
from policykit.profile import Profile

KIND = "裁量权基准"
COLUMNS = (
    Column("序号", 0.5),
    Column("违法行为", 2.2, merge=True),
    Column("法律依据", 2.4, merge=True),
    Column("处罚种类", 1.1),
    Column("裁量阶次", 1.0),
    Column("适用情形", 2.6),
    Column("裁量幅度", 2.2),
    Column("备注", 1.2),
)
NONE = "所给文件中没有裁量基准表（表头要有违法行为，以及裁量阶次、情形或者幅度）。"
# What a column holds, by the words of its header; the first that fits decides.
_HEADS = (
    ("序号", re.compile(r"^(?:序号|编号|项号)$")),
    ("备注", re.compile(r"备注|说明")),
    ("法律依据", re.compile(r"依据|法条|规定条款|法律规定")),
    ("处罚种类", re.compile(r"(?:处罚|行政处罚)?种类")),
    ("裁量幅度", re.compile(r"幅度|处罚标准|裁量标准|处罚基准|裁量基准|处罚内容|处理标准|罚款数额|处罚结果")),
    ("裁量阶次", re.compile(r"阶次|档次|等级|程度|阶级|裁量情节|违法情节$|情节轻重|裁量等级")),
    ("适用情形", re.compile(r"情形|适用条件|情节|具体表现|违法后果|裁量因素")),
    ("违法行为", re.compile(r"违法行为|违法事项|事项名称|案由|处罚事项|行为")),
)
_KINDS = re.compile(
    r"警告|通报批评|罚款|没收违法所得|没收非法财物|没收|暂扣许可证件?|降低资质等级|吊销许可证件?|吊销营业执照|吊销|限制开展生产经营活动|责令停产停业|责令关闭|限制从业|行政拘留"
)
_NONE = re.compile(r"(?:不予|免予|不再|不)(?:行政)?(?:处罚|罚款)")
_WANTED = ("违法行为", "法律依据", "处罚种类", "裁量阶次", "适用情形", "裁量幅度", "备注")


@dataclass(frozen=True, slots=True)
class _Grade:
    """One printed row: the cells by what they hold, and the records of their words."""

    cells: dict[str, str]
    places: tuple[Provenance, ...]


def build(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """One row a grade, as the tables print them; a merged cell holds for each row it covers."""
    rows: list[Row] = []
    for document in sources:
        for table in document.tables:
            heads = _heads(table)
            if heads is None:
                continue
            for grade in _grades(document, table, heads):
                rows.append(_row(len(rows) + 1, grade))
    notes = () if rows else (NONE,)
    return Annex(KIND, f"{owner(profile)}行政处罚裁量权基准", COLUMNS, tuple(rows), notes=notes)


def _heads(table: Table) -> dict[int, str] | None:
    """What each column holds; None for a table that is none of grades."""
    out: dict[int, str] = {}
    for column in range(table.columns):
        words = "".join(
            "".join(c.text.split())
            for c in table.cells
            if c.row < table.header_rows and c.column <= column < c.column + c.colspan
        )
        name = next((name for name, head in _HEADS if head.search(words)), "")
        if name and name not in out.values():
            out[column] = name
    held = set(out.values())
    graded = "裁量阶次" in held or "裁量幅度" in held
    return out if "违法行为" in held and graded and len(held & {"裁量阶次", "适用情形", "裁量幅度"}) >= 2 else None


def _grades(document: Document, table: Table, heads: dict[int, str]) -> Iterator[_Grade]:
    for row in range(table.header_rows, table.rows):
        printed = table.row_cells(row)
        cells: dict[str, str] = {}
        places: list[Provenance] = []
        for cell in printed:
            name = heads.get(cell.column, "")
            if name in _WANTED and cell.text.strip():
                cells[name] = _flat(cell)
                places.append(of_cell(document, table, row, cell))
        if cells.get("裁量幅度") or cells.get("适用情形"):
            yield _Grade(cells, tuple(places))


def _flat(cell: Cell) -> str:
    return "\n".join(part.strip() for part in cell.text.splitlines() if part.strip())


def _row(number: int, grade: _Grade) -> Row:
    said = grade.cells
    # The kinds of penalty stand in the words of the scale itself, where the table has no column for them.
    scale = said.get("裁量幅度", "")
    found = _KINDS.findall(_NONE.sub("", scale))
    kinds = said.get("处罚种类") or "、".join(dict.fromkeys(found)) or ("不予处罚" if _NONE.search(scale) else "")
    place = grade.places[0]
    source = f"出自《{place.doc_title}》{spoken(place.address)}"
    note = f"{said['备注']}（{source}）" if said.get("备注") else source
    cells = (
        serial(number),
        OutCell(said.get("违法行为") or hole("违法行为")),
        OutCell(said.get("法律依据") or hole("法律依据")),
        OutCell(kinds or hole("处罚种类")),
        OutCell(said.get("裁量阶次") or hole("裁量阶次")),
        OutCell(said.get("适用情形") or hole("适用情形")),
        OutCell(said.get("裁量幅度") or hole("裁量幅度")),
        OutCell(note),
    )
    return Row(f"r{number}", cells, Origin.SOURCE, grade.places)
