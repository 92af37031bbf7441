"""The composite index of regions: choice of indicators, weights, ranks, coordination, for every year and scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from npfdesk.engine.analyses.index_study import (
    ExcludedRegion,
    IndexChoice,
    IndexStudy,
    Weighting,
    choice_record,
    read_choice,
    study_index,
    usual_dimensions,
)
from npfdesk.engine.analyses.scaling import Filling, Scaling
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Problem, clauses, joined
from npfdesk.ui.analyses import index_tables
from npfdesk.ui.analyses.analysis_dialog import Choice, RememberedAnalysisDialog
from npfdesk.ui.analyses.index_tables import CoordinationSide, Table
from npfdesk.ui.analyses.indicator_choice import IndicatorTree
from npfdesk.ui.analyses.pairwise_judgement import PairwiseTable
from npfdesk.ui.answers.answer_table import Rows, RowsTable
from npfdesk.ui.answers.answer_thread import Progress, Work
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.workspace import Workspace

_SIDES: Final = (
    "Scores",
    "Scores by year",
    "Ranks by year",
    "Weights",
    "Obstacles",
    "Coordination",
    "Rank stability",
)
_MOST_NAMED: Final = 6


class IndexDialog(RememberedAnalysisDialog):
    """The index of the regions below the root, updated live."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.answer: IndexStudy | None = None
        self.tree = IndicatorTree()
        self.split.insertWidget(0, self.tree)
        self.split.setSizes([280, 740, 240])
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.year, self.scaling, self.weighting = Choice(96), Choice(280), Choice(220)
        self.filling, self.model = Choice(280), Choice(220)
        self.pair("Year and scale", self.year, self.scaling, self.filling)
        self.pair("Weights and coordination", self.weighting, self.model)
        self.tables: dict[str, RowsTable] = {}
        for source in _SIDES:
            self.tables[source] = RowsTable(Rows([]))
        self.coordination = CoordinationSide(self.tables["Coordination"])
        for source in _SIDES:
            self.side(source, self.coordination if source == "Coordination" else self.tables[source])
        self.pairs = PairwiseTable()
        self.side("Pairwise judgements", self.pairs)
        self.tree.chosen.connect(self.chosen)
        self.pairs.judged.connect(self.chosen)
        for choice in (self.scaling, self.weighting, self.filling, self.model):
            choice.activated.connect(lambda _: self.chosen())
        self.weighting.activated.connect(lambda _: self._turn_to_judgements())
        self.year.activated.connect(lambda _: self._look_at_year())
        self.apply_button.hide()

    def series_text(self) -> str:
        """The indicator and regions that are compared."""
        return tr("Analyses", "the regions below {region}").format(
            region=self._name(self.workspace.plan.city) or "—"
        )

    def use(self, dimensions: Mapping[str, tuple[str, ...]]) -> None:
        """Use an index that a framework proposes."""
        self.tree.choose(dimensions)

    def choice(self) -> IndexChoice:
        """The current choices."""
        scaling, filling = self.scaling.chosen, self.filling.chosen
        assert isinstance(scaling, Scaling)
        assert isinstance(filling, Filling)
        return IndexChoice(
            MappingProxyType(self.tree.dimensions()),
            scaling,
            self._weighting(),
            filling,
            self.model.chosen == "corrected",
            MappingProxyType(dict(self.tree.weights)),
            MappingProxyType(self.pairs.given()),
        )

    def choices(self) -> dict[str, Any]:
        """The choices of the index."""
        return choice_record(self.choice())

    def recall(self, kept: object) -> None:
        """Restore the saved index; else the default one."""
        # boxes and indicators belong to the open plan
        self._words()
        plan = self.workspace.plan
        found = read_choice(kept, plan) or IndexChoice(usual_dimensions(self.workspace.result, plan))
        self.scaling.choose(found.scaling)
        self.weighting.choose(found.weighting)
        self.filling.choose(found.filling)
        self.model.choose("corrected" if found.corrected else "classic")
        self.tree.weights = dict(found.typed)
        self.pairs.judgements = dict(found.judged)
        self.tree.set_chosen(found.dimensions)
        if self.isVisible():
            self.refresh()

    def _words(self) -> None:
        plan = self.workspace.plan
        years = [int(year) for year in plan.years]
        self.year.offer(years, [str(year) for year in years], self.workspace.year)
        self.year.choose(self.workspace.year)
        self.scaling.offer(
            list(Scaling),
            [
                tr("Analyses", "scaled within each year"),
                tr("Analyses", "scaled over all years and scenarios"),
                tr("Analyses", "as shares of the plan's targets"),
            ],
            Scaling.POOLED,
        )
        self.weighting.offer(
            list(Weighting),
            [
                tr("Analyses", "entropy weights"),
                tr("Analyses", "equal weights"),
                tr("Analyses", "CRITIC weights"),
                tr("Analyses", "pairwise judgements (AHP)"),
                tr("Analyses", "own weights"),
                tr("Analyses", "combined: entropy × AHP"),
                tr("Analyses", "combined: entropy × own"),
            ],
            Weighting.ENTROPY,
        )
        self.filling.offer(
            list(Filling),
            [
                tr("Analyses", "missing value: leave the region out"),
                tr("Analyses", "missing value: last earlier figure"),
                tr("Analyses", "missing value: median of the same role"),
            ],
            Filling.NONE,
        )
        self.model.offer(
            ["corrected", "classic"],
            [tr("Analyses", "coordination: corrected"), tr("Analyses", "coordination: classic")],
            "corrected",
        )
        self.tree.show_plan(plan, usual_dimensions(self.workspace.result, plan))
        weighting = self._weighting()
        self.tree.show_weights(weighting.typed)
        codes = tuple(code for members in self.tree.dimensions().values() for code in members)
        self.pairs.show_indicators(codes, [self._names()[code] for code in codes])
        self.tabs.setTabVisible(len(_SIDES), weighting.judged)

    def _weighting(self) -> Weighting:
        chosen = self.weighting.chosen
        assert isinstance(chosen, Weighting)
        return chosen

    def _look_at_year(self) -> None:
        if isinstance(year := self.year.chosen, int):
            self.workspace.set_view(year=year)

    def _turn_to_judgements(self) -> None:
        if self._weighting().judged:
            self.tabs.setCurrentIndex(len(_SIDES))

    def _names(self) -> dict[str, str]:
        return {one.code: named(one) for one in self.workspace.plan.indicators}

    def _name(self, region: str) -> str:
        found = self.workspace.plan.region_by_code.get(region)
        return named(found) if found is not None else region

    def question(self) -> Work | Problem | None:
        """The choices of the index."""
        self._words()
        results, choice = self.workspace.session.results, self.choice()

        def work(progress: Progress) -> IndexStudy | Problem:
            return study_index(results, choice)

        return work

    def show_answer(self, answer: Any) -> None:
        """Show the visible side, and the excluded regions."""
        if isinstance(answer, Problem):
            self.answer = None
            for table in self.tables.values():
                table.rows.set_rows(())
            self.coordination.picture.put(())
            self.refuse(answer)
            return
        self.answer = answer
        if answer is None:
            return
        self.headline.setText(self._leader(answer))
        self.notes.write("\n".join(self._notes(answer)))
        self.fill()

    def _leader(self, study: IndexStudy) -> str:
        made = study.at(self.workspace.document.active, self.workspace.year)
        first = [
            named(region)
            for region, rank in zip(study.index.regions, made.ranks, strict=True)
            if int(rank) == 1
        ]
        if not first:
            return tr("Analyses", "No region has every figure in {year}.").format(year=self.workspace.year)
        return tr("Analyses", "{year}: {regions} first of {count}").format(
            year=self.workspace.year, regions=joined(first, language()), count=int(made.complete.sum())
        )

    def _notes(self, study: IndexStudy) -> list[str]:
        names, year = self._names(), self.workspace.year
        active = self.workspace.document.active
        notes = []
        if study.choice.scaling is Scaling.BY_YEAR:
            notes.append(
                tr(
                    "Analyses",
                    "Each year has a scale of its own: scores of different years cannot be compared.",
                )
            )
        elif study.choice.scaling is Scaling.POOLED:
            notes.append(
                tr("Analyses", "One scale over all years and scenarios: any two scores can be compared.")
            )
        else:
            notes.append(
                tr("Analyses", "Scores are shares of the targets of {year}.").format(
                    year=self.workspace.plan.target_year
                )
            )
        left = study.left_out(active, year)
        if left:
            texts = [self._lack(one, names) for one in left[:_MOST_NAMED]]
            if len(left) > _MOST_NAMED:
                texts.append(tr("Analyses", "{count} more").format(count=len(left) - _MOST_NAMED))
            notes.append(
                tr("Analyses", "Left out in {year}: {regions}.").format(
                    year=year, regions=clauses(texts, language())
                )
            )
        filled = study.filled_in(active, year)
        if filled:
            texts = [
                f"{self._name(code)} ({joined((names[one] for one in codes), language())})"
                for code, codes in list(filled.items())[:_MOST_NAMED]
            ]
            if len(filled) > _MOST_NAMED:
                texts.append(tr("Analyses", "{count} more").format(count=len(filled) - _MOST_NAMED))
            method = self.filling.currentText()
            notes.append(
                tr("Analyses", "Filled in {year} ({method}): {regions}.").format(
                    year=year, method=method, regions=clauses(texts, language())
                )
            )
        judged = study.judgement
        if judged is not None and judged.ratio is not None and not judged.consistent:
            notes.append(
                tr(
                    "Analyses",
                    "The judgements contradict each other: consistency ratio {ratio}, and it should be below 0.1.",
                ).format(ratio=format_figure(judged.ratio, 3))
            )
        made = study.at(active, year)
        if made.complete.any() and not (made.weights > 0).any():
            notes.append(tr("Analyses", "All regions have the same figures: no weights can be derived."))
        return notes

    def _lack(self, one: ExcludedRegion, names: Mapping[str, str]) -> str:
        parts = []
        if one.figures:
            parts.append(
                tr("Analyses", "missing: {indicators}").format(
                    indicators=joined((names[code] for code in one.figures), language())
                )
            )
        if one.targets:
            parts.append(
                tr("Analyses", "no target for {indicators}").format(
                    indicators=joined((names[code] for code in one.targets), language())
                )
            )
        return f"{self._name(one.region)} ({clauses(parts, language(), comma=True)})"

    def fill(self) -> None:
        """Fill the table of the visible side."""
        study, side = self.answer, self.shown_side()
        if study is None or side not in self.tables:
            return
        heads, lines = self._table(study, side)
        rows = self.tables[side].rows
        titles = [head.words() for head in heads]
        if titles != [head.words() for head in rows.heads]:
            rows.set_heads(heads)
        rows.set_rows(lines)

    def _table(self, study: IndexStudy, side: str) -> Table:
        workspace = self.workspace
        active, year = workspace.document.active, workspace.year
        place = study.index.scenarios.index(active)
        if side == "Scores":
            others = [
                (name, named(one)) for name, one in workspace.document.scenarios.items() if name != active
            ]
            return index_tables.scores(study, self._names(), active, others, year)
        if side == "Scores by year":
            return index_tables.by_year(study, study.index.scores[place], index_tables.figure)
        if side == "Ranks by year":
            ranks = study.index.ranks[place]
            return index_tables.by_year(study, ranks, lambda rank: str(int(rank)) if rank else "—")
        if side == "Weights":
            return index_tables.weights(study, workspace.plan, active, year)
        if side == "Obstacles":
            return index_tables.obstacles(study, self._names(), active, year)
        if side == "Coordination":
            self.coordination.show_degrees(study, active, workspace.selection.region, year)
            return index_tables.coordination(study, active, year)
        return index_tables.stability(study, study.stability(active, year), active, year)

    def methods(self) -> Sequence[str]:
        """The methods of the visible side."""
        side = self.shown_side()
        scale = "targets" if self.scaling.chosen is Scaling.TARGETS else "min_max"
        filling = () if self.filling.chosen is Filling.NONE else ("filling",)
        weighing = _weighing_cards(self._weighting())
        if side == "Scores":
            return ("score", scale, *filling, *weighing, "topsis", "obstacles")
        if side == "Obstacles":
            return ("obstacles", scale)
        if side == "Coordination":
            return ("coupling_corrected" if self.model.chosen == "corrected" else "coupling_classic", scale)
        if side == "Rank stability":
            return ("rank_stability", scale)
        if side == "Pairwise judgements":
            return ("ahp",)
        return (scale, *filling, *weighing)


def _weighing_cards(weighting: Weighting) -> tuple[str, ...]:
    if weighting.combined:
        return ("combined", "entropy", "ahp" if weighting.judged else "typed")
    return (str(weighting),)
