"""A section of a report that fails by a mistake of the program is told in its place and in the result; the rest stands."""

import io

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

import npfdesk.report.paper_report as paper
import npfdesk.report.slides_report as slides
import npfdesk.report.workbook_report as book
import npfdesk.ui.printing.documents as printing
from npfdesk.cli import main
from npfdesk.locations import sample_workbook
from npfdesk.report.slides_report import slides_report
from npfdesk.report.word_paper import word_report
from npfdesk.report.workbook_report import workbook_report
from npfdesk.ui.printing.documents import pdf_report, printed
from tests.report.materials import material


def fail(*_):
    raise KeyError("秘密的单元格")


def test_the_verb_tells_it_writes_the_rest_and_says_so_by_its_exit(monkeypatch, tmp_path, capsys):
    out = tmp_path / "报告.docx"
    assert main(["report", str(sample_workbook()), "-o", str(out), "--language", "en"]) == 0
    whole = len(Document(str(out)).tables)
    monkeypatch.setattr(paper, "_shortfalls", fail)
    assert main(["report", str(sample_workbook()), "-o", str(out), "--language", "en"]) == 1
    said = capsys.readouterr().err
    assert "“Shortfalls" in said
    assert "KeyError" in said
    assert "秘密" not in said
    made = Document(str(out))
    assert 0 < len(made.tables) < whole
    assert any("could not be made because of an error in the program" in one.text for one in made.paragraphs)


def test_what_a_failed_section_had_set_is_taken_back(sample_plan, monkeypatch):
    def half(pages, *_):
        pages.heading("半截")
        pages.table([paper.Column("甲", 1)], [["半截表"]])
        raise KeyError

    monkeypatch.setattr(paper, "_method", half)
    given = material(sample_plan)
    made = Document(io.BytesIO(word_report(given)))
    texts = [one.text for one in made.paragraphs]
    assert "半截" not in texts
    assert any("没有写成" in text for text in texts)
    assert [section for section, _ in given.failures.found] == ["方法、规则与出处"]


def test_a_failed_slide_is_one_slide_that_says_so(sample_plan, monkeypatch):
    whole = len(Presentation(io.BytesIO(slides_report(material(sample_plan)))).slides)
    monkeypatch.setattr(slides, "_gaps", fail)
    given = material(sample_plan)
    deck = Presentation(io.BytesIO(slides_report(given)))
    assert len(deck.slides) == whole
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert sum("没有写成" in text for text in texts) == len(given.failures.found) > 0


def test_a_chart_that_cannot_be_made_costs_its_own_slide_alone(sample_plan, monkeypatch):
    whole = len(Presentation(io.BytesIO(slides_report(material(sample_plan)))).slides)
    made = slides.path_chart
    monkeypatch.setattr(
        slides,
        "path_chart",
        lambda given, row: fail() if row.indicator.code == "output" else made(given, row),
    )
    given = material(sample_plan)
    deck = Presentation(io.BytesIO(slides_report(given)))
    assert len(deck.slides) == whole
    failed = [section for section, _ in given.failures.found]
    assert len(failed) == 2
    assert any("规上工业总产值" in section for section in failed)


def test_a_failed_sheet_says_so_in_its_first_cell(sample_plan, monkeypatch):
    monkeypatch.setattr(book, "fill_overview", fail)
    given = material(sample_plan)
    made = openpyxl.load_workbook(io.BytesIO(workbook_report(given)))
    assert "没有写成" in made["概览"]["A1"].value
    assert len(given.failures.found) == 1
    assert sum("没有写成" in str(sheet["A1"].value) for sheet in made) == 1


@pytest.mark.parametrize("where", [(paper, "_overview"), (printing, "draw_paths")])
def test_a_failed_page_or_chart_on_paper(qapp, sample_plan, monkeypatch, where):
    monkeypatch.setattr(*where, fail)
    given = material(sample_plan)
    assert pdf_report(given).startswith(b"%PDF")
    assert given.failures.found
    assert len(printed(material(sample_plan)).pages) > 2
