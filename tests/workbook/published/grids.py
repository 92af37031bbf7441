"""Grids made in a test: a sheet is a list of rows, None and "" an empty cell. All figures are synthetic."""

from pathlib import Path

from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell, GridSheet
from npfdesk.workbook.plan_reader import read_plan
from npfdesk.workbook.published.assembly import assembled
from npfdesk.workbook.published.recogniser import recognise


def sheet(rows, merged=(), name="表", top=1, left=1):
    cells = {
        (row, column): GridCell(
            str(value), CellKind.NUMBER if isinstance(value, int | float) else CellKind.TEXT
        )
        for row, line in enumerate(rows, top)
        for column, value in enumerate(line, left)
        if value not in (None, "")
    }
    return GridSheet(name, cells, tuple(merged))


def grid(*rows, merged=()):
    return Grid(tuple(sheet(one, merged if at == 0 else (), f"表{at + 1}") for at, one in enumerate(rows)))


def read(*rows, merged=()):
    """What reading these sheets comes to."""
    return read_plan(Path("试验.xlsx"), grid(*rows, merged=merged))


def stated(reading):
    """The targets: by region and indicator their text, base, base year, target year and stretch."""
    return {
        (key.series.region, key.series.indicator): (
            one.text,
            one.base_printed,
            one.base_year,
            key.year,
            one.stretch if one.stretch is not None else one.parsed.stretch,
        )
        for key, one in reading.plan.targets.items()
    }


def observed(reading):
    """The observed levels: by region, indicator and period."""
    return {
        (one.series.region, one.series.indicator, one.period.key): one.value
        for one in reading.ledger.observations
        if not one.growth
    }


def corrected(recognition, corrections):
    """The recognition with these corrections in addition to its present ones."""
    said = recognition.corrections | corrections
    return recognise(recognition.grid, said, recognition.passed, recognition.settings)


def plan_of(recognition):
    """The plan that a recognition comes to, and the problems of its figures."""
    made = assembled(recognition)
    return made.plan, made.problems
