"""The table of tasks and the plan against the labelled duties: who must do what is in them, or left out with a reason.

The profile of each document lists the printed classes that mean an executing department; whether a labelled duty
binds it is read off the labels alone: it names such a class, or nobody.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policykit.draft import build, compose
from policykit.model.document import Document
from policykit.pipeline import read
from policykit.profile import Profile, parse_profile

pytestmark = pytest.mark.shared

CLASSES = {
    "000": ("市政府各部门（单位）", "各级各部门", "各试点单位", "其部门（单位）", "市政府各部门",
            "市政府行政执法部门（单位）", "人员"),
    "001": ("各地各部门", "行政执法人员", "各单位", "行政执法辅助人员", "行政执法机关", "政府部门", "执法主体",
            "市、县级市（区）两级政府部门", "执法人员", "各行政执法部门", "执法部门", "市级行业主管部门",
            "党政主要负责人"),
    "003": ("行权部门", "各行政执法部门", "行政执法部门内设监管部门", "承担推进任务的各行政执法部门",
            "各监督部门", "涉及到抽调人员和提供相关支持的部门"),
    "004": ("业务主管部门", "行业主管部门", "全区各行业主管部门", "执法部门", "专业执法部门", "原业务主管部门",
            "涉及机构变动、职责调整的部门和单位", "各行业主管部门监管队伍", "管理部门", "监管部门", "相关部门",
            "所属单位"),
}  # fmt: skip
PROFILE = """
名称: 青石县城市管理局
来文中的类别: {classes}
科室: [{{名称: 办公室, 负责人: 林可}}]
默认科室: 办公室
"""
SAME = 0.8  # of a duty's characters, as ../shared/tools/score.py has it
ENDINGS = ("人员", "执法主体")  # 没有取得…的人员 is of the class 人员


def squeeze(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def bare(address: str) -> str:
    return "/".join(re.sub(r"[（）()、.．。\s]", "", part) for part in address.split("/"))


def holds(text: str, action: str) -> bool:
    want = squeeze(action)
    return sum((Counter(want) & Counter(text)).values()) >= SAME * len(want)


@cache
def case(seed: str, shared: Path) -> tuple[dict[str, Any], Document, Profile]:
    (gold,) = (json.loads(p.read_text("utf-8")) for p in (shared / "gold").glob(f"{seed}_*.json"))
    profile = parse_profile(PROFILE.format(classes=json.dumps(CLASSES[seed], ensure_ascii=False)))
    return gold, read(shared / "seeds" / gold["file"]), profile


def binds(duty: dict[str, Any], seed: str) -> bool:
    known = {squeeze(c) for c in CLASSES[seed]}
    named = [squeeze(a) for a in duty["actors"]]
    return not named or any(a in known or (a.endswith(ENDINGS) and known & {*ENDINGS}) for a in named)


def figures(seed: str, shared: Path, department: bool) -> Counter[str]:
    """Hits and sizes: `want` labelled duties of which `found` have a row, `rows` of which `right` hold one."""
    gold, document, profile = case(seed, shared)
    annex = build("任务分工表", profile if department else None, [document])
    rows = [(bare(r.sources[0].address), squeeze(r.cells[2].text)) for r in annex.rows]
    ours = [d for d in gold["duties"] if not department or binds(d, seed)]
    want = [d for d in ours if not d.get("uncertain")]

    def has_row(duty: dict[str, Any]) -> bool:
        return any(at == bare(duty["clause"]) and holds(text, duty["action"]) for at, text in rows)

    def is_duty(at: str, text: str) -> bool:
        return any(at == bare(d["clause"]) and holds(text, d["action"]) for d in ours)

    return Counter(
        want=len(want), found=sum(map(has_row, want)), rows=len(rows), right=sum(is_duty(*row) for row in rows)
    )


@pytest.mark.parametrize("seed", CLASSES)
def test_rows_of_all_duties(seed: str, shared: Path) -> None:
    got = figures(seed, shared, department=False)
    assert got["found"] >= 0.99 * got["want"] and got["right"] >= 0.99 * got["rows"], got


@pytest.mark.parametrize("seed", CLASSES)
def test_rows_of_a_department(seed: str, shared: Path) -> None:
    """What is missing are sentences that set up the superior's organs, left out with that reason."""
    got = figures(seed, shared, department=True)
    assert got["found"] >= 0.95 * got["want"] and got["right"] >= 0.95 * got["rows"], got


@pytest.mark.parametrize("seed", CLASSES)
def test_every_duty_is_in_the_plan_or_left_out_with_a_reason(seed: str, shared: Path) -> None:
    gold, document, profile = case(seed, shared)
    plan = compose("实施方案", profile, [document])
    printed = {(bare(s.address), squeeze(s.quote)) for line in plan.lines for s in line.sources}
    left = {(bare(d.source.address), squeeze(d.source.quote)) for d in plan.dropped if d.reason.strip()}
    ours = [d for d in gold["duties"] if binds(d, seed)]
    lost = [
        d["action"]
        for d in ours
        if not any(at == bare(d["clause"]) and holds(text, d["action"]) for at, text in printed | left)
    ]
    assert len(lost) <= 0.03 * len(ours), lost
    carried = sum(any(at == bare(d["clause"]) and holds(text, d["action"]) for at, text in printed) for d in ours)
    assert carried >= 0.85 * len(ours)


DEPARTMENTS = (
    "公安局",
    "市场监督管理局",
    "交通运输局",
    "教育局",
    "生态环境局",
    "城市管理局",
    "综合行政执法局",
    "司法局",
)
GENERAL = """
名称: 青石县{0}
简称: [市{0}, 区{0}]
来文中的类别: [各级各部门, 各地各部门, 市政府各部门, 行业主管部门, 行政执法机关, 业务主管部门, 行政执法人员, 各单位]
科室: [{{名称: 办公室, 负责人: 林可}}]
默认科室: 办公室
"""


@pytest.mark.parametrize("field", DEPARTMENTS)
@pytest.mark.parametrize("seed", CLASSES)
def test_nothing_is_lost_for_any_department(seed: str, field: str, shared: Path) -> None:
    """Each labelled duty, whoever it binds, is in the plan or left out with a reason; those that name the department
    are in the plan."""
    gold, document, _ = case(seed, shared)
    plan = compose("实施方案", parse_profile(GENERAL.format(field)), [document])
    printed = {(bare(s.address), squeeze(s.quote)) for line in plan.lines for s in line.sources}
    left = {(bare(d.source.address), squeeze(d.source.quote)) for d in plan.dropped if d.reason.strip()}

    def among(duty: dict[str, Any], places: set[tuple[str, str]]) -> bool:
        return any(at == bare(duty["clause"]) and holds(text, duty["action"]) for at, text in places)

    lost = [d["action"] for d in gold["duties"] if not among(d, printed | left)]
    assert len(lost) <= 0.03 * len(gold["duties"]), lost
    ours = [d for d in gold["duties"] if any(a in (f"市{field}", f"区{field}") for a in d["actors"])]
    assert all(among(d, printed) for d in ours)
