"""Which Host header a request may have: a page elsewhere whose name is made to point here must get nothing.

An address in figures cannot be rebound by DNS, so any is allowed; of names only this machine's and those named.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send

from policykit.web.guard.plain import send_plain


class HostCheck:
    """ASGI middleware that answers 421 to any other host name."""

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        self._app = app
        self._names = frozenset(n.lower() for n in ("localhost", socket.gethostname(), *names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._known(scope):
            await send_plain(send, 421, "这个地址不是本服务器的名称。请用运行 policykit serve 时显示的地址打开。")
            return
        await self._app(scope, receive, send)

    def _known(self, scope: Scope) -> bool:
        given = [v for k, v in scope["headers"] if k == b"host"]
        return len(given) == 1 and known_host(given[0].decode("latin-1"), self._names)


def known_host(header: str, names: frozenset[str]) -> bool:
    """Whether a Host header is an address in figures or one of `names` (lower case)."""
    host = header.strip().lower()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    else:
        host = host.partition(":")[0]
    if host in names:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
