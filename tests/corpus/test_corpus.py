"""The corpus keeps every original as it came, once, and knows it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.corpus import AddStatus, Corpus, document_id
from policykit.errors import WorkspaceError


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_folder_keeps_its_name_and_subfolders(tmp_path: Path) -> None:
    put(tmp_path / "来文/省/通知.txt", "甲")
    put(tmp_path / "来文/市/通知.txt", "乙")
    put(tmp_path / "来文/.隐藏/x.txt", "丙")
    put(tmp_path / "来文/~$通知.docx", "丁")
    put(tmp_path / "来文/图.png", "戊")
    corpus = Corpus(tmp_path / "ws")
    added = corpus.add([tmp_path / "来文"])
    assert [e.path for e in corpus.entries()] == ["来文/市/通知.txt", "来文/省/通知.txt"]
    assert [a.status for a in added if a.given.endswith("png")] == [AddStatus.REFUSED]
    assert corpus.file("来文/省/通知.txt").read_text("utf-8") == "甲"


def test_the_same_bytes_are_taken_once_and_said_so(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "ws")
    (first,) = corpus.add([put(tmp_path / "甲.txt", "同样的内容")])
    (second,) = corpus.add([put(tmp_path / "乙.txt", "同样的内容")])
    assert second.status is AddStatus.DUPLICATE and second.id == first.id and second.path == "甲.txt"
    (again,) = corpus.add([tmp_path / "甲.txt"])
    assert again.status is AddStatus.UNCHANGED


def test_new_bytes_at_the_same_path_are_a_version_of_the_same_document(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "ws")
    (first,) = corpus.add([put(tmp_path / "通知.txt", "第一版")])
    (second,) = corpus.add([put(tmp_path / "通知.txt", "第二版")])
    assert second.status is AddStatus.NEW_VERSION and second.id == first.id
    assert corpus.file("通知.txt").read_text("utf-8") == "第二版"
    assert [p.read_text("utf-8") for p in corpus.versions(first.id or "")] == ["第一版"]
    (corpus.side / "manifest.tsv").unlink()
    assert [e.id for e in corpus.scan().entries] == [first.id]  # the kept version remembers the id
    (third,) = corpus.add([put(tmp_path / "别处/另存.txt", "第一版")])
    assert third.status is AddStatus.ADDED and third.id != first.id


def test_files_dropped_by_hand_are_found_and_keep_their_ids(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "ws")
    put(corpus.root / "a/手放.txt", "手工放入")
    put(corpus.root / "z.txt", "手工放入")
    scan = corpus.scan()
    (entry,) = scan.entries
    assert entry.id == document_id(entry.sha256) and "内容相同" in scan.left_out[0][1]
    put(corpus.root / "a/手放.txt", "手工改过")
    (corpus.root / "z.txt").unlink()
    assert [e.id for e in corpus.scan().entries] == [entry.id]
    (corpus.root / "a/手放.txt").rename(corpus.root / "a/改名.txt")
    assert [(e.id, e.path) for e in corpus.scan().entries] == [(entry.id, "a/改名.txt")]


def test_a_change_of_the_same_size_at_once_is_seen(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "ws")
    put(corpus.root / "a.txt", "甲")
    (before,) = corpus.scan().entries
    put(corpus.root / "a.txt", "乙")
    (after,) = corpus.scan().entries
    assert after.sha256 != before.sha256 and after.id == before.id


def test_paths_that_lead_out_are_refused(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "ws")
    outside = put(tmp_path / "外面.txt", "外面")
    put(tmp_path / "夹/好.txt", "好")
    (tmp_path / "夹/链接.txt").symlink_to(outside)
    (tmp_path / "夹/a\nb.txt").write_text("x")
    added = corpus.add([tmp_path / "夹", tmp_path / "没有.txt"])
    assert [a.path for a in added if a.status is AddStatus.ADDED] == ["夹/好.txt"]
    assert sum(a.status is AddStatus.REFUSED for a in added) == 3
    for path in ("../外面.txt", "/etc/hostname", "a/../../b", ""):
        with pytest.raises(WorkspaceError):
            corpus.file(path)
    (corpus.root / "出口").symlink_to(tmp_path)
    (trick,) = corpus.add([put(tmp_path / "又/出口/x.txt", "x").parent])
    assert trick.status is AddStatus.REFUSED and not (tmp_path / "x.txt").exists()


def test_corrections_are_kept_beside_the_original(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "ws")
    assert corpus.corrections("d1") == {}
    corpus.correct("d1", {"doc_number": "临政发〔2021〕3号"})
    corpus.correct("d1", {"title": "通知"})
    assert corpus.corrections("d1") == {"doc_number": "临政发〔2021〕3号", "title": "通知"}
    corpus.correct("d1", {"doc_number": None})
    assert corpus.corrections("d1") == {"title": "通知"}


def test_adding_the_workspace_folder_leaves_its_own_folders_alone(tmp_path: Path) -> None:
    workspace = tmp_path / "工作区"
    put(workspace / "corpus/旧文.txt", "甲")
    put(workspace / "indexes/说明.txt", "乙")
    put(workspace / "templates/模板.md", "丙")
    put(workspace / "来文/indexes/通知.txt", "丁")
    put(workspace / "新文.txt", "戊")
    corpus = Corpus(workspace)
    added = corpus.add([workspace])
    assert sorted(a.path or "" for a in added) == ["工作区/新文.txt", "工作区/来文/indexes/通知.txt"]
    assert [e.path for e in corpus.entries()] == ["工作区/新文.txt", "工作区/来文/indexes/通知.txt", "旧文.txt"]
    assert {a.status for a in corpus.add([workspace / "corpus"])} == {AddStatus.UNCHANGED}
