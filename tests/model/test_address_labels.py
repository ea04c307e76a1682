"""Addresses as the parse contract prints them: by printed labels, the 款 only where nothing else tells lists apart."""

from __future__ import annotations

from policykit.contract import parse_json
from policykit.extract import extract_bytes
from policykit.model.address import by_labels
from policykit.pipeline import process

LAW = """云川省某某办法

第一条 为了规范管理，制定本办法。
第二条 申请人应当提交下列材料：
（一）申请书；
（二）身份证明。
受理机关应当在五日内答复。
第三条 有下列情形之一的，不予受理：
（一）材料不全的；
（二）超出职权的。
有下列情形之一的，终止办理：
（一）申请人撤回的；
（二）申请人死亡的。
"""


def test_items_stand_under_their_article_unless_two_lists_clash() -> None:
    document = process(extract_bytes(LAW.encode(), "办法.txt"))
    assert document.clause("第二条/第一款/（一）") is not None
    printed = [c["address"] for c in parse_json(document)["clauses"] if "（" in c["address"]]
    assert printed == [
        "第二条/（一）",
        "第二条/（二）",
        "第三条/（一）",
        "第三条/（二）",
        "第三条/第二款/（一）",
        "第三条/第二款/（二）",
    ]


def test_short_addresses_never_clash() -> None:
    addresses = ["第一条/第一款/（一）", "第一条/第二款/（一）", "第一条/第二款/（二）", "一/（一）/1"]
    short = by_labels(addresses)
    assert len(set(short.values())) == len(addresses)
    assert short["第一条/第二款/（二）"] == "第一条/（二）"
    assert short["第一条/第二款/（一）"] == "第一条/第二款/（一）" and short["一/（一）/1"] == "一/（一）/1"
