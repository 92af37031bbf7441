"""The template and the samples: written, read back, and the same every time."""

import sys

import openpyxl
import pytest

from npfdesk.engine.update import compute
from npfdesk.locations import sample_folder, sample_workbook
from npfdesk.plan.document import new_document
from npfdesk.workbook.columns import SHEETS
from npfdesk.workbook.reading import read_workbook
from npfdesk.workbook.template import write_template


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_reads_back_without_a_word_and_has_notes_in_every_sheet(tmp_path, language):
    path = tmp_path / "模板.xlsx"
    write_template(path, language)
    reading = read_workbook(path)
    assert reading.problems == ()
    results = compute(new_document(reading.plan))
    assert len(results.scenarios) == 2
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [form.title(language) for form in SHEETS]
    for form, sheet in zip(SHEETS, book.worksheets, strict=True):
        heads = [cell for cell in sheet[1] if cell.comment is not None]
        assert len(heads) == len(form.columns)
        assert sheet.max_row >= 2
        assert sheet.freeze_panes is not None


def test_the_sample_is_what_its_script_builds(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(sample_folder()))
    monkeypatch.delitem(sys.modules, "build_samples", raising=False)
    import build_samples

    built = tmp_path / "jinhua.xlsx"
    build_samples.build_jinhua(sample_folder() / "jinhua", built)
    assert built.read_bytes() == sample_workbook().read_bytes()


def test_the_sample_marks_effects_as_illustrations():
    sheet = openpyxl.load_workbook(sample_workbook())["抓手"]
    heads = [cell.value for cell in sheet[1]]
    notes = heads.index("备注")
    assert {row[notes].value for row in sheet.iter_rows(min_row=2)} == {"演示假设，非估计"}
    assert sheet.cell(2, heads.index("效应") + 1).fill.fgColor.rgb.endswith("FFF4D6")
