"""What figures rest on observed ones alone: paths that end with a series' last observed year, and what follows from them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.paths import last_observed
from npfdesk.engine.projection.scenario_paths import Projection, compute_stages

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


class ObservedPaths:
    """The figures of a plan without any assumption, (year, series): observed, and formulas and roll-ups of these.

    The same for all scenarios; reckoned when first asked for and kept for as long as the observed figures stay.
    """

    def __init__(self, frame: Frame, observed: FloatArray) -> None:
        self.frame, self.observed = frame, observed

    def fits(self, frame: Frame, observed: FloatArray) -> bool:
        """Whether these are the paths of a structure and its observed figures."""
        return self.frame is frame and self.observed is observed

    @cached_property
    def values(self) -> FloatArray:
        """The figures (year, series), NaN in every year that would need a projection."""
        observed = self.observed
        after = np.arange(len(observed))[:, None] > last_observed(observed)
        own = np.where(after, np.nan, observed)
        made = Projection(
            values=own.copy(),
            own=own,
            origin=np.zeros(own.shape, dtype=np.uint8),
            rollup=np.full(own.shape, np.nan),
            gain=np.zeros(own.shape),
            covered=np.zeros((own.shape[1], 2), dtype=np.int32),
        )
        with np.errstate(all="ignore"):
            compute_stages(self.frame, observed, made, np.ones(own.shape[1], dtype=np.bool_))
        made.values.setflags(write=False)
        return made.values

    @cached_property
    def known(self) -> BoolArray:
        """Whether a figure rests on observed ones alone (year, series)."""
        known: BoolArray = np.isfinite(self.values)
        known.setflags(write=False)
        return known
