"""A yardstick's own targets are no part of the plan's standing, and shift nothing of what is: worked figures."""

import csv
import io

import openpyxl

from npfdesk.plan.regions import Region
from npfdesk.report.projection_table import csv_report
from npfdesk.report.workbook_report import workbook_report
from tests.plans import plan, scenario, target
from tests.report.materials import material


def measured():
    """The province's targets stand before the city's."""
    data = {("省", "", "产值"): {2020: 1000.0}, ("市", "", "产值"): {2020: 100.0}}
    targets = [target(("省", "", "产值"), "1500以上"), target(("市", "", "产值"), "200左右")]
    regions = [Region("市", "市"), Region("省", "省", benchmark=True)]
    return material(plan(data, regions=regions, targets=targets, scenarios=(scenario(),)))


def test_the_words_of_a_target_stand_beside_its_own_figures():
    rows = list(csv.DictReader(io.StringIO(csv_report(measured()).decode("utf-8-sig"))))
    of = {(row["region"], row["year"]): row for row in rows}
    assert of["市", "2025"]["target"] == "200.0"
    assert "200左右" in of["市", "2025"].values()
    assert "1500以上" not in of["市", "2025"].values()
    assert "200左右" not in of["省", "2025"].values()


def test_the_sheet_of_gaps_is_written():
    given = measured()
    made = openpyxl.load_workbook(io.BytesIO(workbook_report(given)))
    assert given.failures.found == ()
    sheet = next(one for one in made if one.title.startswith("缺口"))
    assert "200左右" in [cell.value for row in sheet for cell in row]
