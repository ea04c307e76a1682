"""Where a section of a source belongs in a plan: 要求, 任务, 步骤 or 保障, by the words of its heading."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from policykit.model.address import COVER, PREAMBLE, SIGNATURE
from policykit.model.document import Clause, Document

AIMS, TASKS, STEPS, SAFEGUARDS, CLOSING = "要求", "任务", "步骤", "保障", "附则"
PARTS = (AIMS, TASKS, STEPS, SAFEGUARDS, CLOSING)

# A heading names a part where the word stands near its front and nothing but a second clause follows:
# 切实加强组织领导，压实责任 does, 加强组织领导体系建设 names a task.
_FRONT = 4
_AFTER = "，、,：:（(和与及。 "
_VERBS = ("进一步", "切实", "全面", "持续", "加强", "强化", "健全", "完善", "抓好", "严格", "做好")


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, str], ...]:
    lines = files("policykit.draft").joinpath("sections.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((word, part) for word, part in pairs)


@lru_cache(maxsize=4096)
def part_named(heading: str) -> str | None:
    """The part of a plan that the heading names, or None where it names a matter of its own."""
    for word, part in _words():
        at = heading.find(word)
        if 0 <= at <= _FRONT and (at + len(word) == len(heading) or heading[at + len(word)] in _AFTER):
            return part
    return None


def part_of(document: Document, address: str) -> str:
    """The part of a plan that a clause's duties belong to: its topmost heading that says so decides."""
    if address in (COVER, PREAMBLE, SIGNATURE):
        return TASKS
    named = (part_named(c.heading) for c in ancestors(document, address) if c.heading)
    return next((part for part in named if part), TASKS)


@lru_cache(maxsize=4096)
def core(heading: str) -> str:
    """What two headings of the same matter share: 加强组织领导 and 强化组织领导。"""
    words = heading.strip(" 。")
    shorter = True
    while shorter:
        shorter = False
        for verb in _VERBS:
            if words.startswith(verb) and len(words) > len(verb) + 1:
                words, shorter = words[len(verb) :], True
    return words


def ancestors(document: Document, address: str) -> tuple[Clause, ...]:
    """The clauses above an address and itself, outermost first."""
    labels = address.split("/")
    above = ("/".join(labels[: n + 1]) for n in range(len(labels)))
    return tuple(c for a in above if (c := document.clause(a)) is not None)
