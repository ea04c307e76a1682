"""The workbench under load, on loopback: pages one at a time, then many readers and writers at once for a while.

    python benchmarks/web_load.py WORKSPACE [SECONDS [READERS [WRITERS]]]      (60 50 4)

The server runs in a process of its own, on a copy of WORKSPACE whose large files are links. First each kind of page
is asked for CALM times, each time with other words or another document: milliseconds at the client, and bytes. Then
every reader asks for a page, thinks for THINK seconds on the average and asks again, while every writer adds
clauses to the basket under a name of its own and uploads a small file now and then. Prints requests, errors, the
median, the 95th part of a hundred and the longest, what was written and what was found again afterwards.
"""

from __future__ import annotations

import asyncio
import contextlib
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

import httpx

CALM = 30
THINK = 1.0
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


async def person(client: httpx.AsyncClient, name: str) -> None:
    """Say a name, and keep the token for what follows."""
    client.headers["X-CSRF-Token"] = (await client.get("/api/v1/session")).json()["csrf"]
    (await client.post("/api/v1/person", json={"name": name})).raise_for_status()


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
        await person(client, "读者")
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


async def load(base: str, documents: list[str], seconds: float, readers: int, writers: int) -> None:
    took: list[float] = []
    errors: list[str] = []
    wrote: dict[str, set[str]] = {}
    uploaded: list[str] = []
    end = time.monotonic() + seconds

    async def timed(client: httpx.AsyncClient, method: str, path: str, **more: object) -> httpx.Response | None:
        began = time.perf_counter()
        try:
            answer = await client.request(method, path, **more)  # type: ignore[arg-type]
        except httpx.HTTPError as error:
            errors.append(f"{type(error).__name__} {path}")
            return None
        took.append((time.perf_counter() - began) * 1000)
        if answer.status_code >= 400 and not (answer.status_code == 404 and "/第" in path):
            errors.append(f"{answer.status_code} {path}")
        return answer

    async def read(n: int) -> None:
        pick = random.Random(n)
        async with httpx.AsyncClient(base_url=base, timeout=30) as client:
            await person(client, f"读者{n}")
            await asyncio.sleep(pick.random() * THINK)
            while time.monotonic() < end:
                asked = addresses(documents, pick) | {"提示": f"/api/v1/search/suggestions?q={pick.choice(WORDS)[:2]}"}
                await timed(client, "GET", pick.choice(list(asked.values())))
                await asyncio.sleep(pick.expovariate(1 / THINK))

    async def write(n: int) -> None:
        pick, name = random.Random(-n - 1), f"写者{n}"
        async with httpx.AsyncClient(base_url=base, timeout=30) as client:
            await person(client, name)
            turn = 0
            while time.monotonic() < end:
                turn += 1
                if turn % 10 == 5:
                    text = f"负载试验办法{n}之{turn}\n\n第一条　试验编号{n}零{turn}。\n第二条　完。\n".encode()
                    file = (f"试验{n}-{turn}.txt", text, "text/plain")
                    answer = await timed(client, "POST", "/api/v1/documents", files=[("files", file)])
                    if answer is not None and answer.status_code == 202:
                        uploaded.append(file[0])
                else:
                    ref = f"{pick.choice(documents)}~第{pick.choice('一二三四五')}条"
                    found = await timed(client, "GET", f"/api/v1/clauses/{ref}")
                    if found is not None and found.status_code == 200:
                        answer = await timed(client, "POST", "/api/v1/basket", json={"refs": [found.json()["ref"]]})
                        if answer is not None and answer.status_code == 200:
                            wrote.setdefault(name, set()).add(found.json()["ref"])
                    elif errors and errors[-1].startswith("404"):
                        errors.pop()
                await asyncio.sleep(pick.expovariate(1 / THINK))

    await asyncio.gather(*(read(n) for n in range(readers)), *(write(n) for n in range(writers)))
    ordered = sorted(took)
    p95 = ordered[int(len(ordered) * 0.95)]
    share = p95 / TARGETS["p95"]
    print(
        f"{readers} 读 {writers} 写 {seconds:.0f} 秒：{len(took)} 次，出错 {len(errors)} 次；"
        f"中位 {median(took):.0f} ms，p95 {p95:.0f} ms（{share:.2f} 倍于目标），最长 {ordered[-1]:.0f} ms"
    )
    for one in errors[:5]:
        print(f"  {one}")
    await found_again(base, wrote, uploaded)


async def found_again(base: str, wrote: dict[str, set[str]], uploaded: list[str]) -> None:
    """Whether everything that was answered for is there."""
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        lost = 0
        for name, refs in wrote.items():
            await person(client, name)
            held = {c["ref"] for c in (await client.get("/api/v1/basket")).json()["clauses"]}
            lost += len(refs - held)
        while any(j["state"] in ("waiting", "running") for j in (await client.get("/api/v1/jobs")).json()["jobs"]):
            await asyncio.sleep(0.5)
        listed = (await client.get("/api/v1/documents?q=试验&limit=500")).json()["documents"]
        missing = set(uploaded) - {d["path"] for d in listed}
    refs = sum(map(len, wrote.values()))
    print(f"写入 {refs} 条收集、{len(uploaded)} 份文件；丢失 {lost} 条、{len(missing)} 份")


def main() -> None:
    seconds, readers, writers = _figures()
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
            used = processor(pid)
            asyncio.run(load(base, documents, seconds, readers, writers))
            print(f"其间服务器用处理器 {processor(pid) - used:.0f} 秒；机器负载 {os.getloadavg()[0]:.1f}")
            memory = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
            print(f"内存最多 {int(memory[1]) // 1024} MB" if memory else "")


def _figures() -> tuple[float, int, int]:
    given = sys.argv[2:]
    return (
        float(given[0]) if given else 60.0,
        int(given[1]) if len(given) > 1 else 50,
        int(given[2]) if len(given) > 2 else 4,
    )


def wait_until_calm(base: str) -> None:
    """The server brings the index up to date when it starts."""
    while any(j["state"] in ("waiting", "running") for j in httpx.get(f"{base}api/v1/jobs").json()["jobs"]):
        time.sleep(0.5)


if __name__ == "__main__":
    main()
