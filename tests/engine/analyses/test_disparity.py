"""Disparity: figures worked by hand, sums that must come out, and the plan's own counties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.analyses.disparity import (
    dagum_parts,
    disparity,
    gini,
    theil,
    theil_parts,
    variation,
)
from npfdesk.engine.analyses.regional_figures import (
    compared_regions,
    figures_by_region,
    targets_by_region,
)
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document


def names(*groups):
    return np.array(groups, dtype=object)


def test_variation_gini_and_theil_by_hand():
    figures = np.array([1.0, 3.0])
    # mean 2, population deviation 1
    assert variation(figures) == pytest.approx(0.5)
    # |1 - 3| twice over 2 x 4 x 2 = 4 / 16
    assert gini(figures) == pytest.approx(0.25)
    # (0.5 ln 0.5 + 1.5 ln 1.5) / 2
    assert theil(figures) == pytest.approx(0.130812, abs=1e-6)


def test_closed_forms():
    assert gini(np.array([0.0, 0.0, 0.0, 8.0])) == pytest.approx(0.75)  # all in one of n: 1 - 1/n
    assert theil(np.array([0.0, 0.0, 0.0, 8.0])) == pytest.approx(np.log(4))
    assert gini(np.arange(1.0, 101.0)) == pytest.approx((100**2 - 1) / (6 * 100) / 50.5)


def test_edges():
    one = disparity(np.array([5.0]), ["a"])
    assert (one.cv, one.gini, one.theil, one.theil_between, one.dagum_overlap) == (0, 0, 0, 0, 0)
    for nothing in ([], [np.nan, np.nan], [0.0, 0.0], [-1.0, -3.0]):
        made = disparity(np.array(nothing), ["a"] * len(nothing))
        assert np.isnan([made.cv, made.gini, made.theil, made.theil_within, made.dagum_within]).all()
    negative = disparity(np.array([-1.0, 5.0]), ["a", "b"])
    assert negative.cv == pytest.approx(1.5)
    assert np.isnan([negative.gini, negative.theil, negative.theil_between, negative.dagum_between]).all()
    # a missing figure is left out
    assert disparity(np.array([1.0, np.nan, 3.0]), list("abc")).gini == pytest.approx(0.25)
    # figures whose sum passes what a number holds
    assert gini(np.array([5e307, 1.5e308])) == pytest.approx(0.25)


def test_theil_between_and_within_by_hand():
    # groups 1, 3 (mean 2) and 6, 6 (mean 6), whole mean 4: shares 0.25 and 0.75
    figures, groups = np.array([1.0, 3.0, 6.0, 6.0]), names("a", "a", "b", "b")
    between, within = theil_parts(figures, groups)
    assert between == pytest.approx(0.25 * np.log(0.5) + 0.75 * np.log(1.5))
    assert within == pytest.approx(0.25 * 0.1308120)
    assert between + within == pytest.approx(theil(figures))
    # a group that has nothing adds nothing
    assert sum(theil_parts(np.array([0.0, 0.0, 2.0]), names("a", "a", "b"))) == pytest.approx(np.log(3))


def test_dagum_by_hand():
    # a: 1, 5 (mean 3), b: 2, 8 (mean 5); n = 4, mean 4: p = 1/2 each, s = 3/8 and 5/8
    # within: G_a = 4/(4 x 3) = 1/3, G_b = 6/(4 x 5) = 0.3: (1/3 x 3/8 + 0.3 x 5/8) / 2 = 0.15625
    # b - a: 1, -3, 7, 3: d = 11/4, p = 3/4, G_ba = 3.5/8, weight 1/2 (3/8 + 5/8) = 1/2: 0.21875
    # D = 2 / 3.5: between 0.125, overlap 0.09375
    parts = dagum_parts(np.array([1.0, 5.0, 2.0, 8.0]), names("a", "a", "b", "b"))
    assert parts == pytest.approx((0.15625, 0.125, 0.09375))
    # pairs 4 1 7 3 3 6: 24 x 2 / (2 x 16 x 4)
    assert sum(parts) == pytest.approx(0.375)
    assert gini(np.array([1.0, 5.0, 2.0, 8.0])) == pytest.approx(0.375)


def test_groups_that_are_alike_do_not_overlap():
    assert dagum_parts(np.array([2.0, 2.0]), names("a", "b")) == (0, 0, 0)
    assert dagum_parts(np.array([0.0, 0.0, 3.0]), names("a", "a", "b")) == pytest.approx((0, 2 / 3, 0))


@given(st.lists(st.tuples(st.floats(0, 1e9), st.sampled_from("abc")), min_size=1, max_size=12))
def test_the_parts_add_up(rows):
    figures, groups = np.array([row[0] for row in rows]), [row[1] for row in rows]
    made = disparity(figures, groups)
    if not figures.any():
        assert np.isnan(made.gini)
        return
    assert made.theil_between + made.theil_within == pytest.approx(made.theil, abs=1e-9)
    dagum = made.dagum_within + made.dagum_between + made.dagum_overlap
    assert dagum == pytest.approx(made.gini, abs=1e-9)
    assert -1e-12 <= made.gini < 1
    assert made.theil >= -1e-12


def by_pairs_of_groups(figures, groups):
    """Dagum's parts as his paper states them: a loop over the pairs of groups."""
    whole = figures / figures.mean()
    members = [whole[groups == name] for name in dict.fromkeys(groups)]
    members.sort(key=lambda one: -one.mean())
    share = [len(one) / len(whole) for one in members]
    owned = [part * one.mean() for part, one in zip(share, members, strict=True)]
    within = between = overlap = 0.0
    for high, upper in enumerate(members):
        within += gini(upper) * share[high] * owned[high] if owned[high] > 0 else 0.0
        for low in range(high + 1, len(members)):
            apart = upper[:, None] - members[low][None, :]
            ahead, behind = np.maximum(apart, 0).mean(), np.maximum(-apart, 0).mean()
            if ahead + behind > 0:
                pair = (ahead + behind) / (upper.mean() + members[low].mean())
                pair *= share[high] * owned[low] + share[low] * owned[high]
                between += pair * (ahead - behind) / (ahead + behind)
                overlap += pair * (1 - (ahead - behind) / (ahead + behind))
    return within, between, overlap


@given(
    st.lists(
        st.tuples(st.floats(0, 1e6, allow_subnormal=False), st.sampled_from("甲乙丙丁戊")),
        min_size=1,
        max_size=40,
    ).filter(lambda rows: max(figure for figure, _ in rows) > 1e-3)
)
def test_dagums_parts_are_those_of_the_pairs_of_groups(rows):
    figures = np.array([figure for figure, _ in rows])
    groups = names(*(group for _, group in rows))
    assert dagum_parts(figures, groups) == pytest.approx(by_pairs_of_groups(figures, groups), abs=1e-12)


def test_the_plans_own_targets_narrow_the_gaps(sample_plan):
    # 规划:附件1, output of ten counties in 2020 and as the targets of 2025
    results = compute(new_document(sample_plan))
    result = next(iter(results.scenarios.values()))
    roles = [region.role for region in compared_regions(sample_plan)]
    base = disparity(figures_by_region(result, sample_plan, "output")[sample_plan.column(2020)], roles)
    aimed = disparity(targets_by_region(result, sample_plan, "output"), roles)
    assert base.theil == pytest.approx(0.146156, abs=5e-7)
    assert aimed.theil == pytest.approx(0.137767, abs=5e-7)
    assert np.isnan(targets_by_region(result, sample_plan, "tax_per_mu")).all()
    assert np.isnan(figures_by_region(result, sample_plan, "gdp")).all()
