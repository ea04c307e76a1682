"""Where an article's words show a power, and which body acts there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policykit.annotate.powers import lexicon
from policykit.annotate.powers.acting import Acting, Clause, acted_before, acting_at, parts
from policykit.annotate.powers.applying import applied, asked_of
from policykit.annotate.powers.article import Article, Sentence, clauses
from policykit.annotate.powers.bodies import PRIVATE, Body, Part, bodies
from policykit.annotate.powers.hit import Hit
from policykit.annotate.powers.registration import REGISTRATION, noted, registration
from policykit.annotate.powers.standing import standing

_REFERRED = ("行政处罚", "行政强制")
_OPTIONAL = re.compile(
    r"(?:可以|可(?=[处并])|可视[^，。；]{0,10}|有权)(?:[^，。；]{0,30}|对[^，。；]{1,16}处[^，。；]{2,40}，对[^，。；]{1,24}处[^，。；]{0,30})$"
)
_APPLICATION = re.compile(r"^申请|提出[^，。；]*申请|申领|^报批|^支付|(?:提交|报送|递交|填写)")
_LICENCE = "行政许可"
_REVIEWS = ("审查", "审核", "审定", "会审", "核验", "核定")
_REVIEW = re.compile(r"(?:审查|审核|审定|会审|核验|核定)(?:同意|通过|合格)?")

# 提请市人民政府组织有关部门依法认定: the body that is asked does it, with whomever.
_ITSELF = re.compile(r".?|(?:组织[^，。；]{0,12}(?:部门|单位))?(?:依法|予以|进行|作出)*")
ASK = "ask"
NEXT = 12  # sentences, its own the first, in which the body that acts may be named behind a word

Match = tuple[lexicon.Word, re.Match[str]]


def hits(article: Article) -> Iterator[Hit]:
    """All words of power in text order, with the body that acts in their clause."""
    said = _said(article)
    if not said:
        return
    last = max(said)
    carried: dict[int, Acting] = {}  # line number -> who acts at its end
    previous = -1
    acting = Acting()
    for number, sentence in enumerate(article.sentences[: last + 1]):
        if sentence.line != previous:
            lead = carried.get(sentence.lead) if sentence.lead is not None else None
            acting = lead.copy() if lead else Acting()
            previous = sentence.line
        elif article.shown[sentence.start - 1] == "。":
            acting.outside = acting.outside and article.shown.startswith("发现", sentence.start)
        named = parts(article.shown, sentence, acting)
        if number in said:
            found = sorted(_found(article, sentence, named, said[number]), key=lambda h: (h.end, h.start))
            yield from standing(article, sentence, found)
        carried[sentence.line] = acting.copy()


def _said(article: Article) -> dict[int, list[Match]]:
    """The words of power by the number of their sentence."""
    starts = [s.start for s in article.sentences]
    out: dict[int, list[Match]] = {}
    shown, words = article.shown, lexicon.words()
    for word in (words[at] for at in lexicon.word_needles().tried(shown)):
        for match in word.pattern.finditer(shown):
            out.setdefault(max(bisect_right(starts, match.start()) - 1, 0), []).append((word, match))
    return out


def _found(article: Article, sentence: Sentence, named: list[Clause], said: Sequence[Match]) -> Iterator[Hit]:
    text = article.shown
    for word, match in said:
        here = next((p for p in named if p.start <= match.end() - 1 < p.end), named[-1])
        if word.way in ("via", ASK):
            asked = _APPLICATION.search(match.group()) is not None
            body, outside = applied(article, sentence, here, match.start(), named, word.kind, asked), False
            if body is not None and body.part is not Part.TO and asked:
                continue  # an office that applies, not one that is applied to
            if (
                body is not None
                and body.part in (Part.ACTS, Part.BY)
                and _REVIEW.fullmatch(match.group())
                and not (match.group().endswith("同意") and text.startswith(("。", "；", "\n"), match.end()))
            ):
                continue  # a step of the office itself
            if body is not None and body.part is not Part.TO and match.group() in _REVIEWS:
                continue
        elif word.way == "named":
            body, outside = asked_of(article, sentence, here, match, word.kind), False
        else:
            body, outside = acting_at(here, match.end())
        if (word.kind in _REFERRED or word.way in ("order", "weak")) and (
            sanctions := _asked(text, here, match.start())
        ):
            body, outside = sanctions, False  # 报省民政厅吊销
        if body is None and word.way == "next":
            body = _next(article, sentence, match.start())
            outside = outside and body is None
        if body is None and word.way not in ("any", "order"):
            continue
        before = text[max(sentence.start, match.start() - 90) : match.start()] + match.group()[:-1]
        if word.kind == REGISTRATION and noted(article.text, sentence):
            continue
        recorded = word.kind == REGISTRATION or (word.kind == _LICENCE and "登记证" in match.group())
        kind = registration(article.text, sentence, match.end(), body) if recorded else word.kind
        hit = Hit(
            kind, word.way, match.start(), match.end(), body, outside, bool(_OPTIONAL.search(before)), match.group()
        )
        if outside and hit.hard:
            hit = replace(hit, body=acted_before(named, match.end()) or _charged(text, here))
        yield hit


def _charged(text: str, here: Clause) -> Body | None:
    """Who is charged with it by 由… though no office: 由轨道交通经营单位按照下列规定处理：…处…罚款."""
    who = here.acting.charged
    if who is None or who.start >= here.start or not text.startswith("单位", who.end - 2):
        return None
    return None if PRIVATE.search(text, who.start, who.end) else who


def _asked(text: str, here: Clause, at: int) -> Body | None:
    """The body that is asked right before a word to do it itself."""
    near = [b for b in here.named if b.public and b.part is Part.TO and at >= b.end]
    return near[-1] if near and _ITSELF.fullmatch(text, near[-1].end, at) else None


def _next(article: Article, sentence: Sentence, at: int) -> Body | None:
    """The first body that acts behind a word, in its sentence or in a later one."""
    first = bisect_right(article.sentences, sentence.start, key=lambda s: s.start) - 1
    for later in article.sentences[first : first + NEXT]:
        for start, end in clauses(later, article.shown):
            for body in bodies(article.shown, start, end):
                if body.public and body.start >= at and (body.part in (Part.BY, Part.ACTS) or later is sentence):
                    return body
    return None
