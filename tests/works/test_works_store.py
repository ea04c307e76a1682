"""Works are kept whole, at the version a person saw, with all that ever happened to them."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from policykit.errors import ConflictError, WorkspaceError
from policykit.works import State, Work, Works


def test_reading_where_nothing_was_made_makes_no_file(tmp_path: Path) -> None:
    assert Works(tmp_path).all() == ()
    assert Works(tmp_path).get("w1") is None
    assert not Works(tmp_path).file.exists()


def test_a_work_outlives_the_program(tmp_path: Path) -> None:
    made = Works(tmp_path).create(Work("", "实施方案", sources=("d1", "d2"), final=True), "林可")
    assert Works(tmp_path).get(made.id) == made
    assert (made.version, made.by, made.made_by, made.sources) == (1, "林可", "林可", ("d1", "d2"))


def test_saving_over_what_somebody_else_changed_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    works = Works(tmp_path)
    made = works.create(Work("", "实施方案"), "林可")
    first = works.save(replace(made, name="甲"), 1, "许知行")
    with pytest.raises(ConflictError, match="许知行"):
        works.save(replace(made, name="乙"), 1, "林可")
    assert works.get(made.id) == first


def test_saving_the_same_again_is_no_change(tmp_path: Path) -> None:
    works = Works(tmp_path)
    made = works.create(Work("", "实施方案"), "林可")
    assert works.save(made, 1, "许知行") == made
    assert len(works.history(made.id)) == 1


def test_history_says_who_changed_what(tmp_path: Path) -> None:
    works = Works(tmp_path)
    made = works.create(Work("", "实施方案"), "林可")
    works.save(replace(made, day="2026-06-30", final=True), 1, "许知行")
    last, first = works.history(made.id)
    assert (first.before, first.by) == (None, "林可")
    assert (last.by, last.changed, last.after.day) == ("许知行", ("day", "final"), "2026-06-30")


def test_a_removed_work_is_listed_apart_and_comes_back(tmp_path: Path) -> None:
    works = Works(tmp_path)
    made = works.create(Work("", "实施方案"), "林可")
    gone = works.save(replace(made, state=State.REMOVED), 1, "林可")
    assert works.all() == ()
    assert works.all(removed=True) == (gone,)
    back = works.save(replace(gone, state=State.OPEN), 2, "林可")
    assert works.all() == (back,)


def test_a_work_nobody_made_cannot_be_saved(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="没有这份草稿"):
        Works(tmp_path).save(Work("w1", "实施方案"), 0, "林可")


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    works = Works(tmp_path)
    made = works.create(Work("", "0"), "林可")
    saved: list[int] = []

    def write(person: str) -> None:
        for _ in range(10):
            while True:
                held = works.get(made.id)
                assert held is not None
                try:
                    after = works.save(replace(held, name=str(int(held.name) + 1)), held.version, person)
                except ConflictError:
                    continue
                saved.append(after.version)
                break

    threads = [threading.Thread(target=write, args=(p,)) for p in "甲乙丙丁"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    now = works.get(made.id)
    assert now is not None and now.name == "40"
    assert sorted(saved) == list(range(2, 42))
    assert len(works.history(made.id)) == 41
