"""Groups of shares: what may be one, how the free ones give way. Figures are synthetic."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_share_groups
from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Indicator
from npfdesk.plan.share_group_checks import (
    group_of,
    is_computed,
    refused_group,
    sound_groups,
    with_share_groups,
)
from npfdesk.plan.share_groups import ShareGroup, rebalanced, rounded_to_sum, with_lock
from npfdesk.plan.structure_dependents import what_depends_on
from npfdesk.plan.structure_edits import remove_things
from tests.plans import formula, plan

SECTORS = ShareGroup("三次产业结构", ("p", "s", "t"))
SHARES = [
    Indicator(code, name, name, unit="%", kind=Kind.RATIO)
    for code, name in (("p", "一产占比"), ("s", "二产占比"), ("t", "三产占比"), ("u", "城镇化率"))
]
AMOUNT = Indicator("gdp", "地区生产总值", unit="亿元")
FIGURES = {
    ("市", "", code): {2020: one} for code, one in (("p", 10.0), ("s", 40.0), ("t", 50.0), ("u", 60.0))
}


def shares_plan(*groups, indicators=(*SHARES, AMOUNT)):
    made = plan({**FIGURES, ("市", "", "gdp"): {2020: 100.0}}, indicators=list(indicators))
    return made.with_share_groups(groups)


# how the others give way


@pytest.mark.parametrize(
    ("figures", "held", "places", "expected"),
    [
        # 90 left: 40 of 90 and 50 of 90 as before
        ((10.0, 40.0, 50.0), (True, False, False), 1, (10.0, 40.0, 50.0)),
        # 88 left: 88·40/90 = 39.11, 88·50/90 = 48.89
        ((12.0, 40.0, 50.0), (True, False, False), 1, (12.0, 39.1, 48.9)),
        # the largest remainder takes the last unit: 38.67, 48.33 of 87
        ((13.0, 40.0, 50.0), (True, False, False), 0, (13.0, 39.0, 48.0)),
        # locked: all of it falls on the one that is free
        ((12.0, 40.0, 50.0), (True, True, False), 1, (12.0, 40.0, 48.0)),
        # all others 0 share equally, of 85 to one decimal
        ((15.0, 0.0, 0.0), (True, False, False), 1, (15.0, 42.5, 42.5)),
        ((15.1, 0.0, 0.0, 0.0), (True, False, False, False), 1, (15.1, 28.3, 28.3, 28.3)),
        # of equal remainders the larger share, then the first, takes the unit
        ((99.9, 0.0, 0.0, 0.0), (True, False, False, False), 1, (99.9, 0.1, 0.0, 0.0)),
        ((100.0, 40.0, 50.0), (True, False, False), 1, (100.0, 0.0, 0.0)),
        # nothing free, and it adds up
        ((10.0, 40.0, 50.0), (True, True, True), 1, (10.0, 40.0, 50.0)),
        # too much, and nobody to take what is left
        ((60.0, 50.0, 10.0), (True, True, False), 1, None),
        ((11.0, 40.0, 50.0), (True, True, True), 1, None),
    ],
)
def test_worked_shares(figures, held, places, expected):
    assert rebalanced(figures, held, 100.0, places) == expected


SHARE = st.decimals(0, 100, places=1).map(float)


@st.composite
def groups(draw):
    count = draw(st.integers(2, 8))
    figures = tuple(draw(SHARE) for _ in range(count))
    held = tuple(draw(st.booleans()) for _ in range(count))
    return figures, held, draw(st.integers(1, 3))


@given(groups())
def test_the_sum_is_exact_what_is_held_stays_and_proportions_are_kept(drawn):
    figures, held, places = drawn
    made = rebalanced(figures, held, 100.0, places)
    rest = 100 - sum(
        (Fraction(str(one)) for one, stays in zip(figures, held, strict=True) if stays), Fraction(0)
    )
    if made is None:
        assert rest < 0 or (all(held) and rest != 0)
        return
    assert sum(Fraction(str(one)) for one in made) == 100
    assert all(now == was for now, was, stays in zip(made, figures, held, strict=True) if stays)
    assert all(Fraction(str(one)) * 10**places % 1 == 0 for one in made)
    free = [at for at, stays in enumerate(held) if not stays]
    whole = sum(Fraction(str(figures[at])) for at in free)
    for at in free:
        wanted = rest * Fraction(str(figures[at])) / whole if whole else rest / len(free)
        assert abs(Fraction(str(made[at])) - wanted) < Fraction(1, 10**places)
    assert rebalanced(made, held, 100.0, places) == made


@given(st.lists(st.fractions(-5, 5, max_denominator=999), min_size=1, max_size=7), st.integers(0, 4))
def test_rounding_keeps_the_sum(wanted, places):
    total = sum(wanted, Fraction(0))
    assume((total * 10**places).denominator == 1)
    made = rounded_to_sum(wanted, places)
    assert sum(Fraction(str(one)) for one in made) == total


# what may be a group


@pytest.mark.parametrize(
    ("group", "code"),
    [
        (SECTORS, None),
        (replace(SECTORS, name=" "), "share_group_unnamed"),
        (replace(SECTORS, members=("p",)), "share_group_too_small"),
        (replace(SECTORS, members=("p", "p")), "share_group_too_small"),
        (replace(SECTORS, members=("p", "无")), "share_member_unknown"),
        (replace(SECTORS, members=("p", "gdp")), "share_member_not_percent"),
        (replace(SECTORS, members=("p", "u")), "share_member_twice"),
        (replace(SECTORS, name="城镇"), "share_group_name_in_use"),
        (replace(SECTORS, total=0.0), "share_group_total"),
        (replace(SECTORS, total=float("inf")), "share_group_total"),
    ],
)
def test_what_a_group_must_be(group, code):
    refused = refused_group(shares_plan(), group, [ShareGroup("城镇", ("u", "农村"))])
    assert (refused.code if refused else None) == code
    if refused is not None:
        assert all("{" not in refused.message(language) for language in ("zh", "en"))


def test_a_growth_rate_in_percent_is_no_share():
    rate = Indicator("r", "增速", unit="%", kind=Kind.RATE)
    made = shares_plan(indicators=(*SHARES, AMOUNT, rate))
    refused = refused_group(made, ShareGroup("组", ("p", "r")), ())
    assert refused is not None
    assert refused.code == "share_member_not_percent"


def test_a_group_that_the_plan_cannot_have_is_passed_over():
    lost = ShareGroup("失", ("p", "无"))
    made = shares_plan(lost, SECTORS)
    assert sound_groups(made) == (SECTORS,)
    assert group_of(made, "p") == SECTORS
    assert group_of(made, "u") is None
    assert group_of(made, "无") is None


def test_a_group_with_a_formula_is_computed():
    computed = replace(SHARES[0], formula=formula("100 - s - t"))
    made = shares_plan(SECTORS, indicators=(computed, *SHARES[1:], AMOUNT))
    assert is_computed(made, SECTORS)
    assert not is_computed(shares_plan(SECTORS), SECTORS)


# groups as amendments


def test_a_group_is_stated_locked_and_taken_away_with_undoable_edits():
    document = new_document(shares_plan(ShareGroup("城镇", ("u", "p"))))
    made = set_share_groups(document, {"城镇": None, "三次产业结构": SECTORS})
    document = made.apply(document)
    assert document.plan.share_groups == (SECTORS,)
    assert document.work.share_groups == {"城镇": None, "三次产业结构": SECTORS}
    locked = with_lock(SECTORS, "t", locked=True)
    edit = set_share_groups(document, {SECTORS.name: locked})
    assert edit.label.text("zh") == "锁定 三产占比（比重组“三次产业结构”）"
    document = edit.apply(document)
    assert document.plan.share_groups[0].locked == ("t",)
    edit = set_share_groups(document, {SECTORS.name: with_lock(locked, "t", locked=False)})
    assert edit.label.text("en") == "Unlock 三产占比 (share group “三次产业结构”)"
    gone = set_share_groups(document, {SECTORS.name: None})
    assert gone.label.text("zh") == "删除比重组 三次产业结构"
    assert gone.apply(document).plan.share_groups == ()


def test_what_the_workbook_says_already_is_no_amendment():
    document = new_document(shares_plan(SECTORS))
    other = set_share_groups(document, {SECTORS.name: with_lock(SECTORS, "s", locked=True)}).apply(document)
    back = set_share_groups(other, {SECTORS.name: SECTORS}).apply(other)
    assert back.work.share_groups == {}
    assert with_share_groups(document.plan, {}) is document.plan


def test_a_removed_indicator_leaves_its_group():
    document = new_document(shares_plan(SECTORS, ShareGroup("二", ("u", "v"))))
    (told,) = (one for one in what_depends_on(document, "indicators", "p") if one.sort == "share_groups")
    assert told.text("zh") == "所在的比重组 1 个（移出该组）：三次产业结构"
    after = remove_things(document, "indicators", ["p"]).apply(document)
    assert after.plan.share_groups[0].members == ("s", "t")
    after = remove_things(after, "indicators", ["s"]).apply(after)
    assert [one.name for one in after.plan.share_groups] == ["二"]
