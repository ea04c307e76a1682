"""Pieces to a tree: NOT binds closest, then AND (also by mere neighbourhood), then OR."""

from __future__ import annotations

import dataclasses
import re

from policykit.errors import QueryError
from policykit.search.language.ast import And, Field, Not, Or, Phrase, Query, Range, Wildcard, Word
from policykit.search.language.lex import Mark, Piece, error, fields_hint, lex

MAX_DEPTH = 40
MAX_WORDS = 120
_PLAIN = re.compile(r"[㐀-鿿]+(?: [㐀-鿿]+){0,50}")
_HAN = re.compile(r"[㐀-鿿]+")
_RANGE = re.compile(r"(\d[\d\-./年月日]*)?(?:\.\.|…|～|~|至|到)(\d[\d\-./年月日]*)?")
_YEARS = re.compile(r"(\d{4})[-－—](\d{4})")
_COMPARE = re.compile(r"(>=|<=|≥|≤|>|<)(\d[\d\-./年月日]*)")
_RANGED = frozenset((Field.YEAR, Field.DATE, Field.DEADLINE))


@dataclasses.dataclass(slots=True)
class _Frame:
    """An open bracket: alternatives finished so far, the parts of the current one, pending NOTs, its field."""

    start: int
    field: Field | None
    negate: bool = False
    done: list[Query] = dataclasses.field(default_factory=list)
    parts: list[Query] = dataclasses.field(default_factory=list)


def parse(query: str) -> Query:
    """The tree of a query. Raises QueryError, in Chinese and pointing at the place, where it has none."""
    if _PLAIN.fullmatch(query):  # words alone, as most queries: the same tree, sooner
        words = tuple(Word(None, found.group(), found.start()) for found in _HAN.finditer(query))
        if len(words) <= MAX_WORDS:
            return words[0] if len(words) == 1 else And(words)
    return _parsed(query)


def _parsed(query: str) -> Query:
    pieces = lex(query)
    frames = [_Frame(0, None)]
    words = 0
    negate = False  # an odd number of NOTs stands before the next part
    current: Field | None = None  # a field name stands before the next part
    waiting: Piece | None = None  # an operator or a field that still needs something after it
    for piece in pieces:
        frame = frames[-1]
        name = current if current is not None else frame.field
        match piece.mark:
            case Mark.NOT:
                _no_field(query, piece, current)
                negate, waiting = not negate, piece
            case Mark.AND | Mark.OR:
                if waiting is not None or not frame.parts:
                    raise error(query, piece.start, f"{piece.text} 前面缺少检索词", "请在它前面补上检索词，或删去它。")
                if piece.mark is Mark.OR:
                    frame.done.append(_joined(frame.parts))
                    frame.parts = []
                waiting = piece
            case Mark.FIELD:
                _no_field(query, piece, current)
                current, waiting = piece.field, piece
            case Mark.OPEN:
                if len(frames) > MAX_DEPTH:
                    raise error(query, piece.start, "括号层数太多", f"最多 {MAX_DEPTH} 层。")
                frames.append(_Frame(piece.start, name, negate))
                negate, current, waiting = False, None, None
            case Mark.CLOSE:
                if len(frames) == 1:
                    raise error(query, piece.start, "多出一个右括号", "请删去它，或补上左括号。")
                _complete(query, piece, waiting, frame)
                frames.pop()
                part = _group(frame)
                frames[-1].parts.append(Not(part) if frame.negate else part)
            case Mark.END:
                if len(frames) > 1:
                    raise error(query, frame.start, "括号没有收尾", "请补上右括号。")
                _complete(query, piece, waiting, frame)
            case _:
                leaf = _leaf(query, piece, name)
                words += 1
                if words > MAX_WORDS:
                    raise error(query, piece.start, "检索词太多", f"最多 {MAX_WORDS} 个。")
                if leaf is not None:
                    frame.parts.append(Not(leaf) if negate else leaf)
                elif current is not None or negate:
                    raise error(query, piece.start, "这里没有可检索的字", "请写上汉字、字母或数字。")
                negate, current, waiting = False, None, None
    return _group(frames[0])


def _no_field(query: str, piece: Piece, current: Field | None) -> None:
    if current is not None:
        raise error(query, piece.start, f"“{current.value}:”后面缺少检索词", "请在冒号后面写上要找的内容。")


def _complete(query: str, piece: Piece, waiting: Piece | None, frame: _Frame) -> None:
    if waiting is not None:
        what = f"“{waiting.text}”" if waiting.mark is not Mark.FIELD else f"“{waiting.text}:”"
        raise error(query, waiting.start, f"{what}后面缺少检索词", "请在它后面补上检索词，或删去它。")
    if not frame.parts:
        if len(query.strip()) == 0:
            raise QueryError("检索式是空的", hint="请写上要找的词，例如：policykit search 持证上岗")
        raise error(query, frame.start, "这里没有可检索的字", "请写上汉字、字母或数字。")


def _joined(parts: list[Query]) -> Query:
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _group(frame: _Frame) -> Query:
    alternatives = [*frame.done, _joined(frame.parts)]
    return alternatives[0] if len(alternatives) == 1 else Or(tuple(alternatives))


def _leaf(query: str, piece: Piece, name: Field | None) -> Query | None:
    text = piece.text
    if piece.mark is Mark.RANGE or (name in _RANGED and piece.mark is Mark.WORD):
        ends = _ends(text, name)
        if ends is not None:
            if name not in _RANGED:
                raise error(query, piece.start, "这个字段不能用范围", "范围只用于 年份、日期、时限。")
            assert name is not None
            low, high = ends
            if low is None and high is None:
                raise error(query, piece.start, "范围两头都是空的", "写成 年份:2019..2021。")
            return Range(name, low, high, piece.start)
    if name in (Field.YEAR, Field.DATE) and not any(c.isdecimal() for c in text):
        raise error(query, piece.start, f"“{text}”不是{name.value}", f"写成 {name.value}:2021 或 2019..2021。")
    if not any(c.isalnum() for c in text):
        return None
    if piece.mark is Mark.PHRASE:
        return Phrase(name, text, piece.start)
    if any(c in "*?＊？" for c in text.rstrip("?？")) or (text.endswith("?") and len(text) > 1 and "*" in text):
        return Wildcard(name, text.replace("＊", "*").replace("？", "?"), piece.start)
    return Word(name, text.rstrip("?？"), piece.start)


def _ends(text: str, name: Field | None) -> tuple[str | None, str | None] | None:
    if found := _YEARS.fullmatch(text):
        return found[1], found[2]
    if found := _COMPARE.fullmatch(text):
        mark, value = found.groups()
        if mark in (">=", "≥", ">"):
            return value, None
        return None, value
    if text == "..":
        return None, None
    if (found := _RANGE.fullmatch(text)) and (found[1] or found[2]):
        return found[1], found[2]
    return None


__all__ = ["fields_hint", "parse"]
