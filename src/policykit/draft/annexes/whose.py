"""Whose a power is: the department's own, another body's, or not said clearly enough to claim it.

A department holds what its law gives to it by name, to a class that its profile lists (市场监督管理部门), or to the
class's name before a reform, and at its own level: a city's bureau holds nothing of 国务院…部门.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from policykit.draft.actors import folded
from policykit.model.document import Document
from policykit.profile import Profile
from policykit.profile.system import field_of, general_names

ROOM = "policykit.draft.annexes"
FORMER = "条文称“{}”，职责现由{}承担（{}），请核对"
AMONG = "条文称“{}”，本单位与其他部门并列，请核对本级由哪个部门行使"
DESIGNATED = "条文称“{}”，由人民政府指定，请核对是否指定本单位"
VAGUE = "条文称“{}”，未写明是哪个部门，请核对是否为本单位职权"
LOWER = "条文写“{}”，请核对本级是否行使"
_ONLY_PROVINCE = re.compile(
    r"^(?:[^、和与及或]{0,12}地)?(?:省、自治区、直辖市|省级|省、自治区|自治区、直辖市|省)(?!以)"
)
_ONLY_NATION = re.compile(r"^(?:国务院|国家|全国|中央|总局)")
_COUNTY_ONLY = re.compile(r"^(?:县级|县、|县（|区、县|乡|镇|街道)(?!以上)")
_LEVEL = re.compile(
    r"^(?:国务院|国家|全国|县级以上|地方|各级|以上|省、自治区、直辖市|人民政府|设区的市级?|市(?!场)|县|区|和|、|（[^（）]*）|负责(?=市场)|级)*"
)
_OFFICE = re.compile(r"(?:行政)?(?:主管)?(?:部门|机关|局)$")
# 负责特种设备安全监督管理的部门 is the 特种设备安全监督管理部门, 承担药品监督管理职责的部门 the 药品监督管理部门.
_DESCRIBED = re.compile(
    r"(?:负责|承担|履行|行使|负有)(?P<field>[^，。；的]{2,24}?)(?:职责|职能|工作)*的(?P<office>部门|机构|机关)"
)
# Of a profile's classes those that name a body with a field of its own: 各部门, 执法人员 say nothing in a law.
_BODY = re.compile(r"(?:部门|机关|机构|局|厅|委员会|大队|支队|总队|中心|办公室)$")
_ANYBODY = re.compile(
    r"各|(?:有关|相关)(?:部门|机关|机构)$|^(?:[全本]?[省市县](?:级|属|政府)?)?"
    r"(?:行政|业务|行业|综合|职能|主管|执法|监督|管理|监管|检查)*(?:部门|机关|机构)$"
)
_SUPERIOR = re.compile(r"上级|上一级|下级|下一级|同级|本级")
_DESIGNATED = re.compile(r".*人民政府(?:指定|确定|授权|明确)的[^，。；、]{0,12}(?:部门|机关|机构)")
_ET_AL = "等(?:有关|相关)?(?:行政)?(?:主管|监督管理|管理)?(?:部门|机关|机构)"
# Said of many fields: a name that has only these in common with the department's resembles it in nothing.
_COMMON = (
    "管理",
    "监督",
    "综合",
    "服务",
    "行政",
    "事务",
    "发展",
    "执法",
    "工作",
    "主管",
    "建设",
    "社会",
    "部门",
    "保障",
)
# A title up to its subject; what is left of it says whose rules they are.
_PROCEDURE = re.compile(r"行政处罚|行政许可|行政强制|行政执法|执法监督|执法过错|行政案件|办理行政|行政复议")
_NATIONAL_OFFICE = re.compile(r"国家[^，]{2,20}(?:局|部|署|委员会)")
_BEFORE = "上方各本该其政府、和与及其级地的者市县区省家（或所原"


class Whose(StrEnum):
    OURS = "本单位"
    UNCLEAR = "待核"
    OTHERS = "其他单位"


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose a power is; `note` is for the reader of the row, empty where nothing is to be checked."""

    whose: Whose
    note: str = ""


def entries(name: str) -> list[str]:
    """The lines of a data file of this room, without comments and blank lines."""
    text = files(ROOM).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def office_fields() -> re.Pattern[str]:
    """The beginnings of the names of departments."""
    return re.compile("(?:" + "|".join(entries("office_fields.txt")) + ")")


@cache
def _vague() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(entries("vague_bodies.txt")) + ")")


@cache
def _former() -> tuple[tuple[str, str, str], ...]:
    rows = [line.split("\t") for line in entries("former_bodies.tsv")]
    return tuple((former, present, source) for former, present, source in rows)


class Claims:
    """Decides for one department."""

    def __init__(self, profile: Profile) -> None:
        self._judged: dict[str, Claim] = {}  # laws name the same few bodies over and over
        self._names = tuple(folded(n) for n in profile.own_names)
        told = (c for c in map(folded, profile.classes) if _names_a_body(c))
        self._classes = tuple(sorted({*told, *map(folded, general_names(profile))}, key=len, reverse=True))
        self._old = tuple(f for f, present, _ in _former() if self._took_over(present))
        stems = {s for c in general_names(profile) if len(s := _OFFICE.sub("", c)) >= 2 and "管理" not in s[-2:]}
        stems |= {s for c in self._classes if len(s := _OFFICE.sub("", _LEVEL.sub("", c))) >= 4 and s != c}
        stems |= {s for f in self._old if len(s := _OFFICE.sub("", f)) >= (4 if f.endswith("管理部门") else 2)}
        self._stems = tuple(stems)
        # 生态环境等主管部门: the field named among others.
        among = (
            f"(?:^|[、和与及府上方的级])(?:{'|'.join(map(re.escape, sorted(stems, key=len, reverse=True)))})"
            rf"(?:、[\u4e00-\u9fff、]{{2,60}})?(?:{_ET_AL}|、[\u4e00-\u9fff、和]{{2,60}}部门)"
            if stems
            else r"(?!)"
        )
        self._among, self._among_within = re.compile(f"{among}$"), re.compile(among)
        field = field_of(profile)
        own = re.split("|".join(_COMMON), field)
        self._pieces = {part[n : n + 2] for part in own for n in range(len(part) - 1)}
        names = (*self._classes, *self._old)
        self._fields = (*names, *(stem for name in names if len(stem := _OFFICE.sub("", name)) >= 4))
        self._national = profile.name.startswith(("国家", "中华人民共和国"))
        place = profile.region
        self._level = "county" if place.county else "city" if place.city else "province" if place.province else ""

    def claim(self, holder: str) -> Claim:
        """Whose a power is that the law gives to `holder`, by its printed name."""
        if holder not in self._judged:
            self._judged[holder] = self._judge(holder)
        return self._judged[holder]

    def _judge(self, holder: str) -> Claim:
        printed = folded(holder)
        words = described(printed)
        if any(_stands(name, words) for name in self._names):
            return Claim(Whose.OURS)
        if self.too_high(words):
            return Claim(Whose.OTHERS)
        if any(_stands(c, words) for c in self._classes):
            lower = self._level in ("city", "province") and _COUNTY_ONLY.match(words)
            return Claim(Whose.OURS, LOWER.format(holder) if lower else "")
        for former, present, source in _former():
            if _stands(former, words) and self._took_over(present):
                return Claim(Whose.OURS, FORMER.format(former, present, source))
        if self._among.search(words):
            return Claim(Whose.OURS, AMONG.format(holder))
        if _DESIGNATED.fullmatch(printed):
            return Claim(Whose.UNCLEAR, DESIGNATED.format(holder))
        if _vague().fullmatch(without_place(printed)) or _vague().fullmatch(printed):
            return Claim(Whose.UNCLEAR, VAGUE.format(holder))
        return Claim(Whose.OTHERS)

    def _took_over(self, present: str) -> bool:
        """Whether the department is the one, whatever else it is besides (自然资源和规划局)."""
        stem = _OFFICE.sub("", present)
        return any(stem in c for c in self._classes)

    def own_rules(self, title: str) -> bool:
        """Whether rules of procedure are the department's: of every body, or of its own system (市场监督管理行政处罚
        程序规定); those of another, or of a national office for itself (国家…局…规定), are not."""
        named = _PROCEDURE.split(title.removeprefix("中华人民共和国"), maxsplit=1)[0]
        if _NATIONAL_OFFICE.match(named) and not self._national:
            return False
        if not named or any(stem in named for stem in self._stems):
            return True
        return not ("机关" in named or "部门" in named or office_fields().match(named))

    def resembles(self, name: str) -> bool:
        """Whether a body's name shares a word with the department's field (环境 with 生态环境)."""
        return any(piece in name for piece in self._pieces)

    def names(self, text: str) -> bool:
        """Whether a text names the department, its class or the class's former name."""
        if any(name in text for name in (*self._names, *self._classes, *self._old)):
            return True
        if "等" in text and self._among_within.search(text):
            return True
        return any(self.claim(found.group()).whose is Whose.OURS for found in _DESCRIBED.finditer(text))

    def named_in(self, document: Document) -> bool:
        """Whether any article of a document names the department or its class."""
        return any(self.names(clause.text) for clause in document.clauses)

    def same_system(self, body: str) -> bool:
        """Whether a body, whatever its level, is of the department's system, named first."""
        words = _LEVEL.sub("", described(folded(body)))
        # Of several bodies named together none alone is in charge (市场监管、金融监管等行业主管部门).
        return any(
            words.startswith(f) and not words[len(f) :].startswith(("、", "和", "与", "及")) for f in self._fields
        )

    def too_high(self, words: str) -> bool:
        """Whether a body of a higher level alone is named: nothing of it is the department's."""
        if self._national:
            return False
        if _SUPERIOR.match(words):
            return True
        lower = "省|市|县|地方" if self._level == "province" else "市[、级的（]|县|地方"
        if _ONLY_NATION.match(words) and not re.search(rf"[和、与及或].{{0,20}}(?:{lower})", words):
            return True
        above_province = self._level in ("city", "county") and _ONLY_PROVINCE.match(words)
        if above_province and not re.search(r"设区的市|[、和]市|市级|县", words):
            return True
        if self._level in ("city", "county") and words.startswith("省级以上"):
            return True
        return self._level == "county" and words.startswith(("设区的市", "市级以上"))


def described(words: str) -> str:
    """A body's name with what describes it made the name: 负责…监督管理的部门 is the …监督管理部门."""
    words = words.replace("（食品）药品", "食品药品")
    return _DESCRIBED.sub(lambda m: m["field"] + m["office"], words, count=1) if "的" in words else words


def _names_a_body(words: str) -> bool:
    return bool(_BODY.search(words)) and not _ANYBODY.search(words)


def _stands(name: str, words: str) -> bool:
    """Whether a name stands in the words as a name of its own, not as the end of a longer one."""
    at = words.find(name)
    while at >= 0:
        if (at == 0 or words[at - 1] in _BEFORE) and not re.match(r"(?:以外|之外|的)", words[at + len(name) :]):
            return True
        at = words.find(name, at + 1)
    return False


def without_place(words: str) -> str:
    """A body's name without the level it is of."""
    return re.sub(
        r"^(?:当地|所在地|县级以上|各级|地方|上级|县级|市级|设区的市级?|以上|各|其|同级|本级|人民政府|的|及其|原|负责|[市县区、（）])*",
        "",
        words,
    )
