"""The kinds of administrative power, and what one article grants. Source of the ten named kinds: the common
classification of 权力清单 (许可 处罚 强制 征收 征用 给付 检查 确认 奖励 裁决, all others together)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policykit.model.span import Span


class PowerKind(StrEnum):
    LICENCE = "行政许可"
    PENALTY = "行政处罚"
    COERCION = "行政强制"
    LEVY = "行政征收"
    REQUISITION = "行政征用"
    BENEFIT = "行政给付"
    INSPECTION = "行政检查"
    CONFIRMATION = "行政确认"
    REWARD = "行政奖励"
    RULING = "行政裁决"
    OTHER = "其他行政权力"


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that show a power: `span` in the text that was read, `holder` the body that acts there (None in a
    passive sentence), `mandatory` false where the body may as well not (可以, 可处)."""

    kind: PowerKind
    span: Span
    holder: Span | None
    mandatory: bool = True


@dataclass(frozen=True, slots=True)
class Grant:
    """What an article grants: `kinds` in the order of their first words, `main` the chief one, `holder` the body that
    holds it, verbatim; all empty or None where it grants nothing. `signs` are in text order."""

    kinds: tuple[PowerKind, ...] = ()
    main: PowerKind | None = None
    holder: Span | None = None
    signs: tuple[Sign, ...] = ()
