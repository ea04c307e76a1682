"""Parses XML parts: no DTD, no entities, no network, no bottomless nesting."""

from __future__ import annotations

import re

from lxml import etree

from policykit.errors import UnreadableInput

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
Element = etree._Element


def parse_xml(data: bytes, name: str) -> Element:
    """The root of an XML part. `name` is for the message. Raises UnreadableInput.

    A DTD is refused outright: office formats never have one, and entities are how small files grow large.
    """
    head = data[:200_000]
    if b"\x00" in head[:200]:
        head = head.replace(b"\x00", b"")
    if _DOCTYPE.search(head):
        raise UnreadableInput(
            f"文件内部含有不允许的 XML 声明（DTD 或实体），为安全起见不读取：{name}",
            hint="请在 WPS 或 Word 中打开后另存一份再加入。",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableInput(
            f"文件内部的 XML 已损坏或嵌套过深：{name}", hint="请用 WPS 或 Word 打开检查，必要时修复后另存再加入。"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableInput(
            f"文件内部含有不允许的 XML 声明（DTD），为安全起见不读取：{name}",
            hint="请在 WPS 或 Word 中打开后另存一份再加入。",
        )
    return root


_LOCAL: dict[str, str] = {}


def local(element: Element) -> str:
    """The tag without namespace: transitional and strict documents use different ones for the same."""
    tag = str(element.tag)
    name = _LOCAL.get(tag)
    if name is None:
        name = tag.rpartition("}")[2]
        if len(_LOCAL) < 5_000:  # a hostile file may bring tags without end
            _LOCAL[tag] = name
    return name


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Element, name: str) -> Element | None:
    """The first child with this local name."""
    for each in element:
        if local(each) == name:
            return each
    return None


def value_of(element: Element | None, name: str) -> str | None:
    """The `val` attribute of a named child, the way WordprocessingML writes a property."""
    found = child(element, name) if element is not None else None
    return attribute(found, "val") if found is not None else None


def switched_on(element: Element | None, name: str) -> bool:
    """Whether an on/off property is on: present and not set to 0, false or off (ECMA-376 part 1, 17.17.4)."""
    found = child(element, name) if element is not None else None
    return found is not None and (attribute(found, "val") or "1") not in ("0", "false", "off")
