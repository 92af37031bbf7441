"""The gap has one sign: every surface says of a target that it is short where its figure misses it, and over where it is past."""

import csv
import io
import json
import math
import re

import numpy as np
import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from PySide6.QtGui import QGuiApplication

from npfdesk.cli import main
from npfdesk.locations import sample_workbooks
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.kinds import Direction
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.plan.status_rules import Rule
from npfdesk.report.minutes_table import lines_of
from npfdesk.report.slides_report import slides_report
from npfdesk.report.standing_tables import missed_targets
from npfdesk.report.standings import county_targets, standings
from npfdesk.report.word_paper import word_report
from npfdesk.report.workbook_report import workbook_report
from npfdesk.ui.charts.gap_rows import gap_rows, told
from npfdesk.ui.look.language import set_language
from npfdesk.workbook.plan_reader import read_workbook
from tests.report.materials import material

PLANS = {path.stem: path for path in sample_workbooks() if path.stem in ("jinhua_14fyp", "county_15fyp")}
OVER = re.compile(r"超 [\d,.]+|[\d,.]+[^,;·]* over\b")
SHORT = re.compile(r"缺 [\d,.]+|[\d,.]+[^,;·]* short\b")


@pytest.fixture(params=sorted(PLANS))
def window(request, bare, qtbot):
    bare.workbook_opening.open_now(PLANS[request.param])
    with qtbot.waitActive(bare.window):
        bare.window.show()
        bare.window.activateWindow()
    return bare.window


def missing(plan, table, judgement, position):
    """T − p, or p − T where less is better, from the plan alone."""
    less = plan.indicator_by_code[table.keys[position].series.indicator].direction is Direction.DOWN
    away = float(judgement.target[position] - judgement.value[position])
    return -away if less else away


def side(gap, decimals):
    """1 short, -1 over, 0 where the figure shown is nought."""
    return 0 if not round(abs(gap), decimals) else int(math.copysign(1, gap))


def said_side(text):
    return 1 if SHORT.search(text) else -1 if OVER.search(text) else 0


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_bars_tips_tables_and_copies_agree(window, spoken):
    set_language(spoken)
    workspace = window.workspace
    plan, table, judgement = workspace.plan, workspace.result.targets, workspace.judgement()
    seen = set()
    for indicator in plan.indicators:
        for by_region in (True, False):
            workspace.select(region=plan.root, industry="", indicator=indicator.code)
            (window.gaps.by_region if by_region else window.gaps.by_indicator).click()
            shown = gap_rows(workspace, by_region)
            copied = window.views.taker.table()[1:] if window.gaps.shown.every else []
            for bar, line in zip(shown.every, copied, strict=True):
                gap = missing(plan, table, judgement, bar.position)
                if not np.isfinite(gap):
                    continue
                seen.add(bar.position)
                unit = workspace.judged_unit(bar.position)
                wanted = side(gap, unit.decimals)
                if bar is not shown.whole and not bar.apart and wanted:
                    assert math.copysign(1, bar.length) == wanted, bar
                assert said_side(bar.figure) == wanted, bar
                assert said_side(told(workspace, bar.position).split("\n", 1)[1]) == wanted
                assert float(line[-1]) == pytest.approx(gap)
    assert len(seen) > 20


def test_the_table_of_targets_is_positive_while_something_is_missing(window):
    figures, plan = window.panel.targets.figures, window.workspace.plan
    target, value, gap = (
        next(one for one in figures.columns if one.key == key) for key in ("figure", "value", "gap")
    )
    known = 0
    for row in range(len(figures.positions)):
        asked, comes, missed = target.figure(row), value.figure(row), gap.figure(row)
        if not np.isfinite([asked, comes, missed]).all():
            continue
        known += 1
        code = figures.statement(row).series.indicator
        less = plan.indicator_by_code[code].direction is Direction.DOWN
        assert missed == pytest.approx(comes - asked if less else asked - comes)
    assert known > 20


def test_the_chart_says_which_side_is_which_and_lays_the_short_to_the_right(window):
    workspace = window.workspace
    for indicator in workspace.plan.indicators:
        workspace.select(region=workspace.plan.root, industry="", indicator=indicator.code)
        window.gaps.by_region.click()
        names, zero, unit = window.gaps.bars.columns()
        assert names <= zero <= window.gaps.bars.viewport().width()
        assert unit >= 0


def test_the_line_and_the_minute_of_an_edit_agree(window):
    workspace = window.workspace
    series = next(
        one
        for one in workspace.result.targets.keys
        if one.series.region == workspace.plan.root
        and not one.series.industry
        and workspace.plan.indicator_by_code[one.series.indicator].formula is None
        and np.isfinite(
            workspace.judgement().gap[workspace.result.targets.of_row(workspace.plan.row[one.series])[0]]
        )
    ).series
    workspace.select(region=series.region, industry=series.industry, indicator=series.indicator)
    for rate in (-3.0, 45.0):
        method = (
            Method.STEP
            if workspace.plan.indicator_by_code[series.indicator].kind.moves_in_points
            else Method.GROWTH
        )
        values = {AssumptionKey(*series): Assumption(method, rate)}
        workspace.apply(set_assumptions(workspace.document, workspace.document.active, values))
        position = workspace.result.targets.of_row(workspace.plan.row[series])[0]
        gap = missing(workspace.plan, workspace.result.targets, workspace.judgement(), position)
        wanted = side(gap, workspace.judged_unit(position).decimals)
        assert said_side(window.status_line.message_label.text()) == wanted
        effect = lines_of(workspace.session.minutes, workspace.plan, "en")[-1].effect
        assert said_side(effect) == wanted


@pytest.mark.parametrize("name", sorted(PLANS))
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_reports_of_every_form_agree(name, spoken):
    made = material(read_workbook(PLANS[name]).plan, language=spoken)
    first = made.scenarios[0]
    rows = standings(made, first)
    for row in rows:
        if math.isfinite(row.gap):
            assert said_side(row.gap_text(spoken)) == side(row.gap, row.decimals), row
    document = Document(io.BytesIO(word_report(made)))
    head = "每年所需" if spoken == "zh" else "Required a year"
    listed = next(one for one in document.tables if head in [cell.text for cell in one.rows[0].cells])
    rows_of = {one.id: standings(made, one) for one in made.scenarios}
    missed = missed_targets(made, rows_of)
    assert len(listed.rows) == len(missed) + 1 > 1
    for scenario in made.scenarios:
        at = [cell.text for cell in listed.rows[0].cells].index(made.name(scenario))
        by = {row.key: row for row in rows_of[scenario.id]}
        for line, row in zip(listed.rows[1:], missed, strict=True):
            one, (_, *gap) = by[row.key], line.cells[at].text.split("\n")
            wanted = side(one.gap, one.decimals) if math.isfinite(one.gap) else 0
            assert (said_side(gap[0]) if gap else 0) == wanted, (row.key, line.cells[at].text)
    slides = Presentation(io.BytesIO(slides_report(made)))
    titled = "缺口（正数为缺）" if spoken == "zh" else "Shortfall (positive while missing)"
    axes = [
        shape.chart.value_axis.axis_title.text_frame.text
        for slide in slides.slides
        for shape in slide.shapes
        if shape.has_chart and shape.chart.value_axis.has_title
    ]
    assert axes == [titled] * len(county_targets(made, first))
    book = load_workbook(io.BytesIO(workbook_report(made)), data_only=True)
    sheet = next(one for one in book.worksheets if one.title.startswith(("缺口", "Shortfalls")))
    heads = next(row for row in sheet.iter_rows(max_row=12) if titled in [cell.value for cell in row])
    place = next(cell.column for cell in heads if cell.value == titled)
    kept = [cell.value for (cell,) in sheet.iter_rows(min_row=heads[0].row + 1, min_col=place, max_col=place)]
    for row, value in zip(rows, kept, strict=False):
        if math.isfinite(row.gap):
            assert value == pytest.approx(row.gap, abs=1e-9)


@pytest.mark.parametrize("name", sorted(PLANS))
def test_csv_and_json_are_positive_while_something_is_missing(name, capsys):
    main(["project", str(PLANS[name]), "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    plan = read_workbook(PLANS[name]).plan
    less = {one.code for one in plan.indicators if one.direction is Direction.DOWN}
    judged = [
        row for row in rows
        if row["gap"] is not None and row["value"] is not None and row["cumulative"] is None and row["target"] is not None
        and abs(row["target"] - row["value"]) == pytest.approx(abs(row["gap"]), rel=1e-9, abs=1e-9)
    ]  # fmt: skip
    assert len(judged) > 20
    for row in judged:
        away = row["target"] - row["value"]
        assert row["gap"] == pytest.approx(-away if row["code"] in less else away)
    main(["project", str(PLANS[name]), "--format", "csv"])
    told_there = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [one["gap"] for one in told_there] == [one["gap"] for one in told_there if "gap" in one]
    assert len(told_there) == len(rows)
    for one, other in zip(told_there, rows, strict=True):
        if other["gap"] is not None:
            assert float(one["gap"]) == pytest.approx(other["gap"])


def test_the_rule_and_the_clipboard_stay_as_they_are(window):
    """A copied view keeps its figures as numbers under the word for the gap."""
    window.views.taker.take_figures()
    block = QGuiApplication.clipboard().text().splitlines()
    assert block[0].split("\t")[-1] == "Shortfall"
    assert window.workspace.rule in list(Rule)
