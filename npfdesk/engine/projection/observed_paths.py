"""What figures rest on observed ones alone: paths that end with a series' last observed year, and what follows from them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.scenario_paths import Projection, recorded

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
    def projection(self) -> Projection:
        """The figures with where they come from; NaN in every year that would need a projection."""
        with np.errstate(all="ignore"):
            return recorded(self.frame, self.observed)

    @property
    def values(self) -> FloatArray:
        """The figures (year, series), NaN in every year that would need a projection."""
        return self.projection.values

    @cached_property
    def known(self) -> BoolArray:
        """Whether a figure rests on observed ones alone (year, series)."""
        known: BoolArray = np.isfinite(self.values)
        known.setflags(write=False)
        return known
