"""A plan's own targets against what the plans above it assign: target_below_assigned, growth_differs, text_differs, year_differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from npfdesk.engine.reconciliation.comparison import CommonSeries, Comparison, Settling
from npfdesk.engine.reconciliation.ledger import Difference
from npfdesk.engine.reconciliation.observed_deviations import slip
from npfdesk.engine.reconciliation.stated import Bounds, HeldTarget, between, missed_by, yearly_growth
from npfdesk.engine.reconciliation.structure import UNIT_SLIPPED, times_words
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.numbers import format_percentage
from npfdesk.plan.problems import Wording, warning
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import Measure, TargetKind

BELOW_ASSIGNED: Final = Settling(
    warning(
        "target_below_assigned",
        "{what}：{year}年，{above}分解的目标为“{text}”，{below}自定“{own_text}”，差{difference}。",
        "{what}: for {year}, {above} assigns “{text}”; {below} sets “{own_text}”, short by {difference}.",
    ),
    Wording(
        "请下级按“{text}”调整目标；确有困难的，报上级调整分解。",
        "The lower plan takes “{text}”; if it cannot, the one above changes what it assigns.",
    ),
)
BELOW_THE_TASK: Final = Settling(
    warning(
        "target_below_assigned",
        "{what}：{year}年，{below}写明完成上级下达任务，目标却是“{own_text}”；{above}的目标为“{text}”，差{difference}。",
        "{what}: for {year}, {below} says that it fulfils what was assigned, yet sets “{own_text}”; the target of {above} is "
        "“{text}”, short by {difference}.",
    ),
    Wording(
        "请下级改为上级的“{text}”，或写明上级另行下达给本地区的数。",
        "The lower plan takes “{text}” of the plan above, or names the figure that was assigned to its region.",
    ),
)
GROWTH_DIFFERS: Final = Settling(
    warning(
        "growth_differs",
        "{what}：{year}年，{above}的目标为“{text}”，{below}为“{own_text}”，从各自基期推算年均{rate}和{own_rate}，差{difference}。",
        "{what}: for {year}, the target of {above} is “{text}”, that of {below} “{own_text}”: {rate} and {own_rate} a year from "
        "the bases of each, {difference} apart.",
    ),
    Wording(
        "两份都写明基期值，把增速和数值改成同一口径下能互相推出的数。",
        "State the base in both, and make growth and level follow from each other.",
    ),
)
TEXT_DIFFERS: Final = Settling(
    warning(
        "text_differs",
        "{what}：{year}年，{above}的目标写作“{text}”，{below}写作“{own_text}”，表述不一致。",
        "{what}: for {year}, {above} words its target “{text}”, {below} “{own_text}”.",
    ),
    Wording(
        "统一表述：下级按上级的“以上”“以下”“左右”或口径书写。",
        "Word them alike: the lower plan takes at least, at most or about, and what is measured, from the one above.",
    ),
)
TARGET_YEAR_DIFFERS: Final = Settling(
    warning(
        "year_differs",
        "{what}：{above}分解的目标年是{years}，{below}的目标年是{own_years}，没有同一年的目标可比。",
        "{what}: {above} assigns targets for {years}, {below} sets them for {own_years}; none is of the same year.",
    ),
    Wording(
        "下级补上{years}年的目标，或更正目标年。",
        "The lower plan adds a target for {years}, or corrects the target year.",
    ),
)
BASE_YEAR_DIFFERS: Final = Settling(
    warning(
        "year_differs",
        "{what}：{year}年的目标，{above}以{base_year}年为基期，{below}以{own_base_year}年为基期。",
        "{what}: the target for {year} counts from {base_year} in {above} and from {own_base_year} in {below}.",
    ),
    Wording(
        "统一为{base_year}年基期，并用该年的数。",
        "Count both from {base_year}, with the figure of that year.",
    ),
)
_COUNTED: Final = ("growth", "compound", "change", "increase", "multiple", "step")


def assigned(comparison: Comparison) -> Iterator[Difference]:
    """The targets of each plan against those that the plans above it set for the same region, series and year."""
    for place in range(len(comparison.plans)):
        for above in comparison.ancestors(place):
            yield from _between(comparison, above, place)


def _between(comparison: Comparison, above: int, place: int) -> Iterator[Difference]:
    upper = comparison.targets[above]
    same_end = comparison.plans[above].plan.target_year == comparison.plans[place].plan.target_year
    for series, own in comparison.targets[place].items():
        first = next(iter(own.values()))
        yardstick = comparison.plans[place].plan.region_by_code[first.series.region].benchmark
        if yardstick or (place, series.indicator) in comparison.slipped:
            continue
        told = upper.get(series)
        if told is None:
            if comparison.plans[place].above == above:
                yield from _below_the_task(comparison, above, own, series)
            continue
        common = sorted(told.keys() & own.keys())
        asked = [year for year, one in told.items() if one.figure is not None]
        if not common and same_end and asked:
            yield _finding(
                comparison, TARGET_YEAR_DIFFERS, told[min(asked)], own[min(own)], {},
                years=tuple(map(str, sorted(asked))), own_years=tuple(map(str, sorted(own))),
            )  # fmt: skip
        for year in common:
            yield from _targets(comparison, told[year], own[year])


def _targets(comparison: Comparison, above: HeldTarget, own: HeldTarget) -> Iterator[Difference]:
    """What differs between two targets of one series and year; nothing where one of them only refers to the other."""
    if TargetKind.ASSIGNED in (above.stated.parsed.kind, own.stated.parsed.kind):
        return
    if _counts_from(above, own) and _same_bases(comparison, above, own):
        yield _finding(
            comparison, BASE_YEAR_DIFFERS, above, own, {},
            base_year=above.stated.base_year, own_base_year=own.stated.base_year,
        )  # fmt: skip
    if _is_growth(above) != _is_growth(own):
        told = _growths(comparison, above, own)
        if told is not None:
            yield told
        if told is not None or (_rate(above) is not None and _rate(own) is not None):
            return
    sides = _sides(comparison, above, own)
    for one in sides:
        difference = _side(comparison, above, own, one)
        if difference is not None:
            yield difference
            return
    # a figure against words, a sum against a level: nothing says that they agree; units that do not are told elsewhere
    if not sides and above.figure is not None and comparison.in_common(own, above.figure) is not None:
        yield _finding(comparison, TEXT_DIFFERS, above, own, {})


class _Side(NamedTuple):
    """What two targets state of one thing: both as growths in % or both in the unit of the match."""

    above: Bounds
    own: Bounds
    percent: bool


def _sides(comparison: Comparison, above: HeldTarget, own: HeldTarget) -> list[_Side]:
    """What both targets state; of two growths these alone, as their levels rest on bases that are compared by themselves."""
    grown = _Side(above.growth, own.growth, True) if above.growth and own.growth else None
    if grown is not None and _is_growth(above) and _is_growth(own):
        return [grown]
    found = []
    for first, second in ((above.level, own.level), (above.total, own.total)):
        one, other = comparison.in_common(above, first), comparison.in_common(own, second)
        if one is not None and other is not None:
            found.append(_Side(one, other, False))
    return found if grown is None else [*found, grown]


def _side(comparison: Comparison, above: HeldTarget, own: HeldTarget, side: _Side) -> Difference | None:
    match = comparison.matched.of[above.place, above.series.indicator]
    figures = {"above": side.above.figure, "below": side.own.figure}
    missed = missed_by(side.above, side.own, above.sign)
    scale = 1.0 if side.percent else slip(side.own.figure, side.above.figure)
    if scale != 1.0:
        return _finding(
            comparison, UNIT_SLIPPED, above, own, figures,
            first=comparison.figure_words(side.above.figure, match),
            second=comparison.figure_words(side.own.figure, match),
            times=times_words(scale),
        )  # fmt: skip
    if missed and _worse(side.above, missed, above.sign):
        gap = _points(missed) if side.percent else comparison.gap_words(missed, match)
        told = _finding(
            comparison, BELOW_ASSIGNED, above, own, {**figures, "difference": missed}, difference=gap
        )
    elif _worded_otherwise(side.above, side.own, above.sign):
        told = _finding(comparison, TEXT_DIFFERS, above, own, figures)
    else:
        return None
    return replace(told, unit="%") if side.percent else told


def _growths(comparison: Comparison, above: HeldTarget, own: HeldTarget) -> Difference | None:
    """A growth against a level, both as growth a year from the base of each; None where they agree or one has no base."""
    first, second = _rate(above), _rate(own)
    if first is None or second is None:
        return None
    missed = missed_by(first, second, above.sign)
    if not missed or not _worse(first, missed, above.sign):
        return None
    told = _finding(
        comparison,
        GROWTH_DIFFERS,
        above,
        own,
        {"above": first.figure, "below": second.figure, "difference": missed},
        rate=format_percentage(first.figure, 2),
        own_rate=format_percentage(second.figure, 2),
        difference=_points(missed),
    )
    return replace(told, unit="%")


def _rate(target: HeldTarget) -> Bounds | None:
    """A target as a growth in % a year: as it states it, or as its level implies from its base."""
    if target.growth is not None or target.level is None:
        return target.growth
    plan_base = target.base
    years = target.year - target.stated.base_year
    level = target.level
    if plan_base is None or years <= 0:
        return None
    found = [
        yearly_growth(plan_base, one, years)
        for one in (level.figure, level.low, level.high, level.figure + level.half, level.figure - level.half)
    ]
    figure, low, high, upper, lower = found
    if figure is None or low is None or high is None or upper is None or lower is None:
        return None
    base_share = target.base_half / plan_base
    half = (upper - lower) / 2 + 100.0 * base_share / years
    return Bounds(level.kind, figure, low, high, half)


def _is_growth(target: HeldTarget) -> bool:
    return target.stated.parsed.measure is Measure.GROWTH


def _worse(above: Bounds, missed: float, sign: int) -> bool:
    if above.kind is TargetKind.AT_LEAST:
        return missed < 0
    if above.kind is TargetKind.AT_MOST:
        return missed > 0
    return missed * sign < 0


def _plain_kind(kind: TargetKind, sign: int) -> TargetKind:
    """An exact figure is met on its better side, as a bound there is."""
    if kind is TargetKind.EXACT:
        return TargetKind.AT_MOST if sign < 0 else TargetKind.AT_LEAST
    return kind


def _worded_otherwise(above: Bounds, own: Bounds, sign: int) -> bool:
    """Whether two targets bind differently: of one figure, or so that just keeping the lower may miss the higher."""
    if _plain_kind(above.kind, sign) is _plain_kind(own.kind, sign):
        return False
    slack = between(above, own)
    if abs(above.figure - own.figure) <= slack:
        return True
    low, high = above.demanded(sign)
    own_low, own_high = own.demanded(sign)
    # beyond the better side of an about or a range nothing is missed
    low, high = (low, float("inf")) if sign > 0 and above.kind in _INSIDE else (low, high)
    low, high = (-float("inf"), high) if sign < 0 and above.kind in _INSIDE else (low, high)
    return own_low + slack < low or own_high - slack > high


_INSIDE: Final = (TargetKind.ABOUT, TargetKind.RANGE)


def _counts_from(above: HeldTarget, own: HeldTarget) -> bool:
    """Whether two targets count from different base years."""
    if above.stated.base_year == own.stated.base_year:
        return False
    printed = above.stated.base_printed is not None and own.stated.base_printed is not None
    return printed or any(one.stated.parsed.how in _COUNTED for one in (above, own))


def _same_bases(comparison: Comparison, above: HeldTarget, own: HeldTarget) -> bool:
    """Whether the plans as a whole have one base year; otherwise that is told once for all."""
    return comparison.plans[above.place].plan.base_year == comparison.plans[own.place].plan.base_year


def _below_the_task(
    comparison: Comparison, above: int, own: Mapping[int, HeldTarget], series: CommonSeries
) -> Iterator[Difference]:
    """A target that is said to be as assigned, against the target of the plan above for itself, where it adds up to none."""
    place = next(iter(own.values())).place
    if series.region != comparison.root[place]:
        return
    indicator = comparison.indicator(above, series.indicator)
    if indicator is None or indicator.rollup is RollUp.SUM:
        return
    upper = comparison.targets[above].get(series._replace(region=comparison.root[above]), {})
    for year in sorted(upper.keys() & own.keys()):
        first, second = upper[year], own[year]
        if not second.assigned or second.figure is None or TargetKind.ASSIGNED is first.stated.parsed.kind:
            continue
        for one, other, unit in (
            (
                comparison.in_common(first, first.level),
                comparison.in_common(second, second.level),
                comparison.matched.matches[series.indicator].unit,
            ),
            (first.growth, second.growth, "%"),
        ):
            if one is None or other is None:
                continue
            missed = missed_by(one, other, first.sign)
            if missed and _worse(one, missed, first.sign):
                figures = {"above": one.figure, "below": other.figure, "difference": missed}
                gap = _points(missed) if unit == "%" else comparison.gap_words(missed, series.indicator)
                told = _finding(comparison, BELOW_THE_TASK, first, second, figures, difference=gap)
                yield replace(told, unit=unit)
            break


def _finding(
    comparison: Comparison,
    settling: Settling,
    above: HeldTarget,
    own: HeldTarget,
    figures: dict[str, float],
    **arguments: object,
) -> Difference:
    series: SeriesKey = own.series
    return comparison.difference(
        settling,
        comparison.matched.of[above.place, above.series.indicator],
        comparison.region_name(own.place, series.region),
        (above.place, own.place),
        (comparison.target_place(above), comparison.target_place(own)),
        figures,
        what=comparison.series_words(own.place, series),
        year=own.year,
        above=comparison.plan_words(above.place),
        below=comparison.plan_words(own.place),
        text=above.stated.wording,
        own_text=own.stated.wording,
        **arguments,
    )


def _points(missed: float) -> Wording:
    return Wording(
        f"{format_percentage(abs(missed), 2).removesuffix('%')}个百分点",
        f"{format_percentage(abs(missed), 2).removesuffix('%')} percentage points",
    )
