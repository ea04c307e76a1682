"""What a single line of the front or back matter is: date, organ, salutation, imprint, attachment, note."""

from __future__ import annotations

import re
from functools import lru_cache

from policykit.lang import dates
from policykit.parse import docnumbers

_ORGAN_END = (
    r"(?:政府|办公厅|办公室|委员会|常委会|代表大会|党委|党组|省委|市委|区委|县委|旗委|州委|工委|纪委|编委|政法委|管委会"
    r"|(?<!常)委|国务院|局|部|厅|署|研究院|医院|科学院|法院|检察院|学院|(?:协|学|联合|理事|工|商|基金|监|总|分|红十字)会"
    r"|大会|(?:银|分|支|总)行|处|司|站|所|台|中心|总队|支队|大队|公司|集团|机构|指挥部|小组|工作组|专班|联盟|大学|学校|中学"
    r"|办|(?:通讯|新华|合作|出版)社|兵团|研究室|督察组)"
)
_ORGAN = re.compile(
    rf"^(?![^\s]*(?:关于|印发|转发|做好|开展|的))[\u4e00-\u9fff（）()〇·“”、]{{1,38}}{_ORGAN_END}"
    r"(?:[（(][^（）()]{1,20}[）)])?$"
)
_ORGAN_LAST = frozenset("府厅室会委组院局部署行处司站台所心队构盟学校班办社团）)")
_ORGANS_APART = re.compile(r"\s+")
_DATE_LINE = re.compile(r"^[（(]?(?P<d>[^（）()]{6,24}?)[）)]?$")
_DATED = re.compile(r"(?:(?:19|20)[0-9]{2}|[一二][〇○零Oo0一二三四五六七八九]{3})[ \u3000]?年")
_SALUTATION = re.compile(rf"(?:各|人民政府|部门|单位|{_ORGAN_END})[^。；]*[：:]$")
_NOT_SALUTED = re.compile(
    r"如下|下列|以下|通知|意见[：:]|包括|是[：:]|规定[：:]|情形|为[：:]|附件|联系|电话|主办|来源|作者|组长|主任|成员(?!单位)|责任|[。；？！]"
)
_IMPRINT = re.compile(
    r"^(?:[抄主分发报][ \u3000]*送|抄[ \u3000]*报|主题词|印发份数|共印[0-9]+份|公开方式|公开属性|信息公开选项)"
    r"|^[（(](?:此件|本文|此文|信息公开|公开方式|联系人|联系单位|此页)[^（）()]{0,80}[）)]$"
    r"|^[【\[](?:相关|政策(?:解读|图解|问答|原文|文件|链接)|图解|图文|解读|附件下载|链接)[^】\]]{0,20}[】\]]$"
    r"|^[-—－ ]{0,6}END[-—－ ]{0,6}$"
)
_IMPRINT_FIRST = frozenset("抄主分发报印共公信（([【-—－E ")
_POST = re.compile(
    r"^(?:总理|主席|[部局省市署行会院县区州]长|主任|委员长|检察长|自治区主席|代理?(?:[省市县区]长|主席))"
    r"[：:]?[\u4e00-\u9fff·•]{2,8}$"
)
_ATTACHMENT = re.compile(
    r"^附[ \u3000]*[件录表][ \u3000]*(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?[ \u3000]*"
    r"(?P<c>[：:.．、]?)[ \u3000]*(?P<t>.*)$"
)
_NOTE_EVENT = re.compile(r"通过|公布|发布|修订|修正|修改|施行|批准|颁布|实施|废止|令第|公告|印发")


def date_of(line: str) -> str | None:
    """The ISO date of a line that is a date and nothing else, brackets aside."""
    if len(line) > 30 or (line[1:2] if line[:1] in "（(" else line[:1]) not in "12１２一二":
        return None
    found = _DATE_LINE.match(line)
    return dates.parse_date("".join(found["d"].split())) if found and found["d"][:1] in "12１２一二" else None


def made_by(text: str) -> tuple[tuple[str, ...], str] | None:
    """（民政部　一九九七年一月二十八日）: the bodies, if any, and the date."""
    inner = text.strip("（()）").strip()
    if len(inner) > 80:
        return None
    found = _DATED.search(inner)
    date = date_of("".join(inner[found.start() :].split())) if found else None
    if not found or not date:
        return None
    who = inner[: found.start()].strip()
    return (organs(who), date) if not who or organs(who) else None


def organs(line: str) -> tuple[str, ...]:
    """The bodies that a line names and nothing else: a letterhead or signature line. Empty if it is no such line."""
    if len(line) > 120 or line[-1] not in _ORGAN_LAST:
        return ()
    return _organs(line)


@lru_cache(maxsize=256)
def _organs(line: str) -> tuple[str, ...]:
    """Kept for a while: a search for a signature asks about the same lines again and again."""
    whole = "".join(line.split())
    if _ORGAN.match(whole) and len(_ORGANS_APART.findall(line)) > len(whole) // 3:
        return (whole,)  # letters set apart: 国 务 院
    pieces = [p for p in _ORGANS_APART.split(line) if p]
    if all(_ORGAN.match(p) or p in _SHORT_ORGANS for p in pieces):
        return tuple(pieces)
    return (whole,) if _ORGAN.match(whole) and len(pieces) <= 2 else ()


_SHORT_ORGANS = frozenset({"国务院", "财政部", "司法部", "公安部", "外交部"})


_NAME_BEGUN = re.compile(r"[\u4e00-\u9fff（）()]{2,16}(?:[省市县区州局委厅办]|政府|委员会|办公室)[\u4e00-\u9fff]{2,24}")
_NAME_ENDED = re.compile(
    r"(?:联防联控|防控|防治|处置|应对|应急|推进|协调|工作|领导|整治|攻坚|改革|建设|创建)[\u4e00-\u9fff]{0,12}"
    r"(?:小组|指挥部|工作组|专班|委员会)(?:办公室)?"
)


def over_two_lines(first: str, second: str) -> str | None:
    """The long name of a group that a signature breaks over two lines: 青石县教育局森林草原火灾 / 防控工作领导小组."""
    if second[-1] not in "组部班会室" or len(second) > 24 or not _NAME_ENDED.fullmatch(second):
        return None
    return first + second if _NAME_BEGUN.fullmatch(first) and not organs(first) else None


def is_salutation(line: str) -> bool:
    return line[-1] in "：:" and len(line) <= 400 and bool(_SALUTATION.search(line)) and not _NOT_SALUTED.search(line)


def is_imprint(line: str) -> bool:
    """抄送, 印发 and publication remarks."""
    if len(line) > 300:
        return False
    if line[0] not in _IMPRINT_FIRST:
        return line.endswith("印发")
    return line.rstrip(" \u3000").endswith("印发") or _IMPRINT.match(line) is not None


def is_post(line: str) -> bool:
    """总理 某某: who signed an order."""
    return len(line) <= 24 and bool(_POST.match("".join(line.split())))


def numbered_attachment(line: str) -> int:
    """Of a line 云政发〔2020〕4号附件1 the length of the document number before 附件; 0 if it is no such line."""
    if line.find("附", 0, 40) < 0 or ("号附" not in line[:40] and "号 附" not in line[:40]):
        return 0
    found = docnumbers.leading(line)
    rest = line[found[1] :].lstrip() if found else ""
    return len(line) - len(rest) if rest.startswith("附件") else 0


def attachment(line: str) -> tuple[str | None, bool, str] | None:
    """Of a line 附件1：名称: its number as printed, whether a colon stands after it, and what follows.

    The number of the document may stand before it, as at the head of an attachment's first page.
    """
    if len(line) > 160:
        return None
    if line[0] != "附":
        skip = numbered_attachment(line)
        if not skip:
            return None
        line = line[skip:]
    found = _ATTACHMENT.match(line)
    return (found["n"], bool(found["c"]), found["t"]) if found else None


def is_note(line: str) -> bool:
    """A promulgation note: a date with 通过, 公布, 修订 or the like, mostly in brackets."""
    if len(line) > 1200:
        return False
    if line[0] in "（(":
        return bool(_DATED.search(line[:80]) and _NOTE_EVENT.search(line))
    if line[-1] in "。；：":
        return False
    dated = _DATED.search(line[:60])
    if not dated or not _NOTE_EVENT.search(line[8:]):
        return False
    return dated.start() == 0 or line.startswith(("根据", "自")) or bool(organs(line[: dated.start()].strip() or "。"))
