"""No page with 署名 and date alone: where a letter's text ends just before the page does, its line pitch is changed.

The standard wants text on the page of the signature and lets line and character pitch be adjusted for it (GB/T
9704-2012, 7.3.5.5); the text itself must begin on page 1, so that a short letter cannot move on as a whole. Only a
letter that should fit on one page is measured: over several pages an estimate says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policykit.model.output import Kind, Line
from policykit.render.docx_face import FACES
from policykit.render.docx_measure import CHARACTERS, LINE, MARK_CHARACTERS, PORTRAIT, mark_scale, width_of

TIGHTEST, LOOSEST = 480, 680  # twips: 24 and 34 pt
RED_HEAD = (Kind.HEAD_MARK, Kind.ISSUER_MARK, Kind.DOC_NUMBER)
_ROOM = 0.35 * LINE  # what an estimate may be wrong by
_TITLE_CHARACTERS = 20
_RULE = 120  # twips that the red rule adds below the 发文字号
_PAGE = PORTRAIT.height - PORTRAIT.top - PORTRAIT.bottom


@dataclass(frozen=True, slots=True)
class Measured:
    """A line with the blank lines around it, as it will be set."""

    line: Line
    before: int
    after: int

    @property
    def rows(self) -> int:
        face = FACES[self.line.kind]
        if self.line.kind is Kind.ISSUER_MARK:
            return 1 if mark_scale(self.line.text) < 100 else -int(-width_of(self.line.text) // MARK_CHARACTERS) or 1
        characters = _TITLE_CHARACTERS if self.line.kind is Kind.TITLE else CHARACTERS
        return max(1, -int(-(width_of(self.line.text) + face.indent) // characters))

    @property
    def fixed(self) -> float:
        """Twips whose place is prescribed: the red head, and the blank lines between its rule and the title."""
        face = FACES[self.line.kind]
        match self.line.kind:
            case Kind.ISSUER_MARK:  # 份号, 密级 and 紧急程度 stand within its drop
                return face.line * self.rows + face.before * LINE
            case Kind.DOC_NUMBER:
                return (self.rows + face.before) * LINE + _RULE
            case Kind.TITLE:
                return self.before * LINE
        return 0.0

    @property
    def lines(self) -> int:
        """Lines whose pitch may change, blank ones included."""
        if self.line.kind in RED_HEAD:
            return 0
        return self.rows + self.after + (0 if self.line.kind is Kind.TITLE else self.before)


@dataclass(frozen=True, slots=True)
class Fit:
    """The pitch of a letter's lines in twips and the blank lines above its 署名. `settled`: there will be text on the
    page of the 署名, so that nothing has to move for it."""

    pitch: int = LINE
    blank: int | None = None
    settled: bool = True


def fit(letter: Sequence[Measured]) -> Fit:
    """How to set a letter of one page, from its first line to its date or 附注, so that no page has these alone.

    The letter is left alone where all of it fits, where its text goes on to the next page by itself, or where neither
    a tighter nor a looser setting within reason would help.
    """
    closing = next((n for n, m in enumerate(letter) if m.line.kind is Kind.SIGNATURE), None)
    if closing is None:
        return Fit(settled=False)
    text, end = letter[:closing], letter[closing:]
    head = sum(m.fixed for m in letter)
    body, tail = sum(m.lines for m in text), sum(m.lines for m in end)
    whole, over = head + (body + tail) * LINE, head + body * LINE - _PAGE
    if whole <= _PAGE - _ROOM:
        return Fit()
    if over > 0:
        # The last lines of the text are on page 2, as long as they and what follows end there.
        return Fit(settled=over >= LINE + _ROOM and over + tail * LINE <= _PAGE - _ROOM)
    blank = letter[closing].before
    for less in range(max(1, blank)):
        pitch = int((_PAGE - _ROOM - head) // (body + tail - less))
        if pitch >= TIGHTEST:
            return Fit(min(pitch, LINE), blank - less)
    looser = int((_PAGE + _ROOM - head) // body) + 1
    return Fit(looser) if looser <= LOOSEST else Fit(settled=False)
