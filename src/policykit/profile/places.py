"""Where a workspace keeps its departments' profiles: YAML files in templates/ or beside it, called by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from policykit.errors import ProfileError

FOLDER = "templates"
SUFFIXES = (".yaml", ".yml")
FORBIDDEN = frozenset('/\\:*?"<>|')
LONGEST = 60  # characters of a name
FIRST = 20_000  # characters of a file in which it must say 名称
_NAMED = re.compile(r"^\ufeff?名称[ \t]*[:：]", re.M)


@dataclass(frozen=True, slots=True)
class Kept:
    """One profile's file."""

    name: str
    path: Path


def kept_profiles(root: Path) -> tuple[Kept, ...]:
    """The profiles of a workspace folder, by name. Of two of one name that in templates/ is meant.

    Beside templates/ lie other YAML files too: only those that say 名称 count there.
    """
    found = {p.stem: p for p in _files(root) if _NAMED.search(p.read_text("utf-8", "replace")[:FIRST])}
    found.update((p.stem, p) for p in _files(root / FOLDER))
    return tuple(Kept(name, found[name]) for name in sorted(found))


def _files(folder: Path) -> tuple[Path, ...]:
    if not folder.is_dir():
        return ()
    return tuple(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file() and p.name[0] not in ".~")


def profile_path(root: Path, name: str) -> Path:
    """The file of the profile of this name. Raises ProfileError, which says which there are."""
    kept = kept_profiles(root)
    found = next((k.path for k in kept if k.name == name), None)
    if found is None:
        raise ProfileError(
            f"没有“{name}”这份单位概况" if name else "还没有选单位概况",
            hint=f"可用的有：{'、'.join(k.name for k in kept)}。" if kept else "先在“单位”页新建一份。",
        )
    return found


def new_profile_path(root: Path, name: str) -> Path:
    """Where a profile of a new name goes. Raises ProfileError for a name that is taken or cannot be a file's."""
    plain = name.strip()
    if not plain or len(plain) > LONGEST or set(plain) & FORBIDDEN or plain[0] in ".~" or not plain.isprintable():
        raise ProfileError(
            f"“{name}”不能用作单位概况的名称", hint='写单位的名称即可，不要有 / \\ : * ? " < > | 这些符号。'
        )
    if any(k.name.casefold() == plain.casefold() for k in kept_profiles(root)):
        raise ProfileError(f"已经有一份叫“{plain}”的单位概况", hint="换一个名称，或直接修改那一份。")
    return root / FOLDER / f"{plain}.yaml"
