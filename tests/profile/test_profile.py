"""Reading a profile: an error names the entry; values are taken as written."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from policykit.errors import ProfileError
from policykit.profile import load_profile, parse_profile

ROOT = Path(__file__).resolve().parents[2]
CASES = yaml.safe_load((ROOT / "tests" / "cases" / "profile" / "errors.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_an_error_names_the_entry(case: dict[str, object]) -> None:
    with pytest.raises(ProfileError) as raised:
        parse_profile(str(case["given"]), "概况.yaml")
    said = str(raised.value)
    assert [w for w in case["expected"] if str(w) not in said] == []  # type: ignore[attr-defined]
    assert "怎么办" in said


def test_values_are_taken_as_they_are_written() -> None:
    profile = parse_profile(
        "名称: 甲局\n简称: 市甲局、甲局\n科室:\n  - 名称: 法制科\n    岗位:\n"
        "      - {名称: 审核岗, 人员: [许知行, {姓名: 唐一川, 执法证件号: 0012}]}\n"
    )
    assert profile.own_names == ("甲局", "市甲局")
    people = profile.units[0].posts[0].people
    assert [(p.name, p.certificate) for p in people] == [("许知行", ""), ("唐一川", "0012")]
    assert profile.signature == "甲局"
    assert profile.takes_unnamed


def test_a_local_code_page_is_read_and_garbage_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "概况.yaml"
    file.write_bytes("名称: 临江市城市管理局\n".encode("gb18030"))
    assert load_profile(file).name == "临江市城市管理局"
    file.write_bytes(b"\xff\xff\xff\x00\x80")
    with pytest.raises(ProfileError, match="编码"):
        load_profile(file)
    with pytest.raises(ProfileError, match="不能读取"):
        load_profile(tmp_path / "没有.yaml")


def test_the_sample_profile_reads() -> None:
    profile = load_profile(ROOT / "templates" / "示例单位概况.yaml")
    assert profile.head is not None and profile.units and profile.classes
    assert {u for d in profile.deputies for u in d.units} <= {u.name for u in profile.units}


def test_a_profile_saved_as_unicode_is_read_and_a_word_file_is_named_as_such(tmp_path: Path) -> None:
    written = tmp_path / "单位概况.yaml"
    written.write_bytes("名称: 临江市城市管理局\n".encode("utf-16"))
    assert load_profile(written).name == "临江市城市管理局"
    written.write_bytes(b"PK\x03\x04" + bytes(40))
    with pytest.raises(ProfileError, match="Word"):
        load_profile(written)
