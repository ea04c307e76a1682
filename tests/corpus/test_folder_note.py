"""A README at the top of a folder tells about the folder: it is never taken for a policy document."""

from __future__ import annotations

from pathlib import Path

from policykit.corpus import Corpus


def test_note_at_the_top_is_passed_over_but_not_below(tmp_path: Path) -> None:
    source = tmp_path / "来文"
    (source / "律师法").mkdir(parents=True)
    (source / "README.md").write_text("这个文件夹是什么\n", "utf-8")
    (source / "律师法" / "README.md").write_text("# 某某办法\n\n第一条 为了规范工作，制定本办法。\n", "utf-8")
    added = Corpus(tmp_path / "工作区").add([source])
    assert [a.path for a in added] == ["来文/律师法/README.md"]
    (tmp_path / "工作区" / "corpus" / "README.md").write_text("说明\n", "utf-8")
    assert [e.path for e in Corpus(tmp_path / "工作区").scan().entries] == ["来文/律师法/README.md"]
