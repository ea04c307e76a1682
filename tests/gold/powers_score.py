"""Figures of the kinds of power against labelled articles of the reference data.

A label file has one article a line: file (below data/laws), article, kinds (、 between them), main, holder, and the
first characters of the article, which say which is meant where a number occurs twice. Prints totals alone:

    python tests/gold/powers_score.py tests/gold/powers_dev.tsv ../shared/data/laws [--wrong]
"""

from __future__ import annotations

import csv
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from policykit.annotate.powers import Grant, article_lines, powers
from policykit.model.document import Clause, Document
from policykit.pipeline import read

DIGITS = re.compile(r"\s+")


@dataclass(frozen=True)
class Label:
    file: str
    article: str
    kinds: frozenset[str]
    main: str
    holder: str
    head: str


@dataclass(frozen=True)
class Judged:
    """One labelled article and what was read from it; `text` is None where the article was not found."""

    label: Label
    text: str | None
    grant: Grant

    @property
    def holder(self) -> str:
        return self.grant.holder.of(self.text) if self.grant.holder and self.text else ""

    @property
    def main(self) -> str:
        return self.grant.main.value if self.grant.main else ""


def labels(path: Path) -> list[Label]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader((x for x in stream if x.strip() and not x.startswith("#")), delimiter="\t", quoting=3)
        return [
            Label(
                r["file"],
                r["article"],
                frozenset(k for k in r["kinds"].split("、") if k),
                r["main"],
                r["holder"],
                r["head"],
            )
            for r in rows
        ]


def judged(path: Path, laws: Path) -> list[Judged]:
    """Every labelled article with the tool's reading; each file is read once."""
    documents: dict[str, Document] = {}
    out = []
    for label in labels(path):
        if label.file not in documents:
            documents[label.file] = read(laws / label.file)
        document = documents[label.file]
        clause = _find(document, label)
        lines = tuple(line.text for line in article_lines(document, clause)) if clause else ()
        out.append(Judged(label, "\n".join(lines) if clause else None, powers(lines)))
    return out


def _find(document: Document, label: Label) -> Clause | None:
    named = [c for c in document.clauses if c.address.rpartition("/")[2].partition("#")[0] == label.article]
    wanted = DIGITS.sub("", label.head)
    same = [c for c in named if DIGITS.sub("", (c.heading or "") + c.text).startswith(wanted)]
    return next(iter(same or [c for c in named if wanted in DIGITS.sub("", (c.heading or "") + c.text)] or named), None)


def figures(found: list[Judged]) -> dict[str, float]:
    """grants: right that it grants or not; main, holder: of the articles that grant; kinds: F1 of all kinds."""
    positive = [j for j in found if j.label.kinds]
    hit = sum(len(j.label.kinds & {k.value for k in j.grant.kinds}) for j in found)
    size = sum(len(j.label.kinds) + len(j.grant.kinds) for j in found)
    return {
        "articles": len(found),
        "found": sum(j.text is not None and DIGITS.sub("", j.label.head) in DIGITS.sub("", j.text) for j in found),
        "grants": sum(bool(j.label.kinds) == bool(j.grant.kinds) for j in found) / len(found),
        "main": sum(j.main == j.label.main for j in positive) / len(positive),
        "main_all": sum(j.main == j.label.main for j in found) / len(found),
        "holder": sum(j.holder == j.label.holder for j in positive) / len(positive),
        "holder_all": sum(j.holder == j.label.holder for j in found) / len(found),
        "kinds": 2 * hit / size if size else 1.0,
    }


if __name__ == "__main__":
    results = judged(Path(sys.argv[1]), Path(sys.argv[2]))
    for name, value in figures(results).items():
        print(f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}")
    if "--wrong" in sys.argv:
        for j in results:
            read_kinds = {k.value for k in j.grant.kinds}
            if read_kinds != j.label.kinds or j.main != j.label.main or j.holder != j.label.holder:
                print(f"\n{j.label.file} {j.label.article}")
                print(f"  label {sorted(j.label.kinds)} {j.label.main} {j.label.holder}")
                print(f"  read  {sorted(read_kinds)} {j.main} {j.holder}")
                print(f"  {j.text}")
