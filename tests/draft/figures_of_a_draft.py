"""Every number, date and body that a draft and its annexes print, and those that stand nowhere they could be from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from policykit.draft.annexes.review import KIND as REVIEW
from policykit.draft.placeholder import HOLE
from policykit.model.address import spoken
from policykit.model.document import Document
from policykit.model.output import Annex, Draft, Localisation
from policykit.profile import Profile

_LABEL = re.compile(
    r"^(?:附件[：:]?)?(?:[一二三四五六七八九十百]+、|（[一二三四五六七八九十百]+）|[0-9]{1,3}[.．]|（[0-9]{1,3}）)?"
)
_COUNTED = re.compile(r"(?:^|(?<=[。！？；：”）\n]))[0-9]{1,3}\.")
_FIGURE = re.compile(
    r"[0-9][0-9.,]*[%％‰]?(?:年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?)?|[一二三四五六七八九十百千万两]+(?=[年月日天周次个名人件项家%倍级])"
    r"|(?:[一-龥]{1,12}?)(?:委员会|人民政府|领导小组|指挥部|办公室|管理局|执法局|检察院|法院|支队|大队|中队|总局|分局|局|厅|委|科|处|股)"
    r"(?![一-龥])"
)
_SERIAL, _BASIS = ("序号",), ("依据条款", "来源条款")


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def known_words(profile: Profile, documents: Sequence[Document], template: str, day: date | None) -> str:
    """All text that a draft may draw on."""
    units = (u.name for u in profile.units)
    parts = [
        *(f"分管{name}" for name in units),
        repr(profile),
        template,
        *(d.raw for d in documents),
        *(d.text.value for d in documents),
    ]
    parts += [d.metadata.title or "" for d in documents] + [d.metadata.doc_number or "" for d in documents]
    parts += [f"{day.year}年{day.month}月{day.day}日 {day.isoformat()}"] if day else []
    for document in documents:
        last = [date.fromisoformat(x.end) for x in document.deadlines if x.end]
        ends = [*last, *(d - timedelta(profile.days_early) for d in last)]
        parts += [f"{e.isoformat()} {e.year}年{e.month}月{e.day}日" for e in ends]
        parts += [f"{x.value:g} {x.upper or 0:g}" for x in document.indicators]
        parts += [x.deadline or "" for x in document.duties]
    return squeeze("\n".join(parts))


def named_places(documents: Sequence[Document]) -> frozenset[str]:
    """All ways a row may name a place of the documents."""
    out: set[str] = set()
    for document in documents:
        title = document.metadata.title or document.source.path
        rows = (t.row_address(n) for t in document.tables for n in range(t.header_rows, t.rows))
        addresses = [*(c.address for c in document.clauses), *(a for a in rows if a)]
        out.update(squeeze(f"《{title}》{spoken(a)}") for a in addresses)
    return frozenset(out)


def invented(draft: Draft, known: str, places: frozenset[str]) -> list[str]:
    """What the draft's lines, titles and annexes print that stands in none of the known words."""
    out: list[str] = []
    for line in draft.lines:
        out += _unknown(_LABEL.sub("", line.text, count=1), known, line.changes)
    for annex in draft.annexes:
        out += invented_in_annex(annex, known, places)
    return out


def invented_in_annex(annex: Annex, known: str, places: frozenset[str]) -> list[str]:
    out = [] if annex.kind == REVIEW else _unknown(annex.title, known, ())
    for number, row in enumerate(annex.rows, start=1):
        for column, cell in zip(annex.columns, row.cells, strict=True):
            if column.name in _SERIAL:
                out += [f"序号{cell.text}"] if cell.text != str(number) else []
            elif column.name in _BASIS:
                wrong = (p for p in cell.text.split("；") if p and squeeze(p) not in places)
                out += [p for p in wrong if not p.startswith(("本单位增加", "单位概况"))]
            elif column.name not in ("职责编号", "未列入的理由", "不列入的理由"):
                out += _unknown(_COUNTED.sub("", cell.text), known, row.changes)
    return out


def _unknown(text: str, known: str, changes: Iterable[Localisation]) -> list[str]:
    pairs = [(squeeze(c.before), squeeze(c.after)) for c in changes]
    made = "".join(after for _, after in pairs)
    words = squeeze(HOLE.sub("", text))
    found = (m[0].rstrip(".,") for m in _FIGURE.finditer(words))
    return [f"{f}：{words[:50]}" for f in found if f not in made and not _stands(f, known, pairs)]


def _stands(figure: str, known: str, changes: Iterable[tuple[str, str]]) -> bool:
    """Whether the words stand in the known ones, with the changes the line names taken back."""
    before = figure
    for old, new in changes:
        before = before.replace(new, old)
    return figure in known or before in known
