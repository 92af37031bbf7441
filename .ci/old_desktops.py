"""Does every program and library of a folder run on the oldest desktops? Tells what it asks for, and fails on more."""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

# Kylin V10 and UOS 20: glibc 2.28 and the libstdc++ and libgcc of GCC 8
BOUND: Final[Mapping[str, tuple[int, ...]]] = {
    "GLIBC": (2, 28),
    "GLIBCXX": (3, 4, 25),
    "CXXABI": (1, 3, 11),
    "GCC": (8, 0, 0),
}
# what every desktop has of its own; all else that is asked for has to lie in the folder
DESKTOP: Final = re.compile(
    r"(ld-linux[-\w]*|libc|libm|libdl|libpthread|librt|libutil|libresolv|libgcc_s|libstdc\+\+"
    r"|libz|libX11|libX11-xcb|libxcb|libxcb-(randr|render|shape|shm|sync|xfixes|xkb|glx|dri2|dri3|present)"
    r"|libxkbcommon|libxkbcommon-x11|libfontconfig|libfreetype|libdbus-1|libglib-2\.0|libgthread-2\.0"
    r"|libzstd|libgssapi_krb5|libGL|libEGL|libGLX|libOpenGL|libwayland-(client|cursor|egl))\.so(\.\d+)*"
)
DT_NEEDED, DT_STRTAB, DT_SONAME, DT_VERNEED, DT_VERNEEDNUM = 1, 5, 14, 0x6FFFFFFE, 0x6FFFFFFF
PT_LOAD, PT_DYNAMIC = 1, 2


@dataclass(frozen=True)
class Library:
    """What one ELF file asks of others."""

    libraries: tuple[str, ...]
    versions: tuple[str, ...]


@dataclass
class Findings:
    """What a folder asks for, and what of it the oldest desktops do not have."""

    files: int = 0
    highest: dict[str, tuple[tuple[int, ...], str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_library(content: bytes) -> Library | None:
    """Read the dynamic section of an ELF file of 64 bits; none for anything else, and for what is not linked."""
    if content[:6] != b"\x7fELF\x02\x01":
        return None
    start, size, count = (
        struct.unpack_from("<Q", content, 32)[0],
        *struct.unpack_from("<HH", content, 54),
    )
    segments = [struct.unpack_from("<IIQQQQQQ", content, start + size * one) for one in range(count)]
    loaded = [
        (where, offset, length) for kind, _, offset, where, _, length, *_ in segments if kind == PT_LOAD
    ]

    def place(address: int) -> int:
        for where, offset, length in loaded:
            if where <= address < where + length:
                return address - where + offset
        raise ValueError(f"address {address:#x} lies in no segment")

    dynamic = [(offset, length) for kind, _, offset, _, _, length, *_ in segments if kind == PT_DYNAMIC]
    if not dynamic:
        return None
    entries = [
        struct.unpack_from("<qQ", content, at) for at in range(dynamic[0][0], sum(dynamic[0]) - 15, 16)
    ]
    values = dict(entries)
    if DT_STRTAB not in values:
        return None
    names = place(values[DT_STRTAB])

    def name(offset: int) -> str:
        return content[names + offset : content.index(b"\0", names + offset)].decode()

    needed = tuple(name(value) for tag, value in entries if tag == DT_NEEDED)
    return Library(needed, tuple(_versions(content, values, place, name)))


def _versions(content: bytes, values: Mapping[int, int], place, name) -> Iterator[str]:  # noqa: ANN001
    if DT_VERNEED not in values:
        return
    at = place(values[DT_VERNEED])
    for _ in range(values[DT_VERNEEDNUM]):
        _, count, _, first, following = struct.unpack_from("<HHIII", content, at)
        one = at + first
        for _ in range(count):
            _, _, _, text, behind = struct.unpack_from("<IHHII", content, one)
            yield name(text)
            one += behind
        at += following


def over(version: str) -> bool:
    """Whether a symbol version is beyond the bound; what is no figure (GLIBC_PRIVATE, GLIBC_ABI_DT_RELR) is."""
    family, _, figure = version.partition("_")
    if family not in BOUND or version == "CXXABI_FLOAT128":
        return False
    return not re.fullmatch(r"\d+(\.\d+)*", figure) or _figure(figure) > BOUND[family]


def _figure(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def look_over(folder: Path) -> Findings:
    """Hold every ELF file of a folder against the bound, and what it is linked to against what is there."""
    findings = Findings()
    files = [one for one in sorted(folder.rglob("*")) if one.is_file() and not one.is_symlink()]
    there = {one.name for one in folder.rglob("*")}
    for file in files:
        library = read_library(file.read_bytes())
        if library is None:
            continue
        findings.files += 1
        told = str(file.relative_to(folder))
        for version in library.versions:
            family, _, figure = version.partition("_")
            if over(version):
                findings.faults.append(f"{told} asks for {version}")
            elif family in BOUND and figure[:1].isdigit():
                findings.highest[family] = max(
                    findings.highest.get(family, ((), "")), (_figure(figure), told)
                )
        findings.faults += [
            f"{told} asks for {one}, which is neither in the folder nor on every desktop"
            for one in library.libraries
            if one not in there and not DESKTOP.fullmatch(one)
        ]
    return findings


def main(arguments: list[str]) -> int:
    """Print the highest versions of a folder; 1 where anything is beyond the bound, 2 where nothing was read."""
    findings = look_over(Path(arguments[0]))
    for family, (figure, told) in sorted(findings.highest.items()):
        bound = ".".join(map(str, BOUND[family]))
        print(f"{family}_{'.'.join(map(str, figure))} at most (bound {bound}): {told}")
    for fault in findings.faults:
        print(fault)
    print(f"{findings.files} programs and libraries, {len(findings.faults)} beyond the oldest desktops")
    if not findings.files:
        return 2
    return 1 if findings.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
