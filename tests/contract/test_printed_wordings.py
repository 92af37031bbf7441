"""Every wording of a target cell that the contract lists, in a table as a plan prints it: read, judged and exported."""

import io
import math

import pytest
from openpyxl import Workbook, load_workbook

from npfdesk.engine.targets.judgement import judge
from npfdesk.engine.targets.status import Rule
from npfdesk.plan.kinds import Direction
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.report.workbook_report import workbook_report
from npfdesk.workbook.plan_reader import read_workbook
from tests.contract.test_wordings import FLOW, NOTHING, RATE, SHARE, WORDINGS, made_of


def printed(path, said, text):
    """A printed table of one target, with what was observed since in the sheet 数据 and the settings beside it."""
    first, last = said.figures
    book = Workbook()
    table = book.worksheets[0]
    table.title = "表1"
    for row in (
        ["表1 金山市“十四五”规划主要指标"],
        ["序号", "指标", "2020年", "2025年目标", "属性"],
        [1, f"{said.name}（{said.unit}）", first, text, "预期性"],
        [2, "常住人口（万人）", 50, 52, "预期性"],
    ):
        table.append(row)
    years = (
        {2020: first, **{2020 + year: first + year for year in range(1, 5)}}
        if said is FLOW
        else {2020: first}
    )
    if said is RATE:
        years = {2020: first, **dict.fromkeys(range(2021, 2025), last)}
    years[2025] = last
    data = book.create_sheet("数据")
    data.append(["地区", "指标", *years])
    data.append(["金山市", said.name, *years.values()])
    data.append(["金山市", "常住人口", 50, *[None] * (len(years) - 2), 51])
    settings = book.create_sheet("规划")
    for row in (["项", "值"], ["全市", "金山市"], ["基期", 2020], ["目标年", 2025], ["展望年", 2026]):
        settings.append(row)
    book.save(path)
    return read_workbook(path)


CASES = pytest.mark.parametrize(
    ("said", "text", "measure", "kind", "figure", "colour"), WORDINGS, ids=[f"{one[0].name} {one[1]}" for one in WORDINGS]
)  # fmt: skip


def stated_of(reading, said):
    (indicator,) = [one for one in reading.plan.indicators if one.name == said.name]
    series = SeriesKey(reading.plan.city, "", indicator.code)
    return indicator, [
        one for key, one in reading.plan.targets.items() if key.series == series and key.year == 2025
    ]


@CASES
def test_it_is_read_judged_and_exported(tmp_path, said, text, measure, kind, figure, colour):
    reading = printed(tmp_path / "a.xlsx", said, text)
    assert reading.status in ("ok", "warnings"), [one.message("zh") for one in reading.problems]
    indicator, found = stated_of(reading, said)
    assert indicator.kind is said.kind
    stated = found[0]
    assert (stated.text, stated.parsed.measure.value, stated.parsed.kind.value) == (text, measure, kind)
    made = made_of(reading)
    (scenario,) = made.scenarios
    judged = judge(made.results, scenario.id, 2025, Rule.PACE)
    position = made.results.scenarios[scenario.id].targets.of_series[stated.key]
    reach = float(judged.target[position])
    assert (math.isnan(reach) and figure is None) or reach == pytest.approx(figure)
    # no column says the way: it is told by the name, or by a target on the other side of the base
    assert indicator.direction is (Direction.DOWN if text in ("up to 4", "持续下降") else said.direction)
    assert Status(int(judged.status[position])) is colour
    book = load_workbook(io.BytesIO(workbook_report(made)))
    for name in ("目标", f"缺口 {scenario.name}"):
        assert text in {cell.value for row in book[name].iter_rows() for cell in row}, name


@pytest.mark.parametrize("text", NOTHING)
def test_a_mark_for_none_asks_nothing(tmp_path, text):
    reading = printed(tmp_path / "a.xlsx", SHARE, text)
    _, found = stated_of(reading, SHARE)
    assert all(one.parsed.asks_nothing for one in found)
    assert not [one for one in reading.problems if one.severity.value == "error"]
