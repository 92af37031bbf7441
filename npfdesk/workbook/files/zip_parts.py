"""A workbook's zip: its parts by name, decompressed under limits and checked for forbidden content."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType, TracebackType
from typing import Final
from xml.parsers import expat

from npfdesk.plan.problems import Problem, ProblemKind
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.empty_cells import without_empty_cells
from npfdesk.workbook.files.file_problems import (
    DAMAGED,
    DECLARES_ENTITIES,
    DUPLICATE_PARTS,
    INFLATES_TOO_FAR,
    OTHER_ENCRYPTION,
    TOO_LARGE,
)

_BLOCK: Final = 65_536
_XML: Final = (".xml", ".rels", ".vml", ".xlsx", ".rdf")
_TRANSITIONAL: Final[Mapping[bytes, bytes]] = MappingProxyType(
    {
        b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        ),
    }
)
_ENTRY: Final = b"PK\1\2"
"""How an entry of the list of parts begins; embedded documents have lists of their own."""
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class FileRefused(Exception):
    """Reading goes no further; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Parts:
    """The parts of a zipped workbook. Nothing is inflated beyond the limits, however small the file says it is.

    Names have slashes and begin with none, however the zip writes them. Where `strict` is set, the namespaces of Strict Open XML
    are replaced by those that everybody else uses as parts are read.
    """

    def __init__(self, name: str, content: bytes, bounds: limits.Bounds | None = None) -> None:
        bounds = bounds if bounds is not None else limits.WORKBOOK
        self.name, self.bounds = name, bounds
        self.inflated = 0
        self.elements = 0
        self.strict = False
        self._left_out: set[str] = set()
        if content.count(_ENTRY) > 2 * bounds.entries:
            # each would be an object before they could be counted
            raise self.too_large("部件", "parts", bounds.entries)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as problem:
            raise self.refused(DAMAGED, reason=reason_of(problem)) from problem
        entries = self._archive.infolist()
        if len(entries) > bounds.entries:
            raise self.too_large("部件", "parts", bounds.entries)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            folded = part_name(entry.filename).casefold()
            if folded in self._entries:
                raise self.refused(DUPLICATE_PARTS, part=entry.filename)
            if entry.flag_bits & 1:
                raise self.refused(OTHER_ENCRYPTION, reason="zip")
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
        return tuple(part_name(entry.filename) for entry in self._entries.values())

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
        return self._as_read(part, self._inflated_blocks(part))

    def _as_read(self, part: str, blocks: Iterable[bytes]) -> Iterator[bytes]:
        if self.strict:
            blocks = transitional(blocks)
        return without_empty_cells(blocks) if part.casefold() in self._left_out else iter(blocks)

    def leave_out_empty_cells(self, part: str) -> None:
        """From now on a part is read without cells that say nothing; ``EmptyCellLook`` says whether it may be."""
        self._left_out.add(part.casefold())

    def _inflated_blocks(self, part: str) -> Iterator[bytes]:
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
                    if self.inflated > self.bounds.inflated:
                        raise self.too_large("解压后字节数", "bytes when inflated", self.bounds.inflated)
                    yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as problem:
            raise self.refused(DAMAGED, reason=reason_of(problem)) from problem

    def stream(self, part: str) -> io.BufferedIOBase:
        """A part to be read by a library; it has been through ``blocks`` before."""
        stream = self._archive.open(self._entries[part.casefold()])
        if self.strict or part.casefold() in self._left_out:
            blocks = iter(lambda: stream.read(_BLOCK), b"")
            return io.BufferedReader(_BlockStream(self._as_read(part, blocks)), _BLOCK)  # type: ignore[type-var]
        return stream  # type: ignore[return-value]

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


class _BlockStream(io.RawIOBase):
    """Blocks as a stream that can be read."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._left = block
        given = self._left[: len(buffer)]
        buffer[: len(given)] = given
        self._left = self._left[len(given) :]
        return len(given)


def transitional(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """A part of a Strict workbook with the namespaces of an ordinary one (ISO/IEC 29500-4, annex A), block by block."""
    longest = max(map(len, _TRANSITIONAL)) - 1
    rest = b""
    for block in blocks:
        whole = rest + block
        for strict, ordinary in _TRANSITIONAL.items():
            whole = whole.replace(strict, ordinary)
        # the beginning of a name may stand at the end of a block
        cut = max(len(whole) - longest, 0)
        rest = whole[cut:]
        if cut:
            yield whole[:cut]
    if rest:
        yield rest


def part_name(entry: str) -> str:
    """The name of a part by that of its entry: some programs write backslashes, or begin with ``/`` or ``./``."""
    return entry.replace("\\", "/").removeprefix("./").lstrip("/")


def reason_of(problem: BaseException) -> str:
    """An exception in a few words, for a message."""
    return f"{type(problem).__name__}: {problem}"[:200]
