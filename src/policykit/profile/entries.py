"""A profile's entries in one plain shape, for forms: texts, lists of texts, and lists of people, units and rules.

The names are those of the file: {"名称": …, "简称": […], "科室": [{"名称": …, "岗位": […]}], …}; what the file leaves
out is an empty text or list.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from policykit.errors import ProfileError
from policykit.profile.reading import WrongEntry, read_entries

Entries = dict[str, Any]

TEXTS = (
    "名称", "自称", "上级", "署名", "发文字号", "印发机关", "盖章", "时限提前", "未写明主体的任务", "默认科室",
    "牵头科室",
)  # fmt: skip
LISTS = ("简称", "来文中的类别", "抄送")
REGION = ("省", "市", "县")
ORDER = (
    "名称", "简称", "自称", "地区", "上级", "署名", "发文字号", "抄送", "印发机关", "盖章", "时限提前", "来文中的类别",
    "未写明主体的任务", "主要负责人", "分管负责人", "牵头科室", "默认科室", "科室", "本地化",
)  # fmt: skip
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one entry; `at` is its path, such as 科室[2].岗位[1].名称."""

    at: str
    message: str


def entries_of(text: str) -> Entries:
    """The entries of a profile's YAML text, the caller's to change. Raises ProfileError where it is no profile."""
    return deepcopy(_entries(text))


@lru_cache(maxsize=32)
def _entries(text: str) -> Entries:
    import yaml

    try:
        data = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ProfileError("单位概况文件写法有误", hint="用记事本打开，检查冒号后的空格和缩进。") from error
    return plain(data if isinstance(data, Mapping) else {})


def plain(data: Mapping[str, Any]) -> Entries:
    """Any entries in the plain shape; what has another shape than it should is passed over."""
    out: Entries = {name: _text(data.get(name)) for name in TEXTS}
    out |= {name: _texts(data.get(name)) for name in LISTS}
    region = data.get("地区")
    out["地区"] = {n: _text(region.get(n)) if isinstance(region, Mapping) else "" for n in REGION}
    out["主要负责人"] = _leader(data.get("主要负责人"))
    out["分管负责人"] = [_leader(d) for d in _rows(data.get("分管负责人"))]
    out["科室"] = [_unit(u) for u in _rows(data.get("科室"))]
    out["本地化"] = [{n: _text(r.get(n)) for n in ("原文", "改为")} for r in _rows(data.get("本地化"))]
    return {name: out[name] for name in ORDER}


def filled(value: Any) -> Any:
    """The entries without what is empty, as a file has them; None where nothing is left."""
    if isinstance(value, Mapping):
        kept = {k: f for k, v in value.items() if (f := filled(v)) is not None}
        return kept or None
    if isinstance(value, list):
        return [f for v in value if (f := filled(v)) is not None] or None
    return value or None


def faults(values: Mapping[str, Any]) -> tuple[Fault, ...]:
    """All that is wrong, each beside its entry. What refers to a wrong entry is not said to be wrong too."""
    data = plain(values)
    found = _references(data)
    for _ in range(MOST_FAULTS):
        try:
            read_entries(_kept(data))
            break
        except WrongEntry as error:
            if error.at in {f.at for f in found}:
                break
            found.append(Fault(error.at, error.what))
            if not _neutral(data, error.at):
                break
    return tuple(found)


def _references(data: Entries) -> list[Fault]:
    """Units named twice, and names of units that there are not; each is then made harmless for what follows."""
    found: list[Fault] = []
    names: list[str] = []
    for n, unit in enumerate(data["科室"], start=1):
        if unit["名称"] and unit["名称"] in names:
            found.append(Fault(f"科室[{n}].名称", f"“{unit['名称']}”出现了不止一次"))
            unit["名称"] = f"科室{n}"
        names.append(unit["名称"])
    for entry in ("默认科室", "牵头科室"):
        if data[entry] and data[entry] not in names:
            found.append(Fault(entry, f"“{data[entry]}”不在“科室”里"))
            data[entry] = ""
    leaders = [(f"分管负责人[{n}]", d) for n, d in enumerate(data["分管负责人"], start=1)]
    for at, leader in [("主要负责人", data["主要负责人"]), *leaders]:
        if unknown := [u for u in leader["分管"] if u not in names]:
            found.append(Fault(f"{at}.分管", f"“{'、'.join(unknown)}”不在“科室”里"))
            leader["分管"] = [u for u in leader["分管"] if u in names]
    return found


def _kept(data: Entries) -> Entries:
    """As `filled`, but rows stay where they are: a person without a name is a fault, not nothing."""
    out = {k: v for k, v in data.items() if v not in ("", [])}
    if not any(out["地区"].values()):
        del out["地区"]
    if not any(out["主要负责人"].values()):
        del out["主要负责人"]
    return out


def _neutral(data: Entries, at: str) -> bool:
    """Put something harmless where the fault is; False where there is no such place."""
    *path, last = [p for part in at.split(".") for p in _steps(part)]
    place: Any = data
    try:
        for step in path:
            place = place[step]
        value = place[last]
    except (KeyError, IndexError, TypeError):
        return False
    if isinstance(value, dict):
        place[last] = dict.fromkeys(value, "某")
        return "原文" in value
    if isinstance(value, list):
        place[last] = []
    else:
        place[last] = f"未填{at}" if last in ("名称", "姓名", "职务", "原文", "改为") and not value else ""
    return True


def _steps(part: str) -> list[str | int]:
    name, *numbers = part.replace("]", "").split("[")
    return [name, *(int(n) - 1 for n in numbers)]


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, (Mapping, list)) else " ".join(str(value).split())


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        value = value.replace("，", "、").split("、")
    return [t for v in value if (t := _text(v))] if isinstance(value, list) else []


def _rows(value: Any) -> list[Any]:
    return [v if isinstance(v, Mapping) else {} for v in value] if isinstance(value, list) else []


def _leader(data: Any) -> Entries:
    given = data if isinstance(data, Mapping) else {}
    return {**{n: _text(given.get(n)) for n in ("姓名", "职务")}, "分管": _texts(given.get("分管"))}


def _unit(data: Mapping[str, Any]) -> Entries:
    return {
        "名称": _text(data.get("名称")),
        "职责关键词": _texts(data.get("职责关键词")),
        "负责人": _text(data.get("负责人")),
        "岗位": [_post(p) for p in _rows(data.get("岗位"))],
    }


def _post(data: Mapping[str, Any]) -> Entries:
    people = data.get("人员")
    listed = people if isinstance(people, list) else []
    return {
        "名称": _text(data.get("名称")),
        "职责关键词": _texts(data.get("职责关键词")),
        "人员": [
            {"姓名": _text(p), "执法证件号": ""}
            if not isinstance(p, Mapping)
            else {n: _text(p.get(n)) for n in ("姓名", "执法证件号")}
            for p in listed
        ],
    }
