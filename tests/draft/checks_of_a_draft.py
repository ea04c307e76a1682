"""What must be true of every draft, whatever it was made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policykit.draft.placeholder import HOLE
from policykit.draft.segments import trimmed
from policykit.model.document import Document
from policykit.model.output import Draft, Localisation, Origin, Provenance
from policykit.model.span import Span
from policykit.profile import Profile

_SPACE = re.compile(r"\s+")
_FIGURE = re.compile(r"[0-9０-９]+|[年月日]|《[^《》]*》|[一-龥]{1,10}(?:局|委员会|厅|政府|支队|领导小组)")
_LABEL = re.compile(
    r"^(?:[一二三四五六七八九十百]+、|（[一二三四五六七八九十百]+）|附件：[0-9]+\.|[0-9]+\.|（[0-9]+）|附件：)"
)
_COUNTED = re.compile(r"(?:^|(?<=[。！？”）\n]))[0-9]{1,3}\.")  # the tasks of a post, one after another
_OWN_WORDS = ("结合我局", "责任科室", "配合科室", "完成时限", "来文牵头单位", "来文")


def squeeze(text: str) -> str:
    return _SPACE.sub("", text)


def localised(quote: str, changes: Sequence[Localisation]) -> str:
    for change in changes:
        quote = quote.replace(change.before, change.after)
    return quote


def says(text: str, quote: str, changes: Sequence[Localisation]) -> bool:
    """Whether the text has the quote's words, its closing mark aside."""
    wanted = squeeze(quote).rstrip("。；，、：")
    return wanted in squeeze(text) or squeeze(localised(wanted, changes)) in squeeze(text)


def provenance_is_exact(draft: Draft, documents: Sequence[Document]) -> list[str]:
    """Every span slices to its quote, in lines, rows and what is left out; every carried quote is printed."""
    by_id = {d.id: d for d in documents}
    wrong: list[str] = []
    places = [(p, line.text) for line in draft.lines for p in line.sources]
    places += [(p, "") for a in draft.annexes for r in a.rows for p in r.sources]
    places += [(d.source, "") for d in draft.dropped]
    for place, _ in places:
        text = text_at(by_id[place.doc_id], place)
        if text is None or (place.span is not None and place.span.of(text) != place.quote):
            wrong.append(f"{place.address} {place.span} {place.quote[:20]}")
        elif place.span is None and place.quote not in text:
            wrong.append(f"{place.address} 标题 {place.quote[:20]}")
    for line in draft.lines:
        if line.origin in (Origin.SOURCE, Origin.LOCALISED):
            wrong += [f"没有写出：{p.quote}" for p in line.sources if not says(line.text, p.quote, line.changes)]
    return wrong


def text_at(document: Document, place: Provenance) -> str | None:
    clause = document.clause(place.address)
    if clause is not None:
        return clause.text if place.span is not None else clause.full_text
    for table in document.tables:
        for row in range(table.header_rows, table.rows):
            if table.row_address(row) == place.address:
                return "\t".join(c.text for c in table.row_cells(row))
    return None


def lost(draft: Draft, documents: Sequence[Document]) -> list[str]:
    """Duties that are neither in the lines nor left out with a reason, or in both."""
    printed = _by_place(p for line in draft.lines for p in line.sources)
    left = _by_place(d.source for d in draft.dropped)
    wrong: list[str] = []
    for document in documents:
        for duty in document.duties:
            clause = document.clause(duty.clause)
            action = squeeze(clause.text and trimmed_action(duty.action) if clause else duty.action)
            key = (document.id, duty.clause)
            here = any(action in squeeze(q) for q in printed.get(key, ()))
            there = any(action in squeeze(q) for q in left.get(key, ()))
            if not here and not there:
                wrong.append(f"丢失 {duty.clause} {duty.action}")
    both = {(d.source.doc_id, d.source.address, d.source.span) for d in draft.dropped if d.source.span is not None}
    wrong += [
        f"两处都有 {p.address} {p.quote}"
        for line in draft.lines
        for p in line.sources
        if (p.doc_id, p.address, p.span) in both
    ]
    wrong += [f"没有理由 {d.source.address}" for d in draft.dropped if not d.reason]
    return wrong


def trimmed_action(action: str) -> str:
    return trimmed(action, Span(0, len(action))).of(action)


def _by_place(places: Iterable[Provenance]) -> dict[tuple[str, str], list[str]]:
    out: dict[tuple[str, str], list[str]] = {}
    for place in places:
        out.setdefault((place.doc_id, place.address), []).append(place.quote)
    return out


def unfounded(draft: Draft, profile: Profile, documents: Sequence[Document], template: str) -> list[str]:
    """Numbers, dates, titles and bodies of the output that stand in no source of their line, in no profile entry and
    not in the template."""
    ours = [repr(profile), template.replace("{{ 单位.自称 }}", profile.self_name), *_OWN_WORDS, draft.title]
    meta = [d.metadata for d in documents]
    ours += [m.title or "" for m in meta] + [m.doc_number or "" for m in meta]
    wrong: list[str] = []
    for line in draft.lines:
        known = squeeze("\n".join([*ours, *(localised(p.quote, line.changes) for p in line.sources)]))
        nested = known.replace("《", "〈").replace("》", "〉")
        body = HOLE.sub("", _LABEL.sub("", line.text))
        found = (squeeze(f) for f in _FIGURE.findall(body))
        wrong += [
            f"{f}：{line.text[:60]}"
            for f in found
            if f not in known and f.strip("《》") not in nested and not _is_own(f, known, profile)
        ]
    texts = squeeze("\n".join(d.text.value for d in documents))
    for annex in draft.annexes:
        for row in annex.rows if annex.kind != "条款来源对照表" else ():
            known = squeeze("\n".join([*ours, *(localised(p.quote, row.changes) for p in row.sources)]))
            read = [x.deadline or "" for d in documents for x in d.duties]
            read += [x.end for d in documents for x in d.deadlines if x.end]  # the day a printed limit means
            deadlines = squeeze("".join(read))
            for column, cell in zip(annex.columns, row.cells, strict=True):
                if column.name in ("序号", "依据条款", "备注"):
                    continue
                found = (squeeze(f) for f in _FIGURE.findall(HOLE.sub("", _COUNTED.sub("", cell.text))))
                wrong += [
                    f"{f}：{cell.text[:60]}"
                    for f in found
                    if f.strip("《》") not in known + texts + deadlines and not _is_own(f, known + texts, profile)
                ]
    return wrong


def _is_own(found: str, known: str, profile: Profile) -> bool:
    """Whether what looks like a body is names of the profile that the pattern ran together: 局长周明远对我局."""
    leaders = [x.spoken for x in (profile.head, *profile.deputies) if x is not None]
    names = (*leaders, *profile.own_names, profile.self_name, profile.superior, *(u.name for u in profile.units))
    rest = found
    for name in sorted(filter(None, names), key=len, reverse=True):
        rest = rest.replace(name, "□")
    return rest != found and "《" not in found and not [f for f in _FIGURE.findall(rest) if f not in known]
