"""What yearly targets cost, with the ratio to one recompute: python -m tests.benchmarks.yearly."""

import time
from dataclasses import replace
from types import MappingProxyType

from npfdesk.engine.answers.yearly_table import yearly_table
from npfdesk.engine.answers.yearly_targets import yearly_targets
from npfdesk.engine.projection.update import compute
from npfdesk.engine.yearly import SplitRule
from npfdesk.plan.document import new_document
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.target_text import parse_target
from tests.synthetic import synthetic_plan


def line(name, figure):
    print(f"{name:<46}{figure:<44}", flush=True)


def seconds(work, repeats=5):
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def province():
    """90 counties × 20 indicators, the whole's target what those of the counties come to: synthetic."""
    plan = synthetic_plan(90, 20)
    results = compute(new_document(plan))
    table = next(iter(results.scenarios.values())).targets
    whole = TargetKey(SeriesKey(plan.root, "", "i0"), plan.target_year)
    total = sum(
        float(figure)
        for key, figure in zip(table.keys, table.figure, strict=True)
        if key.series.indicator == "i0" and key.series.region != plan.root and key.year == plan.target_year
    )
    stated = replace(plan.targets[whole], text=repr(total), parsed=parse_target(repr(total)))
    return replace(plan, targets=MappingProxyType({**plan.targets, whole: stated}))


def main():
    print("NPF Desk, yearly targets, measured on this machine; ratios are what travels\n")
    plan = province()
    document = new_document(plan)
    results = compute(document)
    one = seconds(lambda: compute(document))
    scenario, series = next(iter(results.scenarios)), SeriesKey(plan.root, "", "i0")
    for name, work in {
        "one series by equal growth": lambda: yearly_targets(results, scenario, series, SplitRule.GROWTH),
        "90 counties by years, balanced": lambda: yearly_table(results, scenario, series, SplitRule.STEP),
        "the same in whole units": lambda: yearly_table(
            results, scenario, series, SplitRule.STEP, decimals=0
        ),
    }.items():
        taken = seconds(work)
        line(f"province: {name}", f"{taken * 1000:.1f} ms, {taken / one:.1f} × all scenarios from nothing")


if __name__ == "__main__":
    main()
