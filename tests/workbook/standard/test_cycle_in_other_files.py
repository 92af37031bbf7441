"""The sheets of a plan's cycle in .xls and .ods: the same values, days among them, each figure accounted for."""

import datetime

import xlwt

from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import BOOK
from tests.workbook.corpus.building import open_document, open_row
from tests.workbook.standard.cycle_books import CLOSED, SCORING, SHEETS, VINTAGES

DAY = xlwt.easyxf(num_format_str="yyyy-mm-dd")


def assert_whole(reading):
    plan = reading.plan
    assert dict(plan.vintages) == VINTAGES
    assert plan.closed_targets == CLOSED
    assert plan.scoring == SCORING
    counts = reading.ledger.counts
    assert (counts.told, counts.figures) == (0, counts.taken + counts.explained)


def test_an_old_workbook(tmp_path):
    book = xlwt.Workbook()
    for name, rows in {**BOOK, **SHEETS}.items():
        sheet = book.add_sheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, datetime.date):
                    sheet.write(row, column, value, DAY)
                elif value is not None:
                    sheet.write(row, column, value)
    path = tmp_path / "a.xls"
    book.save(str(path))
    reading = read_workbook(path)
    assert reading.problems == ()
    assert_whole(reading)


def cell(value):
    if isinstance(value, datetime.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return value


def test_an_open_document(tmp_path):
    tables = {name: rows for name, rows in {**BOOK, **SHEETS}.items() if name not in ("目标", "规划")}
    xml = "".join(open_row(*row) for row in BOOK["目标"])
    for name, rows in tables.items():
        lines = "".join(open_row(*map(cell, row)) for row in rows)
        xml += f'</table:table><table:table table:name="{name}">{lines}'
    reading = read_workbook(open_document(tmp_path / "a.ods", xml))
    assert_whole(reading)
