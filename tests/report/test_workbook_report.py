"""The workbook that recomputes: its formulas, computed anew by a spreadsheet, come to our own figures."""

import datetime
import io
import math
import re
import shutil
import subprocess
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from npfdesk.engine.targets.measured_figures import measured_figures
from npfdesk.plan.status_rules import Rule
from npfdesk.report.livebook.live_workbook import TOP
from npfdesk.report.livebook.measured_formulas import FIRST_YEAR, MeasuredRows
from npfdesk.report.livebook.target_formulas import (
    _BASE,
    _GAP,
    _PROGRESS,
    _REQUIRED,
    _TARGET,
    _VALUE,
    STATUS,
)
from npfdesk.report.standings import standings
from npfdesk.report.workbook_report import workbook_report
from tests.plans import (
    Assumption,
    Direction,
    Indicator,
    Industry,
    Kind,
    LeverEffect,
    Method,
    Region,
    RollUp,
    formula,
    plan,
    scenario,
    target,
)
from tests.report.materials import MOMENT, material, passed_on
from tests.report.measured_plan import every_measure
from tests.report.spreadsheet import Failed, Sheets

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def near(got, want):
    if math.isnan(got) or math.isnan(want):
        return math.isnan(got) and math.isnan(want)
    return abs(got - want) <= 1e-9 * max(1.0, abs(want))


class Nothing:
    """What the rows of measured targets need of a book."""

    def __init__(self, made):
        self.material = made


class Nowhere:
    """No sheet."""


def compare(made, figure, names=None):
    """Every path, roll-up and target figure of a workbook against the engine's; figure(sheet, row, column)."""
    compared = 0
    years = len(made.plan.years)
    for one in made.scenarios:
        name = f"路径 {one.name}"
        result = made.results.scenarios[one.id]
        for row in range(len(made.plan.series)):
            for column in range(years):
                got, want = figure(name, TOP + row, FIRST_YEAR + column), float(result.values[row, column])
                assert near(got, want), (name, made.plan.series[row], int(made.plan.years[column]), got, want)
                compared += 1
        parents = [row for row in range(len(made.plan.series)) if result.covered[row, 1] > 0]
        for place, row in enumerate(parents):
            for column in range(years):
                at = TOP + len(made.plan.series) + 2 + place
                assert near(figure(name, at, FIRST_YEAR + column), float(result.rollup[row, column]))
                compared += 1
        judged = measured_figures(made.results, one.id)
        top = TOP + len(made.plan.series) + 2 + len(parents) + 2
        for (position, kind), at in MeasuredRows(Nowhere(), Nothing(made), one, top).rows.items():
            place = judged.positions.tolist().index(position)
            shown = {"figure": judged.value, "milestone": judged.milestone, "index": judged.way_value}.get(
                kind
            )
            for column in range(years if shown is not None else 0):
                got, want = figure(name, at, FIRST_YEAR + column), float(shown[column, place])
                assert near(got, want), (name, kind, position, int(made.plan.years[column]), got, want)
                compared += 1
        gaps = f"缺口 {one.name}"
        for row in standings(made, one):
            for column, want in (
                (_BASE, row.base),
                (_TARGET, row.target),
                (_VALUE, row.value),
                (_GAP, row.gap),
                (_PROGRESS, row.progress),
                (_REQUIRED, row.required),
            ):
                got = figure(gaps, TOP + row.position, column)
                assert near(got, want), (gaps, row, column, got, want)
                compared += 1
    return compared


def recomputed(made):
    content = workbook_report(made)
    sheets = Sheets(io.BytesIO(content))
    assert compare(made, sheets.figure) > 0
    said = {"grey": "– 灰", "blue": "● 蓝", "yellow": "◑ 黄", "orange": "◔ 橙", "red": "✕ 红"}
    for one in made.scenarios:
        for row in standings(made, one):
            at = load_cell(sheets, f"缺口 {one.name}", TOP + row.position, STATUS)
            assert at == said[row.status.code], (one.name, row)
    return content, sheets


def load_cell(sheets, sheet, row, column):
    return sheets.value(sheet, sheets.written[sheet].cell(row + 1, column + 1).coordinate)


@pytest.mark.parametrize("rule", list(Rule))
def test_the_sample_recomputes_to_our_figures(sample_plan, rule):
    recomputed(material(sample_plan, rule))


def test_what_each_cell_shows_uncomputed_is_what_it_comes_to(sample_plan):
    content = workbook_report(material(sample_plan))
    sheets, shown = Sheets(io.BytesIO(content)), load_workbook(io.BytesIO(content), data_only=True)
    compared = 0
    for page in sheets.written.worksheets:
        for cells in page.iter_rows():
            for cell in cells:
                kept = shown[page.title][cell.coordinate].value
                # scores and the years of a trend are shown only by what computes
                if cell.data_type != "f" or kept in (None, ""):
                    continue
                try:
                    value = sheets.value(page.title, cell.coordinate)
                except Failed:
                    assert kept == "#N/A", (page.title, cell.coordinate, cell.value, kept)
                    continue
                if isinstance(value, str | bool):
                    assert kept == value, (page.title, cell.coordinate)
                else:
                    assert near(float(kept), float(value)), (
                        page.title,
                        cell.coordinate,
                        cell.value,
                        kept,
                        value,
                    )
                compared += 1
    assert compared > 4000


# every number below is synthetic
def every_method():
    indicators = [
        Indicator("out", "产出", unit="亿元", rollup=RollUp.SUM),
        Indicator("rate", "占比", unit="%", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="out"),
        Indicator("water", "水耗", kind=Kind.RATIO, direction=Direction.DOWN),
        Indicator("firms", "企业", kind=Kind.COUNT, rollup=RollUp.SUM, decimals=0),
        Indicator("per", "户均", kind=Kind.RATIO, formula=formula("out / firms * 100")),
        Indicator(
            "mix",
            "综合",
            kind=Kind.INDEX,
            formula=formula(
                "min(sqrt(abs(prev(out) - base(out))), 7) + base(out, 2018) * 0.01 + count(out >= 100) + mean(firms) - at('a', log(out))"
                " + max(out, firms) * (out != firms) + exp(-firms / 1000) - sum(out / firms) + 0 / (out > 0)"
            ),
        ),
    ]
    regions = [
        Region("市", "市"),
        Region("a", "甲", parent="市", role="山区"),
        Region("b", "乙", parent="市"),
    ]
    industries = [Industry("i", "钢", type="传统")]
    data = {
        ("市", "", "out"): {},
        ("市", "", "rate"): {2018: 30, 2020: 31.5},
        ("市", "", "firms"): {2016: 10, 2020: 30},
        ("市", "", "water"): {2020: 20},
        ("市", "", "mix"): {2016: 4.0},
        ("a", "", "out"): {2016: 50, 2018: 66, 2020: 80},
        ("a", "i", "out"): {2017: 9, 2020: 12},
        ("a", "", "rate"): {2016: 40, 2019: 41},
        ("a", "", "firms"): {2020: 10},
        ("a", "", "per"): {},
        ("b", "", "out"): {2020: 120, 2021: 131},
        ("b", "i", "out"): {2019: 0, 2020: -3},
        ("b", "", "rate"): {2020: 12},
        ("b", "", "firms"): {2020: 20, 2022: 23},
        ("b", "", "water"): {},
    }
    levers = [
        LeverEffect("数智", "技术", "out", 2.0, lag=1),
        LeverEffect("数智", "技术", "rate", 0.4, lag=3),
        LeverEffect("人才", "要素", "out", 1.5),
        LeverEffect("人才", "要素", "firms", 3.0, lag=2),
        LeverEffect("无人用", "政策", "out", 9.0),
    ]
    targets = [
        target(("市", "", "out"), "翻一番"),
        target(("市", "", "out"), "新增300", year=2030),
        target(("市", "", "rate"), "35左右", unit="%"),
        target(("市", "", "water"), "不超过15"),
        target(("a", "", "out"), "年均增长8%", year=2023),
        target(("a", "", "out"), "150以上，力争160以上", year=2027),
        target(("a", "", "rate"), "42～44", unit="%"),
        target(("b", "", "out"), "增长15%以上", year=2025),
        target(("b", "", "rate"), "完成省下达任务", unit="%"),
        target(("b", "", "firms"), "20", year=2021),
        target(("b", "i", "out"), "8", year=2029),
        target(("a", "", "firms"), "40", year=2040),
        target(("a", "", "per"), "900"),
        target(("市", "", "mix"), "9", base_year=2014),
    ]
    base = scenario(
        "惯性",
        assumptions={
            ("*", "*", "out"): Assumption(Method.TREND),
            ("b", "", "out"): Assumption(Method.GROWTH, 5.0, by_year=((2023, -2.0), (2026, 9.5))),
            ("市", "", "rate"): Assumption(Method.ROLLUP),
            ("*", "*", "rate"): Assumption(Method.STEP, 0.3, by_year=((2024, 0.9),)),
            ("a", "", "rate"): Assumption(Method.TREND, 2.0),
            ("*", "*", "firms"): Assumption(Method.LOGISTIC, 60.0, midpoint=2024),
            ("市", "", "firms"): Assumption(Method.VALUES, by_year=((2019, 5.0), (2023, 44.0), (2026, 40.0))),
            ("市", "", "water"): Assumption(Method.HOLD),
            ("b", "", "water"): Assumption(Method.VALUES, by_year=((2022, 7.0), (2024, 9.0), (2040, 30.0))),
        },
    )
    goal = scenario(
        "规划 'A'/B",
        "惯性",
        assumptions={
            (("*"), "*", code): Assumption(Method.TARGET) for code in ("out", "rate", "firms", "water")
        },
        targets=[target(("b", "", "out"), "400", year=2026)],
    )
    push = scenario(
        "攻坚",
        "惯性",
        assumptions={
            ("a", "", "out"): Assumption(Method.TREND, 2.0),
            ("b", "i", "out"): Assumption(Method.GROWTH),
            # levers act in the effect's own unit: points of growth on a step of an amount, points on a growth of a share
            ("b", "", "out"): Assumption(Method.STEP, 4.0, by_year=((2024, 9.0),)),
            ("b", "", "rate"): Assumption(Method.GROWTH, 3.0),
        },
        intensities={
            ("数智", "*", "*"): {2019: 10.0, 2022: 50.0, 2025: 100.0},
            ("数智", "a", "*"): {2021: 30.0, 2033: 90.0},
            ("人才", "*", "i"): {2021: 60.0},
            ("人才", "b", ""): {2021: 40.0, 2028: 10.0},
        },
    )
    return plan(
        data,
        indicators=indicators,
        regions=regions,
        industries=industries,
        targets=targets,
        levers=levers,
        multipliers={("山区", "技术"): 0.7, ("传统", "要素"): 1.3, ("传统", "技术"): 0.8},
        scenarios=[base, goal, push],
        synergy=0.25,
    )


@pytest.mark.parametrize("rule", list(Rule))
def test_every_method_recomputes(rule):
    made = material(every_method(), rule)
    sheets = Sheets(io.BytesIO(workbook_report(made)))
    renamed = {"路径 规划 'A'/B": "路径 规划  A  B", "缺口 规划 'A'/B": "缺口 规划  A  B"}

    def figure(sheet, row, column):
        return sheets.figure(renamed.get(sheet, sheet), row, column)

    assert compare(made, figure) > 700
    # a, out under trend of two figures: (80/66)^(1/2) − 1, plus 2.0 × 0.7 × I(2020) × (1 + κ·D), I(2020) = 0
    row = made.plan.row["a", "", "out"]
    value = figure("路径 攻坚", TOP + row, FIRST_YEAR + made.plan.column(2021))
    assert value == pytest.approx(80 * (80 / 66) ** 0.5, abs=1e-9)


def test_a_changed_cell_moves_the_paths():
    made = material(every_method())
    content = workbook_report(made)
    book = load_workbook(io.BytesIO(content))
    page = book["假设"]
    (row,) = [
        row
        for row in page.iter_rows(min_row=TOP + 1)
        if [one.value for one in row[:4]] == ["惯性", "乙", "总计", "产出"]
    ]
    assert row[6].value == 5
    row[6].value = 10
    changed = io.BytesIO()
    book.save(changed)
    sheets = Sheets(changed)
    at = TOP + made.plan.row["b", "", "out"]
    # 131 in 2021, then 10 % for 2022 and −2 % as given for 2023
    assert sheets.figure("路径 惯性", at, FIRST_YEAR + made.plan.column(2022)) == pytest.approx(131 * 1.1)
    assert sheets.figure("路径 惯性", at, FIRST_YEAR + made.plan.column(2023)) == pytest.approx(
        131 * 1.1 * 0.98
    )


@given(
    figures=st.lists(st.integers(-50_000, 500_000).map(lambda one: one / 1000), min_size=2, max_size=5),
    method=st.sampled_from(
        [Method.GROWTH, Method.STEP, Method.TREND, Method.TARGET, Method.LOGISTIC, Method.HOLD]
    ),
    value=st.one_of(st.none(), st.integers(-2000, 90_000).map(lambda one: one / 100)),
    kind=st.sampled_from(list(Kind)),
    worded=st.sampled_from(
        ["300", "300以上", "翻一番", "新增20", "10-20", "约90", "不超过15", "—", "年均增长3%"]
    ),
    rule=st.sampled_from(list(Rule)),
)
@settings(max_examples=40)
def test_whatever_is_assumed_recomputes(figures, method, value, kind, worded, rule):
    data = {("市", "", "x"): dict(zip(range(2016, 2016 + len(figures)), figures, strict=True))}
    assumed = Assumption(method, value, midpoint=2026 if method is Method.LOGISTIC else None)
    made = plan(
        data,
        indicators=[Indicator("x", "X", kind=kind)],
        targets=[target(("市", "", "x"), worded)],
        scenarios=[scenario("基准", assumptions={("*", "*", "x"): assumed})],
    )
    recomputed(material(made, rule))


def test_many_children_and_long_formulas_are_cut_into_parts():
    # synthetic: 900 counties, whose sum would not fit one formula of 8,192 characters
    regions = [Region("市", "市"), *(Region(f"r{n}", f"县{n}", parent="市") for n in range(900))]
    data = {("市", "", "x"): {}, ("市", "", "y"): {}, ("市", "", "w"): {}}
    for n in range(900):
        data[f"r{n}", "", "x"] = {2020: 1.0 + n}
        data[f"r{n}", "", "w"] = {2020: 30.0 + n % 7}
    made = plan(
        data,
        first=2019,
        horizon=2021,
        indicators=[
            Indicator("x", "X", rollup=RollUp.SUM),
            Indicator("w", "W", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="x"),
            Indicator(
                "y", "Y", formula=formula("sum((x - base(x) + 1) * (w + 1) / (x + w)) + count(x > 450)")
            ),
        ],
        regions=regions,
        scenarios=[scenario("基准", assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 3.0)})],
    )
    content, _ = recomputed(material(made))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        longest = max(
            len(found)
            for name in parts.namelist()
            if name.startswith("xl/worksheets/")
            for found in re.findall(rb"<f>([^<]*)</f>", parts.read(name))
        )
    assert longest < 8192


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("which", ["sample", "methods", "measures", "passed on"])
def test_libreoffice_recomputes_to_our_figures(sample_plan, tmp_path, which):
    if which == "passed on":
        made = passed_on(sample_plan)
    else:
        plans = {"sample": lambda: sample_plan, "methods": every_method, "measures": every_measure}
        made = material(plans[which]())
    # without what each cell shows, there is nothing but the formulas to take a figure from
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(io.BytesIO(workbook_report(made))) as parts, zipfile.ZipFile(bare, "w") as out:
        for name in parts.namelist():
            content = parts.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb'(<c [^>]*?)(?: t="\w+")?>(<f>[^<]*</f>)<v>[^<]*</v>', rb"\1>\2", content)
            out.writestr(name, content)
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(bare)],
        check=True,
        capture_output=True,
        timeout=300,
    )  # fmt: skip
    book = load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True)

    def figure(sheet, row, column):
        name = sheet.replace("'A'/B", " A  B")
        value = book[name].cell(row + 1, column + 1).value
        return float(value) if isinstance(value, int | float) else math.nan

    assert compare(made, figure) > 700


def test_the_same_input_gives_the_same_bytes_but_for_the_moment(sample_plan):
    one, same = (workbook_report(material(sample_plan)) for _ in range(2))
    assert one == same
    later = workbook_report(material(sample_plan, moment=MOMENT + datetime.timedelta(days=9)))
    with zipfile.ZipFile(io.BytesIO(one)) as a, zipfile.ZipFile(io.BytesIO(later)) as b:
        differing = [name for name in a.namelist() if a.read(name) != b.read(name)]
    # the moment stands in the properties and on the sheet of provenance, whose cell is the last sheet's
    assert len(differing) == 2
    assert "docProps/core.xml" in differing


def test_where_it_comes_from_is_in_the_properties_and_on_a_sheet(sample_plan):
    content = workbook_report(material(sample_plan))
    book = load_workbook(io.BytesIO(content))
    told = {one.name: one.value for one in book.custom_doc_props}
    assert told["Workbook SHA-256"] == "ab" * 32
    assert told["Revision"] == "修订 手工修订 3"
    assert told["Program"].startswith("NPF Desk ")
    cells = [
        str(cell.value) for row in book["出处与规则"].iter_rows() for cell in row if cell.value is not None
    ]
    for said in (
        sample_plan.title,
        "规划.xlsx",
        "ab" * 32,
        "修订 手工修订 3",
        "速度（已实现速度 ÷ 所需速度）",
    ):
        assert said in cells
    assert any("Open SDG" in cell for cell in cells)
    assert any("金华市“十四五”" in cell or "十四五" in cell for cell in cells)


def test_sheets_are_frozen_and_set_for_print_and_charts_are_native(sample_plan):
    content = workbook_report(material(sample_plan, language="en"))
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames[0] == "Overview"
    page = book["Paths 攻坚"]
    assert page.freeze_panes == "D5"
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert page.print_title_rows == "$4:$4"
    assert "&P" in page.oddFooter.center.text
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) >= 16


def test_a_scenario_named_like_a_function_is_referred_to_by_its_name():
    made = plan(
        {("市", "", "x"): {2020: 1.0}},
        targets=[target(("市", "", "x"), "5")],
        scenarios=[
            scenario("MAP(TAKE(1)_xlfn.", assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 10.0)})
        ],
    )
    sheets = Sheets(io.BytesIO(workbook_report(material(made))))
    name = "路径 MAP（TAKE（1）_xlfn."
    assert sheets.figure(name, TOP, FIRST_YEAR + 6) == pytest.approx(1.1**2)
    assert sheets.figure("缺口 MAP（TAKE（1）_xlfn.", TOP, _GAP) == pytest.approx(5 - 1.1**5)


def test_text_of_a_plan_is_text_and_nothing_else():
    hostile = '=HYPERLINK("http://x","y")&[1]\'*?/\\'
    made = plan(
        {("市", "", "x"): {2020: 1.0}},
        indicators=[Indicator("x", "+cmd|' /C calc'!A0", unit="@SUM(1)", rollup=RollUp.SUM)],
        regions=[Region("市", hostile)],
        targets=[target(("市", "", "x"), "5")],
        scenarios=[scenario(hostile), scenario(hostile + "2"), scenario("History"), scenario("x" * 60)],
    )
    content = workbook_report(material(made))
    book = load_workbook(io.BytesIO(content))
    texts = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert any(cell.value == hostile and cell.data_type == "s" for cell in texts if cell.column == 1)
    for cell in texts:
        if cell.data_type == "f":
            assert "HYPERLINK" not in re.sub("'[^']*'!", "", cell.value)
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert not np.any([cell.hyperlink for cell in texts])
