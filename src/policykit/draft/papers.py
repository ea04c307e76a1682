"""Which sources are papers whose tasks are carried, and which are laws they rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.model.document import ClauseKind, Document

LEGISLATION = ("法律", "行政法规", "地方性法规", "部门规章", "地方政府规章")
_LAW = re.compile(r"(?:法|条例)(?:（[^（）]{1,20}）)?$")
_BY_FORM = re.compile(r"(?:办法|规定|细则|规则|决定)(?:（[^（）]{1,20}）)?$")

_EXPLAINING = re.compile(r"^[^《]{0,12}(?:解读|图解|答记者问|政策问答|一图读懂)|(?:解读|图解|答记者问|政策问答)$")


def explanations(papers: Sequence[Document]) -> tuple[str, ...]:
    """What the reviewer is told of sources that explain a paper, which is itself what is to be carried out."""
    titles = (d.metadata.title or "" for d in papers)
    return tuple(f"来文《{t}》是解读，不是文件本身，请改用文件正文起草。" for t in titles if _EXPLAINING.search(t))


def is_law(document: Document) -> bool:
    """Whether the document is legislation rather than a policy paper: by its level of authority where that was read;
    else by its title, and where the title leaves it open (办法, 规定) by articles under no paper's number."""
    meta = document.metadata
    if meta.authority is not None:
        return meta.authority in LEGISLATION
    title = meta.title or ""
    articles = sum(c.kind is ClauseKind.ARTICLE for c in document.clauses)
    return articles > 1 and bool(_LAW.search(title) or (_BY_FORM.search(title) and not meta.doc_number))


def split_sources(sources: Sequence[Document]) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    """Papers and laws, each in the order given. Laws alone are what the plan is to carry out: then they are the
    papers."""
    papers = tuple(d for d in sources if not is_law(d))
    if not papers:
        return tuple(sources), ()
    return papers, tuple(d for d in sources if is_law(d))
