"""The draft in pages: every word once and in order, a page as long as GB/T 9704 has it, headings with what follows."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from policykit.model.output import Annex, Column, Draft, Kind, Line, Origin, OutCell, Row
from policykit.web.paper import ROWS, WIDTH, Sheet, sheets, width

KINDS = [Kind.TITLE, Kind.SALUTATION, Kind.HEADING_1, Kind.HEADING_2, Kind.HEADING_3, Kind.BODY, Kind.SIGNATURE]
LINES = st.lists(
    st.builds(
        lambda kind, text, times: Line("", kind, text * times, Origin.SOURCE, run_in=min(3, len(text))),
        st.sampled_from(KINDS),
        st.text(st.sampled_from(list("执法依据，。2026a（）《》")), min_size=1, max_size=40),
        st.integers(1, 30),
    ),
    max_size=25,
)


def paged(*lines: Line, annexes: tuple[Annex, ...] = ()) -> tuple[Sheet, ...]:
    return sheets(Draft("方案", "实施方案", lines, annexes))


def body(count: int) -> Line:
    return Line("", Kind.BODY, "执" * count, Origin.SOURCE)


@given(LINES)
def test_every_word_is_printed_once_and_in_order(lines: list[Line]) -> None:
    pieces = [p for sheet in paged(*lines) for p in sheet.pieces]
    printed: dict[str, str] = {}
    for piece in pieces:
        assert piece.continued == (piece.id in printed)
        printed[piece.id] = printed.get(piece.id, "") + piece.text
    assert list(printed.values()) == [line.text for line in lines]
    assert [sum(p.run_in for p in pieces if p.id == name) for name in printed] == [line.run_in for line in lines]


@given(LINES)
def test_pages_follow_one_another_and_none_is_empty(lines: list[Line]) -> None:
    made = paged(*lines)
    assert [s.number for s in made] == list(range(1, len(made) + 1))
    assert all(s.pieces for s in made)


def test_a_page_holds_twenty_two_lines_of_twenty_eight_characters() -> None:
    first, second = paged(body(ROWS * WIDTH - 2 + 5))
    assert len(first.pieces[0].text) == ROWS * WIDTH - 2
    assert (second.pieces[0].text, second.pieces[0].continued) == ("执" * 5, True)
    assert len(paged(*[body(26)] * ROWS)) == 1
    assert len(paged(*[body(26)] * (ROWS + 1))) == 2


def test_a_heading_never_closes_a_page() -> None:
    heading = Line("", Kind.HEADING_1, "一、总体要求", Origin.TEMPLATE)
    first, second = paged(*[body(26)] * (ROWS - 1), heading, Line("", Kind.SALUTATION, "各科室：", Origin.SOURCE))
    assert [p.line.kind for p in second.pieces] == [Kind.HEADING_1, Kind.SALUTATION]
    assert len(first.pieces) == ROWS - 1


def test_latin_letters_and_figures_take_half_the_room() -> None:
    assert width("二〇二六年") == 5
    assert width("2026") < 2.5


def test_an_annex_begins_a_page_and_keeps_every_row() -> None:
    rows = tuple(
        Row(f"r{n}", (OutCell(str(n)), OutCell("编制执法事项目录。" * (1 + n % 9))), Origin.SOURCE) for n in range(60)
    )
    annex = Annex("任务分工表", "任务分工表", (Column("序号", 0.5), Column("任务", 4.0)), rows)
    text, *tables = paged(body(10), annexes=(annex,))
    assert text.annex is None and len(tables) > 1
    assert tables[0].first == 0 and tables[-1].last == 60
    assert all(a.last == b.first for a, b in pairwise(tables))
    assert len(paged(annexes=(Annex("空", "空", (Column("序号"),), ()),))) == 1
