"""What a document repeals: 《甲办法》《乙规定》同时废止 in its closing clauses, or the list of a decision to repeal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policykit.model.document import Clause

_REPEALS = re.compile(r"同时废止|予以废止|即行废止|自行废止|一并废止|停止执行|宣布失效|同时失效")
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》){2,120})》")
_SENTENCE = re.compile(r"[^。；\n]+")
_BY = re.compile(r"(?:根据|依据|按照|依照|遵照|参照|适用|违反)[^，。《》]{0,8}$")
_PART = re.compile(r"(?:[（(][^（）()]{0,60}[）)])?(?:的|中的?)?第[^条章节。，]{1,9}[条章节]")
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
)


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
                out += [t for t in _whole(sentence[: end.start()]) if t not in out]
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
        lines = [clause.heading or "", *clause.text.split("\n")]
        for line in lines:
            direct = list(_DIRECT.finditer(line))
            for found in direct:
                out += [t for t in _TITLE.findall(found.group()) if t not in out]
            item = _ITEM.match(line)
            if on and item and not direct and not _KEPT.search(line[item.end() :]):
                out += [t for t in (item[1],) if t not in out]
            elif _LISTS.search(line):
                on = True
            elif not item and _KEPT.search(line):
                on = False
    return tuple(out)


def _whole(text: str) -> Iterator[str]:
    """The titles of `text` that are repealed as a whole."""
    for found in _TITLE.finditer(text):
        if not _BY.search(text[max(0, found.start() - 12) : found.start()]) and not _PART.match(text, found.end()):
            yield found[1]
