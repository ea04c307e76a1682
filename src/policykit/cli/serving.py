"""policykit serve: the workbench in a browser."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from typing import Any

from policykit.cli.workspace import workspace_option

LOOPBACK = ("127.0.0.1", "::1", "localhost")
SERVE_HELP = """打开工作台：在浏览器里收文、检索、阅读、起草、核验。

默认只有本机能打开（127.0.0.1）。写 --host 0.0.0.0 让同一网络的人也能用，这时要设密码。
按 Ctrl+C 停止；没有做完的收文，下次启动会接着做。
"""


def register(commands: Any) -> None:
    """Add the serve command."""
    serve = commands.add_parser("serve", help="打开浏览器工作台", description=SERVE_HELP)
    serve.add_argument("--port", type=_port, default=8765, metavar="端口", help="默认 8765；0 表示任选一个空闲的")
    serve.add_argument("--host", default="127.0.0.1", metavar="地址", help="服务的地址（默认 127.0.0.1，只限本机）")
    serve.add_argument(
        "--name", action="append", default=[], metavar="域名", help="别人用来打开工作台的域名（可以写几次）"
    )
    serve.add_argument("--set-password", action="store_true", help="设置或更换密码")
    serve.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    workspace_option(serve)
    serve.set_defaults(run=run_serve)


def run_serve(arguments: Namespace) -> int:
    from policykit.errors import PolicykitError

    try:
        from policykit.web.serving import Options, serve
    except ImportError as error:
        raise PolicykitError(
            f"没有安装工作台需要的包（{error.name}）",
            hint='在项目文件夹里运行 pip install ".[web]"；不能上网的机器见 docs/安装说明.md。',
        ) from error
    options = Options(
        arguments.workspace,
        arguments.host,
        arguments.port,
        tuple(arguments.name),
        browser=not arguments.no_browser,
        new_password=arguments.set_password,
        local=arguments.host in LOOPBACK,
    )
    return serve(options, _ask_password, lambda line: print(line, flush=True))


def _ask_password() -> str:
    """A password typed twice, or one line where no terminal is there."""
    from getpass import getpass

    from policykit.errors import UsageError

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass("请设置工作台的密码：")
    if first != getpass("再输入一次："):
        raise UsageError("两次输入的密码不一样", hint="再运行一次。")
    return first


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise ArgumentTypeError(f"“{text}”不是端口，应是 0 到 65535 的整数")
    return int(text)
