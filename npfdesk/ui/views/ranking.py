"""Ranking over years (比拼赛马): who leads by an indicator, year by year, observed and projected."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.ranks import growth, ranks, ranks_after
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.plan.kinds import Direction
from npfdesk.plan.measure_words import yearly_pace_unit
from npfdesk.plan.numbers import plain
from npfdesk.session import Change
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.charts.gaps import status_rule_text
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.views.race import Race, RaceCanvas
from npfdesk.ui.views.regional_standing import Compared, RegionalTargets, compared_regions, regional_targets
from npfdesk.ui.views.view import Page, View, subject, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class Ranking(View):
    """The regions beside the one looked at (or below it), each year in their order."""

    def __init__(self, workspace: Workspace) -> None:
        self.race = RaceCanvas(workspace)
        super().__init__(workspace, self.race)
        self.by_figure, self.by_growth = self.choice(2)
        self._compared: Compared | None = None
        self._targets: RegionalTargets | None = None
        self._ranked: tuple[Compared | None, bool, FloatArray, FloatArray] | None = None
        self._places: tuple[Compared, np.ndarray] | None = None

    def refresh(self) -> Page:
        """The ranks of the indicator looked at, in the active scenario."""
        workspace, plan = self.workspace, self.workspace.plan
        self.by_figure.setText(tr("Ranking", "By figure"))
        self.by_growth.setText(tr("Ranking", "By growth"))
        what = subject(workspace, indicator=True)
        title = titled(tr("Ranking", "Ranking"), what)
        self._compared = shown = compared_regions(workspace, self._compared)
        rows = shown.rows
        race = self._race(shown) if len(rows) > 1 else None
        if race is None or not np.isfinite(race.ranks).any():
            self.race.race = None
            empty = (
                tr(
                    "Ranking",
                    "Fewer than two regions have figures of {what}, so there is nothing to rank. Choose another indicator or region.",
                ).format(what=what)
                if what
                else tr("Ranking", "Nothing is open. Open a workbook to rank its regions.")
            )
            return Page(title, empty=empty, rows=rows)
        self.race.race = race
        indicator = plan.indicator_by_code[workspace.selection.indicator]
        unit = race.unit if self.by_growth.isChecked() else indicator.unit
        order = (
            tr("Ranking", "Lowest first.")
            if race.less_is_better and not self.by_growth.isChecked()
            else tr("Ranking", "Highest first.")
        )
        if self.by_growth.isChecked() and race.less_is_better:
            order = tr("Ranking", "Steepest fall first.")
        dashed = tr("Ranking", "Dashed: projected. Marks: status of the target in {year}.")
        return Page(
            title,
            titled(named(workspace.document.scenario), unit, source_line(plan, rows)),
            f"{order} {dashed.format(year=workspace.year)} {status_rule_text(workspace)}",
            rows=rows,
        )

    def follow(self, change: Change, again: IntArray) -> None:
        """Nobody is painted elsewhere unless a rank or a light is another; all of it where the years with ranks are."""
        before, shown = self.race.race, self._compared
        if before is None or shown is None:
            self._show()
            return
        moved = np.flatnonzero(change.touched[shown.rows])
        values = before.values.copy()
        values[moved] = self._values(shown.rows[moved])
        found = self._ranks(values, before.less_is_better, before.indicator.kind.moves_in_points)
        if not np.isfinite(found).any():
            self._show()
            return
        self.race.race = race = replace(before, values=values, ranks=found, lights=self._lights(shown))
        if race.ranks is not before.ranks or not np.array_equal(race.lights, before.lights):
            self.race.renew()

    def _aimed(self, shown: Compared) -> np.ndarray:
        """The places of the regions' targets (region,) in their table, -1 where there is none."""
        targets = regional_targets(self.workspace, self._targets)
        if self._places is None or self._targets is not targets or self._places[0] is not shown:
            found = (targets.positions.get(code, -1) for code in shown.codes)
            self._places = (shown, np.fromiter(found, np.int64, len(shown.codes)))
        self._targets = targets
        return self._places[1]

    def _values(self, rows: IntArray) -> FloatArray:
        """The figures of series (series, year), in the years in which their regions are in force."""
        absent = self.workspace.session.results.frame.absent(rows).T
        return np.where(absent, np.nan, self.workspace.result.values[rows])

    def _ranks(self, values: FloatArray, less: bool, points: bool) -> FloatArray:
        """The ranks (region, year) by what regions are ranked by, from those shown before where few have moved."""
        judged = growth(values, points) if self.by_growth.isChecked() else values
        kept = self._ranked
        if kept is None or kept[0] is not self._compared or kept[1] != less or kept[2].shape != judged.shape:
            found = ranks(judged, less)
        else:
            found = ranks_after(kept[2], kept[3], judged, less)
            # bit for bit, since no rank is no rank; who asks whether anybody has passed another need not compare them
            if np.array_equal(found.view(np.int64), kept[3].view(np.int64)):
                found = kept[3]
        self._ranked = (self._compared, less, judged, found)
        return found

    def _lights(self, shown: Compared) -> np.ndarray:
        """The codes of how the regions' targets stand (region,), -1 where there is none."""
        aimed = self._aimed(shown)
        lights = np.full(len(aimed), -1, dtype=np.int64)
        lights[aimed >= 0] = self.workspace.judgement().status[aimed[aimed >= 0]]
        return lights

    def _race(self, shown: Compared) -> Race:
        codes, rows = shown.codes, shown.rows
        workspace, plan = self.workspace, self.workspace.plan
        indicator = plan.indicator_by_code[workspace.selection.indicator]
        less, points = indicator.direction is Direction.DOWN, indicator.kind.moves_in_points
        observed = (workspace.result.origin[rows] == Origin.OBSERVED).any(axis=0)
        known = np.flatnonzero(observed) if observed.any() else np.flatnonzero(plan.years <= plan.base_year)
        values = self._values(rows)
        return Race(
            regions=codes,
            names=shown.names,
            rows=rows,
            years=plan.years,
            values=values,
            ranks=self._ranks(values, less, points),
            lights=self._lights(shown),
            last_observed=int(plan.years[known[-1]]) if len(known) else plan.base_year,
            less_is_better=less,
            unit=yearly_pace_unit(indicator, language()),
            indicator=indicator,
        )

    def table(self) -> Rows:
        """A row a region: its rank in every year."""
        race = self.race.race
        if race is None:
            return [[tr("Ranking", "Region")]]
        years = race.span
        first = years[0] - int(race.years[0])
        return [
            [tr("Ranking", "Region"), *(str(year) for year in years)],
            *(
                [name, *(plain(rank) for rank in places[first : first + len(years)])]
                for name, places in zip(race.names, race.ranks, strict=True)
            ),
        ]
