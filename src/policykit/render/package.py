"""Office packages whose bytes depend only on their content: the same draft gives the same file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from policykit.render.xml_text import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip entry can carry
_FIRST = "[Content_Types].xml"  # OPC readers expect it first


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip: names sorted, one fixed date, fixed attributes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda n: (n != _FIRST, n)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts[name])
    return buffer.getvalue()


def relationships(targets: dict[str, tuple[str, str]]) -> str:
    """Relationship id to (type, target); a bare type is one of the office document's own."""
    body = "".join(
        f'<Relationship Id="{name}" Type="{kind if "/" in kind else f"{OFFICE}/{kind}"}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def package_relationships(main: str) -> str:
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    return relationships(
        {
            "rId1": ("officeDocument", main),
            "rId2": (core, "docProps/core.xml"),
            "rId3": ("extended-properties", "docProps/app.xml"),
        }
    )


def core_properties(title: str) -> str:
    """Fixed dates: the file's bytes must not depend on when it was made."""
    stamp = "1980-01-01T00:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>policykit</dc:creator>"
        f"<cp:lastModifiedBy>policykit</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


def app_properties() -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{HEAD}<Properties xmlns="{office}"><Application>policykit</Application></Properties>'
