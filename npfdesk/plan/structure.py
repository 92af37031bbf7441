"""The plan with another structure: regions, industries, indicators, sources, commitments, levers, settings, series, years.

Every function takes a plan and returns another one that is sound: parents exist, nothing runs in a circle, formulas
read what is there, and the series are those that the figures, the targets, the formulas and the roll-ups ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, Final, TypeVar

import numpy as np

from npfdesk.plan.commitments import Commitment, CommitmentKey, commitments_by_key
from npfdesk.plan.expressions import circles, parse_expression, with_regions_resolved
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.lever_amendments import EffectKey, effect_key
from npfdesk.plan.model import (
    Indicator,
    Industry,
    LeverEffect,
    Plan,
    Source,
)
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.problems import Problem
from npfdesk.plan.region_places import RegionPlaces
from npfdesk.plan.regions import Region
from npfdesk.plan.scoring import ScoringRule
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey, TargetKey
from npfdesk.plan.series_of_structure import complete_series
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.plan.status_rules import STATUS_SETTINGS, with_sound_texts
from npfdesk.plan.target_text import parse_stretch, parse_target
from npfdesk.plan.targets import PlanTarget

Named = TypeVar("Named", Region, Industry)
Target = TypeVar("Target", PlanTarget, PlanTarget | None)
Stated = TypeVar("Stated", OwnCheck, ShareGroup, ScoringRule)
Key = TypeVar("Key")
Value = TypeVar("Value")
Changes = Mapping[Key, Value | None]

TITLE: Final = "title"
CITY: Final = "city"
BASE_YEAR: Final = "base year"
TARGET_YEAR: Final = "target year"
HORIZON: Final = "horizon"
FIRST_YEAR: Final = "first year"
SETTINGS: Final = (TITLE, CITY, BASE_YEAR, TARGET_YEAR, HORIZON, FIRST_YEAR, *STATUS_SETTINGS)
"""The settings of the plan that can be amended, by the keys of the sheet Plan; `city` is a region's code."""
_SETTING_FIELDS: Final = MappingProxyType(
    {
        TITLE: "title",
        CITY: "city",
        BASE_YEAR: "base_year",
        TARGET_YEAR: "target_year",
        HORIZON: "horizon",
        FIRST_YEAR: "first_year",
    }
)
ORDERED: Final = ("regions", "industries", "indicators", "sources")
"""The kinds of things whose order can be amended: fields of Plan."""


def with_settings(plan: Plan, settings: Mapping[str, str]) -> Plan:
    """The plan with other settings; years are texts of whole numbers, what is none of them is passed over."""
    settled = with_sound_texts(plan.status_settings, settings)
    if settled != plan.status_settings:
        plan = replace(plan, status_settings=settled)
    said: dict[str, Any] = {}
    for key, text in settings.items():
        if key in (TITLE, CITY):
            said[_SETTING_FIELDS[key]] = text
        elif key in _SETTING_FIELDS and text.isdecimal():
            said[_SETTING_FIELDS[key]] = int(text)
    first = said.pop("first_year", None)
    if not said and first is None:
        return plan
    made = replace(plan, **said)
    return with_years(_restructured(plan, made), first)


def outstanding_settings(plan: Plan, settings: Mapping[str, str]) -> Mapping[str, str]:
    """The settings that the plan does not have by itself."""
    return MappingProxyType(
        {key: text for key, text in settings.items() if setting(plan, key) != _settled(plan, key, text)}
    )


def setting(plan: Plan, key: str) -> str:
    """A setting of a plan as text; `first year` is the first of its years, "" a rule's thresholds or label as published."""
    if key == FIRST_YEAR:
        return str(int(plan.years[0]))
    if key in STATUS_SETTINGS:
        return plan.status_settings.text(key)
    return str(getattr(plan, _SETTING_FIELDS[key])) if key in _SETTING_FIELDS else ""


def _settled(plan: Plan, key: str, text: str) -> str:
    """A setting's text as the plan would say it: 95 %; 60 %; 0 as 0.95; 0.6; 0."""
    return with_sound_texts(plan.status_settings, {key: text}).text(key) if key in STATUS_SETTINGS else text


def with_regions(plan: Plan, changes: Changes[str, Region]) -> Plan:
    """The plan with regions added, replaced and removed (None); what is of a removed region falls with it."""
    if not changes:
        return plan
    return _restructured(plan, replace(plan, regions=_changed(plan.regions, changes, _code)))


def with_industries(plan: Plan, changes: Changes[str, Industry]) -> Plan:
    """The plan with industries added, replaced and removed (None); what is of a removed one falls with it."""
    if not changes:
        return plan
    return _restructured(plan, replace(plan, industries=_changed(plan.industries, changes, _code)))


def with_indicators(plan: Plan, changes: Changes[str, Indicator]) -> Plan:
    """The plan with indicators added, replaced and removed (None); what is of a removed one falls with it."""
    if not changes:
        return plan
    targets = targets_read_again(plan.targets, plan, changes)
    made = replace(plan, indicators=_changed(plan.indicators, changes, _code), targets=targets)
    return _restructured(plan, made)


def targets_read_again(
    targets: Mapping[TargetKey, Target], plan: Plan, changes: Changes[str, Indicator]
) -> Mapping[TargetKey, Target]:
    """Targets whose indicators get another unit, kind or name, as their words read under it.

    What was not read from its words alone, or no longer reads, stays as it was.
    """
    found: dict[TargetKey, Target] = {}
    for key, stated in targets.items():
        now, was = changes.get(key.series.indicator), plan.indicator_by_code.get(key.series.indicator)
        if stated is None or now is None or was is None or _reading(now) == _reading(was):
            continue
        parsed = parse_target(stated.text, **_reading(was))
        if parsed == stated.parsed:
            again = parse_target(stated.text, **_reading(now))
            stretch = parse_stretch(stated.stretch_text, now.unit)
            if not isinstance(again, Problem) and again != parsed:
                stretch = stated.stretch if isinstance(stretch, Problem) else stretch
                found[key] = replace(stated, parsed=again, stretch=stretch)
    return MappingProxyType({**targets, **found}) if found else targets


def _reading(indicator: Indicator) -> dict[str, Any]:
    return {"unit": indicator.unit, "name": indicator.name, "indicator_kind": indicator.kind}


def with_sources(plan: Plan, changes: Changes[str, Source]) -> Plan:
    """The plan with sources added, replaced and removed (None)."""
    if not changes:
        return plan
    return replace(plan, sources=_changed(plan.sources, changes, lambda one: one.id))


def with_commitments(plan: Plan, changes: Changes[CommitmentKey, Commitment]) -> Plan:
    """The plan with commitments added, replaced and removed (None); those of regions that it lacks are left out."""
    if not changes:
        return plan
    found = dict(commitments_by_key(plan.commitments))
    for key, one in changes.items():
        if one is None:
            found.pop(key, None)
        elif not one.region or one.region in plan.region_by_code:
            found[key] = one
    return replace(plan, commitments=tuple(found.values()))


def with_lever_rows(plan: Plan, changes: Changes[EffectKey, LeverEffect]) -> Plan:
    """The plan with effects of levers added, replaced and removed (None); those on indicators that it lacks are left out."""
    if not changes:
        return plan
    kept = {
        key: one for key, one in changes.items() if one is None or one.indicator in plan.indicator_by_code
    }
    levers = _changed(plan.levers, kept, effect_key)
    return _forgetful(replace(plan, levers=levers))


def with_order(plan: Plan, order: Mapping[str, tuple[str, ...]]) -> Plan:
    """The plan with regions, industries, indicators or sources in another order; what the order does not name comes last."""
    said: dict[str, Any] = {}
    for kind, codes in order.items():
        if kind in ORDERED:
            place = {code: index for index, code in enumerate(codes)}
            things = getattr(plan, kind)
            ordered = tuple(sorted(things, key=lambda one: place.get(code_of(one), len(place))))
            if ordered != things:
                said[kind] = ordered
    return _restructured(plan, replace(plan, **said)) if said else plan


def outstanding_changes(own: Mapping[Key, Value], changes: Changes[Key, Value]) -> Changes[Key, Value]:
    """The changes of things by key that `own` does not have by itself."""
    return MappingProxyType({key: one for key, one in changes.items() if not _same(own.get(key), one)})


def outstanding_regions(plan: Plan, changes: Changes[str, Region]) -> Changes[str, Region]:
    """The changes of regions that the plan does not have by itself."""
    return outstanding_changes(plan.region_by_code, changes)


def outstanding_industries(plan: Plan, changes: Changes[str, Industry]) -> Changes[str, Industry]:
    """The changes of industries that the plan does not have by itself."""
    return outstanding_changes(plan.industry_by_code, changes)


def outstanding_indicators(plan: Plan, changes: Changes[str, Indicator]) -> Changes[str, Indicator]:
    """The changes of indicators that the plan does not have by itself."""
    return outstanding_changes(plan.indicator_by_code, changes)


def outstanding_sources(plan: Plan, changes: Changes[str, Source]) -> Changes[str, Source]:
    """The changes of sources that the plan does not have by itself."""
    return outstanding_changes({one.id: one for one in plan.sources}, changes)


def outstanding_commitments(
    plan: Plan, changes: Changes[CommitmentKey, Commitment]
) -> Changes[CommitmentKey, Commitment]:
    """The changes of commitments that the plan does not have by itself."""
    return outstanding_changes(commitments_by_key(plan.commitments), changes)


def outstanding_lever_rows(
    plan: Plan, changes: Changes[EffectKey, LeverEffect]
) -> Changes[EffectKey, LeverEffect]:
    """The changes of levers' effects that the plan does not have by itself."""
    return outstanding_changes({effect_key(one): one for one in plan.levers}, changes)


def outstanding_order(plan: Plan, order: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The orders that the plan's own things are not in."""
    return MappingProxyType(
        {kind: codes for kind, codes in order.items() if kind in ORDERED and not _in_order(plan, kind, codes)}
    )


def with_series(plan: Plan, wanted: Iterable[SeriesKey], years: Iterable[int] = ()) -> Plan:
    """The plan with these series, where their region, industry and indicator exist, and these years.

    The parents that roll them up come with them.
    """
    new = {key for key in wanted if key not in plan.row and knows_series(plan, key)}
    if new:
        plan = _restructured(plan, plan, new)
    return with_years(plan, reached=years)


def knows_series(plan: Plan, key: SeriesKey) -> bool:
    """Whether the plan has the region, the industry and the indicator of a series."""
    return (
        key.region in plan.region_by_code
        and (key.industry == ALL_INDUSTRIES or key.industry in plan.industry_by_code)
        and key.indicator in plan.indicator_by_code
    )


def with_years(plan: Plan, first: int | None = None, reached: Iterable[int] = ()) -> Plan:
    """The plan with the years that its settings, figures and targets ask for, from `first` where that is earlier.

    `first` None keeps the first year where nothing is earlier. The horizon is moved to the last target or figure.
    """
    seen = np.flatnonzero(np.isfinite(plan.observed).any(axis=0)) if len(plan.series) else np.empty(0, int)
    stated = [int(plan.years[column]) for column in (*seen[:1], *seen[-1:])]
    stated += [key.year for key in plan.targets] + list(reached)
    bases = [one.base_year for one in plan.targets.values() if one.base_year]
    start = int(plan.years[0]) if first is None else first
    begin = min([start, plan.base_year, *stated, *bases])
    end = max([plan.horizon, plan.target_year, *stated])
    if begin == int(plan.years[0]) and end == int(plan.years[-1]) and end == plan.horizon:
        return plan
    years = np.arange(begin, end + 1, dtype=np.int64)
    years.setflags(write=False)
    return _laid_out(plan, replace(plan, horizon=end), plan.series, years)


def code_of(thing: Region | Industry | Indicator | Source) -> str:
    """What a thing is known by: its code, or the id of a source."""
    return thing.id if isinstance(thing, Source) else thing.code


def unresolved(indicator: Indicator) -> Indicator:
    """An indicator whose formula names regions as its text does, as it is saved."""
    if indicator.formula is None:
        return indicator
    parsed = parse_expression(indicator.formula.text.strip())
    return indicator if isinstance(parsed, Problem) else replace(indicator, formula=parsed)


def changed_by_name(things: Iterable[Stated], changes: Changes[str, Stated]) -> tuple[Stated, ...]:
    """Things known by their names with changes: each stays in its place and keeps the cell that states it, new ones behind."""
    there = {one.name: one for one in things}
    placed: dict[str, Stated | None] = dict(changes)
    for name in there.keys() & changes.keys():
        old, changed = there[name], changes[name]
        if changed is not None:
            placed[name] = replace(changed, sheet=old.sheet, cell=old.cell)
    return _changed(there.values(), placed, lambda one: one.name)


def _code(one: Region | Industry | Indicator) -> str:
    return one.code


def _changed(
    things: Iterable[Value], changes: Mapping[Any, Value | None], key_of: Callable[[Value], Any]
) -> tuple[Value, ...]:
    """The things with changes by key: replaced in their places, removed, and the new ones below all others."""
    found: dict[Any, list[Value]] = {}
    for one in things:
        found.setdefault(key_of(one), []).append(one)
    for key, changed in changes.items():
        if changed is None:
            found.pop(key, None)
        else:
            found[key] = [changed]
    return tuple(one for same in found.values() for one in same)


def _same(own: Any, changed: Any) -> bool:
    if isinstance(own, Indicator) and isinstance(changed, Indicator):
        return _with_text(own) == _with_text(changed) and _formula_text(own) == _formula_text(changed)
    if isinstance(own, Commitment) and isinstance(changed, Commitment):
        return replace(own, sheet="", cell="") == replace(changed, sheet="", cell="")
    return bool(own == changed)


def _formula_text(one: Indicator) -> str:
    return one.formula.text.strip() if one.formula is not None else ""


def _with_text(one: Indicator) -> Indicator:
    return replace(one, formula=None)


def _in_order(plan: Plan, kind: str, codes: tuple[str, ...]) -> bool:
    own = [code_of(one) for one in getattr(plan, kind)]
    there = set(own)
    wanted = [code for code in codes if code in there]
    return [code for code in own if code in set(wanted)] == wanted and set(codes) <= there


def _restructured(before: Plan, after: Plan, new: Collection[SeriesKey] = ()) -> Plan:
    """A plan whose regions, industries, indicators or settings differ, made sound, with `new` series of its own."""
    after = _sound(_forgetful(after))
    stated = {key for key in (*_stated_series(before), *new) if knows_series(after, key)}
    series = complete_series(
        stated,
        after.region_by_code,
        after.industry_by_code,
        after.indicator_by_code,
    )
    kept: dict[str, Any] = {
        "targets": MappingProxyType(
            {key: one for key, one in after.targets.items() if knows_series(after, key.series)}
        ),
        "progress": MappingProxyType(
            {key: one for key, one in after.progress.items() if knows_series(after, key.series)}
        ),
        "levers": tuple(one for one in after.levers if one.indicator in after.indicator_by_code),
        "vintages": MappingProxyType(
            {key: one for key, one in after.vintages.items() if knows_series(after, key.series)}
        ),
        "proposals": MappingProxyType(
            {key: one for key, one in after.proposals.items() if knows_series(after, key.series)}
        ),
        "closed_targets": tuple(one for one in after.closed_targets if knows_series(after, one.series)),
        "scoring": tuple(
            one
            for one in after.scoring
            if one.indicator in after.indicator_by_code
            and (not one.industry or one.industry in after.industry_by_code)
        ),
        "commitments": tuple(
            one for one in after.commitments if not one.region or one.region in after.region_by_code
        ),
    }
    return _laid_out(before, replace(after, **kept), series, before.years)


def _stated_series(plan: Plan) -> Iterator[SeriesKey]:
    """The series of a plan that no formula and no roll-up alone asks for."""
    filled = np.asarray(np.isfinite(plan.observed).any(axis=1))
    told = {key.series for key in plan.targets} | {key.series for key in plan.progress}
    own = {
        key
        for key, source, has in zip(plan.series, plan.series_sources, filled.tolist(), strict=True)
        if has or source or key in told
    }
    follows = set(complete_series(own, plan.region_by_code, plan.industry_by_code, plan.indicator_by_code))
    yield from (key for key in plan.series if key in own or key not in follows)


def _laid_out(before: Plan, after: Plan, series: tuple[SeriesKey, ...], years: Any) -> Plan:
    """The plan with these series and years, its figures moved to their places."""
    same = series == before.series and np.array_equal(years, before.years)
    if same:
        return _forgetful(replace(after, series=before.series, years=before.years, observed=before.observed))
    # laid out year by year, as the engine goes through it
    observed = np.full((len(years), len(series)), np.nan)
    then = [(row, before.row[key]) for row, key in enumerate(series) if key in before.row]
    shift = int(before.years[0]) - int(years[0])
    columns = [(one + shift, one) for one in range(len(before.years)) if 0 <= one + shift < len(years)]
    if then and columns:
        rows, old_rows = (np.array(one) for one in zip(*then, strict=True))
        places, old_places = (np.array(one) for one in zip(*columns, strict=True))
        observed[np.ix_(places, rows)] = before.observed.T[np.ix_(old_places, old_rows)]
    observed.setflags(write=False)
    sources = dict(zip(before.series, before.series_sources, strict=True))
    return _forgetful(
        replace(
            after,
            series=series,
            series_sources=tuple(sources.get(key, "") for key in series),
            years=years,
            observed=observed.T,
        )
    )


def _forgetful(plan: Plan) -> Plan:
    """The plan without look-ups that another one shared with it."""
    return Plan(**{one.name: getattr(plan, one.name) for one in fields(plan)})


def _sound(plan: Plan) -> Plan:
    regions = _sound_regions(plan)
    city = plan.city if plan.city in {one.code for one in regions} else ""
    roots = [one.code for one in regions if not one.parent and not one.benchmark]
    if not city and len(roots) == 1:
        city = roots[0]
    industries = _without_strange_parents(plan.industries, "")
    plan = replace(plan, regions=regions, city=city, industries=industries)
    return replace(plan, indicators=_sound_indicators(plan))


def _sound_regions(plan: Plan) -> tuple[Region, ...]:
    yardsticks = {one.code for one in plan.regions if one.benchmark}
    regions = tuple(
        replace(one, parent="" if one.benchmark else plan.city if one.code != plan.city else "")
        if one.parent and (one.benchmark or one.parent in yardsticks)
        else one
        for one in plan.regions
    )
    return _without_strange_parents(regions, plan.city)


def _without_strange_parents(things: tuple[Named, ...], root: str) -> tuple[Named, ...]:
    there = {one.code for one in things}
    above = {one.code: one.parent if one.parent in there else "" for one in things}
    lost = {one.code for one in things if one.parent and one.parent not in there}
    for code in lost:
        # what lost its parent is below the root, as what only other sheets name is
        above[code] = root if root in there and code != root else ""
    for circle in circles({code: [parent] if parent else [] for code, parent in above.items()}):
        for code in circle:
            above[code] = ""
    return tuple(
        one if above[one.code] == one.parent else replace(one, parent=above[one.code]) for one in things
    )


def _sound_indicators(plan: Plan) -> tuple[Indicator, ...]:
    known = {one.code for one in plan.indicators}
    places = RegionPlaces(plan.regions)
    found = {one.code: _sound_indicator(one, known, places) for one in plan.indicators}
    reads = {code: sorted(read_by(one)) for code, one in found.items()}
    for circle in circles(reads):
        for code in circle:
            rollup = RollUp.NONE if found[code].rollup is RollUp.MEAN else found[code].rollup
            found[code] = replace(found[code], formula=None, rollup=rollup, weight="")
    return tuple(found.values())


def read_by(indicator: Indicator) -> frozenset[str]:
    """The codes that an indicator is computed or weighted by."""
    codes = indicator.formula.codes if indicator.formula is not None else frozenset()
    return codes | (
        {indicator.weight} if indicator.rollup is RollUp.MEAN and indicator.weight else frozenset()
    )


def _sound_indicator(one: Indicator, known: Collection[str], places: RegionPlaces) -> Indicator:
    if one.rollup is RollUp.MEAN and one.weight not in known:
        one = replace(one, rollup=RollUp.NONE, weight="")
    if one.formula is None:
        return one
    if not one.formula.codes <= set(known):
        return replace(one, formula=None)
    resolved = with_regions_resolved(one.formula, places.find)
    if resolved is None:
        return replace(one, formula=None)
    return one if resolved == one.formula else replace(one, formula=resolved)
