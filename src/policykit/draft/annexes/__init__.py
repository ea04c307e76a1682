"""Annex tables by kind: each built from clauses and profile, each row with its 依据条款."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from policykit.errors import UsageError
from policykit.model.document import Document
from policykit.model.output import Annex
from policykit.model.store import DocumentStore
from policykit.profile import Profile

Builder = Callable[[Profile | None, Sequence[Document], DocumentStore | None], Annex]

# The module and the function that build each kind: a table of tasks must not wait for all that reads powers in laws.
KINDS: dict[str, tuple[str, str]] = {
    "任务分工表": ("tasks", "build"),
    "时限台账": ("deadlines", "build"),
    "指标台账": ("indicators", "build"),
    "组织机构表": ("organs", "build"),
    "行政执法依据目录": ("bases", "build"),
    "执法职责分类表": ("powers", "build"),
    "权责清单": ("authority", "build"),
    "裁量权基准": ("grades", "build"),
    "职责分解表": ("posts", "build_breakdown"),
    "岗位责任表": ("posts", "build_people"),
    "职责清单": ("duties", "build"),
}
ALIASES = {
    "执法依据目录": "行政执法依据目录",
    "行政裁量权基准": "裁量权基准",
    "行政处罚裁量权基准": "裁量权基准",
    "责任分工表": "任务分工表",
    "任务分解表": "任务分工表",
}


def build(kind: str, profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """The annex of a kind. Without a profile the bodies are the source's own. Raises UsageError for an unknown kind."""
    name = ALIASES.get(kind, kind)
    place = KINDS.get(name)
    if place is None:
        raise UsageError(f"没有“{kind}”这种附件", hint=f"可用的有：{'、'.join([*KINDS, *ALIASES])}。")
    module, function = place
    builder: Builder = getattr(import_module(f"{__name__}.{module}"), function)
    return builder(profile, sources, store)
