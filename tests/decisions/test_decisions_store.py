"""The store of decisions: whole changes or none, nobody's change lost, every step on record."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.decisions import FILE, Choice, Decision, Decisions, Edit, key_of, keys_of, squeeze
from policykit.errors import ConflictError, WorkspaceError

OFFICE = "临江市城市管理局"


def decision(key: str, unit: str = "法制科", **fields: object) -> Decision:
    return Decision(key, "d0000000001", "一/（一）", f"编制{key}清单。", unit=unit, **fields)  # type: ignore[arg-type]


def test_nothing_is_written_by_looking(tmp_path: Path) -> None:
    store = Decisions(tmp_path)
    assert (store.of(OFFICE), store.version(OFFICE), store.history(OFFICE)) == ((), 0, ())
    assert not (tmp_path / FILE).exists()


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    wanted = decision("k1", helpers=("办公室",), post="清单岗", person="唐一川", deadline="2026年5月底前")
    added = Decision("k2", "d0000000001", "", "每周调度。", Choice.ADD, basis="局务会纪要", name="调度")
    Decisions(tmp_path).save(OFFICE, [Edit("k1", 0, wanted), Edit("k2", 0, added)], "林可")
    first, second = Decisions(tmp_path).of(OFFICE)
    assert (first.helpers, first.post, first.version, first.by) == (("办公室",), "清单岗", 1, "林可")
    assert (second.choice, second.basis, second.helpers) == (Choice.ADD, "局务会纪要", None)
    assert Decisions(tmp_path).of("望河区城市管理局") == ()


def test_saying_the_same_again_is_no_change(tmp_path: Path) -> None:
    store = Decisions(tmp_path)
    store.save(OFFICE, [Edit("k1", 0, decision("k1"))], "林可")
    store.save(OFFICE, [Edit("k1", 1, decision("k1"))], "陆山")
    assert [e.by for e in store.history(OFFICE)] == ["林可"] and store.of(OFFICE)[0].version == 1


def test_all_or_nothing(tmp_path: Path) -> None:
    store = Decisions(tmp_path)
    store.save(OFFICE, [Edit("k1", 0, decision("k1"))], "林可")
    with pytest.raises(ConflictError, match="1 处"):
        store.save(OFFICE, [Edit("k2", 0, decision("k2")), Edit("k1", 0, decision("k1", "办公室"))], "陆山")
    assert [d.key for d in store.of(OFFICE)] == ["k1"]


def test_taken_back_and_decided_again_is_a_new_version(tmp_path: Path) -> None:
    store = Decisions(tmp_path)
    store.save(OFFICE, [Edit("k1", 0, decision("k1"))], "林可")
    store.save(OFFICE, [Edit("k1", 1, None)], "陆山")
    store.save(OFFICE, [Edit("k1", 0, decision("k1", "办公室"))], "许知行")
    assert store.of(OFFICE)[0].version == 2  # who still holds version 1 is refused
    with pytest.raises(ConflictError, match="许知行"):
        store.save(OFFICE, [Edit("k1", 1, decision("k1", "法制科"))], "林可")


def test_a_superseded_decision_goes_with_its_successor(tmp_path: Path) -> None:
    store = Decisions(tmp_path)
    store.save(OFFICE, [Edit("k1", 0, decision("k1"))], "林可")
    store.save(OFFICE, [Edit("k2", 1, decision("k2"), supersedes="k1")], "陆山")
    assert [d.key for d in store.of(OFFICE)] == ["k2"]
    with pytest.raises(ConflictError):
        store.save(OFFICE, [Edit("k3", 1, decision("k3"), supersedes="k1")], "林可")
    assert [(e.key, e.before is None, e.after is None) for e in store.history(OFFICE)] == [
        ("k2", True, False),
        ("k1", False, True),
        ("k1", True, False),
    ]


def test_many_people_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each writer counts a row up; a refused save is looked at again and repeated, as a person would."""
    store = Decisions(tmp_path)
    store.save(OFFICE, [Edit("k1", 0, decision("k1", "0"))], "起头")
    failed: list[BaseException] = []

    def count(name: str) -> None:
        own = Decisions(tmp_path)
        try:
            done = 0
            while done < 10:
                (now,) = own.of(OFFICE)
                try:
                    own.save(OFFICE, [Edit("k1", now.version, decision("k1", str(int(now.unit) + 1)))], name)
                    done += 1
                except ConflictError:
                    continue
        except BaseException as error:
            failed.append(error)

    people = [threading.Thread(target=count, args=(f"第{n}人",)) for n in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert failed == []
    assert store.of(OFFICE)[0].unit == "40" and len(store.history(OFFICE)) == 41


def test_a_damaged_or_newer_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database at all, but long enough to be looked at" * 30)
    with pytest.raises(WorkspaceError, match="备份"):
        Decisions(tmp_path).of(OFFICE)
    (tmp_path / FILE).unlink()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(WorkspaceError, match="升级"):
        Decisions(tmp_path).save(OFFICE, [Edit("k1", 0, decision("k1"))], "林可")


TEXTS = st.lists(st.sampled_from(["编制清单。", "编制 清单。", "公示结果。", "开展培训。"]), max_size=6)


@given(TEXTS)
def test_keys_are_different_and_follow_the_words(texts: list[str]) -> None:
    places = [(f"一/（{n}）", text) for n, text in enumerate(texts)]
    keys = keys_of("d1", places)
    assert len(set(keys)) == len(keys)
    moved = keys_of("d1", [(f"二/（{n}）", text) for n, text in enumerate(texts)])
    plain = [squeeze(t) for t in texts]
    for key, after, words in zip(keys, moved, plain, strict=True):
        # Words that stand once are known wherever they are; of those that stand twice nobody knows which is meant.
        assert (key == after) == (plain.count(words) == 1)
        assert (key == key_of("d1", words)) == (plain.count(words) == 1)


def test_alike_words_at_one_place() -> None:
    keys = keys_of("d1", [("一", "公示。"), ("一", "公示。"), ("二", "公示。")])
    assert len(set(keys)) == 3
