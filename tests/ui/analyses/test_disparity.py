"""Disparity in the window: the plan's own targets narrow the gaps, and every side is the engine's."""

import numpy as np
import pytest

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.charts.axes import chart_metrics
from npfdesk.ui.look import language


def texts(rows):
    return [[entry.text for entry in row] for row in rows.rows]


def turn(dialog, side):
    dialog.tabs.setCurrentIndex(dialog._sides.index(side))


def test_the_plans_targets_narrow_the_counties_output(ask):
    dialog = ask("disparity")
    # the figures stated for the plan's own targets: 0.146156 to 0.137767
    assert "the plan's targets: disparity narrows (Theil 0.146 → 0.138)" in dialog.headline.text()
    rows = texts(dialog.rows)
    assert rows[0][0] == "2020"
    assert rows[-1][0] == "2025 (targets)"
    assert rows[-1][3] == "0.138"
    for column, head in enumerate(dialog.rows.heads):
        words = [head.words(), rows[-1][column]]
        widest = max(dialog.table.fontMetrics().horizontalAdvance(text) for text in words)
        assert dialog.table.columnWidth(column) > widest + 12, words
    theil, between, within = (float(one) for one in rows[0][3:6])
    assert between + within == pytest.approx(theil, abs=2e-3)
    assert sum(float(one) for one in rows[0][6:9]) == pytest.approx(float(rows[0][2]), abs=2e-3)


def test_every_side_is_drawn_and_says_its_method(ask, again, workspace):
    dialog = ask("disparity")
    turn(dialog, "Paths")
    assert [line.name for line in dialog.paths.lines][-1] == "targets"
    assert len(dialog.paths.lines) == len(workspace.document.scenarios) + 1
    dialog.measure.choose("gini")
    dialog.measure.activated.emit(1)
    np.testing.assert_allclose(
        dialog.paths.lines[0].figures[-1], dialog.answer.paths["惯性"].measures[-1].gini
    )
    turn(dialog, "Convergence")
    assert dialog.cards.texts()[0] == "σ convergence"
    found = {row[0]: row for row in texts(dialog.speeds.rows)}
    assert found["the plan's targets"][4] == "35.0"
    assert found["惯性"][4] == "—", "all grow alike: nobody catches up"
    assert found["惯性"][6] == "not significant: the interval includes 0"
    turn(dialog, "Lorenz curve")
    assert [line.name for line in dialog.lorenz.lines] == ["equality", "2020", "攻坚 2025", "targets"]
    turn(dialog, "Density")
    assert len(dialog.density.lines) == 3
    for picture in (dialog.paths, dialog.spread, dialog.lorenz, dialog.density):
        assert not picture.grab().isNull()
        area = picture.frame().area
        # of densities, which all end at nothing, the names stand over their highest figures
        labels = picture.plot.marks.notes if picture is dialog.density else picture.plot.ends.placed
        places = sorted(label.rect.center().y() for label in labels)
        assert area.top() <= places[0]
        assert places[-1] <= area.bottom()
        assert np.diff(places).min(initial=99) > chart_metrics().height() - 0.01
        assert picture.said(area.center())


def test_groups_are_typed_and_the_parts_follow(ask, again, type_into):
    dialog = ask("disparity")
    turn(dialog, "Groups")
    before = dialog.answer.measured("攻坚", 2020)
    for row in range(10):
        group = "甲" if row < 5 else "乙"
        if dialog.group_rows.rows[row][2].text != group:
            again(dialog, lambda row=row, group=group: type_into(dialog.group_table, row, 2, group))
    after = dialog.answer.measured("攻坚", 2020)
    assert after.theil == pytest.approx(before.theil)
    assert after.theil_between != pytest.approx(before.theil_between)
    role = dialog.answer.regions[0].role
    again(dialog, lambda: type_into(dialog.group_table, 0, 2, role))
    assert dialog.answer.regions[0].code not in dialog.groups


def test_an_edit_moves_the_scenarios_figures(ask, again, workspace):
    dialog = ask("disparity")
    before = dialog.answer.measured("攻坚", 2030).theil
    edit = set_assumptions(
        workspace.document, "攻坚", {AssumptionKey("yiwu", "*", "output"): Assumption(Method.GROWTH, 40.0)}
    )
    again(dialog, lambda: workspace.apply(edit))
    assert dialog.answer.measured("攻坚", 2030).theil > before
    assert "攻坚: disparity widens" in dialog.headline.text()


def test_an_indicator_of_the_city_alone_says_so(ask, again, workspace):
    dialog = ask("disparity")
    again(dialog, lambda: workspace.select(indicator="gdp"))
    assert dialog.headline.text() == "Fewer than two regions have a figure to compare."
    for side in dialog._sides:
        turn(dialog, side)
    assert "Left out" in dialog.notes.text()


def test_it_speaks_chinese(ask, qtbot):
    dialog = ask("disparity")
    language.set_language("zh")
    qtbot.waitUntil(lambda: "差异缩小" in dialog.headline.text())
