"""The controls beside the titles of the tables: what they say where there is room, and where there is none."""

from npfdesk.ui.tables.table_bar import TableBar


def test_without_room_the_button_that_adds_a_row_is_a_sign_that_keeps_its_name(qtbot):
    bar = TableBar()
    qtbot.addWidget(bar)
    bar.retranslate()
    bar.check_filter("all")
    bar.offer_adding("Add a target…")
    bar.fit_width(2000)
    assert bar.adding.text() == "Add a target…"
    bar.fit_width(200)
    assert (bar.adding.text(), bar.adding.accessibleName()) == ("＋", "Add a target…")
    assert bar.adding.toolTip()
    bar.fit_width(2000)
    assert (bar.adding.text(), bar.adding.toolTip()) == ("Add a target…", "")
    bar.offer_adding("")
    bar.fit_width(200)
    assert bar.adding.text() == ""
