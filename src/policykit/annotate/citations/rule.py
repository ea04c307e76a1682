"""The rule that reads citations out of a document's clauses and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policykit.annotate.citations import grammar
from policykit.annotate.citations.pointing import Context, Pointer, may_point, pointers
from policykit.annotate.citations.scan import Mention, is_own, mentions, normal
from policykit.annotate.citations.taken import Taken
from policykit.annotate.passages import Passage, into_body, of_metadata, passages
from policykit.model.annotation import Citation, CitationKind
from policykit.model.document import ClauseKind, Document

# One set of first characters, what must follow some of them being looked for behind it: that is searched fastest.
_TRIGGER = re.compile(r"[《≪«法号根依参款条第](?:(?<=[《≪«法号根依参款])|(?<=条)例|(?<=第)[^章节]{1,9}条)")
_AFTER_ALIAS = re.compile(r"[”\"]?\s{0,3}(?:中的?|的)?\s{0,3}")
_REPEALED = re.compile(r"[^。；\n]{0,30}(?:废止|失效|停止执行)")
_ATTACHED = re.compile(r"(?:印发|转发|公布|发布)《([^《》]{4,80})》")
_LIST = re.compile(r"(?:目录|清单|表|名单|标准|指标|样式|文本)$")
_LETTERHEAD = re.compile(r"\s{0,3}附[件表]\s{0,3}[\d一二三四五六七八九十：:]")
"""The document's own number, printed again at the head of an annex."""
_MOST_ALIASES = 200
_POINTS_BACK = ("该", "上述", "前述")


def annotate_citations(document: Document) -> Document:
    """The document with its citations, in order of print."""
    reader = _Reader(document)
    found = list(_in_head(document, reader))
    head = {c.span.end for c in found}  # a name that the first line of the body goes on is not read again there
    for passage in passages(document, _TRIGGER.search):
        read = reader.read(passage)
        found.extend([c for c in read if c.span.end not in head] if head else read)
    return replace(document, citations=tuple(sorted(found, key=lambda c: c.span)))


def _in_head(document: Document, reader: _Reader) -> Iterator[Citation]:
    """What the head cites. A title is no citation, but a line that names an article was none; nor is the head of a
    document that has no body.
    """
    bodiless = not any(c.text or c.heading for c in document.clauses) and not document.tables
    if bodiless and (document.metadata.title or "").startswith("《"):
        reader.own = frozenset()  # a line of a name and a number: what it names is another document
    for span, passage in into_body(document) if not bodiless else ():
        if _TRIGGER.search(passage.text):
            aside = _Reader(document)
            yield from (c for c in aside.read(passage) if c.span.start < span.end < c.span.end)
    for passage in of_metadata(document):
        if _TRIGGER.search(passage.text) and (bodiless or grammar.ARTICLES.search(passage.text)):
            yield from (c for c in reader.read(passage) if c.article or bodiless)


@dataclass(slots=True)
class _Reader:
    """What has been cited so far, which pointing words and short names stand for."""

    document: Document
    own: frozenset[str] = field(init=False)
    own_title: str = field(init=False)
    annexes: frozenset[str] = field(init=False)
    has_articles: bool = field(init=False)
    aliases: dict[str, str] = field(default_factory=dict)
    earlier: tuple[Mention, ...] = ()
    unwritten: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        meta = self.document.metadata
        titles = [t for t in (meta.title, meta.cover_title) if t]
        titles += [inner for t in titles for inner in _ATTACHED.findall(t)]
        self.own = frozenset(normal(t) for t in titles)
        self.own_title = meta.title or ""
        annexes = [c.heading for c in self.document.clauses if c.kind is ClauseKind.ATTACHMENT and c.heading]
        self.annexes = frozenset(normal(a) for a in annexes if len(a) >= 6)
        self.unwritten |= {normal(a) for a in annexes if _LIST.search(a)}
        self.unwritten |= {normal(a) for a in meta.attachments}
        self.has_articles = any(c.kind is ClauseKind.ARTICLE for c in self.document.clauses)

    def read(self, passage: Passage) -> list[Citation]:
        text = passage.text
        found = mentions(text, self.own, self.unwritten)
        for mention in found:
            if mention.alias and len(self.aliases) < _MOST_ALIASES:
                self.aliases[mention.alias] = mention.title
        if self.aliases:
            found = sorted([*found, *self._aliased(text, found)], key=lambda m: m.start)
        pointing: list[Pointer] = []
        if may_point(text):
            context = Context(self.own_title, self.has_articles, passage.clause, self.earlier)
            pointing = pointers(text, found, context, passage.cell)
        found = [self._said_before(text, m, found[max(0, i - 12) : i]) for i, m in enumerate(found)]
        if not found:
            return [self._pointer(passage, p) for p in pointing]
        number = self.document.metadata.doc_number
        out = [
            self._citation(passage, m)
            for m in found
            if not (
                m.kind is CitationKind.NUMBER
                and ((m.number == number and not m.article) or _LETTERHEAD.match(text, m.end))
            )
        ]
        titled = [m for m in found if m.kind is not CitationKind.NUMBER]
        self.earlier = (*self.earlier, *titled[-12:])[-12:]
        return out + [self._pointer(passage, p) for p in pointing]

    def _said_before(self, text: str, m: Mention, here: list[Mention]) -> Mention:
        """该《养犬管理条例》 is the one named in full just before, whose name ends so."""
        if m.kind is not CitationKind.TITLE or not text.endswith(_POINTS_BACK, max(0, m.start - 2), m.start):
            return m
        name = normal(m.title)
        before = [*self.earlier, *here]
        full = {normal(o.title): o for o in before if normal(o.title).endswith(name) and normal(o.title) != name}
        if len(name) < 4 or len(full) != 1:
            return m
        return replace(m, title=next(iter(full.values())).title, kind=CitationKind.ANAPHORA)

    def _citation(self, passage: Passage, m: Mention) -> Citation:
        span = passage.locate(m.start, m.end)
        own = self._is_own(passage.text, m)
        surface = passage.text[m.start : m.end]
        return Citation(passage.clause, surface, m.title, m.number, m.article, span, m.kind, own, m.version)

    def _pointer(self, passage: Passage, p: Pointer) -> Citation:
        title, own = (p.target.title, is_own(p.target.title, self.own)) if p.target else (self.own_title, True)
        surface, span = passage.text[p.start : p.end], passage.locate(p.start, p.end)
        return Citation(passage.clause, surface, title, None, p.article, span, CitationKind.ANAPHORA, own)

    def _is_own(self, text: str, m: Mention) -> bool:
        """The document's mention of itself, not of an older one of the same name that it repeals."""
        number = self.document.metadata.doc_number
        if m.number is not None and number is not None:
            return m.number == number
        title = self.aliases.get(grammar.squeeze(m.title), m.title)
        return (is_own(title, self.own) or normal(title) in self.annexes) and not _REPEALED.match(
            text, m.end, m.end + 40
        )

    def _aliased(self, text: str, found: list[Mention]) -> list[Mention]:
        """Names laid down by 以下简称 that are used without 《》: only with an article behind them."""
        out: list[Mention] = []
        taken = Taken(len(text))
        for m in found:
            taken.add(m.start, m.end)
        for alias in (a for a in self.aliases if len(a) > 1):
            at = text.find(alias)
            while at >= 0:
                end = at + len(alias)
                gap = _AFTER_ALIAS.match(text, end)
                run = grammar.ARTICLES.match(text, gap.end()) if gap else None
                if run and text[at - 1 : at] not in tuple("本该同此") and taken.free(at, run.end()):
                    taken.add(at, run.end())
                    out.append(Mention(at, run.end(), alias, CitationKind.BARE, article=grammar.squeeze(run.group())))
                at = text.find(alias, end)
        return out
