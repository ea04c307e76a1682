"""A document is found by what a clerk would call it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policykit.api.workspace import Workspace
from policykit.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
REGULATION = "云川省行政执法监督条例"


def title_of(workspace: Workspace, name: str) -> str | None:
    with workspace.catalog() as catalog:
        found = catalog.summary(workspace.find(name, catalog))
    assert found is not None
    return found.metadata.title


def test_an_id_in_capitals(sample: Workspace) -> None:
    with sample.catalog() as catalog:
        doc_id = sample.find(REGULATION, catalog)
    assert title_of(sample, doc_id.upper()) == REGULATION


@pytest.mark.parametrize(
    "number",
    [
        "临政办发〔2026〕18号",
        "临政办发[2026]18号",
        "临政办发【2026】18号",
        "临政办发（2026）18号",
        "临政办发〔２０２６〕１８号 ",
    ],
)
def test_a_document_number_with_any_brackets(sample: Workspace, number: str) -> None:
    assert "三年行动" in (title_of(sample, number) or "")


@pytest.mark.parametrize("title", [f"《{REGULATION}》", "雲川省行政執法監督條例", "云川省 行政执法监督条例"])
def test_a_title_in_other_writing(sample: Workspace, title: str) -> None:
    assert title_of(sample, title) == REGULATION


def test_a_path_of_the_corpus_and_of_a_copy_elsewhere(sample: Workspace, tmp_path: Path) -> None:
    inside = sample.root / "corpus" / "corpus" / f"{REGULATION}.txt"
    copy = tmp_path / "改了名 的副本.txt"
    shutil.copy(ROOT / "corpus" / f"{REGULATION}.txt", copy)
    assert title_of(sample, str(inside)) == title_of(sample, str(copy)) == REGULATION


def test_a_path_of_another_machine(sample: Workspace) -> None:
    assert title_of(sample, f"D:\\来文\\2026 年\\{REGULATION}.txt") == REGULATION


def test_a_mistyped_title_is_answered_with_those_that_are_alike(sample: Workspace) -> None:
    with pytest.raises(UsageError, match="是不是要找：云川省行政执法监督条例（d"):
        title_of(sample, "云川省行政执法监督条理")


def test_several_are_listed_with_their_ids(sample: Workspace) -> None:
    with pytest.raises(UsageError, match=r"对应 \d+ 份文件：\n    d[0-9a-f]{10}  "):
        title_of(sample, "实施方案")


@pytest.mark.parametrize("name", ["", " ", "《》", "\x00", "a" * 5000, "第" * 3000, "[", "/", "\\", "~"])
def test_an_odd_name_is_a_usage_error(sample: Workspace, name: str) -> None:
    with pytest.raises(UsageError):
        title_of(sample, name)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (f"{REGULATION}~第三条", "第三条"),
        (f"{REGULATION}～第三条", "第三条"),
        (f"{REGULATION} ~ 第三条", "第三条"),
        (f"《{REGULATION}》第三条", "第三条"),
        (f"{REGULATION}第三条第二款", "第三条第二款"),
        (f"{REGULATION}", ""),
    ],
)
def test_a_reference_as_people_write_it(sample: Workspace, text: str, address: str) -> None:
    with sample.catalog() as catalog:
        found = sample.reference(text, catalog)
        assert (found.doc_id, found.address) == (sample.find(REGULATION, catalog), address)
