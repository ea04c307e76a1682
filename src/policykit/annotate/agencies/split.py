"""Parts a row of actors at 、 和 及 与 以及 where they are separate bodies, and keeps whole what shares a word."""

from __future__ import annotations

import re
from functools import lru_cache

from policykit.annotate.agencies import lexicon

# Marks between bodies, outside brackets. 及其 keeps its 其 with the body that follows.
_NAMED = re.compile("|".join(map(re.escape, sorted(lexicon.lines("names.txt"), key=len, reverse=True))))
_JOIN = re.compile(
    r"以及|(?<![涉普波危])及(?=其|[^时格第])|[、，,；;]|和(?!平|谐|硕|田|县(?!级|区|市|[（、])|龙|顺)|与(?!会|民)|或者|或(?!者)|暨"
)
_BRACKET = re.compile(lexicon.BRACKET)
_GENERIC = re.compile(r"(?:部门|单位|机构|机关|组织|企业|团体|个人|党委|政府|人员|干部|职工|社区|园区)$")
# A bare head or area carries no word of its own: it leans on the modifier of the part before it.
_BARE = re.compile(
    r"(?:部门|单位|机构|机关|组织|企业|团体|个人|政府|人民政府|人员|市|县|区|旗|盟|州|乡|镇|街道|省|自治区|直辖市|自治州"
    r"|县级市|市辖区|开发区|园区|社区|村|县区|市区|科|股|室|处|办|局|委|厅|负责人|直属机构|事业单位|主管部门|自治县)"
    rf"(?:{lexicon.BRACKET})?(?:人民政府|政府)?$"
)
_AREA = re.compile(r"(?:省|市|县|区|州|旗|自治区|直辖市|乡|镇|街道|乡镇|地区|园区|开发区)(?:（[^（）]*）)?$")
_AREA_ROW = re.compile(
    r"(?:自治区|直辖市|自治州|市|县|区|旗|盟|州|乡|镇|街道|乡镇|县级市|省)(?:（[^（）]*）)?(?:两级|三级)?(?:人民政府|政府)?(?:$|（)|自治区|直辖市|自治州(?!人)"
)
# 各县（市）、望河区绿化主管部门: the office is of both.
_AREA_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,9}[区县市旗](?!管|政)[\u4e00-\u9fff]{2,24}(?:部门|机构)(?:（[^（）]*）)?")
_SHARING = re.compile(r"^(?:各|其他|有关|相关|所有|任何|全体|涉及|本|承担|具有|没有|未|县级以上|地方各级|国家)")
_TAIL = re.compile(
    r"^等(?:有关|相关)?(?:职能)?(?:部门|单位|机关|机构|组织)?|等(?:有关|相关)?(?:职能)?(?:部门|单位|机构)?$|等$"
)


def without_brackets(text: str) -> str:
    """The text without its brackets; most names have none."""
    return _BRACKET.sub("", text) if "（" in text else text


_QUOTES = str.maketrans("", "", '“”‘’"')
_LEAD = re.compile(r"^(?:以及|及(?!其)|和|与|、|，|或者|或|凡是|凡|其中|并)+")


def _led(text: str) -> str:
    """Without the conjunctions before the first body."""
    found = _LEAD.match(text)
    return text[found.end() :] if found else text


@lru_cache(maxsize=32768)
def split_actors(text: str, listed: bool = False) -> tuple[str, ...]:
    """The separate bodies in a row, verbatim but for quotation marks.

    A part that lacks a head of its own joins the next one (市、区（市）政府; 各级政府法制、机构编制部门). `listed` says
    that the row is a list of bodies and nothing else (（责任单位：…）), so every part with a name counts.
    """
    text = text.translate(_QUOTES)
    if not _JOIN.search(text):
        only = _untail(_led(text.strip()))
        return (only,) if only else ()
    parts = _parts(text)
    if _shares_end(parts):
        return (_led(text.strip()),)
    rows: list[str] = []
    pending = ""
    for index, (mark, part) in enumerate(parts):
        piece = pending + (mark if pending else "") + part
        pending = ""
        if not part:
            continue
        if (
            rows
            and not pending
            and mark
            and _GENERIC.fullmatch(without_brackets(part))
            and _leans(part, rows[-1], mark)
        ):
            rows[-1] = rows[-1] + mark + part
            continue
        following = parts[index + 1] if index + 1 < len(parts) else ("", "")
        # 企业和职工: an employer and its staff are two.
        hard = (listed and bool(following[0]) and following[0] in "，,；;") or following[1].startswith("职工")
        beside = parts[index + 1][1] if index + 1 < len(parts) else ""
        shared = bool((_AREA_ROW.match(beside) or _AREA_OFFICE.fullmatch(beside)) and _AREA.search(part))
        loose = not hard and not _whole(piece) and index + 1 < len(parts)
        if not hard and (shared or (loose and not _stands_alone(part, parts, index, listed))):
            pending = piece
        elif rows and piece == part and mark and _leans(part, rows[-1], mark):
            rows[-1] = rows[-1] + mark + part
        else:
            rows.append(piece)
    if pending:
        rows.append(pending)
    cleaned = (_led(row.strip()) for row in rows)
    kept = [_untail(row) for row in cleaned]
    return tuple(dict.fromkeys(row for row in kept if row))


_FIELDS_END = re.compile(r"等[^、]{0,12}(?:部门|单位|机关)$")
_POST_END = re.compile(r"的(?:党政)?(?:主要|分管|第一|有关)?(?:负责人|负责同志|领导|责任人|领导人|领导班子)(?:成员)?$")


def _shares_end(parts: list[tuple[str, str]]) -> bool:
    """Whether the last word is shared by the whole row.

    公安、教育、海关等监管领域有关部门: fields of work, not bodies; 各级政府及其部门的主要负责同志: the heads of both.
    """
    *before, (_, last) = parts or [("", "")]
    if not before:
        return False
    if _POST_END.search(last):
        return all(_GENERIC.search(without_brackets(p)) for _, p in before)
    if len(before) < 2 or not _FIELDS_END.search(without_brackets(last)):
        return False
    bodies = sum(_whole(p) and not lexicon.systems().fullmatch(p) for _, p in before)
    return bodies == 0 or (bodies == 1 and len(before) >= 5)


def _parts(text: str) -> list[tuple[str, str]]:
    """(mark before, part) in order; marks inside brackets do not part."""
    shield = [(m.start(), m.end()) for m in _BRACKET.finditer(text)]
    if "和" in text or "与" in text or "、" in text:
        shield = sorted(shield + [(m.start(), m.end()) for m in _NAMED.finditer(text)])
    clause = _outside(text, "的", shield) if "的" in text and lexicon.opener().match(text) else -1
    if clause >= 0:
        # Marks inside the relative clause join what the clause speaks of, not bodies.
        shield = [(0, clause), *(s for s in shield if s[0] >= clause)]
    out: list[tuple[str, str]] = []
    at, mark, block = 0, "", 0
    for found in _JOIN.finditer(text):
        while block < len(shield) and shield[block][1] <= found.start():
            block += 1
        if block < len(shield) and shield[block][0] <= found.start():
            continue
        out.append((mark, text[at : found.start()]))
        mark, at = found.group(), found.end()
    out.append((mark, text[at:]))
    return _joined_marks(out)


def _outside(text: str, char: str, shield: list[tuple[int, int]]) -> int:
    """Where `char` first stands outside the shielded stretches, or -1."""
    at = text.find(char)
    while at >= 0 and any(a <= at < b for a, b in shield):
        at = text.find(char, at + 1)
    return at


def _joined_marks(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without empty parts: marks that stand side by side count as one, as printed."""
    out: list[tuple[str, str]] = []
    marks = ""
    for mark, part in parts:
        marks += mark
        if part:
            out.append((marks, part))
            marks = ""
    return out


def _whole(part: str) -> bool:
    """Whether the part ends in a head of its own and is more than that head."""
    bare = without_brackets(part)
    bare = re.sub(r"等$|等(?:有关|相关)?(?:部门|单位)$", "", bare)
    ends = [m for m in lexicon.head().finditer(bare) if m.end() == len(bare)]
    ends = ends or [m for m in lexicon.head().finditer(part) if m.end() == len(part)]
    if not ends:
        return False
    return lexicon.kind_of(ends[-1]) == "area" or not _BARE.match(bare) or len(bare) > 4


def _stands_alone(part: str, parts: list[tuple[str, str]], index: int, listed: bool) -> bool:
    """A system name (公安、检察) stands for its body unless a shared 部门/机关 closes the row."""
    following = [p for _, p in parts[index + 1 :]]
    closes = bool(following) and any(
        _GENERIC.search(without_brackets(_untail(p))) and not (listed and p.startswith("各")) for p in following
    )
    if lexicon.systems().fullmatch(part):
        nearest = next((p for p in following if _whole(p) or _GENERIC.search(without_brackets(p))), "")
        return not _GENERIC.search(nearest) or (len(nearest) > 8 and "等" not in nearest)
    joined = parts[index + 1][0] in ("和", "与", "及")
    return listed and len(part) > 1 and not closes and not joined


def _leans(part: str, before: str, mark: str) -> bool:
    """部门和单位; 各地和部门; 各级党委、政府: a bare head shares the modifier of the body before it."""
    if not _BARE.match(part) or len(part) > 6 or part.startswith(("其", "职工")):
        return False
    if _AREA.search(part):
        return bool(_AREA.search(before))
    if _GENERIC.search(without_brackets(before)) or lexicon.head().search(before) is None:
        return True
    return bool(_SHARING.match(before)) and mark != "与"


def _untail(part: str) -> str:
    """Without the closing 等, 等部门 that stands for bodies not named, when the part itself is a body."""
    short = re.sub(r"等(?:有关|相关)?(?:职能)?(?:部门|单位|机构)?(?:和(?:部门|单位|机构))?$", "", part)
    if short != part and short and _whole(short) and not re.search(r"[、和]", short):
        return short
    return "" if part in ("等", "等部门", "等单位", "等有关部门", "等相关部门") else part


def ends_as_body(name: str) -> bool:
    """Whether a string ends in the head noun of a body or of a place that acts."""
    bare = without_brackets(name)
    return any(m.end() == len(bare) and lexicon.kind_of(m) in ("org", "area") for m in lexicon.head().finditer(bare))
