"""Every report's tables name who answers for a target, where anybody does, and have no such column where nobody does."""

import csv
import io
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from npfdesk.report.paper import Cell
from npfdesk.report.paper_report import compose
from npfdesk.report.projection_table import csv_report
from npfdesk.report.slides_report import slides_report
from npfdesk.report.word_paper import word_report
from npfdesk.report.workbook_report import workbook_report
from tests.plans import Indicator, Region, plan, scenario, target
from tests.report.materials import material

CITY, COUNTY, WORDS = ("市", "", "产值"), ("县", "", "产值"), ("市", "", "满意度")


def led(owner="经信局", own="县政府"):
    return plan(
        {CITY: {2019: 90, 2020: 100}, COUNTY: {2020: 40}, WORDS: {2020: 90}},
        indicators=[
            Indicator("产值", "产值", unit="亿元", owner=owner),
            Indicator("满意度", "满意度", owner=owner),
        ],
        regions=[Region("市", "市"), Region("县", "县", parent="市")],
        targets=[target(CITY, "150"), replace(target(COUNTY, "60"), owner=own), target(WORDS, "稳步提升")],
        scenarios=[scenario()],
    )


@pytest.fixture(params=["zh", "en"])
def language(request):
    return request.param


def head(language):
    return {"zh": "责任单位", "en": "Owner"}[language]


def column_of(rows, title):
    heads = next(row for row in rows if title in row)
    at, top = heads.index(title), rows.index(heads)
    return [row[at] for row in rows[top + 1 :] if row[0]]


def test_in_a_word_document(language):
    document = Document(io.BytesIO(word_report(material(led(), language=language))))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    found = [column_of(rows, head(language)) for rows in tables if head(language) in rows[0]]
    # the key indicators, the county's own sheet, and the list of gaps
    assert found[:2] == [["经信局", "经信局"], ["县政府"]]
    assert sorted(found[2])[:2] == sorted(["经信局", "县政府"])[:2]


class Recorded:
    """Paper that keeps the tables set on it, as PDF and pictures have them; everything else is let pass."""

    def __init__(self):
        self.tables = []

    def table(self, columns, rows, points=8):
        texts = [[cell.text if isinstance(cell, Cell) else cell for cell in row] for row in rows]
        self.tables.append([[one.head for one in columns], *texts])

    def together(self, write):
        write()

    def __getattr__(self, name):
        return lambda *_, **__: None


def test_in_print(language):
    pages = Recorded()
    compose(material(led(), language=language), pages)
    found = [column_of(rows, head(language)) for rows in pages.tables if head(language) in rows[0]]
    assert found[:2] == [["经信局", "经信局"], ["县政府"]]
    assert "县政府" in found[2]


def test_in_a_workbook(language):
    book = load_workbook(io.BytesIO(workbook_report(material(led(), language=language))))
    found = {}
    for sheet in book.worksheets:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        if any(head(language) in row for row in rows):
            found[sheet.title] = column_of(rows, head(language))
    overview, stated, gaps = found.values()
    assert overview == ["经信局", "经信局"]
    assert stated == gaps
    assert sorted(stated) == sorted(["经信局", "县政府", "经信局"])


def test_on_slides(language):
    deck = Presentation(io.BytesIO(slides_report(material(led(), language=language))))
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    said = {"zh": "；责任单位 经信局", "en": "; owner 经信局"}[language]
    assert sum(said in text for text in texts) == 2


def test_in_a_table_for_spreadsheets():
    rows = list(csv.DictReader(io.StringIO(csv_report(material(led())).decode("utf-8-sig"), newline="")))
    said = {(row["region"], row["indicator"]): row["owner"] for row in rows if row["year"] == "2025"}
    assert said == {("市", "产值"): "经信局", ("县", "产值"): "县政府", ("市", "满意度"): "经信局"}


def test_where_nobody_answers_for_anything_there_is_no_such_column(language):
    made = material(led("", ""), language=language)
    assert "owner" not in csv_report(made).decode("utf-8-sig").splitlines()[0]
    document = Document(io.BytesIO(word_report(made)))
    assert not any(head(language) == cell.text for table in document.tables for cell in table.rows[0].cells)
    for sheet in load_workbook(io.BytesIO(workbook_report(made))).worksheets:
        assert not any(cell.value == head(language) for row in sheet.iter_rows() for cell in row)
