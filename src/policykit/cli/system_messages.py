"""The operating system's reasons in Chinese: they come in English inside messages that clerks read."""

from __future__ import annotations

import errno
import os
import re
from functools import cache

REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限，或者文件正在别的程序里打开",
    errno.EPERM: "不允许这样操作",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径当中有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "同时打开的文件太多",
    errno.EBUSY: "文件正被占用",
    errno.EIO: "磁盘读写出错",
    errno.ELOOP: "链接绕成了圈",
    errno.EINVAL: "名称或参数无效",
    errno.ENOMEM: "内存不足",
    errno.EFBIG: "文件太大",
    errno.EXDEV: "不能跨磁盘移动",
    errno.ETXTBSY: "文件正被占用",
}


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    words = {os.strerror(code): said for code, said in REASONS.items()}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))), words


def in_chinese(message: str) -> str:
    """The message with every reason of the operating system in Chinese."""
    pattern, words = _phrases()
    return pattern.sub(lambda found: words[found[0]], message)


def reason(error: OSError) -> str:
    """Why the operating system refused, with the file it was about."""
    said = REASONS.get(error.errno or 0) or error.strerror or str(error)
    return f"{said}：{error.filename}" if error.filename else said
