"""What a template can ask for: the department, the incoming documents, the laws they rest on, the date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policykit.draft.placeholder import hole
from policykit.model.annotation import CitationKind
from policykit.model.document import Document
from policykit.profile import Profile

# A basis is cited as 根据《…》; what a preamble merely mentions (精神, 部署) is none.
_BASIS_GENRES = ("法", "条例", "办法", "规定", "规则", "细则", "决定")


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
class Incoming:
    """An incoming document as a template sees it."""

    标题: str
    文号: str
    书名: str
    机关: str


def variables(profile: Profile, sources: Sequence[Document], day: date | None) -> dict[str, Any]:
    """The names a template may use and their values."""
    incoming = tuple(_incoming(d) for d in sources)
    bases = bases_of(sources)
    return {
        "单位": _department(profile),
        "来文": incoming,
        "来文书名": "".join(i.书名 for i in incoming),
        "主题": subject(sources),
        "依据": "".join(f"《{b}》" for b in bases),
        "日期": f"{day.year}年{day.month}月{day.day}日" if day else hole("成文日期"),
        "年份": str(day.year) if day else hole("年份"),
    }


def bases_of(sources: Sequence[Document]) -> tuple[str, ...]:
    """Titles of laws that the sources' preambles cite, and of sources that are laws themselves, each once."""
    out = [d.metadata.title for d in sources if is_law(d) and d.metadata.title]
    for document in sources:
        for citation in document.citations:
            named = citation.kind is CitationKind.TITLE and not citation.self_reference
            if citation.clause == "preamble" and named and citation.title.endswith(_BASIS_GENRES):
                out.append(citation.title)
    return tuple(dict.fromkeys(t for t in out if t))


def is_law(document: Document) -> bool:
    """Whether the document is legislation rather than a policy paper."""
    return document.metadata.authority in ("法律", "行政法规", "地方性法规", "部门规章", "地方政府规章")


def subject(sources: Sequence[Document]) -> str:
    """What the plan is about, in the words of the first paper's title without its place, verb and genre."""
    papers = [d for d in sources if not is_law(d)] or list(sources)
    title = next((d.metadata.title for d in papers if d.metadata.title), None)
    return title or hole("方案主题")


def _incoming(document: Document) -> Incoming:
    meta = document.metadata
    title = meta.title or hole("来文标题")
    number = meta.doc_number or ""
    return Incoming(
        title, number, f"《{title}》" + (f"（{number}）" if number else ""), "、".join(meta.issuers) or hole("来文机关")
    )


def _department(profile: Profile) -> Department:
    return Department(
        名称=profile.name,
        自称=profile.self_name,
        上级=profile.superior or hole("上级机关"),
        署名=profile.signature,
        发文字号=profile.number_prefix or hole("发文机关代字"),
        主要负责人=profile.head.spoken if profile.head else hole("主要负责人"),
        分管负责人="、".join(d.spoken for d in profile.deputies) or hole("分管负责人"),
        牵头科室=profile.lead_unit or hole("牵头科室"),
        科室=tuple(u.name for u in profile.units),
    )
