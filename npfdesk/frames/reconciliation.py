"""Plans of several levels read from their files and held against each other."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from types import MappingProxyType

from npfdesk.engine.reconciliation.ledger import PlanFile
from npfdesk.frames.refusal import Refused
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.series import ObservationKey
from npfdesk.workbook.plan_reader import Reading, read_workbook


def plan_file(reading: Reading) -> PlanFile:
    """A reading as a plan to be held against others; Refused, with all its problems, where it has none."""
    if reading.plan is None:
        raise Refused(*reading.problems)
    cells = {
        ObservationKey(one.series, one.period.year): (one.sheet, one.cell)
        for one in reading.ledger.observations
        if one.period.is_year and not one.growth
    }
    return PlanFile(shown_path(reading.file), reading.plan, MappingProxyType(cells))


def read_plans(paths: Iterable[str | PathLike[str]]) -> tuple[PlanFile, ...]:
    """The plans of some workbooks, in that order; Refused where one of them cannot be read."""
    return tuple(plan_file(read_workbook(Path(path))) for path in paths)
