"""Templates: Markdown with front matter, Jinja placeholders in a sandbox, and slots that clauses fill.

    ---
    名称: 实施方案
    附件: [任务分工表]
    ---
    # {{ 单位.名称 }}关于贯彻落实……的实施方案

    ## 主要任务

    [[职责 部分=任务]]

A value that goes into a placeholder is never read as Markdown. An unknown name is an error; a known one that the
profile leaves empty becomes a visible 【待填写】.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from policykit.errors import TemplateError
from policykit.given_file import read_given

BUILTIN = "builtin"
LARGEST = 1_000_000  # bytes
KEYS = ("名称", "说明", "附件", "文种", "承载")
_SECTION = re.compile(r"#{2,5}\s(.{1,200})$")
_GATE = re.compile(r"^\[\[.{0,200}\s省略=([^\s\]]{1,200})")
NEAR = 0.34  # how alike a name must be to be suggested


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its name, what its front matter says, and the Markdown below it. `carries` names the template of
    the plan that travels under this one (印发通知), empty where there is none."""

    name: str
    description: str
    annexes: tuple[str, ...]
    body: str
    carries: str = ""

    @property
    def gates(self) -> tuple[tuple[str, str], ...]:
        """The sections that are left out where nothing fills them, with the reason that is then given."""
        out: dict[str, str] = {}
        heading = ""
        for line in self.body.splitlines():
            found = _SECTION.match(line)
            heading = found[1].strip() if found else heading
            reason = _GATE.search(line)
            if reason and heading:
                out.setdefault(heading, reason[1])
        return tuple(out.items())


def load(name: str, folder: Path | None = None) -> Template:
    """The template of a workspace's templates/ folder, a file, or a built-in one, in that order.

    Raises TemplateError where there is none of that name or its front matter is wrong.
    """
    candidates = [folder / f"{name}.md"] if folder else []
    if name.endswith(".md"):
        candidates.append(Path(name))
    for path in candidates:
        if path.is_file():
            return parse(_text(path), path.stem)
    built_in = files("policykit.draft").joinpath(BUILTIN, f"{name}.md")
    if built_in.is_file():
        return parse(built_in.read_text("utf-8"), name)
    known = names(folder)
    near = nearest(name, known)
    guess = f"是不是{'、'.join(f'“{n}”' for n in near)}？" if near else ""
    raise TemplateError(f"没有“{name}”这个模板", hint=f"{guess}可用的模板：{'、'.join(known)}；也可以给出 .md 文件。")


def nearest(name: str, known: Sequence[str]) -> tuple[str, ...]:
    """The names that the given one may mean, at most three: those that contain it or share most of its characters."""
    scored = [(_alike(name, other), n) for n, other in enumerate(known)]
    return tuple(known[n] for score, n in sorted(scored, key=lambda s: (-s[0], s[1]))[:3] if score >= NEAR)


def _alike(name: str, other: str) -> float:
    if name and (name in other or other in name):
        return 1.0
    shared = len(set(name) & set(other))
    return 2 * shared / (len(set(name)) + len(set(other))) if name else 0.0


def names(folder: Path | None = None) -> tuple[str, ...]:
    """The names of all templates, a workspace's own first."""
    own = sorted(p.stem for p in folder.glob("*.md") if p.stem != "README") if folder and folder.is_dir() else []
    built_in = sorted(
        f.name[:-3] for f in files("policykit.draft").joinpath(BUILTIN).iterdir() if f.name.endswith(".md")
    )
    return tuple(dict.fromkeys([*own, *built_in]))


def parse(text: str, name: str) -> Template:
    """Split front matter from body and read it."""
    import yaml

    head, body = "", text.removeprefix("\ufeff")
    if body.startswith("---\n"):
        head, mark, body = body[4:].partition("\n---\n")
        if not mark:
            raise TemplateError(f"模板“{name}”的开头没有写完", hint="开头的条目上下各要有一行“---”。")
    try:
        entries: Any = yaml.safe_load(head) or {}
    except yaml.YAMLError as error:
        raise TemplateError(f"模板“{name}”开头的条目写法有误", hint="检查冒号后的空格和缩进。") from error
    if not isinstance(entries, Mapping):
        raise TemplateError(f"模板“{name}”开头应是“名称：……”这样的条目", hint="参照内置模板。")
    unknown = [k for k in entries if k not in KEYS]
    if unknown:
        raise TemplateError(f"模板“{name}”里有不认识的条目“{unknown[0]}”", hint=f"可用的有：{'、'.join(KEYS)}。")
    annexes = entries.get("附件") or []
    if not isinstance(annexes, list):
        raise TemplateError(f"模板“{name}”的“附件”应是列表", hint="写成 附件: [任务分工表]。")
    carries = str(entries.get("承载") or "")
    return Template(name, str(entries.get("说明") or ""), tuple(map(str, annexes)), body, carries)


def _text(path: Path) -> str:
    try:
        data = read_given(path, LARGEST)
        if len(data) > LARGEST:
            raise TemplateError(f"模板文件过大：{path}", hint="模板只应有几页文字。")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise TemplateError(f"不能读取模板：{path}（{error.strerror or error}）", hint="检查路径。") from error
    except UnicodeDecodeError as error:
        raise TemplateError(f"模板不是 UTF-8 编码：{path}", hint="用记事本另存为 UTF-8 后再试。") from error
