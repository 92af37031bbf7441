"""Owners of targets and indicators, and due dates as offices write them."""

from dataclasses import replace
from datetime import date

import pytest

from npfdesk.plan.commitments import Commitment, PromiseKind, Standing, State
from npfdesk.plan.document import new_document
from npfdesk.plan.due_dates import is_due, last_day
from npfdesk.plan.edit_labels import set_targets
from npfdesk.plan.json_forms import as_json, from_json
from npfdesk.plan.model import Indicator
from npfdesk.plan.own_amendments import outstanding_targets, same_target_text
from npfdesk.plan.owners import known_owners, own_owner, owner_of, states_owners
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget
from tests.plans import plan, target

OUTPUT = ("市", "", "产值")
FIRMS = ("市", "", "企业数")


def led():
    return plan(
        {OUTPUT: {2020: 100}, FIRMS: {2020: 5}},
        indicators=[Indicator("产值", "产值", owner="经信局"), Indicator("企业数", "企业数")],
        targets=[
            target(OUTPUT, "150"),
            replace(target(OUTPUT, "200", year=2030), owner="发改局"),
            target(FIRMS, "9"),
        ],
    )


def test_a_targets_owner_is_its_own_else_that_of_its_indicator():
    assert [owner_of(led(), one) for one in led().targets.values()] == ["经信局", "发改局", ""]
    assert states_owners(led())
    unled = replace(led(), indicators=(Indicator("产值", "产值"), Indicator("企业数", "企业数")))
    assert states_owners(unled)
    assert not states_owners(replace(unled, targets={target(FIRMS, "9").key: target(FIRMS, "9")}))
    # a target of an indicator that the plan does not have has no other owner than its own
    assert owner_of(led(), target(("市", "", "无"), "1")) == ""


def test_the_owners_that_a_plan_names_are_known_the_most_frequent_first():
    promised = Commitment("事项", "9", PromiseKind.REACH, parse_target("9"), owner="发改局")
    assert known_owners(replace(led(), commitments=(promised,))) == ("发改局", "经信局")


def test_an_owner_is_part_of_the_target_in_every_comparison():
    stated = led().targets[target(OUTPUT, "150").key]
    given = replace(stated, owner="统计局")
    assert not same_target_text(stated, given)
    assert outstanding_targets(led(), {stated.key: given}) == {stated.key: given}
    assert outstanding_targets(led(), {stated.key: stated}) == {}
    assert own_owner(led(), given) == "统计局"
    assert own_owner(led(), stated) == ""


def test_an_owner_is_saved_and_what_was_saved_before_there_were_any_is_read():
    given = replace(target(OUTPUT, "150"), owner="统计局")
    said = as_json(PlanTarget, given)
    assert from_json(PlanTarget, said) == given
    del said["owner"]
    assert from_json(PlanTarget, said).owner == ""
    standing = as_json(Standing, Standing(owner="甲", due="2027-06-30"))
    assert from_json(Standing, standing) == Standing(owner="甲", due="2027-06-30")
    del standing["due"]
    assert from_json(Standing, standing) == Standing(owner="甲")


def test_a_changed_owner_says_so_in_the_history():
    document = new_document(led())
    stated = document.plan.targets[target(OUTPUT, "150").key]
    edit = set_targets(document, {stated.key: replace(stated, owner="统计局")})
    assert edit.label.text("zh").endswith("责任单位 无 → 统计局")
    assert edit.label.text("en").endswith("none → 统计局")
    changed = edit.apply(document)
    assert owner_of(changed.plan, changed.plan.targets[stated.key]) == "统计局"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-06-30", date(2027, 6, 30)), ("2027/6/5", date(2027, 6, 5)), ("2027.06.05", date(2027, 6, 5)),
        ("2027年6月5日前", date(2027, 6, 5)), ("2027-06-30 00:00:00", date(2027, 6, 30)),
        ("2027年6月底", date(2027, 6, 30)), ("2027年6月底前", date(2027, 6, 30)), ("2028-02", date(2028, 2, 29)),
        ("2027Q2", date(2027, 6, 30)), ("2027年上半年", date(2027, 6, 30)), ("2027年底前完成", date(2027, 12, 31)),
        ("by June 2027", date(2027, 6, 30)), ("2027", date(2027, 12, 31)), ("6月底", date(2030, 6, 30)),
        ("2027-02-30", None), ("尽快", None), ("长期坚持", None), ("", None),
    ],
)  # fmt: skip
def test_the_last_day_of_a_due_date(text, day):
    assert last_day(text, 2030) == day


def test_a_period_without_a_year_needs_one():
    assert last_day("6月底") is None


@pytest.mark.parametrize(
    ("text", "accepted"),
    [("", True), ("长期坚持", True), ("6月底", True), ("2027-13-01", False), ("尽快", False)],
)
def test_what_a_due_cell_may_say(text, accepted):
    assert is_due(text) is accepted


def test_a_commitment_is_overdue_from_the_day_after_until_it_is_done():
    promised = Commitment("事项", "9", PromiseKind.REACH, parse_target("9"), year=2026, due="2026年6月底")
    assert not promised.overdue_on(date(2026, 6, 30))
    assert promised.overdue_on(date(2026, 7, 1))
    assert not replace(promised, state=State.DONE).overdue_on(date(2026, 7, 1))
    # without a date of its own its year is what it has; 长期 is never overdue
    assert replace(promised, due="").due_day == date(2026, 12, 31)
    assert replace(promised, due="", year=0).due_day is None
    assert not replace(promised, due="长期").overdue_on(date(2099, 1, 1))
    assert Standing(due="2027Q1").on(promised).due_day == date(2027, 3, 31)
    assert Standing().with_value("due", "2028").due == "2028"
