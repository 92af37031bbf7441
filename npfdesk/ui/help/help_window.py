"""The help window: pages at the left, the text at the right, a search over all pages. It works offline."""

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
    QTextBrowser,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.ui.descriptions import Place, bring_to_front, set_place
from npfdesk.ui.help.help_pages import PAGES, Page, found
from npfdesk.ui.help.name_search import words
from npfdesk.ui.help.page_pictures import SCHEME, PagePictures
from npfdesk.ui.look.colours import appearance, blended, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.naming import divider
from npfdesk.ui.look.style import pixels
from npfdesk.ui.workspace import Workspace

_PLACE = int(Qt.ItemDataRole.UserRole)
_HEADINGS = {1: 22, 2: 17, 3: 14}
"""The font size of headings by level, in pixels."""
_FEATURES = QTextDocument.MarkdownFeature


class Text(QTextBrowser):
    """Shows a page. It loads no resources but the program's own pictures, and follows no links itself."""

    def __init__(self, workspace: Workspace | None = None) -> None:
        super().__init__()
        self.pictures = PagePictures(workspace, self)
        self.pictures.drawn.connect(self._show_picture)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture of the program's; nothing else is there, and nothing is fetched."""
        address = QUrl(name)
        if address.scheme() == SCHEME and not address.host():
            return self.pictures.image(address.path())
        return None

    def _show_picture(self, name: str) -> None:
        """Put a picture into its place, which has its size already."""
        document = self.document()
        image = self.pictures.image(name)
        document.addResource(int(QTextDocument.ResourceType.ImageResource), QUrl(f"{SCHEME}:{name}"), image)
        self.viewport().update()

    def show_markdown(self, text: str) -> None:
        """Show Markdown in the current font size and colours."""
        document = self.document()
        document.setDefaultFont(self.font())
        features = _FEATURES.MarkdownDialectGitHub | _FEATURES.MarkdownNoHTML
        self.pictures.stop()
        document.setMarkdown(self.pictures.captioned(text), features)
        document.setDocumentMargin(20)
        self._format_blocks()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _format_blocks(self) -> None:
        """Set the spacing of paragraphs and lines, and the table style."""
        document = self.document()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            form = block.blockFormat()
            inside = QTextCursor(block).currentTable() is not None
            level = form.headingLevel()
            # a picture is a line of its own height
            form.setLineHeight(100.0 if "\ufffc" in block.text() else 125.0, 1)
            if level:
                size = QTextCharFormat()
                size.setFontWeight(QFont.Weight.DemiBold)
                size.setProperty(QTextFormat.Property.FontPixelSize, pixels(_HEADINGS[min(level, 3)]))
                whole = QTextCursor(block)
                whole.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                whole.setCharFormat(size)
            if form.property(QTextFormat.Property.BlockQuoteLevel):
                # the words of a picture
                said = QTextCharFormat()
                said.setForeground(QColor(theme().secondary))
                whole = QTextCursor(block)
                whole.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                whole.mergeCharFormat(said)
                form.setLeftMargin(0)
            form.setTopMargin(0 if inside else pixels(20) if level > 1 else pixels(4))
            form.setBottomMargin(0 if inside else pixels(8))
            QTextCursor(block).setBlockFormat(form)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._format_table(frame)
        cursor.endEditBlock()

    def _format_table(self, table: QTextTable) -> None:
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
        """The headings of levels 1 to 3, in order."""
        blocks, block = [], self.document().begin()
        while block.isValid():
            if 0 < block.blockFormat().headingLevel() <= 3:
                blocks.append(block)
            block = block.next()
        return blocks

    def go_to(self, place: int) -> None:
        """Scroll to a heading."""
        headings = self.headings()
        if 0 <= place < len(headings):
            block = headings[place]
            self.setTextCursor(QTextCursor(block))
            top = self.document().documentLayout().blockBoundingRect(block).top()
            self.verticalScrollBar().setValue(int(top) - pixels(12) if place else 0)

    def highlight(self, wanted: tuple[str, ...]) -> int:
        """Highlight every occurrence of the words; returns their number."""
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
    """A non-modal help window. A search keeps the sections that contain every word.

    `workspace` is what views are drawn of where the manual's pictures are not beside the program (None: none are drawn).
    """

    def __init__(self, parent: QWidget, workspace: Workspace | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(960, 680)
        self.name, self.place = next(iter(PAGES)), 0
        self._trail: list[tuple[str, int]] = []
        self.back, self.search_box, self.list = QToolButton(), QLineEdit(), QListWidget()
        self.text = Text(workspace)
        self.empty_label = QLabel()
        self.empty_label.setTextFormat(Qt.TextFormat.PlainText)
        self.empty_label.setWordWrap(True)
        self.empty_label.setProperty("role", "note")
        self.back.setProperty("quiet", True)
        self.search_box.setClearButtonEnabled(True)
        self.text.setOpenLinks(False)
        self.text.setOpenExternalLinks(False)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        # wrap the lines again when the list grows
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = QWidget()
        lines = QVBoxLayout(side)
        lines.setContentsMargins(12, 12, 8, 12)
        lines.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.search_box, 1)
        head.addWidget(self.back)
        lines.addLayout(head)
        lines.addWidget(self.empty_label)
        lines.addWidget(self.list, 1)
        split = divider(Qt.Orientation.Horizontal)
        split.addWidget(side)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        split.setSizes([270, 690])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.search_box.textChanged.connect(self.seek)
        self.search_box.returnPressed.connect(self._open_first_match)
        self.list.currentItemChanged.connect(lambda item, _: self._chosen(item))
        self.text.anchorClicked.connect(self.follow)
        self.back.clicked.connect(self.go_back)
        appearance.changed.connect(self.show_again)
        self.retranslate()

    @property
    def page(self) -> Page:
        """The current page."""
        return PAGES[self.name].load(language())

    def showEvent(self, event: QShowEvent) -> None:
        """Scroll to the place again when the text has its final width."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._scroll_to_place)

    def _scroll_to_place(self) -> None:
        self.text.go_to(self.place)

    def changeEvent(self, event: QEvent) -> None:
        """Show the same place in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.search_box.clear()
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears the search first; Alt+Left goes back."""
        back = event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Escape and self.search_box.text():
            self.search_box.clear()
        elif back:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Update all texts."""
        self.setWindowTitle(f"{tr('Help', 'Help')} — NPF Desk")
        self.search_box.setPlaceholderText(tr("Help", "Search the help"))
        self.search_box.setAccessibleName(self.search_box.placeholderText())
        self.list.setAccessibleName(tr("Help", "Pages"))
        self.text.setAccessibleName(tr("Help", "Page"))
        self.back.setText(tr("Help", "Back"))
        self.empty_label.setText(tr("Help", "No pages match. Press Esc to show all pages."))
        self._fill_list()
        self.show_page(self.name, self.place)

    def show_page(self, name: str, place: int = 0) -> None:
        """Show a page, scrolled to a heading (0: the top)."""
        if name not in PAGES:
            return
        if (name, place) != (self.name, self.place):
            self._trail.append((self.name, self.place))
        self.name, self.place = name, place
        self.text.show_markdown(self.page.text)
        self.text.highlight(words(self.search_box.text()))
        self.text.go_to(place)
        self.back.setEnabled(bool(self._trail))
        if not self.search_box.text():
            self._select_page(name)

    def show_again(self) -> None:
        """Show the page again after the theme or font size changed."""
        self.show_page(self.name, self.place)

    def go_back(self) -> None:
        """Go back to the previous page."""
        if self._trail:
            self.name, self.place = self._trail.pop()
            self.show_page(self.name, self.place)

    def follow(self, link: QUrl) -> None:
        """Follow a link to another help page; ignore all other links."""
        name = link.path().removesuffix(".md")
        if not link.scheme() and not link.host() and name in PAGES:
            self.show_page(name)

    # finding

    def seek(self, query: str) -> None:
        """List the sections that contain every word."""
        self._fill_list()
        self.text.highlight(words(query))
        if words(query):
            self.list.setCurrentRow(0)

    def _fill_list(self) -> None:
        query = self.search_box.text()
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
        self.empty_label.setVisible(bool(words(query)) and not hits)
        self._select_page(self.name)

    def _entry(self, text: str, name: str, place: int) -> None:
        item = QListWidgetItem(text, self.list)
        item.setData(_PLACE, (name, place))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, text)

    def _select_page(self, name: str) -> None:
        with QSignalBlocker(self.list):
            for row in range(self.list.count()):
                if self.list.item(row).data(_PLACE)[0] == name:
                    self.list.setCurrentRow(row)
                    return

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_page(*item.data(_PLACE))

    def _open_first_match(self) -> None:
        if self.list.count():
            self._chosen(self.list.currentItem() or self.list.item(0))
            self.text.setFocus()


def help_on(dialog: QDialog, place: Place) -> None:
    """Let F1 open the help beside a modal dialog."""
    set_place(dialog, place)
    opened: list[HelpWindow] = []

    def show() -> None:
        if not opened:
            opened.append(HelpWindow(dialog))
        (shown,) = opened
        shown.show_page(*place)
        bring_to_front(shown)

    QShortcut(QKeySequence("F1"), dialog, show)
