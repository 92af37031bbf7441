"""The register of a report: for each sentence what it says, and the series, years and scenario that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from npfdesk.plan.series_words import spoken_series
from npfdesk.report.material import Material
from npfdesk.report.sentences.sentence import SaidFigure, Sentence


@dataclass(frozen=True)
class RegisterRow:
    """A sentence in the register, everything in the report's language.

    `series` are in words and `scenario` is the scenario's name ("": observed figures alone); `figures` are the fields with
    the text shown and the full value (None: a name or a date).
    """

    key: str
    text: str
    series: tuple[str, ...]
    years: tuple[int, ...]
    targets: tuple[int, ...]
    scenario: str
    assumed: bool
    figures: tuple[tuple[str, SaidFigure], ...]

    @property
    def numbers(self) -> tuple[tuple[str, SaidFigure], ...]:
        """The fields that are figures, without names and dates."""
        return tuple((name, one) for name, one in self.figures if one.value is not None)


def register(sentences: Iterable[Sentence], material: Material) -> tuple[RegisterRow, ...]:
    """The rows of a report's sentences, in their order."""
    return tuple(_row(one, material) for one in sentences)


def _row(one: Sentence, material: Material) -> RegisterRow:
    evidence = one.evidence
    names = {scenario.id: material.name(scenario) for scenario in material.scenarios}
    return RegisterRow(
        key=one.key,
        text=one.text,
        series=tuple(spoken_series(material.plan, key, material.language) for key in evidence.series),
        years=evidence.years,
        targets=evidence.targets,
        scenario=names.get(evidence.scenario, evidence.scenario),
        assumed=one.assumed,
        figures=tuple(one.figures.items()),
    )
