"""Typed shares and those that give way: data, targets, paths. Figures are synthetic."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.edit_labels import combined_edit, set_assumptions, set_observations, set_targets
from npfdesk.plan.edits import EditRefused
from npfdesk.plan.expressions import Expression, parse_expression
from npfdesk.plan.kinds import Kind
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator
from npfdesk.plan.rounding import rounded
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey, TargetKey
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.session import LoadedWorkbook, Session, Structure
from tests.plans import plan, scenario, target

SECTORS = ShareGroup("三次产业结构", ("p", "s", "t"))
SHARES = tuple(
    Indicator(code, name, english, unit="%", kind=Kind.RATIO, decimals=1)
    for code, name, english in (
        ("p", "一产占比", "Primary"), ("s", "二产占比", "Secondary"), ("t", "三产占比", "Tertiary"),
    )
)  # fmt: skip
P, S, T = (SeriesKey("市", "", code) for code in "pst")
FIRST = {2019: (11.0, 41.0, 48.0), 2020: (10.0, 40.0, 50.0)}


def session(
    group=SECTORS, *, figures=FIRST, targets=(), rows=None, indicators=SHARES, regions=("市",), parent=None
):
    data = {
        (region, "", code): {year: shares[at] for year, shares in figures.items() if shares[at] is not None}
        for region in regions
        for at, code in enumerate("pst")
    }
    scenarios = [scenario("基准", assumptions=rows)]
    if parent is not None:
        scenarios.append(scenario("攻坚", "基准", assumptions=parent))
    stated = [target(series, text, unit="%", kind=Kind.RATIO) for series, text in targets]
    made = plan(data, indicators=list(indicators), targets=stated, scenarios=scenarios)
    return Session(LoadedWorkbook(made.with_share_groups((group,))))


def observed(session, year=2020, region="市"):
    made = session.document.plan
    return tuple(
        float(made.observed[made.row[SeriesKey(region, "", code)], made.column(year)]) for code in "pst"
    )


def path(session, name="基准"):
    """The paths after the last observed year (member, year)."""
    made = session.document.plan
    return session.results.scenarios[name].values[:, made.column(2020) + 1 :]


def shown(figures):
    """Figures as they are shown with a decimal place."""
    return np.vectorize(rounded, otypes=[float])(figures, 1)


def observe(session, figures, kept=frozenset(), drag=""):
    return session.apply(set_observations(session.document, figures, drag), kept=kept)


# observed figures


def test_a_typed_share_makes_the_free_ones_give_way_in_one_step():
    opened = session()
    change = observe(opened, {(P, 2020): 12.0})
    # 88·40/90 = 39.11, 88·50/90 = 48.89
    assert observed(opened) == (12.0, 39.1, 48.9)
    assert observed(opened, 2019) == FIRST[2019]
    assert change.label.text("zh") == (
        "市 一产占比 2020 10 → 12%；二产占比 由 40 改为 39.1；三产占比 由 50 改为 48.9"
    )
    assert change.told.text("zh") == "随之调整：二产占比 由 40 改为 39.1；三产占比 由 50 改为 48.9"
    assert change.told.text("en") == "Adjusted: Secondary 40 → 39.1; Tertiary 50 → 48.9"
    assert len(opened.history.done) == 1
    opened.undo()
    assert observed(opened) == FIRST[2020]
    opened.redo()
    assert observed(opened) == (12.0, 39.1, 48.9)


def test_a_locked_share_stays():
    opened = session(ShareGroup("组", ("p", "s", "t"), ("t",)))
    observe(opened, {(P, 2020): 12.5})
    assert observed(opened) == (12.5, 37.5, 50.0)
    # a locked one is typed all the same
    observe(opened, {(T, 2020): 45.0})
    assert observed(opened) == (13.7, 41.3, 45.0)


def test_several_typed_ones_are_kept_and_only_the_rest_gives_way():
    opened = session()
    observe(opened, {(P, 2020): 9.5, (T, 2020): 52.0})
    assert observed(opened) == (9.5, 38.5, 52.0)
    # pasted as it already is: it stays too
    observe(opened, {(P, 2020): 8.0}, kept=frozenset({(T, 2020)}))
    assert observed(opened) == (8.0, 40.0, 52.0)


def test_all_of_them_typed_are_kept_and_a_wrong_sum_is_told():
    opened = session()
    change = observe(opened, {(P, 2020): 9.5, (S, 2020): 40.0, (T, 2020): 55.0})
    assert observed(opened) == (9.5, 40.0, 55.0)
    assert change.told.text("zh") == "市 2020年“三次产业结构”合计 104.5，不是 100：各项都是录入的，未作调整"
    assert change.label.text("en") == "市 3 data figures revised"
    change = observe(opened, {(P, 2020): 9.5, (S, 2020): 40.0, (T, 2020): 50.4})
    assert change.told is None


@pytest.mark.parametrize(
    ("locked", "typed", "code"),
    [
        (("s", "t"), {(P, 2020): 12.0}, "shares_all_locked"),
        (("t",), {(P, 2020): 51.0}, "shares_exceed_total"),
        ((), {(P, 2020): 60.0, (S, 2020): 41.0}, "shares_exceed_total"),
    ],
)
def test_what_leaves_no_room_is_refused_and_nothing_changes(locked, typed, code):
    opened = session(ShareGroup("组", ("p", "s", "t"), locked))
    before = opened.document
    with pytest.raises(EditRefused) as refused:
        observe(opened, typed)
    assert refused.value.problem.code == code
    assert "“组”" in refused.value.problem.message("zh")
    assert "{" not in refused.value.problem.message("en")
    assert opened.document is before
    assert opened.history.done == ()


def test_all_others_locked_is_no_matter_where_the_sum_holds():
    opened = session(ShareGroup("组", ("p", "s", "t"), ("s", "t")))
    observe(opened, {(P, 2020): 10.04})
    assert observed(opened) == (10.04, 40.0, 50.0)


def test_shares_finer_than_their_indicator_keep_their_decimals():
    opened = session()
    observe(opened, {(P, 2020): 10.25})
    assert observed(opened) == (10.25, 39.89, 49.86)


def test_a_record_that_is_being_completed_may_be_off_by_its_rounding():
    opened = session(figures={2020: (10.0, 40.1, None)})
    change = observe(opened, {(T, 2020): 50.0})
    assert observed(opened) == (10.0, 40.1, 50.0)
    assert change.told is None
    opened = session(figures={2020: (10.0, None, None)})
    observe(opened, {(T, 2020): 50.0})
    assert observed(opened)[::2] == (10.0, 50.0)


def test_a_figure_taken_away_moves_nothing():
    opened = session()
    observe(opened, {(P, 2020): None})
    assert observed(opened)[1:] == (40.0, 50.0)


def test_other_places_and_years_stay():
    opened = session(regions=("市", "县"))
    change = observe(opened, {(P, 2020): 12.0, (SeriesKey("县", "", "s"), 2019): 45.0})
    assert observed(opened, region="县") == FIRST[2020]
    # 55·11/59 = 10.25, 55·48/59 = 44.75: the larger remainder is the latter's
    assert observed(opened, 2019, "县") == (10.3, 45.0, 44.7)
    assert change.told.text("zh").endswith("；等 4 处")
    assert change.told.text("zh").startswith("随之调整：市 二产占比 2020年 由 40 改为 39.1")


def test_a_drag_takes_its_proportions_from_before_it_began():
    opened = session()
    for figure in (10.5, 11.0, 11.5, 12.0):
        observe(opened, {(P, 2020): figure}, drag="d")
    assert observed(opened) == (12.0, 39.1, 48.9)
    observe(opened, {(P, 2020): 10.0}, drag="d")
    assert observed(opened) == FIRST[2020]
    assert len(opened.history.done) == 1


def test_a_group_that_is_computed_is_left_alone():
    computed = parse_expression("100 - s - t")
    assert isinstance(computed, Expression)
    opened = session(indicators=(replace(SHARES[0], formula=computed), *SHARES[1:]))
    observe(opened, {(S, 2020): 45.0})
    assert observed(opened)[1:] == (45.0, 50.0)


@given(st.decimals(0, 100, places=1).map(float), st.sampled_from([(), ("s",), ("t",)]))
def test_whatever_is_typed_the_sum_is_exact(figure, locked):
    opened = session(ShareGroup("组", ("p", "s", "t"), locked))
    try:
        observe(opened, {(P, 2020): figure})
    except EditRefused:
        assert figure > 100 - sum(dict(zip("pst", FIRST[2020], strict=True))[code] for code in locked)
        return
    shares = observed(opened)
    assert shares[0] == figure
    assert round(sum(shares), 9) == 100
    before = opened.document.plan.observed.copy()
    assert all(one == round(one, 1) for one in shares)
    observe(opened, {(P, 2020): figure})
    assert np.array_equal(before, opened.document.plan.observed, equal_nan=True)


# targets

STATED = ((P, "8"), (S, "40.0"), (T, "52以上"))


def words(session, name=None):
    keys = [TargetKey(one, 2025) for one in (P, S, T)]
    stated = session.document.plan.targets
    own = session.document.scenarios[name].targets if name else {}
    return tuple((own.get(key) or stated[key]).text for key in keys)


def state(session, series, text, name=None):
    one = target(series, text, unit="%", kind=Kind.RATIO)
    return session.apply(set_targets(session.document, {one.key: one}, name))


def test_a_typed_target_makes_the_others_give_way_in_their_own_words():
    opened = session(targets=STATED)
    change = state(opened, P, "7.0左右")
    # 93·40/92 = 40.43, 93·52/92 = 52.57
    assert words(opened) == ("7.0左右", "40.4", "52.6以上")
    assert change.told.text("zh") == "随之调整：二产占比 由 40 改为 40.4；三产占比 由 52 改为 52.6"
    assert opened.document.plan.targets[TargetKey(T, 2025)].parsed.figure == 52.6
    opened.undo()
    assert words(opened) == tuple(text for _, text in STATED)


def test_a_scenarios_own_target_makes_own_ones_of_the_others():
    opened = session(targets=STATED)
    state(opened, P, "7.0", "基准")
    assert words(opened) == tuple(text for _, text in STATED)
    assert words(opened, "基准") == ("7.0", "40.4", "52.6以上")


@pytest.mark.parametrize("text", ["持续提高", "50-54", "提高2个百分点"])
def test_a_target_without_one_figure_leaves_the_group_alone(text):
    opened = session(targets=(*STATED[:2], (T, text)))
    assert state(opened, P, "7.0").told is None
    assert words(opened) == ("7.0", "40.0", text)


def test_another_owner_is_no_other_figure():
    opened = session(targets=((P, "9"), (S, "40"), (T, "52")))
    key = TargetKey(P, 2025)
    one = replace(opened.document.plan.targets[key], owner="发改委")
    opened.apply(set_targets(opened.document, {key: one}))
    assert words(opened) == ("9", "40", "52")


def test_a_base_and_a_target_together_are_one_step():
    opened = session(targets=STATED)
    one = target(P, "7.0", unit="%", kind=Kind.RATIO)
    opened.apply(
        combined_edit(
            set_observations(opened.document, {(P, 2020): 12.0}),
            set_targets(opened.document, {one.key: one}),
        )
    )
    assert observed(opened) == (12.0, 39.1, 48.9)
    assert words(opened) == ("7.0", "40.4", "52.6以上")
    assert len(opened.history.done) == 1


# paths


def assume(session, key, assumption, name="基准", drag=""):
    key = AssumptionKey(*key)
    return session.apply(set_assumptions(session.document, name, {key: assumption}, drag))


def rows_of(session, name="基准"):
    return {key.indicator: one for key, one in session.document.scenarios[name].assumptions.items()}


def test_a_typed_step_gives_the_free_ones_steps():
    opened = session()
    change = assume(opened, P, Assumption(Method.STEP, -0.2))
    # at 2030 p is 8: 92·40/90 = 40.89 and 51.11, steps of 0.089 and 0.111
    given = rows_of(opened)
    assert (given["s"].method, given["s"].value, given["t"].value) == (Method.STEP, 0.09, 0.11)
    assert np.allclose(path(opened).sum(axis=0), 100, atol=1e-9, rtol=0)
    assert change.told.text("zh") == "随之调整：二产占比 由 40 改为 40.9；三产占比 由 50 改为 51.1"
    assert change.structure is Structure.NONE
    opened.undo()
    assert rows_of(opened) == {}


def test_a_locked_path_stays_and_a_range_goes_along():
    opened = session(
        ShareGroup("组", ("p", "s", "t"), ("s",)),
        rows={
            tuple(S): Assumption(Method.STEP, -0.5),
            tuple(T): Assumption(Method.STEP, 0.5, low=0.3, high=0.7, note="甲"),
        },
    )
    assume(opened, P, Assumption(Method.STEP, -0.25))
    given = rows_of(opened)
    assert given["s"] == Assumption(Method.STEP, -0.5)
    assert given["t"] == Assumption(Method.STEP, 0.75, low=0.55, high=0.95, note="甲")
    assert np.allclose(path(opened).sum(axis=0), 100, atol=1e-9, rtol=0)


def test_a_figure_of_one_year_gives_the_free_ones_figures_by_year():
    opened = session()
    assume(opened, P, Assumption(Method.VALUES, by_year=((2025, 7.5), (2030, 6.0))))
    given = rows_of(opened)
    assert {given[code].method for code in "st"} == {Method.VALUES}
    figures = path(opened)
    # 2025: 92.5·40/90 = 41.11; 2030: 94·40/90 = 41.78
    assert figures[:, 4].tolist() == [7.5, 41.1, 51.4]
    assert figures[:, 9].tolist() == [6.0, 41.8, 52.2]
    assert np.allclose(shown(figures).sum(axis=0), 100, atol=1e-9, rtol=0)


def test_bases_that_do_not_add_up_give_figures_by_year():
    opened = session(figures={2020: (10.0, 40.1, 50.0)})
    assume(opened, P, Assumption(Method.STEP, -0.2))
    assert rows_of(opened)["s"].method is Method.VALUES
    assert np.allclose(path(opened).sum(axis=0), 100, atol=1e-9, rtol=0)


def test_a_path_beyond_the_total_is_refused_with_its_year():
    opened = session(ShareGroup("组", ("p", "s", "t"), ("t",)))
    with pytest.raises(EditRefused) as refused:
        assume(opened, P, Assumption(Method.VALUES, by_year=((2025, 30.0), (2030, 70.0))))
    assert refused.value.problem.code == "shares_exceed_total"
    # 30 and 8 a year more: 54 in 2028 beside the 50 of t
    assert "2028" in refused.value.problem.message("zh")
    with pytest.raises(EditRefused, match="shares_exceed_total"):
        assume(opened, P, Assumption(Method.STEP, 5.0))
    locked = session(ShareGroup("组", ("p", "s", "t"), ("s", "t")))
    with pytest.raises(EditRefused, match="shares_all_locked"):
        assume(locked, P, Assumption(Method.STEP, -0.2))


def test_a_dragged_path_that_comes_back_leaves_no_trace():
    opened = session()
    for step in (-0.1, -0.2, -0.3):
        assume(opened, P, Assumption(Method.STEP, step), drag="d")
    assert rows_of(opened)["s"].value == pytest.approx(0.13)
    assume(opened, P, Assumption(Method.STEP, 0.0), drag="d")
    assert set(rows_of(opened)) == {"p"}
    assert len(opened.history.done) == 1


def test_a_row_for_all_regions_balances_each_of_them():
    opened = session(regions=("市", "县"))
    assume(opened, ("*", "", "p"), Assumption(Method.STEP, -0.2))
    figures = path(opened)
    assert np.allclose(figures[:3].sum(axis=0), 100, atol=1e-9, rtol=0)
    assert np.allclose(figures[3:].sum(axis=0), 100, atol=1e-9, rtol=0)


def test_a_child_scenario_gets_rows_of_its_own():
    opened = session(
        rows={tuple(S): Assumption(Method.STEP, 0.1), tuple(T): Assumption(Method.STEP, -0.1)}, parent={}
    )
    assume(opened, P, Assumption(Method.STEP, -0.2), "攻坚")
    assert set(rows_of(opened, "攻坚")) == {"p", "s", "t"}
    assert set(rows_of(opened)) == {"s", "t"}
    assert np.allclose(path(opened, "攻坚").sum(axis=0), 100, atol=1e-9, rtol=0)


@given(
    st.integers(-90, 300).map(lambda one: one / 100),
    st.sampled_from([(), ("s",), ("t",)]),
    st.sampled_from([Method.STEP, Method.GROWTH]),
)
def test_whatever_path_is_typed_the_others_add_up(value, locked, method):
    opened = session(ShareGroup("组", ("p", "s", "t"), locked))
    try:
        assume(opened, P, Assumption(method, value))
    except EditRefused:
        return
    figures = path(opened)
    assert (figures[1:] >= -1e-9).all()
    if method is Method.STEP:
        assert np.allclose(figures.sum(axis=0), 100, atol=1e-8, rtol=0)
    else:
        assert np.allclose(shown(figures).sum(axis=0), 100, atol=1e-8, rtol=0)
    assert all((figures["pst".index(code)] == FIRST[2020]["pst".index(code)]).all() for code in locked)
