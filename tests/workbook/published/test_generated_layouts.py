"""Over generated layouts every figure is taken, explained or told, and what is taken is what was planted.

`NPFDESK_LAYOUTS=5000` looks at about as many layouts in each test; `python -m tests.workbook.published.layouts` counts
how each form is read.
"""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.periods import Period
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import Measure, PlanTarget, SecondStatement, TargetKind, TargetText
from npfdesk.workbook.accounting import Account, Ledger, Observation, figure_places
from npfdesk.workbook.files.cell_grid import CellKind
from npfdesk.workbook.plan_reader import Reading, read_plan, read_workbook
from tests.workbook.published.grids import grid
from tests.workbook.published.layout_faults import Held, false_accounts, missed, unaccounted, untold
from tests.workbook.published.layout_truth import Fact
from tests.workbook.published.layouts import BY_NAME, layouts, pairs

EXAMPLES = int(os.environ.get("NPFDESK_LAYOUTS", "240"))
"""How many layouts each test looks at."""
each_form = pytest.mark.parametrize("form", BY_NAME)
some = settings(max_examples=max(EXAMPLES // len(BY_NAME), 1))


def read(layout):
    return read_plan(Path("试验.xlsx"), layout.grid)


@each_form
@some
@given(st.data())
def test_every_figure_is_in_one_account(form, data):
    layout = data.draw(layouts((form,)))
    assert unaccounted(layout.grid, read(layout)) == []


@each_form
@some
@given(st.data())
def test_nothing_is_stated_that_was_not_planted(form, data):
    layout = data.draw(layouts((form,)))
    reading = read(layout)
    assert Held(layout.facts, layout.truth.city, reading).wrong == []
    assert false_accounts(layout, reading) == []


@each_form
@some
@given(st.data())
def test_what_is_told_is_named_by_its_cell_and_nothing_is_ok_then(form, data):
    layout = data.draw(layouts((form,)))
    assert untold(read(layout)) == []


@each_form
@some
@given(st.data())
def test_a_plain_layout_is_read_whole(form, data):
    layout = data.draw(layouts((form,), daring=(0,)))
    reading = read(layout)
    assert missed(layout, reading) == []
    needed = [fact for fact in layout.facts if fact.needed]
    assert {reading.ledger.cells.get((fact.sheet, fact.place)) for fact in needed} == {Account.TAKEN}


@settings(max_examples=max(EXAMPLES // 4, 1))
@given(pairs())
def test_decorations_change_no_figure(both):
    # whatever is stated of the same series, period and phase in both is the same figure, be it in another unit
    first, second = (
        {one.key: one for one in Held(layout.facts, layout.truth.city, read(layout)).stated}
        for layout in both
    )
    shared = [key for key in first if key in second]
    assert [(key, first[key], second[key]) for key in shared if not first[key].equals(second[key])] == []


@each_form
@settings(max_examples=max(EXAMPLES // len(BY_NAME) // 2, 1))
@given(st.data())
def test_a_layout_says_one_thing_of_each_figure(form, data):
    # the generator itself: each fact stands in a cell of its own that shows it, and none contradicts another
    layout = data.draw(layouts((form,)))
    cells = {
        (sheet.name, place): cell.text for sheet in layout.grid.sheets for place, cell in sheet.cells.items()
    }
    places = [(fact.sheet, fact.place) for fact in layout.facts]
    assert len(set(places)) == len(places)
    said = {}
    for fact in layout.facts:
        assert f"{fact.value:.10g}" in cells[fact.sheet, fact.place].replace(",", "")
        key = replace(fact, sheet="", place=(0, 0), needed=True, value=0, high=None)
        assert said.setdefault(key, fact.value) == fact.value


def perfect(layout):
    """The reading that takes every planted fact, explains the rest, and tells nothing."""
    regions, indicators, targets, observations = {}, {}, {}, []
    for fact in layout.facts:
        code = f"{fact.parent}/{fact.region}"
        above = f"/{fact.parent}" if fact.parent else ""
        regions[code] = Region(code, fact.region, parent=above)
        if above:
            regions.setdefault(above, Region(above, fact.parent))
        indicators[fact.indicator] = Indicator(fact.indicator, fact.indicator, unit=fact.unit)
        series = SeriesKey(code, "", fact.indicator)
        row, column = fact.place
        cell = f"{get_column_letter(column)}{row}"
        if not fact.target:
            observations.append(Observation(series, fact.period, fact.value, fact.sheet, cell, fact.growth))
            continue
        kind = TargetKind.EXACT if fact.high is None else TargetKind.RANGE
        parsed = TargetText(
            kind, "", "compound" if fact.growth else "figure", fact.value, fact.value, fact.high
        )
        parsed = replace(parsed, measure=Measure(fact.measure))
        one = PlanTarget(series, fact.period.year, "", parsed, sheet=fact.sheet, cell=cell)
        before = targets.get(one.key)
        if before is None:
            targets[one.key] = one
        elif fact.stretch:
            targets[one.key] = replace(before, stretch=fact.value)
        elif fact.growth:
            targets[one.key] = replace(before, beside=(SecondStatement("", parsed, fact.sheet, cell),))
        else:
            targets[one.key] = replace(
                one, beside=(SecondStatement("", before.parsed, before.sheet, before.cell),)
            )
    plan = Plan(
        "", f"/{layout.truth.city}", 2020, 2025, 2025, tuple(regions.values()), (), tuple(indicators.values()), (), (),
        np.arange(2020, 2026), np.empty((0, 6)), targets,
    )  # fmt: skip
    taken = {(fact.sheet, fact.place) for fact in layout.facts}
    accounts = {
        where: Account.TAKEN if where in taken else Account.EXPLAINED for where in figure_places(layout.grid)
    }
    return Reading(Path("试验.xlsx"), plan, (), "published", ledger=Ledger(accounts, tuple(observations)))


@each_form
@settings(max_examples=max(EXAMPLES // len(BY_NAME) // 2, 1))
@given(st.data())
def test_a_perfect_reading_has_no_fault(form, data):
    # the judge itself: nothing is asked that cannot be given
    layout = data.draw(layouts((form,)))
    reading = perfect(layout)
    assert Held(layout.facts, layout.truth.city, reading).wrong == []
    assert missed(layout, reading) == []
    assert false_accounts(layout, reading) == []
    assert unaccounted(layout.grid, reading) == []
    assert untold(reading) == []


def test_a_mix_up_and_a_loss_are_noticed():
    # the judge itself: the same reading held against what was planted, and against two figures in each other's place
    title = "云溪市“十四五”出口总额目标分解表（亿美元）"
    rows = {"云溪市": (35, 41), "甲山区": (12, 15), "乙水县": (23, 26)}
    one = grid(
        [[title], ["地区", "2020年", "2025年目标"], *([name, *figures] for name, figures in rows.items())]
    )
    reading = read_plan(Path("试验.xlsx"), one)
    facts = [
        Fact(name, "出口总额", "亿美元", Period(year), year == 2025, figure, sheet="表1", place=(row, column))
        for row, (name, figures) in enumerate(rows.items(), 3)
        for column, (year, figure) in enumerate(zip((2020, 2025), figures, strict=True), 2)
    ]
    held = Held(tuple(facts), "云溪市", reading)
    assert held.wrong == []
    assert all(map(held.holds, facts))
    facts[3], facts[5] = replace(facts[3], value=26), replace(facts[5], value=15)
    mixed = Held(tuple(facts), "云溪市", reading)
    assert len(mixed.wrong) == 2
    assert not mixed.holds(facts[3])
    assert not mixed.holds(facts[5])
    moved = Held((*facts[:1], replace(facts[1], place=(9, 9))), "云溪市", reading)
    assert any("it stands in 表1!I9" in said for said in moved.wrong)


def saved(layout, path):
    """The layout as a real workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in layout.grid.sheets:
        page = book.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            at = page.cell(row, column)
            if cell.kind is CellKind.NUMBER:
                at.value = float(cell.text) if "." in cell.text else int(cell.text)
            else:
                at.value, at.data_type = cell.text, "s"
        if sheet.hidden:
            page.sheet_state = "hidden"
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
    book.save(path)
    return path


@settings(max_examples=8)
@given(layouts(daring=(0, 1)))
def test_a_saved_workbook_is_read_as_its_cells_are(tmp_path_factory, layout):
    cells = [cell for sheet in layout.grid.sheets for cell in sheet.cells.values()]
    # dates and raised marks stand in the cells as what is shown; a file has them otherwise
    assume(not any(cell.raised or cell.kind not in (CellKind.TEXT, CellKind.NUMBER) for cell in cells))
    path = saved(layout, tmp_path_factory.mktemp("layout") / "试验.xlsx")
    from_file, from_grid = read_workbook(path), read(layout)
    assert {s.name: dict(s.cells) for s in from_file.grid.sheets} == {
        s.name: dict(s.cells) for s in layout.grid.sheets
    }
    assert from_file.ledger.cells == from_grid.ledger.cells
    # of figures in hidden rows a file tells besides
    hidden = any(sheet.hidden_rows for sheet in layout.grid.sheets)
    assert from_file.status == ("warnings" if hidden and from_grid.status == "ok" else from_grid.status)
    assert [str(one) for one in Held(layout.facts, layout.truth.city, from_file).stated] == [
        str(one) for one in Held(layout.facts, layout.truth.city, from_grid).stated
    ]
