"""The verb `uncertainty`: percentiles of every path and the chance of meeting each target."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, Final

import pandas as pd

from npfdesk.engine.ensembles.ensemble import Progress
from npfdesk.engine.ensembles.workers import Workers
from npfdesk.engine.uncertainty.sampling import SHAPE_NAMES, Shape
from npfdesk.frames.lookup import find_scenario
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.uncertainty import FIGURES, check_draws, check_workers, unused_bounds
from npfdesk.frames.uncertainty import uncertainty as drawn
from npfdesk.plan.numbers import format_share, parse_figure
from npfdesk.plan.problems import Language, Problem, Wording
from npfdesk.plan.status_rules import Rule
from npfdesk.verbs.questions import (
    REFUSED,
    cells,
    figure_text,
    open_plan,
    print_error,
    refuse,
    remarks_of,
    spoken_table,
)

_HEAD: Final = Wording(
    "情景 {scenario} · {draws} 次抽样 · 种子 {seed} · {shape}\n{drawn} 条路径随抽样变动；全部目标同时符合预期的未来占 {robustness}（规则 {rule}，蓝色）",
    "Scenario {scenario} · {draws} draws · seed {seed} · {shape}\n"
    "{drawn} paths vary; futures with every target on track: {robustness} (rule {rule}, blue)",
)
_COLUMNS: Final = Wording(
    "地区\t产业\t指标\t年份\tp5\tp25\tp50\tp75\tp95\t达标概率",
    "region\tindustry\tindicator\tyear\tp5\tp25\tp50\tp75\tp95\tchance of meeting the target",
)


def uncertainty(options: argparse.Namespace, language: Language) -> int:
    """Print percentiles and chances of one scenario; 0, or 2 where the workbook or the question is refused."""
    figure = parse_figure(options.correlation)
    # no figure at all is as far out of range as any
    correlation = -1.0 if isinstance(figure, Problem) else figure
    workers = Workers(options.workers, options.cluster)
    try:
        check_draws(options.draws, options.seed, correlation)
        check_workers(workers)
    except Refused as reason:
        return _refuse(reason, language)
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        unused = unused_bounds(plan, options.scenario)
    except Refused as reason:
        return refuse(reason, language)
    for problem in unused:
        print_error(problem.message(language))
    try:
        table = drawn(
            plan,
            options.scenario,
            options.draws,
            options.seed,
            options.shape,
            options.sampling,
            correlation,
            _progress(),
            workers,
        )
    except Refused as reason:
        return _refuse(reason, language)
    for one in remarks_of(table)[len(unused) :]:
        print_error(one[language])
    if options.json:
        name = find_scenario(plan.document, options.scenario).name
        json.dump(_as_json(table, plan, name), sys.stdout, ensure_ascii=False, allow_nan=False)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(_as_text(spoken_table(table, plan, language), plan, language))
    sys.stdout.flush()
    return 0


def _refuse(reason: Refused, language: Language) -> int:
    """Print why nothing was drawn; the reason concerns the question and has no cell."""
    for problem in reason.problems:
        print_error(problem.message(language))
    return REFUSED


def _by_series(table: pd.DataFrame, plan: PlanWorkbook) -> list[dict[str, list[Any]]]:
    """The table cut into its series, each its columns by name."""
    years = len(plan.plan.years)
    columns = {str(name): cells(table[name]) for name in table.columns}
    return [
        {name: column[first : first + years] for name, column in columns.items()}
        for first in range(0, len(table), years)
    ]


def _as_json(table: pd.DataFrame, plan: PlanWorkbook, scenario: str) -> dict[str, Any]:
    series = [
        {
            **{name: one[name][0] for name in ("region", "industry", "indicator")},
            "years": one["year"],
            **{name: one[name] for name in FIGURES},
            "chance": one["chance"][0],
        }
        for one in _by_series(table, plan)
    ]
    return {
        "scenario": scenario,
        "draws": table.attrs["draws"],
        "seed": table.attrs["seed"],
        "series": series,
    }


def _as_text(table: pd.DataFrame, plan: PlanWorkbook, language: Language) -> str:
    share = table.attrs["robustness"]
    series = _by_series(table, plan)
    told = {
        "scenario": table["scenario"].iat[0],
        **{name: table.attrs[name] for name in ("draws", "seed")},
        "shape": SHAPE_NAMES[Shape(table.attrs["shape"])],
        "rule": Rule(table.attrs["rule"]).about.words,
        "drawn": sum(one["drawn"][0] for one in series),
        "robustness": format_share(share),
    }
    lines = [_HEAD.text(language, told), _COLUMNS.text(language, {})]
    for one in series:
        due = one["target_year"][0]
        year = plan.plan.target_year if due is None else due
        if year not in one["year"] or not (one["drawn"][0] or due is not None):
            continue
        place = one["year"].index(year)
        decimals = plan.plan.indicator_by_code[one["code"][0]].decimals
        figures = [one[name][place] for name in FIGURES]
        chance = one["chance"][0]
        lines.append(
            "\t".join(
                [
                    *(one[name][0] for name in ("region", "industry", "indicator")),
                    str(year),
                    *(figure_text(figure, decimals) for figure in figures),
                    format_share(chance),
                ]
            )
        )
    return "\n".join(lines) + "\n"


def _progress() -> Progress | None:
    """A progress line on a terminal; nothing where the output is not a terminal."""
    if not sys.stderr.isatty():
        return None

    def told(share: float) -> bool:
        sys.stderr.write(f"\r{format_share(share, 0):>4}" if share < 1 else "\r     \r")
        sys.stderr.flush()
        return True

    return told
