"""The slots of a template: `[[职责 部分=任务 空=……]]`, filled with lines drawn from clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykit.draft.sections import PARTS
from policykit.draft.themes import themes
from policykit.errors import TemplateError

SLOT = re.compile(r"^\[\[([^\[\]\s]{1,12})((?:\s+[^\[\]\s=]{1,8}=[^\[\]\s]*)*)\s*\]\]$")
_PAIR = re.compile(r"([^\s=]{1,8})=(\S*)")

# Each slot and the options it takes.
KNOWN = {
    "职责": ("部分", "主题", "空", "省略"),
    "原文": ("部分", "空", "省略"),
    "进展": ("空", "省略"),
    "份号": ("份号", "密级", "紧急"),
    "红头": ("后缀",),
    "文号": ("签发人",),
    "主送": ("上级",),
    "附件说明": (),
    "落款": (),
    "附注": ("内容",),
    "版记": (),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot's name and options. `空` is what stands there when nothing fills it; None leaves nothing.

    `省略` is a gate: where nothing fills any gated slot of a section, the section is left out for this reason.
    """

    name: str
    options: tuple[tuple[str, str], ...]

    def option(self, key: str) -> str | None:
        return dict(self.options).get(key)


def read_slot(text: str) -> Slot | None:
    """The slot a paragraph is, or None where it is none. Raises TemplateError for an unknown slot or option."""
    stripped = text.strip()
    if not (stripped.startswith("[[") and stripped.endswith("]]")):
        return None
    match = SLOT.match(stripped)
    name = match[1] if match else stripped[2:14]
    if match is None or name not in KNOWN:
        raise TemplateError(f"模板里有不认识的位置：{stripped[:40]}", hint=f"可用的有：{'、'.join(KNOWN)}。")
    options = tuple((m[1], m[2]) for m in _PAIR.finditer(match[2]))
    for key, _ in options:
        if key not in KNOWN[name]:
            raise TemplateError(
                f"[[{name}]] 没有“{key}”这个选项", hint=f"可用的选项：{'、'.join(KNOWN[name]) or '没有'}。"
            )
    for key, value in options:
        known = {"部分": PARTS, "主题": themes()}.get(key)
        if known and value not in known:
            raise TemplateError(f"[[{name}]] 的“{key}”没有“{value}”", hint=f"可用的有：{'、'.join(known)}。")
    return Slot(name, options)
