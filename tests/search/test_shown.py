"""What hits show comes from the files beside an index, and is what the catalog has."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.catalog.making import Maker
from tests.search.workspace import ENGINES, filled, put, run

from policykit.catalog import Catalog
from policykit.model.document import ClauseKind
from policykit.search.session import Session
from policykit.search.shown import MOST_FILES, PATTERN, Row, Shown, ShownWriter


def written(folder: Path, *rows: tuple[int, str, str, str, str]) -> None:
    writer = ShownWriter(folder)
    for row in rows:
        writer.add(*row)
    writer.keep()


def nothing(numbers: object) -> dict[int, Row]:
    return {}


def every(workspace: Path) -> dict[int, Row]:
    with Catalog.of(workspace) as catalog:
        return catalog.shown(range(1, 500))


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_are_those_of_the_catalog_after_many_runs(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, engine)
    for i in range(2 * MOST_FILES):
        maker = Maker(f"青石县第{i}号通告")
        maker.clause("第一条", ClauseKind.ARTICLE, "第一条", None, f"渡口第{i}次检修。\n分两段。")
        put(tmp_path, f"通告{i}.txt", maker.done())
        run(tmp_path, engine)
    (tmp_path / "corpus" / "通告3.txt").unlink()
    run(tmp_path, engine)
    with Catalog.of(tmp_path) as catalog:
        folder = tmp_path / "indexes" / catalog.engines()[engine]
    with Session(tmp_path, engine) as session:
        assert len(list(folder.glob(PATTERN))) <= MOST_FILES
        shown = Shown(folder, nothing)
        wanted = every(tmp_path)
        assert shown.of(list(wanted)) == wanted
        shown.close()
        hits = session.search("检修", limit=50).hits
        assert sorted(h.text for h in hits) == sorted(
            f"第一条\n渡口第{i}次检修。\n分两段。" for i in range(2 * MOST_FILES) if i != 3
        )


def test_an_index_without_the_files_asks_the_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, "whoosh")
    with Session(tmp_path) as session:
        before = session.search("持证上岗").hits
    for file in (tmp_path / "indexes").rglob(PATTERN):
        file.unlink()
    with Session(tmp_path) as session:
        assert before and session.search("持证上岗").hits == before


def test_what_cannot_be_taken_apart_is_left_to_the_catalog(tmp_path: Path) -> None:
    written(tmp_path, (3, "一", "", "标题\x1f怪字", "正文"), (5, "二", "总则", "", "望河区𠮷\ud800路"))
    shown = Shown(tmp_path, lambda numbers: dict.fromkeys(numbers, ("问过",)))
    assert shown.of([1, 3, 4, 5, 6]) == {
        1: ("问过",),
        3: ("问过",),
        4: ("问过",),
        5: ("二", "总则", "", "望河区𠮷\ud800路"),
        6: ("问过",),
    }
    shown.close()


@pytest.mark.parametrize("kept", [0, 7, 30, 60])
def test_a_file_cut_short_is_not_read(tmp_path: Path, kept: int) -> None:
    written(tmp_path, (1, "一", "", "目标", "到年底建成。"), (2, "二", "", "分工", "各科室负责。"))
    (file,) = tmp_path.glob(PATTERN)
    file.write_bytes(file.read_bytes()[:kept])
    assert Shown(tmp_path, nothing).of([1, 2]) == {}


def test_numbers_with_gaps_are_found(tmp_path: Path) -> None:
    rows = [(n, f"第{n}条", "", "", f"内容{n}") for n in (2, 3, 9, 400, 401)]
    written(tmp_path, *rows)
    shown = Shown(tmp_path, nothing)
    assert shown.of(list(range(1, 500))) == {n: tuple(rest) for n, *rest in rows}
    shown.close()
