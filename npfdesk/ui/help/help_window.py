"""The help: pages at the left, the text at the right, a search over all of it. It needs no network and asks none."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.ui.descriptions import Place, set_place
from npfdesk.ui.help.help_pages import PAGES, Page, found
from npfdesk.ui.help.name_search import words
from npfdesk.ui.look.colours import appearance, blended, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.style import pixels

_PLACE = int(Qt.ItemDataRole.UserRole)
_HEADINGS = {1: 22, 2: 17, 3: 14}
"""Pixels of the headings by their level."""
_FEATURES = QTextDocument.MarkdownFeature


class Text(QTextBrowser):
    """Shows a page. It loads nothing and follows no link by itself."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing: pages bring no pictures, and nothing is fetched."""
        return None

    def show_markdown(self, text: str) -> None:
        """A page, set in the type and the colours in force."""
        document = self.document()
        document.setDefaultFont(self.font())
        features = _FEATURES.MarkdownDialectGitHub | _FEATURES.MarkdownNoHTML
        document.setMarkdown(text, features)
        document.setDocumentMargin(20)
        self._space()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _space(self) -> None:
        """Air between paragraphs and lines, quiet tables."""
        document = self.document()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            form = block.blockFormat()
            inside = QTextCursor(block).currentTable() is not None
            level = form.headingLevel()
            form.setLineHeight(125.0, 1)
            if level:
                size = QTextCharFormat()
                size.setFontWeight(QFont.Weight.DemiBold)
                size.setProperty(QTextFormat.Property.FontPixelSize, pixels(_HEADINGS[min(level, 3)]))
                whole = QTextCursor(block)
                whole.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                whole.setCharFormat(size)
            form.setTopMargin(0 if inside else pixels(20) if level > 1 else pixels(4))
            form.setBottomMargin(0 if inside else pixels(8))
            QTextCursor(block).setBlockFormat(form)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress(frame)
        cursor.endEditBlock()

    def _dress(self, table: QTextTable) -> None:
        form = table.format()
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QBrush(QColor(theme().hairline)))
        form.setBorderCollapse(True)
        form.setCellPadding(pixels(5))
        form.setCellSpacing(0)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setTopMargin(pixels(4))
        form.setBottomMargin(pixels(12))
        table.setFormat(form)
        for column in range(table.columns()):
            cell = table.cellAt(0, column)
            head = cell.format()
            head.setBackground(QColor(theme().panel))
            cell.setFormat(head)

    def headings(self) -> list[QTextBlock]:
        """The headings down to the third level, in their order."""
        blocks, block = [], self.document().begin()
        while block.isValid():
            if 0 < block.blockFormat().headingLevel() <= 3:
                blocks.append(block)
            block = block.next()
        return blocks

    def go_to(self, place: int) -> None:
        """Bring a heading to the top."""
        headings = self.headings()
        if 0 <= place < len(headings):
            block = headings[place]
            self.setTextCursor(QTextCursor(block))
            top = self.document().documentLayout().blockBoundingRect(block).top()
            self.verticalScrollBar().setValue(int(top) - pixels(12) if place else 0)

    def light(self, wanted: tuple[str, ...]) -> int:
        """Mark every place where one of the words stands; how many there are."""
        marks = []
        ground = blended(QColor(theme().statuses[2]), QColor(theme().paper), 0.35)
        for word in wanted:
            cursor = QTextCursor(self.document())
            while not (cursor := self.document().find(word, cursor)).isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(cursor)
                mark.format.setBackground(ground)
                marks.append(mark)
        self.setExtraSelections(marks)
        return len(marks)


class HelpWindow(QDialog):
    """Beside the window, never in its way. A search leaves the sections that hold every word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(960, 680)
        self.name, self.place = next(iter(PAGES)), 0
        self._trail: list[tuple[str, int]] = []
        self.back, self.line, self.list, self.text = QToolButton(), QLineEdit(), QListWidget(), Text()
        self.nothing = QLabel()
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty("role", "note")
        self.back.setProperty("quiet", True)
        self.line.setClearButtonEnabled(True)
        self.text.setOpenLinks(False)
        self.text.setOpenExternalLinks(False)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        # lines are broken anew where the list grows wider
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = QWidget()
        lines = QVBoxLayout(side)
        lines.setContentsMargins(12, 12, 8, 12)
        lines.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.line, 1)
        head.addWidget(self.back)
        lines.addLayout(head)
        lines.addWidget(self.nothing)
        lines.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(side)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        split.setSizes([270, 690])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.line.textChanged.connect(self.seek)
        self.line.returnPressed.connect(self._take_first)
        self.list.currentItemChanged.connect(lambda item, _: self._chosen(item))
        self.text.anchorClicked.connect(self.follow)
        self.back.clicked.connect(self.go_back)
        appearance.changed.connect(self.show_again)
        self.retranslate()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return PAGES[self.name].load(language())

    def showEvent(self, event: QShowEvent) -> None:
        """The place is found anew once the text has its width."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        self.text.go_to(self.place)

    def changeEvent(self, event: QEvent) -> None:
        """The same place in the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.line.clear()
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the search first; Alt and the arrow to the left go back."""
        back = event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
        elif back:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Every word anew."""
        self.setWindowTitle(f"{tr('Help', 'Help')} — NPF Desk")
        self.line.setPlaceholderText(tr("Help", "Search the help"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.list.setAccessibleName(tr("Help", "Pages"))
        self.text.setAccessibleName(tr("Help", "Page"))
        self.back.setText(tr("Help", "Back"))
        self.nothing.setText(tr("Help", "No page speaks of that. Esc shows all pages again."))
        self._list()
        self.show_page(self.name, self.place)

    def show_page(self, name: str, place: int = 0) -> None:
        """Show a page from its heading of that place on (0: from the top)."""
        if name not in PAGES:
            return
        if (name, place) != (self.name, self.place):
            self._trail.append((self.name, self.place))
        self.name, self.place = name, place
        self.text.show_markdown(self.page.text)
        self.text.light(words(self.line.text()))
        self.text.go_to(place)
        self.back.setEnabled(bool(self._trail))
        if not self.line.text():
            self._stand_on(name)

    def show_again(self) -> None:
        """The same place in other colours or another size."""
        self.show_page(self.name, self.place)

    def go_back(self) -> None:
        """The page before this one."""
        if self._trail:
            self.name, self.place = self._trail.pop()
            self.show_page(self.name, self.place)

    def follow(self, link: QUrl) -> None:
        """A link to another page of the help; any other leads nowhere."""
        name = link.path().removesuffix(".md")
        if not link.scheme() and not link.host() and name in PAGES:
            self.show_page(name)

    # finding

    def seek(self, query: str) -> None:
        """Leave what holds every word."""
        self._list()
        self.text.light(words(query))
        if words(query):
            self.list.setCurrentRow(0)

    def _list(self) -> None:
        query = self.line.text()
        hits = found(query, language())
        with QSignalBlocker(self.list):
            self.list.clear()
            if words(query):
                for one, section in hits:
                    text = section.heading if section.place == 0 else f"{one.title} › {section.heading}"
                    self._entry(text, one.name, section.place)
            else:
                for name, one_of in PAGES.items():
                    self._entry(one_of.title(language()), name, 0)
        self.nothing.setVisible(bool(words(query)) and not hits)
        self._stand_on(self.name)

    def _entry(self, text: str, name: str, place: int) -> None:
        item = QListWidgetItem(text, self.list)
        item.setData(_PLACE, (name, place))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, text)

    def _stand_on(self, name: str) -> None:
        with QSignalBlocker(self.list):
            for row in range(self.list.count()):
                if self.list.item(row).data(_PLACE)[0] == name:
                    self.list.setCurrentRow(row)
                    return

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_page(*item.data(_PLACE))

    def _take_first(self) -> None:
        if self.list.count():
            self._chosen(self.list.currentItem() or self.list.item(0))
            self.text.setFocus()


def help_on(dialog: QDialog, place: Place) -> None:
    """Let F1 open a place of the help beside a dialog that keeps every other window waiting."""
    set_place(dialog, place)
    opened: list[HelpWindow] = []

    def show() -> None:
        if not opened:
            opened.append(HelpWindow(dialog))
        (shown,) = opened
        shown.show_page(*place)
        shown.show()
        shown.raise_()
        shown.activateWindow()

    QShortcut(QKeySequence("F1"), dialog, show)
