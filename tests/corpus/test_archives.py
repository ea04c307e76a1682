"""Archives that are added: the documents in them one by one, and what of them cannot be had."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from case_files import CASES
from corpus.bundles import encrypted, packed, packed_raw, said, unicode_path
from extract.docx_files import docx, p
from policykit.api.workspace import Workspace
from policykit.corpus import Added, AddStatus, Corpus
from policykit.corpus import unpacking as room
from policykit.corpus import unpacking_zip as zips
from policykit.corpus.safe_names import Places, safe_path
from policykit.extract import ziparchive

NAMES = yaml.safe_load((CASES / "corpus" / "archive_names.yaml").read_text("utf-8"))["cases"]
TAKEN = (AddStatus.ADDED, AddStatus.NEW_VERSION)


def add(root: Path, data: bytes, name: str = "来文.zip") -> tuple[Added, ...]:
    (root / name).write_bytes(data)
    return Corpus(root / "ws").add([root / name])


def files(root: Path) -> list[str]:
    top = root / "ws" / "corpus"
    return sorted(f.relative_to(top).as_posix() for f in top.rglob("*") if f.is_file() and ".policykit" not in f.parts)


@pytest.mark.parametrize("case", NAMES, ids=lambda c: c["title"])
def test_names(case: dict[str, Any], tmp_path: Path) -> None:
    members = []
    for number, one in enumerate(case["names"]):
        raw = one["name"].encode(one["bytes"])
        goes_with = b"another" if one.get("crc") == "wrong" else raw
        extra = unicode_path(one["field"], goes_with) if "field" in one else b""
        members.append((raw, one.get("flag", False), extra, f"第{number}份"))
    found = add(tmp_path, packed_raw(members))
    got = {a.path: (tmp_path / "ws" / "corpus" / str(a.path)).read_text("utf-8") for a in found if a.status in TAKEN}
    assert got == {f"来文/{path}": f"第{n}份" for n, path in enumerate(case["as"]) if path}
    assert files(tmp_path) == sorted(got)
    litter = case["as"].count(None)
    assert (f"{litter} 个" in found[0].message) is bool(litter)


@given(st.text("./\\:a甲 \x00\u202e~$C*", max_size=40))
def test_no_name_leads_out(name: str) -> None:
    path = safe_path(name)
    parts = path.split("/")
    assert not path.startswith("/") and all(part and part.strip(" .") == part and part != "~" for part in parts)
    assert safe_path(path) == path and not set(path) & set('\\:*?"<>|\x00\u202e')


@given(st.lists(st.sampled_from(["a", "A", "a/b", "A/b", "b.txt", "B.txt", "a/b.txt", "b.txt/a"]), max_size=12))
def test_no_place_is_given_twice(paths: list[str]) -> None:
    places = Places()
    made = [places.take(path).casefold() for path in paths]
    assert len(set(made)) == len(made)
    assert not any(other.startswith(f"{one}/") for one in made for other in made)


def test_every_member_is_told_of(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "ws")
    (tmp_path / "有.txt").write_text("早已收入", "utf-8")
    corpus.add([tmp_path / "有.txt"])
    members = [
        ("新.txt", "新的"), ("夹/又.docx", docx(p("第一条　应当备案。"))), ("同.txt", "早已收入"), ("空.txt", ""),
        ("扫描.jpg", b"\xff\xd8"), ("台账.xlsx", packed([("[Content_Types].xml", "x"), ("xl/a.xml", "x")])),
        ("旧.rar", b"Rar!"), ("没有扩展名", "x"),
    ]  # fmt: skip
    found = add(tmp_path, packed(members))
    assert found[0].status is AddStatus.UNPACKED and "8 份文件" in found[0].message and found[0].container is None
    assert {a.container for a in found[1:]} == {str(tmp_path / "来文.zip")}
    assert said(found, "新.txt").path == "来文/新.txt" and said(found, "又.docx").path == "来文/夹/又.docx"
    assert said(found, "同.txt").status is AddStatus.DUPLICATE and said(found, "同.txt").path == "有.txt"
    for name, words in (
        ("扫描.jpg", "图片"),
        ("台账.xlsx", "表格"),
        ("空.txt", "空的"),
        ("旧.rar", "解压"),
        ("没有扩展名", "补上"),
    ):
        assert said(found, name).status is AddStatus.REFUSED and words in said(found, name).message, name
    assert files(tmp_path) == ["有.txt", "来文/夹/又.docx", "来文/新.txt"]
    again = add(tmp_path, (tmp_path / "来文.zip").read_bytes())
    assert said(again, "新.txt").status is AddStatus.UNCHANGED


def test_another_archive_of_the_same_name_replaces_nothing(tmp_path: Path) -> None:
    add(tmp_path, packed([("通知.txt", "甲县的通知")]))
    found = add(tmp_path, packed([("通知.txt", "乙县的另一份通知")]))
    assert said(found, "通知.txt").path == "来文/通知（2）.txt" and "改名" in said(found, "通知.txt").message
    assert (tmp_path / "ws" / "corpus" / "来文" / "通知.txt").read_text("utf-8") == "甲县的通知"


def test_documents_that_are_zips_stay_documents(tmp_path: Path) -> None:
    found = add(tmp_path, docx(p("第一条　应当备案。")), "办法.zip")
    assert [a.status for a in found] == [AddStatus.ADDED] and found[0].path == "办法.zip"
    assert [e.path for e in Corpus(tmp_path / "ws").scan().entries] == ["办法.zip"]
    inside = add(
        tmp_path, packed([("办法.docx", docx(p("第二条　应当备案。"))), ("又.zip", docx(p("第三条　备案。")))])
    )
    assert [a.path for a in inside[1:]] == ["来文/办法.docx", "来文/又.zip"]


def test_an_archive_in_an_archive_is_opened_and_one_in_that_is_not(tmp_path: Path) -> None:
    third = packed([("丙.txt", "丙")])
    second = packed([("乙.txt", "乙"), ("三.zip", third)])
    found = add(tmp_path, packed([("甲.txt", "甲"), ("夹/二.ZIP", second), ("坏.zip", b"PK\x03\x04")]))
    assert files(tmp_path) == ["来文/夹/二/乙.txt", "来文/甲.txt"]
    assert said(found, "来文.zip/夹/二.ZIP").status is AddStatus.UNPACKED
    assert "第二层" in said(found, "三.zip").message and "打不开" in said(found, "坏.zip").message


def test_encrypted_members_say_so_and_leave_the_others(tmp_path: Path) -> None:
    both = packed([("密.txt", "密"), ("明.txt", "明")])
    found = add(tmp_path, encrypted(both, 0))
    assert said(found, "密.txt").status is AddStatus.REFUSED and "密码解压" in said(found, "密.txt").message
    assert files(tmp_path) == ["来文/明.txt"]
    (whole,) = add(tmp_path, encrypted(both), "密.zip")
    assert whole.status is AddStatus.REFUSED and "加了密码" in whole.message and "解压" in whole.message


def test_a_damaged_member_leaves_the_others(tmp_path: Path) -> None:
    data = bytearray(packed([("坏.txt", "某条" * 50), ("好.txt", "好")], zipfile.ZIP_STORED))
    data[data.index("某条".encode()) + 1] ^= 0xFF
    found = add(tmp_path, bytes(data))
    assert "损坏" in said(found, "坏.txt").message and files(tmp_path) == ["来文/好.txt"]


def test_a_method_that_cannot_be_unpacked_is_said(tmp_path: Path) -> None:
    found = add(tmp_path, packed([("难.txt", "难")], zipfile.ZIP_LZMA))
    assert "压缩方法" in said(found, "难.txt").message and files(tmp_path) == []


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (packed([("甲.txt", "甲" * 50)])[:-30], "打不开"),
        (b"", "空的"),
        (b"no archive at all", "打不开"),
        (packed([("甲.txt", "甲"), ("弹.txt", b"0" * (30 << 20))]), "异常"),
        (packed([("甲.txt", "甲"), ("里.zip", packed([("弹.txt", b"0" * (30 << 20))]))]), "异常"),
        (packed([(f"{n}.jpg", b"") for n in range(5001)]), "5001"),
        (packed([(f"{n}.png", b"0" * (3 << 20)) for n in range(40)]), "异常"),
        (packed([(".DS_Store", b"x"), ("__MACOSX/._a", b"x")]), "2 个"),
    ],
    ids=["cut off", "empty", "none", "bomb", "bomb inside", "members", "all together", "litter only"],
)
def test_of_a_bad_archive_nothing_is_taken(data: bytes, says: str, tmp_path: Path) -> None:
    (only,) = add(tmp_path, data)
    assert only.status is AddStatus.REFUSED and says in only.message and files(tmp_path) == []


def test_all_limits_hold_for_what_is_inside_of_what_is_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(ziparchive.LIMITS, zip_total_bytes=100)
    monkeypatch.setattr(room, "LIMITS", small)
    inner = packed([("乙.txt", "b" * 40), ("丙.txt", "c" * 40)], zipfile.ZIP_STORED)
    (only,) = add(tmp_path, packed([("甲.txt", "a" * 40), ("里.zip", inner)]))
    assert only.status is AddStatus.REFUSED and "合起来" in only.message and files(tmp_path) == []


def test_one_that_is_too_large_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "LIMITS", replace(ziparchive.LIMITS, file_bytes=1000))
    found = add(tmp_path, packed([("大.txt", "大" * 1000), ("小.txt", "小")]))
    assert "太大" in said(found, "大.txt").message and files(tmp_path) == ["来文/小.txt"]


def test_overlapping_members_are_a_bomb(tmp_path: Path) -> None:
    """Many entries that share one stretch of packed bytes: each by itself is in proportion, all together are not."""
    one = packed([("a.txt", b"0" * 900_000)])
    at = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entry, tail = one[at:end], bytearray(one[end:])
    count = 200
    tail[8:10] = tail[10:12] = count.to_bytes(2, "little")
    tail[12:16] = (len(entry) * count).to_bytes(4, "little")
    (only,) = add(tmp_path, one[:at] + entry * count + bytes(tail))
    assert only.status is AddStatus.REFUSED and "异常" in only.message and files(tmp_path) == []


def test_a_directory_longer_than_any_is_not_read(tmp_path: Path) -> None:
    members = [(b"%07d.txt" % n + b"x" * 1200, False, b"", "") for n in range(4200)]
    (only,) = add(tmp_path, packed_raw(members))
    assert "太多" in only.message and files(tmp_path) == []


def test_those_in_a_folder_are_opened_where_they_lie(tmp_path: Path) -> None:
    folder = tmp_path / "夹" / "一"
    folder.mkdir(parents=True)
    (folder / "附件.zip").write_bytes(packed([("甲.txt", "甲")]))
    (folder / "散.txt").write_text("散", "utf-8")
    Corpus(tmp_path / "ws").add([tmp_path / "夹"])
    assert files(tmp_path) == ["夹/一/散.txt", "夹/一/附件/甲.txt"]


def test_one_in_the_corpus_itself_is_left_out_with_what_to_do(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "ws")
    place = workspace.root / "corpus" / "收文"
    place.mkdir()
    (place / "附件.zip").write_bytes(packed([("甲.txt", "云川省甲办法\n第一条　甲。\n")]))
    (place / "旧.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")
    report = workspace.index(engine="whoosh")
    left = dict(report.left_out)
    assert not report.failures and "policykit add" in left["收文/附件.zip"] and "解压" in left["收文/旧.rar"]
    found = workspace.add([place / "附件.zip"])
    assert said(found, "甲.txt").path == "收文/附件/甲.txt"


def test_versions_in_an_archive_are_recognised(tmp_path: Path) -> None:
    notice = "云川省司法厅关于采砂的通知\n云司发〔2026〕7号\n\n各市司法局：\n一、每{}巡查一次采砂现场，并做好记录。\n\n"
    notice += "云川省司法厅\n2026年3月{}日\n"
    workspace = Workspace.create(tmp_path / "ws")
    (tmp_path / "通知.txt").write_text(notice.format("季度", 1), "utf-8")
    workspace.add([tmp_path / "通知.txt"])
    (tmp_path / "来文.zip").write_bytes(packed([("新通知.txt", notice.format("月", 9))]))
    found = said(workspace.add([tmp_path / "来文.zip"]), "新通知.txt")
    assert found.status is AddStatus.NEW_VERSION and "文号相同" in found.message and found.path == "来文/新通知.txt"


def test_nothing_is_left_beside_the_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spare = tmp_path / "tmp"
    spare.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(spare))
    add(tmp_path, packed([("甲.txt", "甲"), ("里.zip", packed([("乙.txt", "乙")]))]))
    assert files(tmp_path) == ["来文/甲.txt", "来文/里/乙.txt"] and not list(spare.iterdir())


def test_an_archive_of_archives_counts_all_members(tmp_path: Path) -> None:
    inner = packed([(f"{n}.png", b"") for n in range(3000)])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as outer:
        for n in range(2):
            outer.writestr(f"{n}.zip", inner)
    (only,) = add(tmp_path, out.getvalue())
    assert only.status is AddStatus.REFUSED and "5000" in only.message
