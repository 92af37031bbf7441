"""The material of every report: results, chosen scenarios, the status rule, and the provenance."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from npfdesk.engine.projection.results import Results
from npfdesk.plan.adoption import sealed_name
from npfdesk.plan.chart_notes import ChartNotes, notes_of, spoken_notes
from npfdesk.plan.evaluations import Evaluations
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.owners import owner_of
from npfdesk.plan.problems import Language, Wording, joined
from npfdesk.plan.scenario_hues import scenario_hues
from npfdesk.plan.scenarios import Scenario, by_id
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.spoken_names import Measured, Named, name_in, unit_in
from npfdesk.plan.status_rules import Rule, StatusSettings
from npfdesk.plan.statuses import LEGEND, Status
from npfdesk.report.content import EVERYTHING, UNMARKED, Content, Marking
from npfdesk.version import __version__
from npfdesk.workbook.accounting import NO_FIGURES, Accounting

PROGRAM: Final = "NPF Desk"
OWNER_HEAD: Final = Wording("责任单位", "Owner")
"""The head of the column of owners in every table."""

_SAVED: Final = Wording("修订 {revision}", "revision {revision}")
_SINCE: Final = Wording("修订 {revision} 之后，未保存", "after revision {revision}, unsaved")
_OWN: Final = Wording("工作簿自带的情景", "the workbook's own scenarios")
_SINCE_OWN: Final = Wording("工作簿自带的情景之后，未保存", "after the workbook's own scenarios, unsaved")
_WORKBOOK: Final = Wording("工作簿 {workbook}", "workbook {workbook}")
_SCENARIOS: Final = Wording("情景 {scenarios}", "scenarios {scenarios}")
_RULE: Final = Wording("规则 {rule}", "rule {rule}")
_NAMED_RULE: Final = Wording("{rule}（{figure}）", "{rule} ({figure})")
GREY_TEXT: Final = Wording(
    "灰色表示无法评价，从不算作达标。", "Grey means not assessable, and is never counted as on track."
)


_SECTION_FAILED: Final = Wording(
    "“{section}”因程序自身的错误（{mistake}）没有写成，其余部分照常。这不是规划的问题；请把工作簿和日志交给开发者。",
    "“{section}” could not be made because of an error in the program ({mistake}); the rest of the report is complete. This is "
    "not a problem of the plan; please send the workbook and the log to the developers.",
)


_NOTED: Final = Wording("标注：{notes}", "Notes: {notes}")


class CannotBeMade(Exception):
    """The report cannot be made from the given files (a file that is no template); the text gives reason and remedy."""


class Failures:
    """The sections of a report that a mistake of the program cost, each with that mistake, which is told on.

    Whoever asked for the report hands the mistakes to the log or the crash dialog: they are never lost.
    """

    def __init__(self) -> None:
        self._found: list[tuple[str, Exception]] = []

    @property
    def found(self) -> tuple[tuple[str, Exception], ...]:
        """The sections by name, in their order."""
        return tuple(self._found)

    def note(self, section: str, mistake: Exception) -> None:
        """A section failed."""
        self._found.append((section, mistake))


def kind_of(mistake: BaseException) -> str:
    """A mistake by its kind alone: its own message may hold words of the workbook."""
    return type(mistake).__name__


@dataclass(frozen=True)
class Provenance:
    """The origin of a report; every document shows it and has it in its properties.

    `workbook` is the file's name and `digest` the SHA-256 of its bytes as they were read; `revision` names the
    saved state of the scenarios ("" where they are the workbook's own), `unsaved` says that they were changed
    since; `moment` is when it was made (UTC), the one thing that differs between two reports of the same input.
    `accounting` counts what became of the workbook's figures.
    """

    workbook: str
    digest: str
    moment: datetime.datetime
    revision: str = ""
    version: str = __version__
    unsaved: bool = False
    accounting: Accounting = NO_FIGURES

    def state(self, language: Language) -> str:
        """Which state of the scenarios this is, in words."""
        if self.revision:
            wording = _SINCE if self.unsaved else _SAVED
        else:
            wording = _SINCE_OWN if self.unsaved else _OWN
        return wording.text(language, {"revision": self.revision})

    def line(
        self, plan: str, language: Language, scenarios: Sequence[str] = (), rule: Wording | None = None
    ) -> str:
        """Everything in one line, for a file's properties and its last line: `plan` is the plan's title."""
        parts = [plan]
        if self.workbook:
            parts.append(_WORKBOOK.text(language, {"workbook": self.workbook}))
        if self.digest:
            parts.append(f"SHA-256 {self.digest}")
        parts.append(self.state(language))
        if scenarios:
            parts.append(_SCENARIOS.text(language, {"scenarios": tuple(scenarios)}))
        parts.append(f"{PROGRAM} {self.version}")
        if rule:
            parts.append(_RULE.text(language, {"rule": rule}))
        return " · ".join(parts)

    def short_line(self, plan: str, language: Language, scenarios: Sequence[str] = ()) -> str:
        """The line at the foot of a page, a slide or a picture; long names are cut."""
        parts = (
            plan[:32],
            joined(scenarios, language)[:40],
            f"{self.workbook[:32]} {self.digest[:8]}".strip(),
            self.state(language),
            f"{PROGRAM} {self.version}",
            self.stamp[:10],
        )
        return " · ".join(part for part in parts if part)

    @property
    def stamp(self) -> str:
        """The moment in words."""
        return self.moment.strftime("%Y-%m-%d %H:%M UTC")


@dataclass(frozen=True, eq=False)
class Material:
    """The content of a report: `scenarios` are those chosen, in the order of the tree, at least one.

    `failures` are the sections that a mistake of the program cost while it was made, `chart_notes` those on charts.
    `hues` are the colours of all the document's scenarios by id (none: of those chosen and the workbook's). `content` is what
    was chosen of the plan and `marking` how every page is marked. `evaluations` are those kept on the plan, `evaluated` is the
    year that the report evaluates (0: none).
    """

    results: Results
    scenarios: tuple[Scenario, ...]
    rule: Rule
    provenance: Provenance
    language: Language
    failures: Failures = field(default_factory=Failures)
    chart_notes: ChartNotes = field(default_factory=lambda: MappingProxyType({}))
    hues: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    content: Content = EVERYTHING
    marking: Marking = UNMARKED
    evaluations: Evaluations = field(default_factory=lambda: MappingProxyType({}))
    evaluated: int = 0

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.results.plan

    @cached_property
    def names_owners(self) -> bool:
        """Whether any target of the scenarios chosen has an owner, so that tables have a column for them."""
        tables = (self.results.scenarios[one.id].targets for one in self.scenarios)
        return any(owner_of(self.plan, stated) for table in tables for stated in table.statements)

    def words(self, wording: Wording, **arguments: object) -> str:
        """A wording in the report's language."""
        return wording.text(self.language, arguments)

    def section(self, name: str, write: Callable[[], object], instead: Callable[[str], object]) -> None:
        """Write a section; where a mistake of the program stops it, say so `instead`, and go on with the rest."""
        try:
            write()
        except CannotBeMade:
            raise
        except Exception as mistake:  # noqa: BLE001 - any mistake of a section costs that section alone
            instead(self.failed(name, mistake))

    def failed(self, section: str, mistake: Exception) -> str:
        """Note that a section failed; the words that stand in its place."""
        self.failures.note(section, mistake)
        return self.words(_SECTION_FAILED, section=section, mistake=kind_of(mistake))

    @property
    def settled(self) -> StatusSettings:
        """What the plan settles about the rules of colour."""
        return self.plan.status_settings

    def rule_text(self, rule: Rule | None = None) -> str:
        """A rule of colours (default: the report's) with the plan's thresholds and its source."""
        return self.settled.explained(rule or self.rule, self.language)

    @property
    def rule_words(self) -> Wording:
        """The name of the report's rule with what it measures: pace (achieved pace ÷ required pace)."""
        name, figure = self.rule.about.words, self.rule.about.figure
        return Wording(
            _NAMED_RULE.text("zh", {"rule": name, "figure": figure}),
            _NAMED_RULE.text("en", {"rule": name, "figure": figure}),
        )

    def label(self, status: Status) -> str:
        """The words for a colour by the report's rule."""
        return self.words(self.settled.label(self.rule, status))

    def marked(self, status: Status, rule: Rule | None = None) -> str:
        """A colour in a cell: its mark, and the plan's own label or the colour's word."""
        return f"{status.about.mark} {self.words(self.settled.short(rule or self.rule, status))}"

    def meanings(self) -> tuple[str, ...]:
        """The legend of the colours by the report's rule: marks, words and labels."""
        return tuple(self.settled.meaning(self.rule, status, self.language) for status in LEGEND)

    def name(self, item: Named) -> str:
        """An item's name in the report's language."""
        return name_in(item, self.language)

    def sealed(self, scenario: Scenario) -> str:
        """A scenario's name where it is introduced, with the day on which it was adopted."""
        return sealed_name(scenario, self.language)

    def noted(self, series: SeriesKey) -> str:
        """What is noted on the chart of a series in the scenarios chosen, in words; "" for nothing."""
        found = notes_of(self.chart_notes, (one.id for one in self.scenarios), series)
        return self.words(_NOTED, notes=spoken_notes(found.values(), self.language)) if found else ""

    def unit(self, indicator: Measured) -> str:
        """An indicator's unit in the report's language."""
        return unit_in(indicator, self.language)

    def takes(self, series: SeriesKey) -> bool:
        """Whether a series was chosen for the report."""
        return self.content.takes(series, root_region(self.plan))

    def region(self, series: SeriesKey) -> str:
        """The region's name."""
        return self.name(self.plan.region_by_code[series.region])

    def industry(self, series: SeriesKey) -> str:
        """The industry's name, "" for all industries."""
        industry = self.plan.industry_by_code.get(series.industry)
        return "" if industry is None else self.name(industry)

    def indicator(self, series: SeriesKey) -> str:
        """The indicator's name."""
        return self.name(self.plan.indicator_by_code[series.indicator])

    def colour(self, scenario: Scenario) -> str:
        """The scenario's colour, #RRGGBB, as it is everywhere: its own, or the hue that no other has."""
        return self._hues[scenario.id]

    @cached_property
    def _hues(self) -> Mapping[str, str]:
        return self.hues or scenario_hues(by_id(self.scenarios), self.plan.scenarios)


def root_region(plan: Plan) -> str:
    """The code of the region that a report is about: the city, or the first region that lies under no other."""
    return plan.root


def provenance_of(path: Path, accounting: Accounting = NO_FIGURES) -> Provenance:
    """The provenance of a report of a workbook's own scenarios, made now; OSError where it cannot be read."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Provenance(shown_path(path.name), digest, moment_now(), accounting=accounting)


def moment_now() -> datetime.datetime:
    """Now, or what SOURCE_DATE_EPOCH says (seconds since 1970), in whole seconds UTC."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if fixed.isdecimal() and fixed.isascii() and len(fixed) <= 11:
        return datetime.datetime.fromtimestamp(int(fixed), datetime.UTC)
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def chosen_scenarios(
    scenarios: tuple[Scenario, ...], names: tuple[str, ...]
) -> tuple[tuple[Scenario, ...], str | None]:
    """The scenarios that the names mean (all where none is given), in the order of the tree; or a name not found."""
    if not names:
        return scenarios, None
    chosen = set()
    for name in names:
        found = next((one.id for one in scenarios if fold(name) in (fold(one.name), fold(one.id))), None)
        if found is None:
            return (), name
        chosen.add(found)
    return tuple(one for one in scenarios if one.id in chosen), None
