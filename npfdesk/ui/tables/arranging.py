"""Which rows a table shows and in which order: sorted by a column, filtered by text, searched by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCollator

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import parse_figure
from npfdesk.ui.language import tr

if TYPE_CHECKING:
    from npfdesk.ui.tables.model import FigureModel

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
    """A table's order and filters: by the names of columns (``Field.name``), "" for no order."""

    column: str = ""
    descending: bool = False
    filters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    search: str = ""

    def sorted_by(self, column: str, descending: bool = False) -> Arrangement:
        """The same in the order of a column; "" for the table's own."""
        return replace(self, column=column, descending=descending)

    def filtered(self, column: str, text: str) -> Arrangement:
        """The same with a column's filter; "" for none."""
        filters = {name: one for name, one in self.filters.items() if name != column}
        if text.strip():
            filters[column] = text.strip()
        return replace(self, filters=MappingProxyType(filters))

    @property
    def shows_all(self) -> bool:
        """Whether no row is left out."""
        return not self.filters and not self.search.strip()

    def mark(self, column: str) -> str:
        """What stands beside the head of a column that is sorted by or filtered."""
        sign = ("↓" if self.descending else "↑") if column == self.column else ""
        return f" {sign}{'▾' if column in self.filters else ''}".rstrip()


PLAIN: Final = Arrangement()


def arranged(model: FigureModel) -> IntArray | None:
    """The rows of a model that are shown, in their order; None where all of them are, as they stand.

    Looked through once when the order or a filter is set, never while figures are edited: a row stays where
    it is while it is written in, as in a spreadsheet.
    """
    wanted = model.arrangement
    rows = np.arange(len(model.places))
    if wanted == PLAIN:
        return None
    fields = {one.name: one for one in model.fields}
    if wanted.search.strip():
        rows = rows[searched(model, wanted.search)]
    for name, text in wanted.filters.items():
        if name in fields:
            rows = rows[_matching(model, rows, name, text)]
    if wanted.column in fields:
        rows = rows[_order(model, rows, wanted.column, wanted.descending)]
    return rows


def _matching(model: FigureModel, rows: IntArray, name: str, text: str) -> BoolArray:
    one = next(each for each in model.fields if each.name == name)
    compared = _COMPARED.match(text)
    if compared is not None:
        figure = parse_figure(compared[2])
        if isinstance(figure, float):
            return np.asarray(_BY_SIGN[compared[1]](model.column_figures(rows, one), figure))
    wanted = fold(text)
    return np.fromiter((wanted in fold(model.text(int(row), one)) for row in rows), np.bool_, len(rows))


def _order(model: FigureModel, rows: IntArray, name: str, descending: bool) -> IntArray:
    """Ascending or descending; what has no figure, or no word, stands last either way."""
    one = next(each for each in model.fields if each.name == name)
    if one.figures or one.ranked:
        figures = model.column_figures(rows, one)
        key = -figures if descending else figures
        return np.argsort(np.where(np.isnan(key), np.inf, key), kind="stable")
    texts = [model.text(int(row), one) for row in rows]
    collator = QCollator()
    collator.setNumericMode(True)
    places = {text: place for place, text in enumerate(sorted(set(texts) - {""}, key=collator.sortKey))}
    last = len(places)
    ranks = np.fromiter((places.get(text, last) for text in texts), np.int64, len(texts))
    if descending:
        ranks = np.where(ranks == last, last, last - 1 - ranks)
    return np.argsort(ranks, kind="stable")


def searched(model: FigureModel, text: str) -> BoolArray:
    """Whether each row's names hold every word that is searched for (row,): in either language, or as codes."""
    words = [fold(word) for word in text.split() if fold(word)]
    found = np.ones(len(model.places), dtype=np.bool_)
    named = model.places >= 0
    # a series' names are those of few regions, industries and indicators: each is looked at once
    frame, plan = model.workspace.session.results.frame, model.plan
    places = model.places[named]
    whole = [fold(tr("Tables", "whole economy"))]
    sides = (
        (frame.region_of[places], [_said(one) for one in plan.regions]),
        (frame.industry_of[places], [*whole, *(_said(one) for one in plan.industries)]),
        (frame.indicator_of[places], [_said(one) for one in plan.indicators]),
    )
    for word in words:
        held = np.zeros(len(places), dtype=np.bool_)
        for index, names in sides:
            held |= np.fromiter((word in name for name in names), np.bool_, len(names))[index]
        found[named] &= held
    for row in np.flatnonzero(~named):
        said = fold(" ".join(model.text(int(row), one) for one in model.fields if not one.figures))
        found[row] = all(word in said for word in words)
    return found


def _said(item: object) -> str:
    parts: Iterable[str] = (str(getattr(item, name)) for name in ("name", "english", "code"))
    return fold(" ".join(parts))
