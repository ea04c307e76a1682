"""A new version of a source: exactly which duties, posts, lines and rows it touches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from duty_workspace import SOURCE, DutyWorkspace

from policykit.api.assigning import RowChange, RowState, duty_table, save_duties
from policykit.api.drafting import annex, draft, write_output
from policykit.api.impact import DutyChange, Impact, impact
from policykit.api.verifying import verify
from policykit.api.versions import versions
from policykit.cli import main
from policykit.errors import UsageError

NEW = (
    SOURCE.replace("公示率达到100%", "公示率达到98%")
    .replace(
        "（三）开展检查评议。", "（三）公开结果。市级各部门要于2026年10月底前公开执法结果。\n\n（四）开展检查评议。"
    )
    .replace(
        "（四）加强培训。有关部门要在2026年9月底前完成全员培训。",
        "（五）加强培训。市级各部门要在2026年9月底前完成全员培训。",
    )
    .replace("清单应当每年更新一次。", "")
    .replace("（一）落实经费。", "（一）经费来源。经费来源包括财政拨款。\n\n（二）落实经费。")
)


def test_an_old_file_saved_anew_is_known_by_its_number(place: DutyWorkspace, tmp_path: Path) -> None:
    made = draft(place.workspace, "实施方案", place.profile, place.sources)
    plan = write_output(place.workspace, made, tmp_path / "方案.docx")[0]
    old, new = tmp_path / "旧.txt", tmp_path / "新.txt"
    old.write_text(SOURCE + "\n", encoding="utf-8")  # other bytes, the same document
    new.write_text(NEW, encoding="utf-8")
    found = impact(place.workspace, str(old), str(new), profile=place.profile, files=[plan])
    assert found.files[0].lines and "文号相同" in found.taken_for
    assert any("现在是“" in x.reason and "98%" in x.reason for x in found.files[0].lines)
    assert not any("。。" in x.reason for x in found.files[0].lines)


@pytest.fixture
def place(tmp_path: Path) -> DutyWorkspace:
    return DutyWorkspace(tmp_path)


def by_change(found: Impact) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for duty in found.touched:
        out.setdefault(duty.change.value, []).append((duty.after or duty.before)[:14])
    return out


def revised(place: DutyWorkspace, *files: Path) -> Impact:
    place.revise(NEW)
    return impact(place.workspace, place.sources[0], profile=place.profile, files=files)


def test_duties_and_posts(place: DutyWorkspace) -> None:
    found = revised(place)
    assert by_change(found) == {
        "changed": ["市级各部门要于2026年6月", "市级各部门要在2026年9月"],
        "gone": ["清单应当每年更新一次。"],
        "new": ["市级各部门要于2026年10"],
        "moved": ["市级各部门要将所需经费列入部"],
    }
    training = next(d for d in found.duties if "培训" in d.after)
    assert (training.bound, training.binds) == (False, True)  # 有关部门 became 市级各部门
    same = [d for d in found.duties if d.change is DutyChange.SAME]
    assert len(same) == 2 and not found.clean
    posts = {(p.unit, p.post): (p.changed, p.moved, p.gone, p.new) for p in found.posts}
    assert posts[("法制科", "清单岗")] == (1, 0, 1, 0)
    assert posts[("办公室", "财务岗")] == (0, 1, 0, 0)
    assert ("综合执法支队", "办案岗") not in posts


def test_rows_and_paragraphs_of_files(place: DutyWorkspace, tmp_path: Path) -> None:
    table = write_output(
        place.workspace, annex(place.workspace, "任务分工表", place.profile, place.sources), tmp_path / "表.xlsx"
    )[0]
    plan = write_output(
        place.workspace,
        draft(place.workspace, "实施方案", place.profile, place.sources, final=True),
        tmp_path / "方案.docx",
    )[0]
    assert impact_of_nothing(place, table, plan).clean
    found = revised(place, table, plan)
    rows = {line.place: line.code for line in found.files[0].lines}
    assert set(rows) == {f"表1第{n}行" for n in (1, 2, 5)}  # 编制清单 changed, 更新 gone, 经费 moved
    assert rows["表1第2行"] in ("source.vanished", "source.changed") and rows["表1第5行"] == "source.moved"
    printed = "".join(line.printed for line in found.files[1].lines)
    assert "公示率" in printed and "以罚代管" not in printed
    assert [f.missing for f in found.files] == [1, 1]


def impact_of_nothing(place: DutyWorkspace, *files: Path) -> Impact:
    return impact(place.workspace, str(place.original), str(place.original), profile=place.profile, files=files)


def test_a_new_version_under_another_name_touches_the_same(tmp_path: Path) -> None:
    """The old text stays in the workspace as a version of its own: no sentence has "moved" there."""
    found = []
    for name in ("同名", "异名"):
        (tmp_path / name).mkdir()
        place = DutyWorkspace(tmp_path / name)
        made = draft(place.workspace, "实施方案", place.profile, place.sources, final=True)
        plan = write_output(place.workspace, made, tmp_path / name / "方案.docx")[0]
        if name == "同名":
            place.revise(NEW)
        else:
            newer = tmp_path / name / "修订后的方案.txt"
            newer.write_text(NEW, "utf-8")
            place.workspace.add([newer])
            place.workspace.index(engine="whoosh")
        seen = impact(place.workspace, place.sources[0], profile=place.profile, files=[plan])
        if name == "异名":  # the old one is named: what came after it
            earlier = versions(place.workspace, place.sources[0])[0].name
            assert by_change(impact(place.workspace, earlier, profile=place.profile)) == by_change(seen)
        report = verify(place.workspace, plan)
        found.append((by_change(seen), seen.files, sorted((f.place, f.code, f.reason) for f in report.findings)))
    assert found[0] == found[1]


def test_two_files_at_hand(place: DutyWorkspace, tmp_path: Path) -> None:
    newer = tmp_path / "新版.txt"
    newer.write_text(NEW, "utf-8")
    found = impact(place.workspace, str(place.original), str(newer), profile=place.profile)
    assert len(found.touched) == 5 and found.clauses["added"] > 0


def test_a_decision_on_a_changed_duty_is_pointed_out(place: DutyWorkspace, capsys: pytest.CaptureFixture[str]) -> None:
    row = next(r for r in duty_table(place.workspace, place.profile, place.sources).rows if "公示率" in r.text)
    save_duties(place.workspace, place.profile, place.sources, [RowChange(row.key, 0, unit="办公室")], "林可")
    found = revised(place)
    (changed,) = [d for d in found.touched if "公示率" in d.after]
    assert changed.decided and changed.unit == "办公室" and ("delete", "100%") in changed.pieces
    words = ["impact", place.sources[0], "--for", str(place.profile), "--workspace", str(place.workspace.root)]
    assert main(words) == 1
    said = capsys.readouterr().out
    assert "重新确认" in said and "【-100%】" in said and "受影响的岗位" in said
    assert main([*words, "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["duties"]) == len(found.duties)


def test_only_one_version(place: DutyWorkspace) -> None:
    with pytest.raises(UsageError, match="只有一个版本"):
        impact(place.workspace, place.sources[0])


def test_decisions_are_carried_to_a_replacing_document(
    place: DutyWorkspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = duty_table(place.workspace, place.profile, place.sources).rows
    changes = [RowChange(r.key, 0, unit="办公室", post="财务岗") for r in rows if r.keep]
    save_duties(place.workspace, place.profile, place.sources, changes, "林可")
    newer = tmp_path / "修订后的方案.txt"
    newer.write_text(NEW.replace("〔2026〕12号", "〔2027〕3号"), "utf-8")
    place.workspace.add([newer])
    place.workspace.index(engine="whoosh")
    new = "临政办发〔2027〕3号"
    words = ["impact", place.sources[0], new, "--for", str(place.profile), "--carry", "--by", "许知行"]
    assert main([*words, "--workspace", str(place.workspace.root)]) == 1
    said = capsys.readouterr().out
    assert "照旧 3 项，要重新确认 1 项，新版里没有了 1 项，新版已有决定未动 0 项" in said
    carried = duty_table(place.workspace, place.profile, [new]).rows
    assert {r.by for r in carried if r.state is RowState.DECIDED} == {"许知行"}
    assert main([*words, "--workspace", str(place.workspace.root)]) == 1
    assert "未动 5 项" in capsys.readouterr().out
    before = duty_table(place.workspace, place.profile, place.sources).rows
    assert all(r.state is RowState.DECIDED for r in before if r.keep)
