"""执法职责分类表: what the executed laws empower the department to do, by kind of power, each row with its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from policykit.annotate.powers import PowerKind
from policykit.draft.annexes.executed import LeftOut, in_force, read_law
from policykit.draft.annexes.left_out import notes_on
from policykit.draft.annexes.matters import Matter, matters
from policykit.draft.annexes.near import SILENT, near, together
from policykit.draft.annexes.rows import owner, serial, titled
from policykit.draft.annexes.whose import Claims
from policykit.draft.assignment import assign
from policykit.draft.placeholder import HOLE, hole
from policykit.model.address import spoken
from policykit.model.document import Document
from policykit.model.output import Annex, Column, Origin, OutCell, Row
from policykit.model.store import DocumentStore
from policykit.profile import Profile

KIND = "执法职责分类表"
COLUMNS = (
    Column("序号", 0.5),
    Column("职权类别", 0.9),
    Column("职权名称", 2.2),
    Column("法定依据", 1.7),
    Column("具体条款", 4.4),
    Column("实施机构", 1.5),
    Column("承办机构", 1.1),
    Column("备注", 1.5),
)
ORDER = tuple(PowerKind)
GENERAL = "通用程序法，列入执法依据目录"
NOT_OURS = "规范其他系统或者国家机关自身的工作"
ON_EXERCISE = "规范裁量或者执法责任，不授予职权"
EMPTY = (
    "所给文件中没有授予本单位职权的条款；请检查 --source 是否包括本单位执行的法律，"
    "单位概况的“来文中的类别”是否列有法律对本单位的称呼。"
)


def build(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """One row a paragraph of an article and kind of power: of the department, without a profile of every body.

    General procedure laws are left out: they say how powers are used and grant none of their own.
    """
    found, left = collect(profile, sources, store)
    rows = tuple(_row(n, m, profile) for n, m in enumerate(sorted(found, key=lambda m: ORDER.index(m.kind)), 1))
    notes = (*notes_on(left), *(() if rows else (EMPTY,)))
    return Annex(KIND, f"{owner(profile)}{KIND}", COLUMNS, rows, notes=notes)


def collect(
    profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None
) -> tuple[list[Matter], list[LeftOut]]:
    """The department's matters in order of the laws' authority, no sentence of an article twice; and the sources
    without any. Articles that begin alike are matters of their own."""
    laws, unused = in_force(sources, store, profile)
    claims = Claims(profile) if profile else None
    out: list[Matter] = []
    seen: set[tuple[str, str, str, str]] = set()
    left = list(unused)
    for document in laws:
        law = read_law(document)
        if law.general:
            left.append(LeftOut(law.title, NOT_OURS if claims and not claims.own_rules(law.title) else GENERAL))
            continue
        if law.on_exercise:
            left.append(LeftOut(law.title, ON_EXERCISE))
            continue
        own = list(matters(law, claims))
        if not own:
            left.append(near(law, claims, SILENT) if claims else LeftOut(law.title, "没有授权条款"))
        if claims is not None:
            left += together(law, claims, {m.article for m in own})
        for matter in own:
            key = (document.id, matter.article, matter.kind.value, matter.printed)
            if key not in seen:
                seen.add(key)
                out.append(matter)
    return out, left


def _row(number: int, matter: Matter, profile: Profile | None) -> Row:
    cells = (
        serial(number),
        OutCell(matter.kind.value),
        OutCell(matter.name),
        OutCell(f"{titled(matter.law.title)}{spoken(matter.article)}"),
        OutCell(matter.printed),
        OutCell(matter.holder or (profile.name if profile else hole("实施机构"))),
        OutCell(unit_of(profile, matter)),
        OutCell(note(matter)),
    )
    return Row(f"r{number}", cells, Origin.SOURCE, matter.pieces)


def unit_of(profile: Profile | None, matter: Matter) -> str:
    """The unit that handles the matter by the profile's words."""
    if profile is None:
        return ""
    return named_unit(assign(profile, f"{matter.name}{matter.law.title}", matter.printed).unit)


def named_unit(unit: str) -> str:
    """The unit in the column 承办机构, to be filled in by that name where the profile's words name none."""
    return hole("承办机构") if HOLE.search(unit) else unit


def note(matter: Matter) -> str:
    cases = f"所列情形{matter.listed}项，见原文" if matter.listed else ""
    return "；".join(x for x in (matter.claim.note, cases) if x)
