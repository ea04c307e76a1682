"""Localising a carried sentence by visible rules: the profile's first, then the few of localise.tsv.

A rule of the table keeps a sentence true where it now stands: 本方案 or 附件1 of a superior's paper would name the
department's own plan and annex. Strength and scope are never touched, and of numbers only time limits, which the
profile may bring forward.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from policykit.draft.early import applied
from policykit.model.output import Localisation, Origin
from policykit.profile import Profile


def localise(
    text: str, profile: Profile, limits: tuple[Localisation, ...] = ()
) -> tuple[str, tuple[Localisation, ...]]:
    """The text with each rule applied in order, and the changes that were made. `limits` are the time limits that the
    department brings forward (see `early`)."""
    text, earlier = applied(text, limits)
    changes = list(earlier)
    for rule in profile.localising:
        if rule.before not in text:
            continue
        # 市城市管理局 is not to be changed where it is the tail of 临江市城市管理局.
        longer = [n for n in profile.own_names if rule.before in n and n != rule.before]
        pattern = re.compile("|".join(map(re.escape, (*sorted(longer, key=len, reverse=True), rule.before))))
        changed = pattern.sub(lambda m, r=rule: r.after if m[0] == r.before else m[0], text)  # type: ignore[misc]
        if changed != text:
            text = changed
            changes.append(Localisation(f"单位概况·本地化：{rule.before}", rule.before, rule.after))
    for name, pattern, after in _rules():
        made = dict.fromkeys((m[0], m.expand(after)) for m in pattern.finditer(text))
        changes += [Localisation(name, before, new) for before, new in made]
        text = pattern.sub(after, text)
    return text, tuple(changes)


def origin(changes: tuple[Localisation, ...]) -> Origin:
    """What a carried line is, given its changes."""
    return Origin.LOCALISED if changes else Origin.SOURCE


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    lines = files("policykit.draft").joinpath("localise.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((name, re.compile(pattern), after) for name, pattern, after in rows)
