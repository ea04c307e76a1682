"""Charts: what they show is what the table says, each mark has its words and leads somewhere."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from agreeing import agrees

from policykit.api.charting import Limit, Neighbour, Surroundings, UnitLoad
from policykit.web.charts.bars import bars
from policykit.web.charts.drawing import fitted, wrapped
from policykit.web.charts.star import star
from policykit.web.charts.time_line import time_line

PAPER = "临政办发〔2026〕18号"
LAW = "云川省行政执法监督条例"
SAMPLE = Path(__file__).resolve().parents[2] / "templates" / "示例单位概况.yaml"
SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = (1180.0, 350.0)


def limit(end: str | None, words: str = "完成一项工作", **more: Any) -> Limit:
    return Limit(
        "d1~一", "某方案", "一", end or "每季度末", words, more.get("start"), end, end is None, more.get("unit", "")
    )


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def titles(root: ElementTree.Element) -> list[str]:
    return [t.text or "" for t in root.iter(f"{SVG}title")][1:]


@pytest.mark.parametrize("wide", WIDTHS)
def test_every_dated_limit_is_a_mark_that_says_its_day_and_links(wide: float) -> None:
    found = [limit("2026-05-31", "报送目录", unit="法制科"), limit("2026-12-31", "全面完成"), limit(None)]
    root = drawn(time_line(found, date(2026, 6, 10), wide, lambda x: f"/doc/{x.end}", "a"))
    assert titles(root) == ["2026-05-31，已过：报送目录（法制科）", "2026-12-31：全面完成"]
    assert [a.get("href") for a in root.iter(f"{SVG}a")] == ["/doc/2026-05-31", "/doc/2026-12-31"]
    assert "今天" in {t.text for t in root.iter(f"{SVG}text")}


@pytest.mark.parametrize("wide", WIDTHS)
def test_later_days_stand_further_right_and_all_inside(wide: float) -> None:
    days = ["1999-01-01", "2026-05-31", "2026-06-01", "2031-12-31"]
    root = drawn(time_line([limit(d) for d in days], date(2026, 1, 1), wide, lambda x: "", "a"))
    at = [float(c.get("cx", "0")) for c in root.iter(f"{SVG}circle")]
    assert at == sorted(at) and len(at) == 4
    assert at[0] > 0 and at[-1] < wide
    assert all(0 <= float(t.get("x", "0")) <= wide for t in root.iter(f"{SVG}text"))


def test_one_limit_and_none_are_charts_too() -> None:
    assert drawn(time_line([limit("9999-12-31")], date(2026, 1, 1), 1180, lambda x: "", "a")) is not None
    assert time_line([limit(None)], date(2026, 1, 1), 1180, lambda x: "", "a") == ""
    assert bars([], 1180, lambda x: "", "a") == ""
    assert star(Surroundings("d1", "某办法", "", (), ()), 1180, lambda x: "", "a") == ""


@pytest.mark.parametrize("wide", WIDTHS)
def test_bars_are_as_long_as_the_numbers(wide: float) -> None:
    loads = [UnitLoad("办公室", 3, 1, 1), UnitLoad("法制科", 12, 0, 9), UnitLoad("", 2, 0, 0)]
    root = drawn(bars(loads, wide, lambda x: "/draft", "a"))
    long = [float(r.get("width", "0")) for r in root.iter(f"{SVG}rect") if "bar lead" in r.get("class", "")]
    assert long[1] == pytest.approx(4 * long[0], rel=0.01)
    assert titles(root)[1] == "法制科：牵头 12 项，其中 9 项有时限；配合 0 项"
    assert titles(root)[2].startswith("待定科室")


@pytest.mark.parametrize("wide", WIDTHS)
def test_neighbours_stand_apart_and_what_is_gone_says_so(wide: float) -> None:
    cites = tuple(Neighbour(f"d{n}", f"某办法{n}", ("第一条",), (), 1, "in_force") for n in range(20))
    cited = (Neighbour(None, "旧规定", (), ("一",), 2, "repealed"), Neighbour(None, "别的", (), (), 1, ""))
    root = drawn(star(Surroundings("d0", "某条例", "in_force", cites, cited), wide, lambda n: n.id or "", "a"))
    said = titles(root)
    assert any("旧规定" in t and "已废止" in t for t in said)
    assert "已废止" in {t.text for t in root.iter(f"{SVG}text")}
    tops = [(float(r.get("x", "0")), float(r.get("y", "0"))) for r in root.iter(f"{SVG}rect")]
    assert len(set(tops)) == len(tops)
    high = float(root.get("height", "0"))
    assert all(y + 60 <= high for _, y in tops)


def test_words_are_cut_to_their_room_and_none_is_markup() -> None:
    assert fitted("一二三四五六七八九十", 70) == "一二三四…"
    assert "".join(wrapped("一二三四五六", 42, 2)).startswith("一二三")
    root = drawn(time_line([limit("2026-01-01", '<script>"&')], date(2026, 1, 1), 1180, lambda x: 'javascript:"', "a"))
    assert not list(root.iter(f"{SVG}script"))


@pytest.fixture
def drafting(root: Path, client: Any) -> Any:
    shutil.copy(SAMPLE, root / "templates")
    made = {"name": "质量提升", "template": "实施方案", "profile": "示例单位概况", "sources": [PAPER]}
    assert client.change("POST", "/api/v1/works", made).status_code == 201
    return client


def test_the_pages_show_the_chart_and_a_table_of_the_same(drafting: Any) -> None:
    page = drafting.get("/charts").text
    data = agrees(drafting, "GET", "/charts/deadlines", drafting.get("/api/v1/charts/deadlines").json())["limits"]
    assert len(re.findall(r"<tr><td", page)) == len(data) > 5
    assert page.count("<svg") == 2
    assert all(x["unit"] for x in data if x["words"].startswith("编制执法事项目录"))
    page = drafting.get("/charts/units").text
    data = agrees(drafting, "GET", "/charts/units", drafting.get("/api/v1/charts/units").json())["units"]
    assert all(u["unit"] in page for u in data)


def test_limits_of_chosen_papers(reading: Any) -> None:
    answer = reading.get("/api/v1/charts/deadlines", params={"source": [PAPER]}).json()
    assert "2026-05-31" in {x["end"] for x in agrees(reading, "GET", "/charts/deadlines", answer)["limits"]}
    assert "2026-05-31" in reading.get("/charts", params={"source": [PAPER]}).text
    assert "没有找到文件" in reading.get("/charts", params={"source": ["没有这份"]}).text


def test_what_surrounds_a_document(reading: Any) -> None:
    answer = reading.get("/api/v1/charts/citations", params={"document": LAW}).json()
    found = agrees(reading, "GET", "/charts/citations", answer)
    assert "中华人民共和国行政处罚法" in {n["title"] for n in found["cites"]}
    assert {n["force"] for n in found["cites"] if "检查监督办法" in n["title"]} == {"repealed"}
    assert len(found["cited_by"]) >= 5
    page = reading.get("/charts/citations", params={"document": LAW}).text
    assert page.count("<svg") == 2 and "已废止" in page


def test_a_name_that_means_several_lets_one_choose(reading: Any) -> None:
    page = reading.get("/charts/citations", params={"document": "实施方案"}).text
    assert "选一份" in page and page.count("/charts/citations?document=d") > 1


def test_nothing_chosen_says_how_to_begin(reading: Any) -> None:
    assert "选一份或几份来文" in reading.get("/charts").text
    assert "还没有草稿" in reading.get("/charts/units").text
    assert "从一份开始" in reading.get("/charts/citations").text
    assert reading.get("/api/v1/charts/units").status_code == 422
