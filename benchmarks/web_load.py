"""The workbench under load, on loopback: pages one at a time, then many readers and writers at once for a while.

    python benchmarks/web_load.py WORKSPACE [SECONDS [READERS [WRITERS [PAUSES]]]]      (60 50 4 0,1)

The server runs in a process of its own, on a copy of WORKSPACE whose large files are links; what asks is one light
process on the same machine. First each kind of page is asked for CALM times, each time with other words or another
document: milliseconds at the client, and bytes. Then, once for each of PAUSES, every reader asks for a page, waits for
the answer, pauses so many seconds on the average (0: not at all) and asks again, while every writer adds clauses to
the basket under a name of its own and uploads a small file with each tenth turn. Prints requests, errors, the median,
the 95th part of a hundred and the longest, for each kind too, what was written and what was found again afterwards.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

import httpx

CALM = 30
TARGETS = {"page": 100.0, "suggest": 50.0, "paint": 200_000.0, "p95": 300.0}
WORDS = [
    "行政处罚",
    "责令改正",
    "许可证",
    "听证",
    "罚款",
    "监督检查",
    "主管部门",
    "备案",
    "投诉举报",
    "法律责任",
    "合同",
    "未成年人",
]


def copy_of(workspace: Path, into: Path) -> Path:
    """The workspace with its originals and index files linked, the catalog copied."""
    root = into / "工作区"
    linked = lambda a, b: os.link(a, b) if not str(a).endswith((".sqlite", "manifest.tsv")) else shutil.copy2(a, b)  # noqa: E731
    for name in ("corpus", "indexes"):
        ignored = shutil.ignore_patterns("*-wal", "*-shm", ".lock")
        shutil.copytree(workspace / name, root / name, copy_function=linked, ignore=ignored)
    (root / "templates").mkdir()
    return root


@contextlib.contextmanager
def served(root: Path):  # type: ignore[no-untyped-def]
    """The address of a server of the workspace."""
    command = [sys.executable, "-m", "policykit", "serve", "--port", "0", "--no-browser", "--workspace", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as run:
        assert run.stdout is not None
        try:
            yield re.search(r"http://\S+", run.stdout.readline())[0], run.pid  # type: ignore[index]
        finally:
            run.terminate()


def addresses(documents: list[str], pick: random.Random) -> dict[str, str]:
    """One address of every kind of page, each time of another document or other words."""
    doc, (one, two) = pick.choice(documents), pick.sample(WORDS, 2)
    return {
        "检索": f"/search?q={one} {two}",
        "检索第二页": f"/search?q={two}&page=2",
        "阅读": f"/doc/{doc}/第{pick.choice('二三四五六')}条",
        "阅读并标词": f"/doc/{doc}?q={one}",
        "资料库": f"/corpus?q={two[:2]}&page={pick.randint(1, 3)}",
        "对照": f"/corpus/{doc}",
        "谁引用": f"/cited/{doc}",
    }


def processor(pid: int) -> float:
    """Seconds of processor time a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def calm(base: str, documents: list[str]) -> None:
    pick = random.Random(3)
    async with httpx.AsyncClient(base_url=base, timeout=30) as client:
        session = (await client.get("/api/v1/session")).json()
        (await client.post("/api/v1/person", json={"name": "读者"}, headers={"X-CSRF-Token": session["csrf"]}))
        for path in addresses(documents, pick).values():
            await client.get(path)  # opens the index in each thread
        times: dict[str, list[float]] = {}
        sizes: dict[str, int] = {}
        for _ in range(CALM):
            asked = addresses(documents, pick) | {"提示": f"/api/v1/search/suggestions?q={pick.choice(WORDS)[:2]}"}
            for kind, path in asked.items():
                began = time.perf_counter()
                async with client.stream("GET", path) as answer:
                    raw = sum([len(part) async for part in answer.aiter_raw()])
                if answer.status_code == 200 or (answer.status_code == 404 and "/第" in path):
                    times.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
                    sizes[kind] = max(sizes.get(kind, 0), raw)
                else:
                    print(f"  {answer.status_code} {path}")
        assets = 0
        for name in re.findall(r"/static/[\w./-]+", (await client.get(addresses(documents, pick)["阅读"])).text):
            async with client.stream("GET", name) as answer:
                assets += sum([len(part) async for part in answer.aiter_raw()])
    print(f"静态文件（阅读页）{assets / 1000:.0f} kB")
    for kind, took in times.items():
        goal = TARGETS["suggest" if kind == "提示" else "page"]
        first = (sizes[kind] + (assets if kind != "提示" else 0)) / TARGETS["paint"]
        print(
            f"{kind}：中位 {median(took):.1f} ms（{median(took) / goal:.2f} 倍于目标 {goal:.0f}），"
            f"最长 {max(took):.0f} ms；最大 {sizes[kind] / 1000:.0f} kB，连静态文件 {first:.2f} 倍于 200 kB"
        )


class Client:
    """One person's browser as far as the server can tell: one kept connection, a cookie, a token. It reads an answer to
    its end and unpacks it only where asked, so that it takes next to none of the processor it shares."""

    def __init__(self, base: str) -> None:
        host, _, port = base.removeprefix("http://").rstrip("/").partition(":")
        self._host, self._port, self._name = host, int(port), f"{host}:{port}"
        self._cookie = self._token = ""
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> tuple[int, bytes]:
        """Status and body as sent. Raises OSError, asyncio.IncompleteReadError where the connection breaks."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        lines = [f"{method} {quote(path, safe='/?&=%')} HTTP/1.1", f"Host: {self._name}", "Accept-Encoding: gzip"]
        lines += [f"Cookie: {self._cookie}"] if self._cookie else []
        if method != "GET":
            lines += [f"X-CSRF-Token: {self._token}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        if found := re.search(r"(?im)^set-cookie: (policykit=[^;]+)", head):
            self._cookie = found[1]
        raw = await reader.readexactly(int(headers["content-length"]))
        if headers.get("connection") == "close":
            writer.close()
            self._streams = None
        self._packed = headers.get("content-encoding") == "gzip"
        return int(head[9:12]), raw

    async def json(self, method: str, path: str, data: object = None) -> Any:
        """The answer read."""
        status, raw = await self.ask(method, path, json.dumps(data).encode() if data is not None else b"")
        if status >= 400:
            raise OSError(f"{status} {path}")
        return self.read(raw)

    def read(self, raw: bytes) -> Any:
        """An answer's JSON."""
        return json.loads(gzip.decompress(raw) if self._packed else raw)

    async def name(self, person: str) -> Client:
        """Say a name, and keep the token for what follows."""
        self._token = (await self.json("GET", "/api/v1/session"))["csrf"]
        await self.json("POST", "/api/v1/person", {"name": person})
        return self

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()


class Told:
    """What was asked and answered: milliseconds by kind, errors, what was written."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = {}
        self.paths: set[str] = set()
        self.errors: list[str] = []
        self.kept: dict[str, set[str]] = {}
        self.uploaded: list[str] = []

    async def timed(self, client: Client, kind: str, method: str, path: str, body: bytes = b"", sent: str = "") -> Any:
        """The answer's status and body; (0, b"") where there was none."""
        began = time.perf_counter()
        try:
            status, raw = await client.ask(method, path, body, sent or "application/json")
        except (OSError, asyncio.IncompleteReadError) as error:
            self.errors.append(f"{type(error).__name__} {path}")
            client.close()
            client._streams = None
            return 0, b""
        self.took.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
        if method == "GET":
            self.paths.add(path)
        if status >= 400 and not (status == 404 and "第" in path):  # an article that this document has not
            self.errors.append(f"{status} {method} {path}")
        return status, raw


async def load(base: str, documents: list[str], seconds: float, readers: int, writers: int, pause: float) -> None:
    told, run = Told(), f"{pause:g}"
    end = time.monotonic() + seconds

    async def rest(pick: random.Random) -> None:
        if pause:
            await asyncio.sleep(pick.expovariate(1 / pause))

    async def read(n: int) -> None:
        pick, client = random.Random(n), await Client(base).name(f"读者{n}")
        await asyncio.sleep(pick.random() * pause)
        while time.monotonic() < end:
            asked = addresses(documents, pick) | {"提示": f"/api/v1/search/suggestions?q={pick.choice(WORDS)[:2]}"}
            kind, path = pick.choice(list(asked.items()))
            await told.timed(client, kind, "GET", path)
            await rest(pick)
        client.close()

    async def write(n: int) -> None:
        pick, client, turn, name = random.Random(-n - 1), Client(base), 0, ""
        while time.monotonic() < end:
            turn += 1
            if turn % 300 == 1:  # a basket has room for 500 clauses
                name = f"写者{n}之{run}之{turn}"
                await client.name(name)
            if turn % 10 == 5:
                file = f"试验{n}-{run}-{turn}.txt"
                text = f"负载试验办法{n}之{run}之{turn}\n\n第一条　试验编号{n}零{turn}。\n第二条　完。\n"
                sent = (
                    f'--b\r\nContent-Disposition: form-data; name="files"; filename="{file}"\r\n\r\n{text}\r\n--b--\r\n'
                )
                kind = "multipart/form-data; boundary=b"
                if (await told.timed(client, "收入文件", "POST", "/api/v1/documents", sent.encode(), kind))[0] == 202:
                    told.uploaded.append(file)
            else:
                ref = f"{pick.choice(documents)}~第{pick.choice('一二三四五')}条"
                status, raw = await told.timed(client, "取一条", "GET", f"/api/v1/clauses/{ref}")
                if status == 200:
                    ref = client.read(raw)["ref"]
                    body = json.dumps({"refs": [ref]}).encode()
                    if (await told.timed(client, "收集", "POST", "/api/v1/basket", body))[0] == 200:
                        told.kept.setdefault(name, set()).add(ref)
            await rest(pick)
        client.close()

    await asyncio.gather(*(read(n) for n in range(readers)), *(write(n) for n in range(writers)))
    every = [ms for took in told.took.values() for ms in took]
    share = part(every, 0.95) / TARGETS["p95"]
    asks = f"答完一次停 {pause:g} 秒（平均）再问" if pause else "答完一次立刻问下一次"
    print(
        f"{readers} 读 {writers} 写 {seconds:.0f} 秒，{asks}：{len(every)} 次（每秒 {len(every) / seconds:.0f} 次，"
        f"不同的地址 {len(told.paths)} 个），出错 {len(told.errors)} 次；"
        f"中位 {median(every):.0f} ms，p95 {part(every, 0.95):.0f} ms（{share:.2f} 倍于目标），最长 {max(every):.0f} ms"
    )
    for kind, took in told.took.items():
        print(f"  {kind} {len(took)} 次：中位 {median(took):.0f}，p95 {part(took, 0.95):.0f}，最长 {max(took):.0f} ms")
    for one in told.errors[:5]:
        print(f"  {one}")
    await found_again(base, told)


def part(values: list[float], share: float) -> float:
    """The value that this share of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def found_again(base: str, told: Told) -> None:
    """Whether everything that was answered for is there."""
    client, lost = Client(base), 0
    for name, refs in told.kept.items():
        await client.name(name)
        lost += len(refs - {c["ref"] for c in (await client.json("GET", "/api/v1/basket"))["clauses"]})
    while any(j["state"] in ("waiting", "running") for j in (await client.json("GET", "/api/v1/jobs"))["jobs"]):
        await asyncio.sleep(0.5)
    listed: set[str] = set()
    page = 1
    while found := (await client.json("GET", f"/api/v1/documents?q=试验&limit=500&page={page}"))["documents"]:
        listed |= {d["path"] for d in found}
        page += 1
    missing = set(told.uploaded) - listed
    refs = sum(map(len, told.kept.values()))
    print(f"  写入 {refs} 条收集、{len(told.uploaded)} 份文件；丢失 {lost} 条、{len(missing)} 份")
    client.close()


def main() -> None:
    seconds, readers, writers, pauses = _figures()
    with tempfile.TemporaryDirectory(dir=Path(sys.argv[1]).parent) as folder:
        root = copy_of(Path(sys.argv[1]), Path(folder))
        with served(root) as (base, pid):
            wait_until_calm(base)
            listed = httpx.get(f"{base}api/v1/documents?limit=400&sort=path", timeout=60).json()["documents"]
            documents = [d["id"] for d in listed]
            used = processor(pid)
            asyncio.run(calm(base, documents))
            print(
                f"服务器每次用处理器 {(processor(pid) - used) / (CALM * 8) * 1000:.1f} ms；"
                f"机器负载 {os.getloadavg()[0]:.1f}"
            )
            for pause in pauses:
                used, own = processor(pid), time.process_time()
                asyncio.run(load(base, documents, seconds, readers, writers, pause))
                used, own = processor(pid) - used, time.process_time() - own
                print(f"  其间服务器用处理器 {used:.0f} 秒，发问的一方 {own:.0f} 秒；机器负载 {os.getloadavg()[0]:.1f}")
            memory = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
            print(f"内存最多 {int(memory[1]) // 1024} MB" if memory else "")


def _figures() -> tuple[float, int, int, list[float]]:
    given = [*sys.argv[2:], *("60", "50", "4", "0,1")[len(sys.argv) - 2 :]]
    return float(given[0]), int(given[1]), int(given[2]), [float(p) for p in given[3].split(",")]


def wait_until_calm(base: str) -> None:
    """The server brings the index up to date when it starts."""
    while any(j["state"] in ("waiting", "running") for j in httpx.get(f"{base}api/v1/jobs").json()["jobs"]):
        time.sleep(0.5)


if __name__ == "__main__":
    main()
