"""How a worker process begins: it must not outlive a killed parent, nor hold its lock."""

from __future__ import annotations

import gc
import os
import threading
import time

from policykit.catalog.lock import let_go_inherited

LOOK_EVERY = 0.5  # seconds
COLLECT_AFTER = 50_000  # objects: reading makes many that live long, and hardly any in cycles


def begin(parent: int) -> None:
    """Initializer of a worker of process `parent`. A killed parent closes no pipe, so its end is looked for."""
    let_go_inherited()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 50)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os._exit(1)
