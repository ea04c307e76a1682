"""Word comments for whoever reviews a draft: where each paragraph comes from, and what there is to say about it.

They are no part of the document: nothing of them is printed once they are deleted, and the record inside the file
does not rest on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policykit.model.address import spoken
from policykit.model.output import Kind, Line, Localisation, Provenance, SourceDocument
from policykit.render.docx_parts import W
from policykit.render.docx_run import run
from policykit.render.package import HEAD

AUTHOR = "policykit"
REFERENCE, TEXT = "CommentReference", "CommentText"
LONGEST_QUOTE = 300  # characters: a comment is read in the margin
MOST_SOURCES = 8
_UNMARKED = (Kind.TITLE, Kind.ANNEX_TITLE)  # a title's own lines only get a comment where there is a remark


class Comments:
    """Collects the comments of a file while its paragraphs are written."""

    def __init__(self, sources: Iterable[SourceDocument] = (), *, on: bool = True) -> None:
        self.on = on
        self._numbers = {s.doc_id: s.doc_number for s in sources}
        self._made: list[str] = []

    def around(self, line: Line, runs: str) -> str:
        """The paragraph's runs with a comment on them, where there is something to say."""
        told = list(self._told(line)) if self.on else []
        if not told:
            return runs
        number = len(self._made)
        self._made.append(_comment(number, told))
        return (
            f'<w:commentRangeStart w:id="{number}"/>{runs}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:rPr><w:rStyle w:val="{REFERENCE}"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )

    def part(self) -> str | None:
        """The comments part, None where there is no comment."""
        if not self._made:
            return None
        return f'{HEAD}<w:comments xmlns:w="{W}">{"".join(self._made)}</w:comments>'

    def _told(self, line: Line) -> Iterable[str]:
        yield from line.remarks
        if line.kind in _UNMARKED:
            return
        for source in line.sources[:MOST_SOURCES]:
            number = self._numbers.get(source.doc_id)
            named = f"《{source.doc_title}》{f'（{number}）' if number else ''}{spoken(source.address)}"
            yield f"来源：{named}　原文：“{_short(source)}”"
        if len(line.sources) > MOST_SOURCES:
            yield f"还有 {len(line.sources) - MOST_SOURCES} 处来源，见文件里的出处记录。"
        yield from (_changed(c) for c in line.changes)


def _short(source: Provenance) -> str:
    quote = source.quote
    return quote if len(quote) <= LONGEST_QUOTE else f"{quote[: LONGEST_QUOTE - 1]}…"


def _changed(change: Localisation) -> str:
    return f"改动：“{change.before}”改为“{change.after}”（{change.rule}）"


def _comment(number: int, told: Sequence[str]) -> str:
    mark = f'<w:r><w:rPr><w:rStyle w:val="{REFERENCE}"/></w:rPr><w:annotationRef/></w:r>'
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{TEXT}"/></w:pPr>{mark if n == 0 else ""}{run(text)}</w:p>'
        for n, text in enumerate(told)
    )
    # No date: the same draft must give the same bytes, and a made-up one would be shown beside the comment.
    return f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="pk">{paragraphs}</w:comment>'


def styles_xml() -> str:
    """The two styles that comments refer to."""
    return (
        f'<w:style w:type="character" w:styleId="{REFERENCE}"><w:name w:val="annotation reference"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="{TEXT}"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:pPr><w:jc w:val="left"/></w:pPr>'
        '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>'
    )
