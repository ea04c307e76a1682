"""The index stage alone, from a catalog that is already read: units per second of each engine.

    python benchmarks/index_engines.py WORKSPACE [ENGINE…]

Prints the rate and its ratio to the target (whoosh 1,500 units/s, tantivy 8,000 units/s on two cores).
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from policykit.catalog import Catalog
from policykit.search.engines import NAMES, choose
from policykit.search.indexing import catalog_units

TARGETS = {"whoosh": 1500, "tantivy": 8000}


def main() -> None:
    workspace = Path(sys.argv[1])
    for name in sys.argv[2:] or NAMES:
        with Catalog.of(workspace) as catalog, tempfile.TemporaryDirectory(dir=workspace) as folder:
            numbers = [n for n, _ in catalog.numbered()]
            units = catalog.counts()["units"]
            began = time.perf_counter()
            choose(name).write(Path(folder) / "index", catalog_units(catalog.file, numbers), frozenset())
            took = time.perf_counter() - began
            size = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
        rate = units / took
        print(
            f"{name}: {units} units in {took:.1f} s = {rate:.0f} units/s, "
            f"{rate / TARGETS[name]:.2f} × target, {size / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()
