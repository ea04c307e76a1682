"""Every duty of a source with what the rules propose and what holds: carried or not, unit, post, people."""

from __future__ import annotations

from dataclasses import dataclass

from policykit.draft.assignment import Assignment, Bearer, assign_together, bearer, propose, together
from policykit.draft.binding import Binder
from policykit.draft.tasks import Judged, survey
from policykit.model.document import Document
from policykit.profile import Profile


@dataclass(frozen=True, slots=True)
class Given:
    """One place with duties. `assigned` is what holds, `proposed` the rules' word alone, `borne` post and people; all
    three None where the place cannot be quoted."""

    judged: Judged
    assigned: Assignment | None = None
    proposed: Assignment | None = None
    borne: Bearer | None = None


def distribute(document: Document, profile: Profile) -> tuple[Given, ...]:
    """The places of the document with duties, in print order, those left out included."""
    judged = survey(document, Binder(profile))
    given: dict[str, Given] = {}
    known = {j.key: j for j in judged}
    for run in together([j.task for j in judged if j.task is not None]):
        each, rules = assign_together(profile, run)[1], propose(profile, run)[1]
        for task, now, rule in zip(run, each, rules, strict=True):
            given[task.key] = Given(known[task.key], now, rule, bearer(profile, task, run, now.unit))
    return tuple(given.get(j.key, Given(j)) for j in judged)
