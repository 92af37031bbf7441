"""The sheet Indicators: the plan's indicators and their formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final, TypeVar

from npfdesk.plan.expressions import circles, parse_expression, with_regions
from npfdesk.plan.kinds import Direction, Duty, Kind, RollUp
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import is_blank
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Problem, error, quoted
from npfdesk.workbook.indicator_guesses import guess_rollup
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.indicator_words import Guess, IndicatorWords, guessed
from npfdesk.workbook.standard.registers import Register
from npfdesk.workbook.standard.sheet_tables import Cell, Row

UNKNOWN_CODE: Final = error(
    "unknown_code",
    "指标“{indicator}”的公式引用了不存在的代码 {codes}。公式没有采用；请改正代码。",
    "The formula of “{indicator}” uses the unknown code {codes}. The formula was not used; correct the code.",
)
UNKNOWN_AT: Final = error(
    "unknown_region_in_formula",
    "指标“{indicator}”的公式引用了不存在的地区{regions}。公式没有采用；请改正。",
    "The formula of “{indicator}” uses the unknown region {regions}. The formula was not used; correct it.",
)
FORMULA_CIRCLE: Final = error(
    "formula_circle",
    "指标互相引用成环：{circle}。这些公式没有采用；请打断其中一处。",
    "The indicators use each other in a circle: {circle}. These formulas were not used; break the circle in one place.",
)
WEIGHT_MISSING: Final = error(
    "weight_missing",
    "“{indicator}”按加权平均汇总，但没有权重指标（“{text}”）。按不汇总处理；请填写一个指标代码。",
    "“{indicator}” rolls up by weighted mean but has no weighting indicator (“{text}”). It is not rolled up; enter the code of "
    "an indicator.",
)
NOT_DECIMALS: Final = error(
    "not_decimals",
    "“{text}”不是小数位数。可写 0 到 6。",
    "“{text}” is not a number of decimals. Accepted: 0 to 6.",
)

Word = TypeVar("Word", bound=StrEnum)


def read_list(
    cell: Cell,
    members: Mapping[Word, tuple[str, ...]],
    default: Word,
    what: tuple[str, str],
    problems: list[Problem],
) -> Word:
    """The member of a closed list that a cell names; the default where it is empty, or unknown (then with a problem)."""
    if is_blank(cell.text):
        return default
    member = closed_lists.read_word(cell.text, members)
    if member is None:
        problems.append(
            cell.problem(
                closed_lists.UNKNOWN_WORD,
                what=what[0],
                what_en=what[1],
                accepted=closed_lists.accepted(members),
            )
        )
        return default
    return member


GUESSED: Final = ("kind", "direction", "rollup", "decimals")
"""The columns whose content is guessed where a row leaves them blank."""


def read_indicator(
    code: str, row: Row, words: IndicatorWords, problems: list[Problem]
) -> tuple[Indicator, Guess]:
    """An indicator from its row, without weight and formula until all names are known, and what was guessed of it.

    What the row leaves blank is guessed from name, unit and the words of the other sheets.
    """
    kind = read_list(row["kind"], closed_lists.KIND_WORDS, Kind.LEVEL, ("类型", "kind"), problems)
    row.take("decimals")
    stated = frozenset(key for key in GUESSED if not is_blank(row.text(key)))
    made = Indicator(
        code=code,
        name=row.text("name"),
        english=row.text("english"),
        group=row.text("group"),
        english_group=row.text("english group"),
        unit=row.text("unit"),
        english_unit=row.text("english unit"),
        kind=kind,
        direction=read_list(
            row["direction"], closed_lists.DIRECTION_WORDS, Direction.UP, ("方向", "direction"), problems
        ),
        duty=read_list(row["duty"], closed_lists.DUTY_WORDS, Duty.EXPECTED, ("属性", "duty"), problems),
        duty_stated=not is_blank(row.text("duty")),
        rollup=read_list(
            row["rollup"],
            closed_lists.ROLLUP_WORDS,
            guess_rollup(kind, row.text("name"), row.text("unit")),
            ("汇总", "rollup"),
            problems,
        ),
        decimals=_decimals(row["decimals"], 0 if kind is Kind.COUNT else 1, problems),
        source=row.text("source"),
        owner=row.text("owner"),
    )
    return guessed(made, words, stated, row["name"])


def with_formulas(
    found: Mapping[str, Indicator],
    rows: Mapping[str, Row],
    register: Register,
    regions: Register,
    problems: list[Problem],
) -> dict[str, Indicator]:
    """The indicators with weights and formulas; indicators in a circle lose them."""
    complete = dict(found)
    for code, row in rows.items():
        complete[code] = _weighed(complete[code], row["weight"], register, problems)
        if row.text("formula"):
            complete[code] = _formula(complete[code], row["formula"], regions, found, problems)
    return _without_circles(complete, rows, problems)


def _decimals(cell: Cell, usual: int, problems: list[Problem]) -> int:
    if is_blank(cell.text):
        return usual
    figure = parse_figure(cell.text)
    if isinstance(figure, Problem) or figure != int(figure) or not 0 <= figure <= 6:
        problems.append(cell.problem(NOT_DECIMALS))
        return usual
    return int(figure)


def _weighed(indicator: Indicator, cell: Cell, register: Register, problems: list[Problem]) -> Indicator:
    if indicator.rollup is not RollUp.MEAN:
        return indicator
    weight = register.find(cell.text) if cell.text.strip() else None
    if weight is None:
        problems.append(cell.problem(WEIGHT_MISSING, indicator=indicator.name))
        return replace(indicator, rollup=RollUp.NONE)
    return replace(indicator, weight=weight)


def _formula(
    indicator: Indicator,
    cell: Cell,
    regions: Register,
    known: Mapping[str, Indicator],
    problems: list[Problem],
) -> Indicator:
    expression = parse_expression(cell.text.strip())
    if isinstance(expression, Problem):
        problems.append(expression.at(cell.sheet, cell.place))
        return indicator
    unknown = sorted(expression.codes - known.keys())
    if unknown:
        problems.append(cell.problem(UNKNOWN_CODE, indicator=indicator.name, codes=tuple(unknown)))
        return indicator
    strangers = [region for region in sorted(expression.regions) if regions.find(region) is None]
    if strangers:
        problems.append(cell.problem(UNKNOWN_AT, indicator=indicator.name, regions=quoted(strangers)))
        return indicator
    return replace(indicator, formula=with_regions(expression, lambda region: regions.find(region) or region))


def _without_circles(
    found: dict[str, Indicator], rows: Mapping[str, Row], problems: list[Problem]
) -> dict[str, Indicator]:
    reads = {
        code: {*(one.formula.codes if one.formula is not None else ()), *([one.weight] if one.weight else [])}
        for code, one in found.items()
    }
    for circle in circles(reads):
        names = " → ".join(found[code].name for code in circle)
        cell = rows[circle[0]]["formula"]
        problems.append(cell.problem(FORMULA_CIRCLE, circle=names))
        for code in circle:
            usual = RollUp.NONE if found[code].rollup is RollUp.MEAN else found[code].rollup
            found[code] = replace(found[code], formula=None, rollup=usual, weight="")
    return found
