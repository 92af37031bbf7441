"""The sheet Scoring (计分): what each indicator is worth in a contest between the regions, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from npfdesk.plan.model import Plan
from npfdesk.plan.names import is_blank
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.scoring import ScoreSort, ScoringMethod, ScoringRule
from npfdesk.plan.series import ALL_INDUSTRIES
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.figures import is_all_industries
from npfdesk.workbook.standard.registers import DUPLICATE_NAME
from npfdesk.workbook.standard.sheet_columns import SCORING
from npfdesk.workbook.standard.sheet_tables import Row, Table, Workbook
from npfdesk.workbook.standard.structure import Structure

POINTS_UNSTATED: Final = error(
    "points_unstated",
    "“{name}”没有写分值，没有读入。请填写满分是多少分。",
    "“{name}” has no points; the row was not read. Enter the points at full score.",
)
POINTS_NEGATIVE: Final = error(
    "points_negative",
    "“{name}”的{what}“{text}”小于 0，这一行没有读入。请写正数；扣分项在“类别”中写 扣分。",
    "The {what_en} of “{name}”, “{text}”, are below 0; the row was not read. Write a positive number; for a deduction write "
    "deduction in the column sort.",
)
RULE_UNSTATED: Final = error(
    "scoring_rule_unstated",
    "“{name}”没有写计分办法，没有读入。可写：{accepted}。",
    "“{name}” has no scoring rule; the row was not read. Accepted: {accepted}.",
)
SCORING_WORD: Final = error(
    "scoring_word",
    "“{text}”不是可用的{what}，“{name}”没有读入。可写：{accepted}。",
    "“{text}” is not a valid {what_en}; “{name}” was not read. Accepted: {accepted}.",
)
STEP_UNUSED: Final = warning(
    "scoring_step_unused",
    "“{name}”不按名次计分，名次差“{text}”用不上。请删去，或把计分办法改为 按名次。",
    "“{name}” is not scored by rank, so its step “{text}” has no effect. Clear it, or change the rule to place.",
)
_WHAT: Final[Mapping[str, tuple[str, str]]] = {
    "points": ("分值", "points"),
    "cap": ("上限", "points of the cap"),
    "step": ("名次差", "points of the step"),
    "rule": ("计分办法", "rule of scoring"),
    "sort": ("类别", "sort"),
}
_POINTS: Final = "分"
Word = TypeVar("Word", bound=StrEnum)


def read_scoring(
    book: Workbook, plan: Plan, structure: Structure, problems: list[Problem]
) -> tuple[ScoringRule, ...]:
    """The rules of scoring that a workbook states; a row with an error is left out, and every such cell is told.

    A rule without a name goes by its indicator's.
    """
    table = book.tables.get(SCORING.key)
    return _read(table, plan, structure, problems) if table is not None else ()


def _read(table: Table, plan: Plan, structure: Structure, problems: list[Problem]) -> tuple[ScoringRule, ...]:
    found: dict[str, ScoringRule] = {}
    for row in table.rows:
        rule = _rule(row, plan, structure, problems)
        if rule is None:
            continue
        if rule.name in found:
            first = f"{found[rule.name].sheet}!{found[rule.name].cell}"
            cell = row["name"] if row.text("name") else row["indicator"]
            problems.append(cell.problem(DUPLICATE_NAME, first=first))
            continue
        row.take("points", "cap", "step")
        found[rule.name] = rule
    return tuple(found.values())


def _rule(row: Row, plan: Plan, structure: Structure, problems: list[Problem]) -> ScoringRule | None:
    before = len(problems)
    code = structure.indicators.code_of(row["indicator"], problems)
    industry: str | None = ALL_INDUSTRIES
    if not is_all_industries(row["industry"]):
        industry = structure.industries.code_of(row["industry"], problems)
    indicator = plan.indicator_by_code.get(code or "")
    own = row.text("name")
    name = own if not is_blank(own) else indicator.name if indicator is not None else row.text("indicator")
    points = _points(row, "points", name, problems)
    if points is None and not row["points"].text.strip():
        problems.append(row["points"].problem(POINTS_UNSTATED, name=name))
    cap, step = (_points(row, key, name, problems) for key in ("cap", "step"))
    method = _word(row, "rule", name, closed_lists.SCORING_WORDS, problems)
    if method is None and is_blank(row.text("rule")):
        accepted = closed_lists.accepted(closed_lists.SCORING_WORDS)
        problems.append(row["rule"].problem(RULE_UNSTATED, name=name, accepted=accepted))
    sort = _word(row, "sort", name, closed_lists.SORT_WORDS, problems)
    if len(problems) > before or indicator is None or industry is None or points is None or method is None:
        return None
    if step is not None and method is not ScoringMethod.PLACE:
        problems.append(row["step"].problem(STEP_UNUSED, name=name))
    return ScoringRule(
        name=name,
        indicator=indicator.code,
        points=points,
        method=method,
        cap=cap,
        step=step,
        sort=sort or ScoreSort.SCORE,
        industry=industry,
        note=row.text("note"),
        sheet=row.sheet,
        cell=row["name"].place if not is_blank(own) else row["indicator"].place,
    )


def _points(row: Row, key: str, name: str, problems: list[Problem]) -> float | None:
    """The points in a column; None for an empty cell, and with a problem for what is no amount of points."""
    cell = row[key]
    if cell.fault or is_blank(cell.text):
        return None
    points = parse_figure(cell.text, _POINTS)
    if isinstance(points, Problem):
        problems.append(points.at(cell.sheet, cell.place))
        return None
    if points < 0:
        what, what_en = _WHAT[key]
        problems.append(cell.problem(POINTS_NEGATIVE, name=name, what=what, what_en=what_en))
        return None
    return points


def _word(
    row: Row, key: str, name: str, words: Mapping[Word, tuple[str, ...]], problems: list[Problem]
) -> Word | None:
    """The member that a cell names; None for an empty cell, and with a problem for an unknown word."""
    text = row.text(key)
    if is_blank(text):
        return None
    member = closed_lists.read_word(text, words)
    if member is None:
        what, what_en = _WHAT[key]
        told = {"name": name, "what": what, "what_en": what_en, "accepted": closed_lists.accepted(words)}
        problems.append(row[key].problem(SCORING_WORD, **told))
    return member
