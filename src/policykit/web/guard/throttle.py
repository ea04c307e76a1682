"""How often a password may be tried: a few times at once, then with growing pauses, for each address and for all."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from policykit.web.problems import TooMany

FREE = 5  # failures before the first pause
LONGEST = 900.0  # seconds
FORGET = 3600.0  # seconds after which failures no longer count
ALL_FREE = 50  # failures from anywhere before everybody must pause
KEPT = 10_000  # addresses remembered


class Throttle:
    """Failures by address. `check` before a try, then `failed` or `succeeded`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def check(self, address: str) -> None:
        """Raises TooMany where this address, or all together, must wait."""
        with self._lock:
            wait = max(self._wait(address, FREE), self._wait("", ALL_FREE))
        if wait > 0:
            seconds = int(wait) + 1
            raise TooMany("密码试错次数太多，暂时不能登录", hint=f"请在 {seconds} 秒后再试。", wait=seconds)

    def failed(self, address: str) -> None:
        with self._lock:
            for who in (address, ""):
                count, last = self._failures.pop(who, (0, 0.0))
                if self._clock() - last > FORGET:
                    count = 0
                self._failures[who] = (count + 1, self._clock())
            while len(self._failures) > KEPT:
                self._failures.popitem(last=False)

    def succeeded(self, address: str) -> None:
        with self._lock:
            self._failures.pop(address, None)

    def _wait(self, who: str, free: int) -> float:
        count, last = self._failures.get(who, (0, 0.0))
        if count < free:
            return 0.0
        pause = min(LONGEST, 2.0 ** (count - free))
        return last + pause - self._clock()
