"""What the plan above asks for and the plan below does not have: missing_below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from npfdesk.engine.audit.printed_figures import adds_up
from npfdesk.engine.reconciliation.comparison import CommonSeries, Comparison, Settling
from npfdesk.engine.reconciliation.ledger import Difference
from npfdesk.engine.reconciliation.stated import HeldTarget
from npfdesk.engine.reconciliation.sums import family_of
from npfdesk.plan.kinds import Duty
from npfdesk.plan.problems import LANGUAGES, Wording, note, warning

_REMEDY: Final = Wording(
    "下级规划补上该指标和目标；确不适用的，向上级说明。",
    "Add the indicator and a target to the plan below; where it does not apply there, tell the level above.",
)
ASSIGNED_MISSING: Final = Settling(
    warning(
        "missing_below",
        "{what}：{above}分解给{region}的目标为“{text}”（{year}年），{below}{state}{hint}。",
        "{what}: {above} assigns “{text}” to {region} for {year}, and {below} {state}{hint}.",
    ),
    _REMEDY,
)
BINDING_MISSING: Final = Settling(
    warning(
        "missing_below",
        "{what}：{above}的约束性指标，目标为“{text}”（{year}年），{below}{state}{hint}。",
        "{what}: a binding indicator of {above} with the target “{text}” for {year}, and {below} {state}{hint}.",
    ),
    _REMEDY,
)
PART_MISSING: Final = Settling(
    note(
        "missing_below",
        "{what}：{above}的目标为“{text}”（{year}年），其他下级规划有目标，{below}{state}，无法合计{hint}。",
        "{what}: {above} has the target “{text}” for {year} and other plans below have theirs, but {below} {state}; they cannot "
        "be added up{hint}.",
    ),
    _REMEDY,
)
_NO_INDICATOR: Final = Wording("没有这项指标", "does not have the indicator")
_NO_TARGET: Final = Wording("有这项指标，没有目标", "has the indicator without a target")
_MAY_BE: Final = Wording(
    "（与“{names}”是否同一指标，还没有答复）", " (whether “{names}” is the same has not been answered)"
)
_NOTHING: Final = Wording("", "")


def missing(comparison: Comparison) -> Iterator[Difference]:
    """What is assigned to a plan's region or binding in the plan above, and has no target of any year in it.

    A part of a sum that the others below state is missing too, as a note.
    """
    for place, held in enumerate(comparison.plans):
        if held.above is not None:
            yield from _in_plan(comparison, held.above, place)


def _in_plan(comparison: Comparison, above: int, place: int) -> Iterator[Difference]:
    root, top = comparison.root[place], comparison.root[above]
    own = {
        (series.industry, series.indicator) for series in comparison.targets[place] if series.region == root
    }
    told: set[tuple[str, int]] = set()
    # a unit that does not convert is told as that
    apart = {comparison.matched.of[above, code] for code, _ in comparison.matched.other_units(above, place)}
    for kind, region in ((ASSIGNED_MISSING, root), (BINDING_MISSING, top)):
        for series, years in comparison.targets[above].items():
            key = (series.industry, series.indicator)
            if series.region != region or key in own or key in told or series.indicator in apart:
                continue
            target = years[min(years)]
            if kind is BINDING_MISSING and not (
                comparison.states_duty[above] and target.indicator.duty is Duty.BINDING
            ):
                continue
            told.add(key)
            yield _finding(comparison, kind, series, target, place)
    for series, years in comparison.targets[above].items():
        key = (series.industry, series.indicator)
        if series.region != top or key in own or key in told or series.indicator in apart:
            continue
        target = years[min(years)]
        if not adds_up(target.indicator):
            continue
        family = family_of(comparison, above, series, target.year)
        if place in family.without and family.from_plans > 0:
            told.add(key)
            yield _finding(comparison, PART_MISSING, series, target, place)


def _finding(
    comparison: Comparison, settling: Settling, series: CommonSeries, target: HeldTarget, place: int
) -> Difference:
    match = series.indicator
    has = comparison.indicator(place, match) is not None
    where = comparison.indicator_place(place, match) if has else comparison.file_place(place)
    region = comparison.plans[place].region
    bounds = comparison.in_common(target, target.figure)
    return comparison.difference(
        settling,
        match,
        region,
        (target.place, place),
        (comparison.target_place(target), where),
        {} if bounds is None else {"above": bounds.figure},
        what=comparison.indicator_words(target),
        region=comparison.root_words(place),
        year=target.year,
        above=comparison.plan_words(target.place),
        below=comparison.plan_words(place),
        text=target.stated.wording,
        state=_NO_TARGET if has else _NO_INDICATOR,
        hint=_hint(comparison, target, place),
    )


def _hint(comparison: Comparison, target: HeldTarget, place: int) -> Wording:
    """That an indicator of the plan below may be the one, where that is still to be answered."""
    own = {one.code: one for one in comparison.plans[place].plan.indicators}
    names = [
        pair.names[1]
        for pair in comparison.matched.doubtful
        if pair.answer is None
        and pair.names[0] == target.indicator.name
        and any(one.name == pair.names[1] for one in own.values())
    ]
    if not names:
        return _NOTHING
    return Wording(*(_MAY_BE.text(spoken, {"names": names[0]}) for spoken in LANGUAGES))
