"""What can be done with a view: copied as a picture or as figures, saved as PNG, SVG or PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from npfdesk.plan.adoption import sealed_name
from npfdesk.plan.file_names import as_file_name, shown_path
from npfdesk.plan.problems import Count, Problem
from npfdesk.report.forms import write_report
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.tables.clipboard_blocks import write_block
from npfdesk.ui.tables.text_grid import copy_for_word, grid_of_rows, told_of_copy
from npfdesk.ui.views.chart_sheets import rows_of, sheet_of_chart
from npfdesk.ui.views.view_sheet import Rows, Sheet, content, image, sheet_of
from npfdesk.ui.workspace import Workspace

_KINDS = ("PNG (*.png)", "SVG (*.svg)", "PDF (*.pdf)")


class ViewExport(QObject):
    """Takes the view that is shown out of the window; what was done is said in the status line."""

    def __init__(
        self,
        workspace: Workspace,
        view: Callable[[], QWidget],
        name: Callable[[], str],
        parent: QWidget,
        *,
        with_keys: bool = True,
    ) -> None:
        super().__init__(parent)
        self.window_of = parent
        self.workspace, self.view, self.name = workspace, view, name
        self.further: tuple[QAction, ...] = ()
        """What else the menu of what it is offered on holds."""
        self.copy_picture, self.copy_figures, self.save_picture, self.copy_table = (
            QAction(self) for _ in range(4)
        )
        for action, key, does in (
            (self.copy_picture, "Ctrl+Shift+C", self.take_picture),
            (self.copy_figures, "Ctrl+Shift+F", self.take_figures),
            (self.save_picture, "Ctrl+Shift+S", self.ask_and_save),
        ):
            if with_keys:
                action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda _=False, does=does: does())
        # its keys are those of the tables, and the window's
        self.copy_table.triggered.connect(lambda _=False: self.take_table())

    @property
    def actions(self) -> tuple[QAction, ...]:
        """All of them."""
        return self.copy_picture, self.copy_figures, self.copy_table, self.save_picture

    def menu(self) -> QMenu:
        """A menu of them."""
        menu = QMenu(self.window_of)
        menu.addActions(list(self.actions))
        return menu

    def offered(self) -> tuple[QAction, ...]:
        """What a menu of the view holds, in the language in force."""
        self.retranslate()
        return *self.actions, *self.further

    def offer_on(self, widget: QWidget) -> None:
        """Offer them on a widget by right click and by the menu key."""
        menu = self.menu()

        def popup(place: QPoint) -> None:
            menu.addActions(list(self.offered()))
            menu.popup(widget.mapToGlobal(place))

        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(popup)

    def retranslate(self) -> None:
        """Every text in the language in force."""
        self.copy_picture.setText(tr("Views", "Copy picture"))
        self.copy_figures.setText(tr("Views", "Copy figures"))
        self.copy_table.setText(tr("Views", "Copy figures as a table for Word"))
        self.save_picture.setText(tr("Views", "Save picture…"))

    def sheet(self) -> Sheet:
        """The view that is shown as a page."""
        view = self.view()
        return sheet_of_chart(view) or sheet_of(view, self.name())

    def signed(self) -> Sheet:
        """The same, with where its figures come from below it."""
        workspace, view = self.workspace, self.view()
        # views that show one scenario only name no other
        told, plan, document = workspace.origin(), workspace.plan.title, workspace.document
        others = workspace.compared if isinstance(view, Chart) and view.compares else ()
        shown = dict.fromkeys((document.active, *others))
        names = [sealed_name(document.scenarios[one], language()) for one in shown]
        return replace(
            self.sheet(),
            origin=told.short_line(plan, language(), names),
            described=told.line(plan, language(), names, workspace.rule.about.words),
        )

    def table(self) -> Rows:
        """The figures of the view that is shown."""
        return rows_of(self.view())

    def take_picture(self) -> None:
        """The view into the clipboard, as a picture."""
        QGuiApplication.clipboard().setImage(image(self.signed()))
        self.workspace.notice.emit(tr("Views", "{view} copied as a picture.").format(view=self.name()))

    def take_figures(self) -> None:
        """The view's figures into the clipboard, as cells."""
        rows = self.table()
        QGuiApplication.clipboard().setText(write_block(rows))
        said = tr("Views", "{count:row|rows} of {view} copied; paste into a spreadsheet.")
        self.workspace.notice.emit(said.format(count=Count(max(len(rows) - 1, 0)), view=self.name()))

    def take_table(self) -> None:
        """The view's figures into the clipboard, as a table for Word and a block for Excel."""
        grid = grid_of_rows(self.table())
        copy_for_word(grid)
        self.workspace.notice.emit(told_of_copy(grid, self.name()))

    def ask_and_save(self) -> None:
        """Ask where, and save there."""
        title = as_file_name(self.sheet().title)
        name, plan = f"{title or self.name()}.png", self.workspace.session.opened.path
        path = ask_where(self.window_of, tr("Views", "Save picture"), name, _KINDS, plan, self._tell)
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> bool:
        """Save the view there; whether it is saved."""
        made = content(self.signed(), path.suffix)
        problem = write_report(path, made, self.workspace.session.opened.path)
        if problem is not None:
            self._tell(problem)
            return False
        said = tr("Views", "{view} saved as {file}.")
        self.workspace.notice.emit(said.format(view=self.name(), file=shown_path(path.name)))
        return True

    def _tell(self, problem: Problem) -> None:
        self.workspace.notice.emit(problem.message(language()))
