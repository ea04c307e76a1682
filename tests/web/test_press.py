"""Pages made by the second process are those of the first, and where it cannot, the first makes them."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="没有安装 policykit[web]")

from sitting import Client, client_of

from policykit.api.workspace import Workspace
from policykit.web import answering
from policykit.web.making import Asked
from policykit.web.press import QUEUED, Made, Order, Press
from policykit.web.workbench import FOLDER

WAIT = 60.0


@pytest.fixture
def press(root: Path) -> Iterator[Press]:
    made = Press(root)
    made._broken = False  # also on a machine with one core
    yield made
    made.close()


def order(root: Path, page: str, asked: Asked, path: dict[str, str], query: dict[str, object]) -> Order:
    with Workspace(root).catalog() as catalog:
        return Order(page, path, query, asked, "读者", False, (), catalog.revision())


def taken(press: Press, wanted: Order) -> Future[Made | None]:
    """The page to come, when the process is ready for it."""
    end = time.monotonic() + WAIT
    while (future := press.take(wanted, QUEUED)) is None:
        assert not press._broken and time.monotonic() < end
        time.sleep(0.02)
    press.waiting -= 1
    return future


def reading(root: Path, doc_id: str) -> Order:
    return order(
        root, "/doc/{doc_id}", Asked(f"/doc/{doc_id}"), {"doc_id": doc_id}, {"q": "", "part": None, "full": None}
    )


def a_document(root: Path) -> str:
    with Workspace(root).catalog() as catalog:
        return catalog.summaries()[0].id


def test_the_page_is_the_same(root: Path, press: Press) -> None:
    doc_id = a_document(root)
    found = taken(press, reading(root, doc_id)).result(WAIT)
    assert found is not None
    client = client_of(root)
    whole = client.get(f"/doc/{doc_id}").text
    bench = client.app.state.bench
    at = (False, date.today(), f"/doc/{doc_id}", "", ())
    pieces = bench.shelf.get(at, bench.current_state())
    assert pieces is not None and whole
    assert [p if isinstance(p, str) else p.text() for p in found[1]] == [
        p if isinstance(p, str) else p.text() for p in pieces
    ]
    bench.close()


def test_what_only_the_first_process_can_say_is_left_to_it(root: Path, press: Press) -> None:
    assert taken(press, reading(root, "d0000000000")).result(WAIT) is None


def test_another_state_is_followed(root: Path, press: Press, tmp_path: Path) -> None:
    doc_id = a_document(root)
    before = reading(root, doc_id)
    assert taken(press, before).result(WAIT) is not None
    file = tmp_path / "望河区渡口通告.txt"
    file.write_text("望河区渡口通告\n\n第一条 渡口封航期间，望河区交通运输局应当派人值守。\n", "utf-8")
    workspace = Workspace(root)
    workspace.add([file])
    workspace.index()
    after = reading(root, doc_id)
    assert after.revision != before.revision
    assert taken(press, after).result(WAIT) is not None
    assert press.take(before, QUEUED) is None, "a page of the old state is never made of the new one"


def test_it_leaves_uploads_alone(root: Path, press: Press) -> None:
    lying = root / FOLDER / "incoming" / "unconfirmed"
    lying.mkdir(parents=True)
    assert taken(press, reading(root, a_document(root))).result(WAIT) is not None
    assert lying.is_dir()


@pytest.mark.skipif(os.name == "nt", reason="没有 SIGKILL")
def test_a_killed_process_is_not_missed(root: Path, press: Press) -> None:
    wanted = reading(root, a_document(root))
    taken(press, wanted).result(WAIT)
    assert press._pool is not None
    for process in press._pool._processes.values():
        os.kill(process.pid or 0, signal.SIGKILL)
    end = time.monotonic() + WAIT
    while press.take(wanted, QUEUED) is not None:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert press.take(wanted, QUEUED) is None


def test_answers_go_through_it_when_many_wait(root: Path, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody gets the right page, whoever made it."""
    from policykit.web.app import build

    monkeypatch.setattr("policykit.web.app.Press", lambda _: press)
    asked: list[Order] = []
    take = press.take
    monkeypatch.setattr(press, "take", lambda wanted, queued: asked.append(wanted) or take(wanted, QUEUED))
    monkeypatch.setattr(answering, "QUEUED", 0)
    taken(press, reading(root, a_document(root)))
    app = build(root)
    client = Client(app, base_url="http://127.0.0.1:8765")
    with Workspace(root).catalog() as catalog:
        documents = [(s.id, s.metadata.title) for s in catalog.summaries() if s.metadata.title]
    client.get("/search")
    wrong: list[str] = []

    def read(doc_id: str, title: str) -> None:
        page = client.get(f"/doc/{doc_id}")
        if page.status_code != 200 or title not in page.text:
            wrong.append(title)

    threads = [threading.Thread(target=read, args=one) for one in documents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and len(asked) >= len(documents)
    app.state.bench.close()
