"""A letter saved as a file (.eml): its attachments, and its own text where that says something."""

from __future__ import annotations

from collections.abc import Callable
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from policykit.corpus.letter_parts import Parts, bytes_of, letters, parsed, parts_of, seen
from policykit.corpus.mail_words import field_text, mend, sender, sent_at
from policykit.corpus.members import Member, Opened
from policykit.corpus.unpacking_zip import bomb_refused
from policykit.errors import UnreadableInput
from policykit.extract.media import DOC, DOCX, HTML, OFD, PDF, PLAIN, RTF, ZIP
from policykit.extract.ziparchive import Bomb

KIND = "邮件"
REAL_TEXT = 30  # letters and characters from which a text beside attachments is more than “请查收附件”
_FIELDS = ("from", "to", "subject", "date", "received", "mime-version", "content-type", "message-id")
_SUFFIXES = {
    PDF: ".pdf", DOCX: ".docx", DOC: ".doc", RTF: ".rtf", "text/rtf": ".rtf", OFD: ".ofd", ZIP: ".zip", PLAIN: ".txt",
    HTML: ".html", "application/x-zip-compressed": ".zip", "message/rfc822": ".eml", "text/calendar": ".ics",
}  # fmt: skip
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_WINMAIL = (
    "是 Outlook 特有的打包（winmail.dat），里面的附件没有读；"
    "请用 Outlook 打开邮件，把附件另存后添加，或请对方改用 HTML 或纯文本格式重发"
)
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_SEALED_NOTE = "是加密的邮件内容，没有读；请用邮件软件打开，把正文和附件另存后添加"


def unpack_letter(data: bytes) -> Opened:
    """The text and the attachments of a letter. Raises UnreadableInput for what is none, or has too many parts."""
    try:
        letter = parsed(data.removeprefix(b"\xef\xbb\xbf").lstrip())
        if not any(name in letter for name in _FIELDS):
            raise UnreadableInput("不像是邮件（没有发件人、主题等项目）", hint="请用邮件软件打开，重新另存为 .eml。")
        parts = parts_of(letter)
    except Bomb as bomb:
        raise bomb_refused(str(bomb)) from None
    members = [_attachment(n, name, part) for n, (name, part) in enumerate(parts.attached, 1)]
    texts, said = _texts(parts, field_text(letter, "subject"))
    return Opened(KIND, (*texts, *members), parts.litter, "，".join([*_about(letter), *said]))


def _about(letter: Message) -> list[str]:
    """What a letter says of itself, in words."""
    out = [f"主题：{field_text(letter, 'subject') or '无'}"]
    if who := sender(letter):
        out.append(f"发件人：{who}")
    if when := sent_at(letter):
        out.append(f"{when.year}年{when.month}月{when.day}日")
    if any(isinstance(d, CloseBoundaryNotFoundDefect) for d in letter.defects):
        out.append("邮件没有保存完整，最后一个附件可能缺了一截，请重新取得")
    return out


def _texts(parts: Parts, subject: str) -> tuple[list[Member], list[str]]:
    """The letter's own text as members, named after its subject; else what to say of it."""
    plain = "\n\n".join(t.strip("\n") for t in parts.plain)
    if not plain and not parts.html:
        return [], ["没有正文"]
    if parts.attached and letters(plain) < REAL_TEXT:
        words = " ".join([plain, *map(seen, parts.html)]).split()
        if letters("".join(words)) < REAL_TEXT:
            return [], [f"正文只有“{' '.join(words)}”，没有作为文件收入"]
    stem = subject.replace("/", "／").replace("\\", "／") or "邮件正文"
    bodies = [(f"{stem}.txt", plain)] if plain else []
    bodies += [(f"{stem}.html", text) for text in parts.html]
    return [_body(name, text) for name, text in bodies], []


def _body(name: str, text: str) -> Member:
    data = text.encode("utf-8", "replace")
    broken = text.count("\ufffd")
    note = f"；有 {broken} 处字节不能解码，请打开邮件核对" if broken else ""
    return Member(name, len(data), lambda: data, note=f"邮件正文{note}")


def _attachment(number: int, name: str, part: Message) -> Member:
    kind = part.get_content_type()
    letter = kind == "message/rfc822"
    inside = part.get_payload(0) if letter and part.is_multipart() else None
    if not name and isinstance(inside, Message):
        mend(inside)
        name = field_text(inside, "subject").replace("/", "／") + ".eml"
    name = name.replace("\\", "/").rpartition("/")[2] or f"附件{number}"
    if "." not in name[-6:]:
        name += _SUFFIXES.get(kind, "")
    sealed = _SEALED_NOTE if kind in _SEALED else ""
    refusal = _WINMAIL if kind in _TNEF or name.lower() == "winmail.dat" else sealed
    return Member(name, 0, _reader(part), refusal, letter=letter)


def _reader(part: Message) -> Callable[[], bytes]:
    return lambda: bytes_of(part)
