"""A clause named as official documents name it."""

from __future__ import annotations

import pytest

from policykit.api.quoting import official_citation
from policykit.model.document import Metadata


@pytest.mark.parametrize(
    ("address", "cited"),
    [
        ("", "《关于做好〈云川省执法监督条例〉实施工作的意见》（云政发〔2026〕3号）"),
        ("四", "《关于做好〈云川省执法监督条例〉实施工作的意见》（云政发〔2026〕3号）第四部分"),
        ("二/（一）", "《关于做好〈云川省执法监督条例〉实施工作的意见》（云政发〔2026〕3号）二、（一）"),
        ("二/（一）/1", "《关于做好〈云川省执法监督条例〉实施工作的意见》（云政发〔2026〕3号）二、（一）1"),
        (
            "第三条/第二款/（一）",
            "《关于做好〈云川省执法监督条例〉实施工作的意见》（云政发〔2026〕3号）第三条第二款第（一）项",
        ),
    ],
)
def test_the_place_reads_as_part_of_a_sentence(address: str, cited: str) -> None:
    meta = Metadata(title="关于做好《云川省执法监督条例》实施工作的意见", doc_number="云政发〔2026〕3号")
    assert official_citation(meta, address) == cited


def test_a_document_without_title_is_named_by_its_file() -> None:
    assert official_citation(Metadata(), "第三条", "来文.docx") == "《来文.docx》第三条"
