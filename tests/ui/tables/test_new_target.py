"""A target for a series that has none: asked for in one form, one step, and gone again the way it came."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from npfdesk.plan.records import saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.ui.look import language
from npfdesk.ui.look.mnemonics import bare
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import write

KEYS = Qt.Key
SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
DATA = [["地区", "指标", 2019, 2020, 2021], ["市", "产值", 90, 100, 108], ["县", "产值", 35, 41, 43]]
COUNTY = SeriesKey("县", "", "output")


@pytest.fixture
def book(tmp_path):
    """A workbook of data, without any target."""
    return write(tmp_path / "数据.xlsx", 目标=None, 数据=DATA)


@pytest.fixture
def bare_desk(make_desk, book):
    """The desk on a plan without any target, looking at the county's output."""
    reading = read_workbook(book)
    assert [one.code for one in reading.problems] == ["no_target_yet"]
    made = make_desk(reading.plan, reading.problems)
    made.workspace.select(*COUNTY)
    made.panel.setCurrentIndex(made.panel.tables.index(made.panel.targets))
    return made


def front(desk, window):
    """Give a window the keys: a bare display gives them to nobody by itself."""
    window.activateWindow()
    desk.qtbot.waitUntil(window.isActiveWindow)


def form_of(desk):
    form = desk.panel.new_target
    assert form is not None
    assert form.isVisible()
    front(desk, form)
    return form


def type_text(qtbot, line, text):
    """Type a text: Latin letters key by key, others as an input method commits them."""
    if text.isascii():
        qtbot.keyClicks(line, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(line, event)


def write_words(desk, words, end=KEYS.Key_Return):
    """Type the words into the form, whose line of words has the keys, and end with a key."""
    form = form_of(desk)
    assert form.words.hasFocus()
    type_text(desk.qtbot, form.words, words)
    press_return(desk, form.words, end)
    return form


def press_return(desk, line, key=KEYS.Key_Return):
    """End in the form with a key; where that closes it, the panel has the keys again."""
    desk.qtbot.keyClick(line, key)
    if desk.panel.new_target is None:
        front(desk, desk.panel)


def over(desk, line, text):
    """Type over what stands in a line."""
    line.selectAll()
    type_text(desk.qtbot, line, text)


def click(desk, button):
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_empty_table_offers_a_target_which_is_added_by_keys_undone_and_redone(bare_desk):
    desk, table = bare_desk, bare_desk.panel.targets
    notice = desk.panel.empty_notices[1]
    assert notice.isVisible()
    assert notice.button.isVisible()
    desk.qtbot.keyClick(notice.button, KEYS.Key_Space)
    form = form_of(desk)
    assert form.series == COUNTY
    assert (form.year.text(), form.base_year.text()) == ("2025", "2020")
    assert form.remark.text() == "Base 2020: 41.0 亿元"
    write_words(desk, "不低于60")
    stated = desk.workspace.plan.targets[TargetKey(COUNTY, 2025)]
    assert (stated.text, stated.parsed.figure, stated.base_year) == ("不低于60", 60, 2020)
    assert desk.undo_label == "新增目标 县 产值 2025 不低于60"
    assert len(desk.workspace.session.history.done) == 1
    assert desk.workspace.session.unsaved
    assert not notice.isVisible()
    assert not notice.button.isVisible()
    assert table.currentIndex().data() == "不低于60"
    assert table.hasFocus()
    drawn = desk.workspace.result.targets
    assert (drawn.keys, float(drawn.figure[0])) == ((TargetKey(COUNTY, 2025),), 60)
    desk.workspace.undo()
    assert desk.workspace.plan.targets == {}
    assert notice.button.isVisible()
    assert not desk.workspace.session.unsaved
    desk.workspace.redo()
    assert desk.workspace.plan.targets[TargetKey(COUNTY, 2025)] == stated


def test_words_that_cannot_be_read_stay_in_the_form_with_the_cells_message(bare_desk):
    desk = bare_desk
    desk.panel.add_target()
    form = write_words(desk, "60 kg")
    assert form.isVisible()
    refused = form.problem.text()
    assert "kg" in refused
    assert form.words.hasFocus()
    assert desk.workspace.session.history.done == ()
    over(desk, form.words, "60")
    assert form.problem.text() == ""
    press_return(desk, form.words)
    assert desk.workspace.plan.targets[TargetKey(COUNTY, 2025)].text == "60"
    table = desk.panel.targets
    desk.stand(table, 0, "target")
    desk.type(table, "60 kg")
    assert desk.panel.lines[1].text() == refused


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("words", "", "no words of a target yet"),
        ("words", "—", "no words of a target yet"),
        ("words", "60（2027）", "says a target of 2027, and the year is 2025"),
        ("year", "2031", "after the horizon 2030"),
        ("year", "2020", "not after the base year 2020"),
        ("year", "soon", "is not a year"),
        ("base_year", "1999", "outside the plan's years 2019–2030"),
        ("base_year", "", "is not a year"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_field(bare_desk, field, text, said):
    desk = bare_desk
    desk.panel.add_target()
    form = form_of(desk)
    type_text(desk.qtbot, form.words, "60")
    line = getattr(form, field)
    line.clear()
    type_text(desk.qtbot, line, text)
    desk.qtbot.keyClick(line, KEYS.Key_Return)
    assert said in form.problem.text()
    assert line.hasFocus()
    assert desk.workspace.plan.targets == {}


def test_a_target_makes_the_row_of_a_series_without_figures(bare_desk):
    desk = bare_desk
    desk.workspace.select(indicator="firms")
    desk.panel.add_target()
    form = form_of(desk)
    assert "no figures of 县 企业数 yet" in form.remark.text()
    write_words(desk, "60")
    firms = COUNTY._replace(indicator="firms")
    assert list(desk.workspace.plan.targets) == [TargetKey(firms, 2025)]
    assert firms in desk.workspace.plan.row
    desk.workspace.undo()
    assert firms not in desk.workspace.plan.row


def test_a_target_that_is_there_is_gone_to_instead(desk):
    table, plans = desk.panel.targets, desk.workspace.plan.targets
    wanted = TargetKey(SeriesKey("yongkang", "", "output"), 2025)
    desk.panel.setCurrentIndex(desk.panel.tables.index(table))
    desk.panel.search("no such row")
    told = []
    desk.workspace.notice.connect(told.append)
    click(desk, desk.panel.table_bar.adding)
    form = form_of(desk)
    assert f"already has a target for 2025: {plans[wanted].text}" in form.remark.text()
    assert bare(form.add_button.text()) == "Go to its row"
    write_words(desk, "1")
    assert desk.panel.new_target is None
    assert desk.workspace.plan.targets is plans
    assert desk.workspace.session.history.done == ()
    at = table.currentIndex()
    assert table.figures.identity(at.row()) == wanted
    assert at.data() == plans[wanted].text
    assert "already has a target for 2025" in told[0]


def test_another_year_of_a_series_is_a_row_of_its_own(desk):
    table = desk.panel.targets
    desk.panel.setCurrentIndex(desk.panel.tables.index(table))
    actions = {action.text(): action for action in table.menu().actions()}
    actions["Add a target…"].trigger()
    form = form_of(desk)
    over(desk, form.year, "2023")
    assert bare(form.add_button.text()) == "Add"
    write_words(desk, "1000以上")
    key = TargetKey(SeriesKey("yongkang", "", "output"), 2023)
    assert desk.workspace.plan.targets[key].text == "1000以上"
    assert table.figures.identity(table.currentIndex().row()) == key


def test_escape_adds_nothing(bare_desk):
    desk = bare_desk
    desk.panel.add_target()
    write_words(desk, "60", KEYS.Key_Escape)
    assert desk.panel.new_target is None
    assert desk.workspace.plan.targets == {}


@pytest.mark.parametrize("way", ["delete", "workbook"])
def test_a_target_added_here_goes_with_its_row_and_its_base_stays(bare_desk, way):
    desk, table = bare_desk, bare_desk.panel.targets
    desk.panel.add_target()
    write_words(desk, "60")
    desk.choose(table, [0], ["base", "target"])
    if way == "delete":
        desk.press(table, KEYS.Key_Delete)
    else:
        table.figures.reset(table.cells(), "workbook")
    assert desk.workspace.plan.targets == {}
    assert desk.observed(COUNTY, 2020) == 41
    assert len(desk.workspace.session.history.done) == 2
    desk.workspace.undo()
    assert [one.text for one in desk.workspace.plan.targets.values()] == ["60"]


def test_the_words_of_the_workbook_are_emptied_where_an_added_row_goes(desk):
    table, plan = desk.panel.targets, desk.workspace.plan
    desk.panel.add_target()
    over(desk, form_of(desk).year, "2023")
    write_words(desk, "1000")
    stated = TargetKey(SeriesKey("yongkang", "", "output"), 2025)
    rows = [table.figures.row_of(key) for key in (stated, stated._replace(year=2023))]
    desk.choose(table, rows, ["target"])
    desk.press(table, KEYS.Key_Delete)
    assert desk.workspace.plan.targets[stated].text == ""
    assert desk.workspace.plan.targets.keys() == plan.targets.keys()


def test_nothing_is_asked_where_nothing_is_open(qtbot, make_desk):
    from npfdesk.plan.document import blank_plan

    desk = make_desk(blank_plan())
    told = []
    desk.workspace.notice.connect(told.append)
    desk.panel.add_target()
    assert desk.panel.new_target is None
    assert told[0].startswith("Nothing is open.")


def test_regions_of_one_name_are_told_apart():
    from npfdesk.plan.regions import Region
    from npfdesk.ui.tables.new_target import region_choices
    from tests.plans import plan

    regions = [
        Region("a", "甲市"),
        Region("b", "乙市"),
        Region("1", "新区", "", "a"),
        Region("2", "新区", "", "b"),
    ]
    made = plan({(one.code, "", "x"): {2020: 1.0} for one in regions}, regions=regions)
    assert [text for text, _ in region_choices(made)] == ["甲市", "乙市", "新区 · 甲市", "新区 · 乙市"]


def test_it_is_kept_and_laid_upon_the_workbook_again(bare_desk, book):
    desk = bare_desk
    desk.panel.add_target()
    write_words(desk, "年均增长6%左右")
    kept = saved_work(desk.document)
    again = restore(read_workbook(book).plan, kept)
    assert again.document.plan.targets == desk.workspace.plan.targets
    assert again.orphans == ()


class TestInTheWindow:
    """From the shortcut to the workbook and back."""

    @pytest.fixture
    def window(self, bare, qtbot, book):
        bare.workbook_opening.open_now(book)
        with qtbot.waitActive(bare.window):
            bare.window.show()
            bare.window.activateWindow()
        return bare

    def test_it_is_drawn_and_saved_into_a_sheet_of_its_own(self, window, qtbot, book):
        main = window.window
        main.workspace.select(*COUNTY)
        qtbot.keyClick(main.panel.assumptions, KEYS.Key_T, SHIFTED)
        form = main.panel.new_target
        language.set_language("zh")
        QApplication.processEvents()
        assert form.windowTitle() == "新增目标"
        assert form.series == COUNTY
        type_text(qtbot, form.words, "60以上")
        qtbot.keyClick(form.words, KEYS.Key_Return)
        assert main.panel.table is main.panel.targets
        assert main.menus.undo.text() == "撤销 新增目标 县 产值 2025 60以上"
        marks = main.paths.lines.marks
        assert [(mark.year, mark.figure) for mark in marks] == [(2025, 60)]
        exporter = window.exporter
        exporter.preview_workbook_changes()
        qtbot.waitUntil(lambda: exporter.job is None, timeout=60_000)
        qtbot.mouseClick(exporter.preview.save, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: exporter.job is None, timeout=60_000)
        again = read_workbook(book)
        assert [(one.text, one.base_year) for one in again.plan.targets.values()] == [("60以上", 2020)]
        assert again.problems == ()
        assert main.workspace.document.work.targets == {}
        assert list(main.workspace.plan.targets) == [TargetKey(COUNTY, 2025)]


def test_f1_opens_the_help_beside_the_form(bare_desk, qtbot):
    from npfdesk.ui.help.help_window import HelpWindow

    bare_desk.panel.add_target()
    form = form_of(bare_desk)
    qtbot.keyClick(form.words, KEYS.Key_F1)
    (shown,) = form.findChildren(HelpWindow)
    assert shown.isVisible()
    shown.close()
    form.reject()
