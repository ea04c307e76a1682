"""What a document repeals: 《甲办法》《乙规定》同时废止 in its closing clauses, or the list of a decision to repeal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policykit.model.document import Clause
from policykit.parse.changes import PART_OF, lines_of

_REPEALS = re.compile(r"同时废止|予以废止|即行废止|自行废止|一并废止|停止执行|宣布失效|同时失效")
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》){2,120})》")
_SENTENCE = re.compile(r"[^。；\n]+")
_BY = re.compile(r"(?:根据|依据|按照|依照|遵照|参照|适用|违反)[^，。《》]{0,8}$")
_AMENDED = re.compile(r"(?:第[一二三四五六七八九十]{1,3}次)?(?:修正|修订|修改)(?=[的、，])")
"""根据《关于修改〈…〉的决定》修正的《…》同时废止: the decision is no more than the way to the text."""
_AGAINST = re.compile(
    r"[^。；《》]{0,40}(?:[同与和](?:本|上述|该)[^，。；《》]{0,16}(?:抵触|不一致|不符|冲突|矛盾|不同|有出入)|(?:抵触|不一致|不符)[^，。；《》]{0,6}[的者])"
)
"""凡与本办法抵触的: that much of it, not the whole."""
_DECIDES = re.compile(r"废止|失效")
_DIRECT = re.compile(
    r"(?:废止|失效)(?:了)?(?:《(?:[^《》]|《[^《》]*》){2,120}》(?:（[^（）]{0,60}）)?(?:、|和|以及|及|，)?){1,40}"
)
_LISTS = re.compile(
    r"(?:废止|失效)[^。；《》]{0,30}(?:下列|以下|如下|目录|清单|部分|[件部])|(?:下列|以下)[^。；《》]{0,30}(?:废止|失效)|(?:废止|失效)的[^。；]{0,24}$"
)
_KEPT = re.compile(r"继续有效|修改|修订|保留|拟")
_ITEM = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十百]{1,4}[）)、.．]?\s*)?(?:废止)?《((?:[^《》]|《[^《》]*》){2,120})》"
    r"|\s*[（(]?[\d一二三四五六七八九十百]{1,4}[）)、.．]\s*([\u4e00-\u9fff、“”]{3,60}(?:法|条例|办法|规定|细则|规则|规程|通知|决定|意见|批复))\s?"
    r"(?=[（(][^（）()]{0,24}(?:19|20)?\d\d|[；。，]?$)"
)
"""An item of the list: a title in its marks, or without them between its number and its date."""


def repeals(clauses: Iterable[Clause]) -> tuple[str, ...]:
    """Titles that a 废止 clause names. A law it rests on (根据《…》) is none, nor one of which it ends an article."""
    out: list[str] = []
    for clause in clauses:
        whole = (clause.heading or "") + "\n" + clause.text
        if "废止" not in whole and "失效" not in whole and "停止执行" not in whole:
            continue
        for sentence in _SENTENCE.findall(whole):
            end = _REPEALS.search(sentence)
            if end:
                out += [t for t in _whole(sentence, end.start()) if t not in out]
    return tuple(out)


def listed(title: str | None, clauses: Iterable[Clause]) -> tuple[str, ...]:
    """Titles that a decision to repeal lists after the verb, in its items or its annex.

    Only where the document's own title says that it repeals; the part of it that amends or keeps is passed over.
    """
    if not title or not _DECIDES.search(title):
        return ()
    out: list[str] = []
    on = False
    for clause in clauses:
        for line in lines_of(clause):
            direct = list(_DIRECT.finditer(line))
            for found in direct:
                whole = [t for t in _TITLE.finditer(found.group()) if not PART_OF.match(line, found.start() + t.end())]
                out += [t[1] for t in whole if t[1] not in out]
            item = _ITEM.match(line)
            if on and item and not direct and not _KEPT.search(line[item.end() :]):
                out += [t for t in (item[1] or item[2],) if t not in out and not PART_OF.match(line, item.end())]
            elif _LISTS.search(line):
                on = True
            elif not item and _KEPT.search(line):
                on = False
    return tuple(out)


def _whole(text: str, limit: int) -> Iterator[str]:
    """The titles before `limit` in `text` that are repealed as a whole."""
    for found in _TITLE.finditer(text, 0, limit):
        if _BY.search(text[max(0, found.start() - 12) : found.start()]):
            continue
        if _AMENDED.match(text, found.end()):
            continue
        if not PART_OF.match(text, found.end()) and not _AGAINST.match(text, found.end(), limit):
            yield found[1]
