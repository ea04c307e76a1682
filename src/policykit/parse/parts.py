"""A file to its parts: a notice, the plan it transmits, further attachments, each with head, body and signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from policykit.lang import dates, numerals
from policykit.model.span import Span
from policykit.parse import forms, head, titles, toc
from policykit.parse.genre import genre_of
from policykit.parse.lines import Line
from policykit.parse.numbering import Label

_TRANSMITS = re.compile(
    r"印发(?!之日)|转发|批转|现予以?(?:公布|发布|颁布)|现将.{2,200}?(?:公布|发布|颁布|下发|发给)|现(?:公布|发布|颁布)|予以(?:公布|发布)"
)
_HANDS_OVER = re.compile(
    r"(?:印发|转发|下发|发)给你们|(?:遵照|贯彻|认真|参照|抓好|组织|结合).{0,24}(?:执行|实施|落实|办理)。?$|现印发|特此通知"
)
_COVER_LINES = 12
_LISTS = 4
"""So many tables of contents are looked for in one part: looking is not free."""
_NAMED_IN = 4000
_TITLED = re.compile(r"《([^《》]{4,80})》")
_LIST_ITEM = re.compile(r"^(?:[0-9]{1,2}[.．、 ]|附件[0-9]{0,2}[：:]|附件[0-9]{1,2}[-—－_])\s*[^。；]{2,80}$")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|zip|rar|ofd|et)\b", re.IGNORECASE)
_SIGNED_ON_LINE = re.compile(
    r"^(?P<who>[^0-9。，；：]{4,60}?)[ \u3000\t]+"
    r"(?P<date>(?:[12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3})[ \u3000]?年[^。，；]{3,14}[日号])$"
)


@dataclass(slots=True)
class Part:
    """One part. `marker` is the 附件 line that opens it, `number` what that line prints (None for no marker)."""

    head: head.Head
    marker: Line | None = None
    number: str | None = None
    body: list[Line] = field(default_factory=list)
    labels: list[Label | None] = field(default_factory=list)
    signature: list[Line] = field(default_factory=list)
    signed_by: tuple[str, ...] = ()
    signed_on: str | None = None
    attachments: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    first: Label | None = None
    went_on: bool = False

    def add(self, line: Line, label: Label | None) -> None:
        """One more line of text. `first` is the part's first label, `went_on` whether its numbering went past 1."""
        self.body.append(line)
        self.labels.append(label)
        if label and self.first is None:
            self.first = label
        elif label and self.first and label.style is self.first.style and label.number > 1:
            self.went_on = True

    def names(self) -> set[str]:
        """The titles that a transmitting body and the list of attachments name."""
        out = {"".join(a.split()) for a in self.attachments}
        if self.transmits:
            out |= {"".join(t.split()) for line in self.body for t in _TITLED.findall(line.text[:_NAMED_IN])}
        return out

    @property
    def transmits(self) -> bool:
        """Does the body merely hand over what follows? A notice with units of its own does not."""
        if len(self.body) > _COVER_LINES or any(label and not label.loose for label in self.labels):
            return False
        return bool(_TRANSMITS.search("".join(line.text for line in self.body)[:2000]))


def split(lines: Sequence[Line], labels: Sequence[Label | None]) -> list[Part]:
    """The parts in print order; there is always one if there is a line."""
    out: list[Part] = []
    named: set[str] = set()
    at = 0
    while at < len(lines):
        part, at = _read(lines, labels, at, out, named)
        named |= part.names()
        out.append(part)
    return out


def _read(
    lines: Sequence[Line], labels: Sequence[Label | None], at: int, before: Sequence[Part], named: set[str]
) -> tuple[Part, int]:
    marker, number, inline = None, None, None
    found = forms.attachment(lines[at].text)
    if found and (before or not found[2]):
        marker, number = lines[at], found[0] or ""
        if found[2] and titles.may_be_title(found[2]):
            inline = found[2]
        at += 1
    part = Part(head.read(lines, labels, at, attached=marker is not None), marker, number)
    if inline:
        if part.head.title and not genre_of(inline):
            inline = part.head.title
        part.head.title = inline
    at = part.head.end
    signed, lists = False, 0
    while at < len(lines):
        line = lines[at]
        if not signed and _only_text(line.text, labels[at]):
            part.add(line, labels[at])
            at += 1
            continue
        if _begins_part(lines, labels, at, part, signed) or _restarts(lines, labels, at, part, named):
            break
        taken = _attachment_list(lines, labels, at, part, signed)
        if taken:
            at += taken
            continue
        if lists < _LISTS and toc.is_contents(line.text):
            lists += 1
            end = toc.contents_end(lines, labels, at)
            part.spans += [each.span for each in lines[at:end]]
            at = end
            continue
        if _imprint(lines, labels, at):
            part.spans += [line.span, lines[at + 1].span]
            at += 2
            continue
        block = 0 if signed else _signature(lines, labels, at, part)
        if block:
            signed = True
            at += block
            continue
        if forms.is_imprint(line.text) and labels[at] is None:
            part.spans.append(line.span)
        elif signed:
            part.signature.append(line)
        else:
            part.add(line, labels[at])
        at += 1
    return part, at


def _only_text(text: str, label: Label | None) -> bool:
    """第十条 …, （一）…: a line with a label that neither opens an attachment nor ends in a date frames no part."""
    if label is None or text[-1] in "日号" or text.find("附", 0, 40) >= 0:
        return False
    return text[0] == "第" or (text[0] == "（" and len(text) > 30)


def _begins_part(lines: Sequence[Line], labels: Sequence[Label | None], at: int, part: Part, signed: bool) -> bool:
    """Does another part begin at line `at`?"""
    text = lines[at].text
    if not part.body and not signed and part.marker is None:
        return False
    found = forms.attachment(text)
    if found:
        return _opens_attachment(lines, at, found, signed)
    if labels[at] is not None:
        return signed and part.transmits
    if not signed and not part.transmits:
        return False
    if signed and part.transmits and forms.is_salutation(text):
        return True  # a reply under the announcement of it, whose title stands above both
    if not titles.may_be_title(text) or forms.is_imprint(text) or forms.organs(text):
        return False
    if signed:
        if at + 1 == len(lines):  # of what is attached only the title is no table
            return part.transmits and "".join(text.split()) in part.names()
        return _title_follows(lines, labels, at) and (part.transmits or bool(genre_of(_upto(lines, labels, at))))
    return bool(_HANDS_OVER.search(part.body[-1].text) and genre_of(_upto(lines, labels, at)))


def _restarts(lines: Sequence[Line], labels: Sequence[Label | None], at: int, part: Part, named: set[str]) -> bool:
    """Does a second document begin here though nothing marks it: its title, then numbering from 1 again?

    The title must be one that the notice or a list of attachments names, or the numbering below must start anew.
    """
    text = lines[at].text
    if labels[at] is not None or not part.body or len(text) > 80 or part.body[-1].text[-1] not in "。；）)”":
        return False
    if not titles.may_be_title(text) or text[0] in "（(":
        return False
    title = _upto(lines, labels, at)
    if not genre_of(title) or forms.organs(text):
        return False
    if title in named or title in part.names():
        return True
    if part.first is None or not part.went_on:
        return False
    ahead = (labels[i] for i in range(at + 1, min(at + 8, len(labels))))
    first = next((label for label in ahead if label), None)
    return first is not None and first.style is part.first.style and first.number == 1


def _upto(lines: Sequence[Line], labels: Sequence[Label | None], at: int) -> str:
    """The title that begins at line `at`, over at most four lines, as far as it ends in a genre."""
    text = ""
    for i in range(at, min(at + 4, len(lines))):
        if not titles.may_be_title(lines[i].text) or labels[i] is not None:
            break
        text += lines[i].key
        if genre_of(text):
            break
    return text


def _title_follows(lines: Sequence[Line], labels: Sequence[Label | None], at: int) -> bool:
    """A title has text below it."""
    return at + 1 < len(lines) and not lines[at].text.startswith(("（", "(", "【", "联系", "电话"))


def _opens_attachment(lines: Sequence[Line], at: int, found: tuple[str | None, bool, str], signed: bool) -> bool:
    number, colon, text = found
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    if not following or _FILE_NAME.search(text):
        return False
    if not text:
        return not (colon and number is None and _LIST_ITEM.match(following))
    if re.match(r"[0-9]{1,2}[.．、]", text):
        return False
    if forms.numbered_attachment(lines[at].text):
        return True
    another = forms.attachment(following)
    if another and another[2]:
        return False
    previous = forms.attachment(lines[at - 1].text) if at else None
    if previous and previous[2]:
        return False
    return signed and (number is not None or colon)


def _attachment_list(lines: Sequence[Line], labels: Sequence[Label | None], at: int, part: Part, signed: bool) -> int:
    """Take a list of attachments' names (附件：1.… / 2.…); the number of lines taken."""
    found = forms.attachment(lines[at].text)
    if not found or not (found[1] or found[0]):
        return 0
    names = [found[2]] if found[2] else []
    if names and len(names[0]) > 120:
        return 0
    end = at + 1
    count = _item_number(found[2]) or 0
    while end < len(lines) and _LIST_ITEM.match(lines[end].text):
        label = labels[end]
        if label is None and not forms.attachment(lines[end].text):
            break
        if label is not None and label.number != count + 1:
            break
        names.append(lines[end].text)
        count += 1
        end += 1
    part.attachments += [re.sub(r"^(?:附件)?[0-9]{0,2}[.．、：: ]*[-—－_]?", "", n).strip() for n in names if n]
    part.spans += [line.span for line in lines[at:end]]
    return end - at


def _item_number(text: str) -> int | None:
    found = re.match(r"([0-9]{1,2})[.．、]", text)
    return numerals.parse(found[1]) if found else None


_PRINTED_ON = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日印发")


def _imprint(lines: Sequence[Line], labels: Sequence[Label | None], at: int) -> bool:
    """某某厅办公室 over 2021年11月14日印发: who printed the document, which is not who signs it (GB/T 9704, 版记)."""
    if at + 1 == len(lines) or lines[at + 1].text[-2:] != "印发" or not _PRINTED_ON.fullmatch(lines[at + 1].key):
        return False
    if labels[at] is not None:
        return False
    return lines[at].key.endswith(("办公室", "办公厅", "秘书处")) and len(forms.organs(lines[at].text)) == 1


def _signature(lines: Sequence[Line], labels: Sequence[Label | None], at: int, part: Part) -> int:
    """Take a signature block that begins at line `at`: organs or posts, then a date. The number of lines taken."""
    text = lines[at].text
    if len(text) > 120:
        return 0
    on_line = _SIGNED_ON_LINE.match(text) if len(text) <= 80 and text[-1] in "日号" else None
    if on_line and forms.organs(on_line["who"]):
        date = dates.parse_date("".join(on_line["date"].split()))
        if date:
            part.signed_by, part.signed_on = forms.organs(on_line["who"]), date
            part.signature.append(lines[at])
            return 1
    if at + 2 < len(lines) and (date := forms.date_of(lines[at + 2].text)):
        name = forms.over_two_lines(text, lines[at + 1].text)
        if name:
            part.signed_by, part.signed_on = (name,), date
            part.signature += lines[at : at + 3]
            return 3
    end, posts = at, 0
    who: list[str] = []
    while end < len(lines) and end - at < 30 and labels[end] is None:
        names = forms.organs(lines[end].text)
        if names:
            who += names
        elif forms.is_post(lines[end].text):
            posts += 1
        else:
            break
        end += 1
    date = forms.date_of(lines[end].text) if end < len(lines) else None
    if date is None:
        closing = who and (
            end == len(lines) or forms.attachment(lines[end].text) is not None or forms.is_imprint(lines[end].text)
        )
        if not (closing and part.body and part.body[-1].text[-1] in "。）)》”") or end - at > 6:
            return 0
    elif end == at and not _closes(lines, labels, end + 1):
        return 0
    else:
        end += 1
        if not who:
            after = forms.organs(lines[end].text) if end < len(lines) else ()
            if after and len(after[0]) >= 4:
                who += after
                end += 1
    part.signed_by, part.signed_on = tuple(who), date
    part.signature += lines[at:end]
    return end - at


def _closes(lines: Sequence[Line], labels: Sequence[Label | None], at: int) -> bool:
    """Does a date line before `at` stand at the end of a part?"""
    if at >= len(lines):
        return True
    text = lines[at].text
    return forms.is_imprint(text) or forms.attachment(text) is not None or bool(genre_of(_upto(lines, labels, at)))
