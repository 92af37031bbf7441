"""The line at a chart that says how far a series' own path and the roll-up of its children lie apart, and offers the latter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from npfdesk.engine.projection.sums_below import SumBelow
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.numbers import format_figure
from npfdesk.ui.charts.captions import WholeCaption
from npfdesk.ui.look.language import named, tr, unit_of
from npfdesk.ui.workspace import Workspace

_ABOVE, _APART = 4, 8
"""The room above the line, and between its words and its button (pixels)."""


def sum_text(workspace: Workspace, found: SumBelow) -> str:
    """A series' own figure and that of its children, and how far apart they are: figures with their year and unit."""
    plan = workspace.plan
    series = plan.series[found.row]
    indicator, industry = plan.indicator_by_code[series.indicator], plan.industry_by_code.get(series.industry)
    places = (plan.region_by_code[series.region], industry)
    if indicator.rollup is RollUp.MEAN:
        text = tr(
            "PathChart",
            "{year}: {where} {own} by its own assumption; those below average {rolled}, {apart} apart",
        )
    else:
        text = tr(
            "PathChart",
            "{year}: {where} {own} by its own assumption; those below add up to {rolled}, {apart} apart",
        )
    return text.format(
        year=found.year,
        where=" ".join(named(one) for one in places if one is not None),
        own=format_figure(found.own, indicator.decimals),
        rolled=format_figure(found.rolled, indicator.decimals),
        apart=format_figure(abs(found.difference), indicator.decimals, unit_of(indicator)),
    )


class SumLine(QWidget):
    """The words, and the button that sets the roll-up; `wanted` carries the place of the series in the plan.

    It sets both itself, and what is around it hears only of another height: a text that a layout holds is told to all
    layouts up to the window's, which then sets its panels anew at every edit.
    """

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: SumBelow | None = None
        self._gives_way = False
        self.words, self.button = WholeCaption("standing", self), QToolButton(self)
        self.button.clicked.connect(self._want)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_sum(self, workspace: Workspace, found: SumBelow | None) -> None:
        """Say how far apart the two are; nothing where there is nothing to say."""
        self.found = found
        if found is not None:
            self._say(sum_text(workspace, found), tr("PathChart", "Set to roll-up"))
        self.setVisible(found is not None and not self._gives_way)

    def _say(self, text: str, offered: str) -> None:
        if offered != self.button.text():
            self.button.setText(offered)
            self.button.setToolTip(
                tr(
                    "PathChart",
                    "After its last actual the series becomes the roll-up of those below and moves with them; this can be undone.",
                )
            )
        elif text == self.words.text():
            return
        self.words.write(text)
        if self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()

    def give_way(self, gives_way: bool) -> None:
        """Give the chart its room where there is too little for both, or take it again."""
        self._gives_way = gives_way
        self.setVisible(self.found is not None and not gives_way)

    def heightForWidth(self, width: int) -> int:
        """As high as the words in as many lines as they need, or the button."""
        button = self.button.sizeHint()
        room = max(width - button.width() - _APART, 0)
        return _ABOVE + max(button.height(), self.words.heightForWidth(room))

    def sizeHint(self) -> QSize:
        """As high as it has to be; the words take what width there is."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as the button, a line high."""
        button = self.button.sizeHint()
        line = self.words.minimumSizeHint().height()
        return QSize(button.width() + _APART, _ABOVE + max(button.height(), line))

    def changeEvent(self, event: QEvent) -> None:
        """Another font or style: the button has another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button at the right, the words before it."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        button, row = self.button.sizeHint(), self.height() - _ABOVE
        left = max(self.width() - button.width(), 0)
        self.button.setGeometry(left, _ABOVE + (row - button.height()) // 2, button.width(), button.height())
        self.words.setGeometry(0, _ABOVE, max(left - _APART, 0), max(row, 0))

    def _want(self) -> None:
        if self.found is not None:
            self.wanted.emit(self.found.row)
