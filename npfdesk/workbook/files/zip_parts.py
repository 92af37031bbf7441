"""A workbook's zip: its parts by name, decompressed under limits and checked for forbidden content."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Final
from xml.parsers import expat

from npfdesk.plan.problems import Problem, ProblemKind
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.file_problems import (
    DAMAGED,
    DECLARES_ENTITIES,
    DUPLICATE_PARTS,
    ENCRYPTED,
    INFLATES_TOO_FAR,
    TOO_LARGE,
)

_BLOCK: Final = 65_536
_XML: Final = (".xml", ".rels", ".vml", ".xlsx", ".rdf")
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class FileRefused(Exception):
    """Reading goes no further; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Parts:
    """The parts of a zipped workbook. Nothing is inflated beyond the limits, however small the file says it is."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.inflated = 0
        self.elements = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as problem:
            raise self.refused(DAMAGED, reason=reason_of(problem)) from problem
        entries = self._archive.infolist()
        if len(entries) > limits.ENTRIES:
            raise self.too_large("部件", "parts", limits.ENTRIES)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            folded = entry.filename.casefold()
            if folded in self._entries:
                raise self.refused(DUPLICATE_PARTS, part=entry.filename)
            if entry.flag_bits & 1:
                raise self.refused(ENCRYPTED)
            if entry.compress_type not in _METHODS:
                raise self.refused(DAMAGED, reason=f"{entry.filename}: {entry.compress_type}")
            self._entries[folded] = entry

    def __enter__(self) -> Parts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._entries

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file."""
        return tuple(entry.filename for entry in self._entries.values())

    def refused(self, kind: ProblemKind, **arguments: object) -> FileRefused:
        """That this file is refused."""
        return FileRefused(Problem(kind, text=self.name, arguments=arguments))

    def too_large(self, what_zh: str, what_en: str, most: int) -> FileRefused:
        """That this file holds too much of something."""
        return self.refused(TOO_LARGE, what_zh=what_zh, what_en=what_en, most=f"{most:,}")

    def size(self, part: str) -> int:
        """The bytes of a part, as the file declares them."""
        return self._entries[part.casefold()].file_size

    def blocks(self, part: str) -> Iterator[bytes]:
        """A part block by block, its checksum proved at the end."""
        entry = self._entries[part.casefold()]
        length = 0
        try:
            with self._archive.open(entry) as stream:
                while block := stream.read(_BLOCK):
                    length += len(block)
                    self.inflated += len(block)
                    ratio = length / max(entry.compress_size, 1)
                    if length > limits.RATIO_FROM_BYTES and ratio > limits.RATIO:
                        raise self.refused(INFLATES_TOO_FAR, part=entry.filename, ratio=limits.RATIO)
                    if self.inflated > limits.INFLATED_BYTES:
                        raise self.too_large("解压后字节数", "bytes when inflated", limits.INFLATED_BYTES)
                    yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as problem:
            raise self.refused(DAMAGED, reason=reason_of(problem)) from problem

    def stream(self, part: str) -> io.BufferedIOBase:
        """A part to be read by a library; it has been through ``blocks`` before."""
        return self._archive.open(self._entries[part.casefold()])  # type: ignore[return-value]

    def walk(self, part: str, parser: expat.XMLParserType, needed: bool = True) -> None:
        """Send a part through a parser whose handlers note what they need; refused where it declares entities.

        A part that is not `needed`, because nobody reads it, may be unsound XML.
        """

        def declared(*_: object) -> None:
            raise self.refused(DECLARES_ENTITIES, part=part)

        parser.StartDoctypeDeclHandler = declared
        parser.EntityDeclHandler = declared
        parser.buffer_text = True
        sound = True
        for block in self.blocks(part):
            if not sound:
                continue
            try:
                parser.Parse(block)
            except (expat.ExpatError, LookupError, ValueError) as problem:
                # the last two: an encoding that nobody knows, or that takes several bytes for a letter
                if needed:
                    raise self.refused(DAMAGED, reason=f"{part}: {reason_of(problem)}") from problem
                sound = False
        if sound and needed:
            try:
                parser.Parse(b"", True)
            except (expat.ExpatError, LookupError, ValueError) as problem:
                raise self.refused(DAMAGED, reason=f"{part}: {reason_of(problem)}") from problem

    def inspect(self, part: str) -> None:
        """Inflate a part that nobody reads: its size, its checksum, and that it declares no entities."""
        if part.casefold().endswith(_XML):
            self.walk(part, expat.ParserCreate(), needed=False)
        else:
            for _ in self.blocks(part):
                pass


def reason_of(problem: BaseException) -> str:
    """An exception in a few words, for a message."""
    return f"{type(problem).__name__}: {problem}"[:200]
