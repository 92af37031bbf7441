"""Corrected figures: every vintage of the plan in a table, changed in its cells, added and taken away."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QSpinBox, QWidget

from npfdesk.engine.vintages import figure_of
from npfdesk.plan.due_dates import last_day
from npfdesk.plan.edit_labels import set_vintages
from npfdesk.plan.edits import Edit
from npfdesk.plan.names import is_blank
from npfdesk.plan.numbers import parse_entry
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import ObservationKey
from npfdesk.plan.vintages import Published, Vintage, VintageKey, by_figure, same_figure
from npfdesk.ui.answers.answer_dialog import AnswerDialog, FigureField
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.cycle.vintage_words import (
    chosen_source,
    day_box,
    day_of,
    figure_text,
    note_box,
    offer_notes,
    offer_sources,
    show_day,
    source_box,
    source_name,
)
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.style import pixels
from npfdesk.ui.workspace import Workspace

FIGURE: Final = 4
SINCE: Final = 5
SOURCE: Final = 6
NOTE: Final = 7
_BOX: Final = 240


class CorrectedFiguresDialog(AnswerDialog):
    """Lists what figures were at each publication; each change is a step of its own, taken back like any other."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1180, 620)
        self.keys: list[VintageKey] = []
        self.which = QComboBox()
        self.which.addItems(["", ""])
        self.which.activated.connect(lambda _: self.refresh())
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.pair("Shown", self.which)
        self.year, self.figure, self.since, self.unknown = QSpinBox(), FigureField(), day_box(), QCheckBox()
        self.source, self.note = source_box(workspace.plan), note_box()
        for box in (self.source, self.note):
            box.setFixedWidth(pixels(_BOX))
        show_day(self.since, workspace.today())
        self.pair("Year and figure", self.year, self.figure)
        self.pair("Published on", self.since, self.unknown)
        self.pair("Source and reason", self.source, self.note)
        self.year.valueChanged.connect(lambda _: self._refresh_if_visible())
        self.figure.textEdited.connect(lambda _: self.apply_button.setEnabled(self.can_apply()))
        self.figure.returnPressed.connect(self.apply)
        self.unknown.toggled.connect(self.since.setDisabled)
        self.rows = Rows(
            (
                Head(lambda: tr("Vintages", "Region"), 110, figures=False),
                Head(lambda: tr("Vintages", "Industry"), 100, figures=False),
                Head(lambda: tr("Vintages", "Indicator"), 250, figures=False),
                Head(lambda: tr("Vintages", "Year"), 60),
                Head(lambda: tr("Vintages", "Figure"), 110),
                Head(lambda: tr("Vintages", "Published on"), 120, figures=False),
                Head(lambda: tr("Vintages", "Source"), 140, figures=False),
                Head(lambda: tr("Vintages", "Reason"), 130, figures=False),
                Head(lambda: tr("Vintages", "Current figure"), 120, figures=False),
            )
        )
        self.table = RowsTable(self.rows)
        self.rows.entered.connect(self.change)
        self.body.addWidget(self.table, 1)
        self.remove_button = QPushButton()
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(self.remove)
        self.buttons.addButton(self.remove_button, self.buttons.ButtonRole.ActionRole)
        self.table.selectionModel().selectionChanged.connect(self._offer_removing)
        self.rows.modelReset.connect(self._offer_removing)
        # what was refused stays until the next attempt
        self._refused = ""

    def words(self, source: str) -> str:
        """The label of a field in the current language."""
        return tr("Vintages", source)

    def apply_text(self) -> str:
        """The text of the button that adds a vintage."""
        return tr("Vintages", "Add")

    @property
    def observation(self) -> ObservationKey:
        """The figure that a vintage would be added to: of the selected series, in the year shown."""
        return ObservationKey(self.workspace.selection.series, self.year.value())

    # what is shown

    def ask(self) -> None:
        """The vintages, by region, industry, indicator, year and day."""
        plan = self.workspace.plan
        self.which.setItemText(0, tr("Vintages", "All figures"))
        self.which.setItemText(
            1, tr("Vintages", "Figures of {series}").replace("{series}", self.series_text())
        )
        self.unknown.setText(tr("Vintages", "day not known"))
        self.remove_button.setText(tr("Vintages", "Remove"))
        self.table.setAccessibleName(self.title())
        for box in (self.source, self.note):
            line = box.lineEdit()
            if line is not None:
                line.setPlaceholderText(tr("Vintages", "Source" if box is self.source else "Reason"))
        offer_sources(self.source, plan)
        offer_notes(self.note)
        self._offer_years()
        indicator = plan.indicator_by_code.get(self.workspace.selection.indicator)
        self.figure.unit = indicator.unit if indicator is not None else ""
        published = self._published()
        self.keys = [key for those in published.values() for key, _ in those]
        self.rows.set_rows([row for key, those in published.items() for row in self._rows(key, those)])
        self.rows.retranslate()
        self._offer_removing()
        text = tr("Vintages", "Revised figures: {figures}, publications: {count}")
        text = text.replace("{figures}", str(len(published))).replace("{count}", str(len(self.keys)))
        self.headline.setText(text if self.keys else tr("Vintages", "No figure has been revised"))
        self.notes.write(
            self._refused
            or tr(
                "Vintages",
                "A figure corrected in Data is kept here automatically. Its newest publication is "
                "the figure in Data: change current figures in Data, earlier ones here. A row "
                "without a day is the oldest.",
            )
        )

    def _offer_years(self) -> None:
        years = self.workspace.plan.years
        blocked = self.year.blockSignals(True)
        first = self.year.maximum() == 99
        if len(years):
            self.year.setRange(int(years[0]), int(years[-1]))
        if first:
            observed = [key.year for key in self.workspace.plan.vintages]
            self.year.setValue(max(observed, default=self.workspace.plan.base_year))
        self.year.blockSignals(blocked)

    def _published(self) -> dict[ObservationKey, Published]:
        plan, chosen = self.workspace.plan, self.workspace.selection.series
        found = by_figure(plan.vintages)
        if self.which.currentIndex() == 1:
            found = {key: those for key, those in found.items() if key.series == chosen}
        codes = [
            {code: at for at, code in enumerate(things)}
            for things in (plan.region_by_code, plan.industry_by_code, plan.indicator_by_code)
        ]

        def place(key: ObservationKey) -> tuple[int, ...]:
            return (*(known.get(code, -1) for known, code in zip(codes, key.series, strict=True)), key.year)

        return {key: found[key] for key in sorted(found, key=place)}

    def _rows(self, key: ObservationKey, published: Published) -> list[list[Entry]]:
        plan = self.workspace.plan
        things = (
            plan.region_by_code.get(key.series.region),
            plan.industry_by_code.get(key.series.industry),
            plan.indicator_by_code.get(key.series.indicator),
        )
        names = [code if one is None else named(one) for one, code in zip(things, key.series, strict=True)]
        now, made = figure_of(plan, key), []
        for one, vintage in published:
            newest = one == published[-1][0]
            stands = same_figure(now, vintage.figure)
            said = ""
            if newest:
                said = tr("Vintages", "the same") if stands else figure_text(plan, key.series, now)
            made.append(
                [
                    *(Entry(name, strong=newest) for name in names),
                    Entry(str(key.year)),
                    Entry(figure_text(plan, key.series, vintage.figure), typed=True, strong=newest),
                    Entry(one.since, typed=True),
                    Entry(source_name(plan, vintage.source), typed=True),
                    Entry(vintage.note, typed=True),
                    Entry(said, faint=stands, late=newest and not stands),
                ]
            )
        return made

    def _offer_removing(self, *_: object) -> None:
        self.remove_button.setEnabled(bool(self._chosen()))

    def _chosen(self) -> list[VintageKey]:
        lines = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self.keys[line] for line in lines if line < len(self.keys)]

    # what is changed

    def edit(self) -> Edit | None:
        """The vintage that is typed above, added; None where its figure cannot be read."""
        figure, key = self.figure.figure, self.observation
        if isinstance(figure, Problem) or figure is None or key.series not in self.workspace.plan.row:
            return None
        since = "" if self.unknown.isChecked() else day_of(self.since)
        vintage = Vintage(figure, chosen_source(self.source), self.note.currentText().strip())
        return self._setting({VintageKey(*key, since): vintage})

    def apply(self) -> None:
        """Add the vintage that is typed above."""
        self._refused = ""
        figure = self.figure.figure
        if isinstance(figure, Problem):
            self._tell(figure.message(language()))
            return
        super().apply()
        self.figure.clear()

    def change(self, row: int, column: int, text: str) -> None:
        """A cell was typed into: its figure, its day, its source or its reason becomes another."""
        self._refused = ""
        key, text = self.keys[row], text.strip()
        vintage, changed = self.workspace.plan.vintages[key], key
        shown = self.rows.rows[row][column].text
        if text == shown:
            return
        if column == FIGURE:
            unit = self.workspace.plan.indicator_by_code[key.series.indicator].unit
            figure = None if is_blank(text) else parse_entry(text, unit)
            if isinstance(figure, Problem):
                self._tell(figure.message(language()))
                return
            vintage = replace(vintage, figure=figure)
        elif column == SINCE:
            day = last_day(text)
            if day is None and not is_blank(text):
                said = tr(
                    "Vintages",
                    "“{text}” is not a date. Write it as 2026-03-21, or leave it empty where it is "
                    "not known.",
                )
                self._tell(said.replace("{text}", text))
                return
            changed = key._replace(since="" if day is None else str(day))
            if changed != key and changed in self.workspace.plan.vintages:
                self._tell(tr("Vintages", "The figure already has a publication on that day."))
                return
        else:
            vintage = replace(vintage, source=text) if column == SOURCE else replace(vintage, note=text)
        values: dict[VintageKey, Vintage | None] = {key: None} if changed != key else {}
        self._take({**values, changed: vintage})

    def remove(self) -> None:
        """Take the chosen lines away, as one step; the figures in Data stay."""
        self._refused = ""
        chosen = self._chosen()
        if chosen:
            self._take(dict.fromkeys(chosen))

    def _setting(self, values: dict[VintageKey, Vintage | None]) -> Edit:
        return set_vintages(self.workspace.document, MappingProxyType(values))

    def _take(self, values: dict[VintageKey, Vintage | None]) -> None:
        self.workspace.apply(self._setting(values), self)

    def _tell(self, text: str) -> None:
        self._refused = text
        self.notes.write(text)
