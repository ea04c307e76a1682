"""The rule that reads citations out of a document's clauses and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from policykit.annotate.citations import anaphora, grammar
from policykit.annotate.citations.scan import Mention, is_own, mentions, normal
from policykit.annotate.passages import Passage, passages
from policykit.model.annotation import Citation, CitationKind
from policykit.model.document import ClauseKind, Document

_TRIGGER = re.compile(r"[《≪«]|法|条例|号|[根依参]据?照?|款|第[^章节]{1,9}条|前条")
_QUOTES = re.compile(r"[“”]")
_STOP = re.compile(r"[。；\n]")


def annotate_citations(document: Document) -> Document:
    """The document with its citations, in order of print."""
    reader = _Reader(document)
    found: list[Citation] = []
    for passage in passages(document):
        if _TRIGGER.search(passage.text):
            found.extend(reader.read(passage))
    return replace(document, citations=tuple(sorted(found, key=lambda c: c.span)))


@dataclass(slots=True)
class _Reader:
    """What has been cited so far, which pointing words stand for."""

    document: Document
    own: frozenset[str] = field(init=False)
    own_title: str = field(init=False)
    articles: bool = field(init=False)
    aliases: dict[str, str] = field(default_factory=dict)
    last: list[Mention] = field(default_factory=list)
    unwritten: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        meta = self.document.metadata
        titles = [t for t in (meta.title, meta.cover_title) if t]
        titles += [inner for t in titles for inner in re.findall(r"(?:印发|转发|公布|发布)《([^《》]{4,80})》", t)]
        self.own = frozenset(normal(t) for t in titles)
        self.own_title = meta.title or ""
        self.unwritten |= {normal(a) for a in meta.attachments}
        self.articles = any(c.kind is ClauseKind.ARTICLE for c in self.document.clauses)

    def read(self, passage: Passage) -> list[Citation]:
        text = passage.text
        found = mentions(text, self.own, self.unwritten)
        for mention in found:
            if mention.alias:
                self.aliases[mention.alias] = mention.title
        found.extend(self._aliased(text, found))
        found.sort(key=lambda m: m.start)
        pointing = self._pointing(passage, found)
        own_number = self.document.metadata.doc_number
        out = [
            self._citation(passage, m)
            for m in found
            if not (m.kind is CitationKind.NUMBER and m.number == own_number)  # the letterhead is no citation
        ]
        self.last = (self.last + [m for m in found if m.kind is not CitationKind.NUMBER])[-12:]
        return out + pointing

    def _citation(self, passage: Passage, m: Mention) -> Citation:
        number = m.number
        own = self._is_own(passage.text, m)
        surface = passage.text[m.start : m.end]
        return Citation(
            passage.clause, surface, m.title, number, m.article, passage.locate(m.start, m.end), m.kind, own, m.version
        )

    def _is_own(self, text: str, m: Mention) -> bool:
        """The document's mention of itself, not of an older one of the same name that it repeals."""
        own_number = self.document.metadata.doc_number
        if m.number is not None:
            return m.number == own_number or (own_number is None and is_own(m.title, self.own) and not _gone(text, m))
        return is_own(m.title, self.own) and not _gone(text, m)

    def _aliased(self, text: str, found: list[Mention]) -> list[Mention]:
        """Names laid down by 以下简称 that are used without 《》: only with an article or in quotation marks."""
        out: list[Mention] = []
        for alias in self.aliases:
            at = text.find(alias)
            while at >= 0:
                end = at + len(alias)
                gap = re.compile(r"[”\"]?\s{0,3}(?:中的?|的)?\s{0,3}").match(text, end)
                run = grammar.ARTICLES.match(text, gap.end()) if gap else None
                pointed = text[at - 1 : at] in tuple("本该同此")
                if run and not pointed and not any(m.start < run.end() and at < m.end for m in found):
                    out.append(Mention(at, run.end(), alias, CitationKind.BARE, article=grammar.squeeze(run.group())))
                at = text.find(alias, end)
        return out

    def _pointing(self, passage: Passage, found: list[Mention]) -> list[Citation]:
        text = passage.text
        out: list[Citation] = []
        spans = [(m.start, m.end) for m in found]

        def covered(start: int) -> bool:
            return any(s <= start < e for s, e in spans)

        for hit in anaphora.POINTING.finditer(text):
            if covered(hit.start()):
                continue
            at = re.compile(r"(?:的|中的?)?\s{0,3}").match(text, hit.end())
            run = grammar.ARTICLES.match(text, at.end() if at else hit.end())
            if run is None:
                continue
            article = grammar.squeeze(run.group())
            target = self._target(text, hit, found)
            spans.append((hit.start(), run.end()))
            title, own = (target.title, is_own(target.title, self.own)) if target else (self.own_title, True)
            if target is None and hit["which"] != "本":
                continue
            out.append(self._anaphor(passage, hit.start(), run.end(), title, article, own))
        for hit in anaphora.SAME_ARTICLE.finditer(text):
            base = self._nearest(found, hit.start(), None)
            parts = grammar.PARTS.match(text, hit.end())
            if covered(hit.start()) or base is None or parts is None or not base.article:
                continue
            spans.append((hit.start(), parts.end()))
            article = _article_only(base.article) + grammar.squeeze(parts.group())
            own = is_own(base.title, self.own)
            out.append(self._anaphor(passage, hit.start(), parts.end(), base.title, article, own))
        if self.articles:
            out.extend(self._own_parts(passage, covered))
        else:
            out.extend(self._alone(passage, found, spans, covered))
        return out

    def _anaphor(self, passage: Passage, start: int, end: int, title: str, article: str, own: bool) -> Citation:
        surface, span = passage.text[start:end], passage.locate(start, end)
        return Citation(passage.clause, surface, title, None, article, span, CitationKind.ANAPHORA, own)

    def _target(self, text: str, hit: re.Match[str], found: list[Mention]) -> Mention | None:
        """The mention a pointing word stands for. 本法 is the document itself, or in a quotation the quoted law."""
        genre = hit["genre"]
        if hit["which"] == "本":
            quoted = _inside_quotation(text, hit.start())
            own_genre = anaphora.same_genre(self.own_title, genre)
            if own_genre and quoted is None:
                return None
            if quoted is not None:
                return next(
                    (m for m in reversed(found) if m.end <= quoted and anaphora.same_genre(m.title, genre)), None
                )
            if self.articles:
                return None
        return self._nearest(found, hit.start(), genre)

    def _nearest(self, found: list[Mention], at: int, genre: str | None) -> Mention | None:
        for m in (*reversed([m for m in found if m.end <= at]), *reversed(self.last)):
            if m.kind is not CitationKind.NUMBER and (genre is None or anaphora.same_genre(m.title, genre)):
                return m
        return None

    def _own_parts(self, passage: Passage, covered: object) -> list[Citation]:
        """前款, 前条, 本条第二款 in a document of articles: addresses inside the document itself."""
        out: list[Citation] = []
        article = passage.clause.rpartition("/")[2] if "条" in passage.clause.rpartition("/")[2] else None
        article = article or next((p for p in passage.clause.split("/") if p.startswith("第") and "条" in p), None)
        if article is None or passage.cell:
            return out
        text = passage.text
        for hit in anaphora.OWN_PARTS.finditer(text):
            parts = grammar.PARTS.match(text, hit.end())
            end = parts.end() if parts else hit.end()
            printed = grammar.squeeze(parts.group()) if parts else ""
            word = hit.group()
            if word.startswith("本"):
                target = article + printed
            elif word.endswith("款") and "/" not in passage.clause.partition("条")[2]:
                nth = text.count("\n", 0, hit.start()) + 1
                if nth < 2:
                    continue
                target = f"{article}第{_HAN_SMALL[nth - 1]}款{printed}" if nth <= 10 else article
            else:
                continue
            out.append(self._anaphor(passage, hit.start(), end, self.own_title, target, True))
        return out

    def _alone(
        self, passage: Passage, found: list[Mention], spans: list[tuple[int, int]], covered: object
    ) -> list[Citation]:
        """An article without a title, in a document without articles: the law cited before it in the sentence."""
        out: list[Citation] = []
        text = passage.text
        for hit in anaphora.ALONE.finditer(text):
            if any(s <= hit.start() < e for s, e in spans):
                continue
            base = next(
                (m for m in reversed(found) if m.end <= hit.start() and m.kind is not CitationKind.NUMBER), None
            )
            if base is None or _STOP.search(text, base.end, hit.start()):
                continue
            run = grammar.ARTICLES.match(text, hit.start())
            if run is None:
                continue
            spans.append((hit.start(), run.end()))
            own = is_own(base.title, self.own)
            article = grammar.squeeze(run.group())
            out.append(self._anaphor(passage, hit.start(), run.end(), base.title, article, own))
        return out


def _gone(text: str, m: Mention) -> bool:
    """Whether the sentence goes on to repeal what is named."""
    return bool(re.match(r"[^。；\n]{0,30}(?:废止|失效|停止执行)", text[m.end : m.end + 40]))


_HAN_SMALL = "零一二三四五六七八九十"


def _article_only(article: str) -> str:
    """The last article of a printed run, without its paragraphs."""
    found = list(re.finditer(rf"第{grammar.NUMERAL}条(?:之{grammar.NUMERAL})?", article))
    return found[-1].group() if found else article


def _inside_quotation(text: str, at: int) -> int | None:
    """Where the quotation that `at` lies in opens, or None."""
    depth: list[int] = []
    for mark in _QUOTES.finditer(text, 0, at):
        if mark.group() == "“":
            depth.append(mark.start())
        elif depth:
            depth.pop()
    return depth[0] if depth else None
