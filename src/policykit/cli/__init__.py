"""The command line. Each command is a thin shell over policykit.api.

Exit status: 0 done, 1 findings, 2 bad input or usage.
"""

from __future__ import annotations

import importlib
import sys
from argparse import Namespace

from policykit import __version__
from policykit.cli.arguments import Parser, speak_chinese
from policykit.errors import PolicykitError

DESCRIPTION = """policykit —— 读懂、检索、起草、核验政策文件

常用顺序：
  policykit init              在当前文件夹建立工作区
  policykit add 文件或文件夹   把来文放进 corpus/（原件不改动）
  policykit index             读取并建立索引
  policykit search 持证上岗    检索条款
  policykit draft 实施方案 --profile 单位概况.yaml --source 文件 -o 方案.docx
  policykit verify 方案.docx   逐行核对出处
"""

# Each has `register(commands)`, and imports its use cases only when run, so that --help stays instant.
COMMAND_MODULES: tuple[str, ...] = (
    "policykit.cli.workspace",
    "policykit.cli.reading",
    "policykit.cli.searching",
    "policykit.cli.citing",
    "policykit.cli.comparing",
    "policykit.cli.drafting",
    "policykit.cli.verifying",
    "policykit.cli.demo",
)


def build_parser() -> Parser:
    """The whole command line. Imports only the command modules, which import nothing heavy themselves."""
    speak_chinese()
    parser = Parser(prog="policykit", description=DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"policykit {__version__}", help="显示版本")
    commands = parser.add_subparsers(dest="command", metavar="命令", title="命令", required=True)
    for module in COMMAND_MODULES:
        importlib.import_module(module).register(commands)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status. User errors are printed in Chinese, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Windows pipe defaults to the local code page, which cannot print every character of a law.
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    return run(arguments)


def run(arguments: Namespace) -> int:
    """Run the parsed command; PolicykitError becomes a message and status 2."""
    try:
        return int(arguments.run(arguments))
    except PolicykitError as error:
        print(f"出错：{error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output has gone (… | head)
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("\n已中止。已完成的部分不受影响。", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
