"""Rendering: a draft or an annex as .docx, .xlsx, .csv or .md, with its provenance inside.

write(output, path)    by the path's suffix, atomically; never over a file unless told
to_bytes(output, ".docx")    the same without touching the disk
"""

from policykit.render.write import FORMATS, to_bytes, write

__all__ = ["FORMATS", "to_bytes", "write"]
