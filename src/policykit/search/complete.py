"""Suggestions while a query is typed: titles, 文号, names that mean the same, frequent terms, values of a field.

The last word typed is completed. Every kind is one string of folded values in order of merit, so that the whole
collection is looked through in a fraction of a millisecond; a value that begins so comes before one that holds it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from policykit.search.facts import LEVELS, Facts, key
from policykit.search.language.ast import Field
from policykit.search.language.lex import field_named
from policykit.search.synonyms import Synonyms

TERM, SYNONYM, TITLE, NUMBER, VALUE = "词语", "同义词", "文件", "文号", "字段值"
SHARES = {TERM: 4, SYNONYM: 2, TITLE: 4, NUMBER: 2}
"""How many of each kind, in the order shown, where every kind has enough; the places left go to whoever has more."""
COUNTRY = "中华人民共和国"  # nobody types it: titles are found without it too
LONGEST = 60  # characters typed that are looked at: no title or term is looked for by more
_MARKS = re.compile(r"[\s()（）\"“”„「」『』《》＂，。；！、,;!\[\]*?＊？:：-]|^(?:AND|OR|NOT)$")
_LAST = re.compile(r"(?:([㐀-鿿A-Za-z_]{1,12})[:：])?([\"“„「『《＂]?)([^\s()（）\"“”„「」『』《》＂:：]*)$")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` to show, `query` to put into the search box for it, `kind` in Chinese, `note` what else to say of it."""

    text: str
    query: str
    kind: str
    note: str = ""


class Values:
    """Texts in order of merit, found by their beginning or by any part."""

    def __init__(self, values: Iterable[tuple[str, str, str]]) -> None:
        """`values` are (folded, as shown, note); those that fold alike are one, the first."""
        first: dict[str, tuple[str, str]] = {}
        for folded, shown, note in values:
            if folded:
                first.setdefault(folded, (shown, note))
        self._shown = list(first.values())
        self._text = "\0" + "\0".join(first) + "\0"

    def find(self, wanted: str, limit: int) -> list[tuple[str, str]]:
        """(as shown, note) of the best `limit` values with the folded text, those that begin with it first."""
        if not wanted or limit <= 0:
            return []
        found = dict.fromkeys(self._shown[place] for place in self._places(f"\0{wanted}", 1, 2 * limit))
        if len(found) < limit:
            found.update(dict.fromkeys(self._shown[place] for place in self._places(wanted, 0, 3 * limit)))
        return list(found)[:limit]

    def first(self, limit: int) -> list[tuple[str, str]]:
        """(as shown, note) of the best `limit` values."""
        return self._shown[:limit]

    def _places(self, wanted: str, shift: int, limit: int) -> list[int]:
        out: list[int] = []
        counted = passed = 0
        at = self._text.find(wanted)
        while at >= 0 and len(out) < limit:
            counted += self._text.count("\0", passed, at + shift)
            passed = at + shift
            out.append(counted - 1)
            at = self._text.find(wanted, self._text.find("\0", at + shift))
        return out


class Completer:
    """Completes what is typed, from an open state of the collection. What it needs is made at the first call."""

    def __init__(self, facts: Facts, synonyms: Synonyms, terms: Callable[[], Iterable[tuple[str, int]]]) -> None:
        self._facts, self._synonyms, self._terms = facts, synonyms, terms
        self._made: dict[str, Values] = {}

    def suggestions(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """At most `limit` ways to go on from what is typed; none where nothing is typed or nothing fits."""
        last = _LAST.search(typed[-LONGEST:])
        if last is None:
            return ()
        head = typed[: len(typed) - len(last.group())]
        name, quote, word = last.groups()
        wanted = key(word)
        field = field_named(name) if name else None
        if name and field is None:  # a colon that is none of a field
            head, name = f"{head}{name}:", None
        if not wanted and field is None:
            return ()
        if field in _FIELDS:
            values = self._values(field.value)
            found = values.find(wanted, limit) if wanted else values.first(limit)
            return tuple(Suggestion(v, f"{head}{name}:{_as_word(v)}", VALUE, note) for v, note in found)
        if not wanted or field not in (None, Field.TITLE, Field.NUMBER, Field.TEXT):
            return ()
        kinds = {Field.TITLE: (TITLE,), Field.NUMBER: (NUMBER,), Field.TEXT: (TERM,)}
        of = kinds[field] if field else (TITLE,) if quote == "《" else tuple(SHARES)
        return _shared({kind: self._of(kind, wanted, limit, head) for kind in of}, limit)

    def _of(self, kind: str, wanted: str, limit: int, head: str) -> list[Suggestion]:
        found = self._values(kind).find(wanted, limit + 1)
        if kind == TERM:
            found = [f for f in found if f[0] != wanted]
        before = {TITLE: "标题:", NUMBER: "文号:"}.get(kind, "")
        return [Suggestion(v, f"{head}{before}{_as_word(v)}", kind, note) for v, note in found]

    def _values(self, kind: str) -> Values:
        if kind not in self._made:
            self._made[kind] = Values(self._listed(kind))
        return self._made[kind]

    def _listed(self, kind: str) -> Iterable[tuple[str, str, str]]:
        rows = self._facts.rows.values()
        if kind == TERM:
            return ((term, term, "") for term, _ in self._terms())
        if kind == SYNONYM:
            return ((name, name, f"又称{'、'.join(self._synonyms.of(name))}") for name in self._synonyms.names())
        if kind == TITLE:
            ranks = {level: rank for rank, level in enumerate(LEVELS)}
            order = sorted(rows, key=lambda row: (ranks.get(row[4].get("authority") or "", len(LEVELS)), len(row[3])))
            return (
                (name, title, meta.get("issued_date") or "")
                for _, _, title, folded, meta in order
                for name in (folded, folded.removeprefix(COUNTRY))
            )
        if kind == NUMBER:
            numbers = ((row[4].get("doc_number"), row[2]) for row in rows)
            return sorted((key(number), number, title) for number, title in numbers if number)
        name = _FIELDS[Field(kind)]
        counted: Counter[str] = Counter()
        for row in rows:
            value = row[4].get(name)
            counted.update((value,) if isinstance(value, str) else value or ())
        return ((key(value), value, f"{count} 份文件") for value, count in counted.most_common())


_FIELDS = {
    Field.ISSUER: "issuers",
    Field.GENRE: "genre",
    Field.REGION: "region",
    Field.LEVEL: "authority",
}
"""Fields with a small set of values, and their names in the metadata."""


def _shared(by_kind: dict[str, list[Suggestion]], limit: int) -> tuple[Suggestion, ...]:
    """One of each kind in turn up to its share, then of those that have more; kinds stay together."""
    taken = dict.fromkeys(by_kind, 0)
    for most in (SHARES, {kind: len(found) for kind, found in by_kind.items()}):
        growing = True
        while growing and sum(taken.values()) < limit:
            growing = False
            for kind, found in by_kind.items():
                if taken[kind] < min(len(found), most[kind]) and sum(taken.values()) < limit:
                    taken[kind] += 1
                    growing = True
    seen: dict[str, Suggestion] = {}
    for kind, found in by_kind.items():
        for suggestion in found[: taken[kind]]:
            seen.setdefault(suggestion.text, suggestion)
    return tuple(seen.values())


def _as_word(value: str) -> str:
    """A value as the query language takes it whole: quoted where a mark of the language stands in it."""
    return f'"{value.replace(chr(34), "")}"' if _MARKS.search(value) else value
