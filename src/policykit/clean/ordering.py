"""The best order of pieces of a text, by their numbering and by how sentences meet where pieces meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from policykit.clean.inline_labels import Label
from policykit.clean.numbering import EMPTY, Profile, State, follow, profile
from policykit.clean.page_marks import find_page_marks
from policykit.clean.shapes import ATTACHMENT, LABEL, SENTENCE_END, is_date, is_salutation, is_title
from policykit.model.span import Span

_APART = 0.3
"""What it costs to put next to each other what was not printed so: the printed order wins a tie."""
_DISPLACED_FIRST = 1.5
_BEAM = 48
_OPEN, _SHUT = "“（《", "”）》"
_HEAD_SIZE, _TAIL_SIZE = 600, 300


@dataclass(frozen=True, slots=True)
class Piece:
    """What ordering needs to know of a piece: its numbering, its first and last words, whether it opens or ends."""

    labels: Profile
    words: frozenset[str]
    strengths: dict[str, int]
    first: str
    last: str
    opens: bool
    closes: bool
    left_open: str

    @classmethod
    def of(cls, shown: str, span: Span, labels: list[Label], words: frozenset[str] = frozenset()) -> Piece:
        """The piece `span` of the text `shown` (in simplified characters) with the labels that stand in it.

        `words` are the pairs and triples of characters that the whole text has (see `words_of`).
        """
        text = span.of(shown)
        for mark in reversed(find_page_marks(text)):
            text = text[: mark.start] + text[mark.end :]
        lines = [line.strip() for line in text[:_HEAD_SIZE].split("\n") if line.strip()]
        ends = [line.strip() for line in text[-_TAIL_SIZE:].split("\n") if line.strip()]
        last = ends[-1] if ends else ""
        opens = any(is_salutation(x) or (is_title(x) and not LABEL.match(x)) for x in lines[:5])
        return cls(
            labels=profile(labels),
            words=words,
            strengths={x.kind: x.strength for x in labels},
            first=lines[0] if lines else "",
            last=last,
            opens=opens,
            closes=is_date(last) or bool(_COMES_INTO_FORCE.search(last)),
            left_open=_left_open(text[-_TAIL_SIZE:]),
        )


_COMES_INTO_FORCE = re.compile(r"(?:起|之日)?(?:施行|执行|实施)。$|同时废止。?$|^特此(?:通知|公告)")


def words_of(shown: str) -> frozenset[str]:
    """Every two and three neighbouring characters: what may meet where a page cut a word in two."""
    return frozenset(map("".join, pairwise(shown))) | frozenset(
        map("".join, zip(shown, shown[1:], shown[2:], strict=False))
    )


def cost_of(pieces: list[Piece], order: tuple[int, ...]) -> float:
    """What is wrong with reading the pieces in this order."""
    strengths = _strengths(pieces)
    state, total = EMPTY, _start(pieces, order[0])
    for place, piece in enumerate(order):
        cost, state = follow(state, pieces[piece].labels, strengths)
        total += cost + (_joint(pieces, order[place - 1], piece) if place else 0.0)
    return total + _finish(pieces, order[-1])


def best_order(pieces: list[Piece]) -> tuple[tuple[int, ...], float]:
    """The cheapest order that a beam search finds, and by how much it beats the next best that differs from it."""
    strengths = _strengths(pieces)
    width = max(8, min(_BEAM, 20_000 // (len(pieces) ** 2)))
    beam: list[tuple[float, tuple[int, ...], State]] = [(0.0, (), EMPTY)]
    for place in range(len(pieces)):
        grown: list[tuple[float, tuple[int, ...], State]] = []
        for total, order, state in beam:
            used = set(order)
            for piece in range(len(pieces)):
                if piece in used:
                    continue
                cost, after = follow(state, pieces[piece].labels, strengths)
                cost += _joint(pieces, order[-1], piece) if order else _start(pieces, piece)
                if place == len(pieces) - 1:
                    cost += _finish(pieces, piece)
                grown.append((total + cost, (*order, piece), after))
        grown.sort(key=lambda g: g[:2])
        beam = grown[:width]
    margin = beam[1][0] - beam[0][0] if len(beam) > 1 else 9.0
    return beam[0][1], margin


def _strengths(pieces: list[Piece]) -> dict[str, int]:
    return {kind: s for piece in pieces for kind, s in piece.strengths.items()}


def _start(pieces: list[Piece], piece: int) -> float:
    """What is wrong with a document that starts with this piece. Sites print at least the first page first."""
    cost = 0.0 if piece == 0 else _DISPLACED_FIRST
    if not pieces[piece].opens and any(p.opens for p in pieces):
        cost += 2.0
    entries = pieces[piece].labels.entries
    if entries and entries[0].number != 1:
        cost += 2.0
    return cost + (2.0 if _fragment(pieces[piece].first) else 0.0)


def _finish(pieces: list[Piece], piece: int) -> float:
    last = pieces[piece].last
    if pieces[piece].closes:
        return 0.0
    return 1.0 if SENTENCE_END.search(last) or any(p.closes for p in pieces) else 2.0


def _joint(pieces: list[Piece], left: int, right: int) -> float:
    """What is wrong with `right` coming straight after `left`."""
    before, after = pieces[left], pieces[right]
    cost = 0.0 if right == left + 1 else _APART
    if before.closes and not (after.opens or ATTACHMENT.match(after.first)):
        cost += 2.0
    labelled = bool(LABEL.match(after.first))
    heading = bool(LABEL.match(before.last)) and len(before.last) <= 60 and "。" not in before.last
    finished = bool(SENTENCE_END.search(before.last))
    if not finished and not heading and labelled and len(before.last) >= 18:
        cost += 1.5
    if finished and _fragment(after.first):
        cost += 2.0
    if before.words and after.first and before.last and not labelled and not heading:
        cost += 0.4 if finished else _torn_word(before, after)
    if heading and labelled and after.labels.entries and after.labels.entries[0].number != 1:
        cost += 0.8
    if before.left_open:
        shut = after.first.find(_SHUT[_OPEN.index(before.left_open)])
        stop = after.first.find("。")
        cost += 1.5 if shut < 0 or 0 <= stop < shut else 0.0
    return cost


def _torn_word(before: Piece, after: Piece) -> float:
    """How odd the characters are that would meet: 0 where the text has the same triple elsewhere."""
    last, first, words = before.last, after.first, before.words
    if last[-1] + first[0] not in words:
        return 0.9
    return 0.0 if last[-2:] + first[0] in words or last[-1] + first[:2] in words else 0.4


def _fragment(first: str) -> bool:
    """Whether a piece starts inside a sentence: with a mark that none can start with, or with its last words."""
    if not first or LABEL.match(first):
        return False
    return first[0] in "，。、；：）》”！？,;:)" or 0 < first.find("。") <= 5


def _left_open(tail: str) -> str:
    """The mark “ （ or 《 that the last sentence leaves open, or nothing."""
    sentence = tail[max(tail.rfind("。"), tail.rfind("\n\n")) + 1 :]
    for opening, closing in zip(_OPEN, _SHUT, strict=True):
        if sentence.rfind(opening) > sentence.rfind(closing):
            return opening
    return ""
