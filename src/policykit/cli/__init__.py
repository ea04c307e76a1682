"""The command line. Each command is a thin shell over policykit.api.

Exit status: 0 done, 1 findings, 2 bad input or usage.
"""

from __future__ import annotations

import importlib
import os
import sys
from argparse import Namespace
from pathlib import Path

from policykit import __version__
from policykit.cli.arguments import Parser, speak_chinese
from policykit.cli.system_messages import in_chinese, reason
from policykit.errors import PolicykitError

DESCRIPTION = """policykit —— 读懂、检索、起草、核验政策文件

常用顺序：
  policykit init              在当前文件夹建立工作区
  policykit add 文件或文件夹  把来文放进 corpus/（原件不改动）
  policykit index             读取并建立索引
  policykit search 持证上岗   检索条款
  policykit draft 实施方案 --profile 单位概况.yaml --source 文件 -o 方案.docx
  policykit verify 方案.docx  逐行核对出处
"""
EPILOG = """每条命令都有自己的说明，如 policykit draft --help。
退出状态：0 完成，1 查出问题，2 输入或用法有误。"""

# Each has `register(commands)`, and imports its use cases only when run, so that --help stays instant.
COMMAND_MODULES: tuple[str, ...] = (
    "policykit.cli.workspace",
    "policykit.cli.reading",
    "policykit.cli.searching",
    "policykit.cli.citing",
    "policykit.cli.comparing",
    "policykit.cli.versions",
    "policykit.cli.status",
    "policykit.cli.checking",
    "policykit.cli.impact",
    "policykit.cli.drafting",
    "policykit.cli.planning",
    "policykit.cli.templating",
    "policykit.cli.verifying",
    "policykit.cli.assistant",
    "policykit.cli.serving",
    "policykit.cli.demo",
)
TRACE = "POLICYKIT_TRACE"  # set: a fault of the program is shown with its trace, for those who mend it


def build_parser() -> Parser:
    """The whole command line. Imports only the command modules, which import nothing heavy themselves."""
    speak_chinese()
    parser = Parser(prog="policykit", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"policykit {__version__}", help="显示版本")
    # Also before the command: each command's own option leaves this one alone where it is not given.
    parser.add_argument(
        "--workspace", type=Path, default=Path(), metavar="文件夹", help="工作区所在文件夹（也可以写在命令后面）"
    )
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
        arguments = build_parser().read(sys.argv[1:] if argv is None else argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    return run(arguments)


def run(arguments: Namespace) -> int:
    """Run the parsed command; PolicykitError becomes a message and status 2."""
    try:
        status = int(arguments.run(arguments))
        sys.stdout.flush()
        return status
    except PolicykitError as error:
        return _tell(f"出错：{in_chinese(str(error))}")
    except BrokenPipeError:  # the reader of our output has gone (… | head)
        # The interpreter flushes once more at its end: that must find somewhere to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _tell("\n已中止。已完成的部分不受影响，再运行一次会接着做。")
    except OSError as error:
        return _tell(
            f"出错：不能读写文件（{reason(error)}）\n  怎么办：检查路径、权限和磁盘空间；关掉打开着它的程序再试。"
        )
    except (MemoryError, RecursionError):
        return _tell("出错：内存不够，这份文件太大或嵌套太深\n  怎么办：关掉其他程序再试，或把文件拆开。")
    except Exception as error:
        return _fault(error)


def _tell(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


def _fault(error: Exception) -> int:
    """An error nobody foresaw: said in one line, with the trace in a file for those who can mend it."""
    import sqlite3
    import tempfile
    import traceback

    if isinstance(error, sqlite3.Error):
        from policykit.keeping import sqlite_reason

        return _tell(
            f"出错：目录库不能读写（{sqlite_reason(error)}）\n"
            "  怎么办：检查 indexes 文件夹的权限和磁盘空间；仍不行就删去 indexes 文件夹，运行 policykit index 重建。"
        )
    if os.environ.get(TRACE):
        traceback.print_exc()
    place = Path(tempfile.gettempdir()) / "policykit-出错记录.txt"
    try:
        place.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        kept = f"把 {place} 和所用的命令发给维护人员"
    except OSError:
        kept = f"先设置环境变量 {TRACE}=1 再运行一次，把输出发给维护人员"
    return _tell(
        f"出错：程序内部有缺陷（{type(error).__name__}：{str(error)[:200]}）\n  怎么办：{kept}。原件没有改动。"
    )


if __name__ == "__main__":
    sys.exit(main())
