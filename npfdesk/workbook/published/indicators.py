"""The plan's indicators out of what the tables state: one of each name, with what was guessed of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from npfdesk.plan.model import Duty, Indicator, RollUp
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import unit_factor
from npfdesk.plan.problems import Wording
from npfdesk.workbook import words
from npfdesk.workbook.published.guessing import guess_decimals, guess_direction, guess_kind, guess_unit
from npfdesk.workbook.published.matching import Named
from npfdesk.workbook.published.recognition import FIGURE_ROLES, Match, Remark, Role, Statement

GUESSED: Final = Wording(
    "指标“{text}”（{unit}）按名称和单位推断：类型 {kind}，方向 {direction}，汇总 {rollup}，小数位 {decimals}。",
    "The indicator “{text}” ({unit}) was taken by its name and unit as: kind {kind_en}, direction {direction_en}, "
    "rollup {rollup_en}, {decimals} decimals.",
)
UNIT_GUESSED: Final = Wording(
    "指标“{text}”没有写单位，按其数值的写法取 {unit}。",
    "“{text}” gives no unit; {unit} is how its figures are written.",
)
NameKey = tuple[str, str]


def described(
    statements: Sequence[Statement], named: Sequence[Named], matches: Sequence[Match]
) -> tuple[tuple[Indicator, ...], dict[NameKey, str], list[Remark]]:
    """The indicators in the order met, the name of each by what is printed (name and unit, folded), and the guesses."""
    read_as = {fold(one.other): one.name for one in matches if one.holds}
    twice = {
        fold(one.name)
        for index, one in enumerate(named)
        if any(fold(one.name) == fold(two.name) for two in named[:index])
    }
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
        indicator, remarks = _indicator(name, units[name], rows)
        indicators.append(indicator)
        told.extend(remarks)
    return tuple(indicators), names, told


def _with_unit(name: str, unit: str, units: dict[str, str]) -> str:
    known = units.get(name, unit)
    return name if unit_factor(unit, known) is not None else f"{name}（{unit}）"


def _indicator(name: str, unit: str, rows: Sequence[Statement]) -> tuple[Indicator, list[Remark]]:
    remarks: list[Remark] = []
    texts = [figure.text for one in rows for figure in one.figures if figure.role in FIGURE_ROLES]
    targets = [figure.text for one in rows for figure in one.figures if figure.role is Role.TARGET]
    place = rows[0]
    if not unit and (guessed := guess_unit(texts)):
        unit = guessed
        remarks.append(Remark("unit_guessed", UNIT_GUESSED, place.sheet, place.cell, name, {"unit": unit}))
    kind = guess_kind(name, unit)
    direction = guess_direction(name, unit, targets)
    rollup = RollUp.NONE if kind.moves_in_points else RollUp.SUM
    decimals = guess_decimals(kind, texts)
    arguments = {
        "unit": unit or "—",
        "kind": words.KIND_WORDS[kind][0],
        "kind_en": kind.value,
        "direction": words.DIRECTION_WORDS[direction][0],
        "direction_en": direction.value,
        "rollup": words.ROLLUP_WORDS[rollup][0],
        "rollup_en": rollup.value,
        "decimals": decimals,
    }
    remarks.append(Remark("indicator_guessed", GUESSED, place.sheet, place.cell, name, arguments))
    group = next((one.group for one in rows if one.group), "")
    duty = next((one.duty for one in rows if one.duty is not None), None)
    return (
        Indicator(
            code=name, name=name, group=group, unit=unit, kind=kind, direction=direction,
            duty=duty or Duty.EXPECTED, rollup=rollup, decimals=decimals,
        ),
        remarks,
    )  # fmt: skip
