"""Metadata that needs the whole document: region, level of authority, when it takes effect, what it repeals."""

from __future__ import annotations

from dataclasses import replace

from policykit.model.diagnostic import Severity
from policykit.model.document import ClauseKind, Document
from policykit.parse.authority import authority_of
from policykit.parse.changes import part_changes
from policykit.parse.regions import assumed, in_context, region_of
from policykit.parse.repeals import listed, repeals
from policykit.parse.validity import effective_date

_TAIL = 14
_EXPLAINS = frozenset({"解读", "问答"})
"""What only explains a document binds nobody and takes no effect."""
_CONTEXT = 8000


def region(document: Document) -> Document:
    """The place whose body issued the document or whose name its title begins with."""
    meta = document.metadata
    found = region_of(meta.issuers, (meta.title, meta.cover_title), meta.doc_number)
    if found:
        context = document.text.value[:_CONTEXT]
        found = in_context(found, (*meta.issuers, meta.title or ""), context)
        if found and assumed(found, context):
            message = f"文中没有写明所在的省、市，地区按同名的行政区划推定为“{found}”，请核对。"
            document = document.noting("parse.region.assumed", message, Severity.INFO)
    return replace(document, metadata=replace(meta, region=found)) if found else document


def validity(document: Document) -> Document:
    """施行 and 废止 as printed in the document's own closing clauses."""
    meta = document.metadata
    if meta.genre in _EXPLAINS:
        message = f"这是{meta.genre}，不是文件本身：施行、废止日期和其中的要求以所说明的文件为准，请找到原文核对。"
        return document.noting("parse.genre.explains", message, Severity.WARNING)
    own = [c for c in document.clauses if not c.address.startswith("附件")]
    closing = [c for c in own[-_TAIL:] if c.kind is not ClauseKind.SIGNATURE]
    opening = [c for c in own[:2] if c.kind in (ClauseKind.COVER, ClauseKind.PREAMBLE)]
    date = meta.effective_date or effective_date([*opening, *closing], meta.history, meta.title, meta.issued_date)
    gone = tuple(dict.fromkeys((*repeals(closing), *listed(meta.title, document.clauses))))
    changes = part_changes(meta.title, closing, document.clauses)
    if date is None and not gone and not changes:
        return document
    return replace(document, metadata=replace(meta, effective_date=date, repeals=gone, changes=changes))


def authority(document: Document) -> Document:
    """The level of authority, where it is certain."""
    found = authority_of(document.metadata)
    return replace(document, metadata=replace(document.metadata, authority=found)) if found else document
