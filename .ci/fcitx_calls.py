"""Turn calls of Debian's plugin for fcitx that newer compilers make into those that older ones made (x86_64)."""

from __future__ import annotations

import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# what GCC calls since 11 for an array of impossible length, and since 13 where an exception may not pass; before, it
# called the parent of the same exception there, and the end of the program
CALLS: Final[Mapping[bytes, bytes]] = {
    b"_ZSt28__throw_bad_array_new_lengthv": b"_ZSt17__throw_bad_allocv",
    b"__cxa_call_terminate": b"_ZSt9terminatev",
}
NEWER_VERSIONS: Final = (b"GLIBCXX_3.4.29", b"CXXABI_1.3.15")
OLDER_VERSION: Final = b"GLIBCXX_3.4"
SHT_DYNSYM, SHT_VERNEED, SHT_VERSYM = 11, 0x6FFFFFFE, 0x6FFFFFFF


class NotToBeTurned(Exception):
    """The library is of another form, or asks for the newer version by another call too."""


@dataclass(frozen=True)
class Names:
    """The symbols of a library, each with the number of its version, and what it asks of libstdc++."""

    texts: int
    symbols: tuple[tuple[int, int], ...]
    entries: Mapping[bytes, int]


def turn(content: bytes) -> bytes:
    """The same library under the other calls; unchanged where it has none of them."""
    names = _names(content)

    def text(name: int) -> bytes:
        return content[names.texts + name : content.index(b"\0", names.texts + name)]

    turned = bytearray(content)
    places = {name for name, _ in names.symbols}
    for name in places:
        call = text(name)
        if call not in CALLS:
            continue
        # a linker lets a name end in another's place; then it cannot be written over
        if any(name < other < name + len(call) for other in places):
            raise NotToBeTurned(f"{call.decode()} shares its place with another name")
        at = names.texts + name
        turned[at : at + len(call)] = CALLS[call].ljust(len(call), b"\0")
    for newer_version in NEWER_VERSIONS:
        if newer_version not in names.entries:
            continue
        if OLDER_VERSION not in names.entries:
            raise NotToBeTurned(f"it does not ask for {OLDER_VERSION.decode()}")
        newer, older = names.entries[newer_version], names.entries[OLDER_VERSION]
        (wanted,) = struct.unpack_from("<H", content, newer + 6)
        others = {text(name) for name, version in names.symbols if version == wanted} - set(CALLS)
        if others:
            raise NotToBeTurned(f"{newer_version.decode()}: {b', '.join(sorted(others)).decode()}")
        # hash and name of the older version in the newer one's entry; its number and place in the chain stay
        for where in (0, 8):
            turned[newer + where : newer + where + 4] = content[older + where : older + where + 4]
    return bytes(turned)


def _names(content: bytes) -> Names:
    if content[:6] != b"\x7fELF\x02\x01" or content[18:20] != b"\x3e\0":
        raise NotToBeTurned("no library of x86_64")
    start, count = struct.unpack_from("<Q", content, 40)[0], struct.unpack_from("<H", content, 60)[0]
    sections = [struct.unpack_from("<IIQQQQIIQQ", content, start + 64 * one) for one in range(count)]
    kinds = {section[1]: section for section in sections}
    if not {SHT_DYNSYM, SHT_VERNEED, SHT_VERSYM} <= set(kinds):
        raise NotToBeTurned("its symbols have no versions")
    symbols, needs, versions = kinds[SHT_DYNSYM], kinds[SHT_VERNEED], kinds[SHT_VERSYM]
    texts = sections[symbols[6]][4]
    named = tuple(
        (
            struct.unpack_from("<I", content, symbols[4] + 24 * one)[0],
            struct.unpack_from("<H", content, versions[4] + 2 * one)[0] & 0x7FFF,
        )
        for one in range(symbols[5] // 24)
    )
    entries: dict[bytes, int] = {}
    at = needs[4]
    for _ in range(needs[7]):
        _, inside, file, first, following = struct.unpack_from("<HHIII", content, at)
        one = at + first
        for _ in range(inside):
            name, behind = struct.unpack_from("<II", content, one + 8)
            if content.startswith(b"libstdc++.so", texts + file):
                entries[content[texts + name : content.index(b"\0", texts + name)]] = one
            one += behind
        at += following
    return Names(texts, named, entries)


def main(arguments: list[str]) -> int:
    """Read a library and write it turned; 1 where that cannot be done."""
    try:
        turned = turn(Path(arguments[0]).read_bytes())
    except NotToBeTurned as reason:
        print(f"{arguments[0]}: {reason}", file=sys.stderr)
        return 1
    Path(arguments[1]).write_bytes(turned)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
