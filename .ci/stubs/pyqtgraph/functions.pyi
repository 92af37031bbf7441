"""What the window uses of pyqtgraph's functions, with their types."""

import numpy as np
from numpy.typing import NDArray

def isocurve(
    data: NDArray[np.float64], level: float, connected: bool = ...
) -> list[list[tuple[float, float]]]: ...
