"""One parameter on the board: its name, a slider, the figure to type, what it comes to, and its figure in each scenario."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSlider, QToolButton

from npfdesk.plan.grips import Grip
from npfdesk.ui.board.parameters import Parameter
from npfdesk.ui.charts.captions import WholeCaption
from npfdesk.ui.figure_drag import next_drag
from npfdesk.ui.frame_clock import FrameClock
from npfdesk.ui.look.language import tr

STEPS: Final = 200
"""How many steps a slider has to each side of where its parameter stood; a page of keys is ten."""


class BoardSlider(QSlider):
    """A slider that the wheel does not move: it scrolls what it stands in.

    `left` says that the keys are elsewhere, so that what they did is one step, `lifted` that a key was let go.
    """

    left = Signal()
    lifted = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setPageStep(10)
        self.setMinimumWidth(120)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from one parameter to the next, as in a table; left and right move."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A key that is let go has moved the slider as far as it will."""
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self.lifted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Another move is another step of undo."""
        super().focusOutEvent(event)
        self.left.emit()


class ParameterRow(QObject):
    """The widgets of a parameter. `moved` carries the text and the drag it belongs to ("": typed); `removed` takes it off."""

    moved = Signal(str, str)
    removed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.name, self.effect = WholeCaption("cell"), WholeCaption("note")
        self.slider, self.field, self.remove = BoardSlider(), QLineEdit(), QToolButton()
        self.field.setMaxLength(60)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.remove.setText("✕")
        self.remove.setProperty("quiet", True)
        self.columns: list[QLabel] = []
        self.grip: Grip | None = None
        self._centre, self._unit, self._drag, self._text = math.nan, 1.0, "", ""
        self._clock = FrameClock(self)
        self.slider.valueChanged.connect(self._slid)
        self.slider.lifted.connect(self._clock.flush)
        self.slider.sliderReleased.connect(self._let_go)
        self.slider.left.connect(self._let_go)
        self.field.editingFinished.connect(self._typed)
        self.remove.clicked.connect(self.removed)

    def show_parameter(self, parameter: Parameter, year: int, told: Callable[[Parameter], str]) -> None:
        """Show what a parameter is now; `told` words one that the plan no longer has."""
        name, active = parameter.name, parameter.document.active
        self.name.write(name)
        self._text = parameter.text(active)
        if not self.field.isModified():
            self.field.setText(self._text)
        gone = parameter.gone
        self.field.setEnabled(not gone)
        self.effect.write(told(parameter) if gone else parameter.effect(year))
        self.grip = None if gone else parameter.grip()
        self._place(parameter.figure(active))
        for widget, words in (
            (self.slider, tr("Board", "{name}, slider")),
            (self.field, tr("Board", "{name}, figure")),
            (self.remove, tr("Board", "Take {name} off the board")),
        ):
            widget.setAccessibleName(words.replace("{name}", name))
        self.slider.setAccessibleDescription(f"{self._text} {self.effect.text()}".strip())
        self.remove.setToolTip(tr("Board", "Take off the board"))

    def _place(self, figure: float) -> None:
        """Put the slider where the figure is; the range stays while the figure is in it."""
        grip = self.grip
        self.slider.setEnabled(grip is not None)
        if grip is None:
            return
        value = grip.value if math.isnan(figure) else figure
        steps = (value - self._centre) / self._unit if math.isfinite(self._centre) else math.inf
        if not -STEPS <= steps <= STEPS:
            self._centre, self._unit = value, max(grip.step, 10.0**-grip.places)
            steps = 0.0
        low = (
            -STEPS
            if math.isinf(grip.low)
            else max(-STEPS, math.ceil((grip.low - self._centre) / self._unit - 1e-9))
        )
        high = (
            STEPS
            if math.isinf(grip.high)
            else min(STEPS, math.floor((grip.high - self._centre) / self._unit + 1e-9))
        )
        with QSignalBlocker(self.slider):
            self.slider.setRange(low, high)
            self.slider.setValue(math.floor(steps + 0.5))

    def _slid(self, steps: int) -> None:
        if self.grip is None:
            return
        self._drag = self._drag or next_drag()
        self._clock.ask(
            partial(self.moved.emit, self.grip.text(self._centre + steps * self._unit), self._drag)
        )

    def _let_go(self) -> None:
        self._clock.flush()
        self._drag = ""

    def _typed(self) -> None:
        self._clock.flush()
        text, self._drag = self.field.text(), ""
        if self.field.isModified():
            self.field.setModified(False)
            if text != self._text:
                self.moved.emit(text, "")
