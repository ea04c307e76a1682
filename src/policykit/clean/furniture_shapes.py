"""Is this line web page furniture? Asked of single lines, in simplified characters."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from policykit.clean.shapes import ATTACHMENT, DATE, LABEL, METADATA, is_issuer, is_salutation, is_sentence, is_title

_SEPARATORS = re.compile(r"[\s\u3000|｜/／>＞»›→·•∙●■◆★※【】\[\]〖〗<＜«‹_—\-–,，、；;:：()（）]+")
_CRUMBS = re.compile(
    r"(?:您|你)?(?:现在|当前|目前)?(?:所在)?的?(?:当前)?位置\s?[:：]|^\s?(?:网站)?(?:首页|主页)\s?(?:[>＞»›→/\\]|-{1,2}>|&gt;|·|—)"
)
_ARROWS = re.compile(r">{1,2}|＞{1,2}|»|›|→|&gt;|--")
_PHONE = re.compile(
    r"^(?:(?:免费)?(?:咨询|服务|客服|监督|举报|投诉)?(?:热线|电话|手机|传真|TEL|Tel|QQ)\s?[:：]?\s?)?[\d\s()（）\-—–+转/、]{7,40}$"
)
_CONTACT = re.compile(
    r"^(?:地\s{0,4}址|邮\s{0,4}编|邮政编码|电\s{0,4}话|传\s{0,4}真|邮\s{0,4}箱|E-?mail|手\s{0,4}机|网\s{0,4}址|监督电话|举报电话|值班电话|客服电话|热线电话|QQ)\s?[:：]",
    re.I,
)
_LEGAL = re.compile(
    r"copyright|all\s?rights?\s?reserved|©|版权所有|ICP\s?备|ICP证|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP"
    r"|公网安备|网安备|备案(?:编)?号\s?[:：]|网站标识码|网站(?:地图|声明|管理|维护|主办)|技术支持\s?[:：]|(?:主办|承办|协办|维护)(?:单位)?\s?[:：]",
    re.I,
)
_ISO_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_WEB_ADDRESS = re.compile(r"^(?:(?:https?://)?www\.[\w.\-/]+|https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+)$", re.A)
_SOURCE = re.compile(
    r"^(?:信息|文章|稿件|内容)?(?:来源|出处)\s?[:：]\s?[^。]{0,40}$|^(?:作者|编辑|责任编辑|责编|审核|撰稿|录入|发布人|供稿)\s?[:：]\s?[^。]{0,24}$"
)
_BYLINE_BIT = re.compile(
    r"[\s\u3000|｜【\[（(]*(?:"
    r"(?:浏览|访问|阅读|点击|查看)(?:次数|量|数|人次)?\s?[:：]?\s?[（(\[【]?\s?(?:\d[\d,]*|[-—]{1,4})?\s?[)）\]】]?\s?(?:人次|次)?(?=[\s\u3000|｜】\])）]|$)"
    r"|(?:字体|字号)(?:大小)?\s?[:：]?\s?[【\[（(]?\s?"
    r"(?:(?:超?大|中|小|默认|A[+-]?)\s?[|｜ \u3000]?\s?){1,4}[】\])）]?"
    r"|【(?:打印|关闭|收藏|分享|纠错|返回|字体|大|中|小|\s|[:：]){1,6}】"
    r"|(?:分享到?|打印本?页?|关闭窗口)\s?[:：]?(?:\s?(?:微信|微博|QQ|QQ空间|新浪微博|打印|关闭)){0,6}(?=[\s\u3000|｜】\]]|$)"
    r")[】\]）)]*"
)
_SITE_NAME = re.compile(
    r"^[^\s。，]{2,24}(?:网站|门户网站|政府网|信息网|政务网|监察网|普法网|官网|门户|公众网|在线|文库|范文网|图书馆)$"
)
_DISCLAIMER = re.compile(
    r"^(?:[※＊*（(【]?\s?)(?:免责声明|版权声明|特别声明|郑重声明|声明|温馨提示|提示|注)?[】]?\s?[:：]?\s?"
    r"(?:本站|本网|本网站|本平台|本公众号|本文档|转载|未经|凡本网|凡注明|以上内容由)[^\n]{0,160}"
    r"(?:转载|版权|侵权|仅供参考|联系我们|联系删除|立场|网友|用户上传)"
)
# No menu names a place in a law or a number of a document.
_CITED = re.compile(
    r"[〔【\[（(](?:19|20)\d{2}[〕】\]）)]\s?第?\d{1,5}号|第\s?[〇零一二三四五六七八九十百千\d]{1,9}\s?[条款项]"
)
_DATE_BAR = re.compile(r"^(?:今天是|现在是)?\s?\d{4}年\d{1,2}月\d{1,2}日\s{0,4}星期[一二三四五六日天]")


@cache
def _words() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    items: set[str] = set()
    strong: set[str] = set()
    into = items
    table = files("policykit.clean").joinpath("furniture_words.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        word = line.strip()
        if word == "[item]":
            into = items
        elif word == "[strong]":
            into = strong
        elif word and not word.startswith("#"):
            into.add(word.strip("：>+"))
    # Case is spelt out in the list: a pattern that ignores case cannot skip ahead to its first characters.
    pattern = re.compile("|".join(re.escape(w) for w in sorted(strong, key=len, reverse=True)))
    return frozenset(items), frozenset(strong), pattern


def trigger() -> re.Pattern[str]:
    """The words that stand in a line anywhere; a text without any has no marked furniture in its middle."""
    return _words()[2]


def items_of(text: str) -> list[str]:
    """The items of a line of links."""
    return [item for item in _SEPARATORS.split(text) if item]


def lexical_share(text: str) -> float:
    """The share of a line's items that are furniture words."""
    items, strong, _ = _words()
    found = items_of(text)
    return sum(1 for i in found if i in items or i in strong) / len(found) if found else 0.0


def is_breadcrumb(text: str) -> bool:
    """`您现在的位置：首页 > 政务公开 > 政策文件`"""
    if len(text) > 300 or is_salutation(text):
        return False
    if _CRUMBS.search(text):
        return len(_ARROWS.findall(text)) >= 1 or "位置" in text[:12] or len(items_of(text)) >= 2
    if any(mark in text for mark in "<＜《（(。，") or is_sentence(text):
        return False
    steps = [step.strip() for step in _ARROWS.split(text)]
    return len(steps) >= 3 and len(steps[0]) <= 16 and max(map(len, steps)) <= 60


def is_page_footer(text: str) -> bool:
    """Copyright, registration numbers, site operator."""
    return len(text) <= 300 and bool(_LEGAL.search(text)) and not LABEL.match(text)


def is_contact(text: str) -> bool:
    """A telephone, post or web address alone on its line."""
    if _ISO_DATE.match(text):
        return False
    return len(text) <= 120 and bool(_PHONE.match(text) or _CONTACT.match(text) or _WEB_ADDRESS.match(text))


def is_certain(text: str) -> bool:
    """Furniture by its own words, wherever outside the body it stands."""
    if not text or len(text) > 400 or LABEL.match(text) or ATTACHMENT.match(text) or is_salutation(text):
        return False
    if METADATA.search(text) and not is_breadcrumb(text):
        return False
    if is_breadcrumb(text) or _DATE_BAR.match(text) or _DISCLAIMER.match(text):
        return True
    if is_sentence(text) and not text.endswith(("!", "！", "：", ":", "……", "…")):
        return False
    items, _, pattern = _words()
    found = items_of(text)
    if not found:
        return False
    if len(found) == 1 and found[0] in items:
        return len(found[0]) > 1 or text in ("大", "中", "小")
    hit = pattern.search(text)
    if hit and len(text) <= 120 and (hit.start() <= 2 or not (is_title(text) or is_issuer(text))):
        return True
    return lexical_share(text) >= 0.6 or bool(_SOURCE.match(text))


def is_menu(text: str) -> bool:
    """Many short items side by side with no mark of a sentence: a navigation bar that no word list knows."""
    if len(text) > 300 or "\t" in text or LABEL.match(text) or METADATA.search(text) or DATE.search(text):
        return False
    if any(mark in text for mark in "，。；：、:《"):
        return False
    found = items_of(text)
    if len(found) < 4 or _CITED.search(text):
        return False
    return all(len(i) <= 10 for i in found) and sum(len(i) for i in found) / len(found) >= 1.5


def is_site_name(text: str) -> bool:
    """A line that only names a web site."""
    return bool(_SITE_NAME.match(text))


def byline_bits(text: str) -> list[tuple[int, int]]:
    """Page tools inside a line that also carries metadata: 浏览次数：504 次, 【字体：大 中 小】."""
    return [m.span() for m in _BYLINE_BIT.finditer(text) if m.group().strip()]
