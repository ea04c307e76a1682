"""Which documents of the corpus are earlier versions of another: told by a rule when they came, or by a person.

    corpus/.policykit/lineage.tsv    earlier id, id of the version in use, when told (ns), why, 1 if it took the id

The version in use bears the id that people's decisions and finished files know; the earlier ones, originals in their
places like any other, bear ids of their own.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from policykit.corpus.disk import write

APART = "-"  # in the place of a successor
HEAD = "earlier\tsuccessor\tat_ns\twhy\ttook\n"


@dataclass(frozen=True, slots=True)
class Descent:
    """`earlier` is an earlier version of `successor` (document ids); `why` in Chinese, for the user.

    `took`: the successor bears the id that `earlier` bore until then.
    """

    earlier: str
    successor: str
    at_ns: int
    why: str
    took: bool = False


class Lineage:
    """The relations of one corpus, read anew each time: they are few."""

    def __init__(self, side: Path) -> None:
        self._file = side / "lineage.tsv"

    def rows(self) -> tuple[Descent, ...]:
        """All relations, as told. A damaged line is passed over."""
        try:
            lines = self._file.read_text("utf-8").splitlines()[1:]
        except (OSError, UnicodeDecodeError):
            return ()
        cells = (line.split("\t") for line in lines)
        good = (c for c in cells if len(c) == 5 and c[2].isdecimal())
        return tuple(Descent(c[0], c[1], int(c[2]), c[3], c[4] == "1") for c in good)

    def apart(self) -> frozenset[str]:
        """Documents that a person said are no versions of others."""
        return frozenset(d.earlier for d in self.rows() if d.successor == APART)

    def set_apart(self, doc_id: str) -> None:
        """Keep that a person said a document is one of its own."""
        self.note(doc_id, APART, "另一份文件")

    def note(self, earlier: str, successor: str, why: str, *, took: bool = False) -> None:
        """Keep that one is an earlier version of the other; what was known of `earlier` before is replaced."""
        plain = " ".join(why.split())
        kept = [d for d in self.rows() if d.earlier != earlier and (d.earlier, d.successor) != (successor, earlier)]
        self._save((*kept, Descent(earlier, successor, time.time_ns(), plain, took)))

    def forget(self, earlier: str) -> bool:
        """Take a relation back; says whether there was one."""
        rows = self.rows()
        kept = tuple(d for d in rows if d.earlier != earlier)
        if len(kept) < len(rows):
            self._save(kept)
        return len(kept) < len(rows)

    def successors(self) -> dict[str, str]:
        """Earlier id → id of the last version it leads to."""
        direct = {d.earlier: d.successor for d in self.rows() if d.successor != APART}
        out = {}
        for start in direct:
            at, seen = start, {start}
            while (following := direct.get(at)) is not None and following not in seen:
                seen.add(following)
                at = following
            out[start] = at
        return {a: b for a, b in out.items() if a != b}

    def earlier_than(self, doc_id: str) -> tuple[Descent, ...]:
        """The earlier versions of a document, in the order they were told."""
        leads = self.successors()
        return tuple(sorted((d for d in self.rows() if leads.get(d.earlier) == doc_id), key=lambda d: d.at_ns))

    def _save(self, rows: tuple[Descent, ...]) -> None:
        lines = (f"{d.earlier}\t{d.successor}\t{d.at_ns}\t{d.why}\t{int(d.took)}\n" for d in rows)
        write(self._file, (HEAD + "".join(lines)).encode())
