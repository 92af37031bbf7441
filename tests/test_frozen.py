"""The frozen program and its package: what a folder asks of a desktop, its menu entries, its file type."""

import configparser
import importlib.util
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DESKTOP = ROOT / "resources" / "desktop"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    yield loaded
    del sys.modules[name]


@pytest.fixture(scope="module")
def old_desktops():
    yield from script("old_desktops")


@pytest.fixture(scope="module")
def fcitx_calls():
    yield from script("fcitx_calls")


def library(needed, versions):
    """An ELF file that asks for these libraries, and for these versions of the first of them."""
    texts = b"\0"
    places = {}
    for text in (*needed, *versions):
        places[text] = len(texts)
        texts += text.encode() + b"\0"
    head, headers = 64, 2 * 56
    strings = head + headers
    verneed = strings + len(texts)
    auxiliary = b"".join(
        struct.pack("<IHHII", 0, 0, 2 + number, places[version], 16 if number + 1 < len(versions) else 0)
        for number, version in enumerate(versions)
    )
    told = struct.pack("<HHIII", 1, len(versions), places[needed[0]], 16, 0) + auxiliary
    dynamic = verneed + len(told)
    entries = [(1, places[one]) for one in needed] + [(5, strings)]
    if versions:
        entries += [(0x6FFFFFFE, verneed), (0x6FFFFFFF, 1)]
    section = b"".join(struct.pack("<qQ", *entry) for entry in [*entries, (0, 0)])
    whole = dynamic + len(section)
    identity = b"\x7fELF\x02\x01\x01" + bytes(9)
    return (
        identity
        + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, head, 0, 0, head, 56, 2, 0, 0, 0)
        + struct.pack("<IIQQQQQQ", 1, 5, 0, 0, 0, whole, whole, 4096)
        + struct.pack("<IIQQQQQQ", 2, 6, dynamic, dynamic, dynamic, len(section), len(section), 8)
        + texts
        + told
        + section
    )


def test_a_library_is_read_as_it_was_written(old_desktops):
    read = old_desktops.read_library(library(("libc.so.6", "libm.so.6"), ("GLIBC_2.2.5", "GLIBC_2.28")))
    assert read.libraries == ("libc.so.6", "libm.so.6")
    assert read.versions == ("GLIBC_2.2.5", "GLIBC_2.28")
    assert old_desktops.read_library(library(("libm.so.6",), ())).versions == ()
    assert old_desktops.read_library(b"#!/bin/sh\n") is None


def test_a_folder_within_the_bound_is_told_with_its_highest_versions(old_desktops, tmp_path, capsys):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "libown.so.1").write_bytes(library(("libc.so.6",), ("GLIBC_2.4", "GLIBC_2.28")))
    (tmp_path / "program").write_bytes(library(("libown.so.1", "libstdc++.so.6"), ("GLIBCXX_3.4.9",)))
    (tmp_path / "words.txt").write_text("GLIBC_2.99")
    assert old_desktops.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "GLIBC_2.28 at most (bound 2.28): inner/libown.so.1" in said
    assert "GLIBCXX_3.4.9 at most (bound 3.4.25): program" in said
    assert "2 programs and libraries, 0 beyond" in said


@pytest.mark.parametrize(
    "version",
    ["GLIBC_2.29", "GLIBC_2.100", "GLIBC_3.0", "GLIBC_ABI_DT_RELR", "GLIBCXX_3.4.26", "CXXABI_1.3.12"],
)
def test_one_version_beyond_the_bound_fails_the_folder(old_desktops, tmp_path, capsys, version):
    (tmp_path / "fine.so").write_bytes(library(("libc.so.6",), ("GLIBC_2.17",)))
    (tmp_path / "newer.so").write_bytes(library(("libc.so.6",), ("GLIBC_2.17", version)))
    assert old_desktops.main([str(tmp_path)]) == 1
    assert f"newer.so asks for {version}" in capsys.readouterr().out


def test_a_library_that_no_desktop_need_have_fails_the_folder(old_desktops, tmp_path, capsys):
    (tmp_path / "plugin.so").write_bytes(library(("libc.so.6", "libxcb-cursor.so.0"), ("GLIBC_2.4",)))
    assert old_desktops.main([str(tmp_path)]) == 1
    assert "plugin.so asks for libxcb-cursor.so.0" in capsys.readouterr().out
    (tmp_path / "libxcb-cursor.so.0").write_bytes(library(("libc.so.6",), ("GLIBC_2.4",)))
    assert old_desktops.main([str(tmp_path)]) == 0


def test_a_folder_without_a_program_is_no_success(old_desktops, tmp_path):
    assert old_desktops.main([str(tmp_path)]) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="reads a program of this system")
def test_a_program_of_this_system_is_read(old_desktops):
    read = old_desktops.read_library(Path(sys.executable).resolve().read_bytes())
    assert any(one.startswith("libc.") for one in read.libraries)
    assert any(one.startswith("GLIBC_") for one in read.versions)


def plugin(symbols, shared=()):
    """An ELF file whose symbols, each with its version, are asked of libstdc++; `shared` names end in others' places."""
    texts = b"\0"
    places = {}
    versions = list(dict.fromkeys(version for _, version in symbols))
    for text in ("libstdc++.so.6", *(name for name, _ in symbols), *versions):
        places.setdefault(text, len(texts))
        texts += text.encode() + b"\0"
    for whole, end in shared:
        places[end] = places[whole] + len(whole) - len(end)
    named = [*symbols, *((end, versions[0]) for _, end in shared)]
    table = bytes(24) + b"".join(struct.pack("<IBBHQQ", places[name], 18, 0, 0, 0, 0) for name, _ in named)
    numbers = struct.pack(f"<{len(named) + 1}H", 0, *(versions.index(version) + 2 for _, version in named))
    asked = struct.pack("<HHIII", 1, len(versions), places["libstdc++.so.6"], 16, 0) + b"".join(
        struct.pack("<IHHII", zlib.crc32(version.encode()), 0, number + 2, places[version], 16)
        for number, version in enumerate(versions)
    )
    content = b"\x7fELF\x02\x01\x01" + bytes(9)
    parts, at = [texts, table, numbers, asked], 64
    headers = bytes(64)
    for kind, part, info in zip((3, 11, 0x6FFFFFFF, 0x6FFFFFFE), parts, (0, 0, 0, 1), strict=True):
        headers += struct.pack("<IIQQQQIIQQ", 0, kind, 0, 0, at, len(part), 1, info, 1, 0)
        at += len(part)
    content += struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 0, at, 0, 64, 56, 0, 64, 5, 0)
    return content + b"".join(parts) + headers


NEWER = ("_ZSt28__throw_bad_array_new_lengthv", "GLIBCXX_3.4.29")
ENDING = ("__cxa_call_terminate", "CXXABI_1.3.15")
OLDEST = ("_ZSt25__throw_bad_function_callv", "GLIBCXX_3.4")


def test_the_calls_of_newer_compilers_become_those_of_older_ones(fcitx_calls):
    turned = fcitx_calls.turn(plugin([OLDEST, NEWER, ENDING]))
    names = fcitx_calls._names(turned)
    texts = [turned[names.texts + name :].partition(b"\0")[0] for name, _ in names.symbols[1:]]
    assert texts == [OLDEST[0].encode(), b"_ZSt17__throw_bad_allocv", b"_ZSt9terminatev"]
    # no version is asked for but the oldest
    assert set(names.entries) == {b"GLIBCXX_3.4"}
    # and nothing else of the file is another
    assert len(turned) == len(plugin([OLDEST, NEWER, ENDING]))
    assert fcitx_calls.turn(turned) == turned


def test_a_library_without_those_calls_stays_as_it_is(fcitx_calls):
    assert fcitx_calls.turn(plugin([OLDEST])) == plugin([OLDEST])


@pytest.mark.parametrize(
    ("symbols", "shared"),
    [
        # another call of the same version would be asked of a library that does not have it
        ([OLDEST, NEWER, ("_ZSt5newerv", "GLIBCXX_3.4.29")], ()),
        # the older version's own entry is what is copied
        ([NEWER], ()),
        # a name that ends in the place written over would be another name
        ([OLDEST, NEWER], ((NEWER[0], "new_lengthv"),)),
    ],
)
def test_what_cannot_be_turned_is_refused(fcitx_calls, tmp_path, capsys, symbols, shared):
    (tmp_path / "plugin.so").write_bytes(plugin(symbols, shared))
    assert fcitx_calls.main([str(tmp_path / "plugin.so"), str(tmp_path / "turned.so")]) == 1
    assert "plugin.so: " in capsys.readouterr().err
    assert not (tmp_path / "turned.so").exists()


def test_what_is_no_library_is_refused(fcitx_calls):
    with pytest.raises(fcitx_calls.NotToBeTurned):
        fcitx_calls.turn(b"#!/bin/sh\n")


def entry(name):
    read = configparser.RawConfigParser()
    read.optionxform = str
    read.read(DESKTOP / name, encoding="utf-8")
    return read["Desktop Entry"]


def test_the_menu_names_the_program_in_both_languages_and_opens_its_own_files():
    own = entry("npfdesk.desktop")
    assert own["Name"] == "NPF Desk"
    assert "规划" in own["Name[zh_CN]"]
    assert own["Exec"] == "npfdesk %f"
    assert own["MimeType"] == "application/x-npfs;"


def test_workbooks_are_offered_after_every_office():
    offered = entry("x-npfdesk-workbooks.desktop")
    assert WORKBOOK in offered["MimeType"].split(";")
    assert offered["Exec"] == "npfdesk %f"
    # where nobody has chosen, the first by name opens a file
    names = ["libreoffice-calc.desktop", "wps-office-et.desktop", "x-npfdesk-workbooks.desktop"]
    assert sorted(names) == names
    assert WORKBOOK not in entry("npfdesk.desktop")["MimeType"]


def test_the_file_type_has_a_name_in_both_languages_and_an_icon():
    (kind,) = ElementTree.parse(DESKTOP / "npfdesk.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert kind.get("type") == "application/x-npfs"
    assert [one.get("pattern") for one in kind.findall(f"{space}glob")] == ["*.npfs"]
    comments = {one.get(language): one.text for one in kind.findall(f"{space}comment")}
    assert "scenarios" in comments[None]
    assert "情景" in comments["zh_CN"]
    assert kind.find(f"{space}icon").get("name") == "application-x-npfs"


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-validate is not here")
def test_the_entries_are_valid():
    files = sorted(str(file) for file in DESKTOP.glob("*.desktop"))
    assert len(files) == 2
    checked = subprocess.run(["desktop-file-validate", *files], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")
