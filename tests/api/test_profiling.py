"""Profiles of a workspace: changed whole or not at all, the old text kept; people read from a table."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from policykit.api import profiling as api
from policykit.api.people_sheet import people_table, read_people
from policykit.api.workspace import Workspace
from policykit.errors import ConflictError, PolicykitError, ProfileError
from policykit.model.output import Annex, Column, Origin, OutCell, Row
from policykit.profile.entries import entries_of
from policykit.render import to_bytes

SAMPLE = Path(__file__).resolve().parents[2] / "templates" / "示例单位概况.yaml"
NAME = "示例单位概况"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.create(tmp_path)
    shutil.copy(SAMPLE, tmp_path / "templates")
    return made


def test_a_change_is_written_and_the_old_text_kept(workspace: Workspace) -> None:
    kept = api.read_profile(workspace, NAME)
    now = api.save_profile(workspace, NAME, kept.version, {**kept.values, "自称": "本局"})
    assert now.values["自称"] == "本局"
    assert now.version != kept.version
    (old,) = (workspace.root / "templates" / "旧版").iterdir()
    assert old.read_bytes() == SAMPLE.read_bytes()
    assert api.profiles(workspace) == (NAME,)


def test_a_change_of_what_has_changed_meanwhile_is_refused(workspace: Workspace) -> None:
    kept = api.read_profile(workspace, NAME)
    api.save_profile(workspace, NAME, kept.version, {**kept.values, "自称": "本局"})
    with pytest.raises(ConflictError):
        api.save_profile(workspace, NAME, kept.version, {**kept.values, "自称": "我单位"})
    assert api.read_profile(workspace, NAME).values["自称"] == "本局"


def test_a_wrong_profile_is_not_written(workspace: Workspace) -> None:
    kept = api.read_profile(workspace, NAME)
    with pytest.raises(ProfileError, match="名称"):
        api.save_profile(workspace, NAME, kept.version, {**kept.values, "名称": ""})
    assert api.read_profile(workspace, NAME) == kept


def test_a_new_profile(workspace: Workspace) -> None:
    made = api.create_profile(workspace, "青石县司法局")
    assert made.values["名称"] == "青石县司法局"
    assert api.profiles(workspace) == (NAME, "青石县司法局")
    for name in ("青石县司法局", "../外面", "", ".藏", "甲\n乙"):
        with pytest.raises(ProfileError):
            api.create_profile(workspace, name)


def table(tmp_path: Path, columns: tuple[str, ...], *rows: tuple[str, ...]) -> Path:
    made = Annex(
        "表",
        "人员表",
        tuple(Column(c) for c in columns),
        tuple(Row(f"r{n}", tuple(map(OutCell, r)), Origin.PROFILE) for n, r in enumerate(rows)),
    )
    path = tmp_path / "人员.xlsx"
    path.write_bytes(to_bytes(made, ".xlsx"))
    return path


def test_the_table_that_is_given_out_comes_back_as_it_was(tmp_path: Path) -> None:
    values = entries_of(SAMPLE.read_text("utf-8"))
    path = tmp_path / "人员.xlsx"
    path.write_bytes(people_table(values))
    read = read_people(path)
    assert list(read.units) == values["科室"]
    assert read.problems == ()
    path.write_bytes(people_table({"名称": "新局"}))
    assert read_people(path).units == ()


def test_blank_cells_and_ditto_mean_the_row_above(tmp_path: Path) -> None:
    read = read_people(
        table(
            tmp_path,
            ("处室", "岗位", "姓名", "证件号"),
            ("法制科", "审核岗", "甲", "云1"),
            ("", "", "乙", ""),
            ("同上", "备案岗", "丙", ""),
        )
    )
    assert [(p["名称"], [x["姓名"] for x in p["人员"]]) for p in read.units[0]["岗位"]] == [
        ("审核岗", ["甲", "乙"]),
        ("备案岗", ["丙"]),
    ]
    assert read.people == 3


def test_wrong_rows_are_named_by_number_and_left_out(tmp_path: Path) -> None:
    rows = [
        ("", "审核岗", "甲", ""),
        ("法制科", "", "乙", ""),
        ("法制科", "审核岗", "丙", "云1"),
        ("法制科", "审核岗", "丙", "云2"),
        ("法制科", "审核岗", "丁", "云1"),
        ("法制科", "审核岗", "", "云9"),
        ("科" * 70, "审核岗", "戊", ""),
    ]
    read = read_people(table(tmp_path, ("科室", "岗位", "姓名", "执法证件号"), *rows))
    first = read.problems[0].row
    assert [p.row - first for p in read.problems] == [0, 1, 3, 4, 5, 6]
    assert [x["姓名"] for u in read.units for p in u["岗位"] for x in p["人员"]] == ["丙"]


def test_what_the_table_leaves_out_stays_as_it_was(tmp_path: Path) -> None:
    before: dict[str, Any] = entries_of(SAMPLE.read_text("utf-8"))
    read = read_people(table(tmp_path, ("科室", "岗位", "姓名"), ("法制科", "法制审核岗", "新人")), before)
    (unit,) = read.units
    assert unit["负责人"] == "许知行"
    assert "合法性审查" in unit["职责关键词"]
    assert unit["岗位"][0]["人员"] == [{"姓名": "新人", "执法证件号": ""}]


def test_a_table_of_something_else_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="科室"):
        read_people(table(tmp_path, ("序号", "任务"), ("1", "甲")))
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(PolicykitError):
        read_people(tmp_path / "坏.xlsx")


def test_a_roster_kept_for_other_uses_is_read_by_its_own_column_names(tmp_path: Path) -> None:
    rows = (("1", "法制科", "甲", "科长", "审核岗", "云1"), ("2", "法制科", "乙", "科员", "备案岗", "云2"))
    read = read_people(table(tmp_path, ("序号", "所在科室", "姓名", "职务", "岗位", "执法证号"), *rows))
    assert [p["名称"] for p in read.units[0]["岗位"]] == ["审核岗", "备案岗"]
    assert read.problems == ()


def test_the_column_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="只认出“姓名”，没有找到“科室”"):
        read_people(table(tmp_path, ("序号", "哪个组", "姓名"), ("1", "法制组", "甲")))
