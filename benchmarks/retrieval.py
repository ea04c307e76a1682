"""Retrieval quality on a judged set: questions asked of an indexed workspace, scored by the set's own tool.

    python benchmarks/retrieval.py KIND SET_DIR TOOL WORKSPACE [ENGINE…]

KIND and TOOL are what the scorer (eval_search.py KIND SET_DIR HITS) takes; WORKSPACE holds SET_DIR/docs, and is
indexed here with each engine. Prints the scorer's line, its ratio to the target, the difference between the engines,
and the milliseconds of a question. Targets: stard recall@10 0.53 and mrr@10 0.43, legal-dc hit@10 0.88 and mrr@10
0.65, engines within 0.01.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from policykit.search.engines import NAMES
from policykit.search.indexing import index
from policykit.search.result import batch_json
from policykit.search.session import Session

TARGETS = {"stard": {"recall@10": 0.53, "mrr@10": 0.43}, "legal-dc": {"hit@10": 0.88, "mrr@10": 0.65}}


def ask_all(workspace: Path, engine: str, questions: Path, out: Path) -> float:
    """Write the hits of every question; returns the median milliseconds of one."""
    times: list[float] = []
    with Session(workspace, engine) as session, out.open("w", encoding="utf-8") as lines:
        for line in questions.read_text("utf-8").splitlines():
            question = json.loads(line)
            began = time.perf_counter()
            hits = session.ask(question["text"], limit=10)
            times.append((time.perf_counter() - began) * 1000)
            lines.write(json.dumps(batch_json(question["qid"], hits), ensure_ascii=False) + "\n")
    return median(times)


def main() -> None:
    kind, folder, tool, workspace = sys.argv[1], *map(Path, sys.argv[2:5])
    found: dict[str, dict[str, float]] = {}
    for engine in sys.argv[5:] or NAMES:
        index(workspace, engine)
        with tempfile.TemporaryDirectory() as name:
            hits = Path(name) / "hits.jsonl"
            took = ask_all(workspace, engine, folder / "queries.jsonl", hits)
            ran = subprocess.run(
                [sys.executable, str(tool), kind, str(folder), str(hits)], capture_output=True, text=True, check=True
            )
        found[engine] = json.loads(ran.stdout)
        ratios = ", ".join(
            f"{name} {found[engine][name]} ({found[engine][name] / target:.2f} × target)"
            for name, target in TARGETS[kind].items()
        )
        print(f"{engine}: {ratios}, {took:.1f} ms a question\n  {ran.stdout.strip()}")
    if len(found) == 2:
        one, two = found.values()
        print("between the engines at most", max(abs(one[name] - two[name]) for name in TARGETS[kind]))


if __name__ == "__main__":
    main()
