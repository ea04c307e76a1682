"""Latency of opening, of the first query, and of 200 mixed queries with snippets (top ten).

    python benchmarks/search_latency.py WORKSPACE [ENGINE…]

The queries are made from the collection itself: words of its titles, phrases of its clauses, fields, brackets.
Prints milliseconds and ratios to the targets (median 3 ms and p95 10 ms with tantivy, median 80 ms with whoosh).
"""

from __future__ import annotations

import random
import resource
import sys
import time
from pathlib import Path

from policykit.catalog import Catalog
from policykit.errors import PolicykitError
from policykit.search.engines import NAMES
from policykit.search.session import Session

TARGET_MEDIAN = {"whoosh": 80.0, "tantivy": 3.0}
BRACKETS = str.maketrans("", "", "《》〈〉“”（）()")  # halves of them are no query
WORDS = ["行政处罚", "责令改正", "许可证", "听证", "罚款", "监督检查", "主管部门", "备案", "投诉举报", "法律责任"]


def queries(workspace: Path, count: int = 200) -> list[str]:
    pick = random.Random(7)
    with Catalog.of(workspace) as catalog:
        numbered = catalog.numbered()
        chosen = [n for n, _ in pick.sample(numbered, min(60, len(numbered)))]
        units = [u for u in catalog.units_of(chosen) if len(u.text) > 40]
    titles = [s.metadata.title for _, s in numbered if s.metadata.title]
    out: list[str] = []
    while len(out) < count:
        text, title = pick.choice(units).text.replace("\n", ""), pick.choice(titles)
        at = pick.randrange(len(text) - 12)
        piece = "".join(c for c in text[at : at + 8] if "一" <= c <= "鿿")
        one, two = pick.sample(WORDS, 2)
        out += [
            one,
            f"{one} {two}",
            piece[:4] or one,
            f'"{piece or one}"',
            f"({one} OR {two}) NOT 试行",
            f"标题:{title.translate(BRACKETS)[-6:]} {one}",
            f"年份:2015..2022 {one}",
            f"{piece[:2]} {one}" if piece else two,
        ]
    return out[:count]


def marked(session: Session, query: str) -> None:
    """A search whose hits are looked at, snippets and highlights too."""
    for hit in session.search(query, limit=10).hits:
        assert hit.snippet.text


def main() -> None:
    workspace = Path(sys.argv[1])
    asked = queries(workspace)
    for name in sys.argv[2:] or NAMES:
        began = time.perf_counter()
        try:
            session = Session(workspace, name)
        except PolicykitError as error:
            print(f"{name}: {error.message}")
            continue
        opened = time.perf_counter() - began
        marked(session, asked[0])
        first = time.perf_counter() - began
        times = []
        for query in asked:
            at = time.perf_counter()
            marked(session, query)
            times.append((time.perf_counter() - at) * 1000)
        times.sort()
        median, high = times[len(times) // 2], times[int(len(times) * 0.95)]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{name}: open {opened * 1000:.0f} ms, first answer {first * 1000:.0f} ms, median {median:.2f} ms "
            f"({TARGET_MEDIAN[name] / median:.2f} × target), p95 {high:.2f} ms, peak memory {memory:.0f} MiB"
        )


if __name__ == "__main__":
    main()
