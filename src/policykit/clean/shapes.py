"""What lines of official documents look like: labels, sentences, titles, dates, issuers.

Cleaning asks these only to decide what is safely no furniture; what a line means is the parser's business. All
patterns are for lines in simplified characters (`lang.script.to_simplified` keeps offsets).
"""

from __future__ import annotations

import re

CHINESE = r"\u3400-\u9fff\uf900-\ufaff〇○"
CLOSERS = "。！？；：…!?;:"
_NUM = "一二三四五六七八九十百零〇"

LABEL = re.compile(
    rf"\s*(?:第\s?[{_NUM}千\d]{{1,9}}\s?[编章节条](?:之[{_NUM}]{{1,3}})?(?=[\s\u3000、:：]|[{CHINESE}《“（]|$)"
    rf"|[{_NUM}]{{1,4}}\s?[、.．]"
    rf"|[（(]\s?[{_NUM}]{{1,4}}\s?[)）]"
    rf"|[（(]\s?\d{{1,3}}\s?[)）]"
    rf"|\d{{1,3}}\s?[.．、](?!\d)"
    rf"|[①-⑳⒈-⒛⑴-⒇㈠-㈩]"
    rf"|第[{_NUM}]{{1,3}}[，,、步]"
    rf"|[一二三四五六七八九十]是)"
)
ARTICLE = re.compile(rf"\s*第\s?[{_NUM}千\d]{{1,9}}\s?条")
_NUMBERED = rf"(?:[{CHINESE}]{{2,12}}[〔\[（(【](?:19|20)\d\d[〕\]）)】]第?\d{{1,5}}号\s?)"
ATTACHMENT = re.compile(rf"\s*{_NUMBERED}?附\s{{0,6}}(?:件|表|录|图)\s{{0,4}}(?:[:：\d一二三四五六七八九十]|$)")
NUMBERED_ATTACHMENT = re.compile(rf"{_NUMBERED}附件\s?[\d一二三四五六七八九十]{{0,2}}[:：]?\s*$")
"""云政发〔2020〕4号附件1: a line of its own above the title of an attachment."""
SENTENCE_END = re.compile(r"[。！？；：…!?;:][”’》）)\]】]{0,3}$")
_CLAUSE_MARK = re.compile(r"[，。；、,;]")
DATE = re.compile(
    r"[（(]?(?:\d{4}|[二一][○〇零０O一二三四五六七八九]{3})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月"
    r"(?:\s?[\d一二三四五六七八九十]{1,3}\s?日)?[）)]?"
)
DOC_NUMBER = re.compile(
    r"[〔\[［【（(]\s?(?:19|20)\d\d\s?[〕\]］】）)]\s?\d{1,5}\s?号|令\s{0,3}第?\s?\d{1,5}\s?号|第\s?\d{1,4}\s?号$"
)
TITLE = re.compile(
    r"(?:通知|意见|办法|方案|规定|决定|条例|细则|规则|通告|公告|函|批复|纲要|规划|计划|措施|要点|准则|制度|预案"
    r"|目录|清单|标准|指南|指引|基准|解释|命令|章程|决议|议案|报告|请示|通报|公报|纪要|法)"
    r"(?:[（(][^（）()]{1,24}[）)])?[》]?$"
)
_SALUTATION = re.compile(
    r"(?:各|人民政府|委员会|管委会|委员|单位|部门|局|厅|署|部|院|办|公司|学校|学院|机构|处室|中心|协会|同志|部队)"
)
_ISSUER = re.compile(
    r"(?:政府|委员会|办公室|办公厅|局|厅|部|委|院|署|处|会|中心|总队|支队|大队|集团|公司|领导小组|指挥部|党组|党委|银行|大学|学院|学校)$"
)
METADATA = re.compile(
    r"发布时间|发布日期|发文日期|成文日期|成文时间|生成日期|印发日期|公开日期|公开时间|发文字号|发布文号|文\s{0,4}号\s{0,2}[:：]"
    r"|索\s{0,3}引\s{0,3}号|主题分类|公文种类|发文机关|发文机构|发文单位|发布机构|发布单位|制定机关|实施日期|施行日期|生效日期|废止日期"
    r"|失效日期|有\s{0,2}效\s{0,2}性|是否有效|信息分类|服务对象|名\s{0,4}称\s{0,2}[:：]|主\s{0,2}题\s{0,2}词|组配分类|公文时效|时\s{0,4}效\s{0,2}[:：]"
    r"|颁布日期|颁布时间|更新时间|更新日期|日\s{0,4}期\s{0,2}[:：]|发布于"
)


def is_sentence(text: str) -> bool:
    """Running text: it ends as a sentence does, or it is long and has the marks of one."""
    return (len(text) >= 12 and bool(SENTENCE_END.search(text))) or (
        len(text) >= 30 and len(_CLAUSE_MARK.findall(text)) >= 2 and "|" not in text
    )


def is_salutation(text: str) -> bool:
    """`各区人民政府，市政府各部门：`"""
    return text[-1:] in ("：", ":") and 4 <= len(text) <= 400 and bool(_SALUTATION.search(text)) and "。" not in text


def is_issuer(text: str) -> bool:
    """A line that names bodies only: `临江市人民政府办公室`, also two side by side."""
    return 3 <= len(text) <= 80 and bool(_ISSUER.search(text)) and not _CLAUSE_MARK.search(text)


def is_date(text: str) -> bool:
    found = DATE.match(text)
    return bool(found) and len(text) - found.end() <= 12 if found else False


def is_title(text: str) -> bool:
    """Looks like (the last line of) a document's title."""
    return 4 <= len(text) <= 120 and bool(TITLE.search(text)) and not text.endswith(("。", "；"))


def opens_body(text: str) -> bool:
    """The first line of this kind ends the head of a document."""
    return bool(LABEL.match(text)) or is_salutation(text) or (len(text) >= 18 and is_sentence(text))


def belongs(text: str) -> bool:
    """A line that no rule may take for furniture by its place alone."""
    return bool(
        LABEL.match(text)
        or ATTACHMENT.match(text)
        or "\t" in text
        or is_date(text)
        or is_issuer(text)
        or is_title(text)
        or DOC_NUMBER.search(text)
        or METADATA.search(text)
        or is_salutation(text)
        or is_sentence(text)
        or text.startswith(("抄送", "主送", "（", "(", "联系人", "联系电话", "注：", "《"))
        or text.endswith(("印发", "印发。", "）", ")"))
    )
