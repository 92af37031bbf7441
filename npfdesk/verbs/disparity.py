"""The verb `disparity`: how unequal the root's children are in an indicator, year by year."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from npfdesk.engine.analyses.disparity import PLACES
from npfdesk.frames.disparity import MEASURES, year_label
from npfdesk.frames.disparity import disparity as measured
from npfdesk.frames.lookup import find_indicator, find_scenario
from npfdesk.frames.refusal import Refused
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.spoken_names import name_in
from npfdesk.verbs.questions import (
    EXIT_CODES,
    REFUSED,
    cells,
    figure_text,
    open_plan,
    print_remarks,
    records,
    refuse,
    tab_separated,
    write_json,
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


def disparity(options: argparse.Namespace, language: Language) -> int:
    """Print the measures; 0, 1 where the workbook has errors (the sound part is used), 2 refused.

    Years in which no region has a figure are not listed.
    """
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        table = measured(plan, options.indicator, options.scenario, options.of)
    except Refused as reason:
        return refuse(reason, language)
    print_remarks(table, language)
    if options.json:
        write_json({"years": cells(table["year"]), **{name: cells(table[name]) for name in MEASURES}})
    else:
        indicator = name_in(find_indicator(plan.plan, options.indicator), language)
        scenario = name_in(find_scenario(plan.document, options.scenario), language)
        sys.stdout.write(_HEADLINE.text(language, {"indicator": indicator, "scenario": scenario}))
        rows = (
            (
                year_label(row["year"], row["of"], language),
                *(figure_text(row[name], PLACES) for name in MEASURES),
            )
            for row in records(table)
        )
        sys.stdout.write(tab_separated([column.text(language, {}) for column in _COLUMNS], rows))
    return EXIT_CODES[plan.status]
