"""An address as one would write it in a document."""

from __future__ import annotations

import pytest

from policykit.model.address import spoken


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("二/（一）/1", "二、（一）1."),
        ("第三条/第二款/（一）", "第三条第二款第（一）项"),
        ("第三条之一/（二）/1", "第三条之一第（二）项第1目"),
        ("第一章/第一节", "第一章第一节"),
        ("1/1.1/1.1.4/（1）", "1.1.4（1）"),
        ("三#2/（一）", "三、［第2处］（一）"),
        ("附件1/一/（二）", "附件1一、（二）"),
        ("表1/第3行", "表1第3行"),
        ("cover", "印发通知"),
        ("preamble", "引言"),
        ("signature", "落款"),
    ],
)
def test_spoken(address: str, words: str) -> None:
    assert spoken(address) == words
