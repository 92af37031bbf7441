"""What the sheets say of an indicator besides its own row: the words and figures of its targets, bases and data.

From these its kind, direction, roll-up and decimals are guessed where no column states them, and each guess is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from npfdesk.plan.kinds import Direction, Kind
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.problems import Problem, warning
from npfdesk.plan.target_text import parse_base, parse_target
from npfdesk.plan.targets import Measure
from npfdesk.workbook.indicator_guesses import (
    MOST_READ,
    RATES,
    guess_decimals,
    guess_direction,
    guess_kind,
    guess_rollup,
    printed_figure,
)
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.sheet_tables import Cell, Row, Workbook

KIND_GUESSED: Final = warning(
    "kind_guessed",
    "“{indicator}”没有写类型，从名称、单位和目标的写法看是{guessed}，按此推算。如果不是，请在“指标”表的“类型”栏写明。",
    "“{indicator}” has no kind; by its name, unit and the wording of its targets it looks like a {guessed_en} and is projected "
    "as one. If it is not, enter the kind in the sheet Indicators.",
)
DIRECTION_GUESSED: Final = warning(
    "direction_guessed",
    "“{indicator}”没有写方向，从名称和目标看是负向（越低越好），按此评价。如果不是，请在“指标”表的“方向”栏写明。",
    "“{indicator}” has no direction; by its name and targets lower is better, and it is assessed so. If that is not right, "
    "enter the direction in the sheet Indicators.",
)


@dataclass
class IndicatorWords:
    """The words of one indicator in the sheets Targets, Scenario targets and Data.

    `targets` and `figures` (targets, bases and data) are texts, `pairs` bases beside targets, `unit` the first unit
    beside them, and `first` the cell that names it first.
    """

    first: Cell
    targets: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    unit: str = ""

    def sides(self, unit: str) -> Iterable[tuple[float, float]]:
        """Bases with the levels of their targets; increases, growths and sums are none."""
        for base_text, target_text in self.pairs[:MOST_READ]:
            base, target = parse_base(base_text, unit), parse_target(target_text, unit=unit)
            if isinstance(base, Problem) or isinstance(target, Problem):
                continue
            plain = target.how == "figure" and target.measure is Measure.LEVEL
            if plain and base.value is not None and target.figure is not None:
                yield base.value, target.figure

    def sums(self, name: str, unit: str) -> bool:
        """Whether a target speaks of a sum over years: 〔520〕, 五年累计520."""
        for text in dict.fromkeys(self.targets[:MOST_READ]):
            parsed = parse_target(text, unit=unit, name=name)
            if not isinstance(parsed, Problem) and parsed.measure is Measure.SUM:
                return True
        return False


def indicator_words(book: Workbook) -> Mapping[str, IndicatorWords]:
    """The words of every indicator by its folded name or code as the sheets write it."""
    found: dict[str, IndicatorWords] = {}
    for key in ("Targets", "Scenario targets", "Data"):
        for row in book.tables[key].rows if key in book.tables else ():
            name = fold(row.text("indicator"))
            if not name:
                continue
            words = found.get(name)
            if words is None:
                words = found[name] = IndicatorWords(row["indicator"])
            _enter(words, row)
    return found


def _enter(words: IndicatorWords, row: Row) -> None:
    words.unit = words.unit or row.text("unit")
    cells = [row[key] for key in ("base", "target", "stretch")]
    base, target = (cell.text for cell in cells[:2])
    if not is_blank(target):
        words.targets.append(target)
    if not is_blank(base) and not is_blank(target):
        words.pairs.append((base, target))
    cells.extend(cell for cell in row.years.values() if not cell.fault)
    words.figures.extend(printed_figure(cell.text, cell.places) for cell in cells if not is_blank(cell.text))


def no_words(cell: Cell) -> IndicatorWords:
    """Those of an indicator that no other sheet speaks of."""
    return IndicatorWords(cell)


@dataclass(frozen=True)
class Guess:
    """What was guessed of an indicator, and the cell that names it."""

    cell: Cell
    kind: Kind | None = None
    direction: Direction | None = None

    def problems(self, indicator: Indicator) -> Iterable[Problem]:
        """What to tell of it: nothing of an amount, a share in % and what is better higher, which are plain."""
        plain = self.kind in (None, Kind.LEVEL, Kind.COUNT) or (
            self.kind is Kind.RATIO and fold(indicator.unit) in RATES
        )
        cell = replace(self.cell, text=indicator.name)
        if not plain and self.kind is not None:
            words = {"guessed": closed_lists.KIND_WORDS[self.kind][0], "guessed_en": self.kind.value}
            yield cell.problem(KIND_GUESSED, indicator=indicator.name, **words)
        if self.direction is Direction.DOWN:
            yield cell.problem(DIRECTION_GUESSED, indicator=indicator.name)


def guessed(
    indicator: Indicator, words: IndicatorWords, stated: frozenset[str], cell: Cell
) -> tuple[Indicator, Guess]:
    """An indicator with what its own row does not state (`stated`: kind, direction, rollup, decimals) guessed."""
    name, unit = indicator.name, indicator.unit
    kind = indicator.kind
    if "kind" not in stated:
        kind = guess_kind(name, unit, words.sums(name, unit))
    direction, sides = indicator.direction, tuple(words.sides(unit))
    if "direction" not in stated:
        direction = guess_direction(name, unit, words.targets, sides)
    rollup = indicator.rollup if "rollup" in stated else guess_rollup(kind, name, unit)
    decimals = indicator.decimals
    if "decimals" not in stated:
        decimals = guess_decimals(words.figures, sides) if words.figures else 0 if kind is Kind.COUNT else 1
    made = replace(indicator, kind=kind, direction=direction, rollup=rollup, decimals=decimals)
    told = Guess(
        cell,
        None if "kind" in stated else kind,
        None if "direction" in stated else direction,
    )
    return made, told
