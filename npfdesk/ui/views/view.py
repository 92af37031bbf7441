"""What every view is: a title that says what and where, a painted surface, and the words under it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.plan.model import Plan
from npfdesk.session import Change, Structure
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.charts.setting import forget_fonts
from npfdesk.ui.first_step import first_step
from npfdesk.ui.look.colours import appearance
from npfdesk.ui.look.language import named
from npfdesk.ui.look.style import pixels
from npfdesk.ui.views.canvas import Canvas
from npfdesk.ui.views.view_sheet import Pictured, Sheet
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]
NO_ROWS: Final = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Page:
    """A view's words, and the series (row) that its figures rest on; `empty` says what to do where there is nothing."""

    title: str = ""
    subtitle: str = ""
    note: str = ""
    empty: str = ""
    rows: IntArray = field(default_factory=lambda: np.empty(0, dtype=np.int64))


_AROUND = 24
"""Pixels of height over, between and under the parts of a view."""
_LEAST_CANVAS = 80
"""Pixels of height for the figures of a view; with fewer its words beneath are not shown."""


class View(Pictured, Chart):
    """A view of the workspace. Nothing is reckoned before it is first shown, nor while it is hidden.

    Its `controls` stand in the line above it, beside the view's name.
    """

    # Qt sends changes while it is still being made
    _ready: bool = False

    def __init__(self, workspace: Workspace, canvas: Canvas) -> None:
        super().__init__()
        self.workspace, self.canvas = workspace, canvas
        self.title, self.subtitle = Caption("title"), Caption("note")
        self.note, self.empty = Note(), Note()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.controls = QWidget()
        self._controls = QHBoxLayout(self.controls)
        self._controls.setContentsMargins(0, 0, 0, 0)
        self._controls.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 8)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addWidget(self.subtitle)
        layout.addSpacing(4)
        layout.addWidget(canvas, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.note)
        self.page = Page()
        self.redraws = 0
        # what the room of the words was last worked out for
        self._roomed: tuple[object, ...] = ()
        # what is looked at is shown of this plan and these targets
        self._shown_of: tuple[Plan, TargetTable] | None = None
        self._stale = self._ready = True
        canvas.failed.connect(self.containment.tell, Qt.ConnectionType.QueuedConnection)
        workspace.opened.connect(self.look)
        workspace.changed.connect(self._changed)
        workspace.selected.connect(self._selected)
        workspace.view_changed.connect(self.look)
        appearance.changed.connect(self.look)

    def refresh(self) -> Page:
        """Work out the figures, give them to the canvas, and say what is shown."""
        raise NotImplementedError

    def choice(self, count: int) -> tuple[QToolButton, ...]:
        """Quiet buttons of which one is down, the first to begin with; they stand in the line above the view."""
        group = QButtonGroup(self)
        buttons = tuple(QToolButton() for _ in range(count))
        for button in buttons:
            button.setCheckable(True)
            button.setProperty("quiet", True)
            group.addButton(button)
            self._controls.addWidget(button)
        buttons[0].setChecked(True)
        group.buttonClicked.connect(self.look)
        return buttons

    def remark(self) -> str:
        """What is said under the canvas."""
        return self.note.text()

    def message(self) -> str:
        """The exact figures of the series looked at, where it is in the view."""
        place = None if self.page.empty else self.canvas.place_of(self.workspace.selection.series)
        return "" if place is None else self.canvas.tip_at(place.center() - self.canvas.offset)

    def choice_buttons(self) -> tuple[QToolButton, ...]:
        """The buttons in the line above."""
        return tuple(one for one in self.controls.findChildren(QToolButton) if one.isCheckable())

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force; keep to the font in force."""
        kinds = (QEvent.Type.LanguageChange, QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange)
        if event.type() in kinds and self._ready:
            forget_fonts()
            self.look()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while it was hidden is drawn now."""
        super().showEvent(event)
        if self._stale:
            self.look()

    def _changed(self, change: Change) -> None:
        if self._stale:
            return
        if self.containment.failed or change.structure != Structure.NONE or not self.isVisible():
            self.look()
            return
        again = self.workspace.judged_again(change) if self._stands() else None
        if self._moved(change, again):
            self.redraws += 1
            self.contain(self._show if again is None else lambda: self.follow(change, again))

    def _moved(self, change: Change, again: IntArray | None) -> bool:
        """Whether an edit moved a figure of the page, or one that a target of its series is held against."""
        rows = self.page.rows
        if not len(rows):
            return False
        if again is None:
            # any target may stand otherwise, also one that is held against a series beyond these
            return bool(change.touched.any())
        if change.touched[rows].any():
            return True
        held = self.workspace.result.targets.row[again]
        return bool(len(held)) and bool(np.isin(held, rows).any())

    def _stands(self) -> bool:
        """Whether plan and targets are still those that it was last shown of, and with them all its words."""
        shown = self._shown_of
        return (
            shown is not None
            and shown[0] is self.workspace.plan
            and shown[1] is self.workspace.result.targets
        )

    def follow(self, change: Change, again: IntArray) -> None:
        """Show what an edit moved that left plan, targets and scenarios as they were: paths, and how `again` (positions) stand.

        Whoever does not know which of its parts that are shows all.
        """
        self._show()

    def _selected(self, _: object) -> None:
        """Show what is looked at now, and bring it into sight."""
        self.look()
        if self.isVisible() and not self.page.empty:
            self.canvas.show_series(self.workspace.selection.series)

    def look(self, *_: object) -> None:
        """Show what the workspace holds now; later, where nobody sees it."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self.redraws += 1
        self.contain(self._show)

    def _show(self) -> None:
        self._shown_of = (self.workspace.plan, self.workspace.result.targets)
        self.page = page = self._with_first_step(self.refresh())
        self.title.write(page.title)
        self.subtitle.write(page.subtitle)
        self.note.write("" if page.empty else page.note)
        self._give_room()
        self.empty.write(page.empty)
        self.canvas.setVisible(not page.empty)
        if page.title != self.canvas.accessibleName():
            self.canvas.setAccessibleName(page.title)
        self.canvas.renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is too little height, the words under the figures give way to them."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        if not self.note.text():
            return
        words = (self.title.text(), self.subtitle.text(), self.note.text(), self.note.isHidden())
        about = (words, self.size(), self.title.size(), self.title.font().key(), self.note.font().key())
        if about == self._roomed:
            return
        self._roomed = about
        heads = sum(one.sizeHint().height() for one in (self.title, self.subtitle))
        taken = heads + self.note.heightForWidth(self.title.width()) + _AROUND
        self.note.setVisible(self.height() - taken >= pixels(_LEAST_CANVAS))

    def _with_first_step(self, page: Page) -> Page:
        """A page that has nothing to show says what to do next where the plan has only been begun."""
        step = first_step(self.workspace.plan)
        return replace(page, empty=step) if step else page

    def sheet(self) -> Sheet:
        """The view as a page of its own: all of the canvas, not only what is in sight."""
        page, canvas = self.page, self.canvas
        whole = canvas.content(canvas.seen())
        return Sheet(page.title, page.subtitle, page.note or page.empty, whole, canvas.draw)


def subject(workspace: Workspace, region: bool = False, indicator: bool = False) -> str:
    """What is looked at, by name: the indicator, the region, and the industry where one is chosen."""
    plan, chosen = workspace.plan, workspace.selection
    parts = [
        plan.indicator_by_code.get(chosen.indicator) if indicator else None,
        plan.region_by_code.get(chosen.region) if region else None,
        plan.industry_by_code.get(chosen.industry),
    ]
    return " · ".join(named(one) for one in parts if one is not None)


def titled(*parts: object) -> str:
    """Parts that say something, in a line."""
    return " · ".join(str(part) for part in parts if part)
