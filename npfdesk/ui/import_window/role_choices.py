"""The roles that can be given by hand, in groups, each with its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from npfdesk.ui.look.language import language, tr
from npfdesk.workbook.published.recognition import Role
from npfdesk.workbook.published.recognition_report import role_name

TABLE: Final = "table"
"""The choice by which a block is a table."""


@dataclass(frozen=True)
class Choice:
    """A role, or TABLE, with the key that gives it in the sheet ("" for none)."""

    what: Role | str
    key: str = ""

    @property
    def words(self) -> str:
        """What it is called."""
        if not isinstance(self.what, Role):
            return tr("ImportWindow", "This block is a table")
        if self.what is Role.IGNORED:
            return tr("ImportWindow", "Skip")
        if self.what is Role.HEADER:
            return tr("ImportWindow", "Header rows")
        if self.what is Role.GROUP:
            return tr("ImportWindow", "Group, or group heading")
        said = role_name(self.what, language())
        return said[:1].upper() + said[1:]


GROUPS: Final[tuple[tuple[str, tuple[Choice, ...]], ...]] = (
    (
        "Names",
        (
            Choice(Role.REGION, "R"),
            Choice(Role.INDUSTRY, "Y"),
            Choice(Role.INDICATOR, "I"),
            Choice(Role.AREA),
            Choice(Role.UNIT, "U"),
            Choice(Role.PERIOD, "P"),
        ),
    ),
    (
        "Figures",
        (
            Choice(Role.BASE, "B"),
            Choice(Role.OBSERVED, "O"),
            Choice(Role.TARGET, "T"),
            Choice(Role.STRETCH, "S"),
            Choice(Role.VALUE, "V"),
            Choice(Role.GROWTH, "G"),
            Choice(Role.BASE_YEAR),
            Choice(Role.TARGET_YEAR),
        ),
    ),
    (
        "Other than figures",
        (
            Choice(Role.DUTY, "D"),
            Choice(Role.OWNER, "W"),
            Choice(Role.NUMBER, "N"),
            Choice(Role.SOURCE, "C"),
            Choice(Role.REMARK, "M"),
            Choice(Role.DERIVED, "F"),
        ),
    ),
    (
        "Structure",
        (
            Choice(TABLE, "K"),
            Choice(Role.HEADER, "H"),
            Choice(Role.TITLE, "L"),
            Choice(Role.NOTE, "E"),
            Choice(Role.GROUP, "J"),
            Choice(Role.SUBTOTAL, "Z"),
        ),
    ),
    ("Not read", (Choice(Role.IGNORED, "X"),)),
)
"""The choices under the names of their groups."""


def group_words(title: str) -> str:
    """The name of a group of choices."""
    return tr("ImportWindow", title)


CHOICES: Final = tuple(choice for _, choices in GROUPS for choice in choices)
