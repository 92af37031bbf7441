"""The presentation: a page a chart over the whole screen, led by its message, enlarged and live, controlled by keys."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsProxyWidget,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.problems import joined
from npfdesk.plan.saved_views import PATHS, SavedView
from npfdesk.plan.storyboard import neighbour
from npfdesk.session import Change
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.charts.gaps import status_rule_text
from npfdesk.ui.charts.grid import PathGrid
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.look.colours import appearance, status_colour, text_colour, theme
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.naming import speak
from npfdesk.ui.look.style import NOTE_PIXELS
from npfdesk.ui.meeting.minutes_recorder import MinutesRecorder
from npfdesk.ui.meeting.view_capture import choices, choose, hold, look
from npfdesk.ui.meeting.view_sentences import ShownSentence, ViewSentence, shown_sentence, view_sentence
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window.main_window import MainWindow


class EnlargedView(QGraphicsView):
    """Shows one widget at a time, enlarged by `factor`; mouse events and painting work as usual."""

    def __init__(self, factor: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        speak(self, lambda: tr("Names", "The view, enlarged"))
        self.held: dict[QWidget, QGraphicsProxyWidget] = {}
        self.shown: QWidget | None = None
        self.enlarge(factor)
        appearance.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Apply the current theme."""
        self.setBackgroundBrush(QColor(theme().paper))

    def enlarge(self, factor: float) -> None:
        """Change the enlargement."""
        self.factor = factor
        self.resetTransform()
        self.scale(factor, factor)
        self._measure()

    def hold(self, widget: QWidget) -> None:
        """Show a widget; the one before is kept."""
        if widget not in self.held:
            self.held[widget] = self.scene().addWidget(widget)
        self.shown = widget
        self._measure()
        for other, proxy in self.held.items():
            proxy.setVisible(other is widget)

    def _measure(self) -> None:
        if self.shown is None:
            return
        room = self.viewport().rect()
        width, height = room.width() / self.factor, room.height() / self.factor
        self.setSceneRect(0, 0, width, height)
        # a widget with a larger minimum size would be cut off
        self.shown.setMinimumSize(0, 0)
        self.held[self.shown].setGeometry(self.sceneRect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the widget to the new size."""
        super().resizeEvent(event)
        self._measure()


FACTOR = 2.0
"""The least enlargement of text and lines over the window."""
_LEAST_FOR_VIEWS, _MOST = 1.5, 4.0
_ROOM = 540.0
"""The height of a large screen in unenlarged pixels."""
TITLE = 20
"""The font size of a chart's title before it is enlarged, in pixels."""
WEIGHT = 1.6
"""How much heavier than the type lines are, for the back row."""
_SENTENCE, _HEADLINE = 0.8, 1.3
"""The type of the sentence and of the figure beside it, to that of a title."""
_WIDE, _LEAST_SPREAD = 640.0, 0.6
"""From how many unenlarged pixels of width on a sentence is set in full, and how small it becomes on narrower screens."""
_SHORT, _LOW = 900, 700
"""Below how many pixels of height the chart needs the room of a note where an edit is told, and of the line above it."""
_BACK = (Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)
_ON = (Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROWS: Final[Mapping[Qt.Key, tuple[int, int]]] = MappingProxyType(
    {
        Qt.Key.Key_Up: (-1, 0),
        Qt.Key.Key_Down: (1, 0),
        Qt.Key.Key_Left: (-1, 2),
        Qt.Key.Key_Right: (1, 2),
    }
)
"""Which arrow goes which way among the regions (0) or the indicators (2)."""
_BLACK = (Qt.Key.Key_B, Qt.Key.Key_Period)
_HINTS = (Qt.Key.Key_H, Qt.Key.Key_Question)
_HINT_MILLISECONDS = 6000
MOVED: Final = "△"
"""Before a sentence whose figures have moved since it was written."""


class Presentation(QWidget):
    """Shows the path chart or a view of the window's own workspace, so that edits are seen at once.

    `told_changed`: what is shown and said is written anew; `ended`: the presentation is over; `replay_wanted` asks to
    replay the last change.
    """

    # Qt sends changes while it is still being made
    _ready: bool = False
    told_changed = Signal()
    ended = Signal()
    replay_wanted = Signal()

    def __init__(self, window: MainWindow, recorder: MinutesRecorder) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.main_window, self.workspace, self.recorder = window, window.workspace, recorder
        self.setObjectName("stage")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view, self.saved, self._connected = PATHS, "", False
        # a page that is being turned to is told once it stands
        self._turning = False
        self.started_at = QTime.currentTime()
        self.heading, self.sentence = Caption("heading"), Note()
        self.headline, self.under = QLabel(), QLabel()
        self.told, self.written = ShownSentence(""), ViewSentence("")
        # what was done before the page was turned to is not told on it
        self._passed: Change | None = None
        self.paths = PathChart(self.workspace)
        self.factor, self.spread = FACTOR, 1.0
        self.paths.plot.enlarge(FACTOR, WEIGHT)
        self.paths.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.enlarged = EnlargedView(FACTOR)
        self.views: dict[str, Chart] = {}
        self.consequence, self.place = Note(), QLabel()
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setProperty("role", "note")
        self.rule, self.assumed, self.keys = Note(), Note(), Note()
        self.consequence.setProperty("role", "consequence")
        self.place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self.stack = QStackedLayout()
        self.stack.addWidget(self.paths)
        self.stack.addWidget(self.enlarged)
        foot = QHBoxLayout()
        foot.setSpacing(24)
        foot.addWidget(self.keys, 1)
        foot.addWidget(self.consequence, 1)
        foot.addWidget(self.place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 20)
        layout.setSpacing(4)
        layout.addLayout(self._head())
        layout.addLayout(self.stack, 1)
        for note in (self.assumed, self.rule):
            note.setContentsMargins(16, 0, 16, 0)
            layout.addWidget(note)
        layout.addSpacing(8)
        foot.setContentsMargins(16, 0, 16, 0)
        layout.addLayout(foot)
        # it is as large as the screen, whatever would like more room
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.black = self._black_cover()
        self._hint = self._hint_timer()
        self._ready = True
        self._reconnect()
        appearance.changed.connect(self.restyle)
        self.restyle()

    def _head(self) -> QHBoxLayout:
        """The sentence under the page's own title, and the figure that it turns on at the right."""
        self.sentence.setProperty("role", "sentence")
        told, figure, head = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for column, labels in ((told, (self.heading, self.sentence)), (figure, (self.headline, self.under))):
            column.setSpacing(2)
            for label in labels:
                column.addWidget(label)
            column.addStretch(1)
        for label, role in ((self.headline, "headline"), (self.under, "note")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", role)
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        head.setContentsMargins(16, 0, 16, 4)
        head.setSpacing(32)
        head.addLayout(told, 1)
        head.addLayout(figure)
        return head

    def _hint_timer(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_HINT_MILLISECONDS)
        timer.timeout.connect(self.write)
        return timer

    def _black_cover(self) -> QWidget:
        black = QWidget(self)
        black.setAutoFillBackground(True)
        dark = black.palette()
        dark.setColor(QPalette.ColorRole.Window, QColor("#000000"))
        black.setPalette(dark)
        black.hide()
        return black

    def _reconnect(self) -> None:
        """Connect after the charts, because they write their titles first."""
        workspace = self.workspace
        for signal in (workspace.changed, workspace.opened, workspace.selected, workspace.view_changed):
            if self._connected:
                signal.disconnect(self._write_if_visible)
            signal.connect(self._write_if_visible)
        self._connected = True

    def restyle(self) -> None:
        """Apply the current theme, enlarged."""
        colours, factor = theme(), self.factor
        title, note = (round(pixels * factor * self.spread) for pixels in (TITLE, NOTE_PIXELS))
        sentence, headline = round(title * _SENTENCE), round(title * _HEADLINE)
        self.setStyleSheet(
            f"QWidget#stage {{ background: {colours.paper}; }}"
            f'QWidget#stage QLabel[role="heading"] {{ font-size: {note + 4}px; font-weight: 600; }}'
            f'QWidget#stage QLabel[role="sentence"] {{ font-size: {sentence}px; font-weight: 600;'
            f" color: {colours.ink}; }}"
            f'QWidget#stage QLabel[role="headline"] {{ font-size: {headline}px; font-weight: 600; }}'
            f'QWidget#stage QLabel[role="title"] {{ font-size: {title}px; font-weight: 600; }}'
            f'QWidget#stage[named="true"] QLabel[role="title"] {{ font-size: {round(title * 0.65)}px; }}'
            f'QWidget#stage QLabel[role="note"] {{ font-size: {note}px; color: {colours.secondary}; }}'
            f'QWidget#stage QLabel[role="standing"] {{ font-size: {note + 2}px; color: {colours.ink}; }}'
            f"QWidget#stage QToolButton {{ font-size: {note}px; }}"
            f'QWidget#stage QLabel[role="consequence"] {{ font-size: {note + 4}px; color: {colours.ink}; }}'
        )
        for view in self.views.values():
            self._style_view(view)
        self._colour_headline()

    def _colour_headline(self) -> None:
        status = self.written.status
        ink = theme().ink if status is None else text_colour(status_colour(status)).name()
        self.headline.setStyleSheet(f"color: {ink};")

    @staticmethod
    def _style_view(view: QWidget) -> None:
        # its layout uses the pixels before enlarging
        view.setStyleSheet(f'QLabel[role="title"] {{ font-size: {TITLE}px; }}')

    @property
    def chart(self) -> Chart:
        """The current chart."""
        return self.paths if self.view == PATHS else self.views[self.view]

    @property
    def current(self) -> SavedView | None:
        """The saved view that is shown; None where the presentation shows something else."""
        return next((one for one in self.workspace.document.work.storyboard if one.id == self.saved), None)

    @property
    def following(self) -> SavedView | None:
        """The saved view that PgDn shows next."""
        return neighbour(self.workspace.document, self.saved, 1)

    def present(self, view: str, saved: SavedView | None = None) -> None:
        """Start with the path chart (PATHS) or a view as the window shows it, or with a saved view."""
        self.started_at = QTime.currentTime()
        self.saved = ""
        self._hint.start()
        self.pass_over()
        if saved is not None:
            self.show_saved_view(saved)
            return
        self._put(view)
        held = self.main_window.paths.plot.held
        if view == PATHS and held is not None:
            self.paths.plot.hold(held)
        elif view != PATHS and view in self.main_window.views.views:
            choose(self.views[view], choices(self.main_window.views.views[view]))
        self.write()

    def pass_over(self) -> None:
        """Nothing of the last edit stays: neither its line under the chart nor what was before it."""
        self._passed = self.recorder.last
        self.paths.forget_before()
        for view in self.views.values():
            if isinstance(view, PathGrid):
                view.forget_before()

    def show_view(self, name: str) -> None:
        """Show the path chart or a view; ignore an unknown name."""
        if name == PATHS or name in VIEWS:
            self._put(name)
            self.write()

    def _put(self, name: str) -> None:
        """Put a chart on the page, which has yet to be written."""
        if name != PATHS and name not in self.views:
            self.views[name] = VIEWS[name].made(self.workspace)
            self._style_view(self.views[name])
            for button in self.views[name].choice_buttons():
                # what it shows instead has a sentence of its own
                button.clicked.connect(self._write_if_visible)
            self._reconnect()
        self.view = name
        if name != PATHS:
            self.enlarged.hold(self.views[name])
        self.stack.setCurrentWidget(self.paths if name == PATHS else self.enlarged)
        self.setFocus()

    def show_saved_view(self, saved: SavedView) -> None:
        """Show a saved view; the window's selection follows."""
        self.saved = saved.id
        self.pass_over()
        self._turning = True
        try:
            missing = look(self.workspace, saved)
            self._put(saved.view if saved.view in VIEWS else PATHS)
            if self.view == PATHS:
                hold(self.paths, saved)
            else:
                choose(self.views[self.view], saved.choices)
        finally:
            self._turning = False
        if missing:
            text = tr("Meeting", "No longer in the plan: {what}.").format(what=joined(missing, language()))
            self.workspace.notice.emit(text)
        self.write()

    def step(self, by: int) -> None:
        """Show the next or previous page of small charts, then saved view; without a storyboard, the next region."""
        self._uncover()
        wall = self.chart if isinstance(self.chart, PathGrid) else None
        if wall is not None and wall.turn(by):
            self.write()
        elif self.workspace.document.work.storyboard:
            following = neighbour(self.workspace.document, self.saved, by)
            if following is not None:
                self.show_saved_view(following)
        elif wall is None or wall.by_indicator.isChecked():
            self.step_series(by, 0)

    def step_series(self, by: int, part: int) -> None:
        """Select the next or previous region (`part` 0) or indicator (2), in the plan's order."""
        self._uncover()
        plan, series = self.workspace.plan, self.workspace.selection.series
        items = plan.regions if part == 0 else plan.indicators
        codes = [
            code
            for code in (item.code for item in items)
            if (*series[:part], code, *series[part + 1 :]) in plan.row
        ]
        place = codes.index(series[part]) + by if series[part] in codes else 0
        if 0 <= place < len(codes):
            self.saved = ""
            self.pass_over()
            chosen = {("region", "industry", "indicator")[part]: codes[place]}
            self.workspace.select(**chosen)

    def toggle_black(self) -> None:
        """Turn the screen black, or back."""
        self.black.setGeometry(self.rect())
        self.black.setVisible(self.black.isHidden())
        self.black.raise_()
        self.told_changed.emit()

    def _uncover(self) -> None:
        if not self.black.isHidden():
            self.toggle_black()

    def _write_if_visible(self, _: object = None) -> None:
        if self.isVisible() and not self._turning:
            self.write()

    def write(self) -> None:
        """Update all texts."""
        saved, chart = self.current, self.chart
        title = chart.title.text()
        heading = saved.title if saved is not None and saved.title != title else ""
        self.heading.write(heading)
        self.heading.setVisible(bool(heading))
        self._write_sentence(saved)
        named_above = bool(heading or self.told.text)
        if self.property("named") != named_above:
            self.setProperty("named", named_above)
            self.paths.title.style().polish(self.paths.title)
        self.setWindowTitle(f"{heading or title} — NPF Desk")
        remark, rule, done = chart.remark(), status_rule_text(self.workspace), self._consequence_text()
        hinted = self._hint.isActive() and not done
        # the keys take the room of what is said of the colours, on a small screen an edit's effect too
        taken = hinted or (bool(done) and self.height() < _SHORT)
        self.rule.write("" if taken or rule in remark else rule)
        self.paths.sum_line.give_way(self.height() < _LOW)
        self.assumed.write(self._assumption_text())
        self.keys.write(self._keys_text() if hinted else "")
        self.consequence.write(done)
        self.place.setText(self._position_text())
        self.told_changed.emit()

    def _write_sentence(self, saved: SavedView | None) -> None:
        """What the page says, and the figure that it turns on."""
        # a sentence of one's own was written over everybody's targets
        own = saved is not None and bool(saved.message)
        self.written = written = view_sentence(self.workspace, self.view, choices(self.chart), everybody=own)
        self.told = told = shown_sentence(saved, written)
        self.sentence.write(f"{MOVED} {told.text}" if told.moved else told.text)
        self.sentence.setAccessibleDescription(moved_words(written) if told.moved else "")
        mark = written.status.about.mark if written.status is not None else ""
        for label, text in (
            (self.headline, written.headline),
            (self.under, f"{mark} {written.under}".strip()),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._colour_headline()

    def _consequence_text(self) -> str:
        """The effect of the last edit, with its scenario where another one is active now."""
        change = self.recorder.last
        if change is None or change is self._passed:
            return ""
        text, scenario = self.main_window.status_line.describe_change(change), change.document.scenario
        return text if scenario.id == self.workspace.document.active else f"{named(scenario)}: {text}"

    def _assumption_text(self) -> str:
        text = tr(
            "Meeting",
            "After {year} the figures are projected from the assumptions of “{scenario}”; they are not forecasts. Effects of levers are illustrations.",
        )
        return text.format(
            year=self.workspace.plan.base_year, scenario=named(self.workspace.document.scenario)
        )

    def _position_text(self) -> str:
        views = self.workspace.document.work.storyboard
        at = next((number for number, one in enumerate(views, start=1) if one.id == self.saved), 0)
        return f"{at} / {len(views)}" if at else ""

    def _keys_text(self) -> str:
        text = tr(
            "Meeting",
            "PgUp PgDn pages · ↑ ↓ regions · ← → indicators · Home End first, last · 0–9 charts · R replay · B black · H keys · Esc end",
        )
        # a line ends between two keys, not between a key and what it does
        return " · ".join(one.replace(" ", "\u00a0") for one in text.split(" · "))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the black cover and the enlargement to the screen."""
        super().resizeEvent(event)
        self.black.setGeometry(self.rect())
        # in quarter steps, so that a slightly higher screen changes nothing
        wanted = round(self.height() / _ROOM * 4) / 4
        self.enlarged.enlarge(min(max(wanted, _LEAST_FOR_VIEWS), _MOST))
        factor = min(max(wanted, FACTOR), _MOST)
        # a sentence has a narrow screen's width to itself, and would take its height
        spread = round(min(max(self.width() / (_WIDE * factor), _LEAST_SPREAD), 1.0), 2)
        if (factor, spread) != (self.factor, self.spread):
            if factor != self.factor:
                self.paths.plot.enlarge(factor, WEIGHT)
            self.factor, self.spread = factor, spread
            self.restyle()
        # which notes there is room for
        self._write_if_visible()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self._ready:
            self.write()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys of presentations and of remote presenters."""
        key, held = Qt.Key(event.key()), event.modifiers()
        shift, control = (
            bool(held & one)
            for one in (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier)
        )
        step = 1 if key in _ON else -1 if key in _BACK else 0
        if step:
            self.step_series(step, 2) if shift else self.step(step)
        elif key in _ROWS:
            self.step_series(*_ROWS[key])
        elif key in _HINTS:
            self._hint.start()
            self.pass_over()
            self.write()
        elif key in _BLACK:
            self.toggle_black()
        elif key == Qt.Key.Key_R or (control and key == Qt.Key.Key_F5):
            # what is replayed is told as well
            self._passed = None
            self.replay_wanted.emit()
            self.write()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_F5):
            self.close()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and (views := self.workspace.document.work.storyboard):
            self.show_saved_view(views[0 if key == Qt.Key.Key_Home else -1])
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or key == Qt.Key.Key_Minus:
            names = (PATHS, *VIEWS)
            # the key beside the ten digits is the tenth view's
            number = 10 if key == Qt.Key.Key_Minus else key - Qt.Key.Key_0
            if number < len(names):
                self.saved = ""
                self.pass_over()
                self.show_view(names[number])
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the presentation."""
        self._hint.stop()
        self.black.hide()
        super().closeEvent(event)
        self.ended.emit()


def moved_words(written: ViewSentence) -> str:
    """That figures have moved since a sentence was written, and what they say now."""
    text = tr("Meeting", "Figures have moved since this sentence was written. Now: {sentence}")
    return text.format(sentence=written.text)
