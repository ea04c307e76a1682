"""The catalog: everything read from the corpus, in one SQLite file that can be rebuilt at any time."""

from policykit.catalog.store import Catalog, DutyRow, Failure, Unit
from policykit.catalog.update import SourceFile, UpdateReport, update_catalog

__all__ = ["Catalog", "DutyRow", "Failure", "SourceFile", "Unit", "UpdateReport", "update_catalog"]
