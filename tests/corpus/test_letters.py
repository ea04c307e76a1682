"""Letters that are added: their attachments and their own text, whatever the mail program made of them."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from case_files import CASES
from corpus.bundles import packed, said
from extract.docx_files import docx, p
from policykit.corpus import Added, AddStatus, Corpus
from policykit.corpus.unpacking_mail import unpack_letter
from policykit.errors import UnreadableInput

WORDS = yaml.safe_load((CASES / "corpus" / "letter_words.yaml").read_text("utf-8"))
LONG = "各县（区）司法局：请于2026年3月31日前报送行政执法监督工作情况，并附有关材料，逾期不报的予以通报。特此函告。"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def letter(text: str = LONG, subject: str = "关于报送材料的函") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, "李敏 <limin@example.cn>", "Mon, 02 Mar 2026 09:00:00 +0800"
    made.set_content(text)
    return made


def attach(made: EmailMessage, name: str, data: bytes, kind: str = "octet-stream") -> None:
    made.add_attachment(data, maintype="application", subtype=kind, filename=name)


def add(root: Path, data: bytes | Message, name: str = "来信.eml") -> tuple[Added, ...]:
    (root / name).write_bytes(data if isinstance(data, bytes) else data.as_bytes())
    return Corpus(root / "ws").add([root / name])


def files(root: Path) -> dict[str, bytes]:
    top = root / "ws" / "corpus"
    every = (f for f in top.rglob("*") if f.is_file() and ".policykit" not in f.parts)
    return {f.relative_to(top).as_posix(): f.read_bytes() for f in every}


@pytest.mark.parametrize("case", WORDS["subjects"], ids=lambda c: c["title"])
def test_subjects(case: dict[str, Any]) -> None:
    raw = case["raw"].encode(case.get("encoding", "ascii"))
    opened = unpack_letter(b"From: a@example.cn\nSubject: " + raw + b"\n\n" + LONG.encode())
    assert opened.note == f"主题：{case['is']}，发件人：a@example.cn"
    assert [m.name for m in opened.members] == [f"{case['is']}.txt"]


@pytest.mark.parametrize("case", WORDS["attachments"], ids=lambda c: c["title"])
def test_names_of_attachments(case: dict[str, Any], tmp_path: Path) -> None:
    raw = case["raw"].encode(case.get("encoding", "ascii"))
    add(
        tmp_path,
        b"Subject: x\nContent-Type: text/plain\nContent-Disposition: " + raw + b"\n\n" + "第一条　内容。".encode(),
    )
    assert files(tmp_path) == {f"来信/{case['is']}": "第一条　内容。".encode()}


def test_text_and_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    made = letter()
    made.add_alternative(f"<html><body><p>{LONG}</p><img src='cid:logo'></body></html>", subtype="html")
    attach(made, "附件1：办法.docx", docx(p("第一条　应当备案。")))
    attach(made, "附件2.txt", "云川省办法".encode("gb18030"))
    made.add_attachment(PNG, maintype="image", subtype="png", filename="logo.png", cid="<logo>")
    made.add_attachment(PNG, maintype="image", subtype="png", filename="来文扫描.png")
    found = add(tmp_path, made)
    assert "主题：关于报送材料的函" in found[0].message and "李敏（limin@example.cn）" in found[0].message
    assert "2026年3月2日" in found[0].message and "1 个" in found[0].message
    got = files(tmp_path)
    assert set(got) == {"来信/关于报送材料的函.txt", "来信/附件1：办法.docx", "来信/附件2.txt"}
    assert got["来信/关于报送材料的函.txt"].decode().strip() == LONG and got["来信/附件2.txt"] == "云川省办法".encode(
        "gb18030"
    )
    assert "图片" in said(found, "来文扫描.png").message and not any(a.given.endswith("logo.png") for a in found)


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "utf-8", "big5", "wuming"])
def test_texts_in_any_set(charset: str, tmp_path: Path) -> None:
    text = (
        "各縣區報送行政執法監督工作情況的通知"
        if charset == "big5"
        else "朱镕基路各单位：请报送行政执法监督工作情况，逾期不报的予以通报。"
    )
    data = text.encode("gbk" if charset in ("gb2312", "wuming") else charset)
    add(
        tmp_path,
        f"Subject: a\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode() + data,
    )
    assert files(tmp_path) == {"来信/a.txt": text.encode()}


def test_bytes_that_cannot_be_decoded_are_told(tmp_path: Path) -> None:
    text = (LONG * 100).encode()
    found = add(tmp_path, b"Subject: a\nContent-Type: text/plain; charset=utf-8\n\n" + text + b"\xff" + text)
    assert "不能解码" in said(found, "a.txt").message


def test_html_is_taken_where_the_plain_text_says_less(tmp_path: Path) -> None:
    made = letter("请用支持网页的软件查看。")
    made.add_alternative(f"<html><body><p>{LONG}</p><p>{LONG}</p></body></html>", subtype="html")
    add(tmp_path, made)
    assert list(files(tmp_path)) == ["来信/关于报送材料的函.html"]
    (entry,) = Corpus(tmp_path / "ws").scan().entries
    from policykit.extract import extract

    assert extract(tmp_path / "ws" / "corpus" / entry.path).text.value.count(LONG) == 2


def test_no_text_of_a_letter_in_pieces_is_lost(tmp_path: Path) -> None:
    made = letter(LONG)
    made.make_mixed()
    made.attach(piece := EmailMessage())
    piece.set_content("又及：附表请一并报送，格式见附件，电子版发送至邮箱。")
    made.attach(page := EmailMessage())
    page.set_content("<p>另有网页格式的补充说明一段，请注意查收办理。</p>", subtype="html")
    add(tmp_path, made)
    got = {name: data.decode() for name, data in files(tmp_path).items()}
    assert LONG in got["来信/关于报送材料的函.txt"] and "又及" in got["来信/关于报送材料的函.txt"]
    assert "补充说明" in got["来信/关于报送材料的函.html"]


def test_a_greeting_beside_an_attachment_is_no_document_but_is_told(tmp_path: Path) -> None:
    made = letter("您好，材料见附件，请查收。")
    attach(made, "材料.txt", "第一条　内容。".encode())
    found = add(tmp_path, made)
    assert list(files(tmp_path)) == ["来信/材料.txt"] and "您好，材料见附件，请查收。" in found[0].message
    alone = add(tmp_path, letter("同意。"), "批复.eml")
    assert said(alone, "函.txt").status is AddStatus.ADDED


def test_winmail_and_sealed_letters_say_what_to_do(tmp_path: Path) -> None:
    made = letter()
    attach(made, "winmail.dat", b"\x78\x9f\x3e\x22")
    made.add_attachment(b"x", maintype="application", subtype="ms-tnef")
    attach(made, "smime.p7m", b"x", "pkcs7-mime")
    attach(made, "smime.p7s", b"x", "pkcs7-signature")
    attach(made, "旧.msg", b"\xd0\xcf\x11\xe0")
    attach(made, "包.7z", b"7z")
    found = add(tmp_path, made)
    told = [a.message for a in found if a.status is AddStatus.REFUSED]
    assert len(told) == 5 and sum("winmail.dat" in m and "Outlook" in m for m in told) == 2
    assert "加密" in said(found, "smime.p7m").message and "Outlook" in said(found, "旧.msg").message
    assert "解压" in said(found, "包.7z").message and list(files(tmp_path)) == ["来信/关于报送材料的函.txt"]


def test_letters_and_archives_in_a_letter_are_opened(tmp_path: Path) -> None:
    inner = letter("转来的信：" + LONG, "县局来函")
    attach(inner, "里.zip", packed([("深.txt", "深")]))
    made = letter()
    made.add_attachment(inner)
    attach(made, "材料.zip", packed([("甲.txt", "甲")]))
    attach(made, "另存的信.eml", letter(LONG * 2, "省厅来函").as_bytes())
    found = add(tmp_path, made)
    assert set(files(tmp_path)) == {
        "来信/关于报送材料的函.txt", "来信/材料/甲.txt", "来信/县局来函/县局来函.txt", "来信/另存的信/省厅来函.txt",
    }  # fmt: skip
    assert "第二层" in said(found, "里.zip").message


def test_a_letter_in_an_archive_is_opened(tmp_path: Path) -> None:
    found = add(tmp_path, packed([("信.eml", letter().as_bytes())]), "来文.zip")
    assert list(files(tmp_path)) == ["来文/信/关于报送材料的函.txt"]
    assert said(found, "来文.zip/信.eml").status is AddStatus.UNPACKED


def test_a_letter_cut_off_says_so(tmp_path: Path) -> None:
    made = letter()
    attach(made, "材料.txt", "第一条　内容。".encode() * 40)
    data = made.as_bytes()
    assert "没有保存完整" in add(tmp_path, data[: len(data) - 80])[0].message


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空的"),
        (b"plain text, no letter\n\nat all", "不像是邮件"),
        (b"\x00\xff" * 500, "不像是邮件"),
        (b"Subject: x\n\n", "没有正文"),
        (
            b"Subject: x\n" + b"".join(b"Content-Type: message/rfc822\n\n" for _ in range(5000)),
            "太深",
        ),
        (
            b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 6000 + b"--b--\n",
            "太多",
        ),
        (b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n\n" * 30000, "太多"),
    ],
    ids=["empty", "text", "binary", "nothing", "deep", "parts", "boundaries"],
)
def test_of_what_is_no_letter_nothing_is_taken(data: bytes, says: str, tmp_path: Path) -> None:
    (only,) = add(tmp_path, data)
    assert only.status is AddStatus.REFUSED and says in only.message and not files(tmp_path)


def test_endless_header_fields_do_not_hold_it_up() -> None:
    data = (
        b"Subject: "
        + b"=?a?b?" * 200_000
        + b"\nContent-Type: text/plain"
        + b"; a=b" * 400_000
        + b"\n\n"
        + LONG.encode()
    )
    assert unpack_letter(data).members


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        opened = unpack_letter(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + data)
    except UnreadableInput:
        return
    for member in opened.members:
        assert isinstance(member.read(), bytes)


def test_two_letters_of_one_name_keep_apart(tmp_path: Path) -> None:
    add(tmp_path, letter())
    found = add(tmp_path, letter("另一封：" + LONG))
    assert said(found, "函.txt").path == "来信/关于报送材料的函（2）.txt"
    again = add(tmp_path, letter())
    assert said(again, "函.txt").status is AddStatus.UNCHANGED and replace(again[0], given="") == replace(
        found[0], given=""
    )
