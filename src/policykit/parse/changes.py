"""What a document does to parts of others: 《甲条例》第四十条同时废止, and the items of a decision to amend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policykit.model.document import Clause, PartChange

_N = r"[零〇一二三四五六七八九十百千\d]{1,7}"
_ARTICLE = rf"第\s?{_N}\s?条(?:之{_N})?"
_PART = rf"第?\s?(?:{_N}\s?[款项目]|[（(]\s?{_N}\s?[）)](?:[项目](?![录的])|(?=[、，。；和及]|$)))"
_FRAME = rf"第\s?{_N}\s?(?:分?编|章|节)(?:第\s?{_N}\s?[章节]){{0,2}}"
_ONE = rf"(?:{_FRAME}|{_ARTICLE})(?:{_PART}){{0,3}}"
_RUN = (
    rf"(?:{_ONE}|第\s?{_N}(?=[、至到])(?:[、至到]第?{_N}){{1,20}}\s?[条章])"
    rf"(?:(?:、|和|及|以及|至|到|－|-|—)(?:{_ONE}|{_PART})){{0,30}}"
)
RUN = re.compile(_RUN)
"""Places as printed: 第四十条第二款、第四十二条, 第三章."""
_TITLE = r"《(?P<title>(?:[^《》]|《[^《》]*》){2,120})》"
_BRACKET = r"(?:\s?[（(][^（）()]{0,60}[）)]){0,2}"
PART_OF = re.compile(
    rf"{_BRACKET}(?:的|中的?)?(?P<run>{_RUN})(?!(?:所?规定|[、和]本|所列)的)(?:[^，。；《》]{{0,24}}?(?:规定|条款|内容))?"
    rf"|{_BRACKET}(?P<words>(?:中的?|里的?|的)?(?:有关|涉及|关于|与)?[^，。；《》、]{{2,40}}(?:规定|条款|内容|部分|收费标准|附件|附表)(?:\d{{0,2}}))(?=同时|即行|予以|一并|自|停止|不再|，|宣布)"
)
"""What stands behind a title if only a part of it is meant: places, or words for them (中有关看守所的规定)."""
_ENDS = re.compile(r"同时废止|予以废止|即行废止|自行废止|一并废止|停止(?:执行|适用)|不再(?:执行|适用)|失效|废止")
_NAMED = re.compile(_TITLE)
_ENDED_FIRST = re.compile(rf"(?:废止|停止执行|停止适用)(?:了)?{_TITLE}")
_NOT_SO = re.compile(r"暂时|暂停|试点|拟|建议|[可应当]以?(?:修改|废止)|根据|依据|依照|按照")
_FOR_NOW = re.compile(r"暂时|暂停|试点|拟|建议|提案|议案|规定：|旧条例|旧法|修订前")
_DECISION = re.compile(r"修改|修正|废止|清理|修订")
_OF_TITLE = re.compile(
    r"(?:修改|修正|修订|废止)(?:部分)?[《〈](?P<one>[^《》〈〉]{2,80}(?:〈[^〈〉]{2,60}〉[^《》〈〉]{0,20})?)[》〉]"
    r"(?P<more>[^《》〈〉]{0,4}等|[、和])?"
)
_HEADS = re.compile(
    rf"^\s?(?:[（(]?[一二三四五六七八九十百\d]{{1,4}}[）)、.．]\s?)?(?:修改|对|将|关于)?{_TITLE}{_BRACKET}"
    r"(?:作(?:如下|出)[^。；]{0,10}|的修改|修改如下|$|：|:)"
)
_BARE_HEAD = re.compile(
    rf"^\s?[（(]?[一二三四五六七八九十百\d]{{1,4}}[）)、.．]\s?(?:对|修改)?(?P<title>[\u4e00-\u9fff、]{{4,50}}(?:法|条例|办法|规定|细则|规则|规程))"
    rf"{_BRACKET}(?:作(?:如下|出)[^。；]{{0,10}})?[：:]?$"
)
_ITEM = re.compile(
    rf"^\s?(?:[（(]?[一二三四五六七八九十百\d]{{1,4}}[）)、.．]\s?)?{_TITLE}{_BRACKET}(?:的|中的?)?(?P<run>{_RUN})[。；，]?$"
)
"""An item of a list of what is repealed: 《甲条例》第八条."""
_AMENDS = re.compile(
    rf"(?:将)?{_BRACKET}(?P<run>{_RUN})[^。；]{{0,80}}?(?:修改为|改为(?:第\s?{_N}\s?条(?:之{_N})?)?|修改成|中增加|增加一[款项句]|后增加|中的?[“”]|删去|删除)"
)
_DELETES = re.compile(
    rf"删[去除]\s?(?:{_TITLE}{_BRACKET}(?:的|中的?)?)?(?P<run>{_RUN})\s?(?=[。；，、\n]|$)|(?:将)?(?P<run2>{_RUN})(?:予以)?(?:删[去除]|废止)\s?(?=[。；，\n]|$)"
)
_ADDS = re.compile(rf"增加[^。；“”]{{1,8}}[条章节款项][^。；“”]{{0,6}}作为(?:{_TITLE})?(?P<run>{_RUN})")
_SHORT = 4
_LONGEST = 4000  # characters of a sentence that is read
_MOST = 400  # changes kept of one document


def part_changes(title: str | None, closing: Iterable[Clause], clauses: Iterable[Clause]) -> tuple[PartChange, ...]:
    """Every part that closing clauses repeal, and all that a decision (by its `title`) changes item by item.

    A part repealed never counts for the whole document. What holds for a time or a place only is left out.
    """
    found = dict.fromkeys(_closing(closing))
    if title and _DECISION.search(title):
        found |= dict.fromkeys(_decided(title, clauses))
    return tuple(found)[:_MOST]


def lines_of(clause: Clause) -> list[str]:
    """The lines of a clause as printed, its label before the first."""
    body = clause.text.split("\n")
    if clause.heading:
        return [(clause.label or "") + clause.heading, *body]
    return [(clause.label or "") + body[0], *body[1:]]


def _closing(clauses: Iterable[Clause]) -> Iterator[PartChange]:
    for clause in clauses:
        whole = (clause.heading or "") + "\n" + clause.text
        if "《" not in whole or not _ENDS.search(whole):
            continue
        for sentence in re.split(r"[。；\n]", whole):
            if len(sentence) > _LONGEST or _FOR_NOW.search(sentence):
                continue
            yield from _ended(sentence, clause.address)


def _ended(sentence: str, address: str) -> Iterator[PartChange]:
    last = 0
    for verb in _ENDS.finditer(sentence):
        last = verb.start()
    for named in _NAMED.finditer(sentence):
        first = _ENDED_FIRST.match(sentence, max(0, named.start() - 4)) or _ENDED_FIRST.match(
            sentence, max(0, named.start() - 2)
        )
        if not first and (named.end() > last or _NOT_SO.search(sentence, max(0, named.start() - 6), named.start())):
            continue
        part = PART_OF.match(sentence, named.end())
        if part:
            place = re.sub(r"\s", "", part["run"] or part["words"])
            yield PartChange(named["title"], place, "repeals", address)


def _decided(title: str, clauses: Iterable[Clause]) -> Iterator[PartChange]:
    """The items of a decision, each of the document that the title or the nearest head above it names."""
    named = _OF_TITLE.search(title)
    target = named["one"] if named and not named["more"] else None
    quoted = False
    for clause in clauses:
        for line in lines_of(clause):
            plain, quoted = _unquoted(line, quoted)
            if not plain.strip():
                continue
            head = _HEADS.match(plain) or _BARE_HEAD.match(plain)
            if head:
                target = head["title"]
            item = _ITEM.match(plain) if re.search(r"废止|失效", title) and len(plain) < _LONGEST else None
            if item:
                yield PartChange(item["title"], re.sub(r"\s", "", item["run"]), "repeals", clause.address)
                continue
            for sentence in re.split(r"[。；]", plain):
                yield from _of_sentence(sentence, target, clause.address)


def _of_sentence(sentence: str, target: str | None, address: str) -> Iterator[PartChange]:
    if len(sentence) > _LONGEST or ("条" not in sentence and "章" not in sentence) or _FOR_NOW.search(sentence):
        return
    named = _NAMED.search(sentence)
    if named and len(named["title"]) > _SHORT and PART_OF.match(sentence, named.end()):
        target = named["title"]
    if target is None:
        return
    yield from _ended(sentence, address)
    for kind, pattern in (("deletes", _DELETES), ("adds", _ADDS)):
        for found in pattern.finditer(sentence):
            run = found["run"] or found.groupdict().get("run2") or ""
            said = found["title"] if len(found["title"] or "") > _SHORT else None  # 《解释》 is the one at hand
            yield PartChange(said or target, re.sub(r"\s", "", run), kind, address)
        sentence = pattern.sub("", sentence)
    for found in _AMENDS.finditer(sentence):
        yield PartChange(target, re.sub(r"\s", "", found["run"]), "amends", address)


def _unquoted(line: str, inside: bool) -> tuple[str, bool]:
    """The line without what it quotes, the marks kept, and whether a quotation goes on behind it."""
    if inside and not line.startswith("“"):
        close = line.find("”")
        if close < 0:
            return "", True
        line = line[close + 1 :]
    out: list[str] = []
    at = 0
    while (opened := line.find("“", at)) >= 0:
        out.append(line[at : opened + 1])
        close = line.find("”", opened)
        if close < 0:
            return "".join(out), True
        at = close
    out.append(line[at:])
    return "".join(out), False
