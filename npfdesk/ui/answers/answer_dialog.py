"""The base of the answer dialogs: fields, headline, answer, notes, apply button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.edits import Edit, EditRefused
from npfdesk.plan.numbers import parse_entry
from npfdesk.plan.problems import Problem
from npfdesk.ui.answers.answer_charts import Picture
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.descriptions import Description
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.naming import name_by_label
from npfdesk.ui.look.style import TITLE_PIXELS, pixels
from npfdesk.ui.mistakes import Containment
from npfdesk.ui.views.view_export import ViewExport
from npfdesk.ui.workspace import Workspace, refusal_text


class AnswerDialog(QDialog):
    """A non-modal dialog that updates its answer after every edit and selection.

    Its title and the question below it are those of the `entry` that opened it. A subclass puts its fields into `form` and its answer into `body`, computes in `ask` and
    returns the edit that applies the answer from `edit` (None: nothing to apply).
    """

    not_made: bool = False
    entry: Description | None = None
    """The description of what it answers; None where none of a registry opened it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setModal(False)
        self.resize(760, 520)
        self.heading, self.asked, self.subject = Caption("title"), Caption("subtitle"), Caption("note")
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.labels: list[tuple[QLabel, str]] = []
        self.headline = QLabel()
        self.headline.setTextFormat(Qt.TextFormat.PlainText)
        self.headline.setWordWrap(True)
        self.headline.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.headline.font()
        font.setPixelSize(pixels(TITLE_PIXELS + 3))
        self.headline.setFont(font)
        self.headline.setStyleSheet(f"font-size: {pixels(TITLE_PIXELS + 3)}px;")
        self.body = QVBoxLayout()
        self.notes = Note()
        self.buttons = QDialogButtonBox()
        self.apply_button = QPushButton()
        self.close_button = QPushButton()
        self.buttons.addButton(self.apply_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.apply_button.setAutoDefault(False)
        self.close_button.setAutoDefault(False)
        self.apply_button.clicked.connect(self.apply)
        self.close_button.clicked.connect(self.reject)
        layout = self.column = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        top = QVBoxLayout()
        top.setSpacing(4)
        for caption in (self.heading, self.asked, self.subject):
            top.addWidget(caption)
        layout.addLayout(top)
        layout.addLayout(self.form)
        layout.addWidget(self.headline)
        layout.addLayout(self.body, 1)
        layout.addWidget(self.notes)
        layout.addWidget(self.buttons)
        self.containment = Containment(self, self.title, free=self.buttons.sizeHint().height() + 24)
        self.picture_exports: list[ViewExport] = []
        for signal in (workspace.changed, workspace.opened, workspace.selected, workspace.view_changed):
            signal.connect(self._refresh_if_visible)

    # what a subclass defines

    def title(self) -> str:
        """What it answers, as the menu names it."""
        return self.entry.name if self.entry is not None else ""

    def ask(self) -> None:
        """Compute the answer and show it."""
        raise NotImplementedError

    def edit(self) -> Edit | None:
        """The edit that applies the answer; None where there is nothing to apply."""
        return None

    def can_apply(self) -> bool:
        """Whether there is an answer to apply."""
        return self.edit() is not None

    def apply_text(self) -> str:
        """The text of the apply button."""
        return tr("Answers", "Apply")

    # what all share

    def words(self, source: str) -> str:
        """The label of a field in the current language."""
        return tr("Answers", source)

    def field(self, source: str, widget: QWidget) -> None:
        """Add a field with a label."""
        label = QLabel()
        label.setBuddy(widget)
        self.labels.append((label, source))
        self.form.addRow(label, widget)

    def pair(self, source: str, *widgets: QWidget) -> None:
        """Add fields side by side with one label."""
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in widgets:
            layout.addWidget(widget)
        layout.addStretch(1)
        self.field(source, line)

    def series_text(self) -> str:
        """The name of the selected series."""
        plan, chosen = self.workspace.plan, self.workspace.selection
        parts = (
            plan.region_by_code.get(chosen.region),
            plan.industry_by_code.get(chosen.industry),
            plan.indicator_by_code.get(chosen.indicator),
        )
        return " · ".join(named(one) for one in parts if one is not None)

    def refuse(self, problem: Problem) -> None:
        """Show why there is no answer."""
        self.headline.setText("")
        self.notes.write(problem.message(language()))

    def page_texts(self) -> tuple[str, str, str]:
        """Title, subtitle and note of an exported page with the answer's picture."""
        note = " ".join(text for text in (self.headline.text(), self.notes.text()) if text)
        return self.heading.text(), self.subject.text(), note

    def _make_exportable(self, picture: Picture) -> ViewExport:
        """Let a picture be copied and saved like the views, by the context menu."""
        picture.words = self.page_texts
        if not picture.accessibleName():
            picture.setAccessibleName(self.title())
        taker = ViewExport(self.workspace, lambda: picture, self.title, picture, with_keys=False)
        taker.offer_on(picture)
        return taker

    def apply(self) -> None:
        """Apply the answer as one undo step."""
        edit = self.edit()
        if edit is None:
            return
        try:
            self.workspace.apply(edit, self)
        except EditRefused as refused:
            self.notes.write(refusal_text(refused))

    def refresh(self) -> None:
        """Update all texts and figures."""
        self.setWindowTitle(self.title())
        self.heading.write(self.title())
        asked = self.entry.asked if self.entry is not None else ""
        self.asked.write(asked)
        self.asked.setVisible(bool(asked))
        for label, source in self.labels:
            label.setText(self.words(source))
            name_by_label(label, label.buddy())
        self.apply_button.setText(self.apply_text())
        self.close_button.setText(tr("Answers", "Close"))
        self.subject.write(f"{named(self.workspace.document.scenario)} · {self.series_text()}")
        self.ask()
        self.apply_button.setEnabled(self.can_apply())

    def _refresh_if_visible(self, *_: object) -> None:
        if self.isVisible():
            self.contain(self.refresh)

    def contain(self, work: Callable[[], object]) -> None:
        """Do what shows the answer; a mistake of the program is told in its place, and nothing can be applied."""
        if not self.containment.run(work):
            self.apply_button.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Update when shown; nothing is computed while hidden."""
        super().showEvent(event)
        if not self.picture_exports:
            self.picture_exports = [self._make_exportable(picture) for picture in self.findChildren(Picture)]
        self.contain(self.refresh)

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.contain(self.refresh)
        super().changeEvent(event)


class AnswerNotMade(AnswerDialog):
    """Stands in the place of an answer that could not be made."""

    not_made = True

    def __init__(self, workspace: Workspace, mistake: Exception, parent: QWidget) -> None:
        self._mistake = mistake
        super().__init__(workspace, parent)

    def ask(self) -> None:
        """Say again that there is no answer."""
        raise self._mistake


class FigureField(QLineEdit):
    """A line edit for a figure as people write it; `figure` is None where empty, a Problem where it is no figure."""

    def __init__(self, unit: str = "", width: int = 96, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = unit
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(width)

    @property
    def figure(self) -> float | Problem | None:
        """The figure of the field."""
        text = self.text().strip()
        return parse_entry(text, self.unit) if text else None


def figure_or_none(field: FigureField) -> float | None:
    """A field's figure; None where there is none or it cannot be read."""
    figure = field.figure
    return None if isinstance(figure, Problem) else figure
