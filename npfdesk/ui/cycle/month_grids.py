"""The grids of a new month: what each column holds and what each printed name means, chosen in the grid itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.spoken_names import unit_in
from npfdesk.plan.statuses import Status
from npfdesk.ui.look.colours import status_text, theme
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.naming import columns_told, speak
from npfdesk.ui.look.style import pixels
from npfdesk.ui.tables.figure_table import HEAD_HEIGHT
from npfdesk.workbook.month_block import MonthColumn
from npfdesk.workbook.month_memory import Meant
from npfdesk.workbook.month_names import HowMatched, PrintedName
from npfdesk.workbook.standard.period_heads import PeriodMeasure

LEFT_OUT: Final = "left out"
"""What a choice carries that leaves a column or a name out."""
_ROW: Final = 32


def measure_words(measure: PeriodMeasure) -> str:
    """What a column holds, in the current language."""
    return {
        PeriodMeasure.UNSAID: tr("NewMonth", "as its rows and the title say"),
        PeriodMeasure.TO_DATE: tr("NewMonth", "to date"),
        PeriodMeasure.PERIOD: tr("NewMonth", "the month alone"),
        PeriodMeasure.GROWTH: tr("NewMonth", "growth to date, %"),
        PeriodMeasure.PERIOD_GROWTH: tr("NewMonth", "growth of the month, %"),
    }[measure]


class Offered(NamedTuple):
    """An entry of a choice: its words and what it carries."""

    words: str
    carries: Any


class Choice(QComboBox):
    """A choice in a grid."""

    def __init__(
        self, offered: Sequence[Offered], chosen: Any, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.offered = tuple(offered)
        for one in offered:
            self.addItem(one.words)
        self.setCurrentIndex(next((at for at, one in enumerate(offered) if one.carries == chosen), 0))

    @property
    def chosen(self) -> Any:
        """What the chosen entry carries."""
        return self.offered[self.currentIndex()].carries


class _Grid(QTableWidget):
    """Rows of words with one choice in each."""

    def __init__(self, widths: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(0, len(widths), parent)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Tab goes on from choice to choice, and out
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(pixels(_ROW))
        self.horizontalHeader().setFixedHeight(pixels(HEAD_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for column, width in enumerate(widths):
            self.setColumnWidth(column, pixels(width))
        self.horizontalHeader().setStretchLastSection(True)
        self.choices: list[Choice] = []

    def _begin(self, heads: Sequence[str], rows: int) -> None:
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(0)
        self.setRowCount(rows)
        self.choices = []

    def _write(self, row: int, column: int, text: str, *, late: bool = False, faint: bool = False) -> None:
        item = QTableWidgetItem(text)
        item.setToolTip("")
        if late:
            item.setForeground(status_text(Status.RED))
        elif faint:
            item.setForeground(QColor(theme().secondary))
        self.setItem(row, column, item)

    def _choose(self, row: int, column: int, choice: Choice, then: Callable[[Any], None]) -> None:
        choice.activated.connect(lambda _: then(choice.chosen))
        self.setCellWidget(row, column, choice)
        self.choices.append(choice)


class ColumnsGrid(_Grid):
    """The columns of figures of a block; `chosen` carries the column and its measure, or LEFT_OUT."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((64, 300, 120, 240, 200), parent)
        speak(self, lambda: tr("Names", "Columns of the table that was read"), lambda: columns_told(self))
        self.columns: tuple[MonthColumn, ...] = ()

    def show_columns(self, columns: Sequence[MonthColumn], many_sheets: bool) -> None:
        """Show columns, those of several sheets with the sheet's name."""
        self.columns = tuple(columns)
        heads = (
            tr("NewMonth", "Column"),
            tr("NewMonth", "Header"),
            tr("NewMonth", "For example"),
            tr("NewMonth", "Read as"),
            tr("NewMonth", "Basis"),
        )
        self._begin(heads, len(columns))
        for row, one in enumerate(columns):
            self._write(row, 0, f"{one.sheet}!{one.letter}" if many_sheets else one.letter, faint=True)
            self._write(row, 1, one.head or "—")
            self._write(row, 2, one.sample or "—", faint=not one.sample)
            offered = [Offered(measure_words(measure), measure) for measure in PeriodMeasure]
            offered.append(Offered(tr("NewMonth", "leave out"), LEFT_OUT))
            now = LEFT_OUT if one.measure is None else one.measure
            choice = Choice(offered, now, f"{one.letter} {one.head}")
            self._choose(row, 3, choice, partial(self.chosen.emit, one))
            self._write(row, 4, self._why(one), faint=not one.guessed, late=False)

    def _why(self, column: MonthColumn) -> str:
        if column.said:
            return tr("NewMonth", "set by you")
        if column.guessed:
            return tr("NewMonth", "a guess: please check")
        return tr("NewMonth", "from its header") if column.measure else ""


class NamesGrid(_Grid):
    """The names that a block prints; `chosen` carries the printed name and what it means (Meant)."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((90, 260, 80, 300, 200), parent)
        speak(self, lambda: tr("Names", "Names in the table that was read"), lambda: columns_told(self))
        self.names: tuple[PrintedName, ...] = ()

    def show_names(self, names: Sequence[PrintedName], plan: Plan) -> None:
        """Show names, those that are still to be assigned first."""
        order = list(HowMatched)[::-1]
        self.names = tuple(sorted(names, key=lambda one: (order.index(one.how), one.what != "region")))
        heads = (
            tr("NewMonth", "Kind"),
            tr("NewMonth", "In the table"),
            tr("NewMonth", "Figures"),
            tr("NewMonth", "In the plan"),
            tr("NewMonth", "Basis"),
        )
        self._begin(heads, len(self.names))
        for row, one in enumerate(self.names):
            self._write(row, 0, self._kind(one), faint=True)
            self._write(row, 1, one.text or tr("NewMonth", "(no region is named)"), late=not one.understood)
            self._write(row, 2, str(one.figures), faint=True)
            offered = self._offered(one, plan)
            now = None
            if one.how is HowMatched.LEFT_OUT:
                now = Meant("")
            elif one.understood:
                now = self._meant(one, one.code, plan)
            choice = Choice(offered, now, one.text or tr("NewMonth", "(no region is named)"))
            self._choose(row, 3, choice, partial(self._chose, one))
            self._write(row, 4, self._why(one), late=not one.understood, faint=one.understood)

    def _chose(self, name: PrintedName, what: Meant | None) -> None:
        if what is not None:
            self.chosen.emit(name, what)

    def _kind(self, name: PrintedName) -> str:
        return {
            "region": tr("NewMonth", "Region"),
            "industry": tr("NewMonth", "Industry"),
            "indicator": tr("NewMonth", "Indicator"),
        }[name.what]

    def _items(self, name: PrintedName, plan: Plan) -> dict[str, Any]:
        return {
            "region": plan.region_by_code, "industry": plan.industry_by_code, "indicator": plan.indicator_by_code,
        }[name.what]  # type: ignore[return-value]  # fmt: skip

    def _meant(self, name: PrintedName, code: str, plan: Plan) -> Meant:
        item = self._items(name, plan).get(code)
        return Meant(code, item.name if item is not None else "")

    def _offered(self, name: PrintedName, plan: Plan) -> list[Offered]:
        """The nearest names first, then all; what is understood has no empty entry."""
        items = self._items(name, plan)
        codes = dict.fromkeys((*name.near, *items))
        found = [Offered(self._words(items[code]), self._meant(name, code, plan)) for code in codes]
        out = Offered(tr("NewMonth", "leave its figures out"), Meant(""))
        if name.how is HowMatched.UNKNOWN:
            return [
                Offered(tr("NewMonth", "choose…"), None),
                *found[: len(name.near)],
                out,
                *found[len(name.near) :],
            ]
        return [*found, out]

    def _words(self, item: Any) -> str:
        unit = unit_in(item, language()) if isinstance(item, Indicator) else ""
        if not unit:
            return named(item)
        return f"{named(item)}（{unit}）" if language() == "zh" else f"{named(item)} ({unit})"

    def _why(self, name: PrintedName) -> str:
        return {
            HowMatched.SAME: tr("NewMonth", "same name"),
            HowMatched.ALIKE: tr("NewMonth", "differs only in spelling"),
            HowMatched.SAID: tr("NewMonth", "set by you"),
            HowMatched.ASSUMED: tr("NewMonth", "not named in the table"),
            HowMatched.LEFT_OUT: tr("NewMonth", "set by you"),
            HowMatched.UNKNOWN: tr("NewMonth", "not in the plan"),
        }[name.how]
