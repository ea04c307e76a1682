"""What can go wrong in answering a request, beyond the errors of the lower floors: each knows its HTTP status."""

from __future__ import annotations

from policykit.errors import (
    PolicykitError,
    RenderError,
    UnreadableInput,
    UnsupportedFormat,
    UsageError,
    WorkspaceError,
)


class WebError(PolicykitError):
    """Base of the errors below. `status` is the HTTP status of the answer."""

    status = 400


class Unauthorized(WebError):
    """Nobody has logged in, and this server asks for a password."""

    status = 401


class Refused(WebError):
    """The request is not from a page of this server, or its person has not said who they are."""

    status = 403


class NotFound(WebError):
    """No such document, clause, job, record or page."""

    status = 404


class Conflict(WebError):
    """Somebody else changed the thing since it was read. `current` is its present state, JSON-able."""

    status = 409

    def __init__(self, message: str, *, hint: str = "", current: object = None) -> None:
        super().__init__(message, hint=hint)
        self.current = current


class TooLarge(WebError):
    """More bytes or files than are taken at once."""

    status = 413


class TooMany(WebError):
    """Too many tries. `wait` is in seconds."""

    status = 429

    def __init__(self, message: str, *, hint: str = "", wait: int = 1) -> None:
        super().__init__(message, hint=hint)
        self.wait = wait


def status_of(error: PolicykitError) -> int:
    """The HTTP status that says what an error of any floor is."""
    if isinstance(error, WebError):
        return error.status
    if isinstance(error, WorkspaceError):
        return 503
    if isinstance(error, (UnreadableInput, UnsupportedFormat, RenderError, UsageError)):
        return 422
    return 400
