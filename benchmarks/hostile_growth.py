"""How the time of reading grows with the size of hostile input: whole pipeline, one size against twice the size.

    python benchmarks/hostile_growth.py [CHARACTERS]

Prints the ratio for each shape; linear work gives about 2. CHARACTERS is the smaller size (default 500,000).
"""

from __future__ import annotations

import sys
import time

from policykit.extract import extract_bytes
from policykit.pipeline import process

SHAPES = {
    "一行到底": "为了贯彻落实有关规定，各部门要认真执行。",
    "左括号": "（",
    "成对括号": "（）",
    "第一条": "第一条",
    "第一条成行": "第一条\n",
    "一、（一）": "一、工作。（一）内容。",
    "书名号": "《某条例》",
    "未闭合书名号": "《",
    "日期": "2026年5月底前",
    "由": "由市司法局",
    "空格": "　 ",
    "引号": "“",
    "数字": "1",
    "繁体": "為貫徹執法責任制，",
}


def seconds(piece: str, characters: int) -> float:
    data = (piece * (characters // len(piece))).encode()
    began = time.process_time()
    process(extract_bytes(data, "来文.txt"))
    return time.process_time() - began


def main(characters: int) -> None:
    for name, piece in SHAPES.items():
        once, twice = seconds(piece, characters), seconds(piece, 2 * characters)
        print(
            f"{name:8s} {once:7.2f} s, twice the size {twice:7.2f} s, ratio {twice / max(once, 1e-9):.2f}", flush=True
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
