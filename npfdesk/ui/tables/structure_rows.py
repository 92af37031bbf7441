"""The tables of commitments, levers' effects, own checks and the plan's settings."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from npfdesk.plan.check_formulas import read_check
from npfdesk.plan.commitments import (
    STATE_WORDS,
    Commitment,
    CommitmentKey,
    PromiseKind,
    Standing,
    State,
    commitments_by_key,
    commitments_with_standings,
    parse_promise,
)
from npfdesk.plan.due_dates import is_due
from npfdesk.plan.edit_labels import combined_edit, set_check, set_effect, set_standing
from npfdesk.plan.edits import Edit
from npfdesk.plan.formula_words import written_text
from npfdesk.plan.lever_amendments import EffectKey, effect_key
from npfdesk.plan.model import LeverEffect
from npfdesk.plan.names import is_blank
from npfdesk.plan.numbers import parse_entry, parse_year, plain
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.problems import Problem, Severity, error
from npfdesk.plan.region_places import RegionPlaces
from npfdesk.plan.structure import BASE_YEAR, CITY, FIRST_YEAR, HORIZON, TARGET_YEAR, TITLE, setting
from npfdesk.plan.structure_checks import FIGURE_NEEDED, NAME_NEEDED
from npfdesk.plan.structure_dependents import Dependents, what_depends_on
from npfdesk.plan.structure_edits import (
    remove_commitments,
    remove_lever,
    rename_lever,
    set_commitments,
    set_lever_rows,
    set_settings,
)
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import TargetText
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.tables.columns import Column, EntryRefused
from npfdesk.ui.tables.formula_line import FormulaLine
from npfdesk.ui.tables.months import item_named
from npfdesk.ui.tables.structure_model import StructureModel, put_text
from npfdesk.workbook.standard.closed_lists import SEVERITY_WORDS
from npfdesk.workbook.standard.sheet_columns import CHECKS, COMMITMENTS, LEVERS, PLAN

NOT_DUE: Final = error(
    "structure_due",
    "“{text}”读不出日期，没有写入。可写 2027-06-30、2027年6月底、2027Q2。",
    "“{text}” names no day or period; nothing was entered. Accepted: 2027-06-30, June 2027, 2027Q2.",
)
INDICATOR_NEEDED: Final = error(
    "structure_lever_indicator",
    "抓手要作用于一个指标，并有效应。请填写指标和效应。",
    "A lever moves an indicator by an effect. Enter both.",
)
EXPRESSION_NEEDED: Final = error(
    "structure_check_expression",
    "核查规则要有表达式，如 a + b = 100。请填写。",
    "A check needs an expression, such as a + b = 100. Enter it.",
)
_NAN: Final = float("nan")
_STANDING: Final = ("owner", "milestone", "due", "state", "evidence")


def _region_named(model: StructureModel, text: str) -> str:
    """The code of the region that a text names; EntryRefused for none and for several."""
    plan = model.plan
    code = RegionPlaces(plan.regions).find(text)
    return code if code is not None else item_named(plan.regions, text).code


def region_field(model: StructureModel, width: int) -> Column:
    """A column of a region's code, by its name."""

    def put(thing: Any, typed: str) -> Any:
        return replace(thing, region="" if is_blank(typed) else _region_named(model, typed))

    return model.field(
        "region",
        "Region",
        width,
        lambda one: model.plan.region_names.get(one.region, one.region),
        put,
        completions=lambda: model.plan.region_names.values(),
    )


def _year_put(name: str, missing: int) -> Any:
    def put(thing: Any, typed: str) -> Any:
        year = missing if is_blank(typed) else parse_year(typed)
        if isinstance(year, Problem):
            raise EntryRefused(year)
        return replace(thing, **{name: year})

    return put


class CommitmentModel(StructureModel):
    """What is promised beside the indicators, as it stands; a new one is of the root region and the plan's target year."""

    sheet = COMMITMENTS
    name_key = "item"
    prompt = "Type the commitment here"

    def depends_on(self) -> tuple[object, ...]:
        """The commitments, how they stand, and the regions' names."""
        return self.plan.commitments, self.workspace.document.work.standings, self.plan.regions

    def stated(self) -> Mapping[Hashable, Commitment]:
        """The commitments by key, with how they stand."""
        standings = self.workspace.document.work.standings
        return cast(
            "Mapping[Hashable, Commitment]", commitments_with_standings(self.plan.commitments, standings)
        )

    def blank(self) -> Commitment:
        """A commitment that promises nothing yet."""
        nothing = parse_target("")
        assert isinstance(nothing, TargetText)
        return Commitment(
            "", "", PromiseKind.REACH, nothing, region=self.plan.root, year=self.plan.target_year
        )

    def named(self, thing: Commitment) -> str:
        """What is promised."""
        return thing.item

    def make_columns(self) -> tuple[Column, ...]:
        """What the sheet Commitments has."""
        return (
            self.field("item", "Item", 240, lambda one: one.item, put_text("item")),
            self.field("target", "Target", 110, lambda one: one.text, self._put_target),
            self.field("unit", "Unit", 60, lambda one: one.unit, self._put_unit),
            self.field(
                "target year",
                "Year",
                64,
                lambda one: str(one.year or ""),
                _year_put("year", 0),
                figure=lambda one: float(one.year or _NAN),
            ),
            region_field(self, 110),
            self.owner_field(),
            self.field("due", "Due", 100, lambda one: one.due, self._put_due),
            self.choice("state", "State", 84, STATE_WORDS, State.NOT_BEGUN),
            self.field("milestone", "Milestones", 160, lambda one: one.milestone, put_text("milestone")),
            self.field("evidence", "Evidence", 140, lambda one: one.evidence, put_text("evidence")),
            self.field("source", "Source", 120, lambda one: one.source, put_text("source")),
            self.field("note", "Note", 160, lambda one: one.note, put_text("note")),
        )

    @staticmethod
    def _promised(thing: Commitment, text: str, unit: str) -> Commitment:
        promised = parse_promise(text, unit)
        if isinstance(promised, Problem):
            raise EntryRefused(promised)
        return replace(thing, text=text, unit=unit, promise=promised[0], target=promised[1])

    def _put_target(self, thing: Commitment, typed: str) -> Commitment:
        return self._promised(thing, typed, thing.unit)

    def _put_unit(self, thing: Commitment, typed: str) -> Commitment:
        return self._promised(thing, thing.text, typed)

    @staticmethod
    def _put_due(thing: Commitment, typed: str) -> Commitment:
        if not is_blank(typed) and not is_due(typed):
            raise EntryRefused(Problem(NOT_DUE, text=typed))
        return replace(thing, due="" if is_blank(typed) else typed)

    def amending(self, changed: Mapping[Hashable, Any], added: Mapping[Hashable, Any]) -> Edit:
        """The plan's commitments, and for what only says how one stands, its standing."""
        document = self.workspace.document
        own = commitments_by_key(self.plan.commitments)
        standings: list[Edit] = []
        content: dict[CommitmentKey, Commitment] = {}
        for key, one in changed.items():
            assert isinstance(key, CommitmentKey)
            stays = CommitmentKey(one.region, one.item, one.year, key.number) == key
            if not stays:
                content[key] = one
                continue
            said = document.work.standings.get(key) or Standing()
            for name in _STANDING:
                if getattr(one, name) != getattr(self.things[key], name):
                    value = getattr(one, name)
                    said = said.with_value(name, None if value == getattr(own[key], name) else value)
            if said != (document.work.standings.get(key) or Standing()):
                standings.append(set_standing(key, said if said != Standing() else None))
            told = replace(one, **{name: getattr(own[key], name) for name in _STANDING})
            if told != own[key]:
                content[key] = told
        edits = list(standings)
        if content or added:
            edits.append(set_commitments(document, content, added.values()))
        return combined_edit(*edits)

    def removal(self, keys: Sequence[Hashable]) -> Edit | None:
        """The edit that removes commitments."""
        return remove_commitments(self.workspace.document, cast("Sequence[CommitmentKey]", keys))


class EffectModel(StructureModel):
    """The effects of levers: a row for each indicator that a lever moves."""

    sheet = LEVERS
    name_key = "lever"
    prompt = "Type a lever's name here, then the indicator that it moves"

    def depends_on(self) -> tuple[object, ...]:
        """The effects, and the indicators' names."""
        return self.plan.levers, self.plan.indicators

    def stated(self) -> Mapping[Hashable, LeverEffect]:
        """The effects by key."""
        return {effect_key(one): one for one in self.plan.levers}

    def blank(self) -> LeverEffect:
        """An effect of nothing on nothing."""
        return LeverEffect("", "", "", _NAN)

    def named(self, thing: LeverEffect) -> str:
        """The lever."""
        return thing.lever

    def missing(self, thing: LeverEffect) -> Problem | None:
        """A lever is nothing without an indicator and an effect on it."""
        if is_blank(thing.lever):
            return Problem(NAME_NEEDED)
        whole = thing.indicator and thing.effect == thing.effect
        return None if whole else Problem(INDICATOR_NEEDED, text=thing.lever)

    def make_columns(self) -> tuple[Column, ...]:
        """What the sheet Levers has."""
        return (
            self.field(
                "lever",
                "Lever",
                190,
                lambda one: one.lever,
                put_text("lever"),
                completions=lambda: self.plan.dimension_of_lever,
            ),
            self.field(
                "dimension",
                "Dimension",
                110,
                lambda one: one.dimension,
                put_text("dimension"),
                completions=lambda: sorted({one.dimension for one in self.plan.levers if one.dimension}),
            ),
            self.field(
                "indicator",
                "Indicator",
                190,
                lambda one: self.indicator_name(one.indicator),
                self._put_indicator,
                completions=lambda: [named(one) for one in self.plan.indicators],
            ),
            self.field(
                "effect",
                "Effect",
                84,
                lambda one: plain(one.effect) if one.effect == one.effect else "",
                self._put_effect,
                figure=lambda one: one.effect,
                note="Effect at full intensity: percentage points added to annual growth; for a share, percentage points a year.",
            ),
            self.field(
                "lag",
                "Lag, years",
                84,
                lambda one: str(one.lag) if one.lever else "",
                self._put_lag,
                figure=lambda one: float(one.lag),
            ),
            self.field("note", "Note", 220, lambda one: one.note, put_text("note")),
            self.field("source", "Source", 160, lambda one: one.source, put_text("source")),
        )

    def _put_indicator(self, thing: LeverEffect, typed: str) -> LeverEffect:
        return replace(thing, indicator=item_named(self.plan.indicators, typed).code)

    @staticmethod
    def _put_effect(thing: LeverEffect, typed: str) -> LeverEffect:
        effect = parse_entry(typed, "%")
        if isinstance(effect, Problem):
            raise EntryRefused(effect)
        return replace(thing, effect=effect)

    @staticmethod
    def _put_lag(thing: LeverEffect, typed: str) -> LeverEffect:
        if not is_blank(typed) and not typed.isdecimal():
            raise EntryRefused(Problem(FIGURE_NEEDED, text=thing.lever))
        return replace(thing, lag=int(typed) if typed.isdecimal() else 0)

    def amending(self, changed: Mapping[Hashable, Any], added: Mapping[Hashable, Any]) -> Edit:
        """The effects as one step; another name of a lever renames it in all its effects and intensities."""
        document, own = self.workspace.document, self.workspace.session.opened.plan
        edits: list[Edit] = []
        renamed = {self.things[key].lever: one.lever for key, one in changed.items()}
        renamed = {old: new for old, new in renamed.items() if old != new and not is_blank(new)}
        for old, new in renamed.items():
            edits.append(rename_lever(document, old, new))
        rows: list[LeverEffect] = list(added.values())
        for key, one in changed.items():
            assert isinstance(key, EffectKey)
            before = replace(self.things[key], lever=one.lever)
            if one == before:
                continue
            if effect_key(one) != effect_key(before):
                edits.append(remove_lever(document, before.lever, effect_key(before)))
            elif key in document.work.effects:
                # what was stated of it elsewhere would stand before what is typed here
                edits.append(set_effect(document, own, effect_key(before), None))
            rows.append(one)
        if rows:
            # before what was removed, so that a lever does not fall between
            edits.insert(len(renamed), set_lever_rows(document, rows))
        return combined_edit(*edits)

    def removal(self, keys: Sequence[Hashable]) -> Edit | None:
        """The edit that removes effects; a lever without any has no intensities either."""
        document = self.workspace.document
        return combined_edit(
            *(remove_lever(document, key.lever, key) for key in cast("Sequence[EffectKey]", keys))
        )

    def dependents(self, key: Hashable) -> tuple[Dependents, ...]:
        """The intensities, where it is the lever's last effect."""
        assert isinstance(key, EffectKey)
        others = [one for one in self.plan.levers if one.lever == key.lever and effect_key(one) != key]
        found = what_depends_on(self.workspace.document, "levers", key.lever)
        return () if others else tuple(one for one in found if one.sort != "levers")


class OwnCheckModel(StructureModel):
    """The plan's own checks, in the formula language."""

    sheet = CHECKS
    name_key = "check"
    prompt = "Type the name of the check here, then its expression"

    def depends_on(self) -> tuple[object, ...]:
        """The checks, and the regions' names."""
        return self.plan.checks, self.plan.regions

    def stated(self) -> Mapping[Hashable, OwnCheck]:
        """The checks by name."""
        return {one.name: one for one in self.plan.checks}

    def blank(self) -> OwnCheck:
        """A check of nothing."""
        return OwnCheck("", "")

    def missing(self, thing: OwnCheck) -> Problem | None:
        """A check is nothing without an expression; its name is the expression where it has none."""
        return Problem(EXPRESSION_NEEDED) if is_blank(thing.expression) else None

    def make_columns(self) -> tuple[Column, ...]:
        """What the sheet Checks has."""
        return (
            self.field("check", "Check", 200, lambda one: one.name, put_text("name")),
            self.field(
                "expression",
                "Expression",
                340,
                lambda one: one.expression,
                self._put_expression,
                shown=lambda one: written_text(self.plan, one.expression, language()),
                editor=lambda parent, row: FormulaLine(parent, self, self._problem),
                note="Codes or names of indicators with a comparison: abs(a + b + c - 100) <= 0.1.",
            ),
            self.choice("severity", "Severity", 80, SEVERITY_WORDS, Severity.WARNING),
            self.field("message", "Message", 220, lambda one: one.message, put_text("message")),
            region_field(self, 110),
            self.field(
                "year",
                "Year",
                64,
                lambda one: str(one.year or ""),
                _year_put("year", 0),
                figure=lambda one: float(one.year or _NAN),
            ),
        )

    def _problem(self, text: str) -> Problem | None:
        read = read_check(OwnCheck("", text), self.plan)
        return read if isinstance(read, Problem) else None

    def _put_expression(self, thing: OwnCheck, typed: str) -> OwnCheck:
        problem = self._problem(typed) if not is_blank(typed) else Problem(EXPRESSION_NEEDED)
        if problem is not None:
            raise EntryRefused(problem)
        return replace(thing, expression=typed)

    def amending(self, changed: Mapping[Hashable, Any], added: Mapping[Hashable, Any]) -> Edit:
        """The checks as one step."""
        own = self.workspace.session.opened.plan
        edits: list[Edit] = []
        for key, one in changed.items():
            name = one.name.strip() or one.expression
            if name != key:
                edits.append(set_check(own, str(key), None))
            edits.append(set_check(own, name, replace(one, name=name)))
        for one in added.values():
            name = one.name.strip() or one.expression
            edits.append(set_check(own, name, replace(one, name=name)))
        return combined_edit(*edits)

    def removal(self, keys: Sequence[Hashable]) -> Edit | None:
        """The edit that removes checks."""
        own = self.workspace.session.opened.plan
        return combined_edit(*(set_check(own, str(key), None) for key in keys))


_SETTING_NAMES: Final = {
    TITLE: "Title",
    CITY: "Root region",
    BASE_YEAR: "Base year",
    TARGET_YEAR: "Target year",
    HORIZON: "Horizon",
    FIRST_YEAR: "First year of data",
}
_SETTING_NOTES: Final = {
    TITLE: "The plan's name, on every report.",
    CITY: "The region that the plan is about; the others lie below it.",
    BASE_YEAR: "The year that targets start from.",
    TARGET_YEAR: "The year by which targets are to be met, unless they say another.",
    HORIZON: "The last year that is projected.",
    FIRST_YEAR: "An earlier first year adds columns to the Data table; a later one is accepted only where no figure lies before it.",
}


class SettingModel(StructureModel):
    """The plan's settings: a row for each."""

    sheet = PLAN
    name_key = "key"
    grows = False

    def depends_on(self) -> tuple[object, ...]:
        """The plan."""
        return (self.plan,)

    def stated(self) -> Mapping[Hashable, str]:
        """The settings by key; those of the rules of colour have a dialog of their own."""
        return {key: key for key in _SETTING_NOTES}

    def blank(self) -> str:
        """No setting."""
        return ""

    def named(self, thing: str) -> str:
        """The setting's name in the window's language."""
        return tr("Tables", _SETTING_NAMES[thing]) if thing in _SETTING_NAMES else ""

    def make_columns(self) -> tuple[Column, ...]:
        """The setting, its value, and what it does."""
        return (
            self.field("key", "Setting", 180, self.named, None),
            Column(
                "value",
                "Value",
                300,
                text=lambda row: self._value(self.identity(row)),
                enter=self._enter,
                completions=lambda: [named(one) for one in self.plan.own_regions],
                origin=lambda row: tr("Tables", _SETTING_NOTES[str(self.identity(row))]),
            ),
            self.field("meaning", "Meaning", 460, lambda one: tr("Tables", _SETTING_NOTES[one]), None),
        )

    def _value(self, key: Hashable) -> str:
        text = setting(self.plan, str(key))
        return self.plan.region_names.get(text, text) if key == CITY else text

    def _enter(self, row: int, typed: str) -> None:
        key, text = str(self.identity(row)), typed.strip()
        if key == CITY and not is_blank(text):
            text = _region_named(self, text)
        elif key not in (TITLE, CITY):
            year = parse_year(text)
            if isinstance(year, Problem):
                raise EntryRefused(year)
            text = str(year)
        self._begun[key] = text

    def finish(self) -> Edit | None:
        """The typed settings as one amendment."""
        said = {str(key): text for key, text in self._begun.items() if text != setting(self.plan, str(key))}
        return set_settings(self.workspace.document, said) if said else None

    def amending(self, changed: Mapping[Hashable, Any], added: Mapping[Hashable, Any]) -> Edit:
        """Settings are neither added nor replaced as things."""
        raise NotImplementedError
