"""The table of the rules of scoring (考核计分): what each indicator is worth in a contest between the regions."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from npfdesk.plan.edit_labels import set_scoring
from npfdesk.plan.edits import Edit
from npfdesk.plan.names import is_blank
from npfdesk.plan.numbers import parse_entry, plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.scoring import ScoringMethod, ScoringRule
from npfdesk.plan.scoring_checks import refused_rule
from npfdesk.ui.look.language import named
from npfdesk.ui.tables.columns import Column, EntryRefused
from npfdesk.ui.tables.figure_model import Refusal
from npfdesk.ui.tables.months import item_named
from npfdesk.ui.tables.structure_model import StructureModel, put_text, read_choice, word_text
from npfdesk.workbook.standard.closed_lists import SCORING_WORDS, SORT_WORDS
from npfdesk.workbook.standard.sheet_columns import SCORING

_NAN: Final = float("nan")


class ScoringModel(StructureModel):
    """The rules of scoring; one without a name goes by its indicator's."""

    sheet = SCORING
    name_key = "name"
    prompt = "Type a rule's name here, then its indicator and points"
    first_prompt = "No scoring rules yet: type a name here, then its indicator and points"

    def depends_on(self) -> tuple[object, ...]:
        """The rules, and the names of indicators and industries."""
        return self.plan.scoring, self.plan.indicators, self.plan.industries

    def stated(self) -> Mapping[Hashable, ScoringRule]:
        """The rules by name."""
        return {one.name: one for one in self.plan.scoring}

    def blank(self) -> ScoringRule:
        """A rule of nothing."""
        return ScoringRule("", "", _NAN)

    def missing(self, thing: ScoringRule) -> Problem | None:
        """A rule is nothing without an indicator and points."""
        return refused_rule(self.plan, thing)

    def make_columns(self) -> tuple[Column, ...]:
        """What the sheet Scoring has."""
        return (
            self.field("name", "Rule", 210, lambda one: one.name, put_text("name")),
            self.field(
                "indicator",
                "Indicator",
                180,
                lambda one: self.indicator_name(one.indicator) if one.indicator else "",
                self._put_indicator,
                completions=lambda: [named(one) for one in self.plan.indicators],
            ),
            self.field(
                "industry",
                "Industry",
                110,
                lambda one: _industry_name(self, one.industry),
                self._put_industry,
                completions=lambda: [named(one) for one in self.plan.industries],
            ),
            self._figure("points", "Points", "The full score in points; positive for a deduction, too."),
            self.field(
                "rule",
                "Scored by",
                120,
                lambda one: word_text(one.method, SCORING_WORDS),
                self._put_method,
                choices=lambda: [word_text(one, SCORING_WORDS) for one in ScoringMethod],
                note="All or nothing, in proportion to the target, by rank, or against the year before.",
            ),
            self._figure("cap", "Cap", "The most that can be reached, in points; empty: the points."),
            self._figure(
                "step",
                "Step",
                "Points less for each rank, for scoring by rank only; empty: the points over the "
                "number of regions.",
            ),
            self.choice("sort", "Sort", 90, SORT_WORDS, self.blank().sort),
            self.field("note", "Note", 200, lambda one: one.note, put_text("note")),
        )

    def _figure(self, name: str, source: str, note: str) -> Column:
        def text(thing: ScoringRule) -> str:
            figure = value(thing)
            return plain(figure) if math.isfinite(figure) else ""

        def put(thing: Any, typed: str) -> Any:
            figure = getattr(self.blank(), name) if is_blank(typed) else parse_entry(typed, "")
            if isinstance(figure, Problem):
                raise EntryRefused(figure)
            return replace(thing, **{name: figure})

        def value(thing: ScoringRule) -> float:
            figure = getattr(thing, name)
            return _NAN if figure is None else float(figure)

        return self.field(name, source, 76, text, put, figure=value, note=note)

    def _put_indicator(self, thing: ScoringRule, typed: str) -> ScoringRule:
        return replace(
            thing, indicator="" if is_blank(typed) else item_named(self.plan.indicators, typed).code
        )

    def _put_industry(self, thing: ScoringRule, typed: str) -> ScoringRule:
        if is_blank(typed):
            return replace(thing, industry="")
        return replace(thing, industry=item_named(self.plan.industries, typed).code)

    @staticmethod
    def _put_method(thing: ScoringRule, typed: str) -> ScoringRule:
        if is_blank(typed):
            return replace(thing, method=ScoringMethod.PROPORTIONAL)
        head = SCORING.by_key["rule"]
        return replace(thing, method=read_choice(typed, SCORING_WORDS, (head.zh, head.en)))

    def finish(self) -> Edit | Refusal | None:
        """The typed texts as one edit; a rule that cannot stand is refused by its row."""
        after = {**self.things, **self._begun}
        refused = []
        for key, thing in self._begun.items():
            if key not in self.things and self.missing(thing) is not None:
                # told, or kept until it is whole
                continue
            others = [self._name(one) for other, one in after.items() if other != key]
            problem = refused_rule(self.plan, replace(thing, name=self._name(thing)), others)
            if problem is not None:
                row = self.row_of(key)
                refused.append((len(self.keys) - 1 if row is None else row, 0, problem))
        return Refusal(tuple(refused)) if refused else super().finish()

    def _name(self, thing: ScoringRule) -> str:
        """The name of a rule, else its indicator's."""
        own = thing.name.strip()
        indicator = self.plan.indicator_by_code.get(thing.indicator)
        return own or (indicator.name if indicator is not None else "")

    def amending(self, changed: Mapping[Hashable, Any], added: Mapping[Hashable, Any]) -> Edit:
        """The rules as one step; one that is renamed goes under its new name."""
        values: dict[str, ScoringRule | None] = {}
        for key, one in changed.items():
            name = self._name(one)
            if name != key:
                values[str(key)] = None
            values[name] = replace(one, name=name)
        for one in added.values():
            name = self._name(one)
            values[name] = replace(one, name=name)
        return set_scoring(values)

    def removal(self, keys: Sequence[Hashable]) -> Edit | None:
        """The edit that removes rules."""
        return set_scoring({str(key): None for key in keys})


def _industry_name(model: StructureModel, code: str) -> str:
    industry = model.plan.industry_by_code.get(code)
    return named(industry) if industry is not None else code
