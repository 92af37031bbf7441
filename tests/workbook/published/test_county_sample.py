"""The synthetic county plan: both of its forms say the same, nothing is told of them unexpectedly, and both say that they are synthetic."""

import io
import json
import sys
from contextlib import redirect_stdout

import openpyxl
import pytest

from npfdesk.cli import main
from npfdesk.engine.tracking import months_of_year
from npfdesk.locations import sample_folder, sample_workbooks
from npfdesk.plan.closed_targets import Verdict
from npfdesk.plan.kinds import Kind
from npfdesk.plan.owners import target_owners
from npfdesk.plan.scoring import ScoreSort, ScoringMethod
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.plan.targets import Measure
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests.workbook.writing.test_cell_texts import parts

STANDARD, PRINTED = sample_folder() / "county_15fyp.xlsx", sample_folder() / "county_as_published.xlsx"


def checked(path):
    told = io.StringIO()
    with redirect_stdout(told):
        assert main(["check", str(path), "--json"]) == 0
    return json.loads(told.getvalue())


@pytest.fixture(scope="module")
def told():
    return {path: checked(path) for path in (STANDARD, PRINTED)}


def targets(said):
    return {
        (one["region"], one["indicator"], one["target_year"], one["measure"]): {
            name: value for name, value in one.items() if name not in ("text", "sheet", "cell")
        }
        for one in said["targets"]
    }


MIDTERM = sample_folder() / "county_14fyp.xlsx"


def test_all_are_offered_among_the_samples():
    assert sample_workbooks()[-3:] == (STANDARD, PRINTED, MIDTERM)


def test_the_plan_before_is_evaluated_midway_with_every_grade():
    told = io.StringIO()
    with redirect_stdout(told):
        assert main(["evaluate", str(MIDTERM), "--year", "2023", "--json"]) == 1
    counts = json.loads(told.getvalue())["counts"]
    assert counts == {"ahead": 1, "fast": 9, "on": 6, "behind": 7, "none": 1}
    said = checked(MIDTERM)
    assert (said["problems"], said["accounting"]["told"]) == ([], 0)
    assert "合成示例" in said["plan"]["title"]
    # the figures of its years are the past of the plan that follows, and its targets that plan's closed ones
    after = {
        (one["region"], one["indicator"], one["period"]): one["value"] for one in checked(STANDARD)["data"]
    }
    for one in said["data"]:
        key = (one["region"], one["indicator"], one["period"])
        assert one["period"] == "2020" or after[key] == one["value"], key


@pytest.mark.parametrize(("path", "form"), [(STANDARD, "canonical"), (PRINTED, "published")])
def test_nothing_is_told_but_what_has_no_figure(told, path, form):
    said = told[path]
    assert (said["form"], said["problems"], said["accounting"]["told"]) == (form, [], 0)
    # binding, and without a figure: assigned from above, and to be held stable; expected, and split among the towns
    assert {(one["severity"], one["code"], one["indicator"]) for one in said["audit"]} == {
        ("note", "binding_without_figure", "单位GDP能耗降低"), ("note", "binding_without_figure", "粮食总产量"),
        ("note", "expected_target_split", "一般公共预算收入"),
    }  # fmt: skip
    counts = said["accounting"]
    assert counts["figures"] == counts["taken"] + counts["explained"] + counts["told"]
    assert "合成示例" in said["plan"]["title"]


def test_both_forms_give_the_same_targets_figures_and_indicators(told):
    standard, printed = told.values()
    assert len(targets(standard)) == len(standard["targets"]) == 53
    assert targets(printed) == targets(standard)
    names = ("region", "industry", "indicator", "period", "measure", "value")
    for said in (standard, printed):
        said["figures"] = {tuple(one[name] for name in names) for one in said["data"]}
    assert printed["figures"] == standard["figures"]
    without_codes = [
        [{name: value for name, value in one.items() if name != "code"} for one in said["indicators"]]
        for said in (standard, printed)
    ]
    assert without_codes[0] == without_codes[1]


def test_it_shows_what_a_plan_of_these_years_says(told):
    plan = read_workbook(STANDARD).plan
    assert {Kind.FLOW, Kind.RATE, Kind.RATIO, Kind.COUNT} <= {one.kind for one in plan.indicators}
    measures = {one["measure"] for one in told[STANDARD]["targets"]}
    assert {Measure.LEVEL, Measure.GROWTH, Measure.SUM, Measure.RELATIVE, Measure.QUALITATIVE} <= measures
    assert {key.year for key in plan.targets} == {2026, 2027, 2028, 2029, 2030}
    assert [one.name for one in plan.regions if one.benchmark] == ["示例省"]
    assert {(key.period.year, key.growth) for key in plan.progress} >= {(2026, False), (2026, True)}
    # seven departments and four towns
    assert len(target_owners(plan)) == 11
    assert {one.due for one in plan.commitments} == {
        "2027年6月底",
        "2030年底",
        "2028-12-31",
        "2026年3月底",
        "",
    }
    # the towns make up the county, in the targets of both years and in every observed figure
    for indicator, year, whole in (
        ("hightech_firms", 2030, 200), ("hightech_firms", 2026, 134), ("revenue", 2030, 25),
        ("revenue", 2026, 20.9), ("investment", 2030, 650), ("investment", 2026, 122.2),
    ):  # fmt: skip
        stated = [
            one.parsed.figure
            for key, one in plan.targets.items()
            if key.series.region not in (plan.city, "province")
            and (key.series.indicator, key.year) == (indicator, year)
        ]
        assert (len(stated), sum(stated)) == (4, pytest.approx(whole))
        rows = [plan.row[SeriesKey(town.code, "", indicator)] for town in plan.children_of(plan.city)]
        county = plan.observed[plan.row[SeriesKey(plan.city, "", indicator)]]
        assert plan.observed[rows].sum(axis=0) == pytest.approx(county, nan_ok=True)


def test_it_has_the_months_of_three_years_and_the_usual_shares_that_follow():
    plan = read_workbook(STANDARD).plan
    for indicator in ("investment", "revenue", "new_jobs"):
        months = months_of_year(plan, SeriesKey(plan.city, "", indicator), 2026)
        assert (months.past, months.latest) == ((2023, 2024, 2025), 6)
        # February to December; the first month is published with the second
        assert months.shares.count.tolist() == [0, *[3] * 11]
    # 59.3 of 116.4 by June 2025, 56.4 of 110.6 and 53 of 104.2 before
    investment = months_of_year(plan, SeriesKey(plan.city, "", "investment"), 2026)
    assert investment.shares.low[5] == pytest.approx(53 / 104.2)
    assert investment.shares.high[5] == pytest.approx(56.4 / 110.6)
    # the months of the towns add up to the county's
    for (series, period, growth), figure in plan.progress.items():
        if (
            series.region == plan.city
            and series.indicator in ("investment", "revenue", "hightech_firms")
            and not growth
        ):
            towns = [
                plan.progress.get(ProgressKey(series._replace(region=one.code), period, False))
                for one in plan.children_of(plan.city)
            ]
            assert sum(towns) == pytest.approx(figure), period
    growth = [
        key.period
        for key in plan.progress
        if key.series.indicator == "industry_growth" and key.period.year == 2025
    ]
    assert len(growth) == 10


@pytest.mark.parametrize("path", [STANDARD, PRINTED])
def test_it_has_all_of_a_plans_cycle(path):
    plan = read_workbook(path).plan
    # the newest publication of a figure is the one that stands
    newest = {(key.series, key.year): one.figure for key, one in sorted(plan.vintages.items())}
    assert len(plan.vintages) == 9
    for (series, year), figure in newest.items():
        assert plan.observed[plan.row[series], plan.column(year)] == figure
    assert {note for one in plan.vintages.values() for note in one.note.split("（")[:1]} == {
        "快报",
        "年报",
        "普查修订",
    }
    # the verdicts are those that the figures give
    assert len(plan.closed_targets) == 11
    for one in plan.closed_targets:
        judged = Verdict.NONE if one.over is None else Verdict.MET if one.over >= 0 else Verdict.MISSED
        assert one.verdict is judged, one
    sums = {one.series.indicator: one.reached for one in plan.closed_targets if one.text.startswith("〔")}
    for series, indicator in ((one.series, one.series.indicator) for one in plan.closed_targets):
        if indicator in sums:
            assert sums[indicator] == pytest.approx(plan.observed[plan.row[series], :5].sum())
    assert {one.method for one in plan.scoring} == set(ScoringMethod)
    assert {one.sort for one in plan.scoring} == set(ScoreSort)
    assert sum(one.points for one in plan.scoring if one.sort is ScoreSort.SCORE) == 100


# a printed table says so in its title and the settings in the plan's title, every other sheet in each of its rows
PRINTED_SHEETS = ("表1", "表2", "附件1")
SAYS_SO = ("合成", "synthetic", "演示假设，无出处")


@pytest.mark.parametrize("path", [STANDARD, PRINTED])
def test_title_and_every_sheet_say_that_it_is_synthetic(path):
    assert "合成示例，非真实数据" in read_workbook(path).plan.title
    for sheet in openpyxl.load_workbook(path).worksheets:
        rows = [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
        if sheet.title in PRINTED_SHEETS:
            assert "合成示例，非真实数据" in rows[0][0]
            continue
        told = [row for row in rows[1:] if any(word in cell for word in SAYS_SO for cell in row)]
        assert told or not rows[1:], sheet.title
        if sheet.title != "规划":
            assert told == rows[1:], sheet.title


def test_the_yearly_targets_and_the_months_of_2026(told):
    plan = read_workbook(STANDARD).plan
    stated = {
        (key.series.indicator, key.year): one.parsed.figure
        for key, one in plan.targets.items()
        if key.series.region == plan.city
    }
    assert [stated["hightech_firms", year] for year in range(2026, 2031)] == [134, 149, 165, 182, 200]
    assert [stated["gdp", year] for year in range(2026, 2031)] == [318, 337.1, 357.3, 378.7, 400]
    by_key = {
        (key.series.indicator, key.period.key, key.growth): value
        for key, value in plan.progress.items()
        if key.period.year == 2026 and key.series.region == plan.city
    }
    # running totals from January to June, and growths on the year before
    assert [by_key["investment", f"2026-01..{last}", False] for last in ("02", "04", "05", "06")] == [12.1, 37.6, 50.2, 62.4]  # fmt: skip
    assert by_key["investment", "2026Q1", True] == 5.4
    assert by_key["industry_growth", "2026-01..06", False] == 7.2
    assert by_key["new_jobs", "2026-01..06", False] == 0.29
    assert {one["period"] for one in told[STANDARD]["data"] if one["period"].startswith("2026")} == {
        "2026-01..02", "2026Q1", "2026-01..04", "2026-01..05", "2026-01..06",
    }  # fmt: skip


def projected(path):
    told = io.StringIO()
    with redirect_stdout(told):
        assert main(["project", str(path), "--format", "json"]) == 0
    return {
        (one["scenario"], one["region"], one["indicator"], one["year"]): one
        for one in json.loads(told.getvalue())
    }


@pytest.fixture(scope="module")
def paths():
    return {path: projected(path) for path in (STANDARD, PRINTED)}


def test_both_forms_project_and_judge_alike(paths):
    standard, printed = paths.values()
    assert printed.keys() == standard.keys()
    for key, one in standard.items():
        other = printed[key]
        assert {**one, "code": ""} == {**other, "code": ""}, key


def test_its_sum_rate_and_relation_are_judged(paths):
    rows = paths[STANDARD]
    # 规划 shares 650 out over five years: 130 each, so 650 at the end and 130 a year required before it begins
    last = rows["规划", "示例县", "固定资产投资", 2030]
    assert (last["cumulative"], last["status"]) == (pytest.approx(650), "blue")
    assert rows["规划", "示例县", "固定资产投资", 2026]["value"] == pytest.approx(130)
    # 2.5 over five years is 0.5 a year; 惯性 holds 0.52
    jobs = rows["惯性", "示例县", "城镇新增就业", 2030]
    assert (jobs["cumulative"], jobs["status"]) == (pytest.approx(2.6), "blue")
    # a mean of 7 % a year; 惯性 holds the last 6.8
    rate = rows["惯性", "示例县", "规上工业增加值增速", 2030]
    assert (rate["cumulative"], rate["value"]) == (pytest.approx(6.8), pytest.approx(6.8))
    assert rows["规划", "示例县", "规上工业增加值增速", 2030]["status"] == "blue"
    # 46,200 x 1.052^5 = 59,528 against the province's 47,400 x 1.048^5 = 59,922: 394 short, and 5.34 % a year were needed
    income = rows["惯性", "示例县", "居民人均可支配收入", 2030]
    assert income["value"] == pytest.approx(59527.9, abs=0.1)
    assert income["target"] == pytest.approx(59921.8, abs=0.1)
    assert income["gap"] == pytest.approx(393.9, abs=0.1)
    assert income["required"] == pytest.approx(5.34, abs=0.01)
    # 5.2 / 5.34 = 0.97 of the pace, and 0.95 counts as on track
    assert income["status"] == "blue"
    # held stable: 12.3 growing 0.2 % a year is within what counts as stable; assigned from above is never judged
    assert rows["惯性", "示例县", "粮食总产量", 2030]["target"] is None
    assigned = rows["惯性", "示例县", "单位GDP能耗降低", 2030]
    assert (assigned["value"], assigned["target"], assigned["status"]) == (None, None, "grey")


def test_they_are_what_their_script_builds(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(sample_folder()))
    for name in ("county_plan", "published_tables"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import county_plan

    for build, kept in (
        (county_plan.build_county, STANDARD),
        (county_plan.build_county_as_published, PRINTED),
    ):
        built = tmp_path / kept.name
        assert build(built) is None
        assert parts(built) == parts(kept)


@pytest.mark.parametrize("path", [STANDARD, PRINTED])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_in_the_standard_format_they_read_the_same(path, language, tmp_path):
    plan = read_workbook(path).plan
    saved = tmp_path / "再存.xlsx"
    assert save_standard(plan, saved, language) is None
    again = read_workbook(saved)
    assert again.problems == ()
    assert again.plan.indicators == plan.indicators
    assert again.plan.progress == plan.progress
    assert again.plan.vintages == plan.vintages
    assert again.plan.closed_targets == plan.closed_targets
    assert again.plan.scoring == plan.scoring
    assert targets(checked(saved)) == targets(checked(path))
