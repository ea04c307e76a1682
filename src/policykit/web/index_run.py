"""Uploads taken in and indexed in a process of its own: readers are answered meanwhile, and a crash harms nobody.

python -m policykit.web.index_run WORKSPACE
    reads a JSON list of folders (see `intake`); prints one JSON line for each step and each folder taken in, the
    report or the error last
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.errors import PolicykitError, WorkspaceError
from policykit.web.intake import take_in

if TYPE_CHECKING:
    from policykit.api.workspace import Workspace

_AFTER: int = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # on Windows; elsewhere see `main`
BEHIND = 10  # how far behind readers an index run stands for the processors (nice)
Tell = Callable[[str, int, int, str], None]
Taken = Callable[[Path, list[dict[str, Any]]], None]
"""Called with a folder whose files are in the corpus now, and what became of each."""


def indexed(
    workspace: Workspace, folders: Sequence[Path], tell: Tell, taken: Taken, *, inline: bool = False
) -> dict[str, Any]:
    """Take in uploads and bring the index up to date; answers with the IndexReport by field names.

    Raises WorkspaceError.
    """
    if inline:
        return _run(workspace, folders, tell, taken)
    command = [sys.executable, "-m", "policykit.web.index_run", str(workspace.root.resolve())]
    named = {str(folder.resolve()): folder for folder in folders}
    report: dict[str, Any] | None = None
    problem = ("建立索引的进程意外停止", "再试一次；仍不行，请技术人员看 policykit serve 窗口里的出错记录。")
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True, encoding="utf-8", creationflags=_AFTER
    ) as run:
        assert run.stdin is not None and run.stdout is not None
        with contextlib.suppress(OSError):  # one that has died already has nothing to say either
            run.stdin.write(json.dumps(list(named)))
            run.stdin.close()
        for line in run.stdout:
            said = json.loads(line)
            if "step" in said:
                tell(said["step"], said["done"], said["total"], said["current"])
            elif "taken" in said:
                taken(named[said["taken"]], said["files"])
            elif "report" in said:
                report = said["report"]
            else:
                problem = (said["message"], said["hint"])
    if report is None:
        raise WorkspaceError(problem[0], hint=problem[1])
    return report


def _run(workspace: Workspace, folders: Sequence[Path], tell: Tell, taken: Taken) -> dict[str, Any]:
    from policykit.model.codec import encode

    for folder in folders:
        taken(folder, take_in(workspace, folder))
    out: dict[str, Any] = encode(workspace.index(tell))
    return out


def main(root: str) -> int:
    """Run in this process and print as the module says."""
    from policykit.api.workspace import Workspace

    if hasattr(os, "nice"):
        os.nice(BEHIND)  # people who read wait for nobody's upload

    def say(**values: Any) -> None:
        print(json.dumps(values), flush=True)

    last = ["", -1]

    def tell(step: str, done: int, total: int, current: str) -> None:
        share = done * 50 // total if total else 0
        if [step, share] != last:  # a pipe need not carry every file of thousands
            last[:] = [step, share]
            say(step=step, done=done, total=total, current=current)

    def taken(folder: Path, files: list[dict[str, Any]]) -> None:
        say(taken=str(folder), files=files)

    try:
        folders = [Path(folder) for folder in json.loads(sys.stdin.read())]
        say(report=_run(Workspace(Path(root)), folders, tell, taken))
    except PolicykitError as error:
        say(message=error.message, hint=error.hint)
        return 2
    except BrokenPipeError:  # the server has gone; what was read so far is kept for the next run
        return 2
    except Exception as error:
        say(message=f"收入文件或建立索引时程序出错（{type(error).__name__}：{str(error)[:300]}）", hint=None)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
