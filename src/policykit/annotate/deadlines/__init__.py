"""Deadlines: dates, ranges, month ends, recurring and relative time limits, with the year where it is known."""

from policykit.annotate.deadlines.rule import annotate_deadlines

__all__ = ["annotate_deadlines"]
