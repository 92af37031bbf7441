"""The rows below targets and data: new targets and figures, also of series that are not there yet."""

import pytest
from PySide6.QtCore import Qt

from npfdesk.plan.series import SeriesKey, TargetKey
from tests.ui.tables.test_structure_rows import small

KEYS = Qt.Key
NORTH = SeriesKey("north", "", "output")


@pytest.fixture
def written(make_desk):
    return make_desk(small())


def go(desk, main, entry, key):
    desk.panel.setCurrentIndex(desk.panel.tables.index(main))
    entry.setFocus()
    index = entry.figures.index(0, desk.column(entry, key))
    entry.selectionModel().setCurrentIndex(index, entry.selectionModel().SelectionFlag.ClearAndSelect)


def line(desk):
    return desk.panel.lines[desk.panel.currentIndex()].text()


def test_a_target_of_a_series_that_is_not_there(written):
    panel = written.panel
    for key, text in (("region", "North"), ("indicator", "Output"), ("base", "40"), ("target", "60")):
        go(written, panel.targets, panel.target_entry, key)
        written.type(panel.target_entry, text)
    plan = written.workspace.plan
    assert plan.targets[TargetKey(NORTH, 2030)].text == "60"
    assert plan.observed[plan.row[NORTH], plan.column(2025)] == 40
    # the region stays for the next one
    assert panel.target_entry.figures.columns[0].text(0) == "North"
    written.workspace.undo()
    assert NORTH not in written.workspace.plan.row


def test_a_block_of_targets_is_one_step(written):
    panel = written.panel
    go(written, panel.targets, panel.target_entry, "region")
    written.paste(
        panel.target_entry,
        "地区\t指标\t单位\t目标值\t目标年\nCity\tOutput\t亿元\t150以上\t2030\nNorth\tShare\t%\t20\t2028\n",
    )
    assert line(written) == ""
    assert set(written.workspace.plan.targets) == {
        TargetKey(SeriesKey("city", "", "output"), 2030),
        TargetKey(SeriesKey("north", "", "share"), 2028),
    }
    written.workspace.undo()
    assert not written.workspace.plan.targets
    go(written, panel.targets, panel.target_entry, "target year")
    go(written, panel.targets, panel.target_entry, "region")
    written.paste(panel.target_entry, "地区\t指标\t目标值\nCity\tOutput\t无字\n")
    assert line(written)
    assert not written.workspace.plan.targets


def test_figures_of_a_new_series_are_typed_one_after_the_other(written):
    panel = written.panel
    for key, text in (("region", "North"), ("indicator", "Output"), (2024, "38"), (2025, "40")):
        go(written, panel.data, panel.data_entry, key)
        written.type(panel.data_entry, text)
    plan = written.workspace.plan
    assert [plan.observed[plan.row[NORTH], plan.column(year)] for year in (2024, 2025)] == [38, 40]


def test_down_goes_into_the_row_and_up_out_of_it(written):
    panel = written.panel
    panel.setCurrentIndex(panel.tables.index(panel.data))
    panel.data.setFocus()
    panel.data.setCurrentIndex(panel.data.figures.index(panel.data.figures.rowCount() - 1, 0))
    written.press(panel.data, KEYS.Key_Down)
    assert panel.data_entry.hasFocus()
    written.press(panel.data_entry, KEYS.Key_Up)
    assert panel.data.hasFocus()
