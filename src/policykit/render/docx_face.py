"""How each kind of line is set: typeface, size, indents. Typefaces bear the names offices use (a custom)."""

from __future__ import annotations

from dataclasses import dataclass

from policykit.model.output import Kind
from policykit.render.docx_measure import CHARACTER, LINE

SONG, HEI, FANG, KAI, TITLE_SONG = "宋体", "黑体", "仿宋_GB2312", "楷体_GB2312", "方正小标宋简体"


@dataclass(frozen=True, slots=True)
class Face:
    """A paragraph style. `size` in half points; `indent` in characters of the first line; spacing in lines."""

    style: str
    name: str
    font: str
    size: int = 32
    align: str = "both"
    indent: int = 0
    before: float = 0
    after: float = 0
    outline: int | None = None
    keep_next: bool = False
    colour: str | None = None
    line: int = LINE
    rule: bool = False  # the red rule below the 发文字号


# The mark's glyphs begin 35 mm (1984 twips) below the 版心's top; half of what its line has over 36 pt stands above.
MARK_DROP = (1984 - (800 - 720) / 2) / LINE
# 4 mm below the number, of which its line leaves half of what it has over 16 pt.
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="5" w:color="FF0000"/></w:pBdr>'

BODY = Face("PkBody", "公文正文", FANG, indent=2)

FACES: dict[Kind, Face] = {
    Kind.ISSUER_MARK: Face(
        "PkIssuerMark", "发文机关标志", TITLE_SONG, 72, "center", before=MARK_DROP, colour="FF0000", line=800
    ),
    Kind.DOC_NUMBER: Face("PkDocNumber", "发文字号", FANG, align="center", before=2, rule=True),
    Kind.TITLE: Face("PkTitle", "公文标题", TITLE_SONG, 44, "center", outline=None, keep_next=True),
    Kind.SALUTATION: Face("PkSalutation", "主送机关", FANG),
    Kind.HEADING_1: Face("PkHeading1", "一级标题", HEI, indent=2, outline=0, keep_next=True),
    Kind.HEADING_2: Face("PkHeading2", "二级标题", KAI, indent=2, outline=1, keep_next=True),
    Kind.HEADING_3: Face("PkHeading3", "三级标题", FANG, indent=2, outline=2),
    Kind.HEADING_4: Face("PkHeading4", "四级标题", FANG, indent=2, outline=3),
    Kind.BODY: BODY,
    Kind.ATTACHMENT_NOTE: Face("PkAttachmentNote", "附件说明", FANG, align="left"),
    Kind.SIGNATURE: Face("PkSignature", "发文机关署名", FANG, align="right", keep_next=True),
    Kind.DATE: Face("PkDate", "成文日期", FANG, align="left"),
    Kind.NOTE: Face("PkNote", "附注", FANG, indent=2),
    Kind.IMPRINT: Face("PkImprint", "版记", FANG, 28, "left", line=480),
    Kind.TABLE_NOTE: Face("PkTableNote", "表注", FANG, 21, "both", indent=2, line=320),
    Kind.HEAD_MARK: Face("PkHeadMark", "份号密级紧急程度", HEI, align="left"),
    Kind.ANNEX_LABEL: Face("PkAnnexLabel", "附件序号", HEI, align="left", keep_next=True),
    Kind.ANNEX_TITLE: Face("PkAnnexTitle", "附件标题", TITLE_SONG, 44, "center", keep_next=True),
    Kind.SOURCE_TABLE: Face("PkSourceTable", "来源对照", FANG, 21, "left", line=360),
}

CELL = Face("PkCell", "表格内容", FANG, 21, "left", line=320)
CELL_HEAD = Face("PkCellHead", "表头", HEI, 21, "center", line=320, keep_next=True)
TABLE_FACES = (CELL, CELL_HEAD)
FOOTER = Face("PkFooter", "页码", SONG, 28, line=400)


def fonts(font: str) -> str:
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'


def style_xml(face: Face) -> str:
    """The w:style element of a face, children in the order the schema demands."""
    ppr = "<w:keepNext/>" if face.keep_next else ""
    ppr += _RULE if face.rule else ""
    if face.line != LINE or face.size > 32:
        # A face taller than the grid's would take two grid lines.
        ppr += '<w:snapToGrid w:val="0"/>'
    spacing = f'w:before="{round(face.before * LINE)}" w:after="{round(face.after * LINE)}"'
    ppr += f'<w:spacing {spacing} w:line="{face.line}" w:lineRule="exact"/>'
    if face.indent:
        first = face.indent * (CHARACTER if face.size == 32 else face.size * 10)  # half points to twips
        ppr += f'<w:ind w:firstLineChars="{face.indent * 100}" w:firstLine="{first}"/>'
    ppr += f'<w:jc w:val="{face.align}"/>'
    if face.outline is not None:
        ppr += f'<w:outlineLvl w:val="{face.outline}"/>'
    rpr = fonts(face.font)
    rpr += f'<w:color w:val="{face.colour}"/>' if face.colour else ""
    rpr += '<w:spacing w:val="-5"/>' if face.size == 32 else ""
    rpr += f'<w:sz w:val="{face.size}"/><w:szCs w:val="{face.size}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{face.style}"><w:name w:val="{face.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>'
    )
