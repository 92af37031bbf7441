"""The sources' frameworks: read, laid beside the plan, inserted as one step and taken out again; effects from data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from npfdesk.engine.analyses.lever_fitting import FittedEffects, fit_plan_effects
from npfdesk.locations import resources_folder
from npfdesk.plan.amended import states
from npfdesk.plan.edits import Edit
from npfdesk.plan.frameworks import (
    ILLUSTRATIVE,
    Fitted,
    Framework,
    fitted,
    frameworks,
    insert_framework,
    remove_framework,
)
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import LANGUAGES, Problem
from npfdesk.ui.answers.rows import Entry, Head, Rows, RowsTable
from npfdesk.ui.answers.thinking import Told, Work
from npfdesk.ui.field.analysis import AnalysisDialog
from npfdesk.ui.language import language, named, tr
from npfdesk.ui.workspace import Workspace


@dataclass(frozen=True, eq=False)
class EffectsFromData:
    """What least squares say of the levers of each indicator (by code), or why they say nothing."""

    found: Mapping[str, FittedEffects | Problem]


def _reading() -> QPlainTextEdit:
    page = QPlainTextEdit()
    page.setReadOnly(True)
    page.setFrameShape(QPlainTextEdit.Shape.NoFrame)
    return page


class FrameworksDialog(AnalysisDialog):
    """A list of frameworks and what each says; `index_wanted` carries its sample index, codes by dimension."""

    index_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.answer: EffectsFromData | None = None
        folder = resources_folder() / "frameworks"
        read = frameworks(folder)
        self.frameworks = tuple(one for one in read if isinstance(one, Framework))
        self.unreadable = tuple(one for one in read if isinstance(one, Problem))
        self._guide = (folder / "GUIDE.md").read_text(encoding="utf-8")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setMinimumWidth(200)
        self.list.addItems([""] * len(self.frameworks))
        self.split.insertWidget(0, self.list)
        self.split.setSizes([260, 780, 220])
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.text, self.guide = _reading(), _reading()
        self.levers = RowsTable(
            Rows(
                [
                    Head(lambda: tr("Field", "Lever"), 170, figures=False),
                    Head(lambda: tr("Field", "Dimension"), 110, figures=False),
                    Head(lambda: tr("Field", "Indicator"), 190, figures=False),
                    Head(lambda: tr("Field", "Effect"), 70),
                    Head(lambda: tr("Field", "Lag"), 60),
                    Head(lambda: tr("Field", "What it rests on"), 170, figures=False),
                    Head(lambda: tr("Field", "The source says"), 420, figures=False),
                ]
            )
        )
        self.multipliers = RowsTable(
            Rows(
                [
                    Head(lambda: tr("Field", "Role or type"), 170, figures=False),
                    Head(lambda: tr("Field", "Dimension"), 150, figures=False),
                    Head(lambda: tr("Field", "Multiplier"), 90),
                    Head(lambda: tr("Field", "What it rests on"), 180, figures=False),
                    Head(lambda: tr("Field", "Why"), 320, figures=False),
                ]
            )
        )
        self.effects = RowsTable(
            Rows(
                [
                    Head(lambda: tr("Field", "Indicator"), 190, figures=False),
                    Head(lambda: tr("Field", "Lever"), 180, figures=False),
                    Head(lambda: tr("Field", "Stated effect"), 90),
                    Head(lambda: tr("Field", "From data"), 90),
                    Head(lambda: tr("Field", "95 % interval"), 130),
                    Head(lambda: tr("Field", "Finding"), 520, figures=False),
                ]
            )
        )
        for table in (self.levers, self.multipliers, self.effects):
            table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.side("Text", self.text)
        self.side("Levers", self.levers)
        self.side("Multipliers", self.multipliers)
        self.side("Effects from data", self.effects)
        self.side("Guide", self.guide)
        self.sample = QPushButton()
        self.sample.setAutoDefault(False)
        self.buttons.addButton(self.sample, QDialogButtonBox.ButtonRole.ActionRole)
        self.sample.clicked.connect(self._propose)
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(lambda _: self.refresh() if self.isVisible() else None)

    def title(self) -> str:
        """The question."""
        return tr("Field", "Frameworks of the sources")

    def series_words(self) -> str:
        """It is the whole plan's."""
        return self.workspace.plan.title

    def verb(self) -> str:
        """What taking it does."""
        if self._inserted():
            return tr("Field", "Take it out again")
        return (
            tr("Field", "In the workbook already") if self._stands() else tr("Field", "Insert into the plan")
        )

    @property
    def framework(self) -> Framework | None:
        """The one that is read."""
        place = self.list.currentRow()
        return self.frameworks[place] if 0 <= place < len(self.frameworks) else None

    def _inserted(self) -> bool:
        framework = self.framework
        return framework is not None and any(
            one.framework == framework.id for one in self.workspace.document.inserted
        )

    def _stands(self) -> bool:
        return self.framework is not None and not self._inserted() and self._is_workbooks(self.framework)

    def _is_workbooks(self, framework: Framework) -> bool:
        # saved into the workbook it is the workbook's own, in whichever language it was inserted
        own = self.workspace.session.opened.plan
        return any(states(own, fitted(framework, own, spoken).insertion) for spoken in LANGUAGES)

    def _beside(self, framework: Framework) -> Fitted:
        # beside the workbook's own plan: once it is inserted the plan has its levers already
        return fitted(framework, self.workspace.session.opened.plan, language())

    def edit(self) -> Edit | None:
        """Insert it, or take it out."""
        framework = self.framework
        if framework is None:
            return None
        if self._inserted():
            return remove_framework(framework, self.workspace.session.opened.plan)
        if self._stands():
            return None
        return insert_framework(framework, self.workspace.plan, language())

    def question(self) -> Work | Problem | None:
        """The text at once; what data say of the levers in the plan, in a thread."""
        self._read()
        results, scenario = self.workspace.session.results, self.workspace.document.active
        indicators = tuple(dict.fromkeys(effect.indicator for effect in self.workspace.plan.levers))

        def work(told: Told) -> EffectsFromData | None:
            found: dict[str, FittedEffects | Problem] = {}
            for place, code in enumerate(indicators):
                if not told(place / max(len(indicators), 1)):
                    return None
                if code in results.frame.indicator_index:
                    found[code] = fit_plan_effects(results, scenario, code)
            return EffectsFromData(found)

        return work

    def show_answer(self, answer: Any) -> None:
        """What data say of the levers."""
        self.answer = answer
        self.effects.rows.put(self._effect_lines(answer.found) if answer is not None else ())

    def _read(self) -> None:
        for place, one in enumerate(self.frameworks):
            inserted = any(other.framework == one.id for other in self.workspace.document.inserted)
            mark = tr("Field", " (in the plan)") if inserted else ""
            if not inserted and self._is_workbooks(one):
                mark = tr("Field", " (in the workbook)")
            self.list.item(place).setText(one.title.text(language(), {}) + mark)
        framework = self.framework
        self.guide.setPlainText(self._guide)
        self.sample.setText(tr("Field", "Use its sample index"))
        for table in (self.levers, self.multipliers, self.effects):
            table.rows.retranslate()
        if framework is None:
            self.headline.setText("")
            return
        beside = self._beside(framework)
        self.headline.setText(framework.title.text(language(), {}))
        self.text.setPlainText(_told(framework))
        self.levers.rows.put(self._lever_lines(framework))
        rests = ILLUSTRATIVE.text(language(), {})
        self.multipliers.rows.put(
            [
                [
                    Entry(one.name, faint=one.name in beside.strangers),
                    Entry(framework.dimensions[one.dimension].text(language(), {})),
                    Entry(plain(one.multiplier)),
                    Entry(rests, faint=True),
                    Entry(one.note.text(language(), {}), faint=True),
                ]
                for one in framework.multipliers
            ]
        )
        self.sample.setEnabled(bool(beside.index))
        self.notes.write("\n".join(self._notes(beside)))

    def _notes(self, beside: Fitted) -> list[str]:
        comma = tr("Field", ", ")
        said = [
            tr("Field", "Every effect and multiplier is an assumption: illustrative, not estimated."),
            tr("Field", "Its levers stand in the workbook itself; there they are changed or taken out.")
            if self._stands()
            else tr("Field", "No lever has an intensity yet, so no path moves."),
        ]
        for names, text in (
            (beside.lacking, tr("Field", "The plan has no {names}: these effects are left out.")),
            (beside.idle_levers, tr("Field", "Left without any effect: {names}.")),
            (beside.strangers, tr("Field", "No region or industry of the plan is {names}.")),
        ):
            if names:
                said.append(text.format(names=comma.join(names)))
        said += [problem.message(language()) for problem in self.unreadable]
        return said

    def _lever_lines(self, framework: Framework) -> list[list[Entry]]:
        plan: Plan = self.workspace.plan
        beside = self._beside(framework)
        rests = ILLUSTRATIVE.text(language(), {})
        lines = []
        for lever in framework.levers:
            name = lever.name.text(language(), {})
            dimension = framework.dimensions[lever.dimension].text(language(), {})
            words = " ".join(lever.text.text(language(), {}).split())
            own = [effect for effect in beside.insertion.levers if effect.lever == name]
            for effect in own:
                indicator = plan.indicator_by_code.get(effect.indicator)
                lines.append(
                    [
                        Entry(name),
                        Entry(dimension),
                        Entry(named(indicator) if indicator is not None else effect.indicator),
                        Entry(plain(effect.effect), strong=True),
                        Entry(str(effect.lag)),
                        Entry(rests, faint=True),
                        Entry(words, faint=True),
                    ]
                )
            if not own:
                lines.append(
                    [Entry(name, faint=True), Entry(dimension, faint=True), *(Entry("—") for _ in range(3)),
                     Entry(), Entry(words, faint=True)]
                )  # fmt: skip
        return lines

    def _effect_lines(self, found: Mapping[str, FittedEffects | Problem]) -> list[list[Entry]]:
        plan = self.workspace.plan
        lines = []
        for code, made in found.items():
            name = named(plan.indicator_by_code[code])
            if isinstance(made, Problem):
                empty = [Entry("—") for _ in range(4)]
                lines.append([Entry(name), *empty, Entry(made.message(language()), faint=True)])
                continue
            stated = {one.lever: one.effect for one in plan.levers if one.indicator == code}
            for place, lever in enumerate(made.levers):
                low, high = float(made.low[place]), float(made.high[place])
                finding = tr("Field", "{count} observations, R² {r}").format(
                    count=made.observations, r=f"{made.r_squared:.2f}"
                )
                if low <= 0 <= high:
                    finding += tr("Field", "; the interval holds 0")
                elif not low <= stated.get(lever, 0.0) <= high:
                    finding += tr("Field", "; the stated effect lies outside")
                lines.append(
                    [
                        Entry(name),
                        Entry(lever),
                        Entry(plain(stated.get(lever))),
                        Entry(f"{float(made.effects[place]):.3f}", strong=True),
                        Entry(f"{low:.3f} – {high:.3f}"),
                        Entry(finding),
                    ]
                )
        return lines

    def _propose(self) -> None:
        if self.framework is not None:
            self.index_wanted.emit(self._beside(self.framework).index)

    def methods(self) -> tuple[str, ...]:
        """The method of the side that is seen."""
        return ("lever_fitting",) if self.shown_side() == "Effects from data" else ()


def _told(framework: Framework) -> str:
    """A framework's text, source, dimensions and open points, as one reads them."""
    spoken = language()
    source = framework.source
    parts = [framework.text.text(spoken, {}), ""]
    told = " ".join(part for part in (source.document, source.section, source.date, source.url) if part)
    parts.append(tr("Field", "Source: {source}").format(source=told))
    parts.append(
        tr("Field", "Dimensions: {names}").format(
            names=tr("Field", ", ").join(one.text(spoken, {}) for one in framework.dimensions.values())
        )
    )
    if framework.open_points:
        parts += ["", tr("Field", "What the source says and this file does not:")]
        parts += [f"· {one.text(spoken, {})}" for one in framework.open_points]
    return "\n".join(parts)
