"""The query language: parsed once, the same for every engine."""

from policykit.search.language.ast import And, Field, Not, Or, Phrase, Query, Range, Wildcard, Word
from policykit.search.language.parse import parse

__all__ = ["And", "Field", "Not", "Or", "Phrase", "Query", "Range", "Wildcard", "Word", "parse"]
