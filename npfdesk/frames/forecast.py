"""A series continued out of its own past, as a table: a row for each year, the past first."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from npfdesk.engine.analyses.forecasts import Forecast, Forecasting
from npfdesk.engine.analyses.forecasts import forecast as continued
from npfdesk.engine.analyses.regional_figures import observed_history
from npfdesk.frames.lookup import choice_of, find_indicator, find_region
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import tidy
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.regions import Region
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey
from npfdesk.plan.spoken_names import name_wording

COLUMNS: Final = ("region", "indicator", "code", "unit", "method", "year", "value", "origin", "fitted")
NO_SERIES: Final = error(
    "no_series",
    "{region} 没有“{text}”的序列。请在“目标”或“数据”表中给出该地区的数据。",
    "{region} has no series “{text}”. Enter its figures in the sheet Targets or Data.",
)


class PastTooWeak(Refused):
    """The series' past, of so many `points`, does not carry the method."""

    def __init__(self, problem: Problem, points: int) -> None:
        super().__init__(problem)
        self.points = points


def forecast(plan: PlanWorkbook, region: str, indicator: str, method: str = "cagr") -> pd.DataFrame:
    """The past of a series and its continuation; the face tells the rest. PastTooWeak where it carries none."""
    where, what = find_region(plan.plan, region), find_indicator(plan.plan, indicator)
    row = plan.plan.row.get(SeriesKey(where.code, ALL_INDUSTRIES, what.code))
    if row is None:
        raise Refused(
            Problem(
                NO_SERIES,
                text=what.name,
                arguments={"region": name_wording(where), "text": name_wording(what)},
            )
        )
    past = observed_history(plan.results)[:, row]
    made = continued(plan.plan.years, past, plan.plan.horizon, choice_of(Forecasting, method))
    if isinstance(made, Problem):
        raise PastTooWeak(made, int(np.isfinite(past).sum()))
    return _table(made, where, what)


def _table(made: Forecast, region: Region, indicator: Indicator) -> pd.DataFrame:
    ahead: NDArray[np.float64] = np.full(len(made.years), np.nan)
    tested = made.back_test
    return tidy(
        {
            "region": region.name,
            "indicator": indicator.name,
            "code": indicator.code,
            "unit": indicator.unit,
            "method": str(made.method),
            "year": np.concatenate([made.past_years, made.years]),
            "value": np.concatenate([made.past, made.values]),
            "origin": ["observed"] * len(made.past) + ["forecast"] * len(made.years),
            "fitted": np.concatenate([made.fitted, ahead]),
        },
        COLUMNS,
        {"value": indicator.unit, "fitted": indicator.unit, "mape": "%", "rmse": indicator.unit},
        made.remarks,
        mape=made.mape,
        rmse=made.rmse,
        diagnostics=dict(made.diagnostics),
        back_test=None
        if tested is None
        else {
            "mape": tested.mape,
            "rmse": tested.rmse,
            "forecasts": tested.forecasts,
            "mase": tested.mase,
        },
        trusted=made.trusted,
    )
