"""What LibreOffice prints: the lines of text and the rules of each page, in millimetres from its top left corner."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

MM = 72 / 25.4  # points


def has_chinese() -> bool:
    if shutil.which("fc-list") is None or shutil.which("pdftotext") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False).stdout.strip())


def convert(folder: Path, source: Path, kind: str) -> Path:
    out = folder / kind
    home = f"-env:UserInstallation=file://{folder}/lo"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / f"{source.stem}.{kind}"


@dataclass
class Printed:
    """A line of text: the box its typeface asks for."""

    x: float
    y: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        return (self.y + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.x + self.right) / 2


@dataclass
class Rule:
    """A horizontal rule."""

    x: float
    right: float
    y: float
    thick: float


def pages(pdf: Path) -> list[list[Printed]]:
    """The lines of text of each page."""
    html = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    out: list[list[Printed]] = []
    for page in html.split("<page ")[1:]:
        found = []
        for block in page.split("<line ")[1:]:
            box = [float(v) / MM for v in re.findall(r'="([\d.]+)"', block.partition(">")[0])]
            words = "".join(re.findall(r">([^<]+)</word>", block))
            found.append(Printed(*box[:4], words))
        out.append(found)
    return out


def rules(pdf: Path, page: int) -> list[Rule]:
    """The wide horizontal rules of a page, from top to bottom."""
    import pypdfium2
    import pypdfium2.raw as raw

    sheet = pypdfium2.PdfDocument(pdf)[page]
    height = sheet.get_height()
    found = []
    for item in sheet.get_objects([raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        if right - left > 100 * MM and top - bottom < 2 * MM:
            found.append(Rule(left / MM, right / MM, (height - (top + bottom) / 2) / MM, (top - bottom) / MM))
    return sorted(found, key=lambda r: r.y)
