"""What the opinion sheet says of each finding, as texts and figures, whatever paper it is written on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from npfdesk.engine.reconciliation.ledger import Difference, FilePlace, HeldPlan, ReconciliationLedger
from npfdesk.engine.reconciliation.matrix import (
    ComparedIndicator,
    agreeing,
    compared_indicators,
    own_region,
    targets_by_cell,
)
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import in_unit
from npfdesk.plan.problems import Language, Problem, Wording, clauses
from npfdesk.plan.spoken_names import name_in, unit_in
from npfdesk.plan.targets import Measure, PlanTarget
from npfdesk.report.reconciliation.figure_words import figure_text

PLACE: Final = Wording("{file}，{sheet}表 {cell}", "{file}, {sheet}, {cell}")
_WITH_UNIT: Final = Wording("{name}（{unit}）", "{name} ({unit})")
_OF_REGION: Final = Wording("{region}：{name}", "{region}: {name}")
_OF_PLAN: Final = Wording("{region}：{said}", "{region}: {said}")
_OF_YEAR: Final = Wording("{year}年 {said}", "{year}: {said}")
WHOLE_PLAN: Final = Wording("（整份规划）", "(the plan as a whole)")
LEVEL: Final = Wording("第{number}级", "Level {number}")
_LAST_PLAN: Final = Wording("（上期规划）{said}", "(last plan) {said}")


@dataclass(frozen=True)
class OpinionLine:
    """A finding as a row of the opinion sheet; `indicator` is its `name` with unit, and the region where it is another.

    `above` and `below` are what the plans say, the higher one and the others, with the region before it where there are
    several. `above_places` and `below_places` are the cells of the files.
    """

    number: int
    finding: Difference
    name: str
    unit: str
    region: str
    indicator: str
    above: str
    below: str
    difference: str
    above_places: tuple[str, ...]
    below_places: tuple[str, ...]
    settles: str

    @property
    def places(self) -> tuple[str, ...]:
        """The cells of both files, those of the higher plan first."""
        return (*self.above_places, *self.below_places)


@dataclass(frozen=True)
class OpinionGroup:
    """The lines that one plan's makers are to answer, or, with `plan` None, those of several plans together under `above`."""

    plan: int | None
    above: int
    lines: tuple[OpinionLine, ...]


@dataclass(frozen=True)
class Opinion:
    """Everything that the sheet says, in order: every line, and the same lines by who is to answer them."""

    ledger: ReconciliationLedger
    rows: tuple[ComparedIndicator, ...]
    lines: tuple[OpinionLine, ...]
    groups: tuple[OpinionGroup, ...]

    @property
    def agreeing(self) -> int:
        """How many indicators were held against each other and agree."""
        return agreeing(self.rows)

    @property
    def differing(self) -> int:
        """How many indicators something was found about."""
        return sum(bool(row.findings) for row in self.rows)


def opinion_of(ledger: ReconciliationLedger, language: Language) -> Opinion:
    """The opinion on a ledger in a language."""
    words = _Words(ledger, language)
    lines = tuple(words.line(number, finding) for number, finding in enumerate(ledger.findings, 1))
    groups: dict[tuple[int | None, int], list[OpinionLine]] = {}
    for line in lines:
        plans = line.finding.plans
        who = (plans[-1], plans[0]) if len(plans) < 3 else (None, plans[0])
        key = (who[0], who[1] if who[0] is None else -1)
        groups.setdefault(key, []).append(line)
    # several plans together first, under each higher plan, then each plan in the order of levels
    ordered = sorted(groups, key=lambda key: (key[0] is not None, key[1] if key[0] is None else key[0]))
    return Opinion(
        ledger,
        compared_indicators(ledger),
        lines,
        tuple(
            OpinionGroup(plan, groups[plan, above][0].finding.plans[0], tuple(groups[plan, above]))
            for plan, above in ordered
        ),
    )


def file_shown(held: HeldPlan) -> str:
    """A plan's file by its name alone."""
    return PurePath(shown_path(held.file)).name


def region_in(held: HeldPlan, language: Language) -> str:
    """The name of the region that a plan is about."""
    found = held.plan.region_by_code.get(own_region(held))
    return (
        name_in(found, language, held.region)
        if found is not None and found.name == held.region
        else held.region
    )


def plan_called(plans: Sequence[HeldPlan], place: int, language: Language) -> str:
    """A plan by its region, and by its years where there is a later plan, or another of the same years, of that region."""
    held = plans[place]
    region = region_in(held, language) or held.title
    alike = [one for at, one in enumerate(plans) if at != place and one.region == held.region]
    if all(one.plan.target_year < held.plan.target_year for one in alike):
        return region
    return clauses((region, f"{held.plan.base_year}–{held.plan.target_year}"), language, comma=True)


def spoken_indicator(
    ledger: ReconciliationLedger, row: ComparedIndicator, language: Language
) -> tuple[str, str]:
    """An indicator's name and unit in the language, by the highest plan that has it."""
    for held, code in zip(ledger.plans, row.codes, strict=True):
        indicator = held.plan.indicator_by_code.get(code)
        if indicator is not None:
            return name_in(indicator, language), unit_in(indicator, language)
    return row.name, row.unit


def said_in_its_unit(target: PlanTarget, held: HeldPlan, unit: str, language: Language) -> str:
    """A target as worded, with its plan's unit behind it where that is another than the one named beside it."""
    indicator = held.plan.indicator_by_code.get(target.series.indicator)
    growth = target.parsed.measure in (Measure.GROWTH, Measure.RANK)
    worded = target.wording
    if indicator is None or growth or indicator.unit in ("", unit) or indicator.unit in worded:
        return worded
    return in_unit(worded, unit_in(indicator, language))


def place_text(place: FilePlace, language: Language) -> str:
    """A cell of a file in words; the file alone where no cell is known."""
    file = PurePath(shown_path(place.file)).name
    if not place.cell:
        return file
    return PLACE.text(language, {"file": file, "sheet": place.sheet, "cell": place.cell})


def problem_text(problem: Problem, ledger: ReconciliationLedger, language: Language) -> str:
    """What could not be compared, with files by their names: no paper says where on a machine they lie."""
    files = {one.file: file_shown(one) for one in ledger.plans}

    def shown(said: object) -> object:
        if isinstance(said, tuple):
            return tuple(map(shown, said))
        return files.get(said, said) if isinstance(said, str) else said

    told = {name: shown(one) for name, one in problem.arguments.items()}
    return replace(problem, text=str(shown(problem.text)), arguments=told).message(language)


def with_unit(name: str, unit: str, language: Language) -> str:
    """An indicator with its unit in brackets, without them where it has none."""
    return _WITH_UNIT.text(language, {"name": name, "unit": unit}) if unit else name


class _Words:
    """Finds what each plan says at the cells of a finding."""

    def __init__(self, ledger: ReconciliationLedger, language: Language) -> None:
        self.ledger, self.language = ledger, language
        self.cells: list[Mapping[tuple[str, str], PlanTarget]] = [
            targets_by_cell(one) for one in ledger.plans
        ]
        self.indicators = [{one.name: one for one in held.plan.indicators} for held in ledger.plans]
        self.of_file: dict[str, list[int]] = {}
        for place, held in enumerate(ledger.plans):
            self.of_file.setdefault(held.file, []).append(place)

    def line(self, number: int, finding: Difference) -> OpinionLine:
        """A finding's row."""
        first, *others = finding.plans
        above, below = self._said(finding, first), [self._said(finding, place) for place in others]
        if len(others) > 1:
            told = [
                _OF_PLAN.text(
                    self.language,
                    {"region": region_in(self.ledger.plans[place], self.language), "said": said},
                )
                for place, said in zip(others, below, strict=True)
            ]
        else:
            told = below
        if others and self.ledger.plans[others[-1]].before == first:
            above = _LAST_PLAN.text(self.language, {"said": above})
        return OpinionLine(
            number,
            finding,
            self._name(finding),
            self._unit(finding),
            self.region(finding),
            self._indicator(finding),
            above if others else "",
            "\n".join(told) if others else above,
            finding.message(self.language),
            self._places(finding, [first] if others else []),
            self._places(finding, others or [first]),
            finding.remedy(self.language),
        )

    def _indicator(self, finding: Difference) -> str:
        name = self._name(finding)
        of_whom = self.ledger.plans[finding.plans[-1]].region if len(finding.plans) < 3 else ""
        unit = with_unit(name, self._indicator_unit(finding), self.language)
        if not finding.region or finding.region == of_whom:
            return unit
        return _OF_REGION.text(self.language, {"region": self.region(finding), "name": unit})

    def _indicator_unit(self, finding: Difference) -> str:
        return next((unit_in(one, self.language) for one in self._known(finding)), finding.unit)

    def region(self, finding: Difference) -> str:
        """The region in the language, by the first of the plans that has it."""
        for place in finding.plans:
            for one in self.ledger.plans[place].plan.own_regions:
                if one.name == finding.region:
                    return name_in(one, self.language)
        return finding.region

    def _name(self, finding: Difference) -> str:
        """The indicator in the language, by the first of the plans that calls it so."""
        if not finding.indicator:
            return WHOLE_PLAN.text(self.language, {})
        known = self._known(finding)
        return next((name_in(one, self.language) for one in known), finding.indicator)

    def _unit(self, finding: Difference) -> str:
        """The unit of the finding's figures in the language, where the indicator has it; as it stands where not."""
        known = (one for one in self._known(finding) if one.unit == finding.unit)
        return next((unit_in(one, self.language) for one in known), finding.unit)

    def _known(self, finding: Difference) -> Iterator[Indicator]:
        found = (self.indicators[place].get(finding.indicator) for place in finding.plans)
        return (one for one in found if one is not None)

    def _said(self, finding: Difference, place: int) -> str:
        """What a plan says at the finding's cells; else that it does not have the indicator, else nothing."""
        texts = []
        for one in finding.places:
            if place not in self.of_file.get(one.file, ()):
                continue
            target = self.cells[place].get((one.sheet, one.cell))
            if target is not None:
                texts.append(self._dated(target, place, finding))
        if texts:
            return clauses(dict.fromkeys(texts), self.language)
        # another figure than a target: a base, a year
        key = "above" if place == finding.plans[0] else "below"
        if len(finding.plans) == 2 and key in finding.figures:
            return figure_text(finding, key, self._unit(finding), self.language)
        return ""

    def _dated(self, target: PlanTarget, place: int, finding: Difference) -> str:
        held = self.ledger.plans[place]
        unit = next((one.unit for one in self._known(finding)), finding.unit)
        said = said_in_its_unit(target, held, unit, self.language)
        if target.year == held.plan.target_year:
            return said
        return _OF_YEAR.text(self.language, {"year": target.year, "said": said})

    def _places(self, finding: Difference, plans: Sequence[int]) -> tuple[str, ...]:
        files = {self.ledger.plans[place].file for place in plans}
        return tuple(
            dict.fromkeys(place_text(one, self.language) for one in finding.places if one.file in files)
        )
