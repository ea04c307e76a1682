"""Whether a law is the department's to execute: who it puts in charge, in whatever words; what only mentions it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reading_texts import document
from test_power_annexes import table

from policykit.draft import build
from policykit.model.output import Annex
from policykit.profile import parse_profile

BUREAU = parse_profile(
    """
名称: 青石县市场监督管理局
自称: 我局
地区: {省: 云川省, 市: 临江市, 县: 青石县}
来文中的类别: [药品监督管理部门, 各部门, 县级各部门, 执法部门, 执法人员, 主要负责人]
主要负责人: {姓名: 周明远, 职务: 局长}
科室:
  - {名称: 登记股, 职责关键词: [登记]}
  - {名称: 药械股, 职责关键词: [药品, 药材]}
"""
)
HEAD = """中华人民共和国药材晾晒法

（2020年3月2日第十三届全国人民代表大会常务委员会第九次会议通过）

第一条 为了规范药材晾晒，制定本法。

"""


def law(charge: str, *more: str, title: str = "中华人民共和国药材晾晒法") -> str:
    articles = (charge, *(more or ("在晒场堆放杂物的，处一千元以下罚款。",)))
    numbered = (f"第{'二三四五六'[n]}条 {text}\n\n" for n, text in enumerate(articles))
    return HEAD.replace("中华人民共和国药材晾晒法", title) + "".join(numbered)


def made(kind: str, *texts: str) -> Annex:
    return build(kind, BUREAU, [document(text, f"{n}.txt") for n, text in enumerate(texts)])


@pytest.mark.parametrize(
    "charge",
    [
        "国务院药品监督管理部门主管全国药材晾晒工作。",
        "县级以上地方人民政府负责药品监督管理的部门负责本行政区域的药材晾晒监督管理工作。",
        "县级以上地方人民政府承担药品监督管理职责的部门对药材晾晒实施监督管理。",
        "国务院药品监督管理部门依照本法和国务院规定的职责，对药材晾晒活动实施监督管理。",
        "国务院负责特种设备安全监督管理的部门对全国药材晾晒实施监督管理。",
        "本法第三条至第九条规定的行政处罚，由县级以上人民政府药品监督管理部门按照职责分工决定；撤销许可的，由原发证的部门决定。",
        "本法规定的行政处罚，由农业农村主管部门或者市场监督管理部门依照规定的职权范围决定。",
    ],
)
def test_a_penalty_that_names_nobody_is_of_whoever_is_in_charge(charge: str) -> None:
    rows = {r["法定依据"].rpartition("》")[2]: r for r in table(made("执法职责分类表", law(charge)))}
    assert "第三条" in rows, rows
    assert "未写明实施机关" in rows["第三条"]["备注"]


@pytest.mark.parametrize(
    "charge",
    [
        "国务院农业农村主管部门主管全国药材晾晒工作。药品监督管理部门予以配合。",
        "公安机关牵头负责药材晾晒工作，药品监督管理部门负责宣传。",
        "各部门、各单位的主要负责人应当加强药材晾晒管理，执法人员依法履行职责。",
        "本法规定的行政处罚，由公安机关决定。",
    ],
)
def test_a_penalty_of_anothers_law_is_not_claimed(charge: str) -> None:
    assert not made("执法职责分类表", law(charge)).rows


def test_a_name_without_a_field_that_the_profile_gives_is_the_department() -> None:
    text = law("国务院农业农村主管部门主管全国药材晾晒工作。", "未办理登记的，由登记机关处一千元罚款。")
    department = replace(BUREAU, classes=(*BUREAU.classes, "登记机关"))
    assert build("执法职责分类表", department, [document(text, "0.txt")]).rows
    assert not made("执法职责分类表", text).rows


def test_a_described_office_is_the_department() -> None:
    text = law("国务院农业农村主管部门主管全国药材晾晒工作。", "违反规定的，由负责药品监督管理的部门处一千元罚款。")
    assert table(made("执法职责分类表", text))[0]["实施机构"] == "负责药品监督管理的部门"


def test_bodies_called_together_by_one_name() -> None:
    charge = "地方市场监督管理部门和承担药材检验职责的专业检验机构统称药材质量监督机构。"
    text = law(charge, "违反规定的，由药材质量监督机构处一千元罚款。")
    assert table(made("执法职责分类表", text))[0]["实施机构"] == "药材质量监督机构"


def test_a_law_that_only_mentions_the_department_is_told_below_the_list() -> None:
    text = law("国务院农业农村主管部门主管全国药材晾晒工作。", "药品监督管理部门应当协助做好晾晒宣传。")
    annex = made("行政执法依据目录", text)
    assert not annex.rows
    assert any("提到本单位" in n and "《中华人民共和国药材晾晒法》" in n for n in annex.notes)


def test_words_that_name_no_body_make_no_law_the_departments() -> None:
    text = law("各部门的主要负责人应当重视药材晾晒，执法部门的执法人员应当守法。")
    annex = made("行政执法依据目录", text)
    assert not annex.rows
    assert any("没有提到本单位" in n for n in annex.notes)


def test_laws_of_one_level_stand_by_the_unit_that_handles_them() -> None:
    charge = "国务院市场监督管理部门主管全国有关工作。"
    texts = [
        law(charge, title="中华人民共和国药材晾晒法"),
        law(charge, "申请晒场登记的，由市场监督管理部门办理登记。", title="中华人民共和国晒场登记法"),
        law(charge, title="中华人民共和国药品晾晒法"),
    ]
    assert [r["承办机构"] for r in table(made("行政执法依据目录", *texts))] == ["登记股", "药械股", "药械股"]


def test_rules_of_procedure_of_another_system_are_not_listed() -> None:
    body = "\n\n第一条 为了规范程序，制定本规定。\n\n第二条 行政机关应当依法办案。\n"
    titles = (
        "市场监督管理行政处罚程序规定",
        "公安机关办理行政案件程序规定",
        "国家晾晒管理总局行政复议办法",
        "国家赔偿法",
    )
    annex = made("行政执法依据目录", *(title + body for title in titles))
    assert {r["名称"] for r in table(annex)} == {"《市场监督管理行政处罚程序规定》", "《国家赔偿法》"}
    assert any("《公安机关办理行政案件程序规定》" in n and "其他系统" in n for n in annex.notes)


def test_the_general_laws_that_are_missing_are_named() -> None:
    notes = "".join(made("行政执法依据目录", law("国务院市场监督管理部门主管全国药材晾晒工作。")).notes)
    assert "《行政处罚法》" in notes and "《行政许可法》" in notes and "没有收录" in notes


def test_an_older_document_repeals_no_later_text_of_the_same_title() -> None:
    older = law("国务院市场监督管理部门主管全国药材晾晒工作。", "《晒场登记办法》同时废止。", title="药材晾晒办法")
    later = law(
        "市场监督管理部门负责晒场登记工作。", "擅自占用晒场的，处一千元以下罚款。", title="晒场登记办法"
    ).replace("2020年3月2日", "2023年3月2日")
    names = [r["名称"] for r in table(made("行政执法依据目录", older, later))]
    assert "《晒场登记办法》" in names


def test_names_near_the_field_are_told_with_the_law_they_stand_in() -> None:
    charge = "国务院农业农村主管部门主管全国药材晾晒工作。"
    near = law(charge, "由市场秩序管理部门处一千元罚款。")
    other = law(charge, "由金融监督管理部门处一千元罚款。", title="中华人民共和国晒场法")
    notes = made("执法职责分类表", near, other).notes
    assert any("《中华人民共和国药材晾晒法》（称“市场秩序管理部门”）" in n for n in notes)
    assert "金融监督管理部门" not in "".join(notes), "监督管理 is said of every field"


def test_a_note_names_every_law() -> None:
    charge = "国务院农业农村主管部门主管全国药材晾晒工作。"
    texts = [law(charge, title=f"中华人民共和国第{n}晒场法") for n in range(20)]
    notes = "".join(made("执法职责分类表", *texts).notes)
    assert all(f"《中华人民共和国第{n}晒场法》" in notes for n in range(20))


def test_a_partner_is_a_department_not_a_word_cut_out_of_a_sentence() -> None:
    charge = "国务院市场监督管理部门主管全国药材晾晒工作，会同生态环境主管部门、汽车产品主管部门制定晾晒规则。"
    row = table(made("行政执法依据目录", law(charge)))[0]
    assert "生态环境主管部门（第二条）" in row["备注"]
    assert "汽车产品" not in row["备注"]


def test_no_unit_is_to_be_filled_in_by_the_columns_name() -> None:
    row = table(made("行政执法依据目录", law("国务院市场监督管理部门主管全国晒场工作。", title="晒场法")))[0]
    assert row["承办机构"] == "【待填写：承办机构】"
