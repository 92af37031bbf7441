"""Filling by the handle of the selected range: what the next cells say, and the drag that reaches them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QPoint, QRect

from npfdesk.plan.numbers import plain, split_figure, trimmed
from npfdesk.ui.tables.figure_model import Cell, FigureModel, Typed
from npfdesk.ui.tables.selected_range import CellRange

_MORE_PLACES = 2
"""How many more decimals than its figures a line through more than two of them is continued with."""


def continued(texts: Sequence[str], count: int, backwards: bool = False, turned: bool = False) -> list[str]:
    """What the next `count` cells say after some cells' texts, as Excel fills them; backwards those before them, the nearest first.

    Several figures go on along the straight line through them (least squares), one figure is copied, texts are repeated.
    `turned` (Ctrl) does the other: one figure is counted on by 1, several are repeated.
    """
    figures = [_figure(text) for text in texts]
    known = [one for one in figures if one is not None]
    if len(known) < len(texts) or (len(texts) > 1) is turned:
        order = [*reversed(texts)] if backwards else texts
        return [order[at % len(texts)] for at in range(count)]
    last = len(known) - 1
    slope, middle, level = Fraction(1), Fraction(last, 2), Fraction(sum(known), len(known))
    if last:
        away = [at - middle for at in range(len(known))]
        rises = sum((one * (figure - level) for one, figure in zip(away, known, strict=True)), Fraction())
        slope = rises / sum((one * one for one in away), Fraction())
    places = max(map(_places, known)) + (_MORE_PLACES if last > 1 else 0)
    ahead = (-at if backwards else last + at for at in range(1, count + 1))
    return [trimmed(float(level + slope * (at - middle)), places) for at in ahead]


def _figure(text: str) -> Fraction | None:
    found = split_figure(text)
    return Fraction(plain(found.value)) if found is not None and not found.unit else None


def _places(figure: Fraction) -> int:
    return len(plain(float(figure)).partition(".")[2])


def filling(
    figures: FigureModel, shown: Sequence[int], source: CellRange, target: CellRange, turned: bool
) -> list[Typed]:
    """The texts that fill a range from its part `source`, along rows or along columns; columns that are not `shown` are left out.

    Read-only columns are left out too where others can be filled.
    """
    columns = [at for at in shown if source.left <= at <= source.right]
    if target.left == source.left and target.right == source.right:
        backwards = target.top < source.top
        rows = (
            [*range(source.top - 1, target.top - 1, -1)]
            if backwards
            else [*range(source.bottom + 1, target.bottom + 1)]
        )
        open_columns = [at for at in columns if figures.columns[at].editable] or columns
        lines = [[(row, at) for row in range(source.top, source.bottom + 1)] for at in open_columns]
        goals = [[(row, at) for row in rows] for at in open_columns]
    else:
        backwards = target.left < source.left
        beyond = [
            at
            for at in shown
            if (target.left <= at < source.left if backwards else source.right < at <= target.right)
        ]
        beyond = [*reversed(beyond)] if backwards else beyond
        lines = [[(row, at) for at in columns] for row in range(source.top, source.bottom + 1)]
        goals = [[(row, at) for at in beyond] for row in range(source.top, source.bottom + 1)]
    typed: list[Typed] = []
    for line, goal in zip(lines, goals, strict=True):
        texts = [figures.columns[column].plain_text(row).strip() for row, column in line]
        following = continued(texts, len(goal), backwards, turned)
        typed += [(row, column, text) for (row, column), text in zip(goal, following, strict=True)]
    return typed


def reached(source: CellRange, place: QRect, cell: Cell, point: QPoint) -> CellRange:
    """The range up to which a drag of the handle fills: along rows or columns, whichever the pointer went further out."""
    down = max(point.y() - place.bottom(), place.top() - point.y(), 0)
    across = max(point.x() - place.right(), place.left() - point.x(), 0)
    row, column = cell
    if down >= across and not source.top <= row <= source.bottom:
        return replace(source, top=min(source.top, row), bottom=max(source.bottom, row))
    if across and not source.left <= column <= source.right:
        return replace(source, left=min(source.left, column), right=max(source.right, column))
    return source
