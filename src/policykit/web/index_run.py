"""One index run in a process of its own, so that readers are answered meanwhile and a crash harms nobody.

python -m policykit.web.index_run WORKSPACE      one JSON line for each step, the report or the error last
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.errors import PolicykitError, WorkspaceError

if TYPE_CHECKING:
    from policykit.api.workspace import Workspace

Tell = Callable[[str, int, int, str], None]


def indexed(workspace: Workspace, tell: Tell, *, inline: bool = False) -> dict[str, Any]:
    """Bring the index up to date; answers with the IndexReport by field names. Raises WorkspaceError."""
    if inline:
        return _report(workspace, tell)
    command = [sys.executable, "-m", "policykit.web.index_run", str(workspace.root.resolve())]
    report: dict[str, Any] | None = None
    problem = ("建立索引的进程意外停止", "再试一次；仍不行就运行 policykit index 看详细原因。")
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdout=pipe, stderr=nowhere, text=True, encoding="utf-8") as run:
        assert run.stdout is not None
        for line in run.stdout:
            said = json.loads(line)
            if "step" in said:
                tell(said["step"], said["done"], said["total"], said["current"])
            elif "report" in said:
                report = said["report"]
            else:
                problem = (said["message"], said["hint"])
    if report is None:
        raise WorkspaceError(problem[0], hint=problem[1])
    return report


def _report(workspace: Workspace, tell: Tell) -> dict[str, Any]:
    from policykit.model.codec import encode

    out: dict[str, Any] = encode(workspace.index(tell))
    return out


def main(root: str) -> int:
    """Run in this process and print as the module says."""
    from policykit.api.workspace import Workspace

    def say(**values: Any) -> None:
        print(json.dumps(values), flush=True)

    last = ["", -1]

    def tell(step: str, done: int, total: int, current: str) -> None:
        share = done * 50 // total if total else 0
        if [step, share] != last:  # a pipe need not carry every file of thousands
            last[:] = [step, share]
            say(step=step, done=done, total=total, current=current)

    try:
        say(report=_report(Workspace(Path(root)), tell))
    except PolicykitError as error:
        say(message=error.message, hint=error.hint)
        return 2
    except BrokenPipeError:  # the server has gone; what was read so far is kept for the next run
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
