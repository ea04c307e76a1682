"""数字: totals are the sum of what they total, indicators are what the source demands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import isclose

from policykit.check.model import Answer, FileTable, Finding, Indicated, Severity, Subject, TableRow, shortened
from policykit.check.tables import is_total
from policykit.check.words import Alike, differences, plain

NAME = "数字"
_AMOUNT = re.compile(r"[-+]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?%?")
_SUBTOTAL = "小计"


def check(subject: Subject) -> Iterable[Answer]:
    alike = Alike(i.sentence for i in subject.indicated)
    for table in subject.tables:
        yield from _totals(table)
        if table.kind == "指标台账":
            for row in table.rows:
                if not is_total(row):
                    yield from _indicator(row, subject.indicated, alike)


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
        if likeness < 0.5:
            yield _fault(row, "indicator.unfounded", "来文里没有这句话", "删去这一行，或者改为来文的原话。")
            return
        for difference in differences(indicated[at].sentence, sentence):
            wrong = f"与{indicated[at].place}的原话不同：“{difference.before}”→“{difference.after}”"
            yield _fault(row, f"indicator.{difference.code}", wrong, "改回来文的原话。")
        same = [indicated[at]]
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
    elif unit and all(plain(i.unit) != plain(unit) for i in of_value):
        yield _fault(row, "indicator.unit", f"单位“{unit}”与来文的“{of_value[0].unit}”不同", "改回来文的单位。")


def _fault(row: TableRow, code: str, wrong: str, advice: str) -> Finding:
    return Finding(NAME, code, Severity.ERROR, row.place, shortened(row.get("指标", "出自")), wrong, advice)
