"""Where the year stands, worked by hand: shares, lights, full years, what the months left need, the test on the past."""

from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.full_year_test import full_year_test
from npfdesk.engine.monthly_ranking import RankedBy, monthly_ranking
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.year_targets import year_targets
from npfdesk.engine.tracking import month_keys, months_of_year, year_so_far
from npfdesk.engine.year_standing import (
    known_throughs,
    light_counts,
    plan_months,
    year_standing,
)
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Direction, Kind
from npfdesk.plan.lights import LIGHTS, Light
from npfdesk.plan.periods import Period
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import with_entries
from npfdesk.plan.series import ProgressKey, SeriesKey
from tests import plans

UNITS = {
    "output": Kind.LEVEL,
    "jobs": Kind.FLOW,
    "firms": Kind.COUNT,
    "share": Kind.RATIO,
    "speed": Kind.RATE,
    "energy": Kind.LEVEL,
}
PAST = {2023: 100.0, 2024: 120.0, 2025: 150.0}
JUNES = {(2023, 6): 40.0, (2024, 6): 54.0, (2025, 6): 75.0}


def key(code, region="市"):
    return SeriesKey(region, "", code)


def plan(data, months, targets=(), growths=None, regions=None):
    """A plan of (code or series): {year: figure}, months {(code, year, last month): figure to date}."""
    series = {key(one) if isinstance(one, str) else one: figures for one, figures in data.items()}
    codes = dict.fromkeys(one.indicator for one in series)
    made = plans.plan(
        series,
        first=2020,
        indicators=[
            plans.Indicator(
                code, code, kind=UNITS[code], direction=Direction.DOWN if code == "energy" else Direction.UP
            )
            for code in codes
        ],
        targets=targets,
        base_year=2025,
        regions=regions,
    )
    progress = {}
    for among, growth in ((months, False), (growths or {}, True)):
        for (code, year, last), figure in among.items():
            one = key(code) if isinstance(code, str) else code
            progress[ProgressKey(one, Period(year, 1, last), growth)] = figure
    return made.with_progress(MappingProxyType(progress))


def standing(made, year=2026, last=6):
    document = new_document(made)
    months = plan_months(made)
    return year_standing(months, compute(document), document.active, Period(year, 1, last))


def aim(code, text, year=2026, base_year=2025, region="市"):
    return plans.target(key(code, region), text, year=year, base_year=base_year, kind=UNITS[code])


def small(figure=84.0, target="200", **more):
    months = {("output", year, last): one for (year, last), one in JUNES.items()}
    if figure is not None:
        months["output", 2026, 6] = figure
    return plan({"output": PAST}, months, [aim("output", target)], **more)


def test_what_adds_up_is_held_against_its_own_past():
    found = standing(small())
    assert found.target[0] == 200
    assert found.task_share[0] == pytest.approx(0.42)
    assert found.time_share[0] == 0.5
    shares = found.usual.low[0], found.usual.middle[0], found.usual.high[0]
    assert shares == pytest.approx((0.40, 0.45, 0.50))
    assert found.profile_years(0) == (2023, 2024, 2025)
    full = found.full_low[0], found.full_middle[0], found.full_high[0]
    assert full == pytest.approx((168, 84 / 0.45, 210))
    assert found.left[0] == 116
    # last year's second half had 75
    assert found.left_growth[0] == pytest.approx((116 / 75 - 1) * 100)
    # 95 % of 45 % is 42.75 %
    assert found.light(0) is Light.RED


@pytest.mark.parametrize(
    ("figure", "light"), [(90.0, Light.GREEN), (85.5, Light.YELLOW), (85.4, Light.RED), (89.9, Light.YELLOW)]
)
def test_the_edges_of_the_lights(figure, light):
    assert standing(small(figure)).light(0) is light


def test_without_two_past_years_it_goes_straight_by_months():
    made = plan(
        {"output": {2025: 150.0}},
        {("output", 2025, 6): 75.0, ("output", 2026, 3): 40.0},
        [aim("output", "200")],
    )
    found = standing(made, last=3)
    assert found.profile_years(0) == ()
    assert (found.usual.low[0], found.usual.high[0]) == (0.25, 0.25)
    assert (found.full_low[0], found.full_high[0]) == (160, 160)
    # 50 are due, 40 are there
    assert found.light(0) is Light.RED


def test_a_milestone_stands_in_where_the_year_has_no_target():
    made = plan({"output": PAST}, {("output", 2026, 6): 84.0}, [aim("output", f"{150 * 1.1**5}", year=2030)])
    found = standing(made)
    assert found.target[0] == pytest.approx(165)
    assert not found.targets.stated[0]
    assert found.targets.target_year[0] == 2030


def test_a_sum_over_years_asks_one_part_of_it_each_year():
    made = plan({"jobs": {2025: 9.0}}, {("jobs", 2026, 6): 6.0}, [aim("jobs", "五年累计50", year=2030)])
    found = standing(made)
    assert found.target[0] == 10
    assert found.task_share[0] == pytest.approx(0.6)
    assert found.light(0) is Light.GREEN


def test_the_base_year_and_later_years_ask_nothing_of_a_target_past():
    made = plan({"output": PAST}, {("output", 2025, 6): 75.0}, [aim("output", "200")])
    assert np.isnan(standing(made, year=2025).target[0])
    assert standing(made, year=2025).light(0) is Light.GREY
    assert np.isnan(standing(made, year=2027).target[0])


def test_a_stock_with_a_past_is_held_against_its_usual_share():
    past = {("firms", 2024, 6): 450.0, ("firms", 2025, 6): 540.0, ("firms", 2026, 6): 630.0}
    made = plan({"firms": {2024: 500.0, 2025: 600.0}}, past, [aim("firms", "700")])
    found = standing(made)
    # 450 of 500 and 540 of 600: nine tenths by June in both years; 630 of 700 is nine tenths
    assert found.usual.middle[0] == pytest.approx(0.9)
    assert found.task_share[0] == pytest.approx(0.9)
    assert found.full_middle[0] == pytest.approx(700)
    assert found.light(0) is Light.GREEN
    band = months_of_year(made, key("firms"), 2026, 700.0)
    assert not band.straight
    assert band.middle[5] == pytest.approx(630)


def test_a_stock_without_a_past_goes_straight_from_the_end_of_last_year():
    made = plan({"firms": {2025: 1000.0}}, {("firms", 2026, 6): 1110.0}, [aim("firms", "1200")])
    found = standing(made)
    # 110 of 200 are gone in half of the year
    assert found.task_share[0] == pytest.approx(0.55)
    assert found.usual.middle[0] == 0.5
    assert found.full_middle[0] == pytest.approx(1220)
    assert found.light(0) is Light.GREEN
    assert np.isnan(found.left_growth[0])
    assert found.left[0] == 90


def test_a_stock_without_last_years_end_is_only_told_to_be_met():
    for figure, light in ((1200.0, Light.GREEN), (1100.0, Light.GREY)):
        made = plan({"firms": {}}, {("firms", 2026, 6): figure}, [aim("firms", "1200")])
        assert standing(made).light(0) is light


def test_a_share_stands_against_its_target():
    for figure, light in ((68.0, Light.GREEN), (65.0, Light.YELLOW), (60.0, Light.RED)):
        made = plan({"share": {2025: 66.0}}, {("share", 2026, 6): figure}, [aim("share", "68")])
        found = standing(made)
        assert found.light(0) is light
        assert np.isnan(found.task_share[0])
        assert np.isnan(found.full_middle[0])
        assert found.left[0] == pytest.approx(68 - figure)


def test_past_the_far_end_of_a_range_it_is_yellow_at_best():
    for figure, light in ((2.2, Light.GREEN), (3.5, Light.YELLOW), (1.95, Light.YELLOW), (1.0, Light.RED)):
        made = plan({"share": {2025: 2.0}}, {("share", 2026, 6): figure}, [aim("share", "2-3")])
        assert standing(made).light(0) is light, figure


def test_where_less_is_better_having_used_more_is_behind():
    past = {("energy", year, 6): half for (year, _), half in zip(JUNES, (50.0, 60.0, 75.0), strict=True)}
    for figure, light in ((49.0, Light.GREEN), (52.0, Light.YELLOW), (53.0, Light.RED)):
        made = plan({"energy": PAST}, {**past, ("energy", 2026, 6): figure}, [aim("energy", "不超过100")])
        assert standing(made).light(0) is light


def test_a_rate_needs_the_growth_left_weighed_by_months():
    made = plan({"speed": {2025: 6.0}}, {("speed", 2026, 3): 5.0}, [aim("speed", "6")])
    found = standing(made)
    assert (found.target[0], found.to_date[0], found.weight[0]) == (6, 5, 0.25)
    assert found.by_months[0]
    # three quarters must bring 1.06 less a quarter of 1.05
    assert found.left_growth[0] == pytest.approx(6 + 1 / 3)
    # 5 is below 95 % of 6
    assert found.light(0) is Light.RED


def test_printed_growths_are_weighed_by_last_years_months():
    made = plan(
        {"output": {2025: 100.0}},
        {("output", 2025, 3): 20.0},
        [aim("output", "106")],
        growths={("output", 2026, 3): 5.0},
    )
    found = standing(made)
    assert found.by_growth[0]
    assert found.target[0] == pytest.approx(6)
    assert found.weight[0] == pytest.approx(0.2)
    assert found.left_growth[0] == pytest.approx(6.25)
    assert not found.by_months[0]
    assert np.isnan(found.task_share[0])


def test_a_growth_without_any_base_is_tracked_by_growths():
    made = plan(
        {"output": {}}, {}, [aim("output", "年均增长6%", year=2030)], growths={("output", 2026, 6): 6.2}
    )
    found = standing(made)
    assert (found.target[0], found.to_date[0]) == pytest.approx((6, 6.2))
    assert found.light(0) is Light.GREEN
    # in all, 33.1 % over five years are 5.88 % a year
    made = plan(
        {"output": {}}, {}, [aim("output", "累计增长33.1%", year=2030)], growths={("output", 2026, 6): 6.2}
    )
    assert standing(made).target[0] == pytest.approx((1.331 ** (1 / 5) - 1) * 100)


def test_the_last_month_known_stands_and_later_ones_are_not_looked_at():
    months = {("output", 2026, 2): 20.0, ("output", 2026, 8): 130.0}
    found = standing(plan({"output": PAST}, months, [aim("output", "200")]), last=6)
    assert (found.month[0], found.to_date[0]) == (2, 20)
    assert found.time_share[0] == pytest.approx(2 / 12)
    none = standing(plan({"output": PAST}, {("output", 2026, 8): 130.0}, [aim("output", "200")]), last=6)
    assert none.month[0] == 0
    assert none.light(0) is Light.GREY
    assert np.isnan([none.to_date[0], none.left[0], none.full_low[0], none.time_share[0]]).all()


def test_what_is_done_already_needs_no_growth():
    found = standing(small(210.0))
    assert found.left[0] == -10
    assert np.isnan(found.left_growth[0])
    assert found.light(0) is Light.GREEN
    full = standing(small(200.0))
    assert full.left_growth[0] == -100


def test_targets_of_nought_and_below_are_judged_without_a_share():
    found = standing(small(-3.0, target="0"))
    assert np.isnan(found.task_share[0])
    assert found.light(0) is Light.RED
    assert standing(small(0.0, target="0")).light(0) is Light.GREEN


def test_the_test_on_the_past_uses_earlier_years_alone():
    test = full_year_test(year_so_far(small()), 2026)
    # 2025 alone has two years before it: the middle is 42.5 %, 75 / 0.425 = 176.5 against 150
    assert test.tested[0, 5] == 1
    assert test.mean_off[0, 5] == pytest.approx((75 / 0.425 / 150 - 1) * 100)
    assert test.worst_off[0, 5] == test.mean_off[0, 5]
    assert test.inside[0, 5] == 0
    assert test.tested[0, 11] == 0
    assert np.isnan(test.mean_off[0, 0])


def test_the_range_holds_where_every_year_is_alike():
    months = {("output", year, 6): 50.0 for year in range(2021, 2026)}
    made = plan({"output": dict.fromkeys(range(2021, 2026), 100.0)}, months)
    test = full_year_test(year_so_far(made), 2026)
    assert (test.tested[0, 5], test.inside[0, 5], test.mean_off[0, 5]) == (3, 3, 0)


def test_places_are_shared_and_counted_from_the_month_before():
    regions = [Region("市", "市"), *(Region(code, code, parent="市") for code in "甲乙丙丁")]
    data = {SeriesKey(code, "", "output"): {2025: 100.0} for code in "甲乙丙丁"}
    now = {"甲": (20.0, 45.0), "乙": (30.0, 45.0), "丙": (25.0, 60.0), "丁": (10.0, None)}
    months = {}
    for code, (may, june) in now.items():
        months[key("output", code), 2026, 5] = may
        if june is not None:
            months[key("output", code), 2026, 6] = june
    made = plan(data, months, [aim("output", "100", region=code) for code in "甲乙丙丁"], regions=regions)
    found, kept = standing(made), plan_months(made)
    rows = np.arange(4)
    ranking = monthly_ranking(kept, found, rows, RankedBy.TASK, False)
    np.testing.assert_equal(ranking.places[:, 4], [3, 1, 2, 4])
    # equal figures share a place; who has no figure of the month has none
    np.testing.assert_equal(ranking.places[:, 5], [2, 2, 1, np.nan])
    assert ranking.before == 5
    np.testing.assert_equal(ranking.change, [1, -1, 1, np.nan])
    least = monthly_ranking(kept, found, rows, RankedBy.TASK, True)
    np.testing.assert_equal(least.places[:, 5], [1, 1, 3, np.nan])
    grown = monthly_ranking(kept, found, rows, RankedBy.GROWTH, False)
    assert np.isnan(grown.places).all()
    first = monthly_ranking(kept, standing(made, last=5), rows, RankedBy.TASK, False)
    assert first.before == 0
    assert np.isnan(first.change).all()


def test_places_by_growth_take_the_printed_one_first():
    regions = [Region("市", "市"), *(Region(code, code, parent="市") for code in "甲乙")]
    one, two = key("output", "甲"), key("output", "乙")
    months = {(one, 2025, 6): 40.0, (one, 2026, 6): 44.0, (two, 2025, 6): 40.0, (two, 2026, 6): 48.0}
    made = plan({one: {}, two: {}}, months, growths={(two, 2026, 6): 9.0}, regions=regions)
    found = monthly_ranking(plan_months(made), standing(made), np.arange(2), RankedBy.GROWTH, False)
    np.testing.assert_allclose(found.figures[:, 5], [10, 9])
    np.testing.assert_equal(found.places[:, 5], [1, 2])


def test_the_months_of_a_plan_are_kept_and_found_again():
    made = small()
    kept = plan_months(made)
    assert plan_months(made, kept) is kept
    more = ProgressKey(key("output"), Period(2026, 1, 7))
    grown = made.with_progress(MappingProxyType({**made.progress, more: 100.0}))
    again = plan_months(grown, kept)
    np.testing.assert_equal(again.so_far.to_date, plan_months(grown).so_far.to_date)
    assert again.so_far.to_date[0, again.so_far.year(2026), 6] == 100
    fewer = dict(grown.progress)
    del fewer[ProgressKey(key("output"), Period(2024, 1, 6))]
    less = grown.with_progress(MappingProxyType(fewer))
    np.testing.assert_equal(plan_months(less, again).so_far.to_date, plan_months(less).so_far.to_date)
    assert month_keys(made.progress, kept.keys) is kept.keys
    seen = made.with_observations([(key("output"), 2025, 160.0)])
    assert plan_months(seen, kept).so_far.to_date[0, kept.so_far.year(2025), 11] == 160


def test_which_months_there_are():
    made = small()
    assert known_throughs(plan_months(made))[0] == Period(2026, 1, 6)
    assert len(known_throughs(plan_months(made))) == 4
    assert known_throughs(plan_months(plan({"output": PAST}, {}))) == ()


def test_years_outside_have_no_figures():
    found = standing(small(), year=2040)
    assert found.light(0) is Light.GREY
    assert light_counts(found.lights)[Light.GREY] == 1


def test_a_first_statement_and_a_target_of_the_year_stand_first():
    made = plan(
        {"output": PAST}, {("output", 2026, 6): 84.0}, [aim("output", "300", year=2030), aim("output", "200")]
    )
    document = new_document(made)
    found = year_targets(compute(document), document.active, 2026)
    assert (found.figure[0], found.stated[0], found.target_year[0]) == (200, True, 2026)


def test_the_band_of_a_stock_is_its_way():
    made = plan({"firms": {2025: 1000.0}}, {("firms", 2026, 6): 1110.0})
    found = months_of_year(made, key("firms"), 2026, 1200.0)
    assert found.straight
    assert (found.low[5], found.high[11]) == (1100, 1200)
    assert not months_of_year(made, key("firms"), 2026).straight


def test_every_light_has_its_words():
    for light in Light:
        assert light.about is LIGHTS[light]
        assert light.about.words.zh
        assert light.about.words.en


figures = st.dictionaries(st.integers(1, 12), st.floats(0.01, 1.0), max_size=12)


@given(st.lists(figures, min_size=3, max_size=3), figures, st.integers(1, 12), st.randoms())
def test_order_does_not_matter_and_nothing_is_invented(past, now, last, chance):
    """Whatever months are given, in whatever order: the range is ordered, left + to date = target, gaps stay gaps."""
    months = {
        ("output", 2023 + place, month): share * 100
        for place, one in enumerate(past)
        for month, share in one.items()
        if month < 12
    }
    months |= {("output", 2026, month): share * 100 for month, share in now.items()}
    shuffled = list(months.items())
    chance.shuffle(shuffled)
    # a whole year alone is no part of one
    if all(month == 12 for _, _, month in months):
        return
    aims = [aim("output", "120")]
    found = standing(plan({"output": PAST}, months, aims), last=last)
    other = standing(plan({"output": PAST}, dict(shuffled), aims), last=last)
    for name in (
        "to_date",
        "task_share",
        "full_low",
        "full_middle",
        "full_high",
        "left",
        "left_growth",
        "lights",
    ):
        np.testing.assert_array_equal(getattr(found, name), getattr(other, name))
    known = [month for month in now if month <= last]
    assert found.month[0] == max(known, default=0)
    if known:
        assert found.to_date[0] == now[max(known)] * 100
        assert found.left[0] + found.to_date[0] == pytest.approx(120)
        assert found.full_low[0] <= found.full_middle[0] <= found.full_high[0]
    else:
        assert np.isnan(found.to_date[0])
        assert np.isnan(found.full_middle[0])
        assert found.light(0) is Light.GREY


EDITED = st.tuples(
    st.sampled_from(["output", "firms", "speed"]),
    st.integers(2024, 2027),
    st.integers(1, 12),
    st.booleans(),
    st.none() | st.integers(0, 100),
)


@given(
    st.lists(EDITED, max_size=12), st.lists(st.tuples(st.integers(2022, 2027), st.integers(1, 9)), max_size=3)
)
def test_what_is_read_anew_after_edits_is_what_is_read_from_nothing(edits, observed):
    """Months typed, overtyped and taken away, and whole years corrected, one after the other."""
    state = plan({"output": PAST, "firms": {2025: 10.0}, "speed": {2025: 6.0}}, {("output", 2025, 6): 75.0})
    kept = plan_months(state)
    years = iter(observed)
    for code, year, last, growth, figure in edits:
        changes = {
            ProgressKey(key(code), Period(year, 1, last), growth): None if figure is None else float(figure)
        }
        state = state.with_progress(with_entries(state.progress, changes))
        corrected = next(years, None)
        if corrected is not None:
            state = state.with_observations([(key("output"), corrected[0], float(corrected[1]))])
        kept, anew = plan_months(state, kept), plan_months(state)
        assert kept.series == anew.series
        for name in ("to_date", "given", "growth", "years"):
            np.testing.assert_array_equal(getattr(kept.so_far, name), getattr(anew.so_far, name))
        for name in ("rows", "kinds", "rate"):
            np.testing.assert_array_equal(getattr(kept, name), getattr(anew, name))


@pytest.mark.parametrize(("to_date", "light"), [(6.9, Light.GREEN), (6.8, Light.YELLOW), (7.3, Light.YELLOW)])
def test_a_growth_about_is_met_inside_its_bounds(to_date, light):
    # 2 % either way of 7: 6.86 to 7.14
    made = plan({"speed": {2025: 6.0}}, {("speed", 2026, 6): to_date}, [aim("speed", "7左右")])
    assert standing(made).light(0) is light


def test_a_range_of_the_year_counts_to_its_nearer_edge():
    made = plan({"output": PAST}, {("output", 2026, 6): 84.0}, [aim("output", "200-220")])
    found = standing(made)
    assert (found.target[0], found.left[0]) == (200, 116)
