"""An edit repaints the cells that show something else, and no other; what it leaves is what painting anew gives."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication

from npfdesk.engine.edits.past_pace import past_of
from npfdesk.engine.targets.required_pace import pace_of
from npfdesk.plan.edit_labels import (
    set_assumptions,
    set_intensities,
    set_notes,
    set_observations,
    set_targets,
)
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption, LeverIntensities
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey
from npfdesk.ui.look import style
from npfdesk.ui.look.colours import DARK
from npfdesk.ui.tables.cell_notes import new_note
from npfdesk.ui.tables.columns import strong


class Painted(QObject):
    """Collects what of a viewport is painted."""

    def __init__(self, view):
        super().__init__(view)
        self.view, self.parts = view, []
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.parts.extend(QRect(one) for one in event.region())
        return False

    def cells(self):
        """The cells (row, column) that were painted since the last call."""
        view, found = self.view, set()
        for part in self.parts:
            rows = range(view.rowAt(part.top()), view.rowAt(part.bottom()) + 1)
            columns = range(view.columnAt(part.left()), view.columnAt(part.right()) + 1)
            found |= {(row, at) for row in rows for at in columns}
        self.parts.clear()
        return found


def settled():
    for _ in range(4):
        QApplication.processEvents()


def pixels(pixmap):
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].copy()


def assert_as_painted_anew(panel):
    settled()
    left = pixels(panel.screen().grabWindow(panel.winId()))
    for view in (panel.table, panel.table.frozen):
        view.forget()
    assert (left == pixels(panel.grab())).all()


def growth(desk, key, figure):
    edit = set_assumptions(desk.document, desk.document.active, {key: Assumption(Method.GROWTH, figure)})
    desk.workspace.apply(edit)


def key_of(desk, row):
    return desk.panel.assumptions.figures.key_of(desk.place(desk.panel.assumptions, row))


def test_an_edit_of_a_row_repaints_the_cells_of_that_row_that_differ(desk):
    table = desk.panel.assumptions
    row = desk.place(table, 0)
    # as wide as what follows, so that no column moves
    growth(desk, key_of(desk, 0), 4.85)
    settled()
    painted = Painted(table)
    painted.cells()
    growth(desk, key_of(desk, 0), 4.75)
    settled()
    cells = painted.cells()
    assert (row, desk.column(table, "value")) in cells
    assert {one for one, _ in cells} == {row}
    untouched = ("region", "indicator", "unit", "method", "from", "note")
    assert not {at for _, at in cells} & {desk.column(table, key) for key in untouched}


def test_an_edit_that_shows_nothing_else_repaints_nothing(desk):
    table = desk.panel.assumptions
    elsewhere = next(
        AssumptionKey(*series)
        for series in desk.workspace.plan.series
        if table.figures.row_of_series(series) not in (None, *table.rows_in_sight())
    )
    growth(desk, elsewhere, 4.5)
    settled()
    painted = Painted(table)
    painted.cells()
    growth(desk, elsewhere, 4.75)
    settled()
    assert painted.cells() == set()


def test_an_edit_asks_no_general_row_that_rules_what_it_ruled(desk, monkeypatch):
    table = desk.panel.assumptions
    figures = table.figures
    county = AssumptionKey(*desk.workspace.selection.series)
    growth(desk, county, 4.5)
    settled()
    asked, looks = set(), figures.looks

    def counted(row, *others):
        asked.add(row)
        return looks(row, *others)

    monkeypatch.setattr(figures, "looks", counted)
    growth(desk, county, 4.75)
    assert asked
    assert all(figures.places[row] >= 0 for row in asked)


def test_a_row_of_a_county_counts_in_the_general_row_that_it_leaves(desk):
    table = desk.panel.assumptions
    figures, region = table.figures, desk.column(table, "region")
    chosen = desk.workspace.selection.series
    general = AssumptionKey("*", "*", chosen.indicator)
    growth(desk, general, 4.5)
    settled()
    row = figures.row_of(general)
    before = figures.columns[region].text(row)
    painted = Painted(table)
    painted.cells()
    own = desk.document.scenario.assumptions
    county = next(
        AssumptionKey(*one)
        for one in desk.workspace.plan.series
        if one.indicator == chosen.indicator
        and AssumptionKey(*one) not in own
        and not desk.workspace.session.results.frame.formula_row[desk.workspace.plan.row[one]]
    )
    for step in (lambda: growth(desk, county, 4.75), desk.workspace.undo):
        painted.cells()
        step()
        settled()
        assert (row, region) in painted.cells()
    assert figures.columns[region].text(row) == before


def test_a_wider_general_row_reaches_those_that_fall_back_to_it(desk):
    table = desk.panel.assumptions
    figures = table.figures
    chosen = desk.workspace.selection.series
    narrow, wide = (AssumptionKey(region, "*", chosen.indicator) for region in (chosen.region, "*"))
    growth(desk, wide, 4.5)
    told = []
    growth(desk, narrow, 4.6)
    figures.dataChanged.connect(lambda first, last, *_: told.extend(range(first.row(), last.row() + 1)))
    growth(desk, wide, 4.75)
    assert {figures.row_of(wide), figures.row_of(narrow)} <= set(told)


def test_a_note_repaints_its_cell(desk):
    table = desk.panel.assumptions
    at, row = desk.column(table, "value"), desk.place(table, 0)
    settled()
    painted = Painted(table)
    painted.cells()
    desk.workspace.apply(set_notes({table.figures.columns[at].note_key(row): new_note("why", False)}))
    settled()
    assert painted.cells() == {(row, at)}


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("sideways", [0, 150], ids=["names beside", "names frozen"])
def test_every_table_shows_after_edits_what_painting_anew_gives(desk, place, sideways):
    panel = desk.panel
    panel.setCurrentIndex(place)
    table = panel.table
    if table.figures.rowCount():
        table.go_to(table.figures.first_row(), 0)
    table.horizontalScrollBar().setValue(sideways)
    assert_as_painted_anew(panel)
    series = desk.workspace.selection.series
    plan = desk.workspace.plan
    target = next(one for one in plan.targets.values() if one.series == series)
    for step in (
        lambda: growth(desk, AssumptionKey(*series), 9.5),
        lambda: growth(desk, AssumptionKey("*", "*", series.indicator), 123456.75),
        lambda: desk.workspace.undo(),
        lambda: desk.workspace.select(region=plan.root),
        lambda: panel.targets.figures.workspace.apply(
            panel.targets.figures._together({target.key: replace(target, owner="甲局")}, {})
        ),
        lambda: table.verticalScrollBar().setValue(19),
        lambda: desk.workspace.hover_region(series.region),
        lambda: table.hidden.hide("unit"),
        lambda: growth(desk, AssumptionKey(*series), 2.5),
        lambda: table.figures.arrange(table.figures.arrangement.sorted_by("indicator", descending=True)),
        lambda: growth(desk, AssumptionKey(*series), 3.5),
        lambda: table.hidden.show("unit"),
    ):
        step()
        assert_as_painted_anew(panel)


def test_another_theme_and_another_size_of_type_reach_every_cell(desk, as_before):
    style.apply_theme(as_before, DARK)
    assert_as_painted_anew(desk.panel)
    style.set_font_size(as_before, 125)
    assert_as_painted_anew(desk.panel)
    growth(desk, key_of(desk, 0), 4.5)
    assert_as_painted_anew(desk.panel)


def steps(desk):
    """Edits that reach the cells of the selected row one by one, and those of others; each as a function."""
    document, plan = desk.document, desk.workspace.plan
    series = desk.workspace.selection.series
    key = AssumptionKey(*series)
    wide, near = (AssumptionKey(region, "*", series.indicator) for region in ("*", series.region))
    target = next(one for one in plan.targets.values() if one.series == series)
    # its path moves although nobody assumes anything else of it
    above = AssumptionKey(plan.root, "", series.indicator)
    used = {
        LeverIntensityKey(lever, "*", "*"): LeverIntensities(((plan.base_year + 1, 90.0),))
        for lever in plan.dimension_of_lever
    }

    def assumed(where, **parts):
        said = (
            Assumption(Method.GROWTH, 4.5) if not parts else replace(Assumption(Method.GROWTH, 4.5), **parts)
        )
        return lambda: desk.workspace.apply(set_assumptions(desk.document, document.active, {where: said}))

    return (
        assumed(above, method=Method.ROLLUP, value=None),
        assumed(key),
        assumed(key, value=4.75),
        assumed(key, low=4.0, high=5.0),
        assumed(key, low=4.0, high=5.25, note="why"),
        assumed(key, by_year=((plan.base_year + 2, 6.5),)),
        assumed(key, method=Method.HOLD, value=None),
        assumed(key, method=Method.VALUES, value=None, by_year=((plan.base_year + 1, 987654.5),)),
        desk.workspace.undo,
        lambda: desk.workspace.apply(set_assumptions(desk.document, document.active, {key: None})),
        assumed(wide, value=3.5),
        assumed(near, value=2.5),
        assumed(wide, value=3.75, note="all"),
        desk.workspace.undo,
        lambda: desk.workspace.apply(set_observations(desk.document, {(series, plan.base_year): 4321.5})),
        lambda: desk.workspace.apply(set_targets(desk.document, {target.key: replace(target, owner="甲局")})),
        lambda: desk.workspace.apply(
            set_targets(desk.document, {target.key: replace(target, note="n")}, document.active)
        ),
        desk.workspace.undo,
        lambda: desk.workspace.apply(set_intensities(desk.document, document.active, used)),
        desk.workspace.undo,
        lambda: desk.workspace.set_view(year=plan.target_year - 1),
        assumed(key, value=7.0),
    )


@pytest.mark.parametrize("place", range(5))
def test_what_a_row_is_kept_to_show_is_what_it_shows(desk, place):
    desk.panel.setCurrentIndex(place)
    table = desk.panel.table
    settled()
    for step in steps(desk):
        step()
        settled()
        columns, results = table.columns_shown(), desk.workspace.session.results
        for row in table.rows_in_sight():
            series = int(table.figures.places[row])
            if series >= 0:
                paces, asked = table.figures.paces, (results, desk.document.active, series)
                found = (paces.past(series), paces.pace(series))
                assert repr(found) == repr((past_of(*asked), pace_of(*asked)))
            kept = table.looks_of(row, columns)
            for at, look, now in zip(columns, kept, table.figures.looks(row, columns), strict=True):
                assert look == now, table.figures.columns[at].name


@pytest.mark.parametrize("front", range(5))
def test_an_edit_asks_nothing_of_a_table_behind_another(desk, front, monkeypatch):
    panel = desk.panel
    panel.setCurrentIndex(front)
    settled()
    asked = []
    for table in panel.tables:
        figures = table.figures
        if table is not panel.table:
            figures.dataChanged.connect(lambda *_, table=table: asked.append(table))
            monkeypatch.setattr(figures, "looks", lambda *_, table=table: asked.append(table))
    for key in (desk.workspace.selection.series, ("*", "*", "output")):
        growth(desk, AssumptionKey(*key), 4.75)
    desk.workspace.set_view(year=desk.workspace.plan.target_year - 1)
    settled()
    assert asked == []


def test_a_table_that_comes_to_the_front_shows_what_was_edited_behind_it(desk):
    panel, table = desk.panel, desk.panel.assumptions
    settled()
    panel.setCurrentWidget(panel.data.parentWidget())
    growth(desk, AssumptionKey(*desk.workspace.selection.series), 123456789.75)
    settled()
    panel.setCurrentIndex(0)
    assert_as_painted_anew(panel)
    at, row = desk.column(table, "value"), desk.place(table, 0)
    text = table.figures.columns[at].text(row)
    assert text == "123,456,789.75%"
    assert QFontMetrics(strong()).horizontalAdvance(text) < table.columnWidth(at)


def test_what_lies_behind_a_table_is_not_painted_with_its_cells(desk):
    # as wide as what follows, so that no column moves
    growth(desk, key_of(desk, 0), 4.85)
    settled()
    painted = Painted(desk.panel.table)
    behind = []

    class Behind(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                behind.append(watched)
            return False

    collector = Behind(desk.panel)
    one = desk.panel.table.parentWidget()
    while one is not None:
        one.installEventFilter(collector)
        one = one.parentWidget()
    growth(desk, key_of(desk, 0), 4.75)
    settled()
    assert painted.cells()
    assert behind == []
