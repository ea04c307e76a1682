"""The fields of the query language against the collection: each becomes numbers of documents or of units."""

from __future__ import annotations

import re
from collections.abc import Callable

from policykit.catalog import Catalog
from policykit.errors import QueryError
from policykit.search.engine import Dated, Docs, EngineSearcher, Node, Plan, Units
from policykit.search.facts import Column, DocFacts, Facts, key
from policykit.search.language.ast import Field, Phrase, Range, Wildcard, Word
from policykit.search.language.pointer import Pointer
from policykit.search.pointing import Places
from policykit.search.standing import WORDS as STATUS_WORDS
from policykit.search.synonyms import Synonyms
from policykit.search.tokens import fold, pairs
from policykit.search.wildcard import in_order

OWN_WORDS = frozenset(("我局", "我委", "我厅", "我办", "本局", "本机关", "本单位", "我单位", "本部门", "我部门"))
_HAN = re.compile(r"[㐀-䶿一-鿿]+")
COUNTRY = "中华人民共和国"
SHORT_NUMBER = 5  # characters of a 文号 that say too little of whose it is
KEPT_WORDS = 5_000  # words whose titles are remembered
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?")
_LABELS = re.compile(
    r"第[^条]{1,12}条(?:之[一二三四五六七八九十]+)?|（[^（）]{1,6}）|[一二三四五六七八九十百]+|\d+|表\d+"
)
_DIGITS = re.compile(r"\d+")


class CollectionResolver:
    """Answers from the catalog and the open index. `own_names` is what 我局 stands for."""

    def __init__(
        self,
        catalog: Catalog,
        engine: EngineSearcher,
        facts: Facts,
        words: Synonyms,
        own_names: tuple[str, ...] = (),
    ) -> None:
        self._catalog, self._engine, self._facts, self._words = catalog, engine, facts, words
        self._own_names = own_names
        self._values: dict[str, list[tuple[int, int, str]]] = {}
        self._tables: dict[Field | None, Column] = {}
        self._titled: dict[str, Docs] = {}
        self._names: dict[str, list[int]] | None = None
        self._first: dict[int, int] = {}
        self._places = Places(catalog, facts, self.called)

    def close(self) -> None:
        """Let go what knows this one: the two would keep all that was read of the collection until a collection of
        garbage, which a server puts off."""
        vars(self).pop("_places", None)

    def pointed(self, pointer: Pointer) -> frozenset[int]:
        """The units that a query points at, if it points at any."""
        return self._places.units(pointer, self._words.of)

    def synonyms(self, word: str) -> tuple[str, ...]:
        return self._words.of(word)

    def titled(self, wanted: str) -> Docs:
        found = self._titled.get(wanted)
        if found is None:
            if len(self._titled) >= KEPT_WORDS:
                self._titled.clear()
            found = self._titled[wanted] = self._find_titled(wanted)
        return found

    def called(self, word: str) -> frozenset[int]:
        if self._names is None:
            self._names = {}
            for n, *_, title, meta in ((n, *row) for n, row in self._facts.rows.items()):
                for name in {title, title.removeprefix(COUNTRY), key(meta.get("doc_number"))} - {""}:
                    self._names.setdefault(name, []).append(n)
        if word not in self._names and word.endswith("号") and len(word) > SHORT_NUMBER:  # 国务院令第721号
            return frozenset(n for name, docs in self._names.items() if name.endswith(word) for n in docs)
        return frozenset(self._names.get(word, ()))

    def _find_titled(self, wanted: str) -> Docs:
        """Documents by a word of their titles, with its pairs where those tell them as well."""
        table = self._table(None)
        numbers = table.holders(wanted)
        if not numbers or len(wanted) < 2 or not _HAN.fullmatch(wanted):
            return Docs(numbers)
        parts = tuple(dict.fromkeys(pairs(list(wanted))))
        held = [table.holders(part) for part in parts]
        rarest = min(range(len(parts)), key=lambda i: len(held[i]))
        if held[rarest] == numbers:
            return Docs(numbers, (parts[rarest],))
        return Docs(numbers, parts if frozenset.intersection(*held) == numbers else ())

    def _table(self, field: Field | None) -> Column:
        """The values of a field, None for the title alone."""
        if field not in self._tables:
            if field is None:
                self._tables[field] = Column(self._facts.titles())
            else:
                value = _DOCUMENT_VALUES[field]
                self._tables[field] = Column((f.n, value(f)) for f in self._facts.values())
        return self._tables[field]

    def first_units(self, docs: frozenset[int]) -> frozenset[int]:
        if missing := docs - self._first.keys():
            self._first.update(self._catalog.first_units(missing))
        return frozenset(self._first[doc] for doc in docs if doc in self._first)

    def matching(self, candidates: Node, test: Callable[[str], bool]) -> frozenset[int]:
        numbers = [n for n, _ in self._engine.everything(Plan(candidates))]
        units = self._catalog.units(numbers)
        return frozenset(n for n, unit in units.items() if test(fold(f"{unit.heading}\n{unit.text}")))

    def field_node(self, leaf: Word | Phrase | Wildcard | Range) -> Node:
        assert leaf.field is not None
        if leaf.field in (Field.YEAR, Field.DATE):
            return self._dated(leaf)
        if leaf.field is Field.DEADLINE:
            return self._deadline(leaf)
        assert not isinstance(leaf, Range)  # the parser allows ranges only on the three above
        if leaf.field in (Field.CITES, Field.ACTOR):
            return self._listed(leaf, leaf.field)
        if leaf.field is Field.ARTICLE:
            return Units(self._article(leaf.text))
        return Docs(self._documents(leaf))

    def _documents(self, leaf: Word | Phrase | Wildcard) -> frozenset[int]:
        table = self._table(leaf.field or Field.TITLE)
        if leaf.field is Field.STATUS and not isinstance(leaf, Wildcard):
            return self._of_status(leaf.text)
        if isinstance(leaf, Wildcard):
            value = _DOCUMENT_VALUES[leaf.field or Field.TITLE]
            wanted = [key(p) for p in re.split(r"[*?]+", leaf.text) if key(p)]
            return frozenset(f.n for f in self._facts.values() if in_order(wanted, value(f)))
        out = table.holders(key(leaf.text))
        for name in self._words.of(key(leaf.text)):
            out |= table.holders(name)
        return out

    def _of_status(self, text: str) -> frozenset[int]:
        """A status as a whole: 有效 must never find 效力未知."""
        wanted = STATUS_WORDS.get(text)
        if wanted is None:
            raise QueryError(f"没有“{text}”这种状态", hint=f"可以写：{'、'.join(STATUS_WORDS)}。")
        return frozenset(f.n for f in self._facts.values() if f.status == wanted)

    def _listed(self, leaf: Word | Phrase | Wildcard, field: Field) -> Node:
        column = "cited" if field is Field.CITES else "actors"
        own = field is Field.ACTOR and leaf.text in OWN_WORDS
        if own and not self._own_names:
            raise QueryError(
                f"“{leaf.text}”指哪个单位还不知道",
                hint="请用 --profile 指定单位概况，或直接写单位名称，如 责任主体:市司法局。",
            )
        names = [key(n) for n in (self._own_names if own else (leaf.text, *self._words.of(key(leaf.text))))]
        if field is Field.CITES and len(names[0]) > 4 and names[0].startswith("中华人民共和国"):
            names.append(names[0].removeprefix("中华人民共和国"))
        parts = [p for p in re.split(r"[*?]+", leaf.text) if p] if isinstance(leaf, Wildcard) else []
        rows = self._column(column)
        if parts:
            wanted = [key(p) for p in parts]
            found = (n for n, _, values in rows if any(in_order(wanted, value) for value in values.split("\n")))
            return Units(frozenset(found))
        return Units(frozenset(n for n, _, value in rows if any(name and name in value for name in names)))

    def _column(self, column: str) -> list[tuple[int, int, str]]:
        """(unit, document, folded values) of all units that have any, read once."""
        if column not in self._values:
            rows = self._catalog.unit_values(column)
            fold_values = key if column != "deadlines" else fold
            self._values[column] = [
                (n, doc, "\n".join(map(fold_values, values))) for n, doc, values in rows if doc in self._facts
            ]
        return self._values[column]

    def _article(self, text: str) -> frozenset[int]:
        from policykit.lang.numerals import to_chinese

        wanted = text.strip().translate({c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)})
        if found := _DIGITS.search(wanted):
            wanted = wanted.replace(found.group(), to_chinese(int(found.group())), 1)
        forms = {text.strip(), wanted, "/".join(_LABELS.findall(text))}
        if "条" not in wanted and "/" not in wanted:
            forms.add(f"第{wanted.removeprefix('第')}条")
        elif not wanted.startswith("第") and "条" in wanted:
            forms.add(f"第{wanted}")
        head = wanted.partition("条")[0] + "条" if "条" in wanted else ""
        if head and not wanted.partition("条")[2].startswith("之"):
            forms.add(head if head.startswith("第") else f"第{head}")  # 第三条第二款 is in the unit 第三条
        return frozenset(n for n, doc in self._catalog.units_at(sorted(forms)) if doc in self._facts)

    def _dated(self, leaf: Word | Phrase | Wildcard | Range) -> Node:
        low, high = (int(edge.replace("-", "")) for edge in _span(leaf))
        return Dated(low, high)

    def _deadline(self, leaf: Word | Phrase | Wildcard | Range) -> Node:
        rows = self._column("deadlines")
        if isinstance(leaf, Range) or _DATE.fullmatch(leaf.text):
            low, high = _span(leaf)
            return Units(frozenset(n for n, _, value in rows if any(low <= d <= high for d in _ISO.findall(value))))
        wanted = fold(leaf.text).replace(" ", "")
        return Units(frozenset(n for n, _, value in rows if wanted in value.replace(" ", "")))


def _span(leaf: Word | Phrase | Wildcard | Range) -> tuple[str, str]:
    """The first and the last ISO date that a date value or range means."""
    low, high = (leaf.low, leaf.high) if isinstance(leaf, Range) else (leaf.text, leaf.text)
    return _edge(low, "0000-00-00", leaf, last=False), _edge(high, "9999-99-99", leaf, last=True)


def _edge(value: str | None, missing: str, leaf: Word | Phrase | Wildcard | Range, *, last: bool) -> str:
    if value is None:
        return missing
    found = _DATE.fullmatch(value)
    if not found:
        raise QueryError(
            f"“{value}”不是日期（第 {leaf.start + 1} 个字处）", hint="写成 2021、2021-03、2021-03-15 或 2019..2021。"
        )
    year, month, day = found.groups()
    rest = "99" if last else "00"
    return (
        f"{year}-{int(month):02d}-{int(day):02d}"
        if day
        else f"{year}-{int(month):02d}-{rest}"
        if month
        else (f"{year}-{rest}-{rest}")
    )


def _issuers(facts: DocFacts) -> str:
    return "\n".join(key(i) for i in facts.metadata.issuers)


_DOCUMENT_VALUES: dict[Field, Callable[[DocFacts], str]] = {
    Field.TITLE: lambda f: f.title_key + "\n" + key(f.metadata.cover_title),
    Field.ISSUER: _issuers,
    Field.NUMBER: lambda f: key(f.metadata.doc_number),
    Field.GENRE: lambda f: key(f.metadata.genre) + "\n" + key(f.metadata.cover_genre),
    Field.REGION: lambda f: key(f.metadata.region),
    Field.LEVEL: lambda f: key(f.metadata.authority),
    Field.STATUS: lambda f: key(f.status),
}
