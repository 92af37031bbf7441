"""What plans say of an indicator or of themselves: unit_differs, direction_differs, duty_differs, year_differs of whole plans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from npfdesk.engine.reconciliation.comparison import Comparison, Settling
from npfdesk.engine.reconciliation.ledger import Difference
from npfdesk.engine.reconciliation.matching import convertible
from npfdesk.plan.kinds import Direction, Duty
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Wording, note, warning
from npfdesk.plan.rounding import rounded_text
from npfdesk.plan.spoken_names import name_wording, unit_in

UNIT_DIFFERS: Final = Settling(
    warning(
        "unit_differs",
        "{what}：{above}的单位是“{unit}”，{below}的单位是“{own_unit}”，不能换算，数值没有比较。",
        "{what}: the unit is “{unit}” in {above} and “{own_unit}” in {below}; they do not convert, and figures were not compared.",
    ),
    Wording(
        "统一为“{unit}”，数值一并换算；若不是同一指标，请改名，或答复为不同指标。",
        "Use “{unit}” in both and convert the figures; if they are two indicators, rename one, or answer that they are "
        "different.",
    ),
)
UNIT_SLIPPED: Final = Settling(
    warning(
        "unit_differs",
        "{what}：{above}为{first}，{below}折合{second}，正好相差{times}倍，其中一份的单位写错了。",
        "{what}: {first} by {above}, {second} by {below}, which is {times} times apart: the unit is wrong in one of them.",
    ),
    Wording(
        "核对该指标的单位和数值，改正写错的一份。",
        "Check the indicator's unit and figures, and correct the file where they do not fit.",
    ),
)
DIRECTION_DIFFERS: Final = Settling(
    warning(
        "direction_differs",
        "{what}：{above}是{direction}指标，{below}是{own_direction}指标。",
        "{what}: {direction} is better in {above}, {own_direction} in {below}.",
    ),
    Wording(
        "核对指标方向，在“指标”表里改成一致。",
        "Check which way is better, and say so alike in the sheet Indicators.",
    ),
)
_DUTY_REMEDY: Final = Wording(
    "按上级规划的指标属性改为{duty}；确需保留的，在说明里写明理由。",
    "Use the duty of the plan above, {duty}; where it is to stay, state why.",
)
DUTY_LOWERED: Final = Settling(
    warning(
        "duty_differs",
        "{what}：{above}是{duty}指标，{below}降为{own_duty}指标。",
        "{what}: {duty} in {above}, only {own_duty} in {below}.",
    ),
    _DUTY_REMEDY,
)
DUTY_RAISED: Final = Settling(
    note(
        "duty_differs",
        "{what}：{above}是{duty}指标，{below}改为{own_duty}指标。",
        "{what}: {duty} in {above}, {own_duty} in {below}.",
    ),
    _DUTY_REMEDY,
)
_PLAN_YEARS_REMEDY: Final = Wording(
    "统一基期和目标年；各自不同时，目标不能相加或分解。",
    "Use one base year and one target year; targets of different years neither add up nor divide.",
)
PLAN_TARGET_YEARS: Final = Settling(
    warning(
        "year_differs",
        "{above}的目标年是{year}，{below}的目标年是{own_year}。",
        "The target year is {year} in {above} and {own_year} in {below}.",
    ),
    _PLAN_YEARS_REMEDY,
)
PLAN_BASE_YEARS: Final = Settling(
    warning(
        "year_differs",
        "{above}的基期是{year}，{below}的基期是{own_year}。",
        "The base year is {year} in {above} and {own_year} in {below}.",
    ),
    _PLAN_YEARS_REMEDY,
)
_DIRECTIONS: Final = {
    Direction.UP: Wording("正向", "more"),
    Direction.DOWN: Wording("负向", "less"),
}


def times_words(scale: float) -> str:
    """How many times apart two figures are, from 1,000: 10,000."""
    return rounded_text(max(scale, 1.0 / scale), 0, grouping=True)


def structure(comparison: Comparison) -> Iterator[Difference]:
    """Years of whole plans, then units, directions and duties of matched indicators, between neighbouring plans."""
    for above, place in comparison.pairs:
        follows = comparison.plans[place].before == above and comparison.plans[place].above != above
        if not follows:
            yield from _plan_years(comparison, above, place)
        for match, one in enumerate(comparison.matched.matches):
            if above not in one.codes or place not in one.codes:
                continue
            first, second = comparison.indicator(above, match), comparison.indicator(place, match)
            assert first is not None
            assert second is not None
            yield from _indicators(comparison, match, (above, place), (first, second), follows=follows)
    yield from _slips(comparison)
    yield from _other_units(comparison)


def _plan_years(comparison: Comparison, above: int, place: int) -> Iterator[Difference]:
    upper, lower = comparison.plans[above].plan, comparison.plans[place].plan
    for settling, year, own_year in (
        (PLAN_TARGET_YEARS, upper.target_year, lower.target_year),
        (PLAN_BASE_YEARS, upper.base_year, lower.base_year),
    ):
        if year != own_year:
            yield comparison.difference(
                settling,
                None,
                comparison.plans[place].region,
                (above, place),
                (comparison.file_place(above), comparison.file_place(place)),
                {"above": float(year), "below": float(own_year)},
                above=comparison.region_words(above),
                below=comparison.region_words(place),
                year=year,
                own_year=own_year,
            )


def _indicators(
    comparison: Comparison,
    match: int,
    plans: tuple[int, int],
    indicators: tuple[Indicator, Indicator],
    *,
    follows: bool,
) -> Iterator[Difference]:
    above, place = plans
    first, second = indicators
    told: dict[str, object] = {
        "what": name_wording(first),
        "above": comparison.plan_words(above),
        "below": comparison.plan_words(place),
    }

    def found(settling: Settling, **arguments: object) -> Difference:
        places = (comparison.indicator_place(above, match), comparison.indicator_place(place, match))
        region = comparison.plans[place].region
        return comparison.difference(settling, match, region, plans, places, {}, **told, **arguments)

    if not convertible(first.unit, second.unit):
        yield found(UNIT_DIFFERS, unit=_unit(first), own_unit=_unit(second))
    # where a plan sets no target, nothing in it says which way is better
    if first.direction is not second.direction and all(comparison.has_target(one, match) for one in plans):
        yield found(
            DIRECTION_DIFFERS,
            direction=_DIRECTIONS[first.direction],
            own_direction=_DIRECTIONS[second.direction],
        )
    # a plan that calls nothing binding says nothing of duties, unless it names this one
    stated = (
        comparison.states_duty[one] or each.duty_stated for one, each in zip(plans, indicators, strict=True)
    )
    if not follows and first.duty is not second.duty and all(stated):
        settling = DUTY_LOWERED if first.duty is Duty.BINDING else DUTY_RAISED
        yield found(settling, duty=first.duty.words, own_duty=second.duty.words)


def _slips(comparison: Comparison) -> Iterator[Difference]:
    """Files whose observed figures are those of others in another unit; one for each indicator and file."""
    told: set[tuple[int, int]] = set()
    for one in comparison.deviations:
        series = comparison.plans[one.place].plan.series[one.row]
        match = comparison.matched.of[one.place, series.indicator]
        if one.scale == 1.0 or (one.place, match) in told:
            continue
        told.add((one.place, match))
        reference = one.others[0]
        above = comparison.plans[reference.place].plan.series[reference.row]
        yield comparison.difference(
            UNIT_SLIPPED,
            match,
            comparison.region_name(reference.place, above.region),
            sorted((reference.place, one.place)),
            (
                comparison.observed_place(reference.place, above, one.year),
                comparison.observed_place(one.place, series, one.year),
            ),
            {"above": reference.figure, "below": one.figure},
            what=comparison.series_words(reference.place, above),
            above=comparison.plan_words(reference.place),
            below=comparison.plan_words(one.place),
            first=comparison.figure_words(reference.figure, match),
            second=comparison.figure_words(one.figure, match),
            times=times_words(one.scale),
        )


def _other_units(comparison: Comparison) -> Iterator[Difference]:
    """Indicators of one name whose units do not convert, as long as nobody has said that they are different."""
    for above, place in comparison.pairs:
        for one, other in comparison.matched.other_units(above, place):
            first = comparison.plans[above].plan.indicator_by_code[one]
            second = comparison.plans[place].plan.indicator_by_code[other]
            match, own = comparison.matched.of[above, one], comparison.matched.of[place, other]
            yield comparison.difference(
                UNIT_DIFFERS,
                match,
                comparison.plans[place].region,
                (above, place),
                (comparison.indicator_place(above, match), comparison.indicator_place(place, own)),
                {},
                what=name_wording(first),
                above=comparison.plan_words(above),
                below=comparison.plan_words(place),
                unit=_unit(first),
                own_unit=_unit(second),
            )


def _unit(one: Indicator) -> Wording:
    return Wording(unit_in(one, "zh") or "—", unit_in(one, "en") or "—")
