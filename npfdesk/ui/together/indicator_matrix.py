"""The matrix of indicators by plans: each cell the target as worded, marked and tinted by what was found about it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from npfdesk.engine.reconciliation.ledger import HeldPlan
from npfdesk.engine.reconciliation.matrix import ComparedCell
from npfdesk.plan.problems import SEVERITY_NAMES, Wording, clauses
from npfdesk.plan.statuses import SEVERITY_STATUS
from npfdesk.report.reconciliation.opinion_lines import (
    Opinion,
    region_in,
    said_in_its_unit,
    spoken_indicator,
)
from npfdesk.ui.charts.captions import plain_tip
from npfdesk.ui.look.colours import appearance, status_text, status_tint, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.marks import SIDE, paint_mark
from npfdesk.ui.look.naming import speak
from npfdesk.ui.look.style import pixels
from npfdesk.ui.tables.clipboard_blocks import write_block
from npfdesk.ui.tables.figure_table import ROW_HEIGHT

ROLE = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_MARGIN: Final = 8
_NARROWEST, _WIDEST = 96, 240
_NAMES_WIDEST: Final = 260
_HEAD_LINES: Final = 2
_TIP_MOST: Final = 6
_YEAR: Final = Wording("{year}年 {text}", "{year}: {text}")
_ON_INDICATOR: Final = Wording("{indicator}，{plan}：{said}", "{indicator}, {plan}: {said}")


class MatrixModel(QAbstractTableModel):
    """A row for each indicator, a column for each plan, the highest level first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.opinion: Opinion | None = None
        appearance.changed.connect(self._repaint)

    def take(self, opinion: Opinion | None) -> None:
        """Show another opinion; None: none."""
        self.beginResetModel()
        self.opinion = opinion
        self.endResetModel()

    def _repaint(self) -> None:
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    @property
    def plans(self) -> tuple[HeldPlan, ...]:
        """The plans of the columns."""
        return self.opinion.ledger.plans if self.opinion is not None else ()

    def cell(self, index: Index) -> ComparedCell | None:
        """What a cell shows; None outside."""
        if self.opinion is None or not index.isValid():
            return None
        return self.opinion.rows[index.row()].cells[index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """The number of indicators."""
        return 0 if parent.isValid() or self.opinion is None else len(self.opinion.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The number of plans."""
        return 0 if parent.isValid() else len(self.plans)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        """Plans above, with their level; indicators at the left, with their unit."""
        if self.opinion is None:
            return None
        across = orientation is Qt.Orientation.Horizontal
        if role == ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if across else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == ROLE.DisplayRole:
            return self.plan_head(section) if across else self.indicator_head(section)
        if role in (ROLE.ToolTipRole, ROLE.AccessibleTextRole):
            return self._plan_told(section) if across else self.indicator_head(section)
        return None

    def plan_head(self, column: int) -> str:
        """A plan in two lines: its region, its level and the years."""
        held = self.plans[column]
        level = tr("Reconciliation", "level {number}").format(number=held.depth + 1)
        years = f"{held.plan.base_year}–{held.plan.target_year}"
        return f"{region_in(held, language()) or held.title}\n{level} · {years}"

    def _plan_told(self, column: int) -> str:
        held = self.plans[column]
        return f"{held.title}\n{held.file}"

    def indicator_head(self, row: int) -> str:
        """An indicator with its unit."""
        if self.opinion is None:
            return ""
        name, unit = spoken_indicator(self.opinion.ledger, self.opinion.rows[row], language())
        return f"{name} · {unit}" if unit else name

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """The data of a cell for a role."""
        cell = self.cell(index)
        if cell is None:
            return None
        if role == ROLE.DisplayRole:
            return self.said(index)
        if role == ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == ROLE.BackgroundRole:
            return status_tint(SEVERITY_STATUS[cell.severity]) if cell.severity is not None else None
        if role == ROLE.ForegroundRole:
            if cell.severity is not None:
                return status_text(SEVERITY_STATUS[cell.severity])
            return QColor(theme().secondary) if not cell.statements else None
        if role == ROLE.AccessibleTextRole:
            return self._told(index, cell)
        return None

    def said(self, index: Index) -> str:
        """What the plan says of the indicator, in one line; the year before a target of another year than the plan's."""
        cell = self.cell(index)
        if cell is None or self.opinion is None:
            return ""
        held, unit = self.plans[index.column()], self.opinion.rows[index.row()].unit
        texts = []
        for one in cell.statements:
            text = said_in_its_unit(one.target, held, unit, language())
            due = one.year == held.plan.target_year
            texts.append(text if due else _YEAR.text(language(), {"year": one.year, "text": text}))
        if texts:
            return " ".join(clauses(texts, language()).split())
        return tr("Reconciliation", "no target") if cell.held else tr("Reconciliation", "not listed")

    def _told(self, index: Index, cell: ComparedCell) -> str:
        """A cell for a screen reader: where it is, what it says, and what was found."""
        place = {
            "indicator": self.indicator_head(index.row()),
            "plan": region_in(self.plans[index.column()], language()),
            "said": self.said(index),
        }
        told = [_ON_INDICATOR.text(language(), place)]
        if cell.severity is not None:
            told.append(SEVERITY_NAMES[cell.severity].text(language(), {}))
        return clauses((*told, *self.messages(index)), language())

    def messages(self, index: Index) -> list[str]:
        """What was found about a cell, in sentences."""
        cell = self.cell(index)
        if cell is None or self.opinion is None:
            return []
        return [self.opinion.lines[place].difference for place in cell.findings]

    def texts(self) -> list[list[str]]:
        """Everything as shown, with heads, for the clipboard."""
        columns = range(self.columnCount())
        heads = ["", *(" ".join(self.plan_head(column).split("\n")) for column in columns)]
        return [
            heads,
            *(
                [self.indicator_head(row), *(self.said(self.index(row, column)) for column in columns)]
                for row in range(self.rowCount())
            ),
        ]


class _MatrixDelegate(QStyledItemDelegate):
    """Paints the tint, the mark at the left, the target at the right, a hairline, and the frame of the chosen cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        rect, look = option.rect, theme()
        painter.save()
        tint = index.data(ROLE.BackgroundRole)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(look.chosen))
        elif tint is not None:
            painter.fillRect(rect.adjusted(1, 1, -1, -2), tint)
        model = index.model()
        cell = model.cell(index) if isinstance(model, MatrixModel) else None
        left = _MARGIN
        if cell is not None and cell.severity is not None:
            centre = QPointF(rect.left() + _MARGIN + SIDE / 2, rect.center().y())
            paint_mark(painter, SEVERITY_STATUS[cell.severity], centre)
            left += SIDE + 4
        painter.setFont(option.font)
        painter.setPen(index.data(ROLE.ForegroundRole) or QColor(look.ink))
        room = rect.adjusted(left, 0, -_MARGIN, -1)
        text = option.fontMetrics.elidedText(
            str(index.data(ROLE.DisplayRole)), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(look.hairline))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class MatrixTable(QTableView):
    """The matrix to be looked through by mouse and keys; `looked_at` carries the row and column of the current cell."""

    looked_at = Signal(int, int)

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = model
        self.setModel(model)
        self.setItemDelegate(_MatrixDelegate(self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        heads, names = self.horizontalHeader(), self.verticalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        names.setHighlightSections(False)
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setDefaultSectionSize(pixels(ROW_HEIGHT))
        model.modelReset.connect(self.fit)
        appearance.changed.connect(self.fit)
        speak(self, lambda: tr("Reconciliation", "Indicators by plans"), self._hint)

    def _hint(self) -> str:
        return tr("Reconciliation", "Arrows go from cell to cell; Enter lists what was found about one.")

    def fit(self) -> None:
        """As high and wide as what is shown: figures whole, names as far as there is room."""
        self.verticalHeader().setDefaultSectionSize(pixels(ROW_HEIGHT))
        metrics = self.fontMetrics()
        self.horizontalHeader().setFixedHeight(_HEAD_LINES * metrics.height() + pixels(12))
        measure = metrics.horizontalAdvance
        longest = max(
            (measure(self.matrix.indicator_head(row)) for row in range(self.matrix.rowCount())), default=0
        )
        self.verticalHeader().setFixedWidth(min(longest + pixels(24), pixels(_NAMES_WIDEST)))
        for column in range(self.matrix.columnCount()):
            texts = (
                self.matrix.said(self.matrix.index(row, column)) for row in range(self.matrix.rowCount())
            )
            wide = max((measure(text) for text in texts), default=0) + 2 * _MARGIN + SIDE + 8
            head = max(measure(line) for line in self.matrix.plan_head(column).split("\n")) + pixels(20)
            self.setColumnWidth(column, min(max(wide, head, pixels(_NARROWEST)), pixels(_WIDEST)))

    def whole_height(self) -> int:
        """The height in which no row has to be scrolled to."""
        bar = self.horizontalScrollBar().sizeHint().height()
        return self.horizontalHeader().height() + self.verticalHeader().length() + bar + 2 * self.frameWidth()

    def sizeHint(self) -> QSize:
        """Some rows of some plans."""
        return QSize(pixels(560), pixels(320))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which cell is looked at."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.looked_at.emit(current.row(), current.column())

    def viewportEvent(self, event: Any) -> bool:
        """What was found about the cell under the pointer, in a tip."""
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            told = self.matrix.messages(index)[:_TIP_MOST]
            if index.isValid() and (told or self.matrix.said(index)):
                QToolTip.showText(
                    event.globalPos(), plain_tip("\n".join((self.matrix.said(index), *told))), self
                )
                return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the whole matrix with its heads."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(write_block(self.matrix.texts()))
            return
        super().keyPressEvent(event)
