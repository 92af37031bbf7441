"""The sections of a report by their keys, which stay the same in every form and language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

COVER: Final = "cover"
OVERVIEW: Final = "overview"
PATHS: Final = "paths"
WORDED: Final = "worded"
"""The targets in words alone; a section of slides."""
COUNTIES: Final = "counties"
SHORTFALLS: Final = "shortfalls"
MONTHS: Final = "months"
CLOSED: Final = "closed"
REMARKS: Final = "remarks"
"""The paths that cannot be projected; on paper a part of the method."""
METHOD: Final = "method"


@dataclass(frozen=True)
class Section:
    """A section of a report: its key, its name in the report's language, and what sets it; a key may come more than once."""

    key: str
    name: str
    write: Callable[[], object]
