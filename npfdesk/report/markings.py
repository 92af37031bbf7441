"""How every page of a report is marked: the watermark's words, and the seal of the state of its scenarios.

The seal is a plain framed word, no likeness of an office's round seal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from npfdesk.plan.adoption import seal
from npfdesk.plan.evaluations import KeptEvaluation
from npfdesk.plan.problems import Wording, clauses, joined
from npfdesk.plan.scenarios import Scenario
from npfdesk.report.content import WATERMARKS
from npfdesk.report.material import Material

WATERMARK_GREY: Final = "#E6E8EB"
"""Light enough that ink, secondary text and red stay readable over it (4.5 : 1), and dark enough for a grey print."""

STATE_HEAD: Final = Wording("状态", "State")
_DRAFT: Final = Wording("草稿（未定稿）", "draft, not adopted")
_KEPT: Final = Wording("据“{name}”评估（{day}）", "evaluated by “{name}” ({day})")
_OF_YEAR: Final = Wording("据 {year} 年评估", "as evaluated for {year}")
_OF_SCENARIOS: Final = Wording("{names}：{state}", "{names}: {state}")
_DRAFT_MARK: Final = Wording("草稿", "Draft")
_ADOPTED_MARK: Final = Wording("定稿", "Adopted")
_PARTLY_MARK: Final = Wording("部分定稿", "Partly adopted")
_EVALUATED_MARK: Final = Wording("{year} 年评估", "Evaluated {year}")
_BOTH_MARKS: Final = Wording("{evaluated} · {state}", "{evaluated} · {state}")


@dataclass(frozen=True)
class PageMarks:
    """What marks a page: the watermark, the framed word of the seal, and the states in words beside it; "" for none."""

    watermark: str = ""
    mark: str = ""
    state: str = ""


NO_MARKS: Final = PageMarks()


def page_marks(material: Material) -> PageMarks:
    """How the pages of a report are marked."""
    return PageMarks(watermark_words(material), state_mark(material), sealed_words(material))


def watermark_words(material: Material) -> str:
    """The words across every page, in the report's language; "" for none. KeyError for an unknown code."""
    code = material.marking.watermark
    return material.words(WATERMARKS[code]) if code else ""


def state_words(material: Material) -> str:
    """The states of the report's scenarios in words, those of one state together; without their names where all are in one.

    A scenario is adopted as of its day, else a draft; beside that stands by what it was evaluated: the report's year where
    it evaluates one, else the evaluation that was kept last. It is said whether or not the seal stands on the pages.
    """
    together: dict[str, list[str]] = {}
    for one in material.scenarios:
        together.setdefault(state_of(material, one), []).append(material.name(one))
    if len(together) == 1:
        return next(iter(together))
    return clauses(
        (
            material.words(_OF_SCENARIOS, names=joined(names, material.language), state=state)
            for state, names in together.items()
        ),
        material.language,
    )


def state_mark(material: Material) -> str:
    """The framed word of the seal; "" where no seal is wanted."""
    if not material.marking.seal:
        return ""
    adopted = [bool(one.adopted) for one in material.scenarios]
    mark = material.words(_ADOPTED_MARK if all(adopted) else _PARTLY_MARK if any(adopted) else _DRAFT_MARK)
    if material.evaluated:
        evaluated = material.words(_EVALUATED_MARK, year=material.evaluated)
        return material.words(_BOTH_MARKS, evaluated=evaluated, state=mark)
    return mark


def sealed_words(material: Material) -> str:
    """The states in words where the seal is wanted, else ""."""
    return state_words(material) if material.marking.seal else ""


def marking_line(material: Material) -> str:
    """Watermark and states in one line, for where no page is drawn on; "" for neither."""
    said = (watermark_words(material), sealed_words(material))
    return " · ".join(one for one in said if one)


def state_of(material: Material, scenario: Scenario) -> str:
    """A scenario's state in words."""
    state = seal(scenario, material.language) or material.words(_DRAFT)
    evaluated = ""
    if material.evaluated:
        evaluated = material.words(_OF_YEAR, year=material.evaluated)
    elif kept := _kept(material, scenario):
        evaluated = material.words(_KEPT, name=kept.name, day=kept.taken)
    return clauses((one for one in (state, evaluated) if one), material.language, comma=True)


def _kept(material: Material, scenario: Scenario) -> KeptEvaluation | None:
    """The evaluation of a scenario that was kept last; None where none was."""
    own = [one for one in material.evaluations.values() if one.scenario in (scenario.name, scenario.english)]
    return max(own, key=lambda one: (one.taken, one.year), default=None)
