"""The tantivy index of clauses as it lies in a folder: its fields and its tokenizer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DOC_BITS = 32  # of `key`: the unit's number above, its document version's below


def open_index(folder: Path) -> Any:
    """The tantivy index in a folder, made where there is none.

    `key` is read for every hit, so unit and document version are one number; `unit` and `doc` are looked up.
    """
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="policykit", index_option="position")
    builder.add_text_field("title", stored=False, tokenizer_name="policykit", index_option="basic")
    builder.add_unsigned_field("unit", indexed=True)
    builder.add_unsigned_field("doc", indexed=True, fast=True)
    builder.add_unsigned_field("key", fast=True)
    builder.add_unsigned_field("when", fast=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    index.register_tokenizer("policykit", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index
