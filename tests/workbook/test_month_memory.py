"""What was said of a layout, kept as JSON and found again for the next month."""

import json

import pytest

from npfdesk.workbook.month_memory import (
    NO_CHOICES,
    ColumnPlace,
    Meant,
    PrintedKey,
    choices_from_json,
    choices_json,
    layout_of,
    setting_key,
)
from npfdesk.workbook.standard.period_heads import PeriodMeasure

HERE, THERE = ColumnPlace("here", 2), ColumnPlace("there", 3)


def said():
    choices = NO_CHOICES.with_column(HERE, PeriodMeasure.GROWTH).without_column(ColumnPlace("here", 5))
    choices = choices.with_column(THERE, PeriodMeasure.TO_DATE)
    choices = choices.with_name("indicator", "全部 投资", Meant("fai", "固定资产投资"))
    return choices.with_name("region", "高新区", Meant(""))


def test_heads_of_another_month_are_the_same_layout():
    def heads(*texts):
        return layout_of((0, at, text) for at, text in enumerate(texts))

    march = heads("指标", "单位", "3月", "1-3月累计", "同比±%")
    assert march == heads("指标", "单位", "11月", "1-11月累计", "同比±%")
    assert march == heads("指标", "单位", "2月", "1—2月累计", "同比±%")
    assert march != heads("指标", "单位", "3月", "1-3月累计", "环比±%")
    assert heads("", " ") == ""
    assert setting_key(march) == f"month:{march}"


def test_choices_of_one_layout_come_back_with_the_names_it_prints():
    record = choices_json(said(), "here", [PrintedKey("indicator", "全部投资")])
    back = choices_from_json(json.loads(json.dumps(record)), "here")
    assert back.column(HERE) is PeriodMeasure.GROWTH
    assert back.left_out == {ColumnPlace("here", 5)}
    assert back.column(THERE) is None
    assert back.name("indicator", "全部投资") == Meant("fai", "固定资产投资")
    assert back.name("region", "高新区") is None


@pytest.mark.parametrize(
    "record",
    [
        None, {}, {"version": 9}, {"version": 1, "columns": [[1, "much"]], "left_out": [], "names": []},
        {"version": 1, "columns": [], "left_out": [], "names": [["planet", "a", "b", "c"]]},
    ],
)  # fmt: skip
def test_anything_else_is_refused(record):
    with pytest.raises(ValueError, match=r"choices|PeriodMeasure|no kind"):
        choices_from_json(record, "here")


def test_the_later_word_on_a_column_counts():
    left = said().without_column(HERE)
    assert (left.column(HERE), HERE in left.left_out) == (None, True)
    again = left.with_column(HERE, PeriodMeasure.PERIOD)
    assert (again.column(HERE), HERE in again.left_out) == (PeriodMeasure.PERIOD, False)
