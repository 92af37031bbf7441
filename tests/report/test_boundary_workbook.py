"""Roll-ups of the live workbook name in each year the regions in force, and recompute to the engine's figures."""

import io
from dataclasses import replace

import pytest

from npfdesk.engine.edits.boundary_paths import boundary_edit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.boundary_changes import BoundaryChange, BoundaryKind, BoundaryStep, boundary_step
from npfdesk.plan.document import new_document
from npfdesk.plan.regions import Region
from npfdesk.report.workbook_report import workbook_report
from tests.plans import Assumption, Indicator, Kind, Method, RollUp, formula, plan, scenario, target
from tests.report.materials import material
from tests.report.spreadsheet import Sheets
from tests.report.test_workbook_report import compare

INDICATORS = (
    Indicator("gdp", "生产总值", unit="亿元", rollup=RollUp.SUM),
    Indicator("pop", "人口", unit="万人", rollup=RollUp.SUM),
    Indicator("urban", "城镇化率", unit="%", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="pop"),
    Indicator("spread", "平均", unit="亿元", formula=formula("mean(gdp) + count(gdp > 50)")),
)
REGIONS = (Region("市", "市"), *(Region(code, code, parent="市") for code in ("甲", "乙", "丙")))


def made(*changes):
    data = {("市", "", one.code): {} for one in INDICATORS}
    for nth, region in enumerate(("甲", "乙", "丙"), start=1):
        data[region, "", "gdp"] = {2019: 90.0 * nth, 2020: 100.0 * nth}
        data[region, "", "pop"] = {2020: 10.0 * nth}
        data[region, "", "urban"] = {2020: 40.0 + nth}
    rows = {
        ("甲", "", "gdp"): Assumption(Method.GROWTH, 6.0),
        ("*", "*", "gdp"): Assumption(Method.GROWTH, 3.0),
        ("*", "*", "pop"): Assumption(Method.GROWTH, 1.0),
        ("*", "*", "urban"): Assumption(Method.STEP, 0.5),
    }
    document = new_document(
        plan(
            data, indicators=INDICATORS, regions=REGIONS, scenarios=[scenario(assumptions=rows)],
            targets=[target((one, "", "gdp"), "500", year=2025) for one in ("甲", "乙", "丙")],
        )
    )  # fmt: skip
    for change in changes:
        step = boundary_step(document, change)
        assert isinstance(step, BoundaryStep)
        document = boundary_edit(document, compute(document), step).apply(document)
    return document


MERGE = BoundaryChange(BoundaryKind.MERGE, 2022, ("甲", "乙"), (Region("新", "新"),))
GOES_ON = BoundaryChange(BoundaryKind.MERGE, 2024, ("甲", "乙"), (REGIONS[1],))
SPLIT = BoundaryChange(
    BoundaryKind.SPLIT, 2026, ("丙",), (Region("东", "东"), Region("西", "西")), (60.0, 40.0)
)
OPEN = BoundaryChange(BoundaryKind.SPLIT, 2026, ("丙",), (Region("东", "东"), Region("西", "西")))


@pytest.mark.parametrize("changes", [(MERGE,), (GOES_ON,), (SPLIT,), (OPEN,), (MERGE, SPLIT)])
def test_it_recomputes_to_our_figures(changes):
    document = made(*changes)
    # the plan as amended, with the scenarios that carry its paths
    done = material(replace(document.plan, scenarios=tuple(document.scenarios.values())))
    sheets = Sheets(io.BytesIO(workbook_report(done)))
    assert compare(done, sheets.figure) > 100
