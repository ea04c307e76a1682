"""An answer in plain text, for what is refused before any page is made."""

from __future__ import annotations

from starlette.types import Send


async def send_plain(send: Send, status: int, message: str) -> None:
    """Send a whole answer of one line."""
    body = message.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
