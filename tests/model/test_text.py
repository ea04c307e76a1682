"""The offset map under any sequence of edits: nothing is lost, every character finds its print."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.model.diagnostic import Removal
from policykit.model.span import Span, complement, merge
from policykit.model.text import Edit, Text

RAW = st.text(alphabet="甲乙丙丁 \n(a1", max_size=40)
REPLACEMENTS = st.sampled_from(["", "", "天", "天地", "\n", "玄黄宇"])


@dataclass
class Worked:
    raw: str
    text: Text
    removed: list[Removal]


def _edits(draw: st.DrawFn, length: int) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    return [
        Edit(Span(a, b), draw(REPLACEMENTS)) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if draw(st.booleans())
    ]


@st.composite
def worked(draw: st.DrawFn) -> Worked:
    """A raw text after some edits and reorderings."""
    raw = draw(RAW)
    text, removed = Text.of_raw(raw), list[Removal]()
    for step in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            text, gone, _ = text.edit(_edits(draw, len(text)), f"rule{step}")
            removed += gone
        else:
            cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=3))})
            pieces = [Span(a, b) for a, b in pairwise(cuts)]
            text = text.reorder(draw(st.permutations(pieces)))
    return Worked(raw, text, removed)


@given(worked())
def test_every_raw_character_is_shown_or_removed_exactly_once(w: Worked) -> None:
    shown = set[int]()
    for span in w.text.raw_spans(Span(0, len(w.text))):
        shown.update(range(span.start, span.end))
    gone: list[int] = [i for r in w.removed for i in range(r.raw_span.start, r.raw_span.end)]
    assert len(gone) == len(set(gone)), "a character was removed twice"
    assert shown.isdisjoint(gone)
    assert shown | set(gone) == set(range(len(w.raw)))


@given(worked())
def test_runs_tile_the_text_and_stay_in_the_file(w: Worked) -> None:
    at = 0
    for run in w.text.runs:
        assert run.start == at and run.end > run.start
        assert 0 <= run.raw_start <= run.raw_end <= len(w.raw)
        at = run.end
    assert at == len(w.text)


@given(worked(), st.data())
def test_a_character_that_maps_by_itself_leads_there_and_back(w: Worked, data: st.DataObject) -> None:
    if not len(w.text):
        return
    at = data.draw(st.integers(0, len(w.text) - 1))
    raw = w.text.raw_spans(Span(at, at + 1))
    if raw:
        back = w.text.from_raw(Span(raw[0].start, raw[-1].end))
        assert any(s.start <= at < s.end for s in back)


@given(worked(), st.data())
def test_from_raw_finds_what_walking_all_runs_finds(w: Worked, data: st.DataObject) -> None:
    a, b = sorted(data.draw(st.tuples(st.integers(0, len(w.raw)), st.integers(0, len(w.raw)))))
    slow = []
    for run in w.text.runs:
        if run.raw_end <= a or run.raw_start >= b:
            continue
        if run.linear:
            shift = run.start - run.raw_start
            slow.append(Span(max(run.raw_start, a) + shift, min(run.raw_end, b) + shift))
        else:
            slow.append(Span(run.start, run.end))
    assert w.text.from_raw(Span(a, b)) == merge(slow)


@given(RAW, st.data())
def test_what_is_not_edited_reads_as_printed(raw: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    text, removed, changed = Text.of_raw(raw).edit(
        [Edit(Span(a, b)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)], "cut"
    )
    assert changed == ()
    assert "".join(s.of(raw) for i in range(len(text)) for s in text.raw_spans(Span(i, i + 1))) == text.value
    assert len(text) + sum(len(r.raw_span) for r in removed) == len(raw)


def test_part_of_a_replacement_is_not_yet_a_removal() -> None:
    text, removed, _ = Text.of_raw("甲乙丙").edit([Edit(Span(1, 2), "天地玄")], "grow")
    assert removed == ()
    text, removed, _ = text.edit([Edit(Span(1, 2))], "cut")
    assert text.value == "甲地玄丙" and removed == ()
    text, removed, _ = text.edit([Edit(Span(1, 3))], "cut")
    assert text.value == "甲丙" and removed == (Removal("cut", Span(1, 2)),)


def test_an_inserted_break_has_no_print() -> None:
    text, removed, changed = Text.of_raw("甲乙").edit([Edit(Span(1, 1), "\n")], "break")
    assert (text.value, removed, changed) == ("甲\n乙", (), ())
    assert text.raw_spans(Span(1, 2)) == ()
    assert text.raw_spans(Span(0, 3)) == (Span(0, 2),)


def test_pages_out_of_order_keep_their_print() -> None:
    text = Text.of_raw("三一二").reorder([Span(1, 3), Span(0, 1)])
    assert text.value == "一二三"
    assert text.raw_spans(Span(1, 3)) == (Span(0, 1), Span(2, 3))
    assert text.from_raw(Span(0, 1)) == (Span(2, 3),)


def test_out_of_range_raises() -> None:
    text = Text.of_raw("甲乙")
    with pytest.raises(IndexError):
        text.raw_spans(Span(0, 3))
    with pytest.raises(IndexError):
        text[Span(1, 3)]
    with pytest.raises(IndexError):
        text.edit([Edit(Span(2, 3))], "r")
    with pytest.raises(ValueError):
        text.edit([Edit(Span(0, 2)), Edit(Span(1, 2))], "r")
    with pytest.raises(ValueError):
        text.reorder([Span(0, 1)])
    with pytest.raises(ValueError):
        Span(2, 1)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10))), st.integers(40, 60))
def test_merge_and_complement_part_the_range(pairs: list[tuple[int, int]], length: int) -> None:
    spans = [Span(a, a + n) for a, n in pairs]
    inside = {i for s in merge(spans) for i in range(s.start, s.end)}
    outside = {i for s in complement(spans, length) for i in range(s.start, s.end)}
    assert inside == {i for s in spans for i in range(s.start, s.end)}
    assert inside.isdisjoint(outside) and inside | outside == set(range(length))
