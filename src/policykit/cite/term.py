"""Until when a document holds, where its own last clauses limit it (有效期五年, 有效期至2026年12月31日)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from policykit.cite.index import Entry
from policykit.lang import dates, numerals
from policykit.model.document import Document

_LIMITED = re.compile(
    r"(?:(?:施行|实施|执行|生效|之日起)[，；。]?\s?|本[\u4e00-\u9fff]{2}的?)有效期(?:限)?[^。；\n]{0,16}?(?:"
    r"(?P<years>[一二三四五六七八九十两\d]{1,3})\s?年(?!\d{0,2}月)|[至到]\s?(?P<day>(?:19|20)\d\d年\d{1,2}月\d{1,2}日))"
)
_LAST = 6  # clauses at the end in which a document says how long it holds


def limited(entry: Entry) -> bool:
    """Whether documents of this kind limit themselves at all: those with a yeared number (临政规〔2021〕3号)."""
    return "〔" in (entry.metadata.doc_number or "")


def last_day(document: Document, entry: Entry) -> str | None:
    """The last day, ISO, on which the document holds; None where it does not say or does not say from when."""
    for clause in document.clauses[-_LAST:]:
        found = _LIMITED.search(clause.text) if "有效期" in clause.text else None
        if found is None:
            continue
        if found["day"]:
            return dates.parse_date(found["day"])
        years, since = numerals.parse(found["years"]), entry.effective or entry.metadata.issued_date
        if years and since and len(since) == 10:
            return _after(date.fromisoformat(since), years).isoformat()
    return None


def _after(start: date, years: int) -> date:
    """The last day of a term: five years from 2021-07-01 end on 2026-06-30."""
    try:
        end = start.replace(year=start.year + years)
    except ValueError:  # 29 February
        end = start.replace(year=start.year + years, month=3, day=1)
    return end - timedelta(days=1)
