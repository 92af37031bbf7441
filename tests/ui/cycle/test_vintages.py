"""Corrected figures in the window: what is kept while typing, the line below the table, the list, and the view Revisions."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from npfdesk.plan.edit_labels import set_vintages
from npfdesk.plan.edits import CombinedEdit, Label, SetObservations, SetVintages
from npfdesk.plan.model import Source
from npfdesk.plan.problems import Wording
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.vintages import Vintage, VintageKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.answers.registry import OpenAnswers
from npfdesk.ui.cycle.corrected_figures import FIGURE, NOTE, SINCE, SOURCE
from npfdesk.ui.cycle.revisions import RevisionsView
from npfdesk.ui.look.language import set_language
from npfdesk.ui.tables.columns import ROLE
from npfdesk.ui.tables.panel import TablePanel
from npfdesk.ui.workspace import Workspace, day_of_the_calendar
from tests import plans

KEYS = Qt.Key
CITY, COUNTY = SeriesKey("市", "", "output"), SeriesKey("县", "", "output")
TODAY = "2024-03-01"
VINTAGES = {
    VintageKey(CITY, 2022, "2023-01-20"): Vintage(121.0, "flash", "快报"),
    VintageKey(CITY, 2022, "2023-09-30"): Vintage(110.0, "S1"),
}


def small(vintages=VINTAGES):
    """The help's worked example, and a county that nobody revised."""
    made = plans.plan(
        {
            CITY: {2020: 100.0, 2021: 110.0, 2022: 110.0, 2023: 133.1},
            COUNTY: {2020: 100.0, 2021: 110.0, 2022: 121.0, 2023: 121.0},
        },
        regions=[plans.Region("市", "市", "City"), plans.Region("县", "县", "County", parent="市")],
        indicators=[plans.Indicator("output", "产值", "Output", unit="亿元")],
        targets=[plans.target(CITY, "161.05"), plans.target(COUNTY, "161.05")],
    )
    return replace(made, vintages=MappingProxyType(vintages), sources=(Source("S1", "2022年统计年报"),))


class Office:
    """A panel of tables on the small plan, and what a person does to it."""

    def __init__(self, qtbot):
        self.qtbot = qtbot
        self.workspace = Workspace(Session(LoadedWorkbook(small())))
        self.workspace.today = lambda: TODAY
        self.panel = TablePanel(self.workspace)
        qtbot.addWidget(self.panel)
        self.panel.resize(1200, 400)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.table = self.panel.data
        self.panel.setCurrentWidget(self.panel.widget(self.panel.tables.index(self.table)))
        self.line = self.panel.correction_line

    def cell(self, series, year):
        figures = self.table.figures
        column = next(at for at, one in enumerate(figures.columns) if one.year == year)
        return figures.index(figures.row_of_series(series), column)

    def type(self, series, year, text):
        self.table.setFocus()
        self.table.setCurrentIndex(self.cell(series, year))
        self.qtbot.keyClick(self.table, text[0])
        editor = QApplication.focusWidget()
        self.qtbot.keyClicks(editor, text[1:])
        self.qtbot.keyClick(editor, KEYS.Key_Return)
        QApplication.processEvents()

    def kept(self, series, year):
        published = self.workspace.plan.vintages.items()
        return {key.since: one.figure for key, one in published if key.of == (series, year)}

    @property
    def steps(self):
        return len(self.workspace.session.history.done)


@pytest.fixture
def office(qtbot):
    return Office(qtbot)


def test_the_day_is_the_calendars():
    assert QDate.fromString(day_of_the_calendar(), Qt.DateFormat.ISODate).isValid()


def test_overtyping_keeps_what_the_figure_was_in_one_step_and_takes_no_keys(office):
    office.type(COUNTY, 2022, "120.5")
    assert office.kept(COUNTY, 2022) == {"": 121.0, TODAY: 120.5}
    assert office.steps == 1
    assert office.line.isVisible()
    assert office.line.label.text() == "2022 corrected; the old figure 121.0 is kept"
    assert office.table.hasFocus() or office.table.isAncestorOf(QApplication.focusWidget())
    office.workspace.undo()
    assert office.kept(COUNTY, 2022) == {}
    assert not office.line.isVisible()


def test_the_day_the_source_and_the_reason_are_noted_as_one_step(office):
    office.type(COUNTY, 2022, "120.5")
    line = office.line
    line.since.setDate(QDate(2024, 1, 20))
    line.source.setCurrentIndex(line.source.findText("S1 2022年统计年报"))
    line.note.setCurrentIndex(1)
    office.qtbot.mouseClick(line.keep, Qt.MouseButton.LeftButton)
    assert office.steps == 2
    assert office.kept(COUNTY, 2022) == {"": 121.0, "2024-01-20": 120.5}
    noted = office.workspace.plan.vintages[VintageKey(COUNTY, 2022, "2024-01-20")]
    assert noted == Vintage(120.5, "S1", "census revision")
    assert not line.isVisible()
    tip = office.cell(COUNTY, 2022).data(ROLE.ToolTipRole)
    assert "2022: 121.0 → 120.5 (census revision 2024-01-20)" in tip
    # corrected again, the day and the source that were noted stay
    office.type(COUNTY, 2022, "120.7")
    assert office.kept(COUNTY, 2022) == {"": 121.0, "2024-01-20": 120.7}
    assert (line.source.currentText(), line.note.currentText()) == ("S1", "census revision")


def test_a_correction_that_brings_its_own_source_is_not_asked_about(office):
    key = VintageKey(COUNTY, 2022, TODAY)
    label = Label(Wording("采用报来的数", "a reported figure"))
    brought = {VintageKey(COUNTY, 2022, ""): Vintage(121.0), key: Vintage(120.5, "return.xlsx")}
    office.workspace.apply(
        CombinedEdit((SetObservations({(COUNTY, 2022): 120.5}, label), SetVintages(brought, label)), label),
        office,
    )
    assert office.kept(COUNTY, 2022) == {"": 121.0, TODAY: 120.5}
    assert not office.line.isVisible()


def test_a_typing_error_leaves_nothing(office):
    office.type(COUNTY, 2022, "120.5")
    office.type(COUNTY, 2022, "120.7")
    office.qtbot.mouseClick(office.line.nothing, Qt.MouseButton.LeftButton)
    assert office.kept(COUNTY, 2022) == {}
    assert office.workspace.plan.observed[office.workspace.plan.row[COUNTY], 6] == 120.7
    # the vintages of before are not taken away with it
    office.type(CITY, 2022, "111")
    assert office.kept(CITY, 2022) == {"2023-01-20": 121.0, "2023-09-30": 110.0, TODAY: 111.0}
    office.qtbot.mouseClick(office.line.nothing, Qt.MouseButton.LeftButton)
    assert office.kept(CITY, 2022) == {"2023-01-20": 121.0, "2023-09-30": 110.0}


def test_typed_back_nothing_is_told(office):
    office.type(COUNTY, 2022, "120.5")
    office.type(COUNTY, 2022, "121")
    assert office.kept(COUNTY, 2022) == {}
    assert not office.line.isVisible()


def test_a_pasted_block_corrects_as_one_step(office):
    office.table.setCurrentIndex(office.cell(COUNTY, 2021))
    office.table.setFocus()
    QGuiApplication.clipboard().setText("111\t122\t125")
    office.qtbot.keyClick(office.table, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert office.steps == 1
    assert [office.kept(COUNTY, year)[""] for year in (2021, 2022, 2023)] == [110.0, 121.0, 121.0]
    assert office.line.label.text() == "Figures corrected: 3; the old ones are kept"


def test_new_figures_and_other_edits_show_no_line(office):
    office.type(COUNTY, 2024, "130")
    assert office.kept(COUNTY, 2024) == {}
    assert not office.line.isVisible()
    office.type(COUNTY, 2022, "120.5")
    office.workspace.apply(
        set_vintages(office.workspace.document, {VintageKey(CITY, 2021, ""): Vintage(1.0)})
    )
    assert not office.line.isVisible()


def test_findings_in_front_have_no_line(office):
    office.panel.setCurrentWidget(office.panel.check_results)
    office.workspace.apply(
        office.table.figures.edit([(0, office.cell(COUNTY, 2022).column(), "99")]), office.table.figures
    )
    assert len(office.kept(COUNTY, 2022)) + len(office.kept(CITY, 2022)) >= 2


def test_a_cells_details_tell_its_publications(office):
    office.table.setCurrentIndex(office.cell(CITY, 2022))
    assert (
        "2022: 121.0 (快报 2023-01-20) → 110.0 (2022年统计年报 2023-09-30)" in office.panel.detail.shown.text
    )


def test_the_line_speaks_chinese(office):
    office.type(COUNTY, 2022, "120.5")
    set_language("zh")
    QApplication.processEvents()
    assert office.line.label.text() == "2022年数已改正，原数 121.0 已留存"
    assert office.line.note.itemText(1) == "普查修订"
    assert office.line.nothing.text() == "录入错误，不留旧数"


@pytest.fixture
def listed(office):
    answers = OpenAnswers(office.workspace, office.panel, None)
    dialog = answers.ask("corrected_figures")
    yield dialog
    answers.stop()


def texts(dialog, column):
    return [row[column].text for row in dialog.rows.rows]


def put(dialog, row, column, text):
    index = dialog.rows.index(row, column)
    assert dialog.rows.setData(index, text)


def test_the_list_shows_every_publication_and_what_data_say(office, listed):
    assert listed.headline.text() == "Revised figures: 1, publications: 2"
    assert texts(listed, FIGURE) == ["121.0", "110.0"]
    assert texts(listed, SINCE) == ["2023-01-20", "2023-09-30"]
    assert texts(listed, SOURCE) == ["flash", "2022年统计年报"]
    assert texts(listed, 8) == ["", "the same"]
    office.workspace.session.begun = office.workspace.document
    office.workspace.apply(
        set_vintages(office.workspace.document, {VintageKey(CITY, 2022, "2024-01-02"): Vintage(99.0)})
    )
    assert texts(listed, 8) == ["", "", "110.0"]


def test_cells_of_the_list_are_changed_as_steps(office, listed):
    put(listed, 0, FIGURE, "1.2万")
    put(listed, 0, SINCE, "2023年1月31日")
    put(listed, 0, NOTE, "初步核算")
    put(listed, 0, SOURCE, "公报")
    assert office.kept(CITY, 2022) == {"2023-01-31": 12000.0, "2023-09-30": 110.0}
    changed = office.workspace.plan.vintages[VintageKey(CITY, 2022, "2023-01-31")]
    assert changed == Vintage(12000.0, "公报", "初步核算")
    assert office.steps == 4
    put(listed, 0, SINCE, "")
    put(listed, 0, FIGURE, "—")
    assert office.kept(CITY, 2022) == {"": None, "2023-09-30": 110.0}


def test_what_cannot_be_read_is_refused_with_words(office, listed):
    put(listed, 0, SINCE, "soon")
    assert "“soon” is not a date" in listed.notes.text()
    put(listed, 0, SINCE, "2023-09-30")
    assert "already has a publication on that day" in listed.notes.text()
    put(listed, 0, FIGURE, "many")
    assert "many" in listed.notes.text()
    assert office.steps == 0
    listed.figure.setText("many")
    listed.apply()
    assert "many" in listed.notes.text()
    assert not listed.can_apply()


def test_vintages_are_added_and_removed(office, listed):
    office.workspace.select(*COUNTY)
    assert listed.which.itemText(1) == "Figures of County · Output"
    listed.year.setValue(2022)
    listed.figure.setText("119")
    listed.figure.textEdited.emit("119")
    listed.since.setDate(QDate(2023, 1, 20))
    listed.source.setEditText("快报")
    assert listed.apply_button.isEnabled()
    office.qtbot.mouseClick(listed.apply_button, Qt.MouseButton.LeftButton)
    assert office.kept(COUNTY, 2022) == {"2023-01-20": 119.0}
    assert office.workspace.plan.vintages[VintageKey(COUNTY, 2022, "2023-01-20")].source == "快报"
    listed.unknown.setChecked(True)
    listed.figure.setText("118")
    listed.apply()
    assert office.kept(COUNTY, 2022) == {"": 118.0, "2023-01-20": 119.0}
    listed.which.setCurrentIndex(1)
    listed.refresh()
    assert texts(listed, FIGURE) == ["118.0", "119.0"]
    listed.table.selectAll()
    office.qtbot.mouseClick(listed.remove_button, Qt.MouseButton.LeftButton)
    assert office.kept(COUNTY, 2022) == {}
    assert office.kept(CITY, 2022) != {}
    assert office.steps == 3
    assert not listed.remove_button.isEnabled()


# the view


@pytest.fixture
def view(qtbot):
    workspace = Workspace(Session(LoadedWorkbook(small())))
    workspace.today = lambda: TODAY
    made = RevisionsView(workspace)
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def between(view, then, now):
    view.then.setDate(QDate.fromString(then, Qt.DateFormat.ISODate))
    view.now.setDate(QDate.fromString(now, Qt.DateFormat.ISODate))


def test_it_begins_with_the_day_before_the_newest_vintage(view):
    assert view.days() == ("2023-09-29", TODAY)
    assert view.page.title == "2 of 2 targets changed colour: 1 by revision, 2 by time (1 by both)"
    assert "assessed in 2022, then in 2023" in view.page.subtitle
    assert "revised figures: 1" in view.page.subtitle
    assert "Colours by pace" in view.page.note
    assert [line.series for line in view.list.lines] == [CITY, COUNTY]


def test_the_table_names_colours_reasons_and_figures(view):
    head, city, county = view.table()
    assert head[2:5] == ["Then", "After the revision", "Now"]
    assert city[0] == "City · Output 2025"
    assert city[5:] == ["revision and time", "2022: 121.0 → 110.0 (2022年统计年报)", "2023: 133.1"]
    assert county[5:] == ["time", "", "2023: 121.0"]
    assert len({city[2], city[3]}) == 2
    assert city[2] == city[4]


def test_a_line_is_looked_at_by_pointer_and_keys(view, qtbot):
    canvas = view.list
    second = canvas.place_of(COUNTY).center()
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=second.toPoint())
    assert view.workspace.selection.series == COUNTY
    qtbot.keyClick(canvas, KEYS.Key_Up)
    assert view.workspace.selection.series == CITY
    tip = canvas.tip_at(canvas.place_of(CITY).center())
    assert "2022: 121.0 → 110.0 (2022年统计年报)" in tip
    assert "City · Output" in tip
    assert canvas.series_at(canvas.place_of(CITY).center() * 0) is None
    assert canvas.cause(canvas.lines[1]) == "2023: 121.0"


def test_it_follows_edits_at_once_and_only_while_seen(view):
    workspace = view.workspace
    workspace.apply(set_vintages(workspace.document, dict.fromkeys(VINTAGES)))
    assert "0 by revision, 2 by time" in view.page.title
    assert view.days() == ("2023-03-01", TODAY)
    redraws = view.redraws
    view.hide()
    workspace.undo()
    assert view.redraws == redraws
    view.show()
    assert "1 by revision" in view.page.title


def test_nothing_turned_says_what_to_do(view):
    between(view, "2024-02-01", "2024-02-28")
    assert view.page.empty.startswith("No target changed colour between 2024-02-01 and 2024-02-28.")
    # every target's colours can be copied all the same
    assert [row[5] for row in view.table()[1:]] == ["", ""]
    # a later first day changes places with the second
    between(view, TODAY, "2023-06-30")
    assert view.days() == ("2023-06-30", TODAY)
    assert view.page.title.startswith("2 of 2")


def test_figures_without_a_day_are_told(view):
    workspace = view.workspace
    workspace.apply(
        set_vintages(workspace.document, {VintageKey(COUNTY, 2022, "2023-01-20"): Vintage(110.0)})
    )
    assert "have no day: 1" in view.page.note


def test_another_plan_begins_anew_and_a_blank_one_says_so(view):
    between(view, "2024-02-01", "2024-02-28")
    view.workspace.open(Session(LoadedWorkbook(small({}))))
    assert view.days() == ("2023-03-01", TODAY)
    view.workspace.open(Session(LoadedWorkbook(plans.plan({CITY: {2020: 1.0}}))))
    assert "no targets" in view.page.empty


def test_it_speaks_chinese(view):
    set_language("zh")
    QApplication.processEvents()
    assert view.page.title == "2 项目标 2 项变色：因修订 1，因时间 2，兼有 1"
    assert view.list.aim(view.list.lines[0]) == "目标 2025: 161.05 · 修订和时间"
