"""What a file is, judged by its bytes first; the suffix only decides where the bytes leave a choice."""

from __future__ import annotations

import re
from pathlib import PurePath

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
MHTML = "multipart/related"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
DOC = "application/msword"
WPS = "application/vnd.ms-works"
RTF = "application/rtf"
OFD = "application/ofd"
ZIP = "application/zip"
IMAGE = "image/*"
UNKNOWN_OLE = "application/x-ole-storage"

SUFFIXES = {
    ".txt": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".shtml": HTML,
    ".mht": MHTML,
    ".mhtml": MHTML,
    ".docx": DOCX,
    ".pdf": PDF,
    ".doc": DOC,
    ".wps": DOC,
    ".rtf": RTF,
    ".ofd": OFD,
}

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OPENING_TAG = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,2000}>\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|span|h[1-6]|center|font|script|style|link|ul|section|article|main)\b",
    re.I,
)
_ANY_TAG = re.compile(
    r"</?(?:html|body|div|p|table|td|tr|span|br|h[1-6]|li|ul|ol|a|b|i|u|em|strong|font|center|section|article|form|meta)\b[^<>]{0,2000}>",
    re.I,
)


def detect(data: bytes, name: str) -> str:
    """The media type of a file. Text files come back as what their suffix says; see `refine`."""
    suffix = PurePath(name).suffix.lower()
    head = data[:1024]
    if b"%PDF-" in head and not head.lstrip().startswith(b"<"):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return UNKNOWN_OLE
    if head.lstrip().startswith(b"{\\rtf"):
        return RTF
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return IMAGE if not (head.startswith(b"BM") and suffix in (".txt", ".md", ".html")) else PLAIN
    if re.match(rb"(?:From:|MIME-Version:|Subject:)", head, re.I) and b"multipart/related" in data[:4096].lower():
        return MHTML
    kind = SUFFIXES.get(suffix, PLAIN)
    return kind if kind in (PLAIN, MARKDOWN, HTML) else PLAIN


def refine(kind: str, text: str, name: str) -> str:
    """Correct a text file's type by what stands in it: a saved page named .txt, a plain text named .html."""
    head = text[:20_000]
    if kind == HTML:
        return HTML if _ANY_TAG.search(head) or _OPENING_TAG.match(head) or _ANY_TAG.search(text) else PLAIN
    if kind == PLAIN and _OPENING_TAG.match(head) and len(_ANY_TAG.findall(head)) >= 3:
        return HTML
    return kind
