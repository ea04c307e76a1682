"""Until when a rule holds, as its own last clause says."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.cite.index import CorpusIndex
from policykit.cite.term import last_day, limited
from policykit.model.store import DocumentSummary
from policykit.pipeline import read


@pytest.mark.parametrize(
    ("closing", "last"),
    [
        ("本规定自2021年7月1日起施行，有效期五年。", "2026-06-30"),
        ("本规定自2020年2月29日起施行，有效期为2年。", "2022-02-28"),
        ("本规定自2021年7月1日起施行，有效期至2023年12月31日。", "2023-12-31"),
        ("本规定自2021年7月1日起施行。", None),
        ("本规定自2021年7月1日起施行。灯箱登记证有效期一年。", None),
        ("本规定自2021年7月1日起施行。本规定有效期三年。", "2024-06-30"),
    ],
)
def test_the_last_clause_tells(tmp_path: Path, closing: str, last: str | None) -> None:
    file = tmp_path / "规定.txt"
    file.write_text(
        "临江市灯箱管理规定\n\n临政规〔2021〕9号\n\n第一条　为了规范灯箱，制定本规定。\n"
        f"第二条　灯箱应当登记。\n第三条　{closing}\n",
        encoding="utf-8",
    )
    document = read(file)
    index = CorpusIndex([DocumentSummary(document.id, file.name, document.source.sha256, document.metadata)])
    entry = index.entries[document.id]
    assert limited(entry)
    assert last_day(document, entry) == last
