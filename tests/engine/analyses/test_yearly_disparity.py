"""The three measures of disparity by worked figures, closed forms and properties."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from npfdesk.engine.analyses import disparity
from npfdesk.engine.analyses.yearly_disparity import MEASURES, counted, gini, theil, variation

NAN = math.nan


def year(*figures):
    return np.array([[figure] for figure in figures], dtype=np.float64)


def test_worked_figures():
    # 1, 2, 3, 4: mean 2.5; deviations squared 2.25 + .25 + .25 + 2.25 = 5, / 4 = 1.25
    figures = year(1, 2, 3, 4)
    assert variation(figures)[0] == pytest.approx(math.sqrt(1.25) / 2.5)
    # |differences| of the six pairs 1+2+3+1+2+1 = 10, twice 20; / (2 x 16 x 2.5 = 80) = 0.25
    assert gini(figures)[0] == pytest.approx(0.25)
    # shares .4 .8 1.2 1.6: (.4 ln .4 + .8 ln .8 + 1.2 ln 1.2 + 1.6 ln 1.6) / 4
    worked = sum(share * math.log(share) for share in (0.4, 0.8, 1.2, 1.6)) / 4
    assert theil(figures)[0] == pytest.approx(worked)


def test_equal_regions_are_not_unequal():
    for measure in MEASURES.values():
        assert measure(year(7.3, 7.3, 7.3))[0] == pytest.approx(0.0, abs=1e-12)


def test_one_that_has_all():
    figures = year(0, 0, 0, 8)
    # mean 2: sqrt((4 + 4 + 4 + 36) / 4) / 2 = sqrt(3)
    assert variation(figures)[0] == pytest.approx(math.sqrt(3))
    assert gini(figures)[0] == pytest.approx(3 / 4)
    assert theil(figures)[0] == pytest.approx(math.log(4))


def test_a_missing_figure_is_left_out():
    figures = np.array([[1.0, 1.0], [NAN, 2.0], [3.0, 3.0]])
    assert list(counted(figures)) == [2, 3]
    for measure in MEASURES.values():
        both = measure(figures)
        assert both[0] == pytest.approx(measure(year(1, 3))[0])
        assert both[1] == pytest.approx(measure(year(1, 2, 3))[0])


@pytest.mark.parametrize("figures", [(5.0,), (NAN, 5.0), (NAN, NAN), (0.0, 0.0), (-3.0, 1.0)])
def test_what_has_no_measure(figures):
    for measure in MEASURES.values():
        assert np.isnan(measure(year(*figures))).all()


def test_a_loss_among_gains_has_a_variation_only():
    figures = year(-1, 2, 5)
    assert np.isfinite(variation(figures)).all()
    assert np.isnan(gini(figures)).all()
    assert np.isnan(theil(figures)).all()


def test_no_regions_and_no_years():
    for measure in MEASURES.values():
        assert np.isnan(measure(np.empty((0, 2)))).all()
        assert measure(np.empty((3, 0))).shape == (0,)


lists = st.lists(st.floats(0.01, 1e6), min_size=2, max_size=30)


@given(lists, st.floats(0.01, 1000))
def test_measures_do_not_depend_on_the_unit_nor_on_the_order(figures, factor):
    for measure in MEASURES.values():
        whole = measure(year(*figures))[0]
        assert measure(year(*(figure * factor for figure in figures)))[0] == pytest.approx(
            whole, rel=1e-6, abs=1e-9
        )
        assert measure(year(*reversed(figures)))[0] == pytest.approx(whole, rel=1e-6, abs=1e-9)


@given(lists)
def test_bounds(figures):
    count, made = len(figures), year(*figures)
    assert -1e-12 <= gini(made)[0] <= (count - 1) / count + 1e-12
    assert 0 <= theil(made)[0] <= math.log(count) + 1e-9
    assert 0 <= variation(made)[0] <= math.sqrt(count - 1) + 1e-9


@given(lists)
def test_the_sorted_form_is_the_double_sum(figures):
    array = np.array(figures)
    double = np.abs(array[:, None] - array[None, :]).sum() / (2 * len(array) ** 2 * array.mean())
    assert gini(year(*figures))[0] == pytest.approx(double, rel=1e-6, abs=1e-9)


@given(st.lists(st.floats(1, 1e4), min_size=3, max_size=12), st.floats(0.1, 0.9))
def test_a_transfer_from_rich_to_poor_lessens_all_three(figures, share):
    rich, poor = int(np.argmax(figures)), int(np.argmin(figures))
    given_away = share * (figures[rich] - figures[poor]) / 2
    after = list(figures)
    after[rich] -= given_away
    after[poor] += given_away
    for measure in MEASURES.values():
        assert measure(year(*after))[0] <= measure(year(*figures))[0] + 1e-9


@given(
    arrays(
        np.float64,
        array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=12),
        elements=st.one_of(st.sampled_from([NAN, 0.0]), st.floats(-1e6, 1e300), st.floats(0, 100)),
    )
)
def test_all_years_at_once_are_each_year_by_itself(figures):
    alone = {"variation": disparity.variation, "gini": disparity.gini, "theil": disparity.theil}
    for key, measure in MEASURES.items():
        for column, found in zip(figures.T, measure(figures).tolist(), strict=True):
            known = column[np.isfinite(column)]
            one = alone[key](known) if len(known) >= 2 else NAN
            one = max(one, 0.0) if key == "theil" else one
            # to the last bit
            assert found == one or (math.isnan(found) and math.isnan(one))
