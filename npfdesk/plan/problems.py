"""Problems: a user's mistake as a value with its kind, its place, the cell's text and the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from string import Formatter
from types import MappingProxyType
from typing import Final, Literal

from npfdesk.plan.file_names import shown_path

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


_MORE: Final = "…"


def joined(names: Iterable[str], language: Language, most: int = 0, *, choice: bool = False) -> str:
    """A list of names as the language joins it: "a, b and c", 甲、乙和丙; with `most`, the first ones and how many more.

    A `choice` is joined by "or", 或. A list that ends in … (or in a run with it, 2024…2034) is joined without a last "and".
    """
    listed = list(names)
    more = len(listed) - most if most else 0
    if more > 0:
        listed = listed[:most]
        return (
            f"{'、'.join(listed)}等{most + more}个"
            if language == "zh"
            else f"{', '.join(listed)} and {more} more"
        )
    comma = "、" if language == "zh" else ", "
    if len(listed) < 2 or _MORE in listed[-1]:
        return comma.join(listed)
    head, last = comma.join(listed[:-1]), listed[-1]
    if language == "en":
        return f"{head} {'or' if choice else 'and'} {last}"
    before = " " if head[-1:].isascii() and head[-1:].isalnum() else ""
    after = " " if last[:1].isascii() and (last[:1].isalnum() or last[:1] == "-") else ""
    return f"{head}{before}{'或' if choice else '和'}{after}{last}"


def clauses(said: Iterable[str], language: Language, *, comma: bool = False) -> str:
    """Parts of a sentence in a row, no list of names: "a; b", 甲；乙, with `comma` "a, b", 甲，乙."""
    if language == "zh":
        return ("，" if comma else "；").join(said)
    return (", " if comma else "; ").join(said)


def quoted(names: Iterable[str]) -> tuple[str, ...]:
    """Names to be listed, each in quotes of its own."""
    return tuple(f"“{one}”" for one in names)


class Severity(StrEnum):
    """How bad it is: an error drops its row, a warning keeps it, a note only asks (the audit alone has notes)."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Count(int):
    """A number of things in a text, with separators; English says what it counts in the form that fits.

    `{count}` is 1,234 and `{count:year|years}` 1,234 years; `{count:~is|are}` is the word alone. Chinese has one form, so
    its texts name the number only.
    """

    def __format__(self, forms: str) -> str:
        return _counted(f"{int(self):,}", forms)


class _ShownCount(str):
    """A count that comes as text, told as it stands."""

    __slots__ = ()

    def __format__(self, forms: str) -> str:
        return _counted(self, forms)


def _counted(shown: str, forms: str) -> str:
    one, bar, many = forms.partition("|")
    if not bar:
        return f"{shown!s:{forms}}"
    word = one.removeprefix("~") if shown == "1" else many
    return word if one.startswith("~") else f"{shown} {word}"


@dataclass(frozen=True)
class Wording:
    """A message in each language; ``{name}`` marks what is filled in.

    What English counts as a `Count` does (``{count:year|years}``) is one in both languages; other numbers are told as they
    are: a year has no separators.
    """

    zh: str
    en: str

    def text(self, language: Language, arguments: Mapping[str, object]) -> str:
        """The message in that language, every ``{name}`` filled from `arguments`; KeyError where one is not given.

        A tuple of names is listed, and of a Wording what it says in that language is put in as it is.
        """
        template = self.zh if language == "zh" else self.en
        counts = _counts_of(self.en)
        return template.format_map(
            {name: _filled_in(one, language, name in counts) for name, one in arguments.items()}
        )


@lru_cache(maxsize=4096)
def _counts_of(template: str) -> frozenset[str]:
    """The names that an English text counts."""
    if "|" not in template:
        return frozenset()
    return frozenset(
        name for _, name, forms, _ in Formatter().parse(template) if name and forms and "|" in forms
    )


def _filled_in(argument: object, language: Language, counts: bool = False) -> object:
    if isinstance(argument, Wording):
        # a name in both languages: what it says is no template
        return argument.zh if language == "zh" else argument.en
    if isinstance(argument, tuple):
        return joined((str(_filled_in(one, language)) for one in argument), language)
    if counts and isinstance(argument, int):
        return Count(argument)
    if counts and isinstance(argument, str):
        return _ShownCount(argument)
    # names of files need not be text, and a reason may name one
    return shown_path(argument) if isinstance(argument, str) else argument


SEVERITY_NAMES: Final = MappingProxyType(
    {
        Severity.ERROR: Wording("错误", "error"),
        Severity.WARNING: Wording("提醒", "warning"),
        Severity.NOTE: Wording("提示", "note"),
    }
)
"""How bad something is, in words."""


@dataclass(frozen=True)
class ProblemKind:
    """A kind of mistake, declared once next to the code that finds it.

    Its wording says what is wrong and then what is accepted.
    """

    code: str
    severity: Severity
    wording: Wording


def error(code: str, zh: str, en: str) -> ProblemKind:
    """Declare a kind of error."""
    return ProblemKind(code, Severity.ERROR, Wording(zh, en))


def warning(code: str, zh: str, en: str) -> ProblemKind:
    """Declare a kind of warning."""
    return ProblemKind(code, Severity.WARNING, Wording(zh, en))


def note(code: str, zh: str, en: str) -> ProblemKind:
    """Declare a kind of note."""
    return ProblemKind(code, Severity.NOTE, Wording(zh, en))


@dataclass(frozen=True)
class Problem:
    """A mistake that was found: its kind, its place (sheet and cell, or empty) and the cell's text."""

    kind: ProblemKind
    sheet: str = ""
    cell: str = ""
    text: str = ""
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    @property
    def code(self) -> str:
        """The kind's code, stable between versions."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Whether the row was dropped (error) or kept (warning)."""
        return self.kind.severity

    def message(self, language: Language) -> str:
        """What is wrong and what would be accepted, in that language; ``{text}`` is what the cell says."""
        return self.kind.wording.text(language, {"text": self.text, **self.arguments})

    def at(self, sheet: str, cell: str) -> Problem:
        """The same problem with a place."""
        return Problem(self.kind, sheet, cell, self.text, self.arguments)
