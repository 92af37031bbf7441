"""The opinion sheet read back from its files: figures, cells of both files, what settles, and what it must never do."""

import os
import shutil
import stat
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from npfdesk.plan.problems import Severity
from npfdesk.report.official.official_page import text_width
from npfdesk.report.reconciliation.figure_words import FIGURE_WORDS
from npfdesk.report.reconciliation.opinion_file import write_opinion
from npfdesk.report.reconciliation.opinion_lines import opinion_of
from tests.reconciliation_ledgers import CITY, NORTH, SOUTH, ledger

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764500000")


def written(folder, ending, language="zh", made=None):
    path = folder / f"衔接意见表{ending}"
    assert write_opinion(made or ledger(), path, language) is None
    return path


def rows_of(sheet, head=3):
    """The rows of a sheet by their heads."""
    heads = [cell.value for cell in sheet[head]]
    return [
        dict(zip(heads, (cell.value for cell in line), strict=True))
        for line in sheet.iter_rows(min_row=head + 1)
        if line[0].value is not None
    ]


def test_the_workbook_has_each_finding_with_its_figures_as_numbers_and_the_cells_of_both_files(tmp_path):
    book = openpyxl.load_workbook(written(tmp_path, ".xlsx"))
    assert book.sheetnames == ["概况", "衔接意见", "指标对照", "待确认"]
    rows = rows_of(book["衔接意见"])
    assert [one["序号"] for one in rows] == [1, 2, 3, 4, 5, 6]
    first, second, third = rows[:3]
    assert (first["上级目标"], first["下级合计"], first["差额（下减上）"], first["下级个数"]) == (
        3000,
        2900,
        100,
        2,
    )
    assert (second["上级数值"], second["本级数值"], second["差额（下减上）"], second["单位"]) == (
        3.2,
        2.9,
        0.3,
        "%（差额：个百分点）",
    )
    assert second["上级规划表述"] == "≥3.2"
    assert second["本级规划表述"] == "2.9"
    assert second["上级依据（文件、表、单元格）"] == "云岭省纲要.xlsx，目标表 D6"
    assert second["本级依据（文件、表、单元格）"] == "青川市纲要.xlsx，目标表 E5"
    assert first["本级依据（文件、表、单元格）"] == "北山县规划.xlsx，目标表 C3\n南江县规划.xlsx，目标表 C3"
    assert first["本级规划表述"] == "北山县：1300\n南江县：1500-1600"
    assert "低 0.3%" in second["差异"]
    assert third["衔接意见"].startswith("请以统计部门核定数为准")
    assert all(one["处理意见"] is None for one in rows)
    assert all("责任单位" in one for one in rows)
    assert rows[3]["上级规划"] == "青川市，2020–2025"
    assert rows[2]["上级规划表述"] == "2180.4 亿元"


def test_the_findings_can_be_filtered_and_their_head_stays(tmp_path):
    sheet = openpyxl.load_workbook(written(tmp_path, ".xlsx"))["衔接意见"]
    last = sheet.max_column
    assert sheet.auto_filter.ref == f"A3:{sheet.cell(9, last).coordinate}"
    assert sheet.freeze_panes == "E4"
    offered = [one.formula1 for one in sheet.data_validations.dataValidation]
    assert offered == ['"采纳,部分采纳,不采纳,继续研究"']


def test_the_matrix_has_every_indicator_as_worded_with_a_mark_where_something_was_found(tmp_path):
    sheet = openpyxl.load_workbook(written(tmp_path, ".xlsx"))["指标对照"]
    lines = {line[0].value: [cell.value for cell in line[2:]] for line in sheet.iter_rows(min_row=4)}
    assert lines["地区生产总值"] == ["◔ 8500左右", "◔ 3000左右", "◔ 1300", "◔ 1500-1600", "◔ 2200", "1，3，4"]
    assert lines["粮食产量"][2] == "◑ 未列"
    assert lines["粮食产量"][:2] == ["≥120", "◑ 40"]
    assert lines["单位GDP能耗降低"] == ["〔14〕"] * 4 + ["未列", None]
    head = [cell.value for cell in sheet[3]]
    assert head[2] == "云岭省\n云岭省“十五五”规划纲要（合成）\n第1级"
    assert sheet.freeze_panes == "C4"


def test_a_plain_figure_is_a_number_in_the_matrix(tmp_path):
    made = replace(ledger(), findings=())
    sheet = openpyxl.load_workbook(written(tmp_path, ".xlsx", made=made))["指标对照"]
    lines = {line[0].value: [cell.value for cell in line[2:]] for line in sheet.iter_rows(min_row=4)}
    assert lines["地区生产总值"][:4] == ["8500左右", "3000左右", 1300, "1500-1600"]
    assert lines["研发经费投入强度"][:2] == ["≥3.2", 2.9]


def test_a_target_in_another_unit_has_its_unit_beside_it(tmp_path):
    made = ledger()
    south = made.plans[SOUTH]
    indicators = tuple(
        replace(one, unit="万元") if one.code == "gdp" else one for one in south.plan.indicators
    )
    plans = (
        *made.plans[:SOUTH],
        replace(south, plan=replace(south.plan, indicators=indicators)),
        made.plans[-1],
    )
    for findings in (made.findings, ()):
        book = openpyxl.load_workbook(
            written(tmp_path, ".xlsx", made=replace(made, plans=plans, findings=findings))
        )
        lines = {
            line[0].value: [cell.value for cell in line[2:]] for line in book["指标对照"].iter_rows(min_row=4)
        }
        assert lines["地区生产总值"][3].endswith("1500-1600 万元")
    book = openpyxl.load_workbook(written(tmp_path, ".xlsx", made=replace(made, plans=plans)))
    assert rows_of(book["衔接意见"])[0]["本级规划表述"].endswith("1500-1600 万元")


def test_the_summary_counts_and_the_doubtful_pairs_wait_for_an_answer(tmp_path):
    book = openpyxl.load_workbook(written(tmp_path, ".xlsx"))
    told = {line[0].value: line[1].value for line in book["概况"].iter_rows()}
    assert told["对照的指标（项）"] == 4
    assert told["其中：一致（项）"] == 1
    assert told["其中：需衔接（项）"] == 3
    assert told["衔接意见（条）"] == 6
    assert told["待确认的指标对（对）"] == 2
    assert told["基期值"] == 2
    pairs = rows_of(book["待确认"])
    assert [one["指标甲"] for one in pairs] == ["研发经费投入强度", "粮食产量"]
    assert pairs[1]["单位乙"] == "吨"
    assert pairs[1]["说明"] == "名称相近，单位相差一万倍。"


def test_no_text_is_ever_a_formula(tmp_path):
    path = written(tmp_path, ".xlsx")
    book = openpyxl.load_workbook(path)
    pair = rows_of(book["待确认"])[0]
    assert pair["指标乙"] == "=全社会R&D投入占比"
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in parts.read(name) for name in sheets)


def test_the_word_sheet_has_a_table_for_each_plan_and_says_what_agrees(tmp_path):
    document = Document(written(tmp_path, ".docx"))
    texts = [one.text for one in document.paragraphs]
    assert texts[0] == "规划衔接意见表"
    assert texts[2] == "青川市、北山县和南江县规划编制单位："
    assert "共对照指标 4 项，其中一致 1 项，需衔接 3 项，提出意见 6 条。" in texts[3]
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        "对照的规划",
        "青川市各下级规划合计",
        "对青川市“十五五”规划纲要（合成）的意见",
        "对北山县“十五五”规划纲要（合成）的意见",
        "对南江县“十五五”规划纲要（合成）的意见",
        "待确认的指标",
    ]
    plans, together, city, north, south, doubtful = document.tables
    assert len(plans.rows) == 6
    heads = [cell.text for cell in city.rows[0].cells]
    assert heads == ["序号", "指标", "上级规划", "本级规划", "差异", "依据（文件、表、单元格）", "衔接意见"]
    line = [cell.text for cell in city.rows[1].cells]
    assert line[:4] == ["2", "研发经费投入强度（%）", "≥3.2", "2.9"]
    assert line[5] == "云岭省纲要.xlsx，目标表 D6\n青川市纲要.xlsx，目标表 E5"
    assert line[6] == "请按上级规划调整本级目标，或报请上级同意。"
    assert [one.cells[0].text for one in together.rows][1:] == ["1"]
    assert [one.cells[0].text for one in north.rows][1:] == ["6"]
    assert [one.cells[0].text for one in south.rows][1:] == ["5"]
    assert len(doubtful.rows) == 3
    assert "提出意见单位（盖章）" in texts
    assert texts[-1].split() == ["年", "月", "日"]


def test_tables_stay_within_the_type_area_and_heads_are_repeated(tmp_path):
    for language in ("zh", "en"):
        document = Document(written(tmp_path, ".docx", language))
        for table in document.tables:
            assert sum(int(one.width.twips) for one in table.columns) <= text_width()
            assert table.rows[0]._tr.trPr.xpath("w:tblHeader")


def test_plans_that_agree_have_no_table_of_opinions(tmp_path):
    made = replace(ledger(doubtful=False), findings=())
    document = Document(written(tmp_path, ".docx", made=made))
    assert len(document.tables) == 1
    texts = [one.text for one in document.paragraphs]
    assert "对照的指标均一致，没有衔接意见。" in texts
    assert not any("请对照意见修改" in one for one in texts)
    book = openpyxl.load_workbook(written(tmp_path, ".xlsx", made=made))
    assert rows_of(book["衔接意见"]) == []


def test_english_is_whole(tmp_path):
    document = Document(written(tmp_path, ".docx", "en"))
    said = [cell.text for table in document.tables for line in table.rows[:1] for cell in line.cells]
    said += [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    names = ("云岭省", "青川市", "北山县", "南江县", "“十五五”规划纲要（合成）", "“十四五”规划纲要（合成）")
    bare = "\n".join(said)
    for name in names:
        bare = bare.replace(name, "")
    assert bare.isascii(), bare
    book = openpyxl.load_workbook(written(tmp_path, ".xlsx", "en"))
    assert book.sheetnames == ["Summary", "Opinions", "Indicators", "To be confirmed"]
    assert [line[0].value for line in book["Indicators"].iter_rows(min_row=4)][:2] == ["GDP", "R&D intensity"]


def test_the_lines_are_grouped_by_who_answers_them():
    opinion = opinion_of(ledger(), "zh")
    told = [(one.plan, [line.number for line in one.lines]) for one in opinion.groups]
    assert told == [(None, [1]), (CITY, [2, 3, 4]), (NORTH, [6]), (SOUTH, [5])]


def test_a_held_workbook_is_never_written_over(tmp_path):
    made = ledger(f"{tmp_path}{os.sep}")
    for held in made.plans:
        Path(held.file).write_bytes(b"held")
    by_another_name = tmp_path / "别名.xlsx"
    by_another_name.symlink_to(made.plans[CITY].file)
    for path in (Path(made.plans[0].file), by_another_name):
        problem = write_opinion(made, path, "zh")
        assert problem is not None
        assert problem.code == "opinion_over_held_workbook"
    assert all(Path(one.file).read_bytes() == b"held" for one in made.plans)


def test_another_ending_or_a_read_only_file_is_refused_and_what_stood_there_stays(tmp_path):
    problem = write_opinion(ledger(), tmp_path / "意见.pdf", "zh")
    assert problem is not None
    assert ".docx" in problem.message("zh")
    assert not (tmp_path / "意见.pdf").exists()
    path = tmp_path / "意见.docx"
    path.write_bytes(b"before")
    path.chmod(stat.S_IRUSR)
    problem = write_opinion(ledger(), path, "zh")
    assert problem is not None
    assert problem.code == "read_only_file"
    assert path.read_bytes() == b"before"
    assert write_opinion(ledger(), path, "zh", over_read_only=True) is None
    assert [one.name for one in tmp_path.iterdir()] == ["意见.docx"]


def test_the_same_ledger_at_the_same_moment_gives_the_same_bytes(tmp_path):
    for ending in (".docx", ".xlsx"):
        first = written(tmp_path, ending).read_bytes()
        assert written(tmp_path, ending).read_bytes() == first


def test_every_severity_can_be_told(tmp_path):
    made = ledger()
    error = replace(made.findings[1], kind=replace(made.findings[1].kind, severity=Severity.ERROR))
    book = openpyxl.load_workbook(written(tmp_path, ".xlsx", made=replace(made, findings=(error,))))
    assert rows_of(book["衔接意见"])[0]["程度"] == "✕ 错误"
    assert FIGURE_WORDS["difference"].zh == "差额（下减上）"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_libreoffice_reads_the_same_figures(tmp_path):
    path = written(tmp_path, ".xlsx")
    (tmp_path / "out").mkdir()
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(path)],
        capture_output=True,
        check=True,
        timeout=240,
    )  # fmt: skip
    before = rows_of(openpyxl.load_workbook(path)["衔接意见"])
    after = rows_of(openpyxl.load_workbook(tmp_path / "out" / path.name)["衔接意见"])
    assert [one["差额（下减上）"] for one in after] == [one["差额（下减上）"] for one in before]
    assert after[1]["上级规划表述"] == "≥3.2"
