"""The pages of a PDF by way of pdfium. Only this module speaks to it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from policykit.errors import UnreadableInput, UnsupportedFormat
from policykit.extract.limits import LIMITS
from policykit.extract.paged.page import Glyph, Page, Rule

_SEGMENTS_AT_MOST = 20_000
_THIN = 3.0


def pages(data: bytes, name: str) -> Iterator[Page]:
    """The pages of a PDF. Raises UnreadableInput for damaged or locked files, UnsupportedFormat without pdfium."""
    try:
        # pypdfium2 ships no type information.
        import pypdfium2  # type: ignore[import-untyped]
    except ImportError:
        raise UnsupportedFormat(
            f"没有安装读取 PDF 的组件：{name}",
            hint="请执行 pip install pypdfium2 后重试，或在 WPS 中把 PDF 转为 .docx 再加入。",
        ) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableInput(f"PDF 加了密码，无法读取：{name}", hint="请去掉打开密码、另存后再加入。") from None
        raise UnreadableInput(
            f"PDF 已损坏或没有下载完整：{name}", hint="请重新下载，或用阅读器打开后另存再加入。"
        ) from None
    try:
        if len(document) > LIMITS.pdf_pages:
            raise UnreadableInput(
                f"PDF 有 {len(document)} 页，超出 {LIMITS.pdf_pages} 页的上限：{name}", hint="请拆成几个文件再加入。"
            )
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                yield Page(number + 1, 0, 0, [], [], [], 1)
                continue
            yield _page(page, number + 1)
            page.close()
    finally:
        document.close()


def _page(page: Any, number: int) -> Page:
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()

    def turn(x: float, y: float) -> tuple[float, float]:
        if rotation == 90:
            return y - bottom, x - left
        if rotation == 180:
            return right - x, y - bottom
        if rotation == 270:
            return top - y, right - x
        return x - left, top - y

    width, height = (right - left, top - bottom) if rotation % 180 == 0 else (top - bottom, right - left)
    out = Page(number, width, height, [], [], [], 0)
    _read_glyphs(page, turn, out)
    _read_objects(page, turn, out)
    return out


def _read_glyphs(page: Any, turn: Any, out: Page) -> None:
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        handle, box = text_page.raw, raw.FS_RECTF()
        gap, high = False, 0
        for index in range(text_page.count_chars()):
            code = raw.FPDFText_GetUnicode(handle, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            if code in (0x20, 0xA0, 0x3000, 0x0D, 0x0A, 0x09):
                gap = gap or not raw.FPDFText_IsGenerated(handle, index)
                continue
            if not raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box)):
                continue
            x0, y0 = turn(box.left, box.top)
            x1, y1 = turn(box.right, box.bottom)
            # Word writes a hyphen that pdfium hands over as a soft hyphen.
            text = "-" if code in (0xAD, 0x02) else chr(code) if code >= 0x20 and code != 0xFFFE else "\ufffd"
            out.glyphs.append(Glyph(text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), gap))
            gap = False
    finally:
        text_page.close()


def _read_objects(page: Any, turn: Any, out: Page) -> None:
    from pypdfium2 import raw

    left = _SEGMENTS_AT_MOST
    for item in page.get_objects(max_depth=4):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            out.images += 1
        elif item.type == raw.FPDF_PAGEOBJ_PATH and left > 0:
            left -= _read_path(item, turn, out)


def _read_path(item: Any, turn: Any, out: Page) -> int:
    from pypdfium2 import raw

    count = min(int(raw.FPDFPath_CountSegments(item.raw)), _SEGMENTS_AT_MOST)
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, ctypes.byref(mode), ctypes.byref(stroked))
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    edges: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = turn(*matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO and points:
            edges.append((points[-1], point))
        points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            edges.append((point, points[-min(len(points), 4)]))
    if not points:
        return count
    wide = max(p[0] for p in points) - min(p[0] for p in points)
    tall = max(p[1] for p in points) - min(p[1] for p in points)
    if not stroked.value and wide > _THIN and tall > _THIN:
        return count  # shading behind a cell, not a line
    for (ax, ay), (bx, by) in edges:
        if abs(ay - by) <= 1 and abs(ax - bx) > _THIN:
            out.across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) <= 1 and abs(ay - by) > _THIN:
            out.down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
    return count
