"""A small workspace with one superior's paper and a department, for what is decided, checked and changed."""

from __future__ import annotations

import os
import time
from pathlib import Path

from policykit.api.workspace import Workspace

NAME = "临江市行政执法规范化提升方案.txt"
SOURCE = """临江市行政执法规范化提升方案

临政办发〔2026〕12号

市级各部门：

为提升行政执法规范化水平，制定本方案。

一、主要任务

（一）编制执法清单。市级各部门要于2026年6月底前编制执法清单，公示率达到100%。清单应当每年更新一次。

（二）规范案件办理。市城市管理局要自立案之日起3个工作日内录入案件信息，配备不少于2名专职人员。市级各部门不得以罚代管。

（三）开展检查评议。市司法局每年组织一次检查，抽查比例不低于5%。

（四）加强培训。有关部门要在2026年9月底前完成全员培训。

二、保障措施

（一）落实经费。市级各部门要将所需经费列入部门预算。

临江市人民政府办公室
2026年3月1日
"""
PROFILE = """
名称: 临江市城市管理局
简称: [市城市管理局]
自称: 我局
来文中的类别: [市级各部门]
主要负责人: {姓名: 周明远, 职务: 局长}
分管负责人: [{姓名: 沈若川, 职务: 副局长, 分管: [法制科]}, {姓名: 顾长青, 职务: 副局长, 分管: [综合执法支队, 办公室]}]
牵头科室: 法制科
科室:
  - 名称: 办公室
    职责关键词: [经费, 预算]
    负责人: 林可
    岗位: [{名称: 财务岗, 职责关键词: [经费, 预算], 人员: [{姓名: 何倩}]}]
  - 名称: 法制科
    职责关键词: [清单, 法制审核, 培训]
    负责人: 许知行
    岗位:
      - {名称: 清单岗, 职责关键词: [清单], 人员: [{姓名: 唐一川, 执法证件号: 云J02}]}
      - {名称: 培训岗, 职责关键词: [培训], 人员: [{姓名: 贺小满}]}
  - 名称: 综合执法支队
    职责关键词: [案件, 罚]
    负责人: 陆山
    岗位: [{名称: 办案岗, 职责关键词: [案件, 罚], 人员: [{姓名: 江听雨}, {姓名: 闻笛}]}]
"""


class DutyWorkspace:
    """The workspace, its profile's path and the one source, which `revise` replaces by a new version."""

    def __init__(self, folder: Path, source: str = SOURCE) -> None:
        self.workspace = Workspace.create(folder / "工作区")
        self.profile = folder / "单位概况.yaml"
        self.profile.write_text(PROFILE, encoding="utf-8")
        self.original = folder / "来文" / NAME
        self.original.parent.mkdir()
        self.sources = ["临政办发〔2026〕12号"]
        self.revise(source)

    def revise(self, source: str) -> None:
        """Add the text under the same name: at first the document, later a new version of it."""
        self.original.write_text(source, encoding="utf-8")
        past = time.time() - 60  # a file just written would be hashed again at every scan
        os.utime(self.original, (past, past))
        self.workspace.add([self.original])
        self.workspace.index(engine="whoosh")
