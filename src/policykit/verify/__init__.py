"""Reads a finished file back and checks every paragraph and row of it against its source clause.

Independent of drafting and rendering: the only things shared with them are the documents' model and the format
of the record inside the file (`policykit-provenance/1`).
"""

from __future__ import annotations

from policykit.verify.check import verify_file
from policykit.verify.report import Finding, State, Unchecked, VerifyReport

__all__ = ["Finding", "State", "Unchecked", "VerifyReport", "verify_file"]
