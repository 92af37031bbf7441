"""S curves that cannot be: a logistic row whose curve passes through no last figure of a series that it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.scenarios import Assumption, Method
from npfdesk.plan.series import ANY, AssumptionKey, SeriesKey
from npfdesk.workbook.figures import Figures, what_is
from npfdesk.workbook.sheets import Row
from npfdesk.workbook.structure import Structure

LOGISTIC_IMPOSSIBLE: Final = error(
    "logistic_impossible",
    "没有上限为“{text}”、拐点年为 {midpoint} 的 S 曲线经过“{series}”的最后观测值"
    "（{year} 年 {value}；这样的序列共 {count} 个）：上限须高于该值且该值须为正，拐点年不能是该年。这些路径没有数值。",
    "No S curve with the ceiling “{text}” and the midpoint {midpoint} passes through the last figure of "
    "“{series}” ({value} in {year}; {count} such series): the ceiling must lie above the figure, the figure "
    "above zero, and the midpoint in another year. Their paths have no figures.",
)


def tell_impossible_curves(
    found: Mapping[str, Mapping[AssumptionKey, Assumption]],
    rows: Mapping[tuple[str, AssumptionKey], Row],
    figures: Figures,
    structure: Structure,
    problems: list[Problem],
) -> None:
    """An error at each logistic row whose curve does not exist for a series that it decides in its scenario."""
    last: dict[SeriesKey, tuple[int, float]] = {}
    for (series, year), figure in figures.observed.items():
        last[series] = max(last.get(series, (year, figure)), (year, figure))
    for scenario, assumptions in found.items():
        for key, assumption in assumptions.items():
            if assumption.method is not Method.LOGISTIC:
                continue
            off = [
                (series, *last[series])
                for series in figures.series
                if series in last
                and _decides(key, series, assumptions)
                and not _exists(assumption, *last[series])
            ]
            if off:
                series, year, value = off[0]
                problems.append(
                    rows[scenario, key]["value"].problem(
                        LOGISTIC_IMPOSSIBLE,
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


def _exists(assumption: Assumption, year: int, value: float) -> bool:
    ceiling = assumption.value
    return ceiling is not None and 0 < value < ceiling and assumption.midpoint != year
