"""The levers table: how strongly each lever is pulled, year by year; effects are said to be what they are."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np

from npfdesk.plan.edits import Edit
from npfdesk.plan.grips import Grip
from npfdesk.plan.inheritance import answering_levels
from npfdesk.plan.labels import set_levels
from npfdesk.plan.names import says_nothing
from npfdesk.plan.numbers import format_figure, parse_entry, plain
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.scenarios import LeverLevels, lineage
from npfdesk.plan.series import ANY, LeverLevelKey
from npfdesk.session import Change
from npfdesk.ui.language import named, tr
from npfdesk.ui.tables.columns import NAMES, ROLE, Field, owned_ground, quiet, strong, tip
from npfdesk.ui.tables.model import Cell, FigureModel, IntArray, Refusal, Typed

OUT_OF_RANGE = error(
    "intensity_out_of_range",
    "“{text}”不在 0 到 100 之间；强度以 % 计。",
    "“{text}” does not lie between 0 and 100; an intensity is in %.",
)


class LeverModel(FigureModel):
    """Rows are keys: every lever's general row, and those for single regions or industries."""

    origins = ("parent", "workbook", "saved")

    def make_fields(self) -> tuple[Field, ...]:
        """The lever, whom it reaches, its intensity by year, from where, and what it acts on."""
        years = range(self.plan.base_year + 1, int(self.plan.years[-1]) + 1)
        return (
            Field("lever", "Lever", 190),
            Field("dimension", "Dimension", 84),
            *NAMES[:2],
            *(Field("", "", 62, year, True, True) for year in years),
            Field("from", "From", 110),
            Field("acts on", "Acts on", 520),
        )

    def make_rows(self) -> IntArray:
        """In the plan's order of levers."""
        stated = self._stated()
        self.keys = self.known = tuple(
            key
            for lever in self.plan.dimension_of_lever
            for key in dict.fromkeys(
                (LeverLevelKey(lever, ANY, ANY), *sorted(key for key in stated if key.lever == lever))
            )
        )
        return np.full(len(self.keys), -1, dtype=np.int64)

    def reorder(self, order: IntArray) -> None:
        """The keys go with their rows."""
        super().reorder(order)
        self.keys = tuple(self.keys[row] for row in order.tolist())

    def _stated(self) -> set[LeverLevelKey]:
        chain = lineage(self.workspace.document.scenarios, self.workspace.document.active)
        return {key for scenario in chain for key in scenario.levels}

    def restructured(self, change: Change) -> bool:
        """New rows for single regions ask for a new order; one taken back keeps its row."""
        levers = self.plan.dimension_of_lever
        return super().restructured(change) or any(
            key.lever in levers and key not in self.known for key in self._stated()
        )

    def identity(self, row: int) -> Hashable:
        """The key."""
        return self.keys[row]

    def told(self, field: Field) -> str:
        """What a year's cell holds."""
        if not field.year:
            return ""
        return tr(
            "Tables",
            "Intensity in % (0 to 100); between given years it runs straight, after the last it stays.",
        )

    def answer(self, row: int) -> tuple[str, LeverLevelKey, LeverLevels] | None:
        """Which scenario's which row says the levels; None where none does."""
        document = self.workspace.document
        return answering_levels(document.scenarios, document.active, self.keys[row])

    def owned(self, row: int) -> bool:
        """Whether the row is this scenario's own."""
        return self.keys[row] in self.workspace.document.scenario.levels

    def text(self, row: int, field: Field) -> str:
        """What a cell shows."""
        key = self.keys[row]
        name = self.name_cell(key.region, key.industry, "", field)
        if name is not None:
            return name
        if field.key == "lever":
            return key.lever
        if field.key == "dimension":
            return self.plan.dimension_of_lever[key.lever]
        if field.key == "acts on":
            return " · ".join(self._effects(key.lever))
        if field.key == "from":
            answer = self.answer(row)
            return self.workspace.document.scenarios[answer[0]].name if answer is not None else "—"
        answer = self.answer(row)
        level = _running(dict(answer[2].by_year), field.year) if answer is not None else None
        return format_figure(level, 0 if level == int(level) else 1, "%") if level is not None else ""

    def figure(self, row: int, field: Field) -> float:
        """The intensity in a year as it runs; NaN where the lever is not pulled."""
        answer = self.answer(row) if field.year else None
        level = _running(dict(answer[2].by_year), field.year) if answer is not None else None
        return float("nan") if level is None else level

    def origin(self, row: int, field: Field) -> str:
        """Who says the intensity, or what the lever does."""
        return self._told(row, field)

    def grip(self, row: int, field: Field) -> Grip | None:
        """Intensities, 0 to 100 %."""
        if not field.year:
            return None
        level = self.figure(row, field)
        return Grip(0.0 if np.isnan(level) else level, 0.5, 0, 0.0, 100.0)

    def plain_text(self, row: int, field: Field) -> str:
        """A cell as its editor and Excel take it."""
        if not field.year:
            return self.text(row, field)
        answer = self.answer(row)
        return plain(dict(answer[2].by_year).get(field.year)) if answer is not None else ""

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

    def deviates(self, row: int, field: Field) -> bool:
        """Whether this scenario's own intensity is another than in the workbook."""
        original = self.workspace.document.workbook_scenario(self.workspace.document.active)
        if not field.year or original is None:
            return False
        key = self.keys[row]
        own, stated = self.workspace.document.scenario.levels.get(key), original.levels.get(key)
        then = dict(stated.by_year) if stated is not None else {}
        now = dict(own.by_year) if own is not None else {}
        return then.get(field.year) != now.get(field.year)

    def look(self, row: int, field: Field, role: int) -> Any:
        """Owned levels tinted, inherited ones grey; effects with their notes and sources."""
        if role == ROLE.ToolTipRole:
            return tip(self._told(row, field))
        owned = bool(field.year) and self.owned(row)
        if role == ROLE.BackgroundRole:
            return owned_ground() if owned else None
        if role == ROLE.FontRole:
            return strong() if owned else None
        calm = field.key in ("dimension", "industry", "acts on", "from") or (
            field.year and not (owned and self.plain_text(row, field))
        )
        return quiet() if role == ROLE.ForegroundRole and calm else None

    def _told(self, row: int, field: Field) -> str:
        key = self.keys[row]
        if not field.year:
            effects = [effect for effect in self.plan.levers if effect.lever == key.lever]
            notes = (f"{effect.note}  {effect.source}".strip() for effect in effects)
            return "\n".join(line for line in dict.fromkeys((*self._effects(key.lever), *notes)) if line)
        answer = self.answer(row)
        if answer is None:
            return tr("Tables", "The lever is not pulled. Type an intensity to set one.")
        origin = self.workspace.document.scenarios[answer[0]].name
        said = (
            tr("Tables", "Set in this scenario")
            if self.owned(row)
            else tr("Tables", "Inherited from {origin}").format(origin=origin)
        )
        if not self.deviates(row, field):
            return said
        original = self.workspace.document.workbook_scenario(self.workspace.document.active)
        stated = original.levels.get(key) if original is not None else None
        level = plain(dict(stated.by_year).get(field.year)) if stated is not None else ""
        return f"{said}\n{tr('Tables', 'Workbook')}: {f'{level} %' if level else '—'}"

    def edit(self, typed: Sequence[Typed]) -> Edit | Refusal | None:
        """Typed intensities as one edit of this scenario's own levels, 0 to 100 %."""
        years: dict[LeverLevelKey, dict[int, float]] = {}
        refused = []
        for row, column, text in typed:
            key, year = self.keys[row], self.fields[column].year
            answer = self.answer(row)
            levels = years.setdefault(key, dict(answer[2].by_year) if answer is not None else {})
            if says_nothing(text):
                levels.pop(year, None)
                continue
            figure = parse_entry(text, "%")
            if isinstance(figure, float) and not 0 <= figure <= 100:
                figure = Problem(OUT_OF_RANGE, text=text)
            if isinstance(figure, Problem):
                refused.append((row, column, figure))
            else:
                levels[year] = figure
        return (
            Refusal(tuple(refused))
            if refused
            else self._set({key: _levels(one) for key, one in years.items()})
        )

    def _set(self, values: dict[LeverLevelKey, LeverLevels | None]) -> Edit | None:
        document = self.workspace.document
        own = document.scenario.levels
        changed = {key: value for key, value in values.items() if own.get(key) != value}
        return set_levels(document, document.active, changed) if changed else None

    def clearing(self, cells: Sequence[Cell]) -> Edit | Refusal | None:
        """Years handed back to what lies below; a row that says the same as what lies below is no longer own."""
        document = self.workspace.document
        values: dict[LeverLevelKey, LeverLevels | None] = {}
        for row, column in cells:
            key, year = self.keys[row], self.fields[column].year
            before = values[key] if key in values else document.scenario.levels.get(key)
            if before is None:
                continue
            found = answering_levels(document.scenarios, document.active, key, below=True)
            below = dict(found[2].by_year) if found is not None else {}
            years = dict(before.by_year)
            years.pop(year, None)
            if year in below:
                years[year] = below[year]
            values[key] = None if years == below else _levels(years)
        return self._set(values)

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """Rows set back to the parent's, the workbook's or the last saved state of this scenario."""
        active = self.workspace.document.active
        keys = dict.fromkeys(self.keys[row] for row, _ in sorted(cells))
        if to == "parent":
            return self._set(dict.fromkeys(keys))
        saved = self.workspace.session.saved.scenarios.get(active)
        origin = self.workspace.document.workbook_scenario(active) if to == "workbook" else saved
        if origin is None:
            return None
        return self._set({key: origin.levels.get(key) for key in keys})


def _levels(years: dict[int, float]) -> LeverLevels | None:
    return LeverLevels(tuple(sorted(years.items()))) if years else None


def _running(years: Mapping[int, float], year: int) -> float | None:
    """The intensity in a year as it runs between those given and after them; None before the first."""
    if not years or year < min(years):
        return None
    given = sorted(years)
    return float(np.interp(year, given, [years[one] for one in given]))
