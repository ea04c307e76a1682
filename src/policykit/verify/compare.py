"""What the file prints against what the record says it printed: intact, edited, missing, moved, filled in, added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policykit.model.diagnostic import Severity
from policykit.verify.align import Alignment, Given, Wanted, align
from policykit.verify.difference import shown
from policykit.verify.placeholder import fills
from policykit.verify.printed import BODY, Paragraph, PrintedRow, joined
from policykit.verify.record import Unit
from policykit.verify.report import Finding, State, Unchecked, short

Present = tuple[Unit, str, tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class Compared:
    """`present` are the units the file still has, whose sources are to be checked next: with their place, their
    printed texts, and whether those are as recorded (holes filled in aside)."""

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    states: tuple[tuple[str, State], ...]
    present: tuple[Present, ...]
    added: int


def compare_lines(units: Sequence[Unit], printed: Sequence[Paragraph]) -> Compared:
    """Recorded paragraphs against the printed ones outside tables. Empty paragraphs count for nothing."""
    wanted = [u for u in units if u.text.strip()]
    given = [p for p in printed if p.text.strip()]
    out = _Comparison("段")
    pairs = align(
        [Wanted(u.id, u.text) for u in wanted],
        [Given((p.text,), p.marks, p.part == BODY) for p in given],
    )
    for unit in units:
        if not unit.text.strip():
            out.state(unit, State.INTACT)
    for i, unit in enumerate(wanted):
        parts = [given[j] for j in pairs.pairs.get(i, ())]
        if not parts:
            out.missing(unit)
            continue
        text = "\n".join(p.text for p in parts)
        place = parts[0].place
        same = text == unit.text
        out.found(unit, place, (text,), same, i in pairs.moved, fills(unit.text, text))
        if same and any(p.numbered for p in parts):
            reason = "这一段加上了自动编号，印出来会多一个编号；请去掉自动编号。"
            out.note(Finding("line.numbered", Severity.WARNING, (unit.id,), place, short(text), reason))
    for j in pairs.added:
        out.by_hand("line.added", given[j].place, given[j].text)
    return out.done(pairs)


def compare_rows(units: Sequence[Unit], printed: Sequence[PrintedRow]) -> Compared:
    """Recorded table rows, header rows among them, against the printed ones."""
    given = [r for r in printed if r.filled.strip()]
    out = _Comparison("行")
    pairs = align(
        [Wanted(u.id, joined(u.cells)) for u in units],
        [Given((r.text, r.filled), r.marks) for r in given],
    )
    for i, unit in enumerate(units):
        parts = [given[j] for j in pairs.pairs.get(i, ())]
        if not parts:
            if any(c.strip() for c in unit.cells):
                out.missing(unit)
            else:
                out.state(unit, State.INTACT)
            continue
        row = parts[0]
        texts = _read_as(row, unit)
        filled = len(texts) == len(unit.cells) and all(
            have == want or fills(want, have) for have, want in zip(texts, unit.cells, strict=True)
        )
        same = len(parts) == 1 and row.shows(unit.cells, unit.covered)
        out.found(unit, row.place, texts, same, i in pairs.moved, filled)
    for j in pairs.added:
        out.by_hand("row.added", given[j].place, given[j].text)
    return out.done(pairs)


def _read_as(row: PrintedRow, unit: Unit) -> tuple[str, ...]:
    """The row's texts column by column, as recorded where the cell shows just that (a merge, a number)."""
    wanted = unit.cells + ("",) * (len(row.cells) - len(unit.cells))
    return tuple(
        want if cell.shows(want) or (n in unit.covered and cell.is_covered) else cell.text or cell.under or ""
        for n, (cell, want) in enumerate(zip(row.cells, wanted[: len(row.cells)], strict=True))
    )


class _Comparison:
    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._code = "line" if noun == "段" else "row"
        self._findings: list[Finding] = []
        self._unchecked: list[Unchecked] = []
        self._states: list[tuple[str, State]] = []
        self._present: list[Present] = []

    def state(self, unit: Unit, state: State) -> None:
        self._states.append((unit.id, state))

    def note(self, finding: Finding) -> None:
        self._findings.append(finding)

    def missing(self, unit: Unit) -> None:
        self.state(unit, State.MISSING)
        what = "表头" if unit.header else f"这一{self._noun}"
        reason = f"生成时有{what}，文件里已经没有了；如是有意删去，请在起草时说明理由。"
        self.note(
            Finding(self._kind(unit, "missing"), Severity.ERROR, (unit.id,), unit.place, "", reason, before=unit.text)
        )

    def found(self, unit: Unit, place: str, texts: tuple[str, ...], same: bool, moved: bool, filled: bool) -> None:
        printed = joined(texts)
        if same:
            self.state(unit, State.MOVED if moved else State.INTACT)
        elif filled:
            self.state(unit, State.FILLED)
            reason = "待填写处已由人填写，填写的内容没有出处可对，没有核对。"
            self._unchecked.append(Unchecked(unit.id, place, short(printed), reason))
        else:
            self.state(unit, State.EDITED)
            self._edited(unit, place, texts)
        if moved:
            reason = f"这一{self._noun}换了位置（{unit.place}），请确认它仍在原来的标题之下。"
            self.note(Finding(self._kind(unit, "moved"), Severity.WARNING, (unit.id,), place, short(printed), reason))
        self._present.append((unit, place, texts, same or filled))

    def _edited(self, unit: Unit, place: str, texts: tuple[str, ...]) -> None:
        before, after = unit.text, "\t".join(texts)
        width = max(len(unit.cells), len(texts))
        old = unit.cells + ("",) * (width - len(unit.cells))
        new = texts + ("",) * (width - len(texts))
        parts = [
            shown(a, b) if width == 1 else f"第{n}列“{shown(a, b)}”"
            for n, (a, b) in enumerate(zip(old, new, strict=True), 1)
            if a != b
        ]
        change = "；".join(parts[:5])
        what = "表头" if unit.header else f"这一{self._noun}"
        reason = f"{what}在生成之后被改动：{change}"
        self.note(
            Finding(
                self._kind(unit, "edited"),
                Severity.ERROR,
                (unit.id,),
                place,
                short(" ".join(texts)),
                reason,
                before=before,
                after=after,
                change=change,
            )
        )

    def by_hand(self, code: str, place: str, text: str) -> None:
        reason = f"这一{self._noun}是生成之后手工添加的，没有出处，没有核对。"
        self.note(Finding(code, Severity.WARNING, (), place, short(text), reason, after=text))
        self._unchecked.append(Unchecked("", place, short(text), reason))

    def done(self, pairs: Alignment) -> Compared:
        return Compared(
            tuple(self._findings), tuple(self._unchecked), tuple(self._states), tuple(self._present), len(pairs.added)
        )

    def _kind(self, unit: Unit, what: str) -> str:
        return f"header.{what}" if unit.header else f"{self._code}.{what}"
