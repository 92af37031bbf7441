"""Shares that add up: where an edit states some shares of a group, the free others give way in the same step."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Origin, Results, ScenarioResult
from npfdesk.engine.projection.update import update
from npfdesk.plan.document import Document, effective_target
from npfdesk.plan.drafts import without_draft
from npfdesk.plan.edit_labels import literal, place_wording
from npfdesk.plan.edits import (
    CombinedEdit,
    Edit,
    Label,
    SetAssumptions,
    SetObservations,
    SetTargets,
)
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.numbers import half_width
from npfdesk.plan.problems import LANGUAGES, Problem, ProblemKind, Wording, clauses
from npfdesk.plan.rounding import rounded, rounded_text
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey, TargetKey
from npfdesk.plan.share_group_checks import is_computed, sound_groups
from npfdesk.plan.share_groups import (
    SHARES_EXCEED,
    SHARES_HELD,
    ShareGroup,
    exact,
    in_words,
    rebalanced,
    rounded_to_sum,
)
from npfdesk.plan.spoken_names import name_wording
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import Measure, PlanTarget, TargetKind, bare

FloatArray = NDArray[np.float64]
Kept = frozenset[tuple[SeriesKey, int]]
NOTHING_KEPT: Final[Kept] = frozenset()

_FINEST: Final = 4
"""Decimal places beyond which a held figure is taken as computed, and held as it is printed."""
_SAME: Final = 1e-9
_STEP_PLACES: Final = 2
_NAMED: Final = 3
_WITH_FIGURE: Final = frozenset({TargetKind.EXACT, TargetKind.AT_LEAST, TargetKind.AT_MOST, TargetKind.ABOUT})
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
Key = TypeVar("Key")


@dataclass(frozen=True)
class GaveWay:
    """A share that gave way: its series, the year, its figure before and after."""

    group: ShareGroup
    series: SeriesKey
    year: int
    before: float
    after: float


@dataclass(frozen=True)
class OffTotal:
    """A group all of whose members were typed, and whose sum is not the total: nothing gave way."""

    group: ShareGroup
    region: str
    industry: str
    year: int
    sum: float


@dataclass(frozen=True)
class Balanced:
    """An edit with what the free shares give way by, and what to tell of it (None: nothing gave way)."""

    edit: Edit
    told: Label | None = None


class _Refused(Exception):
    """Stops the expansion: the typed and locked shares leave no room."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def in_balance(
    results: Results, document: Document, edit: Edit, kept: Kept = NOTHING_KEPT, basis: Document | None = None
) -> Balanced | Problem:
    """An edit of a document as one that keeps its groups of shares at their totals; a Problem where it cannot be.

    Of observed figures, of targets that state a level by one figure, and of assumptions: in each region, industry and
    year in which the edit states a member's figure, the members that it does not state and that are not locked are scaled
    in proportion (``plan.share_groups.rebalanced``). Of an assumption the figures are its path's after the last year that
    any member has observed; free members get a step where all paths are straight, else figures by year. `kept` are
    figures that were typed as they already are (series and year; year 0: whatever year) and stay too. `basis` is the
    document that proportions are taken from (None: the edited one), which of a drag is that before it began.

    A group with a member that is missing a figure there, follows from a formula or is rolled up is left as it is, and so
    is one of which every member is typed; then what their sum is off by is told.
    """
    groups = tuple(one for one in sound_groups(document.plan) if not is_computed(document.plan, one))
    if not groups:
        return Balanced(edit)
    work = _Balancing(results, document, basis or document, kept, groups)
    try:
        made = work.expanded(edit)
    except _Refused as refused:
        return refused.problem
    told = work.told()
    if made is edit or not work.gave_way:
        return Balanced(made, told)
    return Balanced(_labelled(made, edit.label, work.items()), told)


class _Balancing:
    """One edit being expanded; `document` and `results` move on with the parts of a combined edit."""

    def __init__(
        self,
        results: Results,
        document: Document,
        basis: Document,
        kept: Kept,
        groups: tuple[ShareGroup, ...],
    ) -> None:
        self.results, self.document, self.basis, self.kept = results, document, basis, kept
        self.group_of = {code: group for group in groups for code in group.members}
        self.gave_way: list[GaveWay] = []
        self.off: list[OffTotal] = []

    def expanded(self, edit: Edit) -> Edit:
        """The edit with the free shares; the same object where none gives way."""
        if isinstance(edit, CombinedEdit):
            return self._combined(edit)
        if isinstance(edit, SetObservations):
            given = self._observations(edit)
            return replace(edit, values=MappingProxyType({**edit.values, **given})) if given else edit
        if isinstance(edit, SetTargets):
            stated = self._targets(edit)
            return replace(edit, values=MappingProxyType({**edit.values, **stated})) if stated else edit
        if isinstance(edit, SetAssumptions):
            assumed = self._assumptions(edit)
            return replace(edit, values=MappingProxyType({**edit.values, **assumed})) if assumed else edit
        return edit

    def _combined(self, edit: CombinedEdit) -> Edit:
        parts: list[Edit] = []
        for one in edit.edits:
            part = self.expanded(one)
            parts.append(part)
            if len(edit.edits) > 1:
                self.document = part.apply(self.document)
                self.results = update(self.results, self.document)
        same = all(made is one for made, one in zip(parts, edit.edits, strict=True))
        return edit if same else replace(edit, edits=tuple(parts))

    # observed figures

    def _observations(self, edit: SetObservations) -> dict[tuple[SeriesKey, int], float | None]:
        plan = self.document.plan
        given: dict[tuple[SeriesKey, int], float | None] = {}
        places = dict.fromkeys(
            (self.group_of[series.indicator].name, series.region, series.industry, year)
            for (series, year), figure in edit.values.items()
            if figure is not None and series.indicator in self.group_of
        )
        for name, region, industry, year in places:
            group = self._named(name)
            keys = [SeriesKey(region, industry, code) for code in group.members]
            typed = [(key, year) in edit.values or self._is_kept(key, year) for key in keys]
            figures = [
                _number(edit.values[key, year])
                if (key, year) in edit.values
                else _observed((self.document if stays else self.basis).plan, key, year)
                for key, stays in zip(keys, typed, strict=True)
            ]
            now = [_observed(plan, key, year) for key in keys]
            fresh = any(math.isnan(now[at]) for at, stays in enumerate(typed) if stays)
            made = self._given(group, keys[0], year, figures, typed, fresh)
            for key, before, after in self._moved(group, keys, year, figures, now, typed, made):
                given[key, year] = after
                self.gave_way.append(GaveWay(group, key, year, before, after))
        return given

    # targets

    def _targets(self, edit: SetTargets) -> dict[TargetKey, PlanTarget | None]:
        plan = self.document.plan
        given: dict[TargetKey, PlanTarget | None] = {}
        stated = partial(effective_target, self.document, edit.scenario)
        basis = partial(effective_target, self.basis, edit.scenario)
        places: dict[tuple[str, str, str, int], None] = {}
        for key, one in edit.values.items():
            group, figure = self.group_of.get(key.series.indicator), _level(one)
            # another owner or note is no other figure
            if group is not None and not math.isnan(figure) and figure != _level(stated(key)):
                places[group.name, key.series.region, key.series.industry, key.year] = None
        for name, region, industry, year in places:
            group = self._named(name)
            keys = [TargetKey(SeriesKey(region, industry, code), year) for code in group.members]
            now = [stated(key) for key in keys]
            typed = [
                (key in edit.values and _level(edit.values[key]) != _level(one))
                or self._is_kept(key.series, year)
                for key, one in zip(keys, now, strict=True)
            ]
            said = [
                edit.values[key] if key in edit.values else (stated if stays else basis)(key)
                for key, stays in zip(keys, typed, strict=True)
            ]
            figures = [_level(one) for one in said]
            fresh = any(one is None for one, stays in zip(now, typed, strict=True) if stays)
            # what cannot be written otherwise stays as a locked one does
            fixed = [
                one is not None and _reworded(plan, one, _level(one), _places(group, plan, ())) is None
                for one in said
            ]
            made = self._given(group, keys[0].series, year, figures, typed, fresh, fixed)
            series = [key.series for key in keys]
            moved = self._moved(group, series, year, figures, [_level(one) for one in now], typed, made)
            for moving, before, after in moved:
                at = series.index(moving)
                worded = _reworded(plan, said[at] or now[at], after, _places(group, plan, [after]))
                if worded is not None:
                    given[keys[at]] = worded
                    self.gave_way.append(GaveWay(group, moving, year, before, after))
        return given

    # paths

    def _assumptions(self, edit: SetAssumptions) -> dict[AssumptionKey, Assumption | None]:
        given: dict[AssumptionKey, Assumption | None] = {}
        if not any(key.indicator in self.group_of for key in edit.values):
            return given
        frame = self.results.frame
        after = update(self.results, edit.apply(self.document)).scenarios[edit.scenario]
        now = self.results.scenarios[edit.scenario]
        was = now
        if self.basis is not self.document and edit.scenario in self.basis.scenarios:
            was = update(self.results, self.basis).scenarios[edit.scenario]
        places: dict[tuple[str, int, int], set[int]] = {}
        for key in edit.values:
            group = self.group_of.get(key.indicator)
            for row in frame.matching(key).tolist() if group is not None else ():
                if key.specificity == 2 or not _same(after.values[row], now.values[row]):
                    place = (
                        group.name if group else "",
                        int(frame.region_of[row]),
                        int(frame.industry_of[row]),
                    )
                    places.setdefault(place, set()).add(row)
        kept = {self.document.plan.row.get(series, -1) for series, _ in self.kept}
        for (name, region, slot), typed in places.items():
            group = self._named(name)
            rows = [int(frame.lookup[frame.indicator_index[code]][region, slot]) for code in group.members]
            if min(rows) >= 0:
                given.update(self._paths(edit, group, rows, typed | kept, (was, now, after)))
        return given

    def _paths(
        self,
        edit: SetAssumptions,
        group: ShareGroup,
        rows: list[int],
        stated: set[int],
        states: tuple[ScenarioResult, ScenarioResult, ScenarioResult],
    ) -> dict[AssumptionKey, Assumption | None]:
        """The free members' assumptions in one region and industry."""
        was, now, after = states
        plan = self.document.plan
        lasts = self.results.last[rows]
        last, end = int(lasts.max()), len(plan.years) - 1
        ahead = range(last + 1, end + 1)
        if int(lasts.min()) < 0 or not ahead:
            return {}
        if (after.origin[rows][:, last + 1 :] == Origin.ROLLED_UP).any():
            return {}
        typed = np.array([row in stated for row in rows])
        locked = np.array([code in group.locked for code in group.members])
        held = typed | locked
        paths = np.where(typed[:, None], after.values[rows], was.values[rows])
        if not np.isfinite(paths[:, last:]).all():
            return {}
        moved = np.array([not _same(paths[typed, at], was.values[rows][typed, at]) for at in ahead])
        if not moved.any():
            return self._brought_back(
                edit.scenario, [row for row, stays in zip(rows, held, strict=True) if not stays]
            )
        if held.all():
            self._check_held(
                group, plan, rows, paths, typed, [at for at, one in zip(ahead, moved, strict=True) if one]
            )
            return {}
        before = [float(one) for one in now.values[rows][:, end]]
        made = self._straight(group, rows, paths, held, last, moved, was)
        if made is None:
            made = self._by_year(group, rows, paths, held, last, moved, was)
        given: dict[AssumptionKey, Assumption | None] = {}
        own = self.document.scenarios[edit.scenario].assumptions
        for at, (assumption, figure) in made.items():
            series = plan.series[rows[at]]
            key = AssumptionKey(*series)
            if own.get(key) != assumption:
                given[key] = assumption
                if abs(figure - before[at]) > _SAME:
                    self.gave_way.append(GaveWay(group, series, int(plan.years[end]), before[at], figure))
        return given

    def _brought_back(self, scenario: str, free: Iterable[int]) -> dict[AssumptionKey, Assumption | None]:
        """Of a drag that is back where it began: the free members' own assumptions of before it."""
        if self.basis is self.document:
            return {}
        keys = [AssumptionKey(*self.document.plan.series[row]) for row in free]
        then, now = (one.scenarios[scenario].assumptions for one in (self.basis, self.document))
        return {key: then.get(key) for key in keys if then.get(key) != now.get(key)}

    def _straight(
        self,
        group: ShareGroup,
        rows: list[int],
        paths: FloatArray,
        held: NDArray[np.bool_],
        last: int,
        moved: NDArray[np.bool_],
        was: ScenarioResult,
    ) -> dict[int, tuple[Assumption, float]] | None:
        """Steps a year of the free members, where all paths are straight and begin at the total; None elsewhere."""
        ends = paths[:, -1]
        starts, count = paths[:, last], paths.shape[1] - 1 - last
        line = starts[:, None] + (ends - starts)[:, None] * np.arange(count + 1) / count
        free = np.flatnonzero(~held)
        gains = was.raw_gain[last + 1 :][:, [rows[at] for at in free]]
        together = len(set(self.results.last[rows].tolist())) == 1
        if not together or not moved.all() or gains.any() or not _same(paths[:, last:], line):
            return None
        if abs(float(starts.sum()) - group.total) > _SAME:
            return None
        asked = -float(((ends - starts)[held]).sum()) / count
        places = max(_STEP_PLACES, _needed([asked]))
        if places > _FINEST:
            return None
        rest = group.total - float(ends[held].sum())
        if rest < -_SAME:
            self._refuse(
                SHARES_EXCEED, group, rows, int(self.document.plan.years[-1]), float(ends[held].sum())
            )
        weights = [max(float(one), 0.0) for one in ends[free]]
        if not any(weights):
            weights = [1.0] * len(free)
        shares = [rest * one / math.fsum(weights) for one in weights]
        wanted = [exact(share - float(starts[at])) / count for share, at in zip(shares, free, strict=True)]
        # the sum of the steps is the planner's own figure, free of the rounding of the machine
        wanted[-1] += exact(rounded(asked, places)) - sum(wanted, Fraction(0))
        steps = rounded_to_sum(wanted, places)
        reached = [float(starts[at]) + step * count for at, step in zip(free, steps, strict=True)]
        if min(reached) < -_SAME:
            return None
        return {
            int(at): (_stepping(_assumed(was, rows[at]), step), figure)
            for at, step, figure in zip(free, steps, reached, strict=True)
        }

    def _by_year(
        self,
        group: ShareGroup,
        rows: list[int],
        paths: FloatArray,
        held: NDArray[np.bool_],
        last: int,
        moved: NDArray[np.bool_],
        was: ScenarioResult,
    ) -> dict[int, tuple[Assumption, float]]:
        """Figures by year of the free members; years in which no typed path moved keep theirs."""
        plan = self.document.plan
        places = _places(group, plan, paths[held][:, last + 1 :].ravel())
        balanced = paths.copy()
        for column, turned in zip(range(last + 1, paths.shape[1]), moved, strict=True):
            if not turned:
                continue
            figures = [float(one) for one in paths[:, column]]
            shares = rebalanced(figures, held.tolist(), group.total, places)
            if shares is None:
                total = math.fsum(one for one, stays in zip(figures, held, strict=True) if stays)
                self._refuse(SHARES_EXCEED, group, rows, int(plan.years[column]), total)
            else:
                balanced[:, column] = shares
        made: dict[int, tuple[Assumption, float]] = {}
        for at in np.flatnonzero(~held).tolist():
            own = int(self.results.last[rows[at]])
            figures_by_year = tuple(
                (int(plan.years[column]), rounded(float(balanced[at, column]), 8))
                for column in range(own + 1, paths.shape[1])
            )
            before = _assumed(was, rows[at])
            later = tuple(
                pair
                for pair in (before.by_year if before is not None and before.method is Method.VALUES else ())
                if pair[0] > int(plan.years[-1])
            )
            note = before.note if before is not None else ""
            assumption = Assumption(Method.VALUES, by_year=figures_by_year + later, note=note)
            made[at] = assumption, float(balanced[at, -1])
        return made

    def _check_held(
        self,
        group: ShareGroup,
        plan: Plan,
        rows: list[int],
        paths: FloatArray,
        typed: NDArray[np.bool_],
        columns: Sequence[int],
    ) -> None:
        """Where nothing is free: refused where locked ones hinder it, told where all are typed and do not add up."""
        slack = _slack(group, plan)
        for column in columns:
            total = float(paths[:, column].sum())
            if abs(total - group.total) > slack:
                year = int(plan.years[column])
                if not typed.all():
                    self._refuse(SHARES_HELD, group, rows, year, total)
                series = plan.series[rows[0]]
                self.off.append(OffTotal(group, series.region, series.industry, year, total))
                return

    # what all three do

    def _given(
        self,
        group: ShareGroup,
        series: SeriesKey,
        year: int,
        figures: list[float],
        typed: list[bool],
        fresh: bool,
        fixed: Sequence[bool] = (),
    ) -> tuple[float, ...] | None:
        """The shares of a group in one place and year; None where they stay as they are."""
        plan = self.document.plan
        if any(map(math.isnan, figures)):
            return None
        total = math.fsum(figures)
        near = abs(total - group.total) <= _slack(group, plan)
        # printed shares that complete a record are as exact as their rounding
        if fresh and near:
            return None
        still = fixed or [False] * len(figures)
        held = [
            stays or code in group.locked or cannot
            for stays, code, cannot in zip(typed, group.members, still, strict=True)
        ]
        if all(held) and near:
            return None
        if all(typed):
            self.off.append(OffTotal(group, series.region, series.industry, year, total))
            return None
        places = _places(group, plan, [one for one, stays in zip(figures, held, strict=True) if stays])
        made = rebalanced(figures, held, group.total, places)
        if made is None:
            kind = SHARES_HELD if all(held) else SHARES_EXCEED
            told = math.fsum(one for one, stays in zip(figures, held, strict=True) if stays)
            self._refuse(kind, group, [plan.row.get(series, -1)], year, told, series)
        return made

    def _moved(
        self,
        group: ShareGroup,
        series: Sequence[SeriesKey],
        year: int,
        figures: Sequence[float],
        now: Sequence[float],
        typed: Sequence[bool],
        made: tuple[float, ...] | None,
    ) -> Iterator[tuple[SeriesKey, float, float]]:
        """The free shares whose figure is another than now: series, before, after.

        A drag that comes back to where nothing has to give way brings the others back too.
        """
        if made is None and self.basis is not self.document and not any(map(math.isnan, figures)):
            made = tuple(figures)
        for at, one in enumerate(series):
            if made is not None and not typed[at] and made[at] != now[at]:
                yield one, now[at], made[at]

    def _refuse(
        self,
        kind: ProblemKind,
        group: ShareGroup,
        rows: Sequence[int],
        year: int,
        held: float,
        series: SeriesKey | None = None,
    ) -> None:
        key = series or self.document.plan.series[rows[0]]
        place = place_wording(self.document, key.region, key.industry)
        where = Wording(f"{place.zh} ", f"{place.en} ")
        words = {"where": where, "year": year, "group": group.name}
        raise _Refused(
            Problem(kind, arguments={**words, "held": in_words(held), "total": in_words(group.total)})
        )

    def _named(self, name: str) -> ShareGroup:
        return next(one for one in self.group_of.values() if one.name == name)

    def _is_kept(self, series: SeriesKey, year: int) -> bool:
        return (series, year) in self.kept

    # what is told

    def items(self) -> tuple[str, str]:
        """The shares that gave way, in Chinese and English."""
        plan, found = self.document.plan, self.gave_way
        wide = len({(one.series.region, one.series.industry) for one in found}) > 1
        years = len({one.year for one in found}) > 1
        zh, en = [], []
        for one in found[:_NAMED]:
            name = name_wording(plan.indicator_by_code[one.series.indicator])
            said = place_wording(self.document, one.series.region, one.series.industry)
            front = (f"{said.zh} ", f"{said.en} ") if wide else ("", "")
            when = (f" {one.year}年", f" {one.year}") if years or wide else ("", "")
            change = in_words(one.before), in_words(one.after)
            zh.append(f"{front[0]}{name.zh}{when[0]} 由 {change[0]} 改为 {change[1]}")
            en.append(f"{front[1]}{name.en}{when[1]} {change[0]} → {change[1]}")
        if len(found) > _NAMED:
            zh.append(f"等 {len(found)} 处")
            en.append(f"{len(found)} in all")
        return clauses(zh, "zh"), clauses(en, "en")

    def told(self) -> Label | None:
        """What to tell of the edit: which shares gave way, and sums that nothing could be done about."""
        parts: list[tuple[str, str]] = []
        if self.gave_way:
            zh, en = self.items()
            parts.append((f"随之调整：{zh}", f"Adjusted: {en}"))
        for one in self.off[:1]:
            said = place_wording(self.document, one.region, one.industry)
            group, total, right = one.group.name, in_words(one.sum), in_words(one.group.total)
            parts.append(
                (
                    f"{said.zh} {one.year}年“{group}”合计 {total}，不是 {right}：各项都是录入的，未作调整",
                    f"{said.en} {one.year}: “{group}” adds up to {total}, not {right}; all members were entered, so none was adjusted",
                )
            )
        if not parts:
            return None
        return Label(
            Wording(literal("。".join(zh for zh, _ in parts)), literal(". ".join(en for _, en in parts)))
        )


def _labelled(edit: Edit, label: Label, items: tuple[str, str]) -> Edit:
    """The edit with what gave way behind its own label; a drag keeps its name."""
    zh, en = (
        clauses(filter(None, (label.text(way), told)), way)
        for way, told in zip(LANGUAGES, items, strict=True)
    )
    said = Label(Wording(literal(zh), literal(en)))
    assert isinstance(edit, SetObservations | SetTargets | SetAssumptions | CombinedEdit)
    return replace(edit, label=said)


def _number(figure: float | None) -> float:
    return math.nan if figure is None else float(figure)


def _observed(plan: Plan, series: SeriesKey, year: int) -> float:
    row, column = plan.row.get(series), year - int(plan.years[0])
    if row is None or not 0 <= column < len(plan.years):
        return math.nan
    return float(plan.observed[row, column])


def _level(target: PlanTarget | None) -> float:
    """The figure of a target that states a level by one figure; NaN for any other."""
    if target is None:
        return math.nan
    parsed = target.parsed
    stated = parsed.measure is Measure.LEVEL and parsed.how == "figure" and parsed.kind in _WITH_FIGURE
    return parsed.figure if stated and parsed.figure is not None else math.nan


def _reworded(plan: Plan, target: PlanTarget | None, figure: float, places: int) -> PlanTarget | None:
    """The target with another figure in its own words; None where they cannot be written so."""
    if target is None or math.isnan(figure):
        return None
    old = _level(target)
    text = half_width(target.text)
    found = next((one for one in _NUMBER.finditer(text) if float(one[0].replace(",", "")) == old), None)
    if found is None:
        return None
    printed = len(found[0].partition(".")[2])
    written = rounded_text(figure, max(printed, min(places, _needed([figure]))))
    indicator = plan.indicator_by_code[target.series.indicator]
    changed = text[: found.start()] + written + text[found.end() :]
    parsed = parse_target(changed, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    if isinstance(parsed, Problem) or [bare(one) for one in parsed.beside] != [
        bare(one) for one in target.parsed.beside
    ]:
        return None
    same = bare(replace(parsed, figure=old)) == bare(target.parsed) and parsed.figure is not None
    near = same and abs((parsed.figure or 0.0) - figure) <= _SAME
    if not near:
        return None
    # what somebody sets is a draft no more
    return replace(target, text=changed, parsed=parsed, note=without_draft(target.note))


def _places(group: ShareGroup, plan: Plan, held: Iterable[float]) -> int:
    """The decimals to which the free members are rounded: the members' own, finer where what is held is written finer."""
    own = max(max(_of(plan, code).decimals, 0) for code in group.members)
    needed = _needed(held)
    return max(own, needed) if needed <= _FINEST else own


def _of(plan: Plan, code: str) -> Indicator:
    return plan.indicator_by_code[code]


def _needed(figures: Iterable[float]) -> int:
    """The decimal places that figures need, the rounding of the machine aside; one more than `_FINEST` where those do not do."""
    most = 0
    for figure in figures:
        places = next(
            (one for one in range(_FINEST + 1) if abs(figure - rounded(figure, one)) <= _SAME), _FINEST + 1
        )
        most = max(most, places)
    return most


def _slack(group: ShareGroup, plan: Plan) -> float:
    """Half a unit of every member's last decimal: by as much printed shares may be off their total."""
    return sum(0.5 * 10.0 ** -max(_of(plan, code).decimals, 0) for code in group.members) + _SAME


def _same(one: FloatArray, other: FloatArray) -> bool:
    return bool(np.allclose(one, other, rtol=0.0, atol=_SAME, equal_nan=True))


def _assumed(result: ScenarioResult, row: int) -> Assumption | None:
    owned = result.inputs.assumption_of(row)
    return owned[2] if owned is not None else None


def _stepping(before: Assumption | None, step: float) -> Assumption:
    """The assumption with another step; the range of a step goes along."""
    if before is None or before.method is not Method.STEP or before.value is None:
        return Assumption(Method.STEP, step, note=before.note if before is not None else "")
    by = step - before.value
    ends: Mapping[str, float | None] = {
        name: None if one is None else rounded(one + by, 8)
        for name, one in (("low", before.low), ("high", before.high))
    }
    return replace(before, value=step, low=ends["low"], high=ends["high"], by_year=())
