"""Whether one document is another version of a second one, by what both say of themselves and by their words.

Sure only where a person would be: the same 文号 and title; or the same title by the same body, another date, and words
much alike. A draft for comments, a part of the text, or a title used every year is left to a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from policykit.corpus import Kin

if TYPE_CHECKING:
    from policykit.model.document import Document

ALIKE = 0.5  # Dice likeness over GRAM characters: so alike, two texts of one title are two readings of it …
RULES_ALIKE = 0.3  # … and rules made to last, or said to be revised, may change more
STRANGE = 0.1  # of one number and title even: less alike, one of them is something else
PART = 0.9  # of a text's pieces found in a text at least …
LONGER = 1.5  # … so much longer: it is a part of it
GRAM = 4
UNDATED = "看不出哪一份较新"
SAMPLED = 60_000  # characters from which on only some pieces of a text are compared

_EDITION = re.compile(
    r"[（(\[［【](?:[^（(\[［【）)\]］】]{0,12}(?:修订|修正|修改|修编)[版本稿]?|(?:19|20)\d\d年?版?|最新版?|新版|第[一二三四五六七八九十]+版)[）)\]］】]$"
)
_REVISED = re.compile(r"修订|修正|修改版|修编|新版")
_DRAFTING = "(?:征求意见|征求公众意见|送审|草案|讨论|代拟|审议|报批)"
_DRAFT = re.compile(
    rf"[（(\[［【][^（(\[［【）)\]］】]{{0,12}}{_DRAFTING}[^（(\[［【）)\]］】]{{0,10}}[）)\]］】]$|(?:公开)?{_DRAFTING}稿?$"
)
_LASTING = re.compile(r"(?:条例|办法|规定|细则|规则|规程|章程|预案|基准|目录|清单|标准|准则|制度|法)$")
_WORDLESS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Card:
    """What a document says of itself, made comparable. `titles` are without edition marks, `date` is an ISO day."""

    name: str  # as a person reads it
    path: str
    titles: frozenset[str]
    number: str
    printed_number: str
    issuers: frozenset[str]
    date: str
    draft: bool
    revised: bool
    repeals: frozenset[str]

    @property
    def told(self) -> str:
        return f"《{self.name}》（{self.path}）"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is thought of two documents, and why, in Chinese without a full stop."""

    kin: Kin
    why: str = ""


@lru_cache(maxsize=1 << 14)
def base(title: str) -> str:
    """A title to compare versions by: no marks, no edition, no draft suffix, from 关于 on where there is one."""
    from policykit.cite import names

    name, before = title.strip(), ""
    while name != before:
        before = name
        name = _DRAFT.sub("", _EDITION.sub("", name)).strip()
    return names.about(name) or names.key(name)


def card(document: Document, path: str, date: str | None) -> Card:
    """The card of a document; `date` is the day of this text, as the citator reckons it."""
    from policykit.cite.names import number_key

    meta = document.metadata
    titles = [t for t in (meta.title, meta.cover_title) if t]
    name = meta.title or path.rpartition("/")[2]
    return Card(
        name,
        path,
        frozenset(base(t) for t in titles),
        number_key(meta.doc_number) if meta.doc_number else "",
        meta.doc_number or "",
        frozenset(meta.issuers),
        date or "",
        any(_DRAFT.search(t) for t in titles),
        any(_REVISED.search(t[-20:]) for t in titles) or any(_REVISED.match(h.event) for h in meta.history),
        frozenset(base(t) for t in meta.repeals),
    )


@dataclass(frozen=True, slots=True)
class Words:
    """The letters and digits of a document alone: of its clauses and tables, and of all that is printed."""

    body: str
    whole: str


def words(document: Document) -> Words:
    """The words of a document, for telling whether two texts are one."""
    parts = [f"{c.label or ''}{c.heading or ''}{c.text}" for c in document.clauses]
    parts += [cell.text for table in document.tables for cell in table.cells]
    return Words(_WORDLESS.sub("", "".join(parts)), _WORDLESS.sub("", document.text.value))


def judged_in_place(new: Card, old: Card, new_words: Words, old_words: Words) -> Verdict:
    """The same of a file that bears the name and would take the place of one that is there: the name speaks for it."""
    verdict = judged(new, old, new_words, old_words)
    undated = verdict.kin is Kin.UNSURE and verdict.why.endswith(UNDATED)
    nameless = verdict.kin is Kin.NONE and not (new.titles and old.titles)
    renamed = verdict.kin is Kin.NONE and _compared(new_words.body, old_words.body)[0] >= ALIKE
    if undated or nameless or renamed or not old_words.body:
        return Verdict(Kin.NEWER, "同名文件内容有变")
    return verdict


def judged(new: Card, old: Card, new_words: Words, old_words: Words) -> Verdict:
    """How the document that comes in stands to one that is there."""
    number = bool(new.number) and new.number == old.number
    title = bool(new.titles & old.titles)
    differ = bool(new.number and old.number) and not number
    body = bool(new_words.body) and new_words.body == old_words.body and (title or number) and not differ
    if body or (new_words.whole and new_words.whole == old_words.whole):
        return Verdict(Kin.SAME, f"文字与{old.told}完全相同（只是文件格式、编码或位置不同），是同一份文件")
    if number and not title and new.titles and old.titles:
        return Verdict(Kin.UNSURE, f"文号与{old.told}相同（{new.printed_number}），但标题不同")
    if not (number or title) or (not number and new.issuers and old.issuers and not new.issuers & old.issuers):
        return Verdict(Kin.NONE)
    alike, part = _compared(new_words.body, old_words.body)
    same = f"文号相同（{new.printed_number}）" if number else "标题相同" + ("、发文机关相同" if new.issuers else "")
    if new.draft != old.draft:
        which = "这一份" if new.draft else "那一份"
        return Verdict(Kin.UNSURE, f"与{old.told}{same}，但{which}是征求意见稿、草案一类")
    if part:
        return Verdict(Kin.UNSURE, f"与{old.told}{same}，但这一份的文字只是那一份的一部分")
    if number and alike < STRANGE:
        return Verdict(Kin.UNSURE, f"与{old.told}{same}，但文字几乎没有相同的地方")
    lasting = new.revised or any(_LASTING.search(t) for t in new.titles) or bool(new.repeals & old.titles)
    if not number and alike < (RULES_ALIKE if lasting else ALIKE):
        if alike < STRANGE and not lasting:
            return Verdict(Kin.NONE)
        return Verdict(Kin.UNSURE, f"与{old.told}{same}，但文字差别很大")
    return _directed(new, old, same, number)


def _directed(new: Card, old: Card, same: str, number: bool) -> Verdict:
    """Two versions of one document: which is the later one."""
    known = f"《{old.name}》已在资料库中（{old.path}），{same}"
    if new.date and old.date and new.date != old.date:
        newer = new.date > old.date
        when = f"这一份的日期{'较新' if newer else '较早'}（{new.date}，原有的是 {old.date}）"
        return Verdict(Kin.NEWER if newer else Kin.OLDER, f"{known}，{when}")
    if new.revised != old.revised:
        return Verdict(
            Kin.NEWER if new.revised else Kin.OLDER, f"{known}，{'这一份' if new.revised else '原有的'}是修订版"
        )
    if number:
        return Verdict(Kin.NEWER, known)
    return Verdict(Kin.UNSURE, f"与{old.told}{same}，文字相近，但{UNDATED}")


def _compared(new: str, old: str) -> tuple[float, bool]:
    """Likeness of two texts, and whether the new one is but a part of the old."""
    a, b = _pieces(new), _pieces(old)
    if not a or not b:
        return 0.0, False
    both = len(a & b)
    return 2 * both / (len(a) + len(b)), both >= PART * len(a) and len(b) >= LONGER * len(a)


def _pieces(text: str) -> set[str]:
    every = range(max(0, len(text) - GRAM + 1))
    if len(text) <= SAMPLED:
        return {text[i : i + GRAM] for i in every}
    # Chosen by what they are, not where they stand, so that both texts are sampled alike.
    return {piece for i in every if (ord((piece := text[i : i + GRAM])[0]) + ord(piece[-1])) % 8 == 0}
