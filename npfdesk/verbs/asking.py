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
from npfdesk.plan.problems import Language, Problem, error
from npfdesk.verbs import naming
from npfdesk.verbs.checking import EXIT_CODES
from npfdesk.verbs.naming import finite, refuse, say, tell
from npfdesk.workbook.reading import read_workbook

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
    found = asked.document.active if name is None else naming.find_scenario(asked.document, name)
    return found if isinstance(found, Problem) else asked.results.scenarios[found]


def find_indicator(plan: Plan, name: str) -> Indicator | Problem:
    """The indicator with that code, name or English name."""
    found = naming.find_indicator(plan, name)
    return found if isinstance(found, Problem) else plan.indicator_by_code[found]


def find_region(plan: Plan, name: str) -> Region | Problem:
    """The region with that name, code or English name."""
    found = naming.find_region(plan, name)
    return found if isinstance(found, Problem) else plan.region_by_code[found]


def find_compared(plan: Plan) -> tuple[Region, ...] | Problem:
    """The root's children; a Problem where there are none."""
    return compared_regions(plan) or Problem(NO_CHILDREN)


def write_json(answer: dict[str, Any]) -> None:
    """An answer on standard output; a figure that is not finite is our own mistake, a ValueError."""
    json.dump(answer, sys.stdout, ensure_ascii=False, allow_nan=False, indent=1)
    sys.stdout.write("\n")


def figures(values: NDArray[np.float64] | Iterable[float]) -> list[float | None]:
    """Figures for JSON, null where there is none."""
    return [finite(float(value)) for value in values]


def shown(value: float | None, decimals: int = 4) -> str:
    """A figure for reading, — where there is none."""
    return "—" if value is None or not np.isfinite(value) else f"{value:.{decimals}f}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns parted by tabs, as spreadsheets and terminals take them."""
    return "".join("\t".join(row) + "\n" for row in (header, *rows))


__all__ = [
    "Asked",
    "figures",
    "find_compared",
    "find_indicator",
    "find_region",
    "find_scenario",
    "finite",
    "read_and_compute",
    "refuse",
    "say",
    "shown",
    "table",
    "tell",
    "write_json",
]
