"""A finding: a contradiction in a plan, with the arithmetic and every cell involved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from npfdesk.plan.problems import Language, ProblemKind, Severity, warning
from npfdesk.plan.series import SeriesKey

RULE_FAILED: Final = warning(
    "rule_failed",
    "核查规则“{rule}”因程序自身的错误（{mistake}）没有查完，其余规则不受影响。这不是规划的问题；请把工作簿和日志交给开发者。",
    "The check “{rule}” could not be finished because of an error in the program ({mistake}); the other checks are not "
    "affected. This is not a problem of the plan; please send the workbook and the log to the developers.",
)


class Place(NamedTuple):
    """A figure involved in a finding: its sheet and cell ("" where only the series is known) and its series."""

    sheet: str
    cell: str
    series: SeriesKey


@dataclass(frozen=True)
class Finding:
    """A contradiction in a plan.

    `figures` are its arithmetic, finite, in the indicators' units (growth in % or points a year, shares in %);
    `arguments` fill its words; `sheet` and `cell` say where it starts and `places` all that it speaks of, the
    start first. `year` is the year spoken of, 0 where there is none, and `subject` what else tells two findings of one
    code, series and year apart: the name of a check or rule.
    """

    kind: ProblemKind
    series: SeriesKey
    figures: Mapping[str, float]
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    sheet: str = ""
    cell: str = ""
    places: tuple[Place, ...] = ()
    year: int = 0
    subject: str = ""

    @property
    def code(self) -> str:
        """The kind's code, stable between versions."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Warning: two figures cannot both hold as meant. Note: it can be meant, but asks for a reason."""
        return self.kind.severity

    @property
    def identity(self) -> str:
        """What it is known by when the plan is read again: its code, series, year and subject; not its figures."""
        known_by = (self.code, *self.series, str(self.year), *([self.subject] if self.subject else []))
        return "|".join(known_by)

    def message(self, language: Language) -> str:
        """What contradicts what, in that language."""
        return self.kind.wording.text(language, self.arguments)
