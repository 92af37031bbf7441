"""Inheritance: which bases a scenario can have, and what its heirs keep of it when it is removed, so that no path changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, TypeVar

from npfdesk.plan.problems import Problem, error
from npfdesk.plan.scenarios import Scenario, lineage, with_entries
from npfdesk.plan.series import ANY, AssumptionKey, LeverIntensityKey
from npfdesk.plan.spoken_names import name_wording

RowKey = TypeVar("RowKey", AssumptionKey, LeverIntensityKey)
RowValue = TypeVar("RowValue")

INHERITS_ITSELF: Final = error(
    "scenario_inherits_itself",
    "情景“{name}”不能继承“{above}”：“{above}”自己就是“{name}”，或者继承自它。没有改动；请先在“{above}”的上级和假设包里去掉“{name}”，"
    "或另选一个情景。",
    "Scenario “{name}” cannot inherit from “{above}”, which is “{name}” itself or inherits from it. Nothing was changed; take "
    "“{name}” out of the parent and packages of “{above}” first, or choose another scenario.",
)


def with_bases(one: Scenario, parent: str | None, packages: Iterable[str]) -> Scenario:
    """A scenario with other bases, each named once: one that is the parent, or is named before, is no further package."""
    named = dict.fromkeys(name for name in packages if name != parent)
    return replace(one, parent=parent, packages=tuple(named))


def circle_problem(scenarios: Mapping[str, Scenario], one: Scenario) -> Problem | None:
    """Why a scenario cannot have its bases: one of them is itself or inherits from it. None where it can."""
    for base in one.bases:
        if base == one.id or any(above.id == one.id for above in lineage(scenarios, base)):
            told = {"name": name_wording(one), "above": name_wording(scenarios.get(base, one))}
            return Problem(INHERITS_ITSELF, text=one.name, arguments=told)
    return None


def inherits_itself(scenarios: Mapping[str, Scenario], name: str) -> bool:
    """Whether a scenario is part of a circle; a scenario that only inherits from a circle is not."""
    seen: set[str] = set()
    waiting = list(scenarios[name].bases)
    while waiting:
        base = waiting.pop()
        if base not in seen and base in scenarios:
            seen.add(base)
            waiting += scenarios[base].bases
    return name in seen


def without_scenario(scenarios: Mapping[str, Scenario], removed: str) -> dict[str, Scenario]:
    """The scenarios without one of them. Its heirs keep what they inherit of it, so no path changes.

    Its bases take its place among those of its heirs. An heir takes over its entries; where something stronger stood
    between the two (a package, say), only what still differs is repeated, with what is stronger there. KeyError for an
    unknown one.
    """
    gone = scenarios[removed]
    now = {name: one for name, one in scenarios.items() if name != removed}
    lines = {name: lineage(scenarios, name) for name in now}
    heirs = [name for name, line in lines.items() if any(above.id == removed for above in line)]
    several = any(one.packages for one in scenarios.values())
    # what inherits has a longer line than what it inherits from
    for name in sorted(heirs, key=lambda one: len(lines[one])):
        heir = now[name]
        if removed in heir.bases:
            heir = _rebased(heir, gone)
            if lines[name][-2] is gone:
                heir = _with_layer_below(heir, gone)
            now[name] = heir
        if several:
            now[name] = _as_before(lines[name], lineage(now, name))
    return now


def _rebased(heir: Scenario, gone: Scenario) -> Scenario:
    """An heir whose base is removed: the bases of that one stand in its place."""
    if heir.parent == gone.id:
        return with_bases(heir, gone.parent, (*gone.packages, *heir.packages))
    inherited = [gone.bases if one == gone.id else (one,) for one in heir.packages]
    return with_bases(heir, heir.parent, [one for some in inherited for one in some])


def _with_layer_below(heir: Scenario, gone: Scenario) -> Scenario:
    return replace(
        heir,
        assumptions=MappingProxyType(merged_layers(gone.assumptions, heir.assumptions, AssumptionKey)),
        intensities=MappingProxyType(merged_layers(gone.intensities, heir.intensities, LeverIntensityKey)),
        targets=MappingProxyType({**gone.targets, **heir.targets}),
    )


def _as_before(before: Sequence[Scenario], after: Sequence[Scenario]) -> Scenario:
    """The last scenario of a line with own entries, where they are needed, with which the line says what it said before."""
    heir = after[-1]
    assumptions = _said_otherwise([one.assumptions for one in before], [one.assumptions for one in after])
    intensities = _said_otherwise([one.intensities for one in before], [one.intensities for one in after])
    old = {key: value for one in before for key, value in one.targets.items()}
    new = {key: value for one in after for key, value in one.targets.items()}
    targets = {key: value for key, value in old.items() if new.get(key) is not value}
    if not assumptions and not intensities and not targets:
        return heir
    return replace(
        heir,
        assumptions=MappingProxyType(merged_layers(heir.assumptions, assumptions, AssumptionKey)),
        intensities=MappingProxyType(merged_layers(heir.intensities, intensities, LeverIntensityKey)),
        targets=with_entries(heir.targets, targets),
    )


def _said_otherwise(
    before: Sequence[Mapping[RowKey, RowValue]],
    after: Sequence[Mapping[RowKey, RowValue]],
) -> dict[RowKey, RowValue]:
    """The rows that say of a line's layers, weakest first, what others said; none where they say the same.

    A row that differs comes with every row that it applies to, so that, laid over the layers, it covers nothing else.
    """
    subjects: dict[RowKey, set[RowKey]] = {}
    for layers in (before, after):
        for key in (one for layer in layers for one in layer):
            subjects.setdefault(key._replace(region=ANY, industry=ANY), set()).add(key)
    found: dict[RowKey, RowValue] = {}
    for stated in subjects.values():
        keys = _with_meetings(stated)
        was = {key: _said(before, key) for key in keys}
        other = {key for key in keys if was[key] is not None and was[key] is not _said(after, key)}
        for key in keys:
            value = was[key]
            if value is not None and any(wide in other for wide in _wider(key)):
                found[key] = value
    return found


def _with_meetings(keys: Iterable[RowKey]) -> list[RowKey]:
    """Keys of one subject, and those where a region's and an industry's meet, from general to specific."""
    every = set(keys)
    by_region = [key for key in every if key.region != ANY and key.industry == ANY]
    by_industry = [key for key in every if key.region == ANY and key.industry != ANY]
    every |= {one._replace(industry=other.industry) for one in by_region for other in by_industry}
    return sorted(every, key=lambda key: (key.specificity, key))


def _said(layers: Sequence[Mapping[RowKey, RowValue]], key: RowKey) -> RowValue | None:
    """What layers, weakest first, say of a key."""
    wider = _wider(key)
    return next((layer[one] for layer in reversed(layers) for one in wider if one in layer), None)


def _wider(key: RowKey) -> list[RowKey]:
    """The keys that apply wherever a key does, itself first."""
    return [
        key._replace(region=region, industry=industry)
        for region, industry in applicable(key.region, key.industry)
    ]


def applicable(region: str, industry: str) -> Iterator[tuple[str, str]]:
    """The pairs of region and industry whose rows apply to these, the most specific first."""
    return iter(dict.fromkeys(((region, industry), (region, ANY), (ANY, industry), (ANY, ANY))))


def merged_layers(
    below: Mapping[RowKey, RowValue], above: Mapping[RowKey, RowValue], key_type: Callable[..., RowKey]
) -> dict[RowKey, RowValue]:
    """Two scenarios' rows as one layer in which the same row as before applies to every series.

    Within one scenario the more specific row applies; between two scenarios the child's row does. So a child's
    row that is more general than a parent's row, or crosses it, is repeated where the two meet.
    """
    merged: dict[RowKey, RowValue] = {}
    for low, value in below.items():
        if any(covers(high, low) for high in above):
            continue
        merged[low] = value
        for high, own in above.items():
            meeting = _meeting(high, low)
            if meeting is not None and tuple(meeting) not in (tuple(high), tuple(low)):
                merged.setdefault(key_type(*meeting), own)
    merged.update(above)
    return merged


def covers(wide: tuple[Any, ...], narrow: tuple[Any, ...]) -> bool:
    """Whether a row's key applies wherever another key applies."""
    return all(one in (ANY, other) for one, other in zip(wide, narrow, strict=True))


def _meeting(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...] | None:
    parts = [b if a == ANY else a for a, b in zip(one, other, strict=True) if ANY in (a, b) or a == b]
    return tuple(parts) if len(parts) == len(one) else None
