"""A paragraph after an article's items stays after them wherever the article is shown, found or compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.api.showing import clause_text
from policykit.catalog.units import units
from policykit.compare.units import units_of
from policykit.model.document import Document, in_print_order
from policykit.pipeline import read

PRINTED = (
    "仲裁机构应当具备下列条件：",
    "（一）有名称；",
    "（二）有财产。",
    "仲裁机构的章程应当依照本条例制定。",
)


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Document:
    file: Path = tmp_path_factory.mktemp("顺序") / "条例.txt"
    lines = ["云川省仲裁示范条例", "", "第一条 为了规范仲裁，制定本条例。", "第二条 " + "\n".join(PRINTED)]
    file.write_text("\n".join([*lines, "第三条 本条例自2024年1月1日起施行。"]), encoding="utf-8")
    return read(file)


def in_order(text: str) -> bool:
    places = [text.find(line) for line in PRINTED]
    return -1 not in places and places == sorted(places)


def test_shown_found_and_compared_as_printed(law: Document) -> None:
    assert in_order(clause_text(law, "第二条"))
    assert in_order(next(u.text for u in units(law) if u.address == "第二条"))
    assert in_order(next(u.text for u in units_of(law) if u.address == "第二条"))


def test_every_paragraph_once_with_the_head_at_the_first(law: Document) -> None:
    found = in_print_order([c for c in law.clauses if c.address.startswith("第二条")])
    assert [text for _, _, text in found] == [PRINTED[0], "有名称；", "有财产。", PRINTED[3]]
    assert [first for _, first, _ in found] == [True, True, True, False]
