"""Which periods a contest can be of, and which is the latest."""

from types import MappingProxyType

from npfdesk.engine.projection.update import compute
from npfdesk.engine.scoring import latest_period, stated_months
from npfdesk.plan.document import new_document
from npfdesk.plan.periods import Period
from npfdesk.plan.scoring import ScoringRule
from tests.contest_plans import monthly_plan, to_date


def plan(**figures):
    return monthly_plan([ScoringRule("计分", "x", 10)], figures, {})


def test_months_are_to_date_the_latest_first_and_december_is_a_year():
    made = plan(
        甲={to_date(2025, 2): 1, Period(2026, 3, 3): 2, Period(2025, 10, 12): 3, (to_date(2026, 4), True): 5}
    )
    assert stated_months(made) == (to_date(2026, 4), to_date(2026, 3), to_date(2025, 2))


def test_the_latest_are_months_after_the_last_observed_year():
    made = plan(甲={to_date(2025, 2): 1, to_date(2026, 3): 2})
    results = compute(new_document(made))
    assert latest_period(results, stated_months(made)) == to_date(2026, 3)
    earlier = made.with_progress(MappingProxyType({}))
    assert latest_period(compute(new_document(earlier)), ()) == Period(2025)
