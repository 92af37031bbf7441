"""The cells of the years in the assumptions: what holds in each, in grey where it follows, and room for every figure."""

import pytest
from PySide6.QtCore import Qt

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.look import language
from npfdesk.ui.tables.columns import quiet

KEY = AssumptionKey("yongkang", "", "output")
ROLE = Qt.ItemDataRole


def _assume(desk, assumption):
    document = desk.document
    desk.workspace.apply(set_assumptions(document, document.active, {KEY: assumption}))


def test_a_year_shows_what_holds_in_it_and_what_is_given_stands_out(desk):
    table = desk.panel.assumptions
    model, row = table.figures, table.figures.first_row()

    def shown(year):
        return model.index(row, desk.column(table, year)).data()

    def is_grey(year):
        return model.index(row, desk.column(table, year)).data(ROLE.ForegroundRole) == quiet()

    _assume(desk, Assumption(Method.GROWTH, 8.5, by_year=((2023, -1.25),)))
    assert [shown(year) for year in (2021, 2022, 2023, 2030)] == ["8.5%", "8.5%", "−1.25%", "8.5%"]
    assert (is_grey(2022), is_grey(2023)) == (True, False)
    # grey is no content: it is not copied, and no entry of the same text makes it the scenario's own
    column = model.columns[desk.column(table, 2022)]
    assert column.plain_text(row) == ""
    assert column.figure(row) == 8.5
    # a path by other means shows its growth, one given by figures its figures
    _assume(desk, Assumption(Method.HOLD))
    assert shown(2025) == "0.0%"
    _assume(desk, Assumption(Method.VALUES, by_year=((2024, 1200.0), (2026, 1_234_567.8))))
    assert shown(2024) == "1,200.0"
    assert shown(2025) == f"{(1200 + 1_234_567.8) / 2:,.1f}"
    assert (is_grey(2024), is_grey(2025)) == (False, True)


@pytest.mark.parametrize("chosen", ["zh", "en"])
def test_the_columns_in_use_fit_and_no_figure_or_head_is_cut(desk, chosen):

    language.set_language(chosen)
    table = desk.panel.assumptions
    model, names = table.figures, [one.name for one in table.figures.columns]
    # years come before what is rarely used
    assert max(names.index(str(year)) for year in range(2021, 2031)) < min(
        names.index(key) for key in ("required", "low", "high", "midpoint", "from")
    )
    desk.panel.resize(1130, 420)
    width = sum(table.columnWidth(at) for at in range(names.index("2030") + 1))
    assert width <= table.viewport().width()
    _assume(desk, Assumption(Method.VALUES, by_year=((2024, 1200.0), (2026, 1_234_567.8))))
    room = table.fontMetrics().horizontalAdvance

    def cut():
        bottom = table.rowAt(table.viewport().height() - 1)
        return [
            (row, column.name)
            for row in range(table.rowAt(0), bottom + 1 if bottom >= 0 else model.rowCount())
            for at, column in enumerate(model.columns)
            if column.figures and room(column.text(row)) + 16 > table.columnWidth(at)
        ]

    assert cut() == []
    # another scenario has other figures, and so have rows further down
    desk.workspace.activate("规划")
    assert cut() == []
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    assert cut() == []
    desk.workspace.activate("攻坚")
    for at, column in enumerate(model.columns):
        assert table.head.fontMetrics().horizontalAdvance(column.title()) + 16 <= table.columnWidth(at)
    # scrolled sideways, a column begins at the edge of the names, at the very end too
    bar = table.horizontalScrollBar()
    for wanted in (bar.maximum() // 3, bar.maximum() // 2, bar.maximum(), 7):
        bar.setValue(wanted)
        begins = [table.columnViewportPosition(at) for at in range(len(names))]
        assert bar.value() == 0 or table.frozen.width() in begins
    # Home, with Ctrl or without, brings the figures back beside the names
    for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        desk.stand(table, 0, "note")
        bar.setValue(bar.maximum())
        desk.qtbot.keyClick(table, Qt.Key.Key_Home, held)
        assert (bar.value(), table.currentIndex().column()) == (0, 0)
