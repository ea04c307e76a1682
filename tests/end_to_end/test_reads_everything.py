"""No file of the reference data makes reading raise, and every raw character is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.api.reading import expand
from policykit.errors import PolicykitError
from policykit.pipeline import read

# The large collections are sampled here; benchmarks/ reads them whole.
EVERY = {"policy": 1, "policy_noisy": 4, "legal-dc/docs": 12, "laws": 120}


@pytest.mark.shared
@pytest.mark.parametrize("folder", EVERY)
def test_reads_and_accounts(folder: str, shared: Path) -> None:
    files = expand([shared / "data" / folder])[:: EVERY[folder]]
    assert files
    for file in files:
        try:
            document = read(file)
        except PolicykitError as error:
            pytest.fail(f"{file.name}: {error}")
        ledger = document.ledger
        removed = sum(len(r.raw_span) for r in ledger.removed)
        assert ledger.kept_chars + removed == ledger.raw_chars == len(document.raw), file.name
        assert len({c.address for c in document.clauses}) == len(document.clauses), file.name
        for clause in document.clauses:
            assert "\n".join(document.text[p] for p in clause.paragraphs) == clause.text, (file.name, clause.address)
