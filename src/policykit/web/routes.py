"""What a page and an endpoint of the API are. Each module of pages/ lists its own; app.py serves them all.

An endpoint's `run` gets a `Call` and answers with JSON-able data that agrees with its schema, or with a `Download`.
A page's `run` answers with the values of its template. Both run in a worker thread, so they may read files and
databases, and raise any PolicykitError, which becomes an answer in Chinese with the right status.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.web.schema import Schema

if TYPE_CHECKING:
    from policykit.web.guard.sessions import Session
    from policykit.web.workbench import Reader, Workbench


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form: its name as the browser gave it, and where its bytes lie until the answer."""

    name: str
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read and checked: `path` from the address, `query` after the ?, `body` of the form or JSON."""

    bench: Workbench
    person: str
    path: dict[str, str]
    query: dict[str, Any]
    body: dict[str, Any] = field(default_factory=dict)
    files: tuple[Upload, ...] = ()
    session: Session | None = None  # of the browser; an endpoint may answer with another as `_session`
    csrf: str = ""
    client: str = ""  # the address the request came from

    @property
    def reader(self) -> Reader:
        """Catalog, search session and status of the corpus, in the state of now. Raises WorkspaceError."""
        return self.bench.reader()


@dataclass(frozen=True, slots=True)
class Download:
    """A file to keep. `content` is its bytes or where it lies."""

    content: bytes | Path
    name: str
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Param:
    """A value after the ? of an address. Repeated where the schema is an array."""

    name: str
    schema: Schema
    says: str = ""

    @property
    def required(self) -> bool:
        """One that must not be empty must be given."""
        return "minLength" in self.schema


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation of the API, below /api/v1.

    `body` is read from JSON or from a form; `files` says that it takes a multipart form with files. `login` False
    is for what must work before anyone has logged in; `person` True asks that the person has a name. `answer` None
    is for a download. `shared`: everybody is answered the same for as long as the corpus does not change. `again`: the
    template of the form to show once more, with `problem`, where a person filled it in wrongly.
    """

    method: str
    path: str
    summary: str
    run: Callable[[Call], Any]
    answer: Schema | None
    params: tuple[Param, ...] = ()
    body: Schema | None = None
    files: bool = False
    login: bool = True
    person: bool = False
    status: int = 200
    tag: str = ""
    shared: bool = False
    again: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its template, and its place in the navigation (`nav`, an entry of NAVIGATION) if any.

    `shared` says that it shows everybody the same but for name, token and size of the basket, so that it is kept ready
    for as long as the corpus does not change; it gives what else the page depends on, quickly and without a reader,
    or None where the page must be made anew. `ground` gives in a new state of the corpus all that such a page is made
    of, more quickly than the page is made: where that is as it was, the page kept in the state before stands. It may
    raise what the page would.
    """

    path: str
    template: str
    run: Callable[[Call], dict[str, Any]]
    params: tuple[Param, ...] = ()
    nav: str = ""
    login: bool = True
    person: bool = True
    shared: Callable[[Call], Hashable | None] | None = None
    ground: Callable[[Call], Hashable | None] | None = None


def alike(call: Call) -> Hashable:
    """For `Page.shared`: the page depends on its address and the corpus alone."""
    return ()


NAVIGATION: tuple[tuple[str, str], ...] = (
    ("/search", "检索"),
    ("/corpus", "资料库"),
    ("/draft", "起草"),
    ("/verify", "核验"),
    ("/charts", "图表"),
    ("/profile", "单位"),
)
"""Shown at the head of every page; an entry no page serves is left out."""
