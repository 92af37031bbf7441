"""The one QObject between Qt and the session: every edit goes in here, every change comes out here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from npfdesk.engine.edits.consequence import Consequence, consequence
from npfdesk.engine.projection.results import ScenarioResult
from npfdesk.engine.targets.judgement import Judgement, judge
from npfdesk.engine.targets.status import Rule
from npfdesk.plan.document import Document
from npfdesk.plan.edits import Edit
from npfdesk.plan.minutes import Minutes
from npfdesk.plan.model import Plan
from npfdesk.plan.outlines import Outlines
from npfdesk.plan.series import SeriesKey
from npfdesk.report.material import Provenance, moment_now
from npfdesk.session import Change, Session

if TYPE_CHECKING:
    from npfdesk.engine.analyses.forecasts import Forecast
    from npfdesk.engine.uncertainty.chances import Uncertainty


@dataclass(frozen=True)
class Selection:
    """What the whole window looks at: a region, an industry ("" = the whole economy), an indicator, by code."""

    region: str = ""
    industry: str = ""
    indicator: str = ""

    @property
    def series(self) -> SeriesKey:
        """The series looked at (the plan may not have it)."""
        return SeriesKey(self.region, self.industry, self.indicator)


class Workspace(QObject):
    """The desk's state as Qt sees it.

    `opened` carries the Change of a new session; `changed` that of every edit, undo, redo and switch;
    `selected` the Selection; `viewed` says that year, rule or the compared scenarios were chosen anew;
    `pointed` carries the region under the pointer of any view ("" for none), so that all can light it;
    `drawn` says that `futures` are others (None: none drawn of the active scenario as it is);
    `forecast` says that `forecasts`, of one series, are others (None: none are looked at);
    `mapped` says that the map's `outlines` are others (None: the map is tiles);
    `minuted` says that the minutes say something else;
    `opened_as` gives the SHA-256 of the workbook as it was opened and the number of the revision ("" for none);
    `notice` carries what is to be said now, an edit's refusal among it, as a text for the status bar.
    """

    opened = Signal(object)
    changed = Signal(object)
    selected = Signal(object)
    viewed = Signal()
    pointed = Signal(str)
    saved = Signal()
    drawn = Signal()
    forecast = Signal()
    mapped = Signal()
    minuted = Signal()
    notice = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.last: Change | None = None
        self.selection = Selection()
        self.pointed_region = ""
        self.year = session.document.plan.target_year
        self.rule = Rule(session.document.plan.status_rule)
        self.compared: tuple[str, ...] = ()
        self._outlines: Outlines | None = None
        self.opened_as: Callable[[], tuple[str, str]] = lambda: ("", "")
        self._futures: Uncertainty | None = None
        self._forecasts: tuple[SeriesKey, tuple[Forecast, ...]] | None = None
        self._judged: dict[tuple[str, int, Rule], tuple[ScenarioResult, Judgement]] = {}
        # how things stood before the last edit, which its consequence asks for
        self._judged_before: dict[tuple[str, int, Rule], tuple[ScenarioResult, Judgement]] = {}
        self._seen: tuple[Change, tuple[int | None, int, Rule], Consequence | None] | None = None
        self._begin()

    @property
    def document(self) -> Document:
        """The document as it is now."""
        return self.session.document

    @property
    def plan(self) -> Plan:
        """The plan with its amendments."""
        return self.session.document.plan

    @property
    def result(self) -> ScenarioResult:
        """The active scenario's result."""
        return self.session.results.scenarios[self.document.active]

    @property
    def futures(self) -> Uncertainty | None:
        """The futures drawn for the plan as it is; None where none are."""
        return self._futures

    @futures.setter
    def futures(self, futures: Uncertainty | None) -> None:
        if futures is not self._futures:
            self._futures = futures
            self.drawn.emit()

    @property
    def forecasts(self) -> tuple[SeriesKey, tuple[Forecast, ...]] | None:
        """The series whose forecasts are looked at, and they; None where none are."""
        return self._forecasts

    @forecasts.setter
    def forecasts(self, forecasts: tuple[SeriesKey, tuple[Forecast, ...]] | None) -> None:
        if forecasts is not self._forecasts:
            self._forecasts = forecasts
            self.forecast.emit()

    @property
    def outlines(self) -> Outlines | None:
        """The outlines of regions that the map draws; None where it is tiles."""
        return self._outlines

    @outlines.setter
    def outlines(self, outlines: Outlines | None) -> None:
        if outlines is not self._outlines:
            self._outlines = outlines
            self.mapped.emit()

    def judgement(self, scenario: str | None = None, year: int | None = None) -> Judgement:
        """How a scenario's targets stand (the active one's, in the year looked at, by the rule chosen); kept."""
        name = scenario or self.document.active
        result = self.session.results.scenarios[name]
        key = (name, year or self.year, self.rule)
        kept = self._judged.get(key)
        if kept is None or kept[0] is not result:
            if kept is not None:
                self._judged_before[key] = kept
            kept = (result, judge(self.session.results, name, key[1], self.rule))
            self._judged[key] = kept
        return kept[1]

    def consequence(self, change: Change) -> Consequence | None:
        """What a change did to the series looked at, or to the first that it moves; None where it touched none.

        Kept, since the status line, the minutes and the presentation ask for the same.
        """
        chosen = change.document.plan.row.get(self.selection.series)
        key = (chosen, self.year, self.rule)
        kept = self._seen
        if kept is None or kept[0] is not change or kept[1] != key:
            kept = self._seen = (change, key, self._consequence(change, chosen))
        return kept[2]

    def _consequence(self, change: Change, chosen: int | None) -> Consequence | None:
        touched = change.touched.nonzero()[0]
        if change.before is None or not len(touched):
            return None
        active = change.document.active
        rows, former = touched, change.before.scenarios.get(active)
        if former is not None and change.before.frame is change.results.frame:
            # an assumption or a roll-up's input that is another may leave the figure as it was
            column = self.year - int(change.results.plan.years[0])
            now, then = (one.values[touched, column] for one in (change.results.scenarios[active], former))
            moved = touched[(now != then) & ~(np.isnan(now) & np.isnan(then))]
            rows = moved if len(moved) else touched
            # what was edited before what is worked out of it
            rows = rows[np.argsort(change.results.frame.formula_row[rows], kind="stable")]
        row = chosen if chosen is not None and chosen in rows else int(rows[0])
        judged = self.judgement() if change.results is self.session.results else None
        then = self._judged_before.get((active, self.year, self.rule))
        known = then[1] if then is not None and then[0] is former else None
        return consequence(change.before, change.results, active, row, self.year, self.rule, judged, known)

    def origin(self) -> Provenance:
        """Where what is shown comes from: the workbook as it was opened, whatever its file is now, and the revision."""
        path = self.session.opened.path
        digest, revision = self.opened_as()
        name = path.name if path is not None else ""
        return Provenance(name, digest, moment_now(), revision, unsaved=self.session.unsaved)

    def write_minutes(self, minutes: Minutes) -> None:
        """Other minutes from now on; no step of undo."""
        if minutes != self.session.minutes:
            self.session.minutes = minutes
            self.minuted.emit()

    def open(self, session: Session) -> None:
        """Look at another session."""
        self.session = session
        self._judged.clear()
        self._judged_before.clear()
        self._begin()
        self.opened.emit(session.opening())
        self.selected.emit(self.selection)

    def apply(self, edit: Edit, origin: object = None) -> Change:
        """Do an edit and tell every view; an EditRefused passes to the caller with nothing changed."""
        return self._tell(self.session.apply(edit, origin))

    def undo(self) -> None:
        """Take back the last step, if there is one."""
        if self.session.history.undo_label is not None:
            self._tell(self.session.undo())

    def redo(self) -> None:
        """Bring back the last step taken back, if there is one."""
        if self.session.history.redo_label is not None:
            self._tell(self.session.redo())

    def activate(self, scenario: str) -> None:
        """Edit another scenario from now on."""
        if scenario != self.document.active:
            self._tell(self.session.activate(scenario))

    def select(
        self, region: str | None = None, industry: str | None = None, indicator: str | None = None
    ) -> None:
        """Look at something else; what is not named stays."""
        chosen = self.selection
        if region is not None:
            chosen = replace(chosen, region=region)
        if industry is not None:
            chosen = replace(chosen, industry=industry)
        if indicator is not None:
            chosen = replace(chosen, indicator=indicator)
        if chosen != self.selection:
            self.selection = chosen
            self.selected.emit(chosen)

    def point(self, region: str) -> None:
        """A region is under the pointer somewhere ("" for none)."""
        if region != self.pointed_region:
            self.pointed_region = region
            self.pointed.emit(region)

    def view(
        self, year: int | None = None, rule: Rule | None = None, compared: tuple[str, ...] | None = None
    ) -> None:
        """Choose the year looked at, the rule of colours, the scenarios drawn beside the active one."""
        self.year = self.year if year is None else year
        self.rule = self.rule if rule is None else rule
        self.compared = self.compared if compared is None else compared
        self.viewed.emit()

    def _tell(self, change: Change) -> Change:
        self.last = change
        # chances of another plan say nothing of this one
        self.futures = None
        self.compared = tuple(name for name in self.compared if name in change.document.scenarios)
        self.changed.emit(change)
        return change

    def _begin(self) -> None:
        plan = self.plan
        self.selection = Selection(*_telling_series(plan))
        self.pointed_region = ""
        self.year = plan.target_year
        self.rule = Rule(plan.status_rule)
        self.compared = tuple(name for name in self.document.scenarios if name != self.document.active)
        self.last = None
        # whoever shows chances looks at the plan that is opened now anyway
        self._futures = self._forecasts = None
        self._seen = None


def _telling_series(plan: Plan) -> SeriesKey:
    """The series that is shown first: the root region's, of the indicator with the most targets."""
    counted = Counter(key.series.indicator for key in plan.targets if not key.series.industry)
    for indicator, _ in counted.most_common():
        series = SeriesKey(plan.city, "", indicator)
        if series in plan.row:
            return series
    return next(iter(plan.series), SeriesKey("", "", ""))
