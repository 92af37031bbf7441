"""What every answer looks like: the question, the answer, what must be known of it, and the verbs to take it."""

from __future__ import annotations

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
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.style import TITLE_PIXELS, pixels
from npfdesk.ui.views.view_export import ViewExport
from npfdesk.ui.workspace import Workspace


class AnswerDialog(QDialog):
    """A question that stays open beside the window and is answered anew with every edit and selection.

    A subclass says `title`, puts its fields into `form` and its answer into `body`, works in `ask` and hands
    out the edit that takes the answer in `edit` (None: there is nothing to take).
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setModal(False)
        self.resize(760, 520)
        self.heading, self.subject = Caption("title"), Caption("note")
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
        self.take = QPushButton()
        self.shut = QPushButton()
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.shut, QDialogButtonBox.ButtonRole.RejectRole)
        self.take.setAutoDefault(False)
        self.shut.setAutoDefault(False)
        self.take.clicked.connect(self.apply)
        self.shut.clicked.connect(self.reject)
        layout = self.column = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.subject)
        layout.addLayout(self.form)
        layout.addWidget(self.headline)
        layout.addLayout(self.body, 1)
        layout.addWidget(self.notes)
        layout.addWidget(self.buttons)
        self.takers: list[ViewExport] = []
        for signal in (workspace.changed, workspace.opened, workspace.selected, workspace.viewed):
            signal.connect(self._anew)

    # what a subclass says

    def title(self) -> str:
        """The question in words."""
        raise NotImplementedError

    def ask(self) -> None:
        """Work the answer out and show it."""
        raise NotImplementedError

    def edit(self) -> Edit | None:
        """The edit that takes the answer; None where there is none to take."""
        return None

    def can_take(self) -> bool:
        """Whether there is an answer to take."""
        return self.edit() is not None

    def verb(self) -> str:
        """What taking the answer does."""
        return tr("Answers", "Apply")

    # what all share

    def words(self, source: str) -> str:
        """A field's name in the language in force."""
        return tr("Answers", source)

    def field(self, source: str, widget: QWidget) -> None:
        """A field with its name."""
        label = QLabel()
        label.setBuddy(widget)
        self.labels.append((label, source))
        self.form.addRow(label, widget)

    def pair(self, source: str, *widgets: QWidget) -> None:
        """Fields side by side with one name."""
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in widgets:
            layout.addWidget(widget)
        layout.addStretch(1)
        self.field(source, line)

    def series_words(self) -> str:
        """The series looked at, in words."""
        plan, chosen = self.workspace.plan, self.workspace.selection
        parts = (
            plan.region_by_code.get(chosen.region),
            plan.industry_by_code.get(chosen.industry),
            plan.indicator_by_code.get(chosen.indicator),
        )
        return " · ".join(named(one) for one in parts if one is not None)

    def refuse(self, problem: Problem) -> None:
        """There is no answer, and why."""
        self.headline.setText("")
        self.notes.write(problem.message(language()))

    def page_words(self) -> tuple[str, str, str]:
        """Title, subtitle and note of a page with a picture of the answer."""
        note = " ".join(text for text in (self.headline.text(), self.notes.text()) if text)
        return self.heading.text(), self.subject.text(), note

    def _offered(self, picture: Picture) -> ViewExport:
        """Let a picture be copied and saved as the views are, by right click and by the menu key."""
        picture.words = self.page_words
        if not picture.accessibleName():
            picture.setAccessibleName(self.title())
        taker = ViewExport(self.workspace, lambda: picture, self.title, picture, with_keys=False)
        taker.offer_on(picture)
        return taker

    def apply(self) -> None:
        """Take the answer as one step that can be undone."""
        edit = self.edit()
        if edit is None:
            return
        try:
            self.workspace.apply(edit, self)
        except EditRefused as refused:
            self.notes.write(str(refused))

    def refresh(self) -> None:
        """Every word and figure anew."""
        self.setWindowTitle(self.title())
        self.heading.write(self.title())
        for label, source in self.labels:
            label.setText(self.words(source))
        self.take.setText(self.verb())
        self.shut.setText(tr("Answers", "Close"))
        self.subject.write(f"{self.workspace.document.scenario.name} · {self.series_words()}")
        self.ask()
        self.take.setEnabled(self.can_take())

    def _anew(self, *_: object) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing is worked out while it is not seen."""
        super().showEvent(event)
        if not self.takers:
            self.takers = [self._offered(picture) for picture in self.findChildren(Picture)]
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.refresh()
        super().changeEvent(event)


class FigureField(QLineEdit):
    """A figure as people write it; empty for none. `figure` is None for none, a Problem where it is no figure."""

    def __init__(self, unit: str = "", width: int = 96, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = unit
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(width)

    @property
    def figure(self) -> float | Problem | None:
        """What stands in it."""
        text = self.text().strip()
        return parse_entry(text, self.unit) if text else None


def figure_or_none(field: FigureField) -> float | None:
    """A field's figure; None where there is none or none that can be read."""
    figure = field.figure
    return None if isinstance(figure, Problem) else figure
