"""What the answers of a meeting cost, each with its ratio to the plain way: python -m tests.benchmarks.answers."""

import resource
import time
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from npfdesk.engine.answers.allocation import AllocationRule, allocate
from npfdesk.engine.answers.alternatives import Outcome
from npfdesk.engine.answers.attribution import by_lever
from npfdesk.engine.answers.cheapest_levers import cheapest
from npfdesk.engine.answers.goal_seek import seek
from npfdesk.engine.answers.response_rules import simulate
from npfdesk.engine.answers.scenario_comparison import compare
from npfdesk.engine.answers.scenario_grid import Axis, scenario_grid
from npfdesk.engine.ensembles.workers import Workers, cores
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.monitoring import monitor
from npfdesk.engine.uncertainty.chances import uncertainty
from npfdesk.engine.uncertainty.monte_carlo import Settings
from npfdesk.engine.uncertainty.sensitivity import tornado
from npfdesk.locations import sample_workbook
from npfdesk.plan.answer_edits import GROWTH
from npfdesk.plan.document import new_document
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption, ResponseRule, Scenario
from npfdesk.plan.series import AssumptionKey, SeriesKey, TargetKey
from npfdesk.workbook.plan_reader import read_workbook
from tests.synthetic import SYNTHETIC, synthetic_plan

DRAWS = 10_000


def line(name, figure, bound="", fine=True):
    print(f"{name:<46}{figure:<64}{bound:<24}{'' if not bound else 'fine' if fine else 'OVER'}", flush=True)


def seconds(work, repeats=3):
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def province():
    """90 counties × 20 indicators, every series with a range of its own: synthetic."""
    plan = synthetic_plan(90, 20)
    rows = {
        AssumptionKey(key.region, key.industry, key.indicator): Assumption(
            Method.STEP if plan.indicator_by_code[key.indicator].kind.moves_in_points else Method.GROWTH,
            5.0,
            low=2.0,
            high=9.0,
            note=SYNTHETIC,
        )
        for key in plan.series
    }
    return replace(plan, scenarios=(Scenario("合成", "合成", assumptions=MappingProxyType(rows)),))


def of_the_processor(work, repeats=3):
    """Seconds of CPU, which other programs on the machine do not lengthen."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def draws(name, plan, scenario, bound, ratio):
    """All draws against as many recomputes of the scenario from nothing: one worker by the CPU clock, and every core as it feels."""
    results = compute(new_document(plan))
    alone = new_document(replace(plan, scenarios=tuple(one for one in plan.scenarios if one.id == scenario)))
    plain = of_the_processor(lambda: compute(alone), 9) * DRAWS
    worked = of_the_processor(lambda: uncertainty(results, scenario, Settings(DRAWS), workers=Workers(1)))
    taken = seconds(lambda: uncertainty(results, scenario, Settings(DRAWS)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line(
        f"{name}: {DRAWS:,} draws",
        f"{taken:.2f} s, {memory:.0f} MB, CPU {worked:.2f} s",
        f"to reach ≤ {bound} s, 1 GB",
        taken <= bound and memory <= 1000,
    )
    times = (
        f"{plain / worked:.0f} × faster than recomputes, on {cores()} cores {plain * cores() / worked:.0f} ×"
    )
    line(
        f"{name}: the same on the CPU clock",
        times,
        f"to reach ≥ {ratio} ×",
        plain * cores() / worked >= ratio,
    )
    return results


def main():
    print("NPF Desk, answers in the meeting, measured on this machine; ratios are what travels\n")
    plan = read_workbook(sample_workbook()).plan
    results = draws("sample", plan, "惯性", 1, 200)
    outcome = Outcome(SeriesKey(plan.city, "", "output"), 2025)
    document = new_document(plan)
    one = seconds(lambda: compute(document))
    yiwu, lanxi = SeriesKey("yiwu", "", "output"), SeriesKey("lanxi", "", "output")
    rule = ResponseRule("output", next(iter(plan.dimension_of_lever)), 100.0)
    for name, work in {
        "tornado by a common step": lambda: tornado(results, "攻坚", outcome, 1.0),
        "waterfall by lever (Shapley)": lambda: by_lever(results, "攻坚", outcome.series, 2020, 2025),
        "two scenarios compared": lambda: compare(results, "惯性", "攻坚", outcome),
        "growth sought": lambda: seek(document, results, "攻坚", yiwu, GROWTH),
        "cheapest set of levers": lambda: cheapest(document, results, "攻坚", [TargetKey(lanxi, 2025)]),
        "total allocated": lambda: allocate(results, "攻坚", outcome.series, AllocationRule.INCREMENT),
        "all targets monitored": lambda: monitor(results, "攻坚", 2023),
        "rule of response carried out": lambda: simulate(results, "攻坚", [rule]),
    }.items():
        taken = seconds(work)
        line(f"sample: {name}", f"{taken * 1000:.1f} ms, {taken / one:.1f} × all scenarios from nothing")
    axes = [
        Axis(key, tuple(np.linspace(2, 12, 21).tolist())) for key in list(plan.scenarios[0].assumptions)[:2]
    ]
    taken = seconds(lambda: scenario_grid(results, "惯性", *axes, [outcome]))
    line(
        "sample: grid of 21 × 21", f"{taken * 1000:.0f} ms, {441 * one / taken:.1f} × faster than recomputes"
    )
    wide = draws("province", province(), "合成", 10, 300)
    taken = seconds(lambda: tornado(wide, "合成", Outcome(SeriesKey("root", "", "i0"), 2025)), 1)
    line("province: tornado over a total of 90", f"{taken * 1000:.0f} ms")


if __name__ == "__main__":
    main()
