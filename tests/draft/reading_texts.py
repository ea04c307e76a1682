"""Reading a source text whole, and the profile the draft tests are written for."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from policykit.model.document import Document
from policykit.pipeline import read
from policykit.profile import Profile, parse_profile

PROFILE = """
名称: 临江市城市管理局
简称: [市城市管理局, 市城管局]
自称: 我局
上级: 临江市人民政府
来文中的类别: [各部门, 市级各部门, 行政执法机关, 执法人员, 人员]
主要负责人: {姓名: 周明远, 职务: 局长}
分管负责人: [{姓名: 沈若川, 职务: 副局长, 分管: [法制科]}]
牵头科室: 法制科
科室:
  - {名称: 办公室, 职责关键词: [经费, 宣传]}
  - {名称: 法制科, 职责关键词: [清单, 法制审核, 培训, 目录]}
  - {名称: 综合执法支队, 职责关键词: [案件, 行政处罚, 巡查]}
"""


def profile(changes: str = "") -> Profile:
    return parse_profile(PROFILE + changes)


@cache
def document(text: str, name: str = "来文.txt") -> Document:
    """The text as a file of that name, through all stages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        return read(path)
