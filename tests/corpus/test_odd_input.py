"""Whatever lies in a folder that is added: what can be taken in is, each of the rest is told what and what next."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from policykit.corpus import Added, AddStatus, Corpus


def added(root: Path, folder: Path) -> dict[str, Added]:
    return {Path(a.given).name: a for a in Corpus(root / "ws").add([folder])}


@pytest.mark.parametrize(
    ("name", "what", "following"),
    [
        ("打包.zip", "压缩包", "解压"),
        ("打包.RAR", "压缩包", "解压"),
        ("扫描.jpg", "图片", "OCR"),
        ("台账.xlsx", "表格", "另存为 .docx"),
        ("汇报.pptx", "演示文稿", "另存为 .docx"),
        ("来信.eml", "不像是邮件", "另存为 .eml"),
        ("来信.msg", "邮件", "附件另存"),
        ("打包.7z", "压缩包", "解压到文件夹"),
        ("录音.mp3", "音频", "文字稿"),
        ("没有扩展名", "没有扩展名", "补上"),
        ("怪.xyz", "不是能读的格式", "另存为"),
    ],
)
def test_what_is_no_document_says_what_to_do(name: str, what: str, following: str, tmp_path: Path) -> None:
    folder = tmp_path / "夹"
    folder.mkdir()
    (folder / name).write_bytes(b"x")
    (folder / "好.txt").write_text("好", "utf-8")
    found = added(tmp_path, folder)
    assert found[name].status is AddStatus.REFUSED and what in found[name].message and following in found[name].message
    assert found["好.txt"].status is AddStatus.ADDED


def test_empty_files_pipes_and_links_do_not_stop_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "夹"
    deep = folder / "一" / "二" / "三" / "四" / "五"
    deep.mkdir(parents=True)
    (deep / "深.txt").write_text("深", "utf-8")
    (folder / "空.docx").write_bytes(b"")
    (folder / "断.txt").symlink_to(tmp_path / "没有")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "管道.txt")
    found = added(tmp_path, folder)
    assert found["深.txt"].path == "夹/一/二/三/四/五/深.txt"
    assert "空的" in found["空.docx"].message and "链接" in found["断.txt"].message
    assert not hasattr(os, "mkfifo") or "不是普通文件" in found["管道.txt"].message


@pytest.mark.parametrize(
    "name", ["名 有 空格.txt", "带“引号”.txt", "单'引.txt", "笑😀.txt", "#井&百%.txt", "-杠.txt", "尾..txt"]
)
def test_odd_names_are_kept(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "夹"
    folder.mkdir()
    (folder / name).write_text("字", "utf-8")
    assert added(tmp_path, folder)[name].path == f"夹/{name}"
    assert (tmp_path / "ws" / "corpus" / "夹" / name).read_text("utf-8") == "字"


def test_one_name_in_two_folders_is_two_documents(tmp_path: Path) -> None:
    for which in ("甲", "乙"):
        (tmp_path / "夹" / which).mkdir(parents=True)
        (tmp_path / "夹" / which / "通知.txt").write_text(which, "utf-8")
    found = Corpus(tmp_path / "ws").add([tmp_path / "夹"])
    assert sorted(a.path or "" for a in found) == ["夹/乙/通知.txt", "夹/甲/通知.txt"]
    assert len({a.id for a in found}) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only here a name may be any bytes")
def test_names_in_gb18030_are_made_readable(tmp_path: Path) -> None:
    folder = tmp_path / "夹"
    folder.mkdir()
    for name, text in (("青石县通知.txt".encode("gb18030"), "甲"), (b"\xff\xff.txt", "乙")):
        (folder / os.fsdecode(name)).write_text(text, "utf-8")
    found = Corpus(tmp_path / "ws").add([folder])
    assert [a.path for a in found if a.status is AddStatus.ADDED] == ["夹/青石县通知.txt"]
    (refused,) = (a for a in found if a.status is AddStatus.REFUSED)
    assert "改名" in refused.message
    refused.given.encode("utf-8")  # can be printed
