"""The line at a chart that says how far a series' own path and the roll-up of its children lie apart, and offers the latter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from npfdesk.engine.projection.sums_below import SumBelow
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.numbers import format_figure
from npfdesk.ui.charts.captions import WholeCaption
from npfdesk.ui.look.language import named, tr, unit_of
from npfdesk.ui.workspace import Workspace


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
    """The words, and the button that sets the roll-up; `wanted` carries the place of the series in the plan."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: SumBelow | None = None
        self._gives_way = False
        self.words, self.button = WholeCaption("standing"), QToolButton()
        self.button.clicked.connect(self._want)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.button)
        self.hide()

    def show_sum(self, workspace: Workspace, found: SumBelow | None) -> None:
        """Say how far apart the two are; nothing where there is nothing to say."""
        self.found = found
        if found is not None:
            self.words.write(sum_text(workspace, found))
            self.button.setText(tr("PathChart", "Set to roll-up"))
            self.button.setToolTip(
                tr(
                    "PathChart",
                    "After its last actual the series becomes the roll-up of those below and moves with them; this can be undone.",
                )
            )
        self.setVisible(found is not None and not self._gives_way)

    def give_way(self, gives_way: bool) -> None:
        """Give the chart its room where there is too little for both, or take it again."""
        self._gives_way = gives_way
        self.setVisible(self.found is not None and not gives_way)

    def _want(self) -> None:
        if self.found is not None:
            self.wanted.emit(self.found.row)
