"""Another program holds the library: nothing waits for long, nothing is lost, and it goes on when it is free."""

import datetime
import sqlite3
from functools import partial

import pytest

from npfdesk.desk import open_workbook
from npfdesk.locations import sample_workbook
from npfdesk.store import backups
from npfdesk.store.damage import open_or_set_aside
from npfdesk.store.library import Library
from npfdesk.store.library_records import WINDOW_PATIENCE, LibraryRefused, Revision, in_use
from tests.store.kills import HERE, work


@pytest.fixture
def path(tmp_path):
    Library(tmp_path / "library.sqlite").close()
    return tmp_path / "library.sqlite"


@pytest.fixture
def library(path):
    opened = Library(path, WINDOW_PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def holder(path):
    """Another program that holds the library for itself alone."""
    other = sqlite3.connect(path, isolation_level=None)
    yield other
    other.close()


def waits(library):
    return library.connection.execute("PRAGMA busy_timeout").fetchone()[0]


def test_the_window_waits_a_fifth_of_a_second_and_once_only(library, holder):
    assert waits(library) == 200
    holder.execute("BEGIN EXCLUSIVE")
    for _ in range(3):
        with pytest.raises(sqlite3.OperationalError) as held:
            library.save(HERE, work("1"), "", None)
        assert in_use(held.value)
        # from the second on it asks without waiting
        raw = sqlite3.Connection.execute(library.connection, "PRAGMA busy_timeout").fetchone()
        assert raw == (0,)
    holder.execute("ROLLBACK")
    saved = library.save(HERE, work("1"), "", None)
    assert isinstance(saved, Revision)
    assert waits(library) == 200


def test_no_backup_is_waited_for_and_none_put_back_while_it_is_held(library, path, holder):
    # SQLite's own copying asks a held library for ever
    moment = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
    taken = backups.take_backup(path, moment)
    library.set_setting("year", 2030)
    holder.execute("BEGIN EXCLUSIVE")
    told = backups.take_backup(path, moment + datetime.timedelta(days=1), patience=0.0)
    assert told.code == "library_in_use"
    assert backups.put_back(library.connection, path, taken.path, 0.0).code == "library_in_use"
    holder.execute("ROLLBACK")
    assert library.setting("year") == 2030
    assert [one.path for one in backups.backups(path)] == [taken.path]
    assert not list(taken.path.parent.glob("*.part"))
    assert backups.put_back(library.connection, path, taken.path, 0.0) is None
    assert library.setting("year") is None


def test_settings_and_recent_files_are_as_they_were_last_read(library, holder, tmp_path):
    library.set_setting("year", 2030)
    library.remember_file(tmp_path / "规划.xlsx")
    assert (library.setting("year"), len(library.recent_files())) == (2030, 1)
    holder.execute("BEGIN EXCLUSIVE")
    assert (library.setting("year"), library.setting("rule"), len(library.recent_files())) == (2030, None, 1)


def test_a_start_on_a_held_library_is_told_and_the_file_is_left_alone(path, holder):
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LibraryRefused) as refused:
        open_or_set_aside(path, partial(Library, patience=0.01))
    assert refused.value.problem.code == "library_in_use"
    holder.execute("ROLLBACK")
    opened, problem = open_or_set_aside(path, partial(Library, patience=0.01))
    assert problem is None
    opened.close()
    assert [one.name for one in path.parent.iterdir()] == ["library.sqlite"]


def test_a_desk_opens_drafts_and_saves_around_a_held_library(library, holder):
    first = open_workbook(sample_workbook(), library)
    assert isinstance(first.desk.save(library), Revision)
    holder.execute("BEGIN EXCLUSIVE")
    opening = open_workbook(sample_workbook(), library)
    assert opening.problem.code == "opened_without_library"
    assert first.desk.save(library).code == "library_in_use"
    assert first.desk.draft(library).code == "library_in_use"
    assert first.desk.discard_draft(library).code == "library_in_use"
    holder.execute("ROLLBACK")
    assert isinstance(first.desk.save(library), Revision)
    # who opened without what was saved does not write over it
    assert opening.desk.save(library).code == "save_conflict"
