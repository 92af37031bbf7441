"""A composite index of the root's children in one year, as a table: a row for each region and indicator."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from npfdesk.engine.analyses.composite_index import composite_index
from npfdesk.engine.analyses.regional_figures import figures_by_indicator, less_is_better
from npfdesk.frames.lookup import choice_of, find_compared, find_indicator, find_scenario
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import tidy
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.year_axis import year_outside

COLUMNS: Final = (
    "scenario",
    "year",
    "region",
    "indicator",
    "code",
    "unit",
    "value",
    "scaled",
    "weight",
    "entropy",
    "obstacle",
    "score",
    "topsis",
    "rank",
)
NO_INDICATORS: Final = error(
    "no_indicators",
    "没有给出指标。请加上 --indicators 代码,代码…",
    "No indicators are given. Add --indicators CODE,CODE…",
)
LEFT_OUT: Final = warning(
    "region_left_out",
    "{region} 缺少 {missing}，未参与评价（不自动填补）。",
    "{region} has no {missing} and is left out (missing values are not filled in).",
)
NOTHING_DIFFERS: Final = warning(
    "nothing_differs",
    "参与评价的地区在所有指标上数值相同（或只有一个地区），熵权均为 0。",
    "The regions compared have the same figures in every indicator (or there is only one region), so all entropy weights are 0.",
)


class Weighing(StrEnum):
    """How the indicators are weighed."""

    ENTROPY = "entropy"
    EQUAL = "equal"


def index(
    plan: PlanWorkbook,
    indicators: Iterable[str],
    scenario: str | None = None,
    year: int | None = None,
    weights: str = "entropy",
) -> pd.DataFrame:
    """The index of the root's children; the face tells the rest."""
    values = plan.plan
    subjects = {one.code: one for one in (find_indicator(values, name) for name in indicators)}
    if not subjects:
        raise Refused(Problem(NO_INDICATORS))
    chosen = find_scenario(plan.document, scenario)
    regions = find_compared(values)
    asked = values.base_year if year is None else year
    outside = year_outside(values, asked)
    if outside is not None:
        raise Refused(outside)
    column = values.column(asked)
    weighing = choice_of(Weighing, weights)
    codes = tuple(subjects)
    figures = figures_by_indicator(plan.results.scenarios[chosen.id], values, codes)[column]
    made = composite_index(figures, less_is_better(values, codes), str(weighing))
    width, count = len(codes), len(regions)
    ranks = pd.array(np.repeat(made.ranks, width), dtype="Int64")
    ranks[np.repeat(~made.complete, width)] = pd.NA
    remarks = [
        Problem(LEFT_OUT, arguments={"region": region.name, "missing": missing})
        for region, row in zip(regions, np.isfinite(figures), strict=True)
        if (missing := tuple(code for code, there in zip(codes, row, strict=True) if not there))
    ]
    if weighing is Weighing.ENTROPY and made.complete.any() and not made.weights.any():
        remarks.append(Problem(NOTHING_DIFFERS))
    return tidy(
        {
            "scenario": chosen.name,
            "year": asked,
            "region": [region.name for region in regions for _ in codes],
            "indicator": [one.name for one in subjects.values()] * count,
            "code": list(codes) * count,
            "unit": [one.unit for one in subjects.values()] * count,
            "value": figures.ravel(),
            "scaled": made.scaled.ravel(),
            "weight": np.tile(made.weights, count),
            "entropy": np.tile(made.entropy, count),
            "obstacle": made.obstacles.ravel(),
            "score": np.repeat(made.scores, width),
            "topsis": np.repeat(made.closeness, width),
            "rank": ranks,
        },
        COLUMNS,
        {
            "value": "column unit",
            **dict.fromkeys(("scaled", "weight", "entropy", "obstacle", "score", "topsis", "rank"), "1"),
        },
        remarks,
        weights=str(weighing),
    )
