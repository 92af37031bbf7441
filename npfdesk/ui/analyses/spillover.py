"""Spillover: the part of a region's gains from levers that others receive, as a table of weights."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QHBoxLayout, QWidget

from npfdesk.engine.projection.levers import is_zero, own_gain
from npfdesk.engine.projection.spillover_paths import spilled_gains, spillover_weights
from npfdesk.plan.edit_labels import set_spillover
from npfdesk.plan.edits import Edit
from npfdesk.plan.numbers import format_figure, plain, trimmed
from npfdesk.plan.problems import Problem
from npfdesk.plan.regions import Region
from npfdesk.plan.spillover import Basis, Spillover
from npfdesk.ui.analyses.analysis_dialog import Cards, Choice
from npfdesk.ui.answers.answer_dialog import AnswerDialog, FigureField, figure_or_none
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.naming import divider
from npfdesk.ui.views.tile_layout import lowest, tile_places
from npfdesk.ui.workspace import Workspace


class SpilloverDialog(AnswerDialog):
    """Spillover is off until it is chosen here; it belongs to the plan, for all scenarios."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1080, 680)
        self.groups: dict[str, str] = {}
        self.places: dict[str, tuple[float, float]] = {}
        self.weights: dict[tuple[str, str], float] = {}
        self._read_from: object = self
        self.basis = Choice(280)
        self.share, self.lag = FigureField("%"), FigureField()
        self.power, self.reach = FigureField(), FigureField()
        self.field("Weights between regions", self.basis)
        self.field("Share passed on, %", self.share)
        self.field("Lag, years", self.lag)
        self.field("Exponent of distance", self.power)
        self.field("Reach in tiles (empty: no limit)", self.reach)
        self.rows = Rows([])
        self.table = RowsTable(self.rows)
        self.cards = Cards()
        split = divider()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.table)
        split.addWidget(self.cards)
        split.setSizes([780, 240])
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.body.addWidget(line, 1)
        self.basis.activated.connect(lambda _: self.refresh())
        for box in (self.share, self.lag, self.power, self.reach):
            box.editingFinished.connect(self.refresh)
        self.rows.entered.connect(self._entered)

    def words(self, source: str) -> str:
        """The label of a field."""
        return tr("Analyses", source)

    def series_text(self) -> str:
        """No series: the dialog is about the whole plan."""
        return tr("Analyses", "for all scenarios; only the effects of levers spill over")

    def _regions(self) -> tuple[Region, ...]:
        return tuple(lowest(self.workspace.plan.own_regions))

    def _read_document(self) -> None:
        """Read the document's spillover into the fields, if it changed."""
        chosen = self.workspace.document.work.spillover
        if self._read_from == chosen and self.places:
            return
        self._read_from = chosen
        self.places = tile_places(self.workspace.plan.own_regions)
        spillover = chosen or self._usual()
        self.groups = dict(spillover.groups)
        self.places.update({code: (column, row) for code, column, row in spillover.places})
        self.weights = {(to, giver): weight for to, giver, weight in spillover.table}
        self.share.setText(trimmed(spillover.share * 100, 6))
        self.lag.setText(str(spillover.lag))
        self.power.setText(plain(spillover.power))
        self.reach.setText(plain(spillover.reach))
        # without one it begins with one that gives an answer: only applying it makes it the plan's
        self.basis.choose(spillover.basis)

    def _usual(self) -> Spillover:
        """One that passes something on: within groups where one has two regions, else by distance."""
        grouped = Spillover(Basis.GROUP, 0.2, 1)
        if spillover_weights(self.workspace.plan, grouped) is not None:
            return grouped
        places = tuple((code, *place) for code, place in self.places.items())
        return Spillover(Basis.DISTANCE, 0.2, 1, places=places)

    def ask(self) -> None:
        """Show the weights of the chosen spillover, and its effect on the selected series."""
        self.basis.offer(
            [None, *Basis],
            [
                tr("Analyses", "off"),
                tr("Analyses", "equal within a group"),
                tr("Analyses", "by distance on the tile map"),
                tr("Analyses", "own matrix"),
            ],
        )
        self._read_document()
        basis = self.basis.chosen
        for place, shown in enumerate(
            (True, basis is not None, basis is not None, basis is Basis.DISTANCE, basis is Basis.DISTANCE)
        ):
            self.form.setRowVisible(place, shown)
        self.cards.show_cards(("spillover",))
        self._fill()
        chosen = self.chosen()
        if isinstance(chosen, Problem):
            self.refuse(chosen)
        elif chosen is None:
            self.refuse(tr("Analyses", "The levers of a region act on that region only."))
        elif spillover_weights(self.workspace.plan, chosen) is None:
            self.refuse(
                tr(
                    "Analyses",
                    "No spillover: no region has another to pass effects on to. Choose other weights.",
                )
            )
        else:
            self._tell(chosen)

    def chosen(self) -> Spillover | Problem | None:
        """The spillover in the fields; None for off, a Problem where a field holds no figure."""
        basis = self.basis.chosen
        if not isinstance(basis, Basis):
            return None
        for box in (self.share, self.lag, self.power, self.reach):
            if isinstance(box.figure, Problem):
                return box.figure
        share, lag = figure_or_none(self.share) or 0.0, figure_or_none(self.lag) or 0.0
        power, reach = figure_or_none(self.power), figure_or_none(self.reach)
        # parse_entry reads 20 and 20 % the same in a cell of per cent
        share = min(max(share, 0.0), 100.0) / 100.0
        return Spillover(
            basis,
            share,
            max(0, round(lag)),
            tuple(self.groups.items()) if basis is Basis.GROUP else (),
            tuple((code, *place) for code, place in self.places.items()) if basis is Basis.DISTANCE else (),
            tuple((*pair, weight) for pair, weight in self.weights.items()) if basis is Basis.TYPED else (),
            power if power is not None and power > 0 else 1.0,
            reach if reach is not None and reach > 0 else None,
        )

    def _tell(self, chosen: Spillover) -> None:
        """What the selected series gains from its own levers, and what it would receive."""
        self.notes.write(
            tr(
                "Analyses",
                "An assumption, not an estimate. Rows sum to 1; what is received is not passed on again. "
                "What drove the change shows it as a step of its own.",
            )
        )
        workspace = self.workspace
        plan, results, year = workspace.plan, workspace.session.results, workspace.year
        scenario = self._with_levers()
        passed = spillover_weights(plan, chosen)
        if scenario is None or passed is None:
            self.refuse(
                tr(
                    "Analyses",
                    "No scenario has an intensity of a lever, so nothing spills over. Enter intensities in Levers.",
                )
            )
            return
        own: NDArray[np.float64] = own_gain(results.scenarios[scenario].inputs)
        received = spilled_gains(results.frame, own, passed)
        column = plan.column(year)
        row = self._receiver(received[column])
        if row is None:
            self.headline.setText("")
            return
        series = plan.series[row]
        parts = (
            plan.region_by_code.get(series.region),
            plan.industry_by_code.get(series.industry),
            plan.indicator_by_code.get(series.indicator),
        )
        text = (
            tr("Analyses", "{what} {year}: own levers {own} percentage points, received {received}")
            if scenario == workspace.document.active
            else tr(
                "Analyses",
                "{what} {year} in “{scenario}”: own levers {own} percentage points, received {received}",
            )
        )
        self.headline.setText(
            text.format(
                what=" · ".join(named(one) for one in parts if one is not None),
                scenario=named(workspace.document.scenarios[scenario]),
                year=year,
                own=format_figure(float(own[column, row]), 3),
                received=format_figure(float(received[column, row]), 3),
            )
        )

    def _with_levers(self) -> str | None:
        """The scenario looked at, or the first whose levers act where its own do not; None where none do."""
        document, results = self.workspace.document, self.workspace.session.results
        order = dict.fromkeys((document.active, *document.scenarios))
        acting = (one for one in order if not is_zero(own_gain(results.scenarios[one].inputs)))
        return next(acting, None)

    def _receiver(self, received: NDArray[np.float64]) -> int | None:
        """The series looked at; where it receives nothing, that of its indicator which receives most, else of any."""
        plan, series = self.workspace.plan, self.workspace.selection.series
        own = plan.row.get(series)
        if own is not None and received[own]:
            return own
        alike = [
            row
            for row, one in enumerate(plan.series)
            if one.indicator == series.indicator and one.industry == series.industry
        ]
        for rows in (alike, range(len(plan.series))):
            most = max(rows, key=lambda row: float(np.nan_to_num(received[row])), default=None)
            if most is not None and received[most] > 0:
                return most
        return own

    def _fill(self) -> None:
        regions, basis = self._regions(), self.basis.chosen
        region = Head(lambda: tr("Analyses", "Region"), 140, figures=False)
        if basis is Basis.GROUP:
            heads = [
                region,
                Head(lambda: tr("Analyses", "Role"), 150, figures=False),
                Head(lambda: tr("Analyses", "Group"), 200, figures=False),
            ]
            lines = [
                [
                    Entry(named(one)),
                    Entry(one.role, faint=True),
                    Entry(self.groups.get(one.code, one.role), typed=True),
                ]
                for one in regions
            ]
        elif basis is Basis.DISTANCE:
            heads = [
                region,
                Head(lambda: tr("Analyses", "Column"), 90),
                Head(lambda: tr("Analyses", "Row"), 90),
            ]
            lines = [
                [
                    Entry(named(one)),
                    *(Entry(plain(figure), typed=True) for figure in self.places.get(one.code, (0.0, 0.0))),
                ]
                for one in regions
            ]
        elif basis is Basis.TYPED:
            heads = [Head(lambda: tr("Analyses", "To ↓ from →"), 140, figures=False)]
            heads += [Head(partial(named, one), 84) for one in regions]
            lines = [
                [
                    Entry(named(to)),
                    *(
                        Entry("–", faint=True)
                        if to is giver
                        else Entry(plain(self.weights.get((to.code, giver.code))), typed=True)
                        for giver in regions
                    ),
                ]
                for to in regions
            ]
        else:
            heads, lines = [region], []
        titles = [head.words() for head in heads]
        if titles != [head.words() for head in self.rows.heads]:
            self.rows.set_heads(heads)
        self.rows.set_rows(lines)

    def _entered(self, row: int, column: int, text: str) -> None:
        regions = self._regions()
        code, basis = regions[row].code, self.basis.chosen
        if basis is Basis.GROUP:
            if text.strip() == regions[row].role:
                self.groups.pop(code, None)
            else:
                self.groups[code] = text.strip()
            self.refresh()
            return
        box = FigureField()
        box.setText(text)
        figure = box.figure
        if isinstance(figure, Problem) or (figure is not None and basis is Basis.TYPED and figure < 0):
            problem = figure if isinstance(figure, Problem) else None
            self.notes.write(
                problem.message(language()) if problem else tr("Analyses", "A weight must be 0 or more.")
            )
            return
        if basis is Basis.DISTANCE and figure is not None:
            place = list(self.places.get(code, (0.0, 0.0)))
            place[column - 1] = figure
            self.places[code] = (place[0], place[1])
        elif basis is Basis.TYPED:
            pair = (code, regions[column - 1].code)
            if figure is None:
                self.weights.pop(pair, None)
            else:
                self.weights[pair] = figure
        self.refresh()

    def edit(self) -> Edit | None:
        """The edit that applies the chosen spillover, if it differs from the current one."""
        chosen = self.chosen()
        if isinstance(chosen, Problem) or chosen == self.workspace.document.work.spillover:
            return None
        return set_spillover(chosen)
