"""A query cut into its marks and words, each with its place, so that an error can point at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from policykit.errors import QueryError
from policykit.search.language.ast import ALIASES, Field
from policykit.search.tokens import fold

MAX_LENGTH = 2000
QUOTES = {'"': '"', "“": "”", "”": "”", "„": "”", "「": "」", "『": "』", "《": "》", "＂": "＂"}
OPEN, CLOSE = "(（", ")）"
_OPERATORS = {"AND": "and", "&&": "and", "OR": "or", "||": "or", "｜｜": "or", "NOT": "not"}
# A word ends at white space, a bracket, a quotation mark, or a mark that only parts words.
_WORD = re.compile(r'[^\s()（）"“”„「」『』《》＂，。；！、,;!\[\]]+')
_ADDRESS = re.compile(r'[^\s()"“”「」：:]+')  # 条:二（一）1 keeps its brackets
# 标题:…的解释（二） and 文号:临政办发[2026]18号 keep the brackets that stand inside the value.
_VALUE = re.compile(
    r'[^\s()（）"“”„「」『』《》＂，。；！、,;!\[\]［］]+'
    r'(?:[(（\[［][^\s()（）\[\]［］"“”]{1,60}[)）\]］][^\s()（）"“”„「」『』《》＂，。；！、,;!\[\]［］]*)+'
)
# A 文号 as it is printed or typed, with any brackets around its year (GB/T 9704-2012, 7.2.5: 〔〕).
_NUMBER = re.compile(
    r"[㐀-鿿]{1,24}[\[［【〔〈（(]\s?[12１２][0-9０-９]{3}\s?[\]］】〕〉）)]\s?第?[0-9０-９]{1,5}[号號]"
)
_BRACKETED = frozenset((Field.TITLE, Field.NUMBER))
# 公示AND记录, 公示ＡＮＤ记录: an operator that is set close.
_CLOSE_OPERATOR = re.compile(r"(?<=[㐀-鿿])(?:AND|and|ＡＮＤ|ａｎｄ|OR|or|ＯＲ|ｏｒ|NOT|not|ＮＯＴ|ｎｏｔ)(?=[㐀-鿿])")
_FIELD = re.compile(r"([㐀-鿿A-Za-z_]{1,12})[:：]")
_SKIP = re.compile(r"[\s，。；！、,;!]+")
_BRACKET_RANGE = re.compile(r"\[\s*([^\s\[\]]*)\s+(?:TO|to|至)\s+([^\s\[\]]*)\s*\]")


class Mark(Enum):
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    FIELD = auto()
    WORD = auto()
    PHRASE = auto()
    RANGE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a query. `field` is set for FIELD only."""

    mark: Mark
    text: str
    start: int
    field: Field | None = None


def error(query: str, at: int, message: str, hint: str) -> QueryError:
    """A QueryError that shows the query with a pointer under the place."""
    begin = max(0, at - 20)
    shown = "".join(" " if c.isspace() else c for c in query[begin : at + 20])
    pad = "　" * sum(ord(c) > 0x2E7F for c in shown[: at - begin])
    pad += " " * (at - begin - len(pad))
    return QueryError(f"检索式有误（第 {at + 1} 个字处）：{message}\n    {shown}\n    {pad}^", hint=hint)


def fields_hint() -> str:
    return "可用的字段：" + "、".join(f.value for f in Field) + "。写法如 标题:实施意见、年份:2019..2021。"


def field_named(name: str) -> Field | None:
    """The field of this name, in traditional or simplified characters, or of an alias; None for another word."""
    folded = fold(name)
    return ALIASES.get(folded) or next((f for f in Field if f.value == folded), None)


def lex(query: str) -> list[Piece]:
    """The pieces of a query, END last. Raises QueryError where it cannot be cut."""
    if len(query) > MAX_LENGTH:
        raise QueryError(
            f"检索式太长（{len(query)} 字，最多 {MAX_LENGTH} 字）", hint="整段文字请用 search --batch 按问题检索。"
        )
    out: list[Piece] = []
    at = 0
    while at < len(query):
        if skip := _SKIP.match(query, at):
            at = skip.end()
            continue
        if out and out[-1].field is Field.ARTICLE and (found := _ADDRESS.match(query, at)):
            out.append(Piece(Mark.WORD, found.group(), at))
            at = found.end()
            continue
        if out and out[-1].field in _BRACKETED and not _BRACKET_RANGE.match(query, at):
            found = _VALUE.match(query, at)
        else:
            found = _NUMBER.match(query, at)
        if found:
            out.append(Piece(Mark.WORD, found.group(), at))
            at = found.end()
            continue
        at = _piece(query, at, out)
    out.append(Piece(Mark.END, "", len(query)))
    return out


def _piece(query: str, at: int, out: list[Piece]) -> int:
    char = query[at]
    if char in OPEN or char in CLOSE:
        out.append(Piece(Mark.OPEN if char in OPEN else Mark.CLOSE, char, at))
        return at + 1
    if char in QUOTES:
        end = query.find(QUOTES[char], at + 1)
        if end < 0 and char in "“”„":
            end = query.find('"', at + 1)
        if end < 0:
            raise error(query, at, f"{char} 没有收尾", f"请在短语后面补上 {QUOTES[char]}。")
        out.append(Piece(Mark.PHRASE, query[at + 1 : end], at))
        return end + 1
    if char == "[":
        if found := _BRACKET_RANGE.match(query, at):
            out.append(Piece(Mark.RANGE, f"{found[1]}..{found[2]}", at))
            return found.end()
        raise error(query, at, "[ ] 里的范围写法不对", "写成 年份:[2019 TO 2021] 或 年份:2019..2021。")
    if found := _FIELD.match(query, at):
        name = found[1]
        field = field_named(name)
        if field is None:
            raise error(query, at, f"没有“{name}”这个字段", fields_hint())
        out.append(Piece(Mark.FIELD, name, at, field))
        return found.end()
    if char in "-－!！" and at + 1 < len(query) and not query[at + 1].isspace():
        out.append(Piece(Mark.NOT, char, at))
        return at + 1
    if operator := _CLOSE_OPERATOR.match(query, at):
        out.append(_operator(operator.group(), at))
        return operator.end()
    word = _WORD.match(query, at)
    if word is None:  # a closing quotation mark or bracket with no opening one
        raise error(query, at, f"多出一个 {char}", "请删去它，或补上前面的一半。")
    end = word.end()
    if operator := _CLOSE_OPERATOR.search(query, at, end):
        end = operator.start()
    out.append(_operator(query[at:end], at))
    return end


def _operator(text: str, at: int) -> Piece:
    """A word that is an operator, in capitals or small letters of any width; any other is a word."""
    name = text.translate(_WIDE)
    operator = _OPERATORS.get(name.upper()) if name.isupper() or name.islower() or not name.isalpha() else None
    return Piece(Mark[operator.upper()] if operator else Mark.WORD, text, at)


_WIDE = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
