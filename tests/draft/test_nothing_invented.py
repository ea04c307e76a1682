"""No number, date or body in a plan or its annexes that is in neither source, profile nor template."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from figures_of_a_draft import invented, invented_in_annex, known_words, named_places

from policykit.draft import KINDS, Options, build, compose, load_template
from policykit.draft.template import names
from policykit.model.document import Document
from policykit.pipeline import read
from policykit.profile import Profile, load_profile, parse_profile

ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted(p for p in (ROOT / "corpus").iterdir() if p.name != "README.md")
DAY = date(2026, 4, 15)
OF_PAPERS = ("任务分工表", "时限台账", "指标台账", "组织机构表", "职责分解表", "岗位责任表", "职责清单")
GENERAL = """
名称: 青石县{0}
简称: [市{0}, 区{0}]
自称: 我局
地区: {{省: 云川省, 市: 临江市, 县: 青石县}}
发文字号: 青发
时限提前: {1}
来文中的类别: [各级各部门, 各地各部门, 市政府各部门, 行业主管部门, 执法机关, 行权部门, 业务主管部门, 执法人员]
本地化: [{{原文: 各地各部门要, 改为: 各科室要}}]
主要负责人: {{姓名: 周明远, 职务: 局长}}
分管负责人: [{{姓名: 沈若川, 职务: 副局长, 分管: [法规科]}}]
科室:
  - {{名称: 办公室, 职责关键词: [经费, 宣传], 岗位: [{{名称: 综合岗, 职责关键词: [经费], 人员: [{{姓名: 林可}}]}}]}}
  - {{名称: 法规科, 职责关键词: [清单, 制度, 裁量, 审核], 负责人: 许知行}}
"""
DEPARTMENTS = (("市场监督管理局", 0), ("公安局", 5), ("教育局", 0))
SEEDS = ("000", "001", "002", "003", "004")


@cache
def source(path: Path) -> Document:
    return read(path)


def assert_nothing_invented(department: Profile, documents: list[Document], template: str) -> None:
    body = "".join(load_template(n).body for n in names()) + "".join(KINDS)
    known, places = known_words(department, documents, body, DAY), named_places(documents)
    made = compose(template, department, documents, options=Options(day=DAY))
    assert invented(made, known, places) == []
    for kind in OF_PAPERS:
        assert invented_in_annex(build(kind, department, documents), known, places) == [], kind


@pytest.mark.shared
@pytest.mark.parametrize(("field", "early"), DEPARTMENTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_of_real_documents(shared: Path, seed: str, field: str, early: int) -> None:
    document = source(next((shared / "seeds").glob(f"{seed}_*.txt")))
    for template in ("实施方案", "任务分解方案", "行政执法责任制实施方案", "专项行动方案", "印发通知", "工作总结"):
        assert_nothing_invented(parse_profile(GENERAL.format(field, early)), [document], template)


@pytest.mark.parametrize("path", CORPUS, ids=[p.name[:20] for p in CORPUS])
def test_of_the_sample_corpus(path: Path) -> None:
    department = load_profile(ROOT / "templates" / "示例单位概况.yaml")
    assert_nothing_invented(department, [source(path)], "实施方案")


@pytest.mark.parametrize("word", ["另配备37名专职人员", "2029年2月30日前", "并报青山市水利局", "每年19次", "达到87.5%"])
def test_what_is_invented_is_found(word: str) -> None:
    department = load_profile(ROOT / "templates" / "示例单位概况.yaml")
    document = source(next(p for p in CORPUS if "三年行动" in p.name))
    known, places = known_words(department, [document], load_template("实施方案").body, DAY), named_places([document])
    made = compose("实施方案", department, [document], options=Options(day=DAY))
    at = next(n for n, line in enumerate(made.lines) if line.sources and len(line.text) > 40)
    line = replace(made.lines[at], text=made.lines[at].text + word)
    lines = (*made.lines[:at], line, *made.lines[at + 1 :])
    assert invented(replace(made, lines=lines), known, places)
    annex = made.annexes[0]
    cells = tuple(replace(c, text=word) if n == 2 else c for n, c in enumerate(annex.rows[0].cells))
    assert invented_in_annex(replace(annex, rows=(replace(annex.rows[0], cells=cells),)), known, places)
