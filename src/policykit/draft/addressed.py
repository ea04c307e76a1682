"""Sentences that speak to others than the department, as the source does: 各地各部门要……, 国务院有关部门要…….

A plan carries the source's words; where the profile has no rule to say them otherwise, the reviewer is told beside the
line and in the report, for nobody in the department is called so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from policykit.draft.binding import Why
from policykit.draft.task import Task
from policykit.model.output import Line

UNWORDED = "这一段照来文写的是“{}”，不是本单位的称呼；要改称，请在单位概况“本地化”里写明"
ANOTHER = "这一段照来文写的是“{}”要做什么，请确定本单位在其中做什么"
# Who acts, at the front of a sentence in which nobody was read.
_SUBJECT = re.compile(
    r"(?:国务院|中央|国家|各省|各地|各级|地方各级|地方|省级|市级|县级|同级|省|市县)[^，。；：、的]{0,10}"
    r"(?:部门|政府|财政|党委|党组|机关|单位)(?:[、和及][^，。；：的]{2,16}?(?:部门|政府|财政|党委|机关|单位))?"
    r"(?=[^，。；]{0,4}(?:要|应|须|可|负责|必须|不得|按))"
)
_REMARK = re.compile("|".join(re.escape(t).replace(re.escape("{}"), "([^”]{1,80})") for t in (UNWORDED, ANOTHER)))


def remarks_on(task: Task, printed: str) -> Iterable[str]:
    """What the reviewer is told about whom the printed words of a task speak to."""
    plain = "".join(printed.split())
    if task.why is Why.CLASS:
        for actor in task.mine:
            if "".join(actor.split()) in plain:
                yield UNWORDED.format(actor) + "。"
    elif task.why is Why.UNNAMED and (found := _SUBJECT.match(plain)) is not None:
        yield ANOTHER.format(found[0]) + "。"


def addressed(lines: Iterable[Line]) -> tuple[tuple[str, int], ...]:
    """Whom the lines of a draft speak to, each with the number of paragraphs, the most first."""
    counts: dict[str, int] = {}
    for line in lines:
        for remark in line.remarks:
            if (found := _REMARK.match(remark)) is not None:
                name = found[1] or found[2]
                counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts.items(), key=lambda c: -c[1]))
