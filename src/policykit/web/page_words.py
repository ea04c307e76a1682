"""What the floors below say in terms of commands, said for somebody who works on the pages.

An error is worded where it is raised, for everyone: "run policykit index" is right in a shell and of no use to a clerk
who has only a browser.
"""

from __future__ import annotations

import re

RULES: tuple[tuple[str, str], ...] = (
    (r"运行 policykit add 和 policykit index", "在“资料库”页收入来文"),
    (r"用 policykit add 收入新版本并运行 policykit index", "在“资料库”页收入新版本"),
    (r"用 policykit add 收入", "在“资料库”页收入"),
    (r"用 policykit add 添加", "在“资料库”页收入"),
    (r"新放进来的文件要先运行 policykit index", "直接放进 corpus 文件夹的文件，要先在“资料库”页点“更新索引”"),
    (r"运行 policykit index(?: --engine [\w-]+)?(?: ?(?:更新|重建)(?:目录|索引))?", "在“资料库”页点“更新索引”"),
    (r"用 policykit cite check 核对", "到“核验”页的“引用核对”里核对"),
    (r"单位概况的?“本地化”", "单位概况的“称呼怎样改”"),
    (r"单位概况·本地化：", "单位概况的“称呼怎样改”："),
    (r"policykit search (?=\S)", ""),
    (r"用 policykit duties import 读回(?:这张表)?", "从草稿的“在 Excel 或 WPS 里改分工”读回这张表"),
    (r"(?:运行|用) ?policykit versions --join(?: 旧 新)?", "打开新的一份的“对照”，在“版本”里记上旧版本"),
    (r"用 policykit versions 看看这份文件有哪些版本", "在阅读页的“其他版本”里看看"),
    (r"(?:请)?(先)?(?:运行|用) ?policykit ", r"请技术人员\1运行 policykit "),
)
"""Patterns and what stands for them, tried in this order; what only a technician can do is left to one."""
_RULES = tuple((re.compile(pattern), said) for pattern, said in RULES)
_ANY = re.compile("policykit [a-z]|本地化")


def for_pages(text: str) -> str:
    """A message or hint in the words of the pages."""
    if not _ANY.search(text):
        return text
    for pattern, said in _RULES:
        text = pattern.sub(said, text)
    return text
