"""The row below the targets and below the data in which new ones are typed or pasted, also of series that are not there yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from npfdesk.plan.edit_labels import add_target, combined_edit, set_observations, set_targets
from npfdesk.plan.edits import Edit
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_entry, parse_year
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.region_places import RegionPlaces
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey, TargetKey
from npfdesk.plan.series_words import spoken_series
from npfdesk.plan.structure_checks import NAME_NEEDED
from npfdesk.plan.target_text import parse_base
from npfdesk.plan.targets import PlanTarget
from npfdesk.session import Change, Structure
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.style import pixels
from npfdesk.ui.tables.columns import Column, EntryRefused, TypedFigure
from npfdesk.ui.tables.figure_model import Cell, FigureModel, Refusal, Typed
from npfdesk.ui.tables.figure_table import ROW_HEIGHT
from npfdesk.ui.tables.months import WHOLE_WORDS, item_named
from npfdesk.ui.tables.new_target import NO_WORDS, stated_target
from npfdesk.ui.tables.structure_model import StructureModel, put_text
from npfdesk.ui.tables.structure_table import StructureTable
from npfdesk.workbook.standard.sheet_columns import DATA, TARGETS

ALREADY: Final = error(
    "target_there",
    "“{text}”在这一年已有目标，没有写入。请在它的行里修改。",
    "“{text}” has a target of that year already; nothing was entered. Change it in its own row.",
)


@dataclass(frozen=True)
class Draft:
    """What was typed into the row: codes, and texts as they stand; `figures` are years with texts."""

    region: str = ""
    industry: str = ALL_INDUSTRIES
    indicator: str = ""
    unit: str = ""
    base: str = ""
    target: str = ""
    year: int = 0
    stretch: str = ""
    owner: str = ""
    source: str = ""
    note: str = ""
    figures: tuple[tuple[int, str], ...] = ()


class EntryModel(StructureModel):
    """The base of both rows: the names of a series; a region that is not said is the root."""

    name_key = "indicator"
    prompt = "Indicator"
    _carried: Draft | None = None

    def depends_on(self) -> tuple[object, ...]:
        """The plan."""
        return (self.plan,)

    def stated(self) -> Mapping[Hashable, Draft]:
        """Nothing: what is typed stands in the table above."""
        return {}

    def blank(self) -> Draft:
        """Nothing typed yet."""
        return Draft()

    def named(self, thing: Draft) -> str:
        """The indicator."""
        return thing.indicator

    def _adds(self) -> bool:
        return bool(len(self.plan.years) and self.plan.regions and self.plan.indicators)

    def entry(
        self, key: str, source: str, width: int, text: Callable[[Draft], str], put: Any, **more: Any
    ) -> Column:
        """A cell that says in grey what belongs into it."""
        return self.field(
            key, source, width, text, put, shown=lambda one: text(one) or tr("Tables", source), **more
        )

    def series_columns(self) -> tuple[Column, ...]:
        """Region, industry, indicator and unit."""
        plan = self.plan

        def region(thing: Draft, typed: str) -> Draft:
            if is_blank(typed):
                return replace(thing, region="")
            code = RegionPlaces(plan.regions).find(typed)
            return replace(thing, region=code or item_named(plan.regions, typed).code)

        def industry(thing: Draft, typed: str) -> Draft:
            if is_blank(typed) or fold(typed) in WHOLE_WORDS:
                return replace(thing, industry=ALL_INDUSTRIES)
            return replace(thing, industry=item_named(plan.industries, typed).code)

        def indicator(thing: Draft, typed: str) -> Draft:
            code = "" if is_blank(typed) else item_named(plan.indicators, typed).code
            return replace(thing, indicator=code)

        def region_name(thing: Draft) -> str:
            return plan.region_names.get(thing.region, "")

        found = [
            self.field(
                "region",
                "Region",
                120,
                region_name,
                region,
                shown=lambda one: region_name(one) or f"＋ {tr('Tables', 'Region')}",
                completions=lambda: plan.region_names.values(),
            ),
            self.entry(
                "industry",
                "Industry",
                100,
                lambda one: self.industry_name(one.industry) if one.industry else "",
                industry,
                completions=lambda: [named(one) for one in plan.industries],
            ),
            self.entry(
                "indicator",
                "Indicator",
                190,
                lambda one: self.indicator_name(one.indicator) if one.indicator else "",
                indicator,
                completions=lambda: [named(one) for one in plan.indicators],
            ),
            self.entry(
                "unit", "Unit", 70, lambda one: one.unit or self.unit_of(one.indicator), put_text("unit")
            ),
        ]
        return tuple(found)

    def series(self, draft: Draft) -> SeriesKey:
        """The series that a row names."""
        return SeriesKey(draft.region or self.plan.root, draft.industry, draft.indicator)

    def indicator(self, draft: Draft) -> Indicator:
        """The indicator of a row."""
        return self.plan.indicator_by_code[draft.indicator]

    def with_unit(self, draft: Draft, text: str) -> str:
        """A figure's text with the unit that the row says, where it is another than the indicator's."""
        own = self.indicator(draft).unit
        other = draft.unit and fold(draft.unit) != fold(own)
        return f"{text}{draft.unit}" if other and not is_blank(text) else text

    def begin(self) -> None:
        """Begin an edit."""
        super().begin()
        self._carried = None

    def finish(self) -> Edit | Refusal | None:
        """The typed rows as one edit."""
        try:
            return super().finish()
        except EntryRefused as refusal:
            at = next(place for place, one in enumerate(self.columns) if one.key == self.name_key)
            return Refusal(((len(self.keys) - 1, at, refusal.problem),))

    def enter(self, typed: Sequence[Typed], drag: str = "", beside: Sequence[Cell] = ()) -> bool:
        """Enter texts; what the next row is likely to say as well stays in the row."""
        done = super().enter(typed, drag, beside)
        if done and self._carried is not None:
            self._pending, self._carried = self._carried, None
            self._refresh()
        return done


class TargetEntryModel(EntryModel):
    """New targets: series, base, words, year."""

    sheet = TARGETS

    def make_columns(self) -> tuple[Column, ...]:
        """What the sheet Targets has."""

        def year(thing: Draft, typed: str) -> Draft:
            read = 0 if is_blank(typed) else parse_year(typed)
            if isinstance(read, Problem):
                raise EntryRefused(read)
            return replace(thing, year=read)

        return (
            *self.series_columns(),
            self.entry("base", "Base", 90, lambda one: one.base, put_text("base")),
            self.entry("target", "Target as written", 140, lambda one: one.target, put_text("target")),
            self.entry("target year", "Year", 64, lambda one: str(one.year or ""), year),
            self.entry("stretch", "Stretch", 90, lambda one: one.stretch, put_text("stretch")),
            self.owner_field(110, shown=lambda one: one.owner or tr("Tables", "Owner")),
            self.entry("source", "Source", 110, lambda one: one.source, put_text("source")),
            self.entry("note", "Note", 130, lambda one: one.note, put_text("note")),
        )

    def missing(self, thing: Draft) -> Problem | None:
        """A target needs an indicator and words."""
        if not thing.indicator:
            return Problem(NAME_NEEDED)
        return Problem(NO_WORDS) if is_blank(thing.target) else None

    def amending(self, changed: Mapping[Hashable, Any], added: Mapping[Hashable, Any]) -> Edit:
        """The targets, and their bases as figures of the base year."""
        plan, document = self.plan, self.workspace.document
        targets: dict[TargetKey, PlanTarget | None] = {}
        bases: dict[tuple[SeriesKey, int], float | None] = {}
        for draft in added.values():
            stated = self._stated_target(draft)
            if stated.key in plan.targets or stated.key in targets:
                raise EntryRefused(Problem(ALREADY, text=spoken_series(plan, stated.series, language())))
            targets[stated.key] = stated
            base = parse_base(self.with_unit(draft, draft.base), self.indicator(draft).unit)
            if isinstance(base, Problem):
                raise EntryRefused(base)
            if base.value is not None:
                bases[stated.series, base.year or plan.base_year] = base.value
            self._carried = Draft(region=draft.region)
        (first, *others) = targets.values()
        assert first is not None
        edit: Edit = set_targets(document, targets) if others else add_target(document, first)
        return combined_edit(set_observations(document, bases), edit) if bases else edit

    def _stated_target(self, draft: Draft) -> PlanTarget:
        stated = stated_target(
            self.plan,
            self.series(draft),
            draft.target,
            draft.year,
            self.plan.base_year,
            read_as=self.with_unit(draft, draft.target),
            stretch=draft.stretch,
        )
        if isinstance(stated, Problem):
            raise EntryRefused(stated)
        return replace(stated, source=draft.source, note=draft.note, owner=draft.owner)


class FigureEntryModel(EntryModel):
    """New figures: a series and its years; the names stay in the row, so that its next figure can be typed."""

    sheet = DATA

    def make_columns(self) -> tuple[Column, ...]:
        """The series, and the plan's years."""
        return (*self.series_columns(), *(self._year(int(year)) for year in self.plan.years))

    def _year(self, year: int) -> Column:
        def text(thing: Draft) -> str:
            return dict(thing.figures).get(year, "")

        def put(thing: Draft, typed: str) -> Draft:
            figures = {**dict(thing.figures), year: typed}
            return replace(
                thing, figures=tuple((at, one) for at, one in figures.items() if not is_blank(one))
            )

        made = self.field("", "", 82, text, put, shown=lambda one: text(one) or str(year))
        return replace(
            made,
            year=year,
            figures=True,
            typed_figure=lambda row: TypedFigure(self.unit_of(self.thing(row).indicator)),
        )

    def column_of_head(self, text: str) -> int | None:
        """A year, or a head of the sheet Data."""
        found = FigureModel.column_of_head(self, text)
        return found if found is not None else super().column_of_head(text)

    def missing(self, thing: Draft) -> Problem | None:
        """Figures need an indicator."""
        return Problem(NAME_NEEDED) if not thing.indicator or not thing.figures else None

    def amending(self, changed: Mapping[Hashable, Any], added: Mapping[Hashable, Any]) -> Edit:
        """The figures as one amendment."""
        values: dict[tuple[SeriesKey, int], float | None] = {}
        for draft in added.values():
            for year, text in draft.figures:
                figure = parse_entry(self.with_unit(draft, text), self.indicator(draft).unit)
                if isinstance(figure, Problem):
                    raise EntryRefused(figure)
                values[self.series(draft), year] = figure
            self._carried = replace(draft, figures=())
        return set_observations(self.workspace.document, values)

    def _changed(self, change: Change) -> None:
        other = change.structure is not Structure.NONE
        if other and tuple(one.year for one in self.columns if one.year) != tuple(self.plan.years.tolist()):
            self.rebuild()
        super()._changed(change)


class EntryTable(StructureTable):
    """One of these rows as a table of its own; `left_above` asks to go back into the table above it."""

    left_above = Signal()

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(pixels(ROW_HEIGHT) + 2)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._offer)
        self._offer()

    def _offer(self, *_: object) -> None:
        self.setVisible(self.figures.rowCount() > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up goes back into the table above."""
        if event.key() == Qt.Key.Key_Up and not event.modifiers():
            self.left_above.emit()
            return
        super().keyPressEvent(event)
