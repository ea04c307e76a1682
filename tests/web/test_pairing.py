"""What was read, beside the original and on the reading page: everything of it, in print order, tables too."""

from __future__ import annotations

import html
import re
from io import BytesIO
from typing import Any

import pytest
from sitting import Client, wait_for

from policykit.catalog import Catalog
from policykit.web.rule_names import rule_name

TABLES_ONLY = """<html><body><h1>青石县浮桥检查事项表</h1><table>
<tr><th>序号</th><th>事项</th></tr><tr><td>1</td><td>查看系缆桩是否牢固</td></tr>
<tr><td>2</td><td>查看救生圈是否齐备</td></tr></table></body></html>"""
TAIL = """云川省浮桥管理办法

第一条　浮桥应当验收，验收包括下列内容：
（一）系缆；
（二）照明。
验收不合格的不得通行。
第二条　自2026年1月1日起施行。
"""
TWO_TABLES = """# 云川省浮桥收费办法

## 一、收费

标准如下。

| 车型 | 元 |
|---|---|
| 独轮车 | 2 |

| 人数 | 元 |
|---|---|
| 三人以上 | 5 |
"""


def _add(client: Client, name: str, data: bytes) -> str:
    answer = client.post(
        "/api/v1/documents",
        files=[("files", (name, data, "application/octet-stream"))],
        headers={"X-CSRF-Token": client.csrf},
    )
    job = wait_for(client, answer.json()["id"])
    return str(job["files"][0]["id"])


def _read_side(page: str) -> str:
    side = page.split('aria-labelledby="clean-title">', 1)[1].split("</section>", 1)[0]
    return html.unescape(re.sub(r"<[^>]+>", "\n", side))


def test_a_paragraph_after_the_items_stands_after_them(client: Client) -> None:
    said = _read_side(client.get(f"/corpus/{_add(client, '办法.txt', TAIL.encode())}").text)
    places = [said.index(p) for p in ("第一条　浮桥应当", "（一）系缆", "（二）照明", "验收不合格", "第二条　自2026")]
    assert places == sorted(places)


def test_a_document_of_nothing_but_tables_is_shown(client: Client) -> None:
    doc_id = _add(client, "表.html", TABLES_ONLY.encode())
    pair, reading = client.get(f"/corpus/{doc_id}").text, client.get(f"/doc/{doc_id}").text
    assert "系缆桩" in _read_side(pair) and '<span data-pair="表1">' in pair
    assert "系缆桩" in reading and 'aria-label="目录"' not in reading
    (hit,) = client.get("/api/v1/search?q=系缆桩").json()["hits"]
    at = client.get(f"/doc/{hit['ref'].replace('~', '/')}?q=系缆桩")
    assert "<mark>系缆桩</mark>" in at.text and "1 条里有" in at.text


def test_terms_in_every_table_of_a_clause_are_counted(client: Client) -> None:
    doc_id = _add(client, "收费.md", TWO_TABLES.encode())
    for word in ("独轮车", "三人以上"):
        assert "1 条里有" in client.get(f"/doc/{doc_id}?q={word}").text, word


def test_what_was_taken_out_has_a_name_people_know(client: Client, root: Any) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "内部资料"
    made.sections[0].footer.paragraphs[0].text = "云川省印"
    for line in TAIL.split("\n"):
        made.add_paragraph(line)
    file = BytesIO()
    made.save(file)
    page = client.get(f"/corpus/{_add(client, '带页眉.docx', file.getvalue())}").text
    assert "去掉页眉：" in page and "去掉页脚：" in page
    with Catalog.of(root) as catalog:
        ledgers = [catalog.load(s.id).ledger for s in catalog.summaries()]
    rules = {x.rule for ledger in ledgers for x in (*ledger.removed, *ledger.changed)}
    assert {r for r in rules if rule_name(r) == r} == set()


def test_blanks_written_as_codes_are_counted_with_the_blanks(client: Client) -> None:
    source = "<html><body><h1>云川省浮桥办法</h1><p>&nbsp;&nbsp;第一条&nbsp;&nbsp;浮桥应当验收。</p></body></html>"
    page = client.get(f"/corpus/{_add(client, '办法.html', source.encode())}").text
    assert page.count("去掉空格和空行") <= 1
