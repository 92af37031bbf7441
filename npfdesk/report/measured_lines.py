"""The lines that a chart of a target shows: paths, a sum as what has come together, a growth as yearly rates beside the mean."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.targets.measured_figures import MeasuredFigures, measured_figures, printed_growths
from npfdesk.engine.targets.period_standing import period_standing
from npfdesk.engine.targets.yardstick_paths import yardstick_lines
from npfdesk.plan.problems import Wording
from npfdesk.plan.targets import Basis, Measure
from npfdesk.report.material import Material
from npfdesk.report.standings import TargetStanding, standings

FloatArray = NDArray[np.float64]

_MILESTONES: Final = Wording("时序目标", "milestones")
_MEAN: Final = Wording("目标均值", "mean aimed at")
_NEEDED: Final = Wording("尚需", "still required")
_REFERENCE: Final = Wording("参照", "reference")
_AT_THE_PACE: Final = Wording("{name}同速", "at the pace of {name}")


@dataclass(frozen=True)
class Guide:
    """A line beside the paths, (year,): what is due, the mean aimed at, or what each year left needs."""

    name: str
    figures: FloatArray


@dataclass(frozen=True)
class TargetLines:
    """The lines of one target, all (year,) with NaN where there is no figure.

    `paths` by scenario id, `observed` as far as it is known, `guides` beside them; `sentence` says how it stands, "" for
    a level.
    """

    paths: Mapping[str, FloatArray]
    observed: FloatArray
    guides: tuple[Guide, ...] = ()
    sentence: str = ""


def target_lines(material: Material, row: TargetStanding) -> TargetLines:
    """The lines of a target of the report's first scenario, in the unit of what it measures."""
    results, plan = material.results, material.plan
    paths = {one.id: results.scenarios[one.id].values[row.row] for one in material.scenarios}
    plain = TargetLines(paths, plan.observed[row.row])
    if row.growth and row.basis is not Basis.TOTAL and (row.measure is Measure.GROWTH or not row.gathered):
        return _rates(material, row, plain)
    if row.measure is Measure.RELATIVE and not row.growth and row.has_figure:
        figures, place = _judged(material, material.scenarios[0].id, row)
        guide = Guide(material.words(_REFERENCE), figures.milestone[:, place])
        return TargetLines(paths, plain.observed, (guide,))
    if not row.gathered:
        return TargetLines(paths, plain.observed, _yardsticks(material, row))
    judged = {}
    for scenario in material.scenarios:
        own = next((one for one in standings(material, scenario) if one.key == row.key), None)
        if own is not None and own.measure is row.measure:
            figures, place = _judged(material, scenario.id, own)
            if np.isfinite(figures.value[:, place]).any():
                judged[scenario.id] = figures.value[:, place]
    figures, place = _judged(material, material.scenarios[0].id, row)
    last = int(results.last[row.row])
    # a series without levels is known as far as its growths are printed
    printed = np.flatnonzero(np.isfinite(printed_growths(plan, row.series)))
    seen = np.arange(len(plan.years)) <= max(last, int(printed[-1]) if row.growth and len(printed) else -1)
    observed = np.where(seen, figures.value[:, place], np.nan)
    guide = Guide(material.words(_MILESTONES), figures.milestone[:, place])
    return TargetLines(judged, observed, (guide,), _sentence(material, row))


def _yardsticks(material: Material, row: TargetStanding) -> tuple[Guide, ...]:
    """The yardsticks beside a series of the first scenario."""
    found = yardstick_lines(material.results, material.scenarios[0].id, row.row)
    names = [(material.name(one.region), one) for one in found]
    return tuple(
        Guide(material.words(_AT_THE_PACE, name=name) if one.paced else name, one.drawn)
        for name, one in names
    )


def _judged(material: Material, scenario: str, row: TargetStanding) -> tuple[MeasuredFigures, int]:
    figures = measured_figures(material.results, scenario, np.array([row.position]))
    return figures, 0


def _rates(material: Material, row: TargetStanding, plain: TargetLines) -> TargetLines:
    """Yearly rates, the mean aimed at, and what the years left need."""
    plan, first = material.plan, int(material.plan.years[0])
    if not material.results.frame.rate[row.row]:
        # a series without levels has only the growths that are printed
        plain = TargetLines({}, printed_growths(plan, row.series))
    columns = np.arange(len(plan.years))
    since, due = row.base_year - first, row.year - first
    inside = (columns > since) & (columns <= due)
    guides = [Guide(material.words(_MEAN), np.where(inside, row.target, np.nan))]
    known = np.flatnonzero(np.isfinite(plain.observed) & inside)
    last = int(known[-1]) if len(known) else since
    # before any year is known each one needs the mean itself
    if math.isfinite(row.required) and len(known):
        guides.append(
            Guide(material.words(_NEEDED), np.where(inside & (columns > last), row.required, np.nan))
        )
    return TargetLines(plain.paths, plain.observed, tuple(guides), _sentence(material, row))


def _sentence(material: Material, row: TargetStanding) -> str:
    """How a sum or a growth stands, once a year of it is known."""
    scenario = material.scenarios[0].id
    found = period_standing(material.results, scenario, row.position)
    if found is None or not math.isfinite(found.gone):
        return ""
    return found.sentence(material.results, scenario, material.language)
