"""Pairwise judgements (AHP): the upper half of the table is typed, the lower half is its inverse."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from npfdesk.plan.numbers import parse_entry, trimmed
from npfdesk.plan.problems import Problem
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.look.language import tr


def judgement(text: str) -> float | None:
    """A judgement as people write it, 3 or 1/3; None where it is no figure above 0."""
    parts = [parse_entry(part.strip(), "") for part in text.replace("／", "/").split("/")]
    figures = [part for part in parts if not isinstance(part, Problem)]
    if len(figures) != len(parts) or len(parts) > 2 or any(not one > 0 for one in figures):
        return None
    return figures[0] / figures[1] if len(figures) == 2 else figures[0]


def judgement_text(figure: float) -> str:
    """The text of a judgement: 3, 1/3, 0.4."""
    for whole in range(1, 10):
        if abs(figure - whole) < 1e-9:
            return str(whole)
        if abs(figure - 1 / whole) < 1e-9:
            return f"1/{whole}"
    return trimmed(figure, 6)


class PairwiseTable(QWidget):
    """The table of the chosen indicators; `judged` is emitted for every typed judgement."""

    judged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.judgements: dict[tuple[str, str], float] = {}
        self.codes: tuple[str, ...] = ()
        self.names: tuple[str, ...] = ()
        self.rows = Rows([])
        self.table = RowsTable(self.rows)
        self.table.setAccessibleName("AHP")
        self.note = Note()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.note)
        layout.addWidget(self.table, 1)
        self.rows.entered.connect(self._entered)

    def show_indicators(self, codes: Sequence[str], names: Sequence[str]) -> None:
        """Show these indicators; earlier judgements stay."""
        self.note.write(
            tr(
                "Analyses",
                "How much more the indicator of the row matters than that of the column: 1 to 9, or "
                "1/3. The lower half is filled in.",
            )
        )
        if tuple(codes) != self.codes or tuple(names) != self.names:
            self.codes, self.names = tuple(codes), tuple(names)
            heads = [Head(lambda: tr("Analyses", "Indicator"), 180, figures=False)]
            heads += [Head(partial(str, name), 76) for name in self.names]
            self.rows.set_heads(heads)
        self._fill()

    def _fill(self) -> None:
        lines = []
        for row, code in enumerate(self.codes):
            cells = [Entry(self.names[row])]
            for column, other in enumerate(self.codes):
                if row == column:
                    cells.append(Entry("1", faint=True))
                elif row < column:
                    cells.append(Entry(judgement_text(self.judgements.get((code, other), 1.0)), typed=True))
                else:
                    cells.append(
                        Entry(judgement_text(1.0 / self.judgements.get((other, code), 1.0)), faint=True)
                    )
            lines.append(cells)
        self.rows.set_rows(lines)

    def _entered(self, row: int, column: int, text: str) -> None:
        figure = judgement(text)
        if figure is None:
            return
        self.judgements[self.codes[row], self.codes[column - 1]] = figure
        self._fill()
        self.judged.emit()

    def given(self) -> dict[tuple[str, str], float]:
        """The judgements between the shown indicators."""
        order = {code: place for place, code in enumerate(self.codes)}
        return {
            (one, other): figure
            for (one, other), figure in self.judgements.items()
            if one in order and other in order
        }
