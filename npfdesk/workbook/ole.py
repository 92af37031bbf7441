"""The container of old Office files: its streams by name (MS-CFB, Compound File Binary Format)."""

from __future__ import annotations

import struct
from typing import Final

_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_USUAL: Final = 0xFFFFFFF9
_ENTRY: Final = 128
_STREAM: Final = 2
_ROOT: Final = 5


def stream_of(content: bytes, *names: str) -> bytes | None:
    """The bytes of the first of these streams that the container has; None where it has none.

    Raises ValueError (struct.error is one of its kind here) where the container is damaged.
    """
    if not content.startswith(_SIGNATURE) or len(content) < 512:
        return None
    try:
        return _Container(content).stream(names)
    except (struct.error, IndexError) as problem:
        raise ValueError(str(problem)) from problem


class _Container:
    def __init__(self, content: bytes) -> None:
        self.content = content
        sector, mini = struct.unpack_from("<HH", content, 30)
        if sector not in (9, 12) or mini != 6:
            raise ValueError(f"sectors of 2^{sector}")
        self.sector = 1 << sector
        tables, first_directory = struct.unpack_from("<II", content, 44)
        self.cutoff, first_mini, _, first_extra, _ = struct.unpack_from("<IIIII", content, 56)
        listed = list(struct.unpack_from("<109I", content, 76))
        extra, seen = first_extra, 0
        while extra < _LAST_USUAL and len(listed) < tables and seen < len(content) // self.sector:
            block = self._numbers(extra)
            listed.extend(block[:-1])
            extra, seen = block[-1], seen + 1
        self.next: list[int] = []
        for number in listed[:tables]:
            if number < _LAST_USUAL:
                self.next.extend(self._numbers(number))
        self.directory = self._chain(first_directory)
        mini_table = self._chain(first_mini) if first_mini < _LAST_USUAL else b""
        self.mini_next = list(struct.unpack(f"<{len(mini_table) // 4}I", mini_table))
        self.mini_stream: bytes | None = None

    def _block(self, number: int) -> bytes:
        start = (number + 1) * self.sector
        return self.content[start : start + self.sector]

    def _numbers(self, number: int) -> list[int]:
        return list(struct.unpack(f"<{self.sector // 4}I", self._block(number)))

    def _chain(self, number: int) -> bytes:
        blocks: list[bytes] = []
        while number < _LAST_USUAL:
            if len(blocks) > len(self.next):
                raise ValueError("a chain of sectors runs in a circle")
            blocks.append(self._block(number))
            number = self.next[number]
        return b"".join(blocks)

    def _mini_chain(self, number: int) -> bytes:
        blocks: list[bytes] = []
        inside = self.mini_stream or b""
        while number < _LAST_USUAL:
            if len(blocks) > len(self.mini_next):
                raise ValueError("a chain of sectors runs in a circle")
            blocks.append(inside[number * 64 : number * 64 + 64])
            number = self.mini_next[number]
        return b"".join(blocks)

    def stream(self, names: tuple[str, ...]) -> bytes | None:
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(self.directory) - _ENTRY + 1, _ENTRY):
            entry = self.directory[at : at + _ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            if kind == _ROOT:
                self.mini_stream = self._chain(start)[:size] if start < _LAST_USUAL else b""
            elif kind == _STREAM and 2 <= length <= 64:
                found.setdefault(entry[: length - 2].decode("utf-16-le", "replace"), (start, size))
        for name in names:
            if name in found:
                start, size = found[name]
                chain = self._chain(start) if size >= self.cutoff else self._mini_chain(start)
                return chain[:size]
        return None
