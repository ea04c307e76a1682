"""Text and attribute values as XML writes them. The standard library's own functions import its network modules."""

from __future__ import annotations

_MARKS = {ord('"'): "&quot;", ord("\n"): "&#10;", ord("\r"): "&#13;", ord("\t"): "&#9;"}


def escape(text: str) -> str:
    """The text as the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoteattr(text: str) -> str:
    """The text as an attribute's value, quotation marks included."""
    return '"' + escape(text).translate(_MARKS) + '"'
