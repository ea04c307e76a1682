"""The sample corpus indexed once for every test that only looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.api.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with the documents of corpus/, in a folder whose name has Chinese and a space. Do not change it."""
    workspace = Workspace.create(tmp_path_factory.mktemp("工作区") / "我的 工作区")
    workspace.add([ROOT / "corpus"])
    workspace.index()
    return workspace
