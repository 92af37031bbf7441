"""Regions merged or split: who, from which year on, with the figures before and after and all that it changes."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from npfdesk.engine.edits.boundary_paths import BoundaryComparison, boundary_edit, comparison
from npfdesk.engine.projection.update import compute
from npfdesk.plan.boundary_changes import (
    TOO_FEW_MERGED,
    TOO_FEW_PARTS,
    BoundaryChange,
    BoundaryKind,
    BoundaryStep,
    boundary_step,
)
from npfdesk.plan.boundary_targets import additive
from npfdesk.plan.document import Document
from npfdesk.plan.edits import Edit
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure, parse_entry, parse_year, plain
from npfdesk.plan.problems import Problem, joined
from npfdesk.plan.regions import Region
from npfdesk.plan.statuses import Status
from npfdesk.plan.structure_edits import new_code
from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.look.colours import appearance, status_text
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.tables.new_target import choice_of, fill_choice
from npfdesk.ui.workspace import Workspace

_NEW = ""
"""Merged into a new region."""
_YEAR_WIDTH, _NAME_WIDTH, _COLUMN_WIDTH = 84, 200, 110
_LIST_HEIGHT, _PARTS_HEIGHT = 64, 126


class BoundaryDialog(AnswerDialog):
    """The regions of a merge are ticked, the parts of a split typed; the table shows an indicator before and after."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(980, 700)
        self._made: Edit | None = None
        self._of: object = None
        self.kind = choice_of()
        self.year = QLineEdit(str(workspace.plan.base_year + 1))
        self.year.setFixedWidth(_YEAR_WIDTH)
        self.old = QListWidget()
        self.old.setFlow(QListView.Flow.LeftToRight)
        self.old.setWrapping(True)
        self.old.setResizeMode(QListView.ResizeMode.Adjust)
        self.old.setFixedHeight(_LIST_HEIGHT)
        self.old.setSpacing(3)
        self.into, self.name = choice_of(), QLineEdit()
        self.name.setFixedWidth(_NAME_WIDTH)
        self.restated, self.goes_on = QCheckBox(), QCheckBox()
        self.whole, self.indicator = choice_of(), choice_of()
        self.parts: list[tuple[str, str]] = []
        self.part_rows = Rows(
            (
                Head(lambda: tr("Boundaries", "New region"), 240, figures=False),
                Head(lambda: tr("Boundaries", "Share, %"), 96),
            )
        )
        self.part_table = RowsTable(self.part_rows)
        self.part_table.setFixedHeight(_PARTS_HEIGHT)
        self.rows = Rows(())
        self.table = RowsTable(self.rows)
        self.refusal = Note()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.pair("Kind of change", self.kind)
        self.field("From year", self.year)
        self.form.setFieldGrowthPolicy(self.form.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.field("Regions to merge", self.old)
        self.pair("Merged into", self.into, self.name)
        self.field("Earlier years", self.restated)
        self.pair("Region to split", self.whole, self.goes_on)
        self.field("Its parts", self.part_table)
        self.field("Shown below", self.indicator)
        self.body.addWidget(self.table, 1)
        place = self.column.indexOf(self.notes)
        self.column.insertWidget(place + 1, self.refusal)

    def _connect(self) -> None:
        for button in (self.restated, self.goes_on):
            button.toggled.connect(self._refresh_if_visible)
        for line in (self.year, self.name):
            line.textChanged.connect(self._refresh_if_visible)
        for combo in (self.kind, self.into, self.indicator):
            combo.currentIndexChanged.connect(self._refresh_if_visible)
        self.whole.currentIndexChanged.connect(self._new_whole)
        self.old.itemChanged.connect(self._refresh_if_visible)
        self.part_rows.entered.connect(self._typed)
        appearance.changed.connect(self._colour)
        self._colour()

    def _colour(self) -> None:
        self.refusal.setStyleSheet(f"color: {status_text(Status.RED).name()};")

    def title(self) -> str:
        """The title of the dialog."""
        return tr("Boundaries", "Boundary changes")

    def words(self, source: str) -> str:
        """The label of a field in the current language."""
        return tr("Boundaries", source)

    def apply_text(self) -> str:
        """The text of the apply button."""
        return tr("Boundaries", "Merge" if self._merges() else "Split")

    def ask(self) -> None:
        """Show the plan's regions, and what the change that is entered makes of them."""
        self._fill()
        self._made = None
        merge = self._merges()
        for row in range(self.form.rowCount()):
            source = self.labels[row][1]
            if source in ("Regions to merge", "Merged into", "Earlier years"):
                self.form.setRowVisible(row, merge)
            elif source in ("Region to split", "Its parts"):
                self.form.setRowVisible(row, not merge)
        self.name.setEnabled(self.into.currentData() == _NEW)
        self.restated.setEnabled(self.into.currentData() == _NEW)
        self.subject.write(
            tr("Boundaries", "For all scenarios; figures of {scenario} are shown").format(
                scenario=named(self.workspace.document.scenario)
            )
        )
        change = self._change()
        if isinstance(change, Problem):
            self._refused(change)
            return
        step = boundary_step(self.workspace.document, change)
        if isinstance(step, Problem):
            self._refused(step)
            return
        self._show(step)

    def edit(self) -> Edit | None:
        """The change as one step."""
        return self._made

    def apply(self) -> None:
        """Make the change, and begin anew."""
        if self._made is None:
            return
        super().apply()
        self.parts = []
        self.name.clear()
        self.refresh()

    # what is entered

    def _fill(self) -> None:
        """Offer the plan's regions and indicators; what is ticked stays so."""
        for button, source in (
            (self.restated, "Restate them as the sum of the old regions, for comparison only"),
            (self.goes_on, "The old region continues as its first part"),
        ):
            button.setText(tr("Boundaries", source))
        kinds = [
            (tr("Boundaries", "Several regions become one"), str(BoundaryKind.MERGE)),
            (tr("Boundaries", "One region becomes several"), str(BoundaryKind.SPLIT)),
        ]
        fill_choice(self.kind, kinds, str(self.kind.currentData() or BoundaryKind.MERGE))
        self.name.setPlaceholderText(tr("Boundaries", "Name of the new region"))
        for label, _ in self.labels:
            buddy = label.buddy()
            if buddy is not None:
                buddy.setAccessibleName(bare(label.text()))
        self.part_rows.retranslate()
        plan = self.workspace.plan
        ticked = set(self._ticked())
        offered = [
            one for one in plan.own_regions if one.code != plan.root and not plan.children_of(one.code)
        ]
        shown = (plan.regions, language())
        if shown != self._of:
            self._of = shown
            with QSignalBlocker(self.old):
                self.old.clear()
                for one in offered:
                    item = QListWidgetItem(_dated(one), self.old)
                    item.setData(Qt.ItemDataRole.UserRole, one.code)
                    item.setFlags(
                        Qt.ItemFlag.ItemIsEnabled
                        | Qt.ItemFlag.ItemIsUserCheckable
                        | Qt.ItemFlag.ItemIsSelectable
                    )
                    checked = Qt.CheckState.Checked if one.code in ticked else Qt.CheckState.Unchecked
                    item.setCheckState(checked)
            fill_choice(
                self.whole, [(_dated(one), one.code) for one in offered], str(self.whole.currentData() or "")
            )
            usual = self.workspace.selection.indicator
            chosen = str(self.indicator.currentData() or usual)
            rolled = [one for one in plan.indicators if one.rollup is not RollUp.NONE]
            fill_choice(self.indicator, [(named(one), one.code) for one in rolled], chosen)
        into = str(self.into.currentData() or _NEW)
        choices = [(tr("Boundaries", "a new region"), _NEW)]
        choices += [(named(plan.region_by_code[code]), code) for code in self._ticked()]
        fill_choice(self.into, choices, into)
        self._show_parts()

    def _merges(self) -> bool:
        return str(self.kind.currentData()) != str(BoundaryKind.SPLIT)

    def _ticked(self) -> list[str]:
        items = [self.old.item(row) for row in range(self.old.count())]
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def _new_whole(self) -> None:
        self.parts = []
        self._refresh_if_visible()

    def _typed(self, row: int, column: int, text: str) -> None:
        name, share = self.parts[row] if row < len(self.parts) else ("", "")
        name, share = (text.strip(), share) if column == 0 else (name, text.strip())
        self.parts[row : row + 1] = [(name, share)] if name or share else []
        self.refresh()

    def _show_parts(self) -> None:
        whole = self.workspace.plan.region_by_code.get(str(self.whole.currentData() or ""))
        if self.goes_on.isChecked() and whole is not None:
            share = self.parts[0][1] if self.parts else ""
            self.parts[:1] = [(named(whole), share)]
        lines = [[Entry(name, typed=True), Entry(share, typed=True)] for name, share in self.parts]
        if self.goes_on.isChecked() and lines:
            lines[0][0] = Entry(self.parts[0][0], strong=True)
        # the last row is empty: a part is added by typing into it
        self.part_rows.set_rows([*lines, [Entry("", typed=True), Entry("", typed=True)]])

    def _change(self) -> BoundaryChange | Problem:
        document = self.workspace.document
        year = parse_year(self.year.text())
        if isinstance(year, Problem):
            return year
        if self._merges():
            old = tuple(self._ticked())
            if len(old) < 2:
                return Problem(TOO_FEW_MERGED)
            code = str(self.into.currentData() or _NEW)
            into = document.plan.region_by_code.get(code) or _new_region(document, self.name.text())
            restated = self.restated.isChecked() and code == _NEW
            return BoundaryChange(BoundaryKind.MERGE, year, old, (into,), restated=restated)
        whole = str(self.whole.currentData() or "")
        if len(self.parts) < 2 or not whole:
            return Problem(TOO_FEW_PARTS)
        shares: list[float] = []
        for _, said in self.parts:
            share = parse_entry(said, "%") if said else None
            if isinstance(share, Problem):
                return share
            shares += [] if share is None else [share]
        new = [_new_region(document, name) for name, _ in self.parts]
        if self.goes_on.isChecked():
            new[0] = document.plan.region_by_code[whole]
        return BoundaryChange(BoundaryKind.SPLIT, year, (whole,), tuple(new), tuple(shares))

    # what is shown

    def _refused(self, problem: Problem) -> None:
        self.headline.setText("")
        self.notes.write("")
        self.rows.set_heads(())
        self.refusal.write(problem.message(language()))

    def _show(self, step: BoundaryStep) -> None:
        document, before = self.workspace.document, self.workspace.session.results
        self._made = boundary_edit(document, before, step)
        changed = self._made.apply(document)
        self.refusal.write("")
        self.headline.setText(step.label.text(language()))
        told = [one.text(language()) for one in step.told]
        self.notes.write(joined_lines(told))
        code = str(self.indicator.currentData() or "")
        indicator = document.plan.indicator_by_code.get(code)
        if indicator is None:
            self.rows.set_heads(())
            return
        found = comparison(before, compute(changed), document.active, step.change, code)
        self._table(found, step.change, document.plan, changed.plan, code)
        if found.differs.any():
            years = tuple(str(year) for year in found.years[found.differs].tolist())
            self.refusal.write(
                tr(
                    "Boundaries",
                    "{whole} has no roll-up of {indicator} in {years} until the new regions' figures are entered, or shares are given.",
                ).format(
                    whole=self._above(step.change, document.plan),
                    indicator=named(indicator),
                    years=years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}",
                )
                if not np.isfinite(found.whole_after[found.differs]).any()
                else tr("Boundaries", "The roll-up of {indicator} changes in {years}.").format(
                    indicator=named(indicator), years=joined(years, language())
                )
            )

    def _above(self, change: BoundaryChange, plan: Plan) -> str:
        return named(plan.region_by_code[plan.region_by_code[change.old[0]].parent])

    def _table(
        self, found: BoundaryComparison, change: BoundaryChange, plan: Plan, after: Plan, code: str
    ) -> None:
        indicator = plan.indicator_by_code[code]
        above, there = self._above(change, plan), tr("Boundaries", "{name}, before")
        way = tr("Boundaries", "sum") if additive(indicator) else tr("Boundaries", "weighted mean")
        rolled = f"{above} ({way})" if language() == "en" else f"{above}（{way}）"
        then = tr("Boundaries", "{name}, after")
        columns = [
            *((there.format(name=named(plan.region_by_code[one])), path) for one, path in found.old.items()),
            *((then.format(name=named(after.region_by_code[one])), path) for one, path in found.new.items()),
            (there.format(name=rolled), found.whole_before),
            (then.format(name=rolled), found.whole_after),
        ]
        names = [name for name, _ in columns]
        measure = self.table.fontMetrics().horizontalAdvance
        heads = [
            Head(lambda: tr("Boundaries", "Year"), 72, figures=False),
            *(Head(partial(str, name), max(_COLUMN_WIDTH, measure(name) + 28)) for name in names),
        ]
        if [head.words() for head in heads] != [head.words() for head in self.rows.heads]:
            self.rows.set_heads(heads)
        restated = {len(found.old) + nth for nth, one in enumerate(change.new) if one.code not in change.old}
        figures = np.stack([path for _, path in columns])
        shown = np.flatnonzero(np.isfinite(figures).any(axis=0)).tolist()
        lines = []
        for place in shown:
            year = int(found.years[place])
            cells = [Entry(str(year), strong=year == change.year)]
            for nth, figure in enumerate(figures[:, place].tolist()):
                whole, last = nth >= len(columns) - 2, nth == len(columns) - 1
                # stated for comparison only: years before the region is in force
                outside = nth in restated and year < change.year
                text = format_figure(figure, indicator.decimals)
                cells.append(
                    Entry(text, strong=whole, faint=outside, late=last and bool(found.differs[place]))
                )
            lines.append(cells)
        self.rows.set_rows(lines)
        years = [int(found.years[place]) for place in shown]
        for year in (change.year + 2, change.year - 1):
            # the years around the change come into view
            if year in years:
                self.table.scrollTo(self.rows.index(years.index(year), 0))


def joined_lines(told: list[str]) -> str:
    """What is told, one a line."""
    return "\n".join(f"· {one}" for one in told)


def _new_region(document: Document, name: str) -> Region:
    said = name.strip()
    return Region(new_code(document, "regions", said) if said else "", said)


def _dated(region: Region) -> str:
    """A region with its years, where it is not always in force."""
    if region.since is None and region.until is None:
        return named(region)
    years = f"{plain(region.since)}–{plain(region.until)}"
    return f"{named(region)} {years}"
