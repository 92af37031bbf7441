"""Shared functions of the verbs: opening a plan, refusing, and printing an answer as text or JSON."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from npfdesk.frames.opened_plan import PlanWorkbook, read
from npfdesk.frames.refusal import Refused, Remark
from npfdesk.plan.letter_widths import columns
from npfdesk.plan.model import Indicator, Industry
from npfdesk.plan.problems import SEVERITY_NAMES, Language, Problem, Severity
from npfdesk.plan.regions import Region
from npfdesk.plan.rounding import rounded_text
from npfdesk.plan.spoken_names import name_in, unit_in
from npfdesk.verbs.passwords import password_from
from npfdesk.workbook.files.replacement import other_names

if TYPE_CHECKING:
    import pandas as pd

REFUSED: Final = 2
NOT_POSSIBLE: Final = 3
EXIT_CODES: Final = MappingProxyType({"ok": 0, "warnings": 0, "errors": 1, "refused": REFUSED})
"""The exit code that a workbook's content calls for, by the status of its reading."""


def open_plan(options: argparse.Namespace, language: Language) -> PlanWorkbook | None:
    """The plan of the workbook that a call names, after printing its problems; None where it is refused."""
    password = password_from(options.password_from, language)
    if isinstance(password, Problem):
        refuse(password, language)
        return None
    try:
        plan = read(options.file, password.text)
    except Refused as refused:
        refuse(refused, language)
        return None
    for problem in plan.problems:
        print_problem(problem, language)
    return plan


def print_error(text: str) -> None:
    """Print a line on standard error."""
    sys.stderr.write(text + "\n")


def problem_line(problem: Problem, language: Language) -> str:
    """A problem in one line, with how bad it is and its place."""
    return told_line(problem.severity, problem.sheet, problem.cell, problem.message(language), language)


def told_line(severity: Severity, sheet: str, cell: str, message: str, language: Language) -> str:
    """A message in one line, with how bad it is and its place."""
    place = "!".join(part for part in (sheet, cell) if part)
    colon = "：" if language == "zh" else ": "
    return f"[{SEVERITY_NAMES[severity].text(language, {})}] {place + colon if place else ''}{message}"


def print_problem(problem: Problem, language: Language) -> None:
    """Print a problem with its place on standard error."""
    print_error(problem_line(problem, language))


def print_remarks(table: pd.DataFrame, language: Language) -> None:
    """Print a table's remarks on standard error."""
    for one in remarks_of(table):
        severity = Severity(one["severity"])
        print_error(told_line(severity, one["sheet"], one["cell"], one[language], language))


def remarks_of(table: pd.DataFrame) -> list[Remark]:
    """A table's remarks."""
    return cast("list[Remark]", table.attrs["remarks"])


def told_problems(table: pd.DataFrame, language: Language) -> list[dict[str, str]]:
    """A table's remarks for JSON, as `check` tells problems."""
    return [
        {
            "severity": one["severity"],
            "code": one["code"],
            "sheet": one["sheet"],
            "cell": one["cell"],
            "text": one["text"],
            "message": one[language],
        }
        for one in remarks_of(table)
    ]


def tell_other_names(path: Path, language: Language) -> None:
    """Say that a file about to be replaced has other names, which keep its old content."""
    linked = other_names(path)
    if linked is not None:
        print_error(linked.message(language))


def refuse(reason: Refused | Problem, language: Language, code: int = REFUSED) -> int:
    """Print the reason for a refusal; returns the exit code."""
    for problem in reason.problems if isinstance(reason, Refused) else (reason,):
        print_problem(problem, language)
    return code


def finite(value: float | None) -> float | None:
    """A figure for JSON: None where there is none."""
    return float(value) if value is not None and math.isfinite(value) else None


def cells(column: pd.Series[Any]) -> list[Any]:
    """A column's cells as plain values, None where there is none."""
    return column.astype(object).where(column.notna(), None).tolist()


def records(table: pd.DataFrame) -> Iterable[dict[str, Any]]:
    """A table's rows, each by the names of its columns, as plain values; None where there is none."""
    names = [str(name) for name in table.columns]
    columns = [cells(table[name]) for name in names]
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def write_json(answer: Mapping[str, Any]) -> None:
    """An answer on standard output; a figure that is not finite is our own mistake, a ValueError."""
    json.dump(answer, sys.stdout, ensure_ascii=False, allow_nan=False, indent=1)
    sys.stdout.write("\n")


def figure_text(value: float | None, decimals: int = 4) -> str:
    """A figure for reading, — where there is none."""
    return "—" if value is None or not math.isfinite(value) else rounded_text(value, decimals)


_NAME_COLUMNS: Final = ("scenario", "region", "industry", "indicator", "parent", "goal")


def spoken(plan: PlanWorkbook, language: Language) -> Callable[[str], str]:
    """What says a name or a unit of the plan in a language; a text that is none stays."""
    if language == "zh":
        return str
    own = plan.plan
    said = {one.unit: unit_in(one, language) for one in own.indicators}
    for kind in (own.indicators, own.industries, own.regions, tuple(plan.document.scenarios.values())):
        said.update({one.name: name_in(one, language) for one in kind})
    return lambda text: said.get(text, text)


def spoken_table(table: pd.DataFrame, plan: PlanWorkbook, language: Language) -> pd.DataFrame:
    """A table with its names and units as they are spoken in a language; JSON keeps the workbook's own."""
    if language == "zh":
        return table
    say, result = spoken(plan, language), table.copy()
    for name in (*_NAME_COLUMNS, "unit"):
        if name in result:
            result[name] = [say(one) if isinstance(one, str) else one for one in result[name]]
    return result


def name_lookup(items: Iterable[Region | Industry | Indicator], language: Language) -> dict[str, str]:
    """The names of things in a language, by their names in the workbook."""
    return {one.name: name_in(one, language) for one in items}


def tab_separated(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with tabs between its columns."""
    return "".join("\t".join(row) + "\n" for row in (header, *rows))


def aligned(headers: list[str], rows: list[list[str]]) -> str:
    """Lines of aligned columns, the first to the left; a Chinese character is two wide."""
    widths = [max(map(columns, column)) for column in zip(headers, *rows, strict=True)]
    return "".join(
        "  ".join(
            text + " " * (width - columns(text)) if place == 0 else " " * (width - columns(text)) + text
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        + "\n"
        for row in (headers, *rows)
    )
