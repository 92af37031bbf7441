"""What beginning the next plan of a province costs: python -m tests.benchmarks.next_plan."""

from types import MappingProxyType

from npfdesk.engine.next_plan import NextPlan, begin_next_plan
from npfdesk.engine.projection.recorded_figures import recorded_results
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.drafts import Draft
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget, TargetText
from tests.benchmarks.answers import line, seconds
from tests.synthetic import synthetic_plan


def province():
    """90 counties × 20 indicators, each with a target of the old target year: synthetic."""
    plan = synthetic_plan(90, 20)
    parsed = parse_target("150以上")
    assert isinstance(parsed, TargetText)
    targets = [
        PlanTarget(key, plan.target_year, "150以上", parsed, base_year=plan.base_year) for key in plan.series
    ]
    return new_document(plan.with_targets(MappingProxyType({one.key: one for one in targets})))


def main():
    """Each with its ratio to a full computation of the plan."""
    document = province()
    whole = seconds(lambda: compute(document))
    known = recorded_results(document.plan)
    base = document.plan.target_year
    for draft in Draft:
        asked = NextPlan(base, base + 5, base + 5, draft)
        taken = seconds(lambda asked=asked: begin_next_plan(document, asked, "zh", known))
        figure = f"{taken * 1000:.0f} ms, {taken / whole:.1f} times a full computation"
        line(f"the next plan of a province, draft {draft}", figure, "under 1 s", taken < 1)


if __name__ == "__main__":
    main()
