"""The trial of a workbook's cells: all that is done with them on opening, in a process that has limits.

The sandbox runs it where cells are not plain. What it finds is thrown away; that it comes to its end is the point:
the program can then do the same without limits of its own.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.plan_reader import read_plan


def attempt(path: Path, grid: Grid) -> None:
    """Read a plan from cells, compute its paths and audit it."""
    plan = read_plan(path, grid).plan
    if plan is not None:
        # a figure past what a number can hold is told by the program, not here
        with np.errstate(all="ignore"):
            audit(compute(new_document(plan)))
