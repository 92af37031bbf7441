"""What a screen reader is told: every chart says its message, and its figures are a table that can be walked."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QTableView, QTabWidget

from npfdesk.ui.answers.answer_charts import Picture
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.look import language
from npfdesk.ui.views.chart_sheets import rows_of
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.views.screen_reader import FiguresTable

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description
WITH_PICTURES = ("tornado", "futures", "waterfall", "grid", "forecasts", "disparity")


def heard(widget):
    return QAccessible.queryAccessibleInterface(widget)


def table_of(chart):
    """The cells (row, column) as a reader walks them, heads among them."""
    assert chart.role() == QAccessible.Role.Chart
    assert chart.childCount() == 1
    table = chart.child(0)
    assert table.role() == QAccessible.Role.Table
    assert table.object().parent() is chart.object()
    assert not table.state().invisible
    lines = {}
    for place in range(table.childCount()):
        cell = table.child(place)
        at = cell.tableCellInterface()
        if at is not None and cell.role() == QAccessible.Role.Cell:
            lines.setdefault(at.rowIndex(), {})[at.columnIndex()] = cell.text(NAME)
    return [[text for _, text in sorted(cells.items())] for _, cells in sorted(lines.items())]


@pytest.fixture(autouse=True)
def reader():
    """A screen reader listens."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def turn_to(dialog, widget):
    """Bring the page of a widget to the front, where the pages have tabs."""
    for tabs in dialog.findChildren(QTabWidget):
        for place in range(tabs.count()):
            if tabs.widget(place) is widget or tabs.widget(place).isAncestorOf(widget):
                tabs.setCurrentIndex(place)


def drawing_of(view):
    for name in ("canvas", "bars", "plot"):
        drawing = getattr(view, name, None)
        if drawing is not None:
            return drawing
    return view.tiles[0].plot


def expected(rows):
    return [[text or "missing value" for text in row] for row in rows[1:]]


def test_every_view_is_a_chart_with_its_figures_as_a_table(person):
    person.workspace.select(region="yiwu", industry="", indicator="output")
    for name in VIEWS:
        shown = person.look_at(name)
        drawing = drawing_of(shown)
        chart = heard(drawing)
        drawn = shown.tiles[0] if hasattr(shown, "tiles") else shown
        if getattr(shown, "page", None) is not None and shown.page.empty:
            assert shown.page.empty in chart.text(DESCRIPTION), name
            continue
        assert chart.text(NAME) == drawn.title.text() != "", name
        assert chart.text(DESCRIPTION), name
        assert table_of(chart) == expected(rows_of(drawn)), name


def test_the_path_chart_says_how_the_target_stands_and_follows_an_edit(person):
    person.workspace.select(region="yiwu", industry="", indicator="output")
    plot = person.window.paths.plot
    chart = heard(plot)
    before = table_of(chart)
    assert str(person.workspace.plan.target_year) in chart.text(DESCRIPTION)
    said = chart.text(DESCRIPTION)
    person.grow("yiwu", 11.0)
    QApplication.processEvents()
    assert chart.text(DESCRIPTION) != said
    after = table_of(chart)
    assert after != before
    assert after == expected(rows_of(person.window.paths))


def test_the_table_takes_no_room_no_keys_and_no_clicks(person):
    plot = person.window.paths.plot
    before = plot.grab().toImage()
    heard(plot).childCount()
    table = plot.findChild(FiguresTable)
    assert isinstance(table, QTableView)
    assert table.size().isEmpty()
    assert table.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert table.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert plot.grab().toImage() == before


def test_nothing_is_made_where_no_reader_asks(person):
    person.look_at("Heatmap")
    person.grow("yiwu", 11.0)
    assert person.window.findChildren(FiguresTable) == []


def test_a_key_says_what_it_came_to(person):
    person.workspace.select(region="yiwu", industry="", indicator="output")
    view = person.look_at("Gaps")
    bars = view.bars
    chart = heard(bars)
    chart.childCount()
    said = chart.text(DESCRIPTION)
    person.press(bars, Qt.Key.Key_Down)
    QApplication.processEvents()
    assert chart.text(DESCRIPTION) != said
    assert view.message() in chart.text(DESCRIPTION)


def test_the_year_that_is_read_is_what_the_chart_says(person):
    person.workspace.select(region="yiwu", industry="", indicator="output")
    paths = person.window.paths
    paths.plot.setFocus()
    person.press(paths.plot, Qt.Key.Key_Right)
    QApplication.processEvents()
    assert paths.readout.isVisible()
    assert paths.readout.text() in heard(paths.plot).text(DESCRIPTION)


def test_it_speaks_the_language_in_force(person):
    person.workspace.select(region="yiwu", industry="", indicator="output")
    view = person.look_at("Heatmap")
    chart = heard(view.canvas)
    english = chart.text(NAME), table_of(chart)
    language.set_language("zh")
    QApplication.processEvents()
    assert chart.text(NAME) == view.title.text() != english[0]
    assert table_of(chart) != english[1]


@pytest.mark.parametrize("asked", WITH_PICTURES)
def test_the_pictures_of_answers_are_charts_too(desk, qtbot, asked):
    desk.window.workspace.activate("攻坚")
    desk.window.workspace.select(region="yiwu", industry="", indicator="output")
    dialog = desk.answers.ask(asked)
    if getattr(dialog, "answer", True) is None:
        with qtbot.waitSignal(dialog.answered, timeout=30_000):
            pass
    pictures = dialog.findChildren(Picture)
    assert pictures
    for picture in pictures:
        turn_to(dialog, picture)
        chart = heard(picture)
        assert chart.text(NAME)
        assert table_of(chart) == expected(picture.table())
        assert picture.table()[1:]


def test_what_is_gone_is_gone(person):
    view = person.look_at("Heatmap")
    chart = heard(view.canvas)
    chart.child(0)
    person.window.close()
    del view, chart
    gc.collect()
    QApplication.processEvents()
    assert all(isinstance(one, Chart) for one in person.window.findChildren(Chart))
