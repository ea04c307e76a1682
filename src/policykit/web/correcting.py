"""Corrections of what was read of a document's head: which fields, how they are typed, and their optimistic lock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from policykit.errors import UsageError

if TYPE_CHECKING:
    from policykit.model.document import Metadata

KIND = "metadata"
_LIST = re.compile(r"[、，,；;\n]+")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of `Metadata` a person may correct. `kind`: text, date or list."""

    name: str
    label: str
    kind: str = "text"


FIELDS = (
    Field("title", "标题"),
    Field("doc_number", "文号"),
    Field("issuers", "发文机关", "list"),
    Field("issued_date", "成文日期", "date"),
    Field("published_date", "公布日期", "date"),
    Field("effective_date", "施行日期", "date"),
    Field("genre", "文种"),
    Field("authority", "效力级别"),
    Field("region", "地区"),
    Field("addressees", "主送机关", "list"),
)


def shown(metadata: Metadata, field: Field) -> str:
    """A value as the form shows it."""
    value = getattr(metadata, field.name)
    return "、".join(value) if field.kind == "list" else value or ""


def wanted(metadata: Metadata, corrections: dict[str, Any], typed: dict[str, str]) -> dict[str, Any]:
    """What `Corpus.correct` is to be told for what was typed: only fields that differ from what is shown; None, where
    a corrected field was emptied, takes the correction back. Raises UsageError for a date that is none."""
    out: dict[str, Any] = {}
    for field in FIELDS:
        if field.name not in typed:
            continue
        text = " ".join(typed[field.name].split())
        if text == shown(metadata, field):
            continue
        if not text:
            if field.name in corrections:
                out[field.name] = None
            else:
                raise UsageError(f"{field.label}：不能清空从原文读出的值", hint="改成正确的内容再保存。")
        elif field.kind == "list":
            out[field.name] = [part for part in _LIST.split(text) if part.strip()]
        elif field.kind == "date":
            out[field.name] = _day(field, text)
        else:
            out[field.name] = text
    return out


def _day(field: Field, text: str) -> str:
    found = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"{field.label}：“{text}”不是日期", hint="请写成 2026-04-10 的样子。") from error
