"""What a draft leaves out, once its lines are known: every duty is printed or stands here with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policykit.draft.tasks import Task
from policykit.model.output import Dropped, Line, Provenance

NO_PLACE = "模板没有放这一部分任务的位置"


def accounted(lines: Sequence[Line], tasks: Iterable[Task], dropped: Sequence[Dropped]) -> tuple[Dropped, ...]:
    """A task no slot took is left out, and a sentence of somebody else's that is printed within the aims is not."""
    printed = [p for line in lines for p in line.sources]
    carried = Printed(printed)
    unplaced = [p.source for t in tasks for p in (t.sentence, *t.items) if not carried.holds(p.source)]
    kept = [d for d in dropped if not carried.holds(d.source)]
    return (*kept, *(Dropped(source, NO_PLACE) for source in unplaced))


class Printed:
    """The places whose words the lines print."""

    def __init__(self, places: Iterable[Provenance]) -> None:
        self.exact = frozenset(places)
        self.by_clause: dict[tuple[str, str], list[Provenance]] = {}
        for place in self.exact:
            self.by_clause.setdefault((place.doc_id, place.address), []).append(place)

    def holds(self, place: Provenance) -> bool:
        if place in self.exact:
            return True
        span = place.span
        same = self.by_clause.get((place.doc_id, place.address), ())
        return span is not None and any(p.span is not None and p.span.contains(span) for p in same)
