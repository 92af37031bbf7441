"""What gives way in a narrow window: side panels become a rail of their names, the view beside the chart becomes a tab."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.style import scaled

_BESIDE_SIDE_PANELS = 1160
"""The least width of a window, in pixels at 100 %, that has its side panels beside the charts."""
_SIDE_BY_SIDE = 600
"""The least width of the charts, in pixels at 100 %, that stand side by side."""


def has_room_for_panels(width: int) -> bool:
    """Whether a window of this width has room for its side panels."""
    return width >= scaled(_BESIDE_SIDE_PANELS)


def has_room_for_two(width: int) -> bool:
    """Whether charts of this width have room side by side."""
    return width >= scaled(_SIDE_BY_SIDE)


class RailButton(QToolButton):
    """The name of a side panel, set upright: Chinese letter below letter, other languages turned."""

    def __init__(self, dock: QDockWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dock = dock
        self.setCheckable(True)
        self.setProperty("quiet", True)
        self.clicked.connect(lambda shown: dock.setVisible(shown))
        dock.visibilityChanged.connect(lambda _: self.setChecked(not dock.isHidden()))
        dock.windowTitleChanged.connect(lambda _: self.retranslate())
        self.retranslate()

    def retranslate(self) -> None:
        """Take the panel's name in the language in force."""
        name = self.dock.windowTitle()
        self._turned = language() != "zh"
        self.setText(name if self._turned else "\n".join(name))
        self.setAccessibleName(name)
        self.setToolTip(tr("Narrow", "Show or hide this panel"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Upright."""
        size = super().sizeHint()
        return size.transposed() if self._turned else size

    def minimumSizeHint(self) -> QSize:
        """As large as its words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it as every button, turned where the language is not set upright."""
        if not self._turned:
            super().paintEvent(event)
            return
        painter, option = QStylePainter(self), QStyleOptionToolButton()
        self.initStyleOption(option)
        option.rect = option.rect.transposed()
        painter.translate(0, self.height())
        painter.rotate(-90)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)


class SideRail(QWidget):
    """The names of the side panels at the window's edge; a click shows a panel or puts it away again."""

    def __init__(self, docks: tuple[QDockWidget, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.docks = docks
        self.folded: frozenset[str] = frozenset()
        self.setObjectName("sideRail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons = tuple(RailButton(dock, self) for dock in docks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 8, 2, 8)
        layout.setSpacing(8)
        for button in self.buttons:
            layout.addWidget(button)
        layout.addStretch(1)
        self.hide()

    def follow(self, width: int) -> None:
        """Fold the panels where the window has no room for them, and show them again where it has."""
        room = has_room_for_panels(width)
        if room != self.isHidden():
            if room:
                for dock in self.docks:
                    if dock.objectName() in self.folded:
                        dock.show()
                self.folded = frozenset()
                self.hide()
            else:
                self.fold()
                self.show()

    def restore(self, folded: frozenset[str], width: int) -> None:
        """Take up a layout that was kept, in which these panels were folded, in a window of this width."""
        self.folded = folded
        self.setVisible(True)
        self.follow(width)
        if not self.isHidden():
            self.fold()

    def fold(self) -> None:
        """Put the panels that are shown away; they come back when there is room for them."""
        shown = [dock for dock in self.docks if not dock.isHidden() and not dock.isFloating()]
        self.folded |= {dock.objectName() for dock in shown}
        for dock in shown:
            dock.hide()


class ChartTabs(QTabBar):
    """The path chart and the view as tabs, where there is no room for both; `turned` says which one is in front."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.addTab("")
        self.addTab("")
        self.currentChanged.connect(self.turned)
        self.hide()
        self.name_view("")

    def name_view(self, view: str) -> None:
        """Name the tabs: the path chart, and the view by its name."""
        self.setAccessibleName(tr("Narrow", "Chart or view"))
        self.setTabText(0, tr("Window", "Path chart"))
        self.setTabText(1, view)
