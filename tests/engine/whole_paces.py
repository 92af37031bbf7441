"""What the targets ask beside what was done before, for all series at once: what one series alone is held against."""

from dataclasses import dataclass

import numpy as np

from npfdesk.engine.targets.judgement import judge
from npfdesk.engine.targets.required_pace import main_targets, past_pace
from npfdesk.plan.status_rules import Rule


@dataclass(frozen=True, eq=False)
class Paces:
    """Of every series, (series,), as ``npfdesk.engine.targets.required_pace.Pace`` of one."""

    required: np.ndarray
    past: np.ndarray
    multiple: np.ndarray
    position: np.ndarray


def paces(results, scenario):
    table = results.scenarios[scenario].targets
    position = main_targets(results, scenario)
    judged = judge(results, scenario, results.plan.target_year, Rule.PACE)
    required = np.append(judged.required, np.nan)[position]
    past = past_pace(results, scenario)
    sign = np.append(table.sign, 1.0)[position]
    with np.errstate(divide="ignore", invalid="ignore"):
        multiple = np.where(sign * past > 0, required / past, np.nan)
    return Paces(required, past, multiple, position)
