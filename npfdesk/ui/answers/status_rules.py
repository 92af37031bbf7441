"""Status rules: the plan's thresholds and labels of each rule, edited side by side, with what changes by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from npfdesk.engine.evaluation import Evaluation, evaluate
from npfdesk.engine.projection.results import Results
from npfdesk.engine.targets.judgement import Judgement, judge
from npfdesk.plan.edits import Edit, Label
from npfdesk.plan.evaluations import Grade
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.status_rules import (
    COLOURING,
    LABELLED_GRADES,
    LONGEST_LABEL,
    PUBLISHED,
    STATUS_SETTINGS,
    Rule,
    StatusSettings,
    grade_label_key,
    label_key,
    thresholds_key,
    with_texts,
)
from npfdesk.plan.statuses import LEGEND, Status
from npfdesk.plan.structure_edits import set_settings
from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.marks import SIDE, status_icon
from npfdesk.ui.workspace import Workspace

_GRADED: Final = (Status.BLUE, Status.YELLOW, Status.ORANGE)
_LABEL: Final = Label(Wording("修改颜色规则", "Change the status rules"))
_WIDTH: Final = 4
"""Columns of the grid for each rule: the room before it, threshold, label, count."""
_ROOM: Final = 12
"""Pixels before each rule."""
_STEPPED: Final = (Grade.FAST, Grade.ON)
"""The grades that begin at a threshold."""


class StatusRulesDialog(AnswerDialog):
    """A column for each rule: from which figure on it gives a colour, what that is called, how many targets have it.

    The evaluation, which colours as the pace does, has its grades below: their thresholds, labels and counts.
    The counts follow every key; the plan is changed by Apply alone, as one step for all rules.
    """

    tabs_by_place = False

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(960, 580)
        self.filled: StatusSettings | None = None
        self.steps: dict[tuple[Rule, Status], QLineEdit] = {}
        self.names: dict[tuple[Rule, Status], QLineEdit] = {}
        self.counts: dict[tuple[Rule, Status], QLabel] = {}
        self.heads: dict[Rule, QLabel] = {}
        self.figures: dict[Rule, QLabel] = {}
        self.columns: list[tuple[QLabel, str]] = []
        self.below: dict[tuple[Rule, Status], QLabel] = {}
        self.marks: dict[Status, tuple[QLabel, QLabel]] = {}
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(6)
        for row, status in enumerate(LEGEND, start=3):
            self.marks[status] = (QLabel(), QLabel())
            for column, label in enumerate(self.marks[status]):
                self.grid.addWidget(label, row, column)
        for place, rule in enumerate(COLOURING):
            self._add_rule(rule, 2 + place * _WIDTH)
        self.body.addLayout(self.grid)
        self.grade_steps: dict[Grade, QLineEdit] = {}
        self.grade_names: dict[Grade, QLineEdit] = {}
        self.grade_counts: dict[Grade, QLabel] = {}
        self.grade_words: dict[Grade, QLabel] = {}
        self.grade_below: dict[Grade, QLabel] = {}
        self._add_grades()
        self.body.addStretch(1)
        self.reset_button = QPushButton()
        self.reset_button.setAutoDefault(False)
        self.buttons.addButton(self.reset_button, QDialogButtonBox.ButtonRole.ResetRole)
        self.reset_button.clicked.connect(self.reset)
        order: list[QWidget] = []
        for key, name in self.names.items():
            order.extend([self.steps[key], name] if key in self.steps else [name])
        for grade, name in self.grade_names.items():
            order.extend([self.grade_steps[grade], name] if grade in self.grade_steps else [name])
        for before, after in pairwise([*order, self.reset_button, self.apply_button, self.close_button]):
            self.setTabOrder(before, after)
        order[0].setFocus()

    def _add_rule(self, rule: Rule, column: int) -> None:
        self.grid.setColumnMinimumWidth(column, _ROOM)
        head, figure = self.heads[rule], self.figures[rule] = QLabel(), QLabel()
        figure.setProperty("role", "note")
        figure.setWordWrap(True)
        figure.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        self.grid.addWidget(head, 0, column + 1, 1, _WIDTH - 1)
        self.grid.addWidget(figure, 1, column + 1, 1, _WIDTH - 1)
        for offset, source in enumerate(("At least", "Label", "Number"), start=1):
            label = QLabel()
            label.setProperty("role", "note")
            self.columns.append((label, source))
            self.grid.addWidget(label, 2, column + offset)
            if source != "Label":
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for row, status in enumerate(LEGEND, start=3):
            key = (rule, status)
            if status in _GRADED:
                step = self.steps[key] = QLineEdit()
                step.setAlignment(Qt.AlignmentFlag.AlignRight)
                step.setFixedWidth(64)
                step.textEdited.connect(self._edited)
                self.grid.addWidget(step, row, column + 1)
            else:
                self.below[key] = QLabel()
                self.below[key].setProperty("role", "note")
                self.below[key].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.grid.addWidget(self.below[key], row, column + 1)
            name = self.names[key] = QLineEdit()
            name.setMinimumWidth(136)
            name.setMaxLength(LONGEST_LABEL)
            name.textEdited.connect(self._edited)
            self.grid.addWidget(name, row, column + 2)
            count = self.counts[key] = QLabel()
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            count.setMinimumWidth(60)
            self.grid.addWidget(count, row, column + 3)

    def _add_grades(self) -> None:
        head, figure = self.heads[Rule.EVALUATION], self.figures[Rule.EVALUATION] = QLabel(), QLabel()
        figure.setProperty("role", "note")
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        self.grades = QGridLayout()
        self.grades.setHorizontalSpacing(8)
        self.grades.setVerticalSpacing(6)
        self.body.addSpacing(4)
        self.body.addWidget(head)
        self.body.addWidget(figure)
        for place, grade in enumerate(LABELLED_GRADES):
            row, column = place // 2, place % 2 * 5
            word = self.grade_words[grade] = QLabel()
            self.grades.addWidget(word, row, column)
            if grade in _STEPPED:
                step = self.grade_steps[grade] = QLineEdit()
                step.setAlignment(Qt.AlignmentFlag.AlignRight)
                step.setFixedWidth(64)
                step.textEdited.connect(self._edited)
                self.grades.addWidget(step, row, column + 1)
            else:
                self.grades.addWidget(below := QLabel(), row, column + 1)
                below.setProperty("role", "note")
                below.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.grade_below[grade] = below
            name = self.grade_names[grade] = QLineEdit()
            name.setMinimumWidth(136)
            name.setMaxLength(LONGEST_LABEL)
            name.textEdited.connect(self._edited)
            self.grades.addWidget(name, row, column + 2)
            count = self.grade_counts[grade] = QLabel()
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            count.setMinimumWidth(60)
            self.grades.addWidget(count, row, column + 3)
        self.grades.setColumnMinimumWidth(4, 2 * _ROOM)
        self.body.addLayout(self.grades)

    def apply_text(self) -> str:
        """The settings are the plan's, for all scenarios."""
        return tr("Answers", "Apply to the plan")

    def texts(self) -> Mapping[str, str]:
        """All settings as the fields say them; a label that all rules share is one setting."""
        said = dict.fromkeys(STATUS_SETTINGS, "")
        for rule in COLOURING:
            said[thresholds_key(rule)] = "; ".join(self.steps[rule, one].text().strip() for one in _GRADED)
        for status in LEGEND:
            labels = {rule: self.names[rule, status].text().strip() for rule in COLOURING}
            if len(set(labels.values())) == 1:
                said[label_key(status)] = labels[Rule.PACE]
            else:
                said.update({label_key(status, rule): label for rule, label in labels.items()})
        said[thresholds_key(Rule.EVALUATION)] = "; ".join(
            self.grade_steps[grade].text().strip() for grade in _STEPPED
        )
        said.update({grade_label_key(grade): one.text().strip() for grade, one in self.grade_names.items()})
        return said

    def settled(self) -> StatusSettings | Problem:
        """What the fields say, or why they cannot be used."""
        return with_texts(PUBLISHED, self.texts())

    def fill(self, settings: StatusSettings) -> None:
        """Put settings into the fields."""
        for (rule, status), step in self.steps.items():
            step.setText(plain(settings.of(rule).figures[_GRADED.index(status)]))
        for (rule, status), name in self.names.items():
            name.setText(settings.own_label(rule, status))
        for grade, figure in zip(_STEPPED, settings.grades.figures, strict=True):
            self.grade_steps[grade].setText(plain(figure))
        for grade, name in self.grade_names.items():
            name.setText(settings.own_grade_label(grade))

    def reset(self) -> None:
        """Put what is published into the fields."""
        self.fill(PUBLISHED)
        self._edited()

    def ask(self) -> None:
        """Fill the fields where the plan's settings are others than those they came from, and count the colours."""
        if self.filled != self.workspace.plan.status_settings:
            self.filled = self.workspace.plan.status_settings
            self.fill(self.filled)
        self.subject.write(f"{named(self.workspace.document.scenario)} · {self.workspace.year}")
        self.reset_button.setText(tr("Answers", "Restore the defaults"))
        for label, source in self.columns:
            label.setText(tr("Answers", source))
        for rule in Rule:
            words = rule.about.words.text(language(), {})
            self.heads[rule].setText(f"{words[:1].upper()}{words[1:]}")
            self.figures[rule].setText(rule.about.figure.text(language(), {}))
        as_pace = tr("Answers", "{figure}; colours as by {rule}")
        self.figures[Rule.EVALUATION].setText(
            as_pace.format(
                figure=Rule.EVALUATION.about.figure.text(language(), {}),
                rule=Rule.EVALUATION.coloured.about.words.text(language(), {}),
            )
        )
        for grade, label in self.grade_words.items():
            word = grade.words.text(language(), {})
            label.setText(f"{word[:1].upper()}{word[1:]}")
            self.grade_names[grade].setPlaceholderText(word)
            self.grade_names[grade].setAccessibleName(f"{word} · {tr('Answers', 'Label')}")
            if grade in self.grade_steps:
                self.grade_steps[grade].setAccessibleName(f"{word} · {tr('Answers', 'At least')}")
        self.grade_below[Grade.AHEAD].setText(tr("Answers", "met"))
        self.grade_below[Grade.BEHIND].setText(tr("Answers", "below"))
        for status, (icon, colour) in self.marks.items():
            icon.setPixmap(status_icon(status).pixmap(SIDE, SIDE))
            colour.setText(status.about.coloured.text(language(), {}))
        for (_, status), below in self.below.items():
            below.setText(tr("Answers", "below") if status is Status.RED else "–")
        for (rule, status), name in self.names.items():
            name.setPlaceholderText(status.about.words.text(language(), {}))
            word = status.about.coloured.text(language(), {})
            spoken = f"{rule.about.words.text(language(), {})} · {word}"
            name.setAccessibleName(f"{spoken} · {tr('Answers', 'Label')}")
            if (rule, status) in self.steps:
                self.steps[rule, status].setAccessibleName(f"{spoken} · {tr('Answers', 'At least')}")
        self._preview()

    def _edited(self, *_: object) -> None:
        self._preview()
        self.apply_button.setEnabled(self.can_apply())

    def _preview(self) -> None:
        settled = self.settled()
        before = self._judged(self.workspace.plan.status_settings)
        if isinstance(settled, Problem):
            for (rule, status), count in self.counts.items():
                count.setText(str(self._number(before, rule, status)))
            for grade, number in self._evaluated(self.workspace.plan.status_settings).counts().items():
                if grade in self.grade_counts:
                    self.grade_counts[grade].setText(str(number))
            self.refuse(settled)
            return
        self.notes.write("")
        after = self._judged(settled)
        own = self._own()
        for (rule, status), count in self.counts.items():
            then, now = (self._number(one, rule, status) for one in (before, after))
            count.setText(f"{then} → {now}" if then != now else str(now))
        turned = [
            int((before.statuses[place] != after.statuses[place])[own].sum()) for place in range(len(Rule))
        ]
        evaluated = [self._evaluated(one) for one in (self.workspace.plan.status_settings, settled)]
        graded = [one.counts() for one in evaluated]
        for grade, count in self.grade_counts.items():
            then, now = (one[grade] for one in graded)
            count.setText(f"{then} → {now}" if then != now else str(now))
        turned[list(Rule).index(Rule.EVALUATION)] = int((evaluated[0].grade != evaluated[1].grade).sum())
        if any(turned):
            said = (
                f"{rule.about.words.text(language(), {})} {count}"
                for rule, count in zip(Rule, turned, strict=True)
                if count
            )
            text = tr("Answers", "Targets that change colour or grade: {counts}")
            self.headline.setText(text.format(counts=(" · ").join(said)))
        else:
            self.headline.setText(tr("Answers", "No target changes colour."))

    def _own(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which targets are the plan's own, (target,): a yardstick's are counted nowhere."""
        own: np.ndarray[tuple[int], np.dtype[np.bool_]] = self.workspace.session.results.frame.own[
            self.workspace.result.targets.row
        ]
        return own

    def _number(self, judged: Judgement, rule: Rule, status: Status) -> int:
        colours = judged.statuses[list(Rule).index(rule)]
        return int(((colours == status) & self._own()).sum())

    def _with(self, settings: StatusSettings) -> Results:
        results = self.workspace.session.results
        if settings != results.plan.status_settings:
            results = replace(results, plan=replace(results.plan, status_settings=settings))
        return results

    def _evaluated(self, settings: StatusSettings) -> Evaluation:
        return evaluate(self._with(settings), self.workspace.document.active, self.workspace.year)

    def _judged(self, settings: StatusSettings) -> Judgement:
        results = self._with(settings)
        return judge(results, self.workspace.document.active, self.workspace.year, self.workspace.rule)

    def can_apply(self) -> bool:
        """Whether the fields can be used and say something else than the plan."""
        settled = self.settled()
        return not isinstance(settled, Problem) and settled != self.workspace.plan.status_settings

    def edit(self) -> Edit | None:
        """All settings that differ, as one step."""
        settled = self.settled()
        if isinstance(settled, Problem) or not self.can_apply():
            return None
        now = self.workspace.plan.status_settings
        differing = {key: settled.text(key) for key in STATUS_SETTINGS if settled.text(key) != now.text(key)}
        return replace(set_settings(self.workspace.document, differing), label=_LABEL)
