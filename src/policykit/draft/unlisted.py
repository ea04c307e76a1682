"""Classes of bodies in the sources of which the profile does not say whether they take in the department."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from policykit.draft.binding import UNLISTED
from policykit.model.output import Dropped

_NAMED = re.compile(re.escape(UNLISTED).replace(re.escape("{}"), "([^”]{1,80})"))


def unlisted(dropped: Iterable[Dropped]) -> tuple[tuple[str, int], ...]:
    """Each class as printed, with the number of duties that were left out for it, the most first."""
    counts = Counter(name for d in dropped if (found := _NAMED.search(d.reason)) for name in found[1].split("、"))
    return tuple(counts.most_common())
