"""Leading groups and offices with their posts, as lines or run in."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_files import Case, names, read_cases
from policykit.annotate.organs import holders
from policykit.pipeline import read

ALL = read_cases("organs/rosters.txt")


@pytest.mark.parametrize("case", ALL, ids=names(ALL))
def test_organs(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "文件.txt"
    path.write_text(case.text.strip() + "\n", encoding="utf-8")
    said = []
    for organ in read(path).organs:
        posts = "; ".join(f"{post.role}={','.join(post.names)}" for post in organ.posts)
        said.append(f"{organ.clause} | {organ.name} | {posts}")
    assert tuple(said) == case.expected


def test_spread_names_are_joined_and_titles_kept() -> None:
    assert holders("金  伟  范希平  于  黎") == ("金伟", "范希平", "于黎")
    assert holders("王  明    副市长") == ("王明 副市长",)
