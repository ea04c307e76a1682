"""Words of a letter decoded: header fields, names of attachments, bodies, in the character sets mail programs name."""

from __future__ import annotations

import re
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from policykit.errors import UnreadableInput
from policykit.extract.decode import decode, likeness

_LONGEST = 2_000  # characters of words that are decoded
_FEW = 4_000  # bytes of an unknown set that are judged by how Chinese they look
_MENDED = ("subject", "from", "content-type", "content-disposition")
# What calls itself gb2312 is mostly the later and larger set (WHATWG encoding standard, as in extract.decode).
_SETS = dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "euc-cn"), "gb18030")
_SETS |= dict.fromkeys(("big5", "cp950", "x-big5"), "big5hkscs")
# Of the names a mail may give, those of character sets: among Python's codecs are others, slow or no sets at all.
_KNOWN = re.compile(
    r"utf-?(?:7|8|16|32)(?:-?[lb]e)?|gb18030|big5.{0,8}|hz.{0,10}|us-ascii|ascii|iso-?8859-.{1,4}|iso-2022-.{2,8}|windows-\d+|cp\d+|latin-?1|euc-.{2}|shift_jis|koi8-."
)
_EXTENDED = re.compile(r"^[\w.-]{0,40}'[\w-]{0,20}'")  # RFC 2231 4: charset'language'


def mend(part: Message) -> None:
    """Make the fields readable that hold bytes instead of encoded words, against RFC 5322 but common."""
    for field, value in list(part.raw_items()):
        if field.lower() in _MENDED and isinstance(value, str) and re.search("[\udc80-\udcff]", value):
            data = value.encode("utf-8", "surrogateescape")
            del part[field]
            part[field] = re.sub(r"[\r\n]+\s*", " ", _guessed(data))


def field_text(part: Message, name: str) -> str:
    """A header field in one line, its encoded words (RFC 2047) decoded; empty where there is none."""
    return words(str(part.get(name, "")))


def words(value: str) -> str:
    """Text with encoded words decoded. What is wrongly encoded stays as it is written."""
    value = value[:_LONGEST]
    if "=?" in value:
        # Encoded words need blanks around them; several mail programs write none, or put them into quotation marks.
        value = re.sub(r'"(=\?[^"]{1,1000}\?=)"', r"\1", value)
        try:
            pieces = decode_header(value)
        except (HeaderParseError, ValueError):
            pieces = [(value, None)]
        value = "".join(p if isinstance(p, str) else in_set(p, c) for p, c in pieces)
    return " ".join(re.sub("[\x00-\x1f\x7f\ud800-\udfff]", " ", value).split())


def in_set(data: bytes, charset: str | None) -> str:
    """Bytes decoded by the set they are said to be in; by their look where that is not known or not right."""
    label = (charset or "ascii").strip("'\" ").lower()
    label = _SETS.get(label, label)
    try:
        return data.decode(label) if _KNOWN.fullmatch(label) else _guessed(data)
    except (LookupError, ValueError):
        return _guessed(data)


def attachment_name(part: Message) -> str:
    """The name of an attachment (RFC 2231, or encoded words as most write it); empty where it has none."""
    try:
        name = part.get_filename("")
    except (LookupError, ValueError, TypeError, AttributeError):
        return ""
    if "%" in name and (marked := _EXTENDED.match(name)):  # the mark was inside quotation marks
        from urllib.parse import unquote_to_bytes

        return words(in_set(unquote_to_bytes(name[marked.end() :]), name.partition("'")[0]))
    if re.search("[\udc80-\udcff]", name):
        name = _guessed(name.encode("utf-8", "surrogateescape"))
    return words(name)


def sender(part: Message) -> str:
    """Who a letter is from: name and address; empty where it does not say."""
    name, address = parseaddr(field_text(part, "from"))
    return f"{name}（{address}）" if name and address else name or address


def sent_at(part: Message) -> datetime | None:
    """When a letter says it was sent, None where that cannot be read."""
    try:
        return parsedate_to_datetime(str(part.get("date", ""))[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _guessed(data: bytes) -> str:
    """Bytes of no known set. For a few words how Chinese they look decides; longer text is decoded like a file."""
    found: list[tuple[float, str]] = []
    for name in ("utf-8", "gb18030", "big5hkscs") if len(data) <= _FEW else ():
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        found.append((likeness(text), text))
    if found:
        return max(found, key=lambda f: f[0])[1]
    try:
        return decode(data, "").text
    except UnreadableInput:
        return data.decode("utf-8", "replace")
