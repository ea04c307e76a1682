"""Running the workbench: which address, whether a password is asked for, and the browser."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from policykit.errors import UsageError
from policykit.web.app import build
from policykit.web.guard import password
from policykit.web.workbench import FOLDER


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve a workspace. `local`: nobody but this machine can reach `host`."""

    workspace: Path
    host: str = "127.0.0.1"
    port: int = 8765
    names: tuple[str, ...] = ()
    browser: bool = True
    new_password: bool = False
    local: bool = True


def serve(options: Options, ask_password: Callable[[], str], say: Callable[[str], None]) -> int:
    """Serve until stopped. Raises WorkspaceError for no workspace, UsageError for a port in use or a bad password."""
    folder = options.workspace / FOLDER
    app = build(options.workspace, names=options.names)
    if options.new_password or (not options.local and not password.is_set(folder)):
        password.set_password(folder, ask_password())
    app.state.bench.asks_password = password.is_set(folder)
    bound = _bind(options)
    # Files put into corpus/ by hand, and an index that an older version of the program made.
    app.state.bench.jobs.reindex("更新索引", "")
    port = bound.getsockname()[1]
    shown = "127.0.0.1" if options.local or options.host in ("0.0.0.0", "::") else options.host
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"
    say(f"工作台已打开：{address}")
    if not options.local:
        say(f"  同一网络的人用这台机器的地址打开，端口 {port}，需要密码。网络不可信时，请放在 HTTPS 反向代理之后。")
    say("  按 Ctrl+C 停止。")
    if options.browser:
        import webbrowser

        webbrowser.open(address)
    # A thread at work lets another run after this long: with the usual 5 ms the one that reads and sends for all waits.
    sys.setswitchinterval(0.0005)
    gc.set_threshold(20_000, 20, 50)  # requests make and drop much that has no cycles
    app.state.bench.alone = True
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=75,
    )
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stop)  # uvicorn ends in order, then raises the signal again
    try:
        uvicorn.Server(config).run(sockets=[bound])
    finally:
        app.state.press.close()
        app.state.bench.close()
    return 0


def _stop(*_: object) -> None:
    """A service manager ends the server: what it has begun is closed as at Ctrl+C."""
    raise SystemExit(0)


def _bind(options: Options) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        # Named TCP, asyncio turns Nagle's delay off: unnamed, every answer in two writes waits 40 ms for an ACK.
        bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name != "nt":  # there it would let two servers have one port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((options.host, options.port))
    except OSError as error:
        raise UsageError(
            f"不能在 {options.host}:{options.port} 上打开（{error.strerror or error}）",
            hint="端口可能被占用：换一个，如 --port 8766；或者工作台已经在运行，直接用浏览器打开。",
        ) from error
    bound.listen(512)
    return bound
