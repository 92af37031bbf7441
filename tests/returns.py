"""Returns made in a test: a synthetic city of counties, its forms issued, and filled in well or badly."""

import datetime
import os
import zipfile
from dataclasses import replace
from types import MappingProxyType

from openpyxl import load_workbook

import npfdesk
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.workbook.collecting.hidden_sheet import SHEET, read_form
from npfdesk.workbook.files.sandbox import read_grid
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests import plans
from tests.forms import issued

YEAR = 2025
INDICATORS = (
    ("gdp", "地区生产总值", "亿元", Kind.LEVEL, 100.0),
    ("invest", "固定资产投资", "万元", Kind.LEVEL, 450000.0),
    ("people", "常住人口", "万人", Kind.LEVEL, 42.5),
    ("firms", "规上工业企业数", "家", Kind.COUNT, 210.0),
    ("urban", "常住人口城镇化率", "%", Kind.RATIO, 55.0),
    ("waste", "污水处理率", "%", Kind.RATIO, 90.0),
)
"""Synthetic: code, name, unit, kind and the figure of 2018 of the first county."""
_SUMMED = (Kind.LEVEL, Kind.COUNT)
DAY = datetime.date(2026, 2, 10)


def figure(indicator, county, year):
    """What a county has in a year, 5 % a year (half a point of a share); made up, and rounded as an office prints it."""
    kind, base = next(one[3:] for one in INDICATORS if one[0] == indicator)
    if kind is Kind.RATIO:
        return float(f"{base + county / 10 + 0.5 * (year - 2018):.1f}")
    grown = base * (1 + county / 50) * 1.05 ** (year - 2018)
    return float(f"{grown:.0f}") if kind is Kind.COUNT else float(f"{grown:.1f}")


def city(counties=30, *, until=2024, known=()):
    """A synthetic city with its counties' figures from 2018 to `until`; `known` are more, by (region, indicator): figure of 2025."""
    regions = [
        plans.Region("city", "云州市"),
        *(plans.Region(f"c{at:02d}", f"第{at:02d}县", parent="city") for at in range(counties)),
    ]
    indicators = [
        plans.Indicator(
            code, name, unit=unit, kind=kind, rollup=RollUp.SUM if kind in _SUMMED else RollUp.NONE
        )
        for code, name, unit, kind, _ in INDICATORS
    ]
    data = {}
    for code, _, _, kind, _ in INDICATORS:
        for at in range(counties):
            data[f"c{at:02d}", "", code] = {year: figure(code, at, year) for year in range(2018, until + 1)}
        if kind in _SUMMED:
            every = range(2018, until + 1)
            data["city", "", code] = {
                year: float(f"{sum(figure(code, at, year) for at in range(counties)):.1f}") for year in every
            }
    for (region, code), value in dict(known).items():
        data[region, "", code][YEAR] = value
    made = plans.plan(data, first=2018, horizon=2030, regions=regions, indicators=indicators, base_year=2020)
    targets = [plans.target(("city", "", "gdp"), "6000", year=2025, base_year=2020, unit="亿元")]
    return replace(made, targets=MappingProxyType({one.key: one for one in targets}))


def begun(folder, plan=None, **how):
    """A plan's workbook and the collection issued from it: the plan as read, the folder of forms, and their names by unit."""
    path = folder / "云州规划.xlsx"
    assert save_standard(plan or city(), path) is None
    opened = npfdesk.read(path)
    how = {"due": "2026-02-01", **how}
    _, written = issued(opened.plan, folder / "收集", year=YEAR, **how)
    return opened, folder / "收集", written.files


class Filled:
    """A form that is being filled in: its cells by the indicator asked for, and its sheets to be spoilt."""

    def __init__(self, path):
        self.path = path
        grid = read_grid(path)
        self.form = read_form(grid, path.name)
        self.book = load_workbook(path)
        self.cells = {one.asked.series.indicator: one for one in self.form.cells}

    @property
    def sheet(self):
        """The sheet of figures."""
        return self.book[self.form.cells[0].place.sheet]

    def row(self, indicator):
        """The row (from 1) of an indicator."""
        return int(self.cells[indicator].place.cell[1:])

    def enter(self, indicator, value, note=None):
        """Enter a value, and a note beside it."""
        one = self.cells[indicator]
        self.book[one.place.sheet][one.place.cell] = value
        if note is not None:
            self.book[one.place.sheet][one.note_cell] = note

    def enter_all(self, county, **other):
        """Enter every figure of a county as it should be, or another."""
        for code in self.cells:
            self.enter(code, other.get(code, figure(code, county, YEAR)))

    def sign(self, day="2026-01-20", edition=None, by="张三"):
        """Fill in the covering sheet."""
        values = {"filled_by": by, "filled_on": day, "edition": edition}
        for field, place in self.form.fields.items():
            if values.get(str(field)) is not None:
                self.book[place.sheet][place.cell] = values[str(field)]

    def save(self, path=None, saved=datetime.datetime(2026, 1, 21, 9, 30)):
        """Save it, as of a moment; gives the path."""
        target = path or self.path
        self.book.save(target)
        os.utime(target, (saved.timestamp(), saved.timestamp()))
        return target


def filled(path, county, day="2026-01-20", **other):
    """Fill a form in as it should be, but for some values."""
    made = Filled(path)
    made.enter_all(county, **other)
    made.sign(day)
    made.save()
    return path


def tamper(path, before, after):
    """Change a text in the part of a workbook that has it, as whoever edits the hidden sheet does."""
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        strings = next(one for one, content in parts.items() if before.encode() in content)
        parts[strings] = parts[strings].replace(before.encode(), after.encode())
        for name, content in parts.items():
            archive.writestr(name, content)


def drop_hidden(book):
    """Take the hidden sheet away."""
    del book[SHEET]


def shown_figures(path):
    """How many cells of an .xlsx show a figure, counted by openpyxl alone."""
    count = 0
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if value is None or isinstance(value, bool):
                    continue
                text = isinstance(value, str) and not value.startswith(("=", "#"))
                count += not text or any(map(str.isdigit, value))
    return count
