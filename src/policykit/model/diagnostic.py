"""What a stage noticed about imperfect content, and the ledger of what rules removed or changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policykit.model.slots import direct
from policykit.model.span import Span


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about a document. `span` is in the document's text; None where it is about the whole."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None


@direct
@dataclass(frozen=True, slots=True)
class Removal:
    """Raw characters that a rule took out of the text. `raw_span` is in the raw file."""

    rule: str
    raw_span: Span


@direct
@dataclass(frozen=True, slots=True)
class Change:
    """Raw characters that a rule replaced; `before` and `after` are the printed and the new text."""

    rule: str
    raw_span: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of a document: every raw character is kept or stands in exactly one removal.

    kept_chars + total length of the removals == raw_chars, once the document is fully read.
    """

    raw_chars: int = 0
    kept_chars: int = 0
    removed: tuple[Removal, ...] = ()
    changed: tuple[Change, ...] = ()
