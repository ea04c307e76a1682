"""The search on real documents: the queries staff began with, and both engines' agreement."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from policykit.catalog import Catalog
from policykit.search.indexing import index
from policykit.search.session import Session

SHARED = Path(__file__).parents[2].parent / "shared"
ENGINES = [n for n in ("whoosh", "tantivy") if n == "whoosh" or find_spec("tantivy")]
WORDS = ["行政执法", "监督检查", "疫情防控", "主管部门", "责任", "培训", "资金", "就业", "备案", "公示", "税务", "清单"]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here"),
]

FIRST_THREE = [
    ("免罚轻罚清单", "001_aa020bf537e5be70.txt", "四/（三）"),
    ("持证上岗", "001_aa020bf537e5be70.txt", "二/（二）"),
    ("執法資格考試", "001_aa020bf537e5be70.txt", "二/（二）"),
    ('"谁执法谁公示"', "policy/007", "二"),
    ("引用:山东省行政执法监督条例", "000_b177cbb0eb6f6183.txt", "二/（二）/1"),
    ("标题:枣庄 AND 监督局", "000_b177cbb0eb6f6183.txt", "三/（三）"),
]
"""Query; the beginning of the file and the address of a clause that answers it."""


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One collection, read once, under every engine."""
    out: dict[str, Path] = {}
    for name in ENGINES:
        workspace = tmp_path_factory.mktemp(name) / "workspace"
        if out:
            shutil.copytree(next(iter(out.values())), workspace)
        else:
            for folder, target in ((SHARED / "seeds", "corpus"), (SHARED / "data" / "policy", "corpus/policy")):
                (workspace / target).mkdir(parents=True)
                for file in folder.iterdir():
                    shutil.copyfile(file, workspace / target / file.name)
        index(workspace, name)
        out[name] = workspace
    return out


@pytest.fixture(scope="module")
def sessions(workspaces: dict[str, Path]) -> Iterator[dict[str, Session]]:
    out = {name: Session(workspace, name) for name, workspace in workspaces.items()}
    yield out
    for session in out.values():
        session.close()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("query", "source", "address"), FIRST_THREE)
def test_the_clause_is_among_the_first_three(
    sessions: dict[str, Session], engine: str, query: str, source: str, address: str
) -> None:
    hits = sessions[engine].search(query, limit=3).hits
    assert any(h.source.startswith(source) and h.ref.address == address for h in hits)


def queries(workspace: Path) -> list[str]:
    """Words, phrases, fields and brackets taken from the collection itself; the same in every run."""
    pick = random.Random(11)
    with Catalog.of(workspace) as opened:
        numbered = opened.numbered()
        units = [u for u in opened.units_of([n for n, _ in numbered]) if len(u.text) > 40]
    titles = sorted(s.metadata.title for _, s in numbered if s.metadata.title)
    units.sort(key=lambda u: (u.text, u.address))
    out = [*WORDS, "年份:2020", "时限:2020..2021", "文种:方案", "文种:通知 资金", "疫情 -就业", "标题:税务局"]
    while len(out) < 80:
        text, title = pick.choice(units).text, pick.choice(titles)
        at = pick.randrange(len(text) - 12)
        piece = "".join(c for c in text[at : at + 8] if "一" <= c <= "鿿") or WORDS[0]
        one, two = pick.sample(WORDS, 2)
        out += [f"{one} {two}", piece[:4], f'"{piece}"', f"({one} OR {piece[:2]}) NOT {two}", f"{title[:6]} {one}"]
    return out


@pytest.mark.skipif(len(ENGINES) < 2, reason="the extra `fast` is not installed")
def test_engines_agree(workspaces: dict[str, Path], sessions: dict[str, Session]) -> None:
    """The same set of hits; of the first ten, at least nine in ten the same."""
    whoosh, tantivy = sessions["whoosh"], sessions["tantivy"]
    asked = queries(workspaces["whoosh"])
    overlaps = []
    for query in asked:
        assert set(whoosh.references(query)) == set(tantivy.references(query)), query
        one, two = ({str(h.ref) for h in session.search(query, limit=10).hits} for session in (whoosh, tantivy))
        if one or two:
            overlaps.append(len(one & two) / max(len(one), len(two)))
    assert len(overlaps) > 50
    assert sum(overlaps) / len(overlaps) >= 0.9
