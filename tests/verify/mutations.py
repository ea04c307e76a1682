"""One character of a finished file or of a source changed at random, and which recorded units that concerns."""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from policykit.model.output import Annex, Draft, Provenance

OTHERS = "甲乙不得应可以每年月日前后内外0129%的。；"
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<&]+)</w:t>")
_ROW = re.compile(r"<w:tr>.*?</w:tr>|<w:p>.*?</w:p>", re.S)
_MARK = re.compile(r'w:name="pk_([^"]+)"')
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)" s="(\d+)" t="s"><v>(\d+)</v></c>')


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed copy, and the record id of the unit that was changed."""

    path: Path
    unit: str


def changed(text: str, at: int, dice: random.Random) -> str:
    """The text with one character replaced, taken out, or another put before it."""
    other = dice.choice([c for c in OTHERS if c != text[at]])
    return text[:at] + dice.choice([other, "", other + text[at]]) + text[at + 1 :]


def edited(original: Path, dice: random.Random) -> Edit:
    """A copy of a .docx, .xlsx, .csv or .md with one printed character changed."""
    return {".docx": _docx, ".xlsx": _xlsx, ".csv": _csv, ".md": _markdown}[original.suffix](original, dice)


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(original: Path, parts: dict[str, bytes]) -> Path:
    path = original.with_name(f"改{original.suffix}")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _docx(original: Path, dice: random.Random) -> Edit:
    parts = _parts(original)
    xml = parts["word/document.xml"].decode()
    spans = [m.span(1) for m in _TEXT.finditer(xml)]
    start, end = dice.choices(spans, weights=[b - a for a, b in spans])[0]
    at = dice.randrange(start, end)
    unit = _unit_around(xml, at)
    parts["word/document.xml"] = changed(xml, at, dice).encode()
    return Edit(_packed(original, parts), unit)


def _unit_around(xml: str, at: int) -> str:
    """The id in the bookmark of the paragraph or row around a place; of a header row its table's."""
    for name in ("tr", "p"):
        start = xml.rfind(f"<w:{name}>", 0, at)
        end = xml.find(f"</w:{name}>", at)
        if start < 0 or xml.find(f"</w:{name}>", start, at) >= 0:
            continue
        marked = _MARK.search(xml, start, end)
        if marked:
            return marked[1]
        following = _MARK.search(xml, end)
        assert name == "tr" and following, xml[start : start + 200]
        return following[1].partition("r")[0] + "h"
    raise AssertionError(xml[at - 80 : at + 20])


def _xlsx(original: Path, dice: random.Random) -> Edit:
    """One cell gets a text of its own, as a spreadsheet program writes it."""
    parts = _parts(original)
    name = "xl/worksheets/sheet1.xml"
    xml = parts[name].decode()
    strings = re.findall(r"<si><t[^>]*>([^<]*)</t></si>", parts["xl/sharedStrings.xml"].decode())
    head = int(re.findall(r'<pane ySplit="(\d+)"', xml)[0])
    cells = [m for m in _CELL.finditer(xml) if int(m[2]) > head and strings[int(m[4])]]
    found = dice.choice(cells)
    text = unescape(strings[int(found[4])])
    new = changed(text, dice.randrange(len(text)), dice)
    inline = f'<is><t xml:space="preserve">{escape(new)}</t></is>'
    cell = f'<c r="{found[1]}{found[2]}" s="{found[3]}" t="inlineStr">{inline}</c>'
    parts[name] = (xml[: found.start()] + cell + xml[found.end() :]).encode()
    return Edit(_packed(original, parts), f"t1r{int(found[2]) - head}")


def _csv(original: Path, dice: random.Random) -> Edit:
    rows = list(csv.reader(io.StringIO(original.read_text("utf-8-sig"), newline="")))
    at = dice.randrange(1, len(rows))
    column = dice.choice([n for n, text in enumerate(rows[at]) if text])
    text = rows[at][column]
    rows[at][column] = changed(text, dice.randrange(len(text)), dice)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path = original.with_name("改.csv")
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    path.with_name("改.csv.policykit.json").write_bytes(
        original.with_name(f"{original.name}.policykit.json").read_bytes()
    )
    return Edit(path, f"t1r{at}")


def _markdown(original: Path, dice: random.Random) -> Edit:
    """A character of a paragraph that is no mark of Markdown's own."""
    text = original.read_text("utf-8")
    body = text[: text.rindex("<!-- policykit-provenance")]
    blocks = [b for b in body.split("\n\n") if b.strip()]
    plain = [n for n, b in enumerate(blocks) if not b.startswith("|") and re.search("[一-龥]{2}", b)]
    at = dice.choice(plain)
    block = blocks[at]
    place = dice.choice([m.start() for m in re.finditer("[一-龥]", block)])
    blocks[at] = changed(block, place, dice)
    path = original.with_name("改.md")
    path.write_text("\n\n".join(blocks) + "\n\n" + text[len(body) :], encoding="utf-8")
    return Edit(path, f"l{sum(not b.startswith('|') for b in blocks[: at + 1])}")


def drawn_from(output: Draft | Annex, suffix: str) -> list[tuple[str, Provenance]]:
    """Every unit of a file with each place it quotes. Only Word files break a title into several lines."""
    from policykit.render.sheet import lay_out

    sheet = lay_out(output, title_width=20 if suffix == ".docx" else None)
    units = [(line.id, p) for line in sheet.lines for p in line.sources]
    return units + [(row.id, p) for table in sheet.tables for row in table.rows for p in row.sources]


def changed_source(raw: str, units: Sequence[tuple[str, Provenance]], dice: random.Random) -> tuple[str, set[str]]:
    """The source's text with one character of a quoted sentence changed, and the units that quote that place."""
    while True:
        _, place = dice.choice(units)
        if len(place.quote) < 8 or raw.count(place.quote) != 1:
            continue
        at = raw.index(place.quote) + dice.randrange(1, len(place.quote) - 1)
        quoted = {
            u for u, p in units if p.doc_id == place.doc_id and p.address == place.address and p.quote == place.quote
        }
        return changed(raw, at, dice), quoted
