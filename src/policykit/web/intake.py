"""Uploaded files taken into the corpus, in the process that then indexes them: reading them would hold up the server.

A folder of `incoming/` holds what one upload sent: `files.json` (who, the names, whether kept apart) and each file in
a folder by its number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.web.uploading import free_name

if TYPE_CHECKING:
    from policykit.api.workspace import Workspace
    from policykit.corpus import Added

NOTE = "files.json"
WORDS = {
    "added": "已收入",
    "new_version": "作为新版本收入",
    "duplicate": "内容重复，没有再收",
    "unchanged": "与资料库里的完全相同",
    "refused": "没有收入",
    "unpacked": "已打开",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """The note of a folder. `separate`: a file of a name already taken is a document of its own."""

    person: str
    files: tuple[str, ...]
    separate: bool

    def keep(self, folder: Path) -> None:
        """Write the note: from now on the files count as sent."""
        said = {"person": self.person, "files": self.files, "separate": self.separate}
        (folder / NOTE).write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def of(cls, folder: Path) -> Sent:
        """The note of a folder. Raises OSError, ValueError, KeyError where there is none that can be read."""
        said = json.loads((folder / NOTE).read_text("utf-8"))
        return cls(said["person"], tuple(said["files"]), bool(said["separate"]))


def take_in(workspace: Workspace, folder: Path) -> list[dict[str, Any]]:
    """Take the files of a folder into the corpus; what became of each, by name, state, message, id and path."""
    sent = Sent.of(folder)
    paths = [folder / str(n) / name for n, name in enumerate(sent.files)]
    if sent.separate:
        paths = [_apart(workspace, path) for path in paths]
    added: dict[str, list[Added]] = {}
    for one in workspace.add(paths, separate=sent.separate):
        added.setdefault(one.container or one.given, []).append(one)
    out = []
    for path, one in ((file, each) for file in paths for each in added[str(file)]):
        name = path.name + one.given.removeprefix(str(path))
        status = one.status.value
        message = WORDS[status] if status == "unchanged" or not one.message else one.message
        out.append({"name": name, "state": status, "message": message, "id": one.id, "path": one.path})
    return out


def _apart(workspace: Workspace, path: Path) -> Path:
    """The file under a name that the corpus has not, unless it has these very bytes there."""
    corpus = workspace.corpus
    place = corpus.file(path.name)
    if not place.exists() or place.read_bytes() == path.read_bytes():
        return path
    taken = (p.name for p in corpus.root.iterdir())
    return path.rename(path.with_name(free_name(path.name, taken)))
