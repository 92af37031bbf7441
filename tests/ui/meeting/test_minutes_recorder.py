"""Recording the minutes costs an edit its own entry, however long the meeting has been."""

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.minutes import Minute
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui import workspace as publishing
from npfdesk.ui.meeting.minutes_recorder import MinutesRecorder
from npfdesk.ui.workspace import Workspace
from tests.synthetic import synthetic_plan


def test_an_edit_looks_through_its_own_minute_only_and_loses_none(qapp, monkeypatch):
    workspace = Workspace(Session(LoadedWorkbook(synthetic_plan(2, 2))))
    recorder = MinutesRecorder(workspace)
    seen = []
    sound_value = publishing.sound_value
    monkeypatch.setattr(publishing, "sound_value", lambda value: seen.append(value) or sound_value(value))
    for growth in range(1, 6):
        seen.clear()
        assumed = {AssumptionKey("r1", "*", "i0"): Assumption(Method.GROWTH, float(growth))}
        workspace.apply(set_assumptions(workspace.document, "惯性", assumed))
        (minute,) = seen
        assert isinstance(minute, Minute)
        assert [one.number for one in workspace.session.minutes] == list(range(1, growth + 1))
    assert recorder.author == workspace.session.minutes[0].by
