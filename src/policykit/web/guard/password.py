"""The password of a server that others can reach: kept only as a scrypt hash (RFC 7914), in the workspace."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

from policykit.errors import UsageError

COST = {"n": 2**15, "r": 8, "p": 1}  # 32 MiB and about 0.1 s a try
MEMORY = 64 * 1024 * 1024
SHORTEST = 8  # characters
FILE = "password.json"


def set_password(folder: Path, password: str) -> None:
    """Keep the hash of a password in `folder`. Raises UsageError for a short one."""
    if len(password) < SHORTEST:
        raise UsageError(f"密码太短：至少 {SHORTEST} 个字符", hint="换一个长些的密码。")
    salt = secrets.token_bytes(16)
    made = {**COST, "salt": _text(salt), "hash": _text(_hash(password, salt, COST))}
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{FILE}.part"
    part.write_text(json.dumps(made), encoding="ascii")
    os.chmod(part, 0o600)
    part.replace(folder / FILE)


def is_set(folder: Path) -> bool:
    """Whether a password is kept in `folder`."""
    return (folder / FILE).is_file()


def matches(folder: Path, password: str) -> bool:
    """Whether this is the password. False where none is set."""
    try:
        held = json.loads((folder / FILE).read_text("ascii"))
        cost = {name: int(held[name]) for name in COST}
        return hmac.compare_digest(_hash(password, _bytes(held["salt"]), cost), _bytes(held["hash"]))
    except (OSError, ValueError, KeyError):
        return False


def mark(folder: Path) -> str:
    """A value that is another after every change of the password: sessions made before it end."""
    try:
        return hashlib.sha256((folder / FILE).read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def _hash(password: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"), salt=salt, n=cost["n"], r=cost["r"], p=cost["p"], maxmem=MEMORY
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
