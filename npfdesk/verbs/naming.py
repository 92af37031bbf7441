"""What the verbs share that ask a question of a plan: opening it, and finding what was named on the command line."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable
from typing import Final

from npfdesk.plan.document import Document, new_document
from npfdesk.plan.model import Indicator, Industry, Plan, Region
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language, Problem, error
from npfdesk.plan.series import WHOLE_ECONOMY
from npfdesk.workbook.columns import TOTAL
from npfdesk.workbook.reading import read_workbook
from npfdesk.workbook.registers import (
    UNKNOWN_INDICATOR,
    UNKNOWN_INDUSTRY,
    UNKNOWN_LEVER,
    UNKNOWN_REGION,
    UNKNOWN_SCENARIO,
    Register,
)

REFUSED: Final = 2
NOT_POSSIBLE: Final = 3

NOT_THERE: Final = error(
    "not_there",
    "没有名为“{text}”的{what_zh}。{hint_zh}现有：{known}。",
    "There is no {what_en} named “{text}”.{hint_en} There are: {known}.",
)
_MOST: Final = 40


def open_plan(options: argparse.Namespace, language: Language) -> Document | None:
    """The document of the workbook named, its problems told; None where it is refused."""
    reading = read_workbook(options.file)
    for problem in reading.problems:
        tell(problem, language)
    return new_document(reading.plan) if reading.plan is not None else None


def tell(problem: Problem, language: Language) -> None:
    """A problem on standard error, with its place."""
    place = "!".join(part for part in (problem.sheet, problem.cell) if part)
    say(f"[{problem.severity}] {place + ': ' if place else ''}{problem.message(language)}")


def say(text: str) -> None:
    """A line on standard error."""
    sys.stderr.write(text + "\n")


def refuse(problem: Problem, language: Language, code: int = REFUSED) -> int:
    """Tell a problem, and the exit code."""
    tell(problem, language)
    return code


def find_scenario(document: Document, text: str) -> str | Problem:
    """A scenario's id by its name or id."""
    register = Register(UNKNOWN_SCENARIO)
    for one in document.scenarios.values():
        register.add(one.id, one.name)
    return _found(register, text, "情景", "scenario")


def find_region(plan: Plan, text: str) -> str | Problem:
    """A region's code by its code, name or English name."""
    return _found(_register(Register(UNKNOWN_REGION), plan.regions), text, "地区", "region")


def find_indicator(plan: Plan, text: str) -> str | Problem:
    """An indicator's code by its code, name or English name."""
    return _found(_register(Register(UNKNOWN_INDICATOR), plan.indicators), text, "指标", "indicator")


def find_industry(plan: Plan, text: str | None) -> str | Problem:
    """An industry's code by its code, name or English name; nothing, or 总计/total, is the whole economy."""
    if fold(text) in {"", *TOTAL}:
        return WHOLE_ECONOMY
    return _found(_register(Register(UNKNOWN_INDUSTRY), plan.industries), text or "", "产业", "industry")


def find_lever(plan: Plan, text: str) -> str | Problem:
    """A lever by its name."""
    register = Register(UNKNOWN_LEVER)
    for lever in plan.dimension_of_lever:
        register.add(lever, lever)
    return _found(register, text, "抓手", "lever")


def _register(register: Register, items: Iterable[Region | Industry | Indicator]) -> Register:
    for one in items:
        register.add(one.code, one.name, (one.english,))
    return register


def _found(register: Register, text: str, what_zh: str, what_en: str) -> str | Problem:
    code = register.find(text)
    if code is not None:
        return code
    names = list(register.names.values())
    known = (*names[:_MOST], *(["…"] if len(names) > _MOST else []))
    arguments = {"what_zh": what_zh, "what_en": what_en, "known": known or "—", **register.hints(text)}
    return Problem(NOT_THERE, text=text, arguments=arguments)


def called(item: Region | Industry | Indicator | None, language: Language) -> str:
    """A thing's name in a language; "" for the whole economy."""
    if item is None:
        return ""
    return item.name if language == "zh" or not item.english else item.english


def finite(value: float | None) -> float | None:
    """A figure for JSON: None where there is none."""
    return float(value) if value is not None and math.isfinite(value) else None


def table(headers: list[str], rows: list[list[str]]) -> str:
    """Lines of aligned columns, the first to the left; a Chinese character is two wide."""
    widths = [max(map(_width, column)) for column in zip(headers, *rows, strict=True)]
    return "".join(
        "  ".join(
            text + " " * (width - _width(text)) if place == 0 else " " * (width - _width(text)) + text
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        + "\n"
        for row in (headers, *rows)
    )


def _width(text: str) -> int:
    return sum(2 if letter >= "\u2e80" else 1 for letter in text)
