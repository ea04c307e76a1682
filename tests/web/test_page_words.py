"""On the pages nobody is told to type a command that a page does as well."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sitting import Client, wait_for

import policykit
from policykit.web.page_words import for_pages

SOURCE = Path(policykit.__file__).parent
COMMAND = re.compile(r"policykit [a-z]")
SHELLS = {"cli", "mcp", "web"}


def _texts() -> Iterator[str]:
    """Every text of the floors below the pages that names a command, docstrings apart."""
    for file in sorted(SOURCE.rglob("*.py")):
        if file.relative_to(SOURCE).parts[0] in SHELLS:
            continue
        tree = ast.parse(file.read_text("utf-8"))
        owners = (n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef) and n.body)
        docs = {id(n.body[0].value) for n in owners if isinstance(n.body[0], ast.Expr)}
        strings = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
        yield from (str(n.value) for n in strings if id(n) not in docs and COMMAND.search(str(n.value)))


def test_no_command_is_left_to_a_person_at_a_page() -> None:
    texts = list(_texts())
    assert len(texts) > 20
    said = {text: for_pages(text) for text in texts}
    # What is left names a technician for each command.
    assert [t for t, s in said.items() if s.count("请技术人员") < len(COMMAND.findall(s))] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("请先运行 policykit index。", "请先在“资料库”页点“更新索引”。"),
        ("运行 policykit index 重建目录。", "在“资料库”页点“更新索引”。"),
        (
            "请运行 policykit index --engine whoosh，只补上变动的部分。",
            "请在“资料库”页点“更新索引”，只补上变动的部分。",
        ),
        ("请用 policykit cite check 核对其中的引用。", "请到“核验”页的“引用核对”里核对其中的引用。"),
        ("例如：policykit search 持证上岗", "例如：持证上岗"),
        ("运行 policykit verify --record 看坏在哪里", "请技术人员运行 policykit verify --record 看坏在哪里"),
        ("请在单位概况“本地化”里写明", "请在单位概况的“称呼怎样改”里写明"),
        ("只有 policykit 生成的成稿带有出处记录。", "只有 policykit 生成的成稿带有出处记录。"),
    ],
)
def test_commands_are_said_as_places_on_the_pages(text: str, said: str) -> None:
    assert for_pages(text) == said


def test_a_foreign_file_is_sent_to_the_check_of_citations(client: Client) -> None:
    answer = client.post(
        "/api/v1/verifications",
        files=[("files", ("自写.md", "# 自写的稿子\n\n一、内容。\n".encode(), "text/markdown"))],
        headers={"X-CSRF-Token": client.csrf},
    )
    assert answer.status_code == 422
    assert "引用核对" in answer.json()["error"]["hint"] and "policykit cite" not in answer.text


def test_a_file_that_cannot_be_read_is_named_without_its_place_and_can_be_taken_out(client: Client, root: Path) -> None:
    answer = client.post(
        "/api/v1/documents",
        files=[("files", ("坏.docx", b"PK\x03\x04broken", "application/octet-stream"))],
        headers={"X-CSRF-Token": client.csrf},
    )
    job = wait_for(client, answer.json()["id"])
    (file,) = job["files"]
    page = client.get("/corpus").text
    assert file["state"] == "unread" and str(root) not in file["message"] and str(root) not in page
    assert f'action="/api/v1/documents/{file["id"]}"' in page
    wait_for(client, client.change("DELETE", f"/api/v1/documents/{file['id']}", {}).json()["id"])
    assert "没有读成" not in client.get("/corpus").text and not (root / "corpus" / "坏.docx").exists()
    assert [r["path"] for r in client.get("/api/v1/trash").json()["removed"]] == ["坏.docx"]
