"""The annexes that stand on laws: no article lost, nothing of another place, the bodies and names told as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reading_texts import document
from test_power_annexes import table

from policykit.annotate.powers import PowerKind, hidden_conduct
from policykit.draft import build
from policykit.draft.annexes.matter_names import is_matter, matter_name
from policykit.model.output import Annex
from policykit.profile import Profile, parse_profile

FORM = """
名称: {name}
自称: 我局
地区: {{省: 云川省, 市: 临江市}}
来文中的类别: [各部门]
主要负责人: {{姓名: 周明远, 职务: 局长}}
牵头科室: 法规科
科室:
  - {{名称: 法规科, 职责关键词: [法制, 河岸]}}
"""
BUREAU = parse_profile(FORM.format(name="临江市生态环境局"))
LAW = """河岸保护条例

（2001年3月2日国务院令第900号公布　根据2012年5月6日《国务院关于修改河道规定的决定》第一次修订
　根据2019年7月8日《国务院关于修改河道规定的决定》第二次修订）

第一条 为了保护河岸，制定本条例。

第二条 县级以上地方人民政府生态环境主管部门负责河岸保护的监督管理工作。

第三条 有下列行为之一的，由县级以上地方人民政府生态环境主管部门责令改正，处一万元以下罚款：
（一）在河岸堆放矿渣的；
（二）在河岸填埋炉灰的。

第四条 有下列行为之一的，由县级以上地方人民政府生态环境主管部门责令改正，处一万元以下罚款：
（一）毁坏河岸界桩的；
（二）涂改河岸标牌的。

第五条 在河岸清洗油罐的，由县级以上地方人民政府生态环境等主管部门按照职责处二千元以下罚款。

第六条 在河岸停放渣土车辆的，由县级以上地方人民政府交通运输、水务等部门处一千元以下罚款。

第七条 在河岸燃放烟花的，由地方人民政府指定的部门说服教育，责令改正；拒不改正的，给予警告，处二百元以下罚款。

第八条 在河岸烧烤的，由公安机关处五十元罚款；在河岸倾倒油污的，由生态环境主管部门处三千元罚款。

第九条 在河岸洗车的，由环境保护行政主管部门处一百元以下罚款。

第十条 本条例自2001年5月1日起施行。
"""


def made(kind: str, *texts: str, department: Profile = BUREAU) -> Annex:
    return build(kind, department, [document(text, f"{n}.txt") for n, text in enumerate(texts)])


def by_article(annex: Annex) -> dict[str, dict[str, str]]:
    return {row["法定依据"].rpartition("》")[2]: row for row in table(annex)}


def test_articles_that_begin_alike_are_each_listed() -> None:
    rows = by_article(made("执法职责分类表", LAW))
    assert "矿渣" in rows["第三条"]["职权名称"]
    assert "界桩" in rows["第四条"]["职权名称"]
    bases = [row["实施依据"] for row in table(made("权责清单", LAW))]
    assert any("第三条" in b for b in bases)
    assert any("第四条" in b for b in bases)


def test_two_laws_that_say_the_same_are_both_listed() -> None:
    other = LAW.replace("河岸保护条例", "堤岸保护条例")
    bases = [row["法定依据"] for row in table(made("执法职责分类表", LAW, other))]
    assert "《河岸保护条例》第三条" in bases
    assert "《堤岸保护条例》第三条" in bases


def test_named_among_other_departments_is_listed_to_be_checked() -> None:
    annex = made("执法职责分类表", LAW)
    row = by_article(annex)["第五条"]
    assert "生态环境等主管部门" in row["备注"]
    assert "请核对" in row["备注"]
    assert "第六条" not in by_article(annex)
    assert any("交通运输、水务等部门" in n and "第六条" in n and "请核对" in n for n in annex.notes)


def test_a_designated_department_is_not_said_to_be_unnamed() -> None:
    row = by_article(made("执法职责分类表", LAW))["第七条"]
    assert "未写明实施机关" not in row["备注"]
    assert "地方人民政府指定的部门" in row["备注"]
    assert row["实施机构"] == "地方人民政府指定的部门"


def test_a_second_body_of_a_paragraph_is_not_lost() -> None:
    row = by_article(made("执法职责分类表", LAW))["第八条"]
    assert row["实施机构"] == "生态环境主管部门"
    assert "油污" in row["具体条款"]


def test_the_name_before_the_reform_is_ours() -> None:
    row = by_article(made("执法职责分类表", LAW))["第九条"]
    assert "2018年国务院机构改革方案" in row["备注"]
    for office, former in (
        ("自然资源和规划局", "国土资源行政主管部门"),
        ("应急管理局", "安全生产监督管理部门"),
        ("农业农村局", "农业行政主管部门"),
        ("卫生健康委员会", "卫生行政部门"),
        ("文化和旅游局", "文化主管部门"),
        ("住房和城乡建设局", "公安机关消防机构"),
    ):
        text = f"谷场条例\n\n第一条 为了管理谷场，制定本条例。\n\n第二条 在谷场堆放柴油的，由{former}处五百元罚款。\n"
        annex = made("执法职责分类表", text, department=parse_profile(FORM.format(name=f"临江市{office}")))
        assert [r["备注"] for r in table(annex) if former in r["备注"]], former


def test_rules_of_another_place_are_left_out_with_the_reason() -> None:
    theirs = LAW.replace("河岸保护条例", "东岭省河岸保护条例").replace(
        "国务院令第900号公布", "东岭省第九届人民代表大会常务委员会第三次会议通过"
    )
    city = LAW.replace("河岸保护条例", "云川省望河市河岸保护条例").replace(
        "国务院令第900号公布", "望河市第九届人民代表大会常务委员会第三次会议通过"
    )
    own = LAW.replace("河岸保护条例", "云川省河岸保护条例").replace(
        "国务院令第900号公布", "云川省第九届人民代表大会常务委员会第三次会议通过"
    )
    procedure = "东岭省行政执法责任制规定\n\n第一条 为了规范行政执法，制定本规定。\n\n第二条 行政机关应当依法执法。\n"
    listed = "广东省行政执法责任制条例\n\n第一条 为了规范行政执法，制定本条例。\n\n第二条 行政机关应当依法执法。\n"
    for kind, column in (("执法职责分类表", "法定依据"), ("行政执法依据目录", "名称"), ("权责清单", "实施依据")):
        annex = made(kind, theirs, city, own, procedure, listed)
        named = "".join(row[column] for row in table(annex))
        assert "《云川省河岸保护条例》" in named
        for other in ("东岭省", "望河市", "广东省"):
            assert other not in named, kind
            assert any("其他地区" in n and other in n for n in annex.notes), kind


def test_rules_on_discretion_grant_nothing() -> None:
    rule = """云川省河岸保护行政处罚裁量权规定

第一条 为了规范裁量，制定本规定。

第二条 县级以上地方人民政府生态环境主管部门负责河岸保护的监督管理工作。

第三条 在河岸堆放矿渣的，由生态环境主管部门处三千元以上五千元以下罚款。
"""
    for kind in ("执法职责分类表", "权责清单"):
        annex = made(kind, rule)
        assert not annex.rows
        assert any("裁量" in n and "不授予职权" in n for n in annex.notes)
    assert "不授予职权" in table(made("行政执法依据目录", rule))[0]["备注"]


def test_a_word_near_the_field_is_named_where_the_law_is_silent() -> None:
    text = (
        "滩地条例\n\n第一条 为了管理滩地，制定本条例。\n\n第二条 在滩地堆放矿渣的，由环境监察管理机构处五百元罚款。\n"
    )
    notes = "".join(made("执法职责分类表", text).notes)
    assert "环境监察管理机构" in notes
    assert "来文中的类别" in notes
    strange = made("执法职责分类表", text.replace("环境监察管理机构", "税务机关"))
    assert "来文中的类别”。" not in "".join(n for n in strange.notes if n.startswith("未列入"))
    assert "税务机关" not in "".join(strange.notes)


def test_a_changed_law_shows_the_date_of_its_text() -> None:
    row = table(made("行政执法依据目录", LAW))[0]
    assert row["公布/施行日期"] == "2019年7月8日修订，2001年5月1日施行"


def test_a_name_says_what_was_done_or_is_left_to_be_filled_in() -> None:
    def name(sentence: str, conduct: str, item: str = "") -> str:
        at = sentence.index(conduct)
        shown = sentence[:at] + "□" * len(conduct) + sentence[at + len(conduct) :]
        return matter_name(PowerKind.PENALTY, sentence, shown, "罚款", item, "河岸保护条例")

    assert (
        name("有下列行为之一，责令改正；拒不改正的，处罚款：", "拒不改正的", "（一）毁坏界桩的；") == "对毁坏界桩的处罚"
    )
    assert name("责令改正；拒不改正的，处罚款。", "拒不改正的") == "【待填写：职权名称】"
    subject = "企业事业单位和其他生产经营者有下列行为之一，尚不构成犯罪的"
    assert (
        name(f"{subject}，处罚款：", subject, "（一）在河岸堆放矿渣的；")
        == "对企业事业单位和其他生产经营者在河岸堆放矿渣的处罚"
    )
    assert name(f"{subject}，处罚款。", subject) == "【待填写：职权名称】"
    long = "以拒绝进入河岸施工现场等方式拒不接受生态环境主管部门及其巡查机构和其他负有河岸保护职责的部门派员查验的"
    assert name(f"{long}，处罚款。", long) == f"对{long.removesuffix('的')}的处罚"
    place = "在水源地上游和其他依法需要特殊保护的河岸区域内，堆放矿渣、炉灰、油泥以及其他产生有毒有害渗滤液的物质的"
    assert "堆放矿渣" in name(f"{place}，处罚款。", place)


@pytest.mark.parametrize(
    ("kind", "sentence", "sign", "item", "named"),
    [
        (
            PowerKind.PENALTY,
            "违反本条例规定，河岸经营单位拒不接受负责河岸管理的部门依法实施的监督检查的，责令改正；逾期的，处罚款。",
            "罚款",
            "",
            "对河岸经营单位拒不接受负责河岸管理的部门依法实施的监督检查的处罚",
        ),
        (
            PowerKind.LICENCE,
            "河岸采砂单位应当具备下列条件，并经水行政主管部门许可，方可采砂：",
            "许可",
            "（一）有专业技术人员；",
            "河岸采砂单位许可",
        ),
        (
            PowerKind.INSPECTION,
            "水行政主管部门应当对采砂单位实施定期或者不定期的监督检查。",
            "监督检查",
            "",
            "对采砂单位的监督检查",
        ),
        (
            PowerKind.INSPECTION,
            "水行政主管部门对其所辖区域内采砂标准的实施情况进行监督检查。",
            "监督检查",
            "",
            "对采砂标准的实施的监督检查",
        ),
        (PowerKind.LICENCE, "由水行政主管部门组织考核发证。", "核发证", "", "【待填写：职权名称】"),
        (
            PowerKind.PENALTY,
            "第四十三条规定的行政处罚，由水行政主管部门决定。",
            "行政处罚，由水行政主管部门决定",
            "",
            "《河岸保护条例》第四十三条规定的行政处罚",
        ),
    ],
)
def test_names_from_the_sentences_of_laws(kind: PowerKind, sentence: str, sign: str, item: str, named: str) -> None:
    assert matter_name(kind, sentence, hidden_conduct([sentence]), sign, item, "河岸保护条例") == named


def test_who_decides_on_the_penalties_of_other_articles_is_no_penalty_of_its_own() -> None:
    said = "本章规定的行政处罚由县级以上地方人民政府生态环境主管部门负责实施。"
    assert not is_matter(PowerKind.PENALTY, "对本章规定的行政处罚的处罚", said)


def test_a_former_name_among_others_and_a_bare_step() -> None:
    text = """湖岸条例

第一条 为了保护湖岸，制定本条例。

第二条 在湖岸填埋矿渣的，由农业、环境保护、水务等监督管理部门依据各自职责处五百元罚款。
"""
    assert "请核对" in by_article(made("执法职责分类表", text))["第二条"]["备注"]
    sentence = "由主管部门核发。"
    assert matter_name(PowerKind.LICENCE, sentence, sentence, "核发", "", "湖岸条例") == "【待填写：职权名称】"


def test_the_word_near_the_field_is_whole() -> None:
    text = """滩地条例

第一条 为了管理滩地，制定本条例。

第二条 在滩地堆放矿渣的，由市容环境卫生行政主管部门处五百元罚款，可以委托环境检测机构检测。
"""
    notes = "".join(made("执法职责分类表", text).notes)
    assert "“市容环境卫生行政主管部门”" in notes
    assert "检测机构" not in notes


def test_the_provincial_body_of_some_place_is_not_the_citys() -> None:
    text = """湖岸条例

第一条 为了保护湖岸，制定本条例。

第二条 跨省运送矿渣的，由矿渣移出地省级生态环境主管部门处五百元罚款。

第三条 在湖岸填埋矿渣的，由矿渣移出地生态环境主管部门处五百元罚款。
"""
    assert list(by_article(made("执法职责分类表", text))) == ["第三条"]


def test_a_place_of_the_departments_name_is_its_own_unless_the_document_says_another_province() -> None:
    # A list of divisions knows one 临江市, in another province: the law itself does not say so.
    city = LAW.replace("河岸保护条例", "临江市河岸保护条例").replace(
        "国务院令第900号公布", "临江市第九届人民代表大会常务委员会第三次会议通过"
    )
    law = document(city, "0.txt")
    there = replace(law, metadata=replace(law.metadata, region="东岭省白川市临江市", authority="地方性法规"))
    assert "《临江市河岸保护条例》" in [r["名称"] for r in table(build("行政执法依据目录", BUREAU, [there]))]
    said = replace(there, metadata=replace(there.metadata, title="东岭省临江市河岸保护条例"))
    assert not build("行政执法依据目录", BUREAU, [said]).rows


PAPER = """临江市河岸整治工作方案

根据《河岸堆放管理办法》第八条第二款和《河岸保护条例》第四条，制定本方案。

一、主要任务

各部门要依照《河岸堆放旧办法》整治河岸。
"""
PILES = """河岸堆放管理办法

（2022年5月1日国务院令第901号公布）

第一条 为了管理河岸堆放，制定本办法。

第二条 河岸堆放由水务部门管理。

第三条 《河岸堆放旧办法》同时废止。
"""


def test_what_a_paper_puts_in_hand_is_listed_once_and_no_repealed_law() -> None:
    old = (
        PILES.replace("河岸堆放管理办法", "河岸堆放旧办法")
        .replace("2022年", "2002年")
        .replace("《河岸堆放旧办法》同时废止。", "略。")
    )
    annex = made("行政执法依据目录", LAW, PILES, old, PAPER)
    rows = {r["名称"]: r for r in table(annex)}
    assert "《河岸堆放旧办法》" not in rows
    assert any("已经废止" in n and "《河岸堆放旧办法》" in n for n in annex.notes)
    assert rows["《河岸堆放管理办法》"]["相关条款"] == "第八条第二款"
    assert not any("未列入" in n and "《河岸堆放管理办法》" in n for n in annex.notes if "废止" not in n)
    assert rows["《河岸保护条例》"]["相关条款"].startswith("第三条、第四条、第五条")
