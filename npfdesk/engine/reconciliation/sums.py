"""The targets of the plans below, taken together, against the target of the plan above: sum_of_children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from npfdesk.engine.audit.printed_figures import EDGE, adds_up
from npfdesk.engine.audit.sums import MEAN_SLACK
from npfdesk.engine.reconciliation.comparison import CommonSeries, Comparison, Settling
from npfdesk.engine.reconciliation.ledger import Difference
from npfdesk.engine.reconciliation.levels import Place
from npfdesk.engine.reconciliation.stated import Bounds, HeldTarget, missed_by
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.problems import Wording, note, warning
from npfdesk.plan.spoken_names import name_wording, names_wording
from npfdesk.plan.targets import TargetKind

_REMEDY: Final = Wording(
    "上级调整目标或分解，或请下级调整目标，使合计符合“{text}”。",
    "Change the target or its division above, or targets below, until they come to “{text}”.",
)
CHILDREN_MISS: Final = Settling(
    warning(
        "sum_of_children",
        "{what}：{year}年，{above}的目标为“{text}”（{total}），下级{count}份（{names}）合计{sum}，相差{difference}，达不到上级目标。",
        "{what}: for {year}, the target of {above} is “{text}” ({total}); the {count:plan|plans} below ({names}) add up to {sum}, "
        "{difference} away, and do not meet it.",
    ),
    _REMEDY,
)
CHILDREN_BREAK_CAP: Final = Settling(
    warning(
        "sum_of_children",
        "{what}：{year}年，{above}的目标为“{text}”（{total}），下级{count}份（{names}）合计{sum}，突破上级{difference}。",
        "{what}: for {year}, the target of {above} is “{text}” ({total}); the {count:plan|plans} below ({names}) add up to {sum}, "
        "{difference} above it.",
    ),
    _REMEDY,
)
CHILDREN_EXCEED: Final = Settling(
    note(
        "sum_of_children",
        "{what}：{year}年，{above}的目标为“{text}”（{total}），下级{count}份（{names}）合计{sum}，比上级目标多{difference}。",
        "{what}: for {year}, the target of {above} is “{text}” ({total}); the {count:plan|plans} below ({names}) add up to {sum}, "
        "{difference} more than it.",
    ),
    _REMEDY,
)
CHILDREN_FALL_SHORT: Final = Settling(
    note(
        "sum_of_children",
        "{what}：{year}年，{above}的目标为“{text}”（{total}），下级{count}份（{names}）合计{sum}，比上级目标少{difference}。",
        "{what}: for {year}, the target of {above} is “{text}” ({total}); the {count:plan|plans} below ({names}) add up to {sum}, "
        "{difference} less than it.",
    ),
    _REMEDY,
)
PART_EXCEEDS: Final = Settling(
    warning(
        "sum_of_children",
        "{what}：{year}年，{above}的目标为“{text}”（{total}），仅下级{count}份（{names}）就合计{sum}，超出{difference}。",
        "{what}: for {year}, the target of {above} is “{text}” ({total}); {count:plan|plans} below alone ({names}) add up to "
        "{sum}, {difference} above it.",
    ),
    _REMEDY,
)
MEAN_DIFFERS: Final = Settling(
    warning(
        "sum_of_children",
        "{what}：{year}年，{above}的目标为“{text}”（{total}），下级{count}份（{names}）按{weight}加权平均为{sum}，相差{difference}。",
        "{what}: for {year}, the target of {above} is “{text}” ({total}); the mean of the {count:plan|plans} below ({names}), "
        "weighted by {weight}, is {sum}, {difference} away.",
    ),
    _REMEDY,
)
MEAN_OUT_OF_REACH: Final = Settling(
    warning(
        "sum_of_children",
        "{what}：{year}年，{above}的目标为“{text}”（{total}），下级{count}份（{names}）都在{sum}以内，怎样加权都差{difference}。",
        "{what}: for {year}, the target of {above} is “{text}” ({total}); the {count:plan|plans} below ({names}) all lie within "
        "{sum}, and no weighted mean of them is nearer than {difference}.",
    ),
    _REMEDY,
)


@dataclass
class Family:
    """What stands below a target: the targets of the regions below, whose plan does not state one, and whether all are there."""

    targets: list[HeldTarget] = field(default_factory=list)
    without: list[int] = field(default_factory=list)
    complete: bool = True
    listed: bool = True

    @property
    def from_plans(self) -> int:
        """How many plans below state their own."""
        return len({one.place for one in self.targets})


def sums(comparison: Comparison) -> Iterator[Difference]:
    """The targets of roll-up sums and weighted means against those of all regions below.

    Each target is what it comes to if it is just met: a bound its figure, an about or a range all inside it; growths are
    levels from their bases. A region below counts by its own plan's target, else by what the plan above assigns to it. Where
    one has neither, only an excess over a cap is certain, and nothing else is told.
    """
    for above in comparison.below:
        for series, years in comparison.targets[above].items():
            if series.region != comparison.root[above]:
                continue
            for target in years.values():
                found = _held_against(comparison, above, series, target)
                if found is not None:
                    yield found


def family_of(comparison: Comparison, above: int, series: CommonSeries, year: int) -> Family:
    """The targets below that of the plan above for itself, of one series and year."""
    plan, found = comparison.plans[above].plan, Family()
    own: Mapping[Place, int] = {comparison.root[one]: one for one in reversed(comparison.below[above])}
    children = [comparison.regions.of(above, one.code) for one in plan.children_of(plan.root, year)]
    if not children:
        # no tree says who is below: those that are there, which base figures may show to be all
        children, found.listed = list(own), False
    for child in children:
        of_child = series._replace(region=child)
        place = own.get(child)
        stated = comparison.targets[place].get(of_child, {}).get(year) if place is not None else None
        assigned = comparison.targets[above].get(of_child, {}).get(year)
        if stated is None and place is not None:
            found.without.append(place)
        if stated is not None and stated.level is None and stated.total is None:
            # as assigned from above, or in words
            stated = None
        chosen = stated or assigned
        if chosen is None:
            found.complete = False
        else:
            found.targets.append(chosen)
    return found


def _held_against(
    comparison: Comparison, above: int, series: CommonSeries, target: HeldTarget
) -> Difference | None:
    indicator = target.indicator
    if not (adds_up(indicator) or indicator.rollup is RollUp.MEAN):
        return None
    family = family_of(comparison, above, series, target.year)
    theirs = [one for one in family.targets if one.place != above]
    if not theirs or any((one.place, series.indicator) in comparison.slipped for one in theirs):
        return None
    summed = target.level is None
    whole = comparison.in_common(target, target.total if summed else target.level)
    parts = [comparison.in_common(one, one.total if summed else one.level) for one in family.targets]
    known = [one for one in parts if one is not None]
    if whole is None or not known:
        return None
    complete = family.complete and len(known) == len(parts)
    if not family.listed:
        complete = complete and _bases_add_up(comparison, above, series, target)
    if indicator.rollup is RollUp.MEAN:
        return _mean(comparison, series, target, whole, family, known) if complete else None
    total = Bounds(
        TargetKind.RANGE,
        sum(one.figure for one in known),
        sum(one.low for one in known),
        sum(one.high for one in known),
        sum(one.half for one in known),
    )
    missed = missed_by(whole, total, 0)
    if not missed:
        return None
    if not complete:
        # what is not there can only add to it
        certain = missed > 0 and whole.kind is TargetKind.AT_MOST and all(one.low >= 0 for one in known)
        settling = PART_EXCEEDS if certain else None
    else:
        settling = _how_it_misses(whole, missed, target.sign)
    if settling is None:
        return None
    span = (total.low, total.high) if total.low < total.high else None
    return _finding(comparison, settling, series, target, family, (whole.figure, total.figure, missed), span)


def _how_it_misses(whole: Bounds, missed: float, sign: int) -> Settling:
    if missed > 0 and (whole.kind is TargetKind.AT_MOST or sign < 0):
        return CHILDREN_BREAK_CAP
    if whole.kind is TargetKind.AT_LEAST or missed * sign < 0:
        return CHILDREN_MISS
    return CHILDREN_EXCEED if missed > 0 else CHILDREN_FALL_SHORT


def _bases_add_up(comparison: Comparison, above: int, series: CommonSeries, target: HeldTarget) -> bool:
    """Whether the base figures of the plans below add up to that of the one above: then they are all there are."""
    year, total, slack = target.stated.base_year, 0.0, 0.0
    whole: tuple[float, float] | None = None
    for place in (above, *comparison.below[above]):
        row = comparison.rows.get(series._replace(region=comparison.root[place]), {}).get(place)
        factor = comparison.matched.factor.get((place, _code(comparison, place, series)))
        if row is None or factor is None:
            return False
        found = next((one for one in comparison.observed[place].by_year(row) if one[0] == year), None)
        if found is None:
            return False
        figure, half = (one * factor.numerator / factor.denominator for one in found[1:])
        slack += half
        if place == above:
            whole = figure, half
        else:
            total += figure
    return whole is not None and abs(total - whole[0]) <= slack + EDGE * max(1.0, abs(total))


def _code(comparison: Comparison, place: int, series: CommonSeries) -> str:
    return comparison.matched.matches[series.indicator].codes.get(place, "")


def _mean(
    comparison: Comparison, series: CommonSeries, target: HeldTarget, whole: Bounds, family: Family, known: list[Bounds]
) -> Difference | None:  # fmt: skip
    weights = _weights(comparison, target, family)
    low, high = min(one.low for one in known), max(one.high for one in known)
    half = max(one.half for one in known)
    settling, figure = MEAN_OUT_OF_REACH, (low + high) / 2
    if weights is not None:
        settling, all_of = MEAN_DIFFERS, sum(weights)
        figure, low, high, half = (
            sum(weight * getattr(one, name) for weight, one in zip(weights, known, strict=True)) / all_of
            for name in ("figure", "low", "high", "half")
        )
        # the weights are rounded too
        half += MEAN_SLACK * abs(figure)
    missed = missed_by(whole, Bounds(TargetKind.RANGE, figure, low, high, half), 0)
    if not missed:
        return None
    span = None if weights is not None else (low, high)
    return _finding(comparison, settling, series, target, family, (whole.figure, figure, missed), span)


def _weights(comparison: Comparison, target: HeldTarget, family: Family) -> list[float] | None:
    """What the regions below weigh in the target's year, by targets; None where one of them names no figure."""
    match = comparison.matched.of.get((target.place, target.indicator.weight))
    if match is None:
        return None
    found = []
    for one in family.targets:
        series = CommonSeries(comparison.regions.of(one.place, one.series.region), "", match)
        stated = [
            comparison.targets[place].get(series, {}).get(target.year) for place in (one.place, target.place)
        ]
        bounds = next((comparison.in_common(each, each.level) for each in stated if each is not None), None)
        if bounds is None or bounds.figure <= 0:
            return None
        found.append(bounds.figure)
    return found


def _finding(
    comparison: Comparison,
    settling: Settling,
    series: CommonSeries,
    target: HeldTarget,
    family: Family,
    amounts: tuple[float, float, float],
    span: tuple[float, float] | None = None,
) -> Difference:
    total, summed, missed = amounts
    match = series.indicator
    places = dict.fromkeys(one.place for one in family.targets if one.place != target.place)
    plan = comparison.plans[target.place].plan
    weight = plan.indicator_by_code.get(target.indicator.weight)
    shown = comparison.figure_words(summed, match)
    if span is not None:
        low, high = (comparison.figure_words(one, match) for one in span)
        shown = Wording(f"{low.zh}至{high.zh}", f"{low.en} to {high.en}")
    regions = (
        name_wording(comparison.plans[one.place].plan.region_by_code.get(one.series.region))
        for one in family.targets
    )
    return comparison.difference(
        settling,
        match,
        comparison.region_name(target.place, target.series.region),
        (target.place, *places),
        (comparison.target_place(target), *(comparison.target_place(one) for one in family.targets)),
        {"target": total, "sum": summed, "difference": missed, "count": float(len(family.targets))},
        what=comparison.series_words(target.place, target.series),
        year=target.year,
        above=comparison.plan_words(target.place),
        text=target.stated.wording,
        total=comparison.figure_words(total, match),
        sum=shown,
        count=len(family.targets),
        names=names_wording(regions, 8),
        difference=comparison.gap_words(missed, match),
        weight=name_wording(weight),
    )
