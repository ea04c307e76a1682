"""One walk through a Word part: each element that prints, or that says how, goes to its handler."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from policykit.verify.word_flow import Flow

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Subtrees that print nothing of their own: deleted or moved text, field codes, ruby, a fallback for old readers.
_UNPRINTED = {
    f"{W}{name}"
    for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sectPr", "tblPr", "tblGrid", "rPr")
} | {f"{MC}Fallback"}
# What prints something that no text tells: it cannot be checked, and must not go unnoticed.
_UNREADABLE = {
    f"{W}altChunk": "嵌入的文档",
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": "图片",
    "{urn:schemas-microsoft-com:vml}imagedata": "图片",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "嵌入的对象",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "图表",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "图形",
}

# Names written out once: building them for each of 100,000 elements would take longer than the walk.
_VAL, _TYPE, _ID, _NAME = f"{W}val", f"{W}type", f"{W}id", f"{W}name"
_RUN, _RUN_PROPERTIES, _PROPERTIES = f"{W}r", f"{W}rPr", f"{W}pPr"
_VANISH, _RUN_STYLE, _STYLE, _NUMBERING = f"{W}vanish", f"{W}rStyle", f"{W}pStyle", f"{W}numPr"

Handler = Callable[[Flow, "etree._Element"], object]


def walk(root: etree._Element, hidden: frozenset[str], part: str) -> Flow:
    """Go through a part once, without recursion, and gather what it prints. `hidden` are styles of hidden text."""
    from lxml import etree

    flow = Flow(part)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "end":
            end = _END.get(tag)
            if end is not None:
                end(flow)
        elif tag == _RUN:
            if _hides(element, hidden):
                walker.skip_subtree()
        elif tag == _PROPERTIES:
            flow.properties(_numbered(element), bool(hidden) and _has_style(element, _STYLE, hidden))
            walker.skip_subtree()
        elif tag in _START:
            _START[tag](flow, element)
            if tag in _LEAVES:
                walker.skip_subtree()
        elif tag in _UNPRINTED or not isinstance(tag, str):
            walker.skip_subtree()
    return flow


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as w:vanish is set; absent is off, without a value on."""
    return element is not None and element.get(_VAL) not in ("0", "false", "off")


def _text(flow: Flow, element: etree._Element) -> None:
    flow.text(element.text or "")


def _break(flow: Flow, element: etree._Element) -> None:
    if element.get(_TYPE) in (None, "textWrapping"):  # a page or column break prints nothing
        flow.text("\n")


def _bookmark(flow: Flow, element: etree._Element) -> None:
    flow.start_mark(element.get(_ID) or "", element.get(_NAME) or "")


def _row(flow: Flow, element: etree._Element) -> None:
    flow.row_properties(
        header=is_on(element.find(f"{W}tblHeader")),
        deleted=element.find(f"{W}del") is not None,
        before=_number(element.find(f"{W}gridBefore")),
    )


def _cell(flow: Flow, element: etree._Element) -> None:
    merge = element.find(f"{W}vMerge")
    value = merge.get(_VAL) if merge is not None else None
    flow.cell_properties(
        span=_number(element.find(f"{W}gridSpan"), 1),
        continued=merge is not None and value in (None, "continue"),
        restarted=value == "restart",
    )


_START: dict[str, Handler] = {
    f"{W}t": _text,
    f"{M}t": _text,
    f"{W}br": _break,
    f"{W}cr": _break,
    f"{W}tab": lambda flow, _: flow.text("\t"),
    f"{W}ptab": lambda flow, _: flow.text("\t"),
    f"{W}noBreakHyphen": lambda flow, _: flow.text("-"),
    f"{W}sym": lambda flow, element: flow.text(_symbol(element)),
    f"{W}p": lambda flow, _: flow.start_paragraph(),
    f"{W}bookmarkStart": _bookmark,
    f"{W}bookmarkEnd": lambda flow, element: flow.end_mark(element.get(_ID) or ""),
    f"{W}tbl": lambda flow, _: flow.start_table(),
    f"{W}tr": lambda flow, _: flow.start_row(),
    f"{W}trPr": _row,
    f"{W}tc": lambda flow, _: flow.start_cell(),
    f"{W}tcPr": _cell,
    f"{W}txbxContent": lambda flow, _: flow.start_box(),
    **dict.fromkeys(_UNREADABLE, lambda flow, element: flow.unreadable(_UNREADABLE[element.tag])),
}
_LEAVES = {f"{W}trPr", f"{W}tcPr"}
_END = {
    f"{W}p": Flow.end_paragraph,
    f"{W}tbl": Flow.end_table,
    f"{W}tr": Flow.end_row,
    f"{W}tc": Flow.end_cell,
    f"{W}txbxContent": Flow.end_box,
}


def _hides(run: etree._Element, hidden: frozenset[str]) -> bool:
    properties = run.find(_RUN_PROPERTIES)
    if properties is None or not len(properties):
        return False
    vanish = properties.find(_VANISH)
    return is_on(vanish) if vanish is not None else bool(hidden) and _has_style(properties, _RUN_STYLE, hidden)


def _has_style(properties: etree._Element, tag: str, styles: frozenset[str]) -> bool:
    style = properties.find(tag)
    return style is not None and (style.get(_VAL) or "") in styles


def _numbered(properties: etree._Element) -> bool:
    numbering = properties.find(_NUMBERING)
    number = numbering.find(f"{W}numId") if numbering is not None else None
    return number is not None and number.get(_VAL) not in (None, "0")


def _number(element: etree._Element | None, default: int = 0) -> int:
    value = element.get(f"{W}val") if element is not None else None
    # A grid has at most 63 columns in Word: a larger span is no real one.
    return min(int(value), 63) if value and value.isascii() and value.isdigit() and len(value) < 9 else default


def _symbol(element: etree._Element) -> str:
    try:
        return chr(int(element.get(f"{W}char") or "", 16))
    except (ValueError, OverflowError):
        return "\ufffd"
