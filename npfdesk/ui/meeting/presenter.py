"""The presenter's window, beside the presentation on another screen: what to say, what comes next, the time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTime, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.ui.charts.captions import Caption
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.style import BODY_PIXELS
from npfdesk.ui.meeting.presentation import Presentation
from npfdesk.ui.meeting.view_capture import SavedViewPictures

_NEXT = QSize(420, 260)
_REST = 400
"""Milliseconds without an edit after which the picture of what comes next is made anew."""


class Presenter(QWidget):
    """Follows the stage and turns it over with the same keys."""

    # Qt sends changes while it is still being made
    _ready: bool = False

    def __init__(self, stage: Presentation) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.stage = stage
        self.setObjectName("presenter")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(960, 540)
        self.now, self.next_title = Caption("title"), Caption("title")
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.notes.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.notes.setStyleSheet(f"font-size: {BODY_PIXELS + 7}px; border: none;")
        self.next_head, self.clock = Caption("note"), QLabel()
        self.clock.setTextFormat(Qt.TextFormat.PlainText)
        self.clock.setStyleSheet(f"font-size: {BODY_PIXELS + 7}px;")
        self.clock.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.picture = QLabel()
        self.picture.setFixedSize(_NEXT)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.back, self.on, self.black, self.end = (QPushButton() for _ in range(4))
        foot = QHBoxLayout()
        for button in (self.back, self.on, self.black, self.end):
            # the keys stay with the window, whatever was clicked
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.clock)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.now, 0, 0)
        grid.addWidget(self.notes, 1, 0, 3, 1)
        grid.addWidget(self.next_head, 0, 1)
        grid.addWidget(self.next_title, 1, 1)
        grid.addWidget(self.picture, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addLayout(grid, 1)
        layout.addLayout(foot)
        self.back.clicked.connect(lambda: stage.step(-1))
        self.on.clicked.connect(lambda: stage.step(1))
        self.black.clicked.connect(stage.darken)
        self.end.clicked.connect(stage.close)
        stage.turned.connect(self.refresh)
        stage.workspace.changed.connect(self._anew)
        self._wind()
        self._ready = True

    def _wind(self) -> None:
        self.ticking = QTimer(self)
        self.ticking.setInterval(1000)
        self.ticking.timeout.connect(self.tick)
        # a picture takes longer than a frame: it is made when no edit has come for a while
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST)
        self._resting.timeout.connect(self._show_next)
        self._pictured: tuple[object, object] = (None, None)

    def refresh(self) -> None:
        """What is told now, and what comes next."""
        if not self.isVisible():
            return
        stage, saved, following = self.stage, self.stage.current, self.stage.following
        self.setWindowTitle(f"{tr('Meeting', 'Presenter')} — NPF Desk")
        self.now.write(saved.title if saved is not None else stage.chart.title.text())
        empty = tr("Meeting", "No speaker note. Notes are written in the storyboard.")
        self.notes.setPlainText(saved.note if saved is not None else "")
        self.notes.setPlaceholderText(empty)
        self.next_head.write(tr("Meeting", "Next"))
        self.next_title.write(following.title if following is not None else tr("Meeting", "The last one"))
        if not stage.workspace.document.work.storyboard:
            self.next_title.write(tr("Meeting", "The next region"))
        for button, text in (
            (self.back, tr("Meeting", "◂ Back")),
            (self.on, tr("Meeting", "On ▸")),
            (self.black, tr("Meeting", "Bright") if not stage.black.isHidden() else tr("Meeting", "Black")),
            (self.end, tr("Meeting", "End")),
        ):
            button.setText(text)
        if self.stage.following is not self._pictured[0]:
            self._show_next()
        self.tick()

    def _show_next(self) -> None:
        following = self.stage.following
        document = self.stage.workspace.document
        shown = (following, document)
        if following is None:
            self.picture.clear()
        elif shown != self._pictured:
            room = SavedViewPictures(self.stage.workspace)
            pixels = QPixmap.fromImage(room.preview(following))
            room.close()
            ratio = self.devicePixelRatioF()
            pixels.setDevicePixelRatio(1.0)
            pixels = pixels.scaled(
                _NEXT * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            pixels.setDevicePixelRatio(ratio)
            self.picture.setPixmap(pixels)
            self.picture.setAccessibleName(following.title)
        self._pictured = shown

    def tick(self) -> None:
        """The clock, and how long it has taken."""
        gone = self.stage.begun.secsTo(QTime.currentTime())
        minutes, seconds = divmod(max(gone, 0), 60)
        self.clock.setText(f"{minutes}:{seconds:02d}   ·   {QTime.currentTime().toString('HH:mm')}")

    def _anew(self, _: object) -> None:
        if self.isVisible():
            self.refresh()
            self._resting.start()

    def showEvent(self, event: QShowEvent) -> None:
        """The clock runs while it is seen."""
        super().showEvent(event)
        self.ticking.start()
        self.refresh()
        self._show_next()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks at the clock."""
        self.ticking.stop()
        self._resting.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the presentation."""
        self.stage.keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange and self._ready:
            self.refresh()
        super().changeEvent(event)
