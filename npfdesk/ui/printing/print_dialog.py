"""Printing what is shown: what, which side up, the pages as they will be; to a printer or into a PDF."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPageLayout, QPageSize, QPainter, QPaintEvent, QPdfWriter, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.file_names import as_file_name, shown_path
from npfdesk.plan.problems import Problem
from npfdesk.report.content import WATERMARKS
from npfdesk.report.forms import write_report
from npfdesk.report.material import PROGRAM, CannotBeMade
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.mnemonics import say
from npfdesk.ui.printing.shown_pages import LANDSCAPE, PORTRAIT, ShownPages, pages_of, usual_size
from npfdesk.ui.printing.shown_parts import ShownParts, on_white
from npfdesk.ui.tables.text_grid import TextGrid
from npfdesk.ui.views.view_sheet import Sheet
from npfdesk.version import __version__

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_RESOLUTION = 600
_SHEET_EDGE = 12


class PagePreview(QWidget):
    """A page as it will be printed. PgUp, PgDn, Home and End turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: ShownPages | None = None
        self.number = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 260)

    def sizeHint(self) -> QSize:
        """A page that can be read."""
        return QSize(620, 470)

    def show_pages(self, pages: ShownPages) -> None:
        """Show other pages, from the first."""
        self.pages, self.number = pages, 0
        self.update()

    def turn(self, number: int) -> None:
        """Show a page (from 0), within what there is."""
        if self.pages is not None:
            self.number = min(max(number, 0), len(self.pages.pages) - 1)
            self.update()

    def place(self) -> QRectF:
        """Where the page stands."""
        if self.pages is None:
            return QRectF()
        room = QRectF(self.rect()).adjusted(_SHEET_EDGE, _SHEET_EDGE, -_SHEET_EDGE, -_SHEET_EDGE)
        size = QSizeF(self.pages.size).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        middle = room.center()
        return QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page on a quiet ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().panel))
        if self.pages is not None:
            place = self.place()
            with on_white():
                self.pages.paint(painter, self.number, place)
            painter.setPen(QPen(QColor(theme().border), 1))
            painter.drawRect(place)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme().accent), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


class PrintDialog(QDialog):
    """What is shown, on pages: a choice of what and of the side up, a preview, and where it goes."""

    def __init__(self, parts: ShownParts, front: int) -> None:
        super().__init__(parts.window)
        self.parts = parts
        self.resize(900, 560)
        self.offered = parts.parts()
        self.which, self.sides = QButtonGroup(self), QButtonGroup(self)
        self.what_label, self.side_label, self.place_label = QLabel(), QLabel(), QLabel()
        self.watermark, self.watermark_label = QComboBox(), QLabel()
        for one in ("", *WATERMARKS):
            self.watermark.addItem("", one)
        self.watermark_label.setBuddy(self.watermark)
        self.preview, self.note = PagePreview(), Note()
        self.before, self.after = QToolButton(), QToolButton()
        self.printing = QPushButton()
        self.saving = QPushButton()
        self.closing = QPushButton()
        self._lay_out()
        self.which.button(front).setChecked(True)
        self.which.idClicked.connect(lambda _: self.choose())
        self.sides.idClicked.connect(lambda _: self.refresh())
        self.watermark.activated.connect(lambda _: self.refresh())
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.printing.clicked.connect(self.print_out)
        self.saving.clicked.connect(self.ask_and_save)
        self.closing.clicked.connect(self.reject)
        self.choose()
        self.retranslate()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(4)
        for label, group, count in (
            (self.what_label, self.which, len(self.offered)),
            (self.side_label, self.sides, 2),
        ):
            label.setProperty("role", "note")
            side.addWidget(label)
            for at in range(count):
                button = QToolButton()
                button.setCheckable(True)
                button.setProperty("quiet", True)
                group.addButton(button, at)
                side.addWidget(button)
            side.addSpacing(12)
        self.watermark_label.setProperty("role", "note")
        side.addWidget(self.watermark_label)
        side.addWidget(self.watermark)
        side.addStretch(1)
        side.addWidget(self.note)
        pager = QHBoxLayout()
        for arrow, text in ((self.before, "‹"), (self.after, "›")):
            arrow.setText(text)
            arrow.setProperty("quiet", True)
        pager.addStretch(1)
        for widget in (self.before, self.place_label, self.after):
            pager.addWidget(widget)
        pager.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.preview, 1)
        right.addLayout(pager)
        across = QHBoxLayout()
        across.setSpacing(20)
        across.addLayout(side)
        across.addLayout(right, 1)
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        buttons.addButton(self.printing, roles.AcceptRole)
        buttons.addButton(self.saving, roles.ActionRole)
        buttons.addButton(self.closing, roles.RejectRole)
        self.saving.setAutoDefault(False)
        self.closing.setAutoDefault(False)
        self.printing.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(across, 1)
        layout.addWidget(buttons)

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.offered = self.parts.parts()
            self.retranslate()
            self.refresh()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp and PgDn turn the pages, wherever the keys are."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.turn(step)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Update all texts."""
        self.setWindowTitle(tr("Printing", "Print what is shown"))
        self.what_label.setText(tr("Printing", "What"))
        self.side_label.setText(tr("Printing", "Paper (A4)"))
        say(self.watermark_label, tr("Exports", "Watermark"))
        self.watermark.setAccessibleName(tr("Exports", "Watermark"))
        for at in range(self.watermark.count()):
            code = self.watermark.itemData(at)
            text = WATERMARKS[code].text(language(), {}) if code else tr("Exports", "none")
            self.watermark.setItemText(at, text)
        for at, part in enumerate(self.offered):
            self.which.button(at).setText(part.name.replace("&", "&&"))
        for at, text in enumerate(("Landscape", "Portrait")):
            self.sides.button(at).setText(tr("Printing", text))
        self.before.setAccessibleName(tr("Printing", "Previous page"))
        self.after.setAccessibleName(tr("Printing", "Next page"))
        self.printing.setText(tr("Printing", "Print…"))
        self.saving.setText(tr("Printing", "Save as PDF…"))
        self.closing.setText(tr("Printing", "Close"))
        self._tell_place()

    # what is printed

    @property
    def pages(self) -> ShownPages:
        """The pages as they will be printed."""
        made = self.preview.pages
        if made is None:
            raise ValueError("no pages")
        return made

    def choose(self) -> None:
        """Show another part, the side up that suits it."""
        matter = self.offered[self.which.checkedId()].matter()
        self.sides.button(0 if usual_size(matter) == LANDSCAPE else 1).setChecked(True)
        self._set(matter)

    def refresh(self) -> None:
        """Set the pages anew."""
        # asked in the window's own theme, which says whether its drawing can be taken as it is
        self._set(self.offered[self.which.checkedId()].matter())

    def _set(self, matter: Sheet | TextGrid) -> None:
        code = self.watermark.currentData()
        across = WATERMARKS[code].text(language(), {}) if code else ""
        words = replace(self.parts.words(self.offered[self.which.checkedId()].name), watermark=across)
        size = (LANDSCAPE, PORTRAIT)[self.sides.checkedId()]
        with on_white():
            self.preview.show_pages(pages_of(matter, size, words, tr("Printing", "Page {page} of {pages}")))
        self._tell_place()

    def turn(self, by: int) -> None:
        """Turn the pages of the preview."""
        self.preview.turn(self.preview.number + by)
        self._tell_place()

    def _tell_place(self) -> None:
        made = self.preview.pages
        if made is None:
            return
        number, count = self.preview.number, len(made.pages)
        text = tr("Printing", "Page {page} of {pages}").format(page=number + 1, pages=count)
        self.place_label.setText(text)
        self.preview.setAccessibleName(f"{tr('Printing', 'Preview')}: {text}")
        self.before.setEnabled(number > 0)
        self.after.setEnabled(number < count - 1)

    # where it goes

    def print_out(self) -> None:
        """Ask the system for a printer and print the pages that are chosen there."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(self._layout())
        printer.setFullPage(True)
        printer.setDocName(self._title())
        printer.setCreator(f"{PROGRAM} {__version__}")
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self.pages.pages))
        dialog.setFromTo(1, len(self.pages.pages))
        dialog.accepted.connect(lambda: self.print_on(printer))
        # its own `open` wants a slot by name
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages that the printer is set to, and close."""
        count = len(self.pages.pages)
        # 0: all
        first, last = printer.fromPage() or 1, printer.toPage() or count
        painter = QPainter()
        if not painter.begin(printer):
            self.note.write(tr("Printing", "The printer did not take the pages. Nothing was printed."))
            return
        try:
            area = QRectF(printer.paperRect(printer.Unit.DevicePixel))
            self._paint_pages(painter, printer, range(first - 1, min(last, count)), area)
        finally:
            painter.end()
        self.parts.workspace.notice.emit(
            tr("Printing", "{name} sent to the printer.").format(name=self._name())
        )
        self.accept()

    def _paint_pages(
        self, painter: QPainter, device: QPdfWriter | QPrinter, numbers: range, area: QRectF
    ) -> None:
        for at, number in enumerate(numbers):
            if at:
                device.newPage()
            with on_white():
                self.pages.paint(painter, number, area)

    def ask_and_save(self) -> None:
        """Ask where, and save the pages as PDF there."""
        plan = self.parts.workspace.session.opened.path
        name = f"{as_file_name(self._title())}.pdf"
        path = ask_where(self, tr("Printing", "Save as PDF"), name, ("PDF (*.pdf)",), plan, self._tell)
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> bool:
        """Save the pages as PDF; whether they are saved."""
        problem = write_report(path, self.as_pdf(), self.parts.workspace.session.opened.path)
        if problem is not None:
            self._tell(problem)
            return False
        told = tr("Views", "{view} saved as {file}.")
        self.parts.workspace.notice.emit(told.format(view=self._name(), file=shown_path(path.name)))
        self.accept()
        return True

    def as_pdf(self) -> bytes:
        """All pages as PDF, letters and lines as such."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageLayout(self._layout())
        writer.setResolution(_RESOLUTION)
        writer.setTitle(self._title())
        writer.setCreator(self.pages.words.origin or f"{PROGRAM} {__version__}")
        painter = QPainter()
        if not painter.begin(writer):
            raise CannotBeMade("QPainter")
        try:
            area = QRectF(0, 0, writer.width(), writer.height())
            self._paint_pages(painter, writer, range(len(self.pages.pages)), area)
        finally:
            painter.end()
        buffer.close()
        return bytes(buffer.data().data())

    def _layout(self) -> QPageLayout:
        sides = QPageLayout.Orientation
        side = sides.Landscape if self.pages.size == LANDSCAPE else sides.Portrait
        return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), side, QMarginsF(0, 0, 0, 0))

    def _name(self) -> str:
        return self.offered[self.which.checkedId()].name

    def _title(self) -> str:
        return f"{self._name()} {self.parts.workspace.plan.title}"

    def _tell(self, problem: Problem) -> None:
        self.note.write(problem.message(language()))
