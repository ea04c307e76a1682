"""The corpus: originals as they came, which of them are versions of one document, and what a person corrected."""

from policykit.corpus.adding import Judge, Kin, Kinship
from policykit.corpus.folder import Corpus
from policykit.corpus.lineage import Descent
from policykit.corpus.model import Added, AddStatus, Entry, Removed, Scan, document_id
from policykit.corpus.safe_names import safe_name
from policykit.corpus.walking import BUNDLES, FOLDER_NOTE, unreadable

__all__ = [
    "BUNDLES",
    "FOLDER_NOTE",
    "AddStatus",
    "Added",
    "Corpus",
    "Descent",
    "Entry",
    "Judge",
    "Kin",
    "Kinship",
    "Removed",
    "Scan",
    "document_id",
    "safe_name",
    "unreadable",
]
