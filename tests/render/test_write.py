"""Putting a file on the disk: by suffix, at once or not at all, never over another unless told."""

from __future__ import annotations

from pathlib import Path

import pytest
from rendering import annex, draft

from policykit.errors import RenderError
from policykit.render import FORMATS, write


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_written_and_nothing_beside_it(tmp_path: Path, suffix: str) -> None:
    paths = write(annex(), tmp_path / f"表{suffix}")
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_an_existing_file_is_left_alone_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_text("旧稿", encoding="utf-8")
    with pytest.raises(RenderError, match="文件已存在"):
        write(draft(), path)
    assert path.read_text(encoding="utf-8") == "旧稿"
    write(draft(), path, overwrite=True)
    assert path.read_bytes().startswith(b"PK")


def test_an_old_sidecar_is_not_overwritten_either(tmp_path: Path) -> None:
    (tmp_path / "表.csv.policykit.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RenderError, match="文件已存在"):
        write(annex(), tmp_path / "表.csv")
    assert not (tmp_path / "表.csv").exists()


def test_an_unknown_format_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"\.docx \.xlsx \.csv \.md"):
        write(draft(), tmp_path / "方案.wps")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="写不了文件"):
        write(draft(), tmp_path / "没有" / "方案.docx")
