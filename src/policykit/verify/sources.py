"""What became of a source since the file was written: unchanged, changed, moved, gone, replaced or repealed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from policykit.model.address import ClauseRef
from policykit.model.diagnostic import Severity
from policykit.model.document import Document
from policykit.model.store import DocumentStore, DocumentSummary
from policykit.verify.difference import nearest, shown
from policykit.verify.passages import Passage, passage, said
from policykit.verify.record import Source

_LEAST_ALIKE = 0.55  # a text less like the quote than this is not its new wording
_DISTINCT = 8  # a quote shorter than this may stand anywhere by chance
_PLACES = 5  # places looked at when a quote has moved
_SEARCHES = 200  # how often documents are searched for where a text went: it is a courtesy, and slow
_TITLE = re.compile(r"《([^《》]{1,200})》")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with one source; `reason` is for the user. `now` is the nearest text at present."""

    code: str
    severity: Severity
    reason: str
    now: str = ""
    change: str = ""


class Sources:
    """Checks sources against a store, each document and each source once."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._summaries = store.summaries()
        self._documents: dict[str, Document | None] = {}
        self._verdicts: dict[Source, tuple[Verdict, ...]] = {}
        self._repealed = _repeals(self._summaries)
        self._searches = 0

    def check(self, source: Source) -> tuple[Verdict, ...]:
        """All that is wrong with the clause; empty where it stands unchanged. About the clause, not the document."""
        if source not in self._verdicts:
            self._verdicts[source] = tuple(self._check(source))
        return self._verdicts[source]

    def summary(self, source: Source) -> DocumentSummary | None:
        """The document now: under its id, else the same bytes, else the same title."""
        title = source.doc_title
        same_id = (s for s in self._summaries if s.id == source.doc_id)
        same_bytes = (s for s in self._summaries if s.sha256 == source.doc_sha256)
        same_title = (s for s in self._summaries if title and s.metadata.title == title)
        return next(same_id, None) or next(same_bytes, None) or next(same_title, None)

    def about_document(self, source: Source) -> tuple[Verdict, ...]:
        """What concerns the source document as a whole: a new version, a repeal."""
        now = self.summary(source)
        if now is None:
            return ()
        out: list[Verdict] = []
        if now.sha256 != source.doc_sha256:
            out.append(
                Verdict(
                    "source.new_version",
                    Severity.INFO,
                    f"来源文件《{source.doc_title}》在生成之后换了新版本，引用的条款已按新版本逐条核对。",
                )
            )
        by = self._repealed_by(now)
        if by:
            out.append(
                Verdict(
                    "source.repealed",
                    Severity.ERROR,
                    f"来源文件《{source.doc_title}》已被《{by}》废止，不能再作依据；请改用新的规定后重新生成。",
                )
            )
        return tuple(out)

    def _check(self, source: Source) -> list[Verdict]:
        name = said(source.doc_title, source.address)
        summary = self.summary(source)
        document = self._load(summary.id) if summary else None
        if document is None:
            where = self._elsewhere(source, None)
            also = f"；同样的文字现见于{where}" if where else ""
            reason = f"资料库里已没有来源文件《{source.doc_title}》{also}。请补入该文件或更换依据。"
            return [Verdict("source.document_gone", Severity.ERROR, reason)]
        here = passage(document, source.address)
        if here is not None and _stands(source, here):
            if here.is_as(source.clause_sha256):
                return []
            return [
                Verdict(
                    "source.clause_changed",
                    Severity.WARNING,
                    f"{name}的其他文字有改动，引用的这句没有变；请看一看改动是否影响本处。",
                    here.full,
                )
            ]
        return [self._lost(source, name, document, here)]

    def _lost(self, source: Source, name: str, document: Document, here: Passage | None) -> Verdict:
        if here is not None and here.is_as(source.clause_sha256):
            reason = f"记录的引文不在{name}里，而该条款没有变过：出处记录有误，不能作准。"
            return Verdict("source.misquoted", Severity.ERROR, reason)
        text, alike = nearest(source.quote, here.full) if here is not None else ("", 0.0)
        where = self._elsewhere(source, document)
        if where and (alike < _LEAST_ALIKE or where.startswith(f"《{source.doc_title}》")):
            reason = f"{name}现在不是这句话了，原文已移到{where}；请更新依据。"
            return Verdict("source.moved", Severity.ERROR, reason)
        if alike >= _LEAST_ALIKE:
            change = shown(source.quote, text)
            also = f"，原来的文字现见于{where}。" if where else ""
            reason = f"{name}的文字已改：{_closed(change)}现在是“{_flat(text)}”{also or '，'}请按新的文字修改本处。"
            return Verdict("source.changed", Severity.ERROR, reason, text, change)
        place, text, alike = self._nearest(source, document)
        if alike >= _LEAST_ALIKE:
            change = shown(source.quote, text)
            reason = (
                f"{name}已不见这句话，最接近的是{said(source.doc_title, place)}：{_closed(change)}请核对后修改本处。"
            )
            return Verdict("source.changed", Severity.ERROR, reason, text, change)
        gone = "里已没有这句话" if here is not None else "已不存在"
        return Verdict("source.vanished", Severity.ERROR, f"{name}{gone}，也找不到相近的文字；请删去本处或更换依据。")

    def _elsewhere(self, source: Source, document: Document | None) -> str:
        """Where exactly the quote stands now, in its own document first; empty where nowhere."""
        if not source.quote.strip():
            return ""
        if document is not None:
            for clause in document.clauses:
                if source.quote in clause.text or source.quote in (clause.heading or ""):
                    return said(source.doc_title, clause.address)
        self._searches += 1
        if len(source.quote) < _DISTINCT or self._searches > _SEARCHES:
            return ""
        titles = {s.id: s.metadata.title or s.path for s in self._summaries}
        for ref in islice(self._store.find_text(source.quote), _PLACES):
            if self._confirmed(ref, source.quote):
                return said(titles.get(ref.doc_id, ref.doc_id), ref.address)
        return ""

    def _confirmed(self, ref: ClauseRef, quote: str) -> bool:
        """The store's answer may come from an index: the document itself decides."""
        document = self._load(ref.doc_id)
        found = passage(document, ref.address) if document else None
        return found is not None and found.holds(quote)

    def _nearest(self, source: Source, document: Document) -> tuple[str, str, float]:
        best = ("", "", 0.0)
        self._searches += 1
        if self._searches > _SEARCHES:
            return best
        for clause in document.clauses:
            text, alike = nearest(source.quote, clause.full_text)
            if alike > best[2]:
                best = (clause.address, text, alike)
        return best

    def _load(self, doc_id: str) -> Document | None:
        if doc_id not in self._documents:
            self._documents[doc_id] = self._store.load(doc_id)
        return self._documents[doc_id]

    def _repealed_by(self, summary: DocumentSummary) -> str:
        title = _bare(summary.metadata.title or "")
        for by in self._repealed.get(title, ()):
            same = _bare(by.metadata.title or "") == title
            if by.id != summary.id and not _older(by, summary) and (not same or _older(summary, by)):
                return by.metadata.title or by.path
        return ""


def _stands(source: Source, here: Passage) -> bool:
    """Whether the quote is where it was, or elsewhere in the same clause. An empty quote quotes nothing."""
    return bool(source.quote) and here.holds(source.quote)


def _closed(change: str) -> str:
    """The change as a sentence: with its full stop, and only one."""
    return change if change.endswith(("。", "。】")) else f"{change.rstrip('；，')}。"


def _flat(text: str) -> str:
    return text.strip().replace("\n", "↵")


def _repeals(summaries: tuple[DocumentSummary, ...]) -> dict[str, list[DocumentSummary]]:
    """Title to the documents that repeal it."""
    out: dict[str, list[DocumentSummary]] = {}
    for summary in summaries:
        for entry in summary.metadata.repeals:
            named = _TITLE.search(entry)
            out.setdefault(_bare(named[1] if named else entry), []).append(summary)
    return out


def _bare(title: str) -> str:
    return "".join(title.split()).strip("《》")


def _older(one: DocumentSummary, other: DocumentSummary) -> bool:
    """Whether `one` is certainly the older text, by the last date each prints: a law changed since is a newer one."""
    first, second = _last_date(one), _last_date(other)
    return bool(first and second) and first < second


def _last_date(summary: DocumentSummary) -> str:
    meta = summary.metadata
    changed = [h.date for h in meta.history if h.date]
    return max((meta.issued_date or "", meta.effective_date or "", *changed))
