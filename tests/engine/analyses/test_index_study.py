"""The index as the desk asks for it: what is chosen is what is computed, and every refusal says why."""

from dataclasses import replace

import numpy as np
import pytest

from npfdesk.engine.analyses.index_study import (
    ExcludedRegion,
    IndexChoice,
    Weighting,
    feasible_proposal,
    study_index,
    usual_dimensions,
)
from npfdesk.engine.analyses.scaling import Filling, Scaling
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.problems import Problem
from tests.plans import Indicator, Region, RollUp, document, scenario, target

REGIONS = [
    Region("市", "市"),
    Region("甲", "甲", parent="市", role="大"),
    Region("乙", "乙", parent="市", role="大"),
    Region("丙", "丙", parent="市", role="小"),
]
INDICATORS = [
    Indicator("x", "x", group="规模", rollup=RollUp.SUM),
    Indicator("y", "y", group="质效", rollup=RollUp.SUM),
    Indicator("z", "z", group="质效"),
]
DATA = {
    ("甲", "", "x"): {2020: 1.0},
    ("乙", "", "x"): {2020: 3.0},
    ("丙", "", "x"): {2020: 5.0},
    ("甲", "", "y"): {2019: 8.0, 2020: 10.0},
    ("乙", "", "y"): {2020: 30.0},
    ("丙", "", "y"): {2020: 20.0},
    ("甲", "", "z"): {2020: 7.0},
}


def results(**named):
    return compute(document(DATA, regions=REGIONS, indicators=INDICATORS, **named))


def test_typed_weights_score_by_hand():
    made = study_index(
        results(),
        IndexChoice(
            {"规模": ("x",), "质效": ("y",)},
            scaling=Scaling.BY_YEAR,
            weighting=Weighting.TYPED,
            typed={"x": 3.0, "y": 1.0},
        ),
    )
    # x scaled 0, 1/2, 1; y scaled 0, 1, 1/2; weights 3/4 and 1/4
    np.testing.assert_allclose(made.at("基准", 2020).scores, [0, 0.625, 0.875])
    with pytest.raises(KeyError):
        made.at("基准", 1990)


def test_critic_weighs_by_contrast_and_conflict():
    made = study_index(
        results(), IndexChoice({"": ("x", "y")}, scaling=Scaling.BY_YEAR, weighting=Weighting.CRITIC)
    )
    # both columns are 0, 1/2, 1 in some order: of one spread, and r is shared, so that they weigh the same
    np.testing.assert_allclose(made.at("基准", 2020).weights, [0.5, 0.5])


def test_judgements_fill_the_other_half_and_carry_their_consistency():
    choice = IndexChoice(
        {"": ("x", "y", "z")}, weighting=Weighting.PAIRWISE, judged={("x", "y"): 2.0, ("z", "x"): 0.25}
    )
    np.testing.assert_array_equal(choice.table(), [[1, 2, 4], [0.5, 1, 1], [0.25, 1, 1]])
    made = study_index(results(), choice)
    assert made.judgement.ratio == pytest.approx(0.0462, abs=1e-3)
    assert made.judgement.weights[0] > made.judgement.weights[1]


def test_who_is_left_out_is_told_with_what_it_lacks_and_filling_is_marked():
    choice = IndexChoice({"": ("x", "y", "z")})
    made = study_index(results(), choice)
    assert made.left_out("基准", 2020) == (ExcludedRegion("乙", ("z",)), ExcludedRegion("丙", ("z",)))
    filled = study_index(
        results(), IndexChoice({"": ("x", "y", "z")}, filling=Filling.GROUP_MEDIAN, scaling=Scaling.BY_YEAR)
    )
    # 乙 is of 甲's role and takes its 7; 丙 has nobody to take from
    assert filled.filled_in("基准", 2020) == {"乙": ("z",)}
    assert filled.left_out("基准", 2020) == (ExcludedRegion("丙", ("z",)),)


def test_against_targets_a_region_without_one_is_told():
    goals = [target(("甲", "", "x"), "2"), target(("乙", "", "x"), "4")]
    made = study_index(results(targets=goals), IndexChoice({"": ("x",)}, scaling=Scaling.TARGETS))
    assert made.left_out("基准", 2020) == (ExcludedRegion("丙", (), ("x",)),)
    np.testing.assert_allclose(made.at("基准", 2020).scaled[:, 0], [0.5, 0.75, np.nan], equal_nan=True)


def test_coordination_is_of_every_scenario_and_both_models_differ():
    scenarios = [scenario("一"), scenario("二")]
    chosen = {"规模": ("x",), "质效": ("y",)}
    corrected = study_index(results(scenarios=scenarios), IndexChoice(chosen))
    classic = study_index(results(scenarios=scenarios), IndexChoice(chosen, corrected=False))
    assert corrected.coordination.degree.shape == (2, 15, 3)
    assert not np.array_equal(corrected.coordination.degree, classic.coordination.degree, equal_nan=True)


def test_rank_stability_is_of_the_year_and_the_same_again():
    made = study_index(results(), IndexChoice({"": ("x", "y")}))
    one, other = (made.stability("基准", 2020, draws=200) for _ in range(2))
    np.testing.assert_array_equal(one.shares, other.shares)
    assert one.first[0] == 0


def test_refusals_say_what_to_do():
    asked = results()
    assert study_index(asked, IndexChoice({})).code == "index_nothing_chosen"
    alone = compute(document({("市", "", "x"): {2020: 1.0}}))
    assert study_index(alone, IndexChoice({"": ("x",)})).code == "index_no_regions"
    for weighting in (Weighting.TYPED, Weighting.PAIRWISE):
        choice = IndexChoice(
            {"": ("x", "y")},
            weighting=weighting,
            typed={"x": -1.0},
            judged={("x", "y"): 0.0, ("y", "x"): 1.0},
        )
        assert isinstance(study_index(asked, choice), Problem)


def test_the_usual_index_takes_what_most_regions_have_by_group():
    asked = results()
    assert usual_dimensions(asked.scenarios["基准"], asked.plan) == {"规模": ("x",), "质效": ("y",)}
    alone = compute(document({("市", "", "x"): {2020: 1.0}}))
    assert usual_dimensions(alone.scenarios["基准"], alone.plan) == {}


def test_the_samples_usual_index_takes_what_nine_of_ten_counties_have(sample_plan):
    asked = compute(new_document(sample_plan))
    scenario = next(iter(asked.scenarios))
    usual = usual_dimensions(asked.scenarios[scenario], sample_plan)
    assert {code for members in usual.values() for code in members} == {"output", "firms", "tax_per_mu"}
    made = study_index(asked, IndexChoice(usual))
    assert sorted(made.at(scenario, 2020).ranks) == [0, *range(1, 10)]
    assert made.left_out(scenario, 2020) == (ExcludedRegion("jinhua_etdz", ("tax_per_mu",)),)


def test_a_proposed_index_falls_back_to_what_the_counties_have(sample_plan):
    asked = compute(new_document(sample_plan))
    result = next(iter(asked.scenarios.values()))
    found = feasible_proposal(
        result, sample_plan, {"甲": ("va_per_mu", "firms"), "乙": ("tax_per_mu",), "丙": ("va",)}
    )
    assert found.dimensions == {"甲": ("firms",), "乙": ("tax_per_mu",)}
    assert found.lacking == ("va_per_mu", "va")
    assert (found.whole, found.complete, found.regions) == (0, 9, 10)
    nothing = feasible_proposal(result, sample_plan, {"丙": ("va",)})
    assert (nothing.dimensions, nothing.complete) == ({}, 0)


def test_entropy_is_combined_with_what_is_typed_or_judged():
    asked, chosen = results(), {"": ("x", "y")}
    entropy = study_index(asked, IndexChoice(chosen)).at("基准", 2020).weights
    typed = IndexChoice(chosen, weighting=Weighting.ENTROPY_AND_TYPED, typed={"x": 3.0, "y": 1.0})
    both = np.sqrt(entropy * [0.75, 0.25])
    made = study_index(asked, typed)
    np.testing.assert_allclose(made.at("基准", 2020).weights, both / both.sum())
    assert made.judgement is None
    judged = IndexChoice(chosen, weighting=Weighting.ENTROPY_AND_PAIRWISE, judged={("x", "y"): 3.0})
    made = study_index(asked, judged)
    np.testing.assert_allclose(made.at("基准", 2020).weights, both / both.sum())
    assert made.judgement.consistent
    own = study_index(asked, replace(typed, scaling=Scaling.BY_YEAR)).at("基准", 2020)
    alone = study_index(asked, IndexChoice(chosen, scaling=Scaling.BY_YEAR)).at("基准", 2020)
    np.testing.assert_allclose(
        own.weights * np.sqrt(alone.weights * [0.75, 0.25]).sum(), np.sqrt(alone.weights * [0.75, 0.25])
    )
