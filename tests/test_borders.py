"""What comes in over a border (cells, names of files, pastes, exchange files) never makes saving impossible."""

import contextlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl

from npfdesk import session as sessions
from npfdesk.desk import Desk, open_workbook, read, read_exchange
from npfdesk.locations import sample_workbook
from npfdesk.plan.edit_labels import set_notes
from npfdesk.plan.edits import AddScenario, Label
from npfdesk.plan.exchange import Exchange, pack, unpack
from npfdesk.plan.file_names import path_of
from npfdesk.plan.notes import CellNote, NoteKey, NoteSubject
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.records import SavedWork, decode, encode, saved_work
from npfdesk.plan.scenarios import Scenario, by_id
from npfdesk.plan.sound_text import MARK, is_sound, sound_value
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.work import Work
from npfdesk.report.material import Material, provenance_of
from npfdesk.store.library import Library
from npfdesk.store.library_records import Revision, WorkbookIdentity
from npfdesk.store.revisions import name_revision
from npfdesk.ui.files.chosen_files import chosen_path, dropped_path
from npfdesk.ui.printing.forms import REPORT_FORMS
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import TARGETS, write

HERE = WorkbookIdentity("/书/规划.xlsx", "a" * 64, b"x")
UNSOUND = "坏\ud800\x00\x0b\ufffe名"
GBK = os.fsdecode("规划.xlsx".encode("gbk"))
ANY_TEXT = st.text(st.characters() | st.characters(categories=["Cs", "Cc"]), max_size=8)


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path / "library.sqlite")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def reading():
    return read(sample_workbook())


def desk_of(reading):
    found, identity = reading
    opened = sessions.LoadedWorkbook(found.plan, found.file)
    return Desk(sessions.Session(opened), identity, None, found.grid)


def typed(session, text):
    """A scenario, its description and a note, typed or pasted with this text, in one window after another."""
    active = session.document.active
    one = replace(session.document.scenarios[active], id=f"x{text}", name=f"x{text}", description=text)
    label = Label(Wording("{name}", "{name}"), {"name": text})
    session.apply(AddScenario(one, label))
    key = NoteKey(NoteSubject.ASSUMPTION, active, "jinhua", "", "output", "value")
    session.apply(set_notes({key: CellNote(text, text)}))


@settings(max_examples=25)
@given(ANY_TEXT)
def test_whatever_is_typed_can_be_saved_loaded_drafted_and_handed_on(tmp_path_factory, reading, text):
    folder = tmp_path_factory.mktemp("任意")
    with contextlib.closing(Library(folder / "library.sqlite")) as library:
        desk = desk_of(reading)
        typed(desk.session, text)
        work = saved_work(desk.session.document)
        assert sound_value(work) is work
        label = desk.session.history.undo_label.text("zh")
        assert isinstance(desk.draft(library), str)
        saved = desk.save(library, label)
        assert isinstance(saved, Revision)
        name_revision(library, saved.id, text)
        assert library.work_of(saved.id) == work
        file = folder / "交换.npfs"
        assert desk.export(library, [desk.session.document.active], file) is None
        taken = read_exchange(file)
        assert isinstance(taken, Exchange)
        desk.record_import(library, taken)
        assert taken.work.work.scenarios == {
            name: one for name, one in work.work.scenarios.items() if name in taken.work.work.scenarios
        }


@pytest.mark.parametrize("form", REPORT_FORMS, ids=lambda form: form.ending)
def test_every_report_is_made_of_what_was_typed(qapp, form, reading, tmp_path):
    desk = desk_of(reading)
    typed(desk.session, UNSOUND)
    document = desk.session.document
    name = shutil.copy(sample_workbook(), tmp_path / GBK)
    material = Material(
        desk.session.results,
        tuple(document.scenarios.values())[-1:],
        Rule(document.plan.status_rule),
        provenance_of(Path(name)),
        "zh",
    )
    assert material.provenance.workbook == "规划.xlsx"
    assert len(form.load()(material, None)) > 100


@pytest.mark.parametrize(
    "failure",
    [
        sqlite3.OperationalError("database or disk is full"),
        OSError(28, "No space left on device"),
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
        OverflowError("too large"),
        MemoryError(),
        ValueError("only finite figures can be saved"),
        RecursionError("too deep"),
        KeyError("a mistake of ours"),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_every_failure_of_a_save_is_told_and_the_next_one_works(library, reading, monkeypatch, failure):
    desk = desk_of(reading)
    typed(desk.session, "x")

    def fail(*_, **__):
        raise failure

    with monkeypatch.context() as broken:
        for what in ("save", "draft"):
            broken.setattr(library, what, fail)
        for outcome in (desk.save(library), desk.draft(library)):
            assert isinstance(outcome, Problem)
            assert outcome.code == "not_saved"
            assert (str(failure) or type(failure).__name__) in outcome.message("en")
    assert desk.session.unsaved
    assert isinstance(desk.draft(library), str)
    assert isinstance(desk.save(library), Revision)
    assert not desk.session.unsaved


def with_texts(path, **texts):
    """A workbook in which these words stand for others in the text of its cells, as Excel escapes them."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(out, "w") as made:
        for part in book.namelist():
            content = book.read(part).decode("utf-8", "surrogateescape")
            for was, text in texts.items():
                content = content.replace(f">{was}<", f">{text}<")
            made.writestr(part, content.encode("utf-8", "surrogateescape"))
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize("escaped", ["_x0000_", "_xFFFE_", "_x0001_"])
def test_a_cell_that_no_file_can_hold_is_cleaned_told_by_its_place_and_saved(library, tmp_path, escaped):
    path = write(tmp_path / "书.xlsx", 目标=TARGETS, 情景=[["名称", "说明"], ["攻坚", "placeholder"]])
    with_texts(path, placeholder=f"a{escaped}b")
    opening = open_workbook(path, library)
    told = [one for one in opening.reading.problems if one.code == "unsound_text"]
    assert [(one.sheet, one.cell) for one in told] == [("情景", "B2")]
    assert MARK in told[0].message("zh")
    assert opening.reading.status == "warnings"
    (scenario,) = opening.reading.plan.scenarios
    assert scenario.description == f"a{MARK}b"
    typed(opening.desk.session, "x")
    assert isinstance(opening.desk.save(library), Revision)


def test_half_a_pair_that_is_escaped_stays_as_it_is_written(library, tmp_path):
    path = write(tmp_path / "书.xlsx", 目标=TARGETS, 情景=[["名称", "说明"], ["攻坚", "placeholder"]])
    opening = open_workbook(with_texts(path, placeholder="a_xD800_b"), library)
    assert opening.reading.plan.scenarios[0].description == "a_xD800_b"
    assert isinstance(opening.desk.save(library), Revision)


def test_a_line_break_of_word_stays_a_line_break_and_is_no_mistake(tmp_path):
    path = write(tmp_path / "书.xlsx", 目标=TARGETS, 情景=[["名称", "说明"], ["攻坚", "placeholder"]])
    reading = read_workbook(with_texts(path, placeholder="a_x000B_b"))
    assert reading.plan.scenarios[0].description == "a\nb"
    assert [one for one in reading.problems if one.code == "unsound_text"] == []


def test_an_exchange_file_with_half_a_pair_was_altered():
    import hashlib

    work = SavedWork(Work(by_id([Scenario("a", "甲名")])), "a")
    record = json.loads(pack(Exchange(work, None)).decode())
    inside = json.loads(
        json.dumps({"work": record["work"], "base": None}).replace("\\u7532\\u540d", "\\ud800")
    )
    text = json.dumps(inside, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    record |= inside | {"sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()}
    assert unpack(json.dumps(record).encode(), "a.npfs").code == "damaged_npfs"


def test_work_that_was_kept_with_half_a_pair_is_opened_and_can_be_saved_again():
    work = SavedWork(Work(by_id([Scenario("a", "甲名")])), "a")
    again = decode(encode(work).replace("甲名", "\\ud800"))
    assert again.work.scenarios["a"].name == MARK
    encode(again).encode()


@pytest.fixture
def gbk(tmp_path):
    try:
        return Path(shutil.copy(sample_workbook(), tmp_path / GBK))
    except OSError:
        pytest.skip("this disk takes names in UTF-8 only")


def test_a_file_with_a_name_in_gbk_is_opened_saved_and_found_again(library, gbk, tmp_path):
    opening = open_workbook(gbk, library)
    typed(opening.desk.session, "x")
    saved = opening.desk.save(library)
    assert isinstance(saved, Revision)
    again = open_workbook(gbk, library)
    assert again.desk.revision == saved.id
    assert "xx" in again.desk.session.document.scenarios
    library.remember_file(gbk)
    (recent,) = library.recent_files()
    assert path_of(recent) == gbk
    for key in (f"bounds:{gbk}", "last"):
        library.set_setting(key, {"workbook": str(gbk)})
        assert Path(library.setting(key)["workbook"]) == gbk
    exported = opening.desk.export(library, [opening.desk.session.document.active], gbk.with_suffix(".npfs"))
    assert exported is None
    assert read_exchange(gbk.with_suffix(".npfs")).about.workbook == "规划.xlsx"
    assert is_sound(opening.reading.plan.title)


@pytest.mark.parametrize(
    "call",
    [
        ["check"],
        ["check", "--json"],
        ["project"],
        ["project", "--format", "json"],
        ["report", "-o", "出.xlsx"],
        ["report", "-o", os.fsdecode("出.csv".encode("gbk"))],
    ],
    ids=" ".join,
)
def test_every_verb_takes_a_file_with_a_name_in_gbk(gbk, call):
    verb, *rest = call
    done = subprocess.run(
        [sys.executable, "-m", "npfdesk", verb, os.fsencode(gbk), *map(os.fsencode, rest)],
        capture_output=True,
        cwd=gbk.parent,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "LC_ALL": "C.UTF-8"},
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode in (0, 1), said
    assert "Traceback" not in said
    if "--json" in rest:
        assert json.loads(done.stdout.decode())["file"].endswith("规划.xlsx")


@pytest.mark.parametrize("name", [GBK, "规划 100%.xlsx"])
def test_a_file_that_is_dropped_or_chosen_is_found_by_its_bytes(tmp_path, name):
    file = Path(shutil.copy(sample_workbook(), tmp_path / name))
    (tmp_path / "其他.xlsx").touch()
    address = QUrl.fromEncoded(file.as_uri().encode())
    assert dropped_path(address) == file
    # a dialog names it as Qt can show it
    assert chosen_path(address.toLocalFile()) == file
    assert chosen_path(str(tmp_path / f"不在{MARK}.xlsx")) == tmp_path / f"不在{MARK}.xlsx"


def test_settings_survive_a_full_disk_and_that_is_told_once(library):
    told = []
    library.settings_unkept = told.append
    assert library.keep_settings({"theme": "dark", "type": 110})
    library.connection.execute("PRAGMA max_page_count = 1")
    for value in ("x" * 10**6, "y" * 10**6):
        assert not library.keep_settings({"theme": value, "type": 90})
    assert [one.code for one in told] == ["settings_unkept"]
    assert (library.setting("theme"), library.setting("type")) == ("dark", 110)
    library.connection.execute("PRAGMA max_page_count = 1000000")
    assert library.keep_settings({"theme": "light"})
    library.connection.execute("PRAGMA query_only = ON")
    assert not library.keep_settings({"theme": "dark"})
    assert len(told) == 2
