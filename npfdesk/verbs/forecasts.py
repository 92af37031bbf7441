"""The verb `forecast`: a series continued out of its own past, with what speaks for and against it."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Final

import numpy as np

from npfdesk.engine.analyses.forecasting import Diagnostic, Forecast, Forecasting, forecast
from npfdesk.engine.analyses.regional_figures import observed_history
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.plan.series import WHOLE_ECONOMY, SeriesKey
from npfdesk.verbs.asking import (
    figures,
    find_indicator,
    find_region,
    finite,
    read_and_compute,
    refuse,
    shown,
    table,
    tell,
    write_json,
)
from npfdesk.verbs.checking import EXIT_CODES

NO_SERIES: Final = error(
    "no_series",
    "{region} 没有“{text}”的序列。请在“目标”或“数据”表中给出该地区的数据。",
    "{region} has no series of “{text}”. Give its figures in the sheet Targets or Data.",
)

_HEADLINE: Final = Wording(
    "预测 · {region} · {indicator} · {method} · 依据 {first}—{last} 年 {points} 个数据点\n\n",
    "Forecast · {region} · {indicator} · {method} · from {points} points, {first} to {last}\n\n",
)
_METHODS: Final = {
    Forecasting.CAGR: Wording("年均复合增长率", "compound annual growth"),
    Forecasting.LINEAR: Wording("线性趋势", "linear trend"),
    Forecasting.LOGISTIC: Wording("S 曲线", "logistic curve"),
    Forecasting.HOLT: Wording("Holt 阻尼趋势", "Holt's damped trend"),
    Forecasting.GM11: Wording("灰色模型 GM(1,1)", "grey model GM(1,1)"),
}
_COLUMNS: Final = (Wording("年份", "year"), Wording("预测值", "forecast"))
_FIT: Final = Wording("拟合误差 MAPE {mape} %，RMSE {rmse}\n", "fit: MAPE {mape} %, RMSE {rmse}\n")
_BACK_TEST: Final = Wording(
    "回测（{forecasts} 次一年期预测）MAPE {mape} %，RMSE {rmse}\n",
    "back-test ({forecasts} forecasts one year ahead): MAPE {mape} %, RMSE {rmse}\n",
)


def continue_series(options: argparse.Namespace, language: Language) -> int:
    """Print the forecast; 0, 1 where the workbook has errors (the sound part is used), 2 refused.

    Where the past does not carry the method, JSON has no years and the diagnostics name the reason; 2.
    """
    asked = read_and_compute(options.file, language)
    if asked is None:
        return EXIT_CODES["refused"]
    plan = asked.plan
    region = find_region(plan, options.region)
    if isinstance(region, Problem):
        return refuse(region, language)
    indicator = find_indicator(plan, options.indicator)
    if isinstance(indicator, Problem):
        return refuse(indicator, language)
    row = plan.row.get(SeriesKey(region.code, WHOLE_ECONOMY, indicator.code))
    if row is None:
        told = {"region": region.name}
        return refuse(Problem(NO_SERIES, text=indicator.name, arguments=told), language)
    method = Forecasting(options.method)
    past = observed_history(asked.results)[:, row]
    made = forecast(plan.years, past, plan.horizon, method)
    if isinstance(made, Problem):
        if options.json:
            write_json({"years": [], "values": [], "diagnostics": _refusal(made, method, past, language)})
        return refuse(made, language)
    for remark in made.remarks:
        tell(remark, language)
    if options.json:
        years = [int(year) for year in made.years]
        write_json({"years": years, "values": figures(made.values), "diagnostics": _told(made, language)})
    else:
        sys.stdout.write(_as_text(made, region.name, indicator, language))
    return asked.code


def _refusal(problem: Problem, method: Forecasting, past: Any, language: Language) -> dict[str, Any]:
    return {
        "method": str(method),
        "points": int(np.isfinite(past).sum()),
        "refused": problem.code,
        "reason": problem.message(language),
        "trusted": False,
    }


def _told(made: Forecast, language: Language) -> dict[str, Any]:
    tested = made.back_test
    return {
        "method": str(made.method),
        "points": len(made.past),
        "past_years": [int(year) for year in made.past_years],
        "past": figures(made.past),
        "fitted": figures(made.fitted),
        "mape": made.mape,
        "rmse": made.rmse,
        **{name: _sound(value) for name, value in made.diagnostics.items()},
        "back_test": None
        if tested is None
        else {"mape": tested.mape, "rmse": tested.rmse, "forecasts": tested.forecasts},
        "trusted": tested is not None,
        "remarks": [{"code": one.code, "message": one.message(language)} for one in made.remarks],
    }


def _sound(value: Diagnostic) -> Any:
    if isinstance(value, list):
        return figures(value)
    return finite(value) if isinstance(value, float) else value


def _as_text(made: Forecast, region: str, indicator: Indicator, language: Language) -> str:
    told = {
        "region": region,
        "indicator": indicator.name,
        "method": _METHODS[made.method].text(language, {}),
        "first": int(made.past_years[0]),
        "last": int(made.past_years[-1]),
        "points": len(made.past),
    }
    text = _HEADLINE.text(language, told)
    text += table(
        [column.text(language, {}) for column in _COLUMNS],
        (
            (str(year), format_figure(float(value), indicator.decimals, indicator.unit))
            for year, value in zip(made.years, made.values, strict=True)
        ),
    )
    text += "\n" + _FIT.text(language, {"mape": shown(made.mape, 2), "rmse": shown(made.rmse)})
    if made.back_test is not None:
        tested = made.back_test
        errors = {"mape": shown(tested.mape, 2), "rmse": shown(tested.rmse), "forecasts": tested.forecasts}
        text += _BACK_TEST.text(language, errors)
    for name, value in made.diagnostics.items():
        written = (
            ", ".join(f"{one:.4f}" for one in value)
            if isinstance(value, list)
            else f"{value:.6g}"
            if isinstance(value, float)
            else "—"
            if value is None
            else str(value)
        )
        text += f"{name}\t{written}\n"
    return text
