"""Departments whose profiles were written without looking at the sources: each lists the classes that came to mind.

Whom the labelled actors mean is said here once, for all departments that enforce the law in a field of their own.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_distribution import bare, case, holds, squeeze

from policykit.draft import build, compose
from policykit.pipeline import read
from policykit.profile import parse_profile

pytestmark = pytest.mark.shared

# What each profile lists, whichever of the ways to say it occurred to its writer.
LISTED = {
    "教育局": "各地各部门, 各级各部门, 各单位, 市级各部门, 教育行政部门, 执法部门, 行政执法人员",
    "交通运输局": "各地各部门, 各部门, 行政执法部门, 行政执法机关, 交通运输主管部门, 行业主管部门, 行政执法人员",
    "卫生健康局": "各级各部门, 各有关部门, 卫生健康行政部门, 行政执法单位, 监管部门, 各单位",
    "文化和旅游局": "各部门, 各单位, 市直各部门, 文化和旅游主管部门, 行业主管部门, 执法机构, 执法人员",
    "人力资源和社会保障局": "各地各部门, 市级各部门, 人力资源社会保障部门, 行政执法机关, 行业主管部门, 执法人员",
    "消防救援支队": "各级各部门, 消防救援机构, 驻市各单位, 执法部门, 执法人员, 有关部门",
    "行政审批服务局": "市直各部门, 审批部门, 各部门各单位, 行政审批机关, 行政执法主体",
    "国家税务总局{}税务局": "各级税务机关, 各部门, 驻市各单位, 行政执法机关",
    "{}高新技术产业开发区管理委员会": "各地各部门, 各级各部门, 各区（市）, 开发区管委会, 各单位, 行政执法机关",
    "{}柳河镇人民政府": "各乡镇, 各镇街, 各级政府, 各地各部门, 各单位, 各级各部门, 行政执法单位",
    "{}石桥街道办事处": "各街道, 镇（街道）, 各级各部门, 各地各部门, 各有关单位, 行政执法机关, 基层单位",
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
# A government is no department of one and, as its zones, in charge of no one field.
DEPARTMENTS = frozenset(
    [
        "市政府各部门（单位）",
        "市政府各部门",
        "其部门（单位）",
        "市政府行政执法部门（单位）",
        "市、县级市（区）两级政府部门",
    ]
)
IN_CHARGE = frozenset(
    [
        "市级行业主管部门",
        "业务主管部门",
        "行业主管部门",
        "全区各行业主管部门",
        "各行业主管部门监管队伍",
        "监管部门",
        "管理部门",
    ]
)
TOWNS = frozenset(
    [
        "各级政府",
        "乡镇（街道）",
        "属地乡镇（街道）",
        "乡镇街道",
        "乡镇（街道）副书记",
        "各乡镇（街道）监管和执法队伍",
        "联合巡查执法队",
        "综合行政执法队",  # 在实行“赋权”方式的乡镇（街道）成立
    ]
)
NAMED_IN = {("000", "交通运输局"): {"各试点单位"}}  # the source lists who its 试点单位 are
ZONE = frozenset(["各区（市）", "枣庄高新区管委会"])


@cache
def written(seed: str, field: str) -> str:
    province, city, county = PLACES[seed]
    town = field.endswith(("人民政府", "办事处"))
    county = county or ("青石县" if town else "")
    place = f"省: {province}, 市: {city}" + (f", 县: {county}" if county else "")
    own = county or city
    listed = LISTED[field].replace("市", "区") if county and not town else LISTED[field]
    name = field.format(own) if "{}" in field else own + field
    short = "" if "{}" in field else f"简称: [{own[-1]}{field}]\n"
    return (
        f"名称: {name}\n{short}地区: {{{place}}}\n来文中的类别: [{listed}]\n"
        "科室: [{名称: 办公室, 负责人: 林可}]\n默认科室: 办公室\n"
    )


def meant_by(seed: str, field: str) -> frozenset[str]:
    if field.endswith(("人民政府", "办事处")):
        return MEANT - DEPARTMENTS - IN_CHARGE | TOWNS
    if field.endswith("管理委员会"):
        return MEANT - IN_CHARGE | ZONE
    return MEANT | NAMED_IN.get((seed, field), set())


@pytest.mark.parametrize("field", LISTED)
@pytest.mark.parametrize("seed", PLACES)
def test_rows_of_an_unfitted_department(seed: str, field: str, shared: Path) -> None:
    gold, document, _ = case(seed, shared)
    annex = build("任务分工表", parse_profile(written(seed, field)), [document])
    rows = [(bare(r.sources[0].address), squeeze(r.cells[2].text)) for r in annex.rows]
    meant = meant_by(seed, field)
    ours = [d for d in gold["duties"] if not d["actors"] or meant & {squeeze(a) for a in d["actors"]}]
    want = [d for d in ours if not d.get("uncertain")]
    found = [d for d in want if any(at == bare(d["clause"]) and holds(text, d["action"]) for at, text in rows)]
    right = [r for r in rows if any(r[0] == bare(d["clause"]) and holds(r[1], d["action"]) for d in ours)]
    assert len(found) >= 0.95 * len(want), [d["action"] for d in want if d not in found]
    assert len(right) >= 0.92 * len(rows), [text for at, text in rows if (at, text) not in right]


def labelled_elsewhere(shared: Path) -> list[tuple[Path, list[dict[str, Any]]]]:
    """The other documents with labelled duties, each with the first and last characters of every action."""
    folder = Path(__file__).parent
    out = []
    for key in sorted([*(folder / "own").glob("*.yaml"), *folder.glob("duties_*.yaml")]):
        label = yaml.safe_load(key.read_text("utf-8"))
        if label.get("duties"):
            out.append((next((shared / "data" / "policy").glob(f"{label['file']}_*")), label["duties"]))
    for path in sorted((shared / "gold_more").glob("*.json")):
        duties = json.loads(path.read_text("utf-8"))["duties"]
        ends = [{**d, "starts": squeeze(d["action"])[:8], "ends": squeeze(d["action"])[-8:]} for d in duties]
        out.append((next((shared / "data" / "policy").glob(f"{path.stem}_*")), ends))
    return out


def without_paragraph(address: str) -> str:
    """The labels name an article's items without the paragraph they hang on."""
    return "/".join(part for part in bare(address).split("/") if not re.fullmatch("第.{1,3}款", part))


def test_no_duty_of_any_document_is_lost(shared: Path) -> None:
    """Whoever a labelled duty of 37 documents binds, it is printed or left out with a reason; articles too."""
    profile = parse_profile(written("000", "人力资源和社会保障局"))
    lost, count = [], 0
    for path, duties in labelled_elsewhere(shared):
        plan = compose("实施方案", profile, [read(path)])
        quotes: dict[str, list[str]] = {}
        told = [s for line in plan.lines for s in line.sources]
        told += [d.source for d in plan.dropped if d.reason.strip()]
        for source in told:
            quotes.setdefault(without_paragraph(source.address), []).append(squeeze(source.quote))
        count += len(duties)
        for duty in duties:
            words = quotes.get(without_paragraph(str(duty["clause"])), [])
            # A sentence given in parts is all there where one part begins and another ends it.
            if not all(any(squeeze(duty[end]).strip("。；") in q for q in words) for end in ("starts", "ends")):
                lost.append((path.name[:3], duty["clause"], duty["starts"]))
    assert count > 1300 and len(lost) <= 0.005 * count, lost
