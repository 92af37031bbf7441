"""Columns: one object is all that a table needs of one."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from npfdesk.plan.problems import Problem, error
from npfdesk.ui.tables.arrangement import PLAIN
from npfdesk.ui.tables.columns import ROLE, Column, EntryRefused, tip
from npfdesk.ui.tables.data import DataModel
from npfdesk.ui.tables.figure_table import FigureTable

ODD = error("odd", "“{text}”不是偶数。", "“{text}” is odd.")


class CountedModel(DataModel):
    """The data with one more column: how many years are observed, which a person may only call by an even number."""

    def make_columns(self):
        self.taken = []
        return (*super().make_columns(), self.counted())

    def counted(self):
        def count(row):
            return sum(math.isfinite(one) for one in self.plan.observed[self.places[row]])

        def enter(row, text):
            if int(text) % 2:
                raise EntryRefused(Problem(ODD, text=text))
            self.taken.append((row, int(text)))

        return Column(
            "counted",
            "Count",
            70,
            text=lambda row: f"{count(row)} y",
            plain=lambda row: str(count(row)),
            figures=True,
            figure=lambda row: float(count(row)),
            enter=enter,
            head=lambda: "Counted",
            head_tip=lambda: "How many years are observed",
            foreground=lambda _: QColor("#123456"),
            tooltip=lambda row: tip(f"{count(row)} < {len(self.plan.years)}"),
        )


def test_a_column_more_is_shown_sorted_filtered_pointed_at_and_written_in(desk):
    model = CountedModel(desk.workspace)
    table = FigureTable(model)
    desk.qtbot.addWidget(table)
    at = desk.column(table, "counted")
    index = model.index(0, at)
    assert model.headerData(at, Qt.Orientation.Horizontal) == "Counted"
    assert model.headerData(at, Qt.Orientation.Horizontal, ROLE.ToolTipRole) == "How many years are observed"
    assert index.data() == f"{index.data(ROLE.EditRole)} y"
    assert index.data(ROLE.ForegroundRole) == QColor("#123456")
    assert "&lt;" in index.data(ROLE.ToolTipRole)
    assert table.columnWidth(at) >= 70
    counts = [model.columns[at].figure(row) for row in range(model.rowCount())]
    model.arrange(PLAIN.sorted_by("counted", descending=True))
    assert [model.columns[at].figure(row) for row in range(model.rowCount())] == sorted(counts, reverse=True)
    most = max(counts)
    model.arrange(PLAIN.filtered("counted", f">= {most:g}"))
    assert model.rowCount() == counts.count(most)
    said = []
    model.refused.connect(said.append)
    assert not model.setData(model.index(0, at), "3")
    assert said[-1] == "“3” is odd."
    assert model.setData(model.index(0, at), "4")
    assert model.taken == [(0, 4)]


@pytest.mark.parametrize("name", ["assumptions", "targets", "data", "levers"])
def test_columns_are_told_apart_by_their_names(desk, name):
    columns = getattr(desk.panel, name).figures.columns
    assert len({one.name for one in columns}) == len(columns)
    for one in columns:
        assert one.title()
        assert one.year or one.key
