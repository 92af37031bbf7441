"""The presenter's window on a second screen: speaker notes, the next view, the time."""

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

from npfdesk.plan.saved_views import SavedView
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.look.colours import appearance, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.naming import speak
from npfdesk.ui.look.style import BODY_PIXELS
from npfdesk.ui.meeting.presentation import MOVED, Presentation, moved_words
from npfdesk.ui.meeting.view_capture import SavedViewPictures

_NEXT = QSize(420, 260)
_REST = 400
"""The picture of the next view is made after so many milliseconds without an edit."""


class Presenter(QWidget):
    """Follows the presentation and controls it with the same keys."""

    # Qt sends changes while it is still being made
    _ready: bool = False

    def __init__(self, presentation: Presentation) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.presentation = presentation
        self.setObjectName("presenter")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(960, 540)
        self.now, self.next_title = Caption("title"), Caption("title")
        self.message = Note()
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        speak(self.notes, lambda: tr("Names", "Notes of the view that is shown"))
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
            # the window keeps the focus, whatever is clicked
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.clock)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.now, 0, 0)
        grid.addWidget(self.message, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.notes, 2, 0, 2, 1)
        grid.addWidget(self.next_head, 0, 1)
        grid.addWidget(self.next_title, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.picture, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addLayout(grid, 1)
        layout.addLayout(foot)
        self.back.clicked.connect(lambda: presentation.step(-1))
        self.on.clicked.connect(lambda: presentation.step(1))
        self.black.clicked.connect(presentation.toggle_black)
        self.end.clicked.connect(presentation.close)
        presentation.told_changed.connect(self.refresh)
        presentation.workspace.changed.connect(self._rest_if_visible)
        appearance.changed.connect(self._rest_if_visible)
        self._create_timers()
        self._ready = True

    def _create_timers(self) -> None:
        self.clock_timer = QTimer(self)
        self.clock_timer.setInterval(1000)
        self.clock_timer.timeout.connect(self.tick)
        # a picture takes longer than a frame, so it is made after a pause in editing
        self._picture_timer = QTimer(self)
        self._picture_timer.setSingleShot(True)
        self._picture_timer.setInterval(_REST)
        self._picture_timer.timeout.connect(self._show_next)
        self._pictured: tuple[SavedView | None, tuple[object, ...]] = (None, ())

    def refresh(self) -> None:
        """Update the current and the next view."""
        if not self.isVisible():
            return
        presentation, saved, following = (
            self.presentation,
            self.presentation.current,
            self.presentation.following,
        )
        self.setWindowTitle(f"{tr('Meeting', 'Presenter')} — NPF Desk")
        self.now.write(saved.title if saved is not None else presentation.chart.title.text())
        told = presentation.told
        self.message.write(
            f"{told.text}\n{MOVED} {moved_words(presentation.written)}" if told.moved else told.text
        )
        empty = tr("Meeting", "No speaker note. Notes are written in the storyboard.")
        self.notes.setPlainText(saved.note if saved is not None else "")
        self.notes.setPlaceholderText(empty)
        self.next_head.write(tr("Meeting", "Next"))
        self.next_title.write(
            following.title if following is not None else tr("Meeting", "This is the last view")
        )
        if not presentation.workspace.document.work.storyboard:
            self.next_title.write(tr("Meeting", "The next region"))
        for button, text in (
            (self.back, tr("Meeting", "◂ Back")),
            (self.on, tr("Meeting", "Next ▸")),
            (
                self.black,
                tr("Meeting", "Show again") if not presentation.black.isHidden() else tr("Meeting", "Black"),
            ),
            (self.end, tr("Meeting", "End")),
        ):
            button.setText(text)
        self.picture.setAccessibleName(following.title if following is not None else "")
        if (following.unworded if following is not None else None) != self._pictured[0]:
            self._show_next()
        self.tick()

    def _show_next(self) -> None:
        following = self.presentation.following
        drawn = following.unworded if following is not None else None
        shown = drawn, (self.presentation.workspace.document, language(), theme())
        if following is None:
            self.picture.clear()
        elif shown != self._pictured:
            room = SavedViewPictures(self.presentation.workspace)
            pixels = QPixmap.fromImage(room.preview(following))
            room.close()
            ratio = self.devicePixelRatioF()
            pixels.setDevicePixelRatio(1.0)
            pixels = pixels.scaled(
                _NEXT * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            pixels.setDevicePixelRatio(ratio)
            self.picture.setPixmap(pixels)
        self._pictured = shown

    def tick(self) -> None:
        """Update the clock and the elapsed time."""
        gone = self.presentation.started_at.secsTo(QTime.currentTime())
        minutes, seconds = divmod(max(gone, 0), 60)
        self.clock.setText(f"{minutes}:{seconds:02d}   ·   {QTime.currentTime().toString('HH:mm')}")

    def _rest_if_visible(self, _: object = None) -> None:
        if self.isVisible():
            self._picture_timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Start the clock."""
        super().showEvent(event)
        self.clock_timer.start()
        self.refresh()
        self._show_next()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock."""
        self.clock_timer.stop()
        self._picture_timer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass the keys to the presentation."""
        self.presentation.keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self._ready:
            self.refresh()
            self._rest_if_visible()
        super().changeEvent(event)
