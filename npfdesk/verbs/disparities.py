"""The verb `disparity`: how unequal the root's children are in an indicator, year by year."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, fields
from typing import Final

import numpy as np

from npfdesk.engine.analyses.disparity import Disparity, disparity
from npfdesk.engine.analyses.regional_figures import figures_by_region, targets_by_region
from npfdesk.plan.problems import Language, Problem, Wording, warning
from npfdesk.verbs.asking import (
    figures,
    find_compared,
    find_indicator,
    find_scenario,
    read_and_compute,
    refuse,
    shown,
    table,
    tell,
    write_json,
)
from npfdesk.verbs.checking import EXIT_CODES

WITHOUT_FIGURE: Final = warning(
    "region_without_figure",
    "{region} 在 {years} 没有数值，未计入这些年份。",
    "{region} has no figure in {years} and is left out of these years.",
)
NO_FIGURES: Final = warning(
    "no_figures",
    "各下级地区都没有“{text}”的数值。",
    "None of the compared regions has a figure of “{text}”.",
)

_HEADLINE: Final = Wording(
    "差异度 · {indicator} · 情景“{scenario}” · 每个地区一个单位，按角色分组\n\n",
    "Disparity · {indicator} · scenario “{scenario}” · each region one unit, grouped by role\n\n",
)
_COLUMNS: Final = (
    Wording("年份", "year"),
    Wording("变异系数", "CV"),
    Wording("基尼", "Gini"),
    Wording("泰尔", "Theil"),
    Wording("泰尔·组间", "Theil between"),
    Wording("泰尔·组内", "Theil within"),
    Wording("Dagum·组内", "Dagum within"),
    Wording("Dagum·组间", "Dagum between"),
    Wording("Dagum·超变密度", "Dagum overlap"),
)
_TARGET: Final = Wording("{year}（目标）", "{year} (targets)")


def measure(options: argparse.Namespace, language: Language) -> int:
    """Print the measures; 0, 1 where the workbook has errors (the sound part is used), 2 refused.

    Years in which no region has a figure are not listed.
    """
    asked = read_and_compute(options.file, language)
    if asked is None:
        return EXIT_CODES["refused"]
    plan = asked.plan
    indicator = find_indicator(plan, options.indicator)
    if isinstance(indicator, Problem):
        return refuse(indicator, language)
    result = find_scenario(asked, options.scenario)
    if isinstance(result, Problem):
        return refuse(result, language)
    regions = find_compared(plan)
    if isinstance(regions, Problem):
        return refuse(regions, language)
    paths = figures_by_region(result, plan, indicator.code)
    years = [int(year) for year in plan.years]
    labels = [str(year) for year in years]
    if options.of == "target":
        paths = np.vstack([paths, targets_by_region(result, plan, indicator.code)])
        years.append(plan.target_year)
        labels.append(_TARGET.text(language, {"year": plan.target_year}))
    there = np.isfinite(paths)
    kept = np.flatnonzero(there.any(axis=1))
    for place, region in enumerate(regions):
        missing = [labels[row] for row in kept if not there[row, place]]
        if missing:
            told = {"region": region.name, "years": ", ".join(missing)}
            tell(Problem(WITHOUT_FIGURE, arguments=told), language)
    if not len(kept):
        tell(Problem(NO_FIGURES, text=indicator.name), language)
    roles = [region.role for region in regions]
    found = [disparity(paths[row], roles) for row in kept]
    if options.json:
        measures = {one.name: figures(getattr(each, one.name) for each in found) for one in fields(Disparity)}
        write_json({"years": [years[row] for row in kept], **measures})
    else:
        scenario = asked.document.scenarios[result.scenario].name
        sys.stdout.write(_HEADLINE.text(language, {"indicator": indicator.name, "scenario": scenario}))
        rows = (
            (labels[row], *(shown(value, 6) for value in asdict(each).values()))
            for row, each in zip(kept, found, strict=True)
        )
        sys.stdout.write(table([column.text(language, {}) for column in _COLUMNS], rows))
    return asked.code
