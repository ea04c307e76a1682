"""Characters of symbol fonts, which documents use for check boxes and bullets, as Unicode."""

from __future__ import annotations

# Wingdings and Symbol positions as Word writes them (private use F0xx); from the fonts' character tables.
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA1: "○", 0xA3: "□",
    0xA7: "▪", 0xA8: "□", 0xB2: "☆", 0xB5: "★", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑", 0x52: "☑", 0x53: "☒",
}  # fmt: skip
_SYMBOL = {
    0xB7: "•", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞",
    0x6D: "μ", 0x61: "α", 0x62: "β", 0x57: "Ω", 0x44: "Δ", 0x53: "Σ",
}  # fmt: skip


def symbol(font: str, code: str) -> str | None:
    """The character at hexadecimal `code` of `font`, None where it cannot be known."""
    try:
        value = int(code, 16)
    except ValueError:
        return None
    low = value & 0xFF if 0xF000 <= value <= 0xF0FF else value
    name = font.lower()
    if name.startswith("wingdings"):
        # Wingdings 2 and 3 place their signs otherwise; only the plain font is mapped, and the ticks of the second.
        if name.endswith("2"):
            return {0x52: "☑", 0x53: "☒", 0xA3: "□", 0x50: "✓", 0x4F: "✗", 0x2A: "□"}.get(low)
        return _WINGDINGS.get(low)
    if name.startswith("symbol"):
        return _SYMBOL.get(low)
    return chr(value) if 0x20 <= value < 0xD800 or 0xF900 <= value < 0xFFFE else None
