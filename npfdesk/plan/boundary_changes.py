"""Changes of boundaries (行政区划调整): regions merged into one, or one split into several, from a year on.

The old regions stand in the tree until the year before, the new ones from it; roll-ups take in each year those in
force. Everything is one edit, and what it changes is told before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from npfdesk.plan.boundary_targets import (
    CarriedTargets,
    additive,
    decimal_places,
    finer_decimals,
    merged_targets,
    shared_out,
    split_targets,
)
from npfdesk.plan.commitments import Commitment, CommitmentKey, commitments_by_key
from npfdesk.plan.document import Document
from npfdesk.plan.edits import CombinedEdit, Edit, Label, SetAssumptions, SetNotes, SetTargets
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.model import Plan
from npfdesk.plan.notes import CellNote, NoteKey, NoteSubject
from npfdesk.plan.numbers import trimmed
from npfdesk.plan.problems import Problem, Wording, error, joined
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption, lineage
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, ObservationKey, SeriesKey, TargetKey
from npfdesk.plan.spoken_names import name_wording, problem_about
from npfdesk.plan.structure_dependents import Dependents, dependents
from npfdesk.plan.structure_edits import AmendPlan, refusal
from npfdesk.plan.targets import PlanTarget

TOO_FEW_MERGED: Final = error(
    "boundary_merge_few",
    "合并至少要两个地区。请再选一个。",
    "A merge needs at least two regions. Choose another one.",
)
TOO_FEW_PARTS: Final = error(
    "boundary_split_few",
    "拆分后至少要两个地区。请再加一行。",
    "A split must give at least two regions. Add another row.",
)
YEAR_OUTSIDE: Final = error(
    "boundary_year",
    "起始年须在 {first} 到 {last} 之间：之前的年份归原地区，之后的归新地区。请改年份。",
    "The year must lie between {first} and {last}: the years before it belong to the old regions, those from it on to the new "
    "ones. Change it.",
)
OTHER_PARENTS: Final = error(
    "boundary_parents",
    "{regions}不在同一上级之下，合并会改动两个上级的合计。请先移到同一上级，或只选同一上级的地区。",
    "{regions} are not below the same parent: merging them would change the totals of both parents. Move them below one parent "
    "first, or choose regions of one parent.",
)
HAS_CHILDREN: Final = error(
    "boundary_children",
    "“{text}”还有下级地区。请先合并、拆分或移走下级。",
    "“{text}” has regions below it. Merge, split or move them first.",
)
NOT_OF_THE_TREE: Final = error(
    "boundary_tree",
    "“{text}”是全市或对标地区，不能合并或拆分。请选全市之下的地区。",
    "“{text}” is the root or a benchmark region and cannot be merged or split. Choose regions below the root.",
)
NOT_IN_FORCE: Final = error(
    "boundary_not_in_force",
    "“{text}”在 {before} 年和 {year} 年并非都存在，不能从 {year} 年起合并或拆分。请改年份。",
    "“{text}” is not in force in both {before} and {year}, and cannot be merged or split from {year} on. Change the year.",
)
SHARES_WRONG: Final = error(
    "boundary_shares",
    "各部分的比例须为 0 到 100 的数，合计为 100%（现为 {total}%）。请改正，或全部留空。",
    "The shares must be numbers from 0 to 100 and add up to 100% (now {total}%). Correct them, or leave them all empty.",
)
NAMED_TWICE: Final = error(
    "boundary_named_twice",
    "“{text}”出现了两次。请换一个名称。",
    "“{text}” appears twice. Choose another name.",
)
RESTATED_ONLY_NEW: Final = error(
    "boundary_restated",
    "只有合并为新地区时才能重算以前的历史：“{text}”以前的数据是它自己的。请取消重算，或合并为新地区。",
    "Past figures can be restated only for a new region: the past figures of “{text}” are its own. Do not restate them, or "
    "merge into a new region.",
)

_WORDS: Final = {
    "moved": Wording("数据改归新地区 {count} 个", "figures that pass to the new regions: {count}"),
    "restated": Wording(
        "按相加重算以前的数据 {count} 个（只供对比，不计入汇总）",
        "earlier figures restated as sums, for comparison only and never rolled up: {count}",
    ),
    "started": Wording(
        "推算的起点 {count} 个（由原地区得出，不计入汇总）",
        "starts of paths, from the old regions and never rolled up: {count}",
    ),
    "incomplete": Wording(
        "有一方缺数、不能相加的数据 {count} 个",
        "figures that cannot be added, as one region lacks its own: {count}",
    ),
    "added": Wording("目标相加 {count} 项", "targets added up: {count}"),
    "shared": Wording("目标按比例分解 {count} 项", "targets shared out: {count}"),
    "anew": Wording("须重新确定的目标 {count} 项", "targets to be stated anew: {count}"),
    "figures_anew": Wording(
        "须填新地区数据的指标 {count} 项",
        "indicators whose figures are to be entered for the new regions: {count}",
    ),
    "months": Wording(
        "起始年及以后的月度、季度数据 {count} 个（留在原地区）",
        "figures of months and quarters from that year on, which stay with the old regions: {count}",
    ),
    "vintages": Wording(
        "起始年及以后的历次公布数 {count} 个（留在原地区）",
        "vintages of figures from that year on, which stay with the old regions: {count}",
    ),
    "proposals": Wording(
        "起始年及以后目标的协商意见 {count} 条（留在原地区）",
        "positions in negotiation for targets from that year on, which stay with the old regions: {count}",
    ),
    "assumed": Wording(
        "原地区的假设和抓手强度 {count} 条（只管到截止年）",
        "assumptions and lever intensities of the old regions, which end with them: {count}",
    ),
    "old_extent": Wording(
        "起始年以前为原范围的地区 {count} 个（基期值不可直接对比）",
        "regions whose figures before are of their old extent, bases included: {count}",
    ),
    "commitments": Wording("承诺改归新地区 {count} 项", "commitments that pass to the new region: {count}"),
    "commitments_anew": Wording(
        "须重新落实地区的承诺 {count} 项", "commitments to be given a region anew: {count}"
    ),
}


class BoundaryKind(StrEnum):
    """What becomes of the regions."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True)
class BoundaryChange:
    """A change of boundaries from a year on: the old regions (codes) and the new ones.

    One of `new` that has an old region's code is that region in its new extent. `shares` (%, one for each of `new`) say
    what each part of a split holds, empty where that is left open. `restated`: the years before a merge into a new
    region are the sums of the old regions, for comparison.
    """

    kind: BoundaryKind
    year: int
    old: tuple[str, ...]
    new: tuple[Region, ...]
    shares: tuple[float, ...] = ()
    restated: bool = False

    @property
    def ended(self) -> tuple[str, ...]:
        """The old regions that go on in none of the new ones."""
        going_on = {one.code for one in self.new}
        return tuple(code for code in self.old if code not in going_on)


@dataclass(frozen=True)
class BoundaryStep:
    """A change of boundaries that a document takes: the edits of its plan, and what they change, told first."""

    change: BoundaryChange
    label: Label
    edits: tuple[Edit, ...]
    told: tuple[Dependents, ...]

    def edit(
        self, assumptions: Mapping[str, Mapping[AssumptionKey, Assumption | None]] = MappingProxyType({})
    ) -> Edit:
        """The change as one step of undo, with the assumptions (by scenario) that carry the paths on."""
        carried = tuple(
            SetAssumptions(scenario, rows, self.label) for scenario, rows in assumptions.items() if rows
        )
        return CombinedEdit((*self.edits, *carried), self.label)


def boundary_step(document: Document, change: BoundaryChange) -> BoundaryStep | Problem:
    """A change of boundaries as edits of a document, or why it cannot be made."""
    plan = document.plan
    problem = _refused(plan, change)
    if problem is not None:
        return problem
    figures, counted = _figures(plan, change)
    own = [key for key in plan.targets if key.series.region in change.old and key.year >= change.year]
    targets = _targets(plan, plan.targets, own, change, figures)
    commitments = _commitments(plan, change)
    label = _label(plan, change)
    amendment = AmendPlan(
        label,
        regions=MappingProxyType(_regions(plan, change)),
        order=_order(plan, change),
        observations=MappingProxyType(figures),
        targets=MappingProxyType(dict(targets.values)),
        commitments=MappingProxyType(commitments if change.kind is BoundaryKind.MERGE else {}),
    )
    problem = refusal(document, amendment)
    if problem is not None:
        return problem
    scenario_edits, scenario_targets = _scenario_targets(document, change, figures, label)
    edits: tuple[Edit, ...] = (amendment, *scenario_edits)
    notes = _notes(plan, change, figures)
    if notes:
        edits = (*edits, SetNotes(MappingProxyType(notes), label))
    told = _told(document, change, counted, (targets, *scenario_targets), commitments)
    return BoundaryStep(change, label, edits, told)


def _refused(plan: Plan, change: BoundaryChange) -> Problem | None:
    checks: Iterable[Problem | None] = (
        _few(change),
        _of_tree(plan, change),
        _year(plan, change),
        _names(plan, change),
        _shares(change),
    )
    return next((one for one in checks if one is not None), None)


def _few(change: BoundaryChange) -> Problem | None:
    if change.kind is BoundaryKind.MERGE:
        return Problem(TOO_FEW_MERGED) if len(set(change.old)) < 2 else None
    return Problem(TOO_FEW_PARTS) if len(change.new) < 2 else None


def _of_tree(plan: Plan, change: BoundaryChange) -> Problem | None:
    regions = [plan.region_by_code[code] for code in change.old]
    for one in regions:
        if one.benchmark or one.code == plan.root:
            return problem_about(NOT_OF_THE_TREE, one)
        if plan.children_of(one.code):
            return problem_about(HAS_CHILDREN, one)
    if len({one.parent for one in regions}) > 1:
        return Problem(OTHER_PARENTS, arguments={"regions": tuple(map(name_wording, regions))})
    return None


def _year(plan: Plan, change: BoundaryChange) -> Problem | None:
    first, last = int(plan.years[0]) + 1, int(plan.years[-1])
    if not first <= change.year <= last:
        return Problem(YEAR_OUTSIDE, arguments={"first": first, "last": last})
    for code in change.old:
        one = plan.region_by_code[code]
        if not (one.in_force(change.year - 1) and one.in_force(change.year)):
            return problem_about(NOT_IN_FORCE, one, before=change.year - 1, year=change.year)
    return None


def _names(plan: Plan, change: BoundaryChange) -> Problem | None:
    seen: set[str] = set()
    for one in change.new:
        if one.name in seen:
            return Problem(NAMED_TWICE, text=one.name)
        seen.add(one.name)
        if one.code in change.old and change.restated:
            return problem_about(RESTATED_ONLY_NEW, plan.region_by_code[one.code])
        if one.code not in change.old and one.code in plan.region_by_code:
            return Problem(NAMED_TWICE, text=one.name)
    return None


def _shares(change: BoundaryChange) -> Problem | None:
    if not change.shares:
        return None
    total = sum(change.shares)
    inside = all(0.0 <= one <= 100.0 for one in change.shares)
    if len(change.shares) != len(change.new) or not inside or abs(total - 100.0) > 1e-6:
        return Problem(SHARES_WRONG, arguments={"total": trimmed(total, 6)})
    return None


def _regions(plan: Plan, change: BoundaryChange) -> dict[str, Region | None]:
    found: dict[str, Region | None] = {
        code: replace(plan.region_by_code[code], until=change.year - 1) for code in change.ended
    }
    old = [plan.region_by_code[code] for code in change.old]
    roles = {one.role for one in old}
    for one in change.new:
        if one.code not in change.old:
            role = one.role or (roles.pop() if len(roles) == 1 else "")
            roles = {role} if role else roles
            found[one.code] = replace(
                one, parent=old[0].parent, role=role, since=change.year, until=None, benchmark=False
            )
    return found


def _order(plan: Plan, change: BoundaryChange) -> Mapping[str, tuple[str, ...]]:
    """The regions with the new ones behind the last old one."""
    codes = [one.code for one in plan.regions]
    place = max(codes.index(code) for code in change.old) + 1
    made = [one.code for one in change.new if one.code not in change.old]
    return MappingProxyType({"regions": (*codes[:place], *made, *codes[place:])})


def _label(plan: Plan, change: BoundaryChange) -> Label:
    old = tuple(name_wording(plan.region_by_code[code]) for code in change.old)
    new = tuple(map(name_wording, change.new))
    arguments = {"old": old, "new": new, "year": change.year}
    if change.kind is BoundaryKind.MERGE:
        return Label(
            Wording("{old}合并为{new}（{year}年起）", "Merge {old} into {new} from {year} on"), arguments
        )
    return Label(
        Wording("{old}拆分为{new}（{year}年起）", "Split {old} into {new} from {year} on"), arguments
    )


@dataclass
class _Counted:
    """What becomes of figures, counted; `unknown` are the indicators of which the new regions have none."""

    moved: int = 0
    restated: int = 0
    started: int = 0
    incomplete: int = 0
    unknown: tuple[str, ...] = ()


def _figures(plan: Plan, change: BoundaryChange) -> tuple[dict[ObservationKey, float | None], _Counted]:
    """The observed figures of the new regions, with those that the old ones lose (None)."""
    figures: dict[ObservationKey, float | None] = {}
    counted = _Counted()
    unknown: list[str] = []
    series = dict.fromkeys((key.industry, key.indicator) for key in plan.series if key.region in change.old)
    for industry, code in series:
        indicator = plan.indicator_by_code[code]
        rolled = additive(indicator) or indicator.rollup is RollUp.MEAN
        rows = _rows(plan, change.old, industry, code)
        seen = plan.observed[rows]
        if not np.isfinite(seen).any():
            continue
        if not rolled or (change.kind is BoundaryKind.SPLIT and not change.shares):
            if indicator.formula is None:
                unknown.append(code)
            continue
        if change.kind is BoundaryKind.MERGE:
            made = {change.new[0].code: _merged(plan, change, rows, industry, code)}
        else:
            made = _split(plan, change, int(rows[0]), code)
        if change.kind is BoundaryKind.MERGE and len(rows) > 1:
            after = plan.years >= change.year
            some = np.isfinite(seen).any(axis=0) & ~np.isfinite(seen).all(axis=0)
            counted.incomplete += int(np.isfinite(seen[:, some & after]).sum())
        whole = np.isfinite(next(iter(made.values())))
        restated = change.restated and additive(indicator)
        start = _start(change, plan, whole)
        for place, year in enumerate(plan.years.tolist()):
            taken = bool(whole[place]) and (year >= change.year or year == start or restated)
            if year >= change.year:
                _lose(plan, change, rows, place, year, taken, figures)
            if not taken:
                continue
            for region, path in made.items():
                key = ObservationKey(SeriesKey(region, industry, code), year)
                if year >= change.year or region not in change.old:
                    figures[key] = float(path[place])
                    counted.moved += year >= change.year
                    counted.restated += year < change.year and restated
                    counted.started += year < change.year and not restated
    counted.unknown = tuple(dict.fromkeys(unknown))
    return figures, counted


def _rows(plan: Plan, old: Sequence[str], industry: str, code: str) -> np.ndarray:
    found = [plan.row.get(SeriesKey(region, industry, code), -1) for region in old]
    return np.array([row for row in found if row >= 0], dtype=np.int64)


def _lose(
    plan: Plan,
    change: BoundaryChange,
    rows: np.ndarray,
    place: int,
    year: int,
    taken: bool,
    figures: dict[ObservationKey, float | None],
) -> None:
    """What old regions had in a year of the new ones: it went into these, or it is of an extent that is no more."""
    for row in rows.tolist():
        series = plan.series[row]
        if np.isfinite(plan.observed[row, place]) and (taken or series.region not in change.ended):
            figures[ObservationKey(series, year)] = None


def _start(change: BoundaryChange, plan: Plan, whole: np.ndarray) -> int:
    """The year that a new region's path starts from where nothing is observed from the change on; 0: none is needed."""
    known = plan.years[whole]
    if not len(known) or int(known[-1]) >= change.year:
        return 0
    return int(known[-1])


def _merged(plan: Plan, change: BoundaryChange, rows: np.ndarray, industry: str, code: str) -> np.ndarray:
    """The sum of the old regions' figures, or their mean by its weights, (year,); NaN where one is missing."""
    indicator = plan.indicator_by_code[code]
    figures = plan.observed[rows]
    if indicator.rollup is not RollUp.MEAN:
        return np.asarray(figures.sum(axis=0))
    keys = [plan.series[row]._replace(indicator=indicator.weight) for row in rows.tolist()]
    weighing = [plan.row.get(key, -1) for key in keys]
    weights = np.array(
        [plan.observed[row] if row >= 0 else np.full(len(plan.years), np.nan) for row in weighing]
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (figures * weights).sum(axis=0) / weights.sum(axis=0)
    return np.where(np.isfinite(mean), mean, np.nan)


def _split(plan: Plan, change: BoundaryChange, row: int, code: str) -> dict[str, np.ndarray]:
    """The parts' figures (year,): shares of an amount; of a mean the old region's own, which leaves it as it is."""
    indicator, figures = plan.indicator_by_code[code], plan.observed[row]
    made = {one.code: figures.copy() for one in change.new}
    if indicator.rollup is RollUp.MEAN:
        return made
    for place in np.flatnonzero(np.isfinite(figures)).tolist():
        figure = float(figures[place])
        parts = shared_out(figure, change.shares, max(finer_decimals(indicator), decimal_places(figure)))
        for one, part in zip(change.new, parts, strict=True):
            made[one.code][place] = part
    return made


def _targets(
    plan: Plan,
    stated: Mapping[TargetKey, PlanTarget],
    changed: Sequence[TargetKey],
    change: BoundaryChange,
    figures: Mapping[ObservationKey, float | None],
) -> CarriedTargets:
    if change.kind is BoundaryKind.MERGE:
        new = change.new[0].code
        return merged_targets(plan, stated, changed, change.old, new, change.year, figures)
    parts = [one.code for one in change.new]
    return split_targets(plan, stated, changed, change.old[0], parts, change.year, change.shares, figures)


def _scenario_targets(
    document: Document, change: BoundaryChange, figures: Mapping[ObservationKey, float | None], label: Label
) -> tuple[tuple[Edit, ...], tuple[CarriedTargets, ...]]:
    """The edits of scenarios that have targets of their own for the old regions."""
    edits: list[Edit] = []
    found = []
    for name, scenario in document.scenarios.items():
        own = [key for key in scenario.targets if key.series.region in change.old and key.year >= change.year]
        if not own:
            continue
        stated = dict(document.plan.targets)
        for one in lineage(document.scenarios, name):
            stated.update(one.targets)
        carried = _targets(document.plan, stated, own, change, figures)
        there = set(scenario.targets)
        values = {key: one for key, one in carried.values.items() if one is not None or key in there}
        edits.append(SetTargets(MappingProxyType(values), label, scenario=name))
        found.append(carried)
    return tuple(edits), tuple(found)


def _commitments(plan: Plan, change: BoundaryChange) -> dict[CommitmentKey, Commitment | None]:
    """The commitments of old regions from the year on, moved to the region that they are merged into."""
    there = commitments_by_key(plan.commitments)
    found: dict[CommitmentKey, Commitment | None] = {}
    for key, one in there.items():
        if key.region in change.ended and (key.year or change.year) >= change.year:
            found[key] = None
            moved = key._replace(region=change.new[0].code, number=0)
            while moved in there or moved in found:
                moved = moved._replace(number=moved.number + 1)
            found[moved] = replace(one, region=change.new[0].code)
    return found


def _notes(
    plan: Plan, change: BoundaryChange, figures: Mapping[ObservationKey, float | None]
) -> dict[NoteKey, CellNote]:
    """A note on each figure of a new region in a year before it: whence it is, and that it is not rolled up."""
    names = joined((plan.region_by_code[code].name for code in change.old), "zh")
    zh = (
        f"行政区划调整：由{names}"
        + ("合并" if change.kind is BoundaryKind.MERGE else "拆分")
        + "推得，仅供对比，不计入汇总"
    )
    return {
        NoteKey(
            NoteSubject.OBSERVED,
            "",
            key.series.region,
            key.series.industry,
            key.series.indicator,
            "",
            key.year,
        ): CellNote(zh)
        for key, figure in figures.items()
        if figure is not None and key.year < change.year and key.series.region not in change.old
    }


def _told(
    document: Document,
    change: BoundaryChange,
    counted: _Counted,
    targets: Sequence[CarriedTargets],
    commitments: Mapping[CommitmentKey, Commitment | None],
) -> tuple[Dependents, ...]:
    plan = document.plan
    new = {one.code: one.name for one in change.new}

    def named(keys: Iterable[TargetKey]) -> list[str]:
        return [
            f"{new.get(key.series.region) or plan.region_names[key.series.region]} "
            f"{plan.indicator_by_code[key.series.indicator].name}"
            for key in keys
        ]

    carried = [key for one in targets for key in one.carried]
    anew = [key for one in targets for key in one.anew]
    months = [
        key for key in plan.progress if key.series.region in change.old and key.period.year >= change.year
    ]
    vintages = sum(
        key.series.region in change.old and key.year >= change.year for key in document.plan.vintages
    )
    proposals = sum(
        key.series.region in change.old and key.year >= change.year for key in document.plan.proposals
    )
    rows: list[AssumptionKey | LeverIntensityKey] = []
    for scenario in document.scenarios.values():
        rows += [key for key in scenario.assumptions if key.region in change.ended]
        rows += [key for key in scenario.intensities if key.region in change.ended]
    extent = [one.name for one in change.new if one.code in change.old]
    promised = [key.item for key, one in commitments.items() if one is None]
    merge = change.kind is BoundaryKind.MERGE
    unknown = [plan.indicator_by_code[code].name for code in counted.unknown]
    sorts: tuple[tuple[str, int, Iterable[str]], ...] = (
        ("moved", counted.moved, ()),
        ("restated", counted.restated, ()),
        ("started", counted.started, ()),
        ("incomplete", counted.incomplete, ()),
        ("added" if merge else "shared", len(carried), named(carried)),
        ("anew", len(anew), named(anew)),
        ("figures_anew", len(unknown), unknown),
        ("months", len(months), ()),
        ("vintages", vintages, ()),
        ("proposals", proposals, ()),
        ("assumed", len(rows), ()),
        ("old_extent", len(extent), extent),
        ("commitments" if merge else "commitments_anew", len(promised), promised),
    )
    return tuple(dependents(sort, _WORDS[sort], count, names) for sort, count, names in sorts if count)
