"""The parts of an assumption: each of its figures by name, read and replaced alike wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from npfdesk.plan.method_description import Cell, MethodDescription
from npfdesk.plan.scenarios import Assumption


@dataclass(frozen=True)
class Part:
    """One figure of an assumption: "value", "midpoint", "low", "high", or that of a `year`."""

    name: str
    year: int = 0

    def of(self, assumption: Assumption) -> float | None:
        """The figure of an assumption; None where it has none."""
        if self.year:
            return next((figure for year, figure in assumption.by_year if year == self.year), None)
        figure: float | None = getattr(assumption, self.name)
        return figure

    def replaced(self, assumption: Assumption, figure: float | None) -> Assumption:
        """The assumption with another figure, or without one."""
        if not self.year:
            changes: dict[str, Any] = {self.name: figure}
            return replace(assumption, **changes)
        years = {**dict(assumption.by_year), self.year: figure}
        return replace(
            assumption, by_year=tuple((at, one) for at, one in sorted(years.items()) if one is not None)
        )

    def cell(self, method: MethodDescription) -> Cell | None:
        """The cell of the method for this part; None where the method does not use it."""
        return method.cell("years" if self.year else self.name)

    @property
    def begins(self) -> bool:
        """Whether an entry starts the default method where the present one does not use this part."""
        return self.name == "value" and not self.year


VALUE: Final = Part("value")
MIDPOINT: Final = Part("midpoint")
LOW: Final = Part("low")
HIGH: Final = Part("high")
