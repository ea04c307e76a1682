"""Which place of a document a person means: 第三条/第二款, 第三条第（一）项, 第3条, 二（一）1, 表1第3行, 引言."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from policykit.errors import UsageError
from policykit.lang.numerals import parse, to_chinese
from policykit.model.address import SPOKEN, by_labels, spoken
from policykit.model.document import Clause, Document, Table

NEAR = 6  # addresses named in a message
_NUMBER = re.compile(r"第([0-9]{1,6}|[〇零一二三四五六七八九十百千两]{1,12})(编|章|节|条|款|项|目|行)")
_SEPARATORS = re.compile(r"[/／、．.，,\s［］\[\]]+")
_BARE_NUMBER = re.compile(r"[0-9]{1,6}|[〇零一二三四五六七八九十百千两]{1,12}")
_PARAGRAPH = re.compile(r"(.+)/第([〇零一二三四五六七八九十百千两]{1,12})款")


def read_address(document: Document, text: str) -> str:
    """The address in the document that `text` means: of a clause, of an article's 款, of a table or of its row.

    Raises UsageError, which names what is near, where there is none or where it can be several.
    """
    text = text.strip()
    clauses = [c.address for c in document.clauses]
    short = by_labels(clauses)
    places = dict.fromkeys([*clauses, *(a for t in document.tables for a in _of_table(t))])
    if text in places:
        return text
    by_short = {v: k for k, v in short.items()}
    if text in by_short:
        return by_short[text]
    if (paragraph := _paragraph_address(document, text)) is not None:
        return paragraph
    wanted = _plain(text)
    for candidate in _readings(document, wanted):
        same = _alike(candidate, places, short)
        if len(same) == 1:
            return same[0]
        if same:
            raise UsageError(
                f"《{document.metadata.title}》里有几处都叫“{text}”", hint=f"请写全：{'，'.join(same[:NEAR])}。"
            )
    if (paragraph := _paragraph_address(document, _slashed(wanted))) is not None:
        return paragraph
    raise UsageError(f"《{document.metadata.title}》里没有这一处：{text}", hint=_near(document, text, list(places)))


def paragraph(document: Document, address: str) -> Clause | None:
    """An article's 款 (`第三条/第二款`), which is no clause of its own, as one; None where it has no such 款."""
    found = _PARAGRAPH.fullmatch(address)
    clause = document.clause(found[1]) if found else None
    number = parse(found[2]) if found else None
    if clause is None or number is None or not 1 <= number <= len(clause.paragraphs):
        return None
    span = clause.paragraphs[number - 1]
    label = address.rpartition("/")[2]
    return Clause(address, clause.level + 1, clause.kind, label, None, document.text[span], (span,))


def _paragraph_address(document: Document, text: str) -> str | None:
    """The same address where it names a 款 there is. Raises UsageError where the article has not so many."""
    found = _PARAGRAPH.fullmatch(text)
    clause = document.clause(found[1]) if found else None
    if found is None or clause is None:
        return None
    if paragraph(document, text) is not None:
        return text
    count = len(clause.paragraphs)
    has = f"只有 {count} 款" if count else "没有自己的正文"
    raise UsageError(
        f"《{document.metadata.title}》{spoken(clause.address)}{has}，没有第{found[2]}款",
        hint=f"看整条请写 ~{clause.address}。",
    )


def _of_table(table: Table) -> Iterable[str]:
    yield table.address
    for row in range(table.rows):
        if (address := table.row_address(row)) is not None:
            yield address


def _alike(wanted: str, places: Iterable[str], short: dict[str, str]) -> list[str]:
    """Addresses that read the same; for a table also without the clause it stands in."""
    same = [a for a in places if wanted in (_plain(a), _plain(short.get(a, a)), _plain(spoken(a)))]
    if same or not wanted.startswith("表"):
        return same
    return [a for a in places if _plain(a[a.find("表") :]) == wanted]


def _readings(document: Document, wanted: str) -> Iterable[str]:
    """What the words can stand for, the most literal first."""
    yield wanted
    if "第一款" in wanted:
        yield wanted.replace("第一款", "")  # an article of one paragraph has no 款 in its addresses
    if "#" not in wanted and _BARE_NUMBER.fullmatch(wanted) and (number := parse(wanted)) is not None:
        yield f"第{to_chinese(number)}条"
        yield to_chinese(number)


def _plain(text: str) -> str:
    """An address or the words for one, without what people write or leave out: / 、 . blanks, 第（一）项 as （一）."""
    for name, said in SPOKEN.items():
        text = text.replace(said, name)
    text = unicodedata.normalize("NFKC", text).replace("(", "（").replace(")", "）")
    text = _NUMBER.sub(_counted, text)
    text = text.replace("第（", "（").replace("）项", "）")
    return _SEPARATORS.sub("", text)


def _counted(found: re.Match[str]) -> str:
    number, unit = parse(found[1]), found[2]
    if number is None:
        return found[0]
    if unit == "目":
        return str(number)
    if unit == "行":
        return f"第{number}行"
    return f"（{to_chinese(number)}）" if unit == "项" else f"第{to_chinese(number)}{unit}"


def _slashed(wanted: str) -> str:
    """`第三条第二款` as the address it would be."""
    return re.sub(r"(?<=条)(?=第[〇零一二三四五六七八九十百千两]{1,12}款$)", "/", wanted)


def _near(document: Document, text: str, places: list[str]) -> str:
    near = get_close_matches(text, places, n=NEAR, cutoff=0.5)
    if not near:
        near = [a for a in places if text and text in a][:NEAR]
    if near:
        return f"相近的有：{'，'.join(near)}。"
    articles = [c.address for c in document.clauses if c.address.startswith("第") and c.address.endswith("条")]
    if articles:
        return f"这份文件的条文从{articles[0]}到{articles[-1]}。"
    return "不写 ~ 和后面的地址再运行一次，可以看到全部地址。"
