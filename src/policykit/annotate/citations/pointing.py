"""Mentions without a title of their own: 该法第三条, 同条第二款, 前款, and an article alone after a cited law."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policykit.annotate.citations import anaphora, grammar, judge
from policykit.annotate.citations.scan import Mention
from policykit.annotate.citations.taken import Taken
from policykit.model.annotation import CitationKind
from policykit.model.slots import direct

_QUOTES = re.compile(r"[“”\n]")
_STOP = re.compile(r"[。\n]")
_JOINED = re.compile(r"(?:（[^（）\n]{0,60}）)?\s?(?:、|和|与|及|以及|，)?\s?(?:（[^（）\n]{0,60}）)?")
_GAP = re.compile(r"(?:的|中的?)?\s{0,3}")
_REACH = 300
"""A pointing word stands for nothing farther back than this many characters of the same passage."""
_AMENDED = re.compile(
    r"修改[《〈](?P<title>(?:[^《》〈〉]|〈[^〈〉]{2,60}〉|《[^《》]{2,60}》){2,100})[》〉](?P<more>等|[、和])?"
)
_DIGITS = "零一二三四五六七八九十"


@direct
@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointing mention at `start`..`end`; `target` is what it stands for, None for the document itself."""

    start: int
    end: int
    target: Mention | None
    article: str


@direct
@dataclass(frozen=True, slots=True)
class Context:
    """What a passage can be read against. `earlier` are the last mentions before it, oldest first."""

    own_title: str
    has_articles: bool
    address: str
    earlier: tuple[Mention, ...]


def may_point(text: str) -> bool:
    """Whether a passage can hold a pointing mention at all."""
    return "条" in text or "款" in text


def pointers(text: str, found: list[Mention], context: Context, cell: bool) -> list[Pointer]:
    """All pointing mentions of a passage whose titled mentions are `found`, in order of print."""
    if not may_point(text):
        return []
    seen = _Seen(text, found, context)
    out = [*_derived(seen), *_named(seen), *_of_two(seen), *_same_article(seen)]
    seen.pointed(out)
    if context.has_articles:
        out += [] if cell else _own_parts(seen)
    else:
        out += _alone(seen)
    return out


class _Seen:
    def __init__(self, text: str, found: list[Mention], context: Context) -> None:
        self.text, self.context = text, context
        self.titled = [m for m in found if m.kind is not CitationKind.NUMBER]
        self._ends = [m.end for m in self.titled]
        self._quotes: tuple[list[int], list[int]] | None = None
        self.taken = Taken(len(text))
        for m in found:
            self.taken.add(m.start, m.end)

    def nearest(self, at: int, genre: str | None) -> Mention | None:
        """The last mention before `at`, here or in the passages before, that `该<genre>` can stand for."""
        here = self.titled[max(0, bisect_right(self._ends, at) - 12) : bisect_right(self._ends, at)]
        for m in (*reversed(here), *reversed(self.context.earlier)):
            if genre is None or anaphora.same_genre(m.title, genre):
                return m
        return None

    def several(self, at: int, genre: str) -> bool:
        """Whether the last mentions before `at` are two of a genre that are named side by side."""
        here = self.titled[max(0, bisect_right(self._ends, at) - 2) : bisect_right(self._ends, at)]
        if len(here) < 2 or here[0].title == here[1].title:
            return False
        if not all(anaphora.same_genre(m.title, genre) for m in here):
            return False
        return _JOINED.fullmatch(self.text, here[0].end, here[1].start) is not None

    def pair(self, at: int) -> tuple[Mention, Mention] | None:
        """The two documents that a sentence names before `at`, or the one before it; None if it names more or one."""
        stop = self.text.rfind("。", 0, at)
        for low in (stop, self.text.rfind("。", 0, max(0, stop))):
            here = [m for m in self.titled[: bisect_right(self._ends, at)][-12:] if m.start > low]
            named = list(dict.fromkeys(m.title for m in here))
            if len(named) == 2:
                return next(m for m in here if m.title == named[0]), next(m for m in here if m.title == named[1])
            if named or stop < 0:
                return None
        return None

    def quotation(self, at: int) -> int | None:
        """Where the quotation that `at` lies in opens, or None."""
        if self._quotes is None:
            self._quotes = _quotations(self.text)
        opens, closes = self._quotes
        index = bisect_right(opens, at) - 1
        if index < 0 or (index < len(closes) and closes[index] < at):
            return None
        return opens[index]

    def pointed(self, found: list[Pointer]) -> None:
        """What pointing words stand for is named there too: 该条例第三条，第五条."""
        here = [replace(p.target, start=p.start, end=p.end, article=p.article) for p in found if p.target]
        if here:
            self.titled = sorted([*self.titled, *here], key=lambda m: m.end)
            self._ends = [m.end for m in self.titled]

    def last(self, at: int) -> Mention | None:
        index = bisect_right(self._ends, at)
        return self.titled[index - 1] if index else None


def _named(seen: _Seen) -> Iterator[Pointer]:
    text = seen.text
    for hit in anaphora.POINTING.finditer(text):
        gap = _GAP.match(text, hit.end())
        run = grammar.ARTICLES.match(text, gap.end() if gap else hit.end())
        if run is None or not seen.taken.free(hit.start(), run.end()):
            continue
        own, target = _target(seen, hit)
        if target is None and not own:
            continue
        seen.taken.add(hit.start(), run.end())
        yield Pointer(hit.start(), run.end(), target, grammar.squeeze(run.group()))


def _target(seen: _Seen, hit: re.Match[str]) -> tuple[bool, Mention | None]:
    """Whether the document itself is meant, else the mention. 本法 in a quotation is the quoted law."""
    genre = hit["genre"]
    if hit["which"] in anaphora.SEVERAL and seen.several(hit.start(), genre):
        return False, Mention(hit.start(), hit.end(), hit.group(), CitationKind.ANAPHORA)
    if hit["which"] != "本":
        return False, seen.nearest(hit.start(), genre)
    quoted = seen.quotation(hit.start())
    if quoted is not None:
        return False, _amended(seen, genre) if "修改" in seen.context.own_title else seen.nearest(quoted, genre)
    if seen.context.has_articles or anaphora.same_genre(seen.context.own_title, genre):
        return True, None
    return False, seen.nearest(hit.start(), genre)


def _of_two(seen: _Seen) -> Iterator[Pointer]:
    """前者第三条, 后者第五条: only where exactly two documents are named, in this sentence or the one before."""
    if "者" not in seen.text and "一部" not in seen.text and "一件" not in seen.text:
        return
    for hit in anaphora.ONE_OF_TWO.finditer(seen.text):
        gap = _GAP.match(seen.text, hit.end())
        run = grammar.ARTICLES.match(seen.text, gap.end() if gap else hit.end())
        two = seen.pair(hit.start())
        if run is None or two is None or not seen.taken.free(hit.start(), run.end()):
            continue
        seen.taken.add(hit.start(), run.end())
        target = two[0] if hit["which"] == "前" else two[1]
        yield Pointer(hit.start(), run.end(), target, grammar.squeeze(run.group()))


def _amended(seen: _Seen, genre: str) -> Mention | None:
    """What 本法 means in the words that a decision to amend prints: the one document it amends, none if several."""
    found = _AMENDED.search(seen.context.own_title)
    if found is None or found["more"] or not anaphora.same_genre(found["title"], genre):
        return None
    return Mention(0, 0, found["title"], CitationKind.TITLE)


def _derived(seen: _Seen) -> Iterator[Pointer]:
    if "实施" not in seen.text and "司法解释" not in seen.text:
        return
    for hit in anaphora.DERIVED.finditer(seen.text):
        gap = _GAP.match(seen.text, hit.end())
        run = grammar.ARTICLES.match(seen.text, gap.end() if gap else hit.end())
        base = seen.nearest(hit.start(), "条例" if "条例" in hit.group()[:2] else "法")
        if run is None or base is None or not seen.taken.free(hit.start(), run.end()):
            continue
        seen.taken.add(hit.start(), run.end())
        target = replace(base, title=judge.stem(base.title) + hit["what"], number=None, version=None)
        yield Pointer(hit.start(), run.end(), target, grammar.squeeze(run.group()))


def _same_article(seen: _Seen) -> Iterator[Pointer]:
    if "同条" not in seen.text and "该条" not in seen.text:
        return
    for hit in anaphora.SAME_ARTICLE.finditer(seen.text):
        base = seen.nearest(hit.start(), None)
        parts = grammar.PARTS.match(seen.text, hit.end())
        if base is None or parts is None or not base.article or not seen.taken.free(hit.start(), parts.end()):
            continue
        seen.taken.add(hit.start(), parts.end())
        yield Pointer(hit.start(), parts.end(), base, _article_only(base.article) + grammar.squeeze(parts.group()))


def _own_parts(seen: _Seen) -> Iterator[Pointer]:
    """前款, 本条第二款 in a document of articles: places inside the document itself."""
    article = next((p for p in seen.context.address.split("/") if p.startswith("第") and "条" in p), None)
    if article is None:
        return
    in_article = seen.context.address.endswith(article)
    text, counted, breaks = seen.text, 0, 0
    for hit in anaphora.OWN_PARTS.finditer(text):
        breaks += text.count("\n", counted, hit.start())
        counted = hit.start()
        parts = grammar.PARTS.match(text, hit.end())
        end = parts.end() if parts else hit.end()
        printed = grammar.squeeze(parts.group()) if parts else ""
        if hit.group().startswith("本条"):
            target = article + printed
        elif hit.group() == "前款" and in_article and 1 <= breaks <= 10:
            target = f"{article}第{_DIGITS[breaks]}款{printed}"
        else:
            continue
        if seen.taken.free(hit.start(), end):
            yield Pointer(hit.start(), end, None, target)


def _alone(seen: _Seen) -> Iterator[Pointer]:
    """An article without a title, in a document without articles: the law cited before it in the sentence."""
    text = seen.text
    for hit in anaphora.ALONE.finditer(text):
        base = seen.last(hit.start())
        if base is None or hit.start() - base.end > _REACH or _STOP.search(text, base.end, hit.start()):
            continue
        between = text[base.end : hit.start()]
        if not anaphora.LEADS_ALONE.search(between) or anaphora.OTHER_NAME.search(between):
            continue
        run = grammar.ARTICLES.match(text, hit.start())
        if run is None or not seen.taken.free(hit.start(), run.end()):
            continue
        if between.endswith("“") and base.article == grammar.squeeze(run.group()):
            continue  # 第三条规定：“第三条　……”: the label of what is quoted
        seen.taken.add(hit.start(), run.end())
        yield Pointer(hit.start(), run.end(), base, grammar.squeeze(run.group()))


def _article_only(article: str) -> str:
    """The last article of a printed run, without its paragraphs."""
    found = re.findall(rf"第{grammar.NUMERAL}条(?:之{grammar.NUMERAL})?", article)
    return found[-1] if found else article


def _quotations(text: str) -> tuple[list[int], list[int]]:
    """Where the outermost quotations open and close, in order. A quotation does not cross paragraphs."""
    opens: list[int] = []
    closes: list[int] = []
    depth = 0
    for mark in _QUOTES.finditer(text):
        if mark.group() == "“":
            if depth == 0:
                opens.append(mark.start())
            depth += 1
        elif depth:
            depth -= 1 if mark.group() == "”" else depth
            if depth == 0:
                closes.append(mark.start())
    return opens, closes
