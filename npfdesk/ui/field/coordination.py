"""The coordination degree of every region: its way over the years on the ten grades, and a table below."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from npfdesk.engine.analyses.coupling import GRADES
from npfdesk.engine.analyses.index_study import IndexStudy
from npfdesk.ui.answers.rows import RowsTable
from npfdesk.ui.charts.plot import Band, Line
from npfdesk.ui.colours import scenario_colour
from npfdesk.ui.field.index_tables import figure
from npfdesk.ui.field.lines import LinesPicture
from npfdesk.ui.language import language, named, tr

_CHOSEN: Final = 2.6
_USUAL: Final = 1.4


class CoordinationSide(QSplitter):
    """The picture over its table; a region that is selected in the window stands out."""

    def __init__(self, table: RowsTable, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.picture = LinesPicture(lambda value: figure(value, 3))
        self.setChildrenCollapsible(False)
        self.addWidget(self.picture)
        self.addWidget(table)
        self.setSizes([400, 160])

    def put(self, study: IndexStudy, scenario: str, region: str, year: int) -> None:
        """Draw the degrees of a scenario; `region` (its code) stands out, `year` has a hairline."""
        self.picture.empty = tr("Field", "No region has every figure, and so none has a degree.")
        lines = coordination_lines(study, scenario, region)
        self.picture.put(lines, tr("Field", "degree D"), mark=float(year), bands=grade_bands())


def coordination_lines(study: IndexStudy, scenario: str, region: str) -> list[Line]:
    """A line for each region that has a degree in some year, the one that is to stand out first."""
    degree = study.coordination.degree[study.index.scenarios.index(scenario)]
    years = study.index.years.astype(np.float64)
    lines: list[Line] = []
    for place, one in enumerate(study.index.regions):
        if np.isfinite(degree[:, place]).any():
            width = _CHOSEN if one.code == region else _USUAL
            line = Line(named(one), years, degree[:, place], scenario_colour("", place), width)
            lines.insert(0 if one.code == region else len(lines), line)
    return lines


def grade_bands() -> tuple[Band, ...]:
    """The ten grades, a tenth each."""
    return tuple(
        Band(place / 10, (place + 1) / 10, grade.text(language(), {})) for place, grade in enumerate(GRADES)
    )
