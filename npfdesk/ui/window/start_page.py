"""What stands in the window's middle while no plan is open: what one can do, and the workbooks opened last."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.file_names import path_of, shown_path
from npfdesk.ui.look.colours import appearance, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.style import note_pixels, pixels
from npfdesk.ui.window.banner import Banner

_WIDTH: Final = 560
"""The width of the page's column (pixels at 100 %)."""
_FEWEST, _MOST = 3, 8
"""So many of the workbooks opened last are shown: in a low window, in a high one."""
_GAP: Final = 12

Opened = tuple[str, str]
"""A workbook's path (as ``path_text`` keeps it) and when it was opened (ISO 8601)."""


class StartEntry(QPushButton):
    """One thing that can be done: its name at the left, quietly at the right its key, or where a file lies and when it was opened.

    Enter does it, as Space does; Up and Down go to the entries beside.
    """

    def __init__(self, do: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.beside, self.day = "", ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _=False: do())

    def write(self, name: str, beside: str = "", day: str = "") -> None:
        """Set the texts: the name, what stands beside it, and a day at the right."""
        self.beside, self.day = beside, day
        # Qt would take "&" as the sign of a letter that triggers it
        self.setText(name.replace("&", "&&"))
        self.setAccessibleName("  ".join(part for part in (name, beside, day) if part))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as an entry of a list that is pointed at comfortably."""
        return QSize(pixels(_WIDTH), max(self.fontMetrics().height() + pixels(12), pixels(30)))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow: what stands beside the name gives way."""
        return QSize(pixels(200), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it; Up and Down go on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell the whole path in a tooltip where it is cut."""
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self.beside if self._cut() != self.beside else "")
        return bool(super().event(event))

    def _side(self) -> QFontMetrics:
        font = self.font()
        font.setPixelSize(note_pixels())
        return QFontMetrics(font)

    def _cut(self) -> str:
        """What stands beside the name, shortened in its middle to the room there is."""
        side = self._side()
        day = side.horizontalAdvance(self.day) + pixels(_GAP) if self.day else 0
        named = self.fontMetrics().horizontalAdvance(self.text())
        room = self.width() - 2 * pixels(_GAP) - named - pixels(_GAP) - day
        return side.elidedText(self.beside, Qt.TextElideMode.ElideMiddle, max(room, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button of the style, then the texts at its two sides."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        room = self.rect().adjusted(pixels(_GAP), 0, -pixels(_GAP), 0)
        accented = self.isDefault()
        ink = theme().on_accent if accented else theme().ink
        painter.setPen(ink)
        middle = Qt.AlignmentFlag.AlignVCenter
        name = self.text().replace("&&", "&")
        named = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, named)
        font = self.font()
        font.setPixelSize(note_pixels())
        painter.setFont(font)
        painter.setPen(ink if accented else theme().secondary)
        if self.day:
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, self.day)
            room.setRight(room.right() - QFontMetrics(font).horizontalAdvance(self.day) - pixels(_GAP))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, self._cut())


class StartPage(QWidget):
    """Lies over the window's parts, which have nothing to show yet; it goes with the first plan and does not come back.

    `awaits` (until `offer`) says that a file is about to be read: nothing is offered meanwhile, so that nothing flickers.
    The signals ask for a workbook, a new plan, the sample, a file, and the other language.
    """

    open_wanted = Signal()
    new_wanted = Signal()
    sample_wanted = Signal()
    recent_wanted = Signal(str)
    language_wanted = Signal()

    def __init__(self, recent: tuple[Opened, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self.setAutoFillBackground(True)
        self.recent = recent[:_MOST]
        self.awaits = False
        self.title, self.heading, self.hint = QLabel(self), QLabel(self), QLabel(self)
        self.entries = tuple(
            StartEntry(signal.emit, self)
            for signal in (self.open_wanted, self.new_wanted, self.sample_wanted)
        )
        self.entries[0].setDefault(True)
        self.files = tuple(
            StartEntry(partial(self.recent_wanted.emit, path), self) for path, _ in self.recent
        )
        self.speech = QPushButton(self)
        self.speech.setFlat(True)
        self.speech.clicked.connect(lambda _=False: self.language_wanted.emit())
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(0)
        self.column = QWidget(self)
        self.lines.addStretch(2)
        self.lines.addWidget(self.column, 0, Qt.AlignmentFlag.AlignHCenter)
        self.lines.addStretch(3)
        self._lay_out(QVBoxLayout(self.column))
        self.retranslate()
        appearance.changed.connect(self.retranslate)

    def _lay_out(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        above = QHBoxLayout()
        above.addWidget(self.title, 1)
        above.addWidget(self.speech, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(above)
        column.addSpacing(12)
        for entry in self.entries:
            column.addWidget(entry)
        column.addSpacing(16)
        column.addWidget(self.heading)
        for entry in self.files:
            entry.setProperty("listed", True)
            column.addWidget(entry)
        column.addSpacing(12)
        column.addWidget(self.hint)

    def take_banner(self, banner: Banner) -> None:
        """Let the window's notices stand above, where they can be seen."""
        self.lines.insertWidget(0, banner)
        banner.setVisible(bool(banner.notices))

    def event(self, event: QEvent) -> bool:
        """A notice above takes room, or gives it back."""
        if event.type() == QEvent.Type.LayoutRequest and not self.awaits:
            self._fit()
        return bool(super().event(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many of the workbooks opened last as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self.files:
            return
        lines = self.column.layout()
        each = self.files[0].sizeHint().height() + (lines.spacing() if lines is not None else 0)
        shown = sum(not one.isHidden() for one in self.files)
        rest = self.lines.sizeHint().height() - shown * each
        number = min(max((self.height() - rest) // each, _FEWEST), _MOST)
        for place, one in enumerate(self.files):
            one.setVisible(place < number)

    def wait(self) -> None:
        """A file is about to be read: nothing is offered meanwhile."""
        self.awaits = True
        self.column.hide()

    def offer(self) -> None:
        """Nothing is being read: offer what can be done, with the keys on the first."""
        self.awaits = False
        self.column.show()
        self.entries[0].setFocus()

    def retranslate(self) -> None:
        """Update all texts and sizes of type."""
        keys = QKeySequence.StandardKey
        self.title.setText(tr("Start", "Open a plan, or begin one"))
        self.title.setStyleSheet(f"font-size: {pixels(20)}px; font-weight: 600;")
        for entry, words, key in zip(
            self.entries,
            (
                tr("Menus", "Open workbook…"),
                tr("Menus", "New plan…"),
                tr("Start", "Open the sample: Jinhua's plan"),
            ),
            (keys.Open, keys.New, None),
            strict=True,
        ):
            shown = "" if key is None else QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            entry.write(words, day=shown)
        quiet = f"color: {theme().secondary}; font-size: {note_pixels()}px;"
        self.heading.setText(tr("Menus", "Recent workbooks"))
        self.heading.setStyleSheet(quiet)
        self.heading.setVisible(bool(self.files))
        for entry, (path, moment) in zip(self.files, self.recent, strict=True):
            file = path_of(path)
            day = datetime.datetime.fromisoformat(moment).astimezone().date().isoformat()
            entry.write(shown_path(file.name), shown_path(file.parent), day)
        self.hint.setText(
            tr(
                "Start",
                "A workbook can also be dropped anywhere on this window. Nothing leaves this machine.",
            )
        )
        self.hint.setWordWrap(True)
        self.hint.setStyleSheet(quiet)
        # in the language that it leads to, for whoever reads only that one
        self.speech.setText("English" if language() == "zh" else "中文")
        self.speech.setAccessibleName(tr("Start", "Switch language"))

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the keys among what can be seen: the parts beneath have nothing to show."""
        stops = sorted(
            (
                one
                for one in self.findChildren(QAbstractButton)
                if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            ),
            key=lambda one: (one.mapTo(self, QPoint()).y(), one.x()),
        )
        at = next((place for place, one in enumerate(stops) if one.hasFocus()), -1)
        if stops:
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return bool(stops)
