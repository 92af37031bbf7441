"""Ways of several target years, ranges left on either side, and projected figures that cannot be: worked by hand."""

from dataclasses import replace

import numpy as np
import pytest

from npfdesk.engine.answers.goal_seek import seek
from npfdesk.engine.evaluation import evaluate
from npfdesk.engine.projection.remarks import remarks
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judgement import judge, milestones, reached
from npfdesk.engine.targets.monitoring import monitor
from npfdesk.engine.uncertainty.chances import uncertainty
from npfdesk.engine.uncertainty.monte_carlo import Settings
from npfdesk.plan.answer_edits import GROWTH
from npfdesk.plan.kinds import Direction, Kind, RollUp
from npfdesk.plan.model import Indicator
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from tests.plans import Assumption, Method, Region, document, scenario, target

CITY = ("市", "", "x")
BLUE, YELLOW, GREY = Status.BLUE, Status.YELLOW, Status.GREY


def plan_of(data, targets, *, kind=Kind.LEVEL, growth=None, step=None, name="x", unit="", **named):
    """The results of a city with one series."""
    indicator = Indicator(
        "x",
        name,
        unit=unit,
        kind=kind,
        rollup=RollUp.NONE,
        direction=named.pop("direction", Direction.UP),
        formula=None,
    )
    assumption = None
    if growth is not None:
        assumption = Assumption(Method.GROWTH, growth)
    if step is not None:
        assumption = Assumption(Method.STEP, step)
    assumptions = {("*", "*", "x"): assumption} if assumption else {}
    made = document(
        {CITY: data},
        indicators=[indicator],
        targets=targets,
        scenarios=[scenario(assumptions=assumptions)],
        **{"horizon": 2035, **named},
    )
    return made, compute(made)


def due(results, position, year):
    return float(milestones(results, "基准")[position, year - 2016])


# --- several target years


def test_milestones_of_a_later_target_start_where_the_one_before_ends():
    # 60 in 2020, 61 in 2023, 70 in 2025, in points: 65.5 in 2024, halfway from 61 to 70
    _, results = plan_of({2020: 60.0}, [target(CITY, "61", year=2023), target(CITY, "70")], kind=Kind.RATIO)
    assert due(results, 1, 2024) == pytest.approx(65.5)
    assert due(results, 1, 2025) == 70.0
    # before the first target's year they lie on its way
    assert due(results, 1, 2021) == pytest.approx(60 + 1 / 3)
    assert due(results, 1, 2023) == 61.0
    assert np.isnan(due(results, 1, 2019))


def test_milestones_never_fall_between_two_rising_targets():
    _, results = plan_of({2020: 100.0}, [target(CITY, "210", year=2030), target(CITY, "240", year=2035)])
    path = milestones(results, "基准")[1, 2020 - 2016 :]
    assert path[10] == 210.0
    assert path[11] == pytest.approx(210 * (240 / 210) ** 0.2)
    assert (np.diff(path) > 0).all()


def test_the_pace_to_a_later_target_counts_from_the_one_before():
    # from 61 in 2023 to 70 in 2025 are 4.5 points a year; 64 in 2024 made 3 of them
    data = {2020: 60.0, 2023: 58.0, 2024: 64.0}
    _, results = plan_of(data, [target(CITY, "61", year=2023), target(CITY, "70")], kind=Kind.RATIO)
    found = judge(results, "基准", 2024, Rule.PACE)
    assert found.base[1] == 61.0
    assert found.progress[1] == pytest.approx(3 / 9)
    assert found.standing.total[1] == 2
    # 3 ÷ 4.5 = 0.67
    assert found.status[1] == YELLOW
    one = evaluate(results, "基准", 2024)
    (place,) = np.flatnonzero(one.positions == 1)
    assert (one.base[place], one.pace[place], one.time[place]) == pytest.approx((61.0, 3 / 4.5, 0.5))
    # and until 2023 over the whole way: 58 is 2 points down where 6 of 10 are asked for
    before = judge(results, "基准", 2023, Rule.PACE)
    assert (before.base[1], before.progress[1]) == pytest.approx((60.0, -0.2))
    assert before.standing.total[1] == 5


def test_what_was_reached_does_not_move_where_a_way_begins():
    # 120 where 110 was asked for in 2025: the way to 130 still begins at 110
    _, results = plan_of({2020: 100.0, 2025: 120.0}, [target(CITY, "110"), target(CITY, "130", year=2030)])
    assert due(results, 1, 2026) == pytest.approx(110 * (130 / 110) ** 0.2)
    assert judge(results, "基准", 2026, Rule.PACE).base[1] == 110.0


def test_a_yearly_stage_is_no_end_of_a_way():
    stage = replace(target(CITY, "130", year=2023), note="分年目标")
    _, results = plan_of({2020: 100.0, 2024: 134.0}, [stage, target(CITY, "150")])
    # milestones pass through it, pace and share of the way count from the base
    assert due(results, 1, 2024) == pytest.approx(130 * (150 / 130) ** 0.5)
    found = judge(results, "基准", 2024, Rule.PACE)
    assert (found.base[1], found.progress[1]) == pytest.approx((100.0, 0.68))


def test_a_doubling_and_its_milestones_count_from_the_base_that_its_words_name():
    data = {2018: 80.0, 2020: 100.0}
    _, results = plan_of(data, [target(CITY, "150"), target(CITY, "比2018年翻一番", year=2030)])
    table = results.scenarios["基准"].targets
    assert table.figure[1] == 160.0
    assert due(results, 1, 2018) == 80.0
    assert due(results, 1, 2024) == pytest.approx(80 * 2**0.5)
    assert judge(results, "基准", 2028, Rule.PACE).base[1] == 80.0


def test_a_level_after_a_growth_starts_where_the_growth_ends():
    _, results = plan_of({2020: 100.0}, [target(CITY, "翻一番"), target(CITY, "250", year=2030)])
    assert due(results, 1, 2026) == pytest.approx(200 * 1.25**0.2)


def test_a_target_with_a_base_year_of_its_own_starts_there():
    data = {2020: 100.0, 2025: 140.0}
    later = target(CITY, "200", year=2030, base_year=2025)
    _, results = plan_of(data, [target(CITY, "150"), later])
    assert due(results, 1, 2025) == 140.0
    assert np.isnan(due(results, 1, 2024))


def test_sums_keep_years_of_their_own():
    targets = [target(CITY, "〔50〕"), target(CITY, "〔120〕", year=2030)]
    _, results = plan_of({2020: 10.0}, targets, kind=Kind.FLOW)
    # 120 over the ten years since the base
    assert due(results, 1, 2026) == pytest.approx(72.0)


def test_a_second_statement_stands_beside_the_way():
    targets = [target(CITY, "120"), target(CITY, "150，年均增长5%", year=2030)]
    _, results = plan_of({2020: 100.0}, targets)
    assert due(results, 1, 2026) == pytest.approx(120 * 1.25**0.2)
    assert due(results, 2, 2026) == pytest.approx(100 * 1.05**6)


def test_the_nearer_edge_is_seen_from_where_the_way_begins():
    # from 150 in 2025 the upper edge of 120 to 130 is the nearer one, from 100 in 2020 it was the lower
    _, results = plan_of({2020: 100.0}, [target(CITY, "150"), target(CITY, "120-130", year=2030)])
    assert due(results, 1, 2030) == 130.0


# --- ranges and 左右


@pytest.mark.parametrize("rule", [Rule.PACE, Rule.OUTCOME, Rule.SCHEDULE, Rule.EVALUATION])
@pytest.mark.parametrize(
    ("base", "reached_figure", "direction"),
    [
        (100.0, 176.0, Direction.UP),
        (150.0, 80.0, Direction.DOWN),
        # from a base inside either side is left
        (128.0, 119.0, Direction.DOWN),
        (128.0, 90.0, Direction.DOWN),
        (122.0, 131.0, Direction.UP),
        (122.0, 176.0, Direction.UP),
    ],
)
def test_beyond_a_range_no_rule_is_blue(rule, base, reached_figure, direction):
    data = {2020: base, 2025: reached_figure}
    _, results = plan_of(data, [target(CITY, "120-130")], direction=direction)
    found = judge(results, "基准", 2025, rule)
    assert found.status[0] != BLUE
    assert not reached(results, "基准", np.array([0])).met[0]


@pytest.mark.parametrize("figure", [120.0, 125.0, 130.0])
@pytest.mark.parametrize("base", [100.0, 128.0, 150.0])
def test_inside_a_range_every_rule_is_blue(figure, base):
    _, results = plan_of({2020: base, 2025: figure}, [target(CITY, "120-130")])
    assert (judge(results, "基准", 2025, Rule.PACE).statuses == BLUE).all()


def test_the_outcome_looks_where_the_path_will_be():
    # 110 in 2021 is on the way to 120, 161 in 2025 is far beyond 130
    _, results = plan_of({2020: 100.0}, [target(CITY, "120-130")], growth=10.0)
    assert judge(results, "基准", 2021, Rule.OUTCOME).status[0] == YELLOW
    # and 133 in 2022, of a path that comes back to 125, ends well
    data = {2020: 100.0, 2022: 133.0, 2025: 125.0}
    _, results = plan_of(data, [target(CITY, "120-130")])
    assert judge(results, "基准", 2022, Rule.OUTCOME).status[0] == BLUE
    assert judge(results, "基准", 2022, Rule.PACE).status[0] == YELLOW


def test_seek_goes_to_the_nearer_edge():
    made, results = plan_of({2020: 100.0}, [target(CITY, "120-130")], growth=10.0)
    answer = seek(made, results, "基准", SeriesKey(*CITY), GROWTH)
    assert (answer.target, answer.projected) == pytest.approx((120.0, 120.0))
    assert answer.value == pytest.approx((1.2**0.2 - 1) * 100)


# --- figures that cannot be


def share(**named):
    return plan_of(
        {2020: 90.0}, [target(CITY, "95以上")], kind=Kind.RATIO, name="污水处理率", unit="%", **named
    )


@pytest.mark.parametrize("rule", list(Rule))
def test_a_share_past_its_whole_is_never_blue(rule):
    # 90 + 5 · 3 = 105 in 2023
    _, results = share(step=5.0)
    assert results.scenarios["基准"].impossible[:, 0].tolist() == [year > 2022 for year in range(2016, 2036)]
    for year in (2023, 2025):
        assert judge(results, "基准", year, rule).status[0] != BLUE
    assert not reached(results, "基准", np.array([0])).met[0]
    assert monitor(results, "基准", 2025).arrival.tolist() == pytest.approx([np.nan], nan_ok=True)
    if rule is not Rule.EVALUATION:
        # 100 is still a share
        assert judge(results, "基准", 2022, rule).status[0] == (YELLOW if rule is Rule.OUTCOME else BLUE)


def test_below_nothing_is_no_share_either():
    _, results = plan_of(
        {2020: 5.0},
        [target(CITY, "4以下")],
        kind=Kind.RATIO,
        name="城镇调查失业率",
        unit="%",
        step=-2.0,
        direction=Direction.DOWN,
    )
    # 5 − 2 · 3 = −1 in 2023
    assert judge(results, "基准", 2022, Rule.PACE).status[0] == BLUE
    assert judge(results, "基准", 2023, Rule.PACE).status[0] == YELLOW


@pytest.mark.parametrize(
    "name", ["政府债务余额占GDP比重", "完成率", "毛入学率", "移动电话普及率", "产能利用率", "为上年"]
)
def test_what_may_pass_a_hundred_is_no_share(name):
    _, results = plan_of(
        {2020: 90.0}, [target(CITY, "95以上")], kind=Kind.RATIO, name=name, unit="%", step=5.0
    )
    assert not results.scenarios["基准"].impossible.any()
    assert judge(results, "基准", 2025, Rule.PACE).status[0] == BLUE


def test_an_observed_figure_is_no_projected_one():
    _, results = plan_of(
        {2020: 90.0, 2025: 100.2}, [target(CITY, "95以上")], kind=Kind.RATIO, name="污水处理率", unit="%"
    )
    assert not results.scenarios["基准"].impossible[: 2026 - 2016].any()


@pytest.mark.parametrize("growth", [-100.0, -150.0, -250.0])
@pytest.mark.parametrize("rule", list(Rule))
def test_what_a_growth_of_all_there_is_leaves_is_never_blue(growth, rule):
    down = {"direction": Direction.DOWN}
    _, results = plan_of({2020: 100.0}, [target(CITY, "80以下")], growth=growth, **down)
    assert results.scenarios["基准"].impossible[:, 0].tolist() == [year > 2020 for year in range(2016, 2036)]
    for year in range(2021, 2026):
        assert judge(results, "基准", year, rule).status[0] != BLUE
    # a path that ends at nothing by other means is one that can be
    _, results = plan_of({2020: 100.0}, [target(CITY, "80以下")], step=-20.0, **down)
    assert judge(results, "基准", 2025, Rule.PACE).status[0] == BLUE


@pytest.mark.parametrize("kind", [Kind.LEVEL, Kind.COUNT, Kind.FLOW, Kind.INDEX])
@pytest.mark.parametrize("rule", list(Rule))
def test_what_steps_take_below_nothing_is_never_blue(kind, rule):
    # 100 − 30 · 4 = −20 in 2024
    down = {"direction": Direction.DOWN, "kind": kind, "step": -30.0}
    _, results = plan_of({2020: 100.0}, [target(CITY, "80以下")], **down)
    assert results.scenarios["基准"].impossible[:, 0].tolist() == [year > 2023 for year in range(2016, 2036)]
    assert all(judge(results, "基准", year, rule).status[0] != BLUE for year in (2024, 2025))
    assert "growth_to_nothing" in [one.code for one in remarks(results, "基准", 0)]
    # a balance may fall below 0, and so may what was there before
    for data, named in (({2020: 100.0}, {"name": "净流出"}), ({2019: -5.0, 2020: 100.0}, {})):
        if kind is Kind.COUNT and named:
            continue
        _, results = plan_of(data, [target(CITY, "80以下")], **down, **named)
        assert not results.scenarios["基准"].impossible.any()


def test_an_index_that_a_trend_takes_below_nothing_is_told_and_never_blue():
    made = document(
        {CITY: {2018: 100.0, 2020: 20.0}},
        indicators=[Indicator("x", "x", kind=Kind.INDEX, rollup=RollUp.NONE, direction=Direction.DOWN)],
        targets=[target(CITY, "10以下")],
        scenarios=[scenario(assumptions={("市", "*", "x"): Assumption(Method.TREND)})],
    )
    results = compute(made)
    # 20 − 40 a year
    assert judge(results, "基准", 2021, Rule.PACE).status[0] == YELLOW
    assert "growth_to_nothing" in [one.code for one in remarks(results, "基准", 0)]


def test_a_figure_past_all_measure_is_none_to_judge_by():
    _, results = plan_of({2020: 100.0}, [target(CITY, "200")], growth=1e9)
    assert judge(results, "基准", 2025, Rule.PACE).statuses[:, 0].tolist() == [GREY] * len(Rule)


def test_a_city_of_an_impossible_county_is_not_on_track():
    indicator = Indicator("x", "x", kind=Kind.LEVEL, rollup=RollUp.SUM, direction=Direction.DOWN)
    from_counties = {("甲", "", "x"): {2020: 100.0}, ("乙", "", "x"): {2020: 100.0}, CITY: {}}
    made = document(
        from_counties,
        indicators=[indicator],
        regions=[Region("市", "市"), Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")],
        targets=[target(CITY, "190以下")],
        scenarios=[scenario(assumptions={("甲", "*", "x"): Assumption(Method.GROWTH, -120.0)})],
    )
    results = compute(made)
    assert results.scenarios["基准"].impossible[-1].tolist() == [True, False, True]
    assert judge(results, "基准", 2025, Rule.PACE).status[0] == YELLOW


def test_no_chance_counts_a_share_past_its_whole():
    ranged = Assumption(Method.STEP, 5.0, low=4.0, high=6.0)
    made = document(
        {CITY: {2020: 90.0}},
        indicators=[Indicator("x", "污水处理率", unit="%", kind=Kind.RATIO, rollup=RollUp.NONE)],
        targets=[target(CITY, "95以上")],
        scenarios=[scenario(assumptions={("*", "*", "x"): ranged})],
    )
    # every draw ends between 110 and 120
    found = uncertainty(compute(made), "基准", Settings(draws=40))
    assert found.chance.tolist() == [0.0]
