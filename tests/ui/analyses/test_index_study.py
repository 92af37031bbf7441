"""The index in the window: what is ticked, typed and edited is what the engine answers."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from npfdesk.engine.analyses.index_study import Weighting
from npfdesk.engine.analyses.plan_index import plan_index
from npfdesk.engine.analyses.scaling import Scaling
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.analyses.indicator_choice import DIMENSION, WEIGHT
from npfdesk.ui.analyses.pairwise_judgement import judgement, judgement_text
from npfdesk.ui.look import language
from tests.ui.analyses.trees import item_of


def tick(qtbot, dialog, code):
    item = item_of(dialog.tree, code)
    dialog.tree.setCurrentItem(item)
    dialog.tree.setFocus()
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Space)


def cells(dialog, side):
    return [[entry.text for entry in row] for row in dialog.tables[side].rows.rows]


def choose(dialog, again, box, value):
    box.choose(value)
    again(dialog, lambda: box.activated.emit(box.currentIndex()))


def turn(dialog, side):
    dialog.tabs.setCurrentIndex(dialog._sides.index(side))


def test_the_sample_index_is_the_engines_and_names_the_first(ask, workspace):
    dialog = ask("index")
    assert set(dialog.tree.dimensions()) == {"质效提升", "结构优化", "绿色智造"}
    assert int(dialog.answer.at("攻坚", 2025).complete.sum()) == 9
    assert "Left out in 2025: Development Zone (missing: Tax per mu)." in dialog.notes.text()
    made = plan_index(workspace.session.results, dialog.tree.dimensions())
    place = made.scenarios.index("攻坚")
    column = workspace.year - int(made.years[0])
    np.testing.assert_array_equal(dialog.answer.index.scores, made.scores)
    first = cells(dialog, "Scores")[0]
    best = int(np.nanargmax(made.scores[place, column]))
    assert first[1] == made.regions[best].english
    assert first[2] == f"{made.scores[place, column, best]:.4f}"
    assert made.regions[best].english in dialog.headline.text()


def test_a_tick_by_the_keyboard_takes_an_indicator_up_and_who_lacks_it_is_said(ask, again, qtbot):
    dialog = ask("index")
    # the city alone has GDP: no county is left
    again(dialog, lambda: tick(qtbot, dialog, "gdp"))
    assert "gdp" in dialog.answer.index.indicators
    assert dialog.headline.text() == "No region has every figure in 2025."
    assert "missing: GDP" in dialog.notes.text()
    again(dialog, lambda: tick(qtbot, dialog, "gdp"))
    assert "missing: GDP" not in dialog.notes.text()


def test_without_a_tick_it_says_what_to_do(ask, again, qtbot):
    dialog = ask("index")
    again(dialog, lambda: tick(qtbot, dialog, "output"))
    again(dialog, lambda: tick(qtbot, dialog, "firms"))
    again(dialog, lambda: tick(qtbot, dialog, "tax_per_mu"))
    assert dialog.answer is None
    assert "Tick at least one" in dialog.notes.text()


def test_an_edit_moves_the_scores_at_once(ask, workspace, again):
    dialog = ask("index")
    before = dialog.answer.index.scores
    key = AssumptionKey("yiwu", "*", "output")
    edit = set_assumptions(workspace.document, "攻坚", {key: Assumption(Method.GROWTH, 30.0)})
    again(dialog, lambda: workspace.apply(edit))
    assert not np.array_equal(before, dialog.answer.index.scores, equal_nan=True)
    again(dialog, workspace.undo)
    np.testing.assert_array_equal(before, dialog.answer.index.scores)


def test_scale_and_weights_follow_the_choice_and_the_cards_say_by_what(ask, again):
    dialog = ask("index")
    turn(dialog, "Weights")
    choose(dialog, again, dialog.weighting, Weighting.EQUAL)
    assert [row[2] for row in cells(dialog, "Weights")] == ["0.3333", "0.3333", "0.3333"]
    assert not any("Entropy" in text for text in dialog.cards.texts())
    choose(dialog, again, dialog.weighting, Weighting.CRITIC)
    assert any("CRITIC" in text for text in dialog.cards.texts())
    choose(dialog, again, dialog.scaling, Scaling.BY_YEAR)
    assert "cannot be compared" in dialog.notes.text()
    choose(dialog, again, dialog.scaling, Scaling.TARGETS)
    assert any("target" in text.lower() for text in dialog.cards.texts())
    assert "shares of the targets of 2025" in dialog.notes.text()


def test_typed_weights_stand_in_the_column_that_opens(ask, again, qtbot):
    dialog = ask("index")
    assert dialog.tree.isColumnHidden(WEIGHT)
    choose(dialog, again, dialog.weighting, Weighting.TYPED)
    assert "0 or more" in dialog.notes.text()
    assert not dialog.tree.isColumnHidden(WEIGHT)
    again(dialog, lambda: item_of(dialog.tree, "output").setText(WEIGHT, "3"))
    again(dialog, lambda: item_of(dialog.tree, "firms").setText(WEIGHT, "1"))
    np.testing.assert_allclose(dialog.answer.at("攻坚", 2025).weights, [0.75, 0.25, 0])
    item_of(dialog.tree, "firms").setText(WEIGHT, "some")
    assert item_of(dialog.tree, "firms").text(WEIGHT) == "1"


def test_pairwise_judgements_are_typed_and_their_consistency_is_said(ask, again, type_into, qtbot):
    dialog = ask("index")
    again(dialog, lambda: dialog.tree.choose({"D": ("output", "firms"), "E": ("gdp",)}))
    choose(dialog, again, dialog.weighting, Weighting.PAIRWISE)
    assert dialog.shown_side() == "Pairwise judgements"
    again(dialog, lambda: type_into(dialog.pairs.table, 0, 2, "3"))
    assert dialog.pairs.rows.rows[1][1].text == "1/3"
    again(dialog, lambda: type_into(dialog.pairs.table, 0, 3, "1/5"))
    again(dialog, lambda: type_into(dialog.pairs.table, 1, 3, "9"))
    # a > b by 3 and b > c by 9, yet c > a by 5: far from consistent
    assert dialog.answer.judgement.ratio > 0.1
    assert "contradict" in dialog.notes.text()
    turn(dialog, "Weights")
    assert cells(dialog, "Weights")[-1][0] == "Consistency ratio"


def test_entropy_is_combined_with_typed_weights(ask, again):
    dialog = ask("index")
    entropy = dialog.answer.at("攻坚", 2025).weights
    choose(dialog, again, dialog.weighting, Weighting.ENTROPY_AND_TYPED)
    assert not dialog.tree.isColumnHidden(WEIGHT)
    for code in ("output", "firms", "tax_per_mu"):
        again(dialog, lambda code=code: item_of(dialog.tree, code).setText(WEIGHT, "1"))
    both = np.sqrt(entropy)
    np.testing.assert_allclose(dialog.answer.at("攻坚", 2025).weights, both / both.sum())
    assert {"Combined weights", "Entropy weights", "Own weights"} <= set(dialog.cards.texts())
    choose(dialog, again, dialog.weighting, Weighting.ENTROPY_AND_PAIRWISE)
    assert dialog.shown_side() == "Pairwise judgements"


def test_a_dimension_is_renamed_by_typing(ask, again):
    dialog = ask("index")
    again(dialog, lambda: item_of(dialog.tree, "firms").setText(DIMENSION, "质效提升"))
    assert dialog.answer.index.dimension_names == ("质效提升", "绿色智造")


def test_every_side_has_its_table_and_the_year_is_the_windows(ask, again, workspace):
    dialog = ask("index")
    choose(dialog, again, dialog.year, 2023)
    assert workspace.year == 2023
    for side in dialog.tables:
        turn(dialog, side)
        assert len(cells(dialog, side)) in (10, 3), side
    turn(dialog, "Coordination")
    assert (
        "coordination" in cells(dialog, "Coordination")[0][4]
        or "order" in cells(dialog, "Coordination")[0][4]
    )
    corrected = dialog.answer.coordination.degree
    choose(dialog, again, dialog.model, "classic")
    assert not np.array_equal(corrected, dialog.answer.coordination.degree, equal_nan=True)
    assert any("Liao Chongbin" in text for text in dialog.cards.texts())


def test_the_degrees_way_is_drawn_on_the_ten_grades_and_follows_every_edit(ask, again, workspace):
    dialog = ask("index")
    again(dialog, lambda: workspace.select(region="yiwu"))
    turn(dialog, "Coordination")
    picture = dialog.coordination.picture
    place = dialog.answer.index.scenarios.index("攻坚")
    column = [one.code for one in dialog.answer.index.regions].index("yiwu")
    degree = dialog.answer.coordination.degree[place, :, column]
    first = picture.lines[0]
    assert first.name == "Yiwu", "who is selected stands out"
    assert first.width > picture.lines[1].width
    np.testing.assert_array_equal(first.figures, degree)
    assert len(picture.lines) == 9, "who lacks a figure has no degree"
    assert [band.name for band in picture.bands][::9] == ["extreme disorder", "quality coordination"]
    ticks = picture.frame().ticks
    assert ticks.texts[-1] == "1", "the axis ends with the last grade"
    told = picture.said(picture.frame().point(2025, 0.5))
    assert f"Yiwu  {degree[workspace.plan.column(2025)]:.3f}" in told
    assert not picture.grab().isNull()
    key = AssumptionKey("yiwu", "*", "output")
    edit = set_assumptions(workspace.document, "攻坚", {key: Assumption(Method.GROWTH, 30.0)})
    again(dialog, lambda: workspace.apply(edit))
    assert not np.array_equal(picture.lines[0].figures, degree, equal_nan=True)
    again(dialog, lambda: dialog.tree.choose({}))
    assert picture.lines == ()


def test_it_speaks_chinese(ask, again, qtbot):
    dialog = ask("index")
    language.set_language("zh")
    qtbot.waitUntil(lambda: "综合指数" in dialog.windowTitle())
    assert dialog.tabs.tabText(0) == "得分"


@pytest.mark.parametrize(
    ("text", "figure"),
    [("3", 3), ("1/3", 1 / 3), ("２", 2), ("0", None), ("x", None), ("1/2/3", None), ("-2", None)],
)
def test_judgements_are_read_as_written(text, figure):
    assert judgement(text) == (pytest.approx(figure) if figure is not None else None)
    assert not isinstance(judgement(text), Problem)


def test_judgements_are_said_as_people_write_them():
    assert [judgement_text(one) for one in (3, 1 / 7, 0.4)] == ["3", "1/7", "0.4"]
