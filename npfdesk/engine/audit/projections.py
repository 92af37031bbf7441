"""Printed projections against the path that they lie on: 6483.180 where the growth beside it gives 6843.180."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding, Place
from npfdesk.engine.audit.printed_figures import FloatArray, IntArray, PrintedFigures, places_of, swaps
from npfdesk.plan.problems import warning
from npfdesk.plan.rounding import rounded_text

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
SERIES_AT_ONCE: Final = 4096
"""So many series are looked at together: paths of all of a nation's would be many times its figures."""


PATHS: Final = ("growth", "step")
AROUND: Final = ((-2, -1, 1, 2), (-1, 1, 2, 3), (-3, -2, -1, 1), (-4, -3, -2, -1), (1, 2, 3, 4))
"""The four years that a path is known by, as distances from the one that is looked at; the first that fit count."""


def transposed_projections(printed: PrintedFigures) -> Iterator[Finding]:
    """A year's figure that lies off the path of the years beside it, and on it once two neighbouring digits are swapped.

    The path: four other years in a row around it (or before it, for the last) that move by one growth, or by one step,
    within 0.02 %. Figures are what is observed and what targets name exactly.
    """
    every = _stated(printed)
    for begin in range(0, every.shape[1], SERIES_AT_ONCE):
        stated = every[:, begin : begin + SERIES_AT_ONCE]
        expected = {path: _expected(stated, path) for path in PATHS}
        with np.errstate(invalid="ignore"):
            off = [np.abs(one - stated) > OFF * np.abs(one) for one in expected.values()]
        # few lie off a path that others keep to; only these are looked at digit by digit
        suspect = np.logical_or(*off) & (np.isfinite(stated).sum(axis=0) > FEWEST_YEARS)
        for place, column in np.argwhere(suspect.T).tolist():
            known = np.flatnonzero(np.isfinite(stated[:, place]))
            wanted = {path: float(one[column, place]) for path, one in expected.items()}
            yield from _checked(printed, stated[:, place], known, column, begin + place, wanted)


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
    printed: PrintedFigures,
    figures: FloatArray,
    known: IntArray,
    column: int,
    row: int,
    wanted: Mapping[str, float],
) -> Iterator[Finding]:
    figure = float(figures[column])
    places = int(places_of(figures[known]).max())
    if len(rounded_text(abs(figure), places).replace(".", "")) < LEAST_DIGITS:
        return
    for path, expected in wanted.items():
        if not abs(expected - figure) > OFF * abs(expected):
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


def _expected(figures: FloatArray, path: str) -> FloatArray:
    """The figure of each year that the years beside it give (year, series); NaN where they do not lie on one path.

    The line of least squares through four years, of their logarithms for a growth.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(figures > 0, np.log(figures), np.nan) if path == "growth" else figures
    found = np.full(figures.shape, np.nan)
    for offsets in AROUND:
        line = np.stack([np.array(offsets, dtype=np.float64), np.ones(len(offsets))], axis=1)
        fit = np.linalg.pinv(line)
        for column in range(max(0, -offsets[0]), len(figures) - max(0, offsets[-1])):
            others = scale[column + np.array(offsets)]
            slope_and_start = fit @ others
            misses = np.abs(others - line @ slope_and_start).max(axis=0)
            room = SMOOTH if path == "growth" else SMOOTH * np.abs(others).max(axis=0)
            with np.errstate(invalid="ignore", over="ignore"):
                start = np.exp(slope_and_start[1]) if path == "growth" else slope_and_start[1]
                fits = np.isnan(found[column]) & (misses <= room)
            found[column] = np.where(fits, start, found[column])
    return found
