"""Bars of what is missing: the whole is a headline, parts share a scale, outliers are named, names have their room."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.charts import gap_rows as rows
from npfdesk.ui.charts.gap_rows import gap_rows


def test_the_whole_is_a_figure_above_its_parts_never_a_bar_among_them(desk, qtbot, qapp):
    window = desk.window
    workspace, bars, head = window.workspace, window.gaps.bars, window.gaps.bars.head
    shown = window.gaps.shown
    assert shown.whole.region == "jinhua"
    assert shown.whole.figure == "2,180.1 亿元 short"
    assert len(shown.bars) == 10
    assert "jinhua" not in {bar.region for bar in shown.bars}
    # the longest part fills the scale, and none is cut because of the whole
    assert max(bar.length for bar in shown.bars) == 1.0
    assert not any(bar.cut for bar in shown.bars)
    # a part looked at stands beside its like, under the same whole
    workspace.select(region="lanxi")
    assert window.gaps.shown.whole.region == "jinhua"
    assert {bar.region for bar in window.gaps.shown.bars} == {bar.region for bar in shown.bars}
    qtbot.mouseClick(head, Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert workspace.selection.region == "jinhua"
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    assert workspace.selection.region == shown.bars[0].region
    qtbot.keyClick(bars, Qt.Key.Key_Up)
    assert workspace.selection.region == "jinhua"
    QTest.mouseMove(head, QPoint(40, 10))
    # the figures come out with the whole first
    table = window.views.taker.table()
    assert [line[0] for line in table[1:]] == [shown.whole.name, *(bar.name for bar in shown.bars)]
    # by indicator there is no whole, one scale of shares, and every name has its room
    window.resize(1900, 900)
    window.gaps.by_indicator.click()
    assert window.gaps.shown.whole is None
    measure, names = bars.fontMetrics().horizontalAdvance, bars.columns()[0]
    assert all(measure(bar.name) <= names - 26 for bar in window.gaps.shown.bars)
    assert window.gaps.shown.scale == pytest.approx(
        max(abs(bar.share) for bar in window.gaps.shown.bars if np.isfinite(bar.share))
    )
    # one that shoots off is cut, marked and named with its length, and does not flatten the others
    key = AssumptionKey("jinhua", "", "output")
    document = workspace.document
    workspace.apply(set_assumptions(document, document.active, {key: Assumption(Method.GROWTH, 60.0)}))
    shown = gap_rows(workspace, by_region=False)
    odd = next(bar for bar in shown.bars if bar.indicator == "output")
    assert odd.cut
    assert odd.length == -1.0
    # and its marks say what they are
    assert bars.tip(odd).splitlines()[-2:] == [
        "● on track",
        "Two slits: the bar is longer than the scale shows.",
    ]
    assert f"{odd.name} 484% over" in window.gaps.note.text()
    assert max(abs(bar.length) for bar in shown.bars if not bar.cut) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("lengths", "longest"),
    [((), 1.0), ((3.0,), 3.0), ((1.0, 2.0, 90.0), 90.0), ((1.0, 2.0, 1.5, -2.0, 1.0, 90.0), 2.0)],
)
def test_the_scale_is_the_longest_that_is_no_outlier(lengths, longest):
    assert rows._longest(np.array(lengths)) == longest
