"""One conformance test for every engine: the same hits for the same query, the same scores for the same words."""

from __future__ import annotations

import random
from importlib.util import find_spec
from pathlib import Path

import pytest

from policykit.errors import WorkspaceError
from policykit.search.engine import (
    AllOf,
    AnyOf,
    Dated,
    Docs,
    EngineSearcher,
    Except,
    IndexUnit,
    Node,
    Plan,
    Prefix,
    Sequence,
    Token,
    Units,
)
from policykit.search.engines import choose
from policykit.search.tokens import atoms, fold, pairs

WORDS = ["行政", "执法", "公示", "监督", "检查", "处罚", "许可", "人员", "证件", "培训"]
WORDS += ["考试", "清单", "责任", "机关", "应当", "不得", "2021", "GB", "临江市", "税"]
NAMES = [n for n in ("whoosh", "tantivy") if n == "whoosh" or find_spec("tantivy")]


def sample(seed: int, count: int) -> list[IndexUnit]:
    """Units of made-up sentences; every third document has a heading path."""
    pick = random.Random(seed)
    out = []
    for n in range(1, count + 1):
        text = "".join(pick.choice(WORDS) + pick.choice(["", "", "、", "。", "\n"]) for _ in range(pick.randint(0, 60)))
        doc = 1 + n // 4
        when = 0 if doc % 5 == 0 else 20200000 + doc
        out.append(IndexUnit(n, doc, text, "一、总则 › （一）目标" if doc % 3 == 0 else "", when))
    return out


def naive(node: Node, units: list[IndexUnit]) -> set[int]:
    """What a node means, read off the tokens themselves."""
    every = {u.n for u in units}
    match node:
        case Token(token):
            return {u.n for u in units if token in u.tokens()}
        case Sequence(tokens):
            size = len(tokens)
            return {
                u.n
                for u in units
                if any(tuple(u.tokens()[i : i + size]) == tokens for i in range(len(u.tokens()) - size + 1))
            }
        case Prefix(prefix):
            return {u.n for u in units if any(t.startswith(prefix) for t in u.tokens())}
        case Units(numbers):
            return every & numbers
        case Docs(numbers):
            return {u.n for u in units if u.doc in numbers}
        case Dated(low, high):
            return {u.n for u in units if u.when and low <= u.when <= high}
        case AllOf(nodes):
            return every.intersection(*(naive(n, units) for n in nodes))
        case AnyOf(nodes):
            return set[int]().union(*(naive(n, units) for n in nodes))
        case Except(inner):
            return every - naive(inner, units)


def phrase(text: str) -> Sequence:
    return Sequence(tuple(pairs(atoms(fold(text)))))


NODES: list[Node] = [
    Token("行政"),
    Token("没有"),
    phrase("行政执法公示"),
    phrase("执法2021GB"),
    phrase("考试"),
    phrase("总则一目标"),
    Prefix("税"),
    Prefix("21"),
    Prefix("20"),
    Units(frozenset((1, 5, 9, 99999))),
    Units(frozenset()),
    Docs(frozenset((2, 3))),
    AllOf((Token("处罚"), Token("许可"), Except(Token("监督")))),
    AnyOf((phrase("人员证件"), AllOf((Token("培训"), Docs(frozenset((1, 7, 8))))))),
    Dated(20200003, 20200020),
    Dated(0, 20200004),
    Dated(0, 99999999),
    AllOf((Dated(20200000, 20200030), Token("处罚"))),
    AnyOf((AllOf((Token("处罚"), Token("许可"))), Units(frozenset((4, 8, 12))))),
    AllOf(
        (AnyOf((AllOf((Token("人员"), Token("证件"))), Docs(frozenset((3, 4))))), AnyOf((Token("税"), Token("检查"))))
    ),
    AllOf((AnyOf((phrase("行政执法"), Docs(frozenset((5,))))), Except(Token("清单")), Token("执法"))),
    AnyOf((Except(Token("应当")), Token("应当"))),
    AnyOf(()),
    AllOf(()),
    Except(AnyOf((Token("应当"), Token("不得")))),
    AllOf((Except(Token("应当")), Except(Token("不得")))),
]


@pytest.fixture(params=NAMES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def agree(searcher: EngineSearcher, units: list[IndexUnit]) -> None:
    docs = {u.n: u.doc for u in units}
    for node in NODES:
        wanted = sorted(naive(node, units))
        assert searcher.everything(Plan(node)) == [(n, docs[n]) for n in wanted], node
        assert searcher.count(Plan(node)) == len(wanted)
        scored, total = searcher.top(Plan(node, (("行政", 1.0), ("处罚", 0.5))), 1000)
        assert total == len(wanted)
        assert sorted(n for n, _, _ in scored) == wanted
        assert [s for _, _, s in scored] == sorted((s for _, _, s in scored), reverse=True)


def test_hits_are_what_the_tokens_say(engine: str, tmp_path: Path) -> None:
    made, units = choose(engine), sample(1, 300)
    made.write(tmp_path / "a", units, frozenset())
    searcher = made.open(tmp_path / "a")
    agree(searcher, units)
    assert searcher.frequency("行政") == len(naive(Token("行政"), units))
    assert made.documents(tmp_path / "a") == frozenset(u.doc for u in units)


def test_covered_counts_each_token_once(engine: str, tmp_path: Path) -> None:
    made, units = choose(engine), sample(5, 200)
    made.write(tmp_path / "a", units, frozenset())
    searcher = made.open(tmp_path / "a")
    weights = (("行政", 1.5), ("处罚", 0.25), ("没有", 9.0))
    asked = frozenset((1, 2, 3, 50, 150))
    found = searcher.covered(asked, weights)
    for unit in units:
        if unit.n in asked:
            assert found[unit.n] == pytest.approx(sum(w for t, w in weights if t in unit.tokens()))
    assert found.keys() == asked and searcher.size() == 200
    assert searcher.covered(frozenset(), weights) == {} and searcher.covered(asked, ()) == dict.fromkeys(asked, 0.0)


def test_adding_and_taking_out(engine: str, tmp_path: Path) -> None:
    made, units = choose(engine), sample(2, 200)
    made.write(tmp_path / "a", units, frozenset())
    more = [IndexUnit(u.n + 1000, u.doc + 1000, u.text, u.path) for u in sample(3, 9)]
    made.write(tmp_path / "a", more, frozenset((3, 4, 17)))
    left = [u for u in units if u.doc not in (3, 4, 17)] + more
    agree(made.open(tmp_path / "a"), left)
    assert made.documents(tmp_path / "a") == frozenset(u.doc for u in left)
    made.write(tmp_path / "a", [], frozenset(u.doc for u in left))
    assert made.open(tmp_path / "a").everything(Plan(AllOf(()))) == []


def test_many_small_additions_stay_one_index(engine: str, tmp_path: Path) -> None:
    made, units = choose(engine), sample(6, 120)
    made.write(tmp_path / "a", units, frozenset())
    files = []
    for turn in range(1, 14):
        more = [IndexUnit(u.n + 1000 * turn, u.doc + 1000 * turn, u.text, u.path, u.when) for u in sample(turn, 8)]
        gone = units[0].doc
        made.write(tmp_path / "a", more, frozenset((gone,)))
        units = [u for u in units if u.doc != gone] + more
        files.append(len(list((tmp_path / "a").iterdir())))
    agree(made.open(tmp_path / "a"), units)
    assert made.documents(tmp_path / "a") == frozenset(u.doc for u in units)
    assert max(files) <= 120 and files[-1] < 2 * files[5]


def test_an_empty_index_answers(engine: str, tmp_path: Path) -> None:
    made = choose(engine)
    made.write(tmp_path / "a", [], frozenset())
    searcher = made.open(tmp_path / "a")
    assert searcher.top(Plan(None, (("行政", 1.0),)), 5) == ([], 0) and searcher.count(Plan(Token("行政"))) == 0


def test_a_very_long_unit_is_searchable_to_its_end(engine: str, tmp_path: Path) -> None:
    text = "".join(chr(0x4E00 + i % 5000) for i in range(70_000)) + "终了之处"
    made = choose(engine)
    made.write(tmp_path / "a", [IndexUnit(1, 1, text), IndexUnit(2, 1, "终了")], frozenset())
    assert made.open(tmp_path / "a").everything(Plan(phrase("终了之处"))) == [(1, 1)]


@pytest.mark.skipif(len(NAMES) < 2, reason="没有安装 tantivy")
def test_engines_score_alike(tmp_path: Path) -> None:
    units = sample(4, 400)
    plans = [
        Plan(None, (("行政", 1.0), ("政执", 0.5), ("执法", 1.0), ("2021", 2.0))),
        Plan(Token("处罚"), (("处罚", 1.0), ("清单", 1.0))),
    ]
    found = []
    for name in NAMES:
        made = choose(name)
        made.write(tmp_path / name, units, frozenset())
        searcher = made.open(tmp_path / name)
        found.append([{n: s for n, _, s in searcher.top(plan, 500)[0]} for plan in plans])
    for one, other in zip(*found, strict=True):
        assert one.keys() == other.keys()
        assert all(other[n] == pytest.approx(score, rel=1e-3) for n, score in one.items())


@pytest.mark.parametrize("name", NAMES)
def test_an_index_of_another_version_is_said_to_need_a_new_run(name: str, tmp_path: Path) -> None:
    engine = choose(name)
    engine.write(tmp_path, sample(1, 20), frozenset())
    state = tmp_path / "policykit.json"
    state.write_text(state.read_text("utf-8").replace('"format": ', '"format": 9'), "utf-8")
    assert engine.documents(tmp_path) is None  # so that an index run writes a new one
    with pytest.raises(WorkspaceError, match="policykit index"):
        engine.open(tmp_path)
