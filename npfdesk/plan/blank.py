"""A plan with nothing in it: what the window shows until a workbook is open."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from npfdesk.plan.model import Plan


def blank_plan(base_year: int = 2020, target_year: int = 2025) -> Plan:
    """The empty plan."""
    years = np.arange(base_year, target_year + 1, dtype=np.int64)
    observed = np.empty((0, len(years)))
    for array in (years, observed):
        array.setflags(write=False)
    return Plan(
        title="",
        city="",
        base_year=base_year,
        target_year=target_year,
        horizon=target_year,
        regions=(),
        industries=(),
        indicators=(),
        series=(),
        series_sources=(),
        years=years,
        observed=observed,
        targets=MappingProxyType({}),
    )
