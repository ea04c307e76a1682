"""Page numbers: `— 1 —` below the 版心, at the outer edge, one character in.

On a landscape sheet the number keeps its place on the portrait sheet, so it stands turned in the left margin.
"""

from __future__ import annotations

from policykit.render.docx_face import FOOTER
from policykit.render.docx_imprint import EMU, SPACES
from policykit.render.docx_measure import LANDSCAPE, PORTRAIT
from policykit.render.docx_parts import BLANK, EVEN, ODD, TURNED_EVEN, TURNED_ODD, W
from policykit.render.package import HEAD

_STRIP = 397  # twips: 7 mm, both the distance to the 版心 and the height of the number's line
_ONE_CHARACTER = 280  # of 14 pt, in twips


def footers(*, portrait: bool, landscape: bool, blank: bool = False) -> dict[str, str]:
    """The footer parts by relationship id, for the kinds of page that the file has. `blank`: a page that holds the
    版记 alone, which bears no number."""
    out: dict[str, str] = {}
    if portrait:
        out |= {ODD: _part(_number(odd=True)), EVEN: _part(_number(odd=False))}
    if landscape:
        out |= {TURNED_ODD: _part(_turned(_number(odd=True), 1)), TURNED_EVEN: _part(_turned(_number(odd=False), 2))}
    if blank:
        out[BLANK] = _part(f'<w:p><w:pPr><w:pStyle w:val="{FOOTER.style}"/></w:pPr></w:p>')
    return out


def _part(content: str) -> str:
    return f'{HEAD}<w:ftr xmlns:w="{W}" {SPACES}>{content}</w:ftr>'


def _number(*, odd: bool) -> str:
    side = "right" if odd else "left"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{FOOTER.style}"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="{_ONE_CHARACTER}"/><w:jc w:val="{side}"/></w:pPr>'
        f"{dash.format('— ')}{field}{dash.format(' —')}</w:p>"
    )


def _turned(number: str, shape: int) -> str:
    """The number in a box along the left margin, reading from top to bottom: turned back, it lies where the
    portrait sheet has it."""
    left = (PORTRAIT.bottom - 2 * _STRIP) * EMU
    top, width = LANDSCAPE.top * EMU, _STRIP * EMU
    height = (LANDSCAPE.height - LANDSCAPE.top - LANDSCAPE.bottom) * EMU
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{FOOTER.style}"/></w:pPr><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/><wp:docPr id="{shape}" name="页码{shape}"/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{number}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )
