"""Closed targets in words: the units of their figures, 达标，超 12.0 亿元, and how many were met."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.closed_targets import ClosedTarget, Verdict
from npfdesk.plan.gap_words import gap_text
from npfdesk.plan.kinds import Kind
from npfdesk.plan.measure_words import figure_unit, gap_unit
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Language, Problem, Wording
from npfdesk.plan.rounding import rounded
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import LEVEL_MEASURES, Measure, TargetKind, resolve_target

BY: Final = Wording("{verdict}，{gap}", "{verdict}, {gap}")
MET_INSIDE: Final = Wording("{met}，在区间内", "{met}, within its bounds")
OUTSIDE: Final = Wording("{missed}，在区间外 {figure}", "{missed}, {figure} outside its bounds")
STRETCH_WORD: Final = "力争"
"""How the text of a closed stretch begins, as a cell may say it."""


@dataclass(frozen=True)
class ClosedUnit:
    """The units of a closed target's figures: `unit` of the figure and of what was reached, `difference` of `over`.

    `inside` says that it was met between two bounds, `on_axis` that its figures stand on the axis of the indicator's yearly
    ones.
    """

    unit: Wording
    difference: Wording
    decimals: int
    inside: bool
    on_axis: bool

    def figure(self, value: float | None, language: Language, unit: bool = True) -> str:
        """A figure, with its unit; — where there is none."""
        return format_figure(value, self.decimals, self.unit.text(language, {}) if unit else "")

    def amount(self, over: float, language: Language) -> str:
        """By how much, without its sign."""
        return format_figure(abs(over), self.decimals, self.difference.text(language, {}))

    def gap(self, gap: float, language: Language) -> str:
        """What was missing, or how far it was over."""
        return gap_text(gap, self.decimals, self.difference.text(language, {}), language)


def is_stretch(closed: ClosedTarget) -> bool:
    """Whether a closed target is the stretch of another one: it is counted apart."""
    return closed.text.startswith(STRETCH_WORD)


@dataclass(frozen=True)
class VerdictCounts:
    """How many targets were met, missed, or have no figure."""

    met: int
    missed: int
    none: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.met + self.missed + self.none


def without_stretches(closed: Sequence[ClosedTarget]) -> tuple[ClosedTarget, ...]:
    """Closed targets but for the stretches that stand beside one; a target that is a stretch alone stays."""
    stated = {(one.series, one.year) for one in closed if not is_stretch(one)}
    return tuple(one for one in closed if not is_stretch(one) or (one.series, one.year) not in stated)


def verdict_counts(closed: Sequence[ClosedTarget], stretch: bool = False) -> VerdictCounts:
    """How closed targets stand, their stretches left out; with `stretch` these alone."""
    counted = [one.verdict for one in closed if is_stretch(one) is stretch]
    return VerdictCounts(*(counted.count(verdict) for verdict in (Verdict.MET, Verdict.MISSED, Verdict.NONE)))


def closed_unit(indicator: Indicator, closed: ClosedTarget) -> ClosedUnit:
    """The units of a closed target, by its words: % of a growth, places of a rank, else the indicator's."""
    parsed = parse_target(
        closed.text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind
    )
    measure = Measure.LEVEL if isinstance(parsed, Problem) else parsed.measure
    kind = TargetKind.EXACT if isinstance(parsed, Problem) else parsed.kind
    rate = indicator.kind is Kind.RATE
    growth = measure is Measure.GROWTH and (
        rate or closed.base is None or isinstance(parsed, Problem) or parsed.how in ("growth", "compound")
    )

    def told(language: Language) -> tuple[str, str]:
        said = {"growth": growth, "indicator": indicator, "language": language}
        return figure_unit(measure, **said), gap_unit(measure, **said)  # type: ignore[arg-type]

    (zh, zh_gap), (en, en_gap) = told("zh"), told("en")
    rank = measure is Measure.RANK
    decimals = 0 if rank else max(1, indicator.decimals) if growth else indicator.decimals
    inside = kind in (TargetKind.ABOUT, TargetKind.RANGE) and measure is not Measure.RELATIVE
    yearly = measure in LEVEL_MEASURES and (not growth or rate)
    return ClosedUnit(Wording(zh, en), Wording(zh_gap, en_gap), decimals, inside, yearly)


def closed_level(indicator: Indicator, closed: ClosedTarget) -> float | None:
    """What a closed target asked for as a figure of its year on the axis of the indicator's own; None where it is none."""
    if closed_unit(indicator, closed).on_axis:
        return closed.figure
    parsed = parse_target(
        closed.text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind
    )
    if isinstance(parsed, Problem) or parsed.measure is not Measure.GROWTH or closed.base is None:
        return None
    found = resolve_target(
        parsed, base=closed.base, base_year=closed.base_year or None, target_year=closed.year
    )
    return None if isinstance(found, Problem) else found.value


def closed_gap(closed: ClosedTarget) -> float:
    """What a closed target was missed by, negative where it was met by more; NaN where none is known.

    The plan keeps by how much it was met, as workbooks state it.
    """
    return math.nan if closed.over is None else 0.0 - closed.over


def verdict_text(indicator: Indicator, closed: ClosedTarget, language: Language) -> str:
    """达标，超 12.0 亿元 · 未达标，缺 3.2 个百分点 · 缺数; the amount is left out where it rounds to nought."""
    words = closed.verdict.words.text(language, {})
    if closed.verdict is Verdict.NONE or closed.over is None:
        return words
    unit = closed_unit(indicator, closed)
    said = {"met": words, "missed": words, "figure": unit.amount(closed.over, language)}
    met = closed.verdict is Verdict.MET
    if unit.inside:
        return (MET_INSIDE if met else OUTSIDE).text(language, said)
    nought = rounded(closed.over, unit.decimals) == 0
    # what keeps pace within a tolerance is met though a little behind
    if nought or met != (closed.over >= 0):
        return words
    return BY.text(language, {"verdict": words, "gap": unit.gap(closed_gap(closed), language)})
