"""Rebuild the files of the sample corpus that no text editor shows as they are: other encodings and the .docx.

Their readable sources stand in `sources/`. Run `python tests/corpus_sample/build_binary_samples.py` after
changing one. The same source always gives the same bytes, and a test checks that the corpus holds them.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

SOURCES = Path(__file__).parent / "sources"
CORPUS = Path(__file__).parents[2] / "corpus"

# A source, the file made of it, and its encoding (None: a .docx from the marked text).
SAMPLES: tuple[tuple[str, str, str | None], ...] = (
    ("云川省行政执法证件管理办法（2012年）.txt", "云川省行政执法证件管理办法（2012年）.txt", "gb18030"),
    ("临江市市容和环境卫生管理条例.txt", "临江市市容和环境卫生管理条例.txt", "utf-16"),
    ("望河區輕微違法行為免罰輕罰清單指導意見.txt", "望河區輕微違法行為免罰輕罰清單指導意見.txt", "big5"),
    ("临江市市容环境秩序专项整治行动方案.marked.txt", "临江市市容环境秩序专项整治行动方案.docx", None),
)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PKG = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MARK = re.compile(r"\[(\w+)\] ?(.*)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def build(source: str, encoding: str | None) -> bytes:
    """The bytes of one sample from its readable source."""
    text = (SOURCES / source).read_text(encoding="utf-8")
    if encoding is None:
        return _docx(text)
    if encoding == "utf-16":  # little-endian with its mark, lines ended as Windows' editor saves them
        return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")
    return text.replace("\n", "\r\n").encode(encoding)


def _docx(marked: str) -> bytes:
    """A document with automatic numbering in three levels and a table with merged cells."""
    parts = {
        "[Content_Types].xml": _HEAD
        + f'<Types xmlns="{_PKG}/content-types">'
        + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + '<Default Extension="xml" ContentType="application/xml"/>'
        + f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
        + f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/>'
        + f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/></Types>',
        "_rels/.rels": _HEAD
        + f'<Relationships xmlns="{_PKG}/relationships"><Relationship Id="rId1" '
        + f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": _HEAD
        + f'<Relationships xmlns="{_PKG}/relationships"><Relationship Id="rId1" Type="{_R}/numbering" '
        + f'Target="numbering.xml"/><Relationship Id="rId2" Type="{_R}/styles" Target="styles.xml"/></Relationships>',
        "word/document.xml": _HEAD + f'<w:document xmlns:w="{_W}"><w:body>{_body(marked)}</w:body></w:document>',
        "word/numbering.xml": _HEAD + _numbering(),
        "word/styles.xml": _HEAD
        + f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        + '<w:name w:val="Normal"/></w:style></w:styles>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts):  # stored, as compressed bytes would hang on the zlib at hand
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name])
    return out.getvalue()


def _numbering() -> str:
    levels = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for i, (kind, text) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
        f'{inner}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _body(marked: str) -> str:
    out: list[str] = []
    table: list[list[str]] | None = None
    for line in marked.splitlines():
        match = _MARK.fullmatch(line)
        kind, text = (match[1], match[2]) if match else ("", line)
        if kind == "table":
            table = []
        elif kind == "end":
            out.append(_table(table or []))
            table = None
        elif table is not None:
            table.append(line.split("|"))
        else:
            out.append(_paragraph(text, kind))
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    return "".join(out) + f"<w:sectPr>{size}</w:sectPr>"


def _paragraph(text: str, kind: str = "") -> str:
    properties = ""
    if kind.isdigit():
        level = int(kind) - 1
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    elif kind in ("title", "center", "caption"):
        properties = '<w:jc w:val="center"/>'
    elif kind == "right":
        properties = '<w:jc w:val="right"/>'
    bold = "<w:rPr><w:b/></w:rPr>" if kind == "title" else ""
    run = f'<w:r>{bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def _table(rows: list[list[str]]) -> str:
    """`^` continues the cell above, `<` the cell to the left."""
    width = max(len(row) for row in rows)
    out = ["<w:tbl><w:tblPr/><w:tblGrid>" + '<w:gridCol w:w="1700"/>' * width + "</w:tblGrid>"]
    for number, row in enumerate(rows):
        header = "<w:trPr><w:tblHeader/></w:trPr>" if number == 0 else ""
        out.append(f"<w:tr>{header}")
        for column, text in enumerate(row):
            if text == "<":
                continue
            across = next((n for n, t in enumerate(row[column + 1 :]) if t != "<"), len(row) - column - 1) + 1
            below = number + 1 < len(rows) and column < len(rows[number + 1]) and rows[number + 1][column] == "^"
            merge = "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>' if below else ""
            span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
            out.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph('' if text == '^' else text)}</w:tc>")
        out.append("</w:tr>")
    return "".join(out) + "</w:tbl>"


def main() -> None:
    for source, name, encoding in SAMPLES:
        (CORPUS / name).write_bytes(build(source, encoding))


if __name__ == "__main__":
    main()
