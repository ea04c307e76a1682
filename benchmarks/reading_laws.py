"""How fast a folder is read through all stages, beside merely opening and splitting the same files.

    python benchmarks/reading_laws.py ../shared/data/laws

Prints the files, characters and seconds of both, their ratio, and the peak memory of the largest process.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from policykit.api.reading import expand, parse_lines


def main(folder: Path) -> None:
    files = expand([folder])
    began = time.perf_counter()
    characters = 0
    for file in files:
        text = file.read_bytes().decode("utf-8", errors="replace")
        characters += len(text)
        text.splitlines()
    plain = time.perf_counter() - began

    began = time.perf_counter()
    clauses = failed = 0
    for outcome in parse_lines(files):
        if outcome.line is None:
            failed += 1
        else:
            clauses += outcome.line.count('"raw_spans"')  # one a clause; reading the JSON back is no part of reading
    full = time.perf_counter() - began

    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = spent.ru_utime + spent.ru_stime
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{len(files)} files, {characters} characters, {clauses} clauses, {failed} not read")
    print(
        f"opened and split: {plain:.1f} s; read through all stages: {full:.1f} s ({characters / full:.0f} characters/s)"
    )
    print(f"processor time of the readers: {processor:.1f} s")
    print(f"ratio {full / plain:.0f}; {len(files) / full:.0f} files/s; peak memory of a process {peak / 1024:.0f} MiB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
