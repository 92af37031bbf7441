"""The preview of what is written into the workbook says where rows go in, and why where they do not."""

from npfdesk.ui.answers.workbook_changes import WorkbookChangesDialog
from npfdesk.workbook.writing.amendments import amendments
from tests.workbook.writing.grown_books import office_book
from tests.workbook.writing.test_inserted_rows import path_of, with_firms


def preview(qtbot, path):
    dialog = WorkbookChangesDialog(path, amendments(path, with_firms(path), "zh"))
    qtbot.addWidget(dialog)
    places = {row[1].text for row in dialog.rows.rows if row[0].text == "数据"}
    return dialog.summary.text(), places


def test_it_lists_new_rows_and_what_they_move(qtbot, tmp_path):
    text, places = preview(qtbot, path_of(tmp_path, office_book()))
    assert places == {f"{column}5 · new row" for column in "ABCD"}
    assert "New rows follow the existing rows of their sheet" in text
    assert "after row 4" in text
    assert "数据!C6" in text


def test_it_says_why_rows_go_below(qtbot, tmp_path):
    book = office_book()
    book["数据"].merge_cells("E4:E5")
    text, places = preview(qtbot, path_of(tmp_path, book))
    assert places == {f"{column}11" for column in "ABCD"}
    assert "cannot be inserted after the existing ones: the merged cells E4:E5 lie across" in text
    assert "In Excel" in text
