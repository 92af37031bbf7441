"""Which of several returns of one unit holds: each with its edition, its days and how much it fills in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget

from npfdesk.engine.collecting.gathering import CellState, WeighedReturn
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import clauses
from npfdesk.plan.returns import ReturnState
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.mnemonics import PLAN_NAME
from npfdesk.ui.look.wrapped_line import WrappedLine
from npfdesk.ui.together.unit_standings import UnitStanding, is_superseded, is_usable, states_of


def versions_of(one: UnitStanding) -> tuple[WeighedReturn, ...]:
    """The returns of a unit among which one has to hold; () where there is nothing to choose."""
    found = tuple(back for back in one.returns if is_usable(back))
    return found if len(found) > 1 else ()


def version_words(weighed: WeighedReturn, with_edition: bool) -> str:
    """A version by its file, with its edition, who filled it in and when, and how many of its cells are filled."""
    source = weighed.source
    filled = sum(one.state is not CellState.BLANK for one in weighed.cells)
    said = [tr("Together", "edition {edition}").format(edition=source.edition)] if with_edition else []
    if source.filled_by:
        said.append(source.filled_by)
    if source.filled_on or source.saved:
        said.append((source.filled_on or source.saved).replace("T", " ")[:16])
    said.append(
        tr("Together", "{filled} of {asked} filled in").format(filled=filled, asked=len(weighed.cells))
    )
    return f"{shown_path(source.file)}  {clauses(said, language(), comma=True)}"


class VersionChoice(QWidget):
    """Asks which version of a unit holds; `chosen` carries the unit's code and the file."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = QLabel()
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._offers = QWidget()
        self._line = WrappedLine(self._offers, 8)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.question, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._offers, 1)
        self._shown: tuple[object, ...] = ()
        self.hide()

    def ask(self, one: UnitStanding | None) -> None:
        """Ask about a unit; where there is nothing to choose, nothing is shown."""
        versions = versions_of(one) if one is not None else ()
        self.setVisible(bool(versions))
        if one is None or not versions:
            self._shown = ()
            return
        open_question = any(
            ReturnState.DOUBLE in states_of(back) and not is_superseded(back) for back in versions
        )
        text = (
            tr("Together", "{unit}: which of {count} versions holds?")
            if open_question
            else tr("Together", "{unit}: of {count} versions the marked one holds.")
        )
        self.question.setText(text.format(unit=one.name, count=len(versions)))
        shown = (one, language())
        if shown == self._shown:
            return
        self._shown = shown
        self._offer(one, versions, open_question)

    def _offer(self, one: UnitStanding, versions: tuple[WeighedReturn, ...], open_question: bool) -> None:
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        unit = one.unit.code if one.unit is not None else ""
        editions = len({back.source.edition for back in versions}) > 1
        for back in versions:
            button = QToolButton()
            button.setText(version_words(back, editions).replace("&", "&&"))
            button.setCheckable(True)
            # it bears the name of a file: no letter, which would read as part of it
            button.setProperty(PLAN_NAME, True)
            self._group.addButton(button)
            self._line.addWidget(button)
            button.setChecked(not open_question and not is_superseded(back))
            file = back.source.file
            button.clicked.connect(lambda _=False, file=file: self.chosen.emit(unit, file))
            button.show()
            self.buttons[file] = button
