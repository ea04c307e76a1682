"""policykit impact: what a new version of a source changes for the department and its finished files."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from policykit.cli.workspace import workspace_option

IMPACT_HELP = """来文换了新版本之后，哪些职责、哪些岗位、成稿的哪些段落和表行受影响。

旧版、新版可以是电脑上的文件，也可以是工作区里的文件；只写一份时，与它在工作区里的上一个版本比较。
没有影响退出状态为 0，有影响为 1。
例：policykit impact 旧版.docx 新版.docx --for 单位概况.yaml --files 方案.docx 任务分工表.xlsx
    policykit impact 临政办发〔2026〕31号 --for 单位概况.yaml
"""
WORDS = {"changed": "修改", "moved": "移动", "gone": "删去", "new": "新增", "same": "未变"}
_MARKED = {"equal": "{}", "delete": "【-{}】", "insert": "【+{}】"}
SHOWN = 60


def register(commands: Any) -> None:
    """Add the impact command."""
    impact = commands.add_parser("impact", help="来文新版本的影响", description=IMPACT_HELP)
    impact.add_argument("old", metavar="旧版", help="旧版本；或者工作区里已有新版本的文件")
    impact.add_argument("new", nargs="?", default="", metavar="新版", help="新版本")
    impact.add_argument(
        "--for", "--profile", dest="profile", type=Path, metavar="单位概况", help="列出受影响的职责和岗位"
    )
    impact.add_argument(
        "--files", nargs="+", type=Path, default=[], metavar="成稿", help="看这些成稿的哪些段落和表行受影响"
    )
    impact.add_argument(
        "--carry", action="store_true", help="把对旧版的分工决定接转到新版（新旧是工作区里的两份文件时）"
    )
    impact.add_argument("--by", metavar="姓名", default="", help="谁接转的（默认：登录名）")
    impact.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(impact)
    impact.set_defaults(run=run_impact)


def run_impact(arguments: Namespace) -> int:
    from policykit.api.impact import impact
    from policykit.api.workspace import Workspace

    found = impact(
        Workspace(arguments.workspace),
        arguments.old,
        arguments.new,
        profile=arguments.profile,
        files=arguments.files,
    )
    status = 0 if found.clean else 1
    if arguments.carry:
        _carry(arguments)
    if arguments.json:
        print(json.dumps(found.to_json(), ensure_ascii=False))
        return status
    if found.taken_for:
        print(found.taken_for)
    _print(found, profiled=arguments.profile is not None)
    return status


def _carry(arguments: Namespace) -> None:
    import sys
    from getpass import getuser

    from policykit.api.carrying import carry_decisions
    from policykit.api.workspace import Workspace
    from policykit.errors import UsageError

    if arguments.profile is None or not arguments.new:
        raise UsageError("接转分工决定要写明新旧两份文件和单位概况", hint="加上 --for 单位概况.yaml 和新版。")
    done = carry_decisions(
        Workspace(arguments.workspace), arguments.profile, arguments.old, arguments.new, arguments.by or getuser()
    )
    out = sys.stderr if arguments.json else sys.stdout
    print(
        f"接转分工决定：照旧 {done.standing} 项，要重新确认 {done.review} 项，新版里没有了 {done.gone} 项，"
        f"新版已有决定未动 {done.kept} 项",
        file=out,
    )
    for text, own, limit in done.refused:
        print(f"“{_short(text)}”：原定的时限“{own}”晚于新版的“{limit}”，没有采用，请重新确定", file=out)


def _print(found: Any, *, profiled: bool) -> None:
    from policykit.api.impact import told
    from policykit.compare import summary

    print(f"《{found.old_title}》→《{found.new_title}》：{summary(found.comparison)}")
    for duty in found.touched:
        who = "、".join(x for x in (duty.unit, duty.post, "、".join(duty.people)) if x)
        words = "".join(_MARKED[kind].format(text) for kind, text in duty.pieces) or duty.after or duty.before
        note = "（原有人工决定，要重新确认）" if duty.decided and duty.change in ("changed", "gone") else ""
        if duty.bound and not duty.binds and duty.change != "gone":
            note += "（不再约束本单位）"
        elif duty.binds and not duty.bound and duty.change != "new":
            note += "（变为约束本单位）"
        print(f"\n〔{WORDS[duty.change]}〕{told(duty)}　{who}{note}\n{_short(words)}")
    if profiled:
        _print_posts(found)
    for file in found.files:
        print(f"\n{file.name}：{len(file.lines)} 处受影响，其余 {file.unchanged} 段（行）不变")
        for line in file.lines:
            print(f"  {line.place}“{_short(line.printed)}”：{line.reason}")
        if file.missing:
            print(f"  另有 {file.missing} 项新增的职责，成稿里还没有")
    if found.clean:
        print("没有影响本单位的职责和成稿。")


def _print_posts(found: Any) -> None:
    if not found.posts:
        print("\n没有影响本单位的职责。")
        return
    print("\n受影响的岗位：")
    for post in found.posts:
        counts = ((WORDS[k], getattr(post, k)) for k in ("changed", "moved", "gone", "new"))
        told = "，".join(f"{word} {count} 项" for word, count in counts if count)
        name = "、".join(x for x in (post.unit, post.post, "、".join(post.people)) if x)
        print(f"  {name or '（没有落实）'}：{told}")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN * 3 else f"{flat[: SHOWN * 3 - 1]}…"
