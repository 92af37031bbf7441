"""Another program is using the scenario library while the window is open: it is told, and what waits is written when it is free."""

import sqlite3

import pytest

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey


@pytest.fixture
def held(desk, library):
    """The window with an edit, and a connection that holds its library."""
    other = sqlite3.connect(library.path, isolation_level=None)
    library.connection.execute("PRAGMA busy_timeout = 1")
    workspace = desk.window.workspace
    rows = {AssumptionKey("yongkang", "", "output"): Assumption(Method.GROWTH, 3.0)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, rows))
    other.execute("BEGIN EXCLUSIVE")
    yield other
    other.close()


def test_a_draft_waits_and_is_written_when_the_library_is_free(desk, held, library):
    autosave, banner = desk.autosave, desk.window.banner
    assert not autosave.draft()
    assert "in use" in banner.notices
    assert autosave.again_timer.isActive()
    held.execute("ROLLBACK")
    autosave.again_timer.timeout.emit()
    assert "in use" not in banner.notices
    assert len(library.drafts(desk.workbook_opening.desk.identity)) == 1
    assert not autosave.again_timer.isActive()


def test_a_save_that_was_asked_for_is_made_when_the_library_is_free(desk, held, library):
    autosave = desk.autosave
    assert not autosave.save()
    autosave.again_timer.timeout.emit()
    assert autosave.again_timer.isActive()
    held.execute("ROLLBACK")
    autosave.again_timer.timeout.emit()
    assert len(library.revisions(desk.workbook_opening.desk.identity)) == 1
    assert not desk.window.workspace.session.unsaved
    assert not desk.window.banner.notices.keys() & {"in use", "saving"}


def test_the_history_says_that_the_library_is_in_use(desk, held):
    from npfdesk.ui.library.revisions import HistoryDialog

    dialog = HistoryDialog(desk.autosave, desk.window)
    dialog.refresh()
    assert "Another program is using the scenario library" in dialog.notes.text()
