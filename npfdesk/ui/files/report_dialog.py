"""What a report is to have: its kind and form, what is in it, how it is marked, and the file; as it was last time on this plan."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.file_names import as_file_name, shown_path
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Count, Problem, joined
from npfdesk.plan.scenarios import Scenario
from npfdesk.report.content import WATERMARKS, Content, Marking
from npfdesk.report.forms import ReportForm, overwrites_plan
from npfdesk.report.markings import state_words
from npfdesk.report.material import Material
from npfdesk.report.requests import ReportKind, ReportRequest, record_of, request_of
from npfdesk.report.sections import CLOSED, COUNTIES, MONTHS, ORDERED, SectionKind, kinds_of
from npfdesk.report.standings import TargetStanding, every_standing
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.files.chosen_files import chosen_path
from npfdesk.ui.files.destination import may_write, with_ending
from npfdesk.ui.files.ticked_lists import Entry, RegionTree, SectionList, TickedList, counted
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.mnemonics import say
from npfdesk.ui.window.preferences import OFFICIAL_TEMPLATE

_SCENARIOS, _REGIONS, _INDICATORS, _SECTIONS = range(4)
_TABS: Final = ("Scenarios", "Regions", "Indicators", "Sections")
_FORM_WIDTH: Final = 392
_EDGE: Final = 12
_SEARCHED: Final = 8
"""A list of more entries than these has a line to search it."""


@dataclass(frozen=True, eq=False)
class ReportSubject:
    """What reports can be made of: the material of all scenarios as they are, those shown, and the plan's own file.

    `kinds` and `forms` are those offered, `templates` the office's own by the ending of the form (or OFFICIAL_TEMPLATE), `years` those that kinds of
    official reports are about where none was chosen.
    """

    material: Material
    shown: tuple[str, ...]
    file: Path
    kinds: Sequence[ReportKind]
    forms: Sequence[ReportForm]
    templates: Mapping[str, Path]
    years: Mapping[str, int]

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.material.plan

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """All scenarios by their ids."""
        return {one.id: one for one in self.material.scenarios}


class ReportDialog(QDialog):
    """Asks what a report is to have; `wanted` carries the file and the ReportRequest, after the dialog has closed.

    `kept` is what was kept for this plan, `record` what is to be kept now.
    """

    wanted = Signal(object, object)

    def __init__(
        self, subject: ReportSubject, kept: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.subject = subject
        self._kinds: dict[str, dict[str, Any]] = dict(kept.get("kinds") or {})
        sections = kept.get("sections")
        self._orders: dict[str, list[str]] = dict(sections) if isinstance(sections, dict) else {}
        folder = kept.get("folder")
        self.folder = (
            Path(folder) if isinstance(folder, str) and os.path.isdir(folder) else subject.file.parent
        )
        self._standings: dict[str, tuple[TargetStanding, ...]] = {}
        self.gone: tuple[str, ...] = ()
        self._named_by_hand = False
        self.kind, self.form, self.year, self.watermark = (QComboBox() for _ in range(4))
        self.labels = [QLabel() for _ in range(5)]
        self.seal, self.register, self.afresh = QCheckBox(), QCheckBox(), QCheckBox()
        self.state, self.template = Note(), Note()
        self.tabs = QTabWidget()
        self.scenarios, self.indicators = TickedList(), TickedList()
        self.regions, self.sections = RegionTree(), SectionList()
        self.search = QLineEdit()
        self.all_button, self.none_button = QPushButton(), QPushButton()
        self.up_button, self.down_button = QPushButton(), QPushButton()
        self.file, self.browse = QLineEdit(), QPushButton()
        self.note, self.problem = Note(), Note()
        self.buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self.export_button = self.buttons.addButton("", roles.AcceptRole)
        self.cancel_button = self.buttons.addButton("", roles.RejectRole)
        self._lay_out()
        for one in subject.kinds:
            self.kind.addItem("", one.key)
        for code in ("", *WATERMARKS):
            self.watermark.addItem("", code)
        for year in subject.plan.years:
            self.year.addItem(str(int(year)), int(year))
        last = kept.get("kind")
        self.kind.setCurrentIndex(max(self.kind.findData(last), 0))
        self._take_kind()
        self._connect()
        self.retranslate()
        self.export_button.setFocus()

    # how it stands

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for label, field in zip(self.labels, (self.kind, self.form, self.year, self.watermark), strict=False):
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            label.setBuddy(field)
            form.addRow(label, field)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(form)
        left.addWidget(self.seal)
        left.addWidget(self.state)
        left.addWidget(self.register)
        left.addWidget(self.afresh)
        left.addWidget(self.template)
        left.addStretch(1)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(_FORM_WIDTH)
        for one in self.lists:
            self.tabs.addTab(one, "")
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.tabs, 1)
        right.addLayout(self._beside_search())
        across = QHBoxLayout()
        across.setSpacing(20)
        across.addWidget(side)
        across.addLayout(right, 1)
        place = QHBoxLayout()
        place.setSpacing(8)
        self.labels[4].setBuddy(self.file)
        place.addWidget(self.labels[4])
        place.addWidget(self.file, 1)
        place.addWidget(self.browse)
        self.browse.setAutoDefault(False)
        self.cancel_button.setAutoDefault(False)
        self.export_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(across, 1)
        layout.addLayout(place)
        for part in (self.note, self.problem, self.buttons):
            layout.addWidget(part)
        self.resize(880, 560)

    def _beside_search(self) -> QHBoxLayout:
        """The buttons below the lists, and the line to search one."""
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (self.all_button, self.none_button, self.up_button, self.down_button):
            button.setAutoDefault(False)
            below.addWidget(button)
        policy = self.search.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.search.setSizePolicy(policy)
        below.addWidget(self.search, 1)
        return below

    @property
    def lists(self) -> tuple[TickedList | RegionTree, ...]:
        """The lists in the order of the tabs."""
        return self.scenarios, self.regions, self.indicators, self.sections

    def _connect(self) -> None:
        self.kind.activated.connect(lambda _: self._take_kind())
        self.form.activated.connect(lambda _: self._take_form())
        self.year.activated.connect(lambda _: self._propose())
        self.watermark.activated.connect(lambda _: self._look())
        for box in (self.seal, self.register, self.afresh):
            box.toggled.connect(self._look)
        for one in self.lists:
            one.ticked.connect(self._ticked)
        self.tabs.currentChanged.connect(lambda _: self._show_tab())
        self.search.textChanged.connect(self._find)
        self.all_button.clicked.connect(lambda: self._tick_all(True))
        self.none_button.clicked.connect(lambda: self._tick_all(False))
        self.up_button.clicked.connect(lambda: self.sections.move_entry(-1))
        self.down_button.clicked.connect(lambda: self.sections.move_entry(1))
        self.file.textEdited.connect(self._typed)
        self.browse.clicked.connect(self._browse)
        self.buttons.accepted.connect(self.submit)
        self.buttons.rejected.connect(self.reject)

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Update all texts for the current language."""
        self.setWindowTitle(tr("Exports", "Export a report"))
        for label, text in zip(self.labels, ("Report", "Form", "Year", "Watermark", "File"), strict=True):
            say(label, tr("Exports", text))
        for field, text in (
            (self.kind, "Report"),
            (self.form, "Form"),
            (self.year, "Year"),
            (self.watermark, "Watermark"),
            (self.file, "File"),
        ):
            field.setAccessibleName(tr("Exports", text))
        for at, kind in enumerate(self.subject.kinds):
            self.kind.setItemText(at, kind.title.text(language(), {}))
        for at in range(self.watermark.count()):
            code = self.watermark.itemData(at)
            text = WATERMARKS[code].text(language(), {}) if code else tr("Exports", "none")
            self.watermark.setItemText(at, text)
        for button, text in (
            (self.all_button, "All"),
            (self.none_button, "None of them"),
            (self.up_button, "Up"),
            (self.down_button, "Down"),
            (self.browse, "Browse…"),
            (self.seal, "State on every page"),
            (self.register, "With what each sentence rests on"),
            (self.afresh, "Write afresh, without hand edits"),
            (self.export_button, "Export"),
            (self.cancel_button, "Cancel"),
        ):
            say(button, tr("Exports", text))
        self.search.setPlaceholderText(tr("Exports", "Search"))
        self.search.setAccessibleName(tr("Exports", "Search"))
        request = self.request
        self._fill_forms(request.ending)
        self._fill(request)
        self._show_tab()

    def ask_for(self, asked: ReportRequest) -> None:
        """Put what a view asks for: its kind, year and scenarios; the rest as it was last chosen for that kind."""
        self.kind.setCurrentIndex(max(self.kind.findData(asked.kind), 0))
        self._take_kind()
        if self.year.findData(asked.year) >= 0:
            self.year.setCurrentIndex(self.year.findData(asked.year))
        self._fill(replace(self.request, scenarios=asked.scenarios))
        self._propose()

    # what is chosen

    @property
    def chosen_kind(self) -> ReportKind:
        """The kind of report."""
        return self.subject.kinds[max(self.kind.currentIndex(), 0)]

    @property
    def ending(self) -> str:
        """The ending of the form."""
        return str(self.form.currentData() or self.subject.forms[0].ending)

    @property
    def request(self) -> ReportRequest:
        """The report as it is asked for now."""
        scenarios = self.scenarios.chosen()
        usual = tuple(one.key for one in self._section_kinds())
        sections = self.sections.chosen()
        whole = not usual or sections == usual
        return ReportRequest(
            self.chosen_kind.key,
            self.ending,
            int(self.year.currentData() or 0) if self.chosen_kind.dated else 0,
            None if scenarios == self._shown() else scenarios,
            Content(
                _unless_all(self.regions.chosen(), self.regions.codes()),
                _unless_all(self.indicators.chosen(), self.indicators.codes()),
                None if whole else sections,
            ),
            Marking(str(self.watermark.currentData() or ""), self.seal.isChecked()),
            self.register.isChecked(),
            self.afresh.isChecked() and self.chosen_kind.dated,
        )

    def _section_kinds(self) -> tuple[SectionKind, ...]:
        return kinds_of(self.ending, self.chosen_kind.key)

    @property
    def _order_key(self) -> str:
        """Under what the sections' choice and order are kept: a kind of report in a form."""
        return f"{self.chosen_kind.key}{self.ending}"

    def record(self) -> dict[str, Any]:
        """What is to be kept for this plan."""
        request, subject = self.request, self.subject
        self._keep_order()
        kinds = {**self._kinds, request.kind: record_of(request, subject.plan, subject.scenarios)}
        return {
            "kind": request.kind,
            "folder": str(self.folder),
            "kinds": kinds,
            "sections": self._orders,
        }

    def _shown(self) -> tuple[str, ...]:
        """The scenarios that are ticked where none was chosen: those shown, of a report about one that which is edited."""
        shown = set(self.subject.shown[:1] if self.chosen_kind.dated else self.subject.shown)
        return tuple(one for one in self.subject.scenarios if one in shown)

    def _take_kind(self) -> None:
        """Show what was last chosen for the kind."""
        subject = self.subject
        kept, self.gone = request_of(self._kinds.get(self.chosen_kind.key), subject.plan, subject.scenarios)
        self._fill_forms(kept.ending)
        years = [int(self.year.itemData(at)) for at in range(self.year.count())]
        year = (
            kept.year
            if kept.year in years
            else subject.years.get(self.chosen_kind.key, subject.plan.target_year)
        )
        self.year.setCurrentIndex(max(self.year.findData(year), 0))
        self.watermark.setCurrentIndex(max(self.watermark.findData(kept.marking.watermark), 0))
        self.seal.setChecked(kept.marking.seal)
        self.register.setChecked(kept.register)
        self.afresh.setChecked(False)
        for part in (self.labels[2], self.year, self.register, self.afresh):
            part.setVisible(self.chosen_kind.dated)
        self._fill(kept)
        self._propose()

    def _fill_forms(self, ending: str) -> None:
        kind = self.chosen_kind
        self.form.clear()
        for one in self.subject.forms:
            if not kind.forms or one.ending in kind.forms:
                self.form.addItem(f"{one.ending} · {one.title.text(language(), {})}", one.ending)
        self.form.setCurrentIndex(max(self.form.findData(ending), 0))
        # its list is as wide as its longest line, however narrow it is itself
        self.form.view().setMinimumWidth(self.form.view().sizeHintForColumn(0) + 2 * _EDGE)

    def _take_form(self) -> None:
        self._fill_sections()
        self._propose()

    def _fill(self, request: ReportRequest) -> None:
        subject, content = self.subject, request.content
        chosen = self._shown() if request.scenarios is None else request.scenarios
        self.scenarios.fill((Entry(one.id, named(one)) for one in subject.scenarios.values()), chosen)
        plan = subject.plan
        self.regions.fill(
            (Entry(one.code, named(one), (one.name,), one.parent) for one in plan.own_regions),
            plan.root,
            content.regions,
        )
        self.indicators.fill(
            (Entry(one.code, named(one), (one.name,)) for one in plan.indicators), content.indicators
        )
        self._fill_sections()

    def _fill_sections(self) -> None:
        kinds = {one.key: one for one in self._section_kinds()}
        kept = self._orders.get(self._order_key)
        ticked = None if kept is None else [one for one in kept if one in kinds]
        order = [*(ticked or ()), *(key for key in kinds if key not in (ticked or ()))]
        empty = self._empty()
        self.sections.set_ordered(self.ending in ORDERED)
        if self.ending not in ORDERED:
            order = list(kinds)
        self.sections.fill(
            (
                Entry(
                    key, tr("Exports", "{section} (no data)").format(section=title) if key in empty else title
                )
                for key in order
                if (title := kinds[key].title.text(language(), {}))
            ),
            ticked,
        )
        self.tabs.setTabVisible(_SECTIONS, bool(kinds))
        self._show_tab()
        self._look()

    def _empty(self) -> set[str]:
        """The sections of which the plan has nothing."""
        plan = self.subject.plan
        if self.chosen_kind.dated:
            return set()
        held = {
            MONTHS: bool(plan.progress),
            CLOSED: bool(plan.closed_targets),
            COUNTIES: len(plan.own_regions) > 1,
        }
        return {key for key, there in held.items() if not there}

    def _keep_order(self) -> None:
        usual, sections = [one.key for one in self._section_kinds()], list(self.sections.chosen())
        if sections == usual:
            self._orders.pop(self._order_key, None)
        else:
            self._orders[self._order_key] = sections

    def _ticked(self) -> None:
        if self.chosen_kind.dated and len(self.scenarios.chosen()) > 1:
            item = self.scenarios.currentItem()
            only = str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else self._shown()[0]
            self.scenarios.fill(
                (Entry(one.id, named(one)) for one in self.subject.scenarios.values()), (only,)
            )
        self._keep_order()
        self._look()

    def _tick_all(self, ticked: bool) -> None:
        place = self.tabs.currentIndex()
        if place == _SECTIONS and ticked:
            # their usual order, too
            self._orders.pop(self._order_key, None)
            self._fill_sections()
        else:
            self.lists[place].tick_all(ticked)

    def _find(self, typed: str) -> None:
        for one in (self.scenarios, self.regions, self.indicators):
            one.show_found(typed if one is self.tabs.currentWidget() else "")

    def _show_tab(self) -> None:
        place = self.tabs.currentIndex()
        one = self.lists[place]
        self.search.setVisible(place != _SECTIONS and len(one.codes()) > _SEARCHED)
        if self.search.text():
            self.search.clear()
        for button in (self.up_button, self.down_button):
            button.setVisible(place == _SECTIONS and self.sections.ordered)

    # what it comes to

    def _look(self, *_: object) -> None:
        """Say how much the report will have, or why it would be empty."""
        request = self.request
        for place, one in enumerate(self.lists):
            name = tr("Exports", _TABS[place])
            self.tabs.setTabText(place, counted(name, len(one.chosen()), len(one.codes())))
            one.setAccessibleName(name)
        chosen = request.of(self.subject.scenarios.values(), self.subject.shown)
        material = replace(
            self.subject.material, scenarios=chosen, language=language(), content=request.content
        )
        self.state.write(state_words(material))
        template = self.subject.templates.get(OFFICIAL_TEMPLATE if self.chosen_kind.dated else self.ending)
        said = (
            tr("Exports", "In the style of {file}").format(file=shown_path(template.name)) if template else ""
        )
        self.template.write(said)
        self.note.write(" ".join(self._remarks(request, material)))
        empty = not self.scenarios.chosen() or not self.indicators.chosen()
        sections = bool(self.sections.codes()) and self.ending in ORDERED
        empty = empty or (sections and not self.sections.chosen())
        self.export_button.setEnabled(not empty)

    def _remarks(self, request: ReportRequest, material: Material) -> list[str]:
        first = material.scenarios[0]
        if first.id not in self._standings:
            self._standings[first.id] = every_standing(self.subject.material, first)
        rows = [row for row in self._standings[first.id] if material.takes(row.series)]
        if not self.scenarios.chosen() or not self.indicators.chosen():
            return [tr("Exports", "Tick one scenario and one indicator at least.")]
        said = [
            tr("Exports", "{count:target|targets} in {places:region|regions}.").format(
                count=Count(len(rows)), places=Count(len({row.series.region for row in rows}))
            )
            if rows
            else tr(
                "Exports", "None of what is ticked has a target: tables and charts of targets will be empty."
            )
        ]
        if request.content.narrowed and self.ending == ".xlsx":
            said.append(tr("Exports", "Rows left out stay in the workbook, hidden, as formulas need them."))
        path = self.path
        if self.chosen_kind.dated and path is not None and path.exists() and not request.afresh:
            said.append(
                tr("Exports", "What was changed by hand in the file stays, marked where its figures moved.")
            )
        if self.gone:
            names = joined(self.gone, language(), 3)
            said.append(tr("Exports", "No longer in the plan, and left out: {names}.").format(names=names))
        return said

    # the file

    def _propose(self) -> None:
        """The file's name: as it was typed, or of the plan and the report, with the form's ending."""
        typed = Path(self.file.text())
        if self._named_by_hand and typed.name:
            self.file.setText(str(typed.with_suffix(self.ending)))
        else:
            plan = self.subject.file.stem
            if self.chosen_kind.dated:
                said = f"{self.chosen_kind.title.text(language(), {})}-{self.request.year}"
            else:
                shown = [one for one in self.subject.shown if one in self.subject.scenarios]
                said = self.subject.scenarios[shown[0]].name if shown else ""
            name = as_file_name(f"{plan}-{said}") if said else plan
            self.file.setText(str(self.folder / f"{name}{self.ending}"))
        self._look()

    def _typed(self, _: str) -> None:
        self._named_by_hand = True
        self.problem.write("")
        ending = Path(self.file.text()).suffix.lower()
        place = self.form.findData(ending)
        if place >= 0 and place != self.form.currentIndex():
            self.form.setCurrentIndex(place)
            self._fill_sections()

    def _browse(self) -> None:
        kinds = [f"{self.form.itemText(at)} (*{self.form.itemData(at)})" for at in range(self.form.count())]
        chosen = kinds[self.form.currentIndex()]
        options = QFileDialog.Option.DontConfirmOverwrite
        file, kind = QFileDialog.getSaveFileName(
            self, self.windowTitle(), self.file.text(), ";;".join(kinds), chosen, options=options
        )
        if file:
            self._named_by_hand = True
            self.file.setText(str(with_ending(chosen_path(file), kinds, kind or chosen)))
            self._typed("")

    @property
    def path(self) -> Path | None:
        """The file to write; None where none is named."""
        said = self.file.text().strip()
        if not said:
            return None
        path = Path(os.path.expanduser(said))
        path = path if path.is_absolute() else self.folder / path
        return path if path.suffix.lower() == self.ending else path.with_name(path.name + self.ending)

    def submit(self) -> None:
        """Close and let the report be made, or say why its file cannot be written and stay."""
        path = self.path
        if path is None or not self.export_button.isEnabled():
            self.file.setFocus()
            return
        itself = overwrites_plan(path, self.subject.file)
        if itself is not None:
            self._tell(itself)
            return
        if not path.parent.is_dir():
            self.problem.write(
                tr("Exports", "There is no folder {folder}.").format(folder=shown_path(path.parent))
            )
            self.file.setFocus()
            return
        if not may_write(self, path):
            return
        self.folder = path.parent
        self.accept()
        self.wanted.emit(path, self.request)

    def _tell(self, problem: Problem) -> None:
        self.problem.write(problem.message(language()))
        self.file.setFocus()
        self.file.selectAll()


def _unless_all(chosen: tuple[str, ...], every: tuple[str, ...]) -> tuple[str, ...] | None:
    return None if chosen == every else chosen
