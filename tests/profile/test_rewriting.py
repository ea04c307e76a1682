"""A profile changed in a form: what was not touched stays as it was written, comments too, and nothing is lost."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.profile import parse_profile
from policykit.profile.entries import ORDER, entries_of, faults, filled, plain
from policykit.profile.reading import KEYS
from policykit.profile.rewriting import rewritten

SAMPLE = (Path(__file__).resolve().parents[2] / "templates" / "示例单位概况.yaml").read_text("utf-8")


def changed(**values: Any) -> str:
    return rewritten(SAMPLE, {**entries_of(SAMPLE), **values})


def lines_lost(text: str) -> set[str]:
    return set(SAMPLE.splitlines()) - set(text.splitlines())


def test_every_entry_of_the_file_can_be_edited() -> None:
    assert set(ORDER) == set(KEYS)


FULL = """\
名称: 甲局
简称: [甲]
自称: 我局
地区: {省: 云川省, 市: 临江市, 县: 望河区}
上级: 市政府
来文中的类别: [各部门]
主要负责人: {姓名: 甲一, 职务: 局长, 分管: [办公室]}
分管负责人: [{姓名: 甲二, 职务: 副局长, 分管: [法制科]}]
科室:
  - {名称: 办公室, 职责关键词: [经费], 负责人: 甲三, 岗位: [{名称: 综合岗, 职责关键词: [文], 人员: [甲四]}]}
  - {名称: 法制科}
未写明主体的任务: 不列入
默认科室: 办公室
牵头科室: 法制科
本地化: [{原文: 各单位, 改为: 各科室}]
署名: 甲局印
发文字号: 甲发
抄送: [市府办]
印发机关: 甲局办公室
盖章: 否
时限提前: 5
"""


def test_a_profile_with_every_entry_is_written_and_read_without_loss() -> None:
    whole = parse_profile(FULL)
    assert {n for n in KEYS if f"{n}:" not in FULL} == set()
    assert parse_profile(rewritten("", entries_of(FULL))) == whole
    assert parse_profile(rewritten(FULL, entries_of(FULL))) == whole


def test_nothing_changed_is_the_same_text() -> None:
    assert rewritten(SAMPLE, entries_of(SAMPLE)) == SAMPLE


def test_one_entry_changed_leaves_every_other_line_and_its_own_remark() -> None:
    text = changed(自称="本局")
    assert len(lines_lost(text)) == 1
    assert "自称: 本局" in text and "# 成稿里怎样称呼本单位" in next(x for x in text.splitlines() if "本局" in x)


def test_one_unit_changed_leaves_the_others_as_written() -> None:
    values = entries_of(SAMPLE)
    values["科室"][2]["负责人"] = "新人"
    text = rewritten(SAMPLE, values)
    assert entries_of(text) == values
    assert all("执法监督科" not in line for line in lines_lost(text))
    assert sum("综合执法支队" in line for line in text.splitlines()) == sum(
        "综合执法支队" in line for line in SAMPLE.splitlines()
    )


def test_a_rule_taken_out_and_one_put_in() -> None:
    values = entries_of(SAMPLE)
    gone = values["本地化"].pop(1)
    values["本地化"].append({"原文": "各有关部门要", "改为": "各科室要"})
    text = rewritten(SAMPLE, values)
    assert entries_of(text) == values
    assert lines_lost(text) == {f"  - {{原文: {gone['原文']}, 改为: {gone['改为']}}}"}


def test_an_entry_left_empty_goes_out_and_a_new_one_comes_in() -> None:
    text = changed(发文字号="", 默认科室="办公室")
    assert "发文字号" not in text
    assert entries_of(text)["默认科室"] == "办公室"
    assert parse_profile(text).default_unit == "办公室"


@pytest.mark.parametrize("text", ["", "{名称: 甲局, 自称: 我局}\n", "名称: 甲局", "- 不是单位概况\n", "名称: [甲\n"])
def test_text_of_any_other_shape_is_written_anew(text: str) -> None:
    values = plain({"名称": "乙局", "科室": [{"名称": "法制科", "岗位": [{"名称": "审核岗"}]}]})
    assert entries_of(rewritten(text, values)) == values


WORDS = st.text(st.sampled_from(list("甲乙丙科室0123:#-[]{}'\"&*!|>%@ ,、是否\\")), max_size=8)
LISTED = st.lists(st.text(st.sampled_from(list("甲乙丙0#:")), min_size=1, max_size=4), max_size=3)
PEOPLE = st.lists(st.fixed_dictionaries({"姓名": WORDS, "执法证件号": WORDS}), max_size=2)
POSTS = st.lists(st.fixed_dictionaries({"名称": WORDS, "职责关键词": LISTED, "人员": PEOPLE}), max_size=2)
UNITS = st.lists(
    st.fixed_dictionaries({"名称": WORDS, "职责关键词": LISTED, "负责人": WORDS, "岗位": POSTS}), max_size=3
)
PROFILES = st.fixed_dictionaries(
    {"名称": WORDS, "自称": WORDS, "简称": LISTED, "科室": UNITS, "地区": st.fixed_dictionaries({"省": WORDS})}
)


@given(PROFILES, PROFILES)
def test_whatever_is_written_is_read_again(first: dict[str, Any], second: dict[str, Any]) -> None:
    text = rewritten("", first)
    assert entries_of(text) == plain(filled(plain(first)) or {})
    assert entries_of(rewritten(text, second)) == plain(filled(plain(second)) or {})
    assert entries_of(rewritten(SAMPLE, second)) == plain(filled(plain(second)) or {})


def test_all_faults_are_named_each_at_its_entry() -> None:
    values = deepcopy(entries_of(SAMPLE))
    values["名称"] = ""
    values["科室"][1]["名称"] = "办公室"
    values["科室"][3]["岗位"][0]["人员"][0]["姓名"] = ""
    values["默认科室"] = "没有的科"
    values["本地化"][0] = {"原文": "3天", "改为": "5天"}
    values["盖章"] = "也许"
    found = {f.at for f in faults(values)}
    assert found >= {"名称", "科室[2].名称", "科室[4].岗位[1].人员[1].姓名", "默认科室", "本地化[1]", "盖章"}


def test_a_sound_profile_has_no_fault() -> None:
    assert faults(entries_of(SAMPLE)) == ()


@given(PROFILES)
def test_faults_are_found_just_where_reading_refuses(values: dict[str, Any]) -> None:
    text = rewritten("", values)
    try:
        parse_profile(text or "{}")
        readable = True
    except Exception:
        readable = False
    if not faults(values):
        assert readable
