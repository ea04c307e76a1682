"""The reading page: at the clause of the address, everything linked and marked, in print order."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from sitting import Client, client_of, wait_for

from policykit.api.validity import standing
from policykit.cite.citator import may_mean
from policykit.web.cited_names import CitedNames

LAW, RULES, TABLES = "d98e246b1c1", "de4c67d6d5f", "d34c0a8e099"


def _plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def test_the_whole_text_is_there_in_print_order(reading: Client) -> None:
    document = reading.get(f"/api/v1/documents/{LAW}").json()["document"]
    shown = "".join(reading.get(f"/part/{LAW}/{n}").text for n in range(_parts(reading, LAW)))
    said = re.sub(r"\s", "", _plain(re.sub(r'<div class="clause-tools.*?</div>', "", shown)))
    at = 0
    for clause in document["clauses"]:
        if clause["label"] and clause["heading"] is None:
            for paragraph in clause["text"].split("\n")[:1]:
                at = said.index(re.sub(r"\s", "", paragraph), at)


def _parts(client: Client, doc_id: str) -> int:
    n = 0
    while client.get(f"/part/{doc_id}/{n}").status_code == 200:
        n += 1
    return n


def test_a_clause_has_an_address_however_it_is_written(reading: Client) -> None:
    for address in ("第三条", "第3条", "第三条第一款"):
        page = reading.get(f"/doc/{LAW}/{address}")
        assert page.status_code == 200 and 'data-at="第三条"' in page.text, address
    missing = reading.get(f"/doc/{LAW}/第九百条")
    assert missing.status_code == 404 and "怎么办" in missing.text


def test_citations_lead_to_the_article_they_name(reading: Client) -> None:
    page = reading.get(f"/doc/{RULES}").text
    links = re.findall(r'<a class="cite" href="([^"]+)"(?: data-tip="([^"]+)")?', page)
    assert links
    for href, tip in links:
        assert reading.get(href).status_code == 200
        if tip:
            assert reading.get(f"/api/v1/clauses/{tip}").json()["text"]
    assert any(tip.startswith(f"{LAW}~第") for _, tip in links)


def test_what_the_corpus_lacks_is_not_linked_but_said(reading: Client) -> None:
    page = reading.get(f"/doc/{RULES}").text
    off = re.search(r'<span class="cite off" title="([^"]+)">', page)
    assert off and "未核对" in off[1]


def test_who_cites_an_article(reading: Client) -> None:
    whole = reading.get(f"/api/v1/documents/{LAW}/cited-by").json()["citing"]
    one = reading.get(f"/api/v1/documents/{LAW}/cited-by?address=第十三条").json()["citing"]
    assert 0 < len(one) < len(whole)
    assert all("第十三条" in c["article"] for c in one)
    page = reading.get(f"/cited/{LAW}?address=第十三条").text
    assert all(c["title"] in page for c in one)


def test_duties_and_limits_are_marked(reading: Client) -> None:
    document = reading.get(f"/api/v1/documents/{LAW}").json()["document"]
    page = _all(reading, LAW)
    assert page.count('class="limit"') >= len(document["deadlines"]) > 0
    assert 'class="duty" title="职责：' in page


def _all(client: Client, doc_id: str) -> str:
    return "".join(client.get(f"/part/{doc_id}/{n}").text for n in range(_parts(client, doc_id)))


def test_tables_are_tables(reading: Client) -> None:
    document = reading.get(f"/api/v1/documents/{TABLES}").json()["document"]
    page = _all(reading, TABLES)
    assert page.count("<table") == len(document["tables"]) > 0
    cells = sum(len(t["cells"]) for t in document["tables"])
    assert len(re.findall(r"<t[dh][ >]", page)) == cells


def test_a_document_longer_than_a_part_is_read_on_without_loss(client: Client) -> None:
    text = "长篇办法\n\n" + "".join(
        f"第{n}条　本条是第{n}条，应当依法办理有关事项，不得推诿。\n" for n in _numerals(1200)
    )
    job = _upload(client, "长篇.txt", text)
    doc_id = job["files"][0]["id"]
    count = _parts(client, doc_id)
    assert count > 2
    first = client.get(f"/doc/{doc_id}").text
    assert first.count("data-item") < 700 and f'data-get="/part/{doc_id}/2"' in first
    anchors = re.findall(r'<section class="clause[^>]+ id="(第[^"]+条)"', _all(client, doc_id))
    assert anchors == [f"第{n}条" for n in _numerals(1200)]
    whole = re.findall(r'<section class="clause[^>]+ id="(第[^"]+条)"', client.get(f"/doc/{doc_id}?full=1").text)
    assert whole == anchors and "全文" in first
    late = client.get(f"/doc/{doc_id}/第一千条").text
    assert 'id="第一千条"' in late and "往前看" in late


def _numerals(count: int) -> list[str]:
    from policykit.lang.numerals import to_chinese

    return [to_chinese(n) for n in range(1, count + 1)]


def test_a_paragraph_after_the_items_is_shown_after_them(client: Client) -> None:
    items = "（一）新建；\n（二）改建。\n前款规定的备案应当在十日内办理。\n"
    text = f"某办法\n\n第一条　有下列情形之一的，应当备案：\n{items}第二条　完。\n"
    doc_id = _upload(client, "某办法.txt", text)["files"][0]["id"]
    shown = _plain(client.get(f"/part/{doc_id}/0").text)
    assert shown.index("新建") < shown.index("改建") < shown.index("前款规定的备案") < shown.index("完。")


def test_versions_are_compared_side_by_side(client: Client, root: Path) -> None:
    doc_id = _upload(client, "办法.txt", "某某办法\n\n第一条　三日内办理。\n第二条　不变。\n")["files"][0]["id"]
    job = _upload(client, "办法.txt", "某某办法\n\n第一条　五日内办理。\n第二条　不变。\n")
    assert job["files"][0]["state"] == "new_version" and job["files"][0]["id"] == doc_id
    page = client.get(f"/doc/{doc_id}").text
    to = re.search(r'href="(/compare\?[^"]+)"', page)[1].replace("&amp;", "&")
    compared = client.get(to).text
    assert "<del>三</del>" in compared and "<ins>五</ins>" in compared and "不变" not in _plain(compared)
    assert "不变" in _plain(client.get(to + "&all=1").text)
    assert client.get(f"/compare?old={doc_id}@7&new={doc_id}").status_code == 404


def _upload(client: Client, name: str, text: str) -> dict[str, Any]:
    answer = client.post(
        "/api/v1/documents",
        files=[("files", (name, text.encode(), "text/plain"))],
        headers={"X-CSRF-Token": client.csrf},
    )
    return wait_for(client, answer.json()["id"])


def test_a_repealed_document_says_by_what(root: Path) -> None:
    client = client_of(root)
    page = client.get("/doc/dc9ae8b9499").text
    badge = re.search(r'<span class="badge bad" title="([^"]+)">已废止</span>', page)
    assert badge and "云川省行政执法人员资格管理办法" in badge[1]
    client.app.state.bench.close()


def test_citations_in_a_table_are_linked_too(reading: Client) -> None:
    page = _all(reading, "d824905d6f2")
    table = page[page.index("<table") : page.index("</table>")]
    assert re.search(r'<td[^>]*><a class="cite" href="/doc/d7cf91762eb/', table)


def test_narrowed_names_lose_no_citing_clause(reading: Client) -> None:
    with reading.app.state.bench.workspace.catalog() as catalog:
        known = standing(catalog)
        narrowed = CitedNames(known.cited, known.index)
        found = 0
        for doc_id in known.index.entries:
            likely = narrowed.likely(doc_id)
            assert may_mean(likely, known.index, doc_id) == may_mean(known.cited, known.index, doc_id)
            found += len(likely)
    assert 0 < found < len(known.cited) * len(known.index.entries)
