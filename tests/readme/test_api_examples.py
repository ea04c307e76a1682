"""The Python of the documentation runs as printed, block after block in one session, and means what the text says."""

from __future__ import annotations

import inspect
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"```python\n(.*?)```", re.S)


def test_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("corpus", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    blocks = BLOCK.findall((ROOT / "docs" / "接口示例.md").read_text("utf-8"))
    assert len(blocks) >= 9
    for block in blocks:
        exec(compile(block, "接口示例.md", "exec"), names)
    assert names["report"].documents >= 12 and not names["report"].failures
    assert names["results"].total and names["answers"]
    assert names["law"].clause("第三条") is not None
    assert not names["checked"].clean
    assert names["verified"].clean, [f.reason for f in names["verified"].findings]
    assert "没有这个文件" in capsys.readouterr().out


def test_every_public_function_of_the_api_says_what_it_does() -> None:
    import importlib
    import pkgutil

    import policykit.api

    for info in pkgutil.iter_modules(policykit.api.__path__):
        module = importlib.import_module(f"policykit.api.{info.name}")
        assert module.__doc__, info.name
        for name, thing in vars(module).items():
            own = getattr(thing, "__module__", "") == module.__name__
            if name.startswith("_") or not own or not (inspect.isfunction(thing) or inspect.isclass(thing)):
                continue
            assert thing.__doc__, f"{info.name}.{name}"
            for inner, method in vars(thing).items() if inspect.isclass(thing) else ():
                if inspect.isfunction(method) and not inner.startswith("_"):
                    assert method.__doc__, f"{info.name}.{name}.{inner}"
