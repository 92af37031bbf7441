"""Recording the minutes costs an edit its own entry, however long the meeting has been."""

from npfdesk.plan.edit_labels import scenario_renamed, set_assumptions
from npfdesk.plan.edits import ChangeScenario
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.plan.sound_text import sound_value
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui import workspace as publishing
from npfdesk.ui.meeting.minutes_recorder import MinutesRecorder
from npfdesk.ui.workspace import Workspace
from tests.synthetic import synthetic_plan


def test_an_edit_looks_through_no_minute_and_loses_none(qapp, monkeypatch):
    workspace = Workspace(Session(LoadedWorkbook(synthetic_plan(2, 2))))
    recorder = MinutesRecorder(workspace)
    seen = []
    # its texts are the edit's, which were looked through already
    monkeypatch.setattr(publishing, "sound_value", seen.append)
    for growth in range(1, 6):
        assumed = {AssumptionKey("r1", "*", "i0"): Assumption(Method.GROWTH, float(growth))}
        workspace.apply(set_assumptions(workspace.document, "惯性", assumed))
        assert not seen
        assert [one.number for one in workspace.session.minutes] == list(range(1, growth + 1))
    assert recorder.author == workspace.session.minutes[0].by


def test_a_minute_holds_only_what_every_file_can(qapp):
    workspace = Workspace(Session(LoadedWorkbook(synthetic_plan(2, 2))))
    recorder = MinutesRecorder(workspace)
    label = scenario_renamed("惯性", "惯\ud800性")
    workspace.apply(ChangeScenario(workspace.document.active, label, name="惯\ud800性"))
    (minute,) = workspace.session.minutes
    assert sound_value(minute) is minute
    assert minute.by == recorder.author
