"""A query that points at one place: 行政许可法第12条, 《行政处罚法》 第三十三条之一, 国办发2018 118号, 2018年118号文.

People write down what they know of a document, not always as it is printed. What is read here is only a reading: the
collection says whether there is such a document, and a query that points nowhere is searched like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykit.lang.numerals import parse, to_chinese
from policykit.search.tokens import fold

_DIGITS = r"[0-9一二三四五六七八九十百千零〇两]"
_ARTICLE = re.compile(
    rf"(?:第\s?({_DIGITS}{{1,9}})\s?条|(?<![0-9])([0-9]{{1,4}})\s?条)(?:\s?之\s?([一二三四五六七八九十0-9]{{1,3}}))?"
    rf"(?:第?{_DIGITS}{{1,4}}款)?(?:第?[(（]?{_DIGITS}{{1,4}}[)）]?项)?(?:第?{_DIGITS}{{1,3}}目)?"
)
_TITLE = re.compile(r"《([^《》]{2,80})》|([^\s《》:：*?\"“”]{2,60})")
_NUMBER = re.compile(
    r"([㐀-鿿]{2,12})?\s?(?:[\[［【〔〈（(]\s?((?:19|20)[0-9]{2})\s?[\]］】〕〉）)]|((?:19|20)[0-9]{2})\s?年?)\s?(?:第\s?)?([0-9]{1,5})\s?(号|文)?(?:文件?)?"
)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a query points at: a document by its folded title or by its number, and an article of it.

    `number` is (the organ's code or "", year, number): (国办发, 2018, 118). `article` is the printed label, 第十二条.
    """

    title: str = ""
    number: tuple[str, str, str] | None = None
    article: str = ""


def pointer(query: str) -> Pointer | None:
    """What the whole query points at; None where it is a query like any other."""
    text = query.strip()
    if not text or len(text) > _LONGEST:
        return None
    text = fold(text)
    article = ""
    for found in _ARTICLE.finditer(text):
        if found.end() == len(text):
            number = parse(found[1] or found[2])
            again = parse(found[3]) if found[3] else None
            if number is None or (found[3] and again is None):
                return None
            article = f"第{to_chinese(number)}条" + (f"之{to_chinese(again)}" if again else "")
            text = text[: found.start()].rstrip(" ，,、")
            break
    if numbered := _NUMBER.fullmatch(text):
        code, bracketed, bare, number_text, mark = numbered.groups()
        if bracketed or (mark and (code or bare)):
            return Pointer(number=(code or "", bracketed or bare, number_text), article=article)
    if article and (named := _TITLE.fullmatch(text)):
        return Pointer(title=named[1] or named[2], article=article)
    return None
