"""The levers table: how strongly each lever is pulled, year by year; effects are said to be what they are."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from npfdesk.plan.edits import Edit
from npfdesk.plan.labels import set_levels
from npfdesk.plan.names import says_nothing
from npfdesk.plan.numbers import parse_entry, plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import LeverLevels, lineage
from npfdesk.plan.series import ANY, LeverLevelKey
from npfdesk.session import Change
from npfdesk.ui.language import named, tr
from npfdesk.ui.tables.model import NAMES, ROLE, Field, FigureModel, Typed, owned_ground, quiet, strong
from npfdesk.workbook.words import BAD_LEVEL


class LeverModel(FigureModel):
    """Rows are keys: every lever's general row, and those for single regions or industries."""

    def make_fields(self) -> tuple[Field, ...]:
        """The lever, whom it reaches, what it acts on, and its intensity by year."""
        years = range(self.plan.base_year + 1, int(self.plan.years[-1]) + 1)
        return (
            Field("lever", "Lever", 190),
            Field("dimension", "Dimension", 84),
            *NAMES[:2],
            *(Field("", "", 56, year, True, True) for year in years),
            Field("acts on", "Acts on", 320),
            Field("from", "From", 110),
        )

    def make_rows(self) -> list[Any]:
        """In the plan's order of levers."""
        stated = {key for scenario in self._chain() for key in scenario.levels}
        return [
            key
            for lever in self.plan.dimension_of_lever
            for key in dict.fromkeys(
                (LeverLevelKey(lever, ANY, ANY), *sorted(key for key in stated if key.lever == lever))
            )
        ]

    def _chain(self) -> tuple[Any, ...]:
        return lineage(self.workspace.document.scenarios, self.workspace.document.active)

    def restructured(self, change: Change) -> bool:
        """New rows for single regions ask for a new order."""
        stated = {key for scenario in self._chain() for key in scenario.levels}
        return super().restructured(change) or not stated <= set(self.rows)

    def touched_rows(self, change: Change) -> list[int]:
        """All: they are few."""
        return list(range(len(self.rows)))

    def answer(self, row: int) -> tuple[str, LeverLevels] | None:
        """Which scenario says the row's levels; None where none does."""
        key = self.rows[row]
        owner = next((one for one in reversed(self._chain()) if key in one.levels), None)
        return (owner.id, owner.levels[key]) if owner is not None else None

    def owned(self, row: int) -> bool:
        """Whether the row is this scenario's own."""
        return self.rows[row] in self.workspace.document.scenario.levels

    def text(self, row: int, field: Field) -> str:
        """What a cell shows."""
        key: LeverLevelKey = self.rows[row]
        name = self.name_cell(key.region, key.industry, "", field)
        if name is not None:
            return name
        if field.key == "lever":
            return key.lever
        if field.key == "dimension":
            return self.plan.dimension_of_lever[key.lever]
        if field.key == "acts on":
            return " · ".join(self._effects(key.lever))
        answer = self.answer(row)
        if field.key == "from":
            return self.workspace.document.scenarios[answer[0]].name if answer is not None else "—"
        return plain(dict(answer[1].by_year).get(field.year)) if answer is not None else ""

    def _effects(self, lever: str) -> list[str]:
        said = []
        for effect in self.plan.levers:
            if effect.lever == lever:
                indicator = self.plan.indicator_by_code[effect.indicator]
                lag = f" ({tr('Tables', 'lag')} {effect.lag})" if effect.lag else ""
                said.append(f"{named(indicator)} {effect.effect:+g}{lag}".replace("-", "−"))
        return said

    def notes(self) -> str:
        """What the plan says of its effects, to stand under the table."""
        return " · ".join(dict.fromkeys(effect.note for effect in self.plan.levers if effect.note))

    def look(self, row: int, field: Field, role: int) -> Any:
        """Owned levels tinted, inherited ones grey; effects with their notes and sources."""
        if field.year:
            owned = self.owned(row)
            if role == ROLE.BackgroundRole and owned:
                return owned_ground()
            if role == ROLE.FontRole and owned:
                return strong()
            if role == ROLE.ForegroundRole and not owned:
                return quiet()
        if role == ROLE.ToolTipRole:
            lever = self.rows[row].lever
            told = [
                f"{effect.source}  {effect.note}".strip()
                for effect in self.plan.levers
                if effect.lever == lever
            ]
            return html.escape("\n".join(dict.fromkeys((*self._effects(lever), *told))))
        if role == ROLE.ForegroundRole and field.key in ("dimension", "acts on", "from"):
            return quiet()
        return None

    def edit(self, typed: Sequence[Typed]) -> Edit | Problem | None:
        """Typed intensities as one edit of this scenario's own levels, 0 to 100 %."""
        values: dict[LeverLevelKey, LeverLevels | None] = {}
        for row, column, text in typed:
            key, year = self.rows[row], self.fields[column].year
            answer = self.answer(row)
            before = values.get(key) or (answer[1] if answer is not None else LeverLevels(()))
            figure: float | Problem | None = None
            if not says_nothing(text):
                figure = parse_entry(text, "%")
                if isinstance(figure, Problem):
                    return figure
                if not 0 <= figure <= 100:
                    return Problem(BAD_LEVEL, text=text)
            years = {**dict(before.by_year), year: figure}
            levels = LeverLevels(
                tuple((one, level) for one, level in sorted(years.items()) if level is not None)
            )
            values[key] = levels if levels.by_year else None
        own = self.workspace.document.scenario.levels
        changed = {key: value for key, value in values.items() if own.get(key) != value}
        return (
            set_levels(self.workspace.document, self.workspace.document.active, changed) if changed else None
        )

    origins = ("workbook", "saved")

    def clearing(self, cells: Sequence[tuple[int, int]]) -> Edit | Problem | None:
        """Rows handed back to the parent."""
        own = self.workspace.document.scenario.levels
        values = {self.rows[row]: None for row, _ in cells if self.rows[row] in own}
        return set_levels(self.workspace.document, self.workspace.document.active, values) if values else None

    def resetting(self, cells: Sequence[tuple[int, int]], to: str) -> Edit | None:
        """Rows set back to the workbook's or the last saved state of this scenario."""
        active = self.workspace.document.active
        saved = self.workspace.session.saved.scenarios.get(active)
        origin = self.workspace.document.workbook_scenario(active) if to == "workbook" else saved
        own = self.workspace.document.scenario.levels
        keys = {self.rows[row] for row, _ in cells}
        values = {key: origin.levels.get(key) if origin is not None else None for key in keys}
        values = {key: value for key, value in values.items() if own.get(key) != value}
        return set_levels(self.workspace.document, self.workspace.document.active, values) if values else None
