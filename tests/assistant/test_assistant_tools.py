"""An assistant can find, read, check, draft and verify; it cannot leave the workspace or take a guess for the law."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from policykit.api.workspace import Workspace

anyio = pytest.importorskip("anyio")
pytest.importorskip("mcp", reason="没有安装 mcp")

ROOT = Path(__file__).resolve().parents[2]
LAW = "《云川省行政执法监督条例》"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("assistant")
    made = Workspace.create(root)
    made.add([ROOT / "corpus"])
    made.index()
    shutil.copy(ROOT / "templates" / "示例单位概况.yaml", root / "templates" / "概况.yaml")
    return root


def ask(root: Path, use: Callable[[Any], Awaitable[Any]]) -> Any:
    from mcp import Client

    from policykit.mcp.server import build

    async def session() -> Any:
        async with Client(build(root)) as client:
            return await use(client)

    return anyio.run(session)


def call(root: Path, tool: str, /, **arguments: Any) -> Any:
    result = ask(root, lambda client: client.call_tool(tool, arguments))
    return result.content[0].text if result.is_error else result.structured_content


def test_every_tool_says_what_it_does_and_what_it_takes(workspace: Path) -> None:
    listed = ask(workspace, lambda client: client.list_tools()).tools
    names = {t.name for t in listed}
    assert {"search_clauses", "read_clause", "check_citations", "draft_plan", "verify_file"} <= names
    assert all(t.description and t.input_schema["type"] == "object" for t in listed)
    writing = {t.name for t in listed if not t.annotations.read_only_hint}
    assert writing == {"draft_plan", "make_annex"}


def test_a_found_clause_can_be_read_and_cited_in_its_official_form(workspace: Path) -> None:
    found = call(workspace, "search_clauses", query="标题:执法监督条例 AND 监督", limit=3)
    assert found["total"] and found["hits"]
    clause = call(workspace, "read_clause", reference=found["hits"][0]["ref"])
    assert clause["cite_as"].startswith(LAW)
    assert found["hits"][0]["text"].splitlines()[-1][:20] in clause["text"]
    assert clause["validity"]["force"]


def test_the_text_of_a_clause_is_what_one_copies_and_no_more(workspace: Path) -> None:
    clause = call(workspace, "read_clause", reference="《云川省行政执法监督条例》第十条")
    lines = clause["text"].split("\n")
    assert lines[0].startswith("第十条　") and all(line.strip() for line in lines)
    assert "《云川省行政执法监督条例》 第十条" not in clause["text"]


def test_a_plain_question_is_answered_with_clauses(workspace: Path) -> None:
    assert call(workspace, "search_clauses", query="执法人员要不要持证上岗", plain=True)["hits"]


def test_a_citation_that_does_not_stand_is_never_called_verified(workspace: Path) -> None:
    text = f"根据{LAW}第三条、第九百九十九条和《中华人民共和国不存在法》第一条，制定本方案。"
    report = call(workspace, "check_citations", text=text)
    verdicts = [c["verdict"] for c in report["citations"]]
    assert verdicts == ["verified", "no_such_article", "unknown_document"]
    assert not report["clean"]


def test_who_cites_an_article(workspace: Path) -> None:
    assert call(workspace, "cited_by", document=LAW)["total"] > 0


def test_the_status_of_a_document_on_a_day(workspace: Path) -> None:
    found = call(workspace, "document_status", documents=[LAW, "没有这份文件的条例"])["documents"]
    assert [d["force"] for d in found] == ["in_force", "absent"]
    early = call(workspace, "document_status", documents=[LAW], on="1990-01-01")["documents"]
    assert early[0]["force"] == "not_yet"


def test_a_plan_is_drafted_into_the_finished_folder_and_verifies(workspace: Path) -> None:
    sources = ["临政办发〔2026〕18号"]
    made = call(
        workspace, "draft_plan", template="实施方案", profile="templates/概况.yaml", sources=sources, name="方案.docx"
    )
    assert made["files"] == ["成稿/方案.docx"] and made["lines"] > 10
    assert call(workspace, "verify_file", file="成稿/方案.docx")["clean"]
    again = call(
        workspace, "draft_plan", template="实施方案", profile="templates/概况.yaml", sources=sources, name="方案.docx"
    )
    assert "已存在" in again or "已经有" in again  # never over a file that is there


def test_an_annex_is_written_with_its_rows(workspace: Path) -> None:
    made = call(
        workspace,
        "make_annex",
        kind="任务分工表",
        profile="templates/概况.yaml",
        sources=["临政办发〔2026〕18号"],
        name="分工表.xlsx",
    )
    assert made["rows"] > 3 and (workspace / "成稿" / "分工表.xlsx").is_file()


@pytest.mark.parametrize("name", ["../方案.docx", "a/b.docx", "C:\\x.docx", ".隐藏.docx", "方案.exe", ""])
def test_no_file_is_written_elsewhere(workspace: Path, name: str) -> None:
    told = call(workspace, "make_annex", kind="任务分工表", profile="", sources=["临政办发〔2026〕18号"], name=name)
    assert "怎么办" in told


def test_no_file_outside_the_workspace_is_read(workspace: Path) -> None:
    (workspace.parent / "外面.txt").write_text("外面的文件", encoding="utf-8")
    assert "只能读工作区" in call(workspace, "check_file_citations", file="../外面.txt")
    assert "只能读工作区" in call(workspace, "verify_file", file="/etc/hostname")


def test_a_mistake_comes_back_as_chinese_words_that_say_what_to_do(workspace: Path) -> None:
    assert "怎么办" in call(workspace, "read_clause", reference="《没有这份文件》第一条")
    assert "2026-01-31" in call(workspace, "check_citations", text="无", on="昨天")


def test_the_command_speaks_the_protocol_on_its_standard_streams(workspace: Path) -> None:
    from mcp import Client, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def session() -> Any:
        command = StdioServerParameters(
            command=sys.executable,
            args=["-m", "policykit", "mcp", "--workspace", str(workspace)],
        )
        async with Client(stdio_client(command)) as client:
            return await client.call_tool("read_clause", {"reference": f"{LAW}第三条"})

    answer = anyio.run(session)
    assert not answer.is_error and answer.structured_content["cite_as"] == f"{LAW}第三条"
