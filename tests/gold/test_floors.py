"""Gold figures never fall: the floors are what was reached, measured as ../shared/tools/score.py does."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from policykit.contract import parse_json
from policykit.pipeline import read

# Micro-averages over each set. Raise them when the figure rises; lowering one needs a reason in the commit.
FLOORS = {
    ("gold", "seeds"): {
        "vanish": 1.0, "survive": 1.0, "outline": 1.0, "order": 1.0,
        "cite": 1.0, "deadline": 1.0, "actor": 0.99, "action": 0.97, "meta": 1.0,
    },
    ("gold_more", "data/policy"): {
        "vanish": 1.0, "survive": 1.0, "outline": 1.0, "order": 1.0,
        "cite": 1.0, "deadline": 1.0, "actor": 0.99, "action": 0.99, "meta": 1.0,
    },
}  # fmt: skip


def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "tools/score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.parametrize("pair", sorted(FLOORS), ids="/".join)
def test_gold_floors(pair: tuple[str, str], shared: Path) -> None:
    score = scorer(shared)
    total: dict[str, tuple[int, int, int]] = {}
    for path in sorted((shared / pair[0]).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for name, counts in score.score(gold, parse_json(read(shared / pair[1] / gold["file"]))).items():
            total[name] = tuple(a + b for a, b in zip(total.get(name, (0, 0, 0)), counts, strict=True))
    figures = {name: score.f1(counts) for name, counts in total.items()}
    below = {n: (round(figures[n], 4), floor) for n, floor in FLOORS[pair].items() if figures[n] < floor}
    assert not below, f"figure below its floor (figure, floor): {below}"
