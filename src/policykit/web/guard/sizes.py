"""How much a request may send: counted as it comes, so that no header has to be believed."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policykit.web.guard.plain import send_plain
from policykit.web.problems import TooLarge

MOST_JSON = 4_000_000  # bytes of a request without files
MOST_UPLOAD = 400_000_000  # bytes of a request with files
MOST_FILE = 100_000_000  # bytes of one file
MOST_FILES = 500  # files of one request


class SizeLimit:
    """ASGI middleware that ends a request that sends more than it may with 413."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        multipart = headers.get(b"content-type", b"").startswith(b"multipart/form-data")
        most = MOST_UPLOAD if multipart else MOST_JSON
        message = f"一次提交的内容太多（上限 {most // 1_000_000} MB）。请分几次提交。"
        declared = headers.get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > most:
            await send_plain(send, 413, message)
            return
        taken = 0

        async def receiving() -> Message:
            nonlocal taken
            got = await receive()
            taken += len(got.get("body", b""))
            if taken > most:
                raise TooLarge(message, hint="一次少选几份文件。")
            return got

        await self._app(scope, receiving, send)
