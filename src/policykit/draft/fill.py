"""Filling a template's placeholders in a sandbox, so that values stay values: never Markdown, never code.

Every value is replaced by a mark while Markdown is parsed, and put back as plain text afterwards; that is also how
a line is known to hold words from the profile or a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from policykit.draft.placeholder import hole
from policykit.errors import TemplateError
from policykit.model.output import Provenance

_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: no template and no source prints them
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


class Drawn(str):
    """A value that was drawn from places in the sources; the line that prints it names them."""

    __slots__ = ("drawn",)

    drawn: tuple[Provenance, ...]

    def __new__(cls, text: str, drawn: Iterable[Provenance] = ()) -> Drawn:
        made = super().__new__(cls, text)
        made.drawn = tuple(drawn)
        return made


# Jinja speaks English; these are what a person who edits a template meets.
_SAYINGS = (
    (re.compile(r"has no (?:attribute|element) '?([^']+)'?"), "没有“{0}”这一项"),
    (re.compile(r"'([^']+)' is undefined"), "没有“{0}”这个变量"),
    (re.compile(r"[Nn]o filter named '([^']+)'"), "没有“{0}”这种处理"),
    (re.compile(r"unknown tag '([^']+)'"), "没有“{0}”这种写法"),
    (re.compile(r"is unsafe|access to attribute"), "不允许这样取值"),
    (re.compile(r"unexpected end|end of template|end of print"), "有 {{{{ 或 {{% 没有写完"),
)


@dataclass(slots=True)
class Values:
    """The values a template asked for, in the order of their marks."""

    kept: list[str] = field(default_factory=list)
    drawn: list[tuple[Provenance, ...]] = field(default_factory=list)

    def mark(self, value: object) -> str:
        self.kept.append(" ".join(str(value).split()))
        self.drawn.append(value.drawn if isinstance(value, Drawn) else ())
        return f"{_OPEN}{len(self.kept) - 1}{_CLOSE}"

    def restore(self, text: str) -> str:
        """The text with every mark replaced by its value."""
        return _MARK.sub(lambda m: self.kept[int(m[1])], text)

    def sources(self, text: str) -> tuple[Provenance, ...]:
        """The places the values in the text were drawn from, each once."""
        return tuple(dict.fromkeys(p for m in _MARK.finditer(text) for p in self.drawn[int(m[1])]))

    @staticmethod
    def in_text(text: str) -> bool:
        """Whether a value stands in the text."""
        return _OPEN in text


def fill(body: str, name: str, variables: Mapping[str, Any]) -> tuple[str, Values]:
    """The body with marks for its values. Raises TemplateError naming the line for unknown names and bad syntax."""
    from jinja2 import StrictUndefined
    from jinja2 import TemplateError as JinjaError
    from jinja2.sandbox import SandboxedEnvironment

    values = Values()
    environment = SandboxedEnvironment(
        undefined=StrictUndefined, finalize=values.mark, keep_trailing_newline=True, autoescape=False
    )
    environment.globals.clear()
    environment.globals["待填"] = hole
    clean = body.replace(_OPEN, "").replace(_CLOSE, "")
    try:
        return environment.from_string(clean).render(dict(variables)), values
    except JinjaError as error:
        line = getattr(error, "lineno", None)
        where = f"第 {line} 行" if line else ""
        known = "、".join(sorted(variables))
        raise TemplateError(f"模板“{name}”{where}有误：{_told(error)}", hint=f"可用的变量：{known}。") from error
    except (TypeError, ValueError, ArithmeticError, MemoryError) as error:
        raise TemplateError(f"模板“{name}”里有算不出结果的写法", hint="检查 {{ }} 和 {% %} 里的写法。") from error


def _told(error: Exception) -> str:
    """What Jinja found wrong, in Chinese; its own words only where they name something of the template."""
    words = str(error)
    for pattern, told in _SAYINGS:
        match = pattern.search(words)
        if match:
            return told.format(*match.groups())
    return "{{ }} 或 {% %} 的写法不对"
