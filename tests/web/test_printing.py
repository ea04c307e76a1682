"""Pages kept ready: whoever asks gets their own name, token and basket, and never a page of an older corpus."""

from __future__ import annotations

import gzip
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitting import Client, wait_for

from policykit.web.printing import Composing, Inset, Shelf, filled, pack, place
from policykit.web.templating import environment

SHARED = ("/search?q=执法", "/search", "/corpus", "/doc/{id}", "/doc/{id}?q=执法", "/corpus/{id}", "/cited/{id}")


def _token(page: str) -> str:
    return re.search(r'<meta name="csrf" content="([^"]+)">', page)[1]


def _name(page: str) -> str:
    """The name at the head of a page, as HTML."""
    return re.sub(r"<[^>]+>", "", re.search(r'<a class="person"[^>]*>(.*?)</a>', page)[1])


@given(st.lists(st.text(max_size=300) | st.sampled_from(["一", "二"]).map(place), max_size=12), st.text(max_size=9))
def test_what_is_put_together_unpacks_to_what_was_written(parts: list[str], value: str) -> None:
    values = {"一": value, "二": "乙" * 70_000}
    with Composing() as composing:
        pieces = composing.pieces("".join(parts))
    plain = "".join(parts).replace(place("一"), values["一"]).replace(place("二"), values["二"])
    assert gzip.decompress(filled(pieces, values)) == plain.encode("utf-8", "replace")


def test_an_inset_is_the_same_within_a_kept_page_and_elsewhere() -> None:
    template = environment().from_string("<i>{{ part }}</i>{{ part }}&{{ name }}")
    part = Inset("<b>第一条　为了</b>" * 100)
    plain = template.render(part=part, name="甲<乙>")
    with Composing() as composing:
        pieces = composing.pieces(template.render(part=part, name="甲<乙>"))
    assert sum(p is part.packed for p in pieces) == 2
    assert gzip.decompress(filled(pieces, {})).decode() == plain == f"<i>{part}</i>{part}&甲&lt;乙&gt;"


@pytest.mark.parametrize("path", SHARED)
def test_everybody_gets_their_own_name_token_and_basket(reading: Client, path: str) -> None:
    listed = reading.get("/api/v1/documents").json()["documents"]
    path = path.format(id=listed[0]["id"])
    first = reading.get(path).text
    assert reading.get(path).text == first
    assert _token(first) == reading.csrf and _name(first).endswith(" 李敏")
    other = Client(reading.app, base_url=str(reading.base_url)).named("王<芳>")
    hit = reading.get("/api/v1/search?q=执法&limit=1").json()["hits"][0]["ref"]
    assert other.change("POST", "/api/v1/basket", {"refs": [hit]}).status_code == 200
    second = other.get(path).text
    assert _token(second) == other.csrf != reading.csrf
    assert _name(second).endswith(" 王&lt;芳&gt;") and "李敏" not in second
    assert 'id="basket-count">1<' in second and 'id="basket-count">0<' in first
    assert other.csrf not in reading.get(path).text


def test_a_program_that_unpacks_nothing_is_sent_plain_text(reading: Client) -> None:
    packed = reading.get("/search?q=执法")
    plain = reading.get("/search?q=执法", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert plain.text == packed.text and plain.headers["vary"] == "Accept-Encoding"


def test_no_page_outlives_the_corpus_it_shows(client: Client) -> None:
    before = client.get("/search?q=星辰灯塔").text
    assert "data-item" not in before
    file = ("files", ("灯塔办法.txt", "灯塔管理办法\n\n第一条　星辰灯塔每日点亮。\n".encode(), "text/plain"))
    sent = client.post("/api/v1/documents", files=[file], headers={"X-CSRF-Token": client.csrf})
    job = wait_for(client, sent.json()["id"])
    assert "<mark>星辰灯塔</mark>" in client.get("/search?q=星辰灯塔").text
    doc_id = job["files"][0]["id"]
    changed = client.change(
        "PATCH", f"/api/v1/documents/{doc_id}/metadata", {"values": {"region": "青石县"}, "version": 0}
    )
    wait_for(client, changed.json()["id"])
    assert "青石县" in client.get(f"/corpus/{doc_id}").text


def test_a_correction_is_listed_at_once(client: Client) -> None:
    doc_id = client.get("/api/v1/documents").json()["documents"][0]["id"]
    before = client.get(f"/corpus/{doc_id}").text
    client.app.state.bench.records.note("document", doc_id, "看过一遍", "王芳")
    assert "看过一遍" in client.get(f"/corpus/{doc_id}").text and "看过一遍" not in before


def test_a_full_shelf_lets_the_oldest_go() -> None:
    shelf = Shelf(most=2 * (300 + len(pack("甲").data)))
    for name in "甲乙丙":
        shelf.get("甲", "一")
        shelf.put(name, "一", (pack(name),))
    assert shelf.get("乙", "一") is None and shelf.get("甲", "一") and shelf.get("丙", "一")


def test_a_page_stands_in_a_new_state_only_where_it_is_made_of_the_same() -> None:
    shelf, page = Shelf(), (pack("甲"),)
    shelf.put("页", "一", page, ("文件", 1))
    assert shelf.get("页", "一") == page and shelf.get("页", "二") is None
    assert shelf.again("页", "二", ("文件", 2)) is None and shelf.get("页", "二") is None
    assert shelf.again("页", "二", ("文件", 1)) == page and shelf.get("页", "二") == page
    shelf.put("无", "一", page)
    assert shelf.again("无", "二", None) is None
