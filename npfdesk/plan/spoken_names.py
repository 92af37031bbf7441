"""Names as they are spoken: in English by the workbook's English where it gives one, else as they stand there.

The one place that chooses a name by language; window, verbs, messages and reports ask here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Language, Wording, joined
from npfdesk.plan.series import SeriesKey


class Named(Protocol):
    """Anything with a name: a region, industry, indicator, scenario or share group, with its English where it has one."""

    @property
    def name(self) -> str:
        """The name in the plan's own language."""


def name_in(item: Named | None, language: Language, otherwise: str = "") -> str:
    """A thing's name in a language; `otherwise`, as its code, where there is no such thing."""
    if item is None:
        return otherwise
    english = getattr(item, "english", "")
    return str(english) if language == "en" and english else item.name


def name_wording(*items: Named | None) -> Wording:
    """The names of things in both languages, a blank between them; what is not there is left out."""
    there = [one for one in items if one is not None]
    return Wording(
        " ".join(filter(None, (name_in(one, "zh") for one in there))),
        " ".join(filter(None, (name_in(one, "en") for one in there))),
    )


def series_name(plan: Plan, series: SeriesKey, language: Language) -> str:
    """A series in words: its region, its industry and its indicator; what the plan has not, or is "", is left out."""
    return name_wording(
        plan.region_by_code.get(series.region),
        plan.industry_by_code.get(series.industry),
        plan.indicator_by_code.get(series.indicator),
    ).text(language, {})


def names_wording(names: Iterable[Wording], most: int = 0, *, choice: bool = False) -> Wording:
    """A list of names in both languages; with `most`, the first ones and how many more; a `choice` with "or"."""
    listed = list(names)
    return Wording(
        joined((one.zh for one in listed), "zh", most, choice=choice),
        joined((one.en for one in listed), "en", most, choice=choice),
    )


class Measured(Protocol):
    """What has a unit: an indicator."""

    @property
    def unit(self) -> str:
        """The unit that figures are read and kept by."""

    @property
    def english_unit(self) -> str:
        """How it reads in English; "" where the workbook does not say."""


def unit_in(indicator: Measured, language: Language) -> str:
    """An indicator's unit as it is shown in a language."""
    return indicator.english_unit if language == "en" and indicator.english_unit else indicator.unit


NOTHING: Final = Wording("无", "none")
"""What stands on a side of old → new where there is nothing."""


def side(text: str, language: Language) -> str:
    """One side of old → new: its text; 无, none where it is blank or a dash."""
    return text if text.strip("—– ") else NOTHING.text(language, {})
