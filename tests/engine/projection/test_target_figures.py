"""Targets as arrays: which base each counts from, what its words come to, and what an edit leaves as it was."""

import math
from dataclasses import replace

import numpy as np
import pytest

from npfdesk.engine.projection.frame import build_frame
from npfdesk.engine.projection.target_figures import (
    base_figures,
    observed_base,
    target_table,
    with_computed_bases,
)
from npfdesk.engine.projection.update import compute
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.targets import TargetKind
from tests.plans import (
    Assumption,
    Direction,
    Indicator,
    Kind,
    Method,
    Region,
    RollUp,
    document,
    plan,
    scenario,
    target,
)

X, Y, Z = ("市", "", "x"), ("市", "", "y"), ("市", "", "z")
NAN = math.nan


def stated(data, targets, *, chain=(), previous=None, amended=None, **named):
    """The table of a plan's targets and the plan."""
    made = plan(data, targets=targets, **named)
    return target_table(build_frame(made), made, chain, previous, amended), made


def one(text, base=100.0, *, direction=Direction.UP, **named):
    """The table of a single target over a base of 2020."""
    indicator = Indicator("x", "x", kind=Kind.LEVEL, direction=direction, rollup=RollUp.NONE)
    figures = {} if base is None else {2020: base}
    return stated({X: figures}, [target(X, text, **named)], indicators=[indicator])[0]


def same(first, second):
    """Whether two tables say the same."""
    assert (first.keys, first.statements, first.resolved) == (second.keys, second.statements, second.resolved)
    names = ("row", "year", "base_year", "figure", "low", "high", "stretch", "sign", "inside", "own")
    for name in names:
        assert np.array_equal(getattr(first, name), getattr(second, name), equal_nan=True), name


def test_many_targets_come_to_what_each_comes_to_alone():
    texts = [
        "120",
        "120以上",
        "不高于80",
        "约100",
        "100左右",
        "90-110",
        "增长20%",
        "翻一番",
        "新增5",
        "—",
        "120，力争150",
    ]
    for direction in Direction:
        indicators = [
            Indicator(f"x{place}", f"x{place}", kind=kind, direction=direction)
            for place, kind in enumerate([Kind.LEVEL, Kind.RATIO, Kind.RATE])
        ]
        wanted = [
            target(("市", "", indicator.code), text, year=2021 + place, stretch=stretch)
            for indicator in indicators
            for place, (text, stretch) in enumerate((text, more) for text in texts for more in (None, 140.0))
        ]
        # a figure that 2 % takes beyond the range of floats is no target
        huge = target(("市", "", "x0"), "约100", year=2050)
        wanted.append(replace(huge, parsed=replace(huge.parsed, figure=1.79e308)))
        data = {("市", "", indicator.code): {2020: 100.0} for indicator in indicators}
        given = {"indicators": indicators}
        together, _ = stated(data, wanted, **given)
        assert len(together.keys) == len(wanted)
        for place, single in enumerate(wanted):
            alone, _ = stated(data, [single], **given)
            assert together.keys[place] == alone.keys[0]
            assert together.resolved[place] == alone.resolved[0]
            for name, figures in vars(alone).items():
                if isinstance(figures, np.ndarray):
                    assert np.array_equal(getattr(together, name)[[place]], figures, equal_nan=True), (
                        name,
                        single.text,
                    )
        # the same object each time, and one that other targets leave as it is
        assert together.resolved[0] is together.resolved[0]
        assert together.resolved[2:4] == (together.resolved[2], together.resolved[3])


# --- bases


@pytest.mark.parametrize(
    ("figures", "base_year", "expected"),
    [
        # the base year's own figure, whatever stands around it
        ([1.0, 2.0, 3.0, 4.0], 2018, 3.0),
        ([1.0, 2.0, 3.0, 4.0], 2016, 1.0),
        ([1.0, 2.0, 3.0, 4.0], 2019, 4.0),
        # where it has none, neither the last one before it nor the next one is a base
        ([1.0, 2.0, NAN, 4.0], 2018, NAN),
        ([NAN, 2.0, 3.0, 4.0], 2016, NAN),
        # a base year before the first or behind the last
        ([1.0, 2.0, 3.0, 4.0], 2015, NAN),
        ([1.0, 2.0, 3.0, 4.0], 2010, NAN),
        ([1.0, 2.0, 3.0, 4.0], 2020, NAN),
        # nothing, less than nothing and next to nothing are figures; what passes every number is none
        ([1.0, 2.0, 0.0, 4.0], 2018, 0.0),
        ([1.0, 2.0, -2.0, 4.0], 2018, -2.0),
        ([1.0, 2.0, math.inf, 4.0], 2018, NAN),
    ],
)
def test_a_base_is_the_figure_of_the_base_year_itself(figures, base_year, expected):
    base = base_figures(np.array(figures)[:, None], np.array([0]), np.array([base_year]), 2016)
    assert base.tolist() == pytest.approx([expected], nan_ok=True)


def test_bases_of_several_targets_are_each_their_own():
    values = np.array([[1.0, NAN, 7.0, NAN], [NAN, 5.0, 8.0, NAN], [3.0, NAN, NAN, 9.0]])
    row, base_year = np.array([3, 0, 2, 1, 1, 0]), np.array([2017, 2016, 2018, 2017, 2016, 2018])
    base = base_figures(values, row, base_year, 2016)
    assert base.tolist() == pytest.approx([NAN, 1.0, NAN, 5.0, NAN, 3.0], nan_ok=True)


def test_the_observed_base_is_read_off_the_plan():
    made = plan({X: {2018: 5.0, 2021: 9.0}, Y: {2020: 7.0}}, first=2016)
    bases = observed_base(made, np.array([1, 0, 0]), np.array([2020, 2020, 2021]))
    assert bases.tolist() == pytest.approx([7.0, NAN, 9.0], nan_ok=True)


# --- what the words come to


@pytest.mark.parametrize(
    ("text", "figure", "low", "high", "inside"),
    [
        ("110", 110.0, NAN, NAN, False),
        ("110以上", 110.0, 110.0, NAN, False),
        ("不超过110", 110.0, NAN, 110.0, False),
        ("110左右", 110.0, 107.8, 112.2, True),
        ("110-120", 115.0, 110.0, 120.0, True),
        ("翻一番", 200.0, NAN, NAN, False),
        ("增长15%以上", 115.0, 115.0, NAN, False),
        ("新增30", 130.0, NAN, NAN, False),
        ("减少30", 70.0, NAN, NAN, False),
        ("年均增长10%", 100 * 1.1**5, NAN, NAN, False),
        ("完成省下达任务", NAN, NAN, NAN, False),
        ("—", NAN, NAN, NAN, False),
    ],
)
def test_the_figures_of_each_kind_of_target(text, figure, low, high, inside):
    table = one(text)
    assert table.figure.tolist() == pytest.approx([figure], nan_ok=True)
    assert table.low.tolist() == pytest.approx([low], nan_ok=True)
    assert table.high.tolist() == pytest.approx([high], nan_ok=True)
    assert table.inside.tolist() == [inside]
    assert table.resolved[0].text == text


@pytest.mark.parametrize("direction", list(Direction))
def test_words_outrank_the_direction_and_it_decides_where_they_say_nothing(direction):
    silent = -1.0 if direction is Direction.DOWN else 1.0
    for text, sign in (
        ("110以上", 1.0),
        ("不超过110", -1.0),
        ("110", silent),
        ("110左右", silent),
        ("110-120", silent),
        ("完成省下达任务", silent),
        ("—", silent),
    ):
        assert one(text, direction=direction).sign.tolist() == [sign]
    # and where they could not be read for want of a base
    assert one("翻一番", base=None, direction=direction).sign.tolist() == [silent]


def test_each_target_goes_by_its_own_indicators_direction():
    indicators = [
        Indicator("x", "x", direction=Direction.DOWN, rollup=RollUp.NONE),
        Indicator("y", "y", direction=Direction.UP, rollup=RollUp.NONE),
    ]
    # the series stand in another order than the indicators
    table, _ = stated(
        {Y: {2020: 1.0}, X: {2020: 1.0}}, [target(X, "5"), target(Y, "5")], indicators=indicators
    )
    assert table.row.tolist() == [1, 0]
    assert table.sign.tolist() == [-1.0, 1.0]


def test_a_stretch_of_its_own_column_stands_before_that_of_the_words():
    assert one("110以上，力争达到120以上").stretch.tolist() == [120.0]
    assert one("110以上，力争达到120以上", stretch=130.0).stretch.tolist() == [130.0]
    assert one("110以上", stretch=0.0).stretch.tolist() == [0.0]
    assert math.isnan(one("110以上").stretch[0])
    # it stands by itself where the words need a base that there is not
    assert one("翻一番", base=None, stretch=130.0).stretch.tolist() == [130.0]
    assert math.isnan(one("翻一番", base=None).stretch[0])


def test_the_tolerance_of_about_is_the_plans():
    from dataclasses import replace

    made = plan({X: {2020: 100.0}}, targets=[target(X, "200左右")])
    made = replace(made, about_tolerance=0.05)
    table = target_table(build_frame(made), made, (), None, None)
    assert (table.low[0], table.high[0]) == pytest.approx((190.0, 210.0))


def test_beside_a_target_that_cannot_be_read_the_others_keep_their_bases():
    data = {X: {2020: 100.0}, Y: {}, Z: {2018: 30.0, 2020: 40.0}}
    targets = [
        target(Y, "翻一番"),
        target(X, "翻一番"),
        target(Y, "50以上", year=2030),
        target(Z, "年均增长10%", base_year=2019),
        target(Z, "年均增长10%", year=2020),
    ]
    table, _ = stated(data, targets)
    # 2 · 100; a growth from 2019, which has no figure, comes to none; and growth over no year cannot be read
    assert table.figure.tolist() == pytest.approx([NAN, 200.0, 50.0, NAN, NAN], nan_ok=True)
    assert [target is None for target in table.resolved] == [True, False, False, False, True]
    assert table.low.tolist() == pytest.approx([NAN, NAN, 50.0, NAN, NAN], nan_ok=True)
    assert table.base_year.tolist() == [2020, 2020, 2020, 2019, 2020]
    assert table.year.tolist() == [2025, 2025, 2030, 2025, 2020]
    assert table.row.tolist() == [1, 0, 1, 2, 2]
    assert table.relative.tolist() == [0, 1, 3, 4]


def test_a_base_year_that_is_not_named_is_the_plans():
    table, _ = stated(
        {X: {2019: 50.0, 2020: 100.0}}, [target(X, "年均增长10%", base_year=None)], base_year=2019
    )
    assert table.base_year.tolist() == [2019]
    assert table.figure.tolist() == pytest.approx([50 * 1.1**6])


@pytest.mark.parametrize("text", ["年均增长10%", "增长15%以上", "翻一番", "新增30"])
def test_what_counts_from_a_year_without_a_figure_comes_to_no_level(text):
    # 2018's figure does not stand in for 2020's: five years are asked for, not seven; and 新增30 is not 30
    table, _ = stated({X: {2018: 100.0, 2021: 120.0}}, [target(X, text)])
    assert np.isnan([table.figure[0], table.low[0], table.high[0]]).all()


def test_an_increase_of_what_has_no_figures_at_all_begins_at_nothing():
    table, _ = stated({X: {}}, [target(X, "新增30")])
    assert table.figure.tolist() == [30.0]


@pytest.mark.parametrize("text", ["翻一番", "新增30"])
def test_a_projected_figure_is_no_base(text):
    # the base year has no figure yet: the path passes it, and that is no base
    results = compute(
        document(
            {X: {2017: 90.0, 2018: 100.0}},
            targets=[target(X, text)],
            scenarios=[scenario(assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 5.0)})],
        )
    )
    result = results.scenarios["基准"]
    assert result.values[0, 2020 - 2016] == pytest.approx(100 * 1.05**2)
    assert np.isnan(result.targets.figure[0])


# --- whose target it is, and where it stands


def test_a_scenarios_own_target_stands_in_place_of_the_plans_and_the_last_one_wins():
    plans = [target(X, "110"), target(Y, "10")]
    parent = scenario("甲", targets=[target(X, "120"), target(X, "140", year=2030)])
    child = scenario("乙", parent="甲", targets=[target(X, "125")])
    data = {X: {2020: 100.0}, Y: {2020: 9.0}}
    alone, _ = stated(data, plans)
    assert (alone.figure.tolist(), alone.own.tolist()) == ([110.0, 10.0], [False, False])
    table, _ = stated(data, plans, chain=(parent, child))
    assert [(key.series.indicator, key.year) for key in table.keys] == [("x", 2025), ("y", 2025), ("x", 2030)]
    assert table.figure.tolist() == [125.0, 10.0, 140.0]
    assert table.own.tolist() == [True, False, True]
    assert table.statements[0] is child.targets[table.keys[0]]


def test_targets_of_series_that_the_plan_has_not_are_left_out():
    foreign = scenario("甲", targets=[target(Y, "9"), target(X, "120")])
    table, _ = stated({X: {2020: 100.0}}, [target(Z, "8")], chain=(foreign,))
    assert [key.series.indicator for key in table.keys] == ["x"]
    assert table.figure.tolist() == [120.0]


def test_a_plan_without_targets_has_an_empty_table():
    table, made = stated({X: {2020: 100.0}}, [])
    assert (table.keys, table.figure.tolist(), table.relative.tolist()) == ((), [], [])
    # an empty array of places is one of places still
    assert {table.row.dtype, table.year.dtype, table.base_year.dtype, table.relative.dtype} == {
        np.dtype(np.int64)
    }
    assert {table.inside.dtype, table.own.dtype} == {np.dtype(np.bool_)}
    found = table.waypoints(build_frame(made))
    assert (found.column.tolist(), np.isnan(found.figure).tolist()) == ([[-1]], [[True]])
    assert with_computed_bases(table, made, lambda: made.observed.T) is table


def test_the_targets_of_a_series_come_in_the_order_of_their_years():
    table, _ = stated(
        {X: {2020: 1.0}, Y: {2020: 1.0}, Z: {2020: 1.0}},
        [target(X, "9", year=2030), target(Y, "7"), target(X, "5", year=2022), target(X, "6")],
    )
    assert table.of_row(0) == (2, 3, 0)
    assert table.of_row(1) == (1,)
    assert table.of_row(2) == ()
    assert table.of_series[TargetKey(SeriesKey(*X), 2022)] == 2
    assert len(table.of_series) == 4


def test_waypoints_are_the_named_figures_in_the_order_of_their_years():
    table, made = stated(
        {X: {2020: 1.0}, Y: {2020: 1.0}, Z: {2020: 1.0}},
        [
            target(X, "9", year=2035),
            target(Z, "7"),
            target(X, "完成省下达任务", year=2028),
            target(X, "6"),
            target(X, "5", year=2022),
        ],
    )
    frame = build_frame(made)
    found = table.waypoints(frame)
    # 2022, 2025 and 2035 of an axis from 2016 to 2030; the words that name no figure are no waypoint
    assert found.column.tolist() == [[6, -1, 9], [9, -1, -1], [19, -1, -1]]
    assert found.figure.tolist() == [
        pytest.approx(step, nan_ok=True) for step in ([5.0, NAN, 7.0], [6.0, NAN, NAN], [9.0, NAN, NAN])
    ]
    assert table.waypoints(frame) is found


# --- bases that only the results give


def city_of_two(targets, **named):
    """A city whose x nobody observes: it is the sum of its two counties'."""
    data = {X: {}, ("甲", "", "x"): {2020: 60.0}, ("乙", "", "x"): {2020: 40.0}}
    regions = [Region("市", "市"), Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")]
    return document(data, regions=regions, targets=targets, scenarios=[scenario()], **named)


def test_a_roll_ups_target_counts_from_what_its_regions_come_to():
    targets = [
        target(("甲", "", "x"), "翻一番"),
        target(X, "翻一番左右"),
        target(X, "300以上", year=2030),
        target(X, "年均增长10%以上", year=2023),
    ]
    result = compute(city_of_two(targets)).scenarios["基准"]
    before, after = result.stated_targets, result.targets
    assert before.figure.tolist() == pytest.approx([120.0, NAN, 300.0, NAN], nan_ok=True)
    # 100 doubled, within 2 %; 100 grown for three years
    assert after.figure.tolist() == pytest.approx([120.0, 200.0, 300.0, 133.1])
    assert after.low.tolist() == pytest.approx([NAN, 196.0, 300.0, 133.1], nan_ok=True)
    assert after.high.tolist() == pytest.approx([NAN, 204.0, NAN, NAN], nan_ok=True)
    assert [one.value for one in after.resolved] == pytest.approx([120.0, 200.0, 300.0, 133.1])
    # what had a figure stands as it stood
    assert after.resolved[0] is before.resolved[0]
    assert after.resolved[2] is before.resolved[2]


def test_an_increase_over_a_base_nobody_observes_counts_from_it():
    # without any base 新增30 is 30; the regions come to 100
    result = compute(city_of_two([target(X, "新增30")])).scenarios["基准"]
    assert result.stated_targets.figure.tolist() == [30.0]
    assert result.targets.figure.tolist() == [130.0]


def test_an_observed_base_is_never_replaced_by_a_computed_one():
    table, made = stated({X: {2020: 100.0}, Y: {}}, [target(X, "翻一番"), target(Y, "翻一番")])
    values = np.full((len(made.years), 2), 7.0)
    done = with_computed_bases(table, made, lambda: values)
    assert done.figure.tolist() == [200.0, 14.0]
    # no computed figure either: the same table
    values[:, 1] = NAN
    assert with_computed_bases(table, made, lambda: values) is table


def test_a_computed_base_that_comes_to_no_figure_leaves_the_target_open():
    table, made = stated({X: {}}, [target(X, "年均增长1e200%")])
    done = with_computed_bases(table, made, lambda: np.full((len(made.years), 1), 1e300))
    assert done.resolved == (None,)
    assert np.isnan([done.figure[0], done.low[0], done.high[0]]).all()


def test_a_computed_base_is_that_of_the_targets_own_base_year():
    table, made = stated({X: {}}, [target(X, "翻一番", base_year=2018), target(X, "翻一番", year=2030)])
    values = np.arange(len(made.years), dtype=float)[:, None]
    # 2018 is column 2, 2020 column 4
    assert with_computed_bases(table, made, lambda: values).figure.tolist() == [4.0, 8.0]


# --- what an edit leaves as it was


DATA = {X: {2020: 100.0}, Y: {2020: 50.0}, Z: {}}
TARGETS = [target(X, "翻一番"), target(Y, "增长10%以上"), target(Z, "翻一番"), target(Y, "60-70", year=2030)]


def edited(before, made, *, data=DATA, targets=None, chain=(), amended=()):
    """The plan with other figures or targets, and its table made out of the one before and from nothing."""
    from dataclasses import replace
    from types import MappingProxyType

    other = replace(made, observed=plan(data, targets=TARGETS).observed)
    if targets is not None:
        other = replace(other, targets=MappingProxyType({one.key: one for one in targets}))
    frame = build_frame(other)
    rows = None if amended is None else np.array(amended, dtype=np.int64)
    return target_table(frame, other, chain, before, rows), target_table(frame, other, chain, None, None)


def test_where_nothing_differs_the_table_is_the_one_before():
    before, made = stated(DATA, TARGETS)
    again, anew = edited(before, made)
    assert again is before
    same(again, anew)


def test_amended_figures_are_counted_from_and_only_those():
    before, made = stated(DATA, TARGETS)
    data = {X: {2020: 100.0}, Y: {2020: 80.0}, Z: {}}
    after, anew = edited(before, made, data=data, amended=[1])
    same(after, anew)
    assert after.figure.tolist() == pytest.approx([200.0, 88.0, NAN, 65.0], nan_ok=True)
    assert after.resolved[0] is before.resolved[0]
    # rows that carry no target that is read from them leave the table's figures alone
    untouched, _ = edited(before, made, amended=[7])
    same(untouched, before)


def test_which_figures_were_amended_is_not_known_all_are_counted_anew():
    before, made = stated(DATA, TARGETS)
    data = {X: {2020: 1.0}, Y: {2020: 2.0}, Z: {2020: 3.0}}
    after, anew = edited(before, made, data=data, amended=None)
    same(after, anew)
    assert after.figure.tolist() == pytest.approx([2.0, 2.2, 6.0, 65.0])


def test_a_target_worded_anew_changes_alone_and_the_next_edit_knows_it():
    before, made = stated(DATA, TARGETS)
    targets = [TARGETS[0], target(Y, "不超过30", base_year=2019, stretch=20.0), *TARGETS[2:]]
    after, anew = edited(before, made, targets=targets)
    same(after, anew)
    assert (after.figure[1], after.high[1], after.stretch[1], after.sign[1]) == (30.0, 30.0, 20.0, -1.0)
    assert math.isnan(after.low[1])
    assert after.base_year.tolist() == [2020, 2019, 2020, 2020]
    assert after.resolved[0] is before.resolved[0]
    assert before.figure.tolist() == pytest.approx([200.0, 55.0, NAN, 65.0], nan_ok=True)
    again = target_table(build_frame(made), made, (), after, np.empty(0, dtype=np.int64))
    same(again, before)


def test_a_target_that_comes_or_goes_is_seen():
    before, made = stated(DATA, TARGETS)
    for targets in (TARGETS[:2], [*TARGETS, target(X, "900", year=2030)], []):
        after, anew = edited(before, made, targets=targets)
        same(after, anew)
        assert len(after.keys) == len(targets)


def test_a_target_that_counts_from_another_year_counts_from_that_years_figure():
    data = {X: {2019: 40.0, 2020: 100.0}}
    before, made = stated(data, [target(X, "年均增长10%")])
    assert before.figure.tolist() == pytest.approx([100 * 1.1**5])
    after, anew = edited(before, made, data=data, targets=[target(X, "年均增长10%", base_year=2019)])
    assert after.figure.tolist() == pytest.approx([40 * 1.1**6])
    same(after, anew)


def test_a_scenario_that_states_the_plans_own_target_again_owns_it():
    before, made = stated(DATA, TARGETS)
    after, anew = edited(before, made, chain=(scenario("甲", targets=[TARGETS[0]]),))
    same(after, anew)
    assert after.own.tolist() == [True, False, False, False]


def test_a_scenario_out_of_the_middle_of_its_line_takes_its_targets_with_it():
    first, middle = scenario("甲"), scenario("乙", targets=[target(X, "170")])
    last = scenario("丙")
    before, made = stated(DATA, TARGETS, chain=(first, middle))
    assert before.figure[0] == 170.0
    # what is left is the beginning of what there was
    after, anew = edited(before, made, chain=(first,))
    same(after, anew)
    assert after.figure[0] == 200.0
    back, anew = edited(after, made, chain=(first, middle, last))
    same(back, anew)
    assert back.figure[0] == 170.0


def test_a_scenarios_own_target_comes_and_goes():
    before, made = stated(DATA, TARGETS)
    own = scenario("甲", targets=[target(X, "170")])
    after, anew = edited(before, made, chain=(own,))
    same(after, anew)
    assert after.own.tolist() == [True, False, False, False]
    assert after.figure[0] == 170.0
    back, anew = edited(after, made)
    same(back, anew)
    assert back.own.tolist() == [False] * 4


def test_what_is_stated_elsewhere_in_the_same_words_keeps_the_figures_and_is_known_next_time():
    before, made = stated(DATA, TARGETS)
    # the same statements in another mapping: nothing is resolved, and the edit after finds nothing to compare
    after, anew = edited(before, made, targets=TARGETS)
    same(after, anew)
    assert after.figure is before.figure
    assert after.stated_in == anew.stated_in
    assert all(one is other for one, other in zip(after.stated_in, anew.stated_in, strict=True))


def test_the_kinds_of_the_words_are_kept_beside_the_figures():
    table, _ = stated(DATA, TARGETS)
    kinds = [None if one is None else one.kind for one in table.resolved]
    assert kinds == [TargetKind.EXACT, TargetKind.AT_LEAST, None, TargetKind.RANGE]
