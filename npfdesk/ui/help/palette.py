"""The palette: one line in which every action, every series and every finding is found and done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.projection.frame import Frame
from npfdesk.plan.names import fold
from npfdesk.ui.help.key_map import Command, commands
from npfdesk.ui.help.name_search import SeriesIndex, meets_all, words
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.style import NOTE_PIXELS, pixels
from npfdesk.ui.window.main_window import MainWindow

ContextRole: Final = int(Qt.ItemDataRole.UserRole) + 1
KeysRole: Final = int(Qt.ItemDataRole.UserRole) + 2
_EDGE, _GAP, _ROW = 10.0, 16.0, 30
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class HitDelegate(QStyledItemDelegate):
    """Paints plain text only, whatever a workbook calls its regions."""

    def height(self) -> int:
        """The height of every line (pixels)."""
        return pixels(_ROW)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line, as wide as the list."""
        return QSize(0, self.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The words from the left, the context behind them, the keys at the right."""
        colours = theme()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.chosen))
        place = QRectF(option.rect).adjusted(_EDGE, 0, -_EDGE, 0)
        note = QFont(option.font)
        note.setPixelSize(pixels(NOTE_PIXELS))
        quiet, body = QFontMetricsF(note), QFontMetricsF(option.font)
        keys, context = index.data(KeysRole) or "", index.data(ContextRole) or ""
        if keys:
            painter.setFont(note)
            painter.setPen(QColor(colours.secondary))
            painter.drawText(place, _RIGHT, keys)
            place.setRight(place.right() - quiet.horizontalAdvance(keys) - _GAP)
        behind = min(quiet.horizontalAdvance(context) + _GAP, place.width() / 2) if context else 0.0
        text = body.elidedText(
            str(index.data() or "").replace("\n", " "), Qt.TextElideMode.ElideRight, place.width() - behind
        )
        painter.setFont(option.font)
        painter.setPen(QColor(colours.ink))
        painter.drawText(place, _LEFT, text)
        if context:
            place.setLeft(place.left() + body.horizontalAdvance(text) + _GAP)
            painter.setFont(note)
            painter.setPen(QColor(colours.secondary))
            said = quiet.elidedText(context, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, _LEFT, said)
        painter.restore()


MOST: Final = 50
"""Hits shown for what was typed; whoever wants another types another letter."""
_WIDTH, _LINES = 720, 11
_MOST_FINDINGS = 5000
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, eq=False)
class Hit:
    """Something that can be done: its words, what it is, its keys, how well it was met, and the doing."""

    text: str
    context: str
    keys: str
    met: float
    do: Callable[[], object]


class HitList(QAbstractListModel):
    """The hits as lines; only those in sight are painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show_hits(self, hits: list[Hit]) -> None:
        """Other hits in place of those shown."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """One line a hit."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A hit in one of its roles."""
        if not index.isValid() or index.row() >= len(self.hits):
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.text
        if role == ContextRole:
            return hit.context
        if role == KeysRole:
            return hit.keys
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (hit.text, hit.context, hit.keys) if part)
        return None


class _Line(QLineEdit):
    """The line that is typed into; arrows move in the list under it."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self.owner = palette

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages move, Return does, Esc leaves; everything else is typed."""
        keys = Qt.Key
        steps: dict[int, int] = {
            keys.Key_Down: 1,
            keys.Key_Up: -1,
            keys.Key_PageDown: _LINES - 1,
            keys.Key_PageUp: 1 - _LINES,
        }
        if event.key() in steps:
            self.owner.move_by(steps[event.key()])
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            self.owner.take()
        elif event.key() == keys.Key_Escape:
            self.owner.leave()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab goes down the list: there is nothing else to go to."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        ):
            self.owner.move_by(1 if event.key() == Qt.Key.Key_Tab else -1)
            return True
        return bool(super().event(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever clicks elsewhere has left; another window in front, or a menu, leaves it open."""
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in stays and self.owner.isVisible():
            self.owner.leave(give_back=False)


class Palette(QFrame):
    """Stands over the window while something is looked for; the focus goes back to where it was."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.desk = window
        self.setObjectName("palette")
        self.line, self.list, self.nothing = _Line(self), QListView(), QLabel()
        self.hits = HitList(self)
        self.list.setModel(self.hits)
        self.lines = HitDelegate(self.list)
        self.list.setItemDelegate(self.lines)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._clicked)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setProperty("role", "note")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(8, 8, 8, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.line)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        self._commands: tuple[Command, ...] = ()
        self._index: SeriesIndex | None = None
        self._framed: Frame | None = None
        self._found: tuple[object, ...] | None = None
        self._spoken = ""
        self._told: list[tuple[str, str]] = []
        self._came_from: Any = None
        self.line.textChanged.connect(self.seek)
        window.installEventFilter(self)
        window.workspace.opened.connect(lambda _: self.leave())
        self.hide()

    # coming and going

    def open(self) -> None:
        """Come to the front, empty; everything that the menus hold stands there to begin with."""
        if self.isVisible():
            self.line.selectAll()
            return
        self._came_from = self.desk.focusWidget()
        self._commands = commands(self.desk)
        self.retranslate()
        self.line.clear()
        self.seek("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self, give_back: bool = True) -> None:
        """Go away; the focus returns to where it was."""
        if not self.isVisible():
            return
        came_from, self._came_from = self._came_from, None
        self.hide()
        if give_back and came_from is not None and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place in a window that is drawn larger or smaller."""
        if watched is self.desk and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self._commands = commands(self.desk)
            self.retranslate()
            self.seek(self.line.text())
        super().changeEvent(event)

    def retranslate(self) -> None:
        """The words around the hits."""
        self.line.setPlaceholderText(tr("Help", "An action, a series or a finding…"))
        self.line.setAccessibleName(tr("Help", "Find anything"))
        self.list.setAccessibleName(tr("Help", "What was found"))
        self.nothing.setText(
            tr("Help", "Nothing is called that. Try part of a name, or a region and an indicator.")
        )

    def _place(self) -> None:
        width = min(_WIDTH, self.desk.width() - 48)
        row = self.lines.height()
        lines = min(max(self.hits.rowCount(), 3), _LINES)
        height = min(lines * row + self.line.sizeHint().height() + 24, self.desk.height() - 120)
        self.setGeometry((self.desk.width() - width) // 2, 76, width, height)

    # finding

    def seek(self, query: str) -> None:
        """Find what is called that: the best fifty."""
        hits = self._actions(query)
        if words(query):
            hits = [*hits, *self._series(query), *self._findings(query)]
            hits = sorted(hits, key=lambda hit: -hit.met)[:MOST]
        self.hits.show_hits(hits)
        self.nothing.setVisible(not hits)
        self.list.setVisible(bool(hits))
        if hits:
            self.list.setCurrentIndex(self.hits.index(0))
        self._place()

    def _actions(self, query: str) -> list[Hit]:
        wanted = words(query)
        hits = []
        for command in self._commands:
            if not command.action.isEnabled():
                continue
            names = [fold(command.text), fold(command.source)]
            met = meets_all(names, wanted) or 0.9 * meets_all([*names, fold(command.menu)], wanted)
            if met or not wanted:
                keys = "  ".join(command.keys[:1])
                hits.append(Hit(command.text, command.menu, keys, met, command.action.trigger))
        return hits

    def _series(self, query: str) -> list[Hit]:
        workspace = self.desk.workspace
        plan, frame = workspace.plan, workspace.session.results.frame
        if self._index is None or frame is not self._framed:
            self._index, self._framed = SeriesIndex(plan, frame), frame
        hits = []
        for met, row in self._index.find(query, MOST, workspace.selection.series):
            series = plan.series[row]
            indicator = plan.indicator_by_code[series.indicator]
            industry = plan.industry_by_code.get(series.industry)
            parts = (plan.region_by_code[series.region], industry, indicator)
            text = " · ".join(named(one) for one in parts if one is not None)
            hits.append(Hit(text, indicator.unit, "", met, partial(workspace.select, *series)))
        return hits

    def _findings(self, query: str) -> list[Hit]:
        model = self.desk.panel.findings.findings
        if self._found is not model.found or self._spoken != language():
            self._found, self._spoken = model.found, language()
            told = (one.message(language()) for one in model.found[:_MOST_FINDINGS])
            self._told = [(text, fold(text)) for text in told]
        wanted, kind = words(query), tr("Help", "finding")
        hits = []
        for row, (text, folded) in enumerate(self._told):
            one = model.found[row]
            code = one.code if isinstance(one, Finding) else ""
            met = meets_all((folded, code), wanted, letters=False)
            if met:
                hits.append(Hit(text, kind, "", 0.8 * met, partial(self._show_finding, row)))
        return hits

    def _show_finding(self, row: int) -> None:
        panel = self.desk.panel
        panel.setCurrentWidget(panel.findings)
        panel.findings.selectRow(row)
        panel.findings.findings.look_at(row)
        panel.findings.setFocus()

    # choosing

    def move_by(self, lines: int) -> None:
        """Up or down the list, never past its ends."""
        count = self.hits.rowCount()
        if count:
            at = min(max(self.list.currentIndex().row() + lines, 0), count - 1)
            self.list.setCurrentIndex(self.hits.index(at))

    def take(self) -> None:
        """Do the one that is chosen; the palette has gone by then."""
        at = self.list.currentIndex().row()
        if 0 <= at < len(self.hits.hits):
            hit = self.hits.hits[at]
            self.leave()
            hit.do()

    def _clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.take()
