"""Whether a unit is still what its sources say: each source in the store, and the printed words against the quote."""

from __future__ import annotations

from policykit.model.diagnostic import Severity
from policykit.verify.derivation import changed_number, changed_strength, contains, contains_changed
from policykit.verify.passages import said
from policykit.verify.record import Source, Unit
from policykit.verify.report import Finding, Unchecked, short
from policykit.verify.sources import Sources

SOURCE, LOCALISED = "source", "localised"
_BESIDE = "source.clause_changed"  # the quote stands, other words of its clause do not
_ORIGINS = {SOURCE, LOCALISED, "profile", "template", "placeholder", "computed"}


class Drawn:
    """Checks units one after another and remembers which documents they rest on."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._units: dict[str, list[tuple[Unit, str]]] = {}
        self._documents: dict[str, Source] = {}

    def check(
        self, unit: Unit, place: str, printed: tuple[str, ...], as_recorded: bool
    ) -> tuple[list[Finding], Unchecked | None]:
        """Where the unit was edited (not `as_recorded`), only its sources are looked at: the edit is said already."""
        findings: list[Finding] = []
        text = short(" ".join(printed))
        if unit.origin not in _ORIGINS:
            return findings, Unchecked(
                unit.id, place, text, f"出处记录里的来源类别“{unit.origin[:20]}”不认识，没有核对。"
            )
        drawn = unit.origin in (SOURCE, LOCALISED)
        if drawn and not unit.sources:
            return findings, Unchecked(unit.id, place, text, "出处记录里没有写来自哪一条款，没有核对。")
        # One clause, quoted twice in a unit, is not both changed and unchanged.
        worse = {(s.doc_id, s.address) for s in unit.sources if any(v.code != _BESIDE for v in self._sources.check(s))}
        for source in unit.sources:
            self._documents.setdefault(source.doc_id, source)
            self._units.setdefault(source.doc_id, []).append((unit, place))
            name = said(source.doc_title, source.address)
            for verdict in self._sources.check(source):
                if verdict.code == _BESIDE and (source.doc_id, source.address) in worse:
                    continue
                findings.append(
                    Finding(
                        verdict.code,
                        verdict.severity,
                        (unit.id,),
                        place,
                        text,
                        verdict.reason,
                        name,
                        source.quote,
                        verdict.now,
                        verdict.change,
                    )
                )
        if drawn and as_recorded:
            unsaid = self._says(unit, printed)
            if isinstance(unsaid, str):
                return findings, Unchecked(unit.id, place, text, unsaid)
            findings += [self._unlike(unit, place, text, source) for source in unsaid]
        change = changed_strength(unit.changes)
        if change is not None:
            reason = (
                f"本地化改动（{change.rule}）改变了要求的强弱：“{change.before}”改成了“{change.after}”；请恢复原文。"
            )
            findings.append(Finding("line.strength", Severity.ERROR, (unit.id,), place, text, reason))
        change = changed_number(unit.changes)
        if change is not None:
            reason = (
                f"本地化改动（{change.rule}）改变了数字或者推迟了时限："
                f"“{change.before}”改成了“{change.after}”；请恢复原文。"
            )
            findings.append(Finding("line.number", Severity.ERROR, (unit.id,), place, text, reason))
        return findings, None

    def documents(self, dropped: tuple[Source, ...]) -> list[Finding]:
        """What concerns whole source documents, once each; and duties left out whose clause has changed since."""
        findings: list[Finding] = []
        for doc_id, source in self._documents.items():
            units = self._units[doc_id]
            places = "、".join(place for _, place in units[:5]) + ("等" if len(units) > 5 else "")
            for verdict in self._sources.about_document(source):
                ids = tuple(dict.fromkeys(unit.id for unit, _ in units))
                findings.append(
                    Finding(
                        verdict.code,
                        verdict.severity,
                        ids,
                        places,
                        "",
                        verdict.reason,
                        said(source.doc_title, ""),
                    )
                )
        for source in dropped:
            for verdict in self._sources.check(source):
                reason = f"起草时没有采用的条款有变化，请看一看现在是否要采用。{verdict.reason}"
                name = said(source.doc_title, source.address)
                findings.append(
                    Finding(verdict.code, Severity.INFO, (), "未采用的条款", "", reason, name, source.quote)
                )
        return findings

    def _says(self, unit: Unit, printed: tuple[str, ...]) -> list[Source] | str:
        """The sources whose words the printed text does not have; a reason where that cannot be said."""
        unsaid: list[Source] = []
        for source in unit.sources:
            if unit.origin == SOURCE or not unit.changes:
                said_so: bool | None = contains(printed, source.quote)
            else:
                said_so = contains_changed(printed, source.quote, unit.changes)
            if said_so is None:
                return "引文和改动过长，没有逐字核对是否与来源一致。"
            if not said_so:
                unsaid.append(source)
        return unsaid

    def _unlike(self, unit: Unit, place: str, text: str, source: Source) -> Finding:
        name = said(source.doc_title, source.address)
        how = (
            "按记录的改动也得不出这段文字" if unit.origin == LOCALISED and unit.changes else "这段文字里没有引文的原话"
        )
        reason = f"不是出自所记的来源：{name}的引文是“{short(source.quote)}”，{how}；请改回原文或补上依据。"
        return Finding(
            "line.not_from_source", Severity.ERROR, (unit.id,), place, text, reason, name, source.quote, text
        )
