"""Comparing two versions of a document and writing the comparison."""

from __future__ import annotations

from pathlib import Path

from policykit.api.reading import read
from policykit.api.workspace import Workspace
from policykit.api.writing import write_text
from policykit.compare import Comparison, as_html, as_table, compare
from policykit.model.document import Document
from policykit.render import write


def compare_versions(old: str, new: str, workspace: Path = Path()) -> Comparison:
    """Compare two documents, each a file on disk or a document of the workspace by any of its names.

    Without `new`, `old` names a document of the workspace, which is compared with the version before it. Raises
    UsageError where a name means nothing or there is no earlier version, UnreadableInput or UnsupportedFormat for a
    file.
    """
    if not new:
        from policykit.api.versions import preceding

        return compare(*preceding(Workspace(workspace), old))
    return compare(_document(old, workspace), _document(new, workspace))


def comparison(old: Document, new: Document) -> Comparison:
    """The same of two documents already read. Never raises."""
    return compare(old, new)


def _document(name: str, root: Path) -> Document:
    if Path(name).is_file():
        return read(Path(name))
    workspace = Workspace(root)
    with workspace.catalog() as catalog:
        return workspace.load(name, catalog)


def write_comparison(comparison: Comparison, path: Path, *, overwrite: bool = False) -> Path:
    """The comparison as .html, or as a 修改对照表 in any format of `render`. Raises RenderError."""
    if path.suffix.lower() != ".html":
        return write(as_table(comparison), path, overwrite=overwrite)[0]
    return write_text(path, as_html(comparison), overwrite=overwrite)
