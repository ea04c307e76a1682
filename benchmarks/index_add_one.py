"""Adding one document to an indexed workspace: seconds of a whole `index` run, and its ratio to the target of 1 s.

    python benchmarks/index_add_one.py WORKSPACE ENGINE

The workspace must be indexed with this engine; the document added is taken out again.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from policykit.search.indexing import index

TEXT = "青石县行政执法人员考核办法\n\n" + "\n".join(
    f"第{n}条 青石县行政执法机关应当每年组织一次执法人员考核。" for n in "一二三四五六七八九"
)


def main() -> None:
    workspace, engine = Path(sys.argv[1]), sys.argv[2]
    index(workspace, engine)
    file = workspace / "corpus" / "青石县行政执法人员考核办法.txt"
    try:
        file.write_text(TEXT, "utf-8")
        began = time.perf_counter()
        report = index(workspace, engine)
        took = time.perf_counter() - began
        print(f"{engine}: {report.units} units, +{len(report.added)} document in {took:.2f} s, {1 / took:.2f} × target")
    finally:
        file.unlink()
        index(workspace, engine)


if __name__ == "__main__":
    main()
