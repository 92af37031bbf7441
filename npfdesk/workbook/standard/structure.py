"""The plan's settings and structure: the sheets Plan, Regions (with places on the map), Industries, Indicators, Sources."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from npfdesk.plan.expressions import circles
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.model import Indicator, Industry, Source
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_figure, parse_year, unit_factor
from npfdesk.plan.problems import Problem, error, joined, warning
from npfdesk.plan.region_places import RegionPlaces
from npfdesk.plan.regions import Region
from npfdesk.plan.status_rules import PUBLISHED, STATUS_SETTINGS, Rule, StatusSettings, with_sound_texts
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.indicator_sheet import GUESSED, read_indicator, with_formulas
from npfdesk.workbook.standard.indicator_words import (
    Guess,
    IndicatorWords,
    guessed,
    indicator_words,
    no_words,
)
from npfdesk.workbook.standard.near_names import near_setting
from npfdesk.workbook.standard.registers import (
    DUPLICATE_NAME,
    UNKNOWN_INDICATOR,
    UNKNOWN_INDUSTRY,
    UNKNOWN_PARENT,
    UNKNOWN_REGION,
    Register,
    enter_rows,
    in_order,
)
from npfdesk.workbook.standard.sheet_tables import Cell, Row, Table, Workbook

MOST: Final = 200
"""The largest width and height of a schematic map."""

BAD_PLACE: Final = warning(
    "bad_map_place",
    "“{text}”不是地图上的列或行：须为 1 到 {most} 的整数，列和行都要填。该地区由地图自动排列。",
    "“{text}” is not a column or row of the map: it must be a whole number from 1 to {most}, and both must be given. This "
    "region is placed automatically.",
)
PLACE_TAKEN: Final = warning(
    "map_place_taken",
    "地图上的第 {column} 列第 {row} 行已由 {first} 占用。该地区由地图自动排列；请改用别的位置。",
    "Column {column}, row {row} of the map is already occupied by {first}. This region is placed automatically; choose another "
    "position.",
)

Place = tuple[int, int]


def read_place(row: Row, taken: Mapping[Place, Cell], problems: list[Problem]) -> Place | None:
    """The column and row (from 1) of a region's tile; None, and a problem, where they are none or taken."""
    cells = row["map column"], row["map row"]
    if all(not cell.text.strip() or is_blank(cell.text) for cell in cells):
        return None
    place = []
    for cell in cells:
        figure = parse_figure(cell.text)
        if isinstance(figure, Problem) or figure != int(figure) or not 1 <= figure <= MOST:
            problems.append(cell.problem(BAD_PLACE, most=MOST))
            return None
        place.append(int(figure))
    found = place[0], place[1]
    if found in taken:
        first = f"{taken[found].sheet}!{taken[found].place}"
        problems.append(cells[0].problem(PLACE_TAKEN, column=found[0], row=found[1], first=first))
        return None
    return found


PARENT_CIRCLE: Final = error(
    "parent_circle",
    "上下级成环：{circle}。按没有上级处理；请改正其中一处。",
    "The parents form a circle: {circle}. They are treated as having no parent; correct one of them.",
)
BAD_SETTING: Final = error(
    "bad_setting",
    "设置“{setting}”不能是“{text}”。{accepted_zh}",
    "The setting “{setting}” cannot be “{text}”. {accepted_en}",
)
NO_CITY: Final = warning(
    "no_city",
    "没有指明全市（根地区）。请在“规划”表中填写“全市”一项。",
    "The city (root region) is not given. Enter “city” in the sheet Plan.",
)

CITY_BENCHMARK: Final = error(
    "city_benchmark",
    "“{text}”是全市（根地区），不能又是对标地区。按全市处理；请在“地区”表中去掉它的“对标”。",
    "“{text}” is the root region and cannot be a benchmark too. It is treated as the root; clear its benchmark in the sheet "
    "Regions.",
)
BENCHMARK_IN_TREE: Final = warning(
    "benchmark_in_tree",
    "对标地区不在上下级之中，“{text}”没有采用。",
    "A benchmark region is outside the tree; its parent “{text}” was not used.",
)
BENCHMARK_PARENT: Final = error(
    "benchmark_parent",
    "上级“{text}”是对标地区，没有下级。按没有上级处理；请改正。",
    "The parent “{text}” is a benchmark region and has no regions below it. It is treated as no parent; correct it.",
)
NOT_YES_OR_NO: Final = error(
    "not_yes_or_no",
    "“{text}”无法识别：是对标地区写 是，不是则留空。按不是处理。",
    "“{text}” is not clear: write yes for a benchmark region, otherwise leave it empty. It is treated as no.",
)
UNKNOWN_SETTING: Final = warning(
    "unknown_setting",
    "“{text}”不是可用的设置，它的值没有读入。可用：{known}。",
    "“{text}” is not a setting; its value was not read. Accepted: {known_en}.",
)
NEAR_SETTING: Final = warning(
    "near_setting",
    "设置“{text}”按“{known}”读入。如果不是，请改写。",
    "The setting “{text}” was read as “{known_en}”. If it is something else, rewrite it.",
)
OTHER_UNIT: Final = error(
    "other_unit",
    "单位“{text}”与指标“{indicator}”的单位 {unit} 不同，这一行没有读入。请换算后改写，或改正单位。",
    "The unit “{text}” differs from the unit {unit} of “{indicator}”; the row was not read. Convert the figures, or correct "
    "the unit.",
)

BAD_REGION_YEAR: Final = error(
    "bad_region_year",
    "“{text}”不是年份：须为四位数的年，如 2024；一直存在的地区留空。未采用该年，其余照读。",
    "“{text}” is not a year: write four digits such as 2024, or leave it empty where the region has always existed. The year "
    "was not used; the rest of the row was read.",
)
REGION_YEARS_TURNED: Final = error(
    "region_years_turned",
    "起始年 {since} 晚于截止年 {until}。两者都未采用，该地区按一直存在处理；请改正其一。",
    "The first year {since} is after the last year {until}. Neither was used, and the region is treated as always existing; "
    "correct one of them.",
)
Named = TypeVar("Named", Region, Industry)


@dataclass
class Settings:
    """The settings of the sheet Plan; None where a key is missing and follows from the other sheets."""

    title: str = ""
    city: Cell | None = None
    base_year: int | None = None
    target_year: int | None = None
    horizon: int | None = None
    horizon_cell: Cell | None = None
    first_year: int | None = None
    synergy: float = 0.0
    about_tolerance: float = 0.02
    status_rule: str = "pace"
    status_settings: StatusSettings = PUBLISHED
    status_cells: dict[str, Cell] = field(default_factory=dict)


@dataclass
class Structure:
    """The content of the structural sheets, and the registers for reading the other sheets."""

    settings: Settings
    regions: Register
    industries: Register
    indicators: Register
    region_rows: dict[str, Region] = field(default_factory=dict)
    industry_rows: dict[str, Industry] = field(default_factory=dict)
    indicator_rows: dict[str, Indicator] = field(default_factory=dict)
    indicator_lines: dict[str, Row] = field(default_factory=dict)
    words: Mapping[str, IndicatorWords] = field(default_factory=dict)
    guesses: dict[str, Guess] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    city: str = ""

    def indicator(self, code: str) -> Indicator:
        """An indicator by code; one that only other sheets name is what its name and their words say."""
        if code not in self.indicator_rows:
            words = self.words.get(fold(code))
            if words is None:
                return Indicator(code, self.indicators.names.get(code, code), rollup=RollUp.SUM)
            named = Indicator(code, self.indicators.names.get(code, code))
            self.enter_guessed(named, words, frozenset(), words.first)
        return self.indicator_rows[code]

    def words_of(self, code: str, name: str, cell: Cell) -> IndicatorWords:
        """The words of an indicator, whether the sheets name it by its code or by its name."""
        both = [self.words[one] for one in dict.fromkeys((fold(name), fold(code))) if one in self.words]
        if len(both) != 2:
            return both[0] if both else no_words(cell)
        return IndicatorWords(
            both[0].first,
            both[0].targets + both[1].targets,
            both[0].figures + both[1].figures,
            both[0].pairs + both[1].pairs,
            both[0].unit or both[1].unit,
        )

    def enter_guessed(
        self, indicator: Indicator, words: IndicatorWords, stated: frozenset[str], cell: Cell
    ) -> None:
        """Enter an indicator with what is not stated of it guessed."""
        self.indicator_rows[indicator.code], self.guesses[indicator.code] = guessed(
            indicator, words, stated, cell
        )

    def measured_in(self, row: Row, code: str, problems: list[Problem]) -> Indicator | None:
        """The indicator of a row whose figures may have a unit beside them; it is the indicator's where it has none.

        None, with a problem at the unit, where the two differ: converted without a word it could not be written back.
        """
        indicator, unit = self.indicator(code), row.text("unit")
        if is_blank(unit):
            return indicator
        if indicator.unit:
            if unit_factor(unit, indicator.unit) == 1:
                return indicator
            problems.append(row["unit"].problem(OTHER_UNIT, indicator=indicator.name, unit=indicator.unit))
            return None
        line = self.indicator_lines.get(code)
        stated = frozenset(key for key in GUESSED if line is not None and not is_blank(line.text(key)))
        named = replace(indicator, name=self.indicators.names[code], unit=unit)
        cell = line["name"] if line is not None else row["indicator"]
        self.enter_guessed(named, self.words_of(code, named.name, cell), stated, cell)
        return self.indicator_rows[code]

    def ancestors(self, region: str) -> Iterator[str]:
        """The codes of a region's parent, its parent's parent and so on."""
        parent = self.region_rows[region].parent
        while parent:
            yield parent
            parent = self.region_rows[parent].parent


def read_structure(book: Workbook, problems: list[Problem]) -> Structure:
    """The structure that a workbook's sheets state; missing sheets leave open registers.

    What goes into it is entered as taken in the tables' rows.
    """
    structure = Structure(
        read_settings(book.tables.get("Plan"), problems),
        Register(UNKNOWN_REGION, not book.states("Regions")),
        Register(UNKNOWN_INDUSTRY, not book.states("Industries")),
        Register(UNKNOWN_INDICATOR, not book.states("Indicators")),
        words=indicator_words(book),
    )
    city = structure.settings.city
    if structure.regions.is_open and city is not None:
        structure.regions.find(city.text)  # the root comes first, whoever else is named later
    if "Regions" in book.tables:
        structure.region_rows = _regions(book.tables["Regions"], structure, problems)
    if "Industries" in book.tables:
        structure.industry_rows = _industries(book.tables["Industries"], structure, problems)
    if "Indicators" in book.tables:
        structure.indicator_lines = enter_rows(book.tables["Indicators"], structure.indicators, problems)
        for code, row in structure.indicator_lines.items():
            words = structure.words_of(code, row.text("name"), row["name"])
            made, guess = read_indicator(code, row, words, problems)
            structure.indicator_rows[code], structure.guesses[code] = made, guess
    if "Sources" in book.tables:
        structure.sources = tuple(
            Source(
                row.text("id"), row.text("document"), row.text("section"), row.text("date"), row.text("url")
            )
            for row in in_order(book.tables["Sources"].rows)
        )
    return structure


def close_names(structure: Structure, problems: list[Problem]) -> None:
    """Close the registers after Targets and Data are read, and resolve weights and formulas."""
    for register in (structure.regions, structure.industries, structure.indicators):
        register.close()
    structure.indicator_rows = with_formulas(
        structure.indicator_rows, structure.indicator_lines, structure.indicators, structure.regions, problems
    )


def close_structure(structure: Structure, problems: list[Problem]) -> None:
    """Find the root region, and give the regions and indicators that only other sheets name their rows."""
    city = structure.settings.city
    if city is not None and city.text.strip():
        structure.city = structure.regions.code_of(city, problems) or structure.city
    stated = bool(structure.region_rows)
    named = [code for code in structure.regions.names if code not in structure.region_rows]
    for code in named:
        structure.region_rows[code] = Region(code, structure.regions.names[code])
    own = [region for region in structure.region_rows.values() if not region.benchmark]
    roots = [region for region in own if not region.parent]
    if not structure.city and len(roots) == 1:
        structure.city = roots[0].code
    if not structure.city and len(own) > 1:
        problems.append(Problem(NO_CITY))
    if structure.city and structure.region_rows[structure.city].benchmark:
        problems.append(Problem(CITY_BENCHMARK, text=structure.region_rows[structure.city].name))
        city_row = replace(structure.region_rows[structure.city], benchmark=False)
        structure.region_rows[structure.city] = city_row
    flat = not stated or all(not region.parent for region in own)
    if structure.city:
        structure.region_rows = {
            code: replace(region, parent=structure.city)
            if code != structure.city and not region.benchmark and (flat or code in named)
            else region
            for code, region in structure.region_rows.items()
        }
    for code, name in structure.industries.names.items():
        structure.industry_rows.setdefault(code, Industry(code, name))
    for code in structure.indicators.names:
        structure.indicator_rows.setdefault(code, structure.indicator(code))
    for code, guess in structure.guesses.items():
        problems.extend(guess.problems(structure.indicator_rows[code]))


_SPAN: Final = re.compile(r"((?:19|20|21)\d\d)年?[-‐—–~至到]{1,2}((?:19|20|21)\d\d)年?")


STATUS_RULE: Final = "status rule"


def read_settings(table: Table | None, problems: list[Problem]) -> Settings:
    """The settings of the sheet Plan, as far as it has any."""
    settings = Settings()
    places: dict[str, str] = {}
    rows = table.rows if table is not None else ()
    exact = {key for row in rows if (key := closed_lists.setting_key(row.text("key"))) is not None}
    for row in rows:
        key, cell = closed_lists.setting_key(row.text("key")), row["value"]
        if is_blank(cell.text) or cell.fault:
            continue
        if key is None:
            key = _near_setting(row, exact, problems)
        if key is None:
            continue
        first = places.setdefault(key, f"{row.sheet}!{row['key'].place}")
        if not first.endswith(f"!{row['key'].place}"):
            problems.append(row["key"].problem(DUPLICATE_NAME, first=first))
        else:
            _take_setting(settings, key, row, problems)
    _tell_labels_apart(settings, problems)
    return settings


def _tell_labels_apart(settings: Settings, problems: list[Problem]) -> None:
    """Take back the labels that stand for two colours of a rule, the later ones first."""
    while (told := settings.status_settings.told_twice()) is not None:
        labels = [key for key in settings.status_cells if settings.status_settings.text(key) == told.text]
        settings.status_settings = with_sound_texts(settings.status_settings, {labels[-1]: ""})
        cell = settings.status_cells.pop(labels[-1])
        problems.append(told.at(cell.sheet, cell.place))


def _near_setting(row: Row, exact: Container[str], problems: list[Problem]) -> str | None:
    """The setting that a row's key is near to, told; None for one that is none, told where its value is a figure."""
    text = row.text("key")
    key = near_setting(text, closed_lists.SETTING_OF)
    if key is not None and key not in exact:
        known = {**closed_lists.SETTING_WORDS, **closed_lists.LABEL_WORDS}[key][0]
        problems.append(row["key"].problem(NEAR_SETTING, known=known, known_en=key))
        return key
    if isinstance(parse_figure(row.text("value")), float):
        words = closed_lists.SETTING_WORDS
        known_zh = tuple(names[0] for names in words.values())
        where = f"{row['key'].place}:{row['value'].place}" if text else row["value"].place
        arguments = {"known": known_zh, "known_en": tuple(words)}
        problems.append(Problem(UNKNOWN_SETTING, row.sheet, where, text, arguments))
    return None


def _take_period(settings: Settings, row: Row, problems: list[Problem]) -> None:
    """Base and target year where neither has a setting of its own: a plan for 2026–2030 counts from 2025."""
    cell = row["value"]
    span = _SPAN.fullmatch(fold(cell.text))
    if span is None or int(span[1]) >= int(span[2]):
        problems.append(_bad(cell, row, "可写 2026—2030。", "Accepted: 2026—2030."))
        return
    first, last = int(span[1]), int(span[2])
    settings.base_year = settings.base_year or (first - 1 if (last - first) % 5 == 4 else first)
    settings.target_year = settings.target_year or last
    row.take("value")


def _take_setting(settings: Settings, key: str, row: Row, problems: list[Problem]) -> None:
    cell = row["value"]
    match key:
        case "title":
            settings.title = cell.text.strip()
            row.take("value")
        case "city":
            settings.city = cell
            row.take("value")
        case "base year" | "target year" | "horizon" | "first year":
            year = parse_year(cell.text)
            if isinstance(year, Problem):
                problems.append(year.at(cell.sheet, cell.place))
                return
            setattr(settings, key.replace(" ", "_"), year)
            row.take("value")
            if key == "horizon":
                settings.horizon_cell = cell
        case "period":
            _take_period(settings, row, problems)
        case _ if key == STATUS_RULE or key in STATUS_SETTINGS:
            _take_status_setting(settings, key, row, problems)
        case _:
            figure = parse_factor(cell.text) if key == "synergy" else parse_figure(cell.text, "%")
            if isinstance(figure, Problem) or figure < 0:
                problems.append(_bad(cell, row, "须为不小于 0 的数字。", "It must be a number of 0 or more."))
            else:
                row.take("value")
                if key == "synergy":
                    settings.synergy = figure
                else:
                    settings.about_tolerance = figure / 100


def _take_status_setting(settings: Settings, key: str, row: Row, problems: list[Problem]) -> None:
    """The rule of colours, or what the plan settles of the rules."""
    cell = row["value"]
    if key == STATUS_RULE:
        rule = closed_lists.read_word(cell.text, closed_lists.RULE_WORDS)
        if rule is not None:
            settings.status_rule = str(rule)
        else:
            problems.append(
                _bad(
                    cell,
                    row,
                    f"可写 {joined(Rule, 'zh', choice=True)}。",
                    f"Accepted: {joined(Rule, 'en', choice=True)}.",
                )
            )
        return
    settled = settings.status_settings.with_text(key, cell.text)
    if isinstance(settled, Problem):
        problems.append(settled.at(cell.sheet, cell.place))
        return
    settings.status_settings = settled
    settings.status_cells[key] = cell
    row.take("value")


def parse_factor(text: str) -> float | Problem:
    """A factor: 1.2, or 120 %."""
    percent = parse_figure(text, "%") if text.strip().endswith(("%", "％")) else None
    return percent / 100 if isinstance(percent, float) else parse_figure(text)


def _bad(cell: Cell, row: Row, zh: str, en: str) -> Problem:
    return cell.problem(BAD_SETTING, setting=row.text("key"), accepted_zh=zh, accepted_en=en)


def _regions(table: Table, structure: Structure, problems: list[Problem]) -> dict[str, Region]:
    found: dict[str, Region] = {}
    parents: dict[str, Cell] = {}
    places: dict[Place, Cell] = {}
    for code, row in enter_rows(table, structure.regions, problems, by_place=True).items():
        benchmark = _is_benchmark(row["benchmark"], problems)
        since, until = _years_in_force(row, problems)
        found[code] = Region(
            code, row.text("name"), row.text("english"), "", row.text("role"), benchmark=benchmark,
            since=since, until=until,
        )  # fmt: skip
        if not benchmark:
            parents[code] = row["parent"]
        elif not is_blank(row.text("parent")):
            problems.append(row["parent"].problem(BENCHMARK_IN_TREE))
        place = read_place(row, places, problems)
        if place is not None:
            places[place] = row["map column"]
            row.take("map column", "map row")
            found[code] = replace(found[code], place=place)
    _name_by_place(found, parents, structure.regions)
    placed = _with_parents(found, parents, structure.regions, problems)
    for code, region in placed.items():
        if region.parent in placed and placed[region.parent].benchmark:
            problems.append(parents[code].problem(BENCHMARK_PARENT))
            placed[code] = replace(region, parent="")
    return placed


def _years_in_force(row: Row, problems: list[Problem]) -> tuple[int | None, int | None]:
    """The first and the last year of a region; None, and a problem, where a cell is no year or the first is the later."""
    years: list[int | None] = []
    for key in ("since", "until"):
        cell = row[key]
        year = None if is_blank(cell.text) else parse_year(cell.text)
        if isinstance(year, Problem):
            problems.append(cell.problem(BAD_REGION_YEAR))
            year = None
        years.append(year)
    since, until = years
    if since is not None and until is not None and since > until:
        problems.extend(
            row[key].problem(REGION_YEARS_TURNED, since=since, until=until) for key in ("since", "until")
        )
        return None, None
    row.take(*(key for key, year in zip(("since", "until"), years, strict=True) if year is not None))
    return since, until


def _name_by_place(found: Mapping[str, Region], parents: Mapping[str, Cell], register: Register) -> None:
    """Let the register know regions by their places in the tree.

    A parent may itself be named by its place; then it is known once that is.
    """
    above: dict[str, str] = {}
    while True:
        register.places = RegionPlaces(
            replace(one, parent=above.get(code, "")) for code, one in found.items()
        )
        new = {
            code: parent
            for code, cell in parents.items()
            if code not in above and (parent := register.find(cell.text)) in found
        }
        if not new:
            return
        above.update((code, parent) for code, parent in new.items() if parent is not None)


def _is_benchmark(cell: Cell, problems: list[Problem]) -> bool:
    said = fold(cell.text)
    if is_blank(cell.text) or said in closed_lists.NO:
        return False
    if said not in closed_lists.BENCHMARK_YES:
        problems.append(cell.problem(NOT_YES_OR_NO))
    return said in closed_lists.BENCHMARK_YES


def _industries(table: Table, structure: Structure, problems: list[Problem]) -> dict[str, Industry]:
    found: dict[str, Industry] = {}
    parents: dict[str, Cell] = {}
    for code, row in enter_rows(table, structure.industries, problems).items():
        found[code] = Industry(code, row.text("name"), row.text("english"), "", row.text("type"))
        parents[code] = row["parent"]
    return _with_parents(found, parents, structure.industries, problems)


def _with_parents(
    found: dict[str, Named], parents: Mapping[str, Cell], register: Register, problems: list[Problem]
) -> dict[str, Named]:
    reads: dict[str, list[str]] = {}
    for code, cell in parents.items():
        if cell.text.strip() and not is_blank(cell.text):
            parent = register.code_of(cell, problems, UNKNOWN_PARENT)
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
