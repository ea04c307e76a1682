"""Choosing the renderer by suffix and putting the file on the disk in one step."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from policykit.errors import RenderError
from policykit.model.output import Annex, Draft

FORMATS = (".docx", ".xlsx", ".csv", ".md")


def to_bytes(output: Draft | Annex, suffix: str) -> bytes:
    """The file's bytes; of a .csv without its sidecar. Raises RenderError for an unknown suffix."""
    return _files(output, Path(f"_{suffix}"))[0][1]


def write(output: Draft | Annex, path: Path, *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write the file and, for .csv, its sidecar; answers with the paths written.

    Raises RenderError where a file is in the way and `overwrite` is not set, where the suffix is unknown,
    or where the folder cannot be written to. A failed write leaves no half file.
    """
    files = _files(output, path)
    for target, _ in files:
        if target.exists() and not overwrite:
            raise RenderError(f"文件已存在，没有覆盖：{target}", hint="换一个文件名，或加上 --force（覆盖）后重试。")
    for target, data in files:
        _replace(target, data)
    return tuple(target for target, _ in files)


def _files(output: Draft | Annex, path: Path) -> list[tuple[Path, bytes]]:
    # One renderer is loaded, not four: openpyxl alone costs a fifth of a second.
    match path.suffix.lower():
        case ".docx":
            from policykit.render import docx

            return [(path, docx.render(output))]
        case ".xlsx":
            from policykit.render import xlsx

            return [(path, xlsx.render(output))]
        case ".md":
            from policykit.render import markdown

            return [(path, markdown.render(output))]
        case ".csv":
            from policykit.render import delimited

            data, sidecar = delimited.render(output)
            return [(path, data), (path.with_name(f"{path.name}.policykit.json"), sidecar)]
    raise RenderError(
        f"不能写成这种格式：{path.suffix or path.name}", hint=f"请用这些扩展名之一：{' '.join(FORMATS)}。"
    )


def _replace(path: Path, data: bytes) -> None:
    name = ""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, path)
    except OSError as error:
        if name:
            with contextlib.suppress(OSError):
                os.unlink(name)
        raise RenderError(
            f"写不了文件：{path}（{error.strerror or error}）", hint="检查文件夹是否存在、是否有写入权限。"
        ) from error
