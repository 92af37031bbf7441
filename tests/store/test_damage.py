"""Damaged libraries are set aside whole and what can be read is carried over; backups are put back from inside."""

import contextlib
import datetime
import os
import random
import shutil
import sqlite3
import tempfile
from dataclasses import replace

import pytest

from npfdesk.store import backups, damage
from npfdesk.store.damage import open_or_set_aside
from npfdesk.store.library import Library
from npfdesk.store.library_records import DamagedLibrary, LibraryRefused
from tests.store import kills
from tests.store.kills import HERE, NOW


@pytest.fixture
def path(tmp_path):
    """A library with five saves, closed."""
    file = tmp_path / "library.sqlite"
    library = Library(file)
    based = None
    for number in range(5):
        based = library.save(HERE, kills.work(f"s{number}"), "", based).id
    library.close()
    return file


def saves(library):
    return [library.work_of(one.id) for one in library.revisions(HERE)]


def test_a_flipped_byte_anywhere_is_never_a_crash_and_never_overwrites(path, tmp_path):
    """A byte flipped at any of 300 places: opened, read-only, refused or set aside; the damaged file is kept whole."""
    sound = path.read_bytes()
    chance = random.Random(7)
    # the header and the first page's tables by themselves, the rest by chance
    places = [*range(0, 100, 3), *(chance.randrange(100, len(sound)) for _ in range(270))]
    aside, intact = 0, 0
    for number, place in enumerate(places):
        room = tmp_path / str(number)
        room.mkdir()
        file = room / "library.sqlite"
        broken = bytearray(sound)
        broken[place] ^= 1 << chance.randrange(8)
        file.write_bytes(broken)
        try:
            library, problem = open_or_set_aside(file)
        except LibraryRefused:
            assert file.read_bytes() == broken
            continue
        with contextlib.suppress(sqlite3.DatabaseError):
            library.load(HERE)
        if problem is not None and problem.code == "damaged_library":
            kept = [one for one in room.iterdir() if "damaged" in one.name]
            assert [one.read_bytes() for one in kept] == [bytes(broken)]
            aside += 1
            assert library.save(HERE, kills.work("new"), "", library.load(HERE).revision and 5) is not None
        elif library.load(HERE).work == kills.work("s4"):
            intact += 1
        library.close()
        shutil.rmtree(room)
    assert aside > 15
    assert intact > 50


def test_one_broken_page_costs_only_what_was_on_it(path):
    library = Library(path)
    root = library.connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'setting'").fetchone()[
        0
    ]
    library.set_setting("language", "zh")
    library.close()
    broken = bytearray(path.read_bytes())
    broken[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(broken)
    library, problem = open_or_set_aside(path)
    assert problem.arguments["saved"] == 5
    assert saves(library) == [kills.work(f"s{number}") for number in (4, 3, 2, 1, 0)]
    assert "5" in problem.message("en")
    # and one can go on upon them
    assert library.save(HERE, kills.work("on"), "", library.load(HERE).revision.id).id > 5
    library.close()


def test_a_library_of_the_first_form_is_carried_over_too(tmp_path):
    path = tmp_path / "library.sqlite"
    shutil.copy(kills.RELEASED, path)
    old = sqlite3.connect(path)
    old.execute("PRAGMA ignore_check_constraints = ON")
    old.execute("UPDATE setting SET value = '{'")
    old.commit()
    old.close()
    library, problem = open_or_set_aside(path)
    assert problem.arguments["saved"] == 2
    assert library.load(HERE).work is not None
    assert library.load(HERE).draft is not None
    library.close()


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.3, 0.6, 0.99])
def test_a_truncated_library_is_set_aside_where_backups_lie_beside_it(path, share):
    taken = backups.take_backup(path, NOW)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    library, problem = open_or_set_aside(path)
    assert problem.code == "damaged_library"
    # nothing that could be read is lost, and the backup has the rest
    assert backups.put_back(library.connection, path, taken.path) is None
    assert saves(library)[0] == kills.work("s4")
    library.close()


def test_an_empty_file_without_backups_is_a_new_library_and_is_told(tmp_path):
    path = tmp_path / "library.sqlite"
    path.touch()
    os.utime(path, ns=(10**18, 10**18))
    library, problem = open_or_set_aside(path)
    assert problem.code == "empty_library"
    (aside,) = tmp_path.glob("library.empty-*.sqlite")
    assert (aside.stat().st_size, aside.stat().st_mtime_ns) == (0, 10**18)
    for spoken in ("zh", "en"):
        assert aside.name in problem.message(spoken)
    library.save(HERE, kills.work("1"), "", None)
    library.close()
    again, problem = open_or_set_aside(path)
    assert (problem, saves(again)) == (None, [kills.work("1")])
    again.close()


def test_a_first_start_has_nothing_to_tell(tmp_path):
    library, problem = open_or_set_aside(tmp_path / "library.sqlite")
    assert problem is None
    assert [one.name for one in tmp_path.iterdir()] == ["library.sqlite"]
    library.close()


def test_zeros_are_what_a_power_cut_leaves_and_are_set_aside(path):
    path.write_bytes(bytes(path.stat().st_size))
    library, problem = open_or_set_aside(path)
    assert problem.code == "damaged_library"
    library.close()


@pytest.mark.parametrize("content", [b"a letter to the mayor", b"PK\x03\x04" + b"x" * 500])
def test_what_is_no_library_is_left_alone(tmp_path, content):
    path = tmp_path / "library.sqlite"
    path.write_bytes(content)
    with pytest.raises(LibraryRefused) as refused:
        open_or_set_aside(path)
    assert refused.value.problem.code == "foreign_library"
    assert path.read_bytes() == content


def test_a_library_that_lost_its_mark_is_damaged_and_not_foreign(path):
    broken = bytearray(path.read_bytes())
    broken[68:72] = bytes(4)
    path.write_bytes(broken)
    with pytest.raises(DamagedLibrary):
        Library(path)
    library, problem = open_or_set_aside(path)
    assert problem.arguments["saved"] == 5
    library.close()


def test_a_stale_journal_is_not_played_into_the_new_library(path):
    # a journal of another file, and a library broken beyond reading
    path.with_name("library.sqlite-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    path.write_bytes(b"SQLite format 3\x00" + b"x" * 8000)
    library, problem = open_or_set_aside(path)
    assert problem.code == "damaged_library"
    library.save(HERE, kills.work("1"), "", None)
    library.close()
    assert not path.with_name("library.sqlite-journal").exists()
    again = Library(path)
    assert saves(again) == [kills.work("1")]
    again.close()


def test_a_journal_that_is_none_is_passed_over(path):
    path.with_name("library.sqlite-journal").write_bytes(b"stale" * 300)
    library = Library(path)
    assert len(saves(library)) == 5
    library.save(HERE, kills.work("6"), "", 5)
    library.close()
    again = Library(path)
    assert len(saves(again)) == 6
    again.close()


def test_a_backup_is_put_back_and_what_was_there_is_backed_up_first(path):
    taken = backups.take_backup(path, NOW)
    library = Library(path)
    latest = library.revisions(HERE)[0].saved_at
    assert backups.content_of(taken.path) == backups.BackupContent(1, 5, latest)
    library.save(HERE, kills.work("later"), "", 5)
    assert backups.put_back(library.connection, path, taken.path) is None
    assert saves(library)[0] == kills.work("s4")
    (before,) = (one for one in backups.backups(path) if one.path != taken.path)
    assert backups.put_back(library.connection, path, before.path) is None
    assert saves(library)[0] == kills.work("later")
    library.close()


def test_a_backup_of_the_first_form_is_put_back_and_brought_forward(path):
    old = path.parent / "backups" / "library-20260201-120000-000000.sqlite"
    old.parent.mkdir(exist_ok=True)
    shutil.copy(kills.RELEASED, old)
    library = Library(path)
    assert backups.put_back(library.connection, path, old) is None
    assert len(library.revisions(HERE)) == 2
    assert library.load(HERE).draft is not None
    library.close()


def test_a_bad_backup_is_refused_and_the_library_is_as_it_was(path, tmp_path):
    library = Library(path)
    broken = tmp_path / "坏.sqlite"
    newer = tmp_path / "新.sqlite"
    shutil.copy(path, newer)
    with contextlib.closing(sqlite3.connect(newer)) as one:
        one.execute("PRAGMA user_version = 99")
    for file, content in (
        (broken, path.read_bytes()[:20000]),
        (tmp_path / "没有.sqlite", None),
        (newer, b""),
    ):
        if content:
            file.write_bytes(content)
        problem = backups.put_back(library.connection, path, file)
        assert problem.code == "bad_backup"
        assert len(saves(library)) == 5
    library.close()


def test_backups_are_due_once_a_day_thin_out_and_can_be_stopped(path):
    assert backups.backup_is_due(path, NOW)
    for day in range(40):
        assert isinstance(backups.take_backup(path, NOW + datetime.timedelta(days=day)), backups.Backup)
    last = NOW + datetime.timedelta(days=39)
    assert not backups.backup_is_due(path, last)
    assert backups.backup_is_due(path, last + datetime.timedelta(days=1))
    # 12 days; weeks and months beyond them: 2026-03-01 to 2026-04-09 is six weeks and two months
    assert 12 < len(backups.backups(path)) <= 12 + 6 + 2
    with pytest.raises(backups.BackupCancelled):
        backups.take_backup(path, last + datetime.timedelta(days=1), lambda: True)
    assert not [one for one in (path.parent / "backups").iterdir() if "part" in one.name]


def test_a_copy_that_was_never_finished_is_swept_away(path):
    folder = path.parent / "backups"
    folder.mkdir()
    old, young = folder / ".library-1.sqlite.ab.part", folder / ".library-2.sqlite.cd.part"
    for file in (old, young):
        file.touch()
    os.utime(old, (0, 0))
    backups.thin_backups(path)
    assert not old.exists()
    assert young.exists()


def test_where_no_backup_can_be_written_that_is_told(path):
    (path.parent / "backups").write_text("a file in the way")
    problem = backups.take_backup(path, NOW)
    assert problem.code == "not_backed_up"
    library = Library(path)
    assert backups.put_back(library.connection, path, path).code == "not_backed_up"
    library.close()


def test_another_window_that_has_set_it_aside_meanwhile_is_noticed(path, monkeypatch):
    broken = bytearray(path.read_bytes())
    broken[68:72] = bytes(4)
    path.write_bytes(broken)
    real, met = damage.Library, []

    def late(file, *rest, **more):
        try:
            return real(file, *rest, **more)
        except DamagedLibrary:
            if not met:
                met.append(None)
                met.append(open_or_set_aside(file)[0])
            raise

    monkeypatch.setattr(damage, "Library", late)
    library, problem = open_or_set_aside(path)
    # the window that came second goes on with the library that the first has begun
    assert problem is None
    assert len(saves(library)) == 5
    assert len([one for one in path.parent.iterdir() if "damaged" in one.name]) == 1
    library.close()
    met[1].close()


def test_a_draft_and_a_save_that_are_broken_are_left_in_the_file_that_was_set_aside(path):
    library = Library(path)
    library.draft(HERE, kills.work("draft"), 5)
    library.connection.execute("PRAGMA ignore_check_constraints = ON")
    library.connection.execute("UPDATE draft SET work = '{}'")
    library.connection.execute("UPDATE revision SET digest = ? WHERE id = 3", ("0" * 64,))
    library.connection.execute("UPDATE setting SET value = 'x'")
    library.connection.execute("INSERT INTO setting VALUES ('broken', '{')")
    library.close()
    library, problem = open_or_set_aside(path)
    assert problem.arguments["saved"] == 4
    assert [one.id for one in library.revisions(HERE)] == [5, 4, 2, 1]
    assert library.drafts(HERE) == ()
    library.close()


def test_a_database_of_another_program_among_the_backups_is_no_backup(path):
    stranger = path.parent / "backups" / "library-20260101-000000-000000.sqlite"
    stranger.parent.mkdir()
    with contextlib.closing(sqlite3.connect(stranger)) as one:
        one.execute("CREATE TABLE theirs (x)")
    (stranger.parent / "library-notes.sqlite").touch()
    assert [one.path for one in backups.backups(path)] == [stranger]
    assert backups.content_of(stranger).code == "bad_backup"


def test_an_empty_library_with_our_mark_is_damaged(tmp_path):
    path = tmp_path / "library.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as one:
        one.execute(f"PRAGMA application_id = {0x4E504644}")
    with pytest.raises(DamagedLibrary):
        Library(path)


SAVES = 60


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """The bytes of a library with sixty saves of eight workbooks."""
    file = tmp_path_factory.mktemp("多") / "library.sqlite"
    chance, based = random.Random(3), {}
    with contextlib.closing(Library(file)) as library:
        for number in range(SAVES):
            book = replace(
                HERE,
                path=f"/书/{number % 8}.xlsx",
                sha256=f"{number % 8:064x}",
                content=chance.randbytes(3000),
            )
            based[book.path] = library.save(book, kills.work(f"{number}"), "", based.get(book.path)).id
    return file.read_bytes()


def test_row_by_row_nearly_every_save_that_is_whole_is_recovered(many, tmp_path):
    """Sixty copies with one to five pages overwritten each: five saves of six come back (less than two of three before)."""
    saved = 0
    for number in range(SAVES):
        chance, broken = random.Random(100 + number), bytearray(many)
        for _ in range(chance.choice([1, 2, 3, 5])):
            place = chance.randrange(1, len(many) // 4096) * 4096
            broken[place : place + 4096] = chance.randbytes(4096)
        file = tmp_path / f"{number}.sqlite"
        file.write_bytes(broken)
        with contextlib.closing(Library(tmp_path / f"{number}.new.sqlite")) as into:
            saved += damage.salvage(file, into)
        assert file.read_bytes() == broken
    assert saved > 0.85 * SAVES * SAVES


@pytest.mark.parametrize("where", ["beside", "where it lies"])
@pytest.mark.parametrize(("share", "least"), [(0.7, 20), (0.9, 40), (0.98, 55)])
def test_of_a_library_that_was_cut_short_the_pages_that_are_there_are_read(
    many, tmp_path, monkeypatch, share, least, where
):
    """SQLite reads nothing of a file that is shorter than it says, unless it is asked to."""
    file = tmp_path / "library.sqlite"
    file.write_bytes(many[: int(len(many) * share)])
    if where == "where it lies":
        unusable(monkeypatch, tmp_path)
    library, problem = open_or_set_aside(file)
    assert problem.arguments["saved"] >= least
    library.close()


@pytest.mark.parametrize("place", [0, 16, 18, 28, 60])
def test_a_broken_header_costs_no_save(many, tmp_path, place):
    """Every library begins with the same hundred bytes but for its length."""
    broken = bytearray(many)
    broken[place : place + 4] = b"\x93\x07\xf1\x55"
    file = tmp_path / "library.sqlite"
    file.write_bytes(broken)
    library, problem = open_or_set_aside(file)
    assert problem.arguments["saved"] == SAVES
    assert file.with_name(problem.arguments["aside"]).read_bytes() == broken
    library.close()


@pytest.mark.parametrize("name", ["setting", "workbook", "revision"])
def test_a_table_whose_name_is_no_text_any_more_costs_no_save(many, tmp_path, name):
    """What SQLite says of it is then no text either."""
    place = many.index(f"table{name}{name}".encode())
    broken = bytearray(many)
    broken[place + 6] ^= 0x80
    file = tmp_path / "library.sqlite"
    file.write_bytes(broken)
    library, problem = open_or_set_aside(file)
    assert problem.arguments["saved"] == SAVES
    library.close()


def test_saves_of_a_workbook_whose_own_row_is_lost_are_found_by_its_content(path):
    broken = sqlite3.connect(path)
    broken.execute("DELETE FROM workbook")
    broken.execute("UPDATE setting SET value = 'x'")
    broken.execute("PRAGMA application_id = 0")
    broken.commit()
    broken.close()
    library, problem = open_or_set_aside(path)
    assert problem.arguments["saved"] == 5
    assert len(saves(library)) == 5
    library.close()


def unusable(monkeypatch, tmp_path):
    """Neither the library's own folder nor that of temporary files takes a copy."""

    def refused(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", refused)


def test_where_no_copy_can_be_made_the_library_is_salvaged_where_it_lies(path, monkeypatch, tmp_path):
    broken = bytearray(path.read_bytes())
    broken[68:72] = bytes(4)
    path.write_bytes(broken)
    unusable(monkeypatch, tmp_path)
    library, problem = open_or_set_aside(path)
    assert problem.arguments["saved"] == 5
    assert path.with_name(problem.arguments["aside"]).read_bytes() == broken
    library.close()


@pytest.mark.parametrize("step", ["begun", "salvage", "set aside", "put in place"])
def test_where_no_new_library_can_be_begun_the_damaged_one_is_left_and_that_is_told(path, monkeypatch, step):
    broken = bytearray(path.read_bytes())
    broken[68:72] = bytes(4)
    path.write_bytes(broken)

    def refused(*_, **__):
        raise OSError(28, "No space left on device")

    def full(*_, **__):
        raise sqlite3.OperationalError("database or disk is full")

    real = Library

    def begun(file, *rest, **more):
        if file != path:
            refused()
        return real(file, *rest, **more)

    with monkeypatch.context() as broken_disk:
        if step == "begun":
            broken_disk.setattr(damage, "Library", begun)
        elif step == "salvage":
            broken_disk.setattr(damage, "_carry", full)
        elif step == "set aside":
            broken_disk.setattr(type(path), "rename", refused)
        else:
            broken_disk.setattr(damage, "_put_in_place", refused)
        with pytest.raises(LibraryRefused) as told:
            open_or_set_aside(path)
    assert told.value.problem.code == "damaged_library_left"
    assert str(path) in told.value.problem.message("zh")
    kept = [one for one in path.parent.iterdir() if one.suffix == ".sqlite"]
    assert [one.read_bytes() for one in kept] == [bytes(broken)]
    # with room again, the next start recovers everything
    library, problem = open_or_set_aside(path)
    assert problem.arguments["saved"] == 5
    library.close()


@pytest.mark.parametrize("lost", ["COLUMN plan_sha256", "TABLE exchanged"])
def test_a_newer_library_that_lacks_what_is_read_is_set_aside_and_told(path, lost):
    what, name = lost.split()
    with contextlib.closing(sqlite3.connect(path)) as newer:
        if what == "COLUMN":
            newer.execute("DROP INDEX revision_by_plan")
            newer.execute("ALTER TABLE revision RENAME COLUMN plan_sha256 TO workbook_of_it")
        else:
            newer.execute(f"DROP TABLE {name}")
        newer.execute("PRAGMA user_version = 99")
        newer.commit()
    content = path.read_bytes()
    library, problem = open_or_set_aside(path)
    assert problem.code == "other_form_of_library"
    assert path.with_name(problem.arguments["aside"]).read_bytes() == content
    for spoken in ("zh", "en"):
        assert problem.arguments["aside"] in problem.message(spoken)
    assert problem.arguments["saved"] == 5
    assert library.access == "write"
    library.close()
