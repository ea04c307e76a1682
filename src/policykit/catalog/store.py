"""The catalog as everyone reads it: documents, retrieval units, citations and duties."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from policykit.catalog.pack import unpack
from policykit.catalog.reading import PLAIN_JOIN
from policykit.catalog.schema import connect, unusable
from policykit.catalog.units import SEPARATOR
from policykit.errors import WorkspaceError
from policykit.model.address import ClauseRef
from policykit.model.annotation import Citation, CitationKind, Duty, Mention, Modality, Role
from policykit.model.codec import decode
from policykit.model.document import Document, Metadata
from policykit.model.span import Span
from policykit.model.store import DocumentSummary

CACHED_DOCUMENTS = 32
SUMMARIES = 1 << 13  # remembered: whoever follows a collection finds nearly all as they were
_UNIT = "u.n, d.n, d.id, u.address, u.kind, u.level, u.path, u.heading, u.text, u.cited, u.actors, u.deadlines"


@dataclass(frozen=True, slots=True)
class Unit:
    """One retrieval unit: an article with its items, an outline unit, a table row. `n` is its number."""

    n: int
    doc_n: int
    doc_id: str
    address: str
    kind: str
    level: int
    path: str
    heading: str
    text: str
    cited: tuple[str, ...]
    actors: tuple[str, ...]
    deadlines: tuple[str, ...]

    @property
    def ref(self) -> ClauseRef:
        return ClauseRef(self.doc_id, self.address)


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty and the document it stands in."""

    doc_id: str
    duty: Duty


@dataclass(frozen=True, slots=True)
class Failure:
    """A file of the corpus that the last index run could not read."""

    path: str
    message: str


class Catalog:
    """A read-only view of indexes/catalog.sqlite. It is a `DocumentStore`; safe while an index run writes.

    Raises WorkspaceError where there is no catalog or it is of another schema.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._connection: sqlite3.Connection = connect(file)
        self._documents: OrderedDict[int, Document] = OrderedDict()
        self._plain: tuple[str, list[tuple[int, str, str]]] = ("", [])

    @classmethod
    def of(cls, workspace: Path) -> Catalog:
        """The catalog of a workspace folder."""
        return cls(workspace / "indexes" / "catalog.sqlite")

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- documents ---------------------------------------------------------------------------------

    def summaries(self) -> tuple[DocumentSummary, ...]:
        """All documents, by path."""
        return tuple(s for _, s in self.numbered())

    def numbered(self) -> tuple[tuple[int, DocumentSummary], ...]:
        """All documents by path, each with the number of its version."""
        rows = self._all("SELECT n, id, path, sha256, metadata FROM documents WHERE live ORDER BY path")
        return tuple((n, _summary(*row)) for n, *row in rows)

    def metadata(self) -> list[tuple[int, str, str, dict[str, Any]]]:
        """(number, id, path, metadata as stored) of all documents by path: cheaper than `numbered` for thousands."""
        rows = self._all("SELECT n, id, path, metadata FROM documents WHERE live ORDER BY path")
        return [(n, doc_id, path, json.loads(data)) for n, doc_id, path, data in rows]

    def summary(self, doc_id: str) -> DocumentSummary | None:
        rows = self._all("SELECT id, path, sha256, metadata FROM documents WHERE live AND id = ?", doc_id)
        return _summary(*rows[0]) if rows else None

    def lookup(self, name: str) -> tuple[DocumentSummary, ...]:
        """Documents that a person's words can mean: an id, a path, a file name, a 文号, a title; exact ones first.

        Only where nothing is exact, titles that contain the words.
        """
        name = name.strip().removeprefix("《").removesuffix("》")
        query = "SELECT id, path, sha256, metadata FROM documents WHERE live AND "
        for condition, values in (
            ("id = ?", (name,)),
            ("(path = ? OR substr(path, -length(?)) = ?)", (name, f"/{name}", f"/{name}")),
            ("doc_number = ?", (name,)),
            ("title = ?", (name,)),
            ("instr(title, ?) > 0", (name,)),
        ):
            rows = self._all(f"{query}{condition} ORDER BY path", *values) if name else []
            if rows:
                return tuple(_summary(*row) for row in rows)
        return ()

    def load(self, doc_id: str) -> Document | None:
        """The whole document, or None where there is none with this id."""
        rows = self._all("SELECT n FROM documents WHERE live AND id = ?", doc_id)
        if not rows:
            return None
        n = int(rows[0][0])
        document = self._documents.pop(n, None)
        if document is None:
            body = self._all("SELECT body FROM documents WHERE n = ?", n)
            if not body:
                return None
            try:
                document = unpack(body[0][0])
            except (zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
                raise WorkspaceError(
                    f"目录库里的这份文件已损坏：{doc_id}",
                    hint="请删去 indexes 文件夹，再运行 policykit index 重建；原件不受影响。",
                ) from error
        self._documents[n] = document
        if len(self._documents) > CACHED_DOCUMENTS:
            self._documents.popitem(last=False)
        return document

    def version(self, doc_id: str) -> int | None:
        """The number of the document's present version, another after every change of it; None where it is not."""
        rows = self._all("SELECT n FROM documents WHERE live AND id = ?", doc_id)
        return int(rows[0][0]) if rows else None

    def find_text(self, quote: str) -> Iterator[ClauseRef]:
        """Clauses whose text or heading contains `quote` exactly, by path and print order."""
        if not quote or PLAIN_JOIN in quote:
            return
        for doc_id, plain in self._plain_texts():
            if quote not in plain:
                continue
            document = self.load(doc_id)
            for clause in document.clauses if document else ():
                if quote in clause.text or (clause.heading is not None and quote in clause.heading):
                    yield ClauseRef(doc_id, clause.address)

    def with_text(self, plain: str) -> tuple[str, ...]:
        """Ids of the documents whose clauses say exactly this (`catalog.reading.plain_of`); none for an empty text."""
        query = "SELECT id FROM documents WHERE live AND length(plain) = ? AND plain = ? ORDER BY path"
        return tuple(i for (i,) in self._all(query, len(plain), plain)) if plain else ()

    def _plain_texts(self) -> list[tuple[str, str]]:
        """Every document's clauses as one string, kept as long as the catalog does not change."""
        revision = self.revision()
        if self._plain[0] != revision:
            rows = self._all("SELECT n, id, plain FROM documents WHERE live ORDER BY path")
            self._plain = (revision, [(n, i, p) for n, i, p in rows])
        return [(doc_id, plain) for _, doc_id, plain in self._plain[1]]

    # -- retrieval units ---------------------------------------------------------------------------

    def units(self, numbers: Iterable[int]) -> dict[int, Unit]:
        """Retrieval units by number; those that are gone are left out."""
        wanted = list(numbers)
        out: dict[int, Unit] = {}
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            marks = ",".join("?" * len(part))
            for row in self._all(
                f"SELECT {_UNIT} FROM units u JOIN documents d ON d.n = u.doc WHERE u.n IN ({marks})", *part
            ):
                out[row[0]] = _unit(row)
        return out

    def shown(self, numbers: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """(address, path, heading, text) of units by number: what a hit shows, at a third of the cost of `units`."""
        wanted = list(numbers)
        out: dict[int, tuple[str, ...]] = {}
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT n, address, path, heading, text FROM units WHERE n IN ({marks})"
            out.update((n, (*shown,)) for n, *shown in self._all(query, *part))
        return out

    def unit(self, ref: ClauseRef) -> Unit | None:
        """The retrieval unit a clause is in: itself, or the article its item was folded into."""
        address = ref.address
        while address:
            rows = self._all(
                f"SELECT {_UNIT} FROM units u JOIN documents d ON d.n = u.doc"
                " WHERE d.live AND d.id = ? AND u.address = ? ORDER BY u.n",
                ref.doc_id,
                address,
            )
            if rows:
                return _unit(rows[0])
            address = address.rpartition("/")[0]
        return None

    def units_of(self, doc_numbers: Iterable[int]) -> Iterator[Unit]:
        """All retrieval units of these document versions, in number order of the documents."""
        for n in doc_numbers:
            for row in self._all(
                f"SELECT {_UNIT} FROM units u JOIN documents d ON d.n = u.doc WHERE u.doc = ? ORDER BY u.n", n
            ):
                yield _unit(row)

    def first_units(self, docs: Collection[int]) -> dict[int, int]:
        """The first retrieval unit of each of these document versions."""
        if len(docs) > 500:
            return dict(self._all("SELECT doc, min(n) FROM units GROUP BY doc"))
        rows = ((doc, self._all("SELECT min(n) FROM units WHERE doc = ?", doc)[0][0]) for doc in docs)
        return {doc: first for doc, first in rows if first is not None}

    def unit_values(self, column: str) -> list[tuple[int, int, tuple[str, ...]]]:
        """(unit, document version, values) of every unit with any, in `cited`, `actors` or `deadlines`."""
        if column not in ("cited", "actors", "deadlines"):
            raise ValueError(column)
        rows = self._all(f"SELECT n, doc, {column} FROM units WHERE {column} <> ''")
        return [(n, doc, _values(values)) for n, doc, values in rows]

    def units_at(self, addresses: Iterable[str]) -> list[tuple[int, int]]:
        """(unit, document version) of the units with one of these addresses, and of those below it."""
        out: list[tuple[int, int]] = []
        for address in addresses:
            out += self._all(
                "SELECT n, doc FROM units WHERE address = ?1 OR (address > ?1 || '/' AND address < ?1 || '0')", address
            )
        return out

    def units_in(self, docs: Iterable[int], address: str) -> frozenset[int]:
        """The units with exactly this address in these document versions."""
        found = (self._all("SELECT n FROM units WHERE doc = ? AND address = ?", doc, address) for doc in docs)
        return frozenset(n for rows in found for (n,) in rows)

    # -- annotations -------------------------------------------------------------------------------

    def citations(self, *, title: str | None = None, doc_id: str | None = None) -> tuple[tuple[str, Citation], ...]:
        """(id of the citing document, citation), of one document, of one cited title, or all; in print order."""
        rows = self._all(
            "SELECT d.id, c.clause, c.surface, c.title, c.doc_number, c.article, c.start, c.end, c.kind, c.self,"
            " c.version FROM citations c JOIN documents d ON d.n = c.doc WHERE d.live"
            " AND (?1 IS NULL OR c.title = ?1) AND (?2 IS NULL OR d.id = ?2) ORDER BY d.path, c.rowid",
            title,
            doc_id,
        )
        return tuple(
            (
                citing,
                Citation(clause, surface, name, number, article, Span(a, b), CitationKind(kind), bool(own), version),
            )
            for citing, clause, surface, name, number, article, a, b, kind, own, version in rows
        )

    def mentions(self, titles: Collection[str] | None = None) -> Iterator[Mention]:
        """Citations of other documents, of these full titles or all, in print order of documents by path."""
        wanted = "" if titles is None else f" AND c.full_title IN ({', '.join('?' * len(titles))})"
        rows = self._each(
            "SELECT d.id, c.clause, c.surface, c.title, c.doc_number, c.article, c.start, c.end, c.kind, c.version,"
            " c.full_title, c.full_number, c.full_version, c.before, c.defined"
            f" FROM citations c JOIN documents d ON d.n = c.doc WHERE d.live AND NOT c.self{wanted}"
            " ORDER BY d.path, c.rowid",
            *(titles or ()),
        )
        for citing, clause, surface, name, number, article, a, b, kind, version, full, full_number, *rest in rows:
            citation = Citation(clause, surface, name, number, article, Span(a, b), CitationKind(kind), False, version)
            full_version, before, defined = rest
            yield Mention(citing, citation, full, full_number, full_version, before, bool(defined))

    def cited_titles(self) -> tuple[tuple[str, str | None], ...]:
        """The different full titles that documents cite, each with the 文号 printed with it, if any."""
        return tuple(
            self._all(
                "SELECT DISTINCT c.full_title, c.full_number FROM citations c"
                " JOIN documents d ON d.n = c.doc WHERE d.live AND NOT c.self"
            )
        )

    def duties(self, doc_id: str | None = None) -> tuple[DutyRow, ...]:
        """Duties of one document or of all, in print order."""
        rows = self._all(
            "SELECT d.id, t.clause, t.actors, t.role, t.modality, t.action, t.deadline, t.start, t.end, t.inherited"
            " FROM duties t JOIN documents d ON d.n = t.doc WHERE d.live AND (?1 IS NULL OR d.id = ?1)"
            " ORDER BY d.path, t.rowid",
            doc_id,
        )
        return tuple(
            DutyRow(
                citing,
                Duty(
                    clause,
                    _values(actors),
                    Role(role) if role else None,
                    Modality(modality),
                    action,
                    deadline,
                    Span(a, b),
                    bool(inherited),
                ),
            )
            for citing, clause, actors, role, modality, action, deadline, a, b, inherited in rows
        )

    # -- the state ---------------------------------------------------------------------------------

    def failures(self) -> tuple[Failure, ...]:
        """Files that the last index run could not read."""
        return tuple(Failure(*row) for row in self._all("SELECT path, message FROM failures ORDER BY path"))

    def revision(self) -> str:
        """A value that is another after every index run that changed something."""
        rows = self._all("SELECT value FROM meta WHERE key = 'revision'")
        return str(rows[0][0]) if rows else ""

    def engines(self) -> dict[str, str]:
        """Search engine name → its folder in indexes/, for the state readers see now."""
        rows = self._all("SELECT key, value FROM meta WHERE key LIKE 'engine.%'")
        return {key.removeprefix("engine."): value for key, value in rows}

    def engines_behind(self) -> tuple[str, ...]:
        """Engines whose index holds an earlier state and is only kept to be gone on from."""
        return tuple(k.removeprefix("behind.") for (k,) in self._all("SELECT key FROM meta WHERE key LIKE 'behind.%'"))

    def counts(self) -> dict[str, int]:
        """How many live documents, units, citations and duties there are."""
        out = {"documents": int(self._all("SELECT count(*) FROM documents WHERE live")[0][0])}
        for table in ("units", "citations", "duties"):
            query = f"SELECT count(*) FROM {table} t JOIN documents d ON d.n = t.doc WHERE d.live"
            out[table] = int(self._all(query)[0][0])
        return out

    def _all(self, query: str, *values: Any) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except UnicodeEncodeError:  # half a character, as in a file name of another encoding: nothing here has one
            return []
        except sqlite3.Error as error:
            raise unusable(self.file, error) from error

    def _each(self, query: str, *values: Any) -> Iterator[Any]:
        """The rows as they come, where there are too many to hold."""
        try:
            yield from self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise unusable(self.file, error) from error


@lru_cache(maxsize=SUMMARIES)
def _summary(doc_id: str, path: str, sha256: str, metadata: str) -> DocumentSummary:
    return DocumentSummary(doc_id, path, sha256, decode(Metadata, json.loads(metadata)))


def _values(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(SEPARATOR)) if joined else ()


def _unit(row: Any) -> Unit:
    n, doc_n, doc_id, address, kind, level, path, heading, text, cited, actors, deadlines = row
    lists = _values(cited), _values(actors), _values(deadlines)
    return Unit(n, doc_n, doc_id, address, kind, level, path, heading, text, *lists)
