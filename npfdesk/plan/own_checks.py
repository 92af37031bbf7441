"""Checks of a plan's own, in the formula language: 一产占比 + 二产占比 + 三产占比 = 100, with a message and a severity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from npfdesk.plan.problems import Severity


@dataclass(frozen=True)
class OwnCheck:
    """A check that the office states itself; it holds where its expression does.

    `expression` is as written: codes or names of indicators with a comparison (an expression without one holds where it
    is not 0). `region` is a code ("" every region), `year` a year (0 every year). `message` is what to say where it does
    not hold ("" nothing more). `sheet` and `cell` are where it stands, which makes no other check of it.
    """

    name: str
    expression: str
    severity: Severity = Severity.WARNING
    message: str = ""
    region: str = ""
    year: int = 0
    sheet: str = field(default="", compare=False)
    cell: str = field(default="", compare=False)


OwnChecks = Mapping[str, "OwnCheck | None"]
"""Amended checks by their names; None where one of the workbook's is taken away."""
