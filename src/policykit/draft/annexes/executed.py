"""The laws a department executes, and the powers their articles grant.

Of the sources only law counts, in force as far as the collection knows: a title that another document repeals, and
older copies of one title, are left out and named. Reading the powers of a law is done once, where an annex asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from policykit.annotate.powers import Grant, Line, article_lines, powers
from policykit.draft.annexes.elsewhere import REASON, elsewhere
from policykit.draft.annexes.whose import entries
from policykit.draft.papers import is_law
from policykit.model.address import parent
from policykit.model.document import Clause, ClauseKind, Document, Metadata
from policykit.model.store import DocumentStore, DocumentSummary
from policykit.profile import Profile

NATIONAL = "中华人民共和国"
REPEALED = "已经废止"
LEVELS = ("法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "司法解释", "规范性文件")
_ALIAS = re.compile(r"（以下(?:统|简)*称?“?(?P<alias>[^（）“”]{2,24})”?）")
# 地方市场监督管理部门和承担…职责的机构统称…监督机构。
_TOGETHER_CALLED = re.compile(
    r"(?P<full>[^，。；：（）]{4,60}?)统称(?:为)?(?P<alias>[^，。；：（）“”]{2,20}(?:部门|机关|机构))(?=[。；，])"
)
_RULES = re.compile(r"(?:主管|负责|依照本法|履行|对)[^。]{0,60}(?:工作|监督管理|管理|执法|职责|查处|监督检查|行政处罚)")
_DECIDES = re.compile(
    r"本(?:法|条例|办法|规定|细则|规则)(?:[^，。；]{0,24}规定)?的行政处罚[^，。；]{0,10}，?(?:除[^。；]{2,60}外，)?由"
    r"(?P<who>[^，。；]{2,60}?(?:部门|机关|机构|局)(?:(?:或者|和|、|以及|与)[^，。；]{2,30}?(?:部门|机关|机构|局))*)"
    r"(?=[^，。；]{0,20}(?:决定|实施|执行|负责))"
)
_JOINED = re.compile(r"或者|以及|[和、与]")
_FIRST = 20  # the articles of a law that may say who is competent


@dataclass(frozen=True, slots=True)
class Empowering:
    """An article that grants a power: its lines in print order and what was read from them."""

    clause: Clause
    lines: tuple[Line, ...]
    grant: Grant

    @property
    def text(self) -> str:
        """The text that the grant's spans count in."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Law:
    """An executed law. `aliases` are the short names it gives to bodies, `competent` the sentences that say who is in
    charge of its field, `deciding` the bodies that decide on its penalties (on all of them, or on those of the articles
    it names)."""

    document: Document
    articles: tuple[Empowering, ...]
    aliases: dict[str, str] = field(default_factory=dict)
    competent: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.document.metadata.title or self.document.source.path

    @property
    def general(self) -> bool:
        """Whether it governs how administrative bodies act, every one or those of its own system."""
        return procedure_laws().fullmatch(key(self.title)) is not None

    @property
    def on_exercise(self) -> bool:
        """Whether it says how powers are used (裁量, 执法责任) and grants none."""
        return exercise_rules().fullmatch(key(self.title)) is not None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source that is no law to execute, and why; with `articles` only these of its articles. `detail` is what is to
    be said of this source alone."""

    title: str
    reason: str
    articles: tuple[str, ...] = ()
    detail: str = ""


def key(title: str) -> str:
    """What the titles of one law have in common."""
    return title.removeprefix(NATIONAL).strip()


@cache
def procedure_laws() -> re.Pattern[str]:
    """Titles of laws that govern how every administrative body acts."""
    return re.compile("(?:" + "|".join(entries("procedure_laws.txt")) + ")")


@cache
def exercise_rules() -> re.Pattern[str]:
    """Titles of rules on discretion and on enforcement responsibility."""
    return re.compile("(?:" + "|".join(entries("exercise_rules.txt")) + ")")


def rank(authority: str | None) -> int:
    """The place of a level of authority in a list of bases; unknown ones come last."""
    return LEVELS.index(authority) if authority in LEVELS else len(LEVELS)


def in_force(
    sources: Sequence[Document], store: DocumentStore | None, profile: Profile | None = None
) -> tuple[tuple[Document, ...], tuple[LeftOut, ...]]:
    """The laws among the sources that stand where the department is, in order of authority and then as given; and what
    was left out.

    Nothing is repealed by a document of a lower level (a ministry's rule that names a regulation repeals old notices
    about it) nor by one older than itself: that one repealed what bore the title before."""
    repealed = _repealed(store.summaries() if store else (), sources)
    kept: dict[str, Document] = {}
    left: list[LeftOut] = []
    for document in sources:
        title = document.metadata.title or document.source.path
        by = repealed.get(key(title))
        if not is_law(document):
            left.append(LeftOut(title, "不是法律、法规或者规章"))
        elif place := elsewhere(document.metadata, profile):
            left.append(LeftOut(title, REASON.format(place)))
        elif document.metadata.authority == "司法解释":
            left.append(LeftOut(title, "司法解释，供法院审判用"))
        elif by is not None and by[0] <= rank(document.metadata.authority) and _since(document.metadata) <= by[2]:
            left.append(LeftOut(title, REPEALED, detail=f"被《{by[1]}》废止"))
        elif key(title) in kept:
            kept[key(title)], old = sorted((kept[key(title)], document), key=_age, reverse=True)
            left.append(LeftOut(title, f"同名文件有两份，取较新的一份，未用 {old.source.path}"))
        else:
            kept[key(title)] = document
    return tuple(sorted(kept.values(), key=lambda d: rank(d.metadata.authority))), tuple(left)


def _since(meta: Metadata) -> str:
    """The last date that a document prints of itself; empty where it prints none."""
    changed = amended(meta)
    return max(meta.issued_date or "", meta.effective_date or "", changed[0] if changed else "")


def _age(document: Document) -> tuple[str, ...]:
    meta = document.metadata
    return max(_since(meta), meta.published_date or ""), meta.issued_date or ""


def amended(meta: Metadata) -> tuple[str, str] | None:
    """The date of the last 修订 or 修正 a law prints, and which of the two; None where it was never changed."""
    return max(((h.date, h.event) for h in meta.history if h.event in ("修订", "修正") and h.date), default=None)


def _repealed(summaries: Iterable[DocumentSummary], sources: Sequence[Document]) -> dict[str, tuple[int, str, str]]:
    """Titles that a document of the collection repeals, with the rank, title and last date of the document that does.
    A new version that repeals its own title repeals an older text, not itself."""
    last = "9999"  # of a repealing document without a date
    out: dict[str, tuple[int, str, str]] = {}
    for meta in (*(s.metadata for s in summaries), *(d.metadata for d in sources)):
        for title in meta.repeals:
            name = key(title.strip("《》"))
            if meta.title and name != key(meta.title):
                found = (rank(meta.authority), meta.title, _since(meta) or last)
                out[name] = min(out.get(name, (len(LEVELS) + 1, "", "")), found)
    return out


@dataclass(frozen=True, slots=True)
class _Text:
    """A document as the key of what was read from it: the same bytes with the same metadata and clauses."""

    document: Document

    def __hash__(self) -> int:
        return hash((self.document.id, self.document.source.sha256))


def read_law(document: Document) -> Law:
    """The law with the powers of all its articles; read once for the annexes that are made one after the other."""
    return _read_once(_Text(document))


@lru_cache(maxsize=500)
def _read_once(text: _Text) -> Law:
    return _read(text.document)


def _read(document: Document) -> Law:
    articles: list[Empowering] = []
    aliases: dict[str, str] = {}
    competent: list[str] = []
    deciding: list[str] = []
    for count, (clause, below) in enumerate(_articles(document)):
        lines = article_lines(document, clause, below)
        texts = [line.text for line in lines]
        grant = powers(texts)
        if grant.kinds:
            articles.append(Empowering(clause, lines, grant))
        for text in texts:
            if "（以下" in text or "统称" in text:
                aliases.update(_aliases(text))
        if count < _FIRST:
            competent += [text for text in texts if _RULES.search(text)]
        deciding += [who for text in texts for found in _DECIDES.finditer(text) for who in _JOINED.split(found["who"])]
    return Law(document, tuple(articles), aliases, tuple(competent), tuple(deciding))


def _articles(document: Document) -> Iterable[tuple[Clause, list[Clause]]]:
    """Each article with the clauses below it."""
    current: Clause | None = None
    below: list[Clause] = []
    for clause in document.clauses:
        if current is not None and clause.address.startswith(current.address + "/"):
            below.append(clause)
            continue
        if current is not None:
            yield current, below
        current, below = (clause, []) if clause.kind is ClauseKind.ARTICLE else (None, [])
    if current is not None:
        yield current, below


def _aliases(text: str) -> dict[str, str]:
    """Short names that a text gives to bodies: 负责…的部门（以下统称…监督管理部门）."""
    out: dict[str, str] = {}
    for found in _ALIAS.finditer(text):
        before = re.split(r"[，。；：（）]", text[: found.start()])[-1]
        out[found["alias"]] = before[-60:]
    out |= {found["alias"]: found["full"] for found in _TOGETHER_CALLED.finditer(text)}
    return out


def article_of(address: str) -> str:
    """The address of the article that holds a clause."""
    while address and "条" not in address.rpartition("/")[2]:
        address = parent(address)
    return address
