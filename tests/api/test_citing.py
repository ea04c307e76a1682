"""Who cites what in a workspace: found through the catalog as they would be by reading every document."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.api import citing
from policykit.api.workspace import Workspace

LAW = "第一条 为了{aim}，制定本条例。\n第二条 县级以上人民政府应当加强监督。\n第三条 违者处罚款。\n"
FILES = {
    "a.txt": "云川省夜市示范条例\n\n（2020年1月1日云川省人民代表大会常务委员会通过 自2020年3月1日起施行）\n\n"
    + LAW.format(aim="规范夜市"),
    "b.txt": "云川省集市示范条例\n\n（2024年5月1日云川省人民代表大会常务委员会通过 自2024年6月1日起施行）\n\n"
    + LAW.format(aim="规范集市")
    + "第四条 本条例自2024年6月1日起施行。《云川省夜市示范条例》同时废止。\n",
    "c.txt": "青石县城市管理局夜市整治工作方案\n\n一、依据\n"
    "根据《云川省夜市示范条例》（以下简称《条例》）第二条制定。\n\n"
    "二、安排\n按照《条例》第三条处理，参照《云川省集市示范条例》第二条。\n\n青石县城市管理局\n2025年2月1日\n",
    "e.txt": "云川省高级法院关于适用《云川省灯会示范规定》的解释\n\n"
    "第一条 为了正确适用《云川省灯会示范规定》，制定本解释。\n"
    "第二条 依照《云川省灯会示范规定》第五条处理。\n",
    "d.txt": "临江市司法局普法工作方案\n\n一、内容\n宣传《云川省集市示范条例》和《云川省不存在的示范规定》。\n",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("引用")
    made = Workspace.create(root)
    for name, text in FILES.items():
        (root / "corpus" / name).write_text(text, encoding="utf-8")
    made.index()
    return made


def places(found: tuple[citing.CitedPlace, ...]) -> list[tuple[str, str, str | None]]:
    return [(p.source_title, p.source_spoken, p.article) for p in found]


def test_a_short_name_that_a_document_lays_down_counts_as_the_full_one(workspace: Workspace) -> None:
    plan = "青石县城市管理局夜市整治工作方案"
    assert (plan, "二、", "第三条") in places(citing.citing(workspace, "《云川省夜市示范条例》第三条"))
    assert (plan, "一、", "第二条") in places(citing.citing(workspace, "云川省夜市示范条例"))


def test_a_title_that_the_workspace_lacks_is_found_by_its_name(workspace: Workspace) -> None:
    assert places(citing.citing(workspace, "云川省不存在的示范规定")) == [("临江市司法局普法工作方案", "一、", None)]


def test_a_whole_title_is_not_taken_for_part_of_another(workspace: Workspace) -> None:
    found = citing.citing(workspace, "云川省灯会示范规定")
    assert [(p.title, p.article) for p in found] == [("云川省灯会示范规定", None), ("云川省灯会示范规定", "第五条")]


def test_what_cites_a_repealed_law_is_listed_with_its_successor(workspace: Workspace) -> None:
    found = citing.repealed(workspace)
    assert {p.source_title for p in found} == {"青石县城市管理局夜市整治工作方案"}  # not the law that repeals it
    assert {p.successor for p in found} == {"云川省集市示范条例"}
    assert [p.article for p in found] == ["第二条", "第三条"]


def test_own_documents_alone(workspace: Workspace, tmp_path: Path) -> None:
    profile = tmp_path / "概况.yaml"
    sample = Path(__file__).resolve().parents[2] / "templates" / "示例单位概况.yaml"
    profile.write_text(sample.read_text(encoding="utf-8"), encoding="utf-8")
    assert citing.repealed(workspace, profile) == ()  # the sample department issued none of them
