"""Bulk writing of whoosh segments: postings are gathered in memory and written term by term, on all cores."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from policykit.catalog.worker import begin
from policykit.search.engine import IndexUnit
from policykit.search.engines.whoosh_codec import COLUMNS, FIELD, LENGTH, PairsCodec, schema
from policykit.search.engines.whoosh_engine import INDEX_NAME

SEGMENT_UNITS = 20_000  # so many units are gathered before a segment is written
WIDE = 65_536  # a unit of so many tokens needs wider positions


def write_segments(folder: Path, units: Iterable[IndexUnit]) -> Iterator[Any]:
    """Write the units into segments of the folder; yields whoosh's description of each, in order."""
    lots = _lots(units)
    first = next(lots, None)
    if first is None:
        return
    second = next(lots, None)
    if second is None:
        yield write_segment(str(folder), first)
        return
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, initializer=begin, initargs=(os.getpid(),)) as pool:
        running: list[Future[Any]] = [pool.submit(write_segment, str(folder), lot) for lot in (first, second)]
        for lot in lots:
            if len(running) > workers:
                yield running.pop(0).result()
            running.append(pool.submit(write_segment, str(folder), lot))
        for future in running:
            yield future.result()


def write_segment(folder: str, units: Sequence[IndexUnit]) -> Any:
    """One segment with these units."""
    storage = FileStorage(folder)
    codec = PairsCodec()
    segment = codec.new_segment(storage, INDEX_NAME)
    columns = codec.per_document_writer(storage, segment)
    terms = _gather(units, columns)
    columns.close()
    fields = codec.field_writer(storage, segment)
    fields.start_field(FIELD, schema()[FIELD])
    for token, (ids, counts, positions) in sorted((t.encode("utf-8"), p) for t, p in terms.items()):
        fields.add_term(token, ids, counts, positions)
    fields.finish_field()
    fields.close()
    segment.set_doc_count(len(units))
    return segment


def _gather(units: Sequence[IndexUnit], columns: Any) -> dict[str, tuple[array[int], bytearray, array[int]]]:
    terms: dict[str, tuple[array[int], bytearray, array[int]]] = {}
    for local, unit in enumerate(units):
        tokens = unit.tokens()
        columns.start_doc(local)
        for name, value in (("unit", unit.n), ("doc", unit.doc), ("when", unit.when), (LENGTH, len(tokens))):
            columns.add_column_value(name, COLUMNS[name], value)
        columns.finish_doc()
        seen: dict[str, list[int]] = {}
        for position, token in enumerate(tokens):
            if (places := seen.get(token)) is None:
                seen[token] = [position]
            else:
                places.append(position)
        wide = len(tokens) > WIDE
        for token, places in seen.items():
            entry = terms.get(token)
            if entry is None:
                entry = terms[token] = (array("I"), bytearray(), array("I" if wide else "H"))
            elif wide and entry[2].typecode == "H":
                entry = terms[token] = (entry[0], entry[1], array("I", entry[2]))
            entry[0].append(local)
            entry[1].append(min(len(places), 255))
            entry[2].extend(places if len(places) < 255 else places[:255])
    return terms


def _lots(units: Iterable[IndexUnit]) -> Iterator[list[IndexUnit]]:
    lot: list[IndexUnit] = []
    for unit in units:
        lot.append(unit)
        if len(lot) == SEGMENT_UNITS:
            yield lot
            lot = []
    if lot:
        yield lot
