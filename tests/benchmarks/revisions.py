"""What vintages and the view Revisions cost, each with its ratio to a recompute: python -m tests.benchmarks.revisions."""

from types import MappingProxyType

from npfdesk.engine.projection.update import compute, update
from npfdesk.engine.revisions import RevisionStudy
from npfdesk.engine.vintages import KnownOn, as_known
from npfdesk.plan.corrections import keeping_vintages
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_assumptions, set_observations
from npfdesk.plan.methods import Method
from npfdesk.plan.periods import Period
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, ProgressKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.vintages import Vintage, VintageKey
from tests.benchmarks.answers import line, seconds
from tests.synthetic import BASE_YEAR, synthetic_plan

FRAME = 16.0
DAYS = ("2020-06-30", "2024-06-30")


def province(months):
    """100 counties × 20 indicators, two vintages of the last two years of each, and 60 months: synthetic."""
    plan = synthetic_plan(100, 20)
    vintages = {}
    for row, series in enumerate(plan.series):
        for year in (BASE_YEAR - 1, BASE_YEAR):
            figure = float(plan.observed[row, plan.column(year)])
            vintages[VintageKey(series, year, f"{year + 1}-01-20")] = Vintage(round(figure * 0.97, 3), "快报")
            vintages[VintageKey(series, year, f"{year + 1}-09-30")] = Vintage(figure, "年报")
    progress = {
        ProgressKey(series, Period(BASE_YEAR - 4 + month // 12, 1, month % 12 + 1)): 1.0
        for series in plan.series
        for month in range(months)
    }
    return plan.with_vintages(MappingProxyType(vintages)).with_progress(MappingProxyType(progress))


def main():
    plan = province(60)
    document = new_document(plan)
    results = compute(document)
    once = seconds(lambda: compute(document)) * 1000
    known = seconds(lambda: as_known(plan, DAYS[0])) * 1000
    line("province: as known on a day, anew", f"{known:.1f} ms, {known / once:.2f} × a recompute")
    kept = KnownOn(DAYS[0])
    kept.of(plan)
    changed = [plan.with_observations([(plan.series[n], BASE_YEAR, 1.0)]) for n in range(3)]
    again = iter(changed)
    known = seconds(lambda: kept.of(next(again))) * 1000
    line(
        "province: as known on a day, after an edit",
        f"{known:.2f} ms",
        f"to reach ≤ {FRAME:.0f} ms",
        known <= FRAME,
    )
    study = RevisionStudy(DAYS, present=True)
    first = seconds(lambda: RevisionStudy(DAYS, present=True).of(document, results, Rule.PACE)) * 1000
    line("province: revisions, anew", f"{first:.1f} ms, {first / once:.1f} × a recompute")
    study.of(document, results, Rule.PACE)
    states = []
    for step in range(3):
        key = AssumptionKey("r1", "", "i0")
        edit = set_assumptions(document, document.active, {key: Assumption(Method.GROWTH, 5.0 + step)})
        states.append(edit.apply(document))
    for step in range(3):
        states.append(set_observations(document, {(plan.series[5], BASE_YEAR): 100.0 + step}).apply(document))
    # a correction brings vintages with it
    for step in range(3):
        key, figure = (plan.series[5], BASE_YEAR), 200.0 + step
        edit = set_observations(document, {key: figure})
        states.append(keeping_vintages(edit, plan, document, DAYS[1]).apply(document))
    for name, chosen in zip(
        ("an assumption", "a figure", "a correction"), (states[:3], states[3:6], states[6:]), strict=True
    ):
        made = [(one, update(results, one)) for one in chosen]
        waiting = iter(made)
        taken = seconds(lambda waiting=waiting: study.of(*next(waiting), Rule.PACE)) * 1000
        line(
            f"province: revisions, after {name}",
            f"{taken:.1f} ms, {taken / once:.2f} × a recompute",
            f"to reach ≤ {FRAME:.0f} ms",
            taken <= FRAME,
        )


if __name__ == "__main__":
    main()
