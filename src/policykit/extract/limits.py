"""How much input is taken before a reader says no. A real policy document stays far below each of these."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes are in bytes, `seconds` is wall time for one run of an outside converter."""

    file_bytes: int = 100 * MEBIBYTE
    text_bytes: int = 40 * MEBIBYTE
    zip_members: int = 5_000
    zip_total_bytes: int = 400 * MEBIBYTE
    zip_part_bytes: int = 60 * MEBIBYTE
    zip_ratio: int = 250
    zip_ratio_floor: int = MEBIBYTE  # small parts may shrink as far as they like
    pdf_pages: int = 3_000
    seconds: int = 120


LIMITS = Limits()
