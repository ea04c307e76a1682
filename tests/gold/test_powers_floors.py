"""Figures of the kinds of power never fall: articles labelled from the laws themselves, by another hand than the rules.

All three were learnt from by now, powers_held after it had been judged by its totals alone (grants 0.87, main 0.75,
holder 0.73). powers_more is ten batches of 40 articles, each labelled before the tool was run on it; read before
anything was mended for them they gave grants 0.85 0.88 0.85 0.90 0.83 0.70 0.85 0.93 0.93 0.85: what to expect on
laws nobody has looked at.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from powers_score import figures, judged

# Raise them when the figure rises; lowering one needs a reason in the commit.
FLOORS = {
    "powers_dev.tsv": {"grants": 0.99, "main": 0.98, "holder": 0.98, "kinds": 0.98},
    "powers_held.tsv": {"grants": 0.96, "main": 0.93, "holder": 0.93, "kinds": 0.95},
    "powers_more.tsv": {"grants": 0.95, "main": 0.91, "holder": 0.90, "kinds": 0.92},
}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_powers_floors(name: str, shared: Path) -> None:
    found = figures(judged(Path(__file__).parent / name, shared / "data" / "laws"))
    below = {n: (round(found[n], 4), floor) for n, floor in FLOORS[name].items() if found[n] < floor}
    assert not below, f"figure below its floor (figure, floor): {below}"
