"""（责任单位：A、B） and （X牵头，Y配合） behind an item: the bodies that answer for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykit.annotate.agencies import ends_as_body, split_actors
from policykit.model.annotation import Role

_LABEL = (
    r"(?:(?:牵头|责任|负责|配合|协助|协同|协作|参加|参与|主办|协办|承办|实施|主管|落实|完成|督导|督办|支持|主责|主要负责|任务|对接)(?:责任|实施|落实|配合)?"
    r"(?:单位|部门|机构|处室|科室|领导|人|机关|地区|股室|主体)|责任人|牵头人)(?:和责任单位|和配合单位|及责任人)?"
)
_ROLES = (
    (re.compile(r"配合|协助|协同|协作|参加|参与|协办|支持"), Role.ASSIST),
    (re.compile(r"牵头|主办|主责"), Role.LEAD),
    (re.compile(r"督导|督办|^指导"), Role.SUPERVISE),
    (re.compile(r"领导|责任人|负责人"), Role.HEAD),
)
_OTHER = re.compile(r"[；;。]|[，,、]?[^，、；：（）]{2,8}[：:]")  # what the note says besides: ，适用范围：…
_LABELLED = re.compile(rf"({_LABEL})[：:]\s*")
_INNER = r"[^（）()【】〔〕\[\]]"
_NOTE = re.compile(
    rf"[（(【〔\[]\s*(?=(?:{_LABEL})[：:])({_INNER}{{0,400}}(?:[（(][^（）()]{{0,60}}[）)]{_INNER}{{0,200}}){{0,20}})[）)】〕\]]"
)
_LINE = re.compile(rf"(?:^|\n)[ \u3000\t]*(?=(?:{_LABEL})[：:])([^\n]{{2,400}})$")
# （市司法局牵头，市财政局、各区政府配合） （各部门按职责分工负责）
_SPOKEN = re.compile(
    r"（([^（）。；：]{0,300}(?:（[^（）]{0,60}）[^（）。；：]{0,200}){0,12}(?:牵头|负责|配合|落实|分工|参与|参加|组织实施|协同)[^（）。；：]{0,12})(?:[。，；][^（）]{0,12}(?:牵头|下同)[^（）]{0,20})?）(?=[。；]?\s*(?:$|\n|[（【])|[。；]|\s)"
)
_SPOKEN_PART = re.compile(
    r"(?P<who>[^，；]+?)(?:等)?(?P<how>(?:按照?|根据|依)?(?:各自)?(?:职责|职能|职责权限)?(?:分工)?(?:分别|共同|具体|统一|协同)?"
    r"(?:牵头(?:负责|组织|实施)?|组织实施|负责|配合|参与|参加|落实|协同))"
)


@dataclass(frozen=True, slots=True)
class Answerable:
    """Bodies that answer for what stands before `start`; the note itself is `[start, end)`."""

    start: int
    end: int
    groups: tuple[tuple[Role, tuple[str, ...]], ...]


def notes(text: str) -> list[Answerable]:
    """Every such note of a clause's text, in order. Cheap where there is none."""
    out: list[Answerable] = []
    if "单位" in text or "部门" in text or "责任" in text or "牵头" in text or "：" in text:
        for found in (*_NOTE.finditer(text), *_LINE.finditer(text)):
            if groups := _labelled(found.group(1)):
                out.append(Answerable(found.start(), found.end(), groups))
    if "）" in text and re.search(r"(?:牵头|负责|配合|落实|分工|参与|参加|实施|协同)[^（）；]{0,40}）", text):
        for found in _SPOKEN.finditer(text):
            if groups := _spoken(found.group(1)):
                out.append(Answerable(found.start(), found.end(), groups))
    if "）" in text:
        for found in _BARE.finditer(text):
            if groups := _bare(found.group(1)):
                out.append(Answerable(found.start(), found.end(), groups))
    out.sort(key=lambda n: n.start)
    return out


# （法制办、财政部） and （监察部会同有关部门） alone behind a sentence
_BARE = re.compile(r"(?<=[。；\n])[ \u3000]*（([^（）。；：，\n]{2,200})）(?=[。；]?\s*(?:$|\n))")
_BARE_VERB = re.compile(r"(会同|组织|牵头，)((?:有关|相关|各)[^、]{2,12})$")


def _bare(text: str) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    """A bracket that holds nothing but bodies."""
    helper = _BARE_VERB.search(text)
    names = split_actors(text[: helper.start()] if helper else text, listed=True)
    if not names or not all(ends_as_body(name) for name in names):
        return ()
    if helper:
        role = Role.ASSIST if helper.group(1) == "会同" else Role.RESPONSIBLE
        return ((Role.LEAD, names), (role, (helper.group(2),)))
    return ((Role.RESPONSIBLE, names),)


def _labelled(text: str) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    labels = list(_LABELLED.finditer(text))
    out: list[tuple[Role, tuple[str, ...]]] = []
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        names = split_actors(_OTHER.split(text[label.end() : end].strip())[0].rstrip("。；，、 "), listed=True)
        names = tuple(_without_verb(name) for name in names)
        if names:
            out.append((label_role(label.group(1)), names))
    return tuple(out)


def label_role(label: str) -> Role:
    """The role that a label such as 牵头单位 or a column head gives; 责任 where it says nothing else."""
    return next((role for pattern, role in _ROLES if pattern.search(label)), Role.RESPONSIBLE)


def _without_verb(name: str) -> str:
    return re.sub(r"(?:按(?:照)?(?:各自)?职责分工)?(?:负责|牵头|配合)?$", "", name) or name


_CELL_PART = re.compile(r"([^（()）、，,；;：]{2,40})[（(](牵头|配合|协助|主办|协办|主责|督导|负责)(?:单位|部门)?[）)]")
_CELL_GAP = re.compile(r"[\s\u2028]+")


def of_cell(text: str, role: Role) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    """The bodies of a table's cell under a head that gives `role`; where the cell itself says who leads and who helps
    (X牵头，Y配合; X（牵头）、Y; 牵头单位：X 配合单位：Y), that holds."""
    if _LABELLED.search(text):
        return _labelled(_CELL_GAP.sub("；", text.strip()))
    flat = _CELL_GAP.sub("、", text.strip())
    out: list[tuple[Role, tuple[str, ...]]] = []
    if _CELL_PART.search(flat):
        out = [(label_role(part[2]), split_actors(part[1], listed=True)) for part in _CELL_PART.finditer(flat)]
        rest = _CELL_PART.sub("", flat)
    elif "牵头" in flat or "配合" in flat or "负责" in flat:
        told = flat.replace("、", "，").replace("；", "，") if _SEVERAL.search(flat) else flat.replace("；", "，")
        out = list(_spoken(told))
        parts = list(_SPOKEN_PART.finditer(told)) if out else []
        rest = told[parts[-1].end() :] if parts else flat
    else:
        rest = flat
    rest = rest.strip("、，,；;。 ")
    if rest and (names := split_actors(rest, listed=True)):
        out.append((role, names))
    return tuple((r, n) for r, n in out if n)


_SEVERAL = re.compile(r"(?:牵头|配合|负责)、")  # one part a paragraph of the cell


def _spoken(text: str) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    out: list[tuple[Role, tuple[str, ...]]] = []
    at = 0
    for part in _SPOKEN_PART.finditer(text):
        who = text[at : part.end("who")].strip("，； ")
        at = part.end()
        how = part.group("how")
        role = (
            Role.LEAD if "牵头" in how else Role.ASSIST if re.search("配合|参与|参加|协同", how) else Role.RESPONSIBLE
        )
        lead, joined, helpers = who.partition("会同")
        parts = ((Role.LEAD, lead), (Role.ASSIST, helpers)) if joined and lead else ((role, who),)
        for taken, row in parts:
            names = split_actors(row, listed=True)
            if names and all(len(n) <= 40 for n in names):
                out.append((taken, names))
    return tuple(out)
