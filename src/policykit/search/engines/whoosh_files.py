"""The files of a whoosh index, read without trusting them: a workspace may come from anywhere.

whoosh keeps descriptions of its segments as pickles, and a pickle can name any function to be called. Only the
classes that such a description is made of are let through (docs.python.org/3/library/pickle.html, Restricting Globals).
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from typing import Any

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from policykit.search.engines.whoosh_codec import INDEX_NAME, PairsCodec, schema

_KNOWN = {(c.__module__, c.__qualname__): c for c in (W3Segment, PairsCodec, defaultdict, int)}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        known = _KNOWN.get((module, name))
        if known is None:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")
        return known


class _File(StructFile):  # type: ignore[misc]  # whoosh has no type information
    def read_pickle(self) -> Any:
        return _Unpickler(self.file).load()


class Storage(FileStorage):  # type: ignore[misc]
    """A folder with a whoosh index."""

    def open_file(self, name: str, **options: Any) -> _File:
        return _File(open(self._fpath(name), "rb"), name=name, **options)

    def contents(self) -> Any:
        """The latest table of contents. The schema is this version's: the folder's state says that it fits."""
        return TOC.read(self, INDEX_NAME, schema=schema())
