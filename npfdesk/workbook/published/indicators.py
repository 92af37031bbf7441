"""The plan's indicators from the tables' statements; every guess (by name, unit and targets) is reported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from npfdesk.plan.kinds import Duty
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import DecimalHabit, half_width, split_figure, unit_factor, usual_form
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.target_text import parse_base
from npfdesk.plan.targets import Measure
from npfdesk.workbook.files.cell_grid import CellKind
from npfdesk.workbook.indicator_guesses import (
    COUNTED,
    MOST_READ,
    PER,
    RATES,
    guess_decimals,
    guess_direction,
    guess_kind,
    guess_rollup,
    printed_figure,
)
from npfdesk.workbook.published.name_matches import NamedIndicator
from npfdesk.workbook.published.printed_names import is_unit_text, without_marks
from npfdesk.workbook.published.recognition import (
    FIGURE_ROLES,
    Match,
    Remark,
    Role,
    StatedFigure,
    Statement,
)
from npfdesk.workbook.standard import closed_lists


def guess_unit(texts: Iterable[str]) -> str:
    """The unit that the printed figures say where none is given: 8%, 74.8亿千瓦时; "" where they say none, or several."""
    bare = (_BEFORE.sub("", without_marks(text[:60])) for text in texts)
    said = [
        replace(figure, unit=_QUALIFIERS.sub("", figure.unit))
        for text in bare
        if (figure := split_figure(text)) is not None
    ]
    written = [figure for figure in said if figure.unit]
    if not written:
        return ""
    if not is_unit_text(written[0].unit):
        # 1,250 homes beside 1,800 homes: a word that stands behind every figure is its unit
        words = {figure.unit for figure in said}
        return written[0].unit if len(said) > 1 and len(words) == 1 and _WORD.fullmatch(words.pop()) else ""
    # 5,732亿元 beside 1万亿元: the one in which the figures read shortest
    unit = written[0].unit
    if any(unit_factor(figure.unit, unit) is None for figure in written):
        return ""
    # 力争91.3以上 beside 86.1亿千瓦时 is in its unit, 11800 beside 1.2万家 is not
    size = abs(written[0].value)
    alike = all(size <= _MOST_TIMES * abs(one.value) <= size * _MOST_TIMES**2 for one in said if not one.unit)
    return unit if alike else ""


_MOST_TIMES: Final = 20
_WORD: Final = re.compile(r"[a-zA-Z]{2,20}")
_BEFORE: Final = re.compile(
    r"^(?:稳定在|保持在|控制在|达到|不低于|不少于|不超过|超过|突破|力争|约|[≥≤><＞＜]=?)\s?"
)
_QUALIFIERS: Final = re.compile(r"以上|以下|以内|左右|上下|及|\+")


def unit_among(name: str, units: Sequence[str]) -> str:
    """The one of several units that a name can have; "" where that is not one.

    % is for 率 and 占比, a unit of counting for 数, one of money for 增加值 and 收入.
    """
    folded = fold(name)
    rates = [unit for unit in units if fold(unit) in RATES]
    counts = [unit for unit in units if COUNTED.fullmatch(fold(unit))]
    money = [unit for unit in units if _is_money(unit)]
    fitting: list[str] = []
    if PER.search(folded):
        # 亩均税收 is in none of 亿元 and 元, 人均收入 in 元
        fitting = [unit for unit in units if "人均" in folded and fold(unit) in ("元", "元/人", "万元/人")]
    elif re.search(r"(?:率|占比|比重|比例|强度|增速|增幅)$", folded):
        fitting = rates
    elif re.search(r"(?:人口|就业|人才|从业人员|劳动力|参保)$", folded):
        fitting = [unit for unit in units if fold(unit).endswith("人")]
    elif re.search(r"天数$", folded):
        fitting = [unit for unit in units if fold(unit) == "天"]
    elif re.search(r"浓度$", folded):
        fitting = [unit for unit in units if re.search(r"[克g]/(?:标准)?(?:立方米|m3|升|l)$", fold(unit))]
    elif re.search(r"面积$", folded):
        fitting = [unit for unit in units if re.search(r"公顷|亩|平方|hectares?|km2", fold(unit))]
    elif re.search(r"产量$", folded):
        fitting = [
            unit for unit in units if re.search(r"吨|公斤|千克|tonnes?", fold(unit)) and "/" not in unit
        ]
    elif re.search(r"(?:用电|发电)量$", folded):
        fitting = [unit for unit in units if fold(unit).endswith(("千瓦时", "kwh", "gwh", "mwh", "度"))]
    elif re.search(r"(?:数|数量|企业|机构|项目)$", folded):
        fitting = counts
    elif re.search(r"(?:人口|人数|劳动力|人员)$", folded):
        fitting = [unit for unit in units if fold(unit) in ("人", "万人", "千人", "人次", "万人次")]
    elif re.search(
        r"(?:增加值|产值|收入|支出|投资|总额|税收|进出口|出口额|零售额|生产总值|营收|利润|gdp|经费)$", folded
    ):
        fitting = money
    return fitting[0] if len(fitting) == 1 else ""


def _is_money(unit: str) -> bool:
    return fold(unit).endswith(("元", "yuan")) and "/" not in unit


def unit_alone(name: str, unit: str) -> str:
    """The one unit of a table for an indicator without its own: money is none of a count of enterprises, nor of a rate."""
    return "" if _is_money(unit) and _NO_MONEY.search(fold(name)) else unit


_NO_MONEY: Final = re.compile(
    r"(?:企业|机构|项目|单位|园区|平台|人才|人口|户|个|家|人|件|床位|学位)(?:数量?|总数)?$|(?:数量|户数|家数|个数|人数)$|[率]$|占比$|比重$|强度$"
)


GUESSED: Final = Wording(
    "指标“{text}”（{unit}）按名称和单位推断：类型 {kind}，方向 {direction}，汇总 {rollup}，小数位 {decimals}。",
    "The indicator “{text}” ({unit}) was classified by name and unit: kind {kind_en}, direction {direction_en}, rollup "
    "{rollup_en}, {decimals:decimal|decimals}.",
)
UNIT_GUESSED: Final = Wording(
    "指标“{text}”没有写单位，按其数值的写法取 {unit}。",
    "“{text}” has no unit; {unit} was used, as its figures are written.",
)
NameKey = tuple[str, str]


def described(
    statements: Sequence[Statement],
    named: Sequence[NamedIndicator],
    matches: Sequence[Match],
    habit: DecimalHabit = DecimalHabit.POINT,
) -> tuple[tuple[Indicator, ...], dict[NameKey, str], list[Remark]]:
    """The indicators in order of appearance, each one's name by its printed form (name and unit, folded), and the guesses."""
    read_as = {fold(one.other): one.name for one in matches if one.holds}
    times = Counter(fold(one.name) for one in named)
    twice = {name for name, count in times.items() if count > 1}
    names: dict[NameKey, str] = {}
    own: dict[str, list[Statement]] = {}
    units: dict[str, str] = {}
    first: dict[str, str] = {}
    for stated in statements:
        name = read_as.get(fold(stated.indicator), stated.indicator)
        name = first.setdefault(fold(name), name)
        if fold(stated.indicator) in twice and stated.unit:
            name = _with_unit(name, stated.unit, units)
        names[fold(stated.indicator), fold(stated.unit)] = name
        own.setdefault(name, []).append(stated)
        units[name] = units.get(name) or stated.unit
    indicators, told = [], []
    for name, rows in own.items():
        indicator, remarks = _indicator(name, units[name], rows, habit)
        indicators.append(indicator)
        told.extend(remarks)
    return tuple(indicators), names, told


def _usual(figure: StatedFigure, habit: DecimalHabit) -> str:
    """A figure's text with its decimals behind a point, where the workbook types them behind a comma."""
    if habit is not DecimalHabit.COMMA or figure.kind is not CellKind.TEXT:
        return figure.text
    shown = usual_form(half_width(figure.text), habit)
    return shown if isinstance(shown, str) else figure.text


def _sides(rows: Sequence[Statement], unit: str, habit: DecimalHabit) -> list[tuple[float, float]]:
    """Printed bases with the plain targets beside them."""
    found = []
    for one in rows[:MOST_READ]:
        base = next((_usual(figure, habit) for figure in one.figures if figure.role is Role.BASE), "")
        target = next(
            (
                _usual(figure, habit)
                for figure in one.figures
                if figure.role is Role.TARGET
                and figure.measure is None
                and figure.text[:1] not in "(（[〔【+＋"
            ),
            "",
        )
        if not base or not target:
            continue
        left, right = parse_base(base, one.unit or unit), parse_base(target, one.unit or unit)
        if (
            not isinstance(left, Problem)
            and not isinstance(right, Problem)
            and left.value is not None
            and right.value is not None
        ):
            found.append((left.value, right.value))
    return found


def _with_unit(name: str, unit: str, units: dict[str, str]) -> str:
    known = units.get(name, unit)
    return name if unit_factor(unit, known) is not None else f"{name}（{unit}）"


def _indicator(
    name: str, unit: str, rows: Sequence[Statement], habit: DecimalHabit
) -> tuple[Indicator, list[Remark]]:
    remarks: list[Remark] = []
    figures = [figure for one in rows for figure in one.figures if figure.measure is None]
    stated = [figure for figure in figures if figure.role in FIGURE_ROLES]
    texts = [_usual(figure, habit) for figure in stated]
    printed = [printed_figure(text, figure.places) for text, figure in zip(texts, stated, strict=True)]
    targets = [_usual(figure, habit) for figure in figures if figure.role is Role.TARGET]
    place = rows[0]
    if not unit and (guessed := guess_unit(texts)):
        unit = guessed
        remarks.append(Remark("unit_guessed", UNIT_GUESSED, place.sheet, place.cell, name, {"unit": unit}))
    summed = any(
        one.measure is Measure.SUM or (one.role is Role.TARGET and one.text[:1] in "〔[【")
        for row in rows
        for one in row.figures
    )
    kind = guess_kind(name, unit, summed)
    sides = _sides(rows, unit, habit)
    direction = guess_direction(name, unit, targets, sides)
    rollup = guess_rollup(kind, name, unit)
    decimals = guess_decimals(printed, sides)
    arguments = {
        "unit": unit or "—",
        "kind": closed_lists.KIND_WORDS[kind][0],
        "kind_en": kind.value,
        "direction": closed_lists.DIRECTION_WORDS[direction][0],
        "direction_en": direction.value,
        "rollup": closed_lists.ROLLUP_WORDS[rollup][0],
        "rollup_en": rollup.value,
        "decimals": decimals,
    }
    remarks.append(Remark("indicator_guessed", GUESSED, place.sheet, place.cell, name, arguments))
    group = next((one.group for one in rows if one.group), "")
    duty = next((one.duty for one in rows if one.duty is not None), None)
    # a county that answers for its own row leads no indicator
    owner = next((one.owner for one in rows if one.owner and not one.region), "")
    return (
        Indicator(
            code=name, name=name, group=group, unit=unit, kind=kind, direction=direction,
            duty=duty or Duty.EXPECTED, duty_stated=duty is not None, rollup=rollup, decimals=decimals, owner=owner,
        ),
        remarks,
    )  # fmt: skip
