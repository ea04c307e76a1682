"""The default engine: whoosh, pure Python, with posting lists in bulk (see whoosh_codec)."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from policykit.search.engine import EngineSearcher, IndexUnit
from policykit.search.engines.guarded import Guarded
from policykit.search.engines.state import held, must_hold, noting, say_held

FORMAT = 3  # raise when the codec or the tokens change
SMALL = 3_000  # units of a segment that is merged with others …
MOST_SMALL = 8  # … once there are more of them


class WhooshEngine:
    """Writes and opens whoosh indexes. New units go into new segments; files of old ones are never changed."""

    name = "whoosh"
    threads = False

    def write(self, folder: Path, units: Iterable[IndexUnit], gone: frozenset[int]) -> None:
        from whoosh.index import TOC

        from policykit.search.engines.whoosh_codec import INDEX_NAME, schema
        from policykit.search.engines.whoosh_files import Storage
        from policykit.search.engines.whoosh_segment import Segment
        from policykit.search.engines.whoosh_writing import write_segments

        folder.mkdir(parents=True, exist_ok=True)
        storage = Storage(str(folder))
        before = self.documents(folder)
        segments: list[Any] = []
        generation = 0
        if before is not None:
            toc = storage.contents()
            segments, generation = list(toc.segments), toc.generation
            for segment in segments if gone & before else ():
                for local in Segment(storage, segment).locals_of(gone):
                    segment.delete_document(local)
            segments = [s for s in segments if s.deleted_count() < s.doc_count_all()]
        added: set[int] = set()
        segments.extend(write_segments(folder, noting(units, added)))
        segments = self._merged(folder, segments)
        TOC(schema(), segments, generation + 1).write(storage, INDEX_NAME)
        self._tidy(folder, segments, generation + 1)
        say_held(folder, FORMAT, ((before or frozenset()) - gone) | added)

    def _merged(self, folder: Path, segments: list[Any]) -> list[Any]:
        """The segments; where many small ones have gathered, those as one.

        Every run adds a segment, and every query looks into all. Merged at each MOST_SMALL-th run the small ones
        stay few, and no run pays for rewriting a large one.
        """
        from policykit.search.engines.whoosh_files import Storage
        from policykit.search.engines.whoosh_segment import Segment
        from policykit.search.engines.whoosh_writing import merge_segments

        live = {s.segment_id(): s.doc_count_all() - s.deleted_count() for s in segments}
        small = [s for s in segments if live[s.segment_id()] < SMALL]
        if len(small) <= MOST_SMALL:
            return segments
        storage = Storage(str(folder))
        opened = [Segment(storage, s) for s in small]
        merged = merge_segments(str(folder), opened)
        for segment in opened:
            segment.close()
        return [*(s for s in segments if live[s.segment_id()] >= SMALL), merged]

    def documents(self, folder: Path) -> frozenset[int] | None:
        return held(folder, FORMAT)

    def open(self, folder: Path) -> EngineSearcher:
        from policykit.search.engines.whoosh_reading import WhooshSearcher

        must_hold(folder, FORMAT)
        return Guarded(folder, WhooshSearcher)

    def _tidy(self, folder: Path, segments: list[Any], generation: int) -> None:
        """Take out of this folder the links to tables of contents and segments that it no longer needs."""
        from policykit.search.engines.whoosh_codec import INDEX_NAME

        kept = {s.segment_id() for s in segments}
        shutil.rmtree(folder / f"{INDEX_NAME}.tmp", ignore_errors=True)  # whoosh leaves it behind, empty
        for file in folder.iterdir():
            stem = file.name.partition(".")[0]
            if (file.suffix == ".toc" and not stem.endswith(f"_{generation}")) or (
                file.suffix in (".trm", ".pst", ".col") and stem not in kept
            ):
                file.unlink()
