"""Edits of a plan's structure: what it consists of, added, changed, moved and removed in one undo step.

The functions below make `AmendPlan` edits with their labels. Whether a document takes one, `refusal` tells before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.amended_plan import amended_plan
from npfdesk.plan.check_formulas import checks_following, outstanding_checks
from npfdesk.plan.commitments import Commitment, CommitmentKey, commitments_by_key
from npfdesk.plan.document import Document
from npfdesk.plan.edits import EditRefused, Label
from npfdesk.plan.expressions import with_region_renamed
from npfdesk.plan.lever_amendments import EffectKey, effect_key
from npfdesk.plan.model import (
    Indicator,
    Industry,
    LeverEffect,
    Plan,
    Source,
)
from npfdesk.plan.names import fold
from npfdesk.plan.parts import PARTS
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.region_places import RegionPlaces, unambiguous_names
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Scenario, by_id
from npfdesk.plan.series import ObservationKey, TargetKey
from npfdesk.plan.share_groups import without_members
from npfdesk.plan.spoken_names import name_wording
from npfdesk.plan.structure import ORDERED, SETTINGS, code_of, targets_read_again, unresolved
from npfdesk.plan.structure_checks import refused_structure
from npfdesk.plan.targets import PlanTarget
from npfdesk.plan.work import Work

Thing = Region | Industry | Indicator | Source
KIND_OF: Final[Mapping[type, str]] = MappingProxyType(
    {Region: "regions", Industry: "industries", Indicator: "indicators", Source: "sources"}
)
"""The field of Plan and Work that holds things of a type."""
KIND_WORDS: Final = MappingProxyType(
    {
        "regions": Wording("地区", "region"),
        "industries": Wording("产业", "industry"),
        "indicators": Wording("指标", "indicator"),
        "sources": Wording("出处", "source"),
        "commitments": Wording("承诺", "commitment"),
        "levers": Wording("抓手", "lever"),
    }
)
"""The kinds of things a plan consists of, in words."""
_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})


@dataclass(frozen=True)
class AmendPlan:
    """Changes the structure of the plan, for all scenarios; None removes a thing and everything that is of it.

    `regions`, `industries` and `indicators` are by code, `sources` by id, `commitments` and `levers` (effects) by
    key; `settings` are those of `structure.SETTINGS`, `order` codes of a kind in their new order. `observations` and
    `targets` come along where figures move with it. `levers_renamed` gives levers in scenarios their new names.
    """

    label: Label
    regions: Mapping[str, Region | None] = field(default_factory=lambda: _NOTHING)
    industries: Mapping[str, Industry | None] = field(default_factory=lambda: _NOTHING)
    indicators: Mapping[str, Indicator | None] = field(default_factory=lambda: _NOTHING)
    sources: Mapping[str, Source | None] = field(default_factory=lambda: _NOTHING)
    commitments: Mapping[CommitmentKey, Commitment | None] = field(default_factory=lambda: _NOTHING)
    levers: Mapping[EffectKey, LeverEffect | None] = field(default_factory=lambda: _NOTHING)
    settings: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    order: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    observations: Mapping[ObservationKey, float | None] = field(default_factory=lambda: _NOTHING)
    targets: Mapping[TargetKey, PlanTarget | None] = field(default_factory=lambda: _NOTHING)
    levers_renamed: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; EditRefused, with its problem, where the plan would not be sound."""
        problem = refused_structure(
            document,
            self.regions,
            self.industries,
            self.indicators,
            self.sources,
            self.commitments,
            self.levers,
            self.settings,
        )
        if problem is not None:
            raise EditRefused(problem.text, problem)
        own = document.workbook_plan
        work = _with_smaller_groups(document, _without_removed(document, self), self)
        checks = checks_following(document.plan, self.regions, self.indicators)
        if checks:
            work = replace(work, checks=outstanding_checks(own, {**work.checks, **checks}))
        work = replace(work, targets=targets_read_again(work.targets, document.plan, self.indicators))
        changes: dict[str, Any] = {
            name: getattr(self, name) for name in (*_CHANGED, "observations", "targets")
        }
        said: dict[str, Any] = {
            name: MappingProxyType({**getattr(work, name), **one}) for name, one in changes.items() if one
        }
        work = replace(work, **said)
        for part in PARTS:
            # what comes back to what the workbook says is no amendment any more
            if part.key in _CHANGED and part.outstanding is not None:
                kept = part.outstanding(own, part.of(work))
                if kept != part.of(work):
                    work = replace(work, **{part.key: kept})
        return replace(document, plan=amended_plan(own, work), work=work)


_CHANGED: Final = (
    *("regions", "industries", "indicators", "sources"),
    *("commitments", "levers", "settings", "order"),
)


def refusal(document: Document, edit: AmendPlan) -> Problem | None:
    """Why a document does not take an edit of its structure; None where it does."""
    try:
        edit.apply(document)
    except EditRefused as refused:
        return refused.problem
    return None


def new_code(document: Document, kind: str, name: str) -> str:
    """A code for a new thing of a kind (`regions`, …): its name, with a number where that is or was in use."""
    plan, own = document.plan, document.workbook_plan
    used = {
        fold(spelling)
        for one in (*getattr(plan, kind), *getattr(own, kind))
        for spelling in (code_of(one), getattr(one, "name", ""))
    }
    used |= {fold(code) for code in getattr(document.work, kind)}
    stem, number = name.strip(), 2
    code = stem
    while fold(code) in used:
        code, number = f"{stem} {number}", number + 1
    return code


def add_thing(document: Document, thing: Thing, before: str = "") -> AmendPlan:
    """The edit that adds a region, industry, indicator or source, below the others or before the one with a code."""
    kind = KIND_OF[type(thing)]
    code = code_of(thing)
    order = _order(document.plan, kind, code, before) if before else {}
    label = _label("新增{what}“{name}”", "Add the {what} “{name}”", kind, thing)
    return _amend(label, **{kind: {code: _saved(thing)}}, order=MappingProxyType(order))


def add_things(document: Document, things: Iterable[Thing]) -> AmendPlan:
    """The edit that adds several things of any kinds in one step: a pasted block."""
    added: dict[str, dict[str, Any]] = {}
    for thing in things:
        added.setdefault(KIND_OF[type(thing)], {})[code_of(thing)] = _saved(thing)
    count = sum(map(len, added.values()))
    label = Label(Wording("新增 {count} 行", "Add {count:row|rows}"), {"count": count})
    return _amend(label, **added)


def change_thing(document: Document, code: str, thing: Thing) -> AmendPlan:
    """The edit that gives the thing with a code other contents; its code stays, whatever the new value says.

    Where a region gets another name, formulas that name it in quotes follow.
    """
    kind = KIND_OF[type(thing)]
    stays = replace(thing, id=code) if isinstance(thing, Source) else replace(thing, code=code)
    before = next(one for one in getattr(document.plan, kind) if code_of(one) == code)
    more: dict[str, Any] = {}
    if isinstance(stays, Region) and isinstance(before, Region):
        followers = _formulas_following(document.plan, [stays])
        if followers:
            more["indicators"] = followers
    if _name(before).zh != _name(stays).zh:
        label = Label(
            Wording("“{name}”改名为“{new}”", "Rename “{name}” to “{new}”"),
            {"name": _name(before), "new": _name(stays)},
        )
    else:
        label = _label("修改{what}“{name}”", "Change the {what} “{name}”", kind, stays)
    return _amend(label, **{kind: {code: _saved(stays)}}, **more)


def set_things(document: Document, kind: str, things: Mapping[str, Thing]) -> AmendPlan:
    """The edit that gives things of a kind these contents, by code, in one step; those that are not there are added."""
    there = {code_of(one) for one in getattr(document.plan, kind)}
    if len(things) == 1:
        ((code, thing),) = things.items()
        return change_thing(document, code, thing) if code in there else add_thing(document, thing)
    more: dict[str, Any] = {}
    if kind == "regions":
        changed = [
            replace(one, code=code)
            for code, one in things.items()
            if isinstance(one, Region) and code in there
        ]
        followers = _formulas_following(document.plan, changed)
        if followers:
            more["indicators"] = followers
    new = not there & things.keys()
    label = Label(
        Wording("新增 {count} 行", "Add {count:row|rows}")
        if new
        else Wording("修改 {count} 行", "Change {count:row|rows}"),
        {"count": len(things)},
    )
    return _amend(label, **{kind: {code: _saved(thing) for code, thing in things.items()}}, **more)


def rename_thing(document: Document, kind: str, code: str, name: str) -> AmendPlan:
    """The edit that renames a region, industry or indicator; its code stays."""
    thing = next(one for one in getattr(document.plan, kind) if code_of(one) == code)
    return change_thing(document, code, replace(thing, name=name.strip()))


def move_thing(
    document: Document, kind: str, code: str, before: str = "", parent: str | None = None
) -> AmendPlan:
    """The edit that moves a thing before another one ("" = behind all), and below another parent (None: its own)."""
    thing = next(one for one in getattr(document.plan, kind) if code_of(one) == code)
    label = _label("移动{what}“{name}”", "Move the {what} “{name}”", kind, thing)
    order = _order(document.plan, kind, code, before)
    changed: dict[str, Any] = {}
    if parent is not None and thing.parent != parent:
        changed[kind] = {code: replace(thing, parent=parent)}
    return _amend(label, **changed, order=MappingProxyType(order))


def remove_things(document: Document, kind: str, codes: Iterable[str]) -> AmendPlan:
    """The edit that removes things of a kind, with the regions or industries below them and all that is of them.

    `structure_dependents.what_depends_on` tells before what falls with them.
    """
    plan = document.plan
    wanted = set(codes)
    things = getattr(plan, kind)
    names = tuple(_name(one) for one in things if code_of(one) in wanted)
    wanted = with_those_below(things, wanted)
    label = Label(
        Wording("删除{what} {names}", "Remove the {what} {names}"),
        {"what": KIND_WORDS[kind], "names": names},
    )
    return _amend(label, **{kind: dict.fromkeys(code_of(one) for one in things if code_of(one) in wanted)})


def with_those_below(things: Iterable[Any], codes: Iterable[str]) -> set[str]:
    """The codes with those of all things below them."""
    found = set(codes)
    things = tuple(things)
    grown = True
    while grown:
        below = {code_of(one) for one in things if getattr(one, "parent", "") in found} - found
        found |= below
        grown = bool(below)
    return found


def set_settings(document: Document, settings: Mapping[str, str]) -> AmendPlan:
    """The edit that sets the plan's settings (keys of `structure.SETTINGS`; years as text, `city` as code)."""
    assert settings.keys() <= set(SETTINGS)
    label = Label(Wording("修改规划设置", "Change the plan settings"))
    return AmendPlan(label, settings=MappingProxyType({key: text.strip() for key, text in settings.items()}))


def set_years(
    document: Document,
    *,
    first: int | None = None,
    base: int | None = None,
    target: int | None = None,
    horizon: int | None = None,
) -> AmendPlan:
    """The edit that sets the plan's years: the first year of data, the base, the target, the horizon (None: as it is)."""
    said = {"first year": first, "base year": base, "target year": target, "horizon": horizon}
    return set_settings(document, {key: str(year) for key, year in said.items() if year is not None})


def add_commitment(document: Document, commitment: Commitment) -> AmendPlan:
    """The edit that adds a commitment below the others; one without a region is the city's."""
    commitment = _placed(document, commitment)
    there = commitments_by_key(document.plan.commitments)
    key = CommitmentKey(commitment.region, commitment.item, commitment.year)
    while key in there or document.work.commitments.get(key, commitment) is None:
        key = key._replace(number=key.number + 1)
    label = Label(Wording("新增承诺“{name}”", "Add the commitment “{name}”"), {"name": commitment.item})
    return AmendPlan(label, commitments=MappingProxyType({key: commitment}))


def change_commitment(document: Document, key: CommitmentKey, commitment: Commitment) -> AmendPlan:
    """The edit that gives a commitment other contents; where its key becomes another one it is moved to that."""
    commitment = _placed(document, commitment)
    now = CommitmentKey(commitment.region, commitment.item, commitment.year, key.number)
    label = Label(Wording("修改承诺“{name}”", "Change the commitment “{name}”"), {"name": commitment.item})
    if now == key:
        return AmendPlan(label, commitments=MappingProxyType({key: commitment}))
    added = add_commitment(document, commitment).commitments
    return AmendPlan(label, commitments=MappingProxyType({key: None, **added}))


def set_commitments(
    document: Document, changed: Mapping[CommitmentKey, Commitment], added: Iterable[Commitment] = ()
) -> AmendPlan:
    """The edit that gives commitments other contents by key and adds others below them, in one step."""
    added = tuple(_placed(document, one) for one in added)
    said: dict[CommitmentKey, Commitment | None] = {}
    used = {*commitments_by_key(document.plan.commitments), *document.work.commitments}
    changed = {key: _placed(document, one) for key, one in changed.items()}
    for key, one in changed.items():
        now = CommitmentKey(one.region, one.item, one.year, key.number)
        if now != key:
            said[key] = None
            now = _free_key(one, used)
        used.add(now)
        said[now] = one
    for one in added:
        now = _free_key(one, used)
        used.add(now)
        said[now] = one
    if len(changed) + len(added) == 1:
        (one,) = (*changed.values(), *added)
        words = (
            Wording("新增承诺“{name}”", "Add the commitment “{name}”")
            if added
            else Wording("修改承诺“{name}”", "Change the commitment “{name}”")
        )
        label = Label(words, {"name": one.item})
    else:
        count = len(changed) + len(added)
        label = Label(Wording("设置 {count} 项承诺", "Set {count:commitment|commitments}"), {"count": count})
    return AmendPlan(label, commitments=MappingProxyType(said))


def _free_key(one: Commitment, used: Collection[CommitmentKey]) -> CommitmentKey:
    key = CommitmentKey(one.region, one.item, one.year)
    while key in used:
        key = key._replace(number=key.number + 1)
    return key


def _placed(document: Document, commitment: Commitment) -> Commitment:
    return replace(
        commitment,
        region=commitment.region or document.plan.city,
        year=commitment.year or document.plan.target_year,
    )


def remove_commitments(document: Document, keys: Iterable[CommitmentKey]) -> AmendPlan:
    """The edit that removes commitments."""
    keys = tuple(keys)
    label = Label(
        Wording("删除承诺 {names}", "Remove the commitments {names}"),
        {"names": tuple(key.item for key in keys)},
    )
    return AmendPlan(label, commitments=MappingProxyType(dict.fromkeys(keys)))


def set_lever_rows(document: Document, rows: Iterable[LeverEffect]) -> AmendPlan:
    """The edit that adds effects of levers, or gives those with the same lever, indicator and lag other contents."""
    said = {effect_key(one): one for one in rows}
    names = tuple(dict.fromkeys(one.lever for one in said.values()))
    label = Label(Wording("设置抓手 {names}", "Set the levers {names}"), {"names": names})
    return AmendPlan(label, levers=MappingProxyType(said))


def remove_lever(document: Document, lever: str, key: EffectKey | None = None) -> AmendPlan:
    """The edit that removes a lever with all its effects, or one effect of it by its key."""
    gone = [effect_key(one) for one in document.plan.levers if one.lever == lever]
    label = Label(Wording("删除抓手“{name}”", "Remove the lever “{name}”"), {"name": lever})
    return AmendPlan(label, levers=MappingProxyType(dict.fromkeys(gone if key is None else (key,))))


def rename_lever(document: Document, lever: str, name: str) -> AmendPlan:
    """The edit that renames a lever: in its effects, and in the intensities and rules of every scenario."""
    name = name.strip()
    changes: dict[EffectKey, LeverEffect | None] = {}
    for one in document.plan.levers:
        if one.lever == lever:
            changes[effect_key(one)] = None
            changes[effect_key(one)._replace(lever=name)] = replace(one, lever=name)
    label = Label(
        Wording("“{name}”改名为“{new}”", "Rename “{name}” to “{new}”"), {"name": lever, "new": name}
    )
    return AmendPlan(label, levers=MappingProxyType(changes), levers_renamed=MappingProxyType({lever: name}))


def _amend(label: Label, **changes: Any) -> AmendPlan:
    return AmendPlan(label, **changes)


def _saved(thing: Any) -> Any:
    return unresolved(thing) if isinstance(thing, Indicator) else thing


def _name(thing: Any) -> Wording:
    return Wording(thing.document, thing.document) if isinstance(thing, Source) else name_wording(thing)


def _label(zh: str, en: str, kind: str, thing: Any) -> Label:
    return Label(Wording(zh, en), {"what": KIND_WORDS[kind], "name": _name(thing)})


def _order(plan: Plan, kind: str, code: str, before: str) -> dict[str, tuple[str, ...]]:
    assert kind in ORDERED
    codes = [one for one in map(code_of, getattr(plan, kind)) if one != code]
    place = codes.index(before) if before in codes else len(codes)
    return {kind: (*codes[:place], code, *codes[place:])}


def _formulas_following(plan: Plan, changed: Iterable[Region]) -> dict[str, Indicator]:
    """The indicators whose formulas name regions that get other names, one region after the other."""
    found: dict[str, Indicator] = {}
    for one in changed:
        regions = tuple(one if region.code == one.code else region for region in plan.regions)
        places, now, names = RegionPlaces(plan.regions), RegionPlaces(regions), unambiguous_names(regions)

        def is_lost(
            said: str, code: str = one.code, then: RegionPlaces = places, now: RegionPlaces = now
        ) -> bool:
            return then.find(said) == code and now.find(said) != code

        for indicator in plan.indicators:
            formula = indicator.formula
            if formula is None or one.code not in formula.regions:
                continue
            text = with_region_renamed(formula.text, is_lost, names[one.code])
            if text != formula.text:
                found[indicator.code] = replace(indicator, formula=replace(formula, text=text))
        indicators = tuple(found.get(indicator.code, indicator) for indicator in plan.indicators)
        plan = replace(plan, regions=regions, indicators=indicators)
    return {code: unresolved(indicator) for code, indicator in found.items()}


def _without_removed(document: Document, edit: AmendPlan) -> Work:
    """The work without what is of regions, industries, indicators and levers that an edit removes."""
    work = document.work
    fallen = {kind: {code for code, one in getattr(edit, kind).items() if one is None} for kind in ORDERED}
    if any(fallen.values()) and work.order:
        order = {
            kind: tuple(code for code in codes if code not in fallen[kind])
            for kind, codes in work.order.items()
        }
        work = replace(work, order=MappingProxyType(order))
    gone = {
        name: {code for code, one in getattr(edit, f"{kind}").items() if one is None}
        for name, kind in (("region", "regions"), ("industry", "industries"), ("indicator", "indicators"))
    }
    levers = (
        {key.lever for key, one in edit.levers.items() if one is None}
        - {key.lever for key, one in edit.levers.items() if one is not None}
        - edit.levers_renamed.keys()
    )
    left = {one.lever for one in document.plan.levers if edit.levers.get(effect_key(one), one) is not None}
    gone["lever"] = levers - left
    if not any(gone.values()) and not levers and not edit.levers_renamed:
        return work

    def falls(key: Any) -> bool:
        return any(getattr(key, name, None) in codes for name, codes in gone.items())

    scenarios = by_id(
        _scenario_without(one, falls, edit, gone["indicator"]) for one in work.scenarios.values()
    )
    return replace(
        work,
        scenarios=scenarios,
        observations=_kept(work.observations, lambda key: not falls(key.series)),
        targets=_kept(work.targets, lambda key: not falls(key.series)),
        progress=_kept(work.progress, lambda key: not falls(key.series)),
        vintages=_kept(work.vintages, lambda key: not falls(key.series)),
        proposals=_kept(work.proposals, lambda key: not falls(key.series)),
        scoring=MappingProxyType(
            {name: one for name, one in work.scoring.items() if one is None or not falls(one)}
        ),
        notes=_kept(work.notes, lambda key: not falls(key)),
        standings=_kept(
            work.standings, lambda key: not falls(key) and edit.commitments.get(key, 1) is not None
        ),
        effects=MappingProxyType(
            {
                key._replace(lever=edit.levers_renamed.get(key.lever, key.lever)): one
                for key, one in work.effects.items()
                if (key.indicator not in gone["indicator"] and edit.levers.get(key, 1) is not None)
                or key.lever in edit.levers_renamed
            }
        ),
        commitments=_kept(work.commitments, lambda key: key.region not in gone["region"]),
        levers=_kept(work.levers, lambda key: key.indicator not in gone["indicator"]),
    )


def _with_smaller_groups(document: Document, work: Work, edit: AmendPlan) -> Work:
    """The work in which removed indicators are in no group of shares; a group of fewer than two goes with them."""
    gone = {code for code, one in edit.indicators.items() if one is None}
    smaller = {
        group.name: without_members(group, gone)
        for group in document.plan.share_groups
        if gone.intersection(group.members)
    }
    if not smaller:
        return work
    return replace(work, share_groups=MappingProxyType({**work.share_groups, **smaller}))


def _scenario_without(one: Scenario, falls: Any, edit: AmendPlan, indicators: set[str]) -> Scenario:
    intensities = {
        key._replace(lever=edit.levers_renamed.get(key.lever, key.lever)): value
        for key, value in one.intensities.items()
        if not falls(key)
    }
    rules = tuple(
        replace(rule, lever=edit.levers_renamed.get(rule.lever, rule.lever))
        for rule in one.responses
        if not falls(rule)
    )
    return replace(
        one,
        assumptions=_kept(one.assumptions, lambda key: not falls(key)),
        intensities=MappingProxyType(intensities),
        targets=_kept(one.targets, lambda key: not falls(key.series)),
        responses=rules,
    )


def _kept(entries: Mapping[Any, Any], wanted: Any) -> Mapping[Any, Any]:
    if all(wanted(key) for key in entries):
        return entries
    return MappingProxyType({key: one for key, one in entries.items() if wanted(key)})
