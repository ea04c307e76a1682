"""Departments whose profiles were written without looking at the sources: each lists the classes that came to mind.

Whom the labelled actors mean is said here once, for all departments that enforce the law in a field of their own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from test_distribution import bare, case, holds, squeeze

from policykit.draft import build
from policykit.profile import parse_profile

pytestmark = pytest.mark.shared

# What each profile lists, whichever of the ways to say it occurred to its writer.
LISTED = {
    "教育局": "各地各部门, 各级各部门, 各单位, 市级各部门, 教育行政部门, 执法部门, 行政执法人员",
    "交通运输局": "各地各部门, 各部门, 行政执法部门, 行政执法机关, 交通运输主管部门, 行业主管部门, 行政执法人员",
    "卫生健康局": "各级各部门, 各有关部门, 卫生健康行政部门, 行政执法单位, 监管部门, 各单位",
    "文化和旅游局": "各部门, 各单位, 市直各部门, 文化和旅游主管部门, 行业主管部门, 执法机构, 执法人员",
}
PLACES = {
    "000": ("山东省", "枣庄市", ""),
    "001": ("江苏省", "苏州市", ""),
    "003": ("黑龙江省", "齐齐哈尔市", ""),
    "004": ("浙江省", "杭州市", "富阳区"),
}
# The labelled actors that mean every department that enforces the law.
MEANT = frozenset(
    [
        "市政府各部门（单位）",
        "各级各部门",
        "其部门（单位）",
        "市政府各部门",
        "市、县级市（区）两级政府部门",
        "各地各部门",
        "各单位",
        "市政府行政执法部门（单位）",
        "没有取得《山东省行政执法督察证》的人员",
        "行政执法人员",
        "执法人员",
        "行政执法辅助人员",
        "党政主要负责人",
        "未经公示的执法主体",
        "行政执法机关",
        "各行政执法部门",
        "执法部门",
        "行权部门",
        "行政执法部门内设监管部门",
        "承担推进任务的各行政执法部门",
        "市级行业主管部门",
        "业务主管部门",
        "行业主管部门",
        "全区各行业主管部门",
        "各行业主管部门监管队伍",
        "监管部门",
        "管理部门",
    ]
)
NAMED_IN = {("000", "交通运输局"): "各试点单位"}  # the source lists who its 试点单位 are


@cache
def written(seed: str, field: str) -> str:
    province, city, county = PLACES[seed]
    place = f"省: {province}, 市: {city}" + (f", 县: {county}" if county else "")
    own = county or city
    listed = LISTED[field].replace("市", "区") if county else LISTED[field]
    return (
        f"名称: {own}{field}\n简称: [{own[-1]}{field}]\n地区: {{{place}}}\n来文中的类别: [{listed}]\n"
        "科室: [{名称: 办公室, 负责人: 林可}]\n默认科室: 办公室\n"
    )


@pytest.mark.parametrize("field", LISTED)
@pytest.mark.parametrize("seed", PLACES)
def test_rows_of_an_unfitted_department(seed: str, field: str, shared: Path) -> None:
    gold, document, _ = case(seed, shared)
    annex = build("任务分工表", parse_profile(written(seed, field)), [document])
    rows = [(bare(r.sources[0].address), squeeze(r.cells[2].text)) for r in annex.rows]
    meant = MEANT | {NAMED_IN.get((seed, field), "")}
    ours = [d for d in gold["duties"] if not d["actors"] or meant & {squeeze(a) for a in d["actors"]}]
    want = [d for d in ours if not d.get("uncertain")]
    found = [d for d in want if any(at == bare(d["clause"]) and holds(text, d["action"]) for at, text in rows)]
    right = [r for r in rows if any(r[0] == bare(d["clause"]) and holds(r[1], d["action"]) for d in ours)]
    assert len(found) >= 0.95 * len(want), [d["action"] for d in want if d not in found]
    assert len(right) >= 0.92 * len(rows), [text for at, text in rows if (at, text) not in right]
