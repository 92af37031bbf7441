"""The command palette: one search box for every action, series and finding."""

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
from npfdesk.plan.owners import target_owners
from npfdesk.plan.problems import clauses
from npfdesk.plan.series_words import spoken_series
from npfdesk.ui.help.key_map import Command, commands
from npfdesk.ui.help.name_search import SeriesIndex, match_score_all, words
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import language, tr, unit_of
from npfdesk.ui.look.style import note_pixels, pixels
from npfdesk.ui.window.main_window import MainWindow

ContextRole: Final = int(Qt.ItemDataRole.UserRole) + 1
KeysRole: Final = int(Qt.ItemDataRole.UserRole) + 2
_EDGE, _GAP, _ROW = 10.0, 16.0, 30
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class HitDelegate(QStyledItemDelegate):
    """Paints a hit as plain text, whatever a workbook calls its regions."""

    def height(self) -> int:
        """The height of every row in pixels."""
        return pixels(_ROW)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One row, as wide as the list."""
        return QSize(0, self.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the text at the left, the context after it, the keys at the right."""
        colours = theme()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.chosen))
        place = QRectF(option.rect).adjusted(_EDGE, 0, -_EDGE, 0)
        note = QFont(option.font)
        note.setPixelSize(note_pixels())
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
            elided = quiet.elidedText(context, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, _LEFT, elided)
        painter.restore()


MOST: Final = 50
"""The most hits; to see others, the user types more letters."""
_WIDTH, _LINES = 720, 11
_MOST_RESULTS = 5000
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, eq=False)
class Hit:
    """A hit: its text, its context, its keys, its match score, and the function that runs it."""

    text: str
    context: str
    keys: str
    met: float
    do: Callable[[], object]


class HitList(QAbstractListModel):
    """The list model of the hits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show_hits(self, hits: list[Hit]) -> None:
        """Replace the hits."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """One row for each hit."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The data of a hit for a role."""
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
            return clauses(
                (part for part in (hit.text, hit.context, hit.keys) if part), language(), comma=True
            )
        return None


class _SearchBox(QLineEdit):
    """The search box; arrow keys move in the list below."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self.owner = palette

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow and page keys move, Return runs, Esc closes; all other keys are typed."""
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
            self.owner.run_chosen()
        elif event.key() == keys.Key_Escape:
            self.owner.dismiss()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab moves down the list, because there is nothing else to focus."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        ):
            self.owner.move_by(1 if event.key() == Qt.Key.Key_Tab else -1)
            return True
        return bool(super().event(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click elsewhere closes the palette; another window in front, or a menu, does not."""
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in stays and self.owner.isVisible():
            self.owner.dismiss(give_back=False)


class Palette(QFrame):
    """A frame over the window; when it closes, the focus returns to where it was."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.main_window = window
        self.setObjectName("palette")
        self.search_box, self.list, self.empty_label = _SearchBox(self), QListView(), QLabel()
        self.hits = HitList(self)
        self.list.setModel(self.hits)
        self.lines = HitDelegate(self.list)
        self.list.setItemDelegate(self.lines)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._clicked)
        self.empty_label.setTextFormat(Qt.TextFormat.PlainText)
        self.empty_label.setProperty("role", "note")
        self.empty_label.setWordWrap(True)
        self.empty_label.setContentsMargins(8, 8, 8, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.search_box)
        layout.addWidget(self.empty_label)
        layout.addWidget(self.list, 1)
        self._commands: tuple[Command, ...] = ()
        self._index: SeriesIndex | None = None
        self._index_frame: Frame | None = None
        self._results_seen: tuple[object, ...] | None = None
        self._results_language = ""
        self._result_texts: list[tuple[str, str]] = []
        self._previous_focus: Any = None
        self.search_box.textChanged.connect(self.seek)
        window.installEventFilter(self)
        window.workspace.opened.connect(lambda _: self.dismiss())
        self.hide()

    # coming and going

    def open(self) -> None:
        """Open with an empty search box; the list holds all menu actions."""
        if self.isVisible():
            self.search_box.selectAll()
            return
        self._previous_focus = self.main_window.focusWidget()
        self._commands = commands(self.main_window)
        self.retranslate()
        self.search_box.clear()
        self.seek("")
        self.show()
        self.raise_()
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self, give_back: bool = True) -> None:
        """Close; the focus returns to where it was."""
        if not self.isVisible():
            return
        came_from, self._previous_focus = self._previous_focus, None
        self.hide()
        if give_back and came_from is not None and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the window when it is resized."""
        if watched is self.main_window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self._commands = commands(self.main_window)
            self.retranslate()
            self.seek(self.search_box.text())
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Update the texts around the hits."""
        self.search_box.setPlaceholderText(tr("Help", "An action, a series or a check…"))
        self.search_box.setAccessibleName(tr("Help", "Find anything"))
        self.list.setAccessibleName(tr("Help", "Results"))
        self.empty_label.setText(tr("Help", "No match. Try part of a name, or a region and an indicator."))

    def _place(self) -> None:
        width = min(_WIDTH, self.main_window.width() - 48)
        row = self.lines.height()
        lines = min(max(self.hits.rowCount(), 3), _LINES)
        height = min(lines * row + self.search_box.sizeHint().height() + 24, self.main_window.height() - 120)
        self.setGeometry((self.main_window.width() - width) // 2, 76, width, height)

    # finding

    def seek(self, query: str) -> None:
        """Show the best fifty matches."""
        hits = self._actions(query)
        if words(query):
            hits = [*hits, *self._series(query), *self._owners(query), *self._check_results(query)]
            hits = sorted(hits, key=lambda hit: -hit.met)[:MOST]
        self.hits.show_hits(hits)
        self.empty_label.setVisible(not hits)
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
            asked = (fold(command.question), fold(command.english_question))
            met = (
                match_score_all(names, wanted)
                or 0.9 * match_score_all(asked, wanted, letters=False)
                or 0.9 * match_score_all([*names, fold(command.menu)], wanted)
            )
            if met or not wanted:
                keys = "  ".join(command.keys[:1])
                context = " · ".join(text for text in (command.menu, command.question) if text)
                hits.append(Hit(command.text, context, keys, met, command.action.trigger))
        return hits

    def _series(self, query: str) -> list[Hit]:
        workspace = self.main_window.workspace
        plan, frame = workspace.plan, workspace.session.results.frame
        if self._index is None or frame is not self._index_frame:
            self._index, self._index_frame = SeriesIndex(plan, frame), frame
        hits = []
        for met, row in self._index.find(query, MOST, workspace.selection.series):
            series = plan.series[row]
            indicator = plan.indicator_by_code[series.indicator]
            text = spoken_series(plan, series, language(), " · ")
            hits.append(Hit(text, unit_of(indicator), "", met, partial(workspace.select, *series)))
        return hits

    def _owners(self, query: str) -> list[Hit]:
        plan, wanted, panel = self.main_window.workspace.plan, words(query), self.main_window.panel
        hits = []
        for owner in target_owners(plan):
            met = match_score_all((fold(owner),), wanted)
            if met:
                hits.append(
                    Hit(owner, tr("Help", "owner: its targets"), "", met, partial(panel.show_owner, owner))
                )
        return hits

    def _check_results(self, query: str) -> list[Hit]:
        model = self.main_window.panel.check_results.results
        if self._results_seen is not model.found or self._results_language != language():
            self._results_seen, self._results_language = model.found, language()
            texts = (one.message(language()) for one in model.found[:_MOST_RESULTS])
            self._result_texts = [(text, fold(text)) for text in texts]
        wanted, kind = words(query), tr("Help", "check")
        hits = []
        for row, (text, folded) in enumerate(self._result_texts):
            one = model.found[row]
            code = one.code if isinstance(one, Finding) else ""
            met = match_score_all((folded, code), wanted, letters=False)
            if met:
                hits.append(Hit(text, kind, "", 0.8 * met, partial(self._show_check_result, row)))
        return hits

    def _show_check_result(self, row: int) -> None:
        panel = self.main_window.panel
        panel.setCurrentWidget(panel.check_results)
        panel.check_results.selectRow(row)
        panel.check_results.results.look_at(row)
        panel.check_results.setFocus()

    # choosing

    def move_by(self, lines: int) -> None:
        """Move the current row, within the list."""
        count = self.hits.rowCount()
        if count:
            at = min(max(self.list.currentIndex().row() + lines, 0), count - 1)
            self.list.setCurrentIndex(self.hits.index(at))

    def run_chosen(self) -> None:
        """Close the palette, then run the current hit."""
        at = self.list.currentIndex().row()
        if 0 <= at < len(self.hits.hits):
            hit = self.hits.hits[at]
            self.dismiss()
            hit.do()

    def _clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.run_chosen()
