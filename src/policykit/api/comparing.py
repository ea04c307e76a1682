"""Comparing two versions of a document and writing the comparison."""

from __future__ import annotations

from pathlib import Path

from policykit.api.reading import read
from policykit.api.workspace import Workspace
from policykit.compare import Comparison, as_html, as_table, compare
from policykit.errors import RenderError
from policykit.model.document import Document
from policykit.render import write


def compare_versions(old: str, new: str, workspace: Path = Path()) -> Comparison:
    """Compare two documents, each a file on disk or a document of the workspace by any of its names.

    Raises UsageError where a name means nothing, UnreadableInput or UnsupportedFormat for a file.
    """
    return compare(_document(old, workspace), _document(new, workspace))


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
    if path.exists() and not overwrite:
        raise RenderError(f"文件已存在，没有覆盖：{path}", hint="换一个文件名，或加上 --force（覆盖）后重试。")
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(as_html(comparison), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise RenderError(f"写不了文件：{path}（{error.strerror or error}）", hint="检查文件夹和写入权限。") from error
    return path
