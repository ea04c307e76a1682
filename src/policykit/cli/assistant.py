"""policykit mcp: the tools for assistants, over standard input and output."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from policykit.cli.workspace import workspace_option

MCP_HELP = """供智能助手调用的服务（MCP 协议，走标准输入输出）。

助手只能检索、读条款、核对引用、起草和核验，只读工作区文件夹，只往“成稿”文件夹里写新文件。
在助手的设置里把命令写成：policykit mcp --workspace 文件夹
"""


def register(commands: Any) -> None:
    """Add the mcp command."""
    mcp = commands.add_parser("mcp", help="供智能助手调用的服务", description=MCP_HELP)
    workspace_option(mcp)
    mcp.set_defaults(run=run_mcp)


def run_mcp(arguments: Namespace) -> int:
    from policykit.errors import UsageError

    try:
        from policykit.mcp.server import serve
    except ImportError as error:
        raise UsageError("没有安装供助手调用的组件", hint='在项目文件夹里运行 pip install ".[mcp]" 再试。') from error
    serve(arguments.workspace)
    return 0
