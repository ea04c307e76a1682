"""Department profiles of a workspace: which there are, reading and changing one, and what is wrong with it.

kept = read_profile(workspace, "单位概况")
save_profile(workspace, "单位概况", kept.version, {**kept.values, "自称": "我局"})
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from policykit.api.workspace import Workspace
from policykit.errors import ConflictError, ProfileError
from policykit.profile.entries import Fault, entries_of, faults, plain
from policykit.profile.places import FOLDER, kept_profiles, new_profile_path, profile_path
from policykit.profile.rewriting import rewritten

__all__ = [
    "Fault",
    "KeptProfile",
    "create_profile",
    "faults",
    "import_profile",
    "profiles",
    "read_profile",
    "save_profile",
]

OLD = "旧版"  # the folder with what was there before each change
_writing = threading.Lock()


@dataclass(frozen=True, slots=True)
class KeptProfile:
    """A profile as its file has it: `values` as `profile.entries` shapes them, `version` stands for the bytes."""

    name: str
    version: str
    values: dict[str, Any]
    changed: str

    def to_json(self) -> dict[str, Any]:
        """The fields by name; `changed` is when, ISO."""
        return {"name": self.name, "version": self.version, "values": self.values, "changed": self.changed}


def profiles(workspace: Workspace) -> tuple[str, ...]:
    """The names of the profiles there are."""
    return tuple(k.name for k in kept_profiles(workspace.root))


def read_profile(workspace: Workspace, name: str) -> KeptProfile:
    """A profile, however wrong its entries are. Raises ProfileError where there is none or it is no YAML."""
    return _kept(name, profile_path(workspace.root, name))


def create_profile(workspace: Workspace, name: str, values: Mapping[str, Any] | None = None) -> KeptProfile:
    """A new profile called `name`; without values one that has only the name. Raises ProfileError."""
    path = new_profile_path(workspace.root, name)
    given = plain(values or {"名称": name})
    _refuse(given)
    with _writing:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise ProfileError(f"已经有一份叫“{name}”的单位概况", hint="换一个名称。")
        _replace(path, rewritten("", given).encode())
    return _kept(path.stem, path)


def import_profile(workspace: Workspace, path: Path) -> KeptProfile:
    """A profile from a file somebody has: taken as it is written, remarks and all, under its file's name.

    Raises ProfileError for a name that is taken, for what is no profile, and for one that has faults.
    """
    data = path.read_bytes()
    place = new_profile_path(workspace.root, path.stem)
    _refuse(plain(entries_of(_decoded(data, path.stem))))
    with _writing:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            raise ProfileError(f"已经有一份叫“{path.stem}”的单位概况", hint="给文件换一个名称再选。")
        _replace(place, data)
    return _kept(place.stem, place)


def save_profile(workspace: Workspace, name: str, expected: str, values: Mapping[str, Any]) -> KeptProfile:
    """Change a profile that is still at the version a person saw; its old text is kept in templates/旧版/.

    Raises ProfileError that lists what is wrong, ConflictError where the file has changed meanwhile.
    """
    path = profile_path(workspace.root, name)
    given = plain(values)
    _refuse(given)
    with _writing:
        data = path.read_bytes()
        if _version(data) != expected:
            raise ConflictError(
                f"单位概况“{name}”刚被改过，您的修改没有保存", hint="刷新页面看最新内容，把自己的修改补上再保存。"
            )
        made = rewritten(_decoded(data, name), given).encode()
        if made != data:
            _keep_old(workspace.root / FOLDER / OLD, path, data)
            _replace(path, made)
    return _kept(name, path)


def _refuse(values: Mapping[str, Any]) -> None:
    found = faults(values)
    if found:
        told = "；".join(f"{f.at}：{f.message}" for f in found[:5])
        more = f"；还有 {len(found) - 5} 处" if len(found) > 5 else ""
        raise ProfileError(f"单位概况有 {len(found)} 处要改，没有保存：{told}{more}", hint="改正后再保存。")


def _kept(name: str, path: Path) -> KeptProfile:
    data = path.read_bytes()
    changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone().isoformat(timespec="seconds")
    return KeptProfile(name, _version(data), entries_of(_decoded(data, name)), changed)


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):  # Notepad on a Chinese Windows saves in the local code page
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    raise ProfileError(f"读不懂单位概况的文字编码：{name}", hint="用记事本另存为 UTF-8 后再试。")


def _version(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _keep_old(folder: Path, path: Path, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    kept = folder / f"{path.stem}-{stamp}-{_version(data)[:6]}{path.suffix}"
    _replace(kept, data)


def _replace(path: Path, data: bytes) -> None:
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".~")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(part, 0o644)
        os.replace(part, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(part)
        raise ProfileError(
            f"单位概况写不进去：{path.name}（{error.strerror or error}）", hint="检查文件夹权限和磁盘空间。"
        ) from error
