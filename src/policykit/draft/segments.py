"""A clause's text cut at 。；！？ and line breaks: the sentences a plan may carry whole."""

from __future__ import annotations

import re
from bisect import bisect_right

from policykit.model.span import Span

# What stands in quotation marks or brackets ends no sentence: （一是……；二是……）, “……。”
_ENCLOSED = re.compile(r"“[^“”\n]{0,400}”|（[^（）\n]{0,400}）|《[^《》\n]{0,200}》")
_END = re.compile(r"[。；！？\n]+[”’）》]*")


def segments(text: str) -> tuple[Span, ...]:
    """Sentences tiling the text in order, each with the mark that ends it."""
    hidden = _ENCLOSED.sub(lambda m: "□" * len(m[0]), text)
    ends = [m.end() for m in _END.finditer(hidden)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return tuple(Span(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True) if end > start)


def whole(parts: tuple[Span, ...], span: Span) -> Span:
    """The sentences in which `span` stands, from the first one's start to the last one's end."""
    if not parts or not len(span):
        return span
    starts = [s.start for s in parts]
    first = parts[max(bisect_right(starts, span.start) - 1, 0)]
    last = parts[max(bisect_right(starts, span.end - 1) - 1, 0)]
    return Span(min(first.start, span.start), max(last.end, span.end))


def trimmed(text: str, span: Span) -> Span:
    """The span without white space around it and without a closing ；or comma: taken out of its row, a sentence
    ends as one of its own."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip("；，、 \u3000\u2028\n"))))


def closed(text: str) -> str:
    """The words as a paragraph prints them: with a mark at the end."""
    return text if text.endswith(("。", "！", "？", "：", "。”", "。）", "！”", "？”")) else f"{text}。"
