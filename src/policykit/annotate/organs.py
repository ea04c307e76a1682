"""The rule `organs`: leading groups, offices and working groups that a document sets up, with posts and holders.

Rosters stand as lines (组长：马力) below a heading or a founding sentence, or run in (由甲任组长，乙任副组长).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from policykit.model.address import parent
from policykit.model.annotation import Organ, Post
from policykit.model.document import Clause, ClauseKind, Document
from policykit.model.span import Span

_ROLE = (
    r"(?:第一|常务|执行)?(?:副\s*)?(?:总\s*)?(?:组\s*长|主\s*任|总\s*指\s*挥|指\s*挥\s*长|召\s*集\s*人|队\s*长|会\s*长|理\s*事\s*长|秘\s*书\s*长"
    r"|主\s*席)|成\s*员(?:单\s*位)?|组\s*员|委\s*员|顾\s*问|联\s*络\s*员|(?:办公室)?主\s*任|负\s*责\s*人|牵\s*头\s*单\s*位"
)
_LINE = re.compile(rf"\s*(?P<role>{_ROLE})\s*[：:]\s*(?P<who>\S.*)", re.S)
_ENTRY = re.compile(r"\s*[一-龥]{1,2}\s{0,3}[一-龥]{1,3}(?:（[^）]{1,12}）)?(?:[\s\t]+\S.{2,40})?\s*$")
_ORGAN = (
    r"领导小组办公室|(?:工作)?领导小组|协调小组|工作专班|专班|指挥部|指挥中心|工作小组|工作组|专家组|推进组|协调组|督导组|评审组|保障组|宣传组"
    r"|委员会|联席会议|专项小组|小组|办公室"
)
_HEADING = re.compile(
    rf"[^，。；：]{{0,36}}(?:{_ORGAN}|[一-龥]{{2,10}}组)(?:（[^）]*）)?(?:组成人员|成员|成员名单|及职责|主要职责|职责)?$"
)
_HEADING_TAIL = re.compile(r"(?:组成人员|成员名单|成员|及职责|主要职责|职责)$")
_FOUND = re.compile(
    rf"(?:成立|组建|设立|建立)(?P<mid>(?:由[^。；]{{2,200}}?的|了|以[^。；]{{2,80}}?的)?)(?P<name>[^，。；：由]{{0,60}}?(?:{_ORGAN})(?!成员|主任|设))"
)
_RUN_IN = re.compile(
    rf"(?P<who>[^，。；：由]{{2,60}}?)(?:同志)?(?:分别)?(?:担任|兼任|出任|任|为)(?:领导小组|办公室)?(?P<role>{_ROLE})(?=[，。；、的]|$)"
)
_SEAT = re.compile(r"(?:下设|设)?(?P<name>[^，。；：]{0,30}办公室)设(?:立)?在(?P<where>[^，。；]{2,40})")
_HOST = re.compile(r"领导小组|办公室|专班|工作组|指挥部|委员会|专家组|推进组|协调组|成\s*员|组\s*长")
_KINDS = (ClauseKind.SIGNATURE, ClauseKind.CHAPTER, ClauseKind.SECTION, ClauseKind.PART, ClauseKind.ARTICLE)


@dataclass(slots=True)
class _Draft:
    name: str
    start: int
    end: int
    posts: list[Post] = field(default_factory=list)


def organs(document: Document) -> Document:
    """The document with the organs it sets up, in print order."""
    by_address = {c.address: c for c in document.clauses}
    out: list[Organ] = []
    for clause in document.clauses:
        if clause.kind in _KINDS or not clause.paragraphs or not _HOST.search(clause.text):
            continue
        for draft in _clause(document.text.value, clause, by_address):
            out.append(Organ(clause.address, draft.name, tuple(draft.posts), Span(draft.start, draft.end)))
    return replace(document, organs=tuple(out))


def _clause(text: str, clause: Clause, by_address: dict[str, Clause]) -> list[_Draft]:
    out: list[_Draft] = []
    current: _Draft | None = None
    listing = False
    for paragraph in clause.paragraphs:
        words = paragraph.of(text)
        for start, line in _lines(words, paragraph.start):
            if found := _LINE.match(line):
                if current is None:
                    current = _Draft(_title(clause, by_address), start, start)
                    out.append(current)
                elif not listing and current.posts:
                    current = _Draft(current.name, start, start)
                    out.append(current)
                role = re.sub(r"\s", "", found.group("role"))
                current.posts.append(Post(role, holders(found.group("who"))))
                current.end, listing = start + len(line.rstrip()), True
                continue
            if listing and current and "。" not in line and _ENTRY.match(line):
                last = current.posts[-1]
                current.posts[-1] = Post(last.role, (*last.names, *holders(line)))
                current.end = start + len(line.rstrip())
                continue
            listing = False
            for draft in _run_in(line, start):
                out.append(draft)
                current = draft
    return out


def _lines(words: str, at: int) -> list[tuple[int, str]]:
    out: list[tuple[int, str]] = []
    for line in words.split("\n"):
        # A whole roster on one line: 组长：甲 副组长：乙 成员：丙、丁
        cuts = [m.start("role") for m in re.finditer(rf"(?:^|\s)(?P<role>{_ROLE})\s*[：:]", line)]
        if len(cuts) > 1:
            for a, b in zip(cuts, [*cuts[1:], len(line)], strict=True):
                out.append((at + a, line[a:b].rstrip()))
        else:
            out.append((at, line))
        at += len(line) + 1
    return out


def _run_in(line: str, at: int) -> list[_Draft]:
    """Organs that sentences found: 成立由甲任组长、乙任副组长的…领导小组; …领导小组，由甲任组长。"""
    out: list[_Draft] = []
    for found in _FOUND.finditer(line):
        stop = line.find("。", found.end())
        stop = len(line) if stop < 0 else stop + 1
        draft = _Draft(_name(found.group("name")), at + found.start(), at + found.end())
        for where in (found.group("mid"), line[found.end() : stop]):
            for post in _RUN_IN.finditer(where):
                who = re.sub(r"^(?:并|和|以及|由|且)+", "", post.group("who").strip("，、 "))
                if _ROLE_WORD.search(who):
                    continue
                draft.posts.append(Post(re.sub(r"\s", "", post.group("role")), holders(who)))
                draft.end = max(
                    draft.end, at + (found.end() + post.end() if where != found.group("mid") else found.end())
                )
        out.append(draft)
    for found in _SEAT.finditer(line):
        out.append(_Draft(_name(found.group("name")), at + found.start(), at + found.end()))
    return out


_ROLE_WORD = re.compile(r"领导小组|明确|设立")


def _name(printed: str) -> str:
    return re.sub(r"^(?:了|市级|以)?(?=.{4})", "", printed).translate(str.maketrans("", "", "“”"))


def holders(printed: str) -> tuple[str, ...]:
    """Who holds a post, as printed, spread letters joined: `金  伟  范希坤` is 金伟 and 范希坤.

    A row of bodies that shares one 负责人 or 主要负责同志 at its end is kept whole.
    """
    words = printed.strip().rstrip("。；，")
    if re.search(r"(?:负责人|负责同志|领导|人员)$", words) and re.search(r"[、，]", words):
        return (re.sub(r"\s+", "", words),)
    if re.search(r"[、，；]", words):
        return tuple(p for part in re.split(r"[、，；]", words) if (p := _spread(part)))
    pieces = words.split()
    if len(pieces) > 1 and not _TITLE.search(pieces[-1]) and all(len(re.sub(r"（.*?）", "", p)) <= 4 for p in pieces):
        return tuple(_joined(pieces))
    return (_spread(words),)


_TITLE = re.compile(r"(?:长|主任|书记|主席|主管|干部|队员|巡视员|调研员|经理)(?:（[^）]*）)?$")


def _joined(pieces: list[str]) -> list[str]:
    out: list[str] = []
    half = ""
    for piece in pieces:
        bare = re.sub(r"（.*?）", "", piece)
        if half:
            out.append(half + piece)
            half = ""
        elif len(bare) == 1:
            half = piece
        else:
            out.append(piece)
    return [*out, half] if half else out


def _spread(part: str) -> str:
    """One holder: a spread name joined, a title behind it kept apart by one space."""
    pieces = part.split()
    if len(pieces) > 1 and len(pieces[0]) == 1 and len(pieces[1]) <= 3:
        pieces = [pieces[0] + pieces[1], *pieces[2:]]
    return " ".join(pieces)


def _title(clause: Clause, by_address: dict[str, Clause]) -> str:
    """The organ a roster belongs to: what the heading, or the one above it, names."""
    here: Clause | None = clause
    while here is not None:
        heading = (here.heading or "").strip("。：； ")
        if heading and _HEADING.fullmatch(heading):
            return _HEADING_TAIL.sub("", heading) or heading
        here = by_address.get(parent(here.address))
    return (clause.heading or "").strip("。：； ") or "领导小组"
