"""A plan against the one before it: targets closed otherwise than they were set, actuals, indicators that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from npfdesk.engine.reconciliation.comparison import CommonSeries, Comparison, Settling
from npfdesk.engine.reconciliation.ledger import Difference, FilePlace
from npfdesk.engine.reconciliation.observed_deviations import YearFigure, agree
from npfdesk.engine.reconciliation.stated import HeldTarget, rounding
from npfdesk.plan.closed_targets import ClosedTarget
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Wording, note, warning
from npfdesk.plan.spoken_names import name_wording
from npfdesk.plan.targets import Measure

CLOSED_OTHERWISE: Final = Settling(
    warning(
        "text_differs",
        "{what}：{above}的{year}年目标为“{text}”，{below}的“上期目标”写作“{own_text}”。",
        "{what}: the target of {above} for {year} was “{text}”; {below} closes it as “{own_text}”.",
    ),
    Wording(
        "“上期目标”按上期规划原文改为“{text}”。",
        "State it in Closed targets as the plan before had it: “{text}”.",
    ),
)
CLOSED_REACHED: Final = Settling(
    warning(
        "base_differs",
        "{what}：{above}的{year}年实绩为{other}，{below}的“上期目标”写作{figure}，相差{difference}。",
        "{what}: the actual of {year} is {other} in {above}; {below} closes it with {figure}, a difference of {difference}.",
    ),
    Wording(
        "核对{year}年的公布数，改正不一致的一份。",
        "Check the published figure of {year} and correct the file that differs.",
    ),
)
DROPPED: Final = Settling(
    note(
        "missing_below",
        "{what}：{above}有目标“{text}”（{year}年），{below}没有这项指标，也没有对它作结论。",
        "{what}: {above} had the target “{text}” for {year}; {below} neither has the indicator nor closes its target.",
    ),
    Wording(
        "在“上期目标”里给出结论；不再保留的，说明理由。",
        "Close it in Closed targets; where the indicator is not kept, state why.",
    ),
)

NOT_CLOSED: Final = Settling(
    note(
        "missing_below",
        "{what}：{above}的{year}年目标“{text}”，{below}的“上期目标”没有对它作结论。",
        "{what}: the target “{text}” of {above} for {year} is not among the Closed targets of {below}.",
    ),
    Wording("在“上期目标”里补上这一项的结论。", "Add it to Closed targets, with what was reached."),
)


def successive(comparison: Comparison) -> Iterator[Difference]:
    """What the plan after another says of the other's targets."""
    for place, held in enumerate(comparison.plans):
        if held.before is not None:
            yield from _after(comparison, held.before, place)


def _after(comparison: Comparison, before: int, place: int) -> Iterator[Difference]:
    closed: dict[tuple[CommonSeries, int], list[ClosedTarget]] = {}
    for one in comparison.plans[place].plan.closed_targets:
        if (place, one.series.indicator) in comparison.matched.of:
            closed.setdefault((comparison.common(place, one.series), one.year), []).append(one)
    dropped: set[int] = set()
    for series, years in comparison.targets[before].items():
        for year, target in years.items():
            for one in closed.get((series, year), ())[:1]:
                yield from _closed(comparison, target, one, place, closed[series, year])
            if not closed or (series, year) in closed or series.region != comparison.root[before]:
                continue
            if year <= comparison.plans[place].plan.base_year and comparison.indicator(
                place, series.indicator
            ):
                places = (comparison.target_place(target), comparison.file_place(place))
                yield _finding(comparison, NOT_CLOSED, target, place, places, {})
        if series.indicator not in dropped and comparison.indicator(place, series.indicator) is None:
            dropped.add(series.indicator)
            target = years[min(years)]
            places = (comparison.target_place(target), comparison.file_place(place))
            yield _finding(comparison, DROPPED, target, place, places, {})


def _closed(
    comparison: Comparison, target: HeldTarget, first: ClosedTarget, place: int, closed: list[ClosedTarget]
) -> Iterator[Difference]:
    match = comparison.matched.of[target.place, target.series.indicator]
    where = FilePlace(comparison.plans[place].file, first.sheet, first.cell)
    if not any(_as_set(comparison, target, one, place) for one in closed):
        places = (comparison.target_place(target), where)
        figures = {} if first.figure is None else {"below": first.figure}
        yield _finding(comparison, CLOSED_OTHERWISE, target, place, places, figures, own_text=first.text)
        return
    factor = comparison.factor(place, match)
    row = comparison.plans[target.place].plan.row.get(target.series)
    if (
        first.reached is None
        or factor is None
        or row is None
        or target.stated.parsed.measure is not Measure.LEVEL
    ):
        return
    known = next(
        (one for one in comparison.observed[target.place].by_year(row) if one[0] == target.year), None
    )
    own = comparison.factor(target.place, match)
    if known is None or own is None:
        return
    reached = YearFigure(
        place, row, _times(first.reached, factor), _times(comparison.grain(first.reached), factor)
    )
    actual = YearFigure(target.place, row, *(_times(one, own) for one in known[1:]))
    said = _observed(comparison, place, target)
    if agree(reached, actual) or (said is not None and agree(reached, said)):
        # what the new plan itself has for that year is compared as a figure of both files
        return
    yield _finding(
        comparison,
        CLOSED_REACHED,
        target,
        place,
        (comparison.observed_place(target.place, target.series, target.year), where),
        {"above": actual.figure, "below": reached.figure, "difference": reached.figure - actual.figure},
        other=comparison.figure_words(actual.figure, match),
        figure=comparison.figure_words(reached.figure, match),
        difference=comparison.gap_words(reached.figure - actual.figure, match),
    )


def _observed(comparison: Comparison, place: int, target: HeldTarget) -> YearFigure | None:
    """What the later plan itself has for the target's series and year, in the unit of the match."""
    series = comparison.common(target.place, target.series)
    row, factor = comparison.rows[series].get(place), comparison.factor(place, series.indicator)
    if row is None or factor is None:
        return None
    for year, figure, half in comparison.observed[place].by_year(row):
        if year == target.year:
            return YearFigure(place, row, _times(figure, factor), _times(half, factor))
    return None


def _times(figure: float, factor: Fraction) -> float:
    return figure * factor.numerator / factor.denominator


def _as_set(comparison: Comparison, target: HeldTarget, closed: ClosedTarget, place: int) -> bool:
    """Whether a closed target is the one that was set, by its words or by its figure."""
    if fold(closed.text) == fold(target.stated.text):
        return True
    match = comparison.matched.of[target.place, target.series.indicator]
    factor = comparison.factor(place, match)
    if closed.figure is None or factor is None:
        return closed.figure is None and target.figure is None
    figure = closed.figure * factor.numerator / factor.denominator
    for bounds, own in (
        (comparison.in_common(target, target.level), figure),
        (comparison.in_common(target, target.total), figure),
        (target.growth, closed.figure),
    ):
        if (
            bounds is not None
            and abs(bounds.figure - own) <= rounding(bounds.half, comparison.grain(own)) + bounds.edge
        ):
            return True
    return False


def _finding(
    comparison: Comparison,
    settling: Settling,
    target: HeldTarget,
    place: int,
    places: tuple[FilePlace, ...],
    figures: dict[str, float],
    **arguments: object,
) -> Difference:
    plan = comparison.plans[target.place].plan
    return comparison.difference(
        settling,
        comparison.matched.of[target.place, target.series.indicator],
        comparison.region_name(target.place, target.series.region),
        (target.place, place),
        places,
        figures,
        what=name_wording(
            plan.region_by_code.get(target.series.region),
            plan.industry_by_code.get(target.series.industry),
            target.indicator,
        ),
        year=target.year,
        above=comparison.plan_words(target.place),
        below=comparison.plan_words(place),
        text=target.stated.wording,
        **arguments,
    )
