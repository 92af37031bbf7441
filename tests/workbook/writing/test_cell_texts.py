"""The template and the samples: written, read back, and the same every time."""

import string
import sys
import unicodedata
import zipfile

import openpyxl
import pytest

from npfdesk.engine.projection.update import compute
from npfdesk.locations import sample_folder, sample_workbook
from npfdesk.plan.document import new_document
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.commitments_sheet import COMMITMENTS
from npfdesk.workbook.standard.sheet_columns import OPTIONAL_SHEETS, SHEETS
from npfdesk.workbook.standard.template import write_template

# the plan's, those that are there where they are needed, and the list of commitments that stands beside it
ALL_SHEETS = (*SHEETS, *OPTIONAL_SHEETS, COMMITMENTS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_reads_back_without_a_word_and_has_notes_in_every_sheet(tmp_path, language):
    path = tmp_path / "模板.xlsx"
    write_template(path, language)
    reading = read_workbook(path)
    assert reading.problems == ()
    results = compute(new_document(reading.plan))
    assert len(results.scenarios) == 3
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [form.title(language) for form in ALL_SHEETS]
    for form, sheet in zip(ALL_SHEETS, book.worksheets, strict=True):
        heads = [cell for cell in sheet[1] if cell.comment is not None]
        # the indicators have their units: the template repeats none beside the figures
        beside_figures = {"unit"} if form.key not in {"Indicators", "Commitments"} else set()
        # nor the years of regions, nor what follows from a target's words
        unsaid = {"since", "until"} if form.key == "Regions" else {"figure", "over"}
        assert [cell.value for cell in heads] == [
            column.header(language)
            for column in form.columns
            if column.key not in {*beside_figures, *unsaid, "order"}
            # and English columns stand where a plan fills them
            if not (column.sparse and column.key.startswith("english"))
        ]
        assert sheet.max_row >= 2
        assert sheet.freeze_panes is not None


def test_the_sample_is_what_its_script_builds(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(sample_folder()))
    monkeypatch.delitem(sys.modules, "build_samples", raising=False)
    import build_samples

    built, again = tmp_path / "jinhua.xlsx", tmp_path / "again.xlsx"
    for path in (built, again):
        build_samples.build_jinhua(sample_folder() / "jinhua", path)
    assert built.read_bytes() == again.read_bytes()
    # part by part: another zlib packs the same bytes otherwise
    assert parts(built) == parts(sample_workbook())


def parts(path):
    with zipfile.ZipFile(path) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: book.read(name) for name in book.namelist()}


def test_the_sample_marks_effects_as_illustrations():
    sheet = openpyxl.load_workbook(sample_workbook())["抓手"]
    heads = [cell.value for cell in sheet[1]]
    notes = heads.index("备注")
    assert {row[notes].value for row in sheet.iter_rows(min_row=2)} == {"演示假设，非估计"}
    for line in (1, 2):
        assert sheet.cell(line, heads.index("效应") + 1).fill.fgColor.rgb.endswith("FFF4D6")
    multiplier = openpyxl.load_workbook(sample_workbook())["异质系数"]["C1"]
    assert "非估计" in multiplier.comment.text


def wide(value):
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in str(value))


def test_the_sample_is_laid_out_for_a_planner():
    book = openpyxl.load_workbook(sample_workbook())
    assert book.sheetnames[:5] == ["规划", "指标", "地区", "产业", "目标"]
    for form, sheet in zip((*SHEETS, COMMITMENTS), book.worksheets, strict=True):
        assert sheet.freeze_panes not in (None, "A1")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref is not None
        assert sheet["A1"].font.bold
        written = [column for column in form.columns if not column.sparse]
        for column, letter in zip(written, string.ascii_uppercase, strict=False):
            assert sheet[f"{letter}1"].value == column.zh
            assert column.note.zh in sheet[f"{letter}1"].comment.text
            # a CJK sign is two wide; what does not fit is wrapped, never cut off
            cells = [cell for cell in sheet[letter][1:] if cell.value is not None]
            for cell in cells:
                room = sheet.column_dimensions[letter].width
                assert wide(cell.value) <= room or cell.alignment.wrap_text, (form.key, cell.coordinate)
    lists = {
        (sheet.title, str(rule.sqref).partition(":")[0]): rule.formula1
        for sheet in book.worksheets
        for rule in sheet.data_validations.dataValidation
    }
    assert lists["假设", "E2"].startswith('"增长率,增量,按目标')
    assert len(lists) == 6
    targets = book["目标"]
    assert targets["D3"].number_format == "#,##0"
    assert isinstance(targets["F3"].value, int)
