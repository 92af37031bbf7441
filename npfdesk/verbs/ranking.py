"""The verb `index`: a composite index of the root's children in one year."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Final

import numpy as np

from npfdesk.engine.analyses.composite_index import CompositeIndex, composite_index
from npfdesk.engine.analyses.regional_figures import figures_by_indicator, less_is_better
from npfdesk.plan.model import Indicator, Region
from npfdesk.plan.problems import Language, Problem, Wording, error, warning
from npfdesk.verbs.asking import (
    find_compared,
    find_indicator,
    find_scenario,
    finite,
    read_and_compute,
    refuse,
    shown,
    table,
    tell,
    write_json,
)
from npfdesk.verbs.checking import EXIT_CODES

NO_INDICATORS: Final = error(
    "no_indicators",
    "没有给出指标。请写 --indicators 代码,代码…",
    "No indicators are given. Write --indicators CODE,CODE…",
)
YEAR_OUTSIDE: Final = error(
    "year_outside",
    "规划的年份为 {first}—{last}，没有 {text} 年。",
    "The plan's years are {first} to {last}; there is no {text}.",
)
LEFT_OUT: Final = warning(
    "region_left_out",
    "{region} 缺少 {missing}，未参与评价（不自动填补）。",
    "{region} has no {missing} and is left out (nothing is filled in).",
)
NOTHING_DIFFERS: Final = warning(
    "nothing_differs",
    "参与评价的地区在所有指标上数值相同（或只有一个地区），熵权均为 0。",
    "The compared regions agree in every indicator (or there is only one): all entropy weights are 0.",
)

_HEADLINE: Final = Wording(
    "综合指数 · {year} 年 · 情景“{scenario}” · {weights} · 当年极差标准化\n",
    "Composite index · {year} · scenario “{scenario}” · {weights} · min-max within the year\n",
)
_WEIGHTS: Final = {
    "entropy": Wording("熵权", "entropy weights"),
    "equal": Wording("等权", "equal weights"),
}
_COLUMNS: Final = (
    Wording("名次", "rank"),
    Wording("地区", "region"),
    Wording("得分", "score"),
    Wording("TOPSIS", "TOPSIS"),
    Wording("首要障碍", "first obstacle"),
)
_WEIGHT_COLUMNS: Final = (Wording("指标", "indicator"), Wording("权重", "weight"), Wording("熵", "entropy"))


def index(options: argparse.Namespace, language: Language) -> int:
    """Print the index; 0, 1 where the workbook has errors (the sound part is used), 2 refused."""
    asked = read_and_compute(options.file, language)
    if asked is None:
        return EXIT_CODES["refused"]
    plan = asked.plan
    indicators: dict[str, Indicator] = {}
    for name in filter(str.strip, options.indicators.replace("，", ",").split(",")):
        found = find_indicator(plan, name)
        if isinstance(found, Problem):
            return refuse(found, language)
        indicators[found.code] = found
    if not indicators:
        return refuse(Problem(NO_INDICATORS), language)
    result = find_scenario(asked, options.scenario)
    if isinstance(result, Problem):
        return refuse(result, language)
    regions = find_compared(plan)
    if isinstance(regions, Problem):
        return refuse(regions, language)
    year = plan.base_year if options.year is None else options.year
    try:
        column = plan.column(year)
    except KeyError:
        ends = {"first": int(plan.years[0]), "last": int(plan.years[-1])}
        return refuse(Problem(YEAR_OUTSIDE, text=str(year), arguments=ends), language)
    codes = tuple(indicators)
    values = figures_by_indicator(result, plan, codes)[column]
    made = composite_index(values, less_is_better(plan, codes), options.weights)
    left_out = [
        {
            "region": region.name,
            "missing": [code for code, one in zip(codes, row, strict=True) if not np.isfinite(one)],
        }
        for region, row in zip(regions, values, strict=True)
        if not np.isfinite(row).all()
    ]
    for one in left_out:
        missing = ", ".join(one["missing"])
        tell(Problem(LEFT_OUT, arguments={"region": one["region"], "missing": missing}), language)
    if options.weights == "entropy" and made.complete.any() and not made.weights.any():
        tell(Problem(NOTHING_DIFFERS), language)
    if options.json:
        write_json(_as_json(made, codes, regions, year, left_out))
    else:
        scenario = asked.document.scenarios[result.scenario].name
        sys.stdout.write(
            _as_text(made, tuple(indicators.values()), regions, year, scenario, options.weights, language)
        )
    return asked.code


def _as_json(
    made: CompositeIndex,
    codes: tuple[str, ...],
    regions: tuple[Region, ...],
    year: int,
    left_out: list[dict[str, Any]],
) -> dict[str, Any]:
    def by_code(row: Any) -> dict[str, float | None]:
        return {code: finite(float(one)) for code, one in zip(codes, row, strict=True)}

    return {
        "year": year,
        "weights": by_code(made.weights),
        "entropy": by_code(made.entropy),
        "scores": [
            {
                "region": region.name,
                "score": finite(made.scores[place]),
                "topsis": finite(made.closeness[place]),
                "rank": int(made.ranks[place]),
                "obstacles": by_code(made.obstacles[place]),
            }
            for place, region in enumerate(regions)
            if made.complete[place]
        ],
        "left_out": left_out,
    }


def _as_text(
    made: CompositeIndex,
    indicators: tuple[Indicator, ...],
    regions: tuple[Region, ...],
    year: int,
    scenario: str,
    weights: str,
    language: Language,
) -> str:
    headline = _HEADLINE.text(
        language, {"year": year, "scenario": scenario, "weights": _WEIGHTS[weights].text(language, {})}
    )
    weighed = table(
        [column.text(language, {}) for column in _WEIGHT_COLUMNS],
        (
            (one.name, shown(made.weights[place]), shown(made.entropy[place]))
            for place, one in enumerate(indicators)
        ),
    )
    places = sorted(np.flatnonzero(made.complete).tolist(), key=lambda place: int(made.ranks[place]))
    ranked = table(
        [column.text(language, {}) for column in _COLUMNS],
        (
            (
                str(made.ranks[place]),
                regions[place].name,
                shown(made.scores[place]),
                shown(made.closeness[place]),
                _first_obstacle(made, indicators, place),
            )
            for place in places
        ),
    )
    return f"{headline}\n{weighed}\n{ranked}"


def _first_obstacle(made: CompositeIndex, indicators: tuple[Indicator, ...], place: int) -> str:
    shares = made.obstacles[place]
    worst = int(np.argmax(shares))
    return f"{indicators[worst].name} {shares[worst]:.0%}" if shares[worst] > 0 else "—"
