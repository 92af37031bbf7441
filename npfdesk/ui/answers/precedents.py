"""What feeds a figure, and what it feeds: a tree that is walked by keys, each step of which the whole window follows."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from npfdesk.engine.projection.precedents import Connection, Link, dependents, precedents
from npfdesk.plan.assumption_parts import VALUE, Part
from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.series import ANY, SeriesKey
from npfdesk.plan.series_words import spoken_series
from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.naming import columns_told, speak
from npfdesk.ui.look.style import pixels
from npfdesk.ui.tables.entries import figure_text
from npfdesk.ui.workspace import Workspace

_NAME, _FIGURE, _HOW = range(3)
_WIDTHS = (420, 150)
"""Pixels for names and figures where there is room."""
_SHARES = (0.46, 0.27)
"""The most of a narrow tree that they take."""
_DATA = Qt.ItemDataRole.UserRole
_DEEPEST = 60
_HOWS = {
    Link.ACTUAL: "actual, as entered",
    Link.START: "last actual, from which the path goes on",
    Link.ASSUMPTION: "assumption",
    Link.HELD: "no assumption: the last actual is held",
    Link.WAYPOINT: "target to which the path leads",
    Link.LEVER: "lever intensity",
    Link.SPILLOVER: "spillover from other regions",
    Link.INPUT: "read by the formula",
    Link.PART: "rolled up",
    Link.WEIGHT: "weight of the mean",
    Link.FORMULA: "its formula reads this",
    Link.WHOLE: "rolled up from this",
    Link.COMPARED: "has a path of its own; the roll-up stands beside it",
    Link.WEIGHTED: "mean weighted by this",
    Link.TARGET: "judged by this target",
}


@dataclass(frozen=True)
class _Step:
    """What a line of the tree stands for: a connection, and whether it goes on to what feeds it or to what it feeds."""

    connection: Connection
    forwards: bool

    @property
    def key(self) -> tuple[object, ...]:
        """By which it is found again after an edit."""
        one = self.connection
        return (one.link, one.row, one.year, one.lever, one.position, self.forwards)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [one for at in range(item.childCount()) if (one := item.child(at)) is not None]


class ConnectionTree(QTreeWidget):
    """The lines, opened one step at a time; Return begins anew at a line, Backspace goes back."""

    def __init__(self, dialog: PrecedentsDialog) -> None:
        super().__init__()
        self.dialog = dialog
        self.setColumnCount(3)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(18)
        head = self.header()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._given: list[int] = []
        speak(
            self, lambda: dialog.windowTitle() or tr("Precedents", "Precedents"), lambda: columns_told(self)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Figures stay in sight in a narrow dock: the names give way; what somebody made wider or narrower stays."""
        super().resizeEvent(event)
        if self._given in ([], [self.columnWidth(_NAME), self.columnWidth(_FIGURE)]):
            room = self.viewport().width()
            self._given = [
                min(pixels(most), round(room * share)) for most, share in zip(_WIDTHS, _SHARES, strict=True)
            ]
            for column, width in zip((_NAME, _FIGURE), self._given, strict=True):
                self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return begins anew at the current line, Backspace goes back."""
        key = event.key()
        item = self.currentItem()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.dialog.begin_at(item)
        elif key == Qt.Key.Key_Backspace:
            self.dialog.go_back()
        else:
            super().keyPressEvent(event)


class PrecedentsDialog(AnswerDialog):
    """The precedents and dependents of the selected series in the selected year; walking them selects in the window."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(900, 560)
        self.root: SeriesKey | None = None
        self.trail: list[SeriesKey] = []
        self._walking = False
        self._state: object = None
        self.tree = ConnectionTree(self)
        self.body.addWidget(self.tree, 1)
        self.tree.itemExpanded.connect(self._open)
        self.tree.currentItemChanged.connect(lambda item, _: self._select(item))
        self.tree.itemDoubleClicked.connect(lambda item, _: self.begin_at(item))
        self.apply_button.hide()
        self.tree.setFocus()

    # walking

    def ask(self) -> None:
        """Show the tree of the selected series; a step within it, which selects too, leaves it as it is."""
        workspace = self.workspace
        results, year = workspace.session.results, workspace.year
        state = (results, workspace.document.active, year, language(), theme(), self.root)
        chosen = workspace.selection.series
        if self._walking:
            return
        if (
            self._state is not None
            and self._told(state)
            and chosen == self._series_of(self.tree.currentItem())
        ):
            return
        stays = self.root in workspace.plan.row and chosen in (
            self.root,
            self._series_of(self.tree.currentItem()),
        )
        if not stays:
            self.root, self.trail = chosen, []
        self._show()

    def _told(self, state: tuple[object, ...]) -> bool:
        known = self._state
        return isinstance(known, tuple) and all(
            one is two or one == two for one, two in zip(known, state, strict=True)
        )

    def _series_of(self, item: QTreeWidgetItem | None) -> SeriesKey | None:
        row = self._row_of(item)
        return self.workspace.plan.series[row] if 0 <= row < len(self.workspace.plan.series) else None

    def _row_of(self, item: QTreeWidgetItem | None) -> int:
        step = item.data(_NAME, _DATA) if item is not None else None
        return step.connection.row if isinstance(step, _Step) else -1

    def begin_at(self, item: QTreeWidgetItem) -> None:
        """Make a line's series the one whose precedents and dependents are shown."""
        series = self._series_of(item)
        if series is not None and self.root is not None and series != self.root:
            self.trail.append(self.root)
            self.root = series
            self._show()

    def go_back(self) -> None:
        """Go back to the series before."""
        if self.trail:
            self.root = self.trail.pop()
            self._show()

    def _select(self, item: QTreeWidgetItem | None) -> None:
        series = self._series_of(item)
        if series is not None and not self._walking:
            self._walking = True
            try:
                self.workspace.select(*series)
            finally:
                self._walking = False
            self.subject.write(f"{named(self.workspace.document.scenario)} · {self.series_text()}")

    # what is shown

    def _show(self) -> None:
        """Fill the tree for the root, opened as it was, with the keys where they were."""
        workspace, tree = self.workspace, self.tree
        results, active, year = workspace.session.results, workspace.document.active, workspace.year
        row = workspace.plan.row.get(self.root) if self.root is not None else None
        opened = self._opened(tree.invisibleRootItem(), ())
        current = self._path(tree.currentItem())
        self._walking = True
        try:
            tree.clear()
            tree.setHeaderLabels([tr("Precedents", one) for one in ("What", "Figure", "How")])
            tree.headerItem().setTextAlignment(
                _FIGURE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            self.headline.setText("")
            if row is None:
                self.refuse(
                    tr("Precedents", "The plan has no such series. Choose one in the outline or a table.")
                )
                return
            figure = float(results.scenarios[active].values[row, workspace.plan.column(year)])
            self.headline.setText(f"{self._name(row)} {year}: {self._figure(row, figure)}")
            self.notes.write(
                tr(
                    "Precedents",
                    "→ opens a line and ← closes it; every step selects its series in the window. Return begins anew at the line, Backspace goes back.",
                )
            )
            start = Connection(Link.ACTUAL, row, year, figure)
            for forwards, source in ((False, "What feeds it"), (True, "What it feeds")):
                head = QTreeWidgetItem(tree, [tr("Precedents", source)])
                font = QFont(tree.font())
                font.setWeight(QFont.Weight.DemiBold)
                head.setFont(_NAME, font)
                head.setData(_NAME, _DATA, _Step(start, forwards))
                self._fill(head)
                head.setExpanded(True)
            self._open_again(tree.invisibleRootItem(), (), opened)
            item = self._at(current) or tree.topLevelItem(0)
            if item is not None:
                tree.setCurrentItem(item)
        finally:
            self._walking = False
            self._state = (results, active, year, language(), theme(), self.root)
        self._select(tree.currentItem())

    def _open(self, item: QTreeWidgetItem) -> None:
        """Fill the lines below those of a line that opens, so that each shows whether it can be opened."""
        for child in _children(item):
            if not child.childCount():
                self._fill(child)

    def _fill(self, item: QTreeWidgetItem) -> None:
        step = item.data(_NAME, _DATA)
        if not isinstance(step, _Step) or self._depth(item) > _DEEPEST:
            return
        one, plan = step.connection, self.workspace.plan
        on_axis = int(plan.years[0]) <= one.year <= int(plan.years[-1])
        # the last actual figure is the end of the way back
        if one.row < 0 or not on_axis or one.link in (Link.START, Link.COMPARED):
            return
        results, active = self.workspace.session.results, self.workspace.document.active
        find = dependents if step.forwards else precedents
        for found in find(results, active, one.row, one.year):
            self._line(item, _Step(found, step.forwards))

    def _line(self, above: QTreeWidgetItem, step: _Step) -> None:
        one = step.connection
        name, figure, how = self._texts(one)
        line = QTreeWidgetItem(above, [name, figure, how])
        line.setTextAlignment(_FIGURE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setForeground(_HOW, QColor(theme().secondary))
        line.setData(_NAME, _DATA, step)
        for column, text in enumerate((name, figure, how)):
            line.setToolTip(column, "")
            line.setData(column, Qt.ItemDataRole.AccessibleTextRole, text)
        if (above.parent() is not None and above.isExpanded()) or above.parent() is None:
            self._fill(line)

    @staticmethod
    def _depth(item: QTreeWidgetItem) -> int:
        depth, above = 0, item.parent()
        while above is not None:
            depth, above = depth + 1, above.parent()
        return depth

    # where the keys are, found again after an edit

    def _key(self, item: QTreeWidgetItem) -> object:
        step = item.data(_NAME, _DATA)
        return step.key if isinstance(step, _Step) else None

    def _path(self, item: QTreeWidgetItem | None) -> tuple[object, ...]:
        path: list[object] = []
        while item is not None:
            path.append(self._key(item))
            item = item.parent()
        return tuple(reversed(path))

    def _opened(self, item: QTreeWidgetItem, above: tuple[object, ...]) -> set[tuple[object, ...]]:
        found: set[tuple[object, ...]] = set()
        for child in _children(item):
            if child.isExpanded():
                path = (*above, self._key(child))
                found |= {path} | self._opened(child, path)
        return found

    def _open_again(
        self, item: QTreeWidgetItem, above: tuple[object, ...], opened: set[tuple[object, ...]]
    ) -> None:
        for child in _children(item):
            path = (*above, self._key(child))
            if path in opened:
                child.setExpanded(True)
                self._open_again(child, path, opened)

    def _at(self, path: tuple[object, ...]) -> QTreeWidgetItem | None:
        item = self.tree.invisibleRootItem()
        for key in path:
            found = next((one for one in _children(item) if self._key(one) == key), None)
            if found is None:
                return None
            item = found
        return item if path else None

    # in words

    def _name(self, row: int) -> str:
        plan = self.workspace.plan
        return spoken_series(plan, plan.series[row], language(), " · ")

    def _indicator(self, row: int) -> Indicator:
        plan = self.workspace.plan
        return plan.indicator_by_code[plan.series[row].indicator]

    def _figure(self, row: int, figure: float) -> str:
        one = self._indicator(row)
        return format_figure(figure, one.decimals, unit_of(one)) if math.isfinite(figure) else "—"

    def _texts(self, one: Connection) -> tuple[str, str, str]:
        """Name, figure and how of a line."""
        plan, how = self.workspace.plan, tr("Precedents", _HOWS[one.link])
        if one.row >= 0:
            other = "" if one.year == self.workspace.year else f" {one.year}"
            return f"{self._name(one.row)}{other}", self._figure(one.row, one.figure), how
        if one.assumption is not None:
            return self._assumption(one)
        if one.position >= 0:
            table = self.workspace.result.targets
            wording, row = table.statements[one.position].wording, int(table.row[one.position])
            return f"{tr('Precedents', 'Target')} {one.year}: {wording}", self._figure(row, one.figure), how
        if one.lever:
            return f"{one.lever} {one.year}", format_figure(one.figure, 0, "%"), how
        if one.link is Link.SPILLOVER:
            code = self.root.indicator if self.root is not None else ""
            unit = pace_unit(plan.indicator_by_code[code], language())
            return tr("Precedents", "Spillover"), format_figure(one.figure, 2, unit), how
        return (str(one.year) if one.year else "—"), ("" if math.isnan(one.figure) else self._plain(one)), how

    def _plain(self, one: Connection) -> str:
        return format_figure(one.figure, 1)

    def _assumption(self, one: Connection) -> tuple[str, str, str]:
        owned = one.assumption
        if owned is None:
            raise ValueError("no assumption")
        plan, assumption, key = self.workspace.plan, owned.assumption, owned.key
        indicator = plan.indicator_by_code[key.indicator]
        years = tr("Tables", "years")
        figure = figure_text(assumption, Part("years", one.year), indicator, years)
        figure = figure or figure_text(assumption, VALUE, indicator, years)
        region = plan.region_by_code.get(key.region)
        industry = plan.industry_by_code.get(key.industry)
        places = [
            tr("Precedents", "all regions")
            if key.region == ANY
            else named(region)
            if region is not None
            else key.region,
            tr("Precedents", "all industries")
            if key.industry == ANY
            else named(industry)
            if industry is not None
            else "",
        ]
        place = " · ".join(text for text in places if text)
        scenario = self.workspace.document.scenarios.get(owned.scenario)
        rule = (
            tr("Precedents", "rule row") if ANY in (key.region, key.industry) else tr("Precedents", "own row")
        )
        said = (rule, place, named(scenario) if scenario is not None else owned.scenario)
        return assumption.method.about.words.text(language(), {}), figure, " · ".join(said)
