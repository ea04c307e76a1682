"""CSV output for spreadsheet programs, with the provenance beside it in `<name>.csv.policykit.json`."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from policykit.errors import RenderError
from policykit.model.output import Annex, Draft, OutCell
from policykit.render.formula import quoted
from policykit.render.provenance import record
from policykit.render.sheet import Sheet, Table, lay_out


def render(output: Draft | Annex) -> tuple[bytes, bytes]:
    """The .csv (UTF-8 with a byte order mark, so that Excel reads it) and its provenance sidecar.

    Only tables fit in a .csv: raises RenderError for a draft without exactly one annex table.
    """
    sheet = lay_out(output, merged=False)
    if len(sheet.tables) != 1 or isinstance(output, Draft):
        raise RenderError(
            "csv 只能存放一张表，方案正文不能写成 csv。", hint="正文请写成 .docx 或 .md；附件表请单独生成 .csv。"
        )
    table = _neutral(sheet.tables[0])
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([c.name for c in table.columns])
    writer.writerows([c.text for c in row.cells] for row in table.rows)
    # The file holds the table alone: title and notes are not printed, so the record does not list them.
    section = replace(sheet.sections[0], blocks=(table,))
    printed: Sheet = replace(sheet, sections=(section,))
    sidecar = json.dumps(record(printed), ensure_ascii=False, indent=1, sort_keys=True)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode(), (sidecar + "\n").encode()


def _neutral(table: Table) -> Table:
    columns = tuple(replace(c, name=quoted(c.name)) for c in table.columns)
    rows = tuple(replace(r, cells=tuple(_cell(c) for c in r.cells)) for r in table.rows)
    return replace(table, columns=columns, rows=rows)


def _cell(cell: OutCell) -> OutCell:
    text = quoted(cell.text)
    return cell if text is cell.text else replace(cell, text=text)
