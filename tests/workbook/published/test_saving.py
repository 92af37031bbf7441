"""A target printed in another unit than its indicator's is said anew when the plan is saved, and reads back the same."""

import pytest

from npfdesk.plan.target_writing import target_as_text
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests.workbook.published.grids import read

FORMS = ["20000", "8000以上", "9000左右", "不超过7000", "1000-2000", "新增500", "减少500", "力争8000以上", "完成省下达任务", "完成省下达任务，力争8000", "8000以上，力争9000以上", "翻一番", "年均增长8%", ""]  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_target_in_another_unit_survives(tmp_path, text):
    # 万元 beside 亿元: every figure is a ten-thousandth
    reading = read(
        [["指标", "2020年", "2025年目标"], ["研发（亿元）", 1, 2]],
        [["地区", "2020年研发（万元）", "2025年研发（万元）"], ["甲县", 5000, text], ["全市", 10000, 20000]],
    )
    assert reading.problems == ()
    path = tmp_path / "存.xlsx"
    save_standard(reading.plan, path)
    again = read_workbook(path)
    assert again.problems == ()
    assert again.plan.targets.keys() == reading.plan.targets.keys()
    for key, one in reading.plan.targets.items():
        told = again.plan.targets[key]
        assert (told.parsed.kind, told.parsed.how, told.parsed.figure, told.parsed.low, told.parsed.high) == (
            one.parsed.kind, one.parsed.how, one.parsed.figure, one.parsed.low, one.parsed.high
        )  # fmt: skip
        assert (told.parsed.stretch, told.base_printed) == (one.parsed.stretch, one.base_printed)
        assert target_as_text(one.parsed) is not None
