"""What is not in a table that stands on laws, told below it: one note a reason, every law by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policykit.draft.annexes.executed import LeftOut, key
from policykit.draft.annexes.rows import titled
from policykit.draft.annexes.whose import entries
from policykit.draft.papers import is_law
from policykit.model.address import spoken
from policykit.model.document import Document
from policykit.model.store import DocumentStore

NAMED = 200  # titles in a note
MISSING = "资料库没有收录通用程序法{}，没有列入；请收入后重新生成。"
_PATTERN = re.compile(r"[.(\[?*]")


def notes_on(left: Iterable[LeftOut]) -> tuple[str, ...]:
    """One note a reason: how many sources are not in the table, and which."""
    reasons: dict[str, list[str]] = {}
    for item in left:
        where = "、".join(spoken(a) for a in item.articles)
        told = f"（{item.detail}）" if item.detail else ""
        reasons.setdefault(item.reason, []).append(f"{titled(item.title)}{where}{told}")
    out = []
    for reason, named in reasons.items():
        titles = list(dict.fromkeys(named))
        more = f"，等{len(titles)}部" if len(titles) > NAMED else ""
        out.append(f"未列入（{reason}）{len(titles)}部：{'、'.join(titles[:NAMED])}{more}。")
    return tuple(out)


def missing_procedure(sources: Sequence[Document], store: DocumentStore | None) -> tuple[str, ...]:
    """A note on the general procedure laws that are in no list of bases because nobody has their text here."""
    if not any(is_law(d) for d in sources):
        return ()
    known = {key(d.metadata.title or "") for d in sources}
    known |= {key(s.metadata.title or "") for s in store.summaries()} if store else set()
    wanted = [line for line in entries("procedure_laws.txt") if not _PATTERN.search(line)]
    absent = "".join(f"《{title}》" for title in wanted if title not in known)
    return (MISSING.format(absent),) if absent else ()
