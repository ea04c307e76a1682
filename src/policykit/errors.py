"""The one family of errors policykit raises for input it cannot use.

Imperfect content never raises: it is reported as a Diagnostic on the document. An error here means the
whole operation cannot go on. Messages are Chinese and say what happened, where, and what to do next.
"""

from __future__ import annotations


class PolicykitError(Exception):
    """Base of all errors meant for the user. `hint` says what to do next."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  怎么办：{self.hint}" if self.hint else self.message


class UnreadableInput(PolicykitError):
    """A file that cannot be opened, decoded or safely unpacked."""


class UnsupportedFormat(PolicykitError):
    """A file format no reader is installed for."""


class WorkspaceError(PolicykitError):
    """A workspace, catalog or index that is missing, damaged or locked."""


class QueryError(PolicykitError):
    """A search query that cannot be parsed."""


class ProfileError(PolicykitError):
    """A department profile that is missing or contradicts itself."""


class TemplateError(PolicykitError):
    """A template that cannot be parsed or names an unknown variable or slot."""


class RenderError(PolicykitError):
    """An output file that cannot be written in the format asked for."""


class UsageError(PolicykitError):
    """A command line or API call that asks for something impossible."""


class ConflictError(PolicykitError):
    """A change made on what somebody else has changed meanwhile: nothing was saved."""
