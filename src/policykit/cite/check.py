"""Checking a draft's citations: each is verified, or said to be wrong, repealed, unknown or ambiguous.

Closed on failure: what cannot be tied to exactly one document of the corpus is not called verified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from policykit.annotate.citations.defined import Defined, defined_names
from policykit.annotate.citations.mentions import mention
from policykit.cite.articles import Article, expand
from policykit.cite.index import CorpusIndex, Entry
from policykit.cite.locate import Articles, Place
from policykit.cite.parts import effect, pending
from policykit.cite.quotes import Quote, Words, compare, quoted_with
from policykit.cite.resolve import Meant, Verdict, meant
from policykit.cite.term import last_day, limited
from policykit.model.address import ClauseRef
from policykit.model.annotation import Citation, CitationKind
from policykit.model.document import Document
from policykit.model.store import DocumentStore

_CHAPTERS = re.compile(r"\s?(?:第[零〇一二三四五六七八九十百\d]{1,6}分?[编章节])+")
_NUMBER = r"零〇○一二三四五六七八九十百千廿卅卌壹贰叁肆伍陆柒捌玖拾佰①-⑳⑴-⒇㈠-㈩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX\d"
_UNREAD = re.compile(
    rf"[”’\"]?\s{{0,2}}(?:的|中的?)?(?:第[（(]?[{_NUMBER}](?:[{_NUMBER}（）()至到、和—~～-]|\s?第){{0,30}}\s?[条款项目](?![目录])"
    r"|第[^\s第，。；、《》（）]{1,8}条(?![例件目约文])"
    rf"|第?[（(][{_NUMBER}][{_NUMBER}（）()至到、和—~～第-]{{0,30}}\s?[项目](?![目录])"
    rf"|(?<=条)[{_NUMBER}]{{1,4}}款|(?<=》)[{_NUMBER}]{{1,6}}条第|(?<=》)第?\d{{1,3}}\.\d{{1,3}}\s?条"
    r"|(?<=条)之[零一二三四五六七八九十\d]{1,3}(?![分以]))"
)
"""What is left of an article after all that could be read: 第卅条, 第②项. To pass over it would verify too much."""


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """One mention, or one article of it. `title` is the corpus document's, or as printed where there is none.

    `expired` is the last day, ISO, of a term that the document set itself and that is over; `reason` says so.
    """

    citation: Citation
    surface: str
    title: str
    doc_number: str | None
    article: str | None
    verdict: Verdict
    resolved: ClauseRef | None = None
    successor: str | None = None
    reason: str = ""
    quote: Quote | None = None
    expired: str | None = None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`found` entries, of which `checked` got a definite answer. `internal` are references to the draft's own
    articles (本办法第三条), checked against the draft itself and not counted.
    """

    entries: tuple[CheckEntry, ...]
    internal: tuple[CheckEntry, ...] = ()

    @property
    def found(self) -> int:
        return len(self.entries)

    @property
    def checked(self) -> int:
        return sum(e.verdict not in (Verdict.UNKNOWN_DOCUMENT, Verdict.AMBIGUOUS) for e in self.entries)

    @property
    def clean(self) -> bool:
        """Whether nothing needs a look: all verified, and nothing said of any (an older text, a quotation that differs,
        a term that is over)."""
        return all(e.verdict is Verdict.VERIFIED and not e.reason for e in (*self.entries, *self.internal))

    def to_json(self) -> dict[str, Any]:
        """The contract of `cite check --json`."""
        return {
            "found": self.found,
            "checked": self.checked,
            "citations": [_json(e) for e in self.entries],
            "internal": [_json(e) for e in self.internal],
        }


def _json(entry: CheckEntry) -> dict[str, Any]:
    out: dict[str, Any] = {
        "surface": entry.surface,
        "title": entry.title,
        "doc_number": entry.doc_number,
        "article": entry.article,
        "verdict": entry.verdict.value,
        "resolved": str(entry.resolved) if entry.resolved else None,
        "successor": entry.successor,
        "reason": entry.reason or None,
        "clause": entry.citation.clause,
    }
    if entry.quote is not None:
        out["quote"] = {"quoted": entry.quote.quoted, "actual": entry.quote.actual, "same": entry.quote.same}
    return out


def check(
    document: Document, store: DocumentStore, on: date | None = None, index: CorpusIndex | None = None
) -> CheckReport:
    """Check every citation of `document` against the corpus as the law stood `on` a day (today if None)."""
    return Checker(store, index).check(document, on)


class Checker:
    """Checks drafts against one corpus; keeps its index and the articles it has loaded between drafts."""

    def __init__(self, store: DocumentStore, index: CorpusIndex | None = None) -> None:
        self.store = store
        self.index = index or CorpusIndex(store.summaries())
        self._articles: dict[str, Articles | None] = {}

    def check(self, document: Document, on: date | None = None) -> CheckReport:
        day = on or date.today()
        defined = defined_names(document)
        entries: list[CheckEntry] = []
        internal: list[CheckEntry] = []
        own = (
            Articles(document, annexes=True)
            if any(c.self_reference and c.article for c in document.citations)
            else None
        )
        for citation in document.citations:
            if citation.self_reference:
                internal.extend(self._own(document, citation, own))
            else:
                entries.extend(self._in_its_term(e, day) for e in self._entries(document, citation, defined, day))
        return CheckReport(tuple(entries), tuple(internal))

    def meant(self, document: Document, citation: Citation, defined: Defined, on: date) -> Meant:
        """The corpus document that a citation of `document` means."""
        return meant(self.index, mention(document, citation, defined), on)

    def _entries(self, document: Document, citation: Citation, defined: Defined, on: date) -> list[CheckEntry]:
        meant = self.meant(document, citation, defined, on)
        full = defined.full(citation.title, citation.span.start)
        printed = full.title if full is not None else citation.title
        unread = _UNREAD.match(document.text.value, citation.span.end)
        if citation.article is None and unread is None:
            chapter = _CHAPTERS.match(document.text.value, citation.span.end)
            return [self._in_its_chapter(self._whole(citation, meant, printed), chapter.group() if chapter else "")]
        article = (citation.article or "") + (unread.group().strip() if unread else "")
        places = None if unread else expand(article)
        if places is None:
            reason = f"条款写法无法读懂：{article}，未核对"
            if meant.verdict is Verdict.UNKNOWN_DOCUMENT:
                return [_entry(citation, printed, article, meant)]
            printed = meant.entries[0].title if meant.verdict is Verdict.VERIFIED else printed
            return [_entry(citation, printed, article, Meant(Verdict.AMBIGUOUS, reason=reason))]
        if meant.verdict is Verdict.REPEALED and meant.entries:
            printed = meant.entries[0].title
        if meant.verdict is not Verdict.VERIFIED:
            return [self._of_no_text(_entry(citation, printed, str(p), meant), p, on) for p in places]
        out = [self._as_changed(self._article(citation, meant, p), meant, p, on) for p in places]
        out[0] = self._in_its_chapter(out[0], citation.surface.rpartition("》")[2].partition("条")[0])
        span = citation.span
        quoted = quoted_with(document.text.value, span.start, span.end) if len(places) == 1 else ()
        if quoted and out[0].verdict is Verdict.VERIFIED and out[0].resolved:
            out = [self._with_quote(out[0], places[0], quoted)]
        return out

    def _whole(self, citation: Citation, meant: Meant, printed: str) -> CheckEntry:
        if meant.verdict is Verdict.REPEALED and meant.entries:
            printed = meant.entries[0].title
        if meant.verdict is not Verdict.VERIFIED:
            return _entry(citation, printed, None, meant)
        first = meant.entries[0]
        return _entry(citation, first.title, None, meant, ClauseRef(first.id))

    def _in_its_term(self, entry: CheckEntry, on: date) -> CheckEntry:
        """A rule may have set itself a term (有效期五年); whether it was prolonged the corpus need not tell."""
        known = self.index.entries.get(entry.resolved.doc_id) if entry.resolved else None
        if known is None or not limited(known) or (articles := self.articles(known.id)) is None:
            return entry
        end = last_day(articles.document, known)
        if end is None or end >= on.isoformat():
            return entry
        said = f"该文件自定的有效期到{end}为止，是否延续请核实"
        return replace(entry, expired=end, reason=f"{entry.reason}；{said}" if entry.reason else said)

    def _in_its_chapter(self, entry: CheckEntry, printed: str) -> CheckEntry:
        """第二章第六条 is only there if the article stands in that chapter."""
        if entry.verdict is not Verdict.VERIFIED or entry.resolved is None or not _CHAPTERS.search(printed):
            return entry
        articles = self.articles(entry.resolved.doc_id)
        place = expand(entry.article) if entry.article else None
        clause = articles.find(place[0]).clause if articles and place else None
        if articles is None or not (reason := articles.outside(printed, clause)):
            return entry
        return replace(entry, verdict=Verdict.NO_SUCH_ARTICLE, resolved=None, reason=reason)

    def _article(self, citation: Citation, meant: Meant, place: Article) -> CheckEntry:
        """The article in the text in force. Copies of one edition supplement each other; undated texts must agree."""
        results = [(e, self._find(e, place)) for e in meant.entries]
        good = [(e, p) for e, p in results if p.address is not None]
        title = meant.entries[0].title
        dated = all(e.edition for e in meant.entries)
        if good and (dated or len(good) == len(results)):
            entry, found = good[0]
            return _entry(citation, title, str(place), meant, ClauseRef(entry.id, found.address or ""))
        if good:
            reason = "资料库里有几个没有日期的文本，有的有这一条，有的没有"
            return _entry(citation, title, str(place), Meant(Verdict.AMBIGUOUS, reason=reason))
        reason = results[0][1].reason
        verdict = Verdict.AMBIGUOUS if all(p.unclear for _, p in results) else Verdict.NO_SUCH_ARTICLE
        return _entry(citation, title, str(place), Meant(verdict, reason=reason))

    def _as_changed(self, entry: CheckEntry, meant: Meant, place: Article, on: date) -> CheckEntry:
        """What others did to the article since its text: repealed as a part of the whole, amended, or added."""
        changes = pending(self.index, meant.entries[0].title, meant.entries, on)
        if not changes or entry.verdict not in (Verdict.VERIFIED, Verdict.NO_SUCH_ARTICLE):
            return entry
        articles = self.articles(entry.resolved.doc_id) if entry.resolved else None
        found = effect(changes, place, articles.frames_of(place) if articles else ())
        if found is None:
            return entry
        if entry.verdict is Verdict.NO_SUCH_ARTICLE:
            reason = f"{entry.reason}；但{found.reason}，资料库里是修改前的文本，未核对"
            known = found.kind in ("adds", "amends")
            return replace(entry, verdict=Verdict.AMBIGUOUS, reason=reason) if known else entry
        if found.kind == "repeals" and entry.citation.version is None:
            undated = not any(e.edition for e in meant.entries) and found.by.change.kind == "deletes"
            verdict = Verdict.AMBIGUOUS if undated else Verdict.REPEALED
            successor = None if undated else found.by.successor
            return replace(entry, verdict=verdict, resolved=None, successor=successor, reason=found.reason)
        reason = f"{found.reason}，资料库里是修改前的文本，请核对现行条文"
        return replace(entry, reason=f"{entry.reason}；{reason}" if entry.reason else reason)

    def _of_no_text(self, entry: CheckEntry, place: Article, on: date) -> CheckEntry:
        """An article of a document that the corpus lacks: known only if a clause there repeals it."""
        if entry.verdict is not Verdict.UNKNOWN_DOCUMENT or entry.citation.version or entry.doc_number:
            return entry
        found = effect(pending(self.index, entry.title, (), on), place)
        if found is None or {"repeals"} != {found.kind, found.by.change.kind}:
            return entry
        return replace(entry, verdict=Verdict.REPEALED, successor=found.by.successor, reason=found.reason)

    def _find(self, entry: Entry, place: Article) -> Place:
        articles = self.articles(entry.id)
        if articles is None:
            return Place(None, "资料库里的文本打不开，未核对", unclear=True)
        if not articles:
            return Place(None, "该文件不以条编号，无法核对条款", unclear=True)
        return articles.find(place)

    def articles(self, doc_id: str) -> Articles | None:
        """The articles of a corpus document, loaded once."""
        if doc_id not in self._articles:
            document = self.store.load(doc_id)
            self._articles[doc_id] = Articles(document) if document is not None else None
        return self._articles[doc_id]

    def _with_quote(self, entry: CheckEntry, place: Article, quoted: tuple[Words, ...]) -> CheckEntry:
        """The entry with its quotation compared; of several the first that differs."""
        articles = self.articles(entry.resolved.doc_id) if entry.resolved else None
        clause = articles.find(place).clause if articles else None
        if articles is None or clause is None:
            return entry
        shown, reason = None, entry.reason
        for words in quoted:
            where = replace(place, paragraph=words.paragraph, item=0, point=0) if words.paragraph else place
            quote = compare(words.quoted, articles.text_of(clause, where))
            if shown is None or not quote.same:
                shown = quote
            if not quote.same:
                elsewhere = compare(words.quoted, articles.text_of(clause)).same
                actual = f"原文为：{quote.actual[:200]}" if quote.actual else "条文里没有与引文相近的话"
                reason = f"条款存在，但引文与原文不一致，{actual}"
                reason = f"引文见于该条，但不在所引的{_part(where)}" if elsewhere else reason
                break
        return replace(entry, reason=reason, quote=shown)

    def _own(self, document: Document, citation: Citation, articles: Articles | None) -> list[CheckEntry]:
        """References of the draft to its own articles; nothing is said where it has none."""
        if citation.article is None or not articles:
            return []
        title = document.metadata.title or citation.title
        out: list[CheckEntry] = []
        for place in expand(citation.article) or ():
            found = articles.find(place)
            verdict = Verdict.VERIFIED if found.address else Verdict.NO_SUCH_ARTICLE
            verdict = Verdict.AMBIGUOUS if found.unclear else verdict
            ref = ClauseRef(document.id, found.address) if found.address else None
            out.append(_entry(citation, title, str(place), Meant(verdict, reason=found.reason), ref))
        return out


def _part(place: Article) -> str:
    """The part of the article alone: 第二款第（三）项."""
    return str(place).partition("条")[2].lstrip("之一二三四五六七八九十") or "款项"


def _entry(
    citation: Citation, title: str, article: str | None, meant: Meant, resolved: ClauseRef | None = None
) -> CheckEntry:
    number = citation.doc_number
    if citation.kind is CitationKind.NUMBER and meant.verdict is Verdict.VERIFIED and meant.entries:
        title = meant.entries[0].title
    return CheckEntry(
        citation, citation.surface, title, number, article, meant.verdict, resolved, meant.successor, meant.reason
    )
