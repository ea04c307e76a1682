"""A comparison as text, as a web page, and as the table offices know (修改对照表)."""

from __future__ import annotations

from html import escape

from policykit.compare.report import WORDS, Change, Comparison, Entry, place
from policykit.model.output import Annex, Column, Mark, Origin, OutCell, Row

COLUMNS = (Column("序号", 0.5), Column("条款", 1.4), Column("修改前", 4), Column("修改后", 4), Column("变化", 1))

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>
body{{font-family:"Noto Serif CJK SC","SimSun",serif;max-width:60em;margin:2em auto;line-height:1.8;padding:0 1em}}
h1{{font-size:1.4em}} h2{{font-size:1.05em;margin:1.4em 0 .2em}} p{{white-space:pre-wrap;margin:.2em 0}}
del{{background:#fde0dc;color:#8c1d18}} ins{{background:#dcf1e0;color:#0b5a24;text-decoration:none}}
.kind{{font-size:.85em;color:#555;margin-left:.6em}}
</style></head><body><h1>{title}</h1><p>{summary}</p>
{body}
</body></html>
"""


def summary(comparison: Comparison) -> str:
    """One sentence: how many clauses of each kind."""
    counts = comparison.counts()
    return "，".join(f"{WORDS[kind]} {counts[kind]} 条" for kind in Change)


def as_text(comparison: Comparison) -> str:
    """Only what differs; in a changed clause 【-…】 was taken out and 【+…】 put in."""
    lines = [f"《{comparison.old_title}》与《{comparison.new_title}》：{summary(comparison)}"]
    for entry in comparison.differences:
        lines.append(f"\n〔{WORDS[entry.change]}〕{place(entry)}")
        if entry.pieces:
            lines.append("".join(_MARKED[p.kind].format(p.text) for p in entry.pieces))
    return "\n".join(lines)


_MARKED = {"equal": "{}", "delete": "【-{}】", "insert": "【+{}】"}
_TAGGED = {"equal": "{}", "delete": "<del>{}</del>", "insert": "<ins>{}</ins>"}


def as_html(comparison: Comparison) -> str:
    """A page of its own, without scripts or anything from elsewhere."""
    body = "\n".join(_section(e) for e in comparison.differences) or "<p>两个版本的条款相同。</p>"
    title = f"《{comparison.old_title}》与《{comparison.new_title}》修改对照"
    return _PAGE.format(title=escape(title), summary=escape(summary(comparison)), body=body)


def _section(entry: Entry) -> str:
    words = "".join(_TAGGED[p.kind].format(escape(p.text)) for p in entry.pieces)
    return f'<h2>{escape(place(entry))}<span class="kind">{WORDS[entry.change]}</span></h2>\n<p>{words}</p>'


def as_table(comparison: Comparison) -> Annex:
    """The 修改对照表: one row a clause that differs, what was taken out struck through, what was put in bold."""
    rows = tuple(
        Row(
            f"r{n}",
            (
                OutCell(str(n), number=float(n)),
                OutCell(place(e)),
                _cell(e, "delete"),
                _cell(e, "insert"),
                OutCell(WORDS[e.change]),
            ),
            Origin.COMPUTED,
        )
        for n, e in enumerate(comparison.differences, start=1)
    )
    title = comparison.new_title
    return Annex("修改对照表", f"《{title}》修改对照表", COLUMNS, rows, notes=(summary(comparison),))


def _cell(entry: Entry, kind: str) -> OutCell:
    """One version's text with its own changes marked. A clause in one version only is all new or all gone: unmarked."""
    unit = entry.old if kind == "delete" else entry.new
    if entry.change is not Change.CHANGED or unit is None:
        return OutCell(unit.text if unit else "")
    text, marks = "", []
    for piece in entry.pieces:
        if piece.kind in ("equal", kind):
            if piece.kind == kind:
                marks.append(Mark(len(text), len(text) + len(piece.text), kind == "delete"))
            text += piece.text
    return OutCell(text, marks=tuple(marks))
