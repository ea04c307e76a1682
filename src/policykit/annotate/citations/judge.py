"""Which titles name a law or policy document, and which are certificates, forms, or papers still to be written."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_SUFFIX = re.compile(r"(?:[（(][^（()）]{0,30}[）)])+$")
_NUMBERED_POINTS = re.compile(r"[一二三四五六七八九十百\d]{1,4}条(?:政策)?(?:意见|措施)?$")
_YEAR_END = re.compile(r"(?:中国\w{0,8}|[\u4e00-\u9fff]{2,10})20\d\d$")
_FORM = re.compile(r"(?:样式|样本|样表|模板|范本|示范文本|格式|格式文本|文书)$")
_ONLY_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百\d]{1,7}条")
_WORK = re.compile(
    r"(?:电影|影片|电视剧|纪录片|专题片|宣传片|微视频|话剧|戏曲|小品|歌曲|小说|长篇|散文|诗歌|专著|图书|教材|画册)$"
)
_DRAFTING = re.compile(
    r"(?:编制|制定|制订|起草|拟定|拟订|草拟|编写|编印|编发|填写|填报|填制|填列|印制|制作|出具|开具|作出|签订|提交|报送|递交|下达|研究出台|形成|填)"
    r"(?:完成|完善|统一|形成|并公布|发布|出台|印发|实施|本|各|相应|相关|有关|具体|我|全|省|市|县|区|州|部门|单位|地区|机关|级|系统|(?<=本)的|(?<=关)的|(?<=应)的){0,8}$"
)
_COMING = re.compile(r"(?:研究|抓紧|加快|推动|推进|尽快|适时|争取|准备|计划|拟)(?:出台|颁布|修订出台|发布|印发|形成)$")
_DONE = re.compile(r"先后|相继|已经|曾经|曾|已|陆续|[了过]$")
_OWN_FORM = re.compile(r"^[（(](?:样式|格式|式样)?(?:见|详见|附)?附(?:件|后|表|录)")
_CASE_PAPER = re.compile(
    r"^.{0,14}(?:审核|审查|评估|调查|处理|处罚|鉴定|检查|复核|论证|评审)(?:意见|决定|建议|方案|要求)$"
)


@cache
def _lines(name: str) -> tuple[str, ...]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def stem(title: str) -> str:
    """The title without bracketed suffixes: 办法（试行） → 办法."""
    return _SUFFIX.sub("", title) if title.endswith(("）", ")", "\n")) else title


def names_a_document(title: str, *, certain: bool = False) -> bool:
    """Whether a title in 《》 is that of a law or policy document. `certain`: a number or an article follows it."""
    base = stem(title)
    if not base or base == "章程" or _FORM.search(base) or _ONLY_ARTICLE.fullmatch(base):
        return False
    if base.endswith(_lines("not_documents.txt")) and not base.endswith(("议定书", "白皮书", "批准书")):
        return certain and base.startswith("关于")
    if certain or base.endswith(_lines("genres.txt")):
        return True
    return "关于" in base[:30] or bool(_NUMBERED_POINTS.search(base) or _YEAR_END.search(base))


def is_work(before: str) -> bool:
    """Whether the words before a title say that it is a film, a book or a piece of music (电影《第二十条》)."""
    return bool(_WORK.search(before))


def still_to_be_written(before: str, after: str, title: str) -> bool:
    """Whether the words around a title say that it is a paper to be drawn up, filled in or issued.

    `before` and `after` are the neighbouring characters of the same sentence.
    """
    if after.startswith(("实施", "的实施", "配套", "的配套")) and not after.startswith("实施。"):
        return False
    if after.startswith(("的基础上", "基础上", "等规定", "的要求", "的规定")):
        return False
    if _OWN_FORM.match(after) and stem(title).endswith(("目录", "清单", "表", "标准", "要求")):
        return True
    if _COMING.search(before):
        return True
    drafting = _DRAFTING.search(before)
    if not drafting or _DONE.search(before[max(0, drafting.start() - 8) : drafting.start()]):
        return False
    if re.match(r"印制|编印|出具|作出|填|提交|报送|递交|下达|签订|开具", drafting.group()):
        return bool(_CASE_PAPER.search(stem(title))) or not stem(title).endswith(("法", "条例"))
    return True
