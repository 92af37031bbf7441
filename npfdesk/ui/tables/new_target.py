"""The form for a new target: which series, in which year, in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.targets.understood import understood
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.numbers import format_figure, parse_year
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey, TargetKey
from npfdesk.plan.spoken_names import series_name
from npfdesk.plan.statuses import Status
from npfdesk.plan.structure import knows_series
from npfdesk.plan.target_text import parse_stretch, parse_target
from npfdesk.plan.targets import PlanTarget, TargetText
from npfdesk.ui.charts.captions import Note, fit_height
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.colours import appearance, status_text
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.workspace import Workspace

NO_SUCH_SERIES: Final = error(
    "target_without_series",
    "规划里没有“{text}”这一序列。请改选地区、产业和指标；或先在“数据”表最后的空行填入它的数值。",
    "The plan has no series “{text}”. Choose another region, industry or indicator; or enter a figure of it in the last, empty "
    "row of the table Data first.",
)
NO_WORDS: Final = error(
    "target_without_words",
    "还没有写目标。可写 8000、7000以上、35左右、年均增长6%、五年累计520、高于全省平均、保持稳定、保持全省前三 等。",
    "There are no words of a target yet. It can say 8000, at least 7000, about 35, 6% per annum, [520] over the years, 高于全省平均, "
    "保持稳定, top 3 and so on.",
)
AFTER_HORIZON: Final = error(
    "target_after_horizon",
    "目标年 {year} 晚于展望年 {horizon}，没有写入。请改正目标年；或在“结构 › 规划设置”中把展望年推后。",
    "The target year {year} lies after the horizon {horizon}; nothing was entered. Correct it; or move the horizon in "
    "Structure › Settings.",
)
BASE_OUTSIDE: Final = error(
    "base_year_outside",
    "基期 {year} 不在规划的年份 {first}–{last} 之内，没有写入。请改正基期。",
    "The base year {year} lies outside the plan's years {first}–{last}; nothing was entered. Correct it.",
)
NOT_AFTER_BASE: Final = error(
    "target_not_after_base",
    "目标年 {year} 不晚于基期 {base_year}，没有写入。请改正其中一个。",
    "The target year {year} is not after the base year {base_year}; nothing was entered. Correct one of them.",
)
OTHER_YEAR: Final = error(
    "target_of_other_year",
    "“{text}”写的是 {said} 年的目标，年份一格写的是 {year}，没有写入。请改成同一年。",
    "“{text}” says a target of {said}, and the year is {year}; nothing was entered. Make them the same.",
)

_LONGEST: Final = 500
"""The most letters of a target's words; a cell of a plan has far fewer."""
_NARROW: Final = 84
_MOST_SHOWN: Final = 20


def region_choices(plan: Plan) -> list[tuple[str, str]]:
    """The regions as (name, code), in the plan's order; what is above stands behind a name that two regions share."""
    counted = Counter(named(one) for one in plan.regions)
    found = []
    for one in plan.regions:
        above = plan.region_by_code.get(one.parent)
        text = named(one)
        if counted[text] > 1 and above is not None:
            text = f"{text} · {named(above)}"
        found.append((text, one.code))
    return found


def choice_of() -> QComboBox:
    """An empty list to choose from, of the width of a name."""
    combo = QComboBox()
    find_by_name(combo)
    combo.setMaxVisibleItems(_MOST_SHOWN)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(24)
    return combo


def stated_target(
    plan: Plan,
    series: SeriesKey,
    words: str,
    year: int,
    base_year: int,
    *,
    read_as: str = "",
    stretch: str = "",
) -> PlanTarget | Problem:
    """The target that typed or pasted texts state, or why they state none.

    A `year` of 0 is that of the words, else the plan's. `read_as` are the words with the unit that stands beside them.
    """
    indicator = plan.indicator_by_code[series.indicator]
    parsed = parse_target(
        read_as or words, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind
    )
    if isinstance(parsed, Problem):
        return parsed
    year = year or parsed.year or plan.target_year
    if year <= base_year:
        return Problem(NOT_AFTER_BASE, arguments={"year": year, "base_year": base_year})
    hoped = parse_stretch(stretch, indicator.unit)
    if isinstance(hoped, Problem):
        return hoped
    return PlanTarget(
        series,
        year,
        words,
        parsed,
        hoped,
        stretch if hoped is not None else "",
        base_year=base_year,
    )


class NewTarget(QDialog):
    """Asks for a series, a year and the target's words; what cannot be taken is told in the form, which stays.

    `stated` carries the PlanTarget; `already` the TargetKey of a target that is there for the series and year. Both
    come after the form has closed. It begins with the selected series and the plan's own years.
    """

    stated = Signal(object)
    already = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        plan, selection = workspace.plan, workspace.selection
        self.region, self.industry, self.indicator = choice_of(), choice_of(), choice_of()
        self.year, self.base_year = QLineEdit(str(plan.target_year)), QLineEdit(str(plan.base_year))
        self.words, self.unit = QLineEdit(), QLabel()
        self.words.setMaxLength(_LONGEST)
        self.unit.setTextFormat(Qt.TextFormat.PlainText)
        self.remark, self.problem = Note(), Note()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.add_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.labels = [QLabel() for _ in range(6)]
        self._lay_out()
        self.retranslate(SeriesKey(*selection.series))
        self.form.setRowVisible(1, bool(plan.industries))
        for combo in (self.region, self.industry, self.indicator):
            combo.currentIndexChanged.connect(self._look)
        for line in (self.year, self.base_year, self.words):
            line.textChanged.connect(self._look)
        self.buttons.accepted.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        workspace.opened.connect(self.reject)
        appearance.changed.connect(self._colour)
        self._colour()
        self.words.setFocus()

    def _lay_out(self) -> None:
        years, said = QHBoxLayout(), QHBoxLayout()
        for line in (self.year, self.base_year):
            line.setFixedWidth(_NARROW)
        for widget in (self.year, self.labels[4], self.base_year):
            years.addWidget(widget)
        years.addStretch(1)
        said.addWidget(self.words, 1)
        said.addWidget(self.unit)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for years_or_said in (years, said):
            years_or_said.setSpacing(8)
        self.form.addRow(self.labels[0], self.region)
        self.form.addRow(self.labels[1], self.industry)
        self.form.addRow(self.labels[2], self.indicator)
        self.form.addRow(self.labels[3], years)
        self.form.addRow(self.labels[5], said)
        self.fields = (self.region, self.industry, self.indicator, self.year, self.base_year, self.words)
        for label, field in zip(self.labels, self.fields, strict=True):
            label.setBuddy(field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self.form)
        below: tuple[QWidget, ...] = (self.remark, self.problem, self.buttons)
        for part in below:
            layout.addWidget(part)
        self.setMinimumWidth(460)

    def _colour(self) -> None:
        self.problem.setStyleSheet(f"color: {status_text(Status.RED).name()};")

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate(self.series)
        super().changeEvent(event)

    def retranslate(self, series: SeriesKey) -> None:
        """Update all texts for the current language; `series` is the one that is chosen afterwards."""
        plan = self.workspace.plan
        self.setWindowTitle(tr("Tables", "Add a target"))
        sources = ("Region", "Industry", "Indicator", "Target year", "Base year", "Target as written")
        for label, field, source in zip(self.labels, self.fields, sources, strict=True):
            label.setText(tr("Tables", source))
            field.setAccessibleName(tr("Tables", source))
        whole = (tr("Tables", "all industries"), ALL_INDUSTRIES)
        for combo, items, code in (
            (self.region, region_choices(plan), series.region),
            (
                self.industry,
                [whole, *((named(one), one.code) for one in plan.industries)],
                series.industry,
            ),
            (self.indicator, [(named(one), one.code) for one in plan.indicators], series.indicator),
        ):
            fill_choice(combo, items, code)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Tables", "Cancel"))
        self._look()

    @property
    def series(self) -> SeriesKey:
        """The chosen series (the plan may not have it)."""
        region, industry, indicator = (
            str(combo.currentData() or "") for combo in (self.region, self.industry, self.indicator)
        )
        return SeriesKey(region, industry, indicator)

    @property
    def _indicator(self) -> Indicator | None:
        return self.workspace.plan.indicator_by_code.get(self.series.indicator)

    def existing(self) -> PlanTarget | None:
        """What the plan or the active scenario states already for the series and year; None: nothing, or no year."""
        year = parse_year(self.year.text())
        if isinstance(year, Problem):
            return None
        table = self.workspace.result.targets
        position = table.of_series.get(TargetKey(self.series, year))
        return table.statements[position] if position is not None else None

    def _look(self, *_: object) -> None:
        """Say what is known of the chosen series: a target that is there, else its base; a refusal is over."""
        indicator = self._indicator
        self.unit.setText(unit_of(indicator) if indicator is not None else "")
        self.problem.write("")
        existing = self.existing()
        self.add_button.setText(tr("Tables", "Add" if existing is None else "Go to its row"))
        self.remark.write(self._remark(existing))
        fit_height(self)

    def _remark(self, existing: PlanTarget | None) -> str:
        plan, series, indicator = self.workspace.plan, self.series, self._indicator
        if not knows_series(plan, series) or indicator is None:
            return Problem(NO_SUCH_SERIES, text=series_name(plan, series, language())).message(language())
        if series not in plan.row:
            return tr(
                "Tables", "There are no figures of {series} yet; entering a target creates its row."
            ).format(series=series_name(plan, series, language()))
        if existing is not None:
            return tr("Tables", "It already has a target for {year}: {text}").format(
                year=existing.year, text=existing.wording or "—"
            )
        year = parse_year(self.base_year.text())
        if isinstance(year, Problem) or not int(plan.years[0]) <= year <= int(plan.years[-1]):
            return ""
        figure = float(plan.observed[plan.row[series], plan.column(year)])
        base = tr("Tables", "Base {year}: {figure}").format(
            year=year, figure=format_figure(figure, indicator.decimals, unit_of(indicator))
        )
        # what cannot be taken yet is told when it is submitted, not while it is typed
        read = self.read() if self.words.text().strip() else None
        meant = understood(plan, read, language()) if isinstance(read, PlanTarget) else ""
        return "\n".join(part for part in (base, meant) if part)

    def submit(self) -> None:
        """Take what is entered and close, or say why it cannot be taken and stay."""
        existing = self.existing()
        if existing is not None and self.series in self.workspace.plan.row:
            self.accept()
            self.already.emit(existing.key)
            return
        read = self.read()
        if isinstance(read, PlanTarget):
            self.accept()
            self.stated.emit(read)
            return
        problem, field = read
        self.problem.write(problem.message(language()))
        self.problem.setAccessibleName(self.problem.text())
        fit_height(self)
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()

    def read(self) -> PlanTarget | tuple[Problem, QWidget]:
        """The target as entered; else what is wrong, and the field where it is."""
        plan, series, indicator = self.workspace.plan, self.series, self._indicator
        if not knows_series(plan, series) or indicator is None:
            return Problem(NO_SUCH_SERIES, text=series_name(plan, series, language())), self.indicator
        years = self._years()
        if not isinstance(years[0], int):
            return years
        year, base_year = years
        words = self.words.text().strip()
        stated = stated_target(plan, series, words, year, base_year)
        if isinstance(stated, Problem):
            return stated, self.words
        wrong = _refusal(words, stated.parsed, year)
        return stated if wrong is None else (wrong, self.words)

    def _years(self) -> tuple[int, int] | tuple[Problem, QWidget]:
        """The target year and the base year; else what is wrong with one of them, and its field."""
        plan = self.workspace.plan
        year, base_year = parse_year(self.year.text()), parse_year(self.base_year.text())
        if isinstance(year, Problem):
            return year, self.year
        if isinstance(base_year, Problem):
            return base_year, self.base_year
        first, last = int(plan.years[0]), int(plan.years[-1])
        if year > last:
            return Problem(AFTER_HORIZON, arguments={"year": year, "horizon": last}), self.year
        if not first <= base_year <= last:
            bounds = {"year": base_year, "first": first, "last": last}
            return Problem(BASE_OUTSIDE, arguments=bounds), self.base_year
        if year <= base_year:
            both = {"year": year, "base_year": base_year}
            return Problem(NOT_AFTER_BASE, arguments=both), self.year
        return year, base_year


def _refusal(words: str, parsed: TargetText, year: int) -> Problem | None:
    """Why the words cannot be the target of a year; None where they can."""
    if parsed.asks_nothing:
        return Problem(NO_WORDS)
    if parsed.year is not None and parsed.year != year:
        return Problem(OTHER_YEAR, text=words, arguments={"said": parsed.year, "year": year})
    return None


def fill_choice(combo: QComboBox, items: Iterable[tuple[str, str]], code: str) -> None:
    """Offer the items (text, code), the one of that code chosen, else the first."""
    with QSignalBlocker(combo):
        combo.clear()
        for text, one in items:
            combo.addItem(text, one)
        combo.setCurrentIndex(max(combo.findData(code), 0))
