"""OFD, the national page format (GB/T 33190-2016): a zip of XML that says where each character is printed."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator

from policykit.errors import UnreadableInput
from policykit.extract.limits import LIMITS
from policykit.extract.paged.page import Glyph, Page, Rule
from policykit.extract.paged.reader import read_pages
from policykit.extract.reading import Reading
from policykit.extract.xmltree import Element, attribute, child, local, parse_xml
from policykit.extract.ziparchive import Archive

_MM = 72 / 25.4
_NUMBER = re.compile(r"-?\d{1,7}(?:\.\d{0,9})?")
_PATH = re.compile(r"([A-Za-z])|(-?\d{1,7}(?:\.\d{0,9})?)")


def is_ofd(archive: Archive) -> bool:
    """Whether a zip is an OFD file."""
    return "OFD.xml" in archive.names


def read_ofd(archive: Archive) -> Reading:
    """The reading of an OFD file. Raises UnreadableInput where it is damaged or a scan."""
    return read_pages(_pages(archive), archive.name)


def _pages(archive: Archive) -> Iterator[Page]:
    root = _part(archive, "OFD.xml")
    number = 0
    for body in root.iter():
        if local(body) != "DocRoot" or not body.text:
            continue
        path = body.text.strip().lstrip("/")
        document = _part(archive, path)
        folder = posixpath.dirname(path)
        common = child(document, "CommonData")
        size = _box(_text(_descend(common, "PageArea", "PhysicalBox"))) or (0, 0, 210, 297)
        templates = {
            attribute(t, "ID") or "": posixpath.normpath(posixpath.join(folder, attribute(t, "BaseLoc") or ""))
            for t in (common if common is not None else ())
            if local(t) == "TemplatePage"
        }
        pages = child(document, "Pages")
        for entry in pages if pages is not None else ():
            number += 1
            if number > LIMITS.pdf_pages:
                raise UnreadableInput(
                    f"页数超出 {LIMITS.pdf_pages} 页的上限：{archive.name}", hint="请拆成几个文件再加入。"
                )
            location = attribute(entry, "BaseLoc") or ""
            target = location.lstrip("/") if location.startswith("/") else posixpath.join(folder, location)
            yield _page(archive, posixpath.normpath(target), number, size, templates)


def _page(archive: Archive, path: str, number: int, size: tuple[float, ...], templates: dict[str, str]) -> Page:
    root = _part(archive, path)
    own = _box(_text(_descend(root, "Area", "PhysicalBox"))) or size
    page = Page(number, own[2] * _MM, own[3] * _MM, [], [], [], 0)
    for each in root:
        if local(each) == "Template":
            template = templates.get(attribute(each, "TemplateID") or "")
            if template in archive.names:
                _objects(_part(archive, template or ""), page)
    _objects(root, page)
    return page


def _objects(root: Element, page: Page) -> None:
    for each in root.iter():
        name = local(each)
        if name == "TextObject":
            _read_text(each, page)
        elif name == "PathObject":
            _read_path(each, page)
        elif name == "ImageObject":
            page.images += 1


def _read_text(source: Element, page: Page) -> None:
    box = _box(attribute(source, "Boundary"))
    size = _numbers(attribute(source, "Size"))
    if box is None or not size or attribute(source, "Visible") == "false":
        return
    matrix = _numbers(attribute(source, "CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1, 0, 0, 1, 0, 0)
    wide, tall = size[0] * math.hypot(a, b) * _MM, size[0] * math.hypot(c, d) * _MM
    x = y = 0.0
    gap = False
    for code in source:
        if local(code) != "TextCode":
            continue
        x = next(iter(_numbers(attribute(code, "X"))), x)
        y = next(iter(_numbers(attribute(code, "Y"))), y)
        steps_x, steps_y = _deltas(attribute(code, "DeltaX")), _deltas(attribute(code, "DeltaY"))
        at_x, at_y = x, y
        for index, char in enumerate(code.text or ""):
            if char.isspace():
                gap = True
            else:
                left = (box[0] + a * at_x + c * at_y + e) * _MM
                base = (box[1] + b * at_x + d * at_y + f) * _MM
                width = wide * (0.5 if char.isascii() else 1.0)
                page.glyphs.append(Glyph(char, left, base - 0.86 * tall, left + width, base + 0.14 * tall, gap))
                gap = False
            at_x += steps_x[index] if index < len(steps_x) else 0 if steps_y else size[0]
            at_y += steps_y[index] if index < len(steps_y) else 0


def _read_path(source: Element, page: Page) -> None:
    box = _box(attribute(source, "Boundary"))
    data = _text(child(source, "AbbreviatedData"))
    if box is None or not data:
        return
    matrix = _numbers(attribute(source, "CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1, 0, 0, 1, 0, 0)
    command, numbers = "", list[float]()
    last: tuple[float, float] | None = None
    for match in _PATH.finditer(data[:200_000]):
        if match[1]:
            command, numbers = match[1], []
            continue
        numbers.append(float(match[2]))
        if len(numbers) < 2 or command not in "MSL":
            continue
        px, py = numbers
        point = ((box[0] + a * px + c * py + e) * _MM, (box[1] + b * px + d * py + f) * _MM)
        if command == "L" and last is not None:
            _rule(last, point, page)
        last, numbers = point, []


def _rule(start: tuple[float, float], end: tuple[float, float], page: Page) -> None:
    (ax, ay), (bx, by) = start, end
    if abs(ay - by) <= 1 < abs(ax - bx):
        page.across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
    elif abs(ax - bx) <= 1 < abs(ay - by):
        page.down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))


def _deltas(value: str | None) -> list[float]:
    """Advances from character to character; `g n d` stands for n times d."""
    out: list[float] = []
    words = (value or "").split()
    at = 0
    while at < len(words) and len(out) < 10_000:
        if words[at] == "g" and at + 2 < len(words):
            times, step = _numbers(words[at + 1]), _numbers(words[at + 2])
            out += (step or [0.0])[:1] * min(int(times[0]) if times else 0, 10_000)
            at += 3
        else:
            out += _numbers(words[at])[:1] or [0.0]
            at += 1
    return out


def _numbers(value: str | None) -> list[float]:
    return [float(n) for n in _NUMBER.findall(value or "")]


def _box(value: str | None) -> tuple[float, ...] | None:
    numbers = _numbers(value)
    return tuple(numbers[:4]) if len(numbers) >= 4 else None


def _descend(element: Element | None, *names: str) -> Element | None:
    for name in names:
        element = child(element, name) if element is not None else None
    return element


def _text(element: Element | None) -> str:
    return (element.text or "") if element is not None else ""


def _part(archive: Archive, name: str) -> Element:
    data = archive.read(name)
    if data is None:
        raise UnreadableInput(
            f"OFD 文件缺少部件 {name:.80}：{archive.name}", hint="请重新下载，或用 OFD 阅读器转为 PDF 再加入。"
        )
    return parse_xml(data, archive.name)
