"""The commitments of the plan: a wall by state, a list with owner, milestone and evidence, a table by county."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QWidget

from npfdesk.plan.commitments import (
    SOON_DAYS,
    STATE_NAMES,
    Commitment,
    CommitmentKey,
    DueFilter,
    PromiseKind,
    Standing,
    State,
    by_region,
    commitments_by_key,
    commitments_with_standings,
    read_state,
)
from npfdesk.plan.due_dates import is_due
from npfdesk.plan.edit_labels import set_standing
from npfdesk.plan.problems import joined
from npfdesk.report.material import moment_now
from npfdesk.ui.analyses.analysis_dialog import Choice
from npfdesk.ui.analyses.commitment_wall import Wall
from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.workspace import Workspace

_TYPED: Final = {5: "owner", 6: "milestone", 7: "due", 8: "state", 9: "evidence"}
_EVERYWHERE: Final = None
_ANYBODY: Final = None


def _due_filter_name(one: DueFilter) -> str:
    return {
        DueFilter.ANY: tr("Analyses", "any due date"),
        DueFilter.OVERDUE: tr("Analyses", "overdue"),
        DueFilter.SOON: tr("Analyses", "due within {days} days").format(days=SOON_DAYS),
        DueFilter.THIS_YEAR: tr("Analyses", "due this year"),
    }[one]


def _state_name(state: State) -> str:
    return STATE_NAMES[state].text(language(), {})


class CommitmentsDialog(AnswerDialog):
    """Shows what the plan promises; the state of each is edited here, with undo, and saved with the work."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1240, 740)
        self.shown: dict[CommitmentKey, Commitment] = {}
        self.today = moment_now().date()
        self.region = Choice(240)
        self.region.activated.connect(lambda _: self.refresh())
        self.owner = Choice(200)
        self.owner.activated.connect(lambda _: self.refresh())
        self.due = Choice(180)
        self.due.activated.connect(lambda _: self.refresh())
        self.pair("Shown", self.region, self.owner, self.due)
        self.wall = Wall()
        self.rows = Rows(
            [
                Head(lambda: tr("Analyses", "Region"), 100, figures=False),
                Head(lambda: tr("Analyses", "Commitment"), 260, figures=False),
                Head(lambda: tr("Analyses", "Measured as"), 100, figures=False),
                Head(lambda: tr("Analyses", "Target"), 110),
                Head(lambda: tr("Analyses", "Year"), 60),
                Head(lambda: tr("Analyses", "Owner"), 180, figures=False),
                Head(lambda: tr("Analyses", "Milestone"), 140, figures=False),
                Head(lambda: tr("Analyses", "Due"), 110, figures=False),
                Head(lambda: tr("Analyses", "State"), 90, figures=False),
                Head(lambda: tr("Analyses", "Evidence"), 170, figures=False),
                Head(lambda: tr("Analyses", "Source"), 150, figures=False),
                Head(lambda: tr("Analyses", "Note"), 320, figures=False),
            ]
        )
        self.table = RowsTable(self.rows)
        # an entry may take its row out of those shown, which the editor has to leave first
        self.rows.entered.connect(self._entered, Qt.ConnectionType.QueuedConnection)
        self.counts = RowsTable(Rows([]))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for page in (self.wall, self.table, self.counts):
            self.tabs.addTab(page, "")
        self.body.addWidget(self.tabs, 1)
        self.wall.moved.connect(self._moved)
        self.apply_button.hide()

    def words(self, source: str) -> str:
        """The label of a field."""
        return tr("Analyses", source)

    def series_text(self) -> str:
        """No series: the dialog is about the whole plan."""
        return self.workspace.plan.title

    def ask(self) -> None:
        """Update everything."""
        plan, document = self.workspace.plan, self.workspace.document
        every = commitments_with_standings(plan.commitments, document.work.standings)
        regions = tuple(dict.fromkeys(key.region for key in every))
        self.region.offer(
            [_EVERYWHERE, *regions],
            [tr("Analyses", "all regions"), *(self._region(code) for code in regions)],
            _EVERYWHERE,
        )
        owners = tuple(dict.fromkeys(one.owner for one in every.values() if one.owner))
        self.owner.offer([_ANYBODY, *owners], [tr("Analyses", "all owners"), *owners], _ANYBODY)
        self.due.offer([*DueFilter], [_due_filter_name(one) for one in DueFilter], DueFilter.ANY)
        for choice, name in (
            (self.region, tr("Analyses", "Region")),
            (self.owner, tr("Analyses", "Owner")),
            (self.due, tr("Analyses", "Due")),
        ):
            choice.setAccessibleName(name)
        # the clock is asked once, so that headline and rows are of one day
        self.today = moment_now().date()
        self.shown = {key: one for key, one in every.items() if self._wanted(one)}
        for place, name in enumerate(
            (tr("Analyses", "Board"), tr("Analyses", "List"), tr("Analyses", "By region"))
        ):
            self.tabs.setTabText(place, name)
        self.wall.show_cards(self.shown, {key: self._card(one) for key, one in self.shown.items()})
        self.rows.retranslate()
        self.rows.set_rows([self._line(key, one) for key, one in self.shown.items()])
        self._count(every)
        self._show_summary(every)

    def _wanted(self, one: Commitment) -> bool:
        region, owner, due = self.region.chosen, self.owner.chosen, self.due.chosen
        return (
            (region is _EVERYWHERE or one.region == region)
            and (owner is _ANYBODY or one.owner == owner)
            and (not isinstance(due, DueFilter) or due.holds(one, self.today))
        )

    def _show_summary(self, every: Mapping[CommitmentKey, Commitment]) -> None:
        asides = [one.message(language()) for one in self.workspace.session.opened.asides]
        if not every:
            text = tr(
                "Analyses",
                "The workbook has no list of commitments. Add a sheet 承诺 (Commitments) with the columns of the template.",
            )
            self.refuse("\n".join([text, *asides]))
            return
        states = [one.state for one in every.values()]
        self.headline.setText(
            tr(
                "Analyses",
                "Commitments {count}: done {done}, late {late}, under way {under_way}; overdue on "
                "{day}: {overdue}",
            ).format(
                overdue=sum(one.overdue_on(self.today) for one in every.values()),
                day=self.today.isoformat(),
                count=len(states),
                done=states.count(State.DONE),
                late=states.count(State.LATE),
                under_way=states.count(State.UNDER_WAY),
            )
        )
        hint = tr("Analyses", "Move a card by dragging it, or with Ctrl and an arrow key.")
        self.notes.write("\n".join([hint, *asides]))

    def _region(self, code: str) -> str:
        found = self.workspace.plan.region_by_code.get(code)
        return named(found) if found is not None else code

    @staticmethod
    def _target(one: Commitment) -> str:
        return one.text if not one.unit or one.unit in one.text else f"{one.text} {one.unit}"

    def _card(self, one: Commitment) -> tuple[str, str]:
        due = tr("Analyses", "due {day}").replace("{day}", one.due) if one.due else str(one.year)
        late = tr("Analyses", "overdue") if one.overdue_on(self.today) else ""
        where = " · ".join(part for part in (self._region(one.region), due, late) if part)
        text = "\n".join(part for part in (one.item, self._target(one), where, one.owner) if part)
        tip = "\n".join(part for part in (one.milestone, one.evidence, one.source, one.note) if part)
        return text, tip

    def _line(self, key: CommitmentKey, one: Commitment) -> list[Entry]:
        stated = self.workspace.document.work.standings.get(key, Standing())
        return [
            Entry(self._region(one.region)),
            Entry(one.item),
            Entry(_promise(one.promise), faint=True),
            Entry(self._target(one)),
            Entry(str(one.year) if one.year else ""),
            Entry(one.owner, typed=True, strong=stated.owner is not None),
            Entry(one.milestone, typed=True, strong=stated.milestone is not None),
            Entry(one.due, typed=True, strong=stated.due is not None, late=one.overdue_on(self.today)),
            Entry(STATE_NAMES[one.state].text(language(), {}), typed=True, strong=stated.state is not None),
            Entry(one.evidence, typed=True, strong=stated.evidence is not None),
            Entry(one.source, faint=True),
            Entry(one.note, faint=True),
        ]

    def _count(self, every: Mapping[CommitmentKey, Commitment]) -> None:
        heads = [Head(lambda: tr("Analyses", "Region"), 180, figures=False)]
        heads += [Head(partial(_state_name, state), 110) for state in State]
        heads.append(Head(lambda: tr("Analyses", "Total"), 110))
        rows = self.counts.rows
        if len(rows.heads) != len(heads):
            rows.set_heads(heads)
        rows.retranslate()
        rows.set_rows(
            [
                [
                    Entry(self._region(region)),
                    *(Entry(str(count) if count else "–", faint=not count) for count in counts.values()),
                    Entry(str(sum(counts.values())), strong=True),
                ]
                for region, counts in by_region(every.values()).items()
            ]
        )

    def _moved(self, key: CommitmentKey, state: State) -> None:
        self._set_field(key, "state", state)

    def _entered(self, row: int, column: int, text: str) -> None:
        key = tuple(self.shown)[row]
        name = _TYPED[column]
        value: str | State | None = text.strip()
        if name == "state":
            value = read_state(text)
            if value is None:
                names = (one.text(language(), {}) for one in STATE_NAMES.values())
                states = joined(names, language(), choice=True)
                self.notes.write(
                    tr("Analyses", "“{text}” is not a state. Type one of: {states}.").format(
                        text=text, states=states
                    )
                )
                return
        if name == "due" and not is_due(text):
            told = tr(
                "Analyses",
                "“{text}” names no day or period. Type one such as 2027-06-30, 2027年6月底 or 2027Q2.",
            )
            self.notes.write(told.replace("{text}", text))
            return
        self._set_field(key, name, value)

    def _set_field(self, key: CommitmentKey, name: str, value: str | State | None) -> None:
        """Set one field of a commitment; a value equal to the workbook's is not stored."""
        document = self.workspace.document
        stated = commitments_by_key(self.workspace.plan.commitments)[key]
        known = document.work.standings.get(key, Standing())
        if getattr(known.on(stated), name) == value:
            return
        own = None if getattr(stated, name) == value else value
        after = known.with_value(name, own)
        self.workspace.apply(set_standing(key, after if after != Standing() else None), self)


def _promise(promise: PromiseKind) -> str:
    return {
        PromiseKind.NEW: tr("Analyses", "added"),
        PromiseKind.TOTAL: tr("Analyses", "cumulative"),
        PromiseKind.BEYOND: tr("Analyses", "exceeded"),
        PromiseKind.COVERAGE: tr("Analyses", "full coverage"),
        PromiseKind.YEARLY: tr("Analyses", "every year"),
        PromiseKind.REACH: tr("Analyses", "reached"),
    }[promise]
