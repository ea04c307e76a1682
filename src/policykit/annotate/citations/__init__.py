"""Citations: every mention of a law or policy document, with number, version and articles as printed."""

from policykit.annotate.citations.rule import annotate_citations

__all__ = ["annotate_citations"]
