"""Leading groups and offices with their posts, as lines or run in."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.annotate.organs import holders
from policykit.pipeline import read

CASES = Path(__file__).resolve().parents[2] / "cases" / "organs" / "rosters.txt"


def cases() -> list[tuple[str, str, list[str]]]:
    out = []
    for block in CASES.read_text(encoding="utf-8").split("\n== ")[1:]:
        title, _, rest = block.partition("\n")
        text, _, expected = rest.partition("\n--")
        out.append((title, text.strip(), [x for x in expected.split("\n") if x.strip()]))
    return out


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[c[0] for c in cases()])
def test_organs(title: str, text: str, expected: list[str], tmp_path: Path) -> None:
    path = tmp_path / "文件.txt"
    path.write_text(text + "\n", encoding="utf-8")
    said = []
    for organ in read(path).organs:
        posts = "; ".join(f"{post.role}={','.join(post.names)}" for post in organ.posts)
        said.append(f"{organ.clause} | {organ.name} | {posts}")
    assert said == expected


def test_spread_names_are_joined_and_titles_kept() -> None:
    assert holders("金  伟  范希平  于  黎") == ("金伟", "范希平", "于黎")
    assert holders("王  明    副市长") == ("王明 副市长",)
