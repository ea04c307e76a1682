"""What the rules of reading are called for people."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def rule_name(rule: str) -> str:
    """The Chinese name of a rule of the ledger, or the rule itself where it has none."""
    return _names().get(rule, rule)


@cache
def _names() -> dict[str, str]:
    lines = files("policykit.web").joinpath("rule_names.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line)
