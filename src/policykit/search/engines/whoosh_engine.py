"""The default engine: whoosh, pure Python, with posting lists in bulk (see whoosh_codec)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from policykit.search.engine import EngineSearcher, IndexUnit

FORMAT = 1  # raise when the codec or the tokens change
INDEX_NAME = "clauses"
STATE = "policykit.json"


class WhooshEngine:
    """Writes and opens whoosh indexes. New units go into new segments; files of old ones are never changed."""

    name = "whoosh"

    def write(self, folder: Path, units: Iterable[IndexUnit], gone: frozenset[int]) -> None:
        from whoosh.filedb.filestore import FileStorage
        from whoosh.index import TOC

        from policykit.search.engines.whoosh_codec import schema
        from policykit.search.engines.whoosh_reading import Segment
        from policykit.search.engines.whoosh_writing import write_segments

        folder.mkdir(parents=True, exist_ok=True)
        storage = FileStorage(str(folder))
        held = self.documents(folder)
        segments: list[Any] = []
        generation = 0
        if held is not None:
            toc = TOC.read(storage, INDEX_NAME)
            segments, generation = list(toc.segments), toc.generation
            for segment in segments if gone & held else ():
                for local in Segment(storage, segment).locals_of(gone):
                    segment.delete_document(local)
            segments = [s for s in segments if s.deleted_count() < s.doc_count_all()]
        added: set[int] = set()
        segments.extend(write_segments(folder, _noting(units, added)))
        TOC(schema(), segments, generation + 1).write(storage, INDEX_NAME)
        self._tidy(folder, segments, generation + 1)
        numbers = sorted(((held or frozenset()) - gone) | added)
        part = folder / f"{STATE}.part"
        part.write_text(json.dumps({"format": FORMAT, "documents": numbers}), "utf-8")
        part.replace(folder / STATE)

    def documents(self, folder: Path) -> frozenset[int] | None:
        try:
            state = json.loads((folder / STATE).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return frozenset(state["documents"]) if state.get("format") == FORMAT else None

    def open(self, folder: Path) -> EngineSearcher:
        from policykit.search.engines.whoosh_reading import WhooshSearcher

        return WhooshSearcher(folder)

    def _tidy(self, folder: Path, segments: list[Any], generation: int) -> None:
        """Take out of this folder the links to tables of contents and segments that it no longer needs."""
        kept = {s.segment_id() for s in segments}
        shutil.rmtree(folder / f"{INDEX_NAME}.tmp", ignore_errors=True)  # whoosh leaves it behind, empty
        for file in folder.iterdir():
            stem = file.name.partition(".")[0]
            if (file.suffix == ".toc" and not stem.endswith(f"_{generation}")) or (
                file.suffix in (".trm", ".pst", ".col") and stem not in kept
            ):
                file.unlink()


def _noting(units: Iterable[IndexUnit], docs: set[int]) -> Iterable[IndexUnit]:
    for unit in units:
        docs.add(unit.doc)
        yield unit
