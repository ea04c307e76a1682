"""A note made early goes on pointing at the same print, whatever later rules do to the text."""

from __future__ import annotations

from policykit.extract import extract_bytes
from policykit.model.diagnostic import Severity
from policykit.model.document import Document, Source
from policykit.model.span import Span
from policykit.model.text import Edit, Text
from policykit.pipeline import process


def noted(raw: str, word: str) -> Document:
    at = raw.index(word)
    document = Document("d", Source("甲.txt", "", "text/plain"), raw, Text.of_raw(raw))
    return document.noting("x", "说明。", Severity.INFO, Span(at, at + len(word)))


def test_deleting_and_reordering_take_the_note_along() -> None:
    document = noted("第一页\n青石县\n第二页\n望河区", "望河区")
    document = document.with_text(*document.text.edit([Edit(Span(4, 8))], "试"))
    (note,) = document.diagnostics
    assert note.span is not None and document.text[note.span] == "望河区"
    document = document.with_text(document.text.reorder([Span(8, 11), Span(0, 8)]))
    (note,) = document.diagnostics
    assert note.span == Span(0, 3)


def test_a_note_of_what_is_gone_points_at_nothing() -> None:
    document = noted("青石县望河区", "望河区")
    document = document.with_text(*document.text.edit([Edit(Span(3, 6))], "试"))
    assert document.diagnostics[0].span is None and document.diagnostics[0].message == "说明。"


def test_a_broken_byte_is_still_pointed_at_after_reading() -> None:
    lines = ["关于整治市容的通知", "", "", "", "一、各  县　　要  认真  执行。", "二、坏的字在这里：@。"]
    data = "\n".join(lines).encode().replace(b"@", b"\xff")
    document = process(extract_bytes(data, "甲.txt"))
    (span,) = (d.span for d in document.diagnostics if d.code == "decode.broken")
    assert span is not None and document.text[span] == "\ufffd"
