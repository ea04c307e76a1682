"""The 版记: 抄送, 印发机关 and date between three rules, the last on the 版心's bottom edge.

A text box that ends where the 版心 does. The paragraph that carries it is as tall as the box, so that it moves to the
next page, box and all, where the text above leaves no room.
"""

from __future__ import annotations

from collections.abc import Sequence

from policykit.model.output import Line
from policykit.render.docx_face import FACES
from policykit.render.docx_measure import PORTRAIT, TEXT_WIDTH, width_of
from policykit.render.docx_run import Bookmarks, run

SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
EMU = 635  # English metric units a twip
CHARACTER = 280  # of 14 pt, in twips
THICK, THIN = 8, 6  # 0.35 and 0.25 mm in eighths of a point
_RULE_LINE = 20  # twips: the paragraph of a rule takes no room
_RULE_ROOM = 20  # twips: what a rule may add to its paragraph; without it the last one falls out of the box
_ID = 90  # of the drawing: unlike those of the page numbers' boxes


def imprint(lines: Sequence[Line], marks: Bookmarks, section: str = "") -> str:
    """The paragraph that carries the 版记. `section` is a w:sectPr that ends here."""
    face = FACES[lines[0].kind]
    rows = sum(_rows(line.text) for line in lines)
    height = rows * face.line + (len(lines) + 1) * (_RULE_LINE + _RULE_ROOM)
    content = _rule(THICK)
    for n, line in enumerate(lines):
        content += _paragraph(line, marks) + _rule(THIN if n < len(lines) - 1 else THICK)
    return (
        f'<w:p><w:pPr><w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
        f'<w:ind w:firstLine="0"/><w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr>{_box(content, height)}</w:p>'
    )


def _rows(text: str) -> int:
    """Printed lines of an entry, one character in on either side; wrapped ones hang below its first word."""
    if "\t" in text:
        return 1
    width = TEXT_WIDTH / CHARACTER - 2
    hang = _hang(text)
    rest = max(0.0, width_of(text) - width)
    return 1 + -int(-rest // (width - hang))


def _hang(text: str) -> float:
    lead, mark, _ = text.partition("：")
    return width_of(lead + mark) if mark and len(lead) <= 6 else 0.0


def _paragraph(line: Line, marks: Bookmarks) -> str:
    hang = round(_hang(line.text) * CHARACTER)
    hanging = f' w:hanging="{hang}"' if hang else ""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - CHARACTER}"/></w:tabs>' if "\t" in line.text else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{FACES[line.kind].style}"/>{tab}'
        f'<w:ind w:left="{CHARACTER + hang}" w:right="{CHARACTER}"{hanging}/></w:pPr>'
        f"{marks.around(line.id, run(line.text))}</w:p>"
    )


def _rule(size: int) -> str:
    return (
        f'<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="{size}" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{_RULE_LINE}" w:lineRule="exact"/>'
        '<w:ind w:firstLine="0"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def _box(content: str, height: int) -> str:
    width, tall = TEXT_WIDTH * EMU, height * EMU
    top = (PORTRAIT.height - PORTRAIT.bottom - height) * EMU
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="3" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{tall}"/><wp:wrapNone/><wp:docPr id="{_ID}" name="版记"/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{tall}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
