"""A row of an annex's 任务分工表 is a hit of its own: by who answers for it, by when, by what it cites."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.api.workspace import Workspace
from policykit.search.session import Session

PAGE = """<html><head><meta charset="utf-8"><title>青石县河道整治实施方案</title></head><body>
<h1>青石县河道整治实施方案</h1>
<p>各乡镇人民政府，县直各部门：</p>
<p>一、总体目标</p>
<p>全县河道面貌明显改善。</p>
<p>附件：青石县河道整治重点任务分工表</p>
<p>附件</p>
<p>青石县河道整治重点任务分工表</p>
<table>
<tr><th>序号</th><th>重点任务</th><th>责任单位</th><th>完成时限</th></tr>
<tr><td>1</td><td>依据《云川省河道管理条例》划定采砂禁采区</td><td>县水利局、县司法局</td>
<td rowspan="2">2027年3月底前</td></tr>
<tr><td>2</td><td>清除岸边废旧船只</td><td>县交通运输局</td></tr>
<tr><td>3</td><td>设置警示标牌</td><td>各乡镇人民政府</td><td>2027年9月底前</td></tr>
</table>
<p>青石县人民政府</p><p>2026年8月1日</p>
</body></html>"""


@pytest.fixture(scope="module", params=("whoosh", "tantivy"))
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Session:
    if request.param == "tantivy":
        pytest.importorskip("tantivy")
    root = tmp_path_factory.mktemp("行")
    (root / "corpus").mkdir()
    (root / "corpus" / "方案.html").write_text(PAGE, "utf-8")
    Workspace(root).index(engine=request.param)
    return Session(root, request.param, ("青石县司法局", "县司法局"))


def rows(session: Session, query: str) -> list[str]:
    return sorted(h.ref.address.rpartition("/")[2] for h in session.search(query).hits)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("责任主体:县水利局", ["第1行"]),
        ("责任主体:我局", ["第1行"]),
        ("责任主体:交通运输局", ["第2行"]),
        ("时限:2027-03", ["第1行", "第2行"]),
        ("时限:2027-09", ["第3行"]),
        ("时限:2027年9月底前", ["第3行"]),
        ("引用:云川省河道管理条例", ["第1行"]),
        ("责任主体:县交通运输局 AND 时限:2027-03", ["第2行"]),
        ("废旧船只", ["第2行"]),
        ("警示标牌 AND 时限:2027", ["第3行"]),
    ],
)
def test_rows_are_found_by_their_cells(opened: Session, query: str, wanted: list[str]) -> None:
    assert rows(opened, query) == wanted


def test_the_snippet_shows_the_row(opened: Session) -> None:
    (hit,) = opened.search("责任主体:我局").hits
    assert "划定采砂禁采区" in hit.snippet.text and "县司法局" in hit.snippet.text
    assert hit.spoken.endswith("第1行")


def test_a_form_of_heads_alone_is_found(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    form = (
        "<h1>望河区执法检查办法</h1><p>第一条 执法检查应当填写登记表。</p><p>附件</p><p>登记表</p>"
        "<table><tr><th>被检查对象名称</th><th>检查结论</th></tr></table>"
    )
    (tmp_path / "corpus" / "表.html").write_text(f"<html><meta charset=utf-8><body>{form}</body></html>", "utf-8")
    Workspace(tmp_path).index(engine="whoosh")
    with Session(tmp_path, "whoosh") as session:
        assert session.search("被检查对象名称").total == 1
