"""The form for a new plan: its title, its region, its years, and whose structure it begins with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.model import Plan
from npfdesk.plan.new_plan import NEEDS_INDICATORS, Carried, NewPlan, Refused, new_plan, read_entries
from npfdesk.plan.problems import Problem
from npfdesk.plan.statuses import Status
from npfdesk.plan.structure import BASE_YEAR, CITY, FIRST_YEAR, HORIZON, TARGET_YEAR, TITLE
from npfdesk.ui.background_job import BackgroundJob
from npfdesk.ui.charts.captions import Note, fit_height
from npfdesk.ui.files.chosen_files import chosen_path
from npfdesk.ui.look.colours import appearance, status_text
from npfdesk.ui.look.language import language, tr


class From(StrEnum):
    """What a new plan may begin with."""

    NOTHING = "nothing"
    OPEN_PLAN = "open plan"
    WORKBOOK = "workbook"
    EXAMPLE = "example"


_FROM_WORDS: Final[Mapping[From, str]] = MappingProxyType(
    {
        From.NOTHING: "Blank",
        From.OPEN_PLAN: "The structure of the open plan",
        From.WORKBOOK: "The structure of another workbook…",
        From.EXAMPLE: "The template's example structure",
    }
)
_CARRIED_WORDS: Final[Mapping[Carried, str]] = MappingProxyType(
    {
        Carried.REGIONS: "Regions",
        Carried.INDUSTRIES: "Industries",
        Carried.INDICATORS: "Indicators",
        Carried.FORMULAS: "Formulas, checks",
        Carried.LEVERS: "Levers",
        Carried.OWNERS: "Owners",
    }
)
_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        TITLE: "Title",
        CITY: "Whole region",
        BASE_YEAR: "Base year",
        TARGET_YEAR: "Target year",
        FIRST_YEAR: "First year of data",
        HORIZON: "Horizon",
    }
)
_LONGEST: Final = 300
_YEAR_WIDTH: Final = 72
_LEAST_WIDTH: Final = 520
_FILE_WIDTH: Final = 320


class NewPlanDialog(QDialog):
    """Asks what a new plan begins with; what cannot be taken is told while it is typed, and the form stays.

    `begun` carries the Plan, after the form has closed. `open_plan` is what is open (None: nothing), `read` reads a
    workbook on disk to its plan or a Problem (in a worker), `example` gives the template's.
    """

    begun = Signal(object)

    def __init__(
        self,
        usual: NewPlan,
        open_plan: Plan | None,
        read: Callable[[Path], Plan | Problem],
        example: Callable[[], Plan],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.open_plan, self.read_plan, self.example = open_plan, read, example
        self.entries = {key: QLineEdit() for key in _LABELS}
        self.labels = {key: QLabel() for key in _LABELS}
        for key, text in usual.settings().items():
            self.entries[key].setText(text)
            self.entries[key].setMaxLength(_LONGEST)
        for key in (BASE_YEAR, TARGET_YEAR, FIRST_YEAR, HORIZON):
            self.entries[key].setFixedWidth(_YEAR_WIDTH)
        self.origin, self.origin_label = QComboBox(), QLabel()
        self.boxes = {part: QCheckBox() for part in Carried}
        self.parts = QWidget()
        self.remark, self.problem = Note(), Note()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.begin_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.template: Plan | None = None
        self.template_file: Path | None = None
        self.failure: Problem | None = None
        self.job: BackgroundJob | None = None
        self._before = From.NOTHING
        self._proposed = ""
        self._touched = False
        self._lay_out()
        self._fill_origins()
        for box in self.boxes.values():
            box.setChecked(True)
            box.toggled.connect(self._look)
        self.retranslate()
        for entry in self.entries.values():
            entry.textEdited.connect(self._typed)
        self.origin.activated.connect(lambda _: self._choose_origin())
        self.buttons.accepted.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self._stop)
        appearance.changed.connect(self._colour)
        self._colour()
        self.entries[TITLE].setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(self.labels[TITLE], self.entries[TITLE])
        form.addRow(self.labels[CITY], self.entries[CITY])
        for left, right in ((BASE_YEAR, TARGET_YEAR), (FIRST_YEAR, HORIZON)):
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(self.entries[left])
            line.addSpacing(24)
            line.addWidget(self.labels[right])
            line.addWidget(self.entries[right])
            line.addStretch(1)
            form.addRow(self.labels[left], line)
        form.addRow(self.origin_label, self.origin)
        self.origin.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        grid = QGridLayout(self.parts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, place // 3, place % 3)
        form.addRow(QWidget(), self.parts)
        for key, label in self.labels.items():
            label.setBuddy(self.entries[key])
        self.origin_label.setBuddy(self.origin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        below: tuple[QWidget, ...] = (self.remark, self.problem, self.buttons)
        for part in below:
            layout.addWidget(part)
        self.setMinimumWidth(_LEAST_WIDTH)

    def _colour(self) -> None:
        self.problem.setStyleSheet(f"color: {status_text(Status.RED).name()};")

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Update all texts for the current language."""
        self.setWindowTitle(tr("NewPlan", "New plan"))
        for key, source in _LABELS.items():
            self.labels[key].setText(tr("NewPlan", source))
            self.entries[key].setAccessibleName(tr("NewPlan", source))
        self.entries[TITLE].setPlaceholderText(tr("NewPlan", "such as: plan of the city for 2026–2030"))
        self.entries[CITY].setPlaceholderText(tr("NewPlan", "the city or county that the plan covers"))
        self.origin_label.setText(tr("NewPlan", "Start from"))
        self.origin.setAccessibleName(tr("NewPlan", "Start from"))
        for place in range(self.origin.count()):
            self.origin.setItemText(place, self._origin_text(From(self.origin.itemData(place))))
        self.begin_button.setText(tr("NewPlan", "Create the plan"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("NewPlan", "Cancel"))
        right = self.labels[TARGET_YEAR], self.labels[HORIZON]
        width = max(label.sizeHint().width() for label in right)
        for label in right:
            label.setMinimumWidth(width)
        self._look()

    def _fill_origins(self) -> None:
        for one in From:
            if one is not From.OPEN_PLAN or self.open_plan is not None:
                self.origin.addItem("", one.value)

    def _origin_text(self, one: From) -> str:
        text = tr("NewPlan", _FROM_WORDS[one])
        if one is From.OPEN_PLAN and self.open_plan is not None and self.open_plan.title:
            said = tr("NewPlan", "{what}: {name}").format(what=text, name=self.open_plan.title)
            return self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, _FILE_WIDTH)
        if one is From.WORKBOOK and self.template_file is not None:
            said = tr("NewPlan", "{what}: {name}")
            return said.format(what=text.rstrip("…"), name=shown_path(self.template_file.name))
        return text

    @property
    def chosen(self) -> From:
        """What the plan begins from."""
        return From(self.origin.currentData())

    @property
    def carried(self) -> frozenset[Carried]:
        """The parts of the template's structure that are wanted."""
        return frozenset(part for part, box in self.boxes.items() if box.isChecked() and box.isEnabled())

    def _choose_origin(self) -> None:
        chosen = self.chosen
        self.failure = None
        if chosen is From.WORKBOOK:
            self._ask_workbook()
            return
        self._stop()
        self._before = chosen
        self._take_template(
            self.open_plan if chosen is From.OPEN_PLAN else self.example() if chosen is From.EXAMPLE else None
        )

    def _ask_workbook(self) -> None:
        kinds = tr("NewPlan", "Workbooks (*.xlsx *.xlsm *.xls *.ods *.csv)")
        file, _ = QFileDialog.getOpenFileName(self, tr("NewPlan", "Workbook with the structure"), "", kinds)
        if not file:
            self.origin.setCurrentIndex(self.origin.findData(self._before.value))
            self._look()
            return
        self.read_file(chosen_path(file))

    def read_file(self, path: Path) -> None:
        """Take the structure of a workbook on disk; it is read in a worker."""
        self._stop()
        self._before, self.template_file, self.template = From.WORKBOOK, path, None
        self.origin.setCurrentIndex(self.origin.findData(From.WORKBOOK.value))
        self.retranslate()

        def done(found: Plan | Problem) -> None:
            self.job = None
            self.failure = found if isinstance(found, Problem) else None
            self._take_template(found if isinstance(found, Plan) else None)

        self.job = BackgroundJob(lambda: self.read_plan(path), done, self)
        self.job.start()
        self._look()

    def _stop(self, *_: object) -> None:
        job, self.job = self.job, None
        if job is not None:
            job.drop()

    def _take_template(self, template: Plan | None) -> None:
        self.template = template
        entry = self.entries[CITY]
        if template is not None and entry.text() in ("", self._proposed):
            root = template.region_by_code.get(template.root)
            self._proposed = root.name if root is not None and self.chosen is not From.EXAMPLE else ""
            entry.setText(self._proposed)
        self._look()

    def _typed(self, _: str) -> None:
        self._touched = True
        self._look()

    def _count(self, part: Carried) -> int:
        plan = self.template
        if plan is None:
            return 0
        counted: dict[Carried, int] = {
            Carried.REGIONS: len(plan.regions) - bool(plan.root),
            Carried.INDUSTRIES: len(plan.industries),
            Carried.INDICATORS: len(plan.indicators),
            Carried.FORMULAS: sum(one.formula is not None for one in plan.indicators) + len(plan.checks),
            Carried.LEVERS: len(plan.dimension_of_lever),
            Carried.OWNERS: len({one.owner for one in plan.indicators if one.owner}),
        }
        return counted[part]

    def _look(self, *_: object) -> None:
        """Say what the entries come to, or why they are no plan yet."""
        self.parts.setVisible(self.template is not None)
        with_indicators = self.boxes[Carried.INDICATORS].isChecked()
        for part, box in self.boxes.items():
            count = self._count(part)
            box.setText(f"{tr('NewPlan', _CARRIED_WORDS[part])} {count:,}")
            box.setEnabled(bool(count) and (with_indicators or part not in NEEDS_INDICATORS))
        read = read_entries({key: entry.text() for key, entry in self.entries.items()})
        if self.job is not None and self.template_file is not None:
            self.remark.write(
                tr("NewPlan", "Reading {name} …").format(name=shown_path(self.template_file.name))
            )
        else:
            self.remark.write(self._remark(read) if isinstance(read, NewPlan) else "")
        told = self.failure if self.failure is not None else None
        if told is None and isinstance(read, Refused) and self._touched and not self._still_empty(read):
            told = read.problem
        self._tell(told)
        self.begin_button.setEnabled(self.job is None)

    def _still_empty(self, refused: Refused) -> bool:
        """Whether the entry to be corrected only waits for its first letter."""
        entry = self.entries[refused.field]
        return not entry.text() and refused.field in (TITLE, CITY)

    def _remark(self, read: NewPlan) -> str:
        text = tr(
            "NewPlan",
            "{first}–{target}, counted from {base}; data from {begin} on, outlook to {horizon}. "
            "“{city}” is the whole; counties and indicators are then typed or pasted into the tables.",
        )
        return text.format(
            first=read.base_year + 1,
            target=read.target_year,
            base=read.base_year,
            begin=read.first_year,
            horizon=read.horizon,
            city=read.city,
        )

    def _tell(self, problem: Problem | None) -> None:
        self.problem.write(problem.message(language()) if problem is not None else "")
        self.problem.setAccessibleName(self.problem.text())
        fit_height(self)

    def submit(self) -> None:
        """Begin the plan and close, or say why the entries are no plan and stay."""
        if self.job is not None:
            return
        read = read_entries({key: entry.text() for key, entry in self.entries.items()})
        if isinstance(read, Refused):
            self._touched = True
            self._tell(read.problem)
            entry = self.entries[read.field]
            entry.setFocus()
            entry.selectAll()
            return
        if self.failure is not None:
            self._tell(self.failure)
            self.origin.setFocus()
            return
        plan = new_plan(read, self.template, self.carried)
        self.accept()
        self.begun.emit(plan)
