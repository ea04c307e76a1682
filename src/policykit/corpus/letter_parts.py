"""The parts of a letter: which are its own text, which are pictures inside that, which were attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32

from policykit.corpus.mail_words import attachment_name, in_set, mend
from policykit.corpus.members import is_litter
from policykit.errors import PolicykitError
from policykit.extract.limits import LIMITS
from policykit.extract.media import HTML, PLAIN
from policykit.extract.ziparchive import Bomb

_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_CID = re.compile(r"cid:([^\"'\s<>)]{1,300})", re.I)
_FIELD_LENGTH, _FIELD_PARAMETERS = 8_000, 100  # of a header field; the library's time grows with their product
_BOUNDARIES = 100  # kinds of parting lines: every line is held against those of all parts it is in


@dataclass(slots=True)
class Parts:
    """What a letter is made of: its texts by kind (`plain`, `html`), what was attached (name, part), and how many
    parts say nothing: signatures, pictures that belong to the text."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attached: list[tuple[str, Message]] = field(default_factory=list)
    litter: int = 0


class _Short(Compat32):
    """Header fields no longer than anybody needs."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, ";".join(value[:_FIELD_LENGTH].split(";", _FIELD_PARAMETERS)[:_FIELD_PARAMETERS])


def parsed(data: bytes) -> Message:
    """The letter in these bytes. Raises Bomb for one of more parts or deeper nesting than can be taken apart."""
    if data.count(b"\n--") > 4 * LIMITS.zip_members or len(re.findall(rb"(?i)boundary\s{0,9}[=*]", data)) > _BOUNDARIES:
        raise Bomb("邮件里的部分太多")
    try:
        letter: Message = message_from_bytes(data, policy=_Short())
    except RecursionError:
        raise Bomb("邮件一层套一层，太深了") from None
    mend(letter)
    return letter


def parts_of(letter: Message) -> Parts:
    """The parts of a letter. Raises Bomb for too many."""
    found = Parts()
    texts: list[tuple[int, str, str]] = []  # the choice it belongs to, its kind, the text
    pictures: list[tuple[str, Message]] = []
    for count, (part, choice) in enumerate(_leaves(letter)):
        if count > LIMITS.zip_members:
            raise Bomb("邮件里的部分太多")
        mend(part)
        kind, name = part.get_content_type(), attachment_name(part)
        if kind in _SIGNATURES or (name and is_litter(name)):
            found.litter += 1
        elif kind.startswith("image/"):
            pictures.append((name, part))
        elif kind in (PLAIN, HTML) and part.get_content_disposition() != "attachment" and not name:
            texts.append((choice, kind, in_set(bytes_of(part), part.get_content_charset()).replace("\r\n", "\n")))
        else:
            found.attached.append((name, part))
    shown = {cid for _, kind, text in texts if kind == HTML for cid in _CID.findall(text)}
    for name, part in pictures:
        inside = str(part.get("content-id", "")).strip(" <>") in shown or not name
        found.litter += inside
        found.attached += [] if inside else [(name, part)]
    _choose(texts, found)
    return found


def bytes_of(part: Message) -> bytes:
    """What a part holds. Broken base64 gives what can be had of it."""
    try:
        if part.is_multipart():  # a letter inside
            inside = part.get_payload(0)
            return inside.as_bytes() if isinstance(inside, Message) else b""
        data = part.get_payload(decode=True)
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError):
        return b""
    return data if isinstance(data, bytes) else b""


def letters(text: str) -> int:
    """How many letters, characters and digits a text has."""
    return sum(map(str.isalnum, text))


def seen(html: str) -> str:
    """What a person would see of a page."""
    from policykit.extract import extract_bytes

    try:
        return extract_bytes(html.encode("utf-8", "replace"), "正文.html").text.value if html else ""
    except PolicykitError:
        return ""


def _leaves(letter: Message) -> Iterator[tuple[Message, int]]:
    """Parts that have no parts of their own, in order, each with the innermost choice (multipart/alternative) it is in,
    0 for none. A letter inside is one part."""
    waiting, choices = [(letter, 0)], 0
    while waiting:
        part, choice = waiting.pop()
        if not part.is_multipart() or part.get_content_type() == "message/rfc822":
            yield part, choice
            continue
        if part.get_content_type() == "multipart/alternative":
            choices += 1
            choice = choices
        inside = part.get_payload()
        waiting += [(p, choice) for p in reversed(inside) if isinstance(p, Message)] if isinstance(inside, list) else []


def _choose(texts: list[tuple[int, str, str]], found: Parts) -> None:
    """Of each choice the plain text, unless that only says that there is more in the other; all that is no choice."""
    for choice in dict.fromkeys(c for c, _, _ in texts):
        plain = [t for c, k, t in texts if c == choice and k == PLAIN and letters(t)]
        html = [t for c, k, t in texts if c == choice and k == HTML and letters(t)]
        if choice and plain and html:
            fuller = sum(letters(seen(t)) for t in html) > 2 * sum(map(letters, plain))
            plain, html = ([], html) if fuller else (plain, [])
        found.plain += plain
        found.html += html
