"""policykit: read, search, draft and verify Chinese policy documents, every line tied to its source.

Importing this package loads no tokenizer, index engine or document library; each is loaded on first use.
"""

__version__ = "0.1.0"
