"""Taking in returns under a person's hands: dropped, looked at, taken as one step, taken back; nothing happens in silence."""

import shutil
import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QStyle, QStyleOptionViewItem

from npfdesk.plan.series import SeriesKey
from npfdesk.ui.look.language import set_language
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.together import heap as heap_module
from npfdesk.ui.together.gathered_cells import TICKS, Shown
from npfdesk.ui.together.unit_standings import Standing
from tests.forms import issued
from tests.returns import YEAR, Filled, figure, filled

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def forms(workspace, tmp_path):
    """The forms of the four counties as they were sent out, by the county's code."""
    folder = tmp_path / "forms"
    _, made = issued(workspace.plan, folder, year=YEAR, due="2026-02-01")
    return {unit: folder / name for unit, name in made.files.items()}


def known(workspace, county, indicator="gdp"):
    plan = workspace.plan
    return float(plan.observed[plan.row[SeriesKey(county, "", indicator)], plan.column(YEAR)])


def standing(dialog, code):
    return next(one for one in dialog.standings if one.unit is not None and one.unit.code == code)


def click_tile(qtbot, dialog, code):
    """Click a unit's tile on the board."""
    place = [one.key for one in dialog.board.tiles.standings].index(code)
    at = dialog.board.visualRect(dialog.board.tiles.index(place)).center()
    qtbot.mouseClick(dialog.board.viewport(), LEFT, pos=at)


def click_tick(qtbot, dialog, row):
    """Click the box of a row."""
    index = dialog.rows.index(row, TICKS)
    option = QStyleOptionViewItem()
    dialog.table.initViewItemOption(option)
    option.rect = dialog.table.visualRect(index)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    box = dialog.table.style().subElementRect(
        QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, dialog.table
    )
    qtbot.mouseClick(dialog.table.viewport(), LEFT, pos=box.center())


def row_of(dialog, indicator, file=""):
    return next(
        row
        for row, line in enumerate(dialog.shown_lines)
        if line.weighed.returned.asked.series.indicator == indicator and file in line.file
    )


def take(qtbot, dialog):
    with qtbot.waitSignal(dialog.answered, timeout=60_000):
        qtbot.mouseClick(dialog.apply_button, LEFT)


def test_an_empty_dialog_says_what_to_do_and_a_folder_without_forms_why_not(taking, drop, qtbot, tmp_path):
    assert taking.zone.isVisible()
    assert "Drop the forms" in taking.zone.asked.text()
    assert not taking.apply_button.isEnabled()
    (tmp_path / "empty").mkdir()
    drop(taking, tmp_path / "empty")
    assert taking.notes.text()
    assert taking.zone.isVisible()
    assert taking.files == ()


def test_the_whole_job_from_sending_out_to_undo(sending, taking, drop, qtbot, tmp_path, workspace):
    qtbot.mouseClick(sending.apply_button, LEFT)
    qtbot.waitUntil(lambda: sending.written_to is not None, timeout=60_000)
    folder = tmp_path / "forms"
    sent = sorted(path.name for path in folder.iterdir() if "index" not in path.name.lower())
    names = dict(zip(("c00", "c01", "c02", "c03"), sent, strict=True))
    for county, unit in enumerate(("c00", "c01", "c02")):
        filled(folder / names[unit], county)
    (folder / names["c03"]).unlink()
    drop(taking, folder)
    assert [one.standing for one in taking.standings] == [Standing.RECEIVED] * 3 + [Standing.MISSING]
    assert taking.headline.text().startswith("3 of 4 came, 1 missing, 0 late: 18 new, 0 changed, 0 not taken")
    assert bare(taking.apply_button.text()) == "Take 18 figures"
    take(qtbot, taking)
    assert known(workspace, "c01") == figure("gdp", 1, YEAR)
    assert "18 figures of 3 units" in taking.headline.text()
    assert "Ctrl+Z" in taking.headline.text()
    # the source and the day stand with each figure
    vintages = {key.series.region: one for key, one in workspace.plan.vintages.items() if key.year == YEAR}
    assert names["c01"] in vintages["c01"].source
    assert not taking.apply_button.isEnabled()
    with qtbot.waitSignal(taking.answered, timeout=60_000):
        qtbot.mouseClick(taking.undo_button, LEFT)
    assert str(known(workspace, "c01")) == "nan"
    assert workspace.session.history.undo_label is None
    assert taking.undo_button.isHidden()
    assert bare(taking.apply_button.text()) == "Take 18 figures"


def test_a_doubtful_figure_is_taken_by_its_own_tick_alone(taking, drop, qtbot, forms, workspace):
    filled(forms["c00"], 0, invest=figure("invest", 0, YEAR) * 10000)
    drop(taking, forms["c00"])
    assert standing(taking, "c00").standing is Standing.PART
    row = row_of(taking, "invest")
    entries = taking.rows.rows[row]
    told = " ".join(one.text for one in entries)
    assert "times apart" in told
    assert forms["c00"].name in told
    assert taking.lines[row].weighed.returned.cell in told
    assert taking.rows.ticks[row] is False
    qtbot.mouseClick(taking.all_button, LEFT)
    assert taking.rows.ticks[row] is False
    click_tick(qtbot, taking, row)
    assert taking.rows.ticks[row] is True
    assert "Confirmed" in [one.text for one in taking.rows.rows[row]]
    take(qtbot, taking)
    assert known(workspace, "c00", "invest") == pytest.approx(figure("invest", 0, YEAR) * 10000)


def test_what_cannot_be_told_for_certain_has_no_tick(taking, drop, qtbot, forms, workspace):
    filled(forms["c00"], 0, firms="约二百家")
    drop(taking, forms["c00"])
    row = row_of(taking, "firms")
    assert taking.rows.ticks[row] is None
    taking.table.setCurrentIndex(taking.rows.index(row, 3))
    taking.table.setFocus()
    qtbot.keyClick(taking.table, Qt.Key.Key_Space)
    assert taking.rows.ticks[row] is None
    assert taking.lines[row].weighed.returned.cell in taking.detail.text()
    take(qtbot, taking)
    assert str(known(workspace, "c00", "firms")) == "nan"
    assert known(workspace, "c00", "gdp") == figure("gdp", 0, YEAR)


def test_of_two_versions_one_is_chosen_and_nothing_of_the_other_is_taken(
    taking, drop, qtbot, forms, workspace
):
    filled(forms["c00"], 0)
    second = forms["c00"].with_name("补报.xlsx")
    shutil.copy(forms["c00"], second)
    other = Filled(second)
    other.enter("gdp", 123.4)
    other.save()
    drop(taking, forms["c00"], second)
    assert standing(taking, "c00").standing is Standing.DOUBLE
    assert "第00县" in taking.versions.question.text()
    assert "第00县" in taking.notes.text()
    # before that, the figure in which they differ is not taken
    ticked = [line for line in taking.lines if taking.is_ticked(line)]
    assert "gdp" not in {line.weighed.returned.asked.series.indicator for line in ticked}
    qtbot.mouseClick(taking.versions.buttons["补报.xlsx"], LEFT)
    assert standing(taking, "c00").standing is not Standing.DOUBLE
    take(qtbot, taking)
    assert known(workspace, "c00") == 123.4
    assert known(workspace, "c00", "firms") == figure("firms", 0, YEAR)


def test_ticking_one_version_of_a_figure_leaves_the_other(taking, drop, qtbot, forms):
    filled(forms["c00"], 0)
    second = forms["c00"].with_name("补报.xlsx")
    shutil.copy(forms["c00"], second)
    other = Filled(second)
    other.enter("gdp", 123.4)
    other.save()
    drop(taking, forms["c00"], second)
    first, later = row_of(taking, "gdp", forms["c00"].name), row_of(taking, "gdp", "补报")
    click_tick(qtbot, taking, first)
    assert (taking.rows.ticks[first], taking.rows.ticks[later]) == (True, False)
    click_tick(qtbot, taking, later)
    assert (taking.rows.ticks[first], taking.rows.ticks[later]) == (False, True)


def test_one_unit_alone_none_and_all(taking, drop, qtbot, forms, workspace):
    for county in range(3):
        filled(forms[f"c{county:02d}"], county)
    forms["c03"].unlink()
    drop(taking, forms["c00"].parent)
    qtbot.mouseClick(taking.none_button, LEFT)
    assert not taking.apply_button.isEnabled()
    qtbot.mouseClick(taking.all_button, LEFT)
    assert bare(taking.apply_button.text()) == "Take 18 figures"
    assert taking.unit_button.isHidden()
    click_tile(qtbot, taking, "c01")
    assert {line.weighed.unit.code for line in taking.shown_lines} == {"c01"}
    qtbot.mouseClick(taking.unit_button, LEFT)
    assert bare(taking.apply_button.text()) == "Take 6 figures"
    # a unit that sent nothing says so
    click_tile(qtbot, taking, "c03")
    assert "has sent nothing" in taking.detail.text()
    taking.board.setFocus()
    qtbot.keyClick(taking.board, Qt.Key.Key_Escape)
    assert taking.isVisible()
    assert {line.weighed.unit.code for line in taking.shown_lines} == {"c00", "c01", "c02"}
    take(qtbot, taking)
    assert known(workspace, "c01") == figure("gdp", 1, YEAR)
    assert str(known(workspace, "c00")) == "nan"


def test_the_board_by_keys_and_the_counts_above_it(taking, drop, qtbot, forms):
    filled(forms["c00"], 0)
    filled(forms["c01"], 1, day="2026-01-22", gdp=None)
    drop(taking, forms["c00"], forms["c01"])
    # whoever dropped the files goes on with the keys
    assert taking.board.hasFocus()
    qtbot.keyClick(taking.board, Qt.Key.Key_Right)
    assert taking.board.chosen_key == "c01"
    missing = taking.standing_filters.buttons[Standing.MISSING]
    assert missing.text().endswith("2")
    qtbot.mouseClick(missing, LEFT)
    assert [one.standing for one in taking.board.tiles.standings] == [Standing.MISSING] * 2
    assert taking.shown_lines == ()
    qtbot.mouseClick(taking.standing_filters.buttons[None], LEFT)
    qtbot.mouseClick(taking.filters[Shown.BLANK], LEFT)
    assert [line.weighed.returned.asked.series.indicator for line in taking.shown_lines] == ["gdp"]
    assert all(tick is None for tick in taking.rows.ticks)


def test_space_ticks_the_selected_rows(taking, drop, qtbot, forms):
    filled(forms["c00"], 0)
    drop(taking, forms["c00"])
    taking.table.selectAll()
    taking.table.setFocus()
    qtbot.keyClick(taking.table, Qt.Key.Key_Space)
    assert not any(taking.rows.ticks)
    qtbot.keyClick(taking.table, Qt.Key.Key_Space)
    assert all(taking.rows.ticks)
    assert bare(taking.apply_button.text()) == "Take 6 figures"


def test_reading_can_be_stopped_and_what_was_read_before_stays(taking, drop, qtbot, forms, monkeypatch):
    filled(forms["c00"], 0)
    drop(taking, forms["c00"])
    begun, go = threading.Event(), threading.Event()
    read = heap_module.read_returns

    def slowly(*given, progress, cancelled):
        def told(done, total):
            progress(done, total)
            if done == 1:
                begun.set()
                assert go.wait(30)

        return read(*given, progress=told, cancelled=cancelled)

    monkeypatch.setattr(heap_module, "read_returns", slowly)
    filled(forms["c01"], 1)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(forms["c01"])], ""))
    qtbot.mouseClick(taking.files_button, LEFT)
    assert begun.wait(30)
    qtbot.waitUntil(lambda: taking.reading.said.text().startswith("Reading: 1 of"))
    assert taking.reading.isVisible()
    assert taking.found.isHidden()
    go.set()
    qtbot.mouseClick(taking.reading.cancel_button, LEFT)
    assert taking.found.isVisible()
    assert taking.files == (forms["c00"],)
    assert standing(taking, "c01").standing is Standing.MISSING


def test_files_that_are_none_of_it_are_told_and_change_nothing(
    taking, drop, qtbot, forms, tmp_path, workspace
):
    filled(forms["c00"], 0)
    strange = tmp_path / "扫描件.xlsx"
    strange.write_bytes(b"PK\x03\x04 no workbook at all")
    _, old = issued(workspace.plan, tmp_path / "old", year=2024, key="2024-0-old")
    earlier = filled(tmp_path / "old" / old.files["c01"], 1)
    drop(taking, forms["c00"], strange, earlier)
    stands = {one.name: one.standing for one in taking.standings}
    assert stands["扫描件.xlsx"] is Standing.REFUSED
    assert stands["第01县"] is Standing.OTHER_ROUND
    taking.tabs.setCurrentIndex(1)
    told = "\n".join(" ".join(row) for row in taking.files_table.rows.texts())
    assert "扫描件.xlsx" in told
    assert earlier.name in told
    assert {line.weighed.unit.code for line in taking.lines if taking.is_ticked(line)} == {"c00"}


def test_another_edit_weighs_what_was_read_anew(taking, drop, qtbot, forms, workspace):
    filled(forms["c00"], 0)
    drop(taking, forms["c00"])
    take(qtbot, taking)
    assert {line.state for line in taking.lines} == {Shown.SAME}
    with qtbot.waitSignal(taking.answered, timeout=60_000):
        workspace.undo()
    assert {line.state for line in taking.lines} == {Shown.NEW}
    # its step is no longer the last one
    assert taking.undo_button.isHidden()
    qtbot.mouseClick(taking.clear_button, LEFT)
    assert taking.zone.isVisible()
    assert taking.heap is None


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_each_standing_is_told_by_words_too(taking, drop, qtbot, forms, spoken):
    set_language(spoken)
    filled(forms["c00"], 0)
    drop(taking, forms["c00"])
    model = taking.board.tiles
    said = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == ("第00县：已收 6/6" if spoken == "zh" else "第00县: Received 6/6")
    assert taking.board.accessibleName()
    assert taking.board.accessibleDescription()
    for table in (taking.table, taking.files_table, taking.contradictions_table):
        assert table.accessibleName()
    assert QApplication.focusWidget() is taking.board
    assert taking.board.mapTo(taking, QPoint()).y() < taking.table.mapTo(taking, QPoint()).y()
