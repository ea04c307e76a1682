"""Old office formats, converted to .docx by LibreOffice where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from policykit.errors import UnreadableInput, UnsupportedFormat
from policykit.extract.limits import LIMITS

_SAVE_AS = "请用 WPS 或 Word 打开，另存为 .docx 再加入；或安装 LibreOffice 后重试。"
# A profile of its own: no macros, no linked content, no traces of the user's settings.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # noqa: E501


def find_converter() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(data: bytes, name: str, suffix: str) -> bytes:
    """The bytes of a .docx made from an old office file. `suffix` (`.doc`, `.rtf`) tells its format.

    Raises UnsupportedFormat where no converter is installed, UnreadableInput where it fails.
    """
    program = find_converter()
    if program is None:
        raise UnsupportedFormat(f"这台电脑上没有能读取 {suffix} 的软件：{name}", hint=_SAVE_AS)
    with tempfile.TemporaryDirectory(prefix="policykit-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        profile = home / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        # The name inside the folder is ours, whatever the user's file is called.
        (home / f"input{suffix}").write_bytes(data)
        _run(program, home, suffix, name)
        made = home / "out" / "input.docx"
        if not made.is_file() or made.stat().st_size == 0:
            raise UnreadableInput(f"转换失败，文件可能已损坏或加了密码：{name}", hint=_SAVE_AS)
        if made.stat().st_size > LIMITS.file_bytes:
            raise UnreadableInput(f"转换后的文件太大：{name}", hint=_SAVE_AS)
        return made.read_bytes()


def _run(program: str, home: Path, suffix: str, name: str) -> None:
    command = [
        program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--nofirststartwizard", "--convert-to", "docx", "--outdir", str(home / "out"),
        str(home / f"input{suffix}"),
    ]  # fmt: skip
    # A dead proxy keeps linked pictures and templates from being fetched.
    nowhere = "http://127.0.0.1:9"
    environment = {**os.environ, "http_proxy": nowhere, "https_proxy": nowhere, "HOME": str(home)}
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home,
        env=environment, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(timeout=LIMITS.seconds)
    except subprocess.TimeoutExpired:
        raise UnreadableInput(f"转换超过 {LIMITS.seconds} 秒没有完成：{name}", hint=_SAVE_AS) from None
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a converter that still runs, with all its helpers; the group is ours alone."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
