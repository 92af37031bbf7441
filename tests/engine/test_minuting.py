"""What an edit's consequence comes to in the minutes."""

from npfdesk.engine.edits.consequence import Consequence, consequence, figure_change, minute_of
from npfdesk.engine.projection.update import compute, update
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.minutes import Decision, FigureChange
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from tests.plans import document, target

SERIES = SeriesKey("市", "", "x")


def test_a_worked_edit():
    opened = document({SERIES: {2020: 100.0}}, targets=[target(SERIES, "128", unit="")])
    edit = set_assumptions(opened, opened.active, {AssumptionKey(*SERIES): Assumption(Method.GROWTH, 5.0)})
    before = compute(opened)
    after = update(before, edit.apply(opened))
    seen = consequence(before, after, opened.active, 0, 2025, Rule.PACE)
    effect = figure_change(seen, SERIES)
    # held: 100 in 2025, pace 0 ÷ required > 0 = 0: orange. 5 %: 100 × 1.05^5 = 127.62815625; what is missing of
    # 128 is 0.37184375; required (1.28)^(1/5) − 1 = 5.06 %, R = 5 ÷ 5.06 = 0.988 ≥ 0.95: blue
    assert effect.before == 100.0
    assert abs(effect.after - 127.62815625) < 1e-9
    assert abs(effect.gap - 0.37184375) < 1e-9
    assert effect.status == ("orange", "blue")
    assert effect.turned == (("blue", 1),)
    minute = minute_of(3, "2026-11-21T08:30:00+08:00", "张三", "基准", edit.label, effect)
    assert minute.number == 3
    assert minute.decision is Decision.OPEN
    assert minute.done("zh").startswith("市 ")


def test_what_there_is_no_figure_of_is_none():
    nan = float("nan")
    seen = Consequence(0, 2025, nan, nan, nan, ((Status.GREY, 2),), None)
    assert figure_change(seen, SERIES) == FigureChange(SERIES, 2025, None, None, None, None, (("grey", 2),))
