"""How far off full years told from their first months would have been: a test on the series' own past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.tracking import MONTHS, YearSoFar, usual_shares

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class FullYearTest:
    """Errors of the full years that would have been told after each month (series, 12), in % of the true full year.

    `tested` is in how many past years a range could have been told at all, `mean_off` the mean of the absolute errors of
    its middle and `worst_off` the largest of them (NaN where none is tested), `inside` in how many of these years the true
    full year lay within the range. The twelfth month has none to test.
    """

    tested: IntArray
    mean_off: FloatArray
    worst_off: FloatArray
    inside: IntArray


def full_year_test(so_far: YearSoFar, before: int) -> FullYearTest:
    """Tell every past year before the year `before` from its months, by the shares of the years before it alone.

    As in the standing: full year = to date ÷ the usual share, which needs two years. A year counts where its own full
    year is known and above zero; of a month without a figure there is no test.
    """
    shape = (len(so_far.series), MONTHS)
    tested, inside = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    total, worst = np.zeros(shape), np.zeros(shape)
    for place, year in enumerate(so_far.years.tolist()):
        if year >= before:
            break
        usual = usual_shares(so_far.to_date, so_far.years < year)
        figures, whole = so_far.to_date[:, place], so_far.to_date[:, place, -1:]
        with np.errstate(divide="ignore", invalid="ignore"):
            low, middle, high = (
                np.where(one > 0, figures / one, np.nan) for one in (usual.high, usual.middle, usual.low)
            )
            off = np.abs(middle / whole - 1.0) * 100.0
        told = np.isfinite(off) & (whole > 0)
        told[:, -1] = False
        held = told & (np.minimum(low, high) <= whole) & (whole <= np.maximum(low, high))
        tested += told
        inside += held
        total += np.where(told, off, 0.0)
        worst = np.where(told, np.maximum(worst, off), worst)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(tested > 0, total / tested, np.nan)
    return FullYearTest(tested, mean, np.where(tested > 0, worst, np.nan), inside)
