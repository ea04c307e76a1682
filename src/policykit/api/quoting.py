"""A clause named as official documents name it: 《标题》（文号）第三条第二款."""

from __future__ import annotations

from policykit.model.address import spoken
from policykit.model.document import Metadata


def official_citation(metadata: Metadata, address: str, otherwise: str = "") -> str:
    """The title in 《》, the 文号 in brackets where the document has one, and the place as it is spoken.

    `otherwise` stands for the title of a document that has none (its file name). The form is that of GB/T 9704:
    a document is cited by its title first, then its 文号.
    """
    title = metadata.title or otherwise
    number = f"（{metadata.doc_number}）" if metadata.doc_number else ""
    return f"《{_nested(title)}》{number}{spoken(address) if address else ''}"


def _nested(title: str) -> str:
    """Titles inside a title take single brackets, as GB/T 15834 has it."""
    return title.replace("《", "〈").replace("》", "〉")
