"""policykit demo: the whole job on the sample corpus, by the very commands a user would type."""

from __future__ import annotations

import io
import re
import shutil
import sys
import time
import zipfile
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policykit.errors import UsageError

SAMPLE_FOLDER = "corpus"
SAMPLE_PROFILE = Path("templates") / "示例单位概况.yaml"
ENFORCEMENT_PLAN = "临江市行政执法质量提升三年行动实施方案"
OPINIONS = "临江市人民政府关于规范城市管理行政执法的实施意见"
_MUST = re.compile(r"(<w:t[^>]*>[^<]*?)应当")


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the demonstration. `expected` is the exit status that shows it worked."""

    title: str
    words: tuple[str, ...]
    expected: int = 0
    tampered: bool = False  # first change one character of the plan


def register(commands: Any) -> None:
    """Add the demo command."""
    demo = commands.add_parser(
        "demo", help="用样例语料走一遍全过程", description="用样例语料走一遍：读取、检索、起草、附件、核验。"
    )
    demo.add_argument(
        "--sample", type=Path, default=Path(), metavar="文件夹", help="样例所在的项目文件夹（默认：当前文件夹）"
    )
    demo.add_argument(
        "--output", type=Path, default=Path("demo-output"), metavar="文件夹", help="放结果的文件夹（默认：demo-output）"
    )
    demo.set_defaults(run=run_demo)


def steps(sample: Path, output: Path) -> tuple[Step, ...]:
    """The demonstration in order, as command lines."""
    place = ("--workspace", str(output))
    profile = ("--profile", str(sample / SAMPLE_PROFILE))
    sources = ("--source", ENFORCEMENT_PLAN, OPINIONS)
    made = output / "成稿"
    preview = sample / SAMPLE_FOLDER / "柳河区综合行政执法改革实施方案_预览.txt"
    return (
        Step("建立工作区", ("init", str(output))),
        Step("收入来文：十六份，编码、格式、杂质各不相同", ("add", str(sample / SAMPLE_FOLDER), *place)),
        Step("读取并建立索引", ("index", *place)),
        Step("看一份页序颠倒、带分块号的预览文本读成了什么", ("parse", str(preview))),
        Step("检索：哪些条款说到持证上岗", ("search", "持证上岗", "--limit", "3", *place)),
        Step("检索：繁体也一样", ("search", "執法資格考試", "--limit", "2", *place)),
        Step("检索：谁引用了省条例", ("search", "引用:云川省行政执法监督条例", "--limit", "3", *place)),
        Step(
            "查引用：2021年的旧方案引用的规定还有效吗（查出问题时退出状态为 1）",
            (
                "cite",
                "check",
                str(sample / SAMPLE_FOLDER / "临江市城市管理局行政执法责任制实施方案（2021年）.txt"),
                *place,
            ),
            expected=1,
        ),
        Step(
            "起草：临江市城市管理局的实施方案",
            ("draft", "实施方案", *profile, *sources, "-o", str(made / "实施方案.docx"), *place, "--force"),
        ),
        Step(
            "附件：任务分工表",
            ("annex", "任务分工表", *profile, *sources, "-o", str(made / "任务分工表.xlsx"), *place, "--force"),
        ),
        Step(
            "附件：行政执法依据目录",
            ("annex", "执法依据目录", *profile, *sources, "-o", str(made / "行政执法依据目录.docx"), *place, "--force"),
        ),
        Step("核验：逐行对照源条款", ("verify", str(made / "实施方案.docx"), *place)),
        Step("核验附件", ("verify", str(made / "任务分工表.xlsx"), *place)),
        Step(
            "有人改了成稿里的一个字，再核验（查出问题时退出状态为 1）",
            ("verify", str(made / "实施方案（被改动一字）.docx"), *place),
            expected=1,
            tampered=True,
        ),
    )


def shown(words: tuple[str, ...]) -> str:
    """The words as one would type them, also on Windows, whose command prompt knows no single quotes."""
    return " ".join(f'"{w}"' if not w or any(c in w for c in " \t（）()&|<>;*?$") else w for w in words)


def run_demo(arguments: Namespace) -> int:
    from policykit.cli import main

    sample, output = arguments.sample, arguments.output
    if not (sample / SAMPLE_FOLDER).is_dir() or not (sample / SAMPLE_PROFILE).is_file():
        raise UsageError(
            f"这里没有样例语料：{sample.resolve()}", hint="在项目文件夹里运行，或用 --sample 指出项目文件夹。"
        )
    began = time.monotonic()
    (output / "成稿").mkdir(parents=True, exist_ok=True)
    plan = steps(sample, output)
    for number, step in enumerate(plan, start=1):
        print(f"\n【{number}/{len(plan)}】{step.title}")
        if step.tampered:
            _tamper(output / "成稿" / "实施方案.docx", output / "成稿" / "实施方案（被改动一字）.docx")
        print(f"$ policykit {shown(step.words)}", flush=True)
        status = main(list(step.words))
        if status != step.expected:
            print(f"\n这一步没有成功（退出状态 {status}）。请把上面的输出发给维护人员。")
            return 2
    print(f"\n全部完成，用时 {time.monotonic() - began:.0f} 秒。结果在 {(output / '成稿').resolve()}：")
    for file in sorted((output / "成稿").iterdir()):
        print(f"  {file.name}")
    print("接下来可以试试：")
    place = shown(("--workspace", str(output)))
    program = _program()
    print(f'  {program} search "标题:实施意见 AND 裁量权" {place}')
    print(f"  {program} show 《云川省行政执法监督条例》第三条 {place}")
    print(f"  {program} serve {place}    （在浏览器里看这个工作区）")
    print("  打开“实施方案.docx”，把【待填写：…】补上；改动后再运行 policykit verify 看看它怎么说。")
    return 0


def _program() -> str:
    """How this program was started, for one to type it again: with its path where it is not found by name."""
    started = Path(sys.argv[0])
    named = started.stem == "policykit" and started.parent != Path() and not shutil.which("policykit")
    return shown((str(started),)) if named else "policykit"


def _tamper(plan: Path, copy: Path) -> None:
    """A copy of the plan in which one character of one line is another: what a slip of the hand does.

    The first 应当 of the body becomes 应常; every other part keeps its bytes. Raises UsageError where there is none.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(plan) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "word/document.xml":
                changed, count = _MUST.subn(r"\1应常", content.decode("utf-8"), count=1)
                if not count:
                    raise UsageError(f"演示用的方案里没有可以改动的“应当”：{plan}", hint="请重新生成方案。")
                content = changed.encode("utf-8")
            target.writestr(item, content)
    copy.write_bytes(out.getvalue())
