"""单位: the department's profile as a form, and its units, posts and people from a table.

A profile is changed as a whole, by who has seen its present text; reading a table changes nothing.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from policykit.api import profiling
from policykit.api.people_sheet import people_table, read_people
from policykit.errors import ConflictError, ProfileError, UsageError
from policykit.profile.entries import ORDER, faults, plain
from policykit.profile.places import SUFFIXES, kept_profiles, profile_path
from policykit.web.dropped import laid_out
from policykit.web.pages.works import MEDIA
from policykit.web.problems import Conflict, NotFound
from policykit.web.routes import Call, Download, Endpoint, Page
from policykit.web.schema import INTEGER, STRING, array, record, text

KIND = "profile"  # of the records: who changed which entries
WORDS = text(200)
LIST = array(text(200), 200)
LEADER = record({"姓名": WORDS, "职务": WORDS, "分管": LIST})
PERSON = record({"姓名": WORDS, "执法证件号": WORDS})
POST = record({"名称": WORDS, "职责关键词": LIST, "人员": array(PERSON, 500)})
UNIT = record({"名称": WORDS, "职责关键词": LIST, "负责人": WORDS, "岗位": array(POST, 200)})
VALUES = record(
    {
        **dict.fromkeys(ORDER, WORDS),
        "简称": LIST,
        "来文中的类别": LIST,
        "抄送": LIST,
        "地区": record({"省": WORDS, "市": WORDS, "县": WORDS}),
        "主要负责人": LEADER,
        "分管负责人": array(LEADER, 50),
        "科室": array(UNIT, 300),
        "本地化": array(record({"原文": WORDS, "改为": WORDS}), 500),
    }
)
PROFILE = record(name=STRING, version=STRING, values=VALUES, changed=STRING)
FAULT = record(at=STRING, message=STRING)
TEXTS = (
    ("名称", "单位全称，用在标题、署名里", True),
    ("自称", "成稿里怎样称呼本单位，如 我局", False),
    ("上级", "如 临江市人民政府", False),
    ("署名", "空着就用单位全称", False),
    ("发文字号", "机关代字，如 临城管发", False),
    ("印发机关", "版记里的印发机关", False),
)
LISTS = (
    ("简称", "来文里对本单位的其他叫法，用顿号隔开"),
    ("来文中的类别", "来文用这些说法时，说的就包括本单位，如 各部门、各行政执法机关、城市管理部门"),
    ("抄送", "版记里的抄送机关"),
)


def list_page(call: Call) -> dict[str, Any]:
    kept = kept_profiles(call.bench.root)
    return {"title": "单位", "profiles": [(k.name, _last(call, k.name)) for k in kept]}


def _last(call: Call, name: str) -> tuple[str, str] | None:
    found = call.bench.records.history(KIND, name)
    return (found[0].person, found[0].at) if found else None


def edit_page(call: Call) -> dict[str, Any]:
    kept = read(call)
    return {
        "title": kept["name"],
        "profile": kept,
        "v": kept["values"],
        "texts": TEXTS,
        "lists": LISTS,
        "history": call.bench.records.history(KIND, kept["name"])[:30],
    }


def list_profiles(call: Call) -> dict[str, Any]:
    return {"profiles": list(profiling.profiles(call.bench.workspace))}


def read(call: Call) -> dict[str, Any]:
    """Raises NotFound."""
    name = call.path["name"]
    if name not in profiling.profiles(call.bench.workspace):
        raise NotFound(f"没有“{name}”这份单位概况", hint="回到“单位”页看看有哪些。")
    return profiling.read_profile(call.bench.workspace, name).to_json()


def create(call: Call) -> dict[str, Any]:
    made = profiling.create_profile(call.bench.workspace, call.body["name"].strip())
    call.bench.records.note(KIND, made.name, "新建", call.person)
    return {**made.to_json(), "_next": f"/profile/{quote(made.name, safe='')}"}


def take_in(call: Call) -> dict[str, Any]:
    """A profile from a YAML file; the page opens it next."""
    if len(call.files) != 1:
        raise UsageError("请选一份单位概况文件", hint="选一份 .yaml 文件，如从另一个工作区的“单位”页下载的。")
    with laid_out(call.files) as paths:
        if paths[0].suffix.lower() not in SUFFIXES:
            raise ProfileError(f"只能读 .yaml 文件：{paths[0].name}", hint="科室和人员的表格，在打开一份概况后导入。")
        made = profiling.import_profile(call.bench.workspace, paths[0])
    call.bench.records.note(KIND, made.name, "从文件收入", call.person)
    return {**made.to_json(), "_next": f"/profile/{quote(made.name, safe='')}"}


def save(call: Call) -> dict[str, Any]:
    before = read(call)
    try:
        made = profiling.save_profile(
            call.bench.workspace, before["name"], call.body["version"], call.body["values"]
        ).to_json()
    except ConflictError as error:
        raise Conflict(error.message, hint=error.hint, current=read(call)) from error
    changed = [n for n in ORDER if before["values"][n] != made["values"][n]]
    if changed:
        call.bench.records.note(KIND, made["name"], f"改了{'、'.join(changed)}", call.person)
    return made


def check(call: Call) -> dict[str, Any]:
    return {"faults": [{"at": f.at, "message": f.message} for f in faults(plain(call.body["values"]))]}


def people_file(call: Call) -> Download:
    kept = read(call)
    return Download(people_table(kept["values"]), f"{kept['name']}科室人员表.xlsx", MEDIA["xlsx"])


def source_file(call: Call) -> Download:
    kept = read(call)
    path = profile_path(call.bench.root, kept["name"])
    return Download(path.read_bytes(), path.name, "application/yaml")


def read_table(call: Call) -> dict[str, Any]:
    """What a filled-in table would make of the units; nothing is saved."""
    before = read(call)["values"]
    if len(call.files) != 1:
        raise UsageError("请选一份填好的表格", hint="先下载表格，填好后保存为 .xlsx 再选。")
    with laid_out(call.files) as paths:
        if paths[0].suffix.lower() != ".xlsx":
            raise ProfileError(f"只能读 .xlsx 表格：{paths[0].name}", hint="用 Excel 或 WPS 另存为 .xlsx。")
        sheet = read_people(paths[0], before)
    old, new = {u["名称"] for u in before["科室"]}, {u["名称"] for u in sheet.units}
    return {
        "sheet": sheet.sheet,
        "rows": sheet.rows,
        "people": sheet.people,
        "units": list(sheet.units),
        "added": sorted(new - old),
        "missing": sorted(old - new),
        "problems": [{"row": p.row, "message": p.message} for p in sheet.problems],
    }


READ = record(
    sheet=STRING, rows=INTEGER, people=INTEGER, units=array(UNIT), added=array(STRING), missing=array(STRING),
    problems=array(record(row=INTEGER, message=STRING)),
)  # fmt: skip
PAGES = (Page("/profile", "profile_list.html", list_page), Page("/profile/{name}", "profile.html", edit_page))
ENDPOINTS = (
    Endpoint("GET", "/profiles", "单位概况的名称", list_profiles, record(profiles=array(STRING)), tag="单位"),
    Endpoint(
        "POST", "/profiles", "新建单位概况", create, PROFILE, body=record(name=text(60, least=1)), person=True,
        status=201, tag="单位",
    ),
    Endpoint(
        "POST", "/profiles/file", "收入一份单位概况文件（multipart，.yaml），名称就是文件名", take_in, PROFILE,
        body=record(), files=True, person=True, status=201, tag="单位",
    ),
    Endpoint("GET", "/profiles/{name}", "一份单位概况；条目的名称与文件里的一样", read, PROFILE, tag="单位"),
    Endpoint(
        "PUT",
        "/profiles/{name}",
        "修改单位概况：整份提交；有错的不保存，别人先改过时答 409；旧的一份留在 templates/旧版",
        save,
        PROFILE,
        body=record(version=text(40), values=VALUES),
        person=True,
        tag="单位",
    ),
    Endpoint(
        "POST", "/profiles/{name}/check", "检查填写的条目，不保存", check, record(faults=array(FAULT)),
        body=record(values=VALUES), tag="单位",
    ),
    Endpoint("GET", "/profiles/{name}/file", "下载单位概况文件", source_file, None, tag="单位"),
    Endpoint("GET", "/profiles/{name}/people.xlsx", "下载科室、岗位、人员表", people_file, None, tag="单位"),
    Endpoint(
        "POST",
        "/profiles/{name}/people",
        "读填好的科室、岗位、人员表（multipart 表单）：只答读到什么、哪几行不对，不保存",
        read_table,
        READ,
        body=record(),
        files=True,
        tag="单位",
    ),
)  # fmt: skip
