"""Curves that cannot be: a row whose method has no path through the last figure of a series that it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from npfdesk.plan.method_description import Impossible
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import ANY, AssumptionKey, SeriesKey
from npfdesk.workbook.figures import Figures, what_is
from npfdesk.workbook.sheets import Row
from npfdesk.workbook.structure import Structure


def tell_impossible_curves(
    found: Mapping[str, Mapping[AssumptionKey, Assumption]],
    rows: Mapping[tuple[str, AssumptionKey], Row],
    figures: Figures,
    structure: Structure,
    problems: list[Problem],
) -> None:
    """An error at each row whose curve does not exist for a series that it decides in its scenario."""
    last: dict[SeriesKey, tuple[int, float]] = {}
    for (series, year), figure in figures.observed.items():
        last[series] = max(last.get(series, (year, figure)), (year, figure))
    for scenario, assumptions in found.items():
        for key, assumption in assumptions.items():
            impossible = assumption.method.about.impossible
            if impossible is None:
                continue
            off = [
                (series, *last[series])
                for series in figures.series
                if series in last
                and _decides(key, series, assumptions)
                and not _exists(impossible, assumption, *last[series])
            ]
            if off:
                series, year, value = off[0]
                problems.append(
                    rows[scenario, key]["value"].problem(
                        impossible.problem,
                        midpoint=plain(assumption.midpoint),
                        series=what_is(series, structure),
                        year=year,
                        value=plain(value),
                        count=len(off),
                    )
                )


def _decides(key: AssumptionKey, series: SeriesKey, assumptions: Mapping[AssumptionKey, Assumption]) -> bool:
    """Whether of a scenario's own rows this one answers for a series."""
    return next((one for one in _answering(series) if one in assumptions), None) == key


def _answering(series: SeriesKey) -> Iterator[AssumptionKey]:
    region, industry, indicator = series
    for place in ((region, industry), (region, ANY), (ANY, industry), (ANY, ANY)):
        yield AssumptionKey(*place, indicator)


def _exists(impossible: Impossible, assumption: Assumption, year: int, value: float) -> bool:
    parameter, midpoint = (
        np.array([np.nan if one is None else one]) for one in (assumption.value, assumption.midpoint)
    )
    return bool(impossible.exists(np.array([value]), parameter, midpoint, np.array([year]))[0])
