"""Who a browser is: a signed cookie with a random id, the name the person gave, and whether they logged in.

The cookie is HttpOnly and SameSite=Strict. Every change also needs the CSRF token, which is derived from the
session and printed in the pages: another site can neither read it nor send the cookie.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import time
from dataclasses import dataclass, replace
from pathlib import Path

COOKIE = "policykit"
LASTS = 30 * 24 * 3600  # seconds a browser is remembered
LOGGED_IN = 12 * 3600  # seconds a login holds
_KEY_FILE = "key"


@dataclass(frozen=True, slots=True)
class Session:
    """`login` is when the password was given (seconds since 1970), 0 for never; `mark` of which password."""

    id: str
    person: str = ""
    login: int = 0
    mark: str = ""

    def named(self, person: str) -> Session:
        return replace(self, person=person)

    def logged_in(self, mark: str) -> Session:
        return Session(secrets.token_urlsafe(18), self.person, int(time.time()), mark)

    def holds(self, mark: str) -> bool:
        """Whether the login is fresh and of the present password."""
        return bool(mark) and self.mark == mark and time.time() - self.login < LOGGED_IN


class Sessions:
    """Makes and reads the cookies of one workspace; its key lies in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._key = _key(folder)

    @staticmethod
    def new() -> Session:
        return Session(secrets.token_urlsafe(18))

    def seal(self, session: Session) -> str:
        """The cookie's value."""
        values = [session.id, session.person, session.login, session.mark, int(time.time())]
        body = base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode("ascii").rstrip("=")
        return f"{body}.{self._sign(body)}"

    def open(self, cookie: str) -> Session | None:
        """The session of a cookie, or None for one that is not ours or too old."""
        body, _, signature = cookie.partition(".")
        if not body.isascii() or not signature.isascii() or not hmac.compare_digest(signature, self._sign(body)):
            return None
        try:
            values = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
            sid, person, login, mark, made = values
        except (ValueError, TypeError):
            return None
        return Session(sid, person, login, mark) if time.time() - made < LASTS else None

    def csrf(self, session: Session) -> str:
        """The token that forms and requests of this session must carry."""
        return self._sign(f"csrf {session.id}")

    def is_csrf(self, session: Session, token: str) -> bool:
        return token.isascii() and hmac.compare_digest(token, self.csrf(session))

    def _sign(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def _key(folder: Path) -> bytes:
    """The signing key, made at first use and readable by its owner only."""
    path = folder / _KEY_FILE
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        held = path.read_bytes()
        if len(held) == 32:
            return held
        handle = os.open(path, os.O_WRONLY | os.O_TRUNC, 0o600)
    made = secrets.token_bytes(32)
    with os.fdopen(handle, "wb") as out:
        out.write(made)
    return made
