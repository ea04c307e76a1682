"""Web pages saved as one file (.mht): the page inside, without its pictures."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import Message

from policykit.errors import UnreadableInput


def page_of(data: bytes, name: str) -> bytes:
    """The bytes of the first HTML part. Raises UnreadableInput where there is none."""
    try:
        message: Message = message_from_bytes(data, policy=policy.compat32)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes) and payload.strip():
                    return payload
    except (ValueError, LookupError, RecursionError):
        pass
    raise UnreadableInput(f"网页存档里没有网页正文：{name}", hint="请在浏览器中打开后另存为“网页，仅 HTML”再加入。")
