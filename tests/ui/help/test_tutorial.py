"""The tutorial's table opens as the page says, and every figure of its steps is what the program computes."""

import re
from dataclasses import replace

import openpyxl
import pytest

import npfdesk
from npfdesk.desk import open_reading
from npfdesk.engine.audit import audit
from npfdesk.plan.edit_labels import scenario_added, set_assumptions, set_targets
from npfdesk.plan.edits import AddScenario
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption, Scenario
from npfdesk.plan.series import AssumptionKey, SeriesKey, TargetKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.target_text import parse_target
from npfdesk.report.projection_table import projection_table
from npfdesk.ui.help.help_pages import PAGES
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.published.corrections import Corrections, Fix
from npfdesk.workbook.writing.amendments import Amendments, amendments

YEAR_OF_H = Corrections(columns={("Sheet", "H"): Fix(period="2025")})
"""What step 3 does: the column without a year is of 2025."""


def rows_of(page):
    """The cells of the page's first table, figures as figures."""
    lines = [line for line in page.text.splitlines() if line.startswith("|")]
    texts = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [
        [float(cell) if re.fullmatch(r"[\d.]+", cell) else cell for cell in line]
        for line in texts
        if not set(line[0]) <= {"-"}
    ]


def steps_of(page):
    """The texts of the numbered steps, by number."""
    parts = re.split(r"^## (\d+)[\s　].*$", page.text, flags=re.MULTILINE)
    return {int(number): text for number, text in zip(parts[1::2], parts[2::2], strict=True)}


@pytest.fixture(params=["zh", "en"])
def page(request):
    return PAGES["tutorial"].load(request.param)


@pytest.fixture
def table(page, tmp_path):
    book = openpyxl.Workbook()
    for row in rows_of(page):
        book.active.append(row)
    path = tmp_path / "example.xlsx"
    book.save(path)
    return path


@pytest.fixture
def session(table):
    return open_reading(read_workbook(table, YEAR_OF_H), None, None).desk.session


def written(number, places=1):
    return f"{number:,.{places}f}"


def of_target_year(session, scenario):
    shown = projection_table(
        session.results, (session.document.scenarios[scenario],), Rule(session.document.plan.status_rule)
    )
    return shown[shown["year"] == 2030].iloc[0]


def places(page):
    """Decimals of the first indicator on the page: hundred millions have one, millions none."""
    return 1 if "亿元" in page.text else 0


def has(text, *numbers):
    for number in numbers:
        assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", text), number


def test_what_is_recognised_and_what_the_correction_changes(page, table):
    steps = steps_of(page)
    reading = read_workbook(table)
    counts = reading.ledger.counts
    has(steps[2], *map(str, (counts.figures, counts.taken, counts.explained, counts.told)))
    has(steps[2], "2025", "2030", str(len(reading.plan.targets)))
    assert reading.plan.regions[0].name in steps[2]
    assert {problem.cell[0] for problem in reading.problems} == {"H"}
    corrected = read_workbook(table, YEAR_OF_H)
    counts = corrected.ledger.counts
    has(steps[3], *map(str, (counts.figures, counts.taken, counts.explained, counts.told)))
    assert (corrected.status, counts.told) == ("ok", 0)


def test_base_target_path_and_shortfall(page, session, table):
    place, step = places(page), steps_of(page)[4]
    (first,) = session.document.scenarios
    row = of_target_year(session, first)
    assert row["origin"] == "held"
    has(step, *(written(row[name], place) for name in ("value", "target", "gap")), f"{row['required']:.2f}%")
    name = row["indicator"]
    sought = npfdesk.seek(npfdesk.read(table), session.document.scenarios[first].name, row["region"], name)
    has(step, f"{sought['past'].item():.2f}%")


def test_a_child_scenario_an_assumption_and_the_required_growth(page, session, table):
    steps, place = steps_of(page), places(page)
    (first,) = session.document.scenarios
    before = of_target_year(session, first)
    parent = session.document.scenarios[first]
    session.apply(AddScenario(Scenario("child", "child", first), scenario_added("child", parent.name)))
    key = session.document.plan.series[0]
    typed = Assumption(Method.GROWTH, 5)
    session.apply(set_assumptions(session.document, "child", {AssumptionKey(*key): typed}))
    row = of_target_year(session, "child")
    has(steps[6], *(written(one, place) for one in (row["value"], row["gap"], before["gap"])))
    assert ("◑" in steps[6]) == (row["status"] == "yellow")
    has(steps[6], f"{5 / before['required']:.2f}", f"{before['required']:.2f}%")
    assert of_target_year(session, first)["gap"] == before["gap"]
    sought = npfdesk.seek(npfdesk.read(table), parent.name, row["region"], row["indicator"]).iloc[0]
    has(steps[7], f"{sought['value']:.2f}%", f"{sought['multiple']:.2f}", written(sought["target"], place))
    found = Assumption(Method.GROWTH, float(sought["value"]))
    session.apply(set_assumptions(session.document, "child", {AssumptionKey(*key): found}))
    assert abs(of_target_year(session, "child")["gap"]) < 1e-6


def test_the_total_is_allocated_as_told(page, table):
    plan = npfdesk.read(table)
    indicator = plan.plan.indicators[0].name
    shares = npfdesk.allocate(plan, indicator)
    step = steps_of(page)[8]
    for share in shares.itertuples():
        assert re.search(rf"{share.region} ?{re.escape(written(share.value, places(page)))}(?![\d.])", step)
        if places(page):
            has(step, f"{share.value:.2f}")
    assert shares["value"].sum() == pytest.approx(2700 if places(page) == 0 else 27)


def test_the_check_is_told_and_goes_when_the_target_is_put_right(page, session, table):
    (finding,) = audit(session.results)
    assert finding.code == "children_do_not_sum"
    has(steps_of(page)[9], "200", "202", "2", "18", "20")
    plan = session.document.plan
    town = plan.regions[-1].code
    firms = plan.indicators[1].code
    key = TargetKey(SeriesKey(town, "", firms), 2030)
    assert plan.targets[key].text == "20"
    stated = replace(plan.targets[key], text="18", parsed=parse_target("18", unit=plan.indicators[1].unit))
    session.apply(set_targets(session.document, {key: stated}))
    assert audit(session.results) == ()
    changed = amendments(table, session.document, "en", YEAR_OF_H)
    assert isinstance(changed, Amendments)
    assert [(edit.cell, edit.before, edit.value) for edit in changed.edits] == [("G6", "20", 18.0)]
    has(steps_of(page)[10], "18", "20")
    assert "G6" in steps_of(page)[10]
