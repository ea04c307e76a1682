"""职责清单: every duty of the sources, carried or not, as people go through it in Excel and give it back.

The last column names each row for `policykit duties import`; the words of the duty are not to be changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from policykit.draft.annexes.rows import basis_of, limits, measure, owner, places, refused, serial, to_confirm
from policykit.draft.assignment import added_lines
from policykit.draft.distribution import Given, distribute
from policykit.draft.localise import origin
from policykit.draft.papers import split_sources
from policykit.draft.placeholder import hole
from policykit.draft.provenance import of_heading
from policykit.draft.tasks import Task
from policykit.model.document import Document
from policykit.model.output import Annex, Column, Origin, OutCell, Row
from policykit.model.store import DocumentStore
from policykit.profile import Profile

KIND = "职责清单"
COLUMNS = (
    Column("序号", 0.5),
    Column("重点任务", 1.4),
    Column("具体措施", 4.2),
    Column("是否列入", 0.8),
    Column("不列入的理由", 1.6),
    Column("牵头科室", 1.2),
    Column("配合科室", 1.2),
    Column("岗位", 1.1),
    Column("责任人", 0.9),
    Column("完成时限", 1.2),
    Column("依据条款", 1.8),
    Column("职责编号", 1.1),
)
NOBODY = "没有给出单位概况，没有可以分工的科室；加上 --profile 单位概况.yaml 后再生成。"
KEPT, LEFT = "是", "否"
NOTE = (
    "改动“是否列入”“不列入的理由”“牵头科室”“配合科室”“岗位”“责任人”“完成时限”后，在工作台的草稿里选这张表，"
    "或者用 policykit duties import 读回；"
    "“具体措施”“职责编号”两列不要改。要增加任务，另起一行写明具体措施、牵头科室和依据条款。"
)


def build(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """One row a place with duties; none without a profile, as nobody is there to take them."""
    if profile is None:
        return Annex(KIND, KIND, COLUMNS, (), notes=(NOBODY,))
    rows: list[Row] = []
    review: list[int] = []
    numbered: list[tuple[int, Task]] = []
    for document in split_sources(sources)[0]:
        for given in distribute(document, profile):
            rows.append(_row(len(rows) + 1, given, profile))
            review += [len(rows)] if given.judged.earlier is not None else []
            numbered += [(len(rows), given.judged.task)] if given.judged.task is not None else []
        for line in added_lines(profile, (document,)):
            said = (line.name, line.quote, KEPT, "", line.unit, "、".join(line.helpers or ()), line.post, line.person)
            cells = (*map(OutCell, said), OutCell(line.deadline), OutCell(line.basis), OutCell(line.key))
            rows.append(Row("", (serial(len(rows) + 1), *cells), Origin.PROFILE))
    return Annex(
        KIND, f"{owner(profile)}职责清单", COLUMNS, tuple(rows), notes=(*to_confirm(review), *refused(numbered), NOTE)
    )


def _row(number: int, given: Given, profile: Profile) -> Row:
    judged, task, borne = given.judged, given.judged.task, given.borne
    kept = (OutCell(KEPT), OutCell("")) if judged.carried else (OutCell(LEFT), OutCell(judged.why_not))
    if task is None or given.assigned is None:
        blank = (OutCell(""),) * 5
        words = OutCell(judged.words)
        cells = (serial(number), OutCell(""), words, *kept, *blank, OutCell(""), OutCell(judged.key))
        return Row("", cells, Origin.COMPUTED)
    text, changes = measure(task, profile)
    cells = (
        serial(number),
        OutCell(task.heading),
        OutCell(text),
        *kept,
        OutCell(given.assigned.unit if judged.carried else ""),
        OutCell("、".join(given.assigned.helpers) if judged.carried else ""),
        OutCell(_post(given) if judged.carried else ""),
        OutCell("、".join(borne.people) if borne and judged.carried else ""),
        OutCell(limits(task, profile)),
        OutCell(basis_of(task)),
        OutCell(judged.key),
    )
    sources = [*places(task)]
    if not task.names and task.clause is not None and task.clause.heading:
        sources.append(of_heading(task.document, task.clause))
    return Row("", cells, origin(changes), tuple(dict.fromkeys(sources)), changes)


def _post(given: Given) -> str:
    if given.borne is not None and given.borne.post is not None:
        return given.borne.post.name
    return hole("岗位")
