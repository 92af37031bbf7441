"""How unequal the root's children are in an indicator, as a table: a row for each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from npfdesk.engine.analyses.disparity import Disparity
from npfdesk.engine.analyses.disparity import disparity as measured
from npfdesk.engine.analyses.regional_figures import figures_by_region, targets_by_region
from npfdesk.frames.lookup import choice_of, find_compared, find_indicator, find_scenario
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.tables import tidy
from npfdesk.plan.problems import Language, Problem, Wording, joined, warning

MEASURES: Final = tuple(one.name for one in fields(Disparity))
COLUMNS: Final = ("scenario", "indicator", "code", "year", "of", *MEASURES)

WITHOUT_FIGURE: Final = warning(
    "region_without_figure",
    "{region} 在 {years_zh} 缺数，未计入这些年份。",
    "{region} has missing values in {years_en} and is left out of these years.",
)
NO_FIGURES: Final = warning(
    "no_figures",
    "各下级地区都没有“{text}”的数值。",
    "None of the regions compared has a figure for “{text}”.",
)
_TARGET: Final = Wording("{year}（目标）", "{year} (targets)")


class DisparityBasis(StrEnum):
    """What is compared: the regions' paths only, or the targets of the target year as one more year."""

    PATH = "path"
    TARGET = "target"


def disparity(
    plan: PlanWorkbook, indicator: str, scenario: str | None = None, of: str = "path"
) -> pd.DataFrame:
    """The measures of each year in which any region has a figure; the face tells the rest."""
    values = plan.plan
    subject = find_indicator(values, indicator)
    chosen = find_scenario(plan.document, scenario)
    regions = find_compared(values)
    result = plan.results.scenarios[chosen.id]
    figures = figures_by_region(result, values, subject.code)
    rows = [(int(year), DisparityBasis.PATH) for year in values.years]
    if choice_of(DisparityBasis, of) is DisparityBasis.TARGET:
        figures = np.vstack([figures, targets_by_region(result, values, subject.code)])
        rows.append((values.target_year, DisparityBasis.TARGET))
    there = np.isfinite(figures)
    kept = np.flatnonzero(there.any(axis=1))
    roles = [region.role for region in regions]
    measures = [asdict(measured(figures[row], roles)) for row in kept]
    remarks = []
    for place, region in enumerate(regions):
        missing = [rows[row] for row in kept if not there[row, place]]
        if missing:
            told = {
                "region": region.name,
                "years_zh": _years(missing, "zh"),
                "years_en": _years(missing, "en"),
            }
            remarks.append(Problem(WITHOUT_FIGURE, arguments=told))
    if not len(kept):
        remarks.append(Problem(NO_FIGURES, text=subject.name))
    table = tidy(
        [
            {
                "scenario": chosen.name,
                "indicator": subject.name,
                "code": subject.code,
                "year": rows[row][0],
                "of": str(rows[row][1]),
                **found,
            }
            for row, found in zip(kept, measures, strict=True)
        ],
        COLUMNS,
        dict.fromkeys(MEASURES, "1"),
        remarks,
    )
    # a table without rows has its types as well
    return table.astype({"year": "int64", **dict.fromkeys(MEASURES, "float64")})


def year_label(year: int, of: str, language: Language) -> str:
    """A row's year in words: that of the targets says so."""
    return _TARGET.text(language, {"year": year}) if of == DisparityBasis.TARGET else str(year)


def _years(rows: Sequence[tuple[int, DisparityBasis]], language: Language) -> str:
    return joined((year_label(year, of, language) for year, of in rows), language)
