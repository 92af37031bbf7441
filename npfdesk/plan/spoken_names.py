"""Names as they are spoken: in English by the workbook's English where it gives one, else as they stand there.

The one place that chooses a name by language; window, verbs, messages and reports ask here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from npfdesk.plan.problems import Language, Problem, ProblemKind, Wording, joined


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


def named_so(items: Iterable[Named], name: str, language: Language) -> str:
    """What was kept by its name alone, as it is spoken now; the name where no such thing is there any more."""
    return name_in(next((one for one in items if one.name == name), None), language, name)


def name_wording(*items: Named | None) -> Wording:
    """The names of things in both languages, a blank between them; what is not there is left out."""
    there = [one for one in items if one is not None]
    return Wording(
        " ".join([name for one in there if (name := name_in(one, "zh"))]),
        " ".join([name for one in there if (name := name_in(one, "en"))]),
    )


def problem_about(kind: ProblemKind, *items: Named | None, **arguments: object) -> Problem:
    """A problem about things of the plan, which its {text} names in the language that it is read in."""
    return problem_named(kind, name_wording(*items), **arguments)


def problem_named(kind: ProblemKind, name: Wording, **arguments: object) -> Problem:
    """A problem whose {text} is a name, told in the language that it is read in."""
    return Problem(kind, text=name.zh, arguments={"text": name, **arguments})


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


class Grouped(Protocol):
    """What belongs to a group: an indicator."""

    @property
    def group(self) -> str:
        """The group's name in the plan's own language."""

    @property
    def english_group(self) -> str:
        """How it reads in English; "" where the workbook does not say."""


def group_in(indicators: Iterable[Grouped], group: str, language: Language) -> str:
    """A group of indicators as it is shown in a language."""
    if language != "en":
        return group
    return next((one.english_group for one in indicators if one.group == group and one.english_group), group)


NOTHING: Final = Wording("无", "none")
"""What stands on a side of old → new where there is nothing."""
YES: Final = Wording("是", "yes")
NO: Final = Wording("否", "no")


def side(text: str, language: Language) -> str:
    """One side of old → new: its text; 无, none where it is blank or a dash."""
    return text if text.strip("—– ") else NOTHING.text(language, {})
