"""Names that hold a title in 《》 but bear no marks of their own: 云川省实施《X法》办法第七条, …关于适用《X法》的解释.

The law in such a name is not what is cited; the article behind it is not the law's.
"""

from __future__ import annotations

import re

from policykit.annotate.citations.bare import first_words_cut
from policykit.annotate.citations.grammar import HAN, NUMERAL
from policykit.annotate.citations.titles import Marked

_REACH = 90
_RULE = re.compile(r"(?P<loose>的|(?=规定))?(?:若干)?(?:实施)?(?:办法|规定|细则|条例)")
_PLACE = re.compile(rf"(?:[{HAN}]{{2,12}}(?:省|市|自治区|自治州|自治县|县|区)|[我本]?[省市])(?=实施$)")
_ACT = re.compile(
    rf"(?:[{HAN}、]{{0,14}}?(?:的|若干|几个|暂行))?(?P<what>解释|规定|决定|通知|批复|意见|办法|答复|复函|公告|决议)"
    r"(?P<nth>（[一二三四五六七八九十]{1,2}）)?"
)
_ABOUT = re.compile(rf"关于[{HAN}、]{{2,30}}$")
_VERB = re.compile(r"修改|修订|修正|废止|适用|执行|实施|贯彻|落实|印发|转发|公布|批准|办理|审理|延长|规范|解释")
_ISSUER = re.compile(
    rf"(?:国务院(?:办公厅)?|中共中央(?:办公厅)?|最高人民法院|最高人民检察院|[{HAN}]{{2,16}}(?:人民政府|人民代表大会|人大)(?:办公[厅室]|常务委员会|常委会)?"
    rf"|[{HAN}]{{3,16}}(?:[部厅局署]|委员会|总局|办公室))$"
)
_DAY = re.compile(r"^.*\d[年月日]")
_CERTAIN = re.compile(
    rf"\s?(?:（[^（）\n]{{0,40}}?\d{{4}}[^（）\n]{{0,16}}?号[^（）\n]{{0,16}}）\s?)?(?:的|中的?)?\s?第\s?{NUMERAL}\s?条"
)


def widened(text: str, mark: Marked) -> Marked:
    """The whole name that the words round a title make of it, or the mark itself where they make none."""
    if not ("\u4e00" <= text[mark.start - 1 : mark.start] <= "\u9fff"):
        return mark
    before = text[max(0, mark.start - _REACH) : mark.start]
    if before.endswith("实施"):
        place, rule = _PLACE.search(before), _RULE.match(text, mark.end)
        if place and rule and (rule["loose"] is None or _CERTAIN.match(text, rule.end())):
            return _whole(text, mark.start - len(first_words_cut(place.group()) or place.group()) - 2, rule.end())
    about, act = _ABOUT.search(before), _ACT.match(text, mark.end)
    if about is None or act is None or not _VERB.search(about.group()):
        return mark
    if act["what"] == "规定" and act.group() in ("的规定", "规定"):
        return mark
    issuer = _ISSUER.search(_DAY.sub("", first_words_cut(before[: about.start()])))
    if issuer is None and not _CERTAIN.match(text, act.end()):
        return mark
    return _whole(text, mark.start - len(about.group()) - (len(issuer.group()) if issuer else 0), act.end())


def _whole(text: str, start: int, end: int) -> Marked:
    return Marked(start, end, "".join(text[start:end].split()))
