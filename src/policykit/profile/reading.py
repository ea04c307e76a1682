"""Reading a profile from YAML with Chinese keys, saying exactly which entry is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from policykit.errors import ProfileError
from policykit.given_file import read_given
from policykit.profile.model import Leader, Localising, Person, Post, Profile, Region, Unit

LARGEST = 2_000_000  # bytes: a profile is a few pages

KEYS = (
    "名称", "简称", "自称", "地区", "上级", "来文中的类别", "主要负责人", "分管负责人", "科室",
    "未写明主体的任务", "默认科室", "牵头科室", "本地化", "署名", "发文字号",
    "抄送", "印发机关", "盖章", "时限提前",
)  # fmt: skip
CARRY, LEAVE = "列入", "不列入"
YES, NO = "是", "否"
MOST_EARLY = 60  # days: a limit brought forward by more is another plan
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?|[一二三四五六七八九十百千两]+(?=个|名|人|次|日|天|月|年|%|％)")
STRENGTHS = tuple(
    map(re.compile, (r"不得|严禁|禁止|不准|一律不", r"应当|必须|务必|须", r"(?<!不)可以", r"(?<![重需主])要"))
)
HINT = "照着 templates/示例单位概况.yaml 改正后再试。"


class WrongEntry(ProfileError):
    """An entry that is wrong: `at` is its path, such as 科室[2].名称, `what` what is wrong with it."""

    def __init__(self, name: str, at: str, what: str) -> None:
        super().__init__(f"{name} 的“{at}”有误：{what}", hint=HINT)
        self.at = at
        self.what = what


def load_profile(path: Path) -> Profile:
    """Read a profile file. Raises ProfileError that names the entry and what is expected there."""
    try:
        data = read_given(path, LARGEST)
    except OSError as error:
        raise ProfileError(f"不能读取单位概况：{path}（{error.strerror or error}）", hint="检查路径。") from error
    if len(data) > LARGEST:
        raise ProfileError(f"单位概况文件过大：{path}", hint="单位概况只应有几页文字。")
    if data.startswith(b"PK\x03\x04"):
        raise ProfileError(
            f"单位概况不是文本文件：{path}（像是 Word 或 Excel 文件）", hint="照着示例另写一份 .yaml 文本文件。"
        )
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in (
        ("utf-16",) if utf16 else ("utf-8-sig", "gb18030")
    ):  # Notepad on a Chinese Windows saves in the local code page
        try:
            return parse_profile(data.decode(encoding), path.name)
        except UnicodeDecodeError:
            continue
    raise ProfileError(f"读不懂单位概况的文字编码：{path}", hint="用记事本另存为 UTF-8 后再试。")


@lru_cache(maxsize=32)
def parse_profile(text: str, name: str = "单位概况") -> Profile:
    """Read a profile from YAML text. Every value is the text that is written: 执法证件号 0012 keeps its zeros.

    The same text is read once: a server asks for the profile with every page.
    """
    import yaml

    try:
        data = yaml.load(text, Loader=yaml.BaseLoader)
        repeated = _repeated(yaml.compose(text, Loader=yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else ""
        raise ProfileError(
            f"{name} {where}写法有误", hint="检查冒号后是否有空格、缩进是否对齐、有没有用制表符。"
        ) from error
    if repeated is not None:
        raise ProfileError(f"{name} 第 {repeated[1]} 行：“{repeated[0]}”写了两次", hint="同一层里每个条目只写一次。")
    return read_entries(data, name)


def read_entries(data: Any, name: str = "单位概况") -> Profile:
    """A profile from its entries, as YAML holds them. Raises WrongEntry for the first that is wrong."""
    return _Reader(name).profile(data)


def _repeated(root: Any) -> tuple[str, int] | None:
    """A key that one mapping has twice, with its line; YAML itself would quietly keep the last."""
    import yaml

    seen: set[int] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            todo += node.value
        elif isinstance(node, yaml.MappingNode):
            keys = [k.value for k, _ in node.value if isinstance(k, yaml.ScalarNode)]
            for key, _ in node.value:
                if keys.count(key.value) > 1:
                    again = [k for k, _ in node.value if k.value == key.value][1]
                    return str(key.value), again.start_mark.line + 1
            todo += [v for _, v in node.value]
    return None


class _Reader:
    """Each method reads one entry; `at` is its path for messages, such as 科室[2].名称."""

    def __init__(self, name: str) -> None:
        self.name = name

    def profile(self, data: Any) -> Profile:
        entries = self.mapping(data, "", KEYS)
        leader = entries.get("主要负责人")
        unnamed = self.text(entries.get("未写明主体的任务"), "未写明主体的任务") or CARRY
        if unnamed not in (CARRY, LEAVE):
            raise self.wrong("未写明主体的任务", f"应写“{CARRY}”或“{LEAVE}”")
        sealed = self.text(entries.get("盖章"), "盖章") or YES
        if sealed not in (YES, NO):
            raise self.wrong("盖章", f"应写“{YES}”或“{NO}”")
        region = self.mapping(entries.get("地区", ""), "地区", ("省", "市", "县"))
        name = self.text(entries.get("名称"), "名称", required=True)
        profile = Profile(
            name=name,
            short_names=self.texts(entries.get("简称"), "简称"),
            self_name=self.text(entries.get("自称"), "自称") or "本单位",
            region=Region(*(self.text(region.get(k), f"地区.{k}") for k in ("省", "市", "县"))),
            superior=self.text(entries.get("上级"), "上级"),
            classes=self.texts(entries.get("来文中的类别"), "来文中的类别"),
            head=self.leader(leader, "主要负责人") if leader else None,
            deputies=tuple(self.leader(d, at) for d, at in self.items(entries.get("分管负责人"), "分管负责人")),
            units=tuple(self.unit(u, at) for u, at in self.items(entries.get("科室"), "科室")),
            takes_unnamed=unnamed == CARRY,
            default_unit=self.text(entries.get("默认科室"), "默认科室"),
            lead_unit=self.text(entries.get("牵头科室"), "牵头科室"),
            localising=tuple(self.localising(x, at) for x, at in self.items(entries.get("本地化"), "本地化")),
            signature=self.text(entries.get("署名"), "署名") or name,
            number_prefix=self.text(entries.get("发文字号"), "发文字号"),
            copies=self.texts(entries.get("抄送"), "抄送"),
            printer=self.text(entries.get("印发机关"), "印发机关"),
            sealed=sealed == YES,
            days_early=self.days(entries.get("时限提前"), "时限提前"),
        )
        self.check(profile)
        return profile

    def check(self, profile: Profile) -> None:
        """Entries that contradict one another."""
        names = [u.name for u in profile.units]
        for name in names:
            if names.count(name) > 1:
                raise self.wrong("科室", f"“{name}”出现了不止一次")
        for key, name in (("默认科室", profile.default_unit), ("牵头科室", profile.lead_unit)):
            if name and name not in names:
                raise self.wrong(key, f"“{name}”不在“科室”里")
        for deputy in profile.deputies:
            for name in deputy.units:
                if name not in names:
                    raise self.wrong("分管负责人", f"{deputy.name}分管的“{name}”不在“科室”里")

    def unit(self, data: Any, at: str) -> Unit:
        entries = self.mapping(data, at, ("名称", "职责关键词", "负责人", "岗位"))
        return Unit(
            self.text(entries.get("名称"), f"{at}.名称", required=True),
            self.texts(entries.get("职责关键词"), f"{at}.职责关键词"),
            self.text(entries.get("负责人"), f"{at}.负责人"),
            tuple(self.post(p, inner) for p, inner in self.items(entries.get("岗位"), f"{at}.岗位")),
        )

    def post(self, data: Any, at: str) -> Post:
        entries = self.mapping(data, at, ("名称", "职责关键词", "人员"))
        people = []
        for person, inner in self.items(entries.get("人员"), f"{at}.人员"):
            fields = (
                {"姓名": person} if isinstance(person, str) else self.mapping(person, inner, ("姓名", "执法证件号"))
            )
            name = self.text(fields.get("姓名"), f"{inner}.姓名", required=True)
            people.append(Person(name, self.text(fields.get("执法证件号"), f"{inner}.执法证件号")))
        return Post(
            self.text(entries.get("名称"), f"{at}.名称", required=True),
            self.texts(entries.get("职责关键词"), f"{at}.职责关键词"),
            tuple(people),
        )

    def leader(self, data: Any, at: str) -> Leader:
        entries = self.mapping(data, at, ("姓名", "职务", "分管"))
        return Leader(
            self.text(entries.get("姓名"), f"{at}.姓名", required=True),
            self.text(entries.get("职务"), f"{at}.职务", required=True),
            self.texts(entries.get("分管"), f"{at}.分管"),
        )

    def localising(self, data: Any, at: str) -> Localising:
        """A rule may give things their local name; it never touches a number or how strict a duty is."""
        entries = self.mapping(data, at, ("原文", "改为"))
        before = self.text(entries.get("原文"), f"{at}.原文", required=True)
        after = self.text(entries.get("改为"), f"{at}.改为", required=True)
        if NUMBER.findall(before) != NUMBER.findall(after):
            raise self.wrong(at, f"“{before}”改为“{after}”会改变数字；来文的数字和时限不能改")
        for strength in STRENGTHS:
            if bool(strength.search(before)) != bool(strength.search(after)):
                raise self.wrong(at, f"“{before}”改为“{after}”会改变要求的强弱；应当、必须、不得、可以等词要照原文保留")
        return Localising(before, after)

    def days(self, data: Any, at: str) -> int:
        """A number of days; empty is none."""
        text = self.text(data, at).removesuffix("日").removesuffix("天").strip() or "0"
        if not (text.isascii() and text.isdigit()) or int(text) > MOST_EARLY:
            raise self.wrong(at, f"应是 0 到 {MOST_EARLY} 的天数，如 5")
        return int(text)

    def mapping(self, data: Any, at: str, keys: tuple[str, ...]) -> Mapping[str, Any]:
        if data == "" and at:
            return {}
        if not isinstance(data, Mapping):
            raise self.wrong(at or "整份文件", f"应是“{keys[0]}：……”这样的条目")
        unknown = [k for k in data if k not in keys]
        if unknown:
            raise self.wrong(at or "整份文件", f"不认识的条目“{unknown[0]}”，可用的有：{'、'.join(keys)}")
        return data

    def items(self, data: Any, at: str) -> list[tuple[Any, str]]:
        if data is None or data == "":
            return []
        if not isinstance(data, list):
            raise self.wrong(at, "应是一个列表，每项前面写“- ”")
        return [(item, f"{at}[{n}]") for n, item in enumerate(data, start=1)]

    def texts(self, data: Any, at: str) -> tuple[str, ...]:
        if isinstance(data, str):
            return tuple(part.strip() for part in data.replace("，", "、").split("、") if part.strip())
        return tuple(self.text(item, inner, required=True) for item, inner in self.items(data, at))

    def text(self, data: Any, at: str, *, required: bool = False) -> str:
        if data is None or data == "":
            if required:
                raise self.wrong(at, "不能为空")
            return ""
        if isinstance(data, (Mapping, list)):
            raise self.wrong(at, "应是一段文字")
        return str(data).strip()

    def wrong(self, at: str, what: str) -> ProfileError:
        return WrongEntry(self.name, at, what)
