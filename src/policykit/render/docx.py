"""A .docx in the layout of GB/T 9704-2012, written part by part.

The package is composed here rather than through a library's template: nothing in it depends on the time or on
the machine, and it holds no part that validators reject.
"""

from __future__ import annotations

from policykit.model.output import Annex, Draft, Kind, Line
from policykit.render import docx_parts as parts
from policykit.render.docx_check import check
from policykit.render.docx_comments import Comments
from policykit.render.docx_comments import styles_xml as comment_styles
from policykit.render.docx_fit import RED_HEAD, Measured, fit
from policykit.render.docx_footer import footers
from policykit.render.docx_imprint import SPACES, imprint
from policykit.render.docx_measure import LANDSCAPE, PORTRAIT, Page
from policykit.render.docx_paragraph import Around, paragraph
from policykit.render.docx_run import Bookmarks
from policykit.render.docx_table import table_xml
from policykit.render.package import HEAD, OFFICE, app_properties, core_properties, pack, package_relationships
from policykit.render.provenance import packed, record
from policykit.render.sheet import Block, Section, Sheet, lay_out
from policykit.render.theme import theme

_TITLE_WIDTH = 20  # characters of 22 pt in 156 mm
# Word wants a paragraph after a table: this one takes no room and prints nothing.
_TAIL = (
    '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr>{}</w:pPr></w:p>'
)


def render(output: Draft | Annex) -> bytes:
    """The file's bytes, read back and compared; the same input gives the same bytes.

    Raises RenderError where the bytes would print anything but the output's lines and rows.
    """
    sheet = lay_out(output, title_width=_TITLE_WIDTH)
    trace = record(sheet)
    turned = {section.landscape for section in sheet.sections}
    alone = any(not section.blocks for section in sheet.sections)
    numbers = footers(portrait=False in turned, landscape=True in turned, blank=alone)
    comments = Comments(sheet.sources, on=dict(sheet.settings).get("marks") == "comments")
    document = _document(sheet, comments)
    said = comments.part()
    files = {
        "[Content_Types].xml": parts.content_types(numbers, comments=said is not None),
        "_rels/.rels": package_relationships("word/document.xml"),
        "docProps/core.xml": core_properties(sheet.title),
        "docProps/app.xml": app_properties(),
        "word/document.xml": document,
        "word/styles.xml": parts.styles(comment_styles() if said else ""),
        "word/settings.xml": parts.settings(),
        "word/fontTable.xml": parts.font_table(),
        "word/theme/theme1.xml": theme(),
        **{f"word/{parts.FOOTERS[name]}": text for name, text in numbers.items()},
        **({"word/comments.xml": said} if said else {}),
        "word/_rels/document.xml.rels": parts.document_relationships(numbers, comments=said is not None),
        "customXml/item1.xml": parts.provenance_item(packed(trace)),
        "customXml/itemProps1.xml": parts.provenance_properties(trace["digest"]),
        "customXml/_rels/item1.xml.rels": parts.item_relationships(),
    }
    data = pack({name: text.encode() for name, text in files.items()})
    check(data, sheet)
    return data


def _document(sheet: Sheet, comments: Comments) -> str:
    marks = Bookmarks()
    sealed = dict(sheet.settings).get("seal") == "true"
    body: list[str] = []
    for i, section in enumerate(sheet.sections):
        last = i == len(sheet.sections) - 1
        body.append(_section(section, marks, comments, sealed, last))
    spaces = f'xmlns:w="{parts.W}" xmlns:r="{OFFICE}"'
    if any(section.imprint for section in sheet.sections):
        spaces += f" {SPACES}"
    return f"{HEAD}<w:document {spaces}><w:body>{''.join(body)}</w:body></w:document>"


def _section(section: Section, marks: Bookmarks, comments: Comments, sealed: bool, last: bool) -> str:
    page = LANDSCAPE if section.landscape else PORTRAIT
    blocks = section.blocks
    closing = _layout(page, alone=not blocks)
    arounds = _arounds(blocks, sealed)
    out: list[str] = []
    for i, block in enumerate(blocks):
        around = arounds.get(i)
        if not isinstance(block, Line) or around is None:
            out.append(table_xml(block, page, marks) if not isinstance(block, Line) else "")
            continue
        ends = i == len(blocks) - 1 and not last and not section.imprint
        out.append(paragraph(block, marks, comments, around, closing if ends else ""))
    if section.imprint:
        out.append(imprint(section.imprint, marks, "" if last else closing))
    elif not isinstance(blocks[-1], Line):
        out.append(_TAIL.format("" if last else closing))
    return "".join(out) + (closing if last else "")


def _arounds(blocks: tuple[Block, ...], sealed: bool) -> dict[int, Around]:
    """The neighbours of each line; those of a letter whose 署名 would stand alone on a page with its changed pitch."""
    head_marks = sum(isinstance(b, Line) and b.kind is Kind.HEAD_MARK for b in blocks)
    lines = {i: b for i, b in enumerate(blocks) if isinstance(b, Line)}
    out = {i: Around(_line(blocks, i - 1), b, _line(blocks, i + 1), sealed, head_marks) for i, b in lines.items()}
    letter: list[int] = []
    for i in lines:
        if out[i].new_page:
            break
        letter.append(i)
    setting = fit([Measured(lines[i], out[i].blank_before, out[i].blank_after) for i in letter])
    for i in letter:
        out[i].settled = setting.settled
        if lines[i].kind not in RED_HEAD:
            out[i].pitch = setting.pitch
        if lines[i].kind is Kind.SIGNATURE and setting.blank is not None:
            out[i].blank_before = setting.blank
    return out


def _line(blocks: tuple[Block, ...], at: int) -> Line | None:
    block = blocks[at] if 0 <= at < len(blocks) else None
    return block if isinstance(block, Line) else None


def _layout(page: Page, *, alone: bool = False) -> str:
    """`alone`: a page for the 版记 only, the back of a sheet, without a number."""
    turned = ' w:orient="landscape"' if page.orient == "landscape" else ""
    odd, even = (parts.TURNED_ODD, parts.TURNED_EVEN) if turned else (parts.ODD, parts.EVEN)
    if alone:
        odd = even = parts.BLANK
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{odd}"/>'
        f'<w:footerReference w:type="even" r:id="{even}"/><w:type w:val="{"evenPage" if alone else "nextPage"}"/>'
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
        f'w:header="851" w:footer="{page.footer}" w:gutter="0"/>{parts.GRID}</w:sectPr>'
    )
