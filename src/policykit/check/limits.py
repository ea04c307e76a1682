"""Whether one time limit is later than another, as all rooms judge it."""

from __future__ import annotations

from policykit.annotate.deadlines.alone import Due, due
from policykit.annotate.deadlines.later import later

__all__ = ["Due", "due", "later"]
