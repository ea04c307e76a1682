"""Reading one passage: every mention in it, in order, with its number, version and articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from policykit.annotate.citations import bare, grammar, judge
from policykit.annotate.citations.around import widened
from policykit.annotate.citations.broken import broken_mentions
from policykit.annotate.citations.taken import Taken
from policykit.annotate.citations.titles import Marked, marked_titles, may_be_marked
from policykit.model.annotation import CitationKind
from policykit.model.slots import direct

_BETWEEN = re.compile(
    rf"\s{{0,3}}(?:中的?|的|之)?\s{{0,3}}(?:[\u4e00-\u9fff]{{2,8}}编(?:中的?|的)?\s{{0,3}})?"
    rf"(?:第{grammar.NUMERAL}[编章节]\s{{0,3}}){{0,3}}(?=第)"
)
_DEFINES = re.compile(
    r"(?:(?:以下|下文|下)(?:统一)?(?:简称|称|统称)|^简称)(?:为|作)?[：:]?\s?(?:[\u4e00-\u9fff]{2,10}(?=《))?"
    r"[《“\"‘「]?([^》”\"’」《（）]{2,40}|(?<=[《“])[\u4e00-\u9fff](?=[》”])|[^》”\"’」《（）]{1,20}[”\"’」][\u4e00-\u9fff]{1,16})[》”\"’」]?\s*$"
)
_CLOSED = re.compile(r"[”’\"』」〉>》】］]{1,2}|\*\*")
_NUMERALS = frozenset("一二三四五六七八九十百千0123456789")
_LAW_BEFORE = re.compile(r"(?:法典?|条例|办法|规定|细则|规则)(?:（[^（）]{1,6}）)?[》”]?$")
_EDITION_BEFORE = re.compile(
    r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:第[一二三四五]次)?(?:修订|修正|修改)(?=后?的$)"
)
_YEAR_BEFORE = re.compile(r"(?<![自从在到至于将，月日])((?:19|20)\d\d年)(?:版|版本|文本)?的?$")
"""根据2013年《…法》第八条: the text of that year."""
_EDITION_BEHIND = re.compile(r"\s?[（(]((?:19|20)\d\d[^（()）]{0,16}|[一二][^（()）]{3}年[^（()）]{0,12})[）)]")
_DEFINES_EACH = re.compile(r"下文?分别(?:简称|称)(?:为|作)?(?:[《“][^《》“”]{1,40}[》”][、和]?){0,5}$")
_NTH = re.compile(r"（[一二三四五六七八九十]{1,3}）(?![项目、（和至])")
_OPENERS, _CLOSERS = tuple('“"『「〈<【［'), tuple('”"』」〉>】］')
_NEXT_IN_LIST = re.compile(r"\s{0,3}(?:、|和|及|与|以及|，)?\s{0,3}")
_ROW = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,4}[）)、.．]\s*)?(?P<title>(?:[\u4e00-\u9fff、]{2,30})?关于[^。；，\n]{4,120}"
    r"(?:通知|意见|批复|答复|复函|函|办法|规定|决定|解释|公告|报告))\s{1,4}"
)
"""A row of a list of documents: a title without marks, a space, its number."""
_FILE_WORD = re.compile(r"\s{0,2}(?:文件?|公告|批复)?")
_TRANSMITTED = re.compile(r"(?:文件?|印发的?|公布的?|发布的?|下发的?|转发的?|文件?印发的?)?\s{0,2}")


@direct
@dataclass(frozen=True, slots=True)
class Mention:
    """A mention at `text[start:end]` of a passage. `alias` is the short name that its bracket lays down."""

    start: int
    end: int
    title: str
    kind: CitationKind
    number: str | None = None
    version: str | None = None
    article: str | None = None
    alias: str | None = None


def mentions(text: str, own: frozenset[str], unwritten: set[str] | None = None) -> list[Mention]:
    """All mentions but the pointing ones, in order of print. `own` are the document's own titles, normalised.

    `unwritten` remembers over a document the papers that it says are still to be drawn up; those found here are
    added to it.
    """
    found: list[Mention] = []
    taken = Taken(len(text))
    if may_be_marked(text):
        found = list(_marked(text, own, set() if unwritten is None else unwritten))
        for m in found:
            taken.add(m.start, m.end)
        for mark in marked_titles(text):  # 《食品安全法知识读本》 is a book; the law in its name is not cited
            if taken.free(mark.start, mark.end):
                end, number, *_ = _tail(text, mark.end)  # nor is the number of a case paper
                taken.add(mark.start, end if number else mark.end)
    for item in bare.numbered_mentions(text):
        if taken.free(item.start, item.end):
            found.append(Mention(item.start, item.end, item.title, CitationKind.BARE, number=item.number))
            taken.add(item.start, item.end)
    unmarked = (bare.local_mentions(text), bare.law_mentions(text), bare.article_mentions(text))
    for item in chain(broken_mentions(text), *unmarked):
        if taken.free(item.start, item.end):
            end, version, article, alias = _tail_of_bare(text, item.end)
            start = item.start - (text[item.end : item.end + 1] in _CLOSERS and end > item.end)
            start = start if text[start : start + 1] in _OPENERS else item.start
            found.append(Mention(start, end, item.title, CitationKind.BARE, None, version, article, alias))
            taken.add(start, end)
    found = _numbers(text, found, taken)
    return sorted(found, key=lambda m: m.start) if len(found) > 1 else found


def _tail_of_bare(text: str, at: int) -> tuple[int, str | None, str | None, str | None]:
    """What belongs to a name without 《》, which may stand in other marks (“食品安全法”第四条)."""
    closed = _CLOSED.match(text, at)
    if closed:
        end, _, version, article, alias = _tail(text, closed.end())
        if article or alias:
            return end, version, article, alias
    end, _, version, article, alias = _tail(text, at)
    return end, version, article, alias


def normal(title: str) -> str:
    """A title for comparison: no marks, no white space, no 的 before the genre, no bracketed suffix."""
    return re.sub(r"[《》〈〉“”\"\s·、，]|的(?=(?:通知|意见|决定|方案|办法)$)", "", judge.stem(title))


def is_own(title: str, own: frozenset[str]) -> bool:
    """Whether a title is one of the document's own, but for the issuer before 关于 or the place before a plan's name.

    A regulation is told apart by its place: 云川省信访条例 is not 信访条例.
    """
    name = normal(title)
    if len(name) < 4 or not own:
        return False
    if name in own:
        return True
    about = name.find("关于")
    if about >= 0 and len(name) - about >= 8:
        tail = name[about:]
        return any(o == tail or (about == 0 and o.endswith(tail)) for o in own)
    return len(name) >= 8 and name.endswith(("方案", "措施")) and any(o.endswith(name) for o in own)


def _marked(text: str, own: frozenset[str], unwritten: set[str]) -> Iterator[Mention]:
    dropped_until = -1
    for mark in marked_titles(text):
        if _in_definition(text, mark.start):
            continue
        mark = widened(text, _numbered(text, mark))
        end, number, version, article, alias = _tail(text, mark.end)
        if (
            end == mark.end
            and text[mark.end : mark.end + 1] in _CLOSERS
            and text[mark.start - 1 : mark.start] in _OPENERS
        ):
            end, number, version, article, alias = _tail(text, mark.end + 1)
            end = end if article or number or alias else mark.end
        elif end == mark.end and text.startswith("**", mark.end):  # what is set bold in a plain text
            end, number, version, article, alias = _tail(text, mark.end + 2)
            end = end if article or number or alias else mark.end
        sentence = max(text.rfind(c, max(0, mark.start - 24), mark.start) for c in "。；\n")
        before = text[max(sentence + 1, mark.start - 24) : mark.start]
        after = text[end : end + 24]
        chained = dropped_until >= 0 and _NEXT_IN_LIST.fullmatch(text, dropped_until, mark.start)
        if not judge.names_a_document(mark.inner, certain=bool(number or article)) or judge.is_work(before):
            written = chained or judge.still_to_be_written(before.rstrip("“"), after, mark.inner)
            dropped_until = end if written else -1
            continue
        self_named = is_own(mark.inner, own)
        if not self_named and not number and not article:
            after_title = text[mark.end : mark.end + 24]
            known = normal(mark.inner) in unwritten
            if known or chained or judge.still_to_be_written(before.rstrip("“"), after_title or after, mark.inner):
                unwritten.add(normal(mark.inner))
                dropped_until = end
                continue
        dropped_until = -1
        inner_version = re.search(r"[（(]([^（()）]{1,20})[）)]$", mark.inner)
        if version is None and inner_version:
            version = grammar.version_in(inner_version[1])
        if version is None and before.endswith("的") and (edition := _EDITION_BEFORE.search(before)):
            version = edition.group()
        if version is None and article and (edition := _YEAR_BEFORE.search(before)):
            version = edition[1]
        yield Mention(mark.start, end, mark.inner, CitationKind.TITLE, number, version, article, alias)


def _numbered(text: str, mark: Marked) -> Marked:
    """The mark with the number of a series that is printed behind it: 《…的解释》（二）."""
    if not mark.inner.endswith(("解释", "修正案", "补充规定")):
        return mark
    found = _NTH.match(text, mark.end)
    return Marked(mark.start, found.end(), mark.inner + found.group()) if found else mark


def _in_definition(text: str, at: int) -> bool:
    """Whether the title at `at` is the short name that 以下简称 lays down."""
    if _DEFINES_EACH.search(text, max(0, at - 100), at):
        return True
    return bool(
        re.search(
            r"(?:(?:以下|下)(?:统一)?(?:简称|称|统称)|[（(，,]简称)(?:为|作)?[：:]?(?:[“\"]|[\u4e00-\u9fff]{1,10})?$",
            text[max(0, at - 18) : at],
        )
    )


def _tail(text: str, at: int) -> tuple[int, str | None, str | None, str | None, str | None]:
    """What belongs to a title that ends at `at`: (end, number, version, article, alias)."""
    end, number, version, alias = at, None, None, None
    place = at
    for _ in range(4):
        skip = re.compile(r"[\s、]{0,2}").match(text, place)
        opening = skip.end() if skip and "、" not in skip.group() else place
        if text[opening : opening + 1] not in ("（", "("):
            break
        closing = _closing(text, opening)
        if closing is None:
            break
        inside = text[opening + 1 : closing]
        place = closing + 1
        defined = _DEFINES.search(inside)
        if defined:
            alias, end = grammar.squeeze(defined[1]), place
        got = grammar.number_in(_DEFINES.sub("", inside))
        if got and number is None:
            number, end = got, place
        elif version is None and grammar.version_in(inside):
            version, end = grammar.version_in(inside), place
    gap = _BETWEEN.match(text, place)
    found = grammar.ARTICLES.match(text, gap.end()) if gap else None
    if found is None and text[place : place + 1] in _NUMERALS and _LAW_BEFORE.search(text, max(0, at - 8), at):
        found = grammar.UNSAID.match(text, place)
    if found is None:
        return end, number, version, None, alias
    article, end = grammar.squeeze(found.group()), found.end()
    edition = _EDITION_BEHIND.match(text, end)
    said = grammar.version_in(edition[1]) if edition and version is None else None
    if edition and said:  # 第三十三条（2017年修正）第一款
        parts = grammar.PARTS.match(text, edition.end())
        article += grammar.squeeze(parts.group()) if parts else ""
        return parts.end() if parts else edition.end(), number, said, article, alias
    return end, number, version, article, alias


def _closing(text: str, opening: int) -> int | None:
    depth = 0
    for at in range(opening, min(len(text), opening + 160)):
        if text[at] in "（(":
            depth += 1
        elif text[at] in "）)":
            depth -= 1
            rest = text[at + 1 : at + 8]
            if depth <= 0:
                # `（浙委法办发2020) 6号）`: the bracket that closes the year is not the end.
                again = re.match(r"\s{0,2}第?\s{0,2}\d{1,5}\s{0,2}号[^（）()\n]{0,20}?[）)]", text[at + 1 : at + 40])
                return at + again.end() if again else at
            if depth > 3 or not rest:
                return None
        elif text[at] == "\n" and text[at + 1 : at + 2] == "\n":
            return None
    return None


def _numbers(text: str, found: list[Mention], taken: Taken) -> list[Mention]:
    """Numbers outside brackets: one just before a title belongs to it, any other is a mention of its own."""
    if "号" not in text:
        return found
    by_start = {m.start: i for i, m in enumerate(found)}
    by_end = {m.end: i for i, m in enumerate(found) if m.number is None and m.article is None and not m.alias}
    out = list(found)
    for hit in grammar.STANDALONE.finditer(text):
        placed = grammar.standing_number(text, hit)
        if placed is None:
            continue
        start, number = placed
        if not taken.free(start, hit.end()):
            continue
        link = _TRANSMITTED.match(text, hit.end())
        index = by_start.get(link.end() if link else hit.end())
        if index is not None and out[index].number is None:
            m = out[index]
            out[index] = Mention(start, m.end, m.title, m.kind, number, m.version, m.article, m.alias)
        elif start in by_end:
            m = out[by_end[start]]
            end, article = _articles_after(text, hit.end())
            out[by_end[start]] = Mention(m.start, end, m.title, m.kind, number, m.version, article)
        elif row := _ROW.fullmatch(text, text.rfind("\n", max(0, start - 160), start) + 1, start):
            out = [m for m in out if not row.start("title") <= m.start < start]
            title = grammar.squeeze(row["title"])
            out.append(Mention(row.start("title"), hit.end(), title, CitationKind.BARE, number=number))
            by_start = {m.start: i for i, m in enumerate(out)}
            by_end = {}
        else:
            end, article = _articles_after(text, hit.end())
            out.append(Mention(start, end, number, CitationKind.NUMBER, number=number, article=article))
            taken.add(start, end)
        taken.add(start, hit.end())
    return out


def _articles_after(text: str, at: int) -> tuple[int, str | None]:
    """The articles printed behind a number that ends at `at` (法释〔2022〕5号第三条, …3号文件第四条)."""
    word = _FILE_WORD.match(text, at)
    gap = _BETWEEN.match(text, word.end() if word else at)
    found = grammar.ARTICLES.match(text, gap.end()) if gap else None
    return (found.end(), grammar.squeeze(found.group())) if found else (at, None)
