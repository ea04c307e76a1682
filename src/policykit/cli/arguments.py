"""The argument parser, speaking Chinese: argparse's own words are English and clerks read them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

# argparse looks its messages up through gettext; these are the ones a user can meet.
MESSAGES = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "subcommands": "命令",
    "show this help message and exit": "显示这份说明",
    "%(prog)s: error: %(message)s\n": "%(message)s\n",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "the following arguments are required: %s": "缺少必需的参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有“%(value)s”这一项，可选：%(choices)s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "expected at most one argument": "后面至多跟一个值",
    "invalid %(type)s value: %(value)r": "“%(value)s”不是有效的值（应为 %(type)s）",
    "not allowed with argument %s": "不能与 %s 同时使用",
    "one of the arguments %s is required": "以下参数要给出一个：%s",
    "ambiguous option: %(option)s could match %(matches)s": "选项 %(option)s 不明确，可能是：%(matches)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有“%(parser_name)s”这条命令，可用：%(choices)s",
}


def _translate(message: str) -> str:
    return MESSAGES.get(message, message)


def speak_chinese() -> None:
    """Make argparse in this process use `MESSAGES`. Only the command line calls this."""
    argparse._ = _translate  # type: ignore[attr-defined]  # argparse has no public way to set its language


class Parser(argparse.ArgumentParser):
    """A parser whose usage errors end with status 2 and say where the help is."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)  # type: ignore[arg-type]  # passed through as they came

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"命令有误：{message}\n  怎么办：运行 {self.prog} --help 查看用法。\n")


def leaf_name(arguments: argparse.Namespace, levels: Sequence[str] = ("command", "action")) -> str:
    """The command words that were given, for messages: `cite check`."""
    return " ".join(str(getattr(arguments, level)) for level in levels if getattr(arguments, level, None))
