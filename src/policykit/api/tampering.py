"""A .docx in which one printed character differs: to show, and to test, that verification finds it."""

from __future__ import annotations

import io
import re
import zipfile

BODY = "word/document.xml"
WANTED = re.compile(r"(<w:t[^>]*>[^<]*?)应当")


def change_one_character(data: bytes) -> bytes:
    """The same file with the first 应当 in its body made 应常. Other parts keep their bytes.

    Raises ValueError where the body has no 应当.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == BODY:
                changed, count = WANTED.subn(r"\1应常", content.decode("utf-8"), count=1)
                if not count:
                    raise ValueError("no 应当 in the body")
                content = changed.encode("utf-8")
            target.writestr(item, content)
    return out.getvalue()
