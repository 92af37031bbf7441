"""What a screen reader says of controls that show no words of their own, kept in the language in force."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QLabel,
    QSplitter,
    QWidget,
)

from npfdesk.plan.problems import joined
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.mnemonics import bare


class _Spoken(QObject):
    """Names a widget whenever it is shown or the language is another."""

    def __init__(self, widget: QWidget, words: Callable[[], str], hint: Callable[[], str] | None) -> None:
        super().__init__(widget)
        self._widget, self._words, self._hint = widget, words, hint
        widget.installEventFilter(self)
        self.name()

    def name(self) -> None:
        """Say it in the language in force."""
        self._widget.setAccessibleName(self._words())
        if self._hint is not None:
            self._widget.setAccessibleDescription(self._hint())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Name it anew."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.LanguageChange):
            self.name()
        return False


def speak(widget: QWidget, words: Callable[[], str], hint: Callable[[], str] | None = None) -> None:
    """Let a widget be called by these words, and described by the hint, in whatever language is in force."""
    _Spoken(widget, words, hint)


def speak_by_window(view: QAbstractItemView) -> None:
    """Let a table that is its window's only matter be called as the window is, and described by its columns."""
    speak(view, lambda: _title_above(view) or tr("Names", "Table"), lambda: columns_told(view))


def _title_above(widget: QWidget) -> str:
    """The title of the nearest window or dock that a widget stands in; "" where none has one."""
    around: QWidget | None = widget
    while around is not None and not around.windowTitle():
        around = around.parentWidget()
    return around.windowTitle() if around is not None else ""


def columns_told(view: QAbstractItemView) -> str:
    """The columns of a table in a sentence; "" where it has no heads."""
    model = view.model()
    heads = [
        str(model.headerData(at, Qt.Orientation.Horizontal) or "").strip()
        for at in range(model.columnCount())
    ]
    told = joined((head for head in heads if head), language())
    return tr("Names", "Columns: {heads}").replace("{heads}", told) if told else ""


def name_dock_buttons(dock: QDockWidget) -> None:
    """Name a dock's own buttons; Qt names them once, in the language of that moment."""
    for part, name, told in (
        (
            "qt_dockwidget_floatbutton",
            tr("QDockWidget", "Float"),
            tr("QDockWidget", "Undocks and re-attaches the dock widget"),
        ),
        (
            "qt_dockwidget_closebutton",
            tr("QDockWidget", "Close"),
            tr("QDockWidget", "Closes the dock widget"),
        ),
    ):
        button = dock.findChild(QAbstractButton, part)
        if button is None:
            continue
        button.setAccessibleName(name)
        button.setAccessibleDescription(told)
        button.setToolTip(name)


def divider(
    orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None
) -> QSplitter:
    """A splitter that says what it is."""
    made = QSplitter(orientation, parent)
    speak(made, lambda: tr("Names", "Parts with a divider between them"))
    return made


def name_by_label(label: QLabel, line: QWidget) -> None:
    """Let the controls of a line be called by the label before it, numbered where there are several."""
    inside = [
        one
        for one in line.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not _spoken_for(one.parentWidget())
    ]
    parts = [line] if line.focusPolicy() & Qt.FocusPolicy.TabFocus else inside
    for number, one in enumerate(parts, start=1):
        own = one.accessibleName() and one.property(_BY_LABEL) != one.accessibleName()
        if own or (isinstance(one, QAbstractButton) and one.text()):
            continue
        words = bare(label.text())
        name = words if len(parts) == 1 else f"{words} {number}"
        one.setAccessibleName(name)
        one.setProperty(_BY_LABEL, name)


_BY_LABEL = "namedByLabel"


def _spoken_for(parent: QWidget | None) -> bool:
    """Whether a control speaks for what lies in it."""
    return isinstance(parent, QComboBox | QAbstractSpinBox | QAbstractItemView)
