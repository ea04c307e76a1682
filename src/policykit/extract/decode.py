"""Bytes to text: which encoding a Chinese text file is in, and how sure that is."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policykit.errors import UnreadableInput
from policykit.extract.reading import Note
from policykit.model.diagnostic import Severity
from policykit.model.span import Span

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# WHATWG encoding standard: what pages label gb2312 or gbk is read as gb18030, big5 with the HKSCS additions.
_LABELS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030"}
_LABELS |= {"big5": "big5hkscs", "big5-hkscs": "big5hkscs", "cp950": "big5hkscs", "x-x-big5": "big5hkscs"}
_SPOKEN = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16（小端）",
    "utf-16-be": "UTF-16（大端）",
    "utf-32-le": "UTF-32（小端）",
    "utf-32-be": "UTF-32（大端）",
    "gb18030": "GB18030（国标）",
    "big5hkscs": "Big5（繁体）",
}
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.I)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Hardly ever printed: private use, Hangul, Cyrillic, half-width kana, extensions; the look of a wrong encoding.
_UNLIKELY = re.compile("[\u0400-\u052f\u0600-\u0fff\uac00-\ud7ff\ue000-\uf8ff\uff61-\uff9f\U00010000-\U0010ffff]")
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text without byte order mark, and what there is to say about how it was decoded."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes, name: str, *, html: bool = False) -> Decoded:
    """Decode a text file. Bytes that fit no encoding become U+FFFD and are reported with their place.

    Raises UnreadableInput where the bytes are no text at all.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _finish(data[len(mark) :], encoding, name)
    wide = _wide(data)
    if wide:
        return _finish(data, wide, name)
    try:
        return _finish(data, "utf-8", name, data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if html:
        meta = _META.search(data, 0, 4096)
        label = _LABELS.get(meta[1].decode("ascii").lower()) if meta else None
        if label:
            try:
                return _finish(data, label, name, data.decode(label))
            except UnicodeDecodeError:
                pass
    return _finish(data, _best(data), name)


def _best(data: bytes) -> str:
    """The encoding under which the beginning of `data` looks most like Chinese."""
    sample = data[:_SAMPLE]
    scores = {e: likeness(sample.decode(e, "replace")) for e in ("utf-8", "gb18030", "big5hkscs")}
    best = max(scores, key=lambda e: scores[e])
    if scores[best] < 0.2 and len(data) % 2 == 0:
        # UTF-16 without mark and without a single ASCII character; only where that reads as Chinese.
        wide = {e: likeness(sample.decode(e, "replace")) for e in ("utf-16-le", "utf-16-be")}
        most = max(wide, key=lambda e: wide[e])
        return most if wide[most] > 0.3 else best
    return best


def likeness(text: str) -> float:
    """How much `text` looks like Chinese prose (at most 1): frequent characters, less what never occurs."""
    seen = [c for c in text if c > "\x7f"]
    if not seen:
        return 0.0
    common = _frequent()
    good = sum(c in common for c in seen)
    bad = text.count("\ufffd") * 3 + len(_UNLIKELY.findall(text)) + 3 * len(_CONTROLS.findall(text))
    return (good - bad) / len(seen)


@cache
def _frequent() -> frozenset[str]:
    lines = files("policykit.extract").joinpath("frequent.txt").read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: NULs stand at one parity only, and both readings are tried."""
    sample = data[:_SAMPLE]
    sample = sample[: len(sample) // 2 * 2]
    if b"\x00" not in sample or len(data) % 2:
        return None
    scores = {e: _score_wide(sample.decode(e, "replace")) for e in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda e: scores[e])
    return best if scores[best] > 0.7 else None


def _score_wide(text: str) -> float:
    plausible = sum(
        " " <= c <= "~" or c in "\r\n\t" or "\u2010" <= c <= "\u9fff" or "\uff00" <= c <= "\uffe5" for c in text
    )
    return plausible / max(1, len(text))


def _finish(data: bytes, encoding: str, name: str, text: str | None = None) -> Decoded:
    notes: list[Note] = []
    if text is None:
        text = data.decode(encoding, "replace")
        printed = "\ufffd".encode(encoding, "ignore")
        broken = text.count("\ufffd") - (data.count(printed) if printed else 0)
        if broken > 0:
            place = text.index("\ufffd")
            line = text.count("\n", 0, place) + 1
            message = (
                f"有 {broken} 处字节无法按 {_SPOKEN[encoding]} 解码，已用“\ufffd”代替；"
                f"第一处在第 {line} 行。请找原文件核对。"
            )
            notes.append(Note("decode.broken", message, Severity.WARNING, Span(place, place + 1)))
    _refuse_binary(text, name)
    if encoding != "utf-8":
        notes.append(Note("decode.encoding", f"文件编码判定为 {_SPOKEN[encoding]}，已转换读取。"))
    return Decoded(text.removeprefix("\ufeff"), encoding, tuple(notes))


def _refuse_binary(text: str, name: str) -> None:
    sample = text[:_SAMPLE]
    junk = sample.count("\ufffd") + len(_CONTROLS.findall(sample))
    if junk * 10 > len(sample) and junk > 3:
        raise UnreadableInput(
            f"不是文本文件，或者已经损坏：{name}",
            hint="请用原来的软件打开检查；如果能打开，另存为 .docx 或 .txt（UTF-8）再加入。",
        )
