"""Reads a finished file back and checks every paragraph and row of it against its source clause.

Independent of drafting and rendering: the only things shared with them are the documents' model and the format
of the record inside the file (`policykit-provenance/1`).
"""

from __future__ import annotations

from policykit.verify.chain import Break, ChainReport, verify_chain
from policykit.verify.check import verify_file
from policykit.verify.report import Finding, State, Unchecked, VerifyReport

__all__ = [
    "Break", "ChainReport", "Finding", "State", "Unchecked", "VerifyReport",
    "verify_chain", "verify_file",
]  # fmt: skip
