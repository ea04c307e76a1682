"""`policykit serve`: what it prints, where it binds, when it asks for a password."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

SERVE = [sys.executable, "-m", "policykit", "serve", "--no-browser"]


def _start(root: Path, *more: str, typed: str = "") -> tuple[subprocess.Popen[str], str]:
    command = [*SERVE, "--port", "0", "--workspace", str(root), *more]
    run = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert run.stdin is not None and run.stdout is not None
    run.stdin.write(typed)
    run.stdin.close()
    line = run.stdout.readline()
    found = re.search(r"http://\S+", line)
    assert found, line + run.stdout.read()
    return run, found[0]


def _stop(run: subprocess.Popen[str]) -> None:
    run.send_signal(signal.SIGINT)
    try:
        run.wait(30)
    finally:
        run.kill()
        assert run.stdout is not None
        run.stdout.close()


def test_it_serves_this_machine_only_and_asks_for_no_password(root: Path) -> None:
    run, address = _start(root)
    try:
        assert address.startswith("http://127.0.0.1:")
        assert httpx.get(f"{address}api/v1/documents").status_code == 200
    finally:
        _stop(run)


def test_other_hosts_make_it_ask_for_a_password(root: Path) -> None:
    run, address = _start(root, "--host", "0.0.0.0", typed="行政执法2026\n")
    try:
        assert httpx.get(f"{address}api/v1/documents").status_code == 401
        with httpx.Client(base_url=address) as client:
            token = client.get("/api/v1/session").json()["csrf"]
            headers = {"X-CSRF-Token": token}
            assert client.post("/api/v1/login", json={"password": "行政执法2026"}, headers=headers).status_code == 200
            assert client.get("/api/v1/documents").status_code == 200
    finally:
        _stop(run)


@pytest.mark.parametrize(
    ("more", "typed", "said"),
    [(("--host", "0.0.0.0"), "短\n", "密码太短"), (("--port", "99999"), "", "不是端口")],
)
def test_what_cannot_be_is_said(root: Path, more: tuple[str, ...], typed: str, said: str) -> None:
    command = [*SERVE, "--workspace", str(root), *more]
    done = subprocess.run(command, input=typed, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 2 and said in done.stderr


def test_a_port_in_use_is_said(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        command = [*SERVE, "--workspace", str(root), "--port", str(held.getsockname()[1])]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 2 and "换一个" in done.stderr


def test_it_needs_a_workspace(tmp_path: Path) -> None:
    done = subprocess.run([*SERVE, "--workspace", str(tmp_path)], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 2 and "policykit init" in done.stderr
