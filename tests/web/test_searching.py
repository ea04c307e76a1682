"""Search, suggestions, addresses that can be shared, and results as files."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from sitting import Client, client_of

from policykit.api.workspace import Workspace


def _hits(page: str) -> list[str]:
    return re.findall(r'data-ref="([^"]+)"', page)


def test_hits_are_marked_and_lead_to_the_clause_with_the_terms(reading: Client) -> None:
    page = reading.get("/search?q=持证上岗").text
    assert "<mark>持证上岗</mark>" in page
    first = re.search(r'<h2><a href="([^"]+)"', page)[1]
    assert parse_qs(urlsplit(first).query)["q"] == ["持证上岗"]
    opened = reading.get(first).text
    assert "<mark>持证上岗</mark>" in opened and "下一处" in opened


def test_the_page_shows_what_the_api_answers(reading: Client) -> None:
    said = reading.get("/api/v1/search?q=行政执法&limit=20").json()
    assert [h["ref"] for h in said["hits"]] == _hits(reading.get("/search?q=行政执法").text)


def test_a_facet_narrows_and_is_taken_back(reading: Client) -> None:
    every = reading.get("/api/v1/search?q=执法").json()
    field, value = "层级", "地方性法规"
    count = every["facets"][field][value]
    narrowed = reading.get(f"/api/v1/search?q=执法&f={field}={value}").json()
    assert 0 < narrowed["total"] == count < every["total"]
    page = reading.get(f"/search?q=执法&f={field}={value}").text
    chip = re.search(r'<a class="chip on" href="([^"]+)"[^>]*>地方性法规|<a class="chip on" href="([^"]+)"', page)
    assert reading.get((chip[1] or chip[2]).replace("&amp;", "&")).text.count("data-item") == 20


def test_pages_follow_one_another_without_gap(reading: Client) -> None:
    refs = [ref for n in (1, 2) for ref in _hits(reading.get(f"/search?q=执法&page={n}").text)]
    said = reading.get("/api/v1/search?q=执法&limit=40").json()["hits"]
    assert refs == [h["ref"] for h in said]
    assert 'rel="next"' in reading.get("/search?q=执法").text


def test_a_query_that_cannot_be_read_is_explained_on_the_page(reading: Client) -> None:
    answer = reading.get("/search?q=(执法")
    assert answer.status_code == 200 and 'role="alert"' in answer.text and "怎么办" in answer.text


def test_suggestions_come_while_typing(reading: Client) -> None:
    said = reading.get("/api/v1/search/suggestions?q=行政执法监督条").json()["suggestions"]
    assert any("云川省行政执法监督条例" in s["text"] for s in said)
    assert reading.get("/api/v1/search/suggestions?q=").json() == {"suggestions": []}


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
def test_results_are_exported_whole(reading: Client, suffix: str) -> None:
    total = reading.get("/api/v1/search?q=执法").json()["total"]
    answer = reading.get(f"/api/v1/search/export?q=执法&format={suffix}")
    assert "attachment" in answer.headers["content-disposition"]
    if suffix == "csv":
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert sum("~" in row[-1] for row in rows if row) == total
    if suffix == "json":
        assert len(answer.json()["hits"]) == total


def test_a_clause_comes_with_its_citation_in_official_form(reading: Client) -> None:
    said = reading.get("/api/v1/clauses/de4c67d6d5f~第4条").json()
    assert said["cite_as"] == "《云川省行政执法人员资格管理办法》（云川省人民政府令第236号）第四条"
    assert said["text"].startswith("第四条") and said["validity"]["word"] == "现行有效"
    part = reading.get("/api/v1/clauses/d98e246b1c1~第十条第二款").json()
    assert part["cite_as"].endswith("第十条第二款")


def test_before_anything_is_indexed_the_pages_say_what_to_do(tmp_path) -> None:  # type: ignore[no-untyped-def]
    Workspace.create(tmp_path)
    client = client_of(tmp_path)
    assert "还没有文件" in client.get("/search").text and "还没有文件" in client.get("/corpus").text
    assert client.get("/api/v1/search?q=执法").status_code == 503
    assert client.get("/doc/d98e246b1c1").status_code == 503
    client.app.state.bench.close()


def test_where_few_clauses_have_all_the_words_the_nearest_others_are_shown_apart(reading: Client) -> None:
    query = "亮证执法 粗暴执法 选择性"
    said = reading.get(f"/api/v1/search?q={query}&limit=20").json()
    assert 0 < said["total"] < 20 and said["partial"]
    page = reading.get(f"/search?q={query}").text
    hits, apart, others = page.partition("可能相关")
    assert apart and _hits(hits) == [h["ref"] for h in said["hits"]]
    assert _hits(others) == [h["ref"] for h in said["partial"]]
    assert "可能相关" not in reading.get("/search?q=执法").text
