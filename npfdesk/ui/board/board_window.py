"""The board: up to eight parameters as sliders over up to six charts, scenarios as columns, on the screen or a projector."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.edits.consequence import consequence, figure_change, minute_of
from npfdesk.engine.projection.results import Results
from npfdesk.plan.board import FEWEST_CHARTS, MOST_PARAMETERS, Board, ParameterKey
from npfdesk.plan.board_edits import (
    board_of,
    moved,
    put_chart,
    remember_board,
    reset_board,
    take_chart,
    take_parameter,
)
from npfdesk.plan.document import Document
from npfdesk.plan.edits import Edit, EditRefused, Label
from npfdesk.plan.minutes import next_number, with_minute
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Language, Wording, clauses
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.series_words import spoken_series
from npfdesk.session import Change
from npfdesk.ui.board.parameter_row import ParameterRow
from npfdesk.ui.board.parameters import Parameter
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.look.colours import scenario_colour, text_colour, theme
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.mnemonics import PLAN_NAME, say
from npfdesk.ui.look.style import BODY_PIXELS, NOTE_PIXELS, TITLE_PIXELS
from npfdesk.ui.meeting.minutes_recorder import MinutesRecorder
from npfdesk.ui.tables.columns import EntryRefused
from npfdesk.ui.workspace import DRAWN, Workspace, refusal_text

MOST_COLUMNS: Final = DRAWN
"""So many scenarios have a column, the edited one first."""
_NAME, _SLIDER, _FIELD, _EFFECT, _FIRST = range(5)
_ROOM = 600.0
"""The height of a window in which it is set in its usual type; a projector's is larger."""
_LARGEST, _WEIGHT = 2.0, 1.4
_SHARE = 0.5
"""The share of the height that the parameters take at most where there are charts."""


class BoardWindow(QDialog):
    """Moves the parameters of the scenario edited, live; setting back is to where they stood when it was opened."""

    # Qt sends changes while it is still being made
    _ready: bool = False

    def __init__(
        self, workspace: Workspace, recorder: MinutesRecorder, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.workspace, self.recorder = workspace, recorder
        self.resize(1180, 680)
        self.begun: Document = workspace.document
        self.remembered = ""
        self._then: Results | None = None
        self.rows: dict[ParameterKey, ParameterRow] = {}
        self.charts: dict[SeriesKey, PathChart] = {}
        self.heads: dict[str, QToolButton] = {}
        self.outcomes: list[QLabel] = []
        self.factor, self._shown = 1.0, False
        self.title, self.hint, self.told = Caption("title"), Note(), Note()
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sheet = QWidget()
        self.grid = QGridLayout(self.sheet)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(4)
        self.pane = QScrollArea()
        self.pane.setFrameShape(QFrame.Shape.NoFrame)
        self.pane.setWidgetResizable(True)
        self.pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pane.setWidget(self.sheet)
        self.wall = QWidget()
        self.places = QGridLayout(self.wall)
        self.places.setContentsMargins(0, 0, 0, 0)
        self.places.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.pane)
        layout.addWidget(self.hint)
        layout.addWidget(self.wall, 1)
        layout.addWidget(self.told)
        layout.addLayout(self._foot())
        # the parameters give way with the window, whose layout must not hold it open for them
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(720, 420)
        for signal in (workspace.changed, workspace.view_changed):
            signal.connect(self._renew_if_visible)
        workspace.opened.connect(self._opened)
        self._ready = True

    def _foot(self) -> QHBoxLayout:
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.reset, self.remember, self.record = QPushButton(), QPushButton(), QPushButton()
        self.chart, self.full, self.close_button = QPushButton(), QPushButton(), QPushButton()
        foot = QHBoxLayout()
        foot.addWidget(self.reset)
        foot.addWidget(self.name, 1)
        foot.addWidget(self.remember)
        foot.addWidget(self.record)
        foot.addStretch(1)
        for button in (self.chart, self.full, self.close_button):
            foot.addWidget(button)
        acts: tuple[tuple[QPushButton, Callable[[], object]], ...] = (
            (self.reset, self.set_back),
            (self.remember, self.keep_as_scenario),
            (self.record, self.write_minute),
            (self.chart, self.add_chart),
            (self.full, self.toggle_full_screen),
            (self.close_button, self.close),
        )
        for button, act in acts:
            button.setAutoDefault(False)
            button.clicked.connect(act)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F11", self.toggle_full_screen),
            ("Ctrl+Z", self.workspace.undo),
            ("Ctrl+Y", self.workspace.redo),
            *((f"Alt+{number}", self._reaching(number - 1)) for number in range(1, MOST_PARAMETERS + 1)),
        )
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        return foot

    def _reaching(self, place: int) -> Callable[[], None]:
        return lambda: self.reach(place)

    def reach(self, place: int) -> None:
        """Give the keys to the slider of a parameter by its place, or to its figure where it has no slider."""
        rows = list(self.rows.values())
        if 0 <= place < len(rows):
            row = rows[place]
            (row.slider if row.slider.isEnabled() else row.field).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # what is shown

    def scenarios(self) -> tuple[str, ...]:
        """The scenarios that have a column: the edited one and those compared with it."""
        beside = sorted(self.workspace.compared, key=lambda one: one != self.remembered)
        return (self.workspace.document.active, *beside)[:MOST_COLUMNS]

    def renew(self) -> None:
        """Show the board as the document has it; widgets are made anew only where it holds something else."""
        board, names = board_of(self.workspace.document), self.scenarios()
        if (
            tuple(self.rows) != board.parameters
            or tuple(self.heads) != names
            or len(self.outcomes) != (len(board.charts) * (len(names) + 1))
        ):
            self._lay_rows(board.parameters, names, len(board.charts))
        if tuple(self.charts) != board.charts:
            self._lay_charts(board.charts)
        self._write(names)

    def _lay_rows(self, keys: tuple[ParameterKey, ...], names: tuple[str, ...], charts: int) -> None:
        for widget in self.sheet.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if self.grid.indexOf(widget) >= 0:
                self.grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for row in self.rows.values():
            row.deleteLater()
        self.rows, self.heads, self.outcomes = {}, {}, []
        if not keys:
            return
        for place, name in enumerate(names):
            head = QToolButton()
            head.setProperty("quiet", True)
            head.setCheckable(True)
            head.clicked.connect(lambda _, one=name: self.workspace.activate(one))
            head.setProperty(PLAN_NAME, True)
            self.heads[name] = head
            self.grid.addWidget(head, 0, _FIRST + place, Qt.AlignmentFlag.AlignRight)
        for at, key in enumerate(keys, start=1):
            row = self.rows[key] = ParameterRow(self)
            row.columns = [self._figure_label() for _ in names]
            row.moved.connect(lambda text, drag, one=key: self.move_parameter(one, text, drag))
            row.removed.connect(lambda one=key: self._apply(take_parameter(self.workspace.document, one)))
            for column, widget in enumerate(
                (row.name, row.slider, row.field, row.effect, *row.columns, row.remove)
            ):
                self.grid.addWidget(widget, at, column)
        for at in range(charts):
            label = Caption("note")
            figures = [self._figure_label() for _ in names]
            self.outcomes += [label, *figures]
            self.grid.addWidget(label, len(keys) + 1 + at, _NAME, 1, _FIRST)
            for column, figure in enumerate(figures):
                self.grid.addWidget(figure, len(keys) + 1 + at, _FIRST + column)
        for column, stretch in ((_NAME, 5), (_SLIDER, 6), (_FIELD, 2), (_EFFECT, 5)):
            self.grid.setColumnStretch(column, stretch)
        for widget in self.sheet.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            # the layout would show them only with the next events, and ask for no room until then
            if self.grid.indexOf(widget) >= 0:
                widget.show()
        self._order_keys()

    @staticmethod
    def _figure_label() -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return label

    def _order_keys(self) -> None:
        """Tab runs along a row: slider, figure, then the next parameter."""
        before: QWidget | None = None
        for row in self.rows.values():
            for widget in (row.slider, row.field, row.remove):
                if before is not None:
                    self.setTabOrder(before, widget)
                before = widget
        if before is not None:
            self.setTabOrder(before, self.reset)

    def _lay_charts(self, charts: tuple[SeriesKey, ...]) -> None:
        for one, chart in list(self.charts.items()):
            self.places.removeWidget(chart)
            if one not in charts:
                chart.hide()
                chart.deleteLater()
                del self.charts[one]
        made = {one: self.charts.get(one) or self._made_chart(one) for one in charts}
        self.charts = made
        across = len(charts) if len(charts) <= 3 else (len(charts) + 1) // 2
        for place, chart in enumerate(made.values()):
            self.places.addWidget(chart, place // max(across, 1), place % max(across, 1))

    def _made_chart(self, one: SeriesKey) -> PathChart:
        chart = PathChart(self.workspace, self.wall, series=one, compact=True)
        chart.plot.enlarge(self.factor, _WEIGHT)
        chart.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chart.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        off = QToolButton(chart)
        off.setProperty("quiet", True)
        off.setText("✕")
        off.setToolTip(tr("Board", "Take off the board"))
        off.setAccessibleName(tr("Board", "Take {name} off the board").replace("{name}", chart.title.text()))
        off.clicked.connect(lambda: self._apply(take_chart(self.workspace.document, one)))
        chart.head.addWidget(off)
        return chart

    def _write(self, names: tuple[str, ...]) -> None:
        document, year = self.workspace.document, self.workspace.year
        self.setWindowTitle(f"{tr('Board', 'Parameter board')} — NPF Desk")
        self.title.write(
            tr("Board", "Parameter board · {scenario} · {year}").format(
                scenario=named(document.scenario), year=year
            )
        )
        hues = document.hues
        for name, head in self.heads.items():
            scenario = document.scenarios[name]
            head.setText(named(scenario).replace("&", "&&"))
            head.setChecked(name == document.active)
            head.setToolTip(tr("Board", "Move the parameters of this scenario"))
            ground = QColor(theme().chosen) if name == document.active else None
            ink = text_colour(scenario_colour(hues[name]), ground).name()
            head.setStyleSheet(f"color: {ink}; font-weight: {600 if name == document.active else 400};")
        for key, row in self.rows.items():
            parameter = Parameter(document, key)
            row.show_parameter(parameter, year, lambda _: tr("Board", "no longer in the plan"))
            for name, label in zip(names, row.columns, strict=True):
                label.setText(parameter.text(name) or "—")
        self._write_outcomes(names)
        self._write_words(document)

    def _write_outcomes(self, names: tuple[str, ...]) -> None:
        """What the charts' series come to in the year, in each scenario."""
        plan, results, year = self.workspace.plan, self.workspace.session.results, self.workspace.year
        step = len(names) + 1
        if not self.rows:
            return
        for place, one in enumerate(self.charts):
            label, *figures = self.outcomes[place * step : (place + 1) * step]
            row, indicator = plan.row.get(one), plan.indicator_by_code.get(one.indicator)
            chart = self.charts[one]
            unit = unit_of(indicator) if indicator is not None else ""
            label.setText(" · ".join(part for part in (f"→ {chart.title.text()} {year}", unit) if part))
            for name, figure in zip(names, figures, strict=True):
                value = (
                    float(results.scenarios[name].values[row, plan.column(year)])
                    if row is not None
                    else float("nan")
                )
                figure.setText(format_figure(value, indicator.decimals if indicator is not None else 0))

    def _write_words(self, document: Document) -> None:
        board, turned = board_of(document), moved(self.begun, document)
        self.hint.write(self._missing(board))
        self.pane.setVisible(bool(board.parameters))
        texts = (
            (self.reset, tr("Board", "Reset")),
            (self.remember, tr("Board", "Remember as scenario")),
            (self.record, tr("Board", "Record in the minutes")),
            (self.chart, tr("Board", "Add the chart shown")),
            (
                self.full,
                tr("Board", "Leave full screen") if self.isFullScreen() else tr("Board", "Full screen"),
            ),
            (self.close_button, tr("Board", "Close")),
        )
        for button, text in texts:
            say(button, text)
        self.reset.setToolTip(tr("Board", "Back to where the parameters stood when the board was opened"))
        self.remember.setToolTip(
            tr("Board", "A new child scenario takes what was tried; this one goes back to where it stood")
        )
        self.full.setToolTip("F11")
        self.name.setPlaceholderText(self._proposed())
        self.name.setAccessibleName(tr("Board", "Name of the scenario to remember"))
        for button in (self.reset, self.remember):
            button.setEnabled(turned)
        self.record.setEnabled(bool(board.parameters))
        self.wall.setVisible(bool(board.charts))
        self._fit()

    @staticmethod
    def _missing(board: Board) -> str:
        """What a board still needs, and how it comes there."""
        if not board.parameters:
            return tr(
                "Board",
                "No parameters on the board yet. In a table, choose “Put on the board” in the menu of a cell (right click or the menu key): up to eight.",
            )
        if len(board.charts) < FEWEST_CHARTS:
            return tr(
                "Board",
                "A board has two to six charts. Look at a series in the window, then choose “Add the chart shown”.",
            )
        return ""

    def _proposed(self) -> str:
        """A free name for what was tried."""
        document = self.workspace.document
        taken, number = {one.name for one in document.scenarios.values()}, 1
        template = tr("Board", "{scenario}, tried {number}")
        while (name := template.format(scenario=named(document.scenario), number=number)) in taken:
            number += 1
        return name

    # what it does

    def move_parameter(self, key: ParameterKey, text: str, drag: str) -> None:
        """Move a parameter of the scenario edited; what cannot be entered is told, and the row shows what stands."""
        try:
            edit = Parameter(self.workspace.document, key).edit(text, drag)
        except EntryRefused as refused:
            self.told.write(refused.problem.message(language()))
            self.renew()
            return
        if edit is not None:
            self._apply(edit)
        else:
            self.renew()

    def set_back(self) -> None:
        """Set the parameters back to where they stood; one step of undo."""
        edit = reset_board(self.begun, self.workspace.document)
        if edit is not None:
            self._apply(edit)

    def keep_as_scenario(self) -> None:
        """Keep what was tried as a new child scenario, and set this one back; one step of undo."""
        name = self.name.text().strip() or self._proposed()
        identity = uuid.uuid4().hex
        edit = remember_board(self.begun, self.workspace.document, identity, name)
        if edit is None:
            return
        before, self.remembered = self.remembered, identity
        try:
            self.workspace.apply(edit, self)
        except EditRefused as refused:
            self.remembered = before
            self.told.write(
                refusal_text(refused)
                if refused.problem is not None
                else tr("Board", "There is a scenario of that name already. Choose another name.")
            )
            return
        self.name.clear()
        self.told.write(tr("Board", "Remembered as “{name}”, the next column.").replace("{name}", name))

    def write_minute(self) -> None:
        """Write into the minutes where the parameters stand and what the charts come to."""
        workspace = self.workspace
        self.recorder.flush()
        label, effect = self._label(), None
        first = next(iter(self.charts), None)
        row = workspace.plan.row.get(first) if first is not None else None
        if row is not None and self._then is not None and first is not None:
            now, active = workspace.session.results, workspace.document.active
            seen = consequence(self._then, now, active, row, workspace.year, workspace.rule)
            effect = figure_change(seen, first)
        at = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        minutes = workspace.session.minutes
        minute = minute_of(
            next_number(minutes), at, self.recorder.author, workspace.document.scenario.name, label, effect
        )
        workspace.write_minutes(with_minute(minutes, minute))
        self.told.write(
            tr("Board", "Recorded in the minutes: {text}").replace("{text}", label.text(language()))
        )

    def _label(self) -> Label:
        """Where the parameters stand, in both languages: the minutes are read in either."""
        document = self.workspace.document

        def text(spoken: Language) -> str:
            said = (Parameter(document, key, spoken) for key in self.rows)
            return clauses((f"{one.name} {one.text(document.active) or '—'}" for one in said), spoken)

        both = Wording(text("zh"), text("en"))
        return Label(Wording("参数看板：{text}", "Parameter board: {text}"), {"text": both})

    def add_chart(self) -> None:
        """Add the chart of the series that the window looks at."""
        series = self.workspace.selection.series
        if series in self.charts:
            text = tr("Board", "The chart of {name} is on the board already. Look at another series.")
            name = spoken_series(self.workspace.plan, series, language())
            self.told.write(text.replace("{name}", name))
        elif series in self.workspace.plan.row:
            self._apply(put_chart(self.workspace.document, series))

    def _apply(self, edit: Edit) -> None:
        self.told.write("")
        try:
            self.workspace.apply(edit, self)
        except EditRefused as refused:
            self.told.write(refusal_text(refused))
            self.renew()

    def toggle_full_screen(self) -> None:
        """Over the whole screen, in larger type, or back."""
        self.showNormal() if self.isFullScreen() else self.showFullScreen()
        self._write_words(self.workspace.document)

    # events

    def begin(self) -> None:
        """What is tried from now on is set back to what stands now."""
        self.begun, self._then = self.workspace.document, self.workspace.session.results

    def _opened(self, _: object) -> None:
        self.begin()
        if self.isVisible():
            self.renew()
        else:
            self._then = None

    def _renew_if_visible(self, _: Change | None = None) -> None:
        if self.isVisible():
            self.renew()

    def _fit(self) -> None:
        """Type and lines for the size that it has; the sliders take what they need, at most half the height."""
        factor = round(min(max(self.height() / _ROOM, 1.0), _LARGEST) * 4) / 4 if self.isFullScreen() else 1.0
        if factor != self.factor:
            self.factor = factor
            self.setStyleSheet(_larger(factor) if factor > 1 else "")
            for chart in self.charts.values():
                chart.plot.enlarge(factor, _WEIGHT)
        needed = self.sheet.sizeHint().height() + 4
        if self.sheet.minimumSizeHint().width() > self.pane.width():
            # many scenarios: the columns are scrolled to
            needed += self.pane.horizontalScrollBar().sizeHint().height()
        most = int(self.height() * (_SHARE if self.charts else 0.9))
        self.pane.setFixedHeight(min(needed, most))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the full screen first; Enter types and opens nothing; up and down go between parameters."""
        key = event.key()
        at = self.focusWidget()
        rows = list(self.rows.values())
        place = next((number for number, row in enumerate(rows) if at in (row.slider, row.field)), None)
        if key == Qt.Key.Key_Escape and self.isFullScreen():
            self.toggle_full_screen()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and place is not None:
            self.reach(place + (1 if key == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sliders keep to their share."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Trying begins anew with each opening."""
        super().showEvent(event)
        if not event.spontaneous() and not self._shown:
            self._shown = True
            self.begin()
        self.renew()
        if not event.spontaneous():
            self.reach(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Results of before are let go: they are large."""
        if not event.spontaneous():
            self._then, self._shown = None, False
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange and self._ready and self.isVisible():
            self.renew()
        super().changeEvent(event)


def _larger(factor: float) -> str:
    """The type of a projector's board."""
    return "".join(
        f"{what} {{ font-size: {larger}px; }}"
        for what, larger in (
            ("QWidget", round(BODY_PIXELS * factor)),
            ('QLabel[role="title"]', round(TITLE_PIXELS * factor)),
            ('QLabel[role="note"]', round(NOTE_PIXELS * factor)),
        )
    )
