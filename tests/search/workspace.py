"""A workspace whose documents are made by hand and read without the parser."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.catalog.making import Maker, regulation

from policykit.corpus import Corpus
from policykit.model.annotation import Deadline
from policykit.model.document import ClauseKind, Document, Metadata
from policykit.search.indexing import IndexReport, index

SHELF: dict[str, Document] = {}
ENGINES = [n for n in ("whoosh", "tantivy") if n == "whoosh" or find_spec("tantivy")]
CASES = Path(__file__).parents[1] / "cases" / "search"


def lines_of(name: str, mark: str) -> list[tuple[str, str]]:
    """The lines of a case file of search, parted at the mark; those that begin with # are notes."""
    lines = [line for line in (CASES / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return [(asked, wanted) for asked, _, wanted in (line.partition(mark) for line in lines)]


def read(path: Path) -> Document:
    return SHELF[path.name]


def put(workspace: Path, name: str, document: Document) -> None:
    """Shelve a document under a file name; the file's bytes are its text, so a change is seen."""
    SHELF[name] = document
    folder = workspace / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(document.raw, "utf-8")


def run(workspace: Path, engine: str) -> IndexReport:
    return index(workspace, engine, workers=1)


def notice() -> Document:
    maker = Maker("临江市行政执法公示实施方案")
    maker.clause("preamble", ClauseKind.PREAMBLE, None, None, "为落实“谁执法谁公示”，制定本方案。")
    maker.clause("一", ClauseKind.UNIT, "一", "工作目标", "到2021年底，全市执法信息公开、公平、公正。")
    maker.clause("二", ClauseKind.UNIT, "二", "主要任务")
    maker.clause(
        "二/（一）", ClauseKind.UNIT, "（一）", "人员管理", "严格实行持证上岗制度，组织执法资格考试。", level=2
    )
    maker.clause("二/（二）", ClauseKind.UNIT, "（二）", "清单管理", "公布“免罚轻罚”清单和GB/T 9704标准。", level=2)
    maker.table(
        "二/（二）/表1", "二/（二）", ("任务", "责任单位"), ("梳理清单", "临江市司法局"), ("抽查税务", "望河区政府")
    )
    goal = maker.clauses[1]
    at = goal.text.index("到2021年底")
    deadline = Deadline("一", "到2021年底", None, "2021-12-31", False, goal.locate(at, at + 7))
    metadata = Metadata(
        title=maker.title,
        doc_number="临政办发〔2020〕12号",
        issuers=("临江市人民政府办公室",),
        issued_date="2020-03-05",
        genre="方案",
        region="云川省临江市",
        authority="规范性文件",
    )
    return maker.done(metadata=metadata, deadlines=(deadline,))


def old_measures() -> Document:
    maker = Maker("云川省行政执法证件办法")
    maker.clause("第一条", ClauseKind.ARTICLE, "第一条", None, "执法人员经考试合格，持证上岗。")
    maker.clause("第二条", ClauseKind.ARTICLE, "第二条", None, "證件由省政府統一印制，期限为2012年以前。")
    metadata = Metadata(title=maker.title, issued_date="2008-01-01", authority="地方政府规章", region="云川省")
    return maker.done(metadata=metadata)


def repealing() -> Document:
    maker = Maker("云川省行政执法人员管理办法")
    maker.clause("第一条", ClauseKind.ARTICLE, "第一条", None, "《云川省行政执法证件办法》同时废止。")
    metadata = Metadata(
        title=maker.title,
        issued_date="2019-06-01",
        effective_date="2019-07-01",
        repeals=("云川省行政执法证件办法",),
        authority="地方政府规章",
    )
    return maker.done(metadata=metadata)


def filled(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The four documents above, in the corpus folder."""
    SHELF.clear()
    monkeypatch.setattr("policykit.pipeline.read", read)
    for name, document in (
        ("监督条例.txt", regulation()),
        ("公示方案.txt", notice()),
        ("证件办法.txt", old_measures()),
        ("管理办法.txt", repealing()),
    ):
        put(workspace, name, document)
    assert Corpus(workspace).root.is_dir()
