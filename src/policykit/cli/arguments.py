"""The argument parser, speaking Chinese: argparse's own words are English and clerks read them."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NoReturn

# argparse looks its messages up through gettext; these are the ones a user can meet.
MESSAGES = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "subcommands": "命令",
    "show this help message and exit": "显示这份说明",
    "%(prog)s: error: %(message)s\n": "%(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "the following arguments are required: %s": "还缺少：%s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "expected at most one argument": "后面至多跟一个值",
    "invalid %(type)s value: %(value)r": "“%(value)s”不是有效的值",
    "not allowed with argument %s": "不能与 %s 同时使用",
    "one of the arguments %s is required": "以下选项要给出一个：%s",
    "ignored explicit argument %r": "后面不能带值（%s）",
}

HELP_COLUMN = 26  # where explanations begin, in columns of the terminal
_HEADING = re.compile(r"^(\S+):$", re.M)
# What Word makes of two hyphens, and the full-width hyphen of a Chinese input method.
_DASHED = re.compile(r"(?=-?[—–－―−])[-—–－―−]{1,3}([A-Za-z][A-Za-z-]*)(=.*)?", re.S)
_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")


def _translate(message: str) -> str:
    return MESSAGES.get(message, message)


def speak_chinese() -> None:
    """Make argparse in this process use `MESSAGES`. Only the command line calls this."""
    argparse._ = _translate  # type: ignore[attr-defined]  # argparse has no public way to set its language


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with its two columns set by the width Chinese characters have on a terminal."""

    def _format_action(self, action: argparse.Action) -> str:
        commands = isinstance(action, argparse._SubParsersAction)
        parts = [] if commands else [self._line(action)]
        parts += [self._format_action(inner) for inner in self._iter_indented_subactions(action)]
        return "".join(parts)

    def _line(self, action: argparse.Action) -> str:
        first = "  " + self._format_action_invocation(action)
        told = self._expand_help(action) if action.help else ""
        gap = HELP_COLUMN - width(first)
        if not told:
            return f"{first}\n"
        return f"{first}{' ' * gap}{told}\n" if gap >= 2 else f"{first}\n{' ' * HELP_COLUMN}{told}\n"


def width(text: str) -> int:
    """Columns of a terminal that `text` takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Parser(argparse.ArgumentParser):
    """A parser whose usage errors end with status 2, say what is wrong in Chinese and where the help is."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", Formatter)
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)  # type: ignore[arg-type]  # passed through as they came

    def format_help(self) -> str:
        return _HEADING.sub(r"\1：", super().format_help())

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse a command line; what is left over is refused with the place of the help for that command."""
        found, extra = self.parse_known_args(plain_dashes(words))
        if extra:
            self._refuse(extra, leaf_name(found))
        return found

    def error(self, message: str) -> NoReturn:
        self._stop(message, f"运行 {self.prog} --help 查看用法。")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        from difflib import get_close_matches

        near = get_close_matches(str(value), list(map(str, action.choices)), n=1)
        guess = f"，是不是 {near[0]}？" if near else "，"
        choices = "、".join(map(str, action.choices))
        raise argparse.ArgumentError(action, f"没有“{value}”这一项{guess}可用的有：{choices}")

    def _refuse(self, extra: list[str], command: str) -> NoReturn:
        shown = " ".join(extra)
        prog = f"{self.prog} {command}".strip()
        if extra[0].startswith("-"):
            hint = f"运行 {prog} --help 查看可用的选项"
            if command == "search":
                hint += "；检索式以减号开头时，前面加上 -- 再空一格，如 policykit search -- -公告"
            self._stop(f"不认识的选项：{shown}", f"{hint}。")
        self._stop(
            f"多出了这些内容：{shown}",
            f'路径、标题、检索式里有空格时，要整个用英文双引号 " 括起来；运行 {prog} --help 查看用法。',
        )

    def _stop(self, message: str, hint: str) -> NoReturn:
        self.exit(2, f"命令有误：{message}\n  怎么办：{hint}\n")


def leaf_name(arguments: argparse.Namespace, levels: Sequence[str] = ("command", "action")) -> str:
    """The command words that were given, for messages: `cite check`."""
    return " ".join(str(getattr(arguments, level)) for level in levels if getattr(arguments, level, None))


def plain_dashes(words: Iterable[str]) -> list[str]:
    """Options with the dashes that Word and Chinese input methods make (—json, －－json) as ASCII ones."""
    out = []
    for word in words:
        found = _DASHED.fullmatch(word)
        if found:
            mark = "-" if len(found[1]) == 1 else "--"
            word = f"{mark}{found[1]}{found[2] or ''}"
        out.append(word)
    return out


def whole_number(least: int) -> Callable[[str], int]:
    """The type of an option that is a whole number not below `least`."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if value < least:
            raise argparse.ArgumentTypeError(f"“{text}”不对，应是不小于 {least} 的整数")
        return value

    return read


def day(text: str) -> date:
    """The type of an option that is a date: 2026-04-10, 2026/4/10 or 2026年4月10日."""
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text.strip()))
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应写成 2026-04-10") from error
