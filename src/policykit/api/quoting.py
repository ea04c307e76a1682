"""A clause named as official documents name it: 《标题》（文号）第三条第二款."""

from __future__ import annotations

import re

from policykit.model.address import spoken
from policykit.model.document import Metadata


def official_citation(metadata: Metadata, address: str, otherwise: str = "") -> str:
    """The title in 《》, the 文号 in brackets where the document has one, and the place as it is spoken.

    `otherwise` stands for the title of a document that has none (its file name). The form is that of GB/T 9704:
    a document is cited by its title first, then its 文号.
    """
    title = metadata.title or otherwise
    number = f"（{metadata.doc_number}）" if metadata.doc_number else ""
    return f"《{_nested(title)}》{number}{_place(address)}"


def _place(address: str) -> str:
    """The place within a sentence: 第四部分 for 四、, and no stop behind the last number."""
    if _PART.fullmatch(address):
        return f"第{address}部分"
    return spoken(address).rstrip("、.．") if address else ""


_PART = re.compile("[一二三四五六七八九十百]+")


def _nested(title: str) -> str:
    """Titles inside a title take single brackets, as GB/T 15834 has it."""
    return title.replace("《", "〈").replace("》", "〉")
