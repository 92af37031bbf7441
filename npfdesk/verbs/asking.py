"""What the analysing verbs ask of a workbook: read it, tell its problems, find what the arguments name."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.regional_figures import compared_regions
from npfdesk.engine.results import Results, ScenarioResult
from npfdesk.engine.update import compute
from npfdesk.plan.document import Document, new_document
from npfdesk.plan.model import Indicator, Plan, Region
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language, Problem, error
from npfdesk.plan.scenarios import Scenario
from npfdesk.verbs.checking import EXIT_CODES
from npfdesk.workbook.reading import read_workbook

UNKNOWN_SCENARIO: Final = error(
    "unknown_scenario",
    "没有名为“{text}”的情景。现有：{known}。",
    "There is no scenario named “{text}”. There are: {known}.",
)
UNKNOWN_INDICATOR: Final = error(
    "unknown_indicator",
    "没有名称或代码为“{text}”的指标。现有：{known}。",
    "There is no indicator with the name or code “{text}”. There are: {known}.",
)
UNKNOWN_REGION: Final = error(
    "unknown_region",
    "没有名称或代码为“{text}”的地区。现有：{known}。",
    "There is no region with the name or code “{text}”. There are: {known}.",
)
NO_CHILDREN: Final = error(
    "no_children",
    "规划没有可比较的下级地区。请在“地区”表中为下级地区填写上级。",
    "The plan has no regions below its root to compare. Name their parent in the sheet Regions.",
)


@dataclass(frozen=True)
class Asked:
    """A workbook as read and computed; `code` is the exit code that its content calls for."""

    document: Document
    results: Results
    code: int

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.results.plan


def read_and_compute(file: Path, language: Language) -> Asked | None:
    """The workbook, its problems told on standard error; None where it is refused."""
    reading = read_workbook(file)
    for problem in reading.problems:
        tell(problem, language)
    if reading.plan is None:
        return None
    document = new_document(reading.plan)
    return Asked(document, compute(document), EXIT_CODES[reading.status])


def find_scenario(asked: Asked, name: str | None) -> ScenarioResult | Problem:
    """The scenario of that name or id; the first one where none is named."""
    scenarios = asked.document.scenarios
    if name is None:
        return asked.results.scenarios[asked.document.active]
    found = next((one.id for one in _named(scenarios.values(), name)), None)
    if found is None:
        known = ", ".join(one.name for one in scenarios.values())
        return Problem(UNKNOWN_SCENARIO, text=name, arguments={"known": known})
    return asked.results.scenarios[found]


def find_indicator(plan: Plan, name: str) -> Indicator | Problem:
    """The indicator with that code, name or English name."""
    wanted = fold(name)
    for spoken in ("code", "name", "english"):
        for indicator in plan.indicators:
            if wanted and fold(getattr(indicator, spoken)) == wanted:
                return indicator
    known = ", ".join(indicator.code for indicator in plan.indicators)
    return Problem(UNKNOWN_INDICATOR, text=name, arguments={"known": known})


def find_region(plan: Plan, name: str) -> Region | Problem:
    """The region with that name, code or English name."""
    wanted = fold(name)
    for spoken in ("name", "code", "english"):
        for region in plan.regions:
            if wanted and fold(getattr(region, spoken)) == wanted:
                return region
    known = ", ".join(region.name for region in plan.regions)
    return Problem(UNKNOWN_REGION, text=name, arguments={"known": known})


def find_compared(plan: Plan) -> tuple[Region, ...] | Problem:
    """The root's children; a Problem where there are none."""
    return compared_regions(plan) or Problem(NO_CHILDREN)


def tell(problem: Problem, language: Language) -> None:
    """A problem on standard error, with its place."""
    place = "!".join(part for part in (problem.sheet, problem.cell) if part)
    say(f"[{problem.severity}] {place + ': ' if place else ''}{problem.message(language)}")


def refuse(problem: Problem, language: Language) -> int:
    """A problem on standard error and the exit code of what is refused."""
    tell(problem, language)
    return EXIT_CODES["refused"]


def say(text: str) -> None:
    """A line on standard error."""
    sys.stderr.write(text + "\n")


def write_json(answer: dict[str, Any]) -> None:
    """An answer on standard output; a figure that is not finite is our own mistake, a ValueError."""
    json.dump(answer, sys.stdout, ensure_ascii=False, allow_nan=False, indent=1)
    sys.stdout.write("\n")


def figure(value: float) -> float | None:
    """A figure for JSON, null where there is none."""
    return float(value) if np.isfinite(value) else None


def figures(values: NDArray[np.float64] | Iterable[float]) -> list[float | None]:
    """Figures for JSON, null where there is none."""
    return [figure(float(value)) for value in values]


def shown(value: float | None, decimals: int = 4) -> str:
    """A figure for reading, — where there is none."""
    return "—" if value is None or not np.isfinite(value) else f"{value:.{decimals}f}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns parted by tabs, as spreadsheets and terminals take them."""
    return "".join("\t".join(row) + "\n" for row in (header, *rows))


def _named(scenarios: Iterable[Scenario], name: str) -> list[Scenario]:
    wanted = fold(name)
    return [one for one in scenarios if wanted in (fold(one.name), fold(one.id))]
