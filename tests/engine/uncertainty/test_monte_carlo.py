"""Draws: each one is what the engine computes for its parameters, whoever makes it and however it is cut."""

import pickle
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judgement import judge
from npfdesk.engine.uncertainty.chances import uncertainty
from npfdesk.engine.uncertainty.drawn_parameters import drawable, reach, unused_ranges
from npfdesk.engine.uncertainty.monte_carlo import Settings, draw_chunk, draw_request
from npfdesk.engine.uncertainty.sampling import Sampling, Shape
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import LeverEffect
from npfdesk.plan.status_rules import COLOURING
from npfdesk.plan.statuses import Status
from tests.plans import Assumption, Indicator, Industry, Method, Region, formula, plan, scenario, target

ANY = "*"


def rich(rule_of_targets="新增50", intensities=True):
    """Every method with a range, levers, a lag of data, sums, weighted means, formulas over years and children."""
    regions = [
        Region("city", "city"), *(Region(code, code, parent="city", role="核心") for code in ("a", "b", "c"))
    ]  # fmt: skip
    indicators = [
        Indicator("out", "out", rollup=RollUp.SUM),
        Indicator("firms", "firms", kind=Kind.COUNT, rollup=RollUp.SUM),
        Indicator("rate", "rate", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="out"),
        Indicator("big", "big", kind=Kind.COUNT, formula=formula("count(out > 130)")),
        Indicator(
            "pace", "pace", kind=Kind.RATIO, formula=formula("(out / base(out) - 1) * 100 + prev(rate)")
        ),
        Indicator("wide", "wide", formula=formula("log(out - 90)"), rollup=RollUp.SUM),
    ]
    data = {}
    for shift, code in enumerate(("a", "b", "c")):
        data[(code, "", "out")] = {
            year: 80 + shift * 7 + (year - 2016) * 5.0 for year in range(2016, 2021 - shift)
        }
        data[(code, "", "firms")] = {year: 40 + shift + (year - 2016) * 2.0 for year in range(2016, 2021)}
        data[(code, "", "rate")] = {2018: 10.0 + shift, 2020: 12.5 + shift}
        data[(code, "", "wide")] = {2016: 1.0}
    for code in ("out", "firms", "rate", "big", "pace", "wide"):
        data[("city", "", code)] = {}
    data[("a", "", "pace")] = {}
    years = ((2022, 9.0), (2024, -3.0))
    assumptions = {
        (ANY, ANY, "out"): Assumption(Method.GROWTH, 6.0, low=3.0, high=8.0),
        ("b", ANY, "out"): Assumption(Method.GROWTH, 5.0, low=1.0, high=9.0, by_year=years),
        ("c", "", "out"): Assumption(Method.LOGISTIC, 250.0, midpoint=2026.0, low=150.0, high=400.0),
        ("a", ANY, "firms"): Assumption(Method.TREND, 4.0, low=2.0, high=5.0),
        ("b", ANY, "firms"): Assumption(Method.HOLD),
        (ANY, ANY, "rate"): Assumption(Method.STEP, 0.5, low=-0.25, high=1.0, by_year=((2023, 2.0),)),
    }
    targets = [
        target(("a", "", "out"), "130以上"),
        target(("city", "", "out"), rule_of_targets),
        target(("city", "", "rate"), "不超过14"),
        target(("city", "", "big"), "2"),
        target(("a", "", "pace"), "30-50"),
        target(("b", "", "firms"), "49以上"),
        target(("a", "", "firms"), "翻一番", year=2028),
    ]
    levers = [LeverEffect("AI", "技术", "out", 2.0, 1), LeverEffect("AI", "技术", "rate", 0.3)]
    strength = {("AI", ANY, ANY): {2021: 20.0, 2025: 100.0}} if intensities else {}
    return plan(
        data,
        regions=regions,
        indicators=indicators,
        targets=targets,
        levers=levers,
        multipliers={("核心", "技术"): 1.3},
        synergy=0.4,
        scenarios=[scenario("s", assumptions=assumptions, intensities=strength)],
        base_year=2020,
    )


def recomputed(made, rows, figures):
    """The engine's own answer for parameters put in by hand."""
    own = dict(made.scenarios[0].assumptions)
    for row, figure in zip(rows, figures.tolist(), strict=True):
        shift = figure - row.assumption.value
        own[row.key] = replace(
            row.assumption,
            value=figure,
            by_year=tuple((year, one + shift) for year, one in row.assumption.by_year),
        )
    changed = replace(made.scenarios[0], assumptions=MappingProxyType(own))
    return compute(new_document(replace(made, scenarios=(changed,))))


@pytest.mark.parametrize("rule", list(COLOURING))
@pytest.mark.parametrize("shape", list(Shape))
def test_each_draw_is_a_recompute(rule, shape):
    made = rich()
    results = compute(new_document(made))
    reached = reach(results, "s")
    chosen = Settings(draws=24, seed=7, shape=shape, correlation=0.4, rule=rule)
    outputs = np.flatnonzero(reached.varies)
    request = draw_request(results, "s", reached, outputs, chosen)
    from npfdesk.engine.uncertainty.sampling import drawn

    figures = drawn(reached.ranges, shape, chosen.sampling, 0.4, 7, 0, 24)
    chunk = draw_chunk(request, 0, 24)
    assert len(reached.rows) == 5
    for number in range(24):
        real = recomputed(made, reached.rows, figures[number])
        values = real.scenarios["s"].projection.values
        np.testing.assert_allclose(
            chunk.figures[:, number], values[request.first_year :, outputs], rtol=1e-12, equal_nan=True
        )
        still = np.flatnonzero(~reached.varies)
        np.testing.assert_array_equal(values[:, still], results.scenarios["s"].projection.values[:, still])
        table = real.scenarios["s"].targets
        for place, position in enumerate(request.targets.positions):
            year = int(table.year[position])
            standing = judge(real, "s", year, rule)
            assert chunk.judged.on_track[number, place] == (standing.status[position] == Status.BLUE)
            assert chunk.judged.judged[number, place] == (
                np.isfinite(standing.value[position]) and np.isfinite(table.figure[position])
            )


def test_a_base_that_is_only_drawn_is_none():
    # c has no figure of 2020, so the city's figure of 2020 is itself drawn: 新增30 counts from no such base
    results = compute(new_document(rich("新增30")))
    reached = reach(results, "s")
    request = draw_request(results, "s", reached, np.flatnonzero(reached.varies), Settings(draws=40))
    chunk = draw_chunk(request, 0, 40)
    table = results.scenarios["s"].targets
    (place,) = np.flatnonzero(
        table.row[request.targets.positions] == results.plan.row[results.plan.series[12]]
    )
    first = request.first_year
    column = list(request.series).index(results.plan.row[results.plan.series[12]])
    assert np.ptp(chunk.figures[2020 - 2016 - first, :, column]) > 0
    assert not chunk.judged.judged[:, place].any()
    assert not chunk.judged.met[:, place].any()


@given(st.integers(0, 1500), st.integers(1, 900), st.sampled_from(list(Sampling)))
@settings(max_examples=15, deadline=None)
def test_a_chunk_is_the_same_however_it_is_cut(first, count, sampling):
    results = compute(new_document(rich()))
    reached = reach(results, "s")
    request = draw_request(
        results, "s", reached, np.flatnonzero(reached.varies), Settings(sampling=sampling, correlation=0.3)
    )
    whole = draw_chunk(request, first, count)
    cut = count // 3
    parts = [draw_chunk(request, first, cut), draw_chunk(request, first + cut, count - cut)]
    np.testing.assert_array_equal(whole.figures, np.concatenate([one.figures for one in parts], axis=1))
    np.testing.assert_array_equal(whole.judged.met, np.concatenate([one.judged.met for one in parts]))


def test_a_request_travels():
    results = compute(new_document(rich()))
    reached = reach(results, "s")
    request = draw_request(results, "s", reached, np.flatnonzero(reached.varies), Settings(draws=8))
    there = pickle.loads(pickle.dumps(request))
    one, other = draw_chunk(request, 3, 5), pickle.loads(pickle.dumps(draw_chunk(there, 3, 5)))
    np.testing.assert_array_equal(one.figures, other.figures)
    np.testing.assert_array_equal(one.judged.on_track, other.judged.on_track)


def test_asking_for_one_series_draws_the_same_figures_as_asking_for_all():
    results = compute(new_document(rich()))
    reached = reach(results, "s")
    everything = np.flatnonzero(reached.varies)
    whole = draw_request(results, "s", reached, everything, Settings())
    all_figures = draw_chunk(whole, 0, 50).figures
    for place, row in enumerate(everything):
        alone = draw_request(results, "s", reached, np.array([row]), Settings())
        figures = draw_chunk(alone, 0, 50).figures
        np.testing.assert_array_equal(
            figures[:, :, 0], all_figures[alone.first_year - whole.first_year :, :, place]
        )


def test_what_has_no_range_is_not_drawn():
    assert not drawable(Assumption(Method.GROWTH, 5.0))
    assert not drawable(Assumption(Method.GROWTH, 5.0, low=5.0, high=5.0))
    assert not drawable(Assumption(Method.GROWTH, None, low=1.0, high=2.0))
    assert not drawable(Assumption(Method.HOLD, 5.0, low=1.0, high=9.0))
    assert drawable(Assumption(Method.STEP, 5.0, high=6.0))


def test_bounds_that_no_draw_can_use_are_told():
    made = plan(
        {("a", "", "x"): {2020: 1.0}, ("b", "", "x"): {2020: 1.0}},
        scenarios=[
            scenario(
                "s",
                assumptions={
                    ("a", ANY, "x"): Assumption(
                        Method.GROWTH, None, low=1.0, high=2.0, by_year=((2021, 1.0),)
                    ),
                    ("b", ANY, "x"): Assumption(Method.GROWTH, 2.0, low=1.0, high=3.0),
                },
            )
        ],
    )
    results = compute(new_document(made))
    assert [row.key.region for row in unused_ranges(results.scenarios["s"].inputs)] == ["a"]


def test_a_series_observed_to_the_last_year_or_never_is_not_drawn():
    made = plan(
        {("a", "", "x"): {2030: 1.0}, ("b", "", "x"): {}},
        scenarios=[
            scenario("s", assumptions={(ANY, ANY, "x"): Assumption(Method.GROWTH, 2.0, low=1.0, high=3.0)})
        ],
    )
    reached = reach(compute(new_document(made)), "s")
    assert not reached.varies.any()
    assert reached.rows == ()


def test_settings_out_of_range_are_refused():
    for wrong in ({"draws": 0}, {"seed": -1}, {"correlation": 1.5}, {"correlation": float("nan")}):
        with pytest.raises(ValueError, match="at least"):
            Settings(**wrong)


def test_industries_have_rows_of_their_own():
    made = plan(
        {("a", "", "x"): {2020: 1.0}, ("a", "steel", "x"): {2020: 1.0}},
        industries=[Industry("steel", "steel")],
        scenarios=[
            scenario(
                "s",
                assumptions={
                    ("a", "", "x"): Assumption(Method.STEP, 1.0, low=0.0, high=2.0),
                    ("a", "steel", "x"): Assumption(Method.STEP, 1.0, low=0.0, high=2.0),
                },
            )
        ],
    )
    reached = reach(compute(new_document(made)), "s")
    # two rows of two industries: no group to move with
    assert list(reached.ranges.common) == [-1, -1]
    assert list(reached.parameter) == [0, 1]


# sums, growths of rates, places and words


def gathering(words_of_flow="〔500〕", words_of_rate="6%以上", seen=None):
    """A flow of 80 and a rate of 5 % in 2020, each moved by a step with a range."""
    # a growth over all the years is worded as for a level
    kind = None if words_of_rate.startswith("累计") else Kind.RATE
    flow, rate = (
        Indicator("flow", "flow", kind=Kind.FLOW),
        Indicator("rate", "rate", unit="%", kind=Kind.RATE),
    )
    return plan(
        {("a", "", "flow"): {2020: 80.0, **(seen or {})}, ("a", "", "rate"): {2020: 5.0}},
        indicators=[flow, rate],
        targets=[
            target(("a", "", "flow"), words_of_flow, kind=Kind.FLOW),
            target(("a", "", "rate"), words_of_rate, kind=kind, unit="%"),
        ],
        scenarios=[
            scenario(
                "s",
                assumptions={
                    (ANY, ANY, "flow"): Assumption(Method.STEP, 6.0, low=-4.0, high=14.0),
                    (ANY, ANY, "rate"): Assumption(Method.STEP, 0.3, low=-0.5, high=1.2),
                },
            )
        ],
        base_year=2020,
    )


@pytest.mark.parametrize("rule", list(COLOURING))
@pytest.mark.parametrize(
    ("flow", "rate"),
    [
        ("〔500〕", "6%以上"),
        ("〔480-520〕", "6%-7%"),
        ("〔500〕左右", "6%左右"),
        ("〔500〕以下", "累计增长35%"),
        ("年均新增100", "6%"),
    ],
)
def test_a_draw_of_a_sum_or_a_mean_growth_is_judged_as_a_recompute_is(flow, rate, rule):
    made = gathering(flow, rate, seen={2021: 88.0})
    results = compute(new_document(made))
    reached = reach(results, "s")
    request = draw_request(results, "s", reached, np.array([0, 1]), Settings(draws=40, seed=3, rule=rule))
    from npfdesk.engine.uncertainty.sampling import drawn

    figures = drawn(reached.ranges, Shape.TRIANGULAR, request.settings.sampling, 0.0, 3, 0, 40)
    chunk = draw_chunk(request, 0, 40)
    assert chunk.judged.judged.all()
    for number in range(40):
        real = recomputed(made, reached.rows, figures[number])
        standing = judge(real, "s", 2025, rule)
        assert chunk.judged.on_track[number].tolist() == (standing.status == Status.BLUE).tolist()
        values = real.scenarios["s"].values
        total = values[0, 5:10].sum()
        mean = (np.prod(1 + values[1, 5:10] / 100) ** 0.2 - 1) * 100
        if flow == "〔500〕":
            assert chunk.judged.met[number].tolist() == [total >= 500, mean >= 6]
        elif flow == "〔480-520〕":
            assert chunk.judged.met[number].tolist() == [480 <= total <= 520, 6 <= mean <= 7]
        elif flow == "〔500〕以下":
            assert chunk.judged.met[number].tolist() == [total <= 500, (1 + mean / 100) ** 5 >= 1.35]


def test_words_alone_have_no_chance():
    answer = uncertainty(compute(new_document(gathering("稳步提升", "保持稳定"))), "s", Settings(draws=50))
    assert np.isnan(answer.chance).all()
    assert np.isnan(answer.robustness)


def test_a_certain_path_meets_its_sum_or_does_not():
    made = gathering("〔400〕", "5%以上")
    still = replace(made.scenarios[0], assumptions=MappingProxyType({}))
    answer = uncertainty(compute(new_document(replace(made, scenarios=(still,)))), "s", Settings(draws=50))
    assert answer.chance.tolist() == [1.0, 1.0]
    more = gathering("〔401〕", "5.1%以上")
    still = replace(more.scenarios[0], assumptions=MappingProxyType({}))
    answer = uncertainty(compute(new_document(replace(more, scenarios=(still,)))), "s", Settings(draws=50))
    assert answer.chance.tolist() == [0.0, 0.0]
