"""The engines there are. Only modules of this folder name whoosh or tantivy."""

from __future__ import annotations

from importlib.util import find_spec

from policykit.errors import UsageError
from policykit.search.engine import Engine

NAMES = ("tantivy", "whoosh")


def choose(name: str = "auto") -> Engine:
    """The engine of this name; `auto` is tantivy where it is installed, else whoosh.

    Raises UsageError for another name, or for tantivy where it is not installed.
    """
    if name == "auto":
        name = "tantivy" if find_spec("tantivy") else "whoosh"
    if name == "whoosh":
        from policykit.search.engines.whoosh_engine import WhooshEngine

        return WhooshEngine()
    if name == "tantivy":
        if not find_spec("tantivy"):
            raise UsageError("没有安装 tantivy 引擎", hint='在项目文件夹里运行 pip install ".[fast]"，或改用 whoosh。')
        from policykit.search.engines.tantivy_engine import TantivyEngine

        return TantivyEngine()
    raise UsageError(f"没有“{name}”这个检索引擎", hint="可用：auto、whoosh、tantivy。")
