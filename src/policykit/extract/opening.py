"""Reads a file's bytes, saying in plain words why it cannot be read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from policykit.errors import UnreadableInput
from policykit.extract.limits import LIMITS, MEBIBYTE


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises UnreadableInput for anything that is not a readable file of sensible size."""
    try:
        # O_NONBLOCK keeps a named pipe from hanging the program; O_BINARY only exists on Windows.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError:
        raise UnreadableInput(f"文件名里有不能用的字符：{path!s:.200}", hint="请给文件改名后再试。") from None
    except OSError as error:
        raise _refusal(path, error) from None
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise _directory(path)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableInput(f"不是普通文件，无法读取：{path}", hint="请给出一个文档文件的路径。")
        check_size(status.st_size, str(path))
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(LIMITS.file_bytes + 1)
    except OSError as error:
        raise _refusal(path, error) from None
    finally:
        os.close(handle)
    check_size(len(data), str(path))
    return data


def check_size(size: int, name: str) -> None:
    """Raises UnreadableInput for an empty file and for one above the limit."""
    if size == 0:
        raise UnreadableInput(f"文件是空的：{name}", hint="请确认文件已完整下载或复制，再重新加入。")
    if size > LIMITS.file_bytes:
        raise UnreadableInput(
            f"文件太大（{size / MEBIBYTE:.0f} MB，上限 {LIMITS.file_bytes // MEBIBYTE} MB）：{name}",
            hint="请确认这是政策文档；如果里面有大量图片，另存为不含图片的文档再加入。",
        )


def _directory(path: Path) -> UnreadableInput:
    return UnreadableInput(f"这是文件夹，不是文件：{path}", hint="请给出文件夹里的具体文件。")


def _refusal(path: Path, error: OSError) -> UnreadableInput:
    if isinstance(error, FileNotFoundError):
        return UnreadableInput(f"找不到文件：{path}", hint="请检查路径和文件名是否写对。")
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):
        return _directory(path)
    if isinstance(error, PermissionError):
        return UnreadableInput(f"没有读取这个文件的权限：{path}", hint="请检查文件权限，或关闭正在占用它的程序。")
    if isinstance(error, NotADirectoryError):
        return UnreadableInput(f"路径中间有一段不是文件夹：{path}", hint="请检查路径是否写对。")
    if "symbolic link" in (error.strerror or "").lower():
        return UnreadableInput(f"符号链接互相指向，找不到真正的文件：{path}", hint="请直接给出原文件的路径。")
    if "name too long" in (error.strerror or "").lower():
        return UnreadableInput(f"文件名太长：{str(path)[:100]}……", hint="请把文件名改短后再试。")
    return UnreadableInput(f"读取文件失败：{path}（{error.strerror or error}）", hint="请确认文件没有损坏、磁盘可用。")
