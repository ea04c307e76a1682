"""Metadata from what the parts print: title, number, issuers, dates, addressees, genre."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from policykit.lang import dates
from policykit.model.diagnostic import Diagnostic, Severity
from policykit.model.document import Document, Metadata
from policykit.parse import docnumbers, forms, titles
from policykit.parse.genre import genre_of
from policykit.parse.history import ordering, promulgation
from policykit.parse.lines import Line
from policykit.parse.parts import Part

_ISSUED_BY = re.compile(r"^(?P<who>[\u4e00-\u9fff（）() 、]{2,60}?)(?:关于|印发|转发|批转|办公厅转发)")
_FROM_TITLE = re.compile(
    r"(?:印发|转发|发布|公布|批转)(?:实施)?《?(?P<t>[^《》]{4,80}?)》?(?:的通知|的函|的公告|的通告|的决定)$"
)
_PUBLISHED = re.compile(
    r"(?:发布时间|发布日期|公开日期|发布于)[：:\s]*(?P<d>[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)"
)
_NAMED = re.compile(r"《([^《》]{4,80})》")
_NOTICES = frozenset({None, "通知", "函", "公告", "通告", "决定", "命令"})
_WINDOW = 4000
_PART_OF = re.compile(r"第[一二三四五六七八九十百]{1,4}(?:分编|[编章节条])")


_TAKES_EFFECT = re.compile(r"(?:自)?(?:19|20)\d\d年\d{1,2}月\d{1,2}日起?\s?(?:执行|施行|实施|生效)")
"""A line between a notice and the rule it issues, which is no title."""
_HEAD = 600  # characters in which a title is printed again


def gather(document: Document, parts: Sequence[Part], main: int) -> tuple[Metadata, list[Diagnostic]]:
    """The metadata of a document in parts, and what is doubtful about it.

    `main` is the part that the document is about; a notice before it is the cover.
    """
    if not parts:
        title, noted = _unprinted(document, ())
        return Metadata(title=title, genre=genre_of(title)), [noted] if noted else []
    plan, cover = parts[main], parts[0] if main else None
    order = [cover, plan] if cover else [plan]
    info = {p.field: p.value for part in reversed(order) for p in part.head.info if p.value}
    title = plan.head.title
    if title and _TAKES_EFFECT.fullmatch(title):
        title = None
    if not cover:
        title = _listed(title, info.get("title"))
    if cover and not title and cover.head.title:
        title = _transmitted(cover)
    caption = next((t.caption for t in document.tables[:1] if t.caption), None)
    if title and caption and title.endswith(caption) and genre_of(caption):
        title = caption  # a page's own heading stood above the table's
    title, noted = (title, None) if title else _unprinted(document, plan.body)
    notes = tuple(line.text for part in order for line in part.head.notes)
    history, note_number, note_issuer, note_date = promulgation(notes)
    number = next((p.head.doc_number for p in order if p.head.doc_number), None)
    number = number or docnumbers.parse(info.get("doc_number", "")) or note_number or _at_attachments(parts)
    issuers = next((p.signed_by for p in order if p.signed_by), ()) or order[0].head.issuers
    if not issuers and info.get("issuers"):
        issuers = tuple(i for i in re.split(r"[、，,;； ]+", info["issuers"]) if i)
    if not issuers:
        issuers = _title_issuers(order[0].head.printed_title) or note_issuer
    wrapped = next((i for i in issuers if title and _wrapped(i, title, document)), None)
    if wrapped:
        title = f"{wrapped}{title}"
        issuers = tuple(i for i in issuers if i != wrapped) or note_issuer
    issuers = issuers or ordering(number)
    issued = next((p.signed_on for p in order if p.signed_on), None) or next(
        (p.head.date for p in order if p.head.date), None
    )
    issued = issued or dates.parse_date(info.get("issued_date", "")) or note_date
    published = dates.parse_date(info.get("published_date", "")) or _published(document)
    metadata = Metadata(
        title=title,
        doc_number=number,
        issuers=tuple(issuers),
        issued_date=issued,
        published_date=published,
        effective_date=dates.parse_date(info.get("effective_date", "")),
        addressees=next((p.head.addressees for p in order if p.head.addressees), ()),
        genre=genre_of(title),
        cover_title=cover.head.title if cover and cover.head.title != title else None,
        cover_genre=genre_of(cover.head.title) if cover and cover.head.title != title else None,
        history=history,
        attachments=tuple(a for p in order for a in p.attachments),
    )
    return metadata, [noted] if noted else []


def _wrapped(body: str, title: str, document: Document) -> bool:
    """Whether what was read as a body is the first line of a law's title (…各级人民代表大会 / 常务委员会监督法).

    Certain only where the file's head prints the two as one line as well.
    """
    if not body.startswith("中华人民共和国"):
        return False
    return f"{body}{title}" in {line.strip("# \u3000\r") for line in document.raw[:_HEAD].split("\n")}


def _at_attachments(parts: Sequence[Part]) -> str | None:
    """The number that stands before 附件 at the head of the attachments, where no other place prints it."""
    for part in parts:
        if part.marker and forms.numbered_attachment(part.marker.text):
            found = docnumbers.leading(part.marker.text)
            return found[0] if found else None
    return None


def _unprinted(document: Document, body: Sequence[Line]) -> tuple[str | None, Diagnostic | None]:
    """A title for a document printed without one: what the text says it lays down, a table's caption, the file's
    name; never a web page's."""
    title = titles.laid_down("\n".join(line.text for line in body[:12]))
    if title:
        message = f"正文前没有标题，按文中“制定《{title}》”作为标题，请核对。"
        return title, Diagnostic("parse.title.from_text", Severity.INFO, message)
    title = next((t.caption for t in document.tables[:1] if t.caption and not body[20:]), None)
    if title:
        message = f"没有标题行，按首个表格的表题“{title}”作为标题，请核对。"
        return title, Diagnostic("parse.title.from_table", Severity.INFO, message)
    title = titles.of_file_name(PurePath(document.source.path).stem)
    if title:
        message = f"没有标题行，按文件名“{title}”作为标题，请核对。"
        return title, Diagnostic("parse.title.from_file_name", Severity.WARNING, message)
    opening = next((line.text for line in body[:3] if _PART_OF.match(line.text)), None)
    if opening:
        message = (
            f"没有找到标题，正文从“{opening[:20]}”开始，可能是整部文件中拆出的一部分。"
            "请与所属文件核对，或补上标题后重新加入。"
        )
        return None, Diagnostic("parse.title.missing", Severity.WARNING, message)
    message = "没有找到标题。检索时只能按正文查找，请在原件中补上标题后重新加入。"
    return None, Diagnostic("parse.title.missing", Severity.WARNING, message)


def _transmitted(cover: Part) -> str | None:
    """The title of a text printed without one below its notice or order: as the notice names it."""
    printed = cover.head.title or ""
    found = _FROM_TITLE.search(printed)
    if found:
        return found["t"]
    if genre_of(printed) not in _NOTICES:
        return printed
    named = _NAMED.search("\n".join(line.text for line in cover.body)[:_WINDOW])
    return named[1] if named else None


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
