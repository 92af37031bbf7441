"""The levers table: the intensity of each lever by year, with its effects."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from npfdesk.plan.board import BoardTable, ParameterKey
from npfdesk.plan.document import effective_intensities
from npfdesk.plan.edit_labels import set_intensities
from npfdesk.plan.edits import Edit
from npfdesk.plan.grips import Grip
from npfdesk.plan.names import is_blank
from npfdesk.plan.numbers import format_figure, parse_entry, plain
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.scenarios import LeverIntensities
from npfdesk.plan.series import ANY, LeverIntensityKey
from npfdesk.session import Change
from npfdesk.ui.look.language import named, tr
from npfdesk.ui.tables.columns import Column, EntryRefused, TypedFigure, owned_ground, quiet, strong, tip
from npfdesk.ui.tables.figure_model import Cell, FigureModel, IntArray, RestsOn

OUT_OF_RANGE = error(
    "intensity_out_of_range",
    "“{text}”不在 0 到 100 之间；强度以 % 计。",
    "“{text}” does not lie between 0 and 100; an intensity is in %.",
)


class LeverModel(FigureModel):
    """Rows are keys: the general row of every lever, and rows for single regions or industries."""

    origins = ("parent", "workbook", "saved")
    _begun: dict[LeverIntensityKey, LeverIntensities | None]
    _followed: Sequence[Mapping[LeverIntensityKey, LeverIntensities]] = ()

    def make_columns(self) -> tuple[Column, ...]:
        """The lever, its scope, its intensity by year, the source, and its effects."""
        years = range(self.plan.base_year + 1, int(self.plan.years[-1]) + 1)
        region, industry, *_ = self.name_columns(
            lambda row: self.keys[row].region,
            lambda row: self.keys[row].industry,
            lambda _: "",
            self._effects_text,
        )
        return (
            self._words("lever", "Lever", 190, lambda row: self.keys[row].lever, naming=True),
            self._words(
                "dimension",
                "Dimension",
                84,
                lambda row: self.plan.dimension_of_lever[self.keys[row].lever],
                calm=True,
            ),
            *(replace(one, tooltip=lambda row: tip(self._effects_text(row))) for one in (region, industry)),
            *(self._year(year) for year in years),
            self._words("from", "From", 110, self._from, calm=True),
            self._words(
                "acts on",
                "Acts on",
                520,
                lambda row: " · ".join(self._effects(self.keys[row].lever)),
                calm=True,
            ),
        )

    def _words(
        self,
        key: str,
        source: str,
        width: int,
        text: Callable[[int], str],
        naming: bool = False,
        calm: bool = False,
    ) -> Column:
        return Column(
            key,
            source,
            width,
            text=text,
            origin=self._effects_text,
            tooltip=lambda row: tip(self._effects_text(row)),
            foreground=quiet if calm else lambda _: None,
            naming=naming,
            frozen=naming,
        )

    def _year(self, year: int) -> Column:
        def level(row: int) -> float | None:
            answer = self.answer(row)
            return running_intensity(dict(answer[2].by_year), year) if answer is not None else None

        def text(row: int) -> str:
            found = level(row)
            return format_figure(found, 0 if found == int(found) else 1, "%") if found is not None else ""

        def plain_text(row: int) -> str:
            answer = self.answer(row)
            return plain(dict(answer[2].by_year).get(year)) if answer is not None else ""

        def figure(row: int) -> float:
            found = level(row)
            return math.nan if found is None else found

        def grip(row: int) -> Grip:
            return Grip(level(row) or 0.0, 0.5, 0, 0.0, 100.0)

        def enter(row: int, typed: str) -> None:
            key, answer = self.keys[row], self.answer(row)
            if key in self._begun:
                begun = self._begun[key]
                intensities = dict(begun.by_year) if begun is not None else {}
            else:
                intensities = dict(answer[2].by_year) if answer is not None else {}
            if is_blank(typed):
                intensities.pop(year, None)
            else:
                intensities[year] = typed_intensity(typed)
            self._begun[key] = intensities_of(intensities)

        def clear(row: int) -> None:
            document, key = self.workspace.document, self.keys[row]
            before = self._begun[key] if key in self._begun else document.scenario.intensities.get(key)
            if before is None:
                return
            found = effective_intensities(document.scenarios, document.active, key, below=True)
            below = dict(found[2].by_year) if found is not None else {}
            years = dict(before.by_year)
            years.pop(year, None)
            if year in below:
                years[year] = below[year]
            # a row equal to the one below is no longer own
            self._begun[key] = None if years == below else intensities_of(years)

        def tooltip_text(row: int) -> str:
            return self._origin_text(row, year)

        return Column(
            "",
            "",
            62,
            year,
            text=text,
            plain=plain_text,
            figures=True,
            figure=figure,
            enter=enter,
            typed_figure=lambda _: TypedFigure("%"),
            clear=clear,
            head_tip=lambda: tr(
                "Tables",
                "Lever intensity in % (0 to 100): linear between the years given, constant after the last.",
            ),
            background=lambda row: owned_ground() if self.owned(row) else None,
            font=lambda row: strong() if self.owned(row) else None,
            foreground=lambda row: None if self.owned(row) and plain_text(row) else quiet(),
            tooltip=lambda row: tip(tooltip_text(row)),
            deviates=lambda row: self._deviates(row, year),
            origin=tooltip_text,
            grip=grip,
        )

    def board_key(self, row: int, at: int) -> ParameterKey | None:
        """The intensity of a year."""
        key, year = self.keys[row], self.columns[at].year
        return ParameterKey(BoardTable.LEVER, key.region, key.industry, key.lever, "", year) if year else None

    def make_rows(self) -> IntArray:
        """The levers in the plan's order."""
        stated = self._stated()
        self.keys = self.known = tuple(
            key
            for lever in self.plan.dimension_of_lever
            for key in dict.fromkeys(
                (LeverIntensityKey(lever, ANY, ANY), *sorted(key for key in stated if key.lever == lever))
            )
        )
        return np.full(len(self.keys), -1, dtype=np.int64)

    def reorder(self, order: IntArray) -> None:
        """Reorder the keys with the rows."""
        super().reorder(order)
        self.keys = tuple(self.keys[row] for row in order.tolist())

    def _stated(self) -> set[LeverIntensityKey]:
        return {key for intensities in self._intensities() for key in intensities}

    def _intensities(self) -> list[Mapping[LeverIntensityKey, LeverIntensities]]:
        """Those that the scenarios of the chain say themselves."""
        return [one.intensities for one in self.workspace.result.inputs.chain]

    def restructured(self, change: Change) -> bool:
        """New rows for single regions require new rows; a removed one keeps its row."""
        before, self._followed = self._followed, self._intensities()
        if super().restructured(change):
            return True
        if len(before) == len(self._followed) and not any(map(operator.is_not, before, self._followed)):
            return False
        levers = self.plan.dimension_of_lever
        return any(key.lever in levers and key not in self.known for key in self._stated())

    def rests_on(self, row: int) -> RestsOn:
        """The intensities in force."""
        return RestsOn(None, self.answer(row))

    def identity(self, row: int) -> Hashable:
        """The key."""
        return self.keys[row]

    def answer(self, row: int) -> tuple[str, LeverIntensityKey, LeverIntensities] | None:
        """The scenario, key and intensities in force for a row; None where there are none."""
        document = self.workspace.document
        return effective_intensities(document.scenarios, document.active, self.keys[row])

    def owned(self, row: int) -> bool:
        """Whether this scenario has a row of its own."""
        return self.keys[row] in self.workspace.document.scenario.intensities

    def _from(self, row: int) -> str:
        answer = self.answer(row)
        return self.workspace.document.scenarios[answer[0]].name if answer is not None else "—"

    def _effects_text(self, row: int) -> str:
        """The effects of a row's lever, with notes and sources."""
        lever = self.keys[row].lever
        effects = [effect for effect in self.plan.levers if effect.lever == lever]
        notes = (f"{effect.note}  {effect.source}".strip() for effect in effects)
        return "\n".join(line for line in dict.fromkeys((*self._effects(lever), *notes)) if line)

    def _effects(self, lever: str) -> list[str]:
        texts = []
        for effect in self.plan.levers:
            if effect.lever == lever:
                indicator = self.plan.indicator_by_code[effect.indicator]
                lag = f" ({tr('Tables', 'lag')} {effect.lag})" if effect.lag else ""
                texts.append(
                    f"{named(indicator)} {'+' if effect.effect >= 0 else ''}{plain(effect.effect)}{lag}".replace(
                        "-", "−"
                    )
                )
        return texts

    def notes(self) -> str:
        """The plan's statement on its effects, shown under the table."""
        return " · ".join(dict.fromkeys(effect.note for effect in self.plan.levers if effect.note))

    def _deviates(self, row: int, year: int) -> bool:
        """Whether this scenario's own intensity differs from the workbook."""
        original = self.workspace.document.workbook_scenario(self.workspace.document.active)
        if original is None:
            return False
        key = self.keys[row]
        own, stated = self.workspace.document.scenario.intensities.get(key), original.intensities.get(key)
        then = dict(stated.by_year) if stated is not None else {}
        now = dict(own.by_year) if own is not None else {}
        return then.get(year) != now.get(year)

    def _origin_text(self, row: int, year: int) -> str:
        """The source of the intensity."""
        answer = self.answer(row)
        if answer is None:
            return tr("Tables", "The lever is not used. Type an intensity to set one.")
        origin = self.workspace.document.scenarios[answer[0]].name
        texts = (
            tr("Tables", "Set in this scenario")
            if self.owned(row)
            else tr("Tables", "Inherited from {origin}").format(origin=origin)
        )
        if not self._deviates(row, year):
            return texts
        original = self.workspace.document.workbook_scenario(self.workspace.document.active)
        stated = original.intensities.get(self.keys[row]) if original is not None else None
        level = plain(dict(stated.by_year).get(year)) if stated is not None else ""
        return f"{texts}\n{tr('Tables', 'Workbook')}: {f'{level}%' if level else '—'}"

    def begin(self) -> None:
        """Begin an edit."""
        self._begun = {}

    def finish(self) -> Edit | None:
        """The typed intensities as one edit of this scenario's own intensities, 0 to 100 %."""
        return self._set(self._begun)

    def _set(self, values: dict[LeverIntensityKey, LeverIntensities | None]) -> Edit | None:
        document = self.workspace.document
        own = document.scenario.intensities
        changed = {key: value for key, value in values.items() if own.get(key) != value}
        return set_intensities(document, document.active, changed) if changed else None

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """The edit that resets rows to the parent's, the workbook's or the last saved state of this scenario."""
        active = self.workspace.document.active
        keys = dict.fromkeys(self.keys[row] for row, _ in sorted(cells))
        if to == "parent":
            return self._set(dict.fromkeys(keys))
        saved = self.workspace.session.saved.scenarios.get(active)
        origin = self.workspace.document.workbook_scenario(active) if to == "workbook" else saved
        if origin is None:
            return None
        return self._set({key: origin.intensities.get(key) for key in keys})


def typed_intensity(text: str) -> float:
    """An intensity as typed, in %; raises EntryRefused for what is none."""
    figure = parse_entry(text, "%")
    if isinstance(figure, Problem):
        raise EntryRefused(figure)
    if not 0 <= figure <= 100:
        raise EntryRefused(Problem(OUT_OF_RANGE, text=text))
    return figure


def intensities_of(years: Mapping[int, float]) -> LeverIntensities | None:
    """Intensities by year (%); None for none."""
    return LeverIntensities(tuple(sorted(years.items()))) if years else None


def running_intensity(years: Mapping[int, float], year: int) -> float | None:
    """The intensity in a year, interpolated between given years and held after them; None before the first."""
    if not years or year < min(years):
        return None
    given = sorted(years)
    return float(np.interp(year, given, [years[one] for one in given]))
