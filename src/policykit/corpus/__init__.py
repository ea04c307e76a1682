"""The corpus: originals as they came, which of them are versions of one document, and what a person corrected."""

from policykit.corpus.adding import Judge, Kin, Kinship
from policykit.corpus.folder import Corpus
from policykit.corpus.lineage import Descent
from policykit.corpus.model import Added, AddStatus, Entry, Removed, Scan, document_id
from policykit.corpus.walking import FOLDER_NOTE

__all__ = [
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
]
