"""The first tour: four callouts over the window, shown once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.style import pixels
from npfdesk.ui.window.main_window import MainWindow

_WIDTH, _EDGE, _GAP = 340, 16, 12
STEPS: Final = (
    (
        "Choose here",
        "Regions, industries and indicators. What is chosen is shown by charts and tables alike; the marks say "
        "how their targets stand.",
    ),
    (
        "Edit here",
        "Type over a figure, for instance a growth rate in Assumptions. Paths, shortfalls and colours answer at once, "
        "and Undo takes it back.",
    ),
    (
        "See here",
        "At the left where a series goes and what its target asks for; at the right the shortfalls, or another view: "
        "its name opens the choice.",
    ),
    (
        "Try here",
        "A scenario holds only what it says differently from the one above it. Make a new one before you try "
        "something; a tick shows it in the charts.",
    ),
)


class Tour(QWidget):
    """A frame around the described part of the window, with a callout beside it: Next, Back, Skip."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.main_window = window
        self.at = 0
        self.callout = QFrame(self)
        self.callout.setObjectName("callout")
        self.title, self.text, self.count = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "title")
        self.count.setProperty("role", "note")
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        for label in (self.title, self.text, self.count):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.skip, self.back, self.next = QPushButton(), QPushButton(), QPushButton()
        self.next.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.count, 1)
        for button in (self.skip, self.back, self.next):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = self.inside = QVBoxLayout(self.callout)
        layout.setContentsMargins(_EDGE, 12, _EDGE, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addLayout(foot)
        self.skip.clicked.connect(self.end)
        self.back.clicked.connect(lambda: self.show_step(self.at - 1))
        self.next.clicked.connect(lambda: self.show_step(self.at + 1))
        self._previous_focus: QWidget | None = None
        window.installEventFilter(self)
        window.workspace.opened.connect(lambda _: self.end())
        self.hide()

    def targets(self) -> tuple[QWidget, ...]:
        """The widget that each step describes."""
        window = self.main_window
        return (window.docks[0], window.panel, window.charts, window.docks[1])

    def begin(self) -> None:
        """Show the first step."""
        if not self.isVisible():
            self._previous_focus = self.main_window.focusWidget()
        for widget in self.targets():
            widget.show()
        self.setGeometry(self.main_window.rect())
        self.show()
        self.raise_()
        self.show_step(0)

    def end(self) -> None:
        """Close the tour; the focus returns to where it was."""
        if not self.isVisible():
            return
        came_from, self._previous_focus = self._previous_focus, None
        # before hiding: a hidden widget passes its focus on by Tab, which stays in here
        (came_from if came_from is not None and came_from.isVisible() else self.main_window).setFocus()
        self.hide()

    def show_step(self, step: int) -> None:
        """Show a step; after the last one the tour ends."""
        if step >= len(STEPS):
            self.end()
            return
        self.at = max(step, 0)
        self.retranslate()
        self.next.setFocus()
        self.update()

    def retranslate(self) -> None:
        """Update the texts of the step."""
        title, text = STEPS[self.at]
        self.title.setText(tr("Help", title))
        self.text.setText(tr("Help", text))
        self.count.setText(f"{self.at + 1} / {len(STEPS)}")
        self.skip.setText(tr("Help", "Skip"))
        self.back.setText(tr("Help", "Back"))
        self.back.setEnabled(self.at > 0)
        last = self.at == len(STEPS) - 1
        self.next.setText(tr("Help", "Done") if last else tr("Help", "Next"))
        self.skip.setVisible(not last)
        self.callout.setAccessibleName(f"{self.title.text()}. {self.text.text()}")
        self.next.setAccessibleDescription(self.callout.accessibleName())
        self._place()

    def target_rect(self) -> QRect:
        """The rectangle of the described widget in the window."""
        widget = self.targets()[self.at]
        return QRect(widget.mapTo(self.main_window, QPoint(0, 0)), widget.size())

    def _place(self) -> None:
        """Place the callout beside the widget, or inside its corner where there is no room."""
        what, whole = self.target_rect(), self.rect()
        # a wrapping label knows its height only for a fixed width
        inside = min(pixels(_WIDTH), whole.width() - 60) - 2 * _EDGE
        self.text.setFixedWidth(inside)
        # a Chinese fallback font makes lines higher than the label calculates
        self.text.setFixedHeight(self.text.heightForWidth(inside) + self.text.fontMetrics().height() // 2)
        self.inside.activate()
        size = self.callout.sizeHint()
        places = (
            QPoint(what.right() + _GAP, what.top() + _GAP),
            QPoint(what.left() + _GAP, what.top() - size.height() - _GAP),
            QPoint(what.left() + _GAP, what.bottom() + _GAP),
        )
        fitting = (one for one in places if whole.contains(QRect(one, size)))
        place = next(fitting, QPoint(what.right() - size.width() - _GAP, what.top() + _GAP))
        top = min(place.y(), whole.height() - size.height() - _GAP)
        self.callout.setGeometry(QRect(QPoint(place.x(), top), size))

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Resize with the window."""
        if watched is self.main_window and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.main_window.rect())
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and the arrow keys change the step, Esc ends the tour."""
        keys = Qt.Key
        if event.key() == keys.Key_Escape:
            self.end()
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Right):
            self.show_step(self.at + 1)
        elif event.key() == keys.Key_Left:
            self.show_step(self.at - 1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab moves between the buttons of the callout."""
        buttons = [one for one in (self.skip, self.back, self.next) if one.isVisible() and one.isEnabled()]
        if not self.isVisible() or not buttons:
            return bool(super().focusNextPrevChild(following))
        at = next((place for place, one in enumerate(buttons) if one.hasFocus()), 0)
        buttons[(at + (1 if following else -1)) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim everything but the described widget, and draw a frame around it."""
        painter = QPainter(self)
        what = self.target_rect().adjusted(1, 1, -1, -1)
        veil = QColor(theme().paper)
        veil.setAlpha(150)
        for part in (
            QRect(0, 0, self.width(), what.top()),
            QRect(0, what.bottom() + 1, self.width(), self.height() - what.bottom() - 1),
            QRect(0, what.top(), what.left(), what.height()),
            QRect(what.right() + 1, what.top(), self.width() - what.right() - 1, what.height()),
        ):
            painter.fillRect(part, veil)
        painter.setPen(QPen(QColor(theme().accent), 2))
        painter.drawRect(what)
