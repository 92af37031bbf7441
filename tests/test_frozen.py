"""The frozen program and its package: what a folder asks of a desktop, its menu entries, its file type."""

import configparser
import importlib.util
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DESKTOP = ROOT / "resources" / "desktop"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def old_desktops():
    spec = importlib.util.spec_from_file_location("old_desktops", ROOT / ".ci" / "old_desktops.py")
    loaded = importlib.util.module_from_spec(spec)
    sys.modules["old_desktops"] = loaded
    spec.loader.exec_module(loaded)
    yield loaded
    del sys.modules["old_desktops"]


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
