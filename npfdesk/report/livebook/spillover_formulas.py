"""Spillover as live cells: the weights between regions, the share and the lag, and what is passed on of each gain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.spillover_paths import SpilloverPaths
from npfdesk.plan.problems import Wording
from npfdesk.report.livebook.input_cells import label_cells
from npfdesk.report.livebook.live_workbook import TOP, Book, Sheet

FloatArray = NDArray[np.float64]

_SPILLOVER: Final = Wording("溢出", "Spillover")
_SPILLOVER_NOTE: Final = Wording(
    "黄底可改：份额（0–1）、滞后年数（0 或以上的整数）、权重 W[给出（行），得到（列）]。得到＝份额 × Σ 权重 × 给出地区自身增益(t−滞后)；"
    "同一指标、同一产业之间，不再转手。",
    "Cells with a yellow background may be changed: share (0 to 1), lag in whole years (0 or more), weights W[from (row), to "
    "(column)]. Received = share × Σ weight × the giver's own gain(t − lag); only between series of the same indicator and "
    "industry, and passed on once.",
)
_SHARE: Final = Wording("份额", "Share")
_LAG: Final = Wording("滞后（年）", "Lag (years)")
_FROM: Final = Wording("给出＼得到", "from \\ to")
_OWN: Final = Wording("自身增益", "Own gain")
_PASSED: Final = Wording("传出（份额 × 滞后后的自身增益）", "Passed on (share × own gain, lagged)")
_WEIGHTS: Final = 1


@dataclass(frozen=True, eq=False)
class SpilloverSheet:
    """The sheet of weights; `members` are the regions (index in the plan's order) that give or receive, in its order."""

    sheet: Sheet
    passed: SpilloverPaths
    members: tuple[int, ...]

    @property
    def share(self) -> str:
        """The cell of the share."""
        return self.sheet.ref(2, 1)

    @property
    def lag(self) -> str:
        """The cell of the lag."""
        return self.sheet.ref(2, 3)

    def weights(self, region: int) -> str:
        """The cells of what a region receives of each member, a column."""
        column = _WEIGHTS + self.members.index(region)
        return self.sheet.column_range(column, TOP, TOP + len(self.members) - 1)


def fill_spillover(book: Book, passed: SpilloverPaths) -> SpilloverSheet:
    """Write the share, the lag and the weights."""
    material, weights = book.material, passed.weights
    words = material.words
    members = tuple(int(one) for one in np.flatnonzero(weights.any(axis=0) | weights.any(axis=1)))
    sheet = book.sheet(words(_SPILLOVER), "#D9652B")
    sheet.title(words(_SPILLOVER), words(_SPILLOVER_NOTE))
    for column, (wording, figure) in enumerate(
        ((_SHARE, passed.spillover.share), (_LAG, passed.spillover.lag))
    ):
        sheet.text(2, 2 * column, words(wording), align="right")
        sheet.number(2, 2 * column + 1, float(figure), book.entry())
    names = [material.name(material.plan.regions[one]) for one in members]
    sheet.head([words(_FROM), *names])
    for line, giver in enumerate(members):
        sheet.text(TOP + line, 0, names[line])
        for column, receiver in enumerate(members):
            sheet.number(TOP + line, _WEIGHTS + column, float(weights[receiver, giver]), book.entry())
    sheet.page.set_column(0, 0, 18)
    sheet.page.set_column(_WEIGHTS, _WEIGHTS + len(members) - 1, 10)
    sheet.print_setup(_WEIGHTS + len(members), 1)
    return SpilloverSheet(sheet, passed, members)


class PassedOnGains:
    """What the regions pass on of a scenario's gains: own gains and passed-on gains, below the gains themselves.

    A block for each indicator and industry that levers reach: a row for each member's own gain, then as many for
    what it passes on, in the order of the sheet of weights.
    """

    def __init__(self, place: SpilloverSheet, sheet: Sheet, frame: Frame, first_year: int, reached: Callable[[int], bool]) -> None:  # fmt: skip
        """`reached(row)` says whether levers reach a series; `first_year` is the column of the first year."""
        self._place, self._sheet, self._frame, self._first = place, sheet, frame, first_year
        self._own: dict[int, int] = {}
        self._block_of: dict[int, int] = {}
        self._blocks: list[tuple[int, ...]] = []
        levered = {effect.indicator for effect in frame.plan.levers}
        for code, number in frame.indicator_index.items():
            if code not in levered:
                continue
            # (industry slot, member): the series of each, -1 where there is none
            for rows in frame.lookup[number][list(place.members)].T.tolist():
                if any(row >= 0 and reached(row) for row in rows):
                    self._block_of |= {row: len(self._blocks) for row in rows if row >= 0}
                    self._blocks.append(tuple(rows))
        self._top: list[int] = []

    @property
    def givers(self) -> tuple[int, ...]:
        """The series whose own gains are passed on."""
        return tuple(self._block_of)

    def receives(self, row: int) -> bool:
        """Whether a series may receive anything."""
        return row in self._block_of

    def place_at(self, at: int) -> int:
        """Let the blocks begin at a row of the sheet; the next free row."""
        for rows in self._blocks:
            self._top.append(at)
            self._own |= {row: at + place for place, row in enumerate(rows) if row >= 0}
            at += 2 * len(rows)
        return at

    def own(self, row: int, column: int) -> str:
        """The cell of a series' own gain in a year; "" where it has none here."""
        at = self._own.get(row)
        return "" if at is None else self._sheet.here(at, self._first + column)

    def received(self, row: int, column: int) -> str:
        """What a series receives in a year, as a formula."""
        block = self._block_of[row]
        members = len(self._place.members)
        first = self._top[block] + members
        cells = f"{self._sheet.here(first, self._first + column)}:{self._sheet.here(first + members - 1, self._first + column)}"
        return f"SUMPRODUCT({self._place.weights(int(self._frame.region_of[row]))}*{cells})"

    def fill(self, book: Book, formula: Callable[[int, int], str], own: FloatArray) -> None:
        """Write own gains, each by its formula (row, column), and what is passed on; `own` are the figures (year, series)."""
        style = book.format(align="right", num_format="0.0###", font_color="#57606A")
        chosen, words = self._place.passed.spillover, book.material.words
        members, years = len(self._place.members), len(own)
        for rows, top in zip(self._blocks, self._top, strict=True):
            for place, row in enumerate(rows):
                if row < 0:
                    continue
                for at, wording in ((top + place, _OWN), (top + members + place, _PASSED)):
                    label_cells(self._sheet, book.material, at, row)
                    self._sheet.text(at, 3, words(wording))
                # within its own sheet a row is named without it
                line = self._sheet.range(top + place, self._first, self._first + years - 1).partition("!")[2]
                for column in range(years):
                    at = self._first + column
                    self._sheet.formula(top + place, at, formula(row, column), style, float(own[column, row]))
                    lag = self._place.lag
                    text = f"IF({column + 1}>{lag},{self._place.share}*INDEX({line},1,{column + 1}-{lag}),0)"
                    given = own[column - chosen.lag, row] if column >= chosen.lag else 0.0
                    self._sheet.formula(top + members + place, at, text, style, chosen.share * float(given))
