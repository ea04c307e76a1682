"""Rule clean.preview: what document-sharing and model-text sites print round a text.

A sharing site puts a notice (…由会员分享，可在线阅读…), the file's name and a list of its properties above the
text; a model-text site puts a sentence that praises the text (前言：本站为你精心整理了…).
"""

from __future__ import annotations

import re

from policykit.clean.lines import Line, forward, removal
from policykit.clean.shapes import LABEL, is_salutation
from policykit.lang.script import to_simplified
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.preview"

_SHARED = re.compile(r"由(?:会员|用户|网友|本站会员|[^，。\n]{0,12}(?:会员|用户))?(?:上传)?分享[，,]\s?可在线阅读")
_SHARED_END = re.compile(r"[》)）][^\n。]{0,120}?(?:上搜索|搜索|下载)[。.]")
_FILE_NAME = re.compile(
    r"[《]?[^\n]{2,120}\.(?:docx?|pdf|wps|txt|pptx?|xlsx?|rtf|et|ofd)[》]?(?:\s?[(（][^()（）\n]{1,30}[)）])?", re.I
)
_PROPERTY = re.compile(
    r"[-·•*●\s]{0,4}(?:文档编号|文档ID|上传时间|上传人|上传者|上传用户|格式|文档格式|文件格式|页数|大小|文档大小|文件大小|下载积分|所需积分"
    r"|资源描述|下载量|文档热度|浏览次数|阅读次数|分享于|收藏数|评分|文档分类|文档类型)\s?[:：]\s?[^\n]{0,60}"
)
_BLURB = re.compile(
    r"(?:本站|我们|小编|本文|编辑|网友).{0,12}(?:为(?:你|您|大家)|给(?:你|您|大家)).{0,16}(?:整理|收集|准备|带来|搜集|分享|推荐|提供)"
    r"|(?:希望|供).{0,16}(?:你|您|大家|网友).{0,12}(?:参考|帮助|借鉴|喜欢)|更多.{0,20}(?:范文|相关内容).{0,16}(?:关注|点击|请看|浏览|访问)"
    r"|(?:范文|文档).{0,12}(?:欢迎|仅供).{0,6}(?:阅读|参考|下载|咨询|借鉴)"
)
_BLURB_WORDS = ("范文", "小编", "本站", "网友", "精心整理", "仅供参考", "欢迎阅读")
_HEAD_LINES = 40
_NOTICE = 600
"""A sharing notice, with the title twice and a list of site names, is no longer than this."""


def sharing_notices(document: Document) -> Document:
    """The notice, file names, property list and praise removed, each only where it stands by itself."""
    value = document.text.value
    shown = to_simplified(value)
    shared = _SHARED.search(shown) if "可在线阅读" in shown else None
    blurb = any(word in shown for word in _BLURB_WORDS)
    if not shared and not blurb:
        head = shown[:2000]
        if "文档编号" not in head and not re.match(r"\s*[^\n]{2,120}\.(?:docx?|pdf|wps)\s*\n", head):
            return document
    spans: list[Span] = []
    if shared:
        spans += _notices(shown)
    names, properties = _head(shown)
    if len(properties) >= 2 or shared:
        spans += properties
    spans += names
    if blurb:
        spans += _blurbs(shown)
    edits: list[Edit] = []
    for span in sorted(spans):
        if not edits or span.start >= edits[-1].span.end:
            edits.append(Edit(span))
    return document.with_text(*document.text.edit(edits, RULE)) if edits else document


def _notices(shown: str) -> list[Span]:
    """Sharing notices: the whole line, or, where the text goes on on the same line, up to 上搜索。"""
    out: list[Span] = []
    for found in _SHARED.finditer(shown):
        near = max(0, found.start() - _NOTICE)
        start = shown.rfind("\n", near, found.start()) + 1 or near
        end = shown.find("\n", found.end(), found.end() + _NOTICE)
        end = min(len(shown), found.end() + _NOTICE) if end < 0 else end
        opening = shown.rfind("《", start, found.start())
        if end - start > _NOTICE:
            last = _SHARED_END.search(shown, found.end(), end)
            end = last.end() if last else found.end()
            start = opening if opening >= 0 else found.start()
            out.append(Span(start, end))
        else:
            out.append(Span(start, min(end + 1, len(shown))))
    return out


def _head(shown: str) -> tuple[list[Span], list[Span]]:
    """File-name lines and property lines above the text."""
    names: list[Span] = []
    properties: list[Span] = []
    for count, line in enumerate(forward(shown)):
        if count > _HEAD_LINES or _is_body(line):
            break
        if _FILE_NAME.fullmatch(line.text):
            names.append(removal(line, len(shown)))
        elif _PROPERTY.fullmatch(line.text):
            properties.append(removal(line, len(shown)))
    return names, properties


def _is_body(line: Line) -> bool:
    text = line.text
    if _SHARED.search(text) or _PROPERTY.fullmatch(text) or text.startswith("-"):
        return False
    return bool(LABEL.match(text)) or is_salutation(text) or (len(text) > 60 and "。" in text)


def _blurbs(shown: str) -> list[Span]:
    """Sentences of praise on the first and last lines. A line goes only if nothing else stands on it."""
    out: list[Span] = []
    lines = [line for line in forward(shown) if line.text]
    for line in [*lines[:4], *lines[-4:]]:
        text = line.text
        praised = _BLURB.search(text)
        if (
            praised
            and len(text) <= 260
            and ("欢迎" in text or any(w in text for w in _BLURB_WORDS))
            and not LABEL.match(text)
        ):
            span = removal(line, len(shown))
            if span not in out:
                out.append(span)
    return out
