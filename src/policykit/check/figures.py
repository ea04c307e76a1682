"""数字: totals are the sum of what they total, indicators are what the source demands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import isclose

from policykit.check.model import Answer, Demand, FileTable, Finding, Indicated, Severity, Subject, TableRow, shortened
from policykit.check.tables import is_total
from policykit.check.words import Alike, differences, plain

NAME = "数字"
_AMOUNT = re.compile(r"[-+]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?%?")
ALIKE = 0.5  # a sentence more alike to the source's than this is that one, altered
_SUBTOTAL = "小计"


def check(subject: Subject) -> Iterable[Answer]:
    alike = Alike(i.sentence for i in subject.indicated)
    for table in subject.tables:
        yield from _totals(table)
        if table.kind == "指标台账":
            for row in table.rows:
                if not is_total(row):
                    yield from _indicator(row, subject.indicated, alike)
            yield from _whole(table, subject)


def _whole(table: FileTable, subject: Subject) -> Iterable[Answer]:
    """Every indicator of a duty that binds has its row, once, under the unit that leads the duty."""
    bound = [(plain(t), d) for d in subject.demands if d.binding for t in (d.source, d.text)]
    printed = Counter((plain(r.get("出自")), plain(r.get("指标要求"))) for r in table.rows)
    places = {(plain(r.get("出自")), plain(r.get("指标要求"))): r for r in table.rows}
    wanted = Counter((plain(i.sentence), plain(i.text)) for i in subject.indicated)
    sentences = {sentence for sentence, _ in printed}
    known = {sentence for sentence, _ in wanted}
    altered = Alike(s for s in sentences - known)  # told at their rows
    for indicated in subject.indicated:
        key = (plain(indicated.sentence), plain(indicated.text))
        demand = next((d for words, d in bound if key[0] in words), None)
        if demand is None or not wanted[key]:
            continue
        if not printed[key] and key[0] not in sentences:
            if altered.nearest(key[0])[1] >= ALIKE:
                continue
            wrong = f"表里没有{indicated.place}的指标“{indicated.text}”"
            yield Finding(
                NAME,
                "indicator.missing",
                Severity.ERROR,
                table.place,
                indicated.subject,
                wrong,
                "补上这一行。",
                demand.key,
            )
        elif printed[key] > wanted[key]:
            yield _fault(places[key], "indicator.twice", "同一个指标写了两行", "只留一行。")
        elif printed[key] and demand.unit:
            yield from _unit(places[key], demand)
        wanted[key] = 0


def _unit(row: TableRow, demand: Demand) -> Iterable[Answer]:
    said = row.get("责任单位")
    if plain(said) != plain(demand.unit):
        wrong = f"责任单位写的是“{said or '（空）'}”，分工记录里由“{demand.unit}”牵头"
        yield _fault(row, "indicator.bearer", wrong, "改为牵头的科室。")


def _totals(table: FileTable) -> Iterable[Answer]:
    """Each total against the rows above it: a 小计 those since the one before, a 合计 all that are no 小计."""
    plain_rows: list[TableRow] = []
    since: list[TableRow] = []
    for row in table.rows:
        if not is_total(row):
            plain_rows.append(row)
            since.append(row)
            continue
        sub = any(_SUBTOTAL in c for c in list(row.cells.values())[:2])
        yield from _total(row, since if sub else plain_rows, table.columns)
        if sub:
            since = []


def _total(row: TableRow, above: Sequence[TableRow], columns: Sequence[str]) -> Iterable[Answer]:
    for column in columns:
        said = amount(row.get(column))
        if said is None or column == "序号":
            continue
        parts = [amount(r.get(column)) for r in above]
        if any(p is None and r.get(column) for p, r in zip(parts, above, strict=True)) or not any(
            p is not None for p in parts
        ):
            continue  # a column of words with a number at its end is no sum
        total = sum(p for p in parts if p is not None)
        if not isclose(total, said, abs_tol=1e-6):
            yield Finding(
                NAME,
                "total.wrong",
                Severity.ERROR,
                row.place,
                f"{column}：{row.get(column)}",
                f"“{column}”合计写的是 {row.get(column)}，上面各行相加是 {total:g}",
                "核对各行的数，改正合计。",
            )


def amount(text: str) -> float | None:
    """The number a cell is; None where it is more or less than a number."""
    plain_text = text.strip()
    if not _AMOUNT.fullmatch(plain_text):
        return None
    return float(plain_text.rstrip("%").replace(",", ""))


def _indicator(row: TableRow, indicated: Sequence[Indicated], alike: Alike) -> Iterable[Answer]:
    sentence = row.get("出自")
    same = [i for i in indicated if plain(i.sentence) == plain(sentence)]
    if not same:
        at, likeness = alike.nearest(sentence)
        if likeness < ALIKE:
            yield _fault(row, "indicator.unfounded", "来文里没有这句话", "删去这一行，或者改为来文的原话。")
            return
        for difference in differences(indicated[at].sentence, sentence):
            wrong = f"与{indicated[at].place}的原话不同：“{difference.before}”→“{difference.after}”"
            yield _fault(row, f"indicator.{difference.code}", wrong, "改回来文的原话。")
        same = [indicated[at]]
    if row.has("依据条款") and all(plain(i.place) != plain(row.get("依据条款")) for i in same):
        wrong = f"依据条款写的是“{row.get('依据条款') or '（空）'}”，这个指标出自{same[0].place}"
        yield _fault(row, "indicator.basis", wrong, "改回来文的条款。")
    if all(plain(i.subject) != plain(row.get("指标")) for i in same):
        wrong = f"指标写的是“{row.get('指标') or '（空）'}”，来文是“{'、'.join(i.subject for i in same)}”"
        yield _fault(row, "indicator.subject", wrong, "改回来文的说法。")
    value, demand, unit = amount(row.get("数值")), row.get("指标要求"), row.get("单位")
    named = [i for i in same if plain(i.subject) == plain(row.get("指标"))] or same
    fits = [i for i in named if plain(i.text) == plain(demand)]
    if not fits:
        wrong = f"指标要求“{demand}”与来文的“{'、'.join(i.text for i in named)}”不同"
        yield _fault(row, "indicator.demand", wrong, "改回来文的要求。")
        return
    of_value = [i for i in fits if i.upper is not None or (value is not None and isclose(i.value, value))]
    if not of_value:
        yield _fault(
            row, "indicator.value", f"数值“{row.get('数值')}”与来文的 {fits[0].value:g} 不同", "改回来文的数值。"
        )
    elif all(plain(i.unit) != plain(unit) for i in of_value):
        yield _fault(
            row, "indicator.unit", f"单位“{unit or '（空）'}”与来文的“{of_value[0].unit}”不同", "改回来文的单位。"
        )


def _fault(row: TableRow, code: str, wrong: str, advice: str) -> Finding:
    return Finding(NAME, code, Severity.ERROR, row.place, shortened(row.get("指标", "出自")), wrong, advice)
