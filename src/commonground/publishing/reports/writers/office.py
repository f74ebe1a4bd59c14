"""Office files without a time of their own, so that the same report is the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

DATE = (2000, 1, 1, 0, 0, 0)
TIME = re.compile(rb'(xsi:type="dcterms:W3CDTF">)[^<]*')
PROPERTIES = "docProps/core.xml"


def timeless(content: bytes) -> bytes:
    """The file with one date on all of its parts and in its properties, and so the workbooks of its charts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name, DATE), _part(name, made.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _part(name: str, data: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return timeless(data)
    return TIME.sub(rb"\g<1>2000-01-01T00:00:00Z", data) if name == PROPERTIES else data
