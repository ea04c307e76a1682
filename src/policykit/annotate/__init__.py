from collections.abc import Callable

from policykit.model.document import Document

RULES: tuple[tuple[str, Callable[[Document], Document]], ...] = ()
