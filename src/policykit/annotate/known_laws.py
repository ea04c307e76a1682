"""The level of a law that prints nothing of who made it, from the list of national laws and regulations by name."""

from __future__ import annotations

from dataclasses import replace

from policykit.annotate.citations.bare import law_levels
from policykit.model.document import ClauseKind, Document

_COUNTRY = "中华人民共和国"
_NATIONAL = frozenset(("中华人民共和国国务院", "国务院", "全国人民代表大会常务委员会", "全国人民代表大会"))


def known_law(document: Document) -> Document:
    """The document with its level, where its whole title is that of a national law and nothing says otherwise.

    A place, a number or another issuer would; so would a text without articles, which is no law.
    """
    meta = document.metadata
    if meta.authority or not meta.title or meta.region or meta.doc_number or not _NATIONAL.issuperset(meta.issuers):
        return document
    level = law_levels().get(meta.title.removeprefix(_COUNTRY))
    if not level or not any(c.kind is ClauseKind.ARTICLE for c in document.clauses):
        return document
    return replace(document, metadata=replace(meta, authority=level))
