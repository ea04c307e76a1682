"""Whatever comes in: every raw character is in the text or in the ledger, exactly once."""

from __future__ import annotations

from pathlib import Path

import pytest
from accounting import check
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policykit.errors import PolicykitError
from policykit.extract import extract, extract_bytes

HTML = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "</div>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th rowspan=2>"),
        *("<td colspan=2>", "<ol>", "</ol>", "<li>", "<ul>", "<a href=x>", "</a>", "<br>", "<b>", "</b>", "<!--"),
        *("-->", "<script>", "</script>", "<span style='display:none'>", "</span>", "<h1>", "</h1>", "<pre>", "</pre>"),
        *(
            "&nbsp;",
            "&amp;",
            "&#x4e00;",
            "&bad;",
            "<",
            ">",
            "\n",
            "  ",
            "　",
            "第一条",
            "索引号：",
            "文号",
            "甲乙",
            "a b",
        ),
        *("<thead>", "<caption>", "<select>", "<option>", "<%", "%>", "<![endif]>", "\x00", "\u2028"),
    ]
)
MARKDOWN = st.sampled_from(
    [
        *("# ", "## ", "> ", "- ", "* ", "**", "*", "__", "`", "```", "|", "|-|-|", "---", "===", ":::", "[", "](b)"),
        *("![", "\\*", "&emsp;", "<br>", "<p>", "<table><tr><td>甲</td><td>乙</td></tr></table>", "<table>", "<!--"),
        *(
            "-->",
            "<style>",
            "</style>",
            "\n",
            "\n\n",
            "\r\n",
            "    ",
            "第一条",
            "1. ",
            "甲乙",
            "title: 题\n",
            "[[toc]]",
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(HTML, min_size=1, max_size=40))
def test_html(pieces: list[str]) -> None:
    assume("".join(pieces).count("\x00") <= 3)  # a file of control characters is refused as no text
    check(extract_bytes(("<p>" + "".join(pieces)).encode(), "a.html"))


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKDOWN, min_size=1, max_size=40))
def test_markdown(pieces: list[str]) -> None:
    check(extract_bytes("".join(pieces).encode(), "a.md"))


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=1, max_size=300), st.sampled_from([".txt", ".html", ".md", ".pdf", ".docx", ".mht", ""]))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    try:
        check(extract_bytes(data, "a" + suffix))
    except PolicykitError as error:
        assert error.hint


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["policy", "policy_noisy", "legal-dc/docs"])
def test_shared_files(shared: Path, folder: str) -> None:
    files = [f for f in sorted((shared / "data" / folder).iterdir()) if f.suffix not in (".tsv", ".jsonl")]
    assert files
    for path in files[:: 1 if folder == "policy" else 6]:
        document = extract(path)
        check(document)
        assert document.text.value.strip(), path.name
