"""Forecasts out of a series' own past as faint lines behind what is planned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QColor

from npfdesk.engine.analyses.method_cards import METHOD_CARDS
from npfdesk.ui.charts.drawing import Line
from npfdesk.ui.charts.path_lines import PathLines
from npfdesk.ui.colours import blended, theme
from npfdesk.ui.language import language

if TYPE_CHECKING:
    # only for its type: the forecasts' own libraries are not loaded with the window
    from npfdesk.engine.analyses.forecasting import Forecast


def forecast_lines(lines: PathLines, forecasts: Iterable[Forecast]) -> dict[str, Line]:
    """Each forecast over the plan's years (year,) by its method, from the last figure of its past on; NaN before.

    One that was made of another past than the lines show (a figure was put right since) is left out.
    """
    years = lines.years
    known = np.where(np.isfinite(lines.observed), lines.observed, lines.projected)
    colour = blended(QColor(theme().secondary), QColor(theme().paper), 0.6)
    found = {}
    for forecast in forecasts:
        if not np.allclose(
            known[np.searchsorted(years, forecast.past_years)], forecast.past, rtol=1e-9, atol=0
        ):
            continue
        figures = np.full(len(years), np.nan)
        figures[np.searchsorted(years, forecast.past_years[-1])] = forecast.past[-1]
        figures[np.searchsorted(years, forecast.years)] = forecast.values
        method = str(forecast.method)
        found[method] = Line(METHOD_CARDS[method].title.text(language(), {}), colour, figures)
    return found
