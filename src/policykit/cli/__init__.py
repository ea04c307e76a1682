"""The command line. Each command is a thin shell over policykit.api."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit status is 0 done, 1 findings, 2 bad input or usage."""
    arguments = sys.argv[1:] if argv is None else argv
    from policykit.contract import parse_json
    from policykit.pipeline import read

    print(json.dumps(parse_json(read(Path(arguments[1]))), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
