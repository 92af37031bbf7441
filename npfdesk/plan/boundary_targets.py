"""Targets over a change of boundaries: added up for regions that are merged, shared out over those that one is split into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.numbers import plain, trimmed
from npfdesk.plan.problems import Problem
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import ObservationKey, SeriesKey, TargetKey
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.target_writing import target_as_text
from npfdesk.plan.targets import Measure, PlanTarget, TargetKind, TargetText

_ADDED: Final = ("figure", "increase", "step")
_FINER: Final = 2
"""Decimals that a share of an observed figure has beyond those that the indicator shows."""


@dataclass(frozen=True)
class CarriedTargets:
    """Targets that a change of boundaries gives, and those of old regions that it takes away (None).

    `carried` are the keys of targets that are sums or shares; `anew` those of old regions from the year on that cannot be
    reckoned and are to be stated anew.
    """

    values: Mapping[TargetKey, PlanTarget | None]
    carried: tuple[TargetKey, ...]
    anew: tuple[TargetKey, ...]


def additive(indicator: Indicator) -> bool:
    """Whether a region's figure is the sum of its parts': a level, count or flow that rolls up by sum."""
    return indicator.rollup is RollUp.SUM and indicator.kind is not Kind.RATE


def merged_targets(
    plan: Plan,
    stated: Mapping[TargetKey, PlanTarget],
    changed: Iterable[TargetKey],
    old: Sequence[str],
    new: str,
    year: int,
    figures: Mapping[ObservationKey, float | None],
) -> CarriedTargets:
    """The targets from a year on of regions (codes) that are merged into one, out of those `stated`.

    Only series and years of `changed` keys are looked at. Of an additive indicator the old regions' targets are added
    where all that have the series have one, of the same sort, counted from the same year. An increase needs the new
    region's base among its `figures`, a sum over years the years before the merge. All others are to be stated anew.
    """
    values: dict[TargetKey, PlanTarget | None] = {}
    carried, anew = [], []
    groups = dict.fromkeys(
        (key.series.industry, key.series.indicator, key.year)
        for key in changed
        if key.series.region in old and key.year >= year
    )
    for industry, code, due in groups:
        keys = [TargetKey(SeriesKey(region, industry, code), due) for region in old]
        having = [key for key in keys if key.series in plan.row or key in stated]
        parts = [stated[key] for key in having if key in stated]
        values.update({key: None for key in keys if key in stated})
        into = TargetKey(SeriesKey(new, industry, code), due)
        made = None
        if len(parts) == len(having) and additive(plan.indicator_by_code[code]):
            made = _sum(plan, parts, into, year, new in old, figures)
        if made is None:
            anew += [one.key for one in parts]
        else:
            values[into] = made
            carried.append(into)
    return CarriedTargets(values, tuple(carried), tuple(anew))


def split_targets(
    plan: Plan,
    stated: Mapping[TargetKey, PlanTarget],
    changed: Iterable[TargetKey],
    old: str,
    parts: Sequence[str],
    year: int,
    shares: Sequence[float],
    figures: Mapping[ObservationKey, float | None],
) -> CarriedTargets:
    """The targets from a year on of a region that is split into parts (codes), by shares in % where these are given.

    The shares of a figure add up to it exactly, at the indicator's decimals. What cannot be shared out (ratios,
    growths, words; all of it without shares) is to be stated anew; it stays with the old region where that goes on.
    """
    values: dict[TargetKey, PlanTarget | None] = {}
    carried, anew = [], []
    for key in dict.fromkeys(key for key in changed if key.series.region == old and key.year >= year):
        if key not in stated:
            continue
        indicator = plan.indicator_by_code[key.series.indicator]
        made: list[PlanTarget] | None = None
        if shares and additive(indicator):
            made = _shares(plan, stated[key], parts, year, shares, old in parts, figures)
        if old not in parts or made is not None:
            values[key] = None
        if made is None:
            anew.append(key)
            continue
        values.update({one.key: one for one in made})
        carried += [one.key for one in made]
    return CarriedTargets(values, tuple(carried), tuple(anew))


def shared_out(figure: float, shares: Sequence[float], decimals: int) -> tuple[float, ...]:
    """A figure by shares in %, each rounded to decimals; the parts add up to the figure at these decimals.

    Each is the difference of two rounded totals, so that no part is off by more than one unit of the last place.
    """
    whole, ends, total = rounded(figure, decimals), [0.0], 0.0
    for share in shares:
        total += share
        ends.append(rounded(figure * total / 100.0, decimals))
    ends[-1] = whole
    return tuple(rounded(after - before, decimals) for before, after in pairwise(ends))


def finer_decimals(indicator: Indicator) -> int:
    """The decimals to which shares of observed figures are reckoned: whole units of a count, else finer than shown."""
    return 0 if indicator.kind is Kind.COUNT else indicator.decimals + _FINER


def _sum(
    plan: Plan,
    parts: Sequence[PlanTarget],
    into: TargetKey,
    year: int,
    goes_on: bool,
    figures: Mapping[ObservationKey, float | None],
) -> PlanTarget | None:
    first = parts[0]
    if any(_sort(one) != _sort(first) or one.seconds for one in parts) or not _reckoned(first):
        return None
    if not _based(plan, first, into.series, year, goes_on, figures):
        return None
    said = _added([one.parsed for one in parts])
    names = [plan.region_names[one.series.region] for one in parts]
    stretches = [one.stretch for one in parts if one.stretch is not None]
    bases = [one.base_printed for one in parts if one.base_printed is not None]
    whole = goes_on is False and len(bases) == len(parts)
    note = f"{'、'.join(names)}合计" if not _latin(names) else f"{', '.join(names)} together"
    detail = " + ".join(f"{name} {one.text}" for name, one in zip(names, parts, strict=True))
    return _made(
        plan,
        replace(
            first,
            series=into.series,
            stretch=sum(stretches) if len(stretches) == len(parts) else None,
            base_printed=sum(bases) if whole else None,
            note="；".join(dict.fromkeys([detail, *(one.note for one in parts if one.note)])),
            source="；".join(dict.fromkeys(one.source for one in parts if one.source)),
            owner=first.owner if len({one.owner for one in parts}) == 1 else "",
        ),
        said,
        note,
    )


def _shares(
    plan: Plan,
    whole: PlanTarget,
    parts: Sequence[str],
    year: int,
    shares: Sequence[float],
    goes_on: bool,
    figures: Mapping[ObservationKey, float | None],
) -> list[PlanTarget] | None:
    if whole.seconds or not _reckoned(whole):
        return None
    indicator, parsed = plan.indicator_by_code[whole.series.indicator], whole.parsed
    places = max(
        0 if indicator.kind is Kind.COUNT else indicator.decimals,
        *(decimal_places(one) for one in (parsed.figure, parsed.low, parsed.high, parsed.stretch)),
    )
    split: dict[str, tuple[float, ...]] = {
        name: shared_out(figure, shares, places)
        for name in ("figure", "low", "high", "stretch")
        if (figure := getattr(parsed, name)) is not None
    }
    hoped = None if whole.stretch is None else shared_out(whole.stretch, shares, places)
    above = plan.region_names[whole.series.region]
    made = []
    for place, code in enumerate(parts):
        series = whole.series._replace(region=code)
        if not _based(plan, whole, series, year, goes_on and code == whole.series.region, figures):
            return None
        share = trimmed(shares[place], 4)
        note = f"{above} {share}% of {whole.text}" if _latin([above]) else f"{above}{whole.text}的{share}%"
        made.append(
            _made(
                plan,
                replace(
                    whole,
                    series=series,
                    stretch=None if hoped is None else hoped[place],
                    base_printed=None,
                    note="；".join(one for one in (note, whole.note) if one),
                ),
                replace(parsed, **_taken(split, place)),
                f"{share}% of {above}" if _latin([above]) else f"按{above}的{share}%",
            )
        )
    return made


def _taken(split: Mapping[str, tuple[float, ...]], place: int) -> dict[str, Any]:
    return {name: parts[place] for name, parts in split.items()}


def _made(plan: Plan, target: PlanTarget, parsed: TargetText, note: str) -> PlanTarget:
    """A target in other figures, with a note in its wording where it is read back as the same with it."""
    indicator = plan.indicator_by_code[target.series.indicator]
    bare = replace(parsed, note="", mark="", text="")
    for said in (replace(bare, note=note), bare):
        text = target_as_text(said, indicator.unit)
        read = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
        if not isinstance(read, Problem) and replace(read, note="", text="") == bare:
            return replace(
                target, text=text, parsed=read, stretch_text="", base_text="", sheet="", cell="", beside=()
            )
    text = target_as_text(bare, indicator.unit)
    return replace(
        target,
        text=text,
        parsed=replace(bare, text=text),
        stretch_text="",
        base_text="",
        sheet="",
        cell="",
        beside=(),
    )


def _reckoned(one: PlanTarget) -> bool:
    """Whether a target is an amount that can be added and shared out: of a year, or of a sum over years."""
    parsed = one.parsed
    counted = parsed.measure in (Measure.LEVEL, Measure.SUM) and parsed.how in _ADDED and parsed.has_figure
    return counted and parsed.kind is not TargetKind.ASSIGNED and parsed.since is None and parsed.year is None


def _sort(one: PlanTarget) -> tuple[object, ...]:
    parsed = one.parsed
    return (
        parsed.kind, parsed.how, parsed.measure, parsed.figure is None, parsed.stretch is None, one.base_year
    )  # fmt: skip


def _based(
    plan: Plan,
    one: PlanTarget,
    into: SeriesKey,
    year: int,
    goes_on: bool,
    figures: Mapping[ObservationKey, float | None],
) -> bool:
    """Whether what a target counts from is known of the new region: nothing, a base, or the years of a sum."""
    base = one.base_year or plan.base_year

    def known(then: int) -> bool:
        return then >= year or (not goes_on and figures.get(ObservationKey(into, then)) is not None)

    if one.parsed.measure is Measure.SUM:
        return all(known(then) for then in range(base + 1, year))
    return one.parsed.how == "figure" or known(base)


def _added(parts: Sequence[TargetText]) -> TargetText:
    first = parts[0]
    sums: dict[str, Any] = {}
    for name in ("figure", "low", "high", "stretch"):
        figures = [getattr(one, name) for one in parts]
        sums[name] = None if any(one is None for one in figures) else rounded(sum(figures), 9)
    return replace(first, beside=(), **sums)


def decimal_places(figure: float | None) -> int:
    """The decimals that a figure is printed with at least; 0 of none."""
    said = plain(figure)
    return len(said.partition(".")[2]) if "e" not in said else 0


def _latin(names: Sequence[str]) -> bool:
    return all(name.isascii() for name in names)
