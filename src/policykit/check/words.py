"""How two texts of one duty differ: in strength, number, body, or only in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from policykit.lang import numerals

_SPACE = re.compile(r"\s+")
_MARKS = "。；;，,、：:"
LONGEST = 6000  # characters compared one by one
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?")
_CHINESE_NUMBER = re.compile(
    r"[零〇一二两三四五六七八九十百千万]+(?=个|名|人|次|日|天|周|月|年|家|项|份|起|件|倍|成|支|批|类|级|级以上|小时)"
)
# From strictest to loosest; a duty that loses a word of one class, or gains one of another, is another duty.
STRENGTHS = (
    ("禁止", re.compile(r"不得|严禁|禁止|不准|不许|一律不")),
    ("必须", re.compile(r"应当|必须|务必|(?<!无)须(?!知)|(?<![相对适])应(?!用|急|对|答|诉|届|该|聘|邀|变|试|当)")),
    ("要", re.compile(r"(?<![重需主必首摘纪])要(?!求|素|点|件|闻|害|么|是|道|领|塞|案)")),
    (
        "可以",
        re.compile(r"(?<!不)可以?(?!行|靠|能|持续|观|视|视化|控|见|再|公开|追溯)|鼓励|允许|原则上|力争|尽量|争取"),
    ),
)
# Words that set how far a duty reaches.
_SCOPE = re.compile(
    r"全部|所有|一律|各级|各|全面|全员|每|逐[项条一]|部分|有关|个别|重点|原则上|不少于|不低于|不超过|不高于|以上|以下|以内"
    r"|以外|除外|至少|最多|及时|立即|定期|适时|酌情|视情|除[^，。；]{1,20}外"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which the words differ: `code` of `widened` kinds, before and after as printed."""

    code: str
    before: str
    after: str


def plain(text: str) -> str:
    """Words without white space and without the mark that closes them."""
    words = _SPACE.sub("", text)
    return words.rstrip(_MARKS) or words


def differences(expected: str, printed: str, actors: Iterable[str] = ()) -> tuple[Difference, ...]:
    """How `printed` differs from `expected`; empty where they say the same. Of several kinds each is told once."""
    a, b = plain(expected), plain(printed)
    if a == b:
        return ()
    out: list[Difference] = []
    lost, come = Counter[str](), Counter[str]()
    for _, words in STRENGTHS:
        before, after = Counter(words.findall(a)), Counter(words.findall(b))
        if sum(before.values()) != sum(after.values()):
            lost, come = lost + (before - after), come + (after - before)
    if lost or come:
        out.append(Difference("strength", _told(lost), _told(come)))
    one, other = _numbers(a), _numbers(b)
    if one != other:
        out.append(Difference("number", _told(one - other), _told(other - one)))
    bodies = [x for x in actors if plain(x) in a and plain(x) not in b]
    if bodies:
        out.append(Difference("actor", "、".join(bodies), ""))
    scope, now = Counter(_SCOPE.findall(a)), Counter(_SCOPE.findall(b))
    if scope != now:
        out.append(Difference("scope", _told(scope - now), _told(now - scope)))
    if not out:
        out.append(Difference("words", *_changed(a, b)))
    return tuple(out)


def _numbers(text: str) -> Counter[str]:
    found = Counter(_NUMBER.findall(text))
    found.update(str(numerals.parse(n)) for n in _CHINESE_NUMBER.findall(text))
    return found


def _told(words: Counter[str]) -> str:
    return "、".join(words.elements())


def _changed(a: str, b: str) -> tuple[str, str]:
    """The words taken out and the words put in."""
    if max(len(a), len(b)) > LONGEST:
        return "", ""
    gone, come = [], []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            gone.append(a[i1:i2])
            come.append(b[j1:j2])
    return "…".join(x for x in gone if x), "…".join(x for x in come if x)


class Alike:
    """Finds the text most alike to given words among many, by pairs of characters (Dice, 0 to 1)."""

    COMMON = 60  # a pair in more texts than this tells nothing
    LOOKED_AT = 6

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = [plain(t) for t in texts]
        self.grams = [_grams(t) for t in self.texts]
        self.holders: dict[str, list[int]] = {}
        for at, grams in enumerate(self.grams):
            for gram in grams:
                self.holders.setdefault(gram, []).append(at)

    def nearest(self, words: str) -> tuple[int, float]:
        """The index of the likeliest text and how alike it is; (-1, 0.0) where nothing is shared."""
        return max(self.near(words), key=lambda f: f[1], default=(-1, 0.0))

    def near(self, words: str) -> list[tuple[int, float]]:
        """The few likeliest texts with their likeness."""
        grams = _grams(plain(words))
        shared: Counter[int] = Counter()
        for gram in grams:
            found = self.holders.get(gram, ())
            if len(found) <= max(self.COMMON, len(self.texts) // 4):
                shared.update(found)
        return [(at, dice(grams, self.grams[at])) for at, _ in shared.most_common(self.LOOKED_AT)]


def dice(a: Counter[str], b: Counter[str]) -> float:
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 0.0


def _grams(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(max(1, len(text) - 1)))
