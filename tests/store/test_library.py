"""The library: what is acknowledged is there, whatever happens after."""

import json
import os
import sqlite3
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.document import new_document
from npfdesk.plan.lever_amendments import EffectKey, StatedEffect
from npfdesk.plan.methods import Method
from npfdesk.plan.records import SavedWork, UnknownFormat, decode, encode, saved_work
from npfdesk.plan.scenarios import Assumption, LeverIntensities, Scenario, by_id
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey, TargetKey
from npfdesk.plan.sound_text import sound_text
from npfdesk.plan.work import Work
from npfdesk.store.damage import open_or_set_aside
from npfdesk.store.library import Library
from npfdesk.store.library_file import LONGEST_PATH
from npfdesk.store.library_records import (
    Conflict,
    DamagedLibrary,
    LibraryRefused,
    Revision,
    WorkbookIdentity,
    identify,
)
from npfdesk.store.schema import VERSION
from tests.plans import saved_as, target, with_parts

HERE = WorkbookIdentity("/书/规划.xlsx", "a" * 64)
WORK = saved_as((Scenario("甲", "甲"),), "甲")

figures = st.floats(allow_nan=False, allow_infinity=False)
years = st.dictionaries(st.integers(1990, 2060), figures, max_size=3).map(
    lambda one: tuple(sorted(one.items()))
)
# a document holds sound text alone: what comes in is cleaned at every border
names = st.text(max_size=6).map(sound_text)
optional = st.one_of(st.none(), figures)
scenarios = st.builds(
    Scenario,
    names,
    names,
    st.one_of(st.none(), names),
    names,
    names,
    st.dictionaries(
        st.builds(AssumptionKey, names, names, names),
        st.builds(
            Assumption, st.sampled_from(list(Method)), optional, optional, optional, optional, years, names
        ),
        max_size=3,
    ).map(MappingProxyType),
    st.dictionaries(
        st.builds(LeverIntensityKey, names, names, names), st.builds(LeverIntensities, years), max_size=2
    ).map(MappingProxyType),
    st.sampled_from(["8000", "35左右", "3.0以上，力争3.5以上", "新增5", "—"]).map(
        lambda text: MappingProxyType({(one := target(("市", "", "x"), text)).key: one})
    ),
)
works = st.builds(
    SavedWork,
    st.builds(
        Work,
        st.lists(scenarios, max_size=2).map(by_id),
        st.dictionaries(
            st.tuples(st.builds(SeriesKey, names, names, names), st.integers(1990, 2060)),
            optional,
            max_size=2,
        ).map(MappingProxyType),
        st.dictionaries(
            st.builds(TargetKey, st.builds(SeriesKey, names, names, names), st.integers(2000, 2050)),
            st.none(),
            max_size=2,
        ).map(MappingProxyType),
        effects=st.dictionaries(
            st.builds(EffectKey, names, names, st.integers(0, 20)),
            st.builds(StatedEffect, figures, names, names),
            max_size=2,
        ).map(MappingProxyType),
    ),
    names,
    st.lists(scenarios, max_size=1).map(tuple),
)


@given(works)
def test_what_is_encoded_is_decoded(work):
    again = decode(encode(work))
    assert again == work
    assert list(again.work.scenarios) == list(work.work.scenarios)


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path / "数据" / "library.sqlite")
    yield opened
    opened.close()


def test_what_is_saved_is_loaded(library):
    saved = library.save(HERE, WORK, "第一次", None)
    assert isinstance(saved, Revision)
    stored = library.load(HERE)
    assert (stored.work, stored.revision, stored.draft) == (WORK, saved, None)
    assert stored.revision.label == "第一次"
    again = library.save(HERE, replace(WORK, active="乙"), "第二次", saved.id)
    assert [one.label for one in library.revisions(HERE)] == ["第二次", "第一次"]
    assert library.load(HERE).revision == again


def test_a_workbook_that_moved_is_known_by_its_content(library):
    library.save(HERE, WORK, "", None)
    assert library.load(WorkbookIdentity("/别处/规划.xlsx", "a" * 64)).work == WORK
    assert library.load(WorkbookIdentity("/别处/规划.xlsx", "b" * 64)).work is None
    assert library.load(WorkbookIdentity(HERE.path, "b" * 64)).work == WORK


def test_an_identity_is_of_path_and_bytes(tmp_path):
    file = tmp_path / "一.xlsx"
    file.write_bytes(b"1")
    assert identify(file).sha256 == identify(file).sha256 != WorkbookIdentity("", "0" * 64).sha256
    assert os.path.isabs(identify(file).path)


def test_a_draft_is_replaced_offered_and_dropped(library):
    saved = library.save(HERE, WORK, "", None)
    library.draft(HERE, replace(WORK, active="草一"), saved.id)
    drafted_at = library.draft(HERE, replace(WORK, active="草二"), saved.id)
    draft = library.load(HERE).draft
    assert (draft.work.active, draft.drafted_at, draft.based_on) == ("草二", drafted_at, saved.id)
    library.discard_draft(HERE)
    assert library.load(HERE).draft is None
    library.draft(HERE, WORK, saved.id)
    library.save(HERE, WORK, "", saved.id)
    assert library.load(HERE).draft is None


def test_two_that_save_do_not_lose_each_others_work(tmp_path):
    path = tmp_path / "library.sqlite"
    one, other = Library(path), Library(path)
    begun = one.save(HERE, WORK, "起点", None)
    theirs = other.save(HERE, replace(WORK, active="他们"), "他们的", begun.id)
    outcome = one.save(HERE, replace(WORK, active="我们"), "我们的", begun.id)
    assert outcome == Conflict(theirs)
    assert one.load(HERE).work.active == "他们"
    one.close()
    other.close()


@pytest.mark.parametrize("figure", [float("nan"), float("inf")])
def test_a_figure_that_is_not_finite_is_refused_at_the_border(library, figure):
    work = with_parts(WORK, observations=MappingProxyType({(SeriesKey("a", "", "b"), 2020): figure}))
    with pytest.raises(ValueError, match="finite"):
        library.save(HERE, work, "", None)
    assert library.load(HERE).work is None
    with pytest.raises(ValueError, match="JSON"):
        library.set_setting("x", figure)


def test_settings_and_recent_files(library, tmp_path):
    assert library.setting("layout") is None
    library.set_setting("layout", {"a": [1, "中"]})
    library.set_setting("layout", {"a": [2, "中"]})
    assert library.setting("layout") == {"a": [2, "中"]}
    for name in ("一", "二", "一"):
        library.remember_file(tmp_path / name)
    assert [os.path.basename(one) for one in library.recent_files()] == ["一", "二"]


def test_a_foreign_database_is_left_alone(tmp_path):
    path = tmp_path / "library.sqlite"
    with sqlite3.connect(path) as foreign:
        foreign.execute("CREATE TABLE theirs (x)")
    foreign.close()
    before = path.read_bytes()
    with pytest.raises(LibraryRefused) as refused:
        Library(path)
    assert refused.value.problem.code == "foreign_library"
    assert path.read_bytes() == before


def test_a_damaged_library_is_set_aside_and_told(tmp_path):
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    with pytest.raises(DamagedLibrary):
        Library(path)
    library, problem = open_or_set_aside(path)
    assert problem.code == "damaged_library"
    aside = [one for one in tmp_path.iterdir() if "damaged" in one.name]
    assert len(aside) == 1
    assert aside[0].name in problem.message("zh")
    library.save(HERE, WORK, "", None)
    library.close()


def test_a_newer_library_is_read_and_not_written(tmp_path):
    path = tmp_path / "library.sqlite"
    library = Library(path)
    library.save(HERE, WORK, "", None)
    library.connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    library.close()
    newer, problem = open_or_set_aside(path)
    assert problem.code == "newer_library"
    assert newer.read_only
    assert newer.load(HERE).work == WORK
    with pytest.raises(sqlite3.OperationalError):
        newer.save(HERE, WORK, "", None)
    newer.close()


def test_work_of_an_unknown_form_is_left_as_it_is(library):
    library.save(HERE, WORK, "", None)
    library.connection.execute("UPDATE revision SET work = ?", (json.dumps({"format": 99}),))
    assert library.load(HERE).work is None
    assert library.load(HERE).revision is not None
    with pytest.raises(UnknownFormat):
        decode("[]")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "文件").write_text("x")
    with pytest.raises(LibraryRefused) as refused:
        Library(tmp_path / "文件" / "library.sqlite")
    assert refused.value.problem.code == "unwritable_library"


@pytest.mark.skipif(os.name != "posix", reason="the limit is that of SQLite on Unix")
@pytest.mark.parametrize("spare", [0, -1])
def test_a_path_that_sqlite_cannot_open_says_so_and_what_to_do(tmp_path, spare):
    # the last folder's name makes the path as long as it may be, or a byte longer
    folder = tmp_path
    while len(os.fsencode(folder)) < LONGEST_PATH - 260:
        folder /= "规" * 60
    folder /= "b" * (LONGEST_PATH - spare - len(os.fsencode(folder)) - len("/" + "/library.sqlite"))
    path = folder / "library.sqlite"
    if not spare:
        Library(path).close()
        assert path.stat().st_size
        return
    with pytest.raises(LibraryRefused) as refused:
        Library(path)
    problem = refused.value.problem
    assert problem.code == "library_path_too_long"
    assert "NPFDESK_HOME" in problem.message("zh")


def test_a_save_that_fails_leaves_the_last_one(library, monkeypatch):
    saved = library.save(HERE, WORK, "", None)
    library.connection.execute(
        "CREATE TRIGGER full BEFORE INSERT ON revision BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    with pytest.raises(sqlite3.Error, match="disk full"):
        library.save(HERE, replace(WORK, active="乙"), "", saved.id)
    assert library.load(HERE).work == WORK


def test_the_samples_work_survives_a_round(sample_plan):
    work = saved_work(new_document(sample_plan))
    assert decode(encode(work)) == work


def test_settings_kept_together_are_all_kept_or_none(library):
    library.set_settings({"one": 1, "two": [2]})
    assert (library.setting("one"), library.setting("two")) == (1, [2])
    with pytest.raises(ValueError, match="JSON"):
        library.set_settings({"one": 3, "three": float("nan")})
    assert (library.setting("one"), library.setting("three")) == (1, None)
