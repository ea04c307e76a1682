"""Whose words a new version of a source changed: the decision about the old words, and the words it now stands for.

The likeness only says where a person has to look again; until then the decision holds for the new words. A decision to
leave something out holds only where little was changed: a duty that may be a new one is not lost for an old word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policykit.decisions.keys import squeeze
from policykit.decisions.model import Choice, Decision
from policykit.lang.pairing import alike, grams, pair

LITTLE_CHANGED = 0.75  # likeness of pairs of characters


@dataclass(frozen=True, slots=True)
class _Words:
    address: str
    key: str


def lost(doc_id: str, decisions: Iterable[Decision], keys: Iterable[str]) -> tuple[Decision, ...]:
    """The decisions about words of the document that no place has any more."""
    known = frozenset(keys)
    return tuple(d for d in decisions if d.doc_id == doc_id and d.choice is not Choice.ADD and d.key not in known)


def heirs(without: Sequence[Decision], free: Sequence[tuple[str, str, str]]) -> dict[str, Decision]:
    """The decisions that lost their words, by the key of the place that is likely the new wording. `free` are the
    places nobody decided about, each as (key, address, words)."""
    if not without:
        return {}
    old = [_Words(d.address, squeeze(d.quote)) for d in without]
    new = [_Words(address, squeeze(words)) for _, address, words in free]
    return {free[j][0]: without[i] for i, j in pair(old, new) if i is not None and j is not None}


def stands(decision: Decision, words: str) -> bool:
    """Whether the decision holds for the changed words until a person looks."""
    if decision.choice is Choice.KEEP:
        return True
    return alike(grams(squeeze(decision.quote)), grams(squeeze(words))) >= LITTLE_CHANGED
