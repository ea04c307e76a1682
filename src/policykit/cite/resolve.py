"""Which document of the corpus a citation means: exactly one, none, several, or one that is repealed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policykit.annotate.citations.anaphora import SEVERAL
from policykit.annotate.citations.bare import law_names
from policykit.annotate.citations.grammar import number_in
from policykit.cite import names
from policykit.cite.index import CorpusIndex, Entry, Repeal
from policykit.model.annotation import CitationKind, Mention

_PLACE_BEFORE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,5}(?:自治[区州县]|[省市县区州盟旗]))(?:[\u4e00-\u9fff]{0,14}(?:政府|办公[厅室]|人大常委会|[厅局委院]))?"
    r"(?:印发|发布|公布|制定|出台|下发|颁布)?的?《?$"
)
_OWN_PLACE = re.compile(r"[我本][省市县区州]的?《?$")
_LEADS = re.compile(
    r"^.*(?:根据|依据|按照|依照|遵照|参照|对照|执行|落实|贯彻|违反|符合|适用|以及|[和与及、按由在对向])"
)
"""Words before a place that are no part of its name: 按照省政府办公厅《…》 names no place."""
_NO_PLACE = re.compile(r"(?:[我本全各该外跨某]|[城社地园辖小景校片市山郊牧矿林][区市])[省市县区州盟旗]?$")
_NEAR = 24  # characters before a name in which its issuer or place stands; farther back others are named
_DATED = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；《》、]{0,40}?(?:公布|发布|颁布|通过|印发|制定|批准)"
    r"(?:施行|实施)?的[《〈]?$"
)
_EARLIER_TEXT = re.compile(r"(?:修改|修订|修正)(?:以|之)?前的?[《〈]?$")
_FORMER = re.compile(r"(?:(?<![草高平太中还三复推])原|旧|(?<![养古敬])老)的?[《〈]?$")
_MADE = ("公布", "通过", "发布", "批准", "颁布", "印发")
_TERM = re.compile(r"第[^届第]{1,5}届")


class Verdict(StrEnum):
    VERIFIED = "verified"
    NO_SUCH_ARTICLE = "no_such_article"
    REPEALED = "repealed"
    UNKNOWN_DOCUMENT = "unknown_document"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name stands for. With VERIFIED, `entries` are the texts of that one document, the one in force first."""

    verdict: Verdict
    entries: tuple[Entry, ...] = ()
    reason: str = ""
    successor: str | None = None


def meant(index: CorpusIndex, mention: Mention, on: date) -> Meant:
    """The corpus document that a mention means. A bare genre (条例) names nothing unless its document said what."""
    title = mention.title
    if mention.citation.kind is CitationKind.ANAPHORA and title.startswith(SEVERAL):
        return Meant(Verdict.AMBIGUOUS, reason=f"上文并列几部文件，无法确定“{title}”指哪一部，未核对")
    if not mention.defined and names.is_generic(title) and not index.named(title):
        return Meant(Verdict.UNKNOWN_DOCUMENT, reason=f"简称“{title}”在文中没有定义，未核对")
    found = resolve(index, title, mention.doc_number, mention.version, mention.before, on)
    own = next((e for e in found.entries if e.id == mention.doc_id), None)
    if (
        found.verdict is Verdict.VERIFIED
        and own
        and any(names.key(t) == names.key(title) for t in own.metadata.repeals)
    ):
        # A regulation that repeals an older one of its own name speaks of that, wherever it is no mention of itself.
        repeal = next((r for r in index.repeals_of(title, on) if r.by.id == own.id), None)
        return _repealed(repeal) if repeal else found
    if found.verdict is Verdict.VERIFIED and mention.version is None and _FORMER.search(mention.before):
        reason = "文中写的是原来的文本，没有写明是哪一年的，不能用现行文本核对"
        return Meant(Verdict.UNKNOWN_DOCUMENT, reason=reason)
    return found


def resolve(index: CorpusIndex, title: str, number: str | None, version: str | None, before: str, on: date) -> Meant:
    """Find the document. `before` are the characters before the name, where an issuer may stand (国务院《关于…》)."""
    far, before = before, before[-_NEAR:]
    if names.is_draft(title, version):
        return Meant(Verdict.UNKNOWN_DOCUMENT, reason="引用的是草案或征求意见稿，不能用现行文本核对")
    if _EARLIER_TEXT.search(before):
        return Meant(Verdict.UNKNOWN_DOCUMENT, reason="引用的是修改以前的文本，没有写明是哪一年的，不能用现行文本核对")
    entries = [e for e in _named(index, title, version) if not _misplaced(e, title)]
    if not entries:
        entries, doubt = _by_issuer(index, title, number, before)
        if doubt:
            return doubt
    if not entries:
        return _unnamed(index, title, number, before, on)
    if number:
        agreed = [e for e in index.about(title) if e in index.numbered(number)]
        entries = agreed or entries  # the number tells an edition that is printed without its issuer
        others = [e for e in index.numbered(number) if e not in entries]
        if others and not any(e in entries for e in index.numbered(number)):
            reason = f"文号{number}在资料库里是《{others[0].title}》，与所引名称不同"
            return Meant(Verdict.AMBIGUOUS, tuple(others), reason)
        entries = _with_number(entries, number)
        if not entries:
            have = next((e.metadata.doc_number for e in index.named(title) if e.metadata.doc_number), "")
            repeal = _repeal_with_number(index, title, number, on)
            if repeal:
                return _repealed(repeal)
            return Meant(Verdict.UNKNOWN_DOCUMENT, reason=f"资料库里有同名文件，但文号是{have}，与所引{number}不同")
    kinds = families(entries)
    if len(kinds) > 1:
        said = [f for f in kinds if any(_printed(e, before + title) for e in f)]
        if len(said) != 1:
            listed = "、".join(dict.fromkeys(_body(f[0]) for f in kinds))
            return Meant(Verdict.AMBIGUOUS, tuple(entries), f"有不同机关的同名文件（{listed}），请写明发文机关或文号")
        entries = said[0]
    elsewhere = _other_place(before, entries)
    if elsewhere:
        listed = "、".join(dict.fromkeys(_body(e) for e in entries))
        return Meant(Verdict.AMBIGUOUS, tuple(entries), f"文中写的是{elsewhere}的文件，资料库里同名的是{listed}的")
    return _of_another_year(index, title, far, entries, on) or _edition(index, title, version, entries, on)


def _of_another_year(index: CorpusIndex, title: str, before: str, entries: list[Entry], on: date) -> Meant | None:
    """2002年10月8日公布的《…》 where the text there was first made in another year: an older one of the same name."""
    found = _DATED.search(before)
    if found is None or names.edition_year(title, None) is not None:
        return None
    for entry in entries:
        told = [h.date for h in entry.metadata.history if h.date]
        years = {d[:4] for d in (*told, entry.metadata.issued_date, entry.edition, entry.effective) if d}
        first = min(entry.metadata.history, key=lambda h: h.date or "9", default=None)
        if found["year"] in years or first is None or not first.event.startswith(_MADE):
            return None
    repeal = next((r for r in index.repeals_of(title, on) if r.by in entries), None)
    if repeal:
        return _repealed(repeal)
    made = "、".join(sorted({(e.metadata.history[0].date or "")[:4] for e in entries}))
    return Meant(Verdict.UNKNOWN_DOCUMENT, reason=f"资料库里同名的文件是{made}年的，没有{found['year']}年公布的")


def _other_place(before: str, entries: list[Entry]) -> str:
    """The place printed just before a local document's name (清水省《…办法》) if it is another; else empty."""
    found = _PLACE_BEFORE.search(before)
    place = _LEADS.sub("", found["place"])[-3:] if found else ""
    if found is None or len(place) < 2 or _NO_PLACE.search(found["place"]):
        return ""
    for entry in entries:
        said = "".join((*entry.metadata.issuers, entry.metadata.region or ""))
        if not said or _national(entry) or place in said + entry.title:
            return ""
    return place


def _named(index: CorpusIndex, title: str, version: str | None) -> list[Entry]:
    """Documents of this name; a trial suffix printed after the marks is part of the name."""
    if version and not names.is_edition(version):
        with_suffix = index.named(f"{title}（{version}）")
        if with_suffix or "试行" in version or "暂行" in version:
            return with_suffix or ([] if version not in title else index.named(title))
    return index.named(title)


def _misplaced(entry: Entry, title: str) -> bool:
    """Whether a national name (中华人民共和国…) would be answered with a local document."""
    country = "中华人民共和国"
    if not title.startswith(country) or entry.title.startswith(country):
        return False
    return entry.metadata.authority in ("地方性法规", "地方政府规章") or bool(entry.metadata.region)


def _by_issuer(index: CorpusIndex, title: str, number: str | None, before: str) -> tuple[list[Entry], Meant | None]:
    """Names that differ only by the issuer printed before 关于: taken only if the issuer or the number agrees."""
    entries = index.about(title)
    if not entries:
        return [], None
    printed = names.issuer_prefix(title)
    if number:
        agreed = [e for e in entries if e in index.numbered(number)]
        if agreed:
            return agreed, None
    agreed = []
    for entry in entries:
        prefix = names.issuer_prefix(entry.title)
        issuers = {prefix, *entry.metadata.issuers} - {""}
        if printed:
            if not prefix and printed in issuers:
                agreed.append(entry)
        else:
            of_court = (number or "").startswith("法释") and prefix.startswith("最高人民法院")
            if of_court or any(before.endswith((i, i + "印发的", i + "发布的")) for i in issuers):
                agreed.append(entry)
    if agreed:
        return agreed, None
    if not printed and not before.strip().endswith(("厅", "局", "委", "府", "部", "院", "办", "室", "会")):
        listed = "、".join(dict.fromkeys(e.title for e in entries))
        return [], Meant(Verdict.AMBIGUOUS, tuple(entries), f"未写明发文机关，资料库里相近的是《{listed}》")
    return [], None


def _with_number(entries: list[Entry], number: str) -> list[Entry]:
    """Those of the number. A document whose own number is not known cannot contradict it; an order of a later
    revision (令) may bear another number than the first.
    """
    wanted = names.number_key(number)
    same = [e for e in entries if e.metadata.doc_number and names.number_key(e.metadata.doc_number) == wanted]
    same = same or [e for e in entries if any(names.same_order(n, number) for n in _orders(e))]
    if same:
        return same
    return [e for e in entries if not e.metadata.doc_number or ("令" in number and "令" not in e.metadata.doc_number)]


def _orders(entry: Entry) -> list[str]:
    """The numbers of the orders that issued a document and its revisions."""
    said = (number_in(h.text) for h in entry.metadata.history if "号" in h.text)
    return [n for n in ((entry.metadata.doc_number or "").split("、") + [n for n in said if n]) if n]


def families(entries: list[Entry]) -> list[list[Entry]]:
    """The entries parted by who issued them; copies and editions of one document stay together.

    National laws are told apart by their name alone, whoever printed them.
    """
    out: list[list[Entry]] = []
    for entry in entries:
        home = next((f for f in out if any(_same_body(entry, other) for other in f)), None)
        if home is None:
            out.append([entry])
        else:
            home.append(entry)
    return out


def _same_body(one: Entry, other: Entry) -> bool:
    a, b = one.metadata, other.metadata
    if _national(one) or _national(other):
        return True
    if a.region and b.region and a.region != b.region:
        return False
    return not (a.issuers and b.issuers) or bool(_bodies(a.issuers) & _bodies(b.issuers))


def _bodies(issuers: tuple[str, ...]) -> set[str]:
    """Issuers without the number of their term: 第八届 and 第九届 are one congress."""
    return {_TERM.sub("", issuer) for issuer in issuers}


def _national(entry: Entry) -> bool:
    if entry.metadata.authority in ("法律", "行政法规", "司法解释", "宪法"):
        return True
    return entry.title.startswith("中华人民共和国") or bool(re.search(r"(?<!办)法典?$", names.key(entry.title)))


def _body(entry: Entry) -> str:
    """Who issued a document, for the reader."""
    return "、".join(entry.metadata.issuers) or entry.metadata.region or entry.id


def _printed(entry: Entry, text: str) -> bool:
    """Whether the words around the citation name the issuer or the place of the document."""
    return any(i in text for i in entry.metadata.issuers) or bool(
        entry.metadata.region and entry.metadata.region in text
    )


def _edition(index: CorpusIndex, title: str, version: str | None, entries: list[Entry], on: date) -> Meant:
    """Of several texts of one document, the one in force on the day first; repeal counts against all it outlived."""
    year = names.edition_year(title, version)
    if year is not None:
        dated = [e for e in entries if e.edition]
        fits = [e for e in entries if str(year) in _years(e, in_effect="施行" in (version or ""))]
        if not fits and dated:
            have = "、".join(sorted({(e.edition or "")[:4] for e in dated}))
            return Meant(Verdict.UNKNOWN_DOCUMENT, reason=f"资料库里没有{year}年的文本（现有：{have}年）")
        if not fits:
            return Meant(Verdict.AMBIGUOUS, tuple(entries), f"资料库文本没有写明年份，无法确认是{year}年的文本")
        entries = fits
    repeal = next((r for r in index.repeals_of(entries[0].title, on) if outlives(r, entries)), None)
    if repeal:
        return _repealed(repeal, entries)
    dated = sorted((e for e in entries if e.edition), key=lambda e: e.edition or "", reverse=True)
    current = [e for e in dated if e.in_force(on)]
    if dated and not current and len(dated) == len(entries):
        return Meant(Verdict.UNKNOWN_DOCUMENT, reason=_too_late(dated, on))
    if year is not None and current:
        newer = [e for e in index.named(title) if (e.edition or "") > (current[0].edition or "") and e.in_force(on)]
        if newer:
            now = max((e.edition or "") for e in newer)
            return Meant(Verdict.VERIFIED, tuple(current), f"引用的是{year}年文本，现行文本为{now[:4]}年")
    if current:
        newest = [e for e in current if e.edition == current[0].edition]
        return Meant(Verdict.VERIFIED, tuple(newest))
    return Meant(Verdict.VERIFIED, tuple(entries))


def _too_late(entries: list[Entry], on: date) -> str:
    """Why no text answers for a day: none had been made, or the texts there are came after an older one."""
    day = on.isoformat()
    years = "、".join(sorted({(e.edition or "")[:4] for e in entries}))
    if any(h.date and h.date <= day for e in entries for h in e.metadata.history) or any(
        e.effective and e.effective <= day for e in entries
    ):
        return f"资料库里只有{years}年的文本，{day}时施行的是更早的文本，没有收入，未核对"
    return f"资料库里的文本到{day}尚未施行"


def _years(entry: Entry, *, in_effect: bool) -> set[str]:
    """Years by which this text may be called: of its last revision, its issue, its title, its taking effect."""
    out = {
        (entry.edition or "")[:4],
        (entry.effective or "")[:4] if in_effect else "",
        *(names_year for names_year in _title_years(entry.title)),
    }
    last = [h.date[:4] for h in entry.metadata.history if h.date and h.date == entry.edition]
    return (out | set(last)) - {""}


def _title_years(title: str) -> list[str]:
    year = names.edition_year(title, None)
    return [str(year)] if year else []


def outlives(repeal: Repeal, entries: list[Entry]) -> bool:
    """Whether a repeal ends all these texts: it is none of them, and none is newer than it."""
    if any(e.id == repeal.by.id for e in entries):
        return False
    since = max(repeal.by.edition or "", repeal.since or "")
    return all(not (e.edition and since) or e.edition <= since for e in entries)


def _repealed(repeal: Repeal, entries: Iterable[Entry] = ()) -> Meant:
    since = f"自{repeal.since}起" if repeal.since else ""
    reason = f"已被《{repeal.by.title}》{since}废止"
    return Meant(Verdict.REPEALED, tuple(entries), reason, repeal.successor)


def _repeal_with_number(index: CorpusIndex, title: str, number: str, on: date) -> Repeal | None:
    """An older document of the same name that the present one repeals is told apart by its number."""
    own = [e for e in index.named(title) if e.metadata.doc_number]
    if any(names.number_key(e.metadata.doc_number or "") == names.number_key(number) for e in own):
        return None
    return next((r for r in index.repeals_of(title, on) if names.key(r.by.title) == names.key(title)), None)


def _unnamed(index: CorpusIndex, title: str, number: str | None, before: str, on: date) -> Meant:
    repeal = next(iter(index.repeals_of(title, on)), None)
    if repeal:
        return _repealed(repeal)
    if number:
        entries = index.numbered(number)
        if entries and names.number_key(title) == names.number_key(number):
            return _edition(index, entries[0].title, None, entries, on)
        if entries:
            return Meant(
                Verdict.AMBIGUOUS, tuple(entries), f"文号{number}在资料库里是《{entries[0].title}》，与所引名称不同"
            )
    return _of_some_place(index, title, before)


def _of_some_place(index: CorpusIndex, title: str, before: str) -> Meant:
    """A local rule named without its place: never guessed, but what it may be is said."""
    national = names.key(title) in law_names() or before.endswith("国务院")
    local = [] if national else index.of_places(title)
    listed = "、".join(f"《{t}》" for t in list(dict.fromkeys(e.title for e in local))[:5])
    if len({names.key(e.title) for e in local}) > 1:
        return Meant(Verdict.AMBIGUOUS, tuple(local), f"没有写明是哪个地方的文件，资料库里有{listed}")
    if local and (names.of_some_place(title) != names.key(title) or _OWN_PLACE.search(before)):
        return Meant(Verdict.AMBIGUOUS, tuple(local), f"没有写明是哪个地方的文件，资料库里相近的是{listed}，请写全名称")
    near = f"（资料库里有名称相近的{listed}，但没有写明地方，不能当作同一文件）" if local else ""
    return Meant(Verdict.UNKNOWN_DOCUMENT, reason=f"资料库里没有这个文件，未核对{near}")
