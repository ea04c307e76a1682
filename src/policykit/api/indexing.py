"""An index run of a workspace, and what it shows: new documents that are versions of others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policykit.api.known_documents import Known
from policykit.corpus import Kin

if TYPE_CHECKING:
    from policykit.api.kinship import Card
    from policykit.api.workspace import Workspace
    from policykit.search.indexing import IndexReport

Progress = Callable[[str, int, int, str], None]

FEW = 200  # of more new documents only those are compared with others that share a number or title with one …
MOST = 5_000  # … and of a library that is new as a whole, or of more, none: dates tell its texts apart


@dataclass(frozen=True, slots=True)
class _One:
    """A document of a family of versions. `new` says that this run read it for the first time."""

    id: str
    card: Card
    new: bool

    @property
    def age(self) -> tuple[str, bool, bool]:
        return self.card.date, self.card.revised, self.new


def index(workspace: Workspace, progress: Progress | None = None, engine: str = "auto") -> IndexReport:
    """`Workspace.index`: bring the index up to date, recognise versions, and read again what they change."""
    from policykit.api.telling import teller
    from policykit.search.indexing import index as run

    report = run(workspace.root, engine, progress, tell=teller(workspace.root))
    said, changed = _recognised(workspace, report.added)
    if changed:
        again = run(workspace.root, engine, None, tell=teller(workspace.root), retell=True)
        report = replace(report, documents=again.documents, units=again.units)
    return replace(report, recognised=said)


def reindex(workspace: Workspace) -> None:
    """Bring an index to what a person said of versions; nothing where none was built yet."""
    from policykit.api.telling import teller
    from policykit.search.indexing import index as run

    if (workspace.root / "indexes" / "catalog.sqlite").is_file():
        run(workspace.root, tell=teller(workspace.root), retell=True)


def _recognised(workspace: Workspace, added: tuple[str, ...]) -> tuple[tuple[tuple[str, str], ...], bool]:
    """(path, what is thought of it) of new documents that have to do with others; whether any relation is new."""
    entries = workspace.corpus.entries()
    if not added or len(added) > MOST or (len(added) > FEW and len(added) == len(entries)):
        return (), False
    corpus = workspace.corpus
    later, apart = corpus.lineage.successors(), corpus.lineage.apart()
    told = {frozenset((d.earlier, later.get(d.earlier, ""))) for d in corpus.lineage.rows()}
    ids = {e.path: e.id for e in entries}
    new = {ids[path] for path in added if path in ids and ids[path] not in later} - apart
    said: dict[str, str] = {}
    families: list[set[str]] = []
    cards: dict[str, Card] = {}
    with workspace.catalog() as catalog:
        known = Known(catalog, frozenset(ids.values()) - apart, later)
        seen: set[frozenset[str]] = set(told)
        for doc_id in sorted(new):
            if len(new) > FEW and not known.shares_a_name(doc_id):
                continue
            if (own := known.of(doc_id)) is None:
                continue
            for verdict, other, card in known.verdicts(doc_id, *own):
                pair = frozenset((doc_id, other))
                if pair in seen:
                    continue
                seen.add(pair)
                cards |= {doc_id: own[0], other: card}
                sure = verdict.kin in (Kin.NEWER, Kin.OLDER)
                if sure and (own[0].date, own[0].revised, True) != (card.date, card.revised, other in new):
                    _join(families, {doc_id, other})
                elif verdict.kin is Kin.SAME:
                    said[own[0].path] = verdict.why
                else:
                    said[own[0].path] = (
                        f"{verdict.why}：拿不准是不是新版本，各自收着；确是时运行 policykit versions --join"
                    )
    for family in families:
        ones = sorted((_One(i, cards[i], i in new) for i in family), key=lambda o: o.age)
        said |= _settle(workspace, ones)
    return tuple(sorted(said.items())), bool(families)


def _join(families: list[set[str]], pair: set[str]) -> None:
    touching = [f for f in families if f & pair]
    for family in touching:
        families.remove(family)
        pair |= family
    families.append(pair)


def _settle(workspace: Workspace, ones: list[_One]) -> dict[str, str]:
    """Note the earlier versions of the newest, which takes the id of the one that was in use; in words by path."""
    corpus, newest = workspace.corpus, ones[-1]
    said = {}
    known = [o for o in ones if not o.new]
    successor, others = newest.id, [o.id for o in ones[:-1]]
    why = f"《{newest.card.name}》的较早版本"
    if newest.new and known:
        in_use = known[-1]
        moved = corpus.supersede(in_use.id, newest.id, why)
        successor, others = in_use.id, [moved if i == in_use.id else i for i in others]
        said[newest.card.path] = f"认作 {in_use.card.path} 的新版本；旧版本保留，两个版本都查得到"
    for doc_id in others:
        corpus.lineage.note(doc_id, successor, why)
    for one in ones[:-1]:
        if one.new:
            said[one.card.path] = f"认作 {newest.card.path} 的较早版本"
    return said
