"""Parts of Office documents: text without forbidden characters, and zips with reproducible bytes."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Final

from npfdesk.report.material import CannotBeMade

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MOMENTS: Final = re.compile(rb"(<dcterms:(?:created|modified)[^<>]*>)[^<]*(</dcterms:)")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
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


def without_control_characters(text: str) -> str:
    """Text without the signs that no document can hold."""
    return _CONTROLS.sub(" ", text)


def template_as_document(template: bytes, of_template: bytes, of_document: bytes) -> bytes:
    """A template's bytes as those of the document that it would begin: only the kind that they name is another.

    CannotBeMade where it is no zip.
    """
    stream = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as parts, zipfile.ZipFile(stream, "w") as out:
            for name in parts.namelist():
                part = parts.read(name)
                if name == "[Content_Types].xml":
                    part = part.replace(of_template, of_document)
                out.writestr(name, part)
    except (zipfile.BadZipFile, OSError, ValueError) as problem:
        raise CannotBeMade(str(problem)) from problem
    return stream.getvalue()
