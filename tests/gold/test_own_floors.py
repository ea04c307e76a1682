"""Figures on the project's own labels never fall: 39 documents of the reference data, labelled from the originals.

The first six were labelled before the parser was tuned on them. The second six were held out while it was; at the
first look they gave vanish 0.909, outline 0.886, order 0.849, cite 0.818, deadline 0.880, actor 0.848, action 0.935,
meta 0.943, which is what to expect on documents nobody has tuned for. Two things were changed after that look: the
contract's addresses of items (第三条/（一）) and the place of a document's last paragraph. Since the second look, which
gave outline 0.980, order 0.955, cite 0.900, deadline 0.960, actor 0.872, action 0.958, meta 0.943, they are tuned on.

The third set, eight, were read and marked before they were parsed; what differed was mended for its general cause, and
what a second annotator could see otherwise is left uncertain.

The fourth set, eight more of other kinds, were labelled from the originals before any reading of them. Their first
look gave vanish 1.000, survive 1.000, outline 0.979, order 1.000, cite 1.000, deadline 0.867 (of 13 limits), actor
0.894, action 0.957, meta 0.979. Then eight labels were corrected by the guidelines: what a limit runs from belongs to
it (1), a condition belongs to its sentence (1), whom a prohibition binds is a duty of its own (2), X及其部门 are two
(1), article sentences without 应当, 必须, 不得 or 负责 are uncertain (3). Two with 或者 were left open, the guidelines
being silent. The rest was mended in the reader by family, so these documents are tuned on too.

The fifth set, eight more (rules with 一、 for articles, a table in a PDF, a scheme of laws, measures in one line),
were labelled in the same way. Their first look gave vanish 1.000, survive 1.000, outline 0.977, order 1.000, cite
1.000, deadline 0.944 (of 19 limits), actor 0.929, action 0.973, meta 1.000, the rows of the PDF's table left out, which
had not been labelled and were right. One label was corrected: a sentence with two actors of its own is uncertain.

The sixth set, three more, after the fifth was learnt from. Their first look gave vanish 1.000, survive 1.000, outline
1.000, order 1.000, cite 1.000, deadline 0.929 (of 14 limits), actor 0.970, action 0.972, meta 0.938. Where a limit of
two ends begins was left open.
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
    ("012", "051", "052", "054", "059", "077", "118", "127"): {
        "vanish": 1.0, "survive": 1.0, "outline": 0.99, "order": 0.99, "cite": 0.98,
        "deadline": 0.98, "actor": 0.98, "action": 0.98, "meta": 0.99,
    },
    ("010", "015", "039", "050", "066", "081", "094", "126"): {
        "vanish": 1.0, "survive": 1.0, "outline": 0.99, "order": 0.99, "cite": 0.98,
        "deadline": 0.98, "actor": 0.98, "action": 0.98, "meta": 0.99,
    },
    ("031", "070", "119"): {
        "vanish": 1.0, "survive": 1.0, "outline": 0.99, "order": 0.99, "cite": 0.98,
        "deadline": 0.98, "actor": 0.98, "action": 0.98, "meta": 0.99,
    },
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize(
    "files", FLOORS, ids=["tuned", "held out at first", "read before parsing", "fourth set", "fifth set", "sixth set"]
)
def test_own_floors(files: tuple[str, ...], shared: Path) -> None:
    _, total = totals(shared / "data" / "policy", set(files))
    figures = {name: f1(counts) for name, counts in total.items()}
    below = {n: (round(figures[n], 4), floor) for n, floor in FLOORS[files].items() if figures[n] < floor}
    assert not below, f"figure below its floor (figure, floor): {below}"
