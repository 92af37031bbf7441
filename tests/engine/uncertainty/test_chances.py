"""How sure a plan is: percentiles against closed forms, chances counted, chunks, progress and cancelling."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import stats

from npfdesk.engine.ensembles.workers import Workers
from npfdesk.engine.projection.update import compute
from npfdesk.engine.uncertainty import chances as room
from npfdesk.engine.uncertainty import request_answers
from npfdesk.engine.uncertainty.chances import draw_requests, uncertainty
from npfdesk.engine.uncertainty.drawn_parameters import reach
from npfdesk.engine.uncertainty.monte_carlo import Settings, draw_chunk
from npfdesk.engine.uncertainty.request_answers import PERCENTILES, chunks, percentiles
from npfdesk.engine.uncertainty.sampling import Sampling, Shape
from npfdesk.plan.document import new_document
from npfdesk.plan.model import LeverEffect
from npfdesk.plan.status_rules import Rule
from tests.engine.uncertainty.test_monte_carlo import rich
from tests.plans import Assumption, Indicator, Kind, Method, Region, RollUp, formula, plan, scenario, target

ANY = "*"
PLAIN = {("a", "", "x"): {2020: 100.0}, ("b", "", "x"): {2020: 50.0}}


def one_series(assumption, targets=(), **named):
    made = plan(
        PLAIN, scenarios=[scenario("s", assumptions={("a", ANY, "x"): assumption})], targets=targets, **named
    )
    return compute(new_document(made))


@pytest.mark.parametrize("sampling", list(Sampling))
@pytest.mark.parametrize("shape", list(Shape))
def test_percentiles_of_a_growing_series_are_the_growth_of_the_percentiles(shape, sampling):
    # 100 (1 + g)^5 rises with g, so its percentiles are those of g put through it: closed form
    results = one_series(Assumption(Method.GROWTH, 6.0, low=4.0, high=9.0))
    answer = uncertainty(results, "s", Settings(20_000, 3, shape, sampling))
    known = (
        stats.triang(0.4, loc=4, scale=5) if shape is Shape.TRIANGULAR else stats.norm(6.5, 2.5 / 1.6448536)
    )
    for place, percent in enumerate(PERCENTILES):
        rate = known.ppf(percent / 100)
        # four sampling errors of the quantile of g, grown for five years
        slack = 4 * np.sqrt(percent / 100 * (1 - percent / 100) / 20_000) / known.pdf(rate)
        low, high = (100 * (1 + (rate + side) / 100) ** 5 for side in (-slack, slack))
        assert low < answer.percentiles[place, 0, 9] < high


def test_what_has_no_range_has_equal_percentiles_and_is_its_path():
    results = one_series(Assumption(Method.GROWTH, 6.0, low=4.0, high=9.0))
    answer = uncertainty(results, "s", Settings(500))
    path = results.scenarios["s"].values
    assert list(answer.drawn) == [True, False]
    for place in range(5):
        np.testing.assert_array_equal(answer.percentiles[place, 1], path[1])
        np.testing.assert_array_equal(answer.percentiles[place, 0, :5], path[0, :5])
    assert (np.diff(answer.percentiles[:, 0, 6]) > 0).all()


def test_nothing_drawn_is_an_answer_too():
    results = one_series(
        Assumption(Method.HOLD), [target(("a", "", "x"), "90以上"), target(("b", "", "x"), "60")]
    )
    answer = uncertainty(results, "s", Settings(10))
    assert not answer.drawn.any()
    assert list(answer.chance) == [1.0, 0.0]
    assert list(answer.on_track) == [1.0, 0.0]
    assert answer.robustness == 0.0
    np.testing.assert_array_equal(answer.percentiles[2], results.scenarios["s"].values)


def test_the_chance_is_the_share_of_draws_that_meets_the_target():
    # 100 + 5 s >= 130 where s >= 6, the middle of a symmetric range: half of the draws, to the pair
    results = one_series(Assumption(Method.STEP, 6.0, low=4.0, high=8.0), [target(("a", "", "x"), "130以上")])
    answer = uncertainty(results, "s", Settings(10_000, 2))
    assert answer.chance[0] == pytest.approx(0.5, abs=0.001)
    # triangular 4, 6, 8: P(s >= 7) = 1/8; 135 = 100 + 5 x 7
    results = one_series(Assumption(Method.STEP, 6.0, low=4.0, high=8.0), [target(("a", "", "x"), "135")])
    chance = uncertainty(results, "s", Settings(10_000, 2)).chance[0]
    assert chance == pytest.approx(0.125, abs=4 * np.sqrt(0.125 * 0.875 / 10_000))
    # as a ceiling it is met by the others
    results = one_series(
        Assumption(Method.STEP, 6.0, low=4.0, high=8.0), [target(("a", "", "x"), "不超过135")]
    )
    assert uncertainty(results, "s", Settings(10_000, 2)).chance[0] == pytest.approx(1 - chance, abs=1e-12)


def test_targets_without_a_figure_or_a_year_have_no_chance():
    results = one_series(
        Assumption(Method.STEP, 6.0, low=4.0, high=8.0),
        [target(("a", "", "x"), "完成省下达任务"), target(("a", "", "x"), "200", year=2040)],
    )
    answer = uncertainty(results, "s", Settings(100))
    assert np.isnan(answer.chance).all()
    assert np.isnan(answer.on_track).all()
    assert np.isnan(answer.robustness)


def test_robustness_counts_the_futures_in_which_all_are_on_track():
    # two independent coins of one half each: a quarter; fully correlated: one half
    made = plan(
        PLAIN,
        targets=[target(("a", "", "x"), "130以上"), target(("b", "", "x"), "80以上")],
        scenarios=[
            scenario(
                "s",
                assumptions={
                    ("a", ANY, "x"): Assumption(Method.STEP, 6.0, low=4.0, high=8.0),
                    ("b", ANY, "x"): Assumption(Method.STEP, 6.0, low=4.0, high=8.0),
                },
            )
        ],
    )
    results = compute(new_document(made))
    # by `schedule` on track is met: R >= 0.95 of `pace` would count the nearly met too
    rule = Rule.SCHEDULE
    alone = uncertainty(results, "s", Settings(10_000, 4, rule=rule))
    assert alone.robustness == pytest.approx(0.25, abs=0.02)
    together = uncertainty(results, "s", Settings(10_000, 4, correlation=1.0, rule=rule))
    assert together.robustness == pytest.approx(0.5, abs=0.01)
    # a third target that no draw reaches and that is not on track spoils every future
    spoiled = new_document(made.with_targets({**made.targets, **_never()}))
    assert uncertainty(compute(spoiled), "s", Settings(100, rule=rule)).robustness == 0.0


def _never():
    never = target(("a", "", "x"), "99999", year=2026)
    return {never.key: never}


def test_a_sum_is_less_spread_than_its_parts_unless_they_move_together():
    regions = [Region("city", "city"), *(Region(f"r{n}", f"r{n}", parent="city") for n in range(16))]
    data = {("city", "", "x"): {}, **{(f"r{n}", "", "x"): {2020: 100.0} for n in range(16)}}
    rows = {(f"r{n}", ANY, "x"): Assumption(Method.STEP, 6.0, low=2.0, high=10.0) for n in range(16)}
    made = plan(data, regions=regions, scenarios=[scenario("s", assumptions=rows)])
    results = compute(new_document(made))
    spread = {}
    for correlation in (0.0, 1.0):
        answer = uncertainty(results, "s", Settings(8000, 1, Shape.NORMAL, correlation=correlation))
        spread[correlation] = np.ptp(answer.percentiles[:, 0, 5])
        part = np.ptp(answer.percentiles[:, 1, 5])
    # independent: sqrt(16) times one part's spread, together: 16 times
    assert spread[0.0] == pytest.approx(4 * part, rel=0.05)
    assert spread[1.0] == pytest.approx(16 * part, rel=0.02)


def test_a_general_row_is_one_parameter_for_all_that_it_reaches():
    regions = [Region("city", "city"), Region("a", "a", parent="city"), Region("b", "b", parent="city")]
    data = {("city", "", "x"): {}, ("a", "", "x"): {2020: 100.0}, ("b", "", "x"): {2020: 100.0}}
    made = plan(
        data,
        regions=regions,
        scenarios=[
            scenario("s", assumptions={(ANY, ANY, "x"): Assumption(Method.STEP, 6.0, low=2.0, high=10.0)})
        ],
    )
    answer = uncertainty(compute(new_document(made)), "s", Settings(1000))
    np.testing.assert_allclose(answer.percentiles[:, 0], 2 * answer.percentiles[:, 1])
    np.testing.assert_allclose(answer.percentiles[:, 2], answer.percentiles[:, 1])


def test_the_answer_does_not_depend_on_threads_or_on_how_it_is_cut(monkeypatch):
    results = compute(new_document(rich()))
    chosen = Settings(draws=1300, correlation=0.2)
    whole = uncertainty(results, "s", chosen, workers=Workers(1))
    monkeypatch.setattr(room, "_KEPT", 2 * 15 * 1300 * 8)
    monkeypatch.setattr(request_answers, "_CHUNK", 100_000)
    cut = uncertainty(results, "s", chosen, workers=Workers(3))
    assert len(list(draw_requests(results, "s", reach(results, "s"), chosen))) > 4
    np.testing.assert_array_equal(whole.percentiles, cut.percentiles)
    np.testing.assert_array_equal(whole.chance, cut.chance)
    assert whole.robustness == cut.robustness
    again = uncertainty(results, "s", Settings(draws=1300, correlation=0.2, seed=2))
    assert not np.array_equal(again.percentiles, whole.percentiles, equal_nan=True)


def test_percentiles_are_those_of_all_draws_of_the_engine():
    results = compute(new_document(rich()))
    chosen = Settings(draws=700)
    answer = uncertainty(results, "s", chosen)
    requests = list(draw_requests(results, "s", reach(results, "s"), chosen))
    assert [request_answers.rising(request) for request in requests] == [True, False]
    for request in requests:
        figures = draw_chunk(request, 0, 700).figures
        # numpy's own, over the draws with a figure
        with np.errstate(all="ignore"):
            known = np.where(np.isnan(figures).all(axis=1), 0.0, 1.0)
            filled = np.where(np.isnan(figures).all(axis=1)[:, None], 0.0, figures)
            expected = np.nanpercentile(filled, PERCENTILES, axis=1)
        expected[:, known == 0.0] = np.nan
        found = answer.percentiles[:, request.series, request.first_year :].transpose(0, 2, 1)
        np.testing.assert_allclose(found, expected, rtol=1e-10)


def own_assumptions():
    """Rows under growth and steps in every kind: any sign, whole falls, figures by year."""
    figure = st.floats(-130, 130).map(lambda one: round(one, 2))
    by_year = st.dictionaries(st.integers(2021, 2027), figure, max_size=3).map(
        lambda some: tuple(sorted(some.items()))
    )
    return st.builds(
        lambda method, value, below, above, years: Assumption(
            method, value, low=round(value - below, 2), high=round(value + above, 2), by_year=years
        ),
        st.sampled_from([Method.GROWTH, Method.STEP]),
        figure,
        st.floats(0, 40),
        st.floats(0.01, 40),
        by_year,
    )


@given(
    rows=st.lists(own_assumptions(), min_size=1, max_size=3),
    starts=st.lists(st.sampled_from([100.0, 0.0, -40.0, 0.02, 1e300]), min_size=3, max_size=3),
    texts=st.lists(
        st.sampled_from(["130以上", "不超过80", "90-120", "120左右", "新增30"]), min_size=3, max_size=3
    ),
    strength=st.sampled_from([0.0, -3000.0, 60.0]),
    chosen=st.builds(
        Settings,
        draws=st.sampled_from([1, 2, 3, 700]),
        seed=st.integers(0, 9),
        shape=st.sampled_from(list(Shape)),
        rule=st.sampled_from([Rule.PACE, Rule.OUTCOME, Rule.SCHEDULE]),
    ),
)
@settings(max_examples=100, deadline=None)
def test_the_short_way_of_paths_that_rise_is_the_long_way_to_the_last_bit(
    rows, starts, texts, strength, chosen
):
    codes = ["a", "b", "c"][: len(rows)]
    made = plan(
        {(code, "", "x"): {2019: start, 2020: start} for code, start in zip(codes, starts, strict=False)},
        regions=[Region(code, code) for code in codes],
        indicators=[Indicator("x", "x")],
        targets=[
            target((code, "", "x"), text, year=year)
            for year in (2025, 2027)
            for code, text in zip(codes, texts, strict=False)
        ],
        levers=[LeverEffect("AI", "技术", "x", strength / 100)],
        scenarios=[
            scenario(
                "s",
                assumptions={(code, ANY, "x"): row for code, row in zip(codes, rows, strict=True)},
                intensities={("AI", ANY, ANY): {2022: 100.0}},
            )
        ],
        first=2019,
        horizon=2027,
    )
    results = compute(new_document(made))
    for request in draw_requests(results, "s", reach(results, "s"), chosen):
        assert request_answers.rising(request)
        short = request_answers.answer(request)
        long = request_answers._of_any(request, lambda draws: True)
        for name in ("percentiles", "judged", "met", "on_track", "all_on_track"):
            np.testing.assert_array_equal(getattr(short, name), getattr(long, name), err_msg=name)


def test_targets_that_turn_once_are_counted_by_their_parameters_alone(monkeypatch):
    results = one_series(
        Assumption(Method.GROWTH, 5.0, low=2.0, high=9.0),
        [target(("a", "", "x"), "126以上"), target(("a", "", "x"), "不超过160", year=2028)],
    )
    (request,) = draw_requests(results, "s", reach(results, "s"), Settings(4000))
    long = request_answers._of_any(request, lambda draws: True)
    judged_at_once = []
    plain = request_answers._judged_own
    monkeypatch.setattr(
        request_answers,
        "_judged_own",
        lambda asked, figures, **how: judged_at_once.append(len(figures)) or plain(asked, figures, **how),
    )
    short = request_answers.answer(request)
    assert sum(judged_at_once) < 400
    for name in ("percentiles", "judged", "met", "on_track", "all_on_track"):
        np.testing.assert_array_equal(getattr(short, name), getattr(long, name), err_msg=name)
    assert 0 < short.all_on_track.sum() < 4000


@pytest.mark.parametrize("rule", [Rule.PACE, Rule.OUTCOME, Rule.SCHEDULE])
@pytest.mark.parametrize("text", ["130以上", "不超过80", "90以上", "不超过100", "90-120", "新增30"])
def test_the_rule_asked_only_where_it_turns_says_what_it_says_of_every_draw(monkeypatch, rule, text):
    results = one_series(Assumption(Method.GROWTH, 2.0, low=-9.0, high=9.0), [target(("a", "", "x"), text)])
    chosen = Settings(2000, rule=rule)
    (request,) = draw_requests(results, "s", reach(results, "s"), chosen)
    found = draw_chunk(request, 0, 2000).judged.on_track
    if rule is Rule.OUTCOME and text == "130以上":
        assert 0 < found.sum() < found.size
    everything = np.full(1, -np.inf), np.full(1, np.inf)
    request.__dict__["turning"] = everything
    np.testing.assert_array_equal(draw_chunk(request, 0, 2000).judged.on_track, found)


@given(
    arrays.arrays(
        np.float64,
        (3, 2, 17),
        elements=st.one_of(st.floats(-1e6, 1e6), st.just(float("nan")), st.integers(0, 2).map(float)),
    )
)
@settings(deadline=None)
def test_percentiles_agree_with_numpy(figures):
    found = percentiles(figures)
    for year in range(3):
        for row in range(2):
            there = figures[year, row][~np.isnan(figures[year, row])]
            if len(there):
                np.testing.assert_allclose(
                    found[:, year, row], np.percentile(there, PERCENTILES), rtol=1e-9, atol=1e-9
                )
            else:
                assert np.isnan(found[:, year, row]).all()


def test_one_draw_has_that_draw_for_every_percentile():
    results = one_series(Assumption(Method.STEP, 6.0, low=4.0, high=8.0))
    answer = uncertainty(results, "s", Settings(1))
    assert np.ptp(answer.percentiles[:, 0], axis=0)[4:].max() == 0.0


def test_draws_without_a_figure_are_left_out_of_percentiles_and_meet_nothing():
    # log of something that falls below zero in some draws: 100 + 5 s - 130 > 0 where s > 6, half of them
    data = {("a", "", "x"): {2020: 100.0}, ("a", "", "y"): {}}
    made = plan(
        data,
        indicators=[
            Indicator("x", "x"),
            Indicator("y", "y", kind=Kind.RATIO, formula=formula("log(x - 130)")),
        ],
        targets=[target(("a", "", "y"), "不超过100")],
        scenarios=[
            scenario("s", assumptions={(ANY, ANY, "x"): Assumption(Method.STEP, 6.0, low=4.0, high=8.0)})
        ],
        first=2019,
        horizon=2025,
    )
    answer = uncertainty(compute(new_document(made)), "s", Settings(4000))
    assert np.isfinite(answer.percentiles[:, 1, -1]).all()
    assert np.isnan(answer.percentiles[:, 1, 1]).all()
    assert answer.chance[0] == pytest.approx(0.5, abs=0.02)


def test_progress_rises_to_one_and_can_cancel():
    results = compute(new_document(rich()))
    told = []
    uncertainty(results, "s", Settings(2000), lambda share: told.append(share) or True)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert uncertainty(results, "s", Settings(2000), lambda share: False) is None


def test_a_cancelled_run_stops_before_the_next_chunk(monkeypatch):
    monkeypatch.setattr(room, "_KEPT", 1)
    monkeypatch.setattr(request_answers, "_CHUNK", 1)
    results = compute(new_document(rich()))
    seen = []
    assert (
        uncertainty(results, "s", Settings(3000), lambda share: bool(seen.append(share)), workers=Workers(1))
        is None
    )
    assert len(seen) == 1


def test_chunks_cover_every_draw_once():
    results = compute(new_document(rich()))
    request, _ = draw_requests(results, "s", reach(results, "s"), Settings(1000))
    for draws in (1, 511, 512, 513, 5000):
        cut = list(chunks(request, draws))
        assert [first for first, _ in cut] == list(np.cumsum([0, *(size for _, size in cut[:-1])]))
        assert sum(size for _, size in cut) == draws


def test_a_roll_up_with_figures_of_its_own_is_not_drawn():
    regions = [Region("city", "city"), Region("a", "a", parent="city")]
    made = plan(
        {("city", "", "x"): {2020: 500.0}, ("a", "", "x"): {2020: 100.0}},
        regions=regions,
        indicators=[Indicator("x", "x", rollup=RollUp.SUM)],
        scenarios=[
            scenario("s", assumptions={("a", ANY, "x"): Assumption(Method.STEP, 6.0, low=2.0, high=10.0)})
        ],
    )
    answer = uncertainty(compute(new_document(made)), "s", Settings(100))
    assert list(answer.drawn) == [False, True]
