"""Where things are written: no name that a person typed loses a part, and nothing takes the plan's own place."""

import shutil

import pytest
from PySide6.QtWidgets import QFileDialog

from npfdesk.locations import sample_workbook
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.files import destination
from npfdesk.ui.files.destination import with_ending
from npfdesk.ui.import_window.import_dialog import ImportWindow
from npfdesk.workbook.plan_reader import read_workbook

KINDS = ("Workbook (*.xlsx)", "Report to print (*.pdf)")
KEY = AssumptionKey("yongkang", "", "output")


@pytest.fixture
def desk(bare, tmp_path, monkeypatch):
    """The window on a copy of the sample, with minutes to write; `answer` types a name into the dialog."""
    bare.book = shutil.copy(sample_workbook(), tmp_path / "规划.xlsx")
    bare.workbook_opening.open_now(bare.book)
    workspace = bare.window.workspace
    workspace.apply(set_assumptions(workspace.document, "攻坚", {KEY: Assumption(Method.GROWTH, 9.25)}))
    bare.meeting.keep()

    def answer(name, kind=""):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / name), kind))

    bare.answer = answer
    # the system's dialog has asked about the name that was typed; the report's own dialog asks for itself
    monkeypatch.setattr(destination, "confirm_replace", lambda *_: True)
    yield bare
    bare.meeting.stop()


def minutes(desk, qtbot):
    desk.meeting.open_minutes()
    desk.meeting.minutes.ask_and_save()
    return desk.meeting.minutes.note.text()


def slides(desk, qtbot):
    desk.meeting.slides.ask()
    qtbot.waitUntil(lambda: desk.meeting.slides._thread is None, timeout=60_000)
    return desk.window.status_line.message_label.text()


def export(desk, qtbot):
    desk.exporter.ask_report_file()
    dialog = desk.exporter.dialog
    dialog.browse.click()
    dialog.submit()
    told = dialog.problem.text()
    dialog.reject()
    qtbot.waitUntil(lambda: desk.exporter.job is None, timeout=60_000)
    return told or desk.window.banner.message_text


def template(desk, qtbot):
    desk.open_file = lambda path: None
    desk.template()
    return desk.window.banner.message_text


def picture(desk, qtbot):
    desk.window.views.taker.ask_and_save()
    return desk.window.status_line.message_label.text()


def standard(desk, qtbot):
    published = shutil.copy(
        sample_workbook().with_name("jinhua_as_published.xlsx"), desk.book.with_name("原.xlsx")
    )
    window = ImportWindow(read_workbook(published), desk.window)
    window.save_standard()
    return window.message.text()


OUTPUTS = [
    (minutes, ".xlsx"),
    (slides, ".pptx"),
    (export, ".docx"),
    (template, ".xlsx"),
    (picture, ".png"),
    (standard, ".xlsx"),
]


@pytest.mark.parametrize(
    ("typed", "kind", "path"),
    [
        ("a.xlsx", KINDS[0], "a.xlsx"),
        ("a.XLSX", KINDS[0], "a.XLSX"),
        ("a.pdf", KINDS[0], "a.pdf"),
        ("v1.2026", KINDS[0], "v1.2026.xlsx"),
        ("v1.2026", KINDS[1], "v1.2026.pdf"),
        ("规划.docx", "", "规划.docx.xlsx"),
        ("2.5", "All files (*)", "2.5.xlsx"),
    ],
)
def test_an_ending_is_added_and_none_is_replaced(tmp_path, typed, kind, path):
    assert with_ending(tmp_path / typed, KINDS, kind) == tmp_path / path


@pytest.mark.parametrize(("output", "ending"), OUTPUTS)
def test_a_file_that_nobody_named_stays(desk, qtbot, tmp_path, monkeypatch, output, ending):
    other, same = tmp_path / f"v1{ending}", tmp_path / f"v1.2026{ending}"
    other.write_bytes(b"other")
    desk.answer("v1.2026")
    output(desk, qtbot)
    assert other.read_bytes() == b"other"
    assert same.stat().st_size > 1000
    # the dialog asked about v1.2026, which is not there; what is there under the whole name is asked about here
    same.write_bytes(b"same")
    asked = []
    monkeypatch.setattr(destination, "confirm_replace", lambda _, path: asked.append(path))
    output(desk, qtbot)
    assert asked == [same]
    assert same.read_bytes() == b"same"


@pytest.mark.parametrize("output", [minutes, export, template])
def test_the_plan_is_never_overwritten(desk, qtbot, tmp_path, output):
    before = desk.book.read_bytes()
    for name in (desk.book.name, "链.xlsx"):
        if name != desk.book.name:
            (tmp_path / name).symlink_to(desk.book)
        desk.answer(name)
        assert "own workbook" in output(desk, qtbot)
        assert desk.book.read_bytes() == before


def test_what_was_published_is_not_overwritten_by_its_standard_form(desk, qtbot, tmp_path):
    desk.answer("原.xlsx")
    assert "own workbook" in standard(desk, qtbot)
    assert (tmp_path / "原.xlsx").read_bytes() == sample_workbook().with_name(
        "jinhua_as_published.xlsx"
    ).read_bytes()


def test_what_is_handed_over_directly_is_refused_too(desk, qtbot):
    before = desk.book.read_bytes()
    desk.meeting.open_minutes()
    assert not desk.meeting.minutes.save_book(desk.book)
    assert not desk.window.views.taker.save(desk.book)
    with qtbot.waitSignal(desk.meeting.slides.finished, timeout=60_000) as made:
        desk.meeting.slides.make(desk.book)
    assert made.args == [None]
    assert desk.book.read_bytes() == before


@pytest.mark.parametrize(("output", "ending"), OUTPUTS)
def test_what_is_open_elsewhere_is_not_written(desk, qtbot, tmp_path, output, ending):
    path = tmp_path / f"表{ending}"
    path.write_bytes(b"before")
    (tmp_path / f"~${path.name}").write_bytes(b"")
    desk.answer(path.name)
    assert f"~${path.name}" in output(desk, qtbot)
    assert path.read_bytes() == b"before"
