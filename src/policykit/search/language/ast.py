"""A query as a tree. `field` is the field's own name (标题 …) or None for the clause itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policykit.model.slots import direct


class Field(StrEnum):
    TITLE = "标题"
    ISSUER = "机关"
    NUMBER = "文号"
    YEAR = "年份"
    DATE = "日期"
    GENRE = "文种"
    REGION = "地区"
    LEVEL = "层级"
    CITES = "引用"
    ACTOR = "责任主体"
    DEADLINE = "时限"
    STATUS = "状态"
    ARTICLE = "条"
    TEXT = "正文"


ALIASES = {
    "题名": Field.TITLE,
    "题目": Field.TITLE,
    "title": Field.TITLE,
    "发文机关": Field.ISSUER,
    "制定机关": Field.ISSUER,
    "issuer": Field.ISSUER,
    "发文字号": Field.NUMBER,
    "number": Field.NUMBER,
    "年": Field.YEAR,
    "年度": Field.YEAR,
    "year": Field.YEAR,
    "成文日期": Field.DATE,
    "date": Field.DATE,
    "genre": Field.GENRE,
    "地域": Field.REGION,
    "region": Field.REGION,
    "效力级别": Field.LEVEL,
    "效力层级": Field.LEVEL,
    "level": Field.LEVEL,
    "cites": Field.CITES,
    "主体": Field.ACTOR,
    "责任单位": Field.ACTOR,
    "actor": Field.ACTOR,
    "期限": Field.DEADLINE,
    "deadline": Field.DEADLINE,
    "效力": Field.STATUS,
    "status": Field.STATUS,
    "条款": Field.ARTICLE,
    "article": Field.ARTICLE,
    "内容": Field.TEXT,
    "text": Field.TEXT,
}


@direct
@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; all its characters must stand in the clause. `start` is its place in the query."""

    field: Field | None
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Quoted words: the characters must stand together, punctuation aside."""

    field: Field | None
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word with `*` (some characters within a sentence) or `?` (one character)."""

    field: Field | None
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included, either open (None)."""

    field: Field
    low: str | None
    high: str | None
    start: int


@direct
@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


Query = Word | Phrase | Wildcard | Range | And | Or | Not
