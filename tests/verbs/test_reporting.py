"""The verb `report`, as a person calls it."""

import csv
import io
import os
import subprocess
import sys

import pytest
from openpyxl import load_workbook

from npfdesk.cli import main
from npfdesk.locations import sample_workbook
from tests.workbook.books import TARGETS, write
from tests.workbook.faults import every_failing_write

SAMPLE = str(sample_workbook())


@pytest.fixture
def call(capsys, monkeypatch):
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    def run(*arguments):
        code = main(["report", *map(str, arguments), "--language", "zh"])
        return code, capsys.readouterr().err

    return run


def test_a_workbook_of_the_scenarios_asked_for(call, tmp_path):
    out = tmp_path / "报告.xlsx"
    code, said = call(SAMPLE, "-o", out, "--scenario", "攻坚", "--scenario", "惯性")
    assert code == 0
    assert "已写入" in said
    names = load_workbook(out).sheetnames
    assert "路径 攻坚" in names
    assert "路径 惯性" in names
    assert "路径 规划" not in names
    first = out.read_bytes()
    assert call(SAMPLE, "-o", out, "--scenario", "惯性", "--scenario", "攻坚")[0] == 0
    assert out.read_bytes() == first


def test_a_table(call, tmp_path):
    out = tmp_path / "表.CSV"
    assert call(SAMPLE, "-o", out)[0] == 0
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
    assert len(rows) == 3 * 68 * 17


def test_what_is_refused_says_what_to_do(call, tmp_path):
    code, said = call(SAMPLE, "-o", tmp_path / "x.doc")
    assert (code, ".pptx" in said) == (2, True)
    code, said = call(SAMPLE, "-o", tmp_path / "x.csv", "--scenario", "梦想")
    assert (code, "攻坚" in said) == (2, True)
    assert call(tmp_path / "无.xlsx", "-o", tmp_path / "x.csv")[0] == 2
    assert call(SAMPLE, "-o", tmp_path / "没有" / "x.csv")[0] == 2
    own = tmp_path / "规划.xlsx"
    own.write_bytes(sample_workbook().read_bytes())
    code, said = call(own, "-o", own)
    assert (code, "不会覆盖" in said) == (2, True)
    assert own.read_bytes() == sample_workbook().read_bytes()
    out = tmp_path / "x.csv"
    (tmp_path / "~$x.csv").write_bytes(b"")
    code, said = call(SAMPLE, "-o", out)
    assert (code, "~$x.csv" in said, out.exists()) == (2, True, False)


def test_of_a_plan_with_errors_what_is_sound_is_reported(call, tmp_path):
    bad = write(tmp_path / "a.xlsx", 目标=[*TARGETS, ["不在", None, "产值", 1, 2020, 2, 2025]])
    code, said = call(bad, "-o", tmp_path / "x.xlsx")
    assert (code, "目标!A4" in said) == (1, True)
    assert (tmp_path / "x.xlsx").stat().st_size > 5000


@pytest.mark.parametrize("form", ["xlsx", "csv", "pptx", "docx"])
def test_it_runs_where_qt_cannot_be_loaded(tmp_path, form):
    block = "import sys; sys.modules['PySide6'] = None; sys.modules['pyqtgraph'] = None; "
    run = "from npfdesk.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", block + run, "report", SAMPLE, "-o", str(tmp_path / f"x.{form}")],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": ""},
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("form", ["pptx", "docx"])
def test_in_the_style_of_an_office(call, tmp_path, form):
    out, template = tmp_path / f"片.{form}", tmp_path / f"模板.{form}"
    assert call(SAMPLE, "-o", out)[0] == 0
    template.write_bytes(out.read_bytes())
    assert call(SAMPLE, "-o", out, "--template", template)[0] == 0
    template.write_bytes(b"none")
    code, said = call(SAMPLE, "-o", out, "--template", template)
    assert (code, "没有写成" in said) == (2, True)
    assert call(SAMPLE, "-o", out, "--template", tmp_path / f"无.{form}")[0] == 2


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_paper_needs_qt_and_no_display(tmp_path, form, start):
    out = tmp_path / f"报告.{form}"
    run = "from npfdesk.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
    bare = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")}
    for block, code in (("", 0), ("import sys; sys.modules['PySide6'] = None; ", 2)):
        done = subprocess.run(
            [sys.executable, "-c", block + run, "report", SAMPLE, "-o", str(out), "--language", "en"],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env=bare,
        )
        assert done.returncode == code, done.stderr
    assert ".xlsx, .docx, .pptx, .html or .csv" in done.stderr
    assert out.read_bytes().startswith(start)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_each_step_of_writing_a_report_may_fail_and_the_old_one_is_whole(call, tmp_path, monkeypatch, ending):
    book = write(tmp_path / "规划.xlsx")
    out = tmp_path / "报告" / f"报告{ending}"
    out.parent.mkdir()
    out.write_bytes(b"what stood there")
    told = every_failing_write(monkeypatch, out, lambda: "已写入" in call(book, "-o", out)[1])
    assert told == 6


def test_a_read_only_file_is_replaced_only_where_that_was_asked_for(call, tmp_path):
    out, other = tmp_path / "表.csv", tmp_path / "另.csv"
    out.write_bytes(b"old")
    out.chmod(0o444)
    os.link(out, other)
    code, said = call(SAMPLE, "-o", out)
    assert code == 2
    assert "只读" in said
    assert "--overwrite-read-only" in said
    assert out.read_bytes() == b"old"
    code, said = call(SAMPLE, "-o", out, "--overwrite-read-only")
    assert code == 0
    assert "1 个名字（硬链接）" in said
    assert out.read_bytes() != b"old"
    assert other.read_bytes() == b"old"


def test_official_reports_are_written_over_what_a_person_changed(call, tmp_path):
    from docx import Document

    county = str(sample_workbook().with_name("county_15fyp.xlsx"))
    out = tmp_path / "年度计划.docx"
    code, said = call(county, "-o", out, "--form", "yearly", "--scenario", "规划")
    assert (code, "已写入" in said) == (0, True)
    document = Document(out)
    # the last actuals are of 2025: the plan's year is the one after
    assert "2026年" in document.paragraphs[0].text
    assert document.tables[-1].rows[0].cells[1].text == "语句"
    count = len(document.tables)
    run = next(one for one in document.paragraphs if one.style.name == "Body Text").runs[0]
    run.text = "这一句是手写的。"
    document.save(out)
    code, said = call(county, "-o", out, "--form", "yearly", "--scenario", "规划", "--no-register")
    assert (code, "手改的 1 处文字" in said) == (0, True)
    assert len(Document(out).tables) == count - 1
    assert any("这一句是手写的。" in one.text for one in Document(out).paragraphs)
    code, said = call(county, "-o", out, "--form", "yearly", "--afresh", "--year", "2027")
    assert (code, "手改" in said) == (0, False)
    assert "2027年" in Document(out).paragraphs[0].text
    assert [one.name for one in tmp_path.iterdir()] == [out.name]
    for asked, told in (
        (("-o", tmp_path / "x.pdf", "--form", "evaluation"), ".docx"),
        (("-o", out, "--form", "evaluation", "--scenario", "惯性", "--scenario", "规划"), "一个情景"),
        (("-o", out, "--year", "2026"), "--form evaluation"),
        (("-o", out, "--afresh"), "--afresh"),
        (("-o", out, "--form", "evaluation", "--year", "1999"), "1999"),
    ):
        code, said = call(county, *asked)
        assert (code, told in said) == (2, True), said
    sample = tmp_path / "样张.docx"
    assert main(["template", "--form", "yearly", "-o", str(sample), "--language", "zh"]) == 0
    assert main(["template", "--form", "yearly", "-o", str(sample), "--language", "zh"]) == 2
    assert main(["template", "--form", "yearly", "-o", str(tmp_path / "样.xlsx"), "--language", "zh"]) == 2
    code, said = call(county, "-o", tmp_path / "本单位.docx", "--form", "yearly", "--template", sample)
    assert (code, "提醒" in said) == (0, False)
