"""Goal seek: the parameter of the series, or of a lever, that reaches the target."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from npfdesk.engine.answers.goal_seek import Seek, seek
from npfdesk.plan.answer_edits import SOUGHT, STEP, Parameter, ParameterKind, set_parameter
from npfdesk.plan.edits import Edit
from npfdesk.plan.numbers import format_figure, trimmed
from npfdesk.plan.problems import Problem
from npfdesk.plan.spoken_names import side
from npfdesk.plan.targets import Measure
from npfdesk.ui.answers.answer_dialog import AnswerDialog, FigureField
from npfdesk.ui.answers.outcome_words import judged_years
from npfdesk.ui.look.language import language, tr, unit_of
from npfdesk.ui.workspace import Workspace


class SeekDialog(AnswerDialog):
    """Finds the value of one parameter that reaches the selected series' target."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(640, 380)
        self.answer: Seek | None = None
        self.by = QComboBox()
        self.by.setFixedWidth(360)
        self.low, self.high = FigureField(), FigureField()
        self.to = QLabel("–")
        self.unit = QLabel()
        self.field("Solve for", self.by)
        self.pair("Within", self.low, self.to, self.high, self.unit)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(self.detail.textFormat().PlainText)
        self.body.addWidget(self.detail)
        self.body.addStretch(1)
        self.parameters: tuple[Parameter, ...] = ()
        self.by.activated.connect(self._other_parameter)
        for field in (self.low, self.high):
            field.editingFinished.connect(self.refresh)

    def apply_text(self) -> str:
        """The text of the apply button."""
        return tr("Answers", "Apply to the scenario")

    def _other_parameter(self) -> None:
        # bounds are in the parameter's own unit
        self.low.clear()
        self.high.clear()
        self.refresh()

    def _fill(self) -> None:
        plan = self.workspace.plan
        levers = tuple(plan.dimension_of_lever)
        found = [*SOUGHT, *(Parameter(ParameterKind.LEVER, (lever,)) for lever in levers)]
        if levers:
            found.append(Parameter(ParameterKind.FACTOR, levers))
        chosen = self.by.currentIndex()
        words = [self._named(one) for one in found]
        if tuple(found) != self.parameters or [self.by.itemText(i) for i in range(self.by.count())] != words:
            fresh = tuple(found) != self.parameters
            self.parameters = tuple(found)
            self.by.clear()
            self.by.addItems(words)
            self.by.setCurrentIndex(self._default() if fresh else chosen)

    def _default(self) -> int:
        """The default parameter: step for indicators in points, else growth."""
        indicator = self.workspace.plan.indicator_by_code.get(self.workspace.selection.indicator)
        return SOUGHT.index(STEP) if indicator is not None and indicator.kind.moves_in_points else 0

    @staticmethod
    def _named(parameter: Parameter) -> str:
        words = parameter.words
        if words is not None:
            text = words.text(language(), {})
            return text[:1].upper() + text[1:]
        if parameter.sought is ParameterKind.FACTOR:
            return tr("Answers", "One factor for all levers")
        return tr("Answers", "{lever}: intensity").format(lever=parameter.levers[0])

    def _unit(self, parameter: Parameter) -> str:
        if parameter.sought is ParameterKind.FACTOR:
            return "×"
        indicator = self.workspace.plan.indicator_by_code.get(self.workspace.selection.indicator)
        return parameter.unit(unit_of(indicator) if indicator is not None else "", language())

    def ask(self) -> None:
        """Find the value."""
        self._fill()
        self.answer = None
        self.detail.setText("")
        workspace = self.workspace
        series = workspace.selection.series
        parameter = self.parameters[max(self.by.currentIndex(), 0)]
        self.unit.setText(self._unit(parameter))
        for field in (self.low, self.high):
            field.unit = "" if parameter.sought is ParameterKind.FACTOR else self._unit(parameter)
        if series not in workspace.plan.row:
            self.refuse(tr("Answers", "Choose a series that has a target in the outline or a table."))
            return
        low, high = self.low.figure, self.high.figure
        for bound in (low, high):
            if isinstance(bound, Problem):
                self.refuse(bound)
                return
        bounds = None
        if isinstance(low, float) and isinstance(high, float):
            bounds = (low, high)
        answer = seek(
            workspace.document,
            workspace.session.results,
            workspace.document.active,
            series,
            parameter,
            bounds,
        )
        if isinstance(answer, Problem):
            self.refuse(answer)
            return
        self.answer = answer
        self._show(answer)

    def _show(self, answer: Seek) -> None:
        indicator = self.workspace.plan.indicator_by_code[answer.series.indicator]
        unit = self._unit(answer.parameter)
        name = self._named(answer.parameter)
        if bounds_empty(self.low, self.high):
            self.low.setPlaceholderText(format_figure(answer.low, 1))
            self.high.setPlaceholderText(format_figure(answer.high, 1))

        def shown(value: float) -> str:
            if math.isnan(value):
                return "—"
            return f"{trimmed(value, 3)} ×" if unit == "×" else format_figure(value, 2, unit)

        def figure(value: float) -> str:
            unit = {Measure.GROWTH: "%", Measure.RANK: ""}.get(answer.measure, unit_of(indicator))
            return format_figure(value, indicator.decimals, unit_of(indicator) if answer.levelled else unit)

        head = f"{name}: {side(shown(answer.before), language())} → {shown(answer.value)}"
        if not answer.reached:
            head = tr("Answers", "Not reachable within {low} to {high}. Closest: {value}.").format(
                low=shown(answer.low), high=shown(answer.high), value=head
            )
        self.headline.setText(head)
        lines = [
            f"{judged_years(answer.measure, answer.year, answer.levelled)}: {side(figure(answer.present), language())} → {side(figure(answer.projected), language())}"
            f"  ·  {tr('Answers', 'target')} {figure(answer.target)}"
        ]
        if not math.isnan(answer.past):
            pace = format_figure(answer.past, 2, unit_of(indicator) if answer.in_points else "%")
            text = tr("Answers", "Past growth: {pace} a year").format(pace=pace)
            if not math.isnan(answer.multiple):
                text += "  ·  " + tr("Answers", "{times} times that is needed").format(
                    times=format_figure(answer.multiple, 2)
                )
            lines.append(text)
        self.detail.setText("\n".join(lines))
        self.notes.write("\n".join(note.message(language()) for note in answer.notes))

    def edit(self) -> Edit | None:
        """The edit that sets the parameter in the scenario."""
        answer = self.answer
        if answer is None or math.isnan(answer.value):
            return None
        return set_parameter(
            self.workspace.document, answer.scenario, answer.series, answer.parameter, answer.value
        )


def bounds_empty(*fields: FigureField) -> bool:
    """Whether no bounds were typed."""
    return all(not field.text().strip() for field in fields)
