"""A workspace: the folder with corpus/ (originals), indexes/ (what can be rebuilt) and templates/."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.errors import WorkspaceError
from policykit.model.address import ClauseRef
from policykit.model.document import Document

if TYPE_CHECKING:
    from policykit.catalog import Catalog
    from policykit.corpus import Added, Corpus
    from policykit.search.indexing import IndexReport
    from policykit.search.session import Session

Progress = Callable[[int, int, str], None]

FOLDERS = ("corpus", "indexes", "templates")


class Workspace:
    """One workspace folder. Raises WorkspaceError where it has no corpus folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        if not (root / "corpus").is_dir():
            raise WorkspaceError(
                f"这里不是工作区：{os.path.realpath(root)}",
                hint="先运行 policykit init 建立工作区，或用 --workspace 指出工作区所在文件夹。",
            )

    @classmethod
    def create(cls, root: Path) -> Workspace:
        """Make the folders that are missing; what is there stays as it is."""
        try:
            for name in FOLDERS:
                (root / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(
                f"不能建立工作区 {root}：{error.strerror or error}", hint="换一个可写的文件夹。"
            ) from error
        return cls(root)

    @property
    def corpus(self) -> Corpus:
        from policykit.corpus import Corpus

        return Corpus(self.root)

    def catalog(self) -> Catalog:
        """The read-only catalog; use as a context manager. Raises WorkspaceError where nothing is indexed yet."""
        from policykit.catalog import Catalog

        return Catalog.of(self.root)

    def add(
        self, paths: Iterable[Path], progress: Progress | None = None, *, separate: bool = False
    ) -> tuple[Added, ...]:
        """Copy originals into corpus/, each told by its status and message: new, a new version, there already, refused.

        A few files are read at once, to recognise versions of documents that are there; of many at a time that is left
        to the index run. `separate`: a person says that they are documents of their own.
        """
        from policykit.api.recognising import add

        return add(self, paths, progress, separate=separate)

    def index(self, progress: Callable[[str, int, int, str], None] | None = None, engine: str = "auto") -> IndexReport:
        """Bring catalog and index up to date, and recognise new documents that are versions of others.

        Raises WorkspaceError where another run is under way.
        """
        from policykit.api.indexing import index

        return index(self, progress, engine)

    def searching(self, engine: str = "auto", profile: Path | None = None) -> Session:
        """The workspace opened for searching; use as a context manager. `profile` says who 我局 is."""
        from policykit.api.telling import teller
        from policykit.search.session import Session

        return Session(self.root, engine, self._own_names(profile), teller(self.root))

    @staticmethod
    def _own_names(profile: Path | None) -> tuple[str, ...]:
        if profile is None:
            return ()
        from policykit.profile import load_profile

        return load_profile(profile).own_names

    def find(self, name: str, catalog: Catalog) -> str:
        """The id of the one document that an id, path, 文号 or title names. Raises UsageError for none or several."""
        from policykit.api.naming import find

        return find(catalog, name, self.root)

    def load(self, name: str, catalog: Catalog) -> Document:
        """The document that a name means, as catalogued. Raises UsageError for no or several documents,
        WorkspaceError where the catalog has lost it."""
        document = catalog.load(self.find(name, catalog))
        if document is None:
            raise WorkspaceError(f"目录里没有读到文件：{name}", hint="运行 policykit index 重建目录。")
        return document

    def reference(self, text: str, catalog: Catalog) -> ClauseRef:
        """Read `<document>~<address>` or 《标题》第三条, the document by any of its names. The address is as
        written; `showing` understands it. Raises UsageError for no or several documents."""
        from policykit.api.naming import split_reference

        name, address = split_reference(catalog, text, self.root)
        return ClauseRef(self.find(name, catalog), address)
