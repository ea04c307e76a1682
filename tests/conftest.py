"""Marks for what a machine may lack: the reference data, LibreOffice, Chromium. Absent means skipped by name."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a red run means a changed program; HYPOTHESIS_PROFILE=explore looks further.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

LACKING = {
    "shared": (lambda: SHARED.is_dir(), "没有 ../shared 参考资料"),
    "libreoffice": (lambda: shutil.which("soffice") is not None, "没有安装 LibreOffice"),
    "browser": (lambda: shutil.which("chromium") is not None, "没有安装 Chromium"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for name, (present, reason) in LACKING.items():
        if present():
            continue
        for item in items:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference data beside the project; use with @pytest.mark.shared."""
    return SHARED
