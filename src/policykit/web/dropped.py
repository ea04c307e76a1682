"""Files dropped on a page to be read once, never kept: laid out under their own names until they have been read."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policykit.errors import PolicykitError, UsageError
from policykit.web.routes import Upload


@contextmanager
def laid_out(files: tuple[Upload, ...]) -> Iterator[list[Path]]:
    """The files under names of their own in a folder that is gone afterwards; a sidecar lies beside its file."""
    with tempfile.TemporaryDirectory(prefix="policykit-") as folder:
        out = []
        for file in files:
            name = file.name.replace("\\", "/").rpartition("/")[2].strip()
            if not name or name in (".", "..") or not name.isprintable() or len(name.encode()) > 240:
                raise UsageError("文件名读不出来", hint="给文件换一个短一点的普通名字再试。")
            shutil.copyfile(file.path, Path(folder) / name)
            out.append(Path(folder) / name)
        try:
            yield out
        except PolicykitError as error:
            error.message = error.message.replace(f"{folder}{os.sep}", "")  # where it lay means nothing to the person
            raise
