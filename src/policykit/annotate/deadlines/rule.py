"""The rule that reads time limits out of a document's clauses."""

from __future__ import annotations

import re
from dataclasses import replace

from policykit.annotate.deadlines import relative as relatives
from policykit.annotate.deadlines import repeated, span_of_time
from policykit.annotate.deadlines.absolute import Limit, Years, absolute
from policykit.annotate.deadlines.relative import relative
from policykit.annotate.deadlines.repeated import recurring, seasons
from policykit.annotate.passages import Passage, passages
from policykit.model.annotation import Deadline
from policykit.model.document import ClauseKind, Document

_TRIGGER = re.compile(r"[年月日天季周内每旬2小](?:(?<=[年月日天季周内每旬])|(?<=2)0\d\d|(?<=小)时)")
_SIGNS = re.compile(f"{span_of_time.SIGNS}|{relatives.SIGNS}|{repeated.SIGNS}")
_TITLE = re.compile(r"《[^《》]{0,120}(?:《[^《》]{0,80}》[^《》]{0,60})?》")
_DATE_ALONE = re.compile(
    r"\s*[（(]?[\d〇○零一二三四五六七八九十]{2,4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日[）)]?\s*"
)
_TO = ("至", "到", "，至")
_TITLE_YEAR = re.compile(r"(20\d\d)\s*年(?!度?以)")


def annotate_deadlines(document: Document) -> Document:
    """The document with its time limits, in order of print. The signature and the dates of titles are none."""
    years = _years(document)
    out: list[Deadline] = []
    signatures = {c.address for c in document.clauses if c.kind is ClauseKind.SIGNATURE}
    for passage in passages(document, lambda text: _SIGNS.search(text) and _TRIGGER.search(text)):
        if passage.clause in signatures:
            continue
        if _DATE_ALONE.fullmatch(passage.text) and not passage.cell:
            continue
        out.extend(_of_passage(passage, years))
    return replace(document, deadlines=tuple(sorted(out, key=lambda d: d.span)))


def _years(document: Document) -> Years:
    """The year for dates printed without one: the document's date, its page date, else its title.

    A plan signed at the end of a year for the year in its title (2018年度…) is dated by the title.
    """
    meta = document.metadata
    issued = meta.issued_date or meta.published_date
    printed = _TITLE_YEAR.findall(meta.title or "")
    title_year = int(printed[-1]) if len(set(printed)) == 1 else 0
    if issued:
        year = int(issued[:4])
        if title_year == year + 1:
            return Years(title_year, issued)
        return Years(year, issued)
    return Years(title_year, None)


def _of_passage(passage: Passage, years: Years) -> list[Deadline]:
    text = _TITLE.sub(lambda m: "□" * len(m.group()), passage.text) if "《" in passage.text else passage.text
    limits: list[Limit] = []
    taken = bytearray(len(text))
    for limit in (*seasons(text), *absolute(text, years), *recurring(text), *relative(text)):
        if taken.find(1, limit.start, limit.end) < 0:
            taken[limit.start : limit.end] = b"\x01" * (limit.end - limit.start)
            limits.append(limit)
    if not limits:
        return []
    limits = _joined(sorted(limits, key=lambda x: x.start), text)
    return [
        Deadline(
            passage.clause,
            passage.text[x.start : x.end].strip(),
            x.first,
            x.last,
            x.recurring,
            passage.locate(x.start, x.end),
            relative=x.relative,
            partial=x.partial,
            approx=x.approx,
            in_heading=passage.heading,
        )
        for x in limits
    ]


def _joined(limits: list[Limit], text: str) -> list[Limit]:
    """A limit that runs from an event to a day (发布之日起至6月30日) is one, not two."""
    out: list[Limit] = []
    for limit in limits:
        before = out[-1] if out else None
        if before and before.relative and not limit.relative and limit.last and text[before.end : limit.start] in _TO:
            out[-1] = replace(limit, start=before.start, first=None)
        else:
            out.append(limit)
    return out
