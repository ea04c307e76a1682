"""Rule normalize.punctuation: half-width , : ; ( ) ! ? become full-width in Chinese text.

A mark stays half-width inside numbers (1,000; 10:30), Latin (a, b), addresses (http://…; mail) and formulae. A
bracket goes with its partner: both change when either stands beside Chinese or holds Chinese.
"""

from __future__ import annotations

import re

from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "normalize.punctuation"

_FULL = str.maketrans(",:;!?()", "，：；！？（）")
_CHINESE = r"\u2e80-\u2fdf\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff0f\uff1a-\uff20“”‘’…—①-⑳〇○"
_MARK = re.compile(r"[,:;!?]")
_IS_CHINESE = re.compile(rf"[{_CHINESE}]")
_URL = re.compile(
    r"(?:https?|ftp)://[^\s\u3000-\u9fff）】》]+|www\.[^\s\u3000-\u9fff）】》]+|[\w.+-]+@[\w.-]+", re.ASCII
)
_HALF_BRACKET = re.compile(r"[()]")
_BRACKET = re.compile(r"[()（）]")
_SPACES = " \t\u3000"
_LABEL = re.compile(r"\s{0,9}[（(]\s?(?:[一二三四五六七八九十百零〇]{1,5}|\d{1,3})\s?[)）]")


def full_width_punctuation(document: Document) -> Document:
    """The marks between Chinese in full width; numbers, Latin and addresses as printed."""
    value = document.text.value
    if not any(mark in value for mark in ",:;!?()"):
        return document
    addresses = [m.span() for m in _URL.finditer(value)] if "://" in value or "www." in value or "@" in value else []
    at = {m.start() for m in _MARK.finditer(value) if _between_chinese(value, m.start())}
    at |= _brackets(value)
    for start, end in addresses:
        at.difference_update(range(start, end))
    edits = [Edit(Span(i, i + 1), value[i].translate(_FULL)) for i in sorted(at)]
    return document.with_text(*document.text.edit(edits, RULE)) if edits else document


def _neighbour(value: str, at: int, step: int) -> str:
    """The next character in one direction that is no space, on the same line; at most four spaces are skipped."""
    for _ in range(5):
        at += step
        if not 0 <= at < len(value) or value[at] == "\n":
            return "\n"
        if value[at] not in _SPACES:
            return value[at]
    return " "


def _between_chinese(value: str, at: int) -> bool:
    before, after = _neighbour(value, at, -1), _neighbour(value, at, 1)
    chinese_before = bool(_IS_CHINESE.match(before))
    chinese_after = bool(_IS_CHINESE.match(after))
    if chinese_before and chinese_after:
        return True
    if before.isdigit() and after.isdigit():
        return False
    if before.isascii() and after.isascii() and before.isalpha() and after.isalpha():
        return False
    # One side is a number, Latin, a bracket or the line's end: the other must be Chinese.
    if chinese_before:
        return value[at] != ":" or after != "/"
    if chinese_after:
        return before not in "\n "
    return before in ")%\"'" and _IS_CHINESE.match(_neighbour(value, at - 1, -1)) is not None


def _brackets(value: str) -> set[int]:
    """Half-width brackets to widen. Brackets pair within a line; a stray one follows its own neighbours."""
    out: set[int] = set()
    done = 0
    for mark in _HALF_BRACKET.finditer(value):
        if mark.start() < done:
            continue
        start = value.rfind("\n", done, mark.start()) + 1 or done
        end = value.find("\n", mark.start())
        done = len(value) if end < 0 else end + 1
        out |= _brackets_of_line(value, start, done)
    return out


def _brackets_of_line(value: str, begin: int, end: int) -> set[int]:
    out: set[int] = set()
    pending: list[int] = []
    for found in _BRACKET.finditer(value, begin, end):
        at, mark = found.start(), found.group()
        if mark in "(（":
            pending.append(at)
        elif pending:
            start = pending.pop()
            if "(" in (value[start], mark) or mark == ")":
                out.update(_widen_pair(value, start, at))
        elif mark == ")" and _touches_chinese(value, at):
            out.add(at)
    out.update(i for i in pending if _touches_chinese(value, i))
    return {i for i in out if value[i] in "()"}


def _widen_pair(value: str, start: int, end: int) -> tuple[int, ...]:
    inside = value[start + 1 : min(end, start + 400)]
    mixed = value[start] == "（" or value[end] == "）"
    chinese = mixed or _IS_CHINESE.search(inside) or _touches_chinese(value, start) or _touches_chinese(value, end)
    if not chinese and end - start <= 8:
        near = max(0, start - 10)
        line = value.rfind("\n", near, start) + 1
        label = _LABEL.match(value, line) if line or near == 0 else None
        return (start, end) if label and label.end() == end + 1 else ()
    return (start, end) if chinese else ()


def _touches_chinese(value: str, at: int) -> bool:
    return bool(_IS_CHINESE.match(_neighbour(value, at, -1)) or _IS_CHINESE.match(_neighbour(value, at, 1)))
