"""What a parameter on the board is in each scenario: its words, its figure, what it comes to, and the edit that moves it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from npfdesk.plan.assumption_parts import Part
from npfdesk.plan.board import BoardTable, ParameterKey
from npfdesk.plan.board_edits import observed_figure
from npfdesk.plan.document import Document, effective_assumption, effective_intensities, effective_target
from npfdesk.plan.drafts import without_draft
from npfdesk.plan.edit_labels import (
    place_wording,
    set_assumptions,
    set_intensities,
    set_observations,
    set_targets,
)
from npfdesk.plan.edits import Edit
from npfdesk.plan.grips import Grip, grip_of_figure, grip_of_words
from npfdesk.plan.method_description import Unit
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import is_blank
from npfdesk.plan.numbers import POINTS, format_figure, parse_entry, parse_figure, plain
from npfdesk.plan.problems import Count, Language, Problem, Wording, joined
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import ANY, TargetKey
from npfdesk.plan.spoken_names import name_in
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget
from npfdesk.ui.look.language import language, tr, unit_of
from npfdesk.ui.tables.columns import EntryRefused
from npfdesk.ui.tables.entries import entered, figure_text, grip_of_parameter
from npfdesk.ui.tables.levers import intensities_of, running_intensity, typed_intensity

_PARTS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "midpoint": Wording("拐点年", "midpoint"),
        "low": Wording("下限", "low"),
        "high": Wording("上限", "high"),
    }
)
_TARGET, _YEARS = Wording("目标", "target"), Wording("年", "years")


class Parameter:
    """One parameter of the board in a document, in the window's language or another; what the plan no longer has is `gone`."""

    def __init__(self, document: Document, key: ParameterKey, spoken: Language | None = None) -> None:
        self.document, self.key, self.spoken = document, key, spoken or language()
        self.indicator = document.plan.indicator_by_code.get(key.what)

    @property
    def gone(self) -> bool:
        """Whether the plan no longer has what it is of."""
        key, plan = self.key, self.document.plan
        if key.region != ANY and key.region not in plan.region_by_code:
            return True
        if key.industry not in ("", ANY) and key.industry not in plan.industry_by_code:
            return True
        if key.table is BoardTable.LEVER:
            return key.what not in plan.dimension_of_lever
        if key.table is BoardTable.TARGET:
            return self.indicator is None or self._target(self.document.active) is None
        return self.indicator is None

    @property
    def name(self) -> str:
        """Where, what, and which part or year of it."""
        key = self.key
        what = name_in(self.indicator, self.spoken, key.what)
        where = place_wording(self.document, key.region, key.industry).text(self.spoken, {})
        parts = [where, what]
        if key.table is BoardTable.TARGET:
            parts.append(_TARGET.text(self.spoken, {}))
        elif key.part in _PARTS:
            parts.append(_PARTS[key.part].text(self.spoken, {}))
        return " ".join([*parts, *([str(key.year)] if key.year else [])])

    def figure(self, scenario: str) -> float:
        """The figure in a scenario; NaN where it has none."""
        key = self.key
        if key.table is BoardTable.OBSERVED:
            found = observed_figure(self.document, key)
        elif key.table is BoardTable.LEVER:
            found = running_intensity(self._levels(scenario), key.year)
        elif key.table is BoardTable.TARGET:
            target = self._target(scenario)
            told = parse_figure(target.text) if target is not None else None
            found = told if isinstance(told, float) else None
        else:
            assumption = self._assumption(scenario)
            found = self._part.of(assumption) if assumption is not None else None
            if found is None and assumption is not None and key.year:
                # a year without a figure of its own follows the parameter
                found = assumption.value
        return math.nan if found is None else found

    def text(self, scenario: str) -> str:
        """The figure in a scenario as the tables show it, "" where there is none."""
        figure, indicator = self.figure(scenario), self.indicator
        if self.key.table is BoardTable.TARGET:
            target = self._target(scenario)
            return target.text if target is not None else ""
        if math.isnan(figure):
            return ""
        if self.key.table is BoardTable.LEVER:
            return format_figure(figure, 0 if figure == int(figure) else 1, "%")
        if indicator is None:
            return plain(figure)
        if self.key.table is BoardTable.OBSERVED:
            return format_figure(figure, indicator.decimals)
        assumption = self._assumption(scenario)
        if assumption is None:
            return ""
        return figure_text(
            self._part.replaced(assumption, figure), self._part, indicator, _YEARS.text(self.spoken, {})
        )

    def grip(self) -> Grip | None:
        """How it is dragged in the scenario edited; None where it is no figure (a target in words, a method without one)."""
        active, indicator = self.document.active, self.indicator
        if self.key.table is BoardTable.LEVER:
            figure = self.figure(active)
            return Grip(0.0 if math.isnan(figure) else figure, 0.5, 0, 0.0, 100.0)
        if indicator is None:
            return None
        if self.key.table is BoardTable.TARGET:
            target = self._target(active)
            return grip_of_words(target.text, indicator) if target is not None else None
        if self.key.table is BoardTable.OBSERVED:
            return grip_of_figure(self.figure(active), indicator)
        return grip_of_parameter(self._assumption(active), self._part, indicator)

    def edit(self, text: str, drag: str = "") -> Edit | None:
        """The edit of the scenario edited by what is typed; None where nothing changes, EntryRefused for what is no entry."""
        document, key, active, indicator = self.document, self.key, self.document.active, self.indicator
        if key.table is BoardTable.LEVER:
            years = dict(self._levels(active))
            if is_blank(text):
                years.pop(key.year, None)
            else:
                years[key.year] = typed_intensity(text)
            if years == self._levels(active):
                return None
            return set_intensities(document, active, {key.intensity: intensities_of(years)}, drag)
        if indicator is None:
            return None
        if key.table is BoardTable.OBSERVED:
            figure = None if is_blank(text) else parse_entry(text, indicator.unit)
            if isinstance(figure, Problem):
                raise EntryRefused(figure)
            if figure == observed_figure(document, key):
                return None
            return set_observations(document, {(key.series, key.year): figure}, drag)
        if key.table is BoardTable.TARGET:
            return self._target_edit(indicator, text, drag)
        before = self._assumption(active)
        after = entered(before, self._part, indicator, text)
        own = document.scenario.assumptions.get(key.assumption)
        return (
            None
            if after in (own, before)
            else set_assumptions(document, active, {key.assumption: after}, drag)
        )

    def _target_edit(self, indicator: Indicator, text: str, drag: str) -> Edit | None:
        before, active = self._target(self.document.active), self.document.active
        if before is None or text.strip() == before.text:
            return None
        parsed = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
        if isinstance(parsed, Problem):
            raise EntryRefused(parsed)
        after = replace(before, parsed=parsed, text=text.strip(), note=without_draft(before.note))
        return replace(set_targets(self.document, {after.key: after}, active), drag=drag)

    def effect(self, year: int) -> str:
        """What a pace comes to by a year: each year 8.5% = +50.4% over 5 years, or but for the years that have their own; "" for what is no pace."""
        assumption, indicator = self._assumption(self.document.active), self.indicator
        base, last = self.document.plan.base_year, max(year, self.document.plan.base_year + 1)
        if self.key.table is not BoardTable.ASSUMPTION or assumption is None or indicator is None:
            return ""
        cell = self._part.cell(assumption.method.about)
        figure = self.figure(self.document.active)
        if cell is None or not cell.paced or math.isnan(figure) or self.key.part in ("low", "high"):
            return ""
        years = range(base + 1, last + 1)
        if cell.unit is not Unit.PERCENT:
            stated = dict(assumption.by_year)
            whole = sum(stated.get(one, assumption.value or 0.0) for one in years)
            unit = POINTS.text(language(), {}) if indicator.kind.moves_in_points else unit_of(indicator)
            places = max(indicator.decimals, 1)
            said = (
                format_figure(figure, places, unit, signed=True),
                format_figure(whole, places, unit, signed=True),
            )
        else:
            whole = compounded(assumption, years)
            said = self.text(self.document.active), format_figure(whole, 1, "%", signed=True)
        if self.key.year:
            text = tr("Board", "{figure} in {year}; {whole} over {count:year|years}")
        else:
            text = tr("Board", "{figure} a year = {whole} over {count:year|years}")
        own = [str(one) for one, _ in assumption.by_year if one in years]
        if own and not self.key.year:
            text = tr("Board", "{figure} a year but for {own}; {whole} over {count:year|years}")
        return text.format(
            figure=said[0],
            whole=said[1],
            year=self.key.year,
            own=joined(own, language()),
            count=Count(len(years)),
        )

    @property
    def _part(self) -> Part:
        return Part("years", self.key.year) if self.key.year else Part(self.key.part)

    def _assumption(self, scenario: str) -> Assumption | None:
        if self.key.table is not BoardTable.ASSUMPTION:
            return None
        found = effective_assumption(self.document.scenarios, scenario, self.key.assumption)
        return found[2] if found is not None else None

    def _levels(self, scenario: str) -> dict[int, float]:
        found = effective_intensities(self.document.scenarios, scenario, self.key.intensity)
        return dict(found[2].by_year) if found is not None else {}

    def _target(self, scenario: str) -> PlanTarget | None:
        return effective_target(self.document, scenario, TargetKey(self.key.series, self.key.year))


def compounded(assumption: Assumption, years: range) -> float:
    """What growth rates come to over some years, in %: (1 + r)^n - 1, with the years that have a rate of their own."""
    stated, whole = dict(assumption.by_year), 1.0
    for year in years:
        whole *= 1 + stated.get(year, assumption.value or 0.0) / 100
    return (whole - 1) * 100
