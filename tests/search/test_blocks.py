"""The order of the first hits does not hang on how many are asked for: pages neither repeat nor pass over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policykit.search.rank import in_blocks

SIZE = 5


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 9)), max_size=40), st.integers(0, 8))
def test_asking_for_more_changes_nothing_before(scored: list[tuple[int, float]], blocks: int) -> None:
    best_first = sorted(scored, key=lambda hit: -hit[1])
    found = [(n, doc, score) for n, (doc, score) in enumerate(best_first)]
    every = in_blocks(found, SIZE, 0.5)
    assert sorted(n for n, _, _ in every) == list(range(len(found)))
    assert in_blocks(found[: blocks * SIZE], SIZE, 0.5) == every[: blocks * SIZE]
    assert [s for _, _, s in every] == sorted((s for _, _, s in every), reverse=True)
