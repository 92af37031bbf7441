"""What leaves the desk: reports by their endings, and the work saved into the workbook's own cells."""

import csv
import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from npfdesk.locations import sample_workbook
from npfdesk.plan.board import BoardTable, ParameterKey
from npfdesk.plan.board_edits import put_parameter
from npfdesk.plan.edit_labels import set_assumptions, set_observations
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.ui.look import language

KEY = AssumptionKey("yongkang", "", "output")
SERIES = SeriesKey("yongkang", "", "output")


@pytest.fixture
def desk(bare, tmp_path):
    """The window on a copy of the sample."""
    bare.book = shutil.copy(sample_workbook(), tmp_path / "规划.xlsx")
    bare.workbook_opening.open_now(bare.book)
    return bare


def done(desk, qtbot):
    qtbot.waitUntil(lambda: desk.exporter.job is None, timeout=60_000)


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        (".xlsx", b"PK"),
        (".docx", b"PK"),
        (".pptx", b"PK"),
        (".pdf", b"%PDF"),
        (".png", b"\x89PNG"),
        (".svg", b"<?xml"),
        (".csv", b"\xef\xbb\xbf"),
        (".html", b"<!DOCTYPE html>"),
    ],
)
def test_a_report_is_written_in_the_form_that_its_ending_says(desk, qtbot, tmp_path, ending, start):
    path = tmp_path / f"报告{ending}"
    desk.exporter.export(path)
    done(desk, qtbot)
    assert path.read_bytes().startswith(start)
    assert f"Saved: {path}" in desk.window.banner.message_text


def test_the_leaders_copy_moves_the_parameters_of_the_board(desk, qtbot, tmp_path):
    workspace = desk.window.workspace

    def sliders():
        desk.exporter.export(tmp_path / "a.html")
        done(desk, qtbot)
        page = (tmp_path / "a.html").read_text(encoding="utf-8")
        content = json.loads(page.partition('id="content">')[2].partition("</script>")[0])
        return [one["name"] for one in content["scenarios"][content["first"]]["sliders"]]

    assert len(sliders()) > 1
    grown = ParameterKey(BoardTable.ASSUMPTION, "yongkang", "", "output", "value")
    workspace.apply(put_parameter(workspace.document, grown))
    (one,) = sliders()
    assert "Yongkang" in one


def test_only_the_scenarios_shown_are_in_a_report(desk, qtbot, tmp_path):
    desk.window.workspace.set_view(compared=())
    desk.exporter.export(tmp_path / "a.csv")
    done(desk, qtbot)
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "惯性" in text
    assert "攻坚" not in text


def test_a_report_never_takes_the_place_of_the_workbook(desk, qtbot):
    before = desk.book.read_bytes()
    desk.exporter.export(desk.book)
    assert desk.exporter.job is None
    assert desk.book.read_bytes() == before
    assert "own workbook" in desk.window.banner.message_text


@pytest.mark.parametrize("after", ["changed", "moved away"])
def test_a_report_names_the_workbook_that_its_figures_came_from(desk, qtbot, tmp_path, after):
    digest = hashlib.sha256(desk.book.read_bytes()).hexdigest()
    if after == "changed":
        desk.book.write_bytes(b"another workbook")
    else:
        desk.book.rename(tmp_path / "elsewhere.xlsx")
    desk.exporter.export(tmp_path / "a.csv")
    done(desk, qtbot)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        row = next(csv.DictReader(stream))
    assert (row["workbook"], row["workbook_sha256"]) == ("规划.xlsx", digest)


def test_a_report_says_which_state_of_the_scenarios_it_shows(desk, qtbot, tmp_path):
    workspace = desk.window.workspace

    def said():
        desk.exporter.export(tmp_path / "a.csv")
        done(desk, qtbot)
        with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
            return next(csv.DictReader(stream))["revision"]

    def grow(percent):
        edit = {KEY: Assumption(Method.GROWTH, percent)}
        workspace.apply(set_assumptions(workspace.document, "攻坚", edit))

    assert said() == "the workbook's own scenarios"
    grow(9.25)
    assert said() == "after the workbook's own scenarios, unsaved"
    assert desk.autosave.save()
    number = desk.workbook_opening.desk.revision
    assert said() == f"revision {number}"
    grow(9.5)
    language.set_language("zh")
    assert said() == f"修订 {number} 之后，未保存"


@pytest.mark.parametrize(
    ("key", "form", "empty"),
    [("slides_template", ".pptx", Presentation), ("document_template", ".docx", Document)],
)
def test_the_offices_template_is_used_or_the_export_says_why_not(desk, qtbot, tmp_path, key, form, empty):
    template, out = tmp_path / f"市局{form}", tmp_path / f"a{form}"
    made = empty()
    made.core_properties.category = "市局"
    made.save(template)
    desk.preferences.keep(key, str(template))
    desk.exporter.export(out)
    done(desk, qtbot)
    assert empty(out).core_properties.category == "市局"
    before = out.read_bytes()
    for spoil in (lambda: template.write_bytes(b"none"), template.unlink):
        spoil()
        desk.exporter.export(out)
        done(desk, qtbot)
        assert "市局" in desk.window.banner.message_text
        assert "in the Settings window" in desk.window.banner.message_text
        assert out.read_bytes() == before
    desk.preferences.keep(key, "")
    desk.exporter.export(out)
    done(desk, qtbot)
    assert "Saved" in desk.window.banner.message_text


def test_an_unknown_ending_and_a_folder_that_is_not_there_are_told(desk, qtbot, tmp_path):
    desk.exporter.export(tmp_path / "a.doc")
    assert "not known" in desk.window.banner.message_text
    desk.exporter.export(tmp_path / "nowhere" / "a.csv")
    done(desk, qtbot)
    assert not (tmp_path / "nowhere").exists()
    assert "Saved" not in desk.window.banner.message_text


def test_what_would_be_written_is_shown_and_then_only_that_is_changed(desk, qtbot):
    workspace = desk.window.workspace
    workspace.apply(set_assumptions(workspace.document, "攻坚", {KEY: Assumption(Method.GROWTH, 9.25)}))
    workspace.apply(set_observations(workspace.document, {(SERIES, 2021): 900.0}))
    with zipfile.ZipFile(desk.book) as book:
        before = {name: book.read(name) for name in book.namelist()}
    desk.exporter.preview_workbook_changes()
    done(desk, qtbot)
    preview = desk.exporter.preview
    shown = {entry.text for row in preview.rows.rows for entry in row}
    assert {"9.25", "900"} <= shown
    qtbot.mouseClick(preview.save, Qt.MouseButton.LeftButton)
    done(desk, qtbot)
    assert "规划.xlsx updated" in desk.window.banner.message_text
    after = openpyxl.load_workbook(desk.book)
    assert "Change log" in after.sheetnames
    assert 9.25 in {cell.value for row in after["假设"].iter_rows() for cell in row}
    with zipfile.ZipFile(desk.book) as book:
        same = [name for name in before if name in book.namelist() and book.read(name) == before[name]]
    assert "xl/styles.xml" in same
    # the desk goes on upon what was written, and the watcher has nothing to tell
    assert workspace.plan.observed[workspace.plan.row[SERIES], workspace.plan.column(2021)] == 900
    assert (
        desk.workbook_opening.desk.session.opened.plan.observed[
            workspace.plan.row[SERIES], workspace.plan.column(2021)
        ]
        == 900
    )
    with qtbot.waitSignal(desk.file_watch.checked, timeout=30_000) as seen:
        desk.file_watch.check()
    assert seen.args[0].state == "same"
    # saved once, there is nothing left to write
    desk.exporter.preview_workbook_changes()
    done(desk, qtbot)
    assert desk.exporter.preview.rows.rows == ()
    desk.exporter.preview.reject()


def test_nothing_to_save_says_so(desk, qtbot):
    desk.exporter.preview_workbook_changes()
    done(desk, qtbot)
    preview = desk.exporter.preview
    assert not preview.save.isEnabled()
    assert "nothing to update" in preview.summary.text()
    preview.reject()


@pytest.fixture
def amended(desk, qtbot):
    """The window with something to write and the list of it shown."""
    workspace = desk.window.workspace
    workspace.apply(set_assumptions(workspace.document, "攻坚", {KEY: Assumption(Method.GROWTH, 9.25)}))
    desk.exporter.preview_workbook_changes()
    done(desk, qtbot)
    return desk


def chosen(monkeypatch, *files):
    """What is typed into the dialog of files, one after the other; what it proposed each time."""
    proposed, left = [], [str(one) for one in files]

    def ask(_parent, _title, name, _kinds):
        proposed.append(Path(name).name)
        return left.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return proposed


def test_a_workbook_that_is_open_in_excel_is_not_written_and_the_choice_is_offered(
    amended, qtbot, monkeypatch
):
    desk, banner = amended, amended.window.banner
    before = desk.book.read_bytes()
    owner = desk.book.with_name("~$" + desk.book.name)
    owner.write_bytes(b"\x05owner")
    qtbot.mouseClick(desk.exporter.preview.save, Qt.MouseButton.LeftButton)
    done(desk, qtbot)
    assert desk.book.read_bytes() == before
    assert "is open elsewhere" in banner.message_text
    copy, again = banner.notices["export"].buttons
    assert [copy.text(), again.text()] == ["Update a copy…", "Try again"]
    # still open: the same is said, with the same choice
    again.click()
    done(desk, qtbot)
    assert "is open elsewhere" in banner.message_text
    proposed = chosen(monkeypatch, desk.book.with_name("副本"))
    banner.notices["export"].buttons[0].click()
    done(desk, qtbot)
    assert proposed == ["规划-npfdesk.xlsx"]
    assert "副本.xlsx updated" in banner.message_text
    assert desk.book.read_bytes() == before
    assert 9.25 in figures(desk.book.with_name("副本.xlsx"))


def test_trying_again_writes_once_the_workbook_is_closed(amended, qtbot):
    desk, banner = amended, amended.window.banner
    owner = desk.book.with_name(".~lock.规划.xlsx#")
    owner.write_bytes(b"")
    qtbot.mouseClick(desk.exporter.preview.save, Qt.MouseButton.LeftButton)
    done(desk, qtbot)
    owner.unlink()
    banner.notices["export"].buttons[1].click()
    done(desk, qtbot)
    assert "规划.xlsx updated" in banner.message_text
    assert 9.25 in figures(desk.book)


def test_a_read_only_workbook_is_written_only_once_somebody_says_so(amended, qtbot):
    desk, banner = amended, amended.window.banner
    before = desk.book.read_bytes()
    desk.book.chmod(0o444)
    qtbot.mouseClick(desk.exporter.preview.save, Qt.MouseButton.LeftButton)
    done(desk, qtbot)
    assert desk.book.read_bytes() == before
    assert "is read-only" in banner.message_text
    copy, anyway = banner.notices["export"].buttons
    assert [copy.text(), anyway.text()] == ["Update a copy…", "Write anyway"]
    anyway.click()
    done(desk, qtbot)
    assert "规划.xlsx updated" in banner.message_text
    assert 9.25 in figures(desk.book)


def test_a_report_over_a_read_only_file_asks_first(desk, qtbot, tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes(b"old")
    path.chmod(0o444)
    desk.exporter.export(path)
    done(desk, qtbot)
    assert path.read_bytes() == b"old"
    (anyway,) = desk.window.banner.notices["export"].buttons
    anyway.click()
    done(desk, qtbot)
    assert path.read_bytes() != b"old"


def test_a_copy_takes_the_workbooks_ending_or_none(amended, qtbot, monkeypatch):
    """Another ending is refused in the list itself; a file that is there is asked about before it is replaced."""
    desk, preview = amended, amended.exporter.preview
    chosen(monkeypatch, desk.book.with_name("副本.xlsm"), "")
    preview.copy.click()
    assert "must end in .xlsx" in preview.summary.text()
    assert preview.isVisible()
    preview.copy.click()
    there = desk.book.with_name("别的.xlsx")
    there.write_bytes(b"kept")
    proposed = chosen(monkeypatch, desk.book.with_name("别的"), "")
    preview.copy.click()
    assert proposed == ["规划-npfdesk.xlsx", "别的.xlsx"]
    assert there.read_bytes() == b"kept"
    chosen(monkeypatch, desk.book.with_name("别的"), there)
    preview.copy.click()
    done(desk, qtbot)
    assert 9.25 in figures(there)


def figures(path):
    """What stands in the sheet of assumptions."""
    return {cell.value for row in openpyxl.load_workbook(path)["假设"].iter_rows() for cell in row}


def test_without_a_workbook_there_is_nothing_to_export(bare, tmp_path):
    bare.exporter.export(tmp_path / "a.csv")
    bare.exporter.preview_workbook_changes()
    bare.exporter.ask_report_file()
    assert "nothing to export" in bare.window.banner.message_text
