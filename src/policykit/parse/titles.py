"""Titles over one or several lines, and which of those printed at the head is the document's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.parse import docnumbers
from policykit.parse.genre import genre_of
from policykit.parse.lines import Line

_SENTENCE = re.compile(r"[。；！？;!?]|[：:，,、]$")
_ENDED = tuple("。；！？;!?：:")
_CJK_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_OPENS_SENTENCE = re.compile(r"(?:为|根据|按照|依据|依照|遵照|按|现将|现就|近日|经|结合)")
# 为加强管理，制定本办法: how a text begins, though its full stop is missing.
_BODY = re.compile(
    r"(?:为了|为(?:进一步|加强|规范|贯彻|落实|深入|切实|保障|促进|推进|推动|做好|全面|积极|有效|维护|认真|确保|提高|加快)|根据|按照|依据|依照)"
    r"[^。]{2,140}(?:，|制定(?:本|如下|以下|此))"
)
_CITES = re.compile(
    r"(?:违反|根据|依据|依照|按照|遵照|适用|符合|执行|依|按)了?[《“]|第[零〇一二三四五六七八九十百\d]{1,9}条(?!例|措施|意见|政策)|^第$|应当|必须"
)
_NUMBER_AND_NAME = re.compile(r"\d号\s?《")
"""What a line of a sentence says that is no title: a title that names an article or applies a law has 关于."""
_LAYS_DOWN = re.compile(r"(?<![已经曾后续])(?:制定|拟定|制订|编制|形成|出台)(?:了|本|的)?《([^《》]{4,60})》")
_MARKUP = re.compile(r"<[%/!a-zA-Z]|\{|\$")
_CASE = re.compile(r"诉[^，。；]{2,60}案$")  # 张某诉某公司合同纠纷案
_LETTERHEAD = re.compile(r"[\u4e00-\u9fff]{2,80}(?:院|部|局|署|会|政府|厅)公告")
"""Who announces, over the announcement of a text whose title stands above: 最高人民法院公告."""
_MADE = re.compile(
    r"[（(](?=[^（）()]*(?:修正|修订|修改|通过|公布|发布))[^（）()]{0,40}\d{4}年\d{1,2}月\d{1,2}日[^（）()]{0,60}[）)]$"
)
_LONGEST = 150
_SHORTEST = 5
_TEMPLATE = re.compile(r"\.(?:ftl|jsp|php|aspx?|s?html?)$")
_STEM = re.compile(r"^[0-9]{1,6}[-_. ]+|[-_. ]+[0-9]{1,4}$")


def may_be_title(line: str) -> bool:
    """May this line be a title or a part of one? It is short and no sentence."""
    if len(line) > _LONGEST or line[-1:] in _ENDED or "\t" in line or _MARKUP.search(line):
        return False
    if _OPENS_SENTENCE.match(line) and any(line.rfind(a) > line.rfind(b) for a, b in ("《》", "〔〕", "（）")):
        return False  # a sentence wrapped in the middle of a name or a number
    if _BODY.match(line):
        return False
    if _NUMBER_AND_NAME.search(line) or ("关于" not in line and _CITES.search(line)):
        return False
    return not _SENTENCE.search(line) or line.endswith(("，", "、", ","))


def joined(lines: Sequence[Line]) -> str:
    """Lines of one title as one string, without the blanks that set Chinese characters apart."""
    return _CJK_GAP.sub("", "".join(line.text for line in lines))


def titles(group: Sequence[Line]) -> list[list[Line]]:
    """Adjacent title lines parted into titles: one ends where its words end in a genre and the next can begin.

    A title printed twice, or a page's own title above the document's, gives two.
    """
    out: list[list[Line]] = []
    current: list[Line] = []
    for line in group:
        if current and ((genre_of(joined(current)) and not _continues(line.text)) or _CASE.search(line.text)):
            out.append(current)
            current = []
        current.append(line)
    if current:
        out.append(current)
    return out


def _continues(line: str) -> bool:
    """（试行） below a title, or the rest of …的意见 / 的通知, belongs to it."""
    return line[0] in "（(" or line.startswith(("的", "和", "与", "及", "》"))


def choose(found: Sequence[Sequence[Line]], shortest: int = _SHORTEST) -> tuple[str, str | None, str] | None:
    """The document's title among those printed at its head, the number printed before its words, if any, and the
    title with the blanks that were printed.

    The last that ends in a genre, else the first of some length.
    """
    best: Sequence[Line] | None = None
    for lines in found:
        text = joined(lines)
        if genre_of(text) and not (best and _less(text, joined(best))):
            best = lines
    if best is None:
        best = next((lines for lines in found if len(joined(lines)) >= shortest), None)
    if not best:
        return None
    text, printed = joined(best), " ".join(line.text for line in best)
    number = docnumbers.leading(text)
    if number and len(text) - number[1] >= 6:
        before = docnumbers.leading(printed)
        return text[number[1] :].strip(), number[0], printed[before[1] :].strip() if before else printed
    return text, None, printed


def _less(text: str, above: str) -> bool:
    """Whether the lower of two titles says less: the end of the upper one again, or only who announces it."""
    return (above.endswith(text) and len(above) - len(text) >= _SHORTEST) or _LETTERHEAD.fullmatch(text) is not None


def made_by(title: str) -> str | None:
    """The bracket at a title's end that says when this text was made: （2019年4月23日第二次修正）. It is no part of the
    name, while （2021年修订） and （试行）, which have no day, are cited with it."""
    found = _MADE.search(title)
    return found.group() if found and found.start() >= _SHORTEST else None


def laid_down(text: str) -> str | None:
    """The document that the text says it lays down (制定《…》), for a document printed without its title."""
    found = _LAYS_DOWN.search(text)
    return found[1] if found else None


def of_file_name(stem: str) -> str | None:
    """A file's name, where it looks like a title: it ends in a genre and has no stand-ins for lost marks."""
    name = _STEM.sub("", _TEMPLATE.sub("", stem)).strip()
    return name if 6 <= len(name) <= 100 and "_" not in name and (genre_of(name) or name.endswith("表")) else None
