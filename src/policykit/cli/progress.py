"""Progress on stderr for anything that takes longer than a second."""

from __future__ import annotations

import sys
import time

BAR_WIDTH = 24
FIRST_SHOWN_AFTER = 1.0  # seconds: quick work stays quiet
TERMINAL_INTERVAL = 0.1
LOG_INTERVAL = 5.0


class Progress:
    """Call with (done, total, what); use as a context manager so that the bar's line is ended."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.began = time.monotonic()
        self.shown_at = 0.0
        self.open_line = False

    def __call__(self, done: int, total: int, what: str = "") -> None:
        now = time.monotonic()
        if now - self.began < FIRST_SHOWN_AFTER:
            return
        terminal = sys.stderr.isatty()
        if done < total and now - self.shown_at < (TERMINAL_INTERVAL if terminal else LOG_INTERVAL):
            return
        self.shown_at = now
        share = done / total if total else 1.0
        counted = f"{self.title} {done}/{total}（{share:.0%}）"
        if terminal:
            filled = round(share * BAR_WIDTH)
            bar = "█" * filled + "░" * (BAR_WIDTH - filled)
            sys.stderr.write(f"\r\x1b[K{bar} {counted} {what[-36:]}")
            self.open_line = True
        else:
            sys.stderr.write(f"{counted} {what}\n")
        sys.stderr.flush()

    def step(self, title: str, done: int, total: int, what: str = "") -> None:
        """The same for work in several steps, each with its own title."""
        self.title = title
        self(done, total, what)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.open_line:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
