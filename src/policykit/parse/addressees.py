"""主送机关: the bodies that a salutation names."""

from __future__ import annotations

import re

_BODY_END = re.compile(
    r"(?:政府|部门|单位|机构|局|厅|部|委|办|署|院|会|室|处|司|中心|公司|企业|集团|部委|学校|高校|大学|法院|检察院|街道|乡镇|开发区|园区|办事处|组织|协会|银行|军团|兵团)"
    r"(?:[（(][^（）()]{1,16}[）)])?$"
)
_STARTS = re.compile(
    r"各|市|省|县|区|州|旗|国务院|中央|中国|中共|新疆|局|部|委|省级|市级|县级|驻|有关|其他|直属|行业|[\u4e00-\u9fff]{2,9}(?:省|市|县|区|州|盟|旗)"
)


def addressees(salutation: str) -> tuple[str, ...]:
    """Split at ， and at 、 between whole bodies: 市政府各委、办、局 stays one, 国务院各部委、各直属机构 gives two."""
    text = "".join(salutation.rstrip("：: ").split())
    out: list[str] = []
    for piece in _split(text, "，,；;"):
        out += _bodies(piece)
    return tuple(p for p in out if p)


_ZONE = re.compile(r"(?:开发区|保税区|园区|示范区|新区|高新区|经开区|度假区|空港区|经济区)$")
_ZONE_HEAD = re.compile(r"(?:管委会|管理委员会|党工委|办事处)$")


def _bodies(piece: str) -> list[str]:
    out: list[str] = []
    for part in _shared(_split(piece, "、")):
        if out and not (
            _BODY_END.search(out[-1]) and len(part) >= 3 and _STARTS.match(part) and _BODY_END.search(part)
        ):
            out[-1] += "、" + part
        else:
            out.append(part)
    return out


def _shared(parts: list[str]) -> list[str]:
    """甲开发区、乙保税区管委会 share their last word: zones named before one that ends in a body are one with it."""
    out: list[str] = []
    waiting: list[str] = []
    for part in parts:
        if _ZONE.search(part) and not part.startswith("各"):
            waiting.append(part)
        elif waiting and _ZONE_HEAD.search(part) and not part.startswith("各"):
            out.append("、".join([*waiting, part]))
            waiting = []
        else:
            out += [*waiting, part]
            waiting = []
    return out + waiting


def _split(text: str, marks: str) -> list[str]:
    """Split at marks that stand outside brackets."""
    out, depth, at = [], 0, 0
    for i, char in enumerate(text):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        elif char in marks and not depth:
            out.append(text[at:i])
            at = i + 1
    out.append(text[at:])
    return [p for p in out if p]
