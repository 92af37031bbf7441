"""The assumptions table: the assumption in force for each series, and general rows that apply to many."""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtGui import QColor, QFont

from npfdesk.engine.projection.inputs import Inputs, differing_keys, rows_ruled
from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.targets.required_pace import Pace
from npfdesk.plan.assumption_parts import HIGH, LOW, MIDPOINT, VALUE, Part
from npfdesk.plan.document import Document, effective_assumption
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.edits import Edit
from npfdesk.plan.grips import Grip
from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.method_description import Additive, ByYear, MethodDescription
from npfdesk.plan.methods import Method, methods_of
from npfdesk.plan.model import Indicator
from npfdesk.plan.notes import NoteKey, NoteSubject
from npfdesk.plan.numbers import format_figure, plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import Assumption, Scenario
from npfdesk.plan.series import ANY, AssumptionKey, SeriesKey
from npfdesk.session import Change
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.tables.columns import Column, EnteredPace, Face, TypedFigure, owned_ground, quiet, strong, tip
from npfdesk.ui.tables.entries import (
    CROSSED,
    NOTHING_KNOWN,
    entered,
    figure_text,
    grip_of_parameter,
    typed_parameter,
    with_method,
    with_typed_note,
    without,
    without_note,
)
from npfdesk.ui.tables.figure_model import Cell, CellLook, FigureModel, IntArray, Refusal, RestsOn, Typed

Answer = tuple[str, AssumptionKey, Assumption]
_STEADY: Final = ("low", "high", "midpoint")
"""The figures of an assumption that an edit of its parameter leaves."""


@dataclass(slots=True, eq=False)
class _RowFacts:
    """What the cells of one row are made of: the key and indicator, the assumption in force, the scenario's own and the workbook's.

    `own` and `stated` are the same value where there is no difference to show. `said` is what the steady columns show of them.
    `ink` is that of a cell that is not the scenario's own. `given` are the figures given by year, `years` what the cells of the
    plan's years show once somebody asks.
    """

    key: AssumptionKey
    indicator: Indicator
    answer: Answer | None
    owned: bool
    own: Assumption | None
    stated: Assumption | None
    said: tuple[object, ...]
    ink: QColor
    given: dict[int, float]
    result: ScenarioResult
    years: dict[int, Face] | None = None


class _FactsOf(NamedTuple):
    """Of what the facts of the rows are: the active scenario's result and what the workbook states of it follow from the first two."""

    document: Document
    results: Results
    setting: object
    result: ScenarioResult
    workbook: Scenario | None


class AssumptionModel(FigureModel):
    """Rows are series and general keys; an edited cell becomes this scenario's own.

    A place below 0 is a general row: -1 the first of `general`, -2 the second, and so on.
    """

    origins = ("parent", "workbook", "saved")
    _begun: dict[AssumptionKey, Assumption | None]
    _ruling: Inputs | None = None
    _ruled: dict[AssumptionKey, int]
    _long: tuple[weakref.ref[ScenarioResult], list[str]] | None = None
    _facts: dict[int, _RowFacts]
    _alike: tuple[tuple[Assumption, Indicator, list[float]], dict[int, Face]] | None = None
    _texts: dict[tuple[str, Method, str, float | None], str]
    _facts_of: _FactsOf | None = None
    _held: tuple[int, _RowFacts] | None = None
    _followed: tuple[Mapping[AssumptionKey, Assumption], ...] = ()
    _edited: Set[str] = frozenset()
    """The indicators of which the last change edited a general row: what a row falls back to is a wider one."""
    _laid: Inputs
    _ruled_anew = False

    def make_columns(self) -> tuple[Column, ...]:
        """Names, method, parameter, a column for each future year; then what is rarely used: needs, bounds, source, note."""
        years = range(self.plan.base_year + 1, int(self.plan.years[-1]) + 1)
        region, *names = self.name_columns(
            lambda row: self.key_of(row).region,
            lambda row: self.key_of(row).industry,
            lambda row: self.key_of(row).indicator,
            self._origin,
        )
        return (
            replace(
                region,
                text=self._region_text,
                plain=region.text,
                background=self._ground,
                fitting=self._region_texts,
                widest=190,
                # the number of series stays in sight
                narrowest=158,
            ),
            *(replace(one, background=self._ground) for one in names),
            self._method_column(),
            self._part_column(VALUE, "Parameter", 72, clear=self._clear_row),
            *map(self._year_column, years),
            self._required_column(
                "required",
                "Required growth",
                112,
                lambda pace: pace.required,
                self._pace_text,
                lambda: tr(
                    "Tables",
                    "The growth that the target requires from the last actual on; levers not counted.",
                ),
            ),
            self._required_column(
                "multiple",
                "Required ÷ past",
                108,
                lambda pace: pace.multiple,
                lambda _, multiple: f"× {format_figure(multiple, 1)}",
                lambda: tr("Tables", "The required growth as a multiple of the series' own past growth."),
            ),
            self._part_column(LOW, "Low", 64),
            self._part_column(HIGH, "High", 64),
            self._part_column(MIDPOINT, "Midpoint", 72),
            Column(
                "from",
                "From",
                150,
                text=self._from_text,
                background=self._ground,
                foreground=quiet,
                steady=True,
                tooltip=lambda row: tip(self._tooltip(row)),
                origin=self._origin,
            ),
            self._note_column(),
        )

    def _method_column(self) -> Column:
        def text(row: int) -> str:
            answer = self.answer(row)
            return "—" if answer is None else answer[2].method.about.words.text(language(), {})

        def enter(row: int, typed: str) -> None:
            results, active = self.workspace.session.results, self.workspace.document.active
            place = int(self.places[row])
            before = self._before(row)
            series = place if place >= 0 else None
            self._begun[self.key_of(row)] = with_method(
                results, active, series, before, typed, self._indicator(row).kind
            )

        def deviates(row: int) -> bool:
            own, stated = self._differing(row)
            # a row that exists only here, or only there, differs as a whole
            return own is not stated and (own is None or stated is None or own.method is not stated.method)

        return Column(
            "method",
            "Method",
            72,
            text=text,
            plain=lambda row: text(row) if self.answer(row) is not None else "",
            enter=enter,
            clear=self._clear_row,
            choices_of=lambda row: [
                one.about.words.text(language(), {}) for one in methods_of(self._indicator(row).kind)
            ],
            background=self._ground,
            foreground=self._ink,
            font=self._font,
            tooltip=lambda row: tip(self._tooltip(row)),
            deviates=deviates,
            steady=True,
            origin=self._origin,
            note_key=lambda row: self._note_key(row, "method"),
        )

    def _part_column(
        self, part: Part, source: str, width: int, clear: Callable[[int], None] | None = None
    ) -> Column:
        """The column of a parameter, or of the figure of one year (see `_year_column`)."""

        def enter(row: int, typed: str) -> None:
            after = entered(self._before(row), part, self._indicator(row), typed)
            self._begun[self.key_of(row)] = after

        def fall_back(row: int) -> None:
            self._fall_back(row, lambda own, below: without(own, below, part))

        def deviates(row: int) -> bool:
            own, stated = self._differing(row)
            if own is stated:
                return False
            if own is None or stated is None:
                return part.name == "value"
            return part.of(own) != part.of(stated)

        def face(row: int) -> Face:
            facts = self._row(row)
            differs = facts.own is not facts.stated and deviates(row)
            return Face(text(row), None if facts.owned else facts.ink, facts.owned, differs)

        def text(row: int) -> str:
            facts = self._row(row)
            return self._text(facts.answer[2], part, facts.indicator) if facts.answer is not None else ""

        def grip(row: int) -> Grip | None:
            answer = self.answer(row)
            return grip_of_parameter(answer[2] if answer is not None else None, part, self._indicator(row))

        def entered_pace(row: int) -> EnteredPace | None:
            place, answer = int(self.places[row]), self.answer(row)
            method = answer[2].method.about if answer is not None else None
            if part.name not in ("value", "years") or place < 0 or method is None:
                return None
            if method.value is None or not method.value.paced:
                return None
            # a step of an amount is no growth rate, and the past is given as growth
            points = self._indicator(row).kind.moves_in_points
            if points != (method.additive is Additive.ALWAYS):
                return None
            given = self._given(row, part)
            return (math.nan if given is None else given), self.paces.past(place)

        return Column(
            "" if part.year else part.name,
            source,
            width,
            part.year,
            text=text,
            plain=lambda row: plain(self._given(row, part)),
            figures=True,
            figure=lambda row: self._part_figure(row, part),
            enter=enter,
            typed_figure=lambda row: self._typed_figure(row, part),
            clear=clear or fall_back,
            background=self._ground,
            foreground=lambda row: face(row).ink,
            font=lambda row: strong() if face(row).strong else None,
            face=face,
            # an edit of a parameter, or of the path, reaches these
            steady=part.name in _STEADY,
            tooltip=lambda row: tip(self._tooltip(row)),
            deviates=deviates,
            origin=self._origin,
            grip=grip,
            paced=lambda row: part.name != "midpoint" and self._is_paced(row),
            note_key=lambda row: self._note_key(row, "" if part.year else part.name, part.year),
            entered_pace=entered_pace,
        )

    def _year_column(self, year: int) -> Column:
        """The column of what holds in one year: given, or as it follows from the parameter or the path."""

        def face(row: int) -> Face:
            held = self._held
            facts = held[1] if held is not None and held[0] == row else self._row(row)
            if facts.years is None:
                facts.years = self._year_faces(row, facts)
            return facts.years[year]

        return replace(
            self._part_column(Part("years", year), "", 52),
            text=lambda row: face(row).text,
            foreground=lambda row: face(row).ink,
            font=lambda row: strong() if face(row).strong else None,
            face=face,
            longest=self._longest,
        )

    def _given(self, row: int, part: Part) -> float | None:
        """What the assumption in force gives for a part; None for nothing."""
        answer = self.answer(row)
        return part.of(answer[2]) if answer is not None else None

    def _part_figure(self, row: int, part: Part) -> float:
        answer = self.answer(row)
        given = part.of(answer[2]) if answer is not None else None
        if given is not None:
            return given
        if answer is None or not part.year:
            return math.nan
        return self._derived(row, answer[2])[self.plan.column(part.year)]

    def _derived(self, row: int, assumption: Assumption) -> list[float]:
        """What holds in each year (year,) for which no figure is given: the parameter, else what the path comes to; NaN for nothing.

        Of a path given by figures that is a figure, of any other its growth in %, or its step where it moves in points.
        """
        place, about, years = int(self.places[row]), assumption.method.about, len(self.plan.years)
        value = assumption.value if _overrides(assumption) else None
        if place < 0:
            return [math.nan if value is None else value] * years
        # of the first year nothing is known that it could have grown from
        begin = max(int(self.workspace.session.results.last[place]) + 1, 1)
        if value is not None:
            return [math.nan] * begin + [value] * (years - begin)
        path: list[float] = self.workspace.result.values[place].tolist()
        if about.by_year is ByYear.PATH:
            found = path[begin:]
        elif self._indicator(row).kind.moves_in_points:
            found = [now - before for before, now in pairwise(path[begin - 1 :])]
        else:
            found = [
                100.0 * (now / before - 1.0) if before > 0 else math.nan
                for before, now in pairwise(path[begin - 1 :])
            ]
        return [math.nan] * begin + found

    def _text(self, assumption: Assumption, part: Part, indicator: Indicator) -> str:
        """A parameter as text; kept, because a general row gives many series the same."""
        key = indicator.code, assumption.method, part.name, part.of(assumption)
        if key not in self._texts:
            self._texts[key] = figure_text(assumption, part, indicator, tr("Tables", "years"))
        return self._texts[key]

    def _year_faces(self, row: int, facts: _RowFacts) -> dict[int, Face]:
        """What the cells of the plan's years show: the figures given, and what follows in the others; a parameter is that of many."""
        years: list[int] = self.plan.years.tolist()
        own, stated = facts.own, facts.stated
        if own is stated or own is None or stated is None:
            differing = set()
        else:
            differing = {year for year, _ in set(own.by_year) ^ set(stated.by_year)}
        if facts.answer is None:
            return {year: Face("", facts.ink, False, year in differing) for year in years}
        assumption, made = facts.answer[2], dict[int, Face]()
        figures = self._derived(row, assumption)
        # rows that follow one general row show the same years
        plain_row, said = not (facts.owned or differing), (assumption, facts.indicator, figures)
        if plain_row and self._alike is not None and self._alike[0] == said:
            return self._alike[1]
        method, code, texts = assumption.method, facts.indicator.code, self._texts
        shown: tuple[str, bool, bool] | None = None
        for year, figure in zip(years, figures, strict=True):
            # a derived figure stands back
            owned = facts.owned and year in facts.given
            if year in facts.given:
                text = self._text(assumption, Part("years", year), facts.indicator)
            elif not math.isfinite(figure):
                text = ""
            else:
                key = code, method, "", figure
                if key not in texts:
                    texts[key] = _year_text(figure, method.about, facts.indicator)
                text = texts[key]
            # years beside each other that show the same are told by one object
            if shown != (text, owned, year in differing):
                shown = text, owned, year in differing
                face = Face(text, None if owned else facts.ink, *shown[1:])
            made[year] = face
        if plain_row:
            self._alike = said, made
        return made

    def _longest(self) -> list[str]:
        """The texts of the figures given by year, and of the highest path that is given by figures; the same for all years."""
        result = self.workspace.result
        if self._long is None or self._long[0]() is not result:
            # a result of the past takes 8 MB of a nation
            self._long = (weakref.ref(result), sorted(set(self._given_texts(result)), key=len)[-20:])
        return self._long[1]

    def _given_texts(self, result: ScenarioResult) -> Iterator[str]:
        inputs = result.inputs
        used = np.unique(inputs.owner[inputs.owner >= 0])
        for owner in used.tolist():
            key, assumption = inputs.rows[owner].key, inputs.rows[owner].assumption
            indicator = self.plan.indicator_by_code.get(key.indicator)
            if indicator is None:
                continue
            for year, _ in assumption.by_year:
                yield figure_text(assumption, Part("years", year), indicator, "")
            if assumption.method.about.by_year is ByYear.PATH:
                path = result.values[inputs.owner == owner]
                known = path[np.isfinite(path)]
                if len(known):
                    yield format_figure(float(known[np.argmax(np.abs(known))]), indicator.decimals)

    def _typed_figure(self, row: int, part: Part) -> TypedFigure | None:
        place, answer = int(self.places[row]), self.answer(row)
        known = self.plan.observed[place] if place >= 0 else NOTHING_KNOWN
        return typed_parameter(answer[2] if answer is not None else None, part, self._indicator(row), known)

    def _required_column(
        self,
        key: str,
        source: str,
        width: int,
        of: Callable[[Pace], float],
        figure_words: Callable[[int, float], str],
        meaning: Callable[[], str],
    ) -> Column:
        """A column of what the target requires, compared with the past."""

        def figure(row: int) -> float:
            pace = self.pace(row)
            return math.nan if pace is None else of(pace)

        def text(row: int) -> str:
            found = figure(row)
            return figure_words(row, found) if math.isfinite(found) else ""

        return Column(
            key,
            source,
            width,
            text=text,
            figures=True,
            figure=figure,
            head_tip=meaning,
            background=self._rule_ground,
            foreground=quiet,
            steady=True,
            origin=self._origin,
            paced=self._is_paced,
        )

    def _note_column(self) -> Column:
        def text(row: int) -> str:
            answer = self.answer(row)
            return answer[2].note if answer is not None else ""

        def enter(row: int, typed: str) -> None:
            self._begun[self.key_of(row)] = with_typed_note(self._before(row), self._indicator(row), typed)

        def fall_back(row: int) -> None:
            self._fall_back(row, without_note)

        def deviates(row: int) -> bool:
            own, stated = self._differing(row)
            return own is not None and stated is not None and own.note != stated.note

        return Column(
            "note",
            "Note",
            260,
            text=text,
            enter=enter,
            clear=fall_back,
            background=self._ground,
            foreground=self._ink,
            font=self._font,
            tooltip=lambda row: tip(self._tooltip(row)),
            deviates=deviates,
            steady=True,
            origin=self._origin,
        )

    # what the columns need of a row

    def _row(self, row: int) -> _RowFacts:
        """The facts of a row, kept until the document or its results are others: every cell of the row asks for them."""
        held = self._held
        if held is not None and held[0] == row:
            return held[1]
        document, results = self.workspace.document, self.workspace.session.results
        known = self._facts_of
        if (
            known is None
            or known.document is not document
            or known.results is not results
            or known.setting is not self.setting
        ):
            workbook = document.workbook_scenario(document.active)
            self._facts_of = known = _FactsOf(
                document, results, self.setting, results.scenarios[document.active], workbook
            )
            self._facts, self._texts, self._alike = {}, {}, None
        place = int(self.places[row])
        facts = self._facts.get(place)
        if facts is None:
            key = self.key_of(row)
            own = document.scenario.assumptions.get(key)
            stated = known.workbook.assumptions.get(key) if known.workbook is not None else own
            answer: Answer | None
            if place >= 0:
                answer = known.result.inputs.assumption_of(place)
            else:
                answer = effective_assumption(document.scenarios, document.active, key)
            facts = self._facts[place] = _RowFacts(
                key,
                self.plan.indicator_by_code[key.indicator],
                answer,
                own is not None,
                own,
                own if own == stated else stated,
                (answer and answer[:2], _steady_part(answer and answer[2]), _steady_part(own), stated),
                quiet(),
                dict(answer[2].by_year) if answer is not None else {},
                known.result,
            )
        return facts

    def rests_on(self, row: int) -> RestsOn:
        """Steady: the row's assumptions but for their parameters and years, what the target requires, how many series a general row moves.

        The others: these parameters and years, and the path where its growth is shown.
        """
        facts = self._row(row)
        result = facts.result
        general = self.places[row] < 0
        required = self.ruled(row) if general else (self.pace(row), result.targets)
        by_path = facts.answer is not None and not general and not _overrides(facts.answer[2])
        return RestsOn((facts.said, required), (facts.answer, facts.own, result if by_path else None))

    def looks(
        self, row: int, columns: Sequence[int], kept: Sequence[CellLook] | None = None
    ) -> list[CellLook]:
        """What some cells of a row show: the facts of the row are asked for once."""
        self._held = row, self._row(row)
        try:
            return super().looks(row, columns, kept)
        finally:
            self._held = None

    def _indicator(self, row: int) -> Indicator:
        return self._row(row).indicator

    def _is_paced(self, row: int) -> bool:
        answer = self.answer(row)
        return answer is None or answer[2].method.about.paced

    def _pace_text(self, row: int, required: float) -> str:
        pace = self.pace(row)
        if pace is not None and pace.position >= 0:
            counted = self.workspace.judged_unit(pace.position)
            if not counted.paced:
                return counted.need(required, language())
        unit = pace_unit(self._indicator(row), language())
        return format_figure(required, 2, unit)

    def _note_key(self, row: int, column: str, year: int = 0) -> NoteKey:
        return NoteKey(
            NoteSubject.ASSUMPTION, self.workspace.document.active, *self.key_of(row), column, year
        )

    def _from_text(self, row: int) -> str:
        answer = self.answer(row)
        return (
            tr("Tables", "no assumption: held at the last actual")
            if answer is None
            else self._from(answer[0], answer[1], row)
        )

    def _origin(self, row: int) -> str:
        """The scenario and row of the assumption in force, with its method."""
        answer = self.answer(row)
        method = answer[2].method.about.words.text(language(), {}) if answer is not None else ""
        first, *rest = self._tooltip(row).split("\n")
        return "\n".join((" · ".join(part for part in (first, method) if part), *rest))

    def _ground(self, row: int) -> QColor | None:
        return owned_ground() if self.owned(row) else self._rule_ground(row)

    def _rule_ground(self, row: int) -> QColor | None:
        """The ground of the general rows, which sets their group off from the series."""
        return QColor(theme().panel) if self.places[row] < 0 else None

    def _region_texts(self) -> list[str]:
        counted = tr("Tables", "{name} · {count} series").format(
            name=self.region_name(ANY), count=len(self.plan.series)
        )
        return [counted, *(named(one) for one in self.plan.regions)]

    def _region_text(self, row: int) -> str:
        """The region of a row; of a general row also how many series an edit of it moves."""
        name = self.region_name(self.key_of(row).region)
        if self.places[row] >= 0:
            return name
        return tr("Tables", "{name} · {count} series").format(name=name, count=self.ruled(row))

    def _ink(self, row: int) -> QColor | None:
        return None if self.owned(row) else quiet()

    def _font(self, row: int) -> QFont | None:
        return strong() if self.owned(row) else None

    def _differing(self, row: int) -> tuple[Assumption | None, Assumption | None]:
        """The scenario's own row and the workbook's; the same value twice where there is no difference to show."""
        facts = self._row(row)
        return facts.own, facts.stated

    # the edit

    def _before(self, row: int) -> Assumption | None:
        """The assumption in force for a row, with the cells typed so far in this edit."""
        key = self.key_of(row)
        if key in self._begun:
            return self._begun[key] or self._below(key)
        answer = self.answer(row)
        return answer[2] if answer is not None else None

    def _fall_back(
        self, row: int, without: Callable[[Assumption, Assumption | None], Assumption | None]
    ) -> None:
        """Reset a part of a row to the parent; a row that then equals the parent's is no longer own."""
        key = self.key_of(row)
        own = self.workspace.document.scenario.assumptions
        before = self._begun[key] if key in self._begun else own.get(key)
        if before is not None:
            below = self._below(key)
            after = without(before, below)
            self._begun[key] = None if after == below else after

    def _clear_row(self, row: int) -> None:
        """Reset the whole row to the parent."""
        key = self.key_of(row)
        if key in self._begun or key in self.workspace.document.scenario.assumptions:
            self._begun[key] = None

    def begin(self) -> None:
        """Begin an edit."""
        self._begun = {}

    def finish(self) -> Edit | None:
        """The typed cells as one edit of this scenario's own assumptions."""
        return self._set(self._begun)

    def edit(self, typed: Sequence[Typed]) -> Edit | Refusal | None:
        """The typed cells as one edit; also refused where the lower bound would lie above the upper."""
        made = super().edit(typed)
        last = {self.key_of(row): (row, at) for row, at, _ in typed}
        crossed = tuple(
            (*last[key], Problem(CROSSED, text=f"{plain(after.low)} > {plain(after.high)}"))
            for key, after in self._begun.items()
            if after is not None
            and after.low is not None
            and after.high is not None
            and after.low > after.high
        )
        refused = made.cells if isinstance(made, Refusal) else ()
        return Refusal((*refused, *crossed)) if refused or crossed else made

    def make_rows(self) -> IntArray:
        """The general rows of the selected indicator, its series (the selected one first), the other general rows, the rest.

        So general rows stand in groups of their own, above all that they rule.
        """
        frame, chosen = self.workspace.session.results.frame, self.workspace.selection
        series = self.ordered_series(np.flatnonzero(~frame.formula_row))
        self.general = tuple(self._general())
        self._followed = tuple(one.assumptions for one in self._chain())
        # each cell asks for its row's key several times; general rows may stand in other places now
        self._keys: dict[int, AssumptionKey] = {}
        self._facts_of = None
        self._laid = self.workspace.result.inputs
        near = [-1 - at for at, key in enumerate(self.general) if key.indicator == chosen.indicator]
        far = [-1 - at for at, key in enumerate(self.general) if key.indicator != chosen.indicator]
        its = frame.indicator_of[series] == frame.indicator_index.get(chosen.indicator, -1)
        parts = (np.array(near), series[its], np.array(far), series[~its])
        return np.concatenate(parts).astype(np.int64)

    def ruled(self, row: int) -> int:
        """How many series an edit of a general row in this scenario moves: all but those with a closer row of their own here."""
        inputs = self.workspace.result.inputs
        if self._ruling is not inputs:
            self._ruling, self._ruled = inputs, {}
        key = self.key_of(row)
        if key not in self._ruled:
            self._ruled[key] = len(rows_ruled(inputs, self.workspace.document.active, key))
        return self._ruled[key]

    def question(self, rows: Sequence[int]) -> str:
        """Asked before one entry reaches across general rows and rows of single series."""
        general = sorted(row for row in set(rows) if self.places[row] < 0)
        if not general or len(general) == len(set(rows)):
            return ""
        return tr(
            "Tables",
            "This reaches across “{rule}”, a row that moves {count} series, and rows of single series. Nothing was entered; do the same again to enter all of it.",
        ).format(rule=self._rule_name(general[0]), count=self.ruled(general[0]))

    def _rule_name(self, row: int) -> str:
        key = self.key_of(row)
        names = (
            self.region_name(key.region),
            "" if key.industry in (ANY, "") else self.industry_name(key.industry),
            self.indicator_name(key.indicator),
        )
        return " ".join(name for name in names if name)

    def _general(self) -> dict[AssumptionKey, None]:
        chosen = self.workspace.selection

        def wanted(key: AssumptionKey) -> bool:
            if self.only == "region":
                return key.region in (ANY, chosen.region)
            return self.only != "indicator" or key.indicator == chosen.indicator

        return {
            key: None
            for scenario in self._chain()
            for key in scenario.assumptions
            if key.specificity < 2 and wanted(key)
        }

    def _chain(self) -> tuple[Scenario, ...]:
        return self.workspace.result.inputs.chain

    def restructured(self, change: Change) -> bool:
        """New or removed general rows require new rows."""
        if super().restructured(change):
            return True
        before, self._followed = self._followed, tuple(one.assumptions for one in self._chain())
        # most edits change what a scenario already has; a set of keys is compared without a look at each
        same_keys = len(before) == len(self._followed) and all(
            one is other or one.keys() == other.keys()
            for one, other in zip(before, self._followed, strict=True)
        )
        if not (same_keys and self.only == "all") and set(self._general()) != set(self.general):
            return True
        self._edited = {
            key.indicator
            for one, other in zip(before, self._followed, strict=False)
            if one is not other
            for key in differing_keys(one, other)
            if key.specificity < 2
        }
        laid, self._laid = self._laid, self.workspace.result.inputs
        self._ruled_anew = laid is not self._laid and not laid.rules_as(self._laid)
        return False

    def touched_rows(self, change: Change) -> IntArray:
        """Series by the change's mask; the general rows of what a general row was edited of, and all where rows rule other series."""
        moved = [
            -1 - at
            for at, key in enumerate(self.general)
            if self._ruled_anew or key.indicator in self._edited
        ]
        series = change.touched[self.places] & (self.places >= 0)
        return np.flatnonzero(series | np.isin(self.places, moved) if moved else series)

    def identity(self, row: int) -> Hashable:
        """The place of a series, or a general key."""
        place = int(self.places[row])
        return place if place >= 0 else self.general[-1 - place]

    def key_of(self, row: int) -> AssumptionKey:
        """The key that an edit of the row changes."""
        place = int(self.places[row])
        if place < 0:
            return self.general[-1 - place]
        key = self._keys.get(place)
        if key is None:
            key = self._keys[place] = AssumptionKey(*self.plan.series[place])
        return key

    def shown_series(self, row: int) -> SeriesKey | None:
        """The series of a row; of a general row its indicator at the root, else the first series that it can apply to."""
        place = int(self.places[row])
        if place >= 0:
            return self.plan.series[place]
        key = self.general[-1 - place]
        region = self.plan.root if key.region == ANY else key.region
        industry = "" if key.industry == ANY else key.industry
        for series in (SeriesKey(region, industry, key.indicator), SeriesKey(region, "", key.indicator)):
            if series in self.plan.row:
                return series
        reached = self.workspace.session.results.frame.matching(key)
        return self.plan.series[int(reached[0])] if len(reached) else None

    def answer(self, row: int) -> Answer | None:
        """The scenario, key and assumption in force for a row; None where nothing is assumed."""
        return self._row(row).answer

    def _below(self, key: AssumptionKey) -> Assumption | None:
        document = self.workspace.document
        found = effective_assumption(document.scenarios, document.active, key, below=True)
        return found[2] if found is not None else None

    def owned(self, row: int) -> bool:
        """Whether this scenario has a row of its own."""
        return self._row(row).owned

    def pace(self, row: int) -> Pace | None:
        """The required pace of a row's series compared with its past; None for a general row."""
        place = int(self.places[row])
        return self.paces.pace(place) if place >= 0 else None

    def _from(self, scenario: str, key: AssumptionKey, row: int) -> str:
        name = named(self.workspace.document.scenarios[scenario])
        if key == self.key_of(row):
            return name
        reach = [self.region_name(key.region)]
        if key.industry not in (ANY, ""):
            reach.append(self.industry_name(key.industry))
        return f"{name} · {' '.join(reach)}"

    def _stated(self, row: int) -> tuple[bool, Assumption | None]:
        """Whether the workbook has this scenario, and its assumption for the row."""
        original = self.workspace.document.workbook_scenario(self.workspace.document.active)
        return original is not None, original.assumptions.get(self.key_of(row)) if original else None

    def _tooltip(self, row: int) -> str:
        answer = self.answer(row)
        if answer is None:
            return tr(
                "Tables", "No assumption: the series is held at its last actual. Type a parameter to set one."
            )
        if self.owned(row):
            lines = [tr("Tables", "Set in this scenario")]
        else:
            origin = self._from(answer[0], answer[1], row)
            lines = [tr("Tables", "Inherited from {origin}").format(origin=origin)]
        known, stated = self._stated(row)
        own = self.workspace.document.scenario.assumptions.get(self.key_of(row))
        if known and own != stated:
            indicator = self.plan.indicator_by_code[self.key_of(row).indicator]
            text = tr("Tables", "not set here")
            if stated is not None:
                figure = figure_text(stated, VALUE, indicator, tr("Tables", "years"))
                text = f"{stated.method.about.words.text(language(), {})} {figure}".strip()
            lines.append(f"{tr('Tables', 'Workbook')}: {text}")
        return "\n".join([*lines, answer[2].note]).rstrip()

    def _set(self, values: dict[AssumptionKey, Assumption | None]) -> Edit | None:
        own = self.workspace.document.scenario.assumptions
        changed = {key: value for key, value in values.items() if own.get(key) != value}
        active = self.workspace.document.active
        return set_assumptions(self.workspace.document, active, changed) if changed else None

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """The edit that resets rows to the parent's, the workbook's or the last saved state of this scenario."""
        active = self.workspace.document.active
        keys = dict.fromkeys(self.key_of(row) for row, _ in sorted(cells))
        if to == "parent":
            return self._set(dict.fromkeys(keys))
        saved = self.workspace.session.saved.scenarios.get(active)
        origin = self.workspace.document.workbook_scenario(active) if to == "workbook" else saved
        if origin is None:
            return None
        return self._set({key: origin.assumptions.get(key) for key in keys})


def _overrides(assumption: Assumption) -> bool:
    """Whether its parameter holds in each year for which no figure is given."""
    return assumption.value is not None and assumption.method.about.by_year is ByYear.OVERRIDES


def _steady_part(assumption: Assumption | None) -> tuple[object, ...] | None:
    """What the steady columns show of an assumption."""
    if assumption is None:
        return None
    return assumption.method, assumption.low, assumption.high, assumption.midpoint, assumption.note


def _year_text(figure: float, about: MethodDescription, indicator: Indicator) -> str:
    """The figure that holds in a year for which none is given: the parameter, the path, or its growth or step."""
    if about.by_year is ByYear.OVERRIDES and about.value is not None:
        return about.value.figure_text(figure, indicator, "")
    if about.by_year is ByYear.PATH:
        return format_figure(figure, indicator.decimals)
    points = indicator.kind.moves_in_points
    return format_figure(figure, 2 if points else 1, "" if points else "%")
