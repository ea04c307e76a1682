"""Metadata from what the parts print: title, number, issuers, dates, addressees, genre."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.lang import dates
from policykit.model.document import Document, Metadata
from policykit.parse import docnumbers, forms, titles
from policykit.parse.genre import genre_of
from policykit.parse.history import promulgation
from policykit.parse.parts import Part

_ISSUED_BY = re.compile(r"^(?P<who>[\u4e00-\u9fff（）() 、]{2,60}?)(?:关于|印发|转发|批转|办公厅转发)")
_FROM_TITLE = re.compile(
    r"(?:印发|转发|发布|公布|批转)(?:实施)?《?(?P<t>[^《》]{4,80}?)》?(?:的通知|的函|的公告|的通告|的决定)$"
)
_PUBLISHED = re.compile(
    r"(?:发布时间|发布日期|公开日期|发布于)[：:\s]*(?P<d>[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)"
)
_WINDOW = 4000


def gather(document: Document, parts: Sequence[Part], main: int) -> Metadata:
    """The metadata of a document in parts; `main` is the part that it is about, a notice before it the cover."""
    if not parts:
        return Metadata()
    plan, cover = parts[main], parts[0] if main else None
    order = [cover, plan] if cover else [plan]
    info = {p.field: p.value for part in reversed(order) for p in part.head.info if p.value}
    title = plan.head.title
    if not cover:
        title = _listed(title, info.get("title"))
    if cover and not title and cover.head.title:
        found = _FROM_TITLE.search(cover.head.title)
        title = found["t"] if found else None
    if not title:
        title = titles.laid_down("\n".join(line.text for line in plan.body[:12]))
    notes = tuple(line.text for part in order for line in part.head.notes)
    history, note_number, note_issuer, note_date = promulgation(notes)
    number = next((p.head.doc_number for p in order if p.head.doc_number), None)
    number = number or docnumbers.parse(info.get("doc_number", "")) or note_number
    issuers = next((p.signed_by for p in order if p.signed_by), ()) or order[0].head.issuers
    if not issuers and info.get("issuers"):
        issuers = tuple(i for i in re.split(r"[、，,;； ]+", info["issuers"]) if i)
    if not issuers:
        issuers = _title_issuers(order[0].head.printed_title) or note_issuer
    issued = next((p.signed_on for p in order if p.signed_on), None) or next(
        (p.head.date for p in order if p.head.date), None
    )
    issued = issued or dates.parse_date(info.get("issued_date", "")) or note_date
    published = dates.parse_date(info.get("published_date", "")) or _published(document)
    return Metadata(
        title=title,
        doc_number=number,
        issuers=tuple(issuers),
        issued_date=issued,
        published_date=published,
        effective_date=dates.parse_date(info.get("effective_date", "")),
        addressees=next((p.head.addressees for p in order if p.head.addressees), ()),
        genre=genre_of(title),
        cover_title=cover.head.title if cover else None,
        cover_genre=genre_of(cover.head.title) if cover else None,
        history=history,
        attachments=tuple(a for p in order for a in p.attachments),
    )


def _listed(title: str | None, listed: str | None) -> str | None:
    """The title of the info table, where the printed one is a part of it or is missing."""
    if listed and genre_of(listed) and (not title or "".join(title.split()) in "".join(listed.split())):
        return listed
    return title


def _title_issuers(title: str | None) -> tuple[str, ...]:
    """某某人民政府关于…: the bodies that a title begins with."""
    found = _ISSUED_BY.match(title or "")
    if not found:
        return ()
    pieces = re.split(r"[ 、]", found["who"].strip())
    return tuple(p for p in pieces if p) if all(forms.organs(p) for p in pieces if p) else ()


def _published(document: Document) -> str | None:
    """The site's publication time, also where cleaning took its line for furniture."""
    for removal in document.ledger.removed:
        span = removal.raw_span
        if 8 <= len(span) <= _WINDOW:
            found = _PUBLISHED.search(document.raw, span.start, span.end)
            if found:
                return dates.parse_date(found["d"])
    return None
