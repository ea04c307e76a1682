"""A line as a w:p element: its style, its place on the page, and the bookmark that names it."""

from __future__ import annotations

from policykit.model.output import Kind, Line
from policykit.render.docx_comments import Comments
from policykit.render.docx_face import FACES, FANG, KAI, MARK_DROP, fonts
from policykit.render.docx_measure import CHARACTER, CHARACTERS, LINE, TEXT_WIDTH, mark_scale, width_of
from policykit.render.docx_run import Bookmarks, run

_UNIT = "（责任科室："  # what closes an item
_SHORT = 12  # lines: a longer paragraph would leave half a page empty where it moves with the 署名
HEADINGS = (Kind.HEADING_1, Kind.HEADING_2, Kind.HEADING_3, Kind.HEADING_4)


def paragraph(line: Line, marks: Bookmarks, comments: Comments, around: Around, section: str = "") -> str:
    """`around` says what stands before and after; `section` is a w:sectPr that ends here."""
    face = FACES[line.kind]
    ppr = f'<w:pStyle w:val="{face.style}"/>'
    after = around.after.kind if around.after is not None else None
    begins = around.before is None or around.before.kind in (Kind.SALUTATION, Kind.TITLE)
    closes = after in (Kind.SIGNATURE, Kind.ATTACHMENT_NOTE)
    alone = closes and not begins and not around.settled and width_of(line.text) <= _SHORT * CHARACTERS
    if alone or _is_heading(line):
        # No page with 署名 or 附件说明 alone, no heading at the foot of a page; but the text must begin on page 1.
        ppr += "<w:keepNext/>"
    if around.new_page:
        ppr += "<w:pageBreakBefore/>"
    ppr += _place(line, around)
    ppr += section
    return f"<w:p><w:pPr>{ppr}</w:pPr>{marks.around(line.id, comments.around(line, _runs(line)))}</w:p>"


def _is_heading(line: Line) -> bool:
    """Whether the line is a heading and nothing else: not one that is run into a sentence, nor a numbered item."""
    whole = line.run_in in (0, len(line.text))
    return line.kind in HEADINGS and whole and not line.text.endswith(("。", "；", "：")) and _UNIT not in line.text


class Around:
    """A line's neighbours, which decide blank lines: a blank line is spacing, never an empty paragraph."""

    def __init__(self, before: Line | None, line: Line, after: Line | None, sealed: bool, head_marks: int = 0) -> None:
        """`head_marks` counts the lines of 份号, 密级 and 紧急程度 above a 发文机关标志, which does not move for
        them. `pitch` is the line pitch in twips, changed where 署名 and date would stand alone on a page; `settled`
        that they will not."""
        self.pitch, self.settled = LINE, False
        self.before, self.after, self.sealed, self.head_marks = before, after, sealed, head_marks
        kind, last = line.kind, before.kind if before else None
        head = (Kind.HEAD_MARK, Kind.ISSUER_MARK, Kind.DOC_NUMBER, Kind.TITLE)
        self.new_page = kind is Kind.TITLE and last is not None and last not in head
        self.blank_before = 0
        if kind is Kind.TITLE and last is Kind.DOC_NUMBER:
            self.blank_before = 2
        elif (kind is Kind.ANNEX_TITLE and last is Kind.ANNEX_LABEL) or (
            kind in (Kind.ATTACHMENT_NOTE, Kind.SIGNATURE, Kind.SALUTATION) and last not in (kind, None)
        ):
            # 附件标题 stands on line 3; 附件说明, 署名 and 主送机关 one blank line below what precedes; a seal of
            # 42 mm over 署名 and date wants two.
            self.blank_before = 2 if kind is Kind.SIGNATURE and sealed else 1
        elif last is Kind.TITLE and kind not in (Kind.TITLE, Kind.SALUTATION):
            self.blank_before = 1
        self.blank_after = 1 if kind is Kind.ANNEX_TITLE and (after is None or after.kind is not kind) else 0


def _place(line: Line, around: Around) -> str:
    spacing = ""
    if line.kind is Kind.DOC_NUMBER and "\t" in line.text:
        # 发文字号 left and 签发人 right, each one character in, on one line.
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - CHARACTER}"/></w:tabs>'
        return f'{tab}<w:ind w:firstLineChars="100" w:firstLine="{CHARACTER}"/><w:jc w:val="left"/>'
    if line.kind is Kind.ISSUER_MARK and around.head_marks:
        face = FACES[line.kind]
        before = max(0, round((MARK_DROP - around.head_marks) * LINE))
        return f'<w:spacing w:before="{before}" w:after="0" w:line="{face.line}" w:lineRule="exact"/>'
    before, after = around.blank_before, around.blank_after
    if around.pitch != LINE:
        # Off the grid; blank lines in its lines would be as tall as the grid's. Those above a title keep their height.
        above = LINE if line.kind is Kind.TITLE else around.pitch
        spacing = (
            f'<w:snapToGrid w:val="0"/><w:spacing w:before="{before * above}" w:after="{after * around.pitch}" '
            f'w:line="{around.pitch}" w:lineRule="exact"/>'
        )
    elif before or after:
        spacing = (
            f'<w:spacing w:beforeLines="{before * 100}" w:before="{before * LINE}" '
            f'w:afterLines="{after * 100}" w:after="{after * LINE}" w:line="{LINE}" w:lineRule="exact"/>'
        )
    return spacing + _indent(line, around)


def _indent(line: Line, around: Around) -> str:
    match line.kind:
        case Kind.ATTACHMENT_NOTE:
            # Two characters in; a wrapped line stands under the annex's name.
            _, _, name = line.text.rpartition(".") if "." in line.text[:8] else line.text.partition("：")
            hang = width_of(line.text[: len(line.text) - len(name)])
            left = (2 if line.text.startswith("附件") else 5) + hang
            return _ind(left=left, hanging=hang)
        case Kind.SIGNATURE | Kind.DATE:
            return _signed(line, around)
    return ""


def _signed(line: Line, around: Around) -> str:
    """署名 and date. With a seal: date four characters from the right, 署名 centred over it. Without: 署名 two
    characters from the right, the date starting two characters right of the 署名's start."""
    other = around.after if line.kind is Kind.SIGNATURE else around.before
    paired = other is not None and other.kind in (Kind.SIGNATURE, Kind.DATE)
    name = line.text if line.kind is Kind.SIGNATURE else (other.text if paired and other else "")
    date = line.text if line.kind is Kind.DATE else (other.text if paired and other else "")
    wide, long = width_of(name), width_of(date)
    if around.sealed and date:
        date_right = 4.0
        name_right = max(0.0, date_right + long / 2 - wide / 2)
    else:
        # The date is the longer one where a short 署名 stands over it: then the date keeps the two characters.
        name_right = 2.0 if long + 2 <= wide + 2 else 2.0 + long + 2 - wide
        date_right = max(0.0, name_right + wide - 2 - long)
    if line.kind is Kind.SIGNATURE:
        return _ind(right=name_right) + '<w:jc w:val="right"/>'
    if not paired or around.sealed:
        # From the right, so that the four characters hold whatever width a typeface gives to digits.
        return _ind(right=4.0 if around.sealed else 2.0) + '<w:jc w:val="right"/>'
    # Beyond the right edge rather than on a second line, where a typeface has wide digits.
    return _ind(left=max(0.0, CHARACTERS - date_right - long), right=-2.0) + '<w:jc w:val="left"/>'


def _ind(*, left: float = 0, right: float = 0, hanging: float = 0) -> str:
    parts = [
        f'w:{side}Chars="{round(chars * 100)}" w:{side}="{round(chars * CHARACTER)}"'
        for side, chars in (("left", left), ("right", right), ("hanging", hanging))
        if chars
    ]
    return f"<w:ind {' '.join(parts)}/>" if parts else ""


def _runs(line: Line) -> str:
    """A run-in heading keeps its level's face; the sentence after it is set as body."""
    if line.kind is Kind.DOC_NUMBER and "：" in line.text:
        lead, mark, name = line.text.rpartition("：")
        return run(lead + mark) + run(name, fonts(KAI))
    if line.kind is Kind.ISSUER_MARK and (scale := mark_scale(line.text)) != 100:
        return run(line.text, f'<w:w w:val="{scale}"/>')
    if line.kind is Kind.HEAD_MARK and line.text.isdigit():
        return run(line.text, fonts(FANG))  # the 份号; 密级 and 紧急程度 are 黑体
    if line.kind in HEADINGS and 0 < line.run_in < len(line.text):
        body = fonts(FACES[Kind.BODY].font)
        return run(line.text[: line.run_in]) + run(line.text[line.run_in :], body)
    return run(line.text)
