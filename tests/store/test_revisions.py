"""The history: what differs, names, thinning by age, the plan a save was made for, two windows on one library."""

import datetime
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption, Scenario
from npfdesk.plan.series import AssumptionKey
from npfdesk.store import backups
from npfdesk.store.library import Library
from npfdesk.store.library_records import Conflict, WorkbookIdentity, identify
from npfdesk.store.retention import kept_backups, kept_saves
from npfdesk.store.revisions import exchanges, kept_workbook, name_revision, remember_exchange, thin
from npfdesk.store.schema import MIGRATIONS, VERSION
from tests.plans import saved_as
from tests.store.kills import RELEASED

HERE = WorkbookIdentity("/书/规划.xlsx", "a" * 64, b"bytes of the workbook")
KEY = AssumptionKey("yongkang", "", "output")
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


def work(value, name="甲"):
    own = MappingProxyType({KEY: Assumption(Method.GROWTH, value)})
    return saved_as((Scenario("甲", name, assumptions=own),), "甲")


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path / "library.sqlite")
    yield opened
    opened.close()


def test_a_save_says_what_differs_from_the_one_before(library):
    first = library.save(HERE, work(5.0), "", None)
    # a scenario's head has four cells and comes as one, its one assumption as another
    assert first.difference == {"scenario": 1, "assumption": 1}
    second = library.save(HERE, work(6.0, "乙"), "", first.id)
    assert second.difference == {"scenario": 1, "assumption": 1}
    third = library.save(HERE, work(7.0, "乙"), "改", second.id)
    assert third.difference == {"assumption": 1}
    assert library.revisions(HERE) == (third, second, first)
    assert [library.work_of(one.id) for one in library.revisions(HERE)] == [
        work(7.0, "乙"),
        work(6.0, "乙"),
        work(5.0),
    ]
    assert library.work_of(99) is None


def test_a_named_save_keeps_its_name_and_its_place(library):
    saved = library.save(HERE, work(5.0), "", None)
    name_revision(library, saved.id, "  送审稿 ")
    assert library.revisions(HERE)[0].name == "送审稿"


def backdate(library, number, days):
    stamp = (NOW - datetime.timedelta(days=days)).isoformat()
    library.connection.execute("UPDATE revision SET saved_at = ? WHERE id = ?", (stamp, number))


def aged(library, days, name=""):
    based = next(iter(library.revisions(HERE)), None)
    saved = library.save(HERE, work(float(days)), "", based.id if based is not None else None)
    stamp = (NOW - datetime.timedelta(days=days)).isoformat()
    library.connection.execute(
        "UPDATE revision SET saved_at = ?, name = ? WHERE id = ?", (stamp, name, saved.id)
    )
    return saved.id


def test_saves_thin_out_by_age_and_named_ones_never(library):
    ids = {
        "years": aged(library, 900),
        "named": aged(library, 899.5, "印发稿"),
        "that month": aged(library, 899),
        "drafted from": aged(library, 400.5),
        "morning": aged(library, 30.2),
        "evening": aged(library, 30.1),
        "week": [aged(library, 3.2), aged(library, 3.1), aged(library, 3.0)],
    }
    library.draft(HERE, work(1.0), ids["drafted from"])
    # 900 and 899 days before 2026-03-01 are both in September 2023: the later one stays
    assert thin(library, NOW) == 2
    kept = {one.id for one in library.revisions(HERE)}
    assert kept == {ids["named"], ids["that month"], ids["drafted from"], ids["evening"], *ids["week"]}
    assert thin(library, NOW) == 0
    # the very last save stays, however old
    thin(library, NOW + datetime.timedelta(days=9000))
    assert ids["week"][-1] in {one.id for one in library.revisions(HERE)}


def test_the_workbook_of_a_save_is_kept_once_and_goes_with_the_last_save_for_it(library, tmp_path):
    file = tmp_path / "规划.xlsx"
    file.write_bytes(b"the plan of then" * 100)
    then = identify(file)
    first = library.save(then, work(1.0), "", None)
    second = library.save(then, work(2.0), "", first.id)
    file.write_bytes(b"the plan of now")
    now = identify(file)
    third = library.save(now, work(3.0), "", second.id)
    assert library.connection.execute("SELECT count(*) FROM content").fetchone() == (2,)
    kept = kept_workbook(library, second.plan_sha256)
    assert (kept.name, kept.content) == ("规划.xlsx", b"the plan of then" * 100)
    assert kept_workbook(library, third.plan_sha256).content == b"the plan of now"
    assert kept_workbook(library, "f" * 64) is None
    library.connection.execute("UPDATE content SET packed = zeroblob(9) WHERE sha256 = ?", (then.sha256,))
    assert kept_workbook(library, then.sha256) is None
    # years later, and used on another day since: one save of that month is left, and its workbook
    for number, days in ((first.id, 900.2), (second.id, 900.1), (third.id, 900)):
        backdate(library, number, days)
    later = library.save(now, work(4.0), "", third.id)
    backdate(library, later.id, 30)
    assert thin(library, NOW) == 2
    assert library.connection.execute("SELECT sha256 FROM content").fetchall() == [(now.sha256,)]


def test_a_row_that_unfolds_to_more_than_was_kept_is_not_believed(library):
    import zlib

    saved = library.save(HERE, work(1.0), "", None)
    bomb = zlib.compress(b"0" * 10_000_000)
    library.connection.execute("UPDATE content SET packed = ?", (bomb,))
    assert kept_workbook(library, saved.plan_sha256) is None


def test_a_copied_workbook_goes_on_from_the_saves_it_was_copied_with(library):
    first = library.save(HERE, work(1.0), "", None)
    copy = replace(HERE, path="/书/副本.xlsx")
    assert library.load(copy).revision == first
    other = library.save(copy, work(2.0), "", first.id)
    mine = library.save(HERE, work(3.0), "", first.id)
    assert library.revisions(copy) == (other, first)
    assert library.revisions(HERE) == (mine, first)
    # what the copy goes on from is not thinned away under it
    thin(library, NOW + datetime.timedelta(days=90000))
    assert first in library.revisions(copy)


def test_the_first_save_of_two_windows_is_a_conflict_too(tmp_path):
    one, other = Library(tmp_path / "library.sqlite"), Library(tmp_path / "library.sqlite")
    theirs = one.save(HERE, work(1.0), "", None)
    assert other.save(HERE, work(2.0), "", None) == Conflict(theirs)
    one.close()
    other.close()


def test_two_windows_draft_without_writing_over_each_other(tmp_path):
    one, other = Library(tmp_path / "library.sqlite"), Library(tmp_path / "library.sqlite")
    one.draft(HERE, work(1.0), None)
    other.draft(HERE, work(2.0), None)
    one.draft(HERE, work(3.0), None)
    assert {one.work.work.scenarios["甲"].assumptions[KEY].value for one in one.drafts(HERE)} == {2.0, 3.0}
    theirs = next(draft for draft in one.drafts(HERE) if draft.work == work(2.0))
    one.adopt_draft(HERE, theirs)
    assert [draft.work for draft in one.drafts(HERE)] == [work(2.0)]
    one.save(HERE, work(2.0), "", None)
    assert one.drafts(HERE) == ()
    other.draft(HERE, work(4.0), 99)
    other.discard_draft(HERE, other.load(HERE).draft)
    assert other.load(HERE).draft is None
    one.close()
    other.close()


def test_somebody_elses_draft_is_in_the_list_and_not_offered(library):
    library.draft(HERE, work(1.0), None)
    library.connection.execute("UPDATE draft SET drafted_by = 'somebody else'")
    assert library.load(HERE).draft is None
    assert [one.drafted_by for one in library.drafts(HERE)] == ["somebody else"]


def test_what_was_taken_in_is_remembered(library):
    remember_exchange(library, HERE, work(1.0), "in")
    remember_exchange(library, HERE, work(2.0), "out")
    remember_exchange(library, HERE, work(3.0), "in")
    assert exchanges(library, HERE) == (work(3.0), work(1.0))
    with pytest.raises(sqlite3.IntegrityError):
        remember_exchange(library, HERE, work(3.0), "sideways")


def test_the_tables_refuse_what_is_no_json_and_no_figure(library):
    library.save(HERE, work(1.0), "", None)
    library.draft(HERE, work(1.0), None)
    remember_exchange(library, HERE, work(1.0), "in")
    for text in ('{"figure": NaN}', '{"figure": Infinity}', '{"figure": -Infinity}', "{", ""):
        for table in ("revision", "draft", "exchanged"):
            with pytest.raises(sqlite3.IntegrityError):
                library.connection.execute(f"UPDATE {table} SET work = ?", (text,))
    with pytest.raises(sqlite3.IntegrityError):
        library.connection.execute("UPDATE content SET size = -1")


@pytest.mark.parametrize("text", ['{"format":1}', '{"format":1,"scenarios":3,"active":"","observations":[]}'])
def test_malformed_work_is_no_work(library, text):
    library.save(HERE, work(1.0), "", None)
    library.connection.execute("UPDATE revision SET work = ?, digest = ''", (text,))
    assert library.load(HERE).work is None


def test_a_damaged_latest_save_gives_the_last_sound_one_and_tells(library):
    first = library.save(HERE, work(1.0), "", None)
    second = library.save(HERE, work(2.0), "", first.id)
    text = library.connection.execute("SELECT work FROM revision WHERE id = ?", (second.id,)).fetchone()[0]
    library.connection.execute(
        "UPDATE revision SET work = ? WHERE id = ?", (text.replace("2.0", "9.0"), second.id)
    )
    stored = library.load(HERE)
    assert stored.work == work(1.0)
    assert stored.problem.code == "damaged_revision"
    assert stored.revision.id == second.id
    # saved upon the latest number, so that it is no conflict
    assert library.save(HERE, work(3.0), "", stored.revision.id).difference == {
        "scenario": 1,
        "assumption": 1,
    }


def test_a_library_of_the_first_form_is_brought_forward_after_a_verified_copy(tmp_path):
    path = tmp_path / "library.sqlite"
    shutil.copy(RELEASED, path)
    library = Library(path)
    stored = library.load(HERE)
    assert stored.work.work.scenarios["甲"].assumptions[KEY].value == 6.25
    assert stored.draft.work.work.scenarios["甲"].assumptions[KEY].value == 7.5
    assert stored.draft.based_on == 2
    assert [(one.saved_by, one.label, one.name, one.plan_sha256) for one in library.revisions(HERE)] == [
        ("乙科室", "第二次", "", ""),
        ("甲科室", "第一次", "", ""),
    ]
    assert library.setting("language") == "zh"
    assert library.recent_files() == ("/书/规划.xlsx",)
    before = tmp_path / "backups" / f"before-version-{VERSION}.sqlite"
    copy = sqlite3.connect(before)
    assert copy.execute("PRAGMA user_version").fetchone() == (1,)
    assert copy.execute("SELECT count(*) FROM revision").fetchone() == (2,)
    copy.close()
    assert library.save(HERE, work(8.0), "", stored.revision.id).difference
    library.close()
    again = Library(path)
    assert again.load(HERE).work == work(8.0)
    again.close()


def test_the_copy_before_a_change_of_form_is_listed_stays_and_is_put_back(tmp_path):
    path = tmp_path / "library.sqlite"
    shutil.copy(RELEASED, path)
    library = Library(path)
    (copy,) = backups.backups(path)
    assert (copy.before, copy.path) == (VERSION, backups.before_change(path, VERSION))
    assert backups.content_of(copy.path).revisions == 2
    # it is no backup of today, and years of daily ones do not thin it away
    now = datetime.datetime.now(datetime.UTC)
    assert backups.backup_is_due(path, now)
    for days in range(0, 1200, 30):
        assert isinstance(backups.take_backup(path, now + datetime.timedelta(days=days)), backups.Backup)
    assert copy in backups.backups(path)
    library.save(HERE, work(8.0), "", library.load(HERE).revision.id)
    assert backups.put_back(library.connection, path, copy.path) is None
    assert library.load(HERE).work.work.scenarios["甲"].assumptions[KEY].value == 6.25
    library.close()


def test_every_released_form_has_a_fixture():
    released = sorted(RELEASED.parent.glob("version-*.sqlite"))
    assert len(released) == len(MIGRATIONS) - 1
    for number, file in enumerate(released, start=1):
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        assert connection.execute("PRAGMA user_version").fetchone() == (number,)
        connection.close()


moments = st.lists(
    st.integers(0, 2000 * 24).map(lambda hours: NOW - datetime.timedelta(hours=hours)),
    min_size=1,
    max_size=60,
).map(lambda found: dict(enumerate(found)))


@given(moments, st.integers(0, 400))
def test_thinning_a_little_each_day_keeps_what_thinning_at_once_keeps_of_the_old(saved, days):
    later = NOW + datetime.timedelta(days=days)
    at_once = kept_saves(saved, later)
    kept = kept_saves(saved, NOW)
    step = kept_saves({one: saved[one] for one in kept}, later)
    assert step <= kept
    for found in (at_once, step):
        times = {saved[one] for one in found}
        # the last save is there, and what went has one that stayed not long after it: a day, a week, a month
        assert max(saved.values()) in times
        for at in saved.values():
            assert any(0 <= (one - at).days <= 31 + 7 + 1 for one in times)


def test_a_library_that_is_only_read_is_not_thinned_and_a_time_that_is_none_is_kept(library):
    aged(library, 900)
    aged(library, 900.1)
    library.save(HERE, work(1.0), "", 2)
    library.connection.execute("UPDATE revision SET saved_at = 'long ago' WHERE id = 1")
    library.access = "locked"
    assert thin(library, NOW) == 0
    library.access = "write"
    assert thin(library, NOW) == 0
    assert len(library.revisions(HERE)) == 3


def test_backups_thin_to_twelve_days_ten_weeks_and_nine_months():
    # one backup at noon of every day of two years up to 2026-03-01
    taken = {day: NOW - datetime.timedelta(days=day) for day in range(730)}
    kept = kept_backups(taken)
    assert set(range(12)) <= kept
    weeks = {tuple(taken[day].isocalendar()[:2]) for day in kept}
    assert {tuple((NOW - datetime.timedelta(weeks=week)).isocalendar()[:2]) for week in range(10)} <= weeks
    months = {(taken[day].year, taken[day].month) for day in kept}
    # March 2026 and the eight before it, back to July 2025
    assert months == {(2025, month) for month in range(7, 13)} | {(2026, 1), (2026, 2), (2026, 3)}
    assert len(kept) <= 31
    # a computer that was off for months keeps what it has
    assert kept_backups({1: taken[700], 2: taken[400]}) == {1, 2}


def test_a_difference_is_kept_as_counts(library):
    library.save(HERE, work(5.0), "", None)
    text = library.connection.execute("SELECT difference FROM revision").fetchone()[0]
    assert json.loads(text) == {"scenario": 1, "assumption": 1}


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from npfdesk.plan.merge import merge
from npfdesk.plan.records import SavedWork
from npfdesk.plan.scenarios import Scenario, by_id
from npfdesk.plan.work import Work
from npfdesk.store.library import Library
from npfdesk.store.library_records import Conflict, WorkbookIdentity
library, here = Library(Path(sys.argv[1])), WorkbookIdentity("/a.xlsx", "a" * 64)
based, base, conflicts = None, SavedWork(Work(by_id((Scenario("0", "0"),))), "0"), 0
mine = base
for number in range(12):
    name = f"{sys.argv[2]}{number}"
    scenarios = by_id((*mine.work.scenarios.values(), Scenario(name, name)))
    mine = replace(mine, work=replace(mine.work, scenarios=scenarios))
    while isinstance(saved := library.save(here, mine, "", based), Conflict):
        # as the window does it: theirs is merged into mine, which is saved upon it
        conflicts += 1
        theirs = library.work_of(saved.theirs.id)
        mine, base, based = merge(base, mine, theirs).saved, theirs, saved.theirs.id
    based, base = saved.id, mine
print(conflicts)
"""


def test_two_processes_on_one_library_keep_both_edits(tmp_path):
    path = tmp_path / "library.sqlite"
    both = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], stdout=subprocess.PIPE)
        for name in "甲乙"
    ]
    for one in both:
        one.communicate(timeout=120)
        assert one.returncode == 0
    library = Library(path)
    latest = library.work_of(library.revisions(WorkbookIdentity("/a.xlsx", "a" * 64))[0].id)
    assert {one.id for one in latest.work.scenarios.values()} == {
        "0",
        *(f"{name}{number}" for name in "甲乙" for number in range(12)),
    }
    library.close()


# clocks that are wrong


def test_a_clock_that_jumped_forward_thins_nothing_of_the_last_days_of_use(library):
    for days in (5.2, 5.1, 1.3, 1.2, 0.02, 0.01):
        aged(library, days)
    ahead = NOW + datetime.timedelta(days=4000)
    assert thin(library, ahead) == 0
    # what is saved while it is wrong makes nothing older either
    aged(library, -4000)
    assert thin(library, ahead) == 0
    # set right again, what bears a day to come stays and the rest thins as ever
    aged(library, 0.001)
    assert thin(library, NOW) == 0
    assert len(library.revisions(HERE)) == 8


def test_a_clock_that_jumped_back_offers_the_draft_that_was_drafted_last(tmp_path, monkeypatch):
    path = tmp_path / "library.sqlite"
    times = iter(["2026-03-01T12:00:00.000+00:00", "2011-01-01T00:00:00.000+00:00"])
    monkeypatch.setattr("npfdesk.store.library.now", lambda: next(times))
    first, second = Library(path), Library(path)
    first.draft(HERE, work(1.0), None)
    second.draft(HERE, work(2.0), None)
    assert first.load(HERE).draft.work == work(2.0)
    monkeypatch.setattr("npfdesk.store.library.now", lambda: "2010-01-01T00:00:00.000+00:00")
    # whichever window drafts last is the latest, also where it drafts again
    first.draft(HERE, work(3.0), None)
    assert [one.work for one in second.drafts(HERE)] == [work(3.0), work(2.0)]
    first.close()
    second.close()


def test_a_draft_that_was_replaced_meanwhile_is_neither_taken_over_nor_thrown_away(tmp_path, monkeypatch):
    path = tmp_path / "library.sqlite"
    times = iter(f"2026-03-01T12:00:0{second}.000+00:00" for second in range(9))
    monkeypatch.setattr("npfdesk.store.library.now", lambda: next(times))
    first, second = Library(path), Library(path)
    first.draft(HERE, work(1.0), None)
    offered = second.load(HERE).draft
    # the same number again, and another draft
    first.draft(HERE, work(2.0), None)
    second.discard_draft(HERE, offered)
    second.adopt_draft(HERE, offered)
    assert [one.work for one in first.drafts(HERE)] == [work(2.0)]
    first.close()
    second.close()


clocks = st.lists(st.integers(-3000, 3000).map(lambda days: NOW + datetime.timedelta(days=days)), max_size=40)


@given(clocks, st.integers(-6000, 6000), st.integers(1, 8))
def test_whatever_the_clock_said_what_was_saved_on_the_last_day_of_use_stays(times, off, today):
    """Saves at any times, then some on one day; then thinned at any moment that another clock says."""
    saved = dict(enumerate((*times, *(NOW + datetime.timedelta(minutes=n) for n in range(today)))))
    kept = kept_saves(saved, NOW + datetime.timedelta(days=off))
    assert max(saved) in kept
    every_day = {at.date() for at in saved.values()}
    assert set(range(len(times), len(saved))) <= kept
    # of each month that has a save, the last by number and the last by time are there or younger ones are
    for at in every_day:
        month = [one for one in saved if (saved[one].year, saved[one].month) == (at.year, at.month)]
        assert max(month) in kept or max(month, key=lambda one: saved[one]) in kept or set(month) & kept


@given(
    st.lists(st.tuples(st.integers(-900, 900), st.booleans()), min_size=1, max_size=12), st.integers(0, 2000)
)
def test_a_named_save_the_latest_and_todays_survive_every_clock(saves, off):
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library.sqlite")
        ids = [aged(library, days, "名" if named else "") for days, named in saves]
        thin(library, NOW + datetime.timedelta(days=off))
        kept = {one.id for one in library.revisions(HERE)}
        library.close()
    assert ids[-1] in kept
    assert {number for number, (_, named) in zip(ids, saves, strict=True) if named} <= kept


def test_backups_of_days_to_come_do_not_make_each_start_due_and_a_new_one_is_never_thinned(tmp_path):
    path = tmp_path / "library.sqlite"
    Library(path).close()
    for day in range(30):
        ahead = NOW + datetime.timedelta(days=3000 + 40 * day)
        assert isinstance(backups.take_backup(path, ahead), backups.Backup)
    taken = backups.take_backup(path, NOW)
    assert taken.path.exists()
    assert not backups.backup_is_due(path, NOW)


def test_our_own_draft_that_was_offered_and_drafted_again_is_still_ours(library):
    library.draft(HERE, work(1.0), None)
    offered = library.load(HERE).draft
    library.draft(HERE, work(2.0), None)
    library.adopt_draft(HERE, offered)
    assert library.load(HERE).draft.work == work(2.0)
    library.discard_draft(HERE, offered)
    assert library.drafts(HERE) == ()
