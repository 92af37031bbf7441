"""File types, detected by content and not by name, and advice for types that are not read."""

from __future__ import annotations

import codecs
import io
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from npfdesk.plan.problems import Problem, Wording
from npfdesk.workbook.files.file_problems import (
    BINARY_WORKBOOK,
    EMPTY_FILE,
    ENCRYPTED,
    NO_FILE,
    NOT_A_WORKBOOK,
    NOT_READABLE,
    OTHER_ENCRYPTION,
    OWNER_FILE,
    SAVED_AS_TEXT,
    TRUNCATED,
    WRONG_FORMAT,
)
from npfdesk.workbook.files.zip_parts import part_name

SUFFIXES: Final = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".et", ".ett", ".ods", ".csv"}
)
"""The names under which a workbook may come; what it is, its content says."""

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument.spreadsheet"
_HEAD: Final = 65_536


class FileKind(StrEnum):
    """What a file is that can be read."""

    EXCEL = "xlsx"
    OLD_EXCEL = "xls"
    OPEN_DOCUMENT = "ods"
    SEPARATED_TEXT = "csv"


def refusal(path: Path) -> Problem | None:
    """Why a file cannot be a workbook at all, without reading it; None where it may be one."""
    name = path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            stream.read(1)
    except FileNotFoundError:
        return Problem(NO_FILE, text=name)
    except (OSError, ValueError) as problem:
        return unreadable(name, problem)
    if name.startswith("~$"):
        return Problem(OWNER_FILE, text=name, arguments={"owned": name[2:]})
    if size == 0:
        return Problem(EMPTY_FILE, text=name)
    if path.suffix.lower() not in SUFFIXES:
        return Problem(WRONG_FORMAT, text=name)
    return None


def unreadable(name: str, problem: OSError | ValueError) -> Problem:
    """That the system does not give the file, in the system's words."""
    reason = getattr(problem, "strerror", None) or str(problem)
    return Problem(NOT_READABLE, text=name, arguments={"reason": reason})


def kind_of(name: str, content: bytes) -> FileKind | Problem:
    """What a file's content is; a Problem that says what it is instead and what to do."""
    if content.startswith(_OLE):
        return _kind_of_ole(name, content)
    if content.startswith(_ZIP):
        return _kind_of_zip(name, content)
    if content.startswith(_BARE_BIFF):
        # Excel 2 to 4 wrote its records without a container around them
        return FileKind.OLD_EXCEL
    encoding, text = _decoded(content[:_HEAD], len(content) > _HEAD)
    markup = _markup(text)
    if markup is None and name.lower().endswith(".csv"):
        return FileKind.SEPARATED_TEXT
    if markup is None and any(one in text for one in "\n\t,;，；|"):
        markup = _PLAIN_TEXT
    if markup is None:
        return Problem(NOT_A_WORKBOOK, text=name)
    return Problem(
        SAVED_AS_TEXT, text=name, arguments={"what_zh": markup.zh, "what_en": markup.en, "encoding": encoding}
    )


def _kind_of_ole(name: str, content: bytes) -> FileKind | Problem:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") + b"\0\0" in content

    if holds("EncryptedPackage"):
        return Problem(ENCRYPTED, text=name)
    if holds("Workbook") or holds("Book"):
        return FileKind.OLD_EXCEL
    # the directory of the streams lies past the end of a copy that broke off
    directory = (int.from_bytes(content[48:52], "little") + 1) << int.from_bytes(content[30:31], "little")
    return Problem(TRUNCATED if directory >= len(content) else NOT_A_WORKBOOK, text=name)


def _kind_of_zip(name: str, content: bytes) -> FileKind | Problem:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {part_name(one).casefold() for one in archive.namelist()}
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mime = archive.read("mimetype").decode("ascii", "replace").strip()
                manifest = (
                    archive.getinfo("META-INF/manifest.xml") if "meta-inf/manifest.xml" in names else None
                )
                locked = (
                    manifest is not None
                    and manifest.file_size < 1_000_000
                    and b"encryption-data" in archive.read(manifest)
                )
                if mime.startswith(_OPEN_DOCUMENT):
                    encrypted = Problem(OTHER_ENCRYPTION, text=name, arguments={"reason": "OpenDocument"})
                    return encrypted if locked else FileKind.OPEN_DOCUMENT
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError):
        # the list of parts stands at the end: a copy that broke off has none
        cut = b"PK\x05\x06" not in content[-66_000:]
        return Problem(TRUNCATED if cut else NOT_A_WORKBOOK, text=name)
    if "xl/workbook.bin" in names:
        return Problem(BINARY_WORKBOOK, text=name)
    if "[content_types].xml" not in names or not any(one.startswith("xl/") for one in names):
        return Problem(NOT_A_WORKBOOK, text=name)
    return FileKind.EXCEL


_PLAIN_TEXT: Final = Wording("文本文件（如 csv）", "a text file (such as csv)")


def _markup(text: str) -> Wording | None:
    """What a text is that a browser or Excel takes for something else than lines; None for plain text."""
    start = text[:4096].lstrip().lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in start:
        return Wording("“XML 表格 2003”", "an XML Spreadsheet 2003")
    if start.startswith(("<!doctype html", "<html")) or "<table" in start:
        return Wording("网页（HTML）", "a web page (HTML)")
    return None


def _decoded(head: bytes, cut: bool) -> tuple[str, str]:
    """The encoding and the text of a beginning; nothing where it is no text in an encoding that offices use."""
    marked = {codecs.BOM_UTF8: "UTF-8", codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
    named = next((encoding for mark, encoding in marked.items() if head.startswith(mark)), "")
    if not named and b"\0" in head:
        return "", ""
    for encoding in (named,) if named else ("UTF-8", "GB18030"):
        try:
            # a letter of several bytes may be cut in two where the beginning ends
            text = codecs.getincrementaldecoder(encoding)().decode(head, final=not cut)
        except UnicodeDecodeError:
            continue
        if sum(letter < " " and letter not in "\t\r\n" for letter in text) == 0:
            return encoding, text
    return "", ""
