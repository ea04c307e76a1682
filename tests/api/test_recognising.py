"""A file that comes in beside a folder taken in before: recognised, said so, nothing lost, both texts found."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.case_files import CASES

from policykit.api.citing import check_text
from policykit.api.comparing import compare_versions
from policykit.api.impact import impact
from policykit.api.versions import join, split, versions
from policykit.api.workspace import Workspace
from policykit.corpus import Added, AddStatus
from policykit.errors import UsageError

NOTICE: str = yaml.safe_load((CASES / "corpus" / "versions.yaml").read_text("utf-8"))["base"]
REVISED = NOTICE.replace("〔2024〕8号", "〔2026〕3号").replace("2024年3月5日", "2026年2月1日").replace("每季度", "每月")
OTHER = "望河区养犬管理规定\n第一条 养犬人应当为犬只接种疫苗。\n第二条 犬只伤人的，养犬人应当送医。\n"
CORRECTED = NOTICE.replace("每季度", "每半年")


@pytest.fixture(params=("indexed", "not indexed"))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    """A workspace that took in a folder of two documents, before and after its first index run."""
    folder = tmp_path / "来文"
    folder.mkdir()
    (folder / "采砂办法.txt").write_text(NOTICE, "utf-8")
    (folder / "养犬.txt").write_text(OTHER, "utf-8")
    workspace = Workspace.create(tmp_path / "工作区")
    workspace.add([folder])
    if request.param == "indexed":
        workspace.index(engine="whoosh")
    return workspace


def came(workspace: Workspace, name: str, text: str, encoding: str = "utf-8", separate: bool = False) -> Added:
    file = workspace.root.parent / name
    file.write_bytes(text.encode(encoding))
    (added,) = workspace.add([file], separate=separate)
    return added


def id_of(workspace: Workspace, path: str) -> str:
    return next(e.id for e in workspace.corpus.entries() if e.path == path)


def found(workspace: Workspace, query: str) -> dict[str, str]:
    """Status of the hits by the path of their documents."""
    workspace.index(engine="whoosh")
    with workspace.searching("whoosh") as session:
        return {h.source: h.status for h in session.search(query).hits}


def test_a_revised_notice_at_another_path(place: Workspace) -> None:
    before = id_of(place, "来文/采砂办法.txt")
    added = came(place, "新采砂办法.txt", REVISED)
    assert added.status is AddStatus.NEW_VERSION and added.id == before
    assert "已在资料库中" in added.message and "旧版本保留" in added.message and "日期较新" in added.message
    assert found(place, "巡查一次采砂现场") == {"新采砂办法.txt": "现行有效", "来文/采砂办法.txt": "已有新文本"}
    assert [v.path for v in versions(place, "青石县河道采砂管理办法")] == ["来文/采砂办法.txt", "新采砂办法.txt"]
    changed = compare_versions("青石县河道采砂管理办法", "", place.root)
    assert any("每月" in str(e.new) and "每季度" in str(e.old) for e in changed.differences)
    assert impact(place, before).comparison.differences == changed.differences
    assert (place.root / "corpus" / "来文" / "采砂办法.txt").read_text("utf-8") == NOTICE


def test_the_same_number_with_other_words(place: Workspace) -> None:
    added = came(place, "更正.txt", CORRECTED)
    assert added.status is AddStatus.NEW_VERSION and "文号相同" in added.message
    assert set(found(place, "巡查一次采砂现场")) == {"更正.txt", "来文/采砂办法.txt"}


def test_words_of_the_earlier_version_are_no_longer_verified(place: Workspace) -> None:
    """Number, title and date are the same: only what came later is the text that is cited."""
    came(place, "更正.txt", CORRECTED)
    place.index(engine="whoosh")
    cited = "根据《青石县河道采砂管理办法》第四条“县水利局应当{}巡查一次采砂现场”的规定，开展检查。"
    quotes = [check_text(place, cited.format(often)).entries[0].quote for often in ("每半年", "每季度")]
    assert [q.same for q in quotes if q] == [True, False]


def test_three_versions_in_any_order(place: Workspace) -> None:
    came(place, "新.txt", REVISED)
    middle = (
        REVISED.replace("〔2026〕3号", "〔2025〕4号").replace("2026年2月1日", "2025年6月1日").replace("每月", "每两月")
    )
    added = came(place, "中.txt", middle)
    assert added.status is AddStatus.ADDED and "作为旧版本收入" in added.message
    status = found(place, "巡查一次采砂现场")
    assert status == {"新.txt": "现行有效", "中.txt": "已有新文本", "来文/采砂办法.txt": "已有新文本"}
    assert [v.path for v in versions(place, "中.txt")] == ["来文/采砂办法.txt", "中.txt", "新.txt"]
    changed = compare_versions("新.txt", "", place.root)
    assert any("每两月" in str(e.old) for e in changed.differences)


def test_the_same_text_is_taken_once(place: Workspace) -> None:
    for name, encoding in (("另存.txt", "gb18030"), ("又存.txt", "utf-16")):
        added = came(place, name, NOTICE, encoding)
        assert added.status is AddStatus.DUPLICATE and added.path == "来文/采砂办法.txt"
        assert "是同一份文件" in added.message
    assert len(place.corpus.entries()) == 2


def test_another_document_under_the_same_file_name(place: Workspace) -> None:
    came(place, "通知.txt", NOTICE.replace("河道采砂", "林木采伐").replace("〔2024〕8号", "〔2024〕9号"))
    added = came(place, "通知.txt", OTHER.replace("养犬", "养鸽").replace("犬只", "鸽子"))
    assert added.status is AddStatus.ADDED and added.path == "通知（2）.txt" and "同名的另一份文件" in added.message
    assert (place.root / "corpus" / "通知.txt").read_text("utf-8").startswith("青石县")


def test_a_corrected_file_under_the_same_name_is_a_new_version(place: Workspace) -> None:
    first = came(place, "通知.txt", OTHER.replace("犬", "鸽"))
    second = came(place, "通知.txt", OTHER.replace("犬", "鸽").replace("送医", "立即送医"))
    assert second.status is AddStatus.NEW_VERSION and second.id == first.id and second.path == "通知.txt"
    assert [p.read_text("utf-8") for p in place.corpus.versions(first.id or "")] == [OTHER.replace("犬", "鸽")]


def test_an_uncertain_one_is_kept_apart_and_joined_by_a_person(place: Workspace) -> None:
    draft = REVISED.replace("》的通知", "（征求意见稿）》的通知").replace("\n青石县河道采砂管理办法\n", "\n")
    added = came(place, "稿.txt", draft)
    assert added.status is AddStatus.ADDED and "拿不准" in added.message and "--join" in added.message
    before = id_of(place, "来文/采砂办法.txt")
    place.index(engine="whoosh")
    assert "新版本" in join(place, "来文/采砂办法.txt", "稿.txt")
    assert id_of(place, "稿.txt") == before
    assert [v.path for v in versions(place, before)] == ["来文/采砂办法.txt", "稿.txt"]


def test_a_wrong_recognition_is_undone(place: Workspace) -> None:
    before = id_of(place, "来文/采砂办法.txt")
    came(place, "新.txt", CORRECTED)
    place.index(engine="whoosh")
    split(place, "新.txt")
    assert id_of(place, "来文/采砂办法.txt") == before != id_of(place, "新.txt")
    assert place.index(engine="whoosh").recognised == ()
    with pytest.raises(UsageError, match="只有一个版本"):
        compare_versions("新.txt", "", place.root)


def test_a_person_says_it_is_another_document(place: Workspace) -> None:
    added = came(place, "另一份.txt", CORRECTED, separate=True)
    assert added.status is AddStatus.ADDED and added.message == ""
    assert place.index(engine="whoosh").recognised == ()
    assert set(found(place, "巡查一次采砂现场").values()) == {"现行有效"}


def test_a_file_put_into_the_folder_is_recognised_when_indexed(place: Workspace) -> None:
    place.index(engine="whoosh")
    before = id_of(place, "来文/采砂办法.txt")
    (place.root / "corpus" / "放进来.txt").write_text(REVISED, "utf-8")
    ((path, said),) = place.index(engine="whoosh").recognised
    assert path == "放进来.txt" and "来文/采砂办法.txt 的新版本" in said
    assert id_of(place, "放进来.txt") == before
    assert found(place, "巡查一次采砂现场") == {"放进来.txt": "现行有效", "来文/采砂办法.txt": "已有新文本"}
    assert place.index(engine="whoosh").recognised == ()


def test_one_among_many_new_files_is_recognised(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykit.api.indexing.FEW", 2)
    place.index(engine="whoosh")
    for number in range(4):
        (place.root / "corpus" / f"又{number}.txt").write_text(OTHER.replace("养犬", f"养{number}犬"), "utf-8")
    (place.root / "corpus" / "放进来.txt").write_text(REVISED, "utf-8")
    assert [path for path, _ in place.index(engine="whoosh").recognised] == ["放进来.txt"]


def test_ids_survive_a_lost_manifest(place: Workspace) -> None:
    came(place, "新.txt", REVISED)
    before = {e.path: e.id for e in place.corpus.entries()}
    (place.root / "corpus" / ".policykit" / "manifest.tsv").unlink()
    assert {e.path: e.id for e in place.corpus.scan().entries} == before


def test_corrections_stay_with_the_text_they_were_made_for(place: Workspace) -> None:
    before = id_of(place, "来文/采砂办法.txt")
    place.corpus.correct(before, {"issued_date": "2024-03-06", "region": "云川省青石县"})
    came(place, "新.txt", REVISED)
    old = id_of(place, "来文/采砂办法.txt")
    assert place.corpus.corrections(old) == {"issued_date": "2024-03-06", "region": "云川省青石县"}
    assert place.corpus.corrections(before) == {"region": "云川省青石县"}


@pytest.mark.parametrize(
    ("name", "data", "status", "says"),
    [
        (
            "锁.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "added",
            "密码",
        ),
        ("坏.docx", b"PK\x03\x04" + b"\x01" * 400, "added", "损坏"),
        ("包.zip", b"PK\x05\x06" + b"\0" * 18, "refused", "没有可以收入的文件"),
        ("包.rar", b"Rar!\x1a\x07\x01\x00" + b"\0" * 90, "refused", "解压到文件夹"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "refused", "文字识别"),
        ("空白.txt", b" \n \n", "added", "没有文字"),
        ("空.txt", b"", "refused", "空的"),
    ],
)
def test_what_cannot_be_read_says_so_at_once(name: str, data: bytes, status: str, says: str, place: Workspace) -> None:
    file = place.root.parent / name
    file.write_bytes(data)
    (added,) = place.add([file])
    assert added.status.value == status and says in added.message
    assert (place.root / "corpus" / name).exists() is (status == "added")
