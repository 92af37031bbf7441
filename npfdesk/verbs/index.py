"""The verb `index`: a composite index of the root's children in one year."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Final

import pandas as pd

from npfdesk.frames.index import index as ranked
from npfdesk.frames.refusal import Refused
from npfdesk.plan.numbers import format_share
from npfdesk.plan.problems import Language, Wording
from npfdesk.verbs.questions import (
    EXIT_CODES,
    REFUSED,
    figure_text,
    open_plan,
    print_remarks,
    records,
    refuse,
    spoken_table,
    tab_separated,
    write_json,
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
    Wording("首要障碍", "main obstacle"),
)
_WEIGHT_COLUMNS: Final = (Wording("指标", "indicator"), Wording("权重", "weight"), Wording("熵", "entropy"))


def index(options: argparse.Namespace, language: Language) -> int:
    """Print the index; 0, 1 where the workbook has errors (the sound part is used), 2 refused."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    indicators = list(filter(str.strip, options.indicators.replace("，", ",").split(",")))
    try:
        table = ranked(plan, indicators, options.scenario, options.year, options.weights)
    except Refused as reason:
        return refuse(reason, language)
    print_remarks(table, language)
    if options.json:
        write_json(_as_json(table))
    else:
        sys.stdout.write(_as_text(spoken_table(table, plan, language), language))
    return EXIT_CODES[plan.status]


def _by_region(table: pd.DataFrame) -> list[list[dict[str, Any]]]:
    """The rows of each region, an indicator each."""
    rows = list(records(table))
    width = table["code"].nunique()
    return [rows[first : first + width] for first in range(0, len(rows), width)]


def _as_json(table: pd.DataFrame) -> dict[str, Any]:
    regions = _by_region(table)

    def by_code(rows: list[dict[str, Any]], name: str) -> dict[str, float | None]:
        return {row["code"]: row[name] for row in rows}

    return {
        "year": regions[0][0]["year"],
        "weights": by_code(regions[0], "weight"),
        "entropy": by_code(regions[0], "entropy"),
        "scores": [
            {
                **{name: rows[0][name] for name in ("region", "score", "topsis", "rank")},
                "obstacles": by_code(rows, "obstacle"),
            }
            for rows in regions
            if rows[0]["rank"] is not None
        ],
        "left_out": [
            {
                "region": rows[0]["region"],
                "missing": [row["code"] for row in rows if row["value"] is None],
            }
            for rows in regions
            if rows[0]["rank"] is None
        ],
    }


def _as_text(table: pd.DataFrame, language: Language) -> str:
    regions = _by_region(table)
    headline = _HEADLINE.text(
        language,
        {
            "year": table["year"].iat[0],
            "scenario": table["scenario"].iat[0],
            "weights": _WEIGHTS[table.attrs["weights"]].text(language, {}),
        },
    )
    weighed = tab_separated(
        [column.text(language, {}) for column in _WEIGHT_COLUMNS],
        ((row["indicator"], figure_text(row["weight"]), figure_text(row["entropy"])) for row in regions[0]),
    )
    placed = sorted(
        (rows for rows in regions if rows[0]["rank"] is not None), key=lambda rows: int(rows[0]["rank"])
    )
    listed = tab_separated(
        [column.text(language, {}) for column in _COLUMNS],
        (
            (
                str(rows[0]["rank"]),
                rows[0]["region"],
                figure_text(rows[0]["score"]),
                figure_text(rows[0]["topsis"]),
                _first_obstacle(rows),
            )
            for rows in placed
        ),
    )
    return f"{headline}\n{weighed}\n{listed}"


def _first_obstacle(rows: list[dict[str, Any]]) -> str:
    worst = max(rows, key=lambda row: row["obstacle"] or 0.0)
    share = worst["obstacle"]
    return f"{worst['indicator']} {format_share(share, 0)}" if share is not None and share > 0 else "—"
