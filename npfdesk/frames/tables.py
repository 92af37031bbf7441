"""Tidy tables of the Python face: ordered columns, NaN for no figure, units and remarks in ``attrs``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from npfdesk.frames.refusal import remark
from npfdesk.plan.measure_words import yearly_pace_unit
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Problem


def paced(indicator: Indicator) -> str:
    """The unit of an indicator's paces: % a year, percentage points a year of a share."""
    return yearly_pace_unit(indicator, "en") or "points a year"


def tidy(
    rows: Sequence[Mapping[str, Any]] | Mapping[str, Any],
    columns: Sequence[str],
    units: Mapping[str, str],
    remarks: Iterable[Problem],
    **about: object,
) -> pd.DataFrame:
    """A table of rows, or of columns of one length; what is past what a number can hold is no figure.

    `units` and `remarks` go into its attrs, with whatever else is to be known `about` it.
    """
    table = pd.DataFrame(rows, columns=list(columns)).replace([np.inf, -np.inf], np.nan)
    table.attrs.update(units=dict(units), remarks=[remark(one) for one in remarks], **about)
    return table
