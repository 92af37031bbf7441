"""What an evaluation costs, as a share of a frame: python -m tests.benchmarks.evaluation."""

import os
import tempfile
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("NPFDESK_HOME", tempfile.mkdtemp(prefix="npfdesk-bench-"))

import numpy as np

from npfdesk.engine.evaluation import deciding, evaluate, kept_evaluation
from npfdesk.engine.projection.observed_paths import ObservedPaths
from npfdesk.engine.projection.update import compute, update
from npfdesk.engine.targets.judgement import judge
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_observations
from npfdesk.plan.status_rules import Rule
from tests.benchmarks.answers import line, seconds
from tests.synthetic import synthetic_plan

FRAME = 0.016


def main():
    """100 counties × 20 indicators, all of one later year observed but for a tenth: synthetic."""
    plan = synthetic_plan(100, 20)
    draw = np.random.default_rng(2)
    base = plan.observed[:, plan.column(plan.base_year)]
    seen = [
        (key, year, float(figure * draw.uniform(0.95, 1.2)))
        for key, figure in zip(plan.series, base, strict=True)
        for year in (plan.base_year + 1, plan.base_year + 2)
        if draw.random() < 0.9
    ]
    document = new_document(plan.with_observations(seen))
    results = compute(document)
    scenario, year = document.active, plan.base_year + 2
    found = evaluate(results, scenario, year)
    plain = seconds(lambda: judge(results, scenario, year, Rule.EVALUATION), 15)
    graded = seconds(lambda: evaluate(results, scenario, year), 15)
    line(
        f"evaluation of {len(found.positions):,} targets",
        f"{graded * 1000:.2f} ms, {graded / plain:.1f} × one judgement",
        "≤ a frame",
        graded <= FRAME,
    )
    few = seconds(lambda: deciding(results, found), 15)
    line(
        "the few that decide",
        f"{few * 1000:.2f} ms, {few / graded:.1f} × the evaluation",
        "≤ a frame",
        few <= FRAME,
    )
    key = plan.series[-1]
    edit = set_observations(document, {(key, year): 321.0})
    now = update(results, edit.apply(document))

    def live():
        # as after an edit of an observed figure: nothing is known yet of what rests on actuals
        fresh = replace(now, actual=ObservedPaths(now.frame, now.observed))
        deciding(fresh, evaluate(fresh, scenario, year))

    edited = seconds(live, 15)
    line(
        "all graded anew after an edit",
        f"{edited * 1000:.2f} ms, {edited / plain:.1f} × one judgement",
        "≤ a frame",
        edited <= FRAME,
    )
    kept = seconds(lambda: kept_evaluation(results, found, "x", "x", "2026-01-01"), 5)
    line("keeping it", f"{kept * 1000:.2f} ms, {kept / graded:.1f} × the evaluation")


if __name__ == "__main__":
    main()
