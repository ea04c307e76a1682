"""Figures of the kinds of power never fall: articles labelled from the laws themselves, by another hand than the rules.

All were learnt from by now, powers_held after it had been judged by its totals alone (grants 0.87, main 0.75,
holder 0.73). powers_more is ten batches of 40 articles, powers_rounds five of 78, each labelled before the tool was
run on it. Read before anything was mended for them, powers_more gave grants 0.85 0.88 0.85 0.90 0.83 0.70 0.85 0.93
0.93 0.85, powers_rounds

    grants 0.89 0.85 0.91 0.89 0.83   main (of the articles that grant) 0.82 0.72 0.75 0.73 0.70
    holder 0.70 0.72 0.86 0.70 0.70   main, holder of all articles about 0.84 and 0.85

on articles drawn at random and by the words of power, many of them doubtful. powers_fourth is three more batches of
40, each labelled by two people who did not see the rules (they agree on 0.97 of the articles; where they differ the
guide decided). Read before anything was mended for them, and after the families of wordings of the whole collection
had been gone through, it gave

    grants 0.88   main 0.73   holder 0.71   main, holder of all articles 0.83 and 0.83

powers_fifth is 557 articles that two labellers who did not see the rules took half of each; read before anything was
mended for them it gave grants 0.87, main 0.84 and holder 0.83 of all articles, and 0.943, 0.923, 0.889 when it was
first learnt from.

powers_sixth is four draws (160, 160, 160, 120), each labelled before the tool was run on it. Read before anything was
mended for them, and after what the draw before had shown was mended, they gave

    grants 0.925 0.887 0.894 0.950   main of all articles 0.912 0.875 0.863 0.933
    holder of all articles 0.900 0.894 0.863 0.925

Bodies that may act one as well as the other (城管部门或者街道办事处) are one holder, as joint bodies are: the guide
asks for one phrase, and those who labelled by the guide alone took the whole in ten articles of ten. Sixteen labels of
the older sets, which had the first body, follow that now. Of several levels it is still the first local one, and whom a
body only asks (其委托的单位) holds nothing.

What to expect on laws nobody has looked at lies between these and the floors below.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from powers_score import figures, judged

# Raise them when the figure rises; lowering one needs a reason in the commit.
FLOORS = {
    "powers_dev.tsv": {"grants": 0.99, "main": 0.98, "holder": 0.98, "kinds": 0.98},
    "powers_held.tsv": {"grants": 0.96, "main": 0.94, "holder": 0.93, "kinds": 0.96},
    "powers_more.tsv": {"grants": 0.97, "main": 0.96, "holder": 0.93, "kinds": 0.94},
    "powers_rounds.tsv": {"grants": 0.96, "main": 0.90, "holder": 0.90, "kinds": 0.91},
    "powers_fourth.tsv": {"grants": 0.96, "main": 0.87, "holder": 0.93, "kinds": 0.87},
    "powers_fifth.tsv": {"grants": 0.97, "main": 0.92, "holder": 0.87, "kinds": 0.94},
    "powers_sixth.tsv": {"grants": 0.96, "main": 0.93, "holder": 0.92, "kinds": 0.94},
}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_powers_floors(name: str, shared: Path) -> None:
    found = figures(judged(Path(__file__).parent / name, shared / "data" / "laws"))
    below = {n: (round(found[n], 4), floor) for n, floor in FLOORS[name].items() if found[n] < floor}
    assert not below, f"figure below its floor (figure, floor): {below}"
