"""What the pages show of the corpus as a whole: validity, document facts, clauses as they may be cited."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from policykit.api.quoting import official_citation
from policykit.api.validity import Standing, standing
from policykit.web.problems import NotFound
from policykit.web.schema import STRING, Schema, array, nullable, record

if TYPE_CHECKING:
    from policykit.model.document import Document, Metadata
    from policykit.web.workbench import Reader, Workbench

VALIDITY: Schema = record(
    force=STRING,
    word=STRING,
    since=nullable(STRING),
    by=nullable(STRING),
    by_title=nullable(STRING),
    parts=array(STRING),
)
_TONES = {"in_force": "good", "repealed": "bad", "replaced": "bad", "not_yet": "info", "undated": "warn"}


def standing_of(reader: Reader) -> Standing:
    """Validity of every document today, made once for each state of the corpus and each day."""
    today = date.today()
    return reader.once(("standing", today), lambda: standing(reader.catalog, today))


def stocked(bench: Workbench) -> bool:
    """Whether there is any document to work on."""
    if not bench.indexed():
        return False
    reader = bench.reader()
    return bool(reader.once(("counts",), reader.catalog.counts)["documents"])


def badge(reader: Reader, doc_id: str) -> dict[str, Any]:
    """A status badge: word, tone (a CSS class), and what it says when looked at closely."""
    found = standing_of(reader).validity.get(doc_id)
    if found is None:
        return {
            "word": "效力未知",
            "tone": "warn",
            "says": "目录里没有这份文件的效力信息",
            "by": None,
            "by_title": None,
        }
    says = {
        "in_force": "资料库里没有文件说它失效",
        "repealed": f"被《{found.by_title}》废止" if found.by_title else "已被废止",
        "replaced": f"有更新的文本：《{found.by_title}》" if found.by_title else "有更新的文本",
        "not_yet": f"自 {found.since} 起施行" if found.since else "尚未施行",
        "undated": "文件没有写日期，资料库里也没有文件废止它，效力没有核对",
    }[found.force]
    if found.since and found.force in ("repealed", "replaced"):
        says += f"（{found.since} 起）"
    word, tone = found.word, _TONES[found.force]
    if found.parts:
        says = "；".join((*found.parts[:3], *(("……",) if len(found.parts) > 3 else ())))
        word += "，部分条款已废止" if found.part_repealed else "，部分条款已修改"
        tone = "warn"
    return {"word": word, "tone": tone, "says": says, "by": found.by, "by_title": found.by_title}


def document_of(reader: Reader, doc_id: str) -> Document:
    """The document with this id. Raises NotFound."""
    found = reader.document(doc_id)
    if found is None:
        raise NotFound(f"资料库里没有这份文件：{doc_id}", hint="可能已经移出资料库；到“资料库”里看看。")
    return found


def title_of(metadata: Metadata, path: str) -> str:
    """The title, or the file's name where none was read."""
    return metadata.title or path.rpartition("/")[2]


def cite_as(document: Document, address: str) -> str:
    """《标题》（文号）第三条第二款."""
    return official_citation(document.metadata, address, document.source.path.rpartition("/")[2])
