"""A small writer of finished files for the tests, made from the format's description and not from the renderer."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import zipfile
import zlib
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"
CT = "application/vnd.openxmlformats-officedocument"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def sign(record: dict[str, Any]) -> dict[str, Any]:
    body = {k: v for k, v in record.items() if k != "digest"}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {**body, "digest": hashlib.sha256(text.encode()).hexdigest()}


def packed(record: dict[str, Any]) -> str:
    return base64.b64encode(zlib.compress(json.dumps(record, ensure_ascii=False).encode())).decode()


def write(path: Path, record: dict[str, Any]) -> Path:
    match path.suffix:
        case ".docx":
            write_docx(path, docx_body(record), record)
        case ".xlsx":
            _write_xlsx(path, record)
        case ".csv":
            _write_csv(path, record)
        case ".md":
            _write_md(path, record)
    return path


def paragraph(number: int, name: str, text: str, mark: bool = True) -> str:
    start = f'<w:bookmarkStart w:id="{number}" w:name="pk_{name}"/>' if mark else ""
    end = f'<w:bookmarkEnd w:id="{number}"/>' if mark else ""
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return f"<w:p><w:pPr/>{start}<w:r>{runs}</w:r>{end}</w:p>"


def docx_body(record: dict[str, Any], marks: bool = True) -> list[str]:
    """Body elements: one string a paragraph or table row, `<w:tbl>` and `</w:tbl>` apart."""
    out = [paragraph(i, line["id"], line["text"], marks) for i, line in enumerate(record["lines"], 1)]
    number = 1000
    for table in record["tables"]:
        out.append("<w:tbl><w:tblPr/><w:tblGrid/>")
        head = "".join(f"<w:tc>{paragraph(0, '', c, False)}</w:tc>" for c in table["columns"])
        out.append(f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{head}</w:tr>")
        for row in table["rows"]:
            number += 1
            first = f"<w:tc>{paragraph(number, row['id'], row['cells'][0], marks)}</w:tc>"
            rest = "".join(f"<w:tc>{paragraph(0, '', c, False)}</w:tc>" for c in row["cells"][1:])
            out.append(f"<w:tr>{first}{rest}</w:tr>")
        out.append("</w:tbl>")
        out.append("<w:p/>")
    return out


def write_docx(path: Path, body: list[str], record: dict[str, Any] | None, extra: dict[str, str] | None = None) -> None:
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{CT}.wordprocessingml.document'
        f'.main+xml"/></Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PKG}/relationships"><Relationship Id="r1" Type='
        f'"{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{XML}<w:document xmlns:w="{W}"><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>',
        "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{PKG}/relationships"><Relationship Id="r1" '
        f'Type="{R}/customXml" Target="../customXml/item1.xml"/></Relationships>',
        **(extra or {}),
    }
    if record is not None:
        parts["customXml/item1.xml"] = (
            f'{XML}<pk:provenance xmlns:pk="urn:policykit:provenance:1">{packed(record)}</pk:provenance>'
        )
        # LibreOffice keeps a custom part only with its properties beside it.
        parts["customXml/itemProps1.xml"] = (
            f'{XML}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
            'ds:itemID="{5B3C1E0A-0000-4000-8000-000000000001}"/>'
        )
        parts["customXml/_rels/item1.xml.rels"] = (
            f'{XML}<Relationships xmlns="{PKG}/relationships"><Relationship Id="r1" '
            f'Type="{R}/customXmlProps" Target="itemProps1.xml"/></Relationships>'
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def _write_xlsx(path: Path, record: dict[str, Any]) -> None:
    rows: list[list[str]] = [[line["text"]] for line in record["lines"]]
    for table in record["tables"]:
        rows += [table["columns"], *(row["cells"] for row in table["rows"])]
    data = packed(record)
    hidden = [[data[at : at + 1000]] for at in range(0, len(data), 1000)]
    book = (
        f'{XML}<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="正文" sheetId="1" r:id="r1"/>'
        '<sheet name="_policykit" sheetId="2" state="veryHidden" r:id="r2"/></sheets></workbook>'
    )
    links = "".join(f'<Relationship Id="r{n}" Type="{R}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2))
    sheet = f"{CT}.spreadsheetml.worksheet+xml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{XML}<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.'
            f'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{CT}.spreadsheetml.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}"/>'
            f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{sheet}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'{XML}<Relationships xmlns="{PKG}/relationships"><Relationship Id="r1" Type='
            f'"{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr("xl/workbook.xml", book)
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'{XML}<Relationships xmlns="{PKG}/relationships">{links}</Relationships>'
        )
        archive.writestr("xl/worksheets/sheet1.xml", _worksheet(rows))
        archive.writestr("xl/worksheets/sheet2.xml", _worksheet(hidden))


def _worksheet(rows: list[list[str]]) -> str:
    out = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, text in enumerate(row):
            place = f"{chr(65 + column)}{number}"
            if text.isdigit():
                cells.append(f'<c r="{place}"><v>{text}</v></c>')
            elif text:
                cells.append(f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>')
        out.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f'{XML}<worksheet xmlns="{S}"><sheetData>{"".join(out)}</sheetData></worksheet>'


def _write_csv(path: Path, record: dict[str, Any]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for table in record["tables"]:
        writer.writerow(table["columns"])
        writer.writerows(row["cells"] for row in table["rows"])
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    path.with_name(path.name + ".policykit.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def _write_md(path: Path, record: dict[str, Any]) -> None:
    parts = [line["text"].replace("*", "\\*") for line in record["lines"]]
    parts[:1] = [f"# {part}" for part in parts[:1]]
    for table in record["tables"]:
        rows = [table["columns"], ["---"] * len(table["columns"]), *(r["cells"] for r in table["rows"])]
        parts.append("\n".join("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in rows))
    parts.append(f"<!-- policykit-provenance: {packed(record)} -->")
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
