"""The hidden sheet: what is written reads back, whatever the names are; what was changed is not sound."""

from types import MappingProxyType

import pytest

from npfdesk.plan.collection import AskedCell, AskedFor, CollectBy, Collection, Request, Unit
from npfdesk.plan.problems import Problem
from npfdesk.plan.returns import ReturnIdentity
from npfdesk.plan.series import SeriesKey
from npfdesk.workbook.collecting.hidden_sheet import (
    VERSION,
    Form,
    FormCell,
    FormField,
    FormPlace,
    form_rows,
    index_rows,
    read_form,
    read_index_rows,
    written_text,
)
from npfdesk.workbook.files.cell_grid import Grid, GridCell, GridSheet

ODD = (
    "甲  乙",
    " 前",
    "后 ",
    "'引号",
    "~波浪",
    "=1+1",
    "+1",
    "-",
    "@名",
    "换\n行",
    "全角\u3000空格",
    "零\u200b宽",
    "%41",
    "100%",
    "/“”<&>",
    "😀",
)


def a_form(name="甲县", version=VERSION):
    identity = ReturnIdentity(
        version, "2025-0-ab12", f"{name}规划", CollectBy.REGION, 2025, 1, Unit(name, name), "2026-01-05", ""
    )
    fields = MappingProxyType({one: FormPlace("填报说明", f"C{row}") for row, one in enumerate(FormField, 9)})
    cells = tuple(
        FormCell(
            f"k{number:04}",
            AskedCell(asked_for, SeriesKey(name, "", code), 2025),
            "亿元",
            known,
            FormPlace("填报表", f"J{number + 4}"),
            f"L{number + 4}",
            "",
            name,
            code,
        )
        for number, (asked_for, code, known) in enumerate(
            [
                (AskedFor.FIGURE, "gdp", 1 / 3),
                (AskedFor.FIGURE, "1e5", None),
                (AskedFor.PROPOSAL, name, -0.0),
            ],
            1,
        )
    )
    return Form(identity, "zh", fields, cells)


def a_collection(name="甲县"):
    asked = (
        AskedCell(AskedFor.FIGURE, SeriesKey(name, "", "gdp"), 2025),
        AskedCell(AskedFor.PROPOSAL, SeriesKey(name, "钢铁", "gdp"), 2030),
    )
    requests = (Request(Unit(name, f"省/{name}"), asked), Request(Unit("b", "乙"), asked[:1]))
    return Collection("2025-0-ab12", "规划", CollectBy.REGION, 2025, 0, "2026-01-05", "2026-02-01", requests)


def grid_of(rows, name="npfdesk"):
    cells = {
        (row, column): GridCell(text)
        for row, line in enumerate(rows, 1)
        for column, text in enumerate(line, 1)
        if text
    }
    return Grid((GridSheet("填报表"), GridSheet(name, cells, hidden=True)))


@pytest.mark.parametrize("name", ["甲县", *ODD])
def test_what_is_written_is_read_whatever_the_names_are(name):
    form = a_form(name)
    assert read_form(grid_of(form_rows(form)), "甲.xlsx") == form
    collection = a_collection(name)
    found = read_index_rows(grid_of(index_rows(collection, {name: f"{name}.xlsx"})), "目录.xlsx")
    assert (found.collection, found.sound, dict(found.files)) == (
        collection,
        True,
        {name: f"{name}.xlsx", "b": ""},
    )


@pytest.mark.parametrize("name", ODD[:12])
def test_what_a_file_would_not_keep_is_escaped(name):
    said = written_text(name)
    assert said != name
    assert said.isprintable()
    assert " " not in said


def test_a_form_is_found_under_another_name_of_its_sheet():
    form = a_form()
    assert read_form(grid_of(form_rows(form), "Sheet3"), "甲.xlsx") == form


@pytest.mark.parametrize("place", [(9, 1), (4, 1), (-1, 9), (-2, 4)])
def test_a_changed_cell_makes_it_unsound_and_what_is_left_is_read(place):
    rows = [list(row) for row in form_rows(a_form())]
    rows[place[0]][place[1]] = "owner" if place == (4, 1) else "别的"
    found = read_form(grid_of(rows), "甲.xlsx")
    assert not found.identity.sound
    assert len(found.cells) == 3


def test_a_row_taken_out_makes_it_unsound():
    rows = list(form_rows(a_form()))
    assert not read_form(grid_of(rows[:-1]), "甲.xlsx").identity.sound


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda rows: rows[:3], "form_unreadable"),
        (lambda rows: [row for row in rows if row[0] != "year"], "form_unreadable"),
        (lambda rows: [("year", "今年") if row[0] == "year" else row for row in rows], "form_unreadable"),
        (lambda rows: [("by", "county") if row[0] == "by" else row for row in rows], "form_unreadable"),
        (lambda rows: [("version", "7") if row[0] == "version" else row for row in rows], "form_too_new"),
        (
            lambda rows: [(*row[:7], "约三", *row[8:]) if row[0] == "k0001" else row for row in rows],
            "form_unreadable",
        ),
        (lambda rows: [], "form_unreadable"),
    ],
)
def test_a_damaged_form_is_a_problem(spoil, code):
    found = read_form(grid_of(spoil(list(form_rows(a_form())))), "甲.xlsx")
    assert isinstance(found, Problem)
    assert found.code == code
    assert "甲.xlsx" in found.message("zh")
    assert "甲.xlsx" in found.message("en")


def test_another_workbook_is_neither():
    other = Grid((GridSheet("表", {(1, 1): GridCell("地区")}),))
    assert read_form(other, "a.xlsx") is None
    assert read_index_rows(other, "a.xlsx") is None
    # a form is no index, nor an index a form
    assert read_index_rows(grid_of(form_rows(a_form())), "a.xlsx") is None
    assert read_form(grid_of(index_rows(a_collection(), {})), "a.xlsx") is None
