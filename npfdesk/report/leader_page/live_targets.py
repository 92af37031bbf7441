"""Targets that parameters move, as data: what stays of their judgement in their own years, so that the page judges the rest.

The page's script holds what ``engine.targets`` does of it: the figure judged of a level, a sum, a growth, a place, a relation
or a direction in words, gap and progress, and the colour by the report's rule. What no parameter reaches is told as it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets.judgement import Judgement
from npfdesk.engine.targets.measured_figures import is_place, peer_rows
from npfdesk.engine.targets.status import EDGE
from npfdesk.engine.targets.yardstick_paths import unassumed
from npfdesk.plan.kinds import Direction
from npfdesk.plan.model import Plan
from npfdesk.plan.reference_series import Reference, reference_of
from npfdesk.plan.targets import Basis, Intention, Measure, TargetKind
from npfdesk.report.leader_page.page_figures import Data, columns, figure, figures

_LOOSE: Final = (TargetKind.EXACT, TargetKind.ABOUT)


@dataclass(frozen=True, eq=False)
class LiveTargets:
    """The targets of a scenario, judged each in its own year, by what moves of them.

    `judged` are the judgements by year, `live` the rows that move.
    """

    results: Results
    scenario: str
    judged: Mapping[int, Judgement]
    live: frozenset[int]

    @property
    def _result(self) -> ScenarioResult:
        return self.results.scenarios[self.scenario]

    @property
    def _table(self) -> TargetTable:
        return self._result.targets

    @property
    def _plan(self) -> Plan:
        return self.results.plan

    def read(self, position: int) -> frozenset[int]:
        """The rows that the figure judged of a target is computed from."""
        row, measure = int(self._table.row[position]), MEASURES[int(self._table.measure[position])]
        found = {row}
        if measure is Measure.RANK and not is_place(
            self._plan.indicators[self.results.frame.indicator_of[row]]
        ):
            found.update(self._peers(position))
        reference = self._reference(position) if measure is Measure.RELATIVE else None
        if reference is not None:
            found.add(self._plan.row[reference.series])
        return frozenset(found)

    def data(self, position: int) -> Data:
        """A target for the page: `value`, `gap`, `progress`, `status` as they are; where it moves, `live` with the rest."""
        one, table = self.judged[int(self._table.year[position])], self._table
        made: Data = {
            "value": figure(one.value[position]),
            "target": figure(one.target[position]),
            "gap": figure(one.gap[position]),
            "progress": figure(one.progress[position]),
            "status": int(one.status[position]),
        }
        row, due = int(table.row[position]), int(table.year[position]) - int(self._plan.years[0])
        off = not 0 <= due < len(self._plan.years)
        if off or self._absent(row, due) or not self.read(position) & self.live:
            return made
        kind = self._kind(position)
        return made if kind is None else {**made, "live": {**self._standing(position, one, due), **kind}}

    def _absent(self, row: int, column: int) -> bool:
        return bool(self.results.frame.absent(np.array([row]))[column, 0])

    def _standing(self, position: int, one: Judgement, due: int) -> Data:
        """What the rules look at and no parameter moves."""
        table, stands = self._table, one.standing
        measured = position in self._measured
        begun = float(one.base[position])
        return {
            "row": int(table.row[position]),
            "due": due,
            "since": int(table.base_year[position]) - int(self._plan.years[0]),
            "sign": float(table.sign[position]),
            "base": figure(stands.base[position]),
            "aim": figure(stands.target[position]),
            "milestone": figure(stands.milestone[position]),
            "elapsed": float(stands.elapsed[position]),
            "total": float(stands.total[position]),
            "points": bool(stands.points[position]),
            "spent": bool(stands.spent[position]) if stands.spent is not None else False,
            # sums and growths begin with none of it
            "begun": 0.0 if measured and math.isnan(begun) else figure(begun),
            "bounds": figures(
                [float(one[position]) for one in (table.reach, table.reach_low, table.reach_high)]
                if measured
                else [float(one[position]) for one in (table.figure, table.low, table.high)]
            ),
            "edges": figures((float(table.reach_low[position]), float(table.reach_high[position]))),
            "inside": bool(table.inside[position]),
            "measured": measured,
            "actual": bool(one.actual[position]),
        }

    @property
    def _measured(self) -> frozenset[int]:
        return frozenset(self._table.measured.tolist())

    def _kind(self, position: int) -> Data | None:
        """The figure judged; None where it rests on what no parameter moves."""
        if position not in self._measured:
            return {"kind": "level"}
        table, frame = self._table, self.results.frame
        row, measure = int(table.row[position]), MEASURES[int(table.measure[position])]
        parsed = table.statements[position].parsed
        if measure is Measure.SUM:
            return {"kind": "sum"}
        if measure is Measure.GROWTH:
            # printed growths are observed, and nothing moves them
            annual = parsed.basis is not Basis.TOTAL
            return {"kind": "growth", "annual": annual} if frame.rate[row] else None
        if measure is Measure.RELATIVE:
            found = self._reference(position)
            return None if found is None else self._relation(position, found)
        if measure is Measure.RANK:
            return self._place(position)
        return self._direction(position)

    def _reference(self, position: int) -> Reference | None:
        statement = self._table.statements[position]
        if statement.parsed.kind is TargetKind.NONE:
            return None
        return reference_of(self._plan, statement.series, statement.parsed)

    def _relation(self, position: int, found: Reference) -> Data:
        row, other = int(self._table.row[position]), self._plan.row[found.series]
        rate, year = self.results.frame.rate, found.year
        return {
            "kind": "relative growth" if found.growth else "relative",
            "other": other,
            "unknown": columns(unassumed(self._result, other)),
            "factor": found.factor,
            "added": found.points,
            "at": None if year is None else year - int(self._plan.years[0]),
            "rates": [bool(rate[row]), bool(rate[other])],
            "loose": self._plan.about_tolerance
            if self._table.statements[position].parsed.kind in _LOOSE
            else None,
        }

    def _peers(self, position: int) -> list[int]:
        statement = self._table.statements[position]
        return peer_rows(self._plan, statement.series, statement.parsed.reference)

    def _place(self, position: int) -> Data:
        row, frame = int(self._table.row[position]), self.results.frame
        indicator = self._plan.indicators[frame.indicator_of[row]]
        if is_place(indicator):
            return {"kind": "place"}
        peers = self._peers(position)
        due = int(self._table.year[position]) - int(self._plan.years[0])
        there = [peer for peer in peers if not self._absent(peer, due)]
        return {
            "kind": "rank",
            "peers": there,
            "any": bool(peers),
            "up": indicator.direction is Direction.UP,
        }

    def _direction(self, position: int) -> Data | None:
        table, parsed = self._table, self._table.statements[position].parsed
        row, first = int(table.row[position]), int(self._plan.years[0])
        since, due = int(table.base_year[position]) - first, int(table.year[position]) - first
        known = self.results.actual.values[:, row]
        base = float(known[since]) if 0 <= since < len(known) else math.nan
        said = parsed.intention
        if not math.isfinite(base) or said in (None, Intention.WITHIN, Intention.LATER) or due <= since:
            return {"kind": "words", "way": None}
        way = {Intention.UP: 1.0, Intention.DOWN: -1.0}.get(said or Intention.LATER, 0.0)
        indicator = self._plan.indicators[self.results.frame.indicator_of[row]]
        better = way or (1.0 if indicator.direction is Direction.UP else -1.0)
        slack = (self._plan.about_tolerance if way == 0.0 else EDGE) * max(1e-9, abs(base))
        return {"kind": "words", "way": way, "better": better, "from": base, "slack": slack}
