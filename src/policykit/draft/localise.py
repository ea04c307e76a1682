"""Localising a carried sentence by the profile's visible rules, and by nothing else."""

from __future__ import annotations

from policykit.model.output import Localisation, Origin
from policykit.profile import Profile


def localise(text: str, profile: Profile) -> tuple[str, tuple[Localisation, ...]]:
    """The text with each rule applied once in the profile's order, and the changes that were made."""
    changes: list[Localisation] = []
    for rule in profile.localising:
        if rule.before in text:
            text = text.replace(rule.before, rule.after)
            changes.append(Localisation(f"单位概况·本地化：{rule.before}", rule.before, rule.after))
    return text, tuple(changes)


def origin(changes: tuple[Localisation, ...]) -> Origin:
    """What a carried line is, given its changes."""
    return Origin.LOCALISED if changes else Origin.SOURCE
