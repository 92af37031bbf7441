"""Packing a document's parts anew so that the same parts give the same bytes, whenever they were put together."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Final

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MOMENTS: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_DOCUMENTS: Final = (".xlsx", ".docx", ".pptx")


def packed(content: bytes, moment: datetime.datetime) -> bytes:
    """A zip of Office parts with no clock in it but `moment`, in its properties; workbooks inside it alike.

    The parts keep their order and their bytes, but for the created and modified of docProps/core.xml.
    """
    said = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as parts,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in parts.namelist():
            part = parts.read(name)
            if name == "docProps/core.xml":
                part = _MOMENTS.sub(rb"\g<1>" + said + rb"\g<2>", part)
            elif name.endswith(_DOCUMENTS) and zipfile.is_zipfile(io.BytesIO(part)):
                part = packed(part, moment)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            out.writestr(entry, part)
    return stream.getvalue()
