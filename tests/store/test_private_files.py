"""What the program keeps by itself is its owner's alone; what the user asked for is as every file of theirs."""

import os
import stat
from pathlib import Path

import pytest

from npfdesk import locations, logbook
from npfdesk.desk import open_workbook
from npfdesk.locations import sample_workbook
from npfdesk.store import backups
from npfdesk.store.damage import open_or_set_aside
from npfdesk.store.library import Library
from npfdesk.workbook.files.replacement import put_in_place
from tests.store import kills
from tests.store.kills import HERE, NOW

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights are the folder's there")


@pytest.fixture(autouse=True)
def usual():
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(Path(path).stat().st_mode)


def open_to_others(folder):
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if mode(one) & 0o077)


def test_library_journal_backups_and_what_is_set_aside_are_the_owners_alone(tmp_path):
    home = tmp_path / "家"
    path = home / "library.sqlite"
    library = Library(path)
    library.save(HERE, kills.work("1"), "", None)
    with library.writing() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', '1')")
        assert mode(path.with_name("library.sqlite-journal")) == 0o600
    assert backups.take_backup(path, NOW) is not None
    library.close()
    broken = bytearray(path.read_bytes())
    broken[68:72] = bytes(4)
    path.write_bytes(broken)
    library, problem = open_or_set_aside(path)
    assert problem.arguments["saved"] == 1
    library.close()
    assert mode(home) == 0o700
    assert open_to_others(home) == []
    assert len(list(home.glob("library*.sqlite"))) == 2


def test_a_part_of_a_private_file_is_private_from_its_first_byte(tmp_path, monkeypatch):
    seen = []
    real = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda one: (seen.append(stat.S_IMODE(os.fstat(one).st_mode)), real(one))
    )
    secret = tmp_path / "密.xlsx"
    secret.write_bytes(b"was")
    secret.chmod(0o640)
    assert put_in_place(secret, b"is") is None
    assert put_in_place(tmp_path / "a.npfs", b"x", private=True) is None
    assert put_in_place(tmp_path / "新.xlsx", b"x") is None
    assert [one for one in seen if one & 0o111 == 0] == [0o600, 0o600, 0o644]
    # a file that is replaced keeps its rights, a new one has the usual ones
    assert (mode(secret), mode(tmp_path / "a.npfs"), mode(tmp_path / "新.xlsx")) == (0o640, 0o600, 0o644)


def test_scenarios_handed_on_are_private_also_in_place_of_an_open_file(tmp_path):
    desk = open_workbook(sample_workbook(), None).desk
    file = tmp_path / "交换.npfs"
    file.touch(0o644)
    assert desk.export(None, [desk.session.document.active], file) is None
    assert mode(file) == 0o600


def test_logs_are_private_also_after_they_were_set_aside(tmp_path, monkeypatch):
    monkeypatch.setattr(logbook, "BYTES", 500)
    logbook.open_log(tmp_path)
    for number in range(60):
        logbook.note("step", number=number)
    logbook.close_log()
    assert len(list(tmp_path.iterdir())) > 2
    assert open_to_others(tmp_path) == []


def test_what_an_earlier_version_left_open_is_closed_at_the_start(tmp_path, monkeypatch):
    home = tmp_path / "家"
    monkeypatch.setenv("NPFDESK_HOME", str(home))
    Library(locations.library_file()).close()
    for name in (
        "backups/library-1.sqlite",
        "logs/npfdesk.log.1",
        "library.damaged-1.sqlite",
        "new plans/一.xlsx",
    ):
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).touch()
    (home / "theirs.txt").touch()
    (home / "linked.sqlite").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").touch()
    for one in (home, *home.rglob("*")):
        one.chmod(0o755 if one.is_dir() else 0o644)
    locations.tighten_own_files()
    # a folder that was named may hold other things: it, and they, stay as they are
    assert open_to_others(home) == ["linked.sqlite", "theirs.txt"]
    assert mode(tmp_path / "elsewhere") == 0o644
    monkeypatch.delenv("NPFDESK_HOME")
    monkeypatch.setattr(locations.appdirs, "user_data_dir", lambda *_, **__: str(home))
    monkeypatch.setattr(locations.appdirs, "user_log_dir", lambda *_, **__: str(home / "logs"))
    locations.tighten_own_files()
    assert mode(home) == 0o700


def test_what_belongs_to_another_user_is_left(tmp_path, monkeypatch):
    if os.getuid():
        pytest.skip("another user can only be played by root")
    monkeypatch.setenv("NPFDESK_HOME", str(tmp_path))
    theirs = tmp_path / "library.sqlite"
    theirs.touch()
    theirs.chmod(0o644)
    os.chown(theirs, 65534, 65534)
    locations.tighten_own_files()
    assert mode(theirs) == 0o644
