"""The one QObject between Qt and the session: every edit goes in here, every change comes out here."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDate, QObject, Qt, Signal

from npfdesk.engine.edits.consequence import Consequence, consequence
from npfdesk.engine.edits.share_balance import NOTHING_KEPT, Kept
from npfdesk.engine.ensembles.workers import EVERY_CORE
from npfdesk.engine.projection.results import ScenarioResult
from npfdesk.engine.projection.sums_below import SumBelow, left_behind
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.engine.targets.judged_units import JudgedUnit, judged_unit
from npfdesk.engine.targets.judgement import Judgement, affected_targets
from npfdesk.engine.targets.kept_judgements import KeptJudgements, same_targets
from npfdesk.engine.targets.measured_figures import other_series_read
from npfdesk.plan.document import Document
from npfdesk.plan.edits import Edit, EditRefused
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.minutes import Minute, Minutes
from npfdesk.plan.model import Plan
from npfdesk.plan.outlines import Outlines
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.sound_text import sound_value
from npfdesk.plan.status_rules import Rule
from npfdesk.report.material import Provenance, moment_now
from npfdesk.session import Change, Session, Structure
from npfdesk.ui.look.language import language

if TYPE_CHECKING:
    from npfdesk.engine.analyses.forecasts import Forecast
    from npfdesk.engine.uncertainty.chances import Uncertainty

DRAWN: Final = 12
"""So many scenarios are drawn beside the active one when a workbook is opened; of more, the user picks."""


@dataclass(frozen=True)
class Selection:
    """The selection of the whole window: a region, an industry ("" = all industries) and an indicator, by code."""

    region: str = ""
    industry: str = ""
    indicator: str = ""

    @property
    def series(self) -> SeriesKey:
        """The selected series (the plan may not have it)."""
        return SeriesKey(self.region, self.industry, self.indicator)


IntArray = NDArray[np.int64]


def day_of_the_calendar() -> str:
    """Today, ISO 8601."""
    return str(QDate.currentDate().toString(Qt.DateFormat.ISODate))


def refusal_text(refused: EditRefused) -> str:
    """Why an edit was refused, in the window's language."""
    return refused.problem.message(language()) if refused.problem is not None else str(refused)


class Workspace(QObject):
    """The state of the desk, as a QObject with signals.

    Its signals:

    opened              a new session; carries its Change
    changed             an edit, undo, redo or switch of scenario; carries the Change
    selected            carries the Selection
    view_changed        the selected year, the status rule, the compared scenarios or the owner shown are different
    region_hovered      carries the region under the pointer in any view ("" for none), so that all can highlight it
    saved               the scenarios were saved
    futures_changed     `futures` is different (None: none are drawn for the active scenario as it is)
    forecasts_changed   `forecasts`, of one series, is different (None: none are shown)
    outlines_changed    the map's `outlines` are different (None: the map shows tiles)
    minutes_changed     the minutes are different
    notice              carries a text for the status bar, among others why an edit was refused
    report_asked        carries the ReportRequest that a view asks to be written: the kind, year and scenario that it shows

    `today` returns the day of the calendar, ISO 8601, and `opened_as` the SHA-256 of the workbook as it was opened and the number of the revision ("" for none).
    """

    opened = Signal(object)
    changed = Signal(object)
    selected = Signal(object)
    view_changed = Signal()
    region_hovered = Signal(str)
    saved = Signal()
    futures_changed = Signal()
    forecasts_changed = Signal()
    outlines_changed = Signal()
    minutes_changed = Signal()
    notice = Signal(str)
    report_asked = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.last: Change | None = None
        self.selection = Selection()
        self.hovered_region = ""
        self.year = session.document.plan.target_year
        self.rule = Rule(session.document.plan.status_rule)
        self._ticked: tuple[str, ...] = ()
        self._met: set[str] = set()
        self.benchmarks = True
        self.owner = ""
        self.workers = EVERY_CORE
        self._outlines: Outlines | None = None
        self.today: Callable[[], str] = day_of_the_calendar
        self.opened_as: Callable[[], tuple[str, str]] = lambda: ("", "")
        self._futures: Uncertainty | None = None
        self._forecasts: tuple[SeriesKey, tuple[Forecast, ...]] | None = None
        self._judgements = KeptJudgements()
        self._units: tuple[TargetTable | None, dict[int, JudgedUnit]] = (None, {})
        self._kept_again: tuple[Change, IntArray | None] | None = None
        self._kept_consequence: tuple[Change, tuple[int | None, int, Rule], Consequence | None] | None = None
        self._reset_view()

    @property
    def document(self) -> Document:
        """The current document."""
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
    def compared(self) -> tuple[str, ...]:
        """The scenarios drawn beside the active one, in the document's order."""
        document, ticked = self.document, set(self._ticked)
        return tuple(name for name in document.scenarios if name in ticked and name != document.active)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The scenarios that the user has ticked, in the document's order; choosing the active one changes none."""
        ticked = set(self._ticked)
        return tuple(name for name in self.document.scenarios if name in ticked)

    @property
    def futures(self) -> Uncertainty | None:
        """The futures drawn for the current plan; None where there are none."""
        return self._futures

    @futures.setter
    def futures(self, futures: Uncertainty | None) -> None:
        if futures is not self._futures:
            self._futures = futures
            self.futures_changed.emit()

    @property
    def forecasts(self) -> tuple[SeriesKey, tuple[Forecast, ...]] | None:
        """The series whose forecasts are shown, with the forecasts; None where none are shown."""
        return self._forecasts

    @forecasts.setter
    def forecasts(self, forecasts: tuple[SeriesKey, tuple[Forecast, ...]] | None) -> None:
        if forecasts is not self._forecasts:
            self._forecasts = forecasts
            self.forecasts_changed.emit()

    @property
    def outlines(self) -> Outlines | None:
        """The region outlines that the map draws; None where it shows tiles."""
        return self._outlines

    @outlines.setter
    def outlines(self, outlines: Outlines | None) -> None:
        if outlines is not self._outlines:
            self._outlines = outlines
            self.outlines_changed.emit()

    def judgement(
        self, scenario: str | None = None, year: int | None = None, rule: Rule | None = None
    ) -> Judgement:
        """The status of a scenario's targets (default: active scenario, selected year, chosen rule).

        It is kept, and after an edit only the targets of the series that the edit touched are judged again.
        """
        name = scenario or self.document.active
        return self._judgements.of(self.session.results, name, year or self.year, rule or self.rule)

    def judged_again(self, change: Change) -> IntArray | None:
        """The positions of the active scenario's targets whose judgement a change may have altered; None where it may be any.

        Ascending, in `result.targets`: those of the series touched, and of relations and places that are held against them.
        The result is cached, because every view asks for it.
        """
        if self._kept_again is None or self._kept_again[0] is not change:
            self._kept_again = (change, self._judged_again(change))
        return self._kept_again[1]

    def _judged_again(self, change: Change) -> IntArray | None:
        active = change.document.active
        if change.before is None or change.results is not self.session.results:
            return None
        if change.structure & Structure.ACTIVE:
            return None
        if not same_targets(change.before, change.results, active):
            return None
        reading = self.judgement().reading or other_series_read(change.results, active)
        return affected_targets(self.result.targets, reading, change.touched.nonzero()[0])

    def judged_unit(self, position: int) -> JudgedUnit:
        """What the judged figures of a target of the active scenario are called and counted in, cached."""
        table = self.result.targets
        if self._units[0] is not table:
            self._units = (table, {})
        found = self._units[1].get(position)
        if found is None:
            found = judged_unit(self.session.results, self.document.active, position)
            self._units[1][position] = found
        return found

    def consequence(self, change: Change) -> Consequence | None:
        """The effect of a change on the selected series, or on the first series it moves; None where it touched none.

        The result is cached, because the status line, the minutes and the presentation all ask for it.
        """
        chosen = change.document.plan.row.get(self.selection.series)
        key = (chosen, self.year, self.rule)
        kept = self._kept_consequence
        if kept is None or kept[0] is not change or kept[1] != key:
            kept = self._kept_consequence = (change, key, self._consequence(change, chosen))
        return kept[2]

    def _consequence(self, change: Change, chosen: int | None) -> Consequence | None:
        touched = change.touched.nonzero()[0]
        if change.before is None or not len(touched):
            return None
        active = change.document.active
        rows, former = touched, change.before.scenarios.get(active)
        if former is not None and change.before.frame is change.results.frame:
            # a different assumption or roll-up input may leave the figure unchanged
            column = self.year - int(change.results.plan.years[0])
            now, then = (one.values[touched, column] for one in (change.results.scenarios[active], former))
            moved = touched[(now != then) & ~(np.isnan(now) & np.isnan(then))]
            rows = moved if len(moved) else touched
            # edited series first, then the series computed from them
            rows = rows[change.results.frame.formula_row[rows].argsort(kind="stable")]
        row = chosen if chosen is not None and chosen in rows else int(rows[0])
        judged = self.judgement() if change.results is self.session.results else None
        known = self._judgements.before(former, self.year, self.rule) if former is not None else None
        return consequence(change.before, change.results, active, row, self.year, self.rule, judged, known)

    def left_behind(self, change: Change, row: int) -> SumBelow | None:
        """The nearest series from one upwards whose children a change moved while its own path stayed; None for none."""
        if change.before is None or change.structure & Structure.ACTIVE:
            return None
        return left_behind(change.before, change.results, change.document.active, row, self.year)

    def origin(self) -> Provenance:
        """The provenance of the figures: the workbook as it was opened (not as its file is now) and the revision."""
        path = self.session.opened.path
        digest, revision = self.opened_as()
        name = shown_path(path.name) if path is not None else ""
        accounting = self.session.opened.accounting
        return Provenance(
            name, digest, moment_now(), revision, unsaved=self.session.unsaved, accounting=accounting
        )

    def write_minutes(self, minutes: Minutes) -> None:
        """Replace the minutes; this is no undo step."""
        # those that stay are sound already, and of a long meeting they are many
        known = {id(one) for one in self.session.minutes}
        minutes = tuple(one if id(one) in known else sound_value(one) for one in minutes)
        if minutes != self.session.minutes:
            self.session.minutes = minutes
            self.minutes_changed.emit()

    def add_minute(self, minute: Minute) -> None:
        """Add the minute of an edit at the end; its texts are sound, as the session's own are. This is no undo step."""
        self.session.minutes = (*self.session.minutes, minute)
        self.minutes_changed.emit()

    def open(self, session: Session) -> None:
        """Switch to another session."""
        self.session = session
        self._judgements.clear()
        self._reset_view()
        self.opened.emit(session.opening())
        self.selected.emit(self.selection)

    def apply(self, edit: Edit, origin: object = None, kept: Kept = NOTHING_KEPT) -> Change:
        """Apply an edit and emit `changed`; EditRefused is passed on to the caller, and nothing is changed then.

        `kept` are shares that were typed as they already are (see ``Session.apply``).
        """
        return self._publish(self.session.apply(edit, origin, kept, self.today()))

    def offer(self, edit: Edit, origin: object = None) -> bool:
        """Apply an edit; where it is refused, say why in the status line. Returns whether it was done."""
        try:
            self.apply(edit, origin)
        except EditRefused as refused:
            self.notice.emit(refusal_text(refused))
            return False
        return True

    def undo(self) -> None:
        """Undo the last step, if there is one."""
        if self.session.history.undo_label is not None:
            self._publish(self.session.undo())

    def redo(self) -> None:
        """Redo the last undone step, if there is one."""
        if self.session.history.redo_label is not None:
            self._publish(self.session.redo())

    def tick(self, scenario: str, shown: bool = True) -> None:
        """Tick a scenario to be drawn, or take its tick away; the active one is drawn in any case."""
        if shown != (scenario in self._ticked):
            rest = tuple(name for name in self._ticked if name != scenario)
            self._ticked = (*rest, scenario) if shown else rest
            self.view_changed.emit()

    def activate(self, scenario: str) -> None:
        """Make another scenario the active one."""
        if scenario != self.document.active:
            self._publish(self.session.activate(scenario))

    def select(
        self, region: str | None = None, industry: str | None = None, indicator: str | None = None
    ) -> None:
        """Change the selection; what is not given stays."""
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

    def hover_region(self, region: str) -> None:
        """Set the region under the pointer ("" for none)."""
        if region != self.hovered_region:
            self.hovered_region = region
            self.region_hovered.emit(region)

    def set_view(
        self,
        year: int | None = None,
        rule: Rule | None = None,
        compared: tuple[str, ...] | None = None,
        benchmarks: bool | None = None,
        owner: str | None = None,
    ) -> None:
        """Set what is shown.

        The year, the status rule, the scenarios compared with the active one, whether yardsticks are drawn, and
        whose targets alone are shown ("": everybody's).
        """
        self.benchmarks = self.benchmarks if benchmarks is None else benchmarks
        self.owner = self.owner if owner is None else owner
        self.year = self.year if year is None else year
        self.rule = self.rule if rule is None else rule
        if compared is not None:
            # the ticks of the active one and of those that an undo may bring back are not spoken of
            beside = {name for name in self.document.scenarios if name != self.document.active}
            unspoken = (name for name in self._ticked if name not in beside)
            self._ticked = tuple(dict.fromkeys((*unspoken, *compared)))
        self.view_changed.emit()

    def _publish(self, change: Change) -> Change:
        self.last = change
        self._judgements.follow(change.before, change.results, change.touched)
        # chances of another plan do not apply to this one
        self.futures = None
        if change.structure & Structure.SCENARIOS:
            self._tick_new(change.document)
        self.changed.emit(change)
        if not self.selection.indicator and self.plan.indicators:
            # the plan has only now something to look at
            self.select(*_first_series(self.plan))
        return change

    def _tick_new(self, document: Document) -> None:
        """A scenario that is met for the first time is ticked, with the one that it inherits from."""
        new = [one for name, one in document.scenarios.items() if name not in self._met]
        self._met.update(one.id for one in new)
        if 0 < len(new) <= DRAWN:
            shown = dict.fromkeys(name for one in new for name in (one.parent, one.id) if name is not None)
            self._ticked = tuple(dict.fromkeys((*self._ticked, *shown)))

    def _reset_view(self) -> None:
        plan = self.plan
        self.selection = Selection(*_first_series(plan))
        self.hovered_region = ""
        self.year = plan.target_year
        self.rule = Rule(plan.status_rule)
        self.owner = ""
        others = (name for name in self.document.scenarios if name != self.document.active)
        self._ticked = (self.document.active, *itertools.islice(others, DRAWN))
        self._met = set(self.document.scenarios)
        self.last = None
        # views of chances are refreshed by `opened` anyway
        self._futures = self._forecasts = None
        self._kept_consequence = self._kept_again = None


def _first_series(plan: Plan) -> SeriesKey:
    """The series shown first: of the root region, with the indicator that has the most targets."""
    counted = Counter(key.series.indicator for key in plan.targets if not key.series.industry)
    for indicator, _ in counted.most_common():
        series = SeriesKey(plan.city, "", indicator)
        if series in plan.row:
            return series
    root = SeriesKey(plan.root, "", next((one.code for one in plan.indicators), ""))
    return next(iter(plan.series), root)
