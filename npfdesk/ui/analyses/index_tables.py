"""The tables of an index: scores and ranks, paths, weights, obstacles, coordination, rank stability."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from npfdesk.engine.analyses.coupling import GRADES, grades
from npfdesk.engine.analyses.index_study import IndexStudy
from npfdesk.engine.analyses.ranks import RankStability
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.spoken_names import NOTHING, group_in
from npfdesk.ui.analyses.plane_lines import LinesPicture
from npfdesk.ui.answers.answer_table import Entry, Head, RowsTable
from npfdesk.ui.charts.plot import Band, Line
from npfdesk.ui.look.colours import line_colour
from npfdesk.ui.look.language import language, named, tr

FloatArray = NDArray[np.float64]
Table = tuple[list[Head], list[list[Entry]]]


def figure(value: float, decimals: int = 4) -> str:
    """The text of a figure between 0 and 1; — where there is none."""
    return format_figure(value, decimals, grouping=False)


def share(value: float) -> str:
    """The text of a share in per cent; — where there is none."""
    return format_figure(value * 100, 1, "%")


def fixed(text: str, width: int = 96) -> Head:
    """A header that needs no translation: a name or a year."""
    return Head(lambda: text, width)


def _region() -> Head:
    return Head(lambda: tr("Analyses", "Region"), 130, figures=False)


def scores(
    study: IndexStudy, names: Mapping[str, str], scenario: str, others: Sequence[tuple[str, str]], year: int
) -> Table:
    """Rank, score and TOPSIS of a year, with score and rank in other scenarios (id, name)."""
    made = study.at(scenario, year)
    regions = study.index.regions
    heads = [
        Head(lambda: tr("Analyses", "Rank"), 60),
        _region(),
        Head(lambda: tr("Analyses", "Score"), 80),
        Head(lambda: tr("Analyses", "TOPSIS"), 80),
        Head(lambda: tr("Analyses", "Main obstacle"), 210, figures=False),
    ]
    for _, name in others:
        heads.append(fixed(name, 110))
    order = sorted(
        range(len(regions)), key=lambda place: (made.ranks[place] == 0, int(made.ranks[place]), place)
    )
    lines = []
    for place in order:
        there = bool(made.complete[place])
        cells = [
            Entry(str(made.ranks[place]) if there else "—", faint=not there),
            Entry(named(regions[place]), faint=not there),
            Entry(figure(made.scores[place]), strong=there, faint=not there),
            Entry(figure(made.closeness[place]), faint=not there),
            Entry(first_obstacle(study, names, made.obstacles[place]), faint=not there),
        ]
        for other, _ in others:
            beside = study.at(other, year)
            text = (
                f"{figure(beside.scores[place])} · {beside.ranks[place]}" if beside.complete[place] else "—"
            )
            cells.append(Entry(text))
        lines.append(cells)
    return heads, lines


def first_obstacle(study: IndexStudy, names: Mapping[str, str], shares: FloatArray) -> str:
    """The greatest obstacle of a region, with its share; "" where there is none."""
    if not np.isfinite(shares).all() or not (shares > 0).any():
        return ""
    worst = int(np.argmax(shares))
    return f"{names[study.index.indicators[worst]]} {share(shares[worst])}"


def by_year(study: IndexStudy, figures: NDArray[np.generic], words: Callable[[float], str]) -> Table:
    """A row for each region, a column for each year, of figures (year, region)."""
    years = [
        place
        for place in range(len(study.index.years))
        if any(words(float(one)) not in ("—", "") for one in figures[place])
    ]
    heads = [_region(), *(fixed(str(study.index.years[place]), 84) for place in years)]
    lines = [
        [Entry(named(region)), *(Entry(words(float(figures[place, column]))) for place in years)]
        for column, region in enumerate(study.index.regions)
    ]
    return heads, lines


def weights(study: IndexStudy, plan: Plan, scenario: str, year: int) -> Table:
    """Each indicator's dimension, weight and entropy."""
    made = study.at(scenario, year)
    heads = [
        Head(lambda: tr("Analyses", "Dimension"), 140, figures=False),
        Head(lambda: tr("Analyses", "Indicator"), 260, figures=False),
        Head(lambda: tr("Analyses", "Weight"), 90),
        Head(lambda: tr("Analyses", "Entropy"), 90),
    ]
    owner = {code: name for name, members in study.choice.dimensions.items() for code in members}
    lines = [
        [
            Entry(group_in(plan.indicators, owner[code], language()) or NOTHING.text(language(), {})),
            Entry(named(plan.indicator_by_code[code])),
            Entry(figure(made.weights[place]), strong=True),
            Entry(figure(made.entropy[place])),
        ]
        for place, code in enumerate(study.index.indicators)
    ]
    if study.judgement is not None:
        judged = study.judgement
        ratio = "—" if judged.ratio is None else figure(judged.ratio)
        lines.append(
            [
                Entry(tr("Analyses", "Consistency ratio"), faint=True),
                Entry(f"λ = {figure(judged.eigenvalue)}, CI = {figure(judged.index)}", faint=True),
                Entry(ratio, strong=True),
                Entry(),
            ]
        )
    return heads, lines


def obstacles(study: IndexStudy, names: Mapping[str, str], scenario: str, year: int) -> Table:
    """The obstacles of every region, the greatest first, each with its share."""
    made = study.at(scenario, year)
    count = len(study.index.indicators)
    heads = [_region(), *(fixed(str(place + 1), 200) for place in range(count))]
    for place in range(1, len(heads)):
        heads[place] = Head(heads[place].words, 200, figures=False)
    lines = []
    for place, region in enumerate(study.index.regions):
        shares = made.obstacles[place]
        cells = [Entry(named(region))]
        if np.isfinite(shares).all():
            for column in np.argsort(-shares, kind="stable").tolist():
                if shares[column] > 0:
                    code = study.index.indicators[column]
                    cells.append(Entry(f"{names[code]} {share(shares[column])}"))
        lines.append(cells)
    return heads, lines


def coordination(study: IndexStudy, scenario: str, year: int) -> Table:
    """Coupling, development, degree and grade of a year, and the degree over the years."""
    place = study.index.scenarios.index(scenario)
    column = year - int(study.index.years[0])
    found = study.coordination
    years = [one for one in range(len(study.index.years)) if np.isfinite(found.degree[place, one]).any()]
    heads = [
        _region(),
        fixed("C", 70),
        fixed("T", 70),
        fixed("D", 70),
        Head(lambda: tr("Analyses", "Grade"), 150, figures=False),
        *(fixed(str(study.index.years[one]), 64) for one in years),
    ]
    ranked = grades(found.degree[place])
    lines = []
    for number, region in enumerate(study.index.regions):
        grade = int(ranked[column, number])
        lines.append(
            [
                Entry(named(region)),
                Entry(figure(found.coupling[place, column, number], 3)),
                Entry(figure(found.development[place, column, number], 3)),
                Entry(figure(found.degree[place, column, number], 3), strong=True),
                Entry(GRADES[grade].text(language(), {}) if grade >= 0 else "—"),
                *(Entry(figure(found.degree[place, one, number], 3), faint=True) for one in years),
            ]
        )
    return heads, lines


def stability(study: IndexStudy, found: RankStability, scenario: str, year: int) -> Table:
    """The rank by the chosen weights, and its spread under random weights."""
    made = study.at(scenario, year)
    heads = [
        Head(lambda: tr("Analyses", "Rank"), 60),
        _region(),
        Head(lambda: tr("Analyses", "Mean rank"), 100),
        Head(lambda: tr("Analyses", "5%–95%"), 110),
        Head(lambda: tr("Analyses", "Ranked first in"), 90),
        Head(lambda: tr("Analyses", "Same rank in"), 150),
    ]
    lines = []
    for place in sorted(range(len(made.ranks)), key=lambda one: (made.ranks[one] == 0, int(made.ranks[one]))):
        there = bool(made.complete[place])
        rank = int(made.ranks[place])
        spread = f"{figure(found.low[place], 0)} – {figure(found.high[place], 0)}" if there else "—"
        kept = share(found.shares[place, rank - 1]) if there else "—"
        lines.append(
            [
                Entry(str(rank) if there else "—", faint=not there),
                Entry(named(study.index.regions[place]), faint=not there),
                Entry(figure(found.mean_rank[place], 2)),
                Entry(spread),
                Entry(share(found.first[place]) if there else "—"),
                Entry(kept),
            ]
        )
    return heads, lines


_CHOSEN: Final = 2.6
_USUAL: Final = 1.4


class CoordinationSide(QSplitter):
    """The picture above its table; the selected region is emphasised."""

    def __init__(self, table: RowsTable, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.picture = LinesPicture(lambda value: figure(value, 3))
        self.setChildrenCollapsible(False)
        self.addWidget(self.picture)
        self.addWidget(table)
        self.setSizes([400, 160])

    def show_degrees(self, study: IndexStudy, scenario: str, region: str, year: int) -> None:
        """Show the degrees of a scenario; `region` (its code) is emphasised, `year` has a hairline."""
        self.picture.empty = tr(
            "Analyses", "No region has every figure, so there is no degree of coordination."
        )
        lines = coordination_lines(study, scenario, region)
        self.picture.put(lines, tr("Analyses", "degree D"), mark=float(year), bands=grade_bands())


def coordination_lines(study: IndexStudy, scenario: str, region: str) -> list[Line]:
    """A line for each region with a degree in some year, the emphasised one first."""
    degree = study.coordination.degree[study.index.scenarios.index(scenario)]
    years = study.index.years.astype(np.float64)
    lines: list[Line] = []
    for place, one in enumerate(study.index.regions):
        if np.isfinite(degree[:, place]).any():
            width = _CHOSEN if one.code == region else _USUAL
            line = Line(named(one), years, degree[:, place], line_colour(place), width)
            lines.insert(0 if one.code == region else len(lines), line)
    return lines


def grade_bands() -> tuple[Band, ...]:
    """The bands of the ten grades, a tenth each."""
    return tuple(
        Band(place / 10, (place + 1) / 10, grade.text(language(), {})) for place, grade in enumerate(GRADES)
    )
