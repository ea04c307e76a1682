"""全面: every duty that binds the department has a row and every row a duty, none twice, none altered."""

from __future__ import annotations

from collections.abc import Iterable

from policykit.check.model import Answer, Borne, Demand, DemandState, Finding, Severity, Subject, Unchecked, shortened
from policykit.check.repeated import likely_twice
from policykit.check.tables import BASIS, BEARING, KEY, MATTER, OWN, TEXT, UNIT, cited, is_total
from policykit.check.words import Alike, Difference, differences, plain

NAME = "全面"
_SAID = {
    "strength": "要求的强弱变了",
    "number": "数字变了",
    "actor": "责任主体少了",
    "scope": "范围或程度的用语变了",
    "words": "文字变了",
}


def check(subject: Subject) -> Iterable[Answer]:
    yield from _decided(subject)
    yield from likely_twice(subject.demands)
    by_key = subject.by_key
    for borne in subject.borne:
        if borne.row is not None:
            yield from _row(borne, by_key)
    for table in dict.fromkeys(b.table for b in subject.borne if b.row is not None):
        yield from _table(table, subject)
    for file in subject.plans:
        yield from _plan(file, subject)


def _decided(subject: Subject) -> Iterable[Answer]:
    """Decisions that stand on words the source no longer has."""
    for demand in subject.demands:
        if demand.state is DemandState.REVIEW:
            yield _fault(
                "decision.review",
                demand.place,
                demand.text,
                f"来文的这句话改过（{demand.now}），原来的分工是对旧文字作的",
                "看过新的文字后重新确认分工。",
                demand.key,
            )
        elif demand.state is DemandState.GONE:
            yield _fault(
                "decision.gone",
                demand.place,
                demand.text,
                "来文的新版本里没有这句话了，分工还留着",
                "确认后撤回这项分工，或者换到新的任务上。",
                demand.key,
            )
        elif demand.state is DemandState.ADDED and not demand.basis:
            yield _fault("added.basis", demand.place, demand.text, "增加的任务没有写依据", "补上依据。", demand.key)


def _row(borne: Borne, by_key: dict[str, Demand]) -> Iterable[Answer]:
    if borne.altered:
        demand = by_key[borne.altered]
        for difference in differences(demand.text, borne.text, demand.actors):
            yield Finding(
                NAME,
                f"row.{difference.code}",
                Severity.ERROR,
                borne.place,
                shortened(borne.text),
                f"{_SAID[difference.code]}：{_shown(difference)}；{demand.place}写的是“{demand.source}”",
                "改回来文的原话；确要更严的要求，另作一行并写明依据。",
                demand.key,
            )
    elif not borne.key:
        if not borne.basis.startswith(OWN) and borne.kept:
            yield _fault(
                "row.unfounded",
                borne.place,
                borne.text,
                "来文里没有这项职责，表里也没有写是本单位增加的",
                f"删去这一行；是本单位增加的，用 policykit duties import 读回并写明依据（“{OWN}：……”）。",
                "",
            )
    elif borne.kept and not by_key[borne.key].binding:
        demand = by_key[borne.key]
        yield _fault(
            "row.not_ours",
            borne.place,
            borne.text,
            f"记录里这一项不由本单位承担：{demand.reason}",
            "删去这一行，或者改为列入后用 policykit duties import 读回。",
            demand.key,
        )
    else:
        demand = by_key[borne.key]
        if not borne.kept and demand.binding:
            said = f"“不列入”（{shortened(borne.reason)}）" if borne.reason else "“不列入”"
            wrong = f"分工记录里这一项由本单位承担，这里写的是{said}"
            advice = "以记录为准就改回列入；以这张表为准就用 policykit duties import 读回。"
            yield _fault("row.left_out", borne.place, borne.text, wrong, advice, borne.key)
        if not borne.kept and borne.reason and not demand.binding and _other(borne.reason, demand.reason):
            wrong = f"不列入的理由写的是“{shortened(borne.reason)}”，分工记录里是“{shortened(demand.reason)}”"
            advice = "以记录为准就改回来；以这张表为准就用 policykit duties import 读回。"
            yield _fault("reason.differs", borne.place, borne.text, wrong, advice, borne.key)
        if not borne.kept and not borne.reason:
            yield _fault("row.reason", borne.place, borne.text, "不列入，但没有写理由", "写明不列入的理由。", borne.key)
        yield from _drawn(borne, demand)


def _other(said: str, recorded: str) -> bool:
    return bool(recorded) and plain(said) != plain(recorded)


def _drawn(borne: Borne, demand: Demand) -> Iterable[Answer]:
    """Whether the row names the clause it is drawn from, and the matter that the source names."""
    row = borne.row
    if row is None or demand.state is DemandState.ADDED:
        return
    named = {plain(part) for part in cited(borne.basis)}
    if row.has(*BASIS) and not all(plain(place) in named for place in demand.places):
        said = f"写的是“{shortened(borne.basis)}”" if borne.basis else "没有写"
        wrong = f"依据条款{said}，这项职责出自{'；'.join(demand.places)}"
        yield _fault("row.basis", borne.place, borne.text, wrong, "改回来文的条款。", demand.key)
    name = row.get(*MATTER)
    if row.has(*MATTER) and plain(name) not in {plain(m) for m in demand.matters}:
        called = next((m for m in demand.matters if m), "")
        wrong = f"任务名称写的是“{shortened(name) or '（空）'}”，来文是“{called or '（没有名称）'}”"
        yield _fault("row.name", borne.place, borne.text, wrong, "改回来文的名称。", demand.key)
    key = "".join(row.get(*KEY).split())
    if row.has(*KEY) and key != demand.key:
        wrong = f"职责编号写的是“{key or '（空）'}”，这项职责是“{demand.key}”"
        yield _fault("row.key", borne.place, borne.text, wrong, "改回原来的编号，或者重新导出职责清单。", demand.key)


def _table(table: str, subject: Subject) -> Iterable[Answer]:
    """What is missing from one table, and what stands in it twice. A post's list may hold a duty for each person."""
    rows = [b for b in subject.borne if b.table == table]
    kind = next(t.kind for t in subject.tables if t.place == table)
    have = {b.key or b.altered for b in rows}
    for demand in subject.demands:
        wanted = demand.binding and demand.state is not DemandState.GONE
        timed = kind != "时限台账" or demand.deadline or demand.source_deadline
        if wanted and timed and kind in BEARING and demand.key not in have:
            if demand.state is DemandState.ADDED and kind == "时限台账":
                continue
            yield _fault(
                "row.missing",
                table,
                demand.text,
                f"表里没有{demand.place}的这项职责",
                "补上这一行；不由本单位承担的，在分工记录里写“不列入”和理由。",
                demand.key,
            )
    whole = next(t for t in subject.tables if t.place == table)
    if kind != "岗位责任表":
        for row in whole.rows:
            if not row.get(*TEXT) and not is_total(row) and any(row.get(c) for c in (*UNIT, *BASIS)):
                yield _fault("row.blank", row.place, "", "没有写职责的内容", "补上来文的原话，或者删去这一行。", "")
    first: dict[str, Borne] = {}
    for borne in rows:
        key = borne.key
        if not key or not borne.kept:
            continue
        before = first.setdefault(key, borne)
        if before is borne or (kind == "岗位责任表" and before.people != borne.people):
            continue
        yield _fault(
            "row.twice",
            borne.place,
            borne.text,
            f"与{before.place}是同一项职责",
            "只留一行，免得两处分工、两处考核。",
            key,
        )


def _plan(file: str, subject: Subject) -> Iterable[Answer]:
    """A plan's paragraphs carry every duty, or its list of what is left out says why."""
    places = [(place, text) for name, place, text in subject.prose if name == file]
    whole = "\n".join(plain(text) for _, text in places)
    left = {
        plain(row.get("原文")): row
        for t in subject.tables
        if t.kind == "来文任务未列入清单" and t.place.startswith(file)
        for row in t.rows
    }
    sentences = [(p, s) for p, text in places for s in _sentences(text)]
    alike = Alike(s for _, s in sentences)
    for demand in subject.demands:
        row = left.get(plain(demand.source))
        if row is not None and not demand.binding and _other(row.get("未列入的理由"), demand.reason):
            wrong = (
                f"未列入的理由写的是“{shortened(row.get('未列入的理由'))}”，分工记录里是“{shortened(demand.reason)}”"
            )
            advice = "以记录为准就改回来；以这张表为准就先改分工记录，再重新起草。"
            yield _fault("reason.differs", row.place, demand.text, wrong, advice, demand.key)
        if not demand.binding or demand.state in (DemandState.GONE, DemandState.ADDED):
            continue
        missing = [s for s in _sentences(demand.text) if plain(s) not in whole]
        if not missing:
            continue
        listed = [
            row for words, row in left.items() if words and any(words in plain(s) or plain(s) in words for s in missing)
        ]
        if listed:
            if not all(row.get("未列入的理由") for row in listed):
                yield _fault(
                    "plan.reason", listed[0].place, demand.text, "没有列入，也没有写理由", "写明理由。", demand.key
                )
            continue
        yield from _altered_or_missing(file, demand, missing, sentences, alike)


def _altered_or_missing(
    file: str, demand: Demand, missing: list[str], sentences: list[tuple[str, str]], alike: Alike
) -> Iterable[Answer]:
    for sentence in missing:
        at, likeness = alike.nearest(sentence)
        if likeness >= 0.6:
            place, printed = sentences[at]
            for difference in differences(sentence, printed, demand.actors):
                yield Finding(
                    NAME,
                    f"plan.{difference.code}",
                    Severity.ERROR,
                    f"{file} {place}",
                    shortened(printed),
                    f"{_SAID[difference.code]}：{_shown(difference)}；{demand.place}写的是“{demand.source}”",
                    "改回来文的原话。",
                    demand.key,
                )
        else:
            yield _fault(
                "plan.missing",
                file,
                sentence,
                f"方案里没有{demand.place}的这项职责，也不在未列入清单里",
                "写入方案，或者写明不列入的理由。",
                demand.key,
            )


def _sentences(text: str) -> list[str]:
    out, at = [], 0
    for i, character in enumerate(text):
        if character in "。；！？：\n":
            out.append(text[at : i + 1])
            at = i + 1
    return [s for s in (*out, text[at:]) if len(plain(s)) > 1]


def _shown(difference: Difference) -> str:
    if difference.before and difference.after:
        return f"“{shortened(difference.before)}”→“{shortened(difference.after)}”"
    if difference.before:
        return f"少了“{shortened(difference.before)}”"
    return f"多了“{shortened(difference.after)}”" if difference.after else "差别较大"


def _fault(code: str, place: str, text: str, wrong: str, advice: str, key: str) -> Answer:
    return Finding(NAME, code, Severity.ERROR, place, shortened(text), wrong, advice, key)


def unplaced(demands: Iterable[tuple[str, str]]) -> Iterable[Unchecked]:
    """Duties whose place in the source could not be read: (place, words)."""
    for place, words in demands:
        yield Unchecked(NAME, place, shortened(words), "没有读准它在条款里的位置，没有办法对照")
