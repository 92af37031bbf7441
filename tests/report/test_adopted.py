"""Reports name an adopted scenario with its day, and say what is noted on a chart."""

import io
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from npfdesk.plan.chart_notes import ChartNote, Sign
from npfdesk.plan.series import SeriesKey
from npfdesk.report.slides_report import slides_report
from npfdesk.report.word_paper import word_report
from npfdesk.report.workbook_report import workbook_report
from tests.plans import Indicator, Region, plan, scenario, target
from tests.report.materials import material

CITY = ("市", "", "产值")


def cells(content):
    return [
        str(cell.value)
        for sheet in load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]


def paragraphs(content):
    document = Document(io.BytesIO(content))
    return [
        *(one.text for one in document.paragraphs),
        *(cell.text for table in document.tables for row in table.rows for cell in row.cells),
        *(one.text for section in document.sections for one in section.footer.paragraphs),
    ]


def slides(content):
    deck = Presentation(io.BytesIO(content))
    shown = (shape for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    return [one.text_frame.text for one in shown]


@pytest.mark.parametrize(
    ("report", "texts"), [(workbook_report, cells), (word_report, paragraphs), (slides_report, slides)]
)
@pytest.mark.parametrize(
    ("language", "said"), [("zh", "规划（2026-03-05 定稿）"), ("en", "规划 (adopted 2026-03-05)")]
)
def test_an_adopted_scenario_is_named_with_its_day(report, texts, language, said):
    made = material(
        plan(
            {CITY: {2019: 90, 2020: 100}},
            indicators=[Indicator("产值", "产值", unit="亿元")],
            regions=[Region("市", "市")],
            targets=[target(CITY, "150")],
            scenarios=[scenario("惯性"), replace(scenario("规划"), adopted="2026-03-05")],
        ),
        language=language,
    )
    found = texts(report(made))
    assert any(said in one for one in found)
    assert not any("adopted" in one or "定稿" in one for one in found if "规划" not in one)


@pytest.mark.parametrize(("report", "texts"), [(word_report, paragraphs), (slides_report, slides)])
def test_what_is_noted_on_a_chart_is_said_with_it(report, texts):
    series = SeriesKey(*CITY)
    made = replace(
        material(
            plan(
                {CITY: {2019: 90, 2020: 100}},
                indicators=[Indicator("产值", "产值", unit="亿元")],
                regions=[Region("市", "市")],
                targets=[target(CITY, "150")],
                scenarios=[scenario("规划")],
            )
        ),
        chart_notes={"1": ChartNote("规划", series, 2023, 120.0, Sign.POLICY, "技改补助")},
    )
    assert any("标注：2023年政策：技改补助" in one for one in texts(report(made)))
