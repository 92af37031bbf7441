"""A workbook of a plan whose regions pass on their gains recomputes to the engine's figures, whatever is changed in it."""

import dataclasses
import io

import numpy as np
import pytest
from openpyxl import load_workbook

from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_spillover
from npfdesk.plan.spillover import Basis, Spillover
from npfdesk.report.livebook.live_workbook import TOP
from npfdesk.report.workbook_report import workbook_report
from tests.report.materials import material, passed_on
from tests.report.spreadsheet import Sheets
from tests.report.test_workbook_report import compare, recomputed


def test_what_is_received_from_other_regions_is_in_the_paths(sample_plan):
    made = passed_on(sample_plan)
    alone = material(sample_plan, scenarios=("攻坚",)).results.scenarios["攻坚"].values
    assert not np.array_equal(made.results.scenarios["攻坚"].values, alone, equal_nan=True)
    recomputed(made)


def test_with_synergy_multipliers_and_another_lag(sample_plan):
    # synthetic figures
    roles = {region.role for region in sample_plan.regions if region.role}
    dimensions = {effect.dimension for effect in sample_plan.levers}
    multipliers = {
        (role, dimension): 1.0 + 0.1 * place
        for place, role in enumerate(sorted(roles))
        for dimension in dimensions
    }
    plan = dataclasses.replace(sample_plan, synergy=0.4, multipliers=multipliers)
    for lag in (0, 2, 40):
        recomputed(passed_on(plan, lag=lag))


def test_whoever_changes_weights_share_and_lag_sees_what_the_engine_would_say(sample_plan):
    book = load_workbook(io.BytesIO(workbook_report(passed_on(sample_plan))))
    page = book["溢出"]
    assert (page["B3"].value, page["D3"].value) == (0.3, 1)
    page["B3"], page["D3"] = 0.5, 2
    codes = {one.name: one.code for one in sample_plan.regions}
    names = [cell.value for cell in page[TOP] if cell.value][1:]
    assert len(names) == len([one for one in sample_plan.regions if one.parent])
    # everything goes from one region to the next
    table = []
    for line, giver in enumerate(names):
        for column, receiver in enumerate(names):
            given = 1.0 if column == (line + 1) % len(names) else 0.0
            page.cell(TOP + 1 + line, 2 + column).value = given
            table.append((codes[receiver], codes[giver], given))
    changed = io.BytesIO()
    book.save(changed)
    typed = set_spillover(Spillover(Basis.TYPED, 0.5, 2, table=tuple(table)))
    results = compute(typed.apply(new_document(sample_plan)))
    made = dataclasses.replace(passed_on(sample_plan), results=results)
    assert compare(made, Sheets(changed).figure) > 0


def test_a_lever_that_is_changed_moves_its_neighbours(sample_plan):
    content = workbook_report(passed_on(sample_plan))
    before, book = Sheets(io.BytesIO(content)), load_workbook(io.BytesIO(content))
    effects = next(page for page in book if page.title == "抓手")
    for row in range(TOP + 1, TOP + 1 + len(sample_plan.levers)):
        effects.cell(row, 4).value *= 2
    changed = io.BytesIO()
    book.save(changed)
    after = Sheets(changed)
    gains = book["增益 攻坚"]
    received = [
        row
        for row in range(TOP + 1, gains.max_row)
        if str(gains.cell(row, 5).value).count("SUMPRODUCT") and gains.cell(row, 1).value
    ]
    assert received
    for row in received:
        one, other = (sheets.figure("增益 攻坚", row - 1, gains.max_column - 1) for sheets in (before, after))
        assert other == pytest.approx(2 * one)
