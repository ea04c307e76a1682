"""Finding an article, paragraph, item and point in a document that was read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policykit.cite.articles import Article
from policykit.lang import numerals
from policykit.model.document import Clause, ClauseKind, Document

_FRAMES = (ClauseKind.PART, ClauseKind.CHAPTER, ClauseKind.SECTION)
_RANKS = ("编", "分编", "章", "节")
_FRAME = re.compile(r"第([^第条编章节分\s]{1,6})(分?[编章节])")
_LABEL = re.compile(r"第([^第条]{1,12})条(?:之([^之/#]{1,4}))?")

_AMENDMENT = re.compile(r"修正案(?:（[^（）]{1,4}）)?$")
_POINT = re.compile(r"[一二三四五六七八九十]{1,4}")
"""The points of an amendment (六、) are cited as its articles: 《…修正案（九）》第六条."""

_DELETED = re.compile(r"[（(【][^（）()。]{0,60}(?:删去|删除|废止)[）)】]。?|已?(?:删去|删除|废止)。?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a place is: `address` if it exists, else None and `reason` in plain words. `clause` is the article."""

    address: str | None
    reason: str = ""
    clause: Clause | None = None
    unclear: bool = False


class Articles:
    """The articles of one document by number, and how to walk down to their parts."""

    def __init__(self, document: Document, *, annexes: bool = False) -> None:
        self.document = document
        part = None if annexes else _part_of_title(document)
        self._by_number: dict[tuple[int, int], Clause] = {}
        self._children: dict[str, list[Clause]] = {}
        self._frames: dict[str, frozenset[str]] = {}  # 编章节 over each article, by its address
        over: dict[str, str] = {}  # by 编, 分编, 章, 节
        for clause in document.clauses:
            label = clause.address.rpartition("/")[2]
            if clause.kind in _FRAMES:
                frame = _frame(clause.label or label)
                at = _RANKS.index(_rank(frame)) if _rank(frame) in _RANKS else 0
                for lower in _RANKS[at:]:
                    over.pop(lower, None)
                over[_RANKS[at]] = frame
            found = _LABEL.fullmatch(label)
            if part is not None and _annex(clause.address) != part:
                continue
            if found:
                number = numerals.parse(found[1]) or 0
                of = (numerals.parse(found[2]) or 0) if found[2] else 0
                self._by_number.setdefault((number, of), clause)
                self._frames[clause.address] = frozenset(over.values())
            elif "条" in clause.address:
                self._children.setdefault(_article_of(clause.address), []).append(clause)
        self._amending = (
            not annexes and not self._by_number and _AMENDMENT.search(document.metadata.title or "") is not None
        )
        if self._amending:
            for clause in document.clauses:
                if _POINT.fullmatch(clause.address) and (point := numerals.parse(clause.address)):
                    self._by_number.setdefault((point, 0), clause)

    def __bool__(self) -> bool:
        return bool(self._by_number)

    def outside(self, printed: str, clause: Clause | None = None) -> str:
        """Why the 编章节 in `printed` (第二编第一章) do not hold `clause`, or do not exist; empty if they do.

        Nothing is said of a text that is not parted so: its headings may have been left out.
        """
        frames = frozenset().union(*self._frames.values())
        mine = self._frames.get(clause.address, frozenset()) if clause else frames
        for found in _FRAME.finditer(printed):
            label = _frame(found.group())
            alike = [f for f in frames if _rank(f) == _rank(label)]
            if label in mine or not alike:
                continue
            if clause is not None and (label in frames or any(f in mine for f in alike)):
                return f"{clause.label}不在{label}（在{'、'.join(sorted(mine)) or '各章之外'}）"
            if label not in frames and _order(label) > max(map(_order, alike)):  # a lower one may be a heading lost
                return f"该文件没有{label}"
        return ""

    def frames_of(self, place: Article) -> frozenset[str]:
        """The 编章节 that an article stands in (第三章, 第一节); empty where it does not exist or stands in none."""
        clause = self._by_number.get((place.number, place.of))
        return self._frames.get(clause.address, frozenset()) if clause else frozenset()

    def find(self, place: Article) -> Place:
        """The address of `place`, each part of which must exist."""
        clause = self._by_number.get((place.number, place.of))
        name = f"第{numerals.to_chinese(place.number)}条" + (f"之{numerals.to_chinese(place.of)}" if place.of else "")
        if clause is None:
            last = max(n for n, _ in self._by_number)
            return Place(None, f"该文件没有{name}（共到第{numerals.to_chinese(last)}条）")
        if _DELETED.fullmatch(clause.text.strip()) and clause.address not in self._children:
            return Place(None, f"{name}已经删去", clause)
        paragraphs = len(clause.paragraphs)
        if self._amending and (place.paragraph or place.item):
            return Place(None, "修正案各条的款、项无法核对", clause, unclear=True)
        if place.paragraph > max(paragraphs, 1):
            return Place(None, f"{name}只有{paragraphs}款，没有第{numerals.to_chinese(place.paragraph)}款", clause)
        address = clause.address
        if place.paragraph and paragraphs > 1:
            address += f"/第{numerals.to_chinese(place.paragraph)}款"
        if not place.item:
            return Place(address, "", clause)
        items = [c for c in self._children.get(clause.address, ()) if _number_of(c.address) == place.item]
        items = [c for c in items if _is_item(c.address, clause.address)]
        if place.paragraph:
            items = [c for c in items if _paragraph_of(c.address) in (place.paragraph, 0 if paragraphs <= 1 else -1)]
        if not items and self._misnumbered(clause.address, place.item):
            return Place(None, f"{name}各项的编号不全，无法核对", clause, unclear=True)
        if not items:
            where = f"第{numerals.to_chinese(place.paragraph)}款" if place.paragraph else ""
            return Place(None, f"{name}{where}没有第（{numerals.to_chinese(place.item)}）项", clause)
        item = items[0]
        if not place.point:
            return Place(item.address, "", clause)
        for child in self._children.get(clause.address, ()):
            if child.address.startswith(item.address + "/") and _number_of(child.address) == place.point:
                return Place(child.address, "", clause)
        return Place(None, f"{name}第（{numerals.to_chinese(place.item)}）项没有第{place.point}目", clause)

    def _misnumbered(self, article: str, item: int) -> bool:
        """Whether the item stands in a list of the article that does not begin with （一）: a label was lost."""
        lists: dict[str, set[int]] = {}
        for child in self._children.get(article, ()):
            if _is_item(child.address, article):
                lists.setdefault(child.address.rpartition("/")[0], set()).add(_number_of(child.address))
        return any(item in numbers and 1 not in numbers for numbers in lists.values())

    def text_of(self, clause: Clause, place: Article | None = None) -> str:
        """The whole article, or only the paragraph or item of `place` with its lead: all below it, in print order."""
        parts = [clause, *self._children.get(clause.address, ())]
        value = self.document.text.value
        number = place.paragraph if place and len(clause.paragraphs) > 1 else 0
        if place and place.item and not number:
            at = self.find(replace(place, point=0)).address or ""
            parts = [clause, *(c for c in parts if c.address == at or c.address.startswith(f"{at}/"))]
        elif place and 0 < number <= len(clause.paragraphs):
            below = f"{clause.address}/第{numerals.to_chinese(number)}款/"
            own = clause.paragraphs[number - 1]
            below += f"（{numerals.to_chinese(place.item)}）" if place.item else ""
            parts = [replace(clause, paragraphs=(own,)), *(c for c in parts if c.address.startswith(below))]
        spans = sorted(s for c in parts for s in ((c.head_span,) if c.head_span and c is not clause else ()))
        spans += [p for c in parts for p in c.paragraphs]
        if clause.heading_span:
            spans.append(clause.heading_span)
        spans += [c.heading_span for c in parts if c.heading_span and not c.head_span]
        return "\n".join(s.of(value) for s in sorted(set(spans)))


def _annex(address: str) -> str:
    """附件2 of 附件2/第三条; empty in the document's own part."""
    first = address.partition("/")[0]
    return first if first.startswith("附") else ""


def _part_of_title(document: Document) -> str | None:
    """The part whose articles are the document's: its own, else the one annex that has articles or bears its title.

    None where that cannot be told: then no part is left out.
    """
    parts = {_annex(c.address) for c in document.clauses if _LABEL.fullmatch(c.address.rpartition("/")[2])}
    if len(parts) <= 1 or "" in parts:
        return "" if "" in parts else None
    title = (document.metadata.title or "").strip()
    bearing = [c.address for c in document.clauses if c.address in parts and title and (c.heading or "") == title]
    return bearing[0] if bearing else None


def _rank(label: str) -> str:
    """编, 分编, 章 or 节."""
    return label[-2:] if label.endswith("分编") else label[-1:]


def _order(label: str) -> int:
    return numerals.parse(label.strip("第分编章节")) or 0


def _frame(label: str) -> str:
    """第2章 and 第 二 章 as 第二章."""
    found = _FRAME.search(re.sub(r"\s", "", label))
    number = numerals.parse(found[1]) if found else None
    return f"第{numerals.to_chinese(number)}{found[2]}" if found and number else label


def _article_of(address: str) -> str:
    parts = address.split("/")
    for at in range(len(parts) - 1, -1, -1):
        if _LABEL.fullmatch(parts[at]):
            return "/".join(parts[: at + 1])
    return ""


def _number_of(address: str) -> int:
    return numerals.parse(address.rpartition("/")[2].partition("#")[0].strip("（）()①.、第项目")) or 0


def _is_item(address: str, article: str) -> bool:
    rest = address[len(article) + 1 :].split("/")
    return len(rest) == 1 or (len(rest) == 2 and rest[0].endswith("款"))


def _paragraph_of(address: str) -> int:
    """The paragraph that an item's address names, 0 where it names none."""
    for part in address.split("/"):
        if part.startswith("第") and part.endswith("款"):
            return numerals.parse(part[1:-1]) or 0
    return 0
