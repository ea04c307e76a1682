"""The reference data beside the project: nothing of the body is lost, every kind of noise comes off."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from policykit.clean import RULES as CLEAN_RULES
from policykit.extract import extract
from policykit.model.document import Document
from policykit.normalize import RULES as NORMALIZE_RULES

METADATA_LINES = re.compile(
    r"发布时间|发布日期|主题分类|发文机构|实施日期|成文日期|发文字号|废止日期|有效性|索引号|主题词|综合政务|商贸|000014349"
)
"""Furniture that cleaning leaves to the parser, which reads dates and numbers from it."""


def readable(path: Path) -> Document:
    document = extract(path)
    for _, rule in CLEAN_RULES + NORMALIZE_RULES:
        document = rule(document)
    return document


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.shared
@pytest.mark.parametrize(("gold", "sources"), [("gold", "seeds"), ("gold_more", "data/policy")])
def test_the_body_survives_and_the_furniture_goes(shared: Path, gold: str, sources: str) -> None:
    for key in sorted((shared / gold).glob("*.json")):
        expected = json.loads(key.read_text(encoding="utf-8"))
        text = squeeze(readable(shared / sources / expected["file"]).text.value)
        assert [s for s in expected["must_survive"] if squeeze(s) not in text] == [], expected["file"]
        left = [s for s in expected["boilerplate_must_vanish"] if squeeze(s) in text and not METADATA_LINES.search(s)]
        assert left == [], expected["file"]


def _paragraphs(path: Path) -> list[str]:
    folded = (unicodedata.normalize("NFKC", squeeze(p)) for p in readable(path).text.value.split("\n"))
    return [re.sub(r"[“”\"「」]", "", p).replace("著", "着") for p in folded if p]


@pytest.mark.shared
def test_noise_comes_off(shared: Path) -> None:
    folder = shared / "data" / "policy_noisy"
    clean: dict[str, list[str]] = {}
    kept: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    with (folder / "manifest.tsv").open(encoding="utf-8") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            if row["clean"] not in clean:
                clean[row["clean"]] = _paragraphs(folder / row["clean"])
            wanted = clean[row["clean"]]
            found = set(_paragraphs(folder / row["file"]))
            kept[row["noise"]][0] += sum(p in found for p in wanted)
            kept[row["noise"]][1] += len(wanted)
    shares = {kind: same / total for kind, (same, total) in kept.items()}
    assert min(shares.values()) >= 0.99, shares
