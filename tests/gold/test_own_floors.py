"""Figures on the project's own labels never fall: twenty documents of the reference data, labelled from the originals.

The first six were labelled before the parser was tuned on them. The second six were held out while it was; at the
first look they gave vanish 0.909, outline 0.886, order 0.849, cite 0.818, deadline 0.880, actor 0.848, action 0.935,
meta 0.943, which is what to expect on documents nobody has tuned for. Two things were changed after that look: the
contract's addresses of items (第三条/（一）) and the place of a document's last paragraph. Since the second look, which
gave outline 0.980, order 0.955, cite 0.900, deadline 0.960, actor 0.872, action 0.958, meta 0.943, they are tuned on.

The last eight were read and marked before they were parsed; what differed was mended for its general cause, and what a
second annotator could see otherwise is left uncertain.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from own_labels import f1, totals

FLOORS = {
    ("013", "026", "036", "055", "068", "075"): {
        "vanish": 1.0, "survive": 1.0, "outline": 0.99, "order": 0.99, "cite": 0.98,
        "deadline": 0.98, "actor": 0.98, "action": 0.96, "meta": 0.99,
    },
    ("007", "011", "040", "048", "079", "125"): {
        "vanish": 1.0, "survive": 1.0, "outline": 0.99, "order": 0.99, "cite": 0.98,
        "deadline": 0.98, "actor": 0.97, "action": 0.98, "meta": 0.99,
    },
    ("005", "017", "023", "049", "058", "063", "064", "106"): {
        "vanish": 1.0, "survive": 1.0, "outline": 0.99, "order": 0.99, "cite": 0.98,
        "deadline": 0.98, "actor": 0.97, "action": 0.98, "meta": 0.99,
    },
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("files", FLOORS, ids=["tuned", "held out at first", "read before parsing"])
def test_own_floors(files: tuple[str, ...], shared: Path) -> None:
    _, total = totals(shared / "data" / "policy", set(files))
    figures = {name: f1(counts) for name, counts in total.items()}
    below = {n: (round(figures[n], 4), floor) for n, floor in FLOORS[files].items() if figures[n] < floor}
    assert not below, f"figure below its floor (figure, floor): {below}"
