"""Printed projections against the path that they lie on: 6483.180 where the growth beside it gives 6843.180."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding, Place
from npfdesk.engine.audit.printed_figures import FloatArray, IntArray, PrintedFigures, places_of, swaps
from npfdesk.plan.problems import warning

PROJECTION_TRANSPOSED: Final = warning(
    "projection_transposed",
    "{what}：{year}年印为{printed}，而前后各年都按{path}变化，推算为{computed}，疑为相邻两位数字写颠倒（应为{mended}）。",
    "{what}: {printed} in {year}, while the years beside it all move by {path_en}, which gives {computed}: two neighbouring "
    "digits look swapped ({mended}).",
)

LEAST_DIGITS: Final = 4
"""The printed digits from which two swapped ones are more than a chance."""
FEWEST_YEARS: Final = 4
"""Other years that a path is known by."""
SMOOTH: Final = 2e-4
"""The share by which figures of one growth or step may miss it for their rounding."""
OFF: Final = 0.002
"""The share by which the figure must miss the path before it is asked after."""


def transposed_projections(printed: PrintedFigures) -> Iterator[Finding]:
    """A year's figure that lies off the path of the years beside it, and on it once two neighbouring digits are swapped.

    The path: four other years in a row around it (or before it, for the last) that move by one growth, or by one step,
    within 0.02 %. Figures are what is observed and what targets name exactly.
    """
    stated = _stated(printed)
    for row in np.flatnonzero(np.isfinite(stated).sum(axis=0) > FEWEST_YEARS).tolist():
        figures = stated[:, row]
        known = np.flatnonzero(np.isfinite(figures))
        for column in known.tolist():
            yield from _checked(printed, figures, known, column, row)


def _stated(printed: PrintedFigures) -> FloatArray:
    """Observed figures, and the levels that targets name by a plain number in their years (year, series)."""
    figures = np.array(printed.observed)
    table = printed.table
    first = int(printed.plan.years[0]) if len(printed.plan.years) else 0
    for place, stated in enumerate(table.statements):
        column = int(table.year[place]) - first
        plain = stated.parsed.how == "figure" and np.isfinite(table.figure[place]) and not table.second[place]
        if plain and 0 <= column < len(figures):
            figures[column, table.row[place]] = table.figure[place]
    return figures


def _checked(
    printed: PrintedFigures, figures: FloatArray, known: IntArray, column: int, row: int
) -> Iterator[Finding]:
    figure = float(figures[column])
    places = int(places_of(figures[known]).max())
    if len(f"{abs(figure):.{places}f}".replace(".", "")) < LEAST_DIGITS:
        return
    for path in ("growth", "step"):
        expected = _expected(figures, column, path)
        if expected is None or abs(expected - figure) <= OFF * abs(expected):
            continue
        mended = [one for one in swaps(figure, places) if abs(one - expected) <= SMOOTH * abs(expected)]
        if len(mended) != 1:
            continue
        year = int(printed.plan.years[column])
        targets = next((one for one in printed.year_targets if one.year == year), None)
        place: Place = printed.place(row, targets)
        words = {
            "printed": printed.shown(figure, row),
            "computed": printed.shown(expected, row),
            "mended": printed.shown(mended[0], row),
            "path": "同一增速" if path == "growth" else "同一增量",
            "path_en": "one growth" if path == "growth" else "one step",
        }
        arithmetic = {"printed": figure, "computed": expected, "mended": mended[0]}
        yield printed.finding(PROJECTION_TRANSPOSED, row, year, arithmetic, words, [place])
        return


def _expected(figures: FloatArray, column: int, path: str) -> float | None:
    """The figure of a year that the years beside it give; None where they do not lie on one path."""
    for offsets in ((-2, -1, 1, 2), (-1, 1, 2, 3), (-3, -2, -1, 1), (-4, -3, -2, -1), (1, 2, 3, 4)):
        at = column + np.array(offsets)
        if at.min() < 0 or at.max() >= len(figures) or not np.isfinite(figures[at]).all():
            continue
        others = figures[at]
        if path == "growth" and (others <= 0).any():
            continue
        scale = np.log(others) if path == "growth" else others
        slope, start = np.polyfit(np.array(offsets, dtype=np.float64), scale, 1)
        misses = scale - (start + slope * np.array(offsets))
        room = SMOOTH if path == "growth" else SMOOTH * float(np.abs(others).max())
        if float(np.abs(misses).max()) <= room:
            return float(np.exp(start)) if path == "growth" else float(start)
    return None
