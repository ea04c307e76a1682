"""Verifying finished files of this tool against a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policykit.api.workspace import Workspace

if TYPE_CHECKING:
    from policykit.verify.chain import ChainReport
    from policykit.verify.report import VerifyReport


def verify(workspace: Workspace, file: Path) -> VerifyReport:
    """Check every paragraph and row of a finished .docx, .xlsx, .csv (with its sidecar) or .md.

    The report counts what was found and checked; `report.clean` is False where anything is wrong or unchecked.
    Raises UnreadableInput where the file is broken or has no record of its sources, UnsupportedFormat for another
    suffix, WorkspaceError where nothing is indexed.
    """
    from policykit.api.in_use import InUse
    from policykit.verify import verify_file

    with workspace.catalog() as catalog:
        return verify_file(file, InUse(catalog, workspace))


def verify_record(workspace: Workspace) -> ChainReport:
    """Check the workspace's record of what was generated from what: whether every entry is chained to the one before.

    Raises UnreadableInput where nothing was generated yet or the record cannot be opened.
    """
    from policykit.api.recording import FILE
    from policykit.verify import verify_chain

    return verify_chain(workspace.root / FILE)
