"""The file of a plan written in the window: begun in a folder, saved elsewhere with all that it says, removed there."""

import pytest

from npfdesk import plan_file
from npfdesk.desk import open_workbook
from npfdesk.locations import sample_folder
from npfdesk.plan.document import blank_plan
from npfdesk.plan.edit_labels import set_observations
from npfdesk.plan.edits import Label, SetScoring, SetVintages
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.scoring import ScoringRule
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.vintages import Vintage, VintageKey
from npfdesk.store.library import Library
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests.workbook.books import write

OUTPUT = SeriesKey("市", "", "output")
LABEL = Label(Wording("改", "change"))


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path / "library.sqlite")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("示例县“十五五”规划", "示例县 十五五 规划"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("  规划\n（草案）. ", "规划 （草案）"),
        ("CON", "CON_"),
        ("nul.plan", "nul.plan_"),
        ("com1", "com1_"),
        ("", "_"),
        ("...", "_"),
        ("长" * 90, "长" * 60),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title, name):
    assert plan_file.file_name(title) == name


def test_a_plan_is_begun_under_its_title_and_a_number_where_that_is_taken(tmp_path):
    plan = read_workbook(write(tmp_path / "a.xlsx")).plan
    folder = tmp_path / "新" / "规划"
    paths = [plan_file.begin_plan(plan, folder, "zh") for _ in range(3)]
    assert [path.name for path in paths] == ["试验规划.xlsx", "试验规划 2.xlsx", "试验规划 3.xlsx"]
    assert read_workbook(paths[2]).plan.targets.keys() == plan.targets.keys()


def test_a_plan_without_a_title_has_a_name_too(tmp_path):
    assert plan_file.begin_plan(blank_plan(), tmp_path, "en") == tmp_path / "_.xlsx"


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "a").write_text("a file")
    plan = read_workbook(write(tmp_path / "a.xlsx")).plan
    told = plan_file.begin_plan(plan, tmp_path / "a" / "b", "zh")
    assert (told.code, "没有建成" in told.message("zh")) == ("new_plan_folder", True)


def test_a_file_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    refused = Problem(plan_file.NO_STRUCTURE, text="x")
    monkeypatch.setattr(plan_file, "save_standard", lambda *_: refused)
    assert plan_file.begin_plan(blank_plan(), tmp_path, "zh") is refused


def test_whether_a_file_lies_in_the_folder_of_begun_plans(tmp_path):
    assert plan_file.is_in(tmp_path, tmp_path / "a.xlsx")
    assert not plan_file.is_in(tmp_path, tmp_path / "b" / "a.xlsx")
    assert not plan_file.is_in(tmp_path, None)


def test_a_plan_is_saved_with_amendments_and_read_back(tmp_path):
    desk = open_workbook(write(tmp_path / "a.xlsx"), None).desk
    session = desk.session
    session.apply(set_observations(session.document, {(OUTPUT, 2021): 110.5}))
    key = VintageKey(OUTPUT, 2021, "2022-01-20")
    session.apply(SetVintages({key: Vintage(109.0, "快报")}, LABEL))
    rule = ScoringRule("产值", "output", 20.0)
    session.apply(SetScoring({rule.name: rule}, LABEL))
    document = session.document
    saved = plan_file.save_plan(desk, tmp_path / "b.xlsx", "zh")
    assert not isinstance(saved, Problem)
    reading, identity = saved
    assert identity is not None
    plan = reading.plan
    assert plan.observed[plan.row[OUTPUT], plan.column(2021)] == 110.5
    assert (dict(plan.vintages), plan.scoring) == ({key: Vintage(109.0, "快报")}, (rule,))
    # the desk goes on as it was
    assert desk.session.document is document


def test_what_cannot_be_written_leaves_the_desk(tmp_path):
    desk = open_workbook(write(tmp_path / "a.xlsx"), None).desk
    (tmp_path / "file").write_text("a file")
    told = plan_file.save_plan(desk, tmp_path / "file" / "b.xlsx", "zh")
    assert isinstance(told, Problem)


def test_what_cannot_be_read_back_is_told(tmp_path, monkeypatch):
    desk = open_workbook(write(tmp_path / "a.xlsx"), None).desk

    def broken(plan, path, language):
        problem = save_standard(plan, path, language)
        path.write_bytes(b"PK broken")
        return problem

    monkeypatch.setattr(plan_file, "save_standard", broken)
    told = plan_file.save_plan(desk, tmp_path / "b.xlsx", "en")
    assert told.code == "new_plan_not_read_back"
    assert "cannot be read back: " in told.message("en")


def test_a_begun_file_and_its_draft_are_removed(tmp_path, library):
    path = write(tmp_path / "a.xlsx")
    opened = open_workbook(path, library)
    desk = opened.desk
    desk.session.apply(set_observations(desk.session.document, {(OUTPUT, 2021): 110.5}))
    desk.draft(library)
    library.remember_file(path)
    assert library.drafts(desk.identity)
    plan_file.remove_begun(path, desk.identity, library)
    assert not path.exists()
    assert library.drafts(desk.identity) == ()
    assert library.recent_files() == ()
    # what is gone already does no harm
    plan_file.remove_begun(path, desk.identity, None)


def test_a_begun_file_stays_while_another_draft_of_it_awaits_a_choice(tmp_path, library):
    path = write(tmp_path / "a.xlsx")
    desk = open_workbook(path, library).desk
    desk.session.apply(set_observations(desk.session.document, {(OUTPUT, 2021): 110.5}))
    desk.set_aside(library)
    desk.draft(library)
    plan_file.remove_begun(path, desk.identity, library)
    assert path.exists()
    assert len(library.drafts(desk.identity)) == 1


def test_the_structure_of_a_workbook_on_disk(tmp_path):
    plan = plan_file.structure_of(sample_folder() / "county_15fyp.xlsx")
    assert plan.city == "county"
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    assert isinstance(plan_file.structure_of(tmp_path / "b.xlsx"), Problem)


@pytest.mark.parametrize(("language", "city"), [("zh", "示例市"), ("en", "Example city")])
def test_the_structure_of_the_template(language, city):
    plan = plan_file.example_structure(language)
    assert plan.region_by_code[plan.city].name == city
    assert (len(plan.vintages), len(plan.closed_targets), len(plan.scoring)) == (2, 1, 2)
