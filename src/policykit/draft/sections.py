"""Where a section of a source belongs in a plan: 要求, 任务, 步骤 or 保障, by the words of its heading."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from policykit.model.address import COVER, PREAMBLE, SIGNATURE
from policykit.model.document import Clause, Document

AIMS, TASKS, STEPS, SAFEGUARDS, CLOSING = "要求", "任务", "步骤", "保障", "附则"


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, str], ...]:
    lines = files("policykit.draft").joinpath("sections.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((word, part) for word, part in pairs)


def part_of(document: Document, address: str) -> str:
    """The part of a plan that a clause's duties belong to: its topmost heading that says so decides."""
    if address in (COVER, PREAMBLE, SIGNATURE):
        return TASKS
    for clause in ancestors(document, address):
        heading = clause.heading or ""
        for word, part in _words():
            # A long heading that merely contains the word names a task, not a part: 加强组织领导体系建设.
            if word in heading and len(heading) <= len(word) + 6:
                return part
    return TASKS


def ancestors(document: Document, address: str) -> tuple[Clause, ...]:
    """The clauses above an address and itself, outermost first."""
    labels = address.split("/")
    above = ("/".join(labels[: n + 1]) for n in range(len(labels)))
    return tuple(c for a in above if (c := document.clause(a)) is not None)
