"""Whether registration confirms (a right, a fact) or licenses, by what is registered and by the registrar."""

from __future__ import annotations

import re

from policykit.annotate.powers import lexicon
from policykit.annotate.powers.article import Sentence
from policykit.annotate.powers.bodies import Body

REGISTRATION = "登记"
# What is only entered in a book.
_NOTED = re.compile(r"复议|复查|听证|异议|申诉|赔偿|仲裁|回避|信访|举报|投诉|来访|案件|扣押|查封|涉案物品|被征用")
_LICENSING = re.compile(
    r"许可|经营|营业|设立|企业|公司|机动车|车辆|犬|社会团体|团体|勘查|采矿|排污|取水|执业|从业|注册|单位|(?<!登记)机构(?!应当)|缴存"
)
_ENTERED = re.compile(r"记载于[^，。；]{0,8}登记簿")
_FOUNDING = re.compile(r"设立登记|开业登记|设立[^，。；]{0,16}(?:企业|公司|机构|合作社)|营业执照")


def registration(text: str, sentence: Sentence, at: int, body: Body | None) -> str:
    """Whether registration confirms (a right, a fact) or licenses, by what is registered and by the registrar."""
    if _FOUNDING.search(text, sentence.start, sentence.end):
        return "行政许可"
    if _ENTERED.search(text, sentence.start, sentence.end):
        return "行政确认"
    said = text[sentence.start : min(at + 14, sentence.end)] + (text[body.start : body.end] if body else "")
    if lexicon.confirming().search(said):
        return "行政确认"
    if _LICENSING.search(text, sentence.start, sentence.end):
        return "行政许可"
    # Nothing is said here of what is registered: the article says it.
    return "行政确认" if lexicon.confirming().search(text) else "行政许可"


def noted(text: str, sentence: Sentence) -> bool:
    """Whether something is only entered in a book (a complaint, a case)."""
    return _NOTED.search(text, sentence.start, sentence.end) is not None
