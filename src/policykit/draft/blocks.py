"""A filled template as blocks: headings, paragraphs and slots, read by markdown-it-py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.draft.slots import Slot, read_slot
from policykit.errors import TemplateError

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the title, 2 to 5 the four levels of headings. `text` may hold marks of values."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


Block = Heading | Paragraph | Slot

DEEPEST = 5


def read_blocks(markdown: str, name: str) -> tuple[Block, ...]:
    """The blocks in order. Raises TemplateError for Markdown a 公文 has no form for, naming the line."""
    from markdown_it import MarkdownIt

    out: list[Block] = []
    tokens = MarkdownIt("commonmark", {"html": False}).parse(markdown)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "heading_open":
            level = int(token.tag[1])
            if level > DEEPEST:
                raise _wrong(name, token, "标题最多五级")
            out.append(Heading(level, _words(tokens[at + 1], name)))
            at += 3
        elif token.type == "paragraph_open":
            text = _words(tokens[at + 1], name)
            out.append(read_slot(text) or Paragraph(text))
            at += 3
        else:
            raise _wrong(name, token, "只能用标题和段落；编号会自动加上，表格请用附件")
    return tuple(out)


def _words(inline: Token, name: str) -> str:
    """The words of a heading or paragraph; emphasis is refused, for a 公文 has none."""
    out: list[str] = []
    children: Sequence[Token] = inline.children or ()
    for child in children:
        if child.type == "text":
            out.append(child.content)
        elif child.type == "softbreak":
            continue  # a paragraph may be wrapped in the template; Chinese lines join without a space
        else:
            raise _wrong(name, inline, "不能用加粗、链接、代码等写法")
    return "".join(out).strip()


def _wrong(name: str, token: Token, what: str) -> TemplateError:
    where = f"正文第 {token.map[0] + 1} 行附近" if token.map else ""
    return TemplateError(f"模板“{name}”{where}：{what}", hint="参照内置模板改正。")
