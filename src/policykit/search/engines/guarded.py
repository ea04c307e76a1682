"""An open index that says in plain words when its files are damaged, whatever its engine throws then.

A damaged index is marked, so that the next index run makes it anew: it holds nothing that is not in the catalog.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from policykit.errors import PolicykitError, WorkspaceError
from policykit.search.engine import EngineSearcher, Found, Plan
from policykit.search.engines.state import mark_damaged

# Nothing that these tell of is wrong with the files; the second of them is about what was asked.
_NOT_OURS = (
    PolicykitError,
    UnicodeEncodeError,
    MemoryError,
    RecursionError,
    KeyboardInterrupt,
    SystemExit,
    GeneratorExit,
)


class Guarded:
    """An engine's searcher, opened and asked with care."""

    def __init__(self, folder: Path, opening: Callable[[Path], EngineSearcher]) -> None:
        self._folder = folder
        with self._care():
            self._inner = opening(folder)

    @contextmanager
    def _care(self) -> Iterator[None]:
        try:
            yield
        except _NOT_OURS:
            raise
        except BaseException as error:  # a panic of a library in Rust is no Exception
            mark_damaged(self._folder)
            raise WorkspaceError(
                f"检索索引已损坏：{self._folder}", hint="请运行 policykit index，会自动重建；原件和目录库不受影响。"
            ) from error

    def top(self, plan: Plan, limit: int) -> tuple[list[Found], int]:
        with self._care():
            return self._inner.top(plan, limit)

    def everything(self, plan: Plan) -> list[tuple[int, int]]:
        with self._care():
            return self._inner.everything(plan)

    def count(self, plan: Plan) -> int:
        with self._care():
            return self._inner.count(plan)

    def frequency(self, token: str) -> int:
        try:  # asked for every token: a context manager would cost more than the answer
            return self._inner.frequency(token)
        except Exception:
            with self._care():
                return self._inner.frequency(token)

    def size(self) -> int:
        return self._inner.size()

    def covered(self, units: frozenset[int], weights: tuple[tuple[str, float], ...]) -> dict[int, float]:
        with self._care():
            return self._inner.covered(units, weights)

    def close(self) -> None:
        self._inner.close()
