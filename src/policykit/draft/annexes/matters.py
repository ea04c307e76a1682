"""The matters of an executed law: one a paragraph and kind of power, with the sentences that grant it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policykit.annotate.powers import Line, PowerKind, Sign, hidden_conduct
from policykit.draft.annexes.executed import Empowering, Law
from policykit.draft.annexes.matter_names import is_matter, matter_name
from policykit.draft.annexes.whose import Claim, Claims, Whose
from policykit.draft.provenance import of_text
from policykit.model.document import Document
from policykit.model.output import Provenance
from policykit.model.span import Span

GUESSED = "条文未写明实施机关，按本法规定的主管部门列入，请核对"
NOT_NAMED = "条文未写明实施机关，请核对"
_SENTENCE = re.compile(r"[^。；]+[。；]?")
_ITEM = re.compile(r"(?:（[一二三四五六七八九十百]+）|[0-9]{1,3}[.．、])")
# Without a named body these are said of anyone (在查封期间, 作为监督检查的内容): only sanctions are claimed by guess.
_BY_NAME = (
    PowerKind.LICENCE,
    PowerKind.INSPECTION,
    PowerKind.CONFIRMATION,
    PowerKind.LEVY,
    PowerKind.REQUISITION,
    PowerKind.RULING,
)
_ORDERS = ("责令", "限期", "撤销", "注销")
_OWN = (PowerKind.PENALTY, PowerKind.COERCION, PowerKind.OTHER)


@dataclass(frozen=True, slots=True)
class Matter:
    """What one paragraph of a law empowers a body to do.

    `pieces` are the sentences in print order, `holder` the body as printed (None where the law names none),
    `listed` how many cases are listed below the sentence.
    """

    law: Law
    article: str
    kind: PowerKind
    name: str
    holder: str | None
    pieces: tuple[Provenance, ...]
    printed: str
    claim: Claim
    listed: int = 0


def matters(law: Law, claims: Claims | None) -> Iterator[Matter]:
    """The matters of a law in print order; with `claims` those of the department, certain or to be checked."""
    ours = claims is None or in_charge(claims, law)
    for article in law.articles:
        shown = hidden_conduct([line.text for line in article.lines])
        for key, kind, signs in _grouped(article, shown):
            printed = None if any(s.holder for s in signs) else _printed_body(article, signs[0])
            nobody = printed is None and all(s.holder is None for s in signs)
            if nobody and claims is not None and (kind in _BY_NAME or not _sanctions(kind, signs, article.text)):
                continue
            signs, holder = _ours_of(article, signs, claims)
            holder = holder or printed
            chief = article.grant.holder.of(article.text) if article.grant.holder else None
            guess = ours and (chief is None or claims is None or claims.claim(chief).whose is not Whose.OTHERS)
            claim = _claim(law, claims, holder, guess)
            if claim.whose is Whose.OTHERS:
                continue
            made = _matter(law, article, shown, key, kind, signs, holder, claim)
            if is_matter(kind, made.name, made.printed):
                yield made


_CHARGED = re.compile(
    r"(?P<who>[^，。；]{2,60}?(?:部门|机关|机构|总局))(?:（[^（）]{1,40}）)?(?:(?:依照|依据|根据|按照)[^，。；]{2,30}?)?，?"
    r"(?:主管|牵头|负责|依法|对|统一|履行|应当|决定|实施|执行)"
)


def _ours_of(article: Empowering, signs: list[Sign], claims: Claims | None) -> tuple[list[Sign], str | None]:
    """The signs from the first body on that may be the department: a paragraph often names several in turn."""
    named = [(n, s.holder.of(article.text).removeprefix("的")) for n, s in enumerate(signs) if s.holder]
    if not named:
        return signs, None
    if claims is not None:
        for wanted in (Whose.OURS, Whose.UNCLEAR):
            for n, name in named:
                if claims.claim(name).whose is wanted:
                    return (signs if n == named[0][0] else signs[n:]), name
    return signs, named[0][1]


_BODY = re.compile(
    r"由(?P<who>[^，。；：由（）]{2,50}?(?:部门|机关|机构|人民政府(?!指定|确定|授权|明确|的|[^，。；]{0,12}部门)|队伍))"
)


def _printed_body(article: Empowering, sign: Sign) -> str | None:
    """The body that the words before a sign name where reading gave it none: 由…指定的部门说服教育，责令改正."""
    starts = _starts(article.lines)
    at = max(n for n, start in enumerate(starts) if start <= sign.span.start)
    text = article.lines[at].text
    start, _ = _sentence(text, sign.span.start - starts[at])
    found = list(_BODY.finditer(text, start, sign.span.start - starts[at]))
    lead = _lead(article.lines, at)
    if not found and lead != at:
        whole = article.lines[lead].text
        found = list(_BODY.finditer(whole, _last_sentence(whole)[0]))
    return found[-1]["who"] if found else None


def _sanctions(kind: PowerKind, signs: Sequence[Sign], text: str) -> bool:
    """Whether signs of another power are orders or withdrawals, not what anyone may do (予以制止, 给予补偿)."""
    return kind is not PowerKind.OTHER or any(s.span.of(text).startswith(_ORDERS) for s in signs)


def in_charge(claims: Claims, law: Law) -> bool:
    """Whether the law puts the department's system in charge: of its penalties, or of its field as the first body it
    names so."""
    if any(claims.same_system(who) for who in law.deciding):
        return True
    for text in law.competent:
        if found := _CHARGED.search(text):
            return claims.same_system(found["who"])
    return False


def _claim(law: Law, claims: Claims | None, holder: str | None, ours: bool) -> Claim:
    if claims is None:
        return Claim(Whose.UNCLEAR if holder is None else Whose.OURS, NOT_NAMED if holder is None else "")
    if holder is None:
        return Claim(Whose.UNCLEAR, GUESSED) if ours else Claim(Whose.OTHERS)
    full = law.aliases.get(holder.removeprefix("县级以上").removeprefix("人民政府"), law.aliases.get(holder))
    claim = claims.claim(holder)
    if full is not None and claim.whose is not Whose.OURS and not claims.too_high(holder):
        claim = claims.claim(full)
    if claim.whose is Whose.UNCLEAR and not ours:
        return Claim(Whose.OTHERS)
    return claim


def _grouped(article: Empowering, shown: str) -> Iterator[tuple[int, PowerKind, list[Sign]]]:
    """The signs by the line they belong to and kind: an item with a case of its own stands for itself, any other
    goes with the paragraph that leads its list."""
    starts = _starts(article.lines)
    groups: dict[tuple[int, PowerKind], list[Sign]] = {}
    for sign in article.grant.signs:
        at = max(n for n, start in enumerate(starts) if start <= sign.span.start)
        key = at
        if _ITEM.match(article.lines[at].text):
            own = sign.kind in _OWN and "□，" in shown[starts[at] : sign.span.start]
            key = at if own else _lead(article.lines, at)
        groups.setdefault((key, sign.kind), []).append(sign)
    for (key, kind), signs in sorted(groups.items(), key=lambda g: (g[0][0], g[1][0].span.start)):
        yield key, kind, signs


def _starts(lines: Sequence[Line]) -> list[int]:
    out, at = [], 0
    for line in lines:
        out.append(at)
        at += len(line.text) + 1
    return out


def _lead(lines: Sequence[Line], at: int) -> int:
    """The paragraph that leads the list in which line `at` stands; the line itself where there is none."""
    for back in range(at - 1, -1, -1):
        if not _ITEM.match(lines[back].text):
            return back if lines[back].text.rstrip().endswith("：") else at
    return at


def _matter(
    law: Law,
    article: Empowering,
    shown: str,
    key: int,
    kind: PowerKind,
    signs: Sequence[Sign],
    holder: str | None,
    claim: Claim,
) -> Matter:
    lines, starts = article.lines, _starts(article.lines)
    spans: dict[int, list[tuple[int, int]]] = {}
    for sign in signs:
        at = max(n for n, start in enumerate(starts) if start <= sign.span.start)
        spans.setdefault(at, []).append(_sentence(lines[at].text, sign.span.start - starts[at]))
    lead = _lead(lines, key)
    if lead != key or (key not in spans):
        spans.setdefault(lead, []).append(_last_sentence(lines[lead].text))
    pieces: list[Provenance] = []
    printed: list[str] = []
    for at in sorted(spans):
        line = lines[at]
        start, end = min(s for s, _ in spans[at]), max(e for _, e in spans[at])
        printed.append(line.text[start:end])
        pieces += _piece(law.document, line, start, end)
    first = signs[0]
    at = max(n for n, start in enumerate(starts) if start <= first.span.start)
    start, end = _sentence(lines[at].text, first.span.start - starts[at])
    cases = _cases(lines, at) if lines[at].text.rstrip().endswith("：") else []
    name = matter_name(
        kind,
        lines[at].text[start:end],
        shown[starts[at] + start : starts[at] + end],
        first.span.of(article.text),
        cases[0] if cases else "",
        law.title,
    )
    return Matter(law, article.clause.address, kind, name, holder, tuple(pieces), "".join(printed), claim, len(cases))


def _cases(lines: Sequence[Line], at: int) -> list[str]:
    """The items listed right below line `at`."""
    out: list[str] = []
    for line in lines[at + 1 :]:
        if not _ITEM.match(line.text):
            break
        out.append(line.text)
    return out


def _sentence(text: str, at: int) -> tuple[int, int]:
    for found in _SENTENCE.finditer(text):
        if found.start() <= at < found.end():
            # What follows a semicolon has its case and its body in the words before it.
            start = text.rfind("。", 0, found.start() + 1) + 1
            return start, found.end()
    return 0, len(text)


def _last_sentence(text: str) -> tuple[int, int]:
    start = text.rstrip("：。").rfind("。") + 1
    return start, len(text)


def _piece(document: Document, line: Line, start: int, end: int) -> list[Provenance]:
    """The record of a stretch of a line: its words in the clause's own text, the label left out."""
    clause = document.clause(line.address)
    shift = line.offset - len(line.label)
    first, last = max(start + shift, line.offset), end + shift
    if clause is None or last <= first:
        return []
    return [of_text(document, clause, Span(first, last))]
