"""Versions of one document are told apart from copies, drafts, parts and namesakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.case_files import CASES

from policykit.api.kinship import Card, base, card, judged, words
from policykit.model.document import Document
from policykit.pipeline import read

KNOWN = yaml.safe_load((CASES / "corpus" / "versions.yaml").read_text("utf-8"))["cases"]


def document(folder: Path, name: str, text: str) -> tuple[Card, Document]:
    file = folder / name
    file.write_text(text, "utf-8")
    read_ = read(file)
    return card(read_, name, read_.metadata.issued_date), read_


@pytest.mark.parametrize("case", KNOWN, ids=[c["title"] for c in KNOWN])
def test_what_a_file_is_to_one_that_is_there(case: dict[str, Any], tmp_path: Path) -> None:
    text = case.get("new", case["old"])
    for before, after in case.get("change", ()):
        assert before in text
        text = text.replace(before, after)
    old, new = document(tmp_path, "旧.txt", case["old"]), document(tmp_path, "新.txt", text)
    verdict = judged(new[0], old[0], words(new[1]), words(old[1]))
    assert verdict.kin.value == case["kin"], verdict.why
    assert case.get("says", "") in verdict.why


@pytest.mark.parametrize(
    "title",
    [
        "青石县河道管理办法",
        "青石县河道管理办法（2026年修订）",
        "《青石县河道管理办法》（修订版）",
        "青石县河道管理办法（2026年版）",
        "青石县河道管理办法（2026修正）",
        "青石县河道管理办法（征求意见稿）",
        "青石县河道管理办法（草案）",
        "青石县河道管理办法（修订草案征求意见稿）",
    ],
)
def test_marks_of_edition_and_draft_are_no_part_of_the_name(title: str) -> None:
    assert base(title) == base("青石县河道管理办法")


@pytest.mark.parametrize("title", ["青石县河道管理办法实施细则", "青石县河道管理办法（试行）", "望河区河道管理办法"])
def test_other_names_stay_other(title: str) -> None:
    assert base(title) != base("青石县河道管理办法")
