"""References that name no title: 该法第三条, 同条第二款, 前款, and an article alone after a cited law."""

from __future__ import annotations

import re

from policykit.annotate.citations.grammar import COUNTED, NUMERAL
from policykit.annotate.citations.judge import stem

POINTING = re.compile(
    rf"(?P<which>该|同|本|此|上述|前述)(?P<genre>法典?|条例|办法|规定|细则|规则|意见|通知|方案|决定|规程|规范|解释|批复|公告|纲要|措施|准则)"
    rf"(?=(?:的|中的?)?\s{{0,3}}第\s{{0,3}}{NUMERAL}(?:[、至和到]{NUMERAL}){{0,9}}\s{{0,3}}条)"
)
"""A pointing word with an article behind it. `本` is the document itself unless it stands in a quotation."""

ONE_OF_TWO = re.compile(rf"(?P<which>前|后)(?:者|一部|一件)(?=(?:的|中的?)?\s{{0,3}}第\s{{0,3}}{NUMERAL}\s{{0,3}}条)")
"""后者第三条: of exactly two documents of the sentence or the one before."""

SEVERAL = ("上述", "前述")
"""Words that may stand for more than one: after 《甲条例》和《乙条例》, 上述条例 is neither alone."""

DERIVED = re.compile(
    r"(?:及其|该法的?|同法的?|该条例的?|其)(?P<what>实施(?:条例|细则|办法|规定)|(?<=其)司法解释)(?=(?:的|中的?)?\s{0,3}第)"
)
"""《X法》及其实施条例第九条: not the law but what carries it out."""

LEADS_ALONE = re.compile(
    r"(?:^|[，、（“：；]|和|及|与|或|或者|违反|依照|按照|根据|依据|适用|同时|其中|其|即|[、，和及][\u4e00-\u9fff]{2,8}编的?)\s{0,2}$"
)
OTHER_NAME = re.compile(
    r"(?:法|条例|办法|细则|规则|合同|章程|协议|方案|意见|通知|附件|标准|决定)(?![律定规制])|本(?![章节编条款])[\u4e00-\u9fff]{1,8}第"
)
"""Between a cited law and an article alone, another name takes the article away from the law."""

SAME_ARTICLE = re.compile(rf"(?:同条|该条)(?=第\s{{0,3}}{NUMERAL}\s{{0,3}}[款项]|第?[（(])")
OWN_PARTS = re.compile(
    rf"前(?P<n>[两二三四五六])?款|前(?P<m>[两二三四五六])?条|本条(?=第\s{{0,3}}{NUMERAL}\s{{0,3}}[款项]|第?[（(])|本款(?=第)"
)
ALONE = re.compile(
    rf"第\s{{0,3}}{NUMERAL}(?:[、至和到]{NUMERAL}){{0,9}}\s{{0,3}}条{COUNTED}(?!任务|整改|问题|理由|原因|例)"
)


_ISSUED = re.compile(r"(?:印发|发布|公布)[〈《]([^〈〉《》]{2,80})[〉》]的(?:通知|公告|命令|决定)$")


def same_genre(title: str, genre: str) -> bool:
    """Whether `该<genre>` can stand for a document of this title."""
    base = stem(title)
    if genre == "法":
        return base.endswith(("法", "法典", "刑法修正案"))
    return base.endswith(genre) or (genre != "通知" and _issues(title, genre))


def _issues(title: str, genre: str) -> bool:
    """Whether a notice issues a document of this genre: 关于印发〈某某办法〉的通知 stands for 该办法 too."""
    found = _ISSUED.search(title)
    return found is not None and stem(found[1]).endswith(genre)
