"""Every citation of a workspace resolved against the workspace itself: the share that is, and why the rest is not.

    python benchmarks/citations.py WORKSPACE [DAY]

WORKSPACE holds an indexed collection (for the figures in the README: the 3,552 laws beside the project). Prints
counts and shares, then the reasons of what is not verified, names and dates left out, and the rate.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from policykit.catalog import Catalog
from policykit.cite.check import Checker
from policykit.cite.index import CorpusIndex
from policykit.cite.resolve import Verdict

SHOWN = 14
_NAMED = re.compile(
    r"[《“（][^《》“”（）]*[》”）]|\d{4}-\d\d-\d\d|\d{4}年|第[一二三四五六七八九十百千零〇之款项（）\d]+条?"
)


def main() -> None:
    day = date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else date.today()
    began = time.perf_counter()
    verdicts: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    internal: Counter[str] = Counter()
    with Catalog.of(Path(sys.argv[1])) as catalog:
        summaries = catalog.summaries()
        checker = Checker(catalog, CorpusIndex(summaries))
        for summary in summaries:
            document = catalog.load(summary.id)
            if document is None:
                continue
            report = checker.check(document, day)
            internal.update(e.verdict.value for e in report.internal)
            for entry in report.entries:
                verdicts[entry.verdict.value] += 1
                if entry.article:
                    articles[entry.verdict.value] += 1
                if entry.verdict is not Verdict.VERIFIED:
                    reasons[f"{entry.verdict.value}: {_NAMED.sub('…', entry.reason)[:60]}"] += 1
                if entry.verdict is Verdict.UNKNOWN_DOCUMENT:
                    titles[entry.title] += 1
    seconds = time.perf_counter() - began
    total = sum(verdicts.values())
    print(f"{len(summaries)} documents, {total} citations of others on {day} ({total / seconds:.0f} a second)")
    for name, counted in (("all", verdicts), ("with an article", articles), ("of itself", internal)):
        whole = sum(counted.values()) or 1
        shares = ", ".join(f"{v} {n} = {n / whole:.3f}" for v, n in counted.most_common())
        print(f"{name}: {whole}: {shares}")
    known = total - verdicts["unknown_document"]
    print(f"of those whose document the workspace has, verified: {verdicts['verified'] / max(1, known):.4f}")
    for reason, n in reasons.most_common(SHOWN):
        print(f"  {n:6}  {reason}")
    print("most cited of what the workspace lacks: " + ", ".join(f"{t} {n}" for t, n in titles.most_common(SHOWN)))


if __name__ == "__main__":
    main()
