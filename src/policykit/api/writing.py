"""Writing a text file in one step: never half, never over another unless told."""

from __future__ import annotations

from pathlib import Path

from policykit.errors import RenderError


def write_text(path: Path, text: str, *, overwrite: bool = False) -> Path:
    """Write UTF-8 text to `path` and answer with it. Raises RenderError where a file is in the way or the folder
    cannot be written to."""
    if path.exists() and not overwrite:
        raise RenderError(f"文件已存在，没有覆盖：{path}", hint="换一个文件名，或加上 --force（覆盖）后重试。")
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise RenderError(f"写不了文件：{path}（{error.strerror or error}）", hint="检查文件夹和写入权限。") from error
    return path
