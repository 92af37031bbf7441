"""The verb `forecast`: a series continued from its own past, with diagnostics of the fit."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Final

import pandas as pd

from npfdesk.engine.analyses.forecast_words import diagnostics_in_words
from npfdesk.engine.analyses.forecasts import Diagnostic, Forecasting
from npfdesk.frames.forecast import PastTooWeak
from npfdesk.frames.forecast import forecast as continued
from npfdesk.frames.lookup import find_indicator
from npfdesk.frames.refusal import Refused
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.spoken_names import name_in, unit_in
from npfdesk.verbs.questions import (
    EXIT_CODES,
    REFUSED,
    cells,
    figure_text,
    finite,
    open_plan,
    print_remarks,
    refuse,
    remarks_of,
    spoken_table,
    tab_separated,
    write_json,
)

_HEADLINE: Final = Wording(
    "预测 · {region} · {indicator} · {method} · 依据 {first}—{last} 年 {points} 个数据点\n\n",
    "Forecast · {region} · {indicator} · {method} · from {points:data point|data points}, {first} to {last}\n\n",
)
_METHODS: Final = {
    Forecasting.CAGR: Wording("年均复合增长率", "compound annual growth"),
    Forecasting.LINEAR: Wording("线性趋势", "linear trend"),
    Forecasting.LOGISTIC: Wording("S 曲线", "logistic curve"),
    Forecasting.HOLT: Wording("Holt 阻尼趋势", "Holt's damped trend"),
    Forecasting.GM11: Wording("灰色模型 GM(1,1)", "grey model GM(1,1)"),
}
_COLUMNS: Final = (Wording("年份", "year"), Wording("预测值", "forecast"))
_FIT: Final = Wording("拟合误差 MAPE {mape}%，RMSE {rmse}\n", "fit: MAPE {mape}%, RMSE {rmse}\n")
_BACK_TEST: Final = Wording(
    "回测（{forecasts} 次一年期预测）MAPE {mape}%，RMSE {rmse}，为照搬上一年误差的 {mase} 倍：{trust}\n",
    "back-test ({forecasts:forecast|forecasts} one year ahead): MAPE {mape}%, RMSE {rmse}, {mase} times the error of the naive "
    "forecast: {trust}\n",
)
_TRUSTED: Final = Wording("可信", "reliable")
_NOT_TRUSTED: Final = Wording("不可信", "not reliable")


def forecast(options: argparse.Namespace, language: Language) -> int:
    """Print the forecast; 0, 1 where the workbook has errors (the sound part is used), 2 refused.

    Where the past does not carry the method, JSON has no years and the diagnostics name the reason; 2.
    """
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        table = continued(plan, options.region, options.indicator, options.method)
    except PastTooWeak as reason:
        if options.json:
            write_json({"years": [], "values": [], "diagnostics": _refusal(reason, options.method, language)})
        return refuse(reason, language)
    except Refused as reason:
        return refuse(reason, language)
    print_remarks(table, language)
    past, ahead = (table[table["origin"] == origin] for origin in ("observed", "forecast"))
    if options.json:
        write_json(
            {
                "years": cells(ahead["year"]),
                "values": cells(ahead["value"]),
                "diagnostics": _fit_record(table, past, language),
            }
        )
    else:
        indicator = find_indicator(plan.plan, options.indicator)
        words = spoken_table(table, plan, language)
        sys.stdout.write(_as_text(words, past, ahead, indicator, language))
    return EXIT_CODES[plan.status]


def _refusal(reason: PastTooWeak, method: str, language: Language) -> dict[str, Any]:
    return {
        "method": method,
        "points": reason.points,
        "refused": reason.problem.code,
        "reason": reason.problem.message(language),
        "trusted": False,
    }


def _fit_record(table: pd.DataFrame, past: pd.DataFrame, language: Language) -> dict[str, Any]:
    told = table.attrs
    return {
        "method": str(table["method"].iat[0]),
        "points": len(past),
        "past_years": cells(past["year"]),
        "past": cells(past["value"]),
        "fitted": cells(past["fitted"]),
        "mape": told["mape"],
        "rmse": told["rmse"],
        **{name: _sound(value) for name, value in told["diagnostics"].items()},
        "back_test": told["back_test"],
        "trusted": told["trusted"],
        "remarks": [{"code": one["code"], "message": one[language]} for one in remarks_of(table)],
    }


def _sound(value: Diagnostic) -> Any:
    if isinstance(value, list):
        return [finite(one) for one in value]
    return finite(value) if isinstance(value, float) else value


def _as_text(
    table: pd.DataFrame, past: pd.DataFrame, ahead: pd.DataFrame, indicator: Indicator, language: Language
) -> str:
    told = {
        "region": table["region"].iat[0],
        "indicator": name_in(indicator, language),
        "method": _METHODS[Forecasting(str(table["method"].iat[0]))].text(language, {}),
        "first": past["year"].iat[0],
        "last": past["year"].iat[-1],
        "points": len(past),
    }
    text = _HEADLINE.text(language, told)
    text += tab_separated(
        [column.text(language, {}) for column in _COLUMNS],
        (
            (str(year), format_figure(value, indicator.decimals, unit_in(indicator, language)))
            for year, value in zip(cells(ahead["year"]), cells(ahead["value"]), strict=True)
        ),
    )
    attrs = table.attrs
    text += "\n" + _FIT.text(
        language, {"mape": figure_text(attrs["mape"], 2), "rmse": figure_text(attrs["rmse"])}
    )
    tested = attrs["back_test"]
    if tested is not None:
        errors = {
            "forecasts": tested["forecasts"],
            "mape": figure_text(tested["mape"], 2),
            "rmse": figure_text(tested["rmse"]),
            "mase": figure_text(tested["mase"], 2),
            "trust": (_TRUSTED if attrs["trusted"] else _NOT_TRUSTED).text(language, {}),
        }
        text += _BACK_TEST.text(language, errors)
    return text + "".join(
        f"{name}\t{value}\n" for name, value in diagnostics_in_words(attrs["diagnostics"], language)
    )
