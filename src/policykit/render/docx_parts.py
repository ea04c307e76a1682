"""The fixed parts of a .docx package: content types, relationships, settings, styles, footers, properties."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from policykit.render.docx_face import (
    FACES,
    FANG,
    FOOTER,
    HEI,
    KAI,
    SONG,
    TABLE_FACES,
    TITLE_SONG,
    fonts,
    style_xml,
)
from policykit.render.docx_measure import LINE
from policykit.render.package import HEAD, PACKAGE, relationships
from policykit.render.xml_text import quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACE = "urn:policykit:provenance:1"

ODD, EVEN = "rIdOdd", "rIdEven"
TURNED_ODD, TURNED_EVEN = "rIdTurnedOdd", "rIdTurnedEven"
BLANK = "rIdBlank"
FOOTERS = {
    ODD: "footer1.xml",
    EVEN: "footer2.xml",
    TURNED_ODD: "footer3.xml",
    TURNED_EVEN: "footer4.xml",
    BLANK: "footer5.xml",
}


def content_types(footers: Iterable[str], *, comments: bool = False) -> str:
    """`footers` are the relationship ids of the footers there are."""
    overrides = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    if comments:
        overrides["/word/comments.xml"] = f"{_WORD}.comments+xml"
    overrides |= {f"/word/{FOOTERS[name]}": f"{_WORD}.footer+xml" for name in footers}
    body = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{body}</Types>'
    )


def document_relationships(footers: Iterable[str], *, comments: bool = False) -> str:
    return relationships(
        {
            "rIdStyles": ("styles", "styles.xml"),
            "rIdSettings": ("settings", "settings.xml"),
            "rIdFonts": ("fontTable", "fontTable.xml"),
            "rIdTheme": ("theme", "theme/theme1.xml"),
            **{name: ("footer", FOOTERS[name]) for name in footers},
            **({"rIdComments": ("comments", "comments.xml")} if comments else {}),
            "rIdProvenance": ("customXml", "../customXml/item1.xml"),
        }
    )


def styles(more: str = "") -> str:
    """The styles part; `more` are w:style elements beside the document's own."""
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr>'
        f'<w:rPr>{fonts(FANG)}<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    ours = "".join(style_xml(face) for face in (*FACES.values(), *TABLE_FACES, FOOTER))
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{normal}{ours}{more}</w:styles>'


def settings() -> str:
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="579"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def font_table() -> str:
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, other in (
            (FANG, "FangSong"),
            (KAI, "KaiTi"),
            (HEI, "SimHei"),
            (SONG, "SimSun"),
            (TITLE_SONG, "FZXiaoBiaoSong-B05S"),
        )
    )
    return f'{HEAD}<w:fonts xmlns:w="{W}">{rows}</w:fonts>'


def provenance_item(data: str) -> str:
    return f'{HEAD}<pk:provenance xmlns:pk="{_NAMESPACE}">{data}</pk:provenance>'


def provenance_properties(digest: str) -> str:
    """The item's properties; its id is derived from the record, not drawn, so that bytes repeat."""
    item = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{_NAMESPACE}/{digest}")).upper()
    store = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    return (
        f'{HEAD}<ds:datastoreItem xmlns:ds="{store}" ds:itemID="{{{item}}}"><ds:schemaRefs>'
        f"<ds:schemaRef ds:uri={quoteattr(_NAMESPACE)}/></ds:schemaRefs></ds:datastoreItem>"
    )


def item_relationships() -> str:
    return relationships({"rId1": ("customXmlProps", "itemProps1.xml")})


GRID = f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
