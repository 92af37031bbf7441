"""What was chosen of a plan is what every form has, in the order wanted; every page says the state, and the watermark. Synthetic."""

import io
import re
import zipfile
from dataclasses import replace

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from npfdesk.plan.evaluations import KeptEvaluation
from npfdesk.report.content import Content, Marking
from npfdesk.report.markings import WATERMARK_GREY, marking_line, state_mark, state_words
from npfdesk.report.projection_table import csv_report
from npfdesk.report.requests import ReportRequest, record_of, request_of
from npfdesk.report.slides_report import slides_report
from npfdesk.report.standings import county_targets, headline_targets, standings
from npfdesk.report.word_paper import word_report
from npfdesk.report.workbook_report import workbook_report
from npfdesk.ui.printing.documents import svg_report
from tests.plans import Assumption, Indicator, Method, Region, RollUp, plan, scenario, target
from tests.report.materials import material

REGIONS = [Region("市", "云城"), *(Region(one, f"{one}县", parent="市") for one in "甲乙丙")]
INDICATORS = [Indicator("x", "产值", rollup=RollUp.SUM), Indicator("y", "就业", rollup=RollUp.SUM)]
KEPT = KeptEvaluation("中期评估", 2023, "惯性", "2023-09-01", "", (1.0, 0.8), (), ())


def made(**given):
    """A city of three counties, two indicators, each with a target everywhere, and two scenarios."""
    places = [(region.code, indicator.code) for region in REGIONS for indicator in INDICATORS]
    data = {
        (region, "", code): {} if region == "市" else {2019: 90.0, 2020: 100.0} for region, code in places
    }
    assumed = {("*", "*", code): Assumption(Method.GROWTH, 5.0) for code in "xy"}
    scenarios = [scenario(name, assumptions=assumed) for name in ("惯性", "攻坚")]
    found = material(
        plan(
            data,
            regions=REGIONS,
            indicators=INDICATORS,
            targets=[
                target((region, "", code), "600" if region == "市" else "200") for region, code in places
            ],
            scenarios=scenarios,
        )
    )
    return replace(found, **given)


CHOSEN = Content(("甲", "乙"), ("x",), ("shortfalls", "overview", "counties"))


def test_only_what_was_chosen_counts_and_the_whole_is_always_in():
    whole, some = made(), made(content=CHOSEN)
    (first, _) = some.scenarios
    assert len(standings(whole, first)) == 8
    assert [row.series.region for row in standings(some, first)] == ["市", "甲", "乙"]
    assert [row.indicator.code for row in headline_targets(some, first)] == ["x"]
    assert [row.series.region for row in county_targets(some, first)["x"]] == ["甲", "乙"]
    # figures are those of the whole plan: the city is still the sum of three
    assert standings(some, first)[0].value == standings(whole, first)[0].value


def test_a_document_and_slides_have_the_sections_chosen_in_their_order():
    some = made(content=CHOSEN)
    document = Document(io.BytesIO(word_report(some)))
    said = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert said[0].startswith("缺口")
    assert any("概览" in one for one in said[1:])
    assert [one for one in said if one.endswith("县")] == ["甲县", "乙县"]
    assert not any("丙县" in one or "就业" in one for one in (*said, text))
    assert not any("方法" in one for one in said)
    slides = Presentation(io.BytesIO(slides_report(some))).slides
    shown = "\n".join(
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    )
    # the overview and one chart of counties
    assert len(slides) == 2
    assert "就业" not in shown


def test_a_table_has_no_row_of_what_was_left_out_and_a_workbook_hides_it():
    some = made(content=CHOSEN)
    table = pd.read_csv(io.BytesIO(csv_report(some)))
    assert set(table["region"]) == {"云城", "甲县", "乙县"}
    assert set(table["indicator"]) == {"产值"}
    assert len(table) == 2 * 3 * len(some.plan.years)
    book = load_workbook(io.BytesIO(workbook_report(some)))
    sheet = book["缺口 惯性"]
    shown = [
        sheet.cell(row, 1).value
        for row in range(5, sheet.max_row + 1)
        if sheet.cell(row, 3).value and not sheet.row_dimensions[row].hidden
    ]
    assert shown == ["云城", "甲县", "乙县"]
    # the workbook still recomputes: the rows that the city's sum reads are there
    assert {sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)} >= {"丙县"}
    assert "COUNTIFS(" in book["概览"]["C5"].value
    assert "上期目标" not in book.sheetnames
    assert "出处与规则" not in book.sheetnames
    shown_of = {one.title: one.sheet_state for one in book.worksheets}
    assert shown_of["缺口 惯性"] == shown_of["图"] == "visible"
    book = load_workbook(io.BytesIO(workbook_report(made(content=Content(sections=("months",))))))
    assert book["缺口 惯性"].sheet_state == book["图"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("adopted", "evaluated", "language", "mark", "words"),
    [
        (("", ""), 0, "zh", "草稿", "草稿（未定稿）"),
        (("", ""), 0, "en", "Draft", "draft, not adopted"),
        (("2026-03-05", "2026-03-05"), 0, "zh", "定稿", "定稿 2026-03-05"),
        (
            ("", "2026-03-05"),
            0,
            "zh",
            "部分定稿",
            "惯性：草稿（未定稿）；攻坚：定稿 2026-03-05",
        ),
        (("", ""), 2023, "zh", "2023 年评估 · 草稿", "草稿（未定稿），据 2023 年评估"),
        (
            ("2026-03-05", "2026-03-05"),
            2023,
            "en",
            "Evaluated 2023 · Adopted",
            "Adopted 2026-03-05, as evaluated for 2023",
        ),
    ],
)
def test_the_seal_says_the_state(adopted, evaluated, language, mark, words):
    some = made(language=language, evaluated=evaluated)
    pairs = zip(some.scenarios, adopted, strict=True)
    some = replace(some, scenarios=tuple(replace(one, adopted=day) for one, day in pairs))
    assert (state_mark(some), state_words(some)) == (mark, words)
    assert state_mark(replace(some, marking=Marking(seal=False))) == ""


def test_a_kept_evaluation_is_named_with_its_day():
    one = made(evaluations={"中期评估": KEPT, "早": replace(KEPT, name="早", taken="2022-09-01")})
    one = replace(one, scenarios=one.scenarios[:1])
    assert state_words(one) == "草稿（未定稿），据“中期评估”评估（2023-09-01）"


def parts(content, pattern):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return [book.read(name).decode() for name in book.namelist() if re.fullmatch(pattern, name)]


def test_watermark_and_seal_stand_on_every_form_and_go_when_not_wanted(qapp):
    marked = made(marking=Marking("comment"))
    bare = made(marking=Marking(seal=False))
    found = {
        "docx": lambda one: parts(word_report(one), r"word/header\d*\.xml"),
        "pptx": lambda one: parts(slides_report(one), r"ppt/slideLayouts/slideLayout\d+\.xml"),
        "xlsx": lambda one: parts(workbook_report(one), r"xl/worksheets/sheet\d+\.xml"),
        "csv": lambda one: [csv_report(one).decode("utf-8-sig")],
        "svg": lambda one: [svg_report(one).decode()],
    }
    for form, read in found.items():
        with_marks, without = read(marked), read(bare)
        saying = [one for one in with_marks if "征求意见稿" in one]
        assert saying, form
        assert all("草稿" in one for one in saying), form
        assert not any("征求意见稿" in one or "草稿（未定稿）" in one for one in without), form
    # every sheet is printed with it, and both layouts that slides use
    assert all("征求意见稿" in one for one in found["xlsx"](marked))
    assert len([one for one in found["pptx"](marked) if "征求意见稿" in one]) == 2
    deck = Presentation(io.BytesIO(slides_report(marked)))
    for slide in deck.slides:
        behind = [one.text_frame.text for one in slide.slide_layout.shapes if one.has_text_frame]
        assert "征求意见稿" in behind
    assert marking_line(replace(marked, language="en")) == "Draft for comment · draft, not adopted"


def luminance(colour):
    sides = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in sides)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ink", ["#1F2328", "#57606A", "#B3261E"])
def test_figures_are_read_over_the_watermark_and_paper_shows_it(ink):
    grey = luminance(WATERMARK_GREY) + 0.05
    assert grey / (luminance(ink) + 0.05) >= 4.5
    assert (1.05) / grey > 1.15


def test_a_request_is_kept_and_fitted_to_the_plan():
    some = made()
    scenarios = {one.id: one for one in some.scenarios}
    asked = ReportRequest(
        "yearly",
        ".docx",
        2024,
        ("攻坚",),
        Content(("甲",), ("x",), ("paths", "cover")),
        Marking("internal", False),
    )
    record = record_of(asked, some.plan, scenarios)
    assert request_of(record, some.plan, scenarios) == (asked, ())
    assert [one.id for one in asked.of(some.scenarios, ("惯性",))] == ["攻坚"]
    assert [one.id for one in ReportRequest().of(some.scenarios, ("惯性",))] == ["惯性"]
    later = plan({("市", "", "y"): {2020: 1.0}}, regions=REGIONS[:1], indicators=INDICATORS[1:], scenarios=[])
    fitted, gone = request_of(record, later, {"惯性": some.scenarios[0]})
    assert gone == ("攻坚", "甲县", "产值")
    assert (fitted.scenarios, fitted.content.indicators) == (None, None)
    for other in (None, [], {"kind": 3, "year": True, "regions": ["x"], "watermark": "secret"}):
        assert request_of(other, some.plan, scenarios) == (ReportRequest(), ())
