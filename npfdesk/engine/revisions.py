"""Why colours turned between two days: because the past was revised, or because time has passed.

Three states of one plan are judged by one rule, with the present targets and assumptions:

- A, known then: the figures as they were known on the first day, judged at the last year that had ended by it;
- B, revised: the same years of the same series, in the figures known on the second day, judged at the same year;
- C, known now: the figures as they are known on the second day, judged at the last year that has ended by it.

From A to B nothing but the past was revised; from B to C nothing but time has passed: years have been added, and another
year is judged. A colour that turns from A to B was turned by revision, one that turns from B to C by time, and one can
turn by both (and come back).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.projection.update import update
from npfdesk.engine.targets.judgement import Judgement
from npfdesk.engine.targets.kept_judgements import KeptJudgements
from npfdesk.engine.targets.measured_figures import peer_rows
from npfdesk.engine.vintages import KnownOn, last_ended_year, with_known_past_revised
from npfdesk.plan.document import Document
from npfdesk.plan.expressions import OVER_CHILDREN, At, Call, Code, walk
from npfdesk.plan.model import Plan
from npfdesk.plan.reference_series import reference_of
from npfdesk.plan.scenarios import by_id, lineage
from npfdesk.plan.series import ObservationKey, SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.targets import Measure
from npfdesk.plan.vintages import Vintage, of_figure

BoolArray = NDArray[np.bool_]
StatusArray = NDArray[np.uint8]


class ChangedFigure(NamedTuple):
    """A figure that was not the same on the two days: NaN `before` where it was not known then; `vintage` says where it is from."""

    series: SeriesKey
    year: int
    before: float
    after: float
    vintage: Vintage | None


@dataclass(frozen=True, eq=False)
class Revisions:
    """A scenario's targets on two days; arrays (target,) in the order of its TargetTable.

    `years` are the years judged, `known`, `revised` and `present` the results A, B and C, and `statuses` (3, target) their
    colours. `undated` counts the figures that differ from their newest vintage and have no day of their own. `by_revision` and `by_time` mark the targets that turned from A to B and from B to C.
    """

    scenario: str
    days: tuple[str, str]
    years: tuple[int, int]
    rule: Rule
    known: Results
    revised: Results
    present: Results
    statuses: StatusArray
    by_revision: BoolArray
    by_time: BoolArray
    undated: int

    @property
    def table(self) -> TargetTable:
        """The targets, as they stand now."""
        return self.present.scenarios[self.scenario].targets

    def says_as(self, other: Revisions) -> bool:
        """Whether the same targets have the same colours as in others, from the same figures that are known."""
        return (
            self.table is other.table
            and (self.scenario, self.days, self.years, self.rule)
            == (other.scenario, other.days, other.years, other.rule)
            and self.undated == other.undated
            and self.known.plan is other.known.plan
            and self.revised.plan is other.revised.plan
            and self.present.plan is other.present.plan
            and np.array_equal(self.statuses, other.statuses)
        )

    def revised_figures(self, position: int) -> tuple[ChangedFigure, ...]:
        """The revised figures of a target's series and of what it is computed from and held against."""
        return self._changed(self.known, self.revised, position)

    def new_figures(self, position: int) -> tuple[ChangedFigure, ...]:
        """The figures of the same series that were not known then."""
        return self._changed(self.revised, self.present, position)

    def _changed(self, before: Results, after: Results, position: int) -> tuple[ChangedFigure, ...]:
        rows, plan = rows_behind(self.present, self.scenario, position), self.present.plan
        old, new = before.plan.observed[rows], after.plan.observed[rows]
        places = np.argwhere((old != new) & ~(np.isnan(old) & np.isnan(new)))
        found = []
        for place, column in places.tolist():
            series, year = plan.series[rows[place]], int(plan.years[column])
            published = of_figure(plan.vintages, ObservationKey(series, year))
            # the figure may be older than the newest vintage only where nobody has said since when it stands
            vintage = next((one for _, one in reversed(published) if one.figure == new[place, column]), None)
            found.append(
                ChangedFigure(series, year, float(old[place, column]), float(new[place, column]), vintage)
            )
        return tuple(found)


class RevisionStudy:
    """Revisions of one document after the other; what an edit does not touch is not computed again.

    `days` are ISO 8601, the first not after the second; `present` says whether the second is the day on which the plan is
    looked at (or later), when all that the plan states is known. ValueError where a day is none.
    """

    def __init__(self, days: tuple[str, str], present: bool) -> None:
        self.days = days
        self._then, self._now = KnownOn(days[0]), None if present else KnownOn(days[1])
        self._plan: tuple[Plan, Plan, Plan] | None = None
        self._results: tuple[Results, Results, Results] | None = None
        self._judged = KeptJudgements(), KeptJudgements(), KeptJudgements()

    def of(
        self,
        document: Document,
        results: Results,
        rule: Rule,
        judged: Callable[[int], Judgement] | None = None,
    ) -> Revisions:
        """What turned, in the active scenario of a document with these results; `judged` judges them in a year by the rule."""
        plan, scenario = document.plan, document.active
        then, now = self._then.of(plan), plan if self._now is None else self._now.of(plan)
        if self._plan is None or self._plan[0] is not then or self._plan[1] is not now:
            self._plan = (then, now, with_known_past_revised(then, now))
        work = replace(document.work, scenarios=by_id(lineage(document.scenarios, scenario)))
        before = self._results or (None, None, None)
        made = [
            # the session has worked out its own plan already
            results if one is plan else update(last, Document(one, work, scenario))
            for one, last in zip((then, self._plan[2], now), before, strict=True)
        ]
        for one, last, kept in zip(made, before, self._judged, strict=True):
            if one is not results:
                kept.follow(last, one, one.touched)
        known, revised, present = self._results = made[0], made[1], made[2]
        years = [min(max(last_ended_year(day), int(plan.years[0])), int(plan.years[-1])) for day in self.days]
        asked = ((known, years[0]), (revised, years[0]), (present, years[1]))
        statuses = np.stack(
            [
                (
                    judged(year)
                    if judged is not None and one is results
                    else kept.of(one, scenario, year, rule)
                ).status
                for (one, year), kept in zip(asked, self._judged, strict=True)
            ]
        )
        return Revisions(
            scenario=scenario,
            days=self.days,
            years=(years[0], years[1]),
            rule=rule,
            known=known,
            revised=revised,
            present=present,
            statuses=statuses,
            by_revision=statuses[0] != statuses[1],
            by_time=statuses[1] != statuses[2],
            undated=self._then.undated(plan),
        )


def rows_behind(results: Results, scenario: str, position: int) -> list[int]:
    """The rows whose observed figures a target is judged by: its own first, then what they are computed from or held against."""
    table, plan = results.scenarios[scenario].targets, results.plan
    stated, found = table.statements[position], dict[int, None]()
    waiting = [int(table.row[position])]
    measure = MEASURES[int(table.measure[position])]
    if measure is Measure.RANK:
        waiting += peer_rows(plan, stated.series, stated.parsed.reference)
    if measure is Measure.RELATIVE:
        reference = reference_of(plan, stated.series, stated.parsed)
        waiting += [plan.row[reference.series]] if reference is not None else []
    while waiting:
        row = waiting.pop(0)
        if row not in found:
            found[row] = None
            waiting += _read_by(plan, plan.series[row])
    return list(found)


def _read_by(plan: Plan, series: SeriesKey) -> Iterator[int]:
    """The rows that a series is computed from: by its formula, there and in the regions below, or by roll-up."""
    formula = plan.indicator_by_code[series.indicator].formula
    parts = walk(formula.root) if formula is not None else []
    codes = [part.code for part in parts if isinstance(part, Code)] or [series.indicator]
    regions = [series.region] + [part.region for part in parts if isinstance(part, At)]
    over_children = any(isinstance(part, Call) and part.function in OVER_CHILDREN for part in parts)
    if over_children or (formula is None and not np.isfinite(plan.observed[plan.row[series]]).any()):
        regions += [one.code for one in plan.children_of(series.region)]
    for region in regions:
        for code in codes:
            row = plan.row.get(SeriesKey(region, series.industry, code))
            if row is not None:
                yield row
