"""What a contest costs in a province, each figure in frames: python -m tests.benchmarks.contest."""

import time
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from npfdesk.engine.next_place import next_place
from npfdesk.engine.projection.update import compute
from npfdesk.engine.scored_figures import contest_months
from npfdesk.engine.scoring import contest, period_before
from npfdesk.engine.year_standing import plan_months
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Indicator
from npfdesk.plan.periods import Period
from npfdesk.plan.regions import Region
from npfdesk.plan.scoring import ScoringMethod, ScoringRule
from npfdesk.plan.series import ProgressKey, SeriesKey
from tests import plans

COUNTIES, INDICATORS, YEARS = 100, 20, 5
FRAME = 0.016


def province():
    """100 counties × 20 rules × 60 months: synthetic."""
    draw = np.random.default_rng(1)
    codes = [f"i{at}" for at in range(INDICATORS)]
    counties = [f"c{at}" for at in range(COUNTIES)]
    series = [SeriesKey(county, "", code) for county in counties for code in codes]
    years = range(2026 - YEARS + 1, 2027)
    figures = {key: {year: float(draw.uniform(50, 150)) for year in (2020, *years)} for key in series}
    made = plans.plan(
        figures,
        first=2020,
        indicators=[
            Indicator(code, code, kind=Kind.FLOW if at % 3 else Kind.LEVEL) for at, code in enumerate(codes)
        ],
        regions=[Region("p", "p"), *(Region(one, one, parent="p") for one in counties)],
        targets=[
            plans.target(key, "增长8%" if at % 4 == 0 else "120", year=2026, base_year=2025)
            for at, key in enumerate(series)
        ],
        base_year=2025,
    )
    methods = list(ScoringMethod)
    rules = tuple(
        ScoringRule(
            code, code, 5.0, methods[at % 4], step=0.1 if methods[at % 4] is ScoringMethod.PLACE else None
        )
        for at, code in enumerate(codes)
    )
    months = {
        ProgressKey(key, Period(year, 1, month)): figures[key][year] * month / 12
        for key in series
        for year in years
        for month in range(1, 12)
    }
    return replace(made, scoring=rules, progress=MappingProxyType(months))


def seconds(work, repeats=15):
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def line(name, taken, bound=FRAME):
    said = f"{taken * 1000:8.2f} ms = {taken / FRAME:5.2f} frames"
    print(f"{name:<52}{said:<32}{'fine' if taken <= bound else 'OVER'}", flush=True)


def main():
    plan = province()
    document = new_document(plan)
    results = compute(document)
    places = np.arange(1, COUNTIES + 1)
    so_far = contest_months(results, plan.scoring, places)
    month = Period(2026, 1, 6)

    def both(period, months=None):
        before = period_before(period)
        contest(results, document.active, before, so_far=months)
        return contest(results, document.active, period, so_far=months)

    found = both(month, so_far)
    middle = found.regions[int(found.order[COUNTIES // 2])].code
    line("points and places of a year, and of the year before", seconds(lambda: both(Period(2026))))
    line("points and places of a month, and of the one before", seconds(lambda: both(month, so_far)))
    line("what the next place costs, all indicators", seconds(lambda: next_place(plan, found, middle)))
    everything = seconds(lambda: next_place(plan, both(month, so_far), middle))
    line("a redraw's reckoning: both months and the next place", everything, 1.5 * FRAME)
    months = plan_months(plan)
    key = next(iter(plan.progress))
    changed = plan.with_progress(MappingProxyType({**plan.progress, key: plan.progress[key] + 1.0}))
    line("a month of one county changed", seconds(lambda: plan_months(changed, months), 5))


if __name__ == "__main__":
    main()
