"""What a template can ask for: the department, the incoming documents, the laws they rest on, the date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policykit.draft.fill import Drawn
from policykit.draft.papers import is_law, split_sources
from policykit.draft.placeholder import hole
from policykit.draft.provenance import of_text, within
from policykit.model.address import PREAMBLE
from policykit.model.annotation import CitationKind
from policykit.model.document import Document
from policykit.model.output import Annex, Provenance
from policykit.profile import Leader, Profile

# A basis is cited as 根据《…》; what a preamble merely mentions (精神, 部署) is none.
_BASIS_GENRES = ("法", "条例", "办法", "规定", "规则", "细则", "决定")
_ISSUING = re.compile(r"关于(?:印发|转发|批转|下发)(?P<title>《.{2,120}》|[^《》]{2,120}?)的通知$")


@dataclass(frozen=True, slots=True)
class Department:
    """The department as a template sees it; what the profile leaves empty is a visible hole."""

    名称: str
    自称: str
    上级: str
    署名: str
    发文字号: str
    主要负责人: str
    分管负责人: str
    牵头科室: str
    科室: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A unit of the department as a template sees it."""

    名称: str
    负责人: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """An incoming document as a template sees it."""

    标题: str
    文号: str
    书名: str
    机关: str


def variables(
    profile: Profile, sources: Sequence[Document], day: date | None, annexes: Sequence[Annex] = (), plan: str = ""
) -> dict[str, Any]:
    """The names a template may use and their values. `annexes` are the annexes there are, `plan` is the title of the
    plan that travels under this paper."""
    papers, laws = split_sources(sources)
    incoming = tuple(_incoming(d) for d in papers)
    carried = {i.标题 for i in incoming}
    bases = {title: place for title, place in _bases((*laws, *papers)).items() if title not in carried}
    return {
        "单位": _department(profile),
        "来文": incoming,
        "来文书名": _in_a_row([i.书名 for i in incoming]),
        "主题": subject(papers),
        "依据": Drawn("".join(f"《{b}》" for b in bases), [p for p in bases.values() if p]),
        "日期": spoken_day(day) if day else hole("成文日期"),
        "年份": str(day.year) if day else hole("年份"),
        "附件": tuple(a.title for a in annexes),
        "附件种类": tuple(a.kind for a in annexes),
        "方案": nested(plan) if plan else hole("印发文件的标题"),
        "科室": tuple(Section(u.name, u.head or hole(f"{u.name}负责人")) for u in profile.units),
    }


def spoken_day(day: date) -> str:
    """The day as a 公文 prints it: no leading zero."""
    return f"{day.year}年{day.month}月{day.day}日"


def _in_a_row(titles: Sequence[str]) -> str:
    """Titles one after another: no 、 between 》《, but one after a number in brackets (GB/T 15834)."""
    out = ""
    for title in titles:
        out += ("、" if out and not out.endswith("》") else "") + title
    return out


def _bases(sources: Sequence[Document]) -> dict[str, Provenance | None]:
    """Titles of sources that are laws, and of laws that the papers' preambles cite, with the place of the mention."""
    out: dict[str, Provenance | None] = {d.metadata.title: None for d in sources if is_law(d) and d.metadata.title}
    for document in sources:
        preamble = document.clause(PREAMBLE)
        for citation in document.citations if preamble else ():
            named = citation.kind is CitationKind.TITLE and not citation.self_reference
            if citation.clause == PREAMBLE and named and citation.title.endswith(_BASIS_GENRES) and preamble:
                span = within(preamble, citation.span)
                out.setdefault(citation.title, of_text(document, preamble, span) if span else None)
    return out


def subject(papers: Sequence[Document]) -> str:
    """The title of the first paper as it stands inside 《》; of a notice that issues a document, that document's."""
    title = next((d.metadata.title for d in papers if d.metadata.title), None)
    if title is None:
        return hole("方案主题")
    issued = _ISSUING.search(title)
    if issued:
        title = issued["title"].removeprefix("《").removesuffix("》")
    return nested(title)


def nested(title: str) -> str:
    """A title as it is printed inside another's 《》: its own 《》 become 〈〉."""
    return title.replace("《", "〈").replace("》", "〉")


def _incoming(document: Document) -> Incoming:
    meta = document.metadata
    title = meta.title or hole("来文标题")
    number = meta.doc_number or ""
    named = f"《{nested(title)}》" + (f"（{number}）" if number else "")
    return Incoming(title, number, named, "、".join(meta.issuers) or hole("来文机关"))


def _department(profile: Profile) -> Department:
    return Department(
        名称=profile.name,
        自称=profile.self_name,
        上级=profile.superior or hole("上级机关"),
        署名=profile.signature,
        发文字号=profile.number_prefix or hole("发文机关代字"),
        主要负责人=profile.head.spoken if profile.head else hole("主要负责人"),
        分管负责人="、".join(_in_charge(d) for d in profile.deputies) or hole("分管负责人"),
        牵头科室=profile.lead_unit or hole("牵头科室"),
        科室=tuple(u.name for u in profile.units),
    )


def _in_charge(leader: Leader) -> str:
    return leader.spoken + (f"（分管{'、'.join(leader.units)}）" if leader.units else "")
