"""The synthetic county plan: both of its forms say the same, nothing is told of them unexpectedly, and both say that they are synthetic."""

import io
import json
import sys
from contextlib import redirect_stdout

import openpyxl
import pytest

from npfdesk.cli import main
from npfdesk.locations import sample_folder, sample_workbooks
from npfdesk.plan.kinds import Kind
from npfdesk.plan.owners import target_owners
from npfdesk.plan.targets import Measure
from npfdesk.workbook.canonical.plan_workbook import save_canonical
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.writing.test_cell_texts import parts

CANONICAL, PRINTED = sample_folder() / "county_15fyp.xlsx", sample_folder() / "county_as_published.xlsx"


def checked(path):
    told = io.StringIO()
    with redirect_stdout(told):
        assert main(["check", str(path), "--json"]) == 0
    return json.loads(told.getvalue())


@pytest.fixture(scope="module")
def told():
    return {path: checked(path) for path in (CANONICAL, PRINTED)}


def targets(said):
    return {
        (one["region"], one["indicator"], one["target_year"], one["measure"]): {
            name: value for name, value in one.items() if name not in ("text", "sheet", "cell")
        }
        for one in said["targets"]
    }


def test_both_are_offered_among_the_samples():
    assert sample_workbooks()[-2:] == (CANONICAL, PRINTED)


@pytest.mark.parametrize(("path", "form"), [(CANONICAL, "canonical"), (PRINTED, "published")])
def test_nothing_is_told_but_what_has_no_figure(told, path, form):
    said = told[path]
    assert (said["form"], said["problems"], said["accounting"]["told"]) == (form, [], 0)
    # binding, and without a figure: assigned from above, and to be held stable
    assert {(one["severity"], one["indicator"]) for one in said["audit"]} == {
        ("note", "单位GDP能耗降低"), ("note", "粮食总产量"),
    }  # fmt: skip
    assert "合成示例" in said["plan"]["title"]


def test_both_forms_give_the_same_targets_figures_and_indicators(told):
    canonical, printed = told.values()
    assert len(targets(canonical)) == len(canonical["targets"]) == 33
    assert targets(printed) == targets(canonical)
    names = ("region", "industry", "indicator", "period", "measure", "value")
    for said in (canonical, printed):
        said["figures"] = {tuple(one[name] for name in names) for one in said["data"]}
    assert printed["figures"] == canonical["figures"]
    without_codes = [
        [{name: value for name, value in one.items() if name != "code"} for one in said["indicators"]]
        for said in (canonical, printed)
    ]
    assert without_codes[0] == without_codes[1]


def test_it_shows_what_a_plan_of_these_years_says(told):
    plan = read_workbook(CANONICAL).plan
    assert {Kind.FLOW, Kind.RATE, Kind.RATIO, Kind.COUNT} <= {one.kind for one in plan.indicators}
    measures = {one["measure"] for one in told[CANONICAL]["targets"]}
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
    # the towns make up the county
    firms = [one.parsed.figure for key, one in plan.targets.items() if key.series.region != plan.city]
    assert sum(firms) == 200


def test_every_sheet_says_that_it_is_synthetic():
    for path in (CANONICAL, PRINTED):
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            rows = (
                list(sheet.iter_rows(min_row=2, values_only=True))
                if sheet.title not in ("表1", "表2", "附件1")
                else [("合成",)]
            )
            if sheet.title in ("表1", "表2", "附件1"):
                assert "合成示例" in sheet["A1"].value
            elif sheet.title not in ("地区", "规划"):
                assert all(
                    any("合成" in str(cell) or "演示假设" in str(cell) or "倒推" in str(cell) for cell in row)
                    for row in rows
                )


def test_they_are_what_their_script_builds(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(sample_folder()))
    for name in ("county_plan", "published_tables"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import county_plan

    for build, kept in (
        (county_plan.build_county, CANONICAL),
        (county_plan.build_county_as_published, PRINTED),
    ):
        built = tmp_path / kept.name
        assert build(built) is None
        assert parts(built) == parts(kept)


@pytest.mark.parametrize("path", [CANONICAL, PRINTED])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_in_the_standard_format_they_read_the_same(path, language, tmp_path):
    plan = read_workbook(path).plan
    saved = tmp_path / "再存.xlsx"
    assert save_canonical(plan, saved, language) is None
    again = read_workbook(saved)
    assert again.problems == ()
    assert again.plan.indicators == plan.indicators
    assert again.plan.progress == plan.progress
    assert targets(checked(saved)) == targets(checked(path))
