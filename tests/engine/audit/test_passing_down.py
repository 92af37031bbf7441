"""Targets that stay above, and expected ones that are split. Figures are synthetic."""

from tests.engine.audit.cases import Duty, codes, found, indicator, only, row

BINDING = indicator("x", "用水总量", unit="亿立方米", duty=Duty.BINDING)
EXPECTED = indicator("y", "服务业增加值")
OTHER = indicator("z", "外贸进出口总额")
DATA = {("a", "", "x"): {2020: 3.0}, ("a", "", "y"): {2020: 30.0}, ("b", "", "z"): {2020: 30.0}}


def test_a_binding_target_that_no_region_below_has():
    rows = [row("city", "x", "10", "9")]
    one = only(found(rows, [BINDING], data={("a", "", "x"): {2020: 3.0}}), "target_not_passed_down")
    assert (one.cell, one.figures["count"], len(one.places)) == ("F2", 1, 2)
    # where the counties have no such figures nothing can be passed down
    assert "target_not_passed_down" not in codes(rows, [BINDING])
    rows.append(row("a", "x", "3", "2.9"))
    assert "target_not_passed_down" not in codes(
        rows,
        [BINDING],
        data=DATA | {("a", "", "y"): {}, ("b", "", "z"): {}} and {("a", "", "x"): {2020: 3.0}},
    )


def test_expected_targets_that_stay_above_are_told_together():
    rows = [row("city", "y", "100", "200"), row("city", "z", "100", "200")]
    data = {key: one for key, one in DATA.items() if key[2] != "x"}
    one = only(found(rows, [EXPECTED, OTHER], data=data), "targets_stay_above")
    assert (one.severity, one.figures["count"]) == ("note", 2)
    assert "外贸进出口总额" in one.message("zh")


def test_expected_targets_that_are_split_are_told_where_the_plan_has_binding_ones():
    rows = [row("city", "y", "90", "180"), *(row(one, "y", "30", "60") for one in "abc")]
    assert "expected_target_split" not in codes(rows, [EXPECTED])
    assert "expected_target_split" in codes(rows, [EXPECTED, BINDING])
    rows = [row("city", "x", "9", "8"), *(row(one, "x", "3", "2.7") for one in "abc")]
    assert "expected_target_split" not in codes(rows, [EXPECTED, BINDING])
