"""A plan as read from its workbook, with everything that is computed from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path
from types import MappingProxyType

import numpy as np

from npfdesk.engine.projection.path_problems import NO_PLACES, Places
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.update import compute
from npfdesk.frames.refusal import Refused
from npfdesk.plan.document import Document, new_document
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import ObservationKey
from npfdesk.plan.status_rules import Rule
from npfdesk.workbook.accounting import NO_FIGURES, Accounting
from npfdesk.workbook.files.passwords import Password
from npfdesk.workbook.plan_reader import Status, read_workbook


@dataclass(frozen=True, eq=False)
class PlanWorkbook:
    """A plan as read: `document` the plan with its scenarios, `problems` what is wrong in the workbook.

    `status` is "ok", "warnings" or "errors": with errors the sound part of the workbook is there and computed.
    `accounting` counts what became of the workbook's figures, `places` are the cells of its rows of assumptions, and
    `observed_cells` (sheet, cell) those of its observed figures of whole years.
    """

    file: Path
    document: Document
    problems: tuple[Problem, ...]
    status: Status
    accounting: Accounting = NO_FIGURES
    places: Places = field(default_factory=lambda: NO_PLACES)
    observed_cells: Mapping[ObservationKey, tuple[str, str]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    @property
    def plan(self) -> Plan:
        """The plan's own values: regions, industries, indicators, targets, observed figures."""
        return self.document.plan

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The names of the scenarios, in the order of the tree."""
        return tuple(one.name for one in self.document.scenarios.values())

    @property
    def rule(self) -> Rule:
        """The rule by which the plan wants its status judged."""
        return Rule(self.plan.status_rule)

    @cached_property
    def results(self) -> Results:
        """The paths of all scenarios, computed when first asked for."""
        # a figure past what a number can hold is none; numpy's own words about it are no planner's
        with np.errstate(all="ignore"):
            return compute(self.document)


def read(path: str | PathLike[str], password: str = "") -> PlanWorkbook:
    """The plan of a workbook, with its password where it is encrypted; Refused where none can be read from it."""
    reading = read_workbook(Path(path), password=Password(password))
    if reading.plan is None:
        raise Refused(*reading.problems)
    document, ledger = new_document(reading.plan), reading.ledger
    return PlanWorkbook(
        reading.file,
        document,
        reading.problems,
        reading.status,
        ledger.counts,
        ledger.assumptions,
        ledger.observed_cells,
    )
