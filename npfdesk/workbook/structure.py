"""The plan's settings and structure: the sheets Plan, Regions, Industries, Indicators and Sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, TypeVar

from npfdesk.plan.expressions import circles, parse_expression, with_regions
from npfdesk.plan.model import (
    Direction,
    Duty,
    Indicator,
    Industry,
    Kind,
    Region,
    RollUp,
    Source,
)
from npfdesk.plan.names import fold, says_nothing
from npfdesk.plan.numbers import parse_figure, parse_year
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.workbook import words
from npfdesk.workbook.registers import (
    DUPLICATE_NAME,
    NAME_MISSING,
    UNKNOWN_INDICATOR,
    UNKNOWN_INDUSTRY,
    UNKNOWN_PARENT,
    UNKNOWN_REGION,
    Register,
)
from npfdesk.workbook.sheets import Cell, Row, Table, Workbook

UNKNOWN_CODE: Final = error(
    "unknown_code",
    "指标“{indicator}”的公式引用了不存在的代码 {codes}。公式没有采用；请改正代码。",
    "The formula of “{indicator}” reads the unknown code {codes}. It is not used; correct the code.",
)
UNKNOWN_AT: Final = error(
    "unknown_region_in_formula",
    "指标“{indicator}”的公式引用了不存在的地区“{region}”。公式没有采用；请改正。",
    "The formula of “{indicator}” names the unknown region “{region}”. It is not used; correct it.",
)
FORMULA_CIRCLE: Final = error(
    "formula_circle",
    "指标互相引用成环：{circle}。这些公式没有采用；请打断其中一处。",
    "Indicators read each other in a circle: {circle}. Their formulas are not used; break the circle.",
)
PARENT_CIRCLE: Final = error(
    "parent_circle",
    "上下级成环：{circle}。按没有上级处理；请改正其中一处。",
    "Parents run in a circle: {circle}. They are taken as having none; correct one of them.",
)
WEIGHT_MISSING: Final = error(
    "weight_missing",
    "“{indicator}”按加权平均汇总，但没有权重指标（“{text}”）。按不汇总处理；请填写一个指标代码。",
    "“{indicator}” rolls up by a weighted mean but names no weighting indicator (“{text}”). It is not rolled up; "
    "enter an indicator's code.",
)
NOT_DECIMALS: Final = error(
    "not_decimals",
    "“{text}”不是小数位数。可写 0 到 6。",
    "“{text}” is not a number of decimals. Accepted: 0 to 6.",
)
BAD_SETTING: Final = error(
    "bad_setting",
    "设置“{setting}”不能是“{text}”。{accepted_zh}",
    "The setting “{setting}” cannot be “{text}”. {accepted_en}",
)
NO_CITY: Final = warning(
    "no_city",
    "没有指明全市（根地区）。请在“规划”表中填写“全市”一项。",
    "The root region is not named. Enter “city” in the sheet Plan.",
)

Word = TypeVar("Word", bound=StrEnum)
Named = TypeVar("Named", Region, Industry)


@dataclass
class Settings:
    """The sheet Plan; None where a key is missing, to be had from the other sheets."""

    title: str = ""
    city: Cell | None = None
    base_year: int | None = None
    target_year: int | None = None
    horizon: int | None = None
    synergy: float = 0.0
    about_tolerance: float = 0.02
    status_rule: str = "pace"


@dataclass
class Structure:
    """What the structural sheets say, and the registers by which the others are read."""

    settings: Settings
    regions: Register
    industries: Register
    indicators: Register
    region_rows: dict[str, Region] = field(default_factory=dict)
    industry_rows: dict[str, Industry] = field(default_factory=dict)
    indicator_rows: dict[str, Indicator] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    city: str = ""

    def indicator(self, code: str) -> Indicator:
        """An indicator by code; one that only other sheets name is a level without a unit."""
        return self.indicator_rows.get(code) or Indicator(code, code, rollup=RollUp.SUM)


def read_structure(book: Workbook, problems: list[Problem]) -> Structure:
    """The structure that a workbook's sheets state; missing sheets leave open registers."""
    structure = Structure(
        _settings(book.tables.get("Plan"), problems),
        Register(UNKNOWN_REGION, "Regions" not in book.tables),
        Register(UNKNOWN_INDUSTRY, "Industries" not in book.tables),
        Register(UNKNOWN_INDICATOR, "Indicators" not in book.tables),
    )
    if "Regions" in book.tables:
        structure.region_rows = _regions(book.tables["Regions"], structure, problems)
    if "Industries" in book.tables:
        structure.industry_rows = _industries(book.tables["Industries"], structure, problems)
    if "Indicators" in book.tables:
        structure.indicator_rows = _indicators(book.tables["Indicators"], structure, problems)
    if "Sources" in book.tables:
        structure.sources = tuple(
            Source(
                row.text("id"), row.text("document"), row.text("section"), row.text("date"), row.text("url")
            )
            for row in book.tables["Sources"].rows
        )
    return structure


def close_structure(structure: Structure, problems: list[Problem]) -> None:
    """Find the root region, and give the regions and indicators that only other sheets name their rows."""
    city = structure.settings.city
    if city is not None and city.text.strip():
        structure.city = structure.regions.ask(city, problems) or ""
    stated = bool(structure.region_rows)
    for code, name in structure.regions.names.items():
        structure.region_rows.setdefault(code, Region(code, name))
    roots = [region for region in structure.region_rows.values() if not region.parent]
    if not structure.city and len(roots) == 1:
        structure.city = roots[0].code
    if not structure.city and len(structure.region_rows) > 1:
        problems.append(Problem(NO_CITY))
    if structure.city and (not stated or all(not region.parent for region in structure.region_rows.values())):
        structure.region_rows = {
            code: region if code == structure.city else replace(region, parent=structure.city)
            for code, region in structure.region_rows.items()
        }
    for code, name in structure.industries.names.items():
        structure.industry_rows.setdefault(code, Industry(code, name))
    for code in structure.indicators.names:
        structure.indicator_rows.setdefault(code, structure.indicator(code))


def _settings(table: Table | None, problems: list[Problem]) -> Settings:
    settings = Settings()
    for row in table.rows if table is not None else ():
        key, cell = words.setting_key(row.text("key")), row["value"]
        if key is None or not cell.text.strip():
            continue
        if key == "title":
            settings.title = cell.text.strip()
        elif key == "city":
            settings.city = cell
        elif key in ("base year", "target year", "horizon"):
            year = parse_year(cell.text)
            if isinstance(year, Problem):
                problems.append(year.at(cell.sheet, cell.place))
            else:
                setattr(settings, key.replace(" ", "_"), year)
        elif key == "status rule":
            rule = {"速度": "pace", "结果": "outcome", "时序进度": "schedule"}.get(
                cell.text.strip(), fold(cell.text)
            )
            if rule in ("pace", "outcome", "schedule"):
                settings.status_rule = rule
            else:
                problems.append(
                    _bad(cell, row, "可写 pace、outcome、schedule。", "Accepted: pace, outcome, schedule.")
                )
        else:
            figure = parse_figure(cell.text, "" if key == "synergy" else "%")
            if isinstance(figure, Problem) or figure < 0:
                problems.append(_bad(cell, row, "须为不小于 0 的数字。", "It must be a number of 0 or more."))
            elif key == "synergy":
                settings.synergy = figure
            else:
                settings.about_tolerance = figure / 100
    return settings


def _bad(cell: Cell, row: Row, zh: str, en: str) -> Problem:
    return cell.problem(BAD_SETTING, setting=row.text("key"), accepted_zh=zh, accepted_en=en)


def _enter(row: Row, register: Register, problems: list[Problem]) -> str | None:
    """A row's code once its name is entered; None where it has none or it is taken."""
    name = row.text("name")
    if not name:
        problems.append(row["name"].problem(NAME_MISSING))
        return None
    code = row.text("code") or name
    english = row.text("english")
    place = f"{row.sheet}!{row['name'].place}"
    first = register.add(code, name, (english,) if english else (), place)
    if first is not None:
        problems.append(row["name"].problem(DUPLICATE_NAME, first=first))
        return None
    return code


def _regions(table: Table, structure: Structure, problems: list[Problem]) -> dict[str, Region]:
    found: dict[str, Region] = {}
    parents: dict[str, Cell] = {}
    for row in table.rows:
        code = _enter(row, structure.regions, problems)
        if code is not None:
            found[code] = Region(code, row.text("name"), row.text("english"), "", row.text("role"))
            parents[code] = row["parent"]
    return _with_parents(found, parents, structure.regions, problems)


def _industries(table: Table, structure: Structure, problems: list[Problem]) -> dict[str, Industry]:
    found: dict[str, Industry] = {}
    parents: dict[str, Cell] = {}
    for row in table.rows:
        code = _enter(row, structure.industries, problems)
        if code is not None:
            found[code] = Industry(code, row.text("name"), row.text("english"), "", row.text("type"))
            parents[code] = row["parent"]
    return _with_parents(found, parents, structure.industries, problems)


def _with_parents(
    found: dict[str, Named], parents: Mapping[str, Cell], register: Register, problems: list[Problem]
) -> dict[str, Named]:
    reads: dict[str, list[str]] = {}
    for code, cell in parents.items():
        if cell.text.strip() and not says_nothing(cell.text):
            parent = register.ask(cell, problems, UNKNOWN_PARENT)
            if parent is not None:
                reads[code] = [parent]
    for circle in circles({code: reads.get(code, []) for code in found}):
        cell = parents[circle[0]]
        problems.append(
            cell.problem(PARENT_CIRCLE, circle=" → ".join(register.names[code] for code in circle))
        )
        for code in circle:
            reads.pop(code, None)
    return {code: replace(item, parent=reads.get(code, [""])[0]) for code, item in found.items()}


def read_list(
    cell: Cell,
    members: Mapping[Word, tuple[str, ...]],
    default: Word,
    what: tuple[str, str],
    problems: list[Problem],
) -> Word:
    """The member of a closed list that a cell names; the default where it is empty, or unknown and told so."""
    if says_nothing(cell.text):
        return default
    member = words.read_word(cell.text, members)
    if member is None:
        problems.append(
            cell.problem(words.UNKNOWN_WORD, what=what[0], what_en=what[1], accepted=words.accepted(members))
        )
        return default
    return member


def _indicators(table: Table, structure: Structure, problems: list[Problem]) -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    rows: dict[str, Row] = {}
    for row in table.rows:
        code = _enter(row, structure.indicators, problems)
        if code is None:
            continue
        kind = read_list(row["kind"], words.KIND_WORDS, Kind.LEVEL, ("类型", "kind"), problems)
        usual = RollUp.NONE if kind.moves_in_points else RollUp.SUM
        found[code] = Indicator(
            code=code,
            name=row.text("name"),
            english=row.text("english"),
            group=row.text("group"),
            unit=row.text("unit"),
            kind=kind,
            direction=read_list(
                row["direction"], words.DIRECTION_WORDS, Direction.UP, ("方向", "direction"), problems
            ),
            duty=read_list(row["duty"], words.DUTY_WORDS, Duty.EXPECTED, ("属性", "duty"), problems),
            rollup=read_list(row["rollup"], words.ROLLUP_WORDS, usual, ("汇总", "rollup"), problems),
            decimals=_decimals(row["decimals"], 0 if kind is Kind.COUNT else 1, problems),
            source=row.text("source"),
        )
        rows[code] = row
    for code, row in rows.items():
        found[code] = _weighed(found[code], row["weight"], structure.indicators, problems)
        if row.text("formula"):
            found[code] = _formula(found[code], row["formula"], structure, found, problems)
    return _without_circles(found, rows, problems)


def _decimals(cell: Cell, usual: int, problems: list[Problem]) -> int:
    if says_nothing(cell.text):
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
    structure: Structure,
    known: Mapping[str, Indicator],
    problems: list[Problem],
) -> Indicator:
    expression = parse_expression(cell.text.strip())
    if isinstance(expression, Problem):
        problems.append(expression.at(cell.sheet, cell.place))
        return indicator
    unknown = sorted(expression.codes - known.keys())
    if unknown:
        problems.append(cell.problem(UNKNOWN_CODE, indicator=indicator.name, codes="、".join(unknown)))
        return indicator
    strangers = [region for region in sorted(expression.regions) if structure.regions.find(region) is None]
    if strangers:
        problems.append(cell.problem(UNKNOWN_AT, indicator=indicator.name, region="、".join(strangers)))
        return indicator
    return replace(
        indicator, formula=with_regions(expression, lambda region: structure.regions.find(region) or region)
    )


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
