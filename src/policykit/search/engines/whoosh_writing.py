"""Bulk writing of whoosh segments: postings are gathered in memory and written term by term, on all cores."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any, TypeAlias

from policykit.catalog.worker import begin
from policykit.search.engine import IndexUnit
from policykit.search.engines.whoosh_codec import COLUMNS, FIELD, INDEX_NAME, LENGTH, PairsCodec, schema
from policykit.search.engines.whoosh_files import Storage
from policykit.search.engines.whoosh_segment import Segment

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


Terms: TypeAlias = "dict[str, tuple[array[int], bytearray, array[int]]]"
"""Token → local numbers of its units, how often in each, and the positions of each in turn."""


def write_segment(folder: str, units: Sequence[IndexUnit]) -> Any:
    """One segment with these units."""
    terms: Terms = {}
    rows = [(unit.n, unit.doc, unit.when, _gather(local, unit, terms)) for local, unit in enumerate(units)]
    return _write(folder, rows, terms)


def merge_segments(folder: str, segments: Sequence[Segment]) -> Any:
    """One segment with the units of several that are not deleted, in their order."""
    terms: Terms = {}
    rows: list[tuple[int, int, int, int]] = []
    for segment in segments:
        new = array("q", [-1]) * segment.size  # local number there → here
        for local in range(segment.size):
            if local not in segment.deleted:
                new[local] = len(rows)
                rows.append((segment.units[local], segment.docs[local], segment.dates()[local], segment.lengths[local]))
        for token in segment.tokens():
            _take_over(token, segment, new, terms)
    return _write(folder, rows, terms)


def _write(folder: str, rows: Sequence[tuple[int, int, int, int]], terms: Terms) -> Any:
    """`rows`: number, document version, date and length of each unit."""
    storage = Storage(folder)
    codec = PairsCodec()
    segment = codec.new_segment(storage, INDEX_NAME)
    columns = codec.per_document_writer(storage, segment)
    for local, values in enumerate(rows):
        columns.start_doc(local)
        for name, value in zip(("unit", "doc", "when", LENGTH), values, strict=True):
            columns.add_column_value(name, COLUMNS[name], value)
        columns.finish_doc()
    columns.close()
    fields = codec.field_writer(storage, segment)
    fields.start_field(FIELD, schema()[FIELD])
    for token, (ids, counts, positions) in sorted((t.encode("utf-8"), p) for t, p in terms.items()):
        fields.add_term(token, ids, counts, positions)
    fields.finish_field()
    fields.close()
    segment.set_doc_count(len(rows))
    return segment


def _gather(local: int, unit: IndexUnit, terms: Terms) -> int:
    """Put the tokens of a unit among the terms; returns how many there are."""
    tokens = unit.tokens()
    seen: dict[str, list[int]] = {}
    for position, token in enumerate(tokens):
        if (places := seen.get(token)) is None:
            seen[token] = [position]
        else:
            places.append(position)
    wide = len(tokens) > WIDE
    for token, places in seen.items():
        ids, counts, positions = _entry(terms, token, wide)
        ids.append(local)
        counts.append(min(len(places), 255))
        positions.extend(places if len(places) < 255 else places[:255])
    return len(tokens)


def _take_over(token: str, segment: Segment, new: array[int], terms: Terms) -> None:
    """Put what another segment has of a token among the terms, by the units' new numbers."""
    found = segment.postings(token)
    if found is None:
        return
    places = found.positions()
    at = 0
    for i, count in zip(found.ids, found.counts or repeat(1), strict=False):
        if new[i] >= 0:
            ids, counts, positions = _entry(terms, token, places.typecode == "I")
            ids.append(new[i])
            counts.append(count)
            positions.extend(places[at : at + count])
        at += count


def _entry(terms: Terms, token: str, wide: bool) -> tuple[array[int], bytearray, array[int]]:
    entry = terms.get(token)
    if entry is None:
        entry = terms[token] = (array("I"), bytearray(), array("I" if wide else "H"))
    elif wide and entry[2].typecode == "H":
        entry = terms[token] = (entry[0], entry[1], array("I", entry[2]))
    return entry


def _lots(units: Iterable[IndexUnit]) -> Iterator[list[IndexUnit]]:
    lot: list[IndexUnit] = []
    for unit in units:
        lot.append(unit)
        if len(lot) == SEGMENT_UNITS:
            yield lot
            lot = []
    if lot:
        yield lot
