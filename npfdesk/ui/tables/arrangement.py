"""Which rows of a table are shown, and in which order: sorting, filters and the search."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCollator

from npfdesk.plan.model import Indicator, Industry
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.pinyin import holds
from npfdesk.plan.regions import Region
from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.columns import Column
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_COMPARED: Final = re.compile(r"\s*(<=|>=|<>|[<>=≤≥≠])\s*(.+)")
_BY_SIGN: Final[Mapping[str, Callable[..., BoolArray]]] = MappingProxyType(
    {
        "<": np.less,
        "<=": np.less_equal,
        "≤": np.less_equal,
        ">": np.greater,
        ">=": np.greater_equal,
        "≥": np.greater_equal,
        "=": np.equal,
        "<>": np.not_equal,
        "≠": np.not_equal,
    }
)


@dataclass(frozen=True)
class Arrangement:
    """The sorting and filters of a table, by column names (``Column.name``); "" for no sorting."""

    column: str = ""
    descending: bool = False
    filters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    search: str = ""

    def sorted_by(self, column: str, descending: bool = False) -> Arrangement:
        """The arrangement sorted by a column; "" for the table's own order."""
        return replace(self, column=column, descending=descending)

    def filtered(self, column: str, text: str) -> Arrangement:
        """The arrangement with a filter of a column; "" for none."""
        filters = {name: one for name, one in self.filters.items() if name != column}
        if text.strip():
            filters[column] = text.strip()
        return replace(self, filters=MappingProxyType(filters))

    def mark(self, column: str) -> str:
        """The mark in the header of a sorted or filtered column."""
        sign = ("↓" if self.descending else "↑") if column == self.column else ""
        return f" {sign}{'▾' if column in self.filters else ''}".rstrip()


PLAIN: Final = Arrangement()


def arranged(
    wanted: Arrangement, columns: Sequence[Column], places: IntArray, workspace: Workspace
) -> IntArray | None:
    """The visible ones of a table's rows in order (`places` are their series, -1 for none); None where all are shown in their own order.

    Computed when sorting or a filter is set, never while figures are edited: as in a spreadsheet, a row stays
    where it is while it is edited.
    """
    rows = np.arange(len(places))
    if wanted == PLAIN:
        return None
    by_name = {one.name: one for one in columns}
    if wanted.search.strip():
        rows = rows[_searched(wanted.search, columns, places, workspace)]
    for name, text in wanted.filters.items():
        if name in by_name:
            rows = rows[_matching(by_name[name], rows, text)]
    if wanted.column in by_name:
        rows = rows[_order(by_name[wanted.column], rows, wanted.descending)]
    return rows


def _matching(column: Column, rows: IntArray, text: str) -> BoolArray:
    compared = _COMPARED.match(text)
    if compared is not None:
        figure = parse_figure(compared[2])
        if isinstance(figure, float):
            return np.asarray(_BY_SIGN[compared[1]](column.some_figures(rows), figure))
    wanted = fold(text)
    return np.fromiter((holds(fold(column.text(int(row))), wanted) for row in rows), np.bool_, len(rows))


def _order(column: Column, rows: IntArray, descending: bool) -> IntArray:
    """The sorted order; rows without a figure or word come last either way."""
    if column.figures or column.ranked:
        figures = column.some_figures(rows)
        key = -figures if descending else figures
        return np.argsort(np.where(np.isnan(key), np.inf, key), kind="stable")
    texts = [column.text(int(row)) for row in rows]
    collator = QCollator()
    collator.setNumericMode(True)
    places = {text: place for place, text in enumerate(sorted(set(texts) - {""}, key=collator.sortKey))}
    last = len(places)
    ranks = np.fromiter((places.get(text, last) for text in texts), np.int64, len(texts))
    if descending:
        ranks = np.where(ranks == last, last, last - 1 - ranks)
    return np.argsort(ranks, kind="stable")


def _searched(text: str, columns: Sequence[Column], places: IntArray, workspace: Workspace) -> BoolArray:
    """Whether each row's names contain every searched word (row,): in either language, in pinyin, or as codes."""
    words = [fold(word) for word in text.split() if fold(word)]
    found = np.ones(len(places), dtype=np.bool_)
    named = places >= 0
    # series share few regions, industries and indicators: each is checked once
    frame, plan = workspace.session.results.frame, workspace.plan
    shown = places[named]
    whole = [fold(tr("Tables", "all industries"))]
    sides = (
        (frame.region_of[shown], [_folded_names(one) for one in plan.regions]),
        (frame.industry_of[shown], [*whole, *(_folded_names(one) for one in plan.industries)]),
        (frame.indicator_of[shown], [_folded_names(one) for one in plan.indicators]),
    )
    for word in words:
        held = np.zeros(len(shown), dtype=np.bool_)
        for index, names in sides:
            held |= np.fromiter((holds(name, word) for name in names), np.bool_, len(names))[index]
        found[named] &= held
    for row in np.flatnonzero(~named):
        row_names = fold(" ".join(one.text(int(row)) for one in columns if not one.figures))
        found[row] = all(holds(row_names, word) for word in words)
    return found


def _folded_names(item: Region | Industry | Indicator) -> str:
    return fold(" ".join((item.name, item.english, item.code)))
