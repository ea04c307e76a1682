"""Whether a document is law: told by the room above that follows repeals and later texts, kept beside the index.

Search may not ask the citator, which stands above it; who indexes or opens a workspace hands in how to tell. Where
nobody does, the documents' own words are taken: a repeal clause of a later document, and the date of effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policykit.model.document import Metadata
from policykit.model.store import DocumentSummary

IN_FORCE, REPEALED, REPLACED, NOT_YET, UNKNOWN = "现行有效", "已废止", "已有新文本", "尚未施行", "效力未知"
WORDS = {
    **dict.fromkeys((IN_FORCE, "现行", "有效", "未见废止"), IN_FORCE),
    **dict.fromkeys((REPEALED, "废止", "失效"), REPEALED),
    **dict.fromkeys((REPLACED, "已修改", "已被修改", "已修订", "有新文本"), REPLACED),
    **dict.fromkeys((NOT_YET, "未施行", "未生效"), NOT_YET),
    **dict.fromkeys((UNKNOWN, "未知", "不明"), UNKNOWN),
}
"""What a person may write for a status, and the status. 现行有效 says only that nothing in the collection ends it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of every document by id, on a day; `until` is the ISO day on which some may change, if any."""

    words: Mapping[str, str]
    on: str
    until: str | None = None

    def holds(self, day: str) -> bool:
        return self.on <= day and (self.until is None or day < self.until)

    def to_json(self) -> dict[str, Any]:
        return {"words": dict(self.words), "on": self.on, "until": self.until}


Tell = Callable[[Iterable[DocumentSummary], date], Standing]


def own_status(meta: Metadata, title_key: str, repealed: Mapping[str, str], today: str) -> str:
    """Never more than the collection shows: repealed only where a later document or its own history says so.

    `repealed`: folded title → the date of the document that ends it. A regulation often repeals an older one of its
    own name; so a repeal counts only for a document that is older.
    """
    if any(entry.event == "废止" for entry in meta.history):
        return REPEALED
    by = repealed.get(title_key) if meta.title else None
    own = meta.effective_date or meta.issued_date or meta.published_date
    if by and own and own < by:
        return REPEALED
    if meta.effective_date and meta.effective_date > today:
        return NOT_YET
    return IN_FORCE if own else UNKNOWN
